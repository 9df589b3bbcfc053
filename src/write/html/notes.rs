//! Notes: references where they hang, and a section after the body with links back to them.

use crate::document::{Block, Note};
use crate::write::line::Line;

use super::Writer;

// Our ids begin in a way that anchors of a document do not have by chance.
impl<'a> Writer<'a, '_> {
    pub(super) fn reference(&mut self, note: &'a Note) {
        let label = self.notes.enter(note).to_owned();
        self.quoted("<sup class=\"reference\"><a id=\"hwpconv-ref-", &label, "\"");
        self.quoted(" href=\"#hwpconv-note-", &label, "\">");
        self.quoted("", &label, "</a></sup>");
    }

    /// The section of all notes, and of the notes in them.
    pub(super) fn notes(&mut self) {
        let mut next = 0;
        while let Some((label, note)) = self.notes.get(next) {
            let label = label.to_owned();
            self.out.push_str(if next == 0 { "<section class=\"notes\">\n" } else { "" });
            self.quoted("<div class=\"note\" id=\"hwpconv-note-", &label, "\">");
            self.quoted("<a class=\"label\" href=\"#hwpconv-ref-", &label, "\">");
            self.quoted("", &label, "</a>\n");
            self.note(note);
            self.close_lists();
            self.out.push_str("</div>\n");
            next += 1;
        }
        self.out.push_str(if next > 0 { "</section>\n" } else { "" });
    }

    /// The blocks of a note. A comment begins with the name of its author, in the line of the first paragraph.
    fn note(&mut self, note: &'a Note) {
        let author = note.author.as_deref().map(str::trim).filter(|author| !author.is_empty());
        let Some(author) = author else { return self.blocks(&note.blocks) };
        let mut blocks: &'a [Block] = &note.blocks;
        self.quoted("<p><span class=\"author\">", author, ":</span> ");
        if let [Block::Paragraph(first), rest @ ..] = blocks {
            let line: Line<'a> = self.line(first.label.as_deref(), &first.content);
            self.write_line(&line);
            self.spare.push(line);
            blocks = rest;
        }
        self.out.push_str("</p>\n");
        self.blocks(blocks);
    }
}
