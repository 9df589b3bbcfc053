//! Grids that are only drawn: forms and charts of organisations on a grid far finer than their words need.

use std::ops::Range;

use crate::document::{Cell, Table, is_blank};

/// A grid that is only drawn has at least so many columns.
const DRAWN_COLUMNS: usize = 8;

/// Whether a table is drawn on a grid finer than its words need, as forms and charts of organisations are. At the top
/// level it has merged cells: without, its empty cells are there to be filled in.
pub(super) fn is_drawn(table: &Table, is_nested: bool) -> bool {
    let is_fine = table.columns >= DRAWN_COLUMNS && (is_nested || table.has_spans());
    is_fine && table.cells.iter().filter(|cell| is_blank(&cell.blocks)).count() * 2 > table.cells.len()
}

/// Takes away the rows and columns behind the last that say something.
pub(super) fn cut(table: &mut Table) {
    let said = || table.cells.iter().filter(|cell| !is_blank(&cell.blocks));
    let rows = said().map(|cell| cell.row.saturating_add(cell.row_span)).max().unwrap_or(table.rows);
    let columns = said().map(|cell| cell.column.saturating_add(cell.column_span)).max().unwrap_or(table.columns);
    table.cut(rows, columns);
}

/// The empty cells of a table that are left to be joined, by the places of their corners.
struct Empty {
    columns: usize,
    /// How many rows and columns each covers; 0 where no empty cell begins.
    sizes: Vec<(usize, usize)>,
}

impl Empty {
    fn at(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let at = row.checked_mul(self.columns)?.checked_add(column).filter(|_| column < self.columns)?;
        self.sizes.get(at).copied().filter(|(rows, _)| *rows > 0)
    }

    fn set(&mut self, row: usize, column: usize, size: (usize, usize)) {
        if let Some(slot) = self.sizes.get_mut(row * self.columns + column) {
            *slot = size;
        }
    }

    fn take(&mut self, row: usize, column: usize) -> Option<(usize, usize)> {
        let size = self.at(row, column)?;
        self.set(row, column, (0, 0));
        Some(size)
    }
}

/// Makes one of the empty cells that together fill a rectangle. Those of header rows stay: they belong to their columns.
pub(super) fn join_empty(table: &mut Table) {
    let (header_rows, columns) = (table.header_rows, table.columns);
    let may_join = |cell: &Cell| cell.row >= header_rows && !cell.header && is_blank(&cell.blocks);
    let mut empty = Empty { columns, sizes: vec![(0, 0); table.rows.saturating_mul(columns)] };
    for cell in table.cells.iter().filter(|cell| may_join(cell)) {
        empty.set(cell.row, cell.column, (cell.row_span.max(1), cell.column_span.max(1)));
    }
    table.cells.retain_mut(|cell| {
        if !may_join(cell) {
            return true;
        }
        let Some((height, mut width)) = empty.take(cell.row, cell.column) else {
            return false; // A part of one before.
        };
        while let Some((_, more)) = empty.at(cell.row, cell.column + width).filter(|next| next.0 == height) {
            empty.take(cell.row, cell.column + width);
            width += more;
        }
        let mut bottom = cell.row + height;
        // An empty row stays a row: HTML has no row without cells.
        while width < columns
            && let Some(more) = line(&empty, bottom, cell.column..cell.column + width)
        {
            let mut column = cell.column;
            while column < cell.column + width
                && let Some((_, more)) = empty.take(bottom, column)
            {
                column += more;
            }
            bottom += more;
        }
        (cell.row_span, cell.column_span) = (bottom - cell.row, width);
        true
    });
}

/// How many rows each of the empty cells covers that together fill these columns from a row on, if all cover the same.
fn line(empty: &Empty, row: usize, columns: Range<usize>) -> Option<usize> {
    let (mut column, mut height) = (columns.start, None);
    while column < columns.end {
        let (rows, width) = empty.at(row, column)?;
        if *height.get_or_insert(rows) != rows {
            return None;
        }
        column += width;
    }
    height.filter(|_| column == columns.end)
}
