//! Questions of the table writers about cells.

use crate::document::{Block, Cell, Inline, Node, Slot, Table, visit};
use crate::structure::is_empty_cell;
use crate::warning::{Part, WarningKind};
use crate::write::{Spans, WriteOptions};

/// The cell whose corner is here.
pub(super) fn cell_at(table: &Table, slot: Slot) -> Option<&Cell> {
    match slot {
        Slot::Anchor(index) => table.cells.get(index),
        Slot::Covered(_) | Slot::Hole => None,
    }
}

/// Which columns of a table a GFM table has.
pub(crate) struct Columns(Option<Vec<bool>>);

/// A grid of more columns is drawn: values are repeated below each other, but not beside each other.
const MOST_REPEATED: usize = 8;

impl Columns {
    /// All; of a drawn grid those in which a cell with content begins, as the others say nothing or only what is said to
    /// the left of them.
    pub(crate) fn of(table: &Table) -> Self {
        if table.columns <= MOST_REPEATED || !table.has_spans() {
            return Columns(None);
        }
        let mut begins = vec![false; table.columns];
        for cell in &table.cells {
            if let Some(begins) = begins.get_mut(cell.column) {
                *begins |= !is_empty_cell(cell);
            }
        }
        Columns(begins.contains(&true).then_some(begins))
    }

    /// The places of a row in these columns.
    pub(crate) fn places(&self, row: &[Slot]) -> impl Iterator<Item = (usize, Slot)> {
        let has = |column: usize| self.0.as_ref().is_none_or(|has| has.get(column).copied().unwrap_or(false));
        row.iter().copied().enumerate().filter(move |(column, _)| has(*column))
    }
}

/// The cell that a GFM table shows here: the one whose corner is here, or the merged one that covers this place, if its
/// value is to be repeated. A cell with notes is not: each is defined once.
pub(crate) fn shown_at<'t>(
    table: &'t Table,
    (column, slot): (usize, Slot),
    options: &WriteOptions,
) -> Option<&'t Cell> {
    match slot {
        Slot::Covered(index) if options.spans == Spans::Repeat => {
            let is_repeated =
                |cell: &&Cell| (cell.column == column || table.columns <= MOST_REPEATED) && !holds_notes(&cell.blocks);
            table.cells.get(index).filter(is_repeated)
        }
        Slot::Covered(_) | Slot::Anchor(_) | Slot::Hole => cell_at(table, slot),
    }
}

fn holds_notes(blocks: &[Block]) -> bool {
    let mut holds = false;
    visit(blocks, &mut |node| holds |= matches!(node, Node::Inline(Inline::Note(_))));
    holds
}

/// Whether a cell is a header cell: marked as one, or in a header row.
pub(super) fn is_header(table: &Table, cell: &Cell) -> bool {
    cell.header || cell.row < table.header_rows
}

/// What a table loses as a GFM table.
pub(super) fn lost_in_gfm(table: &Table, options: &WriteOptions) -> Vec<WarningKind> {
    let holds_table = |cell: &Cell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    let form = |what| WarningKind::FormNotExpressed { what };
    let mut lost = Vec::new();
    if table.has_spans() && options.spans == Spans::Blank {
        lost.push(form(Part::MergedCells));
    }
    if table.header_rows > 1 {
        lost.push(form(Part::HeaderRows));
    }
    if table.cells.iter().any(|cell| cell.blocks.len() > 1) {
        lost.push(form(Part::CellBlocks));
    }
    if table.cells.iter().any(holds_table) {
        lost.push(form(Part::NestedTable));
    }
    lost
}
