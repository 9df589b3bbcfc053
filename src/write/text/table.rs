//! Tables as columns of text: divided by bars, a rule below the header rows.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::document::{Block, Grid, Slot, Table, is_blank};
use crate::structure::bordered;
use crate::write::grid;

use super::Writer;
use super::layout::{BLANKS, Page, Piece, fill, width};

/// What stands between columns.
const BAR: &str = " | ";
/// A column is not made narrower than this, or than its content when that is less.
const NARROW: usize = 8;
/// Where nothing is wrapped, longer lines do not make their column wider: they push what follows to the right.
const WIDE: usize = 40;

/// The lines of a cell: most have one.
type Lines<'a> = SmallVec<[Cow<'a, str>; 1]>;

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&mut self, table: &'a Table, page: &mut Page<'a>) {
        if table.rows == 0 || table.columns == 0 {
            return; // A table without places holds no cells.
        }
        if table.columns == 1 {
            return self.one_column(table, page);
        }
        match bordered(table) {
            Some(parts) if !self.in_cell => return self.boxed(&parts, page),
            // In a cell, a box is what it holds; a sign between empty places is a field to be filled in.
            Some([title, body]) if !body.is_empty() => {
                return [title, body].into_iter().for_each(|blocks| self.fill_cell(blocks, page));
            }
            _ => {}
        }
        if self.is_tight {
            return self.tabbed(table, page);
        }
        let room = page.width.map(|width| width.saturating_sub(BAR.len() * (table.columns - 1)));
        let share = |span: usize| room.map(|room| (room / table.columns).saturating_mul(span).max(2 * NARROW));
        let pages: Vec<Page<'a>> =
            table.cells.iter().map(|cell| self.cell(&cell.blocks, share(cell.column_span))).collect();
        let needs: Vec<Need> = pages.iter().map(Need::of).collect();
        // Within a cell, empty places are a field to be filled in.
        let first = if self.in_cell { 0 } else { first_said(table) };
        let starts = starts(table, first, &needs, page.width);
        let cells: Vec<Lines<'_>> = table
            .cells
            .iter()
            .zip(pages.iter().zip(&needs))
            .map(|(cell, (page, need))| {
                let limit =
                    room.map(|_| room_of(&starts, cell.column, cell.column_span)).filter(|width| need.widest > *width);
                let mut lines = Lines::new();
                for piece in page.pieces.iter().filter(|piece| !piece.is_gap) {
                    piece.lines(limit, &mut |line| lines.push(line));
                }
                lines
            })
            .collect();
        let layout = Layout { table, first, starts, cells };
        layout.rows(&table.grid(), page);
    }

    /// The cells under each other, as paragraphs; apart where one of them has several.
    fn one_column(&mut self, table: &'a Table, page: &mut Page<'a>) {
        let are_apart = table.cells.iter().any(|cell| cell.blocks.len() > 1);
        for cell in &table.cells {
            if are_apart {
                page.gap();
            }
            self.blocks(&cell.blocks, page);
        }
    }

    /// A line for each row, with tabs between the cells, which are those of a GFM table.
    fn tabbed(&mut self, table: &'a Table, page: &mut Page<'a>) {
        let columns = grid::Columns::said(table);
        let grid = table.grid();
        for row in columns.rows(&grid) {
            let mut line = String::new();
            for (index, place) in columns.places(row).enumerate() {
                line.push_str(if index > 0 { "\t" } else { "" });
                let Some(cell) = grid::shown_at(table, place, self.options) else { continue };
                let cell = self.cell(&cell.blocks, None);
                for (index, piece) in cell.pieces.iter().filter(|piece| !piece.is_gap).enumerate() {
                    line.push_str(if index > 0 { " " } else { "" });
                    // Tabs of a table within are no border of this one.
                    piece.lines(None, &mut |text| line.push_str(&text.trim_start().replace('\t', " ")));
                }
            }
            line.truncate(line.trim_end().len());
            if !line.is_empty() {
                page.push(Piece::fixed(line));
            }
        }
    }

    /// The content of a cell; a table in it is indented, a box in it is its content.
    fn cell(&mut self, blocks: &'a [Block], width: Option<usize>) -> Page<'a> {
        let mut cell = Page::new(width);
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.fill_cell(blocks, &mut cell);
        self.in_cell = outer;
        cell
    }

    fn fill_cell(&mut self, blocks: &'a [Block], cell: &mut Page<'a>) {
        for block in blocks {
            match block {
                Block::Table(_) => {
                    let mut inner = cell.narrower(2);
                    self.block(block, &mut inner);
                    cell.append(inner, "  ", "  ");
                }
                Block::Frame(frame) => self.fill_cell(&frame.blocks, cell),
                Block::Paragraph(_) | Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => {
                    self.block(block, cell);
                }
            }
        }
    }
}

