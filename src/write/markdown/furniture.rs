//! Headers, footers and master pages: each once in the document, marked, in a quote of few lines.
//!
//! Their tables are layout (a logo beside a title), so a row is written as a line.

use crate::document::{Block, Cell, Furniture, FurnitureKind, Marks, PageParity, Paragraph, Section, Slot, Table};
use crate::write::escape::Surroundings;
use crate::write::furniture::{self, Furnishing};
use crate::write::line::Line;

use super::Writer;

/// Between the cells of a row, and between the paragraphs of a cell.
const SEPARATOR: &str = " | ";

impl<'a> Writer<'a, '_> {
    /// Writes the furniture of a section that has not been written before.
    pub(super) fn furniture(&mut self, section: &'a Section, furnishing: &mut Furnishing) {
        for furniture in furnishing.new_in(section) {
            let (start, was_fresh) = (self.out.len(), self.is_fresh);
            let items = std::mem::take(&mut self.items);
            self.begin_block();
            self.out.push_str(match furniture.kind {
                FurnitureKind::Header => "<!-- header",
                FurnitureKind::Footer => "<!-- footer",
                FurnitureKind::MasterPage => "<!-- master page",
            });
            self.out.push_str(match furniture.pages {
                PageParity::Both => " -->",
                PageParity::Even => " of even pages -->",
                PageParity::Odd => " of odd pages -->",
            });
            let empty = self.out.len();
            self.contained("> ", "> ", |writer| writer.labelled_lines(furniture));
            if self.out.len() == empty {
                self.out.truncate(start);
                (self.is_fresh, self.items) = (was_fresh, items);
            }
        }
    }

    /// The lines behind their label, in a paragraph of its own, so that it is no word of theirs; nothing without lines.
    fn labelled_lines(&mut self, furniture: &'a Furniture) {
        let start = self.out.len();
        self.begin_block();
        self.out.push_str(furniture::label(furniture.kind));
        let empty = self.out.len();
        self.furniture_lines(&furniture.blocks);
        if self.out.len() == empty {
            self.out.truncate(start);
        }
    }

    fn furniture_lines(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if self.is_full() {
                return;
            }
            match block {
                Block::Table(table) => self.rows_as_lines(table),
                Block::Frame(frame) => self.furniture_lines(&frame.blocks),
                Block::Figure(figure) => {
                    self.furniture_lines(&figure.blocks);
                    self.furniture_lines(&figure.caption.blocks);
                }
                Block::Paragraph(_) | Block::Heading(_) | Block::Equation(..) | Block::Break(..) => {
                    self.furniture_line(|writer, line| writer.flat(std::slice::from_ref(block), line));
                }
            }
        }
    }

    fn rows_as_lines(&mut self, table: &'a Table) {
        for row in table.grid().rows() {
            self.furniture_line(|writer, line| {
                for slot in row {
                    let cell = if let Slot::Anchor(index) = slot { table.cells.get(*index) } else { None };
                    let is_said = |cell: &&Cell| !cell.blocks.is_empty() && !furniture::is_page_sign(&cell.blocks);
                    let Some(cell) = cell.filter(is_said) else { continue };
                    writer.flat(&cell.blocks, line);
                }
            });
        }
        if let Some(caption) = &table.caption {
            self.furniture_lines(&caption.blocks);
        }
    }

    fn furniture_line(&mut self, fill: impl FnOnce(&mut Self, &mut Line<'a>)) {
        let mut line = self.spare.pop().unwrap_or_default();
        line.clear();
        fill(self, &mut line);
        line.finish();
        if furniture::says_something(&line.text) {
            self.begin_block();
            self.write_paragraph(&line, Surroundings::Paragraph);
        }
        self.spare.push(line);
    }

    /// Gathers everything that some blocks say in one line.
    fn flat(&mut self, blocks: &'a [Block], line: &mut Line<'a>) {
        for block in blocks {
            if !line.is_empty() && !line.text.ends_with(SEPARATOR) {
                line.push_text(SEPARATOR, Marks::NONE);
            }
            match block {
                Block::Paragraph(paragraph) => self.flat_paragraph(paragraph, line),
                Block::Heading(heading) => self.flat_paragraph(&heading.paragraph, line),
                Block::Table(table) => {
                    for cell in &table.cells {
                        self.flat(&cell.blocks, line);
                    }
                    if let Some(caption) = &table.caption {
                        self.flat(&caption.blocks, line);
                    }
                }
                Block::Figure(figure) => {
                    self.flat(&figure.blocks, line);
                    self.flat(&figure.caption.blocks, line);
                }
                Block::Frame(frame) => self.flat(&frame.blocks, line),
                Block::Equation(equation, _) => line.push_text(equation.plain(), Marks::NONE),
                Block::Break(..) => {}
            }
        }
    }

    fn flat_paragraph(&mut self, paragraph: &'a Paragraph, line: &mut Line<'a>) {
        if let Some(label) = &paragraph.label {
            line.push_text(&label.text, Marks::NONE);
            line.push_text(" ", Marks::NONE);
        }
        self.gather(&paragraph.content, line);
    }
}
