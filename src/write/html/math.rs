//! LaTeX math to MathML with pulldown-latex.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, ParserError, Storage, push_mathml};

/// Commands that define others: no formula of a document has any, and they could make a short formula endless.
const DEFINING: [&str; 5] = ["def", "let", "command", "operator", "csname"];

/// A formula as a `<math>` element; `None` when the crate does not know all of it.
pub(super) fn mathml(latex: &str, is_display: bool) -> Option<String> {
    if latex.contains('\\') && DEFINING.iter().any(|word| latex.contains(word)) {
        return None;
    }
    // The crate takes the command for `\left` where it stands within a fence.
    let latex = with_boxes_drawn(&latex.replace("\\leftrightarrow", "↔"));
    let storage = Storage::new();
    let events: Result<Vec<Event<'_>>, ParserError> = Parser::new(&latex, &storage).collect();
    let events = events.ok()?;
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, ParserError>), config).ok()?;
    // The crate escapes text, but not operators.
    Some(out.replace("><</", ">&lt;</").replace(">&</", ">&amp;</"))
}

/// Says `\boxed{…}`, which the crate does not know, as a table of one cell with lines around it.
fn with_boxes_drawn(latex: &str) -> String {
    const COMMAND: &str = "\\boxed{";
    let mut out = String::with_capacity(latex.len());
    // For each open brace whether a box began there.
    let mut braces = Vec::new();
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(COMMAND) {
            out.push_str("\\begin{array}{|c|}\\hline{");
            braces.push(true);
            rest = after;
            continue;
        }
        let length = match c {
            '\\' => c.len_utf8() + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => c.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push_str(token);
        match c {
            '{' => braces.push(false),
            '}' if braces.pop() == Some(true) => out.push_str("\\\\\\hline\\end{array}"),
            _ => {} // Written above.
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_becomes_mathml() {
        let math = mathml(r"\frac{a}{b}+\text{수익<b>}", false).unwrap();
        assert!(math.starts_with("<math display=\"inline\">") && math.contains("<mfrac>"), "{math}");
        assert!(math.contains("수익&lt;b>") || math.contains("수익&lt;b&gt;"), "{math}");
        assert!(mathml("x", true).unwrap().starts_with("<math display=\"block\">"));
    }

    #[test]
    fn double_arrow_stands_within_a_fence() {
        let math = mathml(r"\left(a\leftrightarrow b\right)", false).unwrap();
        assert!(math.contains('↔') && math.contains(')'), "{math}");
    }

    #[test]
    fn operators_are_no_markup() {
        let math = mathml(r"a<b>c\&d", false).unwrap();
        assert!(math.contains("<mo>&lt;</mo>") && !math.contains("<<"), "{math}");
        assert!(!math.contains("&<"), "{math}");
    }

    #[test]
    fn box_is_drawn_around_its_content_only() {
        assert_eq!(
            with_boxes_drawn(r"\{a\boxed{b{c}\boxed{d}}e}"),
            r"\{a\begin{array}{|c|}\hline{b{c}\begin{array}{|c|}\hline{d}\\\hline\end{array}}\\\hline\end{array}e}"
        );
        assert!(mathml(r"a\boxed{x+1}", false).is_some());
    }

    #[test]
    fn formula_that_is_not_understood_is_none() {
        for latex in [r"\nosuchcommand", "{a", r"\frac{a}", r"\left( a", r"\def\a{\a\a}\a"] {
            assert_eq!(mathml(latex, false), None, "{latex}");
        }
    }

    #[test]
    fn nothing_that_looks_like_math_panics() {
        const PIECES: [&str; 24] = [
            "\\",
            "{",
            "}",
            "&",
            "\\\\",
            "^",
            "_",
            "x",
            "가",
            "'",
            "\\left",
            "\\right",
            "(",
            "\\begin{array}",
            "{cc}",
            "\\end{array}",
            "\\hline",
            "\\frac",
            "\\sqrt",
            "[",
            "]",
            "\\text{",
            "%",
            "\\boxed{",
        ];
        let mut state = 88_172_645_463_325_252_u64;
        for _ in 0..3_000 {
            let mut latex = String::new();
            for _ in 0..12 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                latex.push_str(PIECES[usize::try_from(state % 24).unwrap()]);
            }
            let _ = mathml(&latex, state.is_multiple_of(2));
        }
    }
}
