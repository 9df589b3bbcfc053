//! Notes: references where they hang, definitions after the body.

use std::collections::HashMap;

use crate::document::{Block, Note, NoteKind};
use crate::write::escape::{Edge, Escaper, Stretch, Surroundings};

use super::Writer;

/// The notes that were referred to, in that order.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    found: Vec<(String, &'a Note)>,
    /// How many notes have asked for the same label.
    taken: HashMap<String, u32>,
}

impl<'a> Notes<'a> {
    /// Gives a note its label, which no other note of the document has.
    fn label(&mut self, note: &'a Note) -> &str {
        let prefix = match note.kind {
            NoteKind::Footnote => "",
            NoteKind::Endnote => "e",
            NoteKind::Comment => "c",
        };
        let mut label = String::from(prefix);
        label.extend(note.number.chars().filter(|c| can_stand_in_label(*c)));
        if label.len() == prefix.len() {
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
}

/// Characters without case that all parsers take in a label. No hyphen: it sets off what makes a label unique.
fn can_stand_in_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '①'..='⒛' | 'ㄱ'..='ㆎ' | '一'..='鿿' | '가'..='힣')
}

impl<'a> Writer<'a, '_> {
    pub(super) fn reference(&mut self, note: &'a Note) {
        self.out.push_str("[^");
        self.out.push_str(self.notes.label(note));
        self.out.push(']');
    }

    /// The definitions of all notes, and of the notes in them.
    pub(super) fn definitions(&mut self) {
        let mut next = 0;
        while let Some((label, note)) = self.notes.found.get(next) {
            let note: &'a Note = note;
            let marker = format!("[^{label}]:");
            self.definition(&marker, note);
            next += 1;
        }
    }

    fn definition(&mut self, marker: &str, note: &'a Note) {
        self.begin_block();
        self.out.push_str(marker);
        let start = self.out.len();
        self.out.push(' ');
        self.prefix.push_str("    ");
        self.is_fresh = true;
        if let Some(author) = note.author.as_deref().filter(|author| !author.trim().is_empty()) {
            self.author(author, &note.blocks);
        }
        let content = self.out.len();
        self.blocks(&note.blocks);
        self.prefix.clear();
        self.items.clear();
        self.is_fresh = false;
        if self.out.len() == content {
            let kept = self.out.trim_end_matches(' ').len().max(start);
            self.out.truncate(kept);
        }
    }

    /// Names who wrote a comment, in the line of its first paragraph.
    fn author(&mut self, author: &str, blocks: &[Block]) {
        let name: String = author.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let name = name.trim();
        let whole = Stretch { from: 0, to: name.len(), before: Edge::None, after: Edge::Markup, in_link: false };
        Escaper::new(name, 0, Surroundings::Paragraph, false, " ").write(whole, self.out);
        self.out.push(':');
        if matches!(blocks.first(), Some(Block::Paragraph(_))) {
            self.out.push(' ');
        } else {
            self.is_fresh = false;
        }
    }
}
