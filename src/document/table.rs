//! Tables: cells at grid positions, and the grid they cover.

use super::{Blocks, Caption, Origin};

/// A table: cells sorted by row, then column, which lie inside it and do not overlap.
///
/// [`Table::from_cells`] sees to that, and nothing that is public can undo it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(from = "Stored"))]
pub struct Table {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) cells: Vec<Cell>,
    pub(crate) header_rows: usize,
    pub(crate) caption: Option<Box<Caption>>,
    pub(crate) origin: Origin,
}

/// A cell of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Cell {
    /// Row of its top left corner, from 0.
    pub row: usize,
    /// Column of its top left corner, from 0.
    pub column: usize,
    /// Rows it covers, at least 1.
    pub row_span: usize,
    /// Columns it covers, at least 1.
    pub column_span: usize,
    /// Whether the document marks it as a header cell.
    pub header: bool,
    /// Its content: most often one paragraph, which then lies in the cell itself.
    pub blocks: Blocks,
}

/// A table as it is stored, which may say anything.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Stored {
    rows: usize,
    columns: usize,
    cells: Vec<Cell>,
    /// Follows from the cells.
    #[serde(rename = "header_rows")]
    _header_rows: usize,
    caption: Option<Box<Caption>>,
    origin: Origin,
}

#[cfg(feature = "serde")]
impl From<Stored> for Table {
    fn from(stored: Stored) -> Self {
        let (mut table, _) = Table::new(stored.cells, stored.rows, stored.columns, u64::MAX, stored.origin);
        // A span that was cut may have left a row or column without cells.
        let (rows, columns) = (stored.rows.max(table.rows), stored.columns.max(table.columns));
        if slots_of(rows, columns) <= most_slots(table.cells.len()) {
            (table.rows, table.columns) = (rows, columns);
        }
        Table { caption: stored.caption, ..table }
    }
}

/// What stands at one position of a [`Grid`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// No cell covers this position.
    Hole,
    /// The top left corner of the cell at this position in [`Table::cells`].
    Anchor(usize),
    /// Covered by the cell at this position in [`Table::cells`], whose corner is elsewhere.
    Covered(usize),
}

/// All positions of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    columns: usize,
    slots: Vec<Slot>,
}

impl Grid {
    /// The rows from top to bottom, each with one slot a column.
    pub fn rows(&self) -> impl Iterator<Item = &[Slot]> {
        self.slots.chunks(self.columns.max(1))
    }
}

/// How many grid positions a table has at most: so many, and so many more for each cell. Real tables have few cells
/// that cover hundreds of positions.
const EMPTY_SLOTS: u64 = 4_096;
const SLOTS_PER_CELL: u64 = 64;

fn most_slots(cells: usize) -> u64 {
    EMPTY_SLOTS.saturating_add((cells as u64).saturating_mul(SLOTS_PER_CELL))
}

fn slots_of(rows: usize, columns: usize) -> u64 {
    (rows as u64).saturating_mul(columns as u64)
}

impl Table {
    /// Puts cells together to a table, as large as they make it, without caption.
    ///
    /// Cells are sorted; a span of 0 counts as 1. A cell on the place of another gets a row of its own at the end, and
    /// a span that reaches over another cell is cut. A table that would be almost empty (more than 4,096 positions and
    /// 64 more for each cell) is laid out as one column. No cell is lost.
    ///
    /// ```
    /// use hwpconv::document::{Cell, Table};
    ///
    /// let cell = |row, column| Cell { row, column, row_span: 1, column_span: 1, ..Cell::default() };
    /// let table = Table::from_cells(vec![Cell { column_span: 2, ..cell(0, 0) }, cell(1, 0), cell(1, 1)]);
    /// assert_eq!((table.rows(), table.columns(), table.cells().len()), (2, 2, 3));
    /// let overlapping = Table::from_cells(vec![cell(0, 0), cell(0, 0)]);
    /// assert_eq!((overlapping.rows(), overlapping.cells()[1].row), (2, 1));
    /// let huge = Table::from_cells(vec![cell(0, 0), cell(0, usize::MAX)]);
    /// assert_eq!((huge.rows(), huge.columns()), (2, 1));
    /// ```
    #[must_use]
    pub fn from_cells(cells: Vec<Cell>) -> Table {
        Table::new(cells, usize::MAX, usize::MAX, u64::MAX, Origin::default()).0
    }

