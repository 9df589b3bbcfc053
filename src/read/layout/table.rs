//! Tables that go on over pages: how many ends of pages lie in them, and where they end.

use super::CellFlow;

/// How a table stands in the text around it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place {
    /// Whether it stands like a character: its line has its height, and it does not go on over pages.
    pub(crate) in_line: bool,
    /// Whether it takes room from the text: it is not in front of or behind it.
    pub(crate) takes_room: bool,
    /// Whether offsets count from the paragraph.
    pub(crate) from_paragraph: bool,
    /// Whether text stands above and below it only.
    pub(crate) top_and_bottom: bool,
    /// Whether it may go on over pages.
    pub(crate) may_split: bool,
    /// Whether its first row is repeated on every page.
    pub(crate) repeats_header: bool,
    /// How far it is below its paragraph, in HWPUNIT.
    pub(crate) offset: i32,
    /// Its height; that of the part on the first page, when it goes on.
    pub(crate) height: i32,
}

/// A cell: its row, how many rows it covers, its least height, the margins above and below, its lines.
#[derive(Debug, Clone, Copy)]
struct CellRow {
    row: usize,
    row_span: usize,
    height: i32,
    drops: u32,
    end: i32,
}

/// The rows of a table under way, in order.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    /// Cells of several rows in which a page ends.
    merged: Vec<CellRow>,
}

/// A row.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    number: usize,
    /// As stored, which is the least.
    declared: i32,
    /// As its lines make it.
    height: i32,
    /// How often a page ends in it.
    drops: u32,
    /// How far it reaches down on the last of its pages.
    tail: i32,
}

/// A table in the flow of its paragraphs.
#[derive(Debug)]
pub(crate) struct TableFlow {
    pub(super) place: Place,
    rows: Vec<Row>,
}

/// How a table goes on over pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// Ends of pages in it.
    pub(super) drops: u32,
    /// Where it ends on its last page.
    pub(super) end: i32,
    /// Sum of the heights of its rows as stored.
    pub(super) total: i32,
}

/// What rounding and borders may come to.
pub(super) const SLACK: i32 = 300;

impl Rows {
    /// Adds a cell with its least height, and the margins above and below its lines together.
    pub(crate) fn add(&mut self, row: usize, row_span: usize, height: i32, margins: i32, flow: CellFlow) {
        let cell = CellRow { row, row_span, height, drops: flow.drops, end: flow.end.saturating_add(margins) };
        let own = if row_span <= 1 { Row::of(&cell) } else { Row { number: row, ..Row::default() } };
        match self.rows.last_mut() {
            Some(last) if last.number == row => last.join(&own),
            Some(_) | None => self.rows.push(own),
        }
        if row_span > 1 && cell.drops > 0 {
            self.merged.push(cell);
        }
    }

    /// The table that these are the rows of.
    pub(crate) fn into_flow(self, place: Place) -> TableFlow {
        let Rows { mut rows, mut merged } = self;
        // Cells come row by row, but for damaged files.
        if !rows.is_sorted_by_key(|row| row.number) {
            rows.sort_by_key(|row| row.number);
            rows.dedup_by(|row, before| {
                let is_same = row.number == before.number;
                if is_same {
                    before.join(row);
                }
                is_same
            });
        }
        merged.sort_by_key(|cell| cell.row);
        for cell in &merged {
            let first = rows.partition_point(|row| row.number < cell.row);
            let end = rows.partition_point(|row| row.number < cell.row.saturating_add(cell.row_span.min(MOST_MERGED)));
            merge(rows.get_mut(first..end).unwrap_or_default(), cell);
        }
        TableFlow { place, rows }
    }
}

/// Rows of a merged cell that are looked at: enough for real tables, and few enough for any number of cells.
const MOST_MERGED: usize = 256;

/// Adds the ends of pages that a merged cell has and the other cells of its rows, being shorter, have not.
fn merge(rows: &mut [Row], cell: &CellRow) {
    let drops = rows.iter().fold(0_u32, |sum, row| sum.saturating_add(row.drops));
    if let (Some(more), Some(row)) = (cell.drops.checked_sub(drops).filter(|more| *more > 0), rows.last_mut()) {
        row.drops = row.drops.saturating_add(more);
        row.tail = cell.end;
    }
}

impl Row {
    /// The row as one of its cells makes it.
    fn of(cell: &CellRow) -> Self {
        let content = if cell.drops == 0 { cell.end } else { 0 };
        Row {
            number: cell.row,
            declared: cell.height.max(0),
            height: cell.height.max(content).max(0),
            drops: cell.drops,
            tail: if cell.drops == 0 { cell.end.max(0) } else { cell.end },
        }
    }

    /// Adds what another cell makes of it.
    fn join(&mut self, other: &Row) {
        self.declared = self.declared.max(other.declared);
        self.height = self.height.max(other.height);
        match other.drops.cmp(&self.drops) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => self.tail = self.tail.max(other.tail),
            std::cmp::Ordering::Greater => (self.drops, self.tail) = (other.drops, other.tail),
        }
    }
}

impl TableFlow {
    /// Ends of pages that lie within rows.
    pub(super) fn drops(&self) -> u32 {
        self.rows.iter().fold(0, |sum, row| sum.saturating_add(row.drops))
    }

    /// The course of the table, anchored at a position on a page of this height. `each` is told each row and how many
    /// ends of pages lie above it.
    pub(super) fn course(&self, anchor: i32, page_height: i32, mut each: impl FnMut(usize, u32)) -> Course {
        let sum = |height: fn(&Row) -> i32| self.rows.iter().fold(0_i32, |sum, row| sum.saturating_add(height(row)));
        let (total, grown) = (sum(|row| row.declared), sum(|row| row.height));
        let Place { height, offset, .. } = self.place;
        let whole = Course { drops: 0, end: height, total };
        let tallest = self.rows.iter().map(|row| row.height).max().unwrap_or(0);
        let room_below =
            page_height.saturating_sub(anchor.saturating_add(offset).saturating_add(height)).saturating_sub(tallest);
        let fits = grown <= height.saturating_add(SLACK) || (total <= height.saturating_add(SLACK) && room_below > 0);
        if !self.place.may_split || self.place.in_line || (self.drops() == 0 && fits) {
            return whole;
        }
        let header = self.rows.first().filter(|_| self.place.repeats_header).map_or(0, |row| row.height);
        let mut course = Course { total, ..Course::default() };
        let mut limit = height;
        for (index, row) in self.rows.iter().enumerate() {
            let below = course.end.saturating_add(row.height);
            // The first row is on the first page, unless not even that has room.
            let is_over = row.drops == 0 && below > limit.saturating_add(50) && (course.end > 0 || index == 0);
            if is_over {
                course.drops = course.drops.saturating_add(1);
            }
            each(row.number, course.drops);
            course.drops = course.drops.saturating_add(row.drops);
            course.end = match row.drops {
                0 if is_over => header.saturating_add(row.height),
                0 => below,
                _ => row.tail,
            };
            if is_over || row.drops > 0 {
                limit = page_height;
            }
        }
        course
    }
}
