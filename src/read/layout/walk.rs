//! The paragraphs of all sections from the first to the last, and the page that each begins on.

use super::table::{Course, SLACK, TableFlow};
use super::{BodyFlow, Stretch};
use crate::document::{Block, BreakKind, Section, Table, change_all};

/// Paragraphs without stored lines that may follow each other before the pages are lost: a hand that edits a file
/// removes the lines of single paragraphs, and those do not fill a page.
const MOST_GAPS: u32 = 3;

/// How near the computed end of a table must be to the line below it to be believed.
const NEAR: i32 = 1_500;

/// Where reading the layout stands.
#[derive(Debug, Default)]
struct Walk {
    page: u32,
    columns: u16,
    /// Column on the page, from 0.
    column: u16,
    page_height: i32,
    /// Top of the last line, unless a page or column has been begun after it.
    last: Option<i32>,
    end: i32,
    /// Room above the lines of the paragraph, which tables may take.
    gap: i32,
    /// Pages that tables go on over before the next line.
    passed: u32,
    /// Pages of tables that come at the top of the next page, while text fills this one.
    late: u32,
    gaps: u32,
    is_lost: bool,
}

/// The page of a paragraph, and those of the rows of its table where that goes on over pages.
#[derive(Debug, Default)]
struct Found {
    page: Option<u32>,
    /// Pages that the table goes on over before a row.
    rows: Vec<(usize, u32)>,
}

/// Puts page numbers to all blocks of the body; returns the number of pages. Files without layout stay without.
pub(crate) fn assign(sections: &mut [Section], flows: &[BodyFlow]) -> Option<u32> {
    let mut walk = Walk { page_height: 60_000, ..Walk::default() };
    for (section, flow) in sections.iter_mut().zip(flows) {
        let found = walk.section(&flow.0);
        for block in &mut section.blocks {
            let index = usize::try_from(block.origin().paragraph).unwrap_or(usize::MAX);
            if let Some(found) = found.get(index) {
                found.put(block);
            }
        }
    }
    (!walk.is_lost && walk.gaps == 0 && walk.page > 0).then_some(walk.page)
}

impl Walk {
    fn section(&mut self, stretches: &[Stretch]) -> Vec<Found> {
        self.turn(1);
        (self.columns, self.column) = (1, 0);
        let mut found = Vec::with_capacity(stretches.len());
        for (index, stretch) in stretches.iter().enumerate() {
            let page = self.paragraph(stretch, index == 0);
            let mut rows = Vec::new();
            for table in &stretch.tables {
                self.table(table, stretch, stretches.get(index + 1), &mut rows);
            }
            if stretch.tables.len() > 1 {
                // Which of them is which block is not known.
                rows.clear();
            }
            found.push(Found { page, rows });
        }
        self.page = self.page.saturating_add(self.passed).saturating_add(self.late);
        (self.passed, self.late) = (0, 0);
        found
    }

    /// Begins a page.
    fn turn(&mut self, count: u32) {
        self.page = self.page.saturating_add(count).saturating_add(self.passed).saturating_add(self.late);
        (self.passed, self.late, self.column, self.last, self.end) = (0, 0, 0, None, 0);
    }

    /// Begins a column, or a page after the last column.
    fn next_column(&mut self) {
        self.column = self.column.saturating_add(1);
        if self.column >= self.columns {
            self.column = 0;
            self.page = self.page.saturating_add(1).saturating_add(self.late);
            self.late = 0;
        }
        self.end = 0;
    }

    /// Goes through a paragraph; returns the page that it begins on.
    fn paragraph(&mut self, stretch: &Stretch, is_first: bool) -> Option<u32> {
        self.page_height = stretch.page_height.unwrap_or(self.page_height);
        if let Some(columns) = stretch.columns {
            self.columns = columns;
            if !is_first {
                // Positions count from the top of the new columns.
                (self.column, self.last, self.end) = (0, None, 0);
            }
        }
        match stretch.break_before.filter(|_| !is_first) {
            Some(BreakKind::Page) => self.turn(1),
            Some(BreakKind::Column) => {
                self.next_column();
                self.last = None;
            }
            None => {}
        }
        let Some(lines) = stretch.lines else {
            self.gaps = self.gaps.saturating_add(1);
            self.is_lost |= self.gaps > MOST_GAPS || is_first || stretch.has_objects;
            return None;
        };
        self.gaps = 0;
        if self.passed > 0 {
            self.page = self.page.saturating_add(self.passed);
            self.passed = 0;
        } else if self.last.is_some_and(|last| lines.first < last) {
            self.next_column();
        }
        self.gap = lines.gap.max(lines.first.saturating_sub(self.end));
        let page = (!self.is_lost).then_some(self.page);
        for _ in 0..lines.drops.min(u32::from(u16::MAX)) {
            self.next_column();
        }
        (self.last, self.end) = (Some(lines.last), lines.end);
        page
    }