    /// Puts cells together to a table, as [`from_cells`](Self::from_cells) does.
    ///
    /// `rows` and `columns` are the declared size; cells outside make the table larger, as far as `slots` (the number
    /// of grid positions a table may have) allows. Returns the table and whether anything had to be repaired.
    pub(crate) fn new(mut cells: Vec<Cell>, rows: usize, columns: usize, slots: u64, origin: Origin) -> (Table, bool) {
        let mut repaired = false;
        // One look at each cell: tables have a hundred thousand of them.
        let (mut table_rows, mut table_columns) = (0, 0);
        let (mut last, mut is_sorted) = ((0, 0), true);
        for cell in &mut cells {
            if cell.row_span == 0 || cell.column_span == 0 {
                cell.row_span = cell.row_span.max(1);
                cell.column_span = cell.column_span.max(1);
                repaired = true;
            }
            // Corners decide the size; the declared size only counts as far as spans can fill it.
            let reach =
                |corner: usize, span, declared| corner.saturating_add(1).max(corner.saturating_add(span).min(declared));
            table_rows = table_rows.max(reach(cell.row, cell.row_span, rows));
            table_columns = table_columns.max(reach(cell.column, cell.column_span, columns));
            is_sorted &= last <= (cell.row, cell.column);
            last = (cell.row, cell.column);
        }
        if !is_sorted {
            cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        // A few cells far apart must not make a document of a few bytes a text of many.
        let slots = slots.min(most_slots(cells.len()));
        let too_large = |rows, columns| slots_of(rows, columns) > slots;
        let mut table =
            Table { rows: table_rows, columns: table_columns, cells, header_rows: 0, caption: None, origin };
        if too_large(table_rows, table_columns) {
            table.stack();
            repaired = true;
        }
        repaired |= table.settle();
        // Cells without a place of their own have added rows.
        if too_large(table.rows, table.columns) {
            table.stack();
        }
        table.header_rows = table.marked_header_rows();
        (table, repaired)
    }

    /// Makes a table of some rows of another one, which no cell reaches into or out of. Columns that only other rows have
    /// go where that leaves no merged cells.
    pub(crate) fn from_rows(mut cells: Vec<Cell>, origin: Origin) -> Table {
        let top = cells.first().map_or(0, |cell| cell.row);
        cells.iter_mut().for_each(|cell| cell.row = cell.row.saturating_sub(top));
        let end = |cell: &Cell| cell.column.saturating_add(cell.column_span);
        let mut edges: Vec<usize> = cells.iter().flat_map(|cell| [cell.column, end(cell)]).collect();
        edges.sort_unstable();
        edges.dedup();
        let place = |column: usize| edges.partition_point(|edge| *edge < column);
        if cells.iter().all(|cell| cell.row_span <= 1 && place(cell.column) + 1 == place(end(cell))) {
            for cell in &mut cells {
                (cell.column, cell.column_span) = (place(cell.column), 1);
            }
        }
        Table::new(cells, usize::MAX, usize::MAX, u64::MAX, origin).0
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cells, sorted by row, then column; positions that no cell covers are holes.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells, given away.
    #[must_use]
    pub fn into_cells(self) -> Vec<Cell> {
        self.cells
    }

    /// The content of each cell, in the order of [`cells`](Self::cells), to be changed.
    pub fn cell_blocks_mut(&mut self) -> impl Iterator<Item = &mut Blocks> {
        self.cells.iter_mut().map(|cell| &mut cell.blocks)
    }

    /// How many rows at the top are header rows: those whose cells are all marked as such.
    #[must_use]
    pub fn header_rows(&self) -> usize {
        self.header_rows
    }

    /// Its caption.
    #[must_use]
    pub fn caption(&self) -> Option<&Caption> {
        self.caption.as_deref()
    }

    /// Its caption, to be changed.
    pub fn caption_mut(&mut self) -> Option<&mut Caption> {
        self.caption.as_deref_mut()
    }

    /// Gives it a caption, or takes it away.
    pub fn set_caption(&mut self, caption: Option<Caption>) {
        self.caption = caption.map(Box::new);
    }

    /// Where it came from; [`Block::origin_mut`](super::Block::origin_mut) changes it.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Lays all cells out in one column: only a damaged or hostile table comes here, and no word is lost.
    fn stack(&mut self) {
        (self.rows, self.columns) = (self.cells.len(), 1);
        for (row, cell) in self.cells.iter_mut().enumerate() {
            (cell.row, cell.column, cell.row_span, cell.column_span) = (row, 0, 1, 1);
        }
    }

    /// Trims spans at the edge and at other cells, and moves cells whose corner is taken. Returns whether anything
    /// changed.
    fn settle(&mut self) -> bool {
        if self.is_regular() {
            return false;
        }
        let mut changed = false;
        let mut taken = vec![false; self.rows.saturating_mul(self.columns)];
        let columns = self.columns;
        let at = |row: usize, column: usize| row * columns + column;
        let is_free = |taken: &[bool], row: usize, column: usize| taken.get(at(row, column)) == Some(&false);
        let mut homeless = Vec::new();
        for (index, cell) in self.cells.iter_mut().enumerate() {
            if !is_free(&taken, cell.row, cell.column) {
                changed = true;
                homeless.push(index);
                continue;
            }
            let row_span = cell.row_span.min(self.rows - cell.row);
            let column_span = cell.column_span.min(columns - cell.column);
            let width = (0..column_span).take_while(|i| is_free(&taken, cell.row, cell.column + i)).count().max(1);
            let height = (0..row_span)
                .take_while(|i| (0..width).all(|j| is_free(&taken, cell.row + i, cell.column + j)))
                .count()
                .max(1);
            changed |= (height, width) != (cell.row_span, cell.column_span);
            (cell.row_span, cell.column_span) = (height, width);
            for i in 0..height {
                for j in 0..width {
                    if let Some(slot) = taken.get_mut(at(cell.row + i, cell.column + j)) {
                        *slot = true;
                    }
                }
            }
        }
        // A cell whose corner another one holds gets a row of its own at the end: its words are kept, nothing moves.
        for index in &homeless {
            if let Some(cell) = self.cells.get_mut(*index) {
                (cell.row, cell.column, cell.row_span, cell.column_span) = (self.rows, 0, 1, 1);
                self.rows += 1;
            }
        }
        if !homeless.is_empty() {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        changed
    }

    /// Whether every position has a cell of its own.
    fn is_regular(&self) -> bool {
        let (mut row, mut column) = (0, 0);
        self.cells.len() == self.rows.saturating_mul(self.columns)
            && self.cells.iter().all(|cell| {
                let is_next = (cell.row, cell.column, cell.row_span, cell.column_span) == (row, column, 1, 1);
                column += 1;
                if column == self.columns {
                    (row, column) = (row + 1, 0);
                }
                is_next
            })
    }

    fn marked_header_rows(&self) -> usize {
        let mut plain_from = self.rows;
        let mut header_until = 0;
        for cell in &self.cells {
            if cell.header {
                header_until = header_until.max(cell.row + 1);
            } else {
                plain_from = plain_from.min(cell.row);
            }
        }
        header_until.min(plain_from)
    }

    /// The grid with every position resolved.
    #[must_use]
    pub fn grid(&self) -> Grid {
        if self.is_regular() {
            return Grid { columns: self.columns, slots: (0..self.cells.len()).map(Slot::Anchor).collect() };
        }
        let mut slots = vec![Slot::Hole; self.rows.saturating_mul(self.columns)];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row.saturating_add(cell.row_span).min(self.rows) {
                for column in cell.column..cell.column.saturating_add(cell.column_span).min(self.columns) {
                    if let Some(slot) = slots.get_mut(row * self.columns + column) {
                        let corner = row == cell.row && column == cell.column;
                        *slot = if corner { Slot::Anchor(index) } else { Slot::Covered(index) };
                    }
                }
            }
        }
        Grid { columns: self.columns, slots }
    }

    /// Takes away the rows and columns from these on; cells that go over the edge end there.
    pub(crate) fn cut(&mut self, rows: usize, columns: usize) {
        self.rows = self.rows.min(rows);
        self.columns = self.columns.min(columns);
        self.header_rows = self.header_rows.min(rows);
        let (rows, columns) = (self.rows, self.columns);
        self.cells.retain(|cell| cell.row < rows && cell.column < columns);
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row));
            cell.column_span = cell.column_span.min(columns.saturating_sub(cell.column));
        }
    }

    /// Whether any cell covers more than one position.
    #[must_use]
    pub fn has_spans(&self) -> bool {
        self.cells.iter().any(|cell| cell.row_span > 1 || cell.column_span > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: usize, column: usize, row_span: usize, column_span: usize) -> Cell {
        Cell { row, column, row_span, column_span, header: false, blocks: Blocks::new() }
    }

    fn table(cells: Vec<Cell>, rows: usize, columns: usize) -> (Table, bool) {
        Table::new(cells, rows, columns, 1_000, Origin::default())
    }

    #[test]
    fn merged_cell_covers_rows_below() {
        let (table, repaired) = table(vec![cell(0, 0, 2, 1), cell(0, 1, 1, 1), cell(1, 1, 1, 1)], 2, 2);
        assert!(!repaired);
        let grid = table.grid();
        let rows: Vec<&[Slot]> = grid.rows().collect();
        assert_eq!(rows[0], [Slot::Anchor(0), Slot::Anchor(1)]);
        assert_eq!(rows[1], [Slot::Covered(0), Slot::Anchor(2)]);
    }

    #[test]
    fn hole_stays_a_hole() {
        let (table, _) = table(vec![cell(0, 0, 1, 1), cell(1, 1, 1, 1)], 2, 2);
        assert_eq!(table.grid().rows().next().unwrap(), [Slot::Anchor(0), Slot::Hole]);
    }

    #[test]
    fn span_over_the_edge_is_trimmed() {
        let (table, repaired) = table(vec![cell(0, 0, 9, 9), cell(1, 1, 1, 1)], 2, 2);
        assert!(repaired);
        assert_eq!((table.rows, table.columns), (3, 2));
        assert_eq!((table.cells[0].row_span, table.cells[0].column_span), (2, 2));
    }

    #[test]
    fn cell_on_a_taken_place_keeps_its_words_in_a_row_of_its_own() {
        let (table, repaired) = table(vec![cell(0, 0, 1, 1), cell(0, 0, 1, 1)], 1, 1);
        assert!(repaired);
        assert_eq!((table.rows, table.cells[1].row), (2, 1));
    }

    #[test]
    fn hostile_size_becomes_one_column_without_allocating_it() {
        let cells = vec![cell(0, 0, 1, 1), cell(65_534, 65_534, 65_535, 65_535)];
        let (table, repaired) = table(cells, 65_535, 65_535);
        assert!(repaired);
        assert_eq!((table.rows, table.columns, table.cells.len()), (2, 1, 2));
    }

    #[test]
    fn table_that_would_be_almost_empty_becomes_one_column() {
        let (table, repaired) =
            Table::new(vec![cell(0, 0, 1, 1), cell(65_534, 3, 1, 1)], 65_535, 4, 4_000_000, Origin::default());
        assert!(repaired);
        assert_eq!((table.rows, table.columns), (2, 1));
    }

    #[test]
    fn header_rows_are_those_whose_cells_are_all_marked() {
        let mut cells = vec![cell(0, 0, 1, 1), cell(0, 1, 1, 1), cell(1, 0, 1, 1), cell(1, 1, 1, 1)];
        cells[0].header = true;
        cells[1].header = true;
        cells[2].header = true;
        assert_eq!(table(cells, 2, 2).0.header_rows, 1);
    }
}
