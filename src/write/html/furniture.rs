//! Headers, footers and master pages: each once in the document, with a visible label.
//!
//! Their tables are layout (a logo beside a title), so a row is written as a line. Content that has to be on one line, as
//! in cells of GFM tables, is written here too.

use crate::document::{Block, Caption, FurnitureKind, Heading, PageParity, Section, Table};
use crate::write::furniture::{self, Furnishing};
use crate::write::grid;

use super::Writer;

/// Between the cells of a row that is written as a line.
const SEPARATOR: &str = " | ";

impl<'a> Writer<'a, '_> {
    /// Writes the furniture of a section that has not been written before.
    pub(super) fn furniture(&mut self, section: &'a Section, furnishing: &mut Furnishing) {
        for furniture in furnishing.new_in(section) {
            let name = match furniture.kind {
                FurnitureKind::Header => "header",
                FurnitureKind::Footer => "footer",
                FurnitureKind::MasterPage => "aside",
            };
            let label = furniture::label(furniture.kind);
            let pages = match furniture.pages {
                PageParity::Both => "",
                PageParity::Even => " (짝수 쪽)",
                PageParity::Odd => " (홀수 쪽)",
            };
            // The style sheet shows the label: it is no text of the document.
            let opening = ["<", name, " class=\"running\" data-label=\"", label, pages, "\">\n"];
            let closing = ["</", name, ">\n"];
            self.contained(&opening, &closing, |writer| writer.furniture_lines(&furniture.blocks));
        }
    }

    fn furniture_lines(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Table(table) => self.rows_as_lines(table),
                Block::Frame(frame) => self.furniture_lines(&frame.blocks),
                Block::Figure(figure) => {
                    self.furniture_lines(&figure.blocks);
                    self.furniture_lines(&figure.caption.blocks);
                }
                Block::Paragraph(_) | Block::Heading(_) | Block::Equation(..) | Block::Break(..) => {
                    let blocks = std::slice::from_ref(block);
                    if !furniture::has_content(blocks) {
                        continue;
                    }
                    self.contained(&["<p>"], &["</p>\n"], |writer| writer.joined(blocks, SEPARATOR, &mut false));
                }
            }
        }
    }

    fn rows_as_lines(&mut self, table: &'a Table) {
        for row in table.grid().rows() {
            if !row
                .iter()
                .filter_map(|slot| grid::cell_at(table, *slot))
                .any(|cell| furniture::has_content(&cell.blocks))
            {
                continue;
            }
            self.contained(&["<p>"], &["</p>\n"], |writer| {
                let mut has_text = false;
                let cells = row.iter().filter_map(|slot| grid::cell_at(table, *slot));
                for cell in cells.filter(|cell| !furniture::is_page_sign(&cell.blocks)) {
                    writer.joined(&cell.blocks, SEPARATOR, &mut has_text);
                }
            });
        }
        if let Some(caption) = &table.caption {
            self.furniture_lines(&caption.blocks);
        }
    }

    /// Writes everything that some blocks say without blocks, with `separator` between two of them. `has_text` tells
    /// whether something stands before them.
    pub(super) fn joined(&mut self, blocks: &'a [Block], separator: &str, has_text: &mut bool) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. }) => {
                    self.after(separator, has_text, |writer| writer.text_of(paragraph));
                }
                Block::Equation(equation, _) => {
                    self.after(separator, has_text, |writer| writer.formula(equation, false));
                }
                Block::Table(table) => {
                    let (above, below) = Caption::around(table.caption.as_deref());
                    self.joined(above, separator, has_text);
                    let mut row = None;
                    for cell in &table.cells {
                        let is_first = row.replace(cell.row) != Some(cell.row);
                        self.after(if is_first { separator } else { SEPARATOR }, has_text, |writer| {
                            writer.joined(&cell.blocks, separator, &mut false);
                        });
                    }
                    self.joined(below, separator, has_text);
                }
                Block::Figure(figure) => {
                    let (above, below) = Caption::around(Some(&figure.caption));
                    for blocks in [above, &figure.blocks, below] {
                        self.joined(blocks, separator, has_text);
                    }
                }
                Block::Frame(frame) => self.joined(&frame.blocks, separator, has_text),
                Block::Break(..) => {} // Form that a line cannot have.
            }
        }
    }

    /// Writes content behind a separator, which is left out where there is nothing before it or after it.
    fn after(&mut self, separator: &str, has_text: &mut bool, content: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.out.push_str(if *has_text { separator } else { "" });
        let empty = self.out.len();
        content(self);
        if self.out.len() == empty {
            self.out.truncate(start);
        } else {
            *has_text = true;
        }
    }
}