    /// Goes through a table that is anchored in a paragraph.
    fn table(&mut self, table: &TableFlow, anchor: &Stretch, next: Option<&Stretch>, rows: &mut Vec<(usize, u32)>) {
        let place = table.place;
        let Some(lines) = anchor.lines.filter(|_| place.takes_room && !place.in_line) else { return };
        let course = table.course(lines.last, self.page_height, |row, drops| rows.push((row, drops)));
        let stands_between_lines = place.from_paragraph && place.top_and_bottom;
        let below = lines.last.saturating_add(place.offset).saturating_add(place.height);
        let next_line = next.filter(|next| next.break_before.is_none()).and_then(|next| next.lines);
        let is_last = next.is_none_or(|next| next.break_before.is_some());
        // It may stand above the line that it is anchored in.
        let is_above = stands_between_lines && self.gap >= place.height;
        if is_above {
            self.gap = self.gap.saturating_sub(place.height);
        }
        let has_no_room = stands_between_lines && !is_above && below > self.page_height.saturating_add(SLACK);
        if has_no_room && (is_last || next_line.is_some_and(|next| next.first >= lines.last)) {
            // It comes on the next page; text goes on filling this one.
            self.late = self.late.saturating_add(course.drops).saturating_add(u32::from(next.is_none()));
            rows.iter_mut().for_each(|(_, drops)| *drops = drops.saturating_add(1));
            return;
        }
        let mut drops = course.drops;
        if let Some(next) = next_line.filter(|_| drops > 0 && self.columns == 1) {
            drops = self.checked(&course, lines.last.saturating_add(place.offset), next.first);
        }
        rows.iter_mut().for_each(|(_, row)| *row = (*row).min(drops));
        self.passed = self.passed.saturating_add(drops);
    }

    /// The ends of pages in a table, checked against the line below it: when that is not where the table was
    /// computed to end, the heights of the rows together say how many pages they fill.
    fn checked(&self, course: &Course, top: i32, below: i32) -> u32 {
        if course.end.abs_diff(below) < NEAR.unsigned_abs() {
            return course.drops;
        }
        let height = i64::from(self.page_height.max(1));
        let length = i64::from(top) + i64::from(course.total) - i64::from(below);
        // A twentieth of a page is within what borders come to.
        let pages = (length - height / 20 + height - 1).div_euclid(height);
        u32::try_from(pages).unwrap_or(0).max(1)
    }
}

impl Found {
    /// Puts the page to a block and all that is in it.
    fn put(&self, block: &mut Block) {
        match (self.page, block) {
            (None, _) => {}
            (Some(page), Block::Table(table)) if !self.rows.is_empty() => self.put_rows(page, table),
            (Some(page), block) => put(block, page),
        }
    }

    fn put_rows(&self, page: u32, table: &mut Table) {
        let first = self.rows.first().map_or(0, |(_, passed)| *passed);
        table.origin.page = Some(page.saturating_add(first));
        for cell in &mut table.cells {
            let row = self.rows.binary_search_by_key(&cell.row, |(row, _)| *row).ok().and_then(|at| self.rows.get(at));
            let passed = row.map_or(first, |(_, passed)| *passed);
            cell.blocks.iter_mut().for_each(|block| put(block, page.saturating_add(passed)));
        }
        if let Some(caption) = &mut table.caption {
            caption.blocks.iter_mut().for_each(|block| put(block, page.saturating_add(first)));
        }
    }
}

/// Puts a page to a block and all that is in it.
fn put(block: &mut Block, page: u32) {
    change_all(block, &mut |block| block.origin_mut().page = Some(page));
}
