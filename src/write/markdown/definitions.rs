//! Notes: references where they hang, definitions after the body.

use crate::document::{Block, Marks, Note};
use crate::write::escape::Surroundings;
use crate::write::line::Line;

use super::Writer;

impl<'a> Writer<'a, '_> {
    pub(super) fn reference(&mut self, note: &'a Note) {
        self.out.push_str("[^");
        self.out.push_str(self.notes.enter(note));
        self.out.push(']');
    }

    /// The definitions of the notes that have none yet, and of the notes in them.
    pub(super) fn definitions(&mut self) {
        while let Some((label, note)) = self.notes.get(self.defined) {
            let marker = format!("[^{label}]:");
            self.defined += 1;
            self.definition(&marker, note);
        }
    }

    fn definition(&mut self, marker: &str, note: &'a Note) {
        self.begin_block();
        self.out.push_str(marker);
        let empty = self.out.len();
        self.out.push(' ');
        self.prefix.push_str("    ");
        self.is_fresh = true;
        self.content(note);
        self.prefix.clear();
        self.items.clear();
        self.is_fresh = false;
        if self.out.len() == empty + 1 {
            self.out.truncate(empty);
        }
    }

    /// The blocks of a note. A comment begins with the name of its author, in the line of the first paragraph.
    fn content(&mut self, note: &'a Note) {
        let author = note.author.as_deref().filter(|author| !author.trim().is_empty());
        let Some(author) = author else { return self.blocks(&note.blocks) };
        let mut line = Line::default();
        line.push_text(author, Marks::NONE);
        line.push_text(": ", Marks::NONE);
        let mut blocks = note.blocks.as_slice();
        if let [Block::Paragraph(first), rest @ ..] = blocks {
            if let Some(label) = &first.label {
                line.push_text(&label.text, Marks::NONE);
                line.push_text(" ", Marks::NONE);
            }
            self.gather(&first.content, &mut line);
            blocks = rest;
        }
        line.finish();
        self.begin_block();
        self.write_paragraph(&line, Surroundings::Paragraph);
        self.blocks(blocks);
    }
}