/// The columns that the content of a cell takes.
struct Need {
    /// When no line is wrapped.
    widest: usize,
    /// Of lines that must not be wrapped.
    fixed: usize,
}

impl Need {
    fn of(page: &Page<'_>) -> Self {
        let mut need = Need { widest: 0, fixed: 0 };
        for piece in &page.pieces {
            let width = piece.width();
            need.widest = need.widest.max(width);
            need.fixed = need.fixed.max(if piece.is_fixed { width } else { 0 });
        }
        need
    }
}

/// The width of a cell over some columns.
fn span_width(widths: &[usize], column: usize, span: usize) -> usize {
    let covered = widths.iter().skip(column).take(span);
    covered.sum::<usize>() + BAR.len() * span.saturating_sub(1)
}

/// The first column in which words begin. Those before it, the place of a photograph for instance, are not written.
fn first_said(table: &Table) -> usize {
    let said = table.cells.iter().filter(|cell| !is_blank(&cell.blocks));
    said.map(|cell| cell.column).min().unwrap_or(0)
}

/// Where the text of each column begins, and of one more behind the last.
fn starts(table: &Table, first: usize, needs: &[Need], limit: Option<usize>) -> Vec<usize> {
    let Some(limit) = limit else { return narrow_starts(table, first, needs) };
    let mut at = 0;
    let ends = widths(table, needs, limit).into_iter().enumerate().map(|(column, width)| {
        at += if column < first { 0 } else { width + BAR.len() };
        at
    });
    std::iter::once(0).chain(ends).collect()
}

/// Where columns begin if each cell is as wide as its content. Forms are drawn on fine grids, and no cell of theirs may
/// hold one column alone: such columns take no room.
fn narrow_starts(table: &Table, first: usize, needs: &[Need]) -> Vec<usize> {
    let mut cells: Vec<(usize, usize, usize)> = table
        .cells
        .iter()
        .zip(needs)
        .filter(|(cell, _)| cell.column + cell.column_span > first)
        .map(|(cell, need)| (cell.column + cell.column_span, cell.column, need.widest.clamp(1, WIDE.max(need.fixed))))
        .collect();
    cells.sort_unstable_by_key(|(end, ..)| *end);
    let mut cells = cells.into_iter().peekable();
    let mut starts = Vec::with_capacity(table.columns + 1);
    let mut start = 0;
    starts.push(start);
    for end in 1..=table.columns {
        while let Some((_, column, width)) = cells.next_if(|(at, ..)| *at <= end) {
            start = start.max(starts.get(column).copied().unwrap_or(0) + width + BAR.len());
        }
        starts.push(start);
    }
    starts
}

/// The width of a cell over some columns, of which these are the starts.
fn room_of(starts: &[usize], column: usize, span: usize) -> usize {
    let at = |column: usize| starts.get(column).or(starts.last()).copied().unwrap_or(0);
    at(column + span).saturating_sub(at(column) + BAR.len())
}

