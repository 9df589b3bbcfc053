//! The names that headings can be gone to by: those that GitHub makes for the headings of a Markdown file.

use foldhash::HashMap;
use unicode_normalization::char::is_combining_mark;

use super::letters::is_letter;
use super::{Block, Document, Heading, words};

/// A heading that can be gone to.
#[derive(Debug, Clone)]
pub(crate) struct Anchor<'a> {
    pub(crate) heading: &'a Heading,
    /// Its number and words, with one blank between two.
    pub(crate) words: String,
    /// What leads to it: `#` and a name that no other heading of the document has.
    pub(crate) target: String,
}

/// The headings of a document that can be gone to, in reading order: those with words, in boxes too. In cells of tables
/// headings are only text.
pub(crate) fn anchors(document: &Document) -> Vec<Anchor<'_>> {
    let mut headings = Vec::new();
    document.sections.iter().for_each(|section| collect(&section.blocks, &mut headings));
    let mut names = Names::default();
    let mut anchors = Vec::with_capacity(headings.len());
    for heading in headings {
        let words = words(&heading.paragraph);
        if !words.is_empty() {
            let target = format!("#{}", names.make(&words));
            anchors.push(Anchor { heading, words, target });
        }
    }
    anchors
}

fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Heading>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => found.push(heading),
            Block::Frame(frame) => collect(&frame.blocks, found),
            Block::Figure(figure) => {
                let caption = &figure.caption;
                if caption.before {
                    collect(&caption.blocks, found);
                }
                collect(&figure.blocks, found);
                if !caption.before {
                    collect(&caption.blocks, found);
                }
            }
            Block::Paragraph(_) | Block::Table(_) | Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

/// The names that have been given, each with how often headings have asked for it again.
#[derive(Debug, Default)]
struct Names(HashMap<String, usize>);

impl Names {
    fn make(&mut self, words: &str) -> String {
        let wanted = name(words);
        let mut unique = wanted.clone();
        while self.0.contains_key(&unique) {
            let again = self.0.entry(wanted.clone()).or_default();
            *again += 1;
            unique = format!("{wanted}-{again}");
        }
        self.0.insert(unique.clone(), 0);
        unique
    }
}

/// Words in lower case without punctuation, joined by hyphens. Of numbers, ① and its like are punctuation to GitHub, and Ⅰ
/// is a letter.
fn name(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ' ' | '-' => name.push('-'),
            // Nearly all there are; the tables of Unicode are searched for the others.
            '가'..='힣' => name.push(c),
            c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
            c if is_letter(c) => name.extend(c.to_lowercase()),
            c if is_digit(c) || is_connector(c) || is_combining_mark(c) => name.push(c),
            _ => {}
        }
    }
    name
}

/// The digits that Korean documents are written with.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_connector(c: char) -> bool {
    matches!(c, '_' | '‿' | '⁀' | '⁔' | '︳' | '︴' | '﹍' | '﹎' | '﹏' | '＿')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_github() {
        for (words, expected) in [
            ("Ⅰ. 추진 배경", "ⅰ-추진-배경"),
            ("제1조(목적)", "제1조목적"),
            ("① The End: A–B", "-the-end-ab"),
            ("snake_case - 2026. 1.", "snake_case---2026-1"),
            ("１번", "１번"),
            ("□ 일정", "-일정"),
        ] {
            assert_eq!(name(words), expected, "{words}");
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names = Names::default();
        let made: Vec<String> = ["개요", "개요", "개요-1", "개요", "개요-1"].map(|words| names.make(words)).into();
        assert_eq!(made, ["개요", "개요-1", "개요-1-1", "개요-2", "개요-1-2"]);
    }

    #[test]
    fn thousands_of_equal_headings_are_named_at_once() {
        let mut names = Names::default();
        let last = (0..20_000).map(|_| names.make("개요")).last();
        assert_eq!(last.as_deref(), Some("개요-19999"));
    }
}
