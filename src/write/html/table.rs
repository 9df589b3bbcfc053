//! Tables: caption, header rows, merged cells, alignment of cells.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Slot, Table};
use crate::write::{Tables, grid};

use super::{Writer, attribute, class};

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&mut self, table: &'a Table) {
        if table.rows == 0 || table.columns == 0 {
            // A table without places holds no cells.
            return table.caption.iter().for_each(|caption| self.blocks(&caption.blocks));
        }
        self.close_lists();
        // A table that stands by itself scrolls when it is wider than the page.
        let is_outer = self.flows == 0;
        self.out.push_str(if is_outer { "<div class=\"wide\"><table>" } else { "<table>" });
        if let Some(caption) = &table.caption {
            let opening = if caption.before { "\n<caption>" } else { "\n<caption class=\"below\">" };
            self.caption(caption, &[opening], &["</caption>"]);
        }
        if self.options.tables == Tables::Gfm {
            grid::lost_in_gfm(table, self.options).into_iter().for_each(|kind| self.warn(kind));
            self.plain_rows(table);
        } else {
            self.rows(table);
        }
        self.out.push_str(if is_outer { "\n</table></div>\n" } else { "\n</table>\n" });
    }

    fn rows(&mut self, table: &'a Table) {
        let head = head_rows(table);
        for (index, row) in table.grid().rows().enumerate() {
            self.begin_row(index, head);
            let mut cells = row.iter().filter_map(|slot| grid::cell_at(table, *slot));
            let is_header_row = cells.all(|cell| grid::is_header(table, cell));
            for slot in row {
                match grid::cell_at(table, *slot) {
                    Some(cell) => self.cell(table, cell, is_header_row),
                    None if *slot == Slot::Hole => self.out.push_str("<td></td>"),
                    None => {} // Said by the span of the cell.
                }
            }
            self.out.push_str("</tr>");
        }
        self.end_rows(head, table.rows);
    }

    fn begin_row(&mut self, index: usize, head: usize) {
        if head > 0 && index == 0 {
            self.out.push_str("\n<thead>");
        } else if head > 0 && index == head {
            self.out.push_str("\n</thead>\n<tbody>");
        }
        self.out.push_str("\n<tr>");
    }

    fn end_rows(&mut self, head: usize, rows: usize) {
        if head > 0 {
            self.out.push_str(if head < rows { "\n</tbody>" } else { "\n</thead>" });
        }
    }

    /// A header cell in a row of header cells is about its column, any other about its row.
    fn cell(&mut self, table: &'a Table, cell: &'a Cell, is_header_row: bool) {
        let is_header = grid::is_header(table, cell);
        self.out.push_str(match (is_header, is_header_row) {
            (false, _) => "<td",
            (true, true) => "<th scope=\"col\"",
            (true, false) => "<th scope=\"row\"",
        });
        for (name, span) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
            if span > 1 {
                // Writing to a string cannot fail.
                let _ = write!(self.out, " {name}=\"{span}\"");
            }
        }
        let align = shared_align(&cell.blocks);
        self.out.extend([attribute(align), ">"]);
        self.flow(&cell.blocks, align);
        self.out.push_str(if is_header { "</th>" } else { "</td>" });
    }

    /// A table with the limits of GFM: the first row is the header, merged cells leave empty ones, the blocks of a cell
    /// are joined by line breaks.
    fn plain_rows(&mut self, table: &'a Table) {
        let columns = grid::Columns::of(table);
        let (grid, mut count) = (table.grid(), 0);
        for (index, row) in columns.rows(&grid).enumerate() {
            self.begin_row(index, 1);
            count += 1;
            for place in columns.places(row) {
                self.out.push_str(if index == 0 { "<th scope=\"col\">" } else { "<td>" });
                if let Some(cell) = grid::shown_at(table, place, self.options) {
                    self.joined(&cell.blocks, "<br>", &mut false);
                }
                self.out.push_str(if index == 0 { "</th>" } else { "</td>" });
            }
            self.out.push_str("</tr>");
        }
        self.end_rows(1, count);
    }
}

/// How many rows at the top are the head: the header rows, less those with a cell that reaches below them, because no
/// cell goes from the head of an HTML table into its body.
fn head_rows(table: &Table) -> usize {
    let mut head = table.header_rows.min(table.rows);
    // Cells are sorted by row: what stands above the head's end cannot be raised by a cell that was looked at before.
    for cell in table.cells.iter().rev() {
        if cell.row < head && cell.row.saturating_add(cell.row_span) > head {
            head = cell.row;
        }
    }
    head
}

/// The class of alignment that all blocks of a cell have.
fn shared_align(blocks: &[Block]) -> &'static str {
    let align = |block: &Block| match block {
        Block::Paragraph(paragraph) => class(paragraph.align),
        Block::Heading(heading) => class(heading.paragraph.align),
        Block::Table(_) | Block::Figure(_) | Block::Equation(..) | Block::Frame(_) | Block::Break(..) => "",
    };
    let Some((first, rest)) = blocks.split_first() else { return "" };
    let first = align(first);
    if rest.iter().all(|block| align(block) == first) { first } else { "" }
}
