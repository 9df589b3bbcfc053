//! Notes: found where they hang, written after the body, each under a label of its own.

use std::collections::HashMap;

use crate::document::{Note, NoteKind};
use crate::write::{Comments, WriteOptions};

/// The notes that were referred to, in that order.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    found: Vec<(String, &'a Note)>,
    /// How many notes have asked for the same label.
    taken: HashMap<String, u32>,
}

impl<'a> Notes<'a> {
    /// Enters a note and gives it its label, which no other note of the document has.
    pub(super) fn enter(&mut self, note: &'a Note) -> &str {
        let prefix = match note.kind {
            NoteKind::Footnote => "",
            NoteKind::Endnote => "e",
            NoteKind::Comment => "c",
        };
        let mut label = String::from(prefix);
        label.extend(note.number.chars().filter(|c| can_stand_in_label(*c)));
        // A mark of signs alone tells nothing apart.
        if !label.chars().skip(prefix.len()).any(char::is_alphanumeric) {
            label.truncate(prefix.len());
            label.push_str(&(self.found.len() + 1).to_string());
        }
        // Labels do not tell upper from lower case.
        let count = self.taken.entry(label.to_ascii_lowercase()).or_default();
        *count += 1;
        if *count > 1 {
            label.push('-');
            label.push_str(&count.to_string());
        }
        self.found.push((label, note));
        self.found.last().map_or("", |(label, _)| label)
    }

    /// A note and its label, by the order of references.
    pub(super) fn get(&self, index: usize) -> Option<(&str, &'a Note)> {
        self.found.get(index).map(|(label, note)| (label.as_str(), *note))
    }
}

/// Whether a note is written: all but blank ones and comments that the caller does not want.
pub(crate) fn is_wanted(note: &Note, options: &WriteOptions) -> bool {
    (note.kind != NoteKind::Comment || options.comments == Comments::Keep) && !note.is_blank()
}

/// Characters without case that all parsers take in a label, those of marks like `문1)` too. No hyphen: it sets off what
/// makes a label unique.
fn can_stand_in_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | '.' | '①'..='⒛' | 'ㄱ'..='ㆎ' | '一'..='鿿' | '가'..='힣')
}
