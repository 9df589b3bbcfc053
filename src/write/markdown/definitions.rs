//! Notes: references where they hang, definitions after the body.

use crate::document::{Block, Note};
use crate::write::escape::{Edge, Escaper, Stretch, Surroundings};

use super::Writer;

impl<'a> Writer<'a, '_> {
    pub(super) fn reference(&mut self, note: &'a Note) {
        self.out.push_str("[^");
        self.out.push_str(self.notes.enter(note));
        self.out.push(']');
    }

    /// The definitions of all notes, and of the notes in them.
    pub(super) fn definitions(&mut self) {
        let mut next = 0;
        while let Some((label, note)) = self.notes.get(next) {
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
