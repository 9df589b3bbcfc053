//! Stored lines to page numbers.
//!
//! Files of HWP 5 and HWPX may keep where the lines of each paragraph stood when they were saved. Positions count from
//! the top of the text on a page, so that a line above the one before it begins a new page (or column). Lines of cells
//! count from the top of their cell, and begin anew where a page ends inside of it; which rows of a table come on which
//! page follows from those and the heights of the rows. What the word processor would lay out anew is not known: pages
//! end where paragraphs without stored lines begin.

mod table;
mod walk;

pub(crate) use table::{Place, Rows, TableFlow};
pub(crate) use walk::assign;

use crate::document::BreakKind;

/// The stored lines of a paragraph, as far as pages need them; all in HWPUNIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lines {
    /// Top of the first line.
    first: i32,
    /// Top of the last line.
    last: i32,
    /// Bottom of the last line.
    bottom: i32,
    /// Where the line after the last one may begin.
    end: i32,
    /// How often a page or column ends between two of the lines.
    drops: u32,
    /// The widest room above a line, where a table may stand.
    gap: i32,
}

/// Lines higher than this stand alone: two of them at one place are on two pages.
const HALF_PAGE: i32 = 30_000;

/// What is known of the layout of one paragraph.
#[derive(Debug, Default)]
struct Stretch {
    break_before: Option<BreakKind>,
    /// Columns from here on.
    columns: Option<u16>,
    /// Height of the text on a page from here on.
    page_height: Option<i32>,
    lines: Option<Lines>,
    tables: Vec<TableFlow>,
    /// Whether anything else than text is anchored here.
    has_objects: bool,
}

/// Follows the lines of a list of paragraphs. Objects in it tell what they take between the calls of
/// [`paragraph`](Self::paragraph); they may come before or after the lines.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// The paragraph under way.
    current: Option<Stretch>,
    is_body: bool,
    /// The paragraphs of the body before it.
    body: Vec<Stretch>,
    /// What came together in a cell so far.
    cell: CellFlow,
}

/// The paragraphs of a section, as far as their layout is known.
#[derive(Debug)]
pub(crate) struct BodyFlow(Vec<Stretch>);

/// What the lines of a cell come to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CellFlow {
    /// How often a page ends in the cell.
    drops: u32,
    /// Top of the last line.
    last: Option<i32>,
    /// How far the content reaches down, on the last of its pages.
    end: i32,
}

impl Flow {
    /// The flow of a section.
    pub(crate) fn of_body() -> Self {
        Flow { is_body: true, ..Flow::default() }
    }

    /// Begins a paragraph.
    pub(crate) fn paragraph(&mut self, break_before: Option<BreakKind>) {
        self.settle();
        self.current = Some(Stretch { break_before, ..Stretch::default() });
    }

    /// Sets the number of columns from the paragraph under way on.
    pub(crate) fn columns(&mut self, count: u16) {
        if let Some(stretch) = &mut self.current {
            stretch.columns = Some(count.max(1));
        }
    }

    /// Sets the height of the text on a page.
    pub(crate) fn page_height(&mut self, height: i32) {
        if let Some(stretch) = &mut self.current {
            stretch.page_height = Some(height);
        }
    }

    /// Adds a line of the paragraph under way: its top, its height and the space below.
    pub(crate) fn line(&mut self, top: i32, height: i32, below: i32) {
        let Some(stretch) = &mut self.current else { return };
        let bottom = top.saturating_add(height);
        let start = Lines { first: top, last: top, bottom: top, end: top, drops: 0, gap: 0 };
        let lines = stretch.lines.get_or_insert(start);
        let is_first = lines.end == top && lines.drops == 0 && lines.last == top;
        if top < lines.last || (!is_first && top == lines.last && height > HALF_PAGE) {
            lines.drops = lines.drops.saturating_add(1);
            lines.end = 0;
        }
        lines.gap = lines.gap.max(top.saturating_sub(lines.end));
        (lines.last, lines.bottom, lines.end) = (top, bottom, bottom.saturating_add(below));
    }

    /// Adds a table that is anchored in the paragraph under way.
    pub(crate) fn table(&mut self, table: TableFlow) {
        if let Some(stretch) = &mut self.current {
            stretch.has_objects = true;
            stretch.tables.push(table);
        }
    }

    /// What the lines of the section came to.
    pub(crate) fn into_body(mut self) -> BodyFlow {
        self.settle();
        BodyFlow(self.body)
    }

    /// What the lines of a cell came to; the next cell begins anew.
    pub(crate) fn take_cell(&mut self) -> CellFlow {
        self.settle();
        std::mem::take(&mut self.cell)
    }

    /// Ends the paragraph under way: in a cell, it adds to what came before it.
    #[inline]
    fn settle(&mut self) {
        // Where nobody wants pages, there never is one.
        if let Some(stretch) = self.current.take() {
            self.add(stretch);
        }
    }

    fn add(&mut self, stretch: Stretch) {
        if self.is_body {
            self.body.push(stretch);
            return;
        }
        let cell = &mut self.cell;
        if let Some(lines) = stretch.lines {
            let is_drop = cell.last.is_some_and(|last| lines.first < last);
            cell.drops = cell.drops.saturating_add(lines.drops).saturating_add(u32::from(is_drop));
            (cell.last, cell.end) = (Some(lines.last), lines.bottom);
        }
        for table in &stretch.tables {
            let drops = table.drops();
            if drops > 0 {
                cell.drops = cell.drops.saturating_add(drops);
                cell.last = Some(0);
            }
        }
    }
}
