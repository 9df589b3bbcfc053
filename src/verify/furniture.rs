//! The pieces of headers, footers and master pages of a document.

use crate::document::{Block, FurnitureKind, Heading, Slot};
use crate::write::furniture;
use crate::write::line::OBJECT;

use super::model::{Around, Model};
use super::piece::Piece;

impl<'a> Model<'a, '_> {
    /// Headers, footers and master pages: a line a paragraph or row, marked, in a quote that begins with their label.
    pub(super) fn furniture(&mut self, kind: FurnitureKind, blocks: &'a [Block]) {
        self.flat.is_furniture = true;
        self.quoted(Piece::Furniture, |model| {
            let start = model.flat.pieces.len();
            model.flat.text(furniture::label(kind), 0, None);
            let empty = model.flat.pieces.len();
            model.furniture_lines(blocks);
            if model.flat.pieces.len() == empty {
                model.flat.pieces.truncate(start);
            }
        });
        self.flat.is_furniture = false;
    }

    fn furniture_lines(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.flat.block();
            match block {
                Block::Table(table) => {
                    for row in table.grid().rows() {
                        self.flat.block();
                        self.furniture_row(|model| {
                            for slot in row {
                                let Slot::Anchor(index) = slot else { continue };
                                let cell = table.cells.get(*index);
                                if let Some(cell) = cell.filter(|cell| !furniture::is_page_sign(&cell.blocks)) {
                                    model.furniture_line(&cell.blocks);
                                }
                            }
                        });
                    }
                    if let Some(caption) = &table.caption {
                        self.furniture_lines(&caption.blocks);
                    }
                }
                Block::Frame(frame) => self.furniture_lines(&frame.blocks),
                Block::Figure(figure) => {
                    self.furniture_lines(&figure.blocks);
                    self.furniture_lines(&figure.caption.blocks);
                }
                Block::Paragraph(_) | Block::Heading(_) | Block::Equation(..) | Block::Break(..) => {
                    self.furniture_row(|model| model.furniture_line(std::slice::from_ref(block)));
                }
            }
        }
    }

    /// A line of furniture; nothing when it says only the number of its page.
    fn furniture_row(&mut self, content: impl FnOnce(&mut Self)) {
        let start = self.flat.pieces.len();
        content(self);
        let words: String = self.flat.pieces.iter().skip(start).filter_map(shown).collect();
        if !furniture::says_something(&words) {
            self.flat.pieces.truncate(start);
        }
    }

    fn furniture_line(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. }) => {
                    if let Some(label) = paragraph.label.as_deref() {
                        self.text_label(label);
                    }
                    self.inlines(&paragraph.content, Around::default());
                }
                Block::Table(table) => {
                    for cell in table.cells.iter() {
                        self.furniture_line(&cell.blocks);
                    }
                    if let Some(caption) = &table.caption {
                        self.furniture_line(&caption.blocks);
                    }
                }
                Block::Figure(figure) => {
                    self.furniture_line(&figure.blocks);
                    self.furniture_line(&figure.caption.blocks);
                }
                Block::Frame(frame) => self.furniture_line(&frame.blocks),
                Block::Equation(equation, _) => self.flat.text(equation.plain(), 0, None),
                Block::Break(..) => {}
            }
        }
    }
}

/// The character of a piece, or one for what is no character; none of a border.
fn shown(piece: &Piece) -> Option<char> {
    if let Piece::Char(c, ..) = piece {
        return Some(*c);
    }
    (!matches!(piece, Piece::Block | Piece::Line)).then_some(OBJECT)
}
