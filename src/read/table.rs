//! Cells to tables, and to the boxes that tables of one cell are.

use super::compose;
use crate::document::{Block, Cell, Origin, Table};

/// What a file says about a table beside its cells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Declared {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Whether the first row is repeated on every page.
    pub(crate) repeats_header: bool,
}

/// Puts cells together to a table, or to a frame when there is only one; nothing comes of none. `slots` is how many grid
/// positions a table may have. Returns whether the grid had to be mended, too.
pub(crate) fn of_cells(mut cells: Vec<Cell>, declared: Declared, slots: u64, origin: Origin) -> (Option<Block>, bool) {
    if cells.len() <= 1 {
        let blocks = cells.pop().map(|cell| cell.blocks).unwrap_or_default();
        return (compose::frame(blocks.into_vec(), origin), false);
    }
    if declared.repeats_header && !cells.iter().any(|cell| cell.header) {
        cells.iter_mut().filter(|cell| cell.row == 0).for_each(|cell| cell.header = true);
    }
    let (table, is_mended) = Table::new(cells, declared.rows, declared.columns, slots, origin);
    (Some(Block::Table(table)), is_mended)
}
