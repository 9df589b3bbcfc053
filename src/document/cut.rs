//! A long table to shorter ones: cut between rows, its header rows at the top of each where that is wanted.

use std::ops::Range;

use super::{Blocks, Caption, Cell, Table};

/// A cell of the table that is cut.
#[derive(Clone, Copy)]
struct Source<'a> {
    cell: &'a Cell,
    /// Whether its content stands in the piece, and not only in one before.
    is_whole: bool,
}

/// Cuts rows out of a table, from top to bottom.
pub(crate) struct Cutter<'a, 's> {
    table: &'a Table,
    /// The cells of the rows that are repeated.
    header: &'a [Cell],
    header_rows: usize,
    /// Cells that begin at or after the next row.
    rest: &'a [Cell],
    /// Cells above that reach into the next row.
    reaching: Vec<Source<'a>>,
    /// Whether the content of a cell is small enough to be repeated where it reaches.
    is_small: &'s dyn Fn(&Cell) -> bool,
}

impl<'a, 's> Cutter<'a, 's> {
    /// Begins at the first row. `header_rows` of them are repeated in every later piece.
    pub(crate) fn new(table: &'a Table, header_rows: usize, is_small: &'s dyn Fn(&Cell) -> bool) -> Self {
        let header = table.cells.partition_point(|cell| cell.row < header_rows);
        let header = table.cells.get(..header).unwrap_or_default();
        Cutter { table, header, header_rows, rest: &table.cells, reaching: Vec::new(), is_small }
    }

    /// A table for the rows that begin where the last ones ended; it has none yet.
    pub(crate) fn begin(&self, caption: Option<&Caption>) -> Table {
        Table {
            rows: 0,
            columns: self.table.columns,
            cells: Vec::new(),
            header_rows: 0,
            caption: caption.cloned().map(Box::new),
            origin: self.table.origin,
        }
    }

    /// Lets such a table have just these rows, below the header; of those that it has already, none is copied again. A cell
    /// that reaches into them from above is repeated if it is small, else stays empty.
    pub(crate) fn fill(&self, piece: &mut Table, rows: Range<usize>) {
        let (top, header) = if rows.start > 0 { (self.header_rows, self.header) } else { (0, &[][..]) };
        let new = self.rest.iter().take_while(|cell| cell.row < rows.end).map(|cell| Source { cell, is_whole: true });
        let mut sources: Vec<Source<'_>> = self.reaching.iter().copied().chain(new).collect();
        sources.sort_by_key(|source| (source.cell.row.max(rows.start), source.cell.column));
        if piece.cells.is_empty() {
            piece.cells.extend_from_slice(header);
        }
        // Cells stand in the order of rows, so that those of fewer rows are the first of those of more.
        piece.cells.truncate(header.len() + sources.len());
        for (index, Source { cell, is_whole }) in sources.into_iter().enumerate() {
            let from = cell.row.max(rows.start);
            let to = cell.row.saturating_add(cell.row_span).min(rows.end);
            let row_span = to.saturating_sub(from).max(1);
            if let Some(known) = piece.cells.get_mut(header.len() + index) {
                known.row_span = row_span;
                continue;
            }
            let blocks = if is_whole { cell.blocks.clone() } else { Blocks::new() };
            piece.cells.push(Cell { row: top + from.saturating_sub(rows.start), row_span, blocks, ..*cell });
        }
        piece.rows = top + rows.len();
        piece.header_rows =
            if rows.start == 0 { self.table.header_rows.min(rows.end) } else { top.min(self.table.header_rows) };
    }

    /// The cells that begin in a row which is not yet behind.
    #[cfg(feature = "json")] // Only chunks ask.
    pub(crate) fn row(&self, row: usize) -> &'a [Cell] {
        let from = self.rest.partition_point(|cell| cell.row < row);
        let to = self.rest.partition_point(|cell| cell.row <= row);
        self.rest.get(from..to).unwrap_or_default()
    }

    /// Leaves the rows before this one behind.
    pub(crate) fn advance(&mut self, row: usize) {
        let count = self.rest.partition_point(|cell| cell.row < row);
        let (done, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, &[]));
        self.rest = rest;
        let reaches = |cell: &Cell| cell.row.saturating_add(cell.row_span) > row;
        self.reaching.retain(|reaching| reaches(reaching.cell));
        let new = done.iter().filter(|cell| reaches(cell));
        self.reaching.extend(new.map(|cell| Source { cell, is_whole: (self.is_small)(cell) }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline, Marks, Origin, Paragraph, Text};

    fn cell(row: usize, column: usize, row_span: usize) -> Cell {
        let run = Text { text: format!("{row}, {column}").into(), marks: Marks::NONE };
        let paragraph = Paragraph { content: [Inline::Text(run)].into(), ..Paragraph::default() };
        Cell { row, column, row_span, column_span: 1, header: false, blocks: [Block::Paragraph(paragraph)].into() }
    }

    #[test]
    fn piece_that_was_longer_or_shorter_before_is_the_same_as_a_new_one() {
        let cells = vec![cell(0, 0, 1), cell(0, 1, 1), cell(1, 0, 3), cell(1, 1, 2), cell(3, 1, 4), cell(4, 0, 2)];
        let (table, repaired) = Table::new(cells, 7, 2, 100, Origin::default());
        assert!(!repaired);
        for start in [0, 1, 2, 3] {
            let mut cutter = Cutter::new(&table, 1, &|_| true);
            cutter.advance(start);
            let mut piece = cutter.begin(None);
            for end in [start + 1, start + 3, start + 2, 7, start + 1, 5] {
                cutter.fill(&mut piece, start..end);
                let mut new = cutter.begin(None);
                cutter.fill(&mut new, start..end);
                assert_eq!(piece, new, "{start}..{end}");
                assert!(piece.cells.is_sorted_by_key(|cell| (cell.row, cell.column)), "{piece:?}");
                assert!(piece.cells.iter().all(|cell| cell.row + cell.row_span <= piece.rows), "{piece:?}");
            }
        }
    }
}
