//! Questions of the table writers about cells.

use crate::document::{Block, Cell, Grid, Inline, Node, Slot, Table, is_blank, plain_text, visit};
use crate::warning::{Part, WarningKind};
use crate::write::{Spans, WriteOptions};

/// The cell whose corner is here.
pub(super) fn cell_at(table: &Table, slot: Slot) -> Option<&Cell> {
    match slot {
        Slot::Anchor(index) => table.cells.get(index),
        Slot::Covered(_) | Slot::Hole => None,
    }
}

/// The rows and columns that a GFM table has of a table.
pub(crate) struct Columns<'t> {
    table: &'t Table,
    kept: Kept,
}

/// Which of them are kept.
enum Kept {
    All,
    Drawn(Drawn),
    /// Those with words, by the columns of the grid.
    Said(Vec<bool>),
}

/// A grid of more columns is drawn: values are repeated below each other, but not beside each other.
const MOST_REPEATED: usize = 8;
/// Longer text is not repeated beside itself, in characters.
const LONGEST_BESIDE: usize = 40;

/// The columns of a drawn grid. Nearly every row of a form begins its cells in other columns than the row above, so that
/// only their order counts: each cell stands as far left as the cells before it in its rows allow.
struct Drawn {
    /// The column in which a cell that begins in a column of the grid stands, if it has one.
    places: Vec<Option<usize>>,
    count: usize,
}

impl Drawn {
    fn of(table: &Table) -> Option<Self> {
        let mut has_content = vec![false; table.columns];
        let mut steps: Vec<(usize, usize)> = Vec::new();
        for row in table.grid().rows() {
            // Empty places at the edges of a row keep nothing apart.
            let is_said = |slot: &Slot| cell_of(table, *slot).is_some_and(|cell| !is_blank(&cell.blocks));
            let (first, last) = (row.iter().position(is_said), row.iter().rposition(is_said));
            let (Some(first), Some(last)) = (first, last) else { continue };
            for (column, slot) in row.iter().enumerate() {
                let Slot::Anchor(index) = *slot else { continue };
                let Some(cell) = table.cells.get(index) else { continue };
                if (first..=last).contains(&column) {
                    steps.push((column.saturating_add(cell.column_span), column));
                }
                if let Some(has) = has_content.get_mut(column) {
                    *has |= !is_blank(&cell.blocks);
                }
            }
        }
        steps.sort_unstable();
        let mut steps = steps.into_iter().peekable();
        let mut ranks = Vec::with_capacity(table.columns);
        let mut rank = 0;
        for column in 0..table.columns {
            while let Some((_, from)) = steps.next_if(|(end, _)| *end <= column) {
                rank = rank.max(ranks.get(from).copied().unwrap_or(0) + 1);
            }
            ranks.push(rank);
        }
        let mut used: Vec<usize> =
            ranks.iter().zip(&has_content).filter(|(_, has)| **has).map(|(rank, _)| *rank).collect();
        used.dedup();
        let places = ranks.iter().map(|rank| used.binary_search(rank).ok()).collect();
        (!used.is_empty()).then_some(Drawn { places, count: used.len() })
    }
}

impl<'t> Columns<'t> {
    /// All; of a drawn grid, rows with words and as many columns as the row with most cells needs.
    pub(crate) fn of(table: &'t Table) -> Self {
        let is_drawn = table.columns > MOST_REPEATED && table.has_spans();
        let drawn = if is_drawn { Drawn::of(table) } else { None };
        Columns { table, kept: drawn.map_or(Kept::All, Kept::Drawn) }
    }

    /// For text that is searched: only rows and columns in which a cell with words begins.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only chunks are searched"))]
    pub(crate) fn said(table: &'t Table) -> Self {
        let columns = Columns::of(table);
        if matches!(columns.kept, Kept::Drawn(_)) || table.cells.iter().all(|cell| !is_blank(&cell.blocks)) {
            return columns;
        }
        let mut said = vec![false; table.columns];
        for cell in table.cells.iter().filter(|cell| !is_blank(&cell.blocks)) {
            if let Some(said) = said.get_mut(cell.column) {
                *said = true;
            }
        }
        Columns { table, kept: Kept::Said(said) }
    }

    /// The rows that are written.
    pub(crate) fn rows<'g>(&self, grid: &'g Grid) -> impl Iterator<Item = &'g [Slot]> {
        let has_words = |row: &[Slot]| row.iter().any(|slot| self.says(*slot));
        grid.rows().filter(move |row| matches!(self.kept, Kept::All) || has_words(row))
    }

    /// The places of a row, with the column of the grid of each.
    pub(crate) fn places(&self, row: &[Slot]) -> impl Iterator<Item = (usize, Slot)> {
        let (drawn, said) = match &self.kept {
            Kept::All => (None, None),
            Kept::Drawn(drawn) => (Some(self.places_drawn(drawn, row)), None),
            Kept::Said(said) => (None, Some(said)),
        };
        let is_said = move |(column, _): &(usize, Slot)| said.is_none_or(|said| said.get(*column) == Some(&true));
        let all = if drawn.is_none() { Some(row.iter().copied().enumerate().filter(is_said)) } else { None };
        all.into_iter().flatten().chain(drawn.into_iter().flatten())
    }

    fn places_drawn(&self, drawn: &Drawn, row: &[Slot]) -> Vec<(usize, Slot)> {
        let mut places = vec![(0, Slot::Hole); drawn.count];
        for (column, slot) in row.iter().enumerate() {
            let begins = cell_of(self.table, *slot).is_some_and(|cell| cell.column == column);
            let place = drawn.places.get(column).copied().flatten();
            if let Some(place) = place.filter(|_| begins).and_then(|place| places.get_mut(place))
                && (matches!(place.1, Slot::Hole) || self.says(*slot))
            {
                *place = (column, *slot);
            }
        }
        places
    }

    /// Whether a cell with content has its corner here.
    fn says(&self, slot: Slot) -> bool {
        cell_at(self.table, slot).is_some_and(|cell| !is_blank(&cell.blocks))
    }
}

/// The cell at this place.
fn cell_of(table: &Table, slot: Slot) -> Option<&Cell> {
    match slot {
        Slot::Anchor(index) | Slot::Covered(index) => table.cells.get(index),
        Slot::Hole => None,
    }
}

/// The cell that a GFM table shows here: the one whose corner is here, or the merged one that covers this place, if its
/// value is to be repeated. A cell with notes is not: each is defined once. Beside itself, a cell as wide as the table is
/// not repeated, as it is no value of its columns but a line between rows, and neither is text, which is no value at all.
pub(crate) fn shown_at<'t>(
    table: &'t Table,
    (column, slot): (usize, Slot),
    options: &WriteOptions,
) -> Option<&'t Cell> {
    match slot {
        Slot::Covered(index) if options.spans == Spans::Repeat => {
            let is_repeated = |cell: &&Cell| {
                let is_beside = || {
                    let is_narrow = table.columns <= MOST_REPEATED && cell.column_span < table.columns;
                    is_narrow && plain_text(&cell.blocks).chars().count() <= LONGEST_BESIDE
                };
                (cell.column == column || is_beside()) && !holds_notes(&cell.blocks)
            };
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
