//! A long paragraph to shorter ones: cut between sentences, else between words, else between characters.
//!
//! The cut goes through the model and not through Markdown, so that no mark is torn apart.

use crate::document::{Inline, Inlines, Paragraph, Text, plain_text};

/// Cuts a paragraph to pieces of about `target`, as `size` measures text. The first one keeps the label.
pub(super) fn cut(paragraph: &Paragraph, target: usize, size: &impl Fn(&str) -> usize) -> Vec<Paragraph> {
    let mut pieces = Pieces { paragraph, target: target.max(1), used: 0, done: Vec::new(), open: Inlines::new() };
    if let Some(label) = &paragraph.label {
        pieces.used = size(&label.text);
    }
    for inline in &paragraph.content {
        let Inline::Text(run) = inline else {
            pieces.push(inline.clone(), whole_size(inline, size));
            continue;
        };
        for part in parts(&run.text, pieces.target, size) {
            let part_size = size(part);
            pieces.push(Inline::Text(Text { text: part.into(), marks: run.marks }), part_size);
        }
    }
    pieces.close();
    pieces.done
}

struct Pieces<'p> {
    paragraph: &'p Paragraph,
    target: usize,
    used: usize,
    done: Vec<Paragraph>,
    open: Inlines,
}

impl Pieces<'_> {
    fn push(&mut self, inline: Inline, size: usize) {
        if !self.open.is_empty() && self.used.saturating_add(size) > self.target {
            self.close();
        }
        self.used = self.used.saturating_add(size);
        self.open.push(inline);
    }

    fn close(&mut self) {
        let label = self.paragraph.label.clone().filter(|_| self.done.is_empty());
        let content = std::mem::take(&mut self.open);
        let Paragraph { align, indent, size, look, origin, .. } = *self.paragraph;
        let style = self.paragraph.style.clone();
        self.done.push(Paragraph { label, content, align, indent, size, look, style, origin });
        self.used = 0;
    }
}

/// The size of a reference to a note, such as `[^1]`.
const REFERENCE: usize = 4;

/// The size of what cannot be cut.
fn whole_size(inline: &Inline, size: &impl Fn(&str) -> usize) -> usize {
    match inline {
        Inline::Note(note) => REFERENCE.saturating_add(size(&plain_text(&note.blocks))),
        Inline::Link(link) => link.content.iter().fold(size(&link.target), |sum, inner| sum + whole_size(inner, size)),
        Inline::Change(change) => change.content.iter().map(|inner| whole_size(inner, size)).sum(),
        Inline::Text(run) => size(&run.text),
        Inline::Equation(equation) => size(equation.latex.as_deref().unwrap_or(&equation.script)),
        Inline::Ruby(ruby) => size(&ruby.base.text) + size(&ruby.ruby),
        Inline::Image(image) => size(&image.alt),
        Inline::Unknown(unknown) => size(&unknown.text),
        Inline::LineBreak | Inline::Tab | Inline::Anchor(_) => 1,
    }
}

/// Sentences; of those that are larger than `most` the words; of those the characters.
fn parts<'t>(text: &'t str, most: usize, size: &impl Fn(&str) -> usize) -> Vec<&'t str> {
    let mut parts = Vec::new();
    for sentence in split_at_blanks(text, ends_sentence) {
        if size(sentence) <= most {
            parts.push(sentence);
            continue;
        }
        for word in split_at_blanks(sentence, ends_word) {
            if size(word) <= most {
                parts.push(word);
            } else {
                parts.extend(word.split_inclusive(|_: char| true));
            }
        }
    }
    parts
}

/// Whether a sentence ends between what stands before and what comes after. `2026. 12. 31.` is no three of them: a number
/// and a dot go on with a number, and alone they are the mark of an item.
fn ends_sentence(before: &str, after: &str) -> bool {
    let sentence = before.trim_end();
    let is_number = sentence.strip_suffix('.').is_some_and(|rest| rest.ends_with(is_digit));
    let is_alone = sentence.chars().nth(3).is_none();
    sentence.ends_with(['.', '!', '?', '。', '…', ';']) && !(is_number && (after.starts_with(is_digit) || is_alone))
}

/// Whether a word ends there, and no date or amount goes on: `2026. 12. 31.`, `2026년 3월`, `1,000 원`.
fn ends_word(before: &str, after: &str) -> bool {
    // What is held together is no longer than this, in characters.
    const LONGEST: usize = 24;
    const UNITS: [&str; 10] = ["년", "월", "일", "시", "분", "원", "명", "%", "조", "억"];
    let word = before.trim_end();
    let is_number = word.trim_end_matches(['.', ',']).ends_with(is_digit);
    let is_part_of_date = is_number || word.ends_with(['년', '월']);
    let is_unit = UNITS.iter().any(|unit| after.starts_with(unit));
    let goes_on = (is_part_of_date && after.starts_with(is_digit)) || (is_number && is_unit);
    !goes_on || word.chars().nth(LONGEST).is_some()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Cuts a text behind blanks where `ends` holds, which is told what stands since the last cut and what comes.
fn split_at_blanks(text: &str, ends: impl Fn(&str, &str) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let is_last_blank = c.is_whitespace() && chars.peek().is_none_or(|(_, next)| !next.is_whitespace());
        if is_last_blank
            && let (Some(before), Some(after)) = (text.get(start..end), text.get(end..))
            && ends(before, after)
        {
            parts.push(before);
            start = end;
        }
    }
    parts.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Marks;
    use crate::document::words;

    fn pieces(text: &str, target: usize) -> Vec<String> {
        let run = Text { text: text.into(), marks: Marks::NONE };
        let paragraph = Paragraph { content: [Inline::Text(run)].into(), ..Paragraph::default() };
        cut(&paragraph, target, &|text: &str| text.chars().count()).iter().map(words).collect()
    }

    #[test]
    fn paragraph_is_cut_between_sentences() {
        assert_eq!(pieces("하나다. 둘이다. 3.5배다. 넷이다.", 12), ["하나다. 둘이다.", "3.5배다. 넷이다."]);
    }

    #[test]
    fn no_cut_is_in_a_date_or_an_amount() {
        let text = "기간은 2026. 12. 31. 까지이고 금액은 1,000 원이며 2027년 1월 5일 에 알린다.";
        for target in 14..40 {
            let all = pieces(text, target);
            assert_eq!(all.join(" "), text);
            for whole in ["2026. 12. 31.", "1,000 원", "2027년 1월 5일"] {
                assert!(all.iter().any(|piece| piece.contains(whole)), "{target}: {all:?}");
            }
        }
        let numbers = "1 ".repeat(100);
        assert!(pieces(&numbers, 30).len() > 3);
    }

    #[test]
    fn long_sentence_is_cut_between_words_and_a_long_word_anywhere() {
        assert_eq!(pieces("하나 둘 셋 넷", 6), ["하나 둘", "셋 넷"]);
        assert_eq!(pieces("가나다라마", 2), ["가나", "다라", "마"]);
    }
}