/// How wide columns are within `limit`: as their content where that fits, else the widest are made narrower.
fn widths(table: &Table, needs: &[Need], limit: usize) -> Vec<usize> {
    let mut wanted = vec![1; table.columns];
    let mut least = vec![1; table.columns];
    let mut merged = Vec::new();
    for (cell, &Need { widest, fixed }) in table.cells.iter().zip(needs) {
        if cell.column_span > 1 {
            merged.push((cell, widest));
            continue;
        }
        for (column, width) in [(wanted.get_mut(cell.column), widest), (least.get_mut(cell.column), fixed.min(limit))] {
            if let Some(column) = column {
                *column = width.max(*column);
            }
        }
    }
    for (cell, widest) in merged {
        let missing = widest.min(limit).saturating_sub(span_width(&wanted, cell.column, cell.column_span));
        let each = missing.div_ceil(cell.column_span);
        for column in wanted.iter_mut().skip(cell.column).take(cell.column_span) {
            *column += each;
        }
    }
    let at_most = |cap: usize| -> Vec<usize> {
        wanted.iter().zip(&least).map(|(wanted, least)| (*wanted).min(cap).max(*least)).collect()
    };
    let room = limit.saturating_sub(BAR.len() * (table.columns - 1));
    let (mut low, mut high) = (NARROW, wanted.iter().copied().max().unwrap_or(NARROW).max(NARROW));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if at_most(middle).iter().sum::<usize>() <= room {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    at_most(low)
}

/// A table whose cells have been wrapped.
struct Layout<'a> {
    table: &'a Table,
    /// The first column that is written.
    first: usize,
    /// Where the text of each column begins, and of one more behind the last.
    starts: Vec<usize>,
    /// The lines of each cell.
    cells: Vec<Lines<'a>>,
}

