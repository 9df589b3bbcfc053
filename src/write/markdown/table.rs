//! Tables: as GFM where that can say all of it, as HTML otherwise.

use crate::document::{Block, Caption, Cell, Heading, Slot, Table};
use crate::warning::WarningKind;
use crate::write::escape::Surroundings;
use crate::write::{Tables, bytes, line};

use super::{Writer, inline};

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&mut self, table: &'a Table) {
        if table.rows == 0 || table.columns == 0 {
            return; // A table without places holds no cells.
        }
        match self.options.tables {
            Tables::Auto if fits_gfm(table) => self.gfm_table(table),
            Tables::Gfm => {
                self.warn_of_form(table);
                self.gfm_table(table);
            }
            Tables::Auto | Tables::Html => self.html_table(table),
        }
    }

    fn warn_of_form(&mut self, table: &Table) {
        if table.has_spans() {
            self.warn(WarningKind::FormNotExpressed { what: "merged cells" });
        }
        if table.header_rows > 1 {
            self.warn(WarningKind::FormNotExpressed { what: "several header rows" });
        }
        if table.cells.iter().any(|cell| cell.blocks.len() > 1) {
            self.warn(WarningKind::FormNotExpressed { what: "several blocks in a table cell" });
        }
        let holds_table = |cell: &Cell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        if table.cells.iter().any(holds_table) {
            self.warn(WarningKind::FormNotExpressed { what: "table within a table" });
        }
    }

    /// The first row becomes the header, as GFM has no table without.
    fn gfm_table(&mut self, table: &'a Table) {
        self.begin_block();
        let grid = table.grid();
        for (index, row) in grid.rows().enumerate() {
            if index > 0 {
                self.begin_line();
            }
            self.out.push('|');
            for slot in row {
                self.out.push(' ');
                if let Some(cell) = cell_at(table, *slot) {
                    self.gfm_blocks(&cell.blocks, &mut false);
                }
                self.out.push_str(" |");
            }
            if index == 0 {
                self.begin_line();
                self.out.push('|');
                for _ in row {
                    self.out.push_str(" --- |");
                }
            }
        }
    }

    /// Writes blocks into a cell, with `<br>` between them. `has_text` tells whether the cell holds something already.
    fn gfm_blocks(&mut self, blocks: &'a [Block], has_text: &mut bool) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. }) => {
                    if let Some(text) = line::as_it_stands(paragraph, bytes::MARKDOWN) {
                        self.gfm_break(has_text);
                        self.out.push_str(text);
                        continue;
                    }
                    let line = self.line(paragraph.label.as_deref(), &paragraph.content);
                    if !line.is_empty() {
                        self.gfm_break(has_text);
                        self.write_line(&line, Surroundings::Cell, "<br>");
                    }
                    self.spare.push(line);
                }
                Block::Equation(equation, _) if inline::is_empty(equation) => {}
                Block::Equation(equation, _) => {
                    self.gfm_break(has_text);
                    self.inline_equation(equation, None, Surroundings::Cell);
                }
                Block::Table(table) => self.gfm_captioned(table.caption.as_deref(), has_text, |writer, has_text| {
                    writer.flat_table(table, has_text);
                }),
                Block::Figure(figure) => self.gfm_captioned(Some(&figure.caption), has_text, |writer, has_text| {
                    writer.gfm_blocks(&figure.content, has_text);
                }),
                Block::Frame(frame) => self.gfm_blocks(&frame.blocks, has_text),
                Block::Break(..) => {} // Form that a cell cannot have.
            }
        }
    }

    fn gfm_captioned(
        &mut self,
        caption: Option<&'a Caption>,
        has_text: &mut bool,
        content: impl FnOnce(&mut Self, &mut bool),
    ) {
        if let Some(caption) = caption.filter(|caption| caption.before) {
            self.gfm_blocks(&caption.blocks, has_text);
        }
        content(self, has_text);
        if let Some(caption) = caption.filter(|caption| !caption.before) {
            self.gfm_blocks(&caption.blocks, has_text);
        }
    }

    fn gfm_break(&mut self, has_text: &mut bool) {
        if std::mem::replace(has_text, true) {
            self.out.push_str("<br>");
        }
    }

    /// A table within a cell of a GFM table: a line a row, the cells divided by visible pipes.
    fn flat_table(&mut self, table: &'a Table, has_text: &mut bool) {
        let mut row = None;
        for cell in &table.cells {
            if row.replace(cell.row) != Some(cell.row) {
                self.gfm_break(has_text);
            } else {
                self.out.push_str(" \\| ");
            }
            self.gfm_blocks(&cell.blocks, &mut false);
        }
    }
}

/// Whether GFM can say a table without loss of form.
fn fits_gfm(table: &Table) -> bool {
    let is_simple = |cell: &Cell| matches!(cell.blocks.as_slice(), [] | [Block::Paragraph(_) | Block::Equation(..)]);
    !table.has_spans()
        && table.header_rows <= 1
        && (table.columns > 1 || table.rows > 1)
        && table.cells.iter().all(is_simple)
}

/// The cell whose corner is here.
pub(super) fn cell_at(table: &Table, slot: Slot) -> Option<&Cell> {
    match slot {
        Slot::Anchor(index) => table.cells.get(index),
        Slot::Covered(_) | Slot::Hole => None,
    }
}
