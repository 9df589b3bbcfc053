//! Notes: their beginning, which repeats the note's number, and comments.

use super::builder::{Composer, Opening};
use super::number::{Counted, Numbers};
use crate::document::{Blocks, Inline, Note, NoteKind, Origin};
use crate::read::Context;
use crate::read::style::numbering::NumberFormat;
use crate::warning::{Part, WarningKind};

/// How the notes of a section, or one of them, are numbered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoteNumbers {
    pub(crate) format: NumberFormat,
    pub(crate) user_char: Option<char>,
    pub(crate) prefix: Option<char>,
    pub(crate) suffix: Option<char>,
}

impl Default for NoteNumbers {
    fn default() -> Self {
        NoteNumbers { format: NumberFormat::Digit, user_char: None, prefix: None, suffix: None }
    }
}

/// A footnote or endnote. Its number is the one that its text begins with, else the stored one, else the next of its
/// kind.
pub(crate) fn note(
    kind: NoteKind,
    lead: Lead,
    stored: Option<u32>,
    shape: NoteNumbers,
    blocks: Blocks,
    numbers: &mut Numbers,
) -> Inline {
    let number = lead.into_number().unwrap_or_else(|| {
        let mut number = String::new();
        let counted = if kind == NoteKind::Endnote { Counted::Endnote } else { Counted::Footnote };
        shape.format.push(numbers.value(counted, stored), shape.user_char, &mut number);
        mark(shape.prefix, &number, shape.suffix)
    });
    Inline::Note(Box::new(Note { kind, number, author: None, blocks }))
}

/// A comment; nothing of one that says nothing.
pub(crate) fn comment(blocks: Blocks, author: Option<String>) -> Option<Note> {
    let note = Note { kind: NoteKind::Comment, number: String::new(), author, blocks };
    (!note.blocks.is_empty()).then_some(note)
}

/// Comments that hang on no place of the text, as those of paragraphs without words.
pub(crate) fn lone_comments(comments: impl IntoIterator<Item = Note>, origin: Origin, cx: &mut Context<'_>) -> Blocks {
    let mut composer = Composer::new();
    for comment in comments {
        cx.warn(WarningKind::Repaired { what: Part::StrayComment });
        composer.begin(Opening { origin, ..Opening::default() });
        composer.inline(Inline::Note(Box::new(comment)));
    }
    composer.finish()
}

/// The beginning of a note under way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Not in a note, or past its beginning.
    #[default]
    Past,
    /// Nothing of the note has been read yet.
    Before,
    /// The number has been read, as shown without decoration; the blank behind it has not.
    Number(String),
    /// Past the beginning of a note with this number.
    After(String),
}

impl Lead {
    /// Passes over the blank behind the number; other text ends the beginning.
    pub(crate) fn strip<'t>(&mut self, text: &'t str) -> &'t str {
        match self {
            Lead::Past | Lead::After(_) => text,
            Lead::Before => {
                if !text.trim().is_empty() {
                    self.end();
                }
                text
            }
            Lead::Number(_) => {
                let text = text.trim_start();
                if !text.is_empty() {
                    self.end();
                }
                text
            }
        }
    }

    /// Ends the beginning where something other than text comes.
    pub(crate) fn end(&mut self) {
        match self {
            Lead::Past | Lead::After(_) => {}
            Lead::Before => *self = Lead::Past,
            Lead::Number(number) => *self = Lead::After(std::mem::take(number)),
        }
    }

    /// Whether a tabulator or line break that comes now is the blank behind the number.
    pub(crate) fn swallows_blank(&self) -> bool {
        matches!(self, Lead::Number(_))
    }

    /// The number that the note began with.
    pub(crate) fn into_number(self) -> Option<String> {
        match self {
            Lead::Number(number) | Lead::After(number) => Some(number),
            Lead::Past | Lead::Before => None,
        }
    }
}

/// The mark of a note as the document shows it. A bracket alone behind the number, which is what the word processor
/// offers first, is left out: every output sets the numbers of notes off in its own way.
pub(crate) fn mark(prefix: Option<char>, number: &str, suffix: Option<char>) -> String {
    let is_shown = |c: &char| !c.is_whitespace() && !c.is_control();
    // Full-width signs are those of ASCII for fonts of another width.
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let prefix = prefix.filter(is_shown).map(narrow);
    let suffix = suffix.filter(is_shown).map(narrow);
    if prefix.is_none() && suffix.is_none_or(|suffix| suffix == ')') {
        return number.to_owned();
    }
    prefix.into_iter().chain(number.chars()).chain(suffix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_at_the_beginning_of_a_note_is_taken_with_its_blank() {
        let mut lead = Lead::Number("3".to_owned());
        assert!(lead.swallows_blank());
        assert_eq!((lead.strip(" "), lead.strip(" text"), lead.strip(" on")), ("", "text", " on"));
        assert_eq!(lead.into_number().as_deref(), Some("3"));
    }

    #[test]
    fn mark_of_a_note_has_what_stands_around_its_number() {
        assert_eq!(mark(Some('문'), "1", Some('）')), "문1)");
        assert_eq!(mark(Some('주'), "2", None), "주2");
        assert_eq!(mark(None, "3", Some('.')), "3.");
        assert_eq!(mark(None, "4", Some(')')), "4");
        assert_eq!(mark(Some(' '), "5", Some('\0')), "5");
        assert_eq!(mark(Some('('), "6", Some(')')), "(6)");
    }

    #[test]
    fn text_before_a_number_makes_it_part_of_the_text() {
        let mut lead = Lead::Before;
        assert_eq!(lead.strip("see "), "see ");
        assert_eq!(lead, Lead::Past);
    }
}
