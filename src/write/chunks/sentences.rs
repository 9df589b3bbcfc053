//! A long paragraph to shorter ones: cut between sentences, else between words, else between characters.
//!
//! The cut goes through the model and not through Markdown, so that no mark is torn apart.

use crate::document::{Few, Inline, Paragraph, Text, plain_text};

/// Cuts a paragraph to pieces of about `target`, as `size` measures text. The first one keeps the label.
pub(super) fn cut(paragraph: &Paragraph, target: usize, size: &impl Fn(&str) -> usize) -> Vec<Paragraph> {
    let mut pieces = Pieces { paragraph, target: target.max(1), used: 0, done: Vec::new(), open: Few::new() };
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
    open: Few<Inline>,
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
        let Paragraph { align, indent, size, origin, .. } = *self.paragraph;
        self.done.push(Paragraph { label, content, align, indent, size, origin });
        self.used = 0;
    }
}

/// The size of what cannot be cut.
fn whole_size(inline: &Inline, size: &impl Fn(&str) -> usize) -> usize {
    match inline {
        Inline::Note(note) => size(&plain_text(&note.blocks)),
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
    for sentence in split_after(text, ends_sentence) {
        if size(sentence) <= most {
            parts.push(sentence);
            continue;
        }
        for word in split_after(sentence, |_, c| c.is_whitespace()) {
            if size(word) <= most {
                parts.push(word);
            } else {
                parts.extend(split_after(word, |_, _| true));
            }
        }
    }
    parts
}

/// Whether a sentence ends with the blank `c`.
fn ends_sentence(before: char, c: char) -> bool {
    c.is_whitespace() && matches!(before, '.' | '!' | '?' | '。' | '…' | ';')
}

/// Cuts a text after each character for which `ends` holds; `ends` is told the one before as well.
fn split_after(text: &str, ends: impl Fn(char, char) -> bool) -> Vec<&str> {
    let (mut parts, mut rest, mut before, mut at) = (Vec::new(), text, ' ', 0);
    for c in text.chars() {
        at += c.len_utf8();
        if ends(before, c)
            && let Some((part, after)) = rest.split_at_checked(at)
        {
            parts.push(part);
            (rest, at) = (after, 0);
        }
        before = c;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Marks;
    use crate::write::words::words;

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
    fn long_sentence_is_cut_between_words_and_a_long_word_anywhere() {
        assert_eq!(pieces("하나 둘 셋 넷", 6), ["하나 둘", "셋 넷"]);
        assert_eq!(pieces("가나다라마", 2), ["가나", "다라", "마"]);
    }
}
