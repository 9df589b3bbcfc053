//! Cells to tables, and to the boxes that tables of one cell are.

use super::builder;
use crate::document::{Block, Cell, Origin, Table};
use crate::error::LimitKind;
use crate::read::Context;
use crate::warning::{Part, WarningKind};

/// What a file says about a table beside its cells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Declared {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Whether the first row is repeated on every page.
    pub(crate) repeats_header: bool,
}

/// Puts cells together to a table, or to a frame when there is only one; nothing comes of none.
pub(crate) fn of_cells(
    mut cells: Vec<Cell>,
    declared: Declared,
    origin: Origin,
    cx: &mut Context<'_>,
) -> Option<Block> {
    if cells.len() <= 1 {
        let blocks = cells.pop().map(|cell| cell.blocks).unwrap_or_default();
        return builder::frame(blocks, origin);
    }
    if declared.repeats_header && !cells.iter().any(|cell| cell.header) {
        cells.iter_mut().filter(|cell| cell.row == 0).for_each(|cell| cell.header = true);
    }
    let slots = cx.budget.limits().table_slots;
    let (table, is_repaired) = Table::new(cells, declared.rows, declared.columns, slots, origin);
    if is_repaired {
        // All cells in one column: that is what becomes of a table with too many places.
        let is_stacked = table.columns == 1 && declared.columns > 1;
        let limit = WarningKind::LimitMet(LimitKind::TableSlots(slots));
        cx.warn(if is_stacked { limit } else { WarningKind::Repaired { what: Part::TableGrid } });
    }
    Some(Block::Table(table))
}
