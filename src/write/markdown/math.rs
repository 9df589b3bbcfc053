//! Equations: LaTeX between dollars in a form that both pulldown-cmark and GitHub take for math.

use std::borrow::Cow;

use crate::document::Equation;

/// The LaTeX of an equation, ready to stand between dollars: without blanks at the ends, line ends and bare dollars.
///
/// `None` when there is none, or when its braces do not pair: then the dollars would not pair either.
pub(super) fn latex(equation: &Equation) -> Option<Cow<'_, str>> {
    let latex = equation.latex.as_deref()?.trim();
    // A backslash at the end would escape the closing dollar. There it stood before a blank, which says nothing.
    let trailing = latex.len() - latex.trim_end_matches('\\').len();
    let latex = if trailing % 2 == 1 { latex.strip_suffix('\\')?.trim_end() } else { latex };
    if latex.is_empty() || !braces_pair(latex) {
        return None;
    }
    if !latex.contains(|c: char| c == '$' || c.is_control()) {
        return Some(Cow::Borrowed(latex));
    }
    let mut safe = String::with_capacity(latex.len() + 8);
    let mut is_escaped = false;
    for c in latex.chars() {
        match c {
            '$' if !is_escaped => safe.push_str("\\$"),
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

/// Writes text as inline code, clear of a backtick before it.
pub(super) fn code(text: &str, out: &mut String) {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let fence = "`".repeat(longest + 1);
    let gap = if out.ends_with('`') { " " } else { "" };
    for piece in [gap, &fence, pad, &text, pad, &fence] {
        out.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(latex_text: &str) -> Option<String> {
        let equation = Equation { script: String::new(), latex: Some(latex_text.to_owned()) };
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
    fn braces_that_do_not_pair_are_no_math() {
        assert_eq!(safe("{a"), None);
        assert_eq!(safe("}{"), None);
        assert_eq!(safe("\\{a").unwrap(), "\\{a");
    }

    #[test]
    fn code_has_a_fence_longer_than_any_in_it() {
        let mut out = String::new();
        code("a `` b`", &mut out);
        assert_eq!(out, "``` a `` b` ```");
    }
}
