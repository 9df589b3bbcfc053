//! Equations: LaTeX between dollars in a form that both pulldown-cmark and GitHub take for math, and in which a renderer
//! without math finds no link, picture, tag or code.

use std::borrow::Cow;

use crate::document::Equation;
use crate::write::escape::begins_tag;

/// The LaTeX of an equation, ready to stand between dollars: without blanks at the ends, line ends and bare dollars.
///
/// Where dollars mean nothing it is read as Markdown. A blank, which means nothing in math, parts there what would be a
/// tag or the target of a link. A backtick, which would pair with one outside, becomes the quotation mark it stands for.
///
/// `None` when there is none, or when its braces do not pair: then the dollars would not pair either.
pub(crate) fn latex(equation: &Equation) -> Option<Cow<'_, str>> {
    let latex = equation.latex.as_deref()?.trim();
    // A backslash at the end would escape the closing dollar. There it stood before a blank, which says nothing.
    let trailing = latex.len() - latex.trim_end_matches('\\').len();
    let latex = if trailing % 2 == 1 { latex.strip_suffix('\\')?.trim_end() } else { latex };
    if latex.is_empty() || !braces_pair(latex) {
        return None;
    }
    if !latex.contains(|c: char| matches!(c, '$' | '<' | ']' | '`') || c.is_control()) {
        return Some(Cow::Borrowed(latex));
    }
    let mut safe = String::with_capacity(latex.len() + 8);
    let mut is_escaped = false;
    for (at, c) in latex.char_indices() {
        let rest = latex.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '$' if !is_escaped => safe.push_str("\\$"),
            '<' if begins_tag(rest) => safe.push_str("< "),
            ']' if rest.starts_with(['(', '[']) => safe.push_str("] "),
            '`' => safe.push('‘'),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    Some(Cow::Owned(safe))
}

fn braces_pair(latex: &str) -> bool {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for byte in latex.bytes() {
        match byte {
            b'{' if !is_escaped => depth += 1,
            b'}' if !is_escaped => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    depth == 0
}

/// Whether there is nothing to show of an equation.
pub(super) fn is_empty(equation: &Equation) -> bool {
    equation.script.trim().is_empty() && latex(equation).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(latex_text: &str) -> Option<String> {
        let equation = Equation { script: String::new(), latex: Some(latex_text.to_owned()), text: None };
        latex(&equation).map(Cow::into_owned)
    }

    #[test]
    fn dollars_and_ends_are_made_safe() {
        assert_eq!(safe(" a\n+ b ").unwrap(), "a + b");
        assert_eq!(safe("\\text{5$}").unwrap(), "\\text{5\\$}");
        assert_eq!(safe("5\\$").unwrap(), "5\\$");
        assert_eq!(safe("x\\ ").unwrap(), "x");
        assert_eq!(safe("x\\\\").unwrap(), "x\\\\");
    }

    #[test]
    fn what_would_be_markup_without_math_is_parted() {
        assert_eq!(safe("[a](javascript:x)").unwrap(), "[a] (javascript:x)");
        assert_eq!(safe("![a][b]").unwrap(), "![a] [b]");
        assert_eq!(safe("\\text{<img src=x>}").unwrap(), "\\text{< img src=x>}");
        assert_eq!(safe("<!--</p><?x").unwrap(), "< !--< /p>< ?x");
        assert_eq!(safe("`a`").unwrap(), "‘a‘");
        assert_eq!(safe("a<1, [b], \\sqrt[3]{c}").unwrap(), "a<1, [b], \\sqrt[3]{c}");
    }

    #[test]
    fn braces_that_do_not_pair_are_no_math() {
        assert_eq!(safe("{a"), None);
        assert_eq!(safe("}{"), None);
        assert_eq!(safe("\\{a").unwrap(), "\\{a");
    }
}
