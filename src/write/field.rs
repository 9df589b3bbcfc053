//! Fields of forms within text: rows of underlined blanks.

use crate::document::Marks;

/// Blanks that are a field of their own within underlined text.
const FIELD: usize = 5;

/// Text, cut where fields to be filled in begin and end in it: rows of underlined blanks.
pub(super) fn form_parts(text: &str, marks: Marks) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = if marks.contains(Marks::UNDERLINE) { part_length(rest) } else { rest.len() };
        let (part, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

/// The length of the field that text begins with, or of what comes before the first one.
fn part_length(text: &str) -> usize {
    let blanks = text.len() - text.trim_start().len();
    if text.chars().take(FIELD).filter(|c| c.is_whitespace()).count() == FIELD {
        return blanks;
    }
    let (mut count, mut begin) = (0, 0);
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
            count = 0;
            continue;
        }
        begin = if count == 0 { at } else { begin };
        count += 1;
        if count == FIELD {
            return begin;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::line::Line;

    #[test]
    fn fields_within_underlined_text_are_kept() {
        let parts = |text, marks| form_parts(text, marks).collect::<Vec<_>>();
        assert_eq!(parts("가    나      원,     ", Marks::UNDERLINE), ["가    나", "      ", "원,", "     "]);
        assert_eq!(parts("     가", Marks::UNDERLINE), ["     ", "가"]);
        assert_eq!(parts("가      나", Marks::BOLD), ["가      나"]);
        assert_eq!(parts("", Marks::UNDERLINE), [""; 0]);
        let mut line = Line::default();
        line.push_text("     원,      원", Marks::UNDERLINE);
        line.finish();
        assert_eq!(line.text, "     원,      원");
    }
}
