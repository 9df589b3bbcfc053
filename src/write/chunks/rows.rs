//! A long table to shorter ones: cut between rows, its header rows at the top of each.

use std::ops::Range;

use crate::document::{Caption, Cell, Few, Table};

/// How many rows at the top say what the columns mean: those that the document marks, else the first. None when a cell
/// of them reaches far into the body, as in forms.
pub(super) fn header_rows(table: &Table) -> usize {
    const MOST: usize = 3;
    let most = table.header_rows.max(MOST);
    let mut rows = table.header_rows.max(1);
    for cell in table.cells.iter().take_while(|cell| cell.row < most) {
        if cell.row < rows {
            rows = rows.max(cell.row.saturating_add(cell.row_span));
        }
    }
    if rows <= most && rows < table.rows { rows } else { 0 }
}

/// A cell that reaches into rows below those it was written in.
struct Reaching<'a> {
    cell: &'a Cell,
    /// Whether its content is repeated there.
    is_repeated: bool,
}

/// Cuts rows out of a table, from top to bottom.
pub(super) struct Cutter<'a, 's> {
    table: &'a Table,
    /// The cells of the rows that are repeated.
    header: &'a [Cell],
    header_rows: usize,
    /// Cells that begin at or after the next row.
    rest: &'a [Cell],
    /// Cells above that reach into the next row.
    reaching: Vec<Reaching<'a>>,
    /// Whether the content of a cell is small enough to be repeated where it reaches.
    is_small: &'s dyn Fn(&Cell) -> bool,
}

impl<'a, 's> Cutter<'a, 's> {
    /// Begins at the first row. `header_rows` of them are repeated in every later piece.
    pub(super) fn new(table: &'a Table, header_rows: usize, is_small: &'s dyn Fn(&Cell) -> bool) -> Self {
        let header = table.cells.partition_point(|cell| cell.row < header_rows);
        let header = table.cells.get(..header).unwrap_or_default();
        Cutter { table, header, header_rows, rest: &table.cells, reaching: Vec::new(), is_small }
    }

    /// The table of some rows, which begin where the last ones ended. A cell that reaches into them from above is
    /// repeated if it is small, else stays empty.
    pub(super) fn piece(&self, rows: Range<usize>, caption: Option<&Caption>) -> Table {
        let top = if rows.start > 0 { self.header_rows } else { 0 };
        let mut cells = if top > 0 { self.header.to_vec() } else { Vec::new() };
        let mut push = |cell: &Cell, is_whole: bool| {
            let from = cell.row.max(rows.start);
            let to = cell.row.saturating_add(cell.row_span).min(rows.end);
            cells.push(Cell {
                row: top + from.saturating_sub(rows.start),
                row_span: to.saturating_sub(from).max(1),
                blocks: if is_whole { cell.blocks.clone() } else { Few::new() },
                ..*cell
            });
        };
        self.reaching.iter().for_each(|reaching| push(reaching.cell, reaching.is_repeated));
        self.rest.iter().take_while(|cell| cell.row < rows.end).for_each(|cell| push(cell, true));
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Table {
            rows: top + rows.len(),
            columns: self.table.columns,
            cells,
            header_rows: if rows.start == 0 {
                self.table.header_rows.min(rows.end)
            } else {
                top.min(self.table.header_rows)
            },
            caption: caption.cloned().map(Box::new),
            origin: self.table.origin,
        }
    }

    /// The cells that begin in a row which is not yet behind.
    pub(super) fn row(&self, row: usize) -> &'a [Cell] {
        let from = self.rest.partition_point(|cell| cell.row < row);
        let to = self.rest.partition_point(|cell| cell.row <= row);
        self.rest.get(from..to).unwrap_or_default()
    }

    /// Leaves the rows before this one behind.
    pub(super) fn advance(&mut self, row: usize) {
        let count = self.rest.partition_point(|cell| cell.row < row);
        let (done, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, &[]));
        self.rest = rest;
        let reaches = |cell: &Cell| cell.row.saturating_add(cell.row_span) > row;
        self.reaching.retain(|reaching| reaches(reaching.cell));
        let new = done.iter().filter(|cell| reaches(cell));
        self.reaching.extend(new.map(|cell| Reaching { cell, is_repeated: (self.is_small)(cell) }));
    }
}