impl Layout<'_> {
    fn rows(&self, grid: &Grid, page: &mut Page<'_>) {
        // Rows of several lines need a rule between them to be told apart.
        let is_ruled = self.table.columns > 1 && self.cells.iter().any(|lines| lines.len() > 1);
        // How many lines of each cell have been written: a merged cell goes on in the rows below.
        let mut written = vec![0_usize; self.cells.len()];
        let (mut above, mut is_in_header) = (None, self.table.header_rows > 0);
        for (index, row) in grid.rows().enumerate() {
            if !self.has_words(index, row, &written) {
                continue;
            }
            let is_below_header = is_in_header && index >= self.table.header_rows;
            if let Some(above) = above.filter(|_| is_below_header || is_ruled) {
                let mark = if is_below_header { b'=' } else { b'-' };
                page.push(Piece::fixed(self.rule(above, index, row, mark, &mut written)));
            }
            (above, is_in_header) = (Some(row), is_in_header && !is_below_header);
            for _ in 0..self.height(index, row, &written) {
                page.push(Piece::fixed(self.line(row, &mut written)));
            }
        }
    }

    /// Whether a cell has lines that have to stand in this row.
    fn has_words(&self, index: usize, row: &[Slot], written: &[usize]) -> bool {
        row.iter().any(|slot| match slot {
            Slot::Anchor(cell) => self.cells.get(*cell).is_some_and(|lines| lines.iter().any(|line| !line.is_empty())),
            Slot::Covered(cell) => self.ends(*cell, index) && self.left(*cell, written) > 0,
            Slot::Hole => false,
        })
    }

    /// Whether this row is the last of a cell.
    fn ends(&self, cell: usize, index: usize) -> bool {
        self.table.cells.get(cell).is_some_and(|cell| cell.row + cell.row_span == index + 1)
    }

    /// How many lines of a cell have not been written yet.
    fn left(&self, cell: usize, written: &[usize]) -> usize {
        let all = self.cells.get(cell).map_or(0, |lines| lines.len());
        all.saturating_sub(written.get(cell).copied().unwrap_or(0))
    }

    /// The lines of a row: as many as its cells need, merged ones only where they end.
    fn height(&self, index: usize, row: &[Slot], written: &[usize]) -> usize {
        let needs = row.iter().filter_map(|slot| match slot {
            Slot::Anchor(cell) | Slot::Covered(cell) => self.ends(*cell, index).then(|| self.left(*cell, written)),
            Slot::Hole => None,
        });
        needs.max().unwrap_or(0).max(1)
    }

    fn start(&self, column: usize) -> usize {
        self.starts.get(column).copied().unwrap_or(0)
    }

    /// One line over all columns of a row.
    fn line(&self, row: &[Slot], written: &mut [usize]) -> String {
        let mut line = String::with_capacity(self.start(self.table.columns).min(5 * WIDE));
        let mut filled = 0;
        for (column, slot) in row.iter().enumerate() {
            if column < self.first || !self.begins(*slot, column) {
                continue;
            }
            if column > self.first {
                let bar = self.start(column).saturating_sub(BAR.len());
                fill(&mut line, BLANKS, bar.saturating_sub(filled));
                line.push_str(BAR);
                filled = filled.max(bar) + BAR.len();
            }
            let text = self.next_line(*slot, written).unwrap_or_default();
            line.push_str(text);
            filled += width(text);
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// Whether a cell begins in this column, in this row or one above.
    fn begins(&self, slot: Slot, column: usize) -> bool {
        match slot {
            Slot::Hole | Slot::Anchor(_) => true,
            Slot::Covered(cell) => self.table.cells.get(cell).is_none_or(|cell| cell.column == column),
        }
    }

    fn next_line(&self, slot: Slot, written: &mut [usize]) -> Option<&str> {
        let (Slot::Anchor(cell) | Slot::Covered(cell)) = slot else { return None };
        let count = written.get_mut(cell)?;
        let line = self.cells.get(cell)?.get(*count)?;
        *count += 1;
        Some(line)
    }

    /// A rule of these marks between two rows, with a cross where a cell begins in either. Merged cells go on through it.
    fn rule(&self, above: &[Slot], index: usize, below: &[Slot], mark: u8, written: &mut [usize]) -> String {
        let mut rule = vec![mark; self.start(self.table.columns).saturating_sub(BAR.len())];
        let mut texts = Vec::new();
        let mut was_through = false;
        for (column, (upper, slot)) in above.iter().zip(below).enumerate() {
            if column < self.first || (!self.begins(*upper, column) && !self.begins(*slot, column)) {
                continue;
            }
            let through = match slot {
                Slot::Covered(cell) => self.table.cells.get(*cell).filter(|cell| cell.row < index),
                Slot::Hole | Slot::Anchor(_) => None,
            };
            let start = self.start(column);
            if let Some(cell) = through {
                let room = room_of(&self.starts, column, cell.column_span);
                let blanks =
                    rule.iter_mut().skip(start.saturating_sub(1)).take(room + 1 + usize::from(column > self.first));
                blanks.for_each(|mark| *mark = b' ');
                if self.peek_line(*slot, written).is_some_and(|line| width(line) <= room) {
                    texts.extend(self.next_line(*slot, written).map(|line| (start, line)));
                }
            }
            if let Some(cross) = start.checked_sub(2).and_then(|at| rule.get_mut(at)) {
                *cross = if was_through && through.is_some() { b'|' } else { b'+' };
            }
            was_through = through.is_some();
        }
        with_texts(&rule, &texts)
    }

    fn peek_line(&self, slot: Slot, written: &[usize]) -> Option<&str> {
        let (Slot::Anchor(cell) | Slot::Covered(cell)) = slot else { return None };
        Some(self.cells.get(cell)?.get(*written.get(cell)?)?)
    }
}

/// A rule, of which each byte takes one column, with texts in these columns of it.
fn with_texts(rule: &[u8], texts: &[(usize, &str)]) -> String {
    let mut line = String::with_capacity(rule.len());
    let mut done = 0;
    for (start, text) in texts {
        line.extend(rule.iter().skip(done).take(start.saturating_sub(done)).map(|byte| char::from(*byte)));
        line.push_str(text);
        done = start + width(text);
    }
    line.extend(rule.iter().skip(done).map(|byte| char::from(*byte)));
    line.truncate(line.trim_end().len());
    line
}
