//! Tables as columns of text: divided by bars, a rule below the header rows.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::document::{Block, Grid, Slot, Table};
use crate::write::grid;

use super::Writer;
use super::layout::{BLANKS, DASHES, DOUBLE_DASHES, Page, Piece, fill, width};

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
        if self.is_tight {
            return self.tabbed(table, page);
        }
        let room = page.width.map(|width| width.saturating_sub(BAR.len() * (table.columns - 1)));
        let share = |span: usize| room.map(|room| (room / table.columns).saturating_mul(span).max(2 * NARROW));
        let pages: Vec<Page<'a>> =
            table.cells.iter().map(|cell| self.cell(&cell.blocks, share(cell.column_span))).collect();
        let needs: Vec<Need> = pages.iter().map(Need::of).collect();
        let widths = widths(table, &needs, page.width);
        let cells: Vec<Lines<'_>> = table
            .cells
            .iter()
            .zip(pages.iter().zip(&needs))
            .map(|(cell, (page, need))| {
                let limit = room
                    .map(|_| span_width(&widths, cell.column, cell.column_span))
                    .filter(|width| need.widest > *width);
                let mut lines = Lines::new();
                for piece in page.pieces.iter().filter(|piece| !piece.is_gap) {
                    piece.lines(limit, &mut |line| lines.push(line));
                }
                lines
            })
            .collect();
        let layout = Layout { table, widths, cells };
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
        let columns = grid::Columns::of(table);
        for row in table.grid().rows() {
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

/// How wide the columns are: as their content where that fits into `limit`, else the widest are made narrower.
fn widths(table: &Table, needs: &[Need], limit: Option<usize>) -> Vec<usize> {
    let most = limit.unwrap_or(WIDE);
    let mut wanted = vec![1; table.columns];
    let mut least = vec![1; table.columns];
    let mut merged = Vec::new();
    for (cell, &Need { widest, fixed }) in table.cells.iter().zip(needs) {
        if cell.column_span > 1 {
            merged.push((cell, widest));
            continue;
        }
        let fixed = limit.map_or(fixed, |limit| fixed.min(limit));
        for (column, width) in [(wanted.get_mut(cell.column), widest), (least.get_mut(cell.column), fixed)] {
            if let Some(column) = column {
                *column = width.max(*column);
            }
        }
    }
    for (cell, widest) in merged {
        let missing = widest.min(most).saturating_sub(span_width(&wanted, cell.column, cell.column_span));
        let each = missing.div_ceil(cell.column_span);
        for column in wanted.iter_mut().skip(cell.column).take(cell.column_span) {
            *column += each;
        }
    }
    let at_most = |cap: usize| -> Vec<usize> {
        wanted.iter().zip(&least).map(|(wanted, least)| (*wanted).min(cap).max(*least)).collect()
    };
    let Some(limit) = limit else { return at_most(WIDE) };
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
    widths: Vec<usize>,
    /// The lines of each cell.
    cells: Vec<Lines<'a>>,
}

impl Layout<'_> {
    fn rows(&self, grid: &Grid, page: &mut Page<'_>) {
        // Rows of several lines need a rule between them to be told apart.
        let is_ruled = self.widths.len() > 1 && self.cells.iter().any(|lines| lines.len() > 1);
        // How many lines of each cell have been written: a merged cell goes on in the rows below.
        let mut written = vec![0_usize; self.cells.len()];
        let (mut is_first, mut is_in_header) = (true, self.table.header_rows > 0);
        for (index, row) in grid.rows().enumerate() {
            let height = self.height(index, row, &written);
            let lines: Lines<'_> = (0..height).map(|_| self.line(row, &mut written).into()).collect();
            if lines.iter().all(|line| line.is_empty()) {
                continue; // Between two rules nothing would stand.
            }
            let is_below_header = is_in_header && index >= self.table.header_rows;
            if !is_first && (is_below_header || is_ruled) {
                let marks = if is_below_header { DOUBLE_DASHES } else { DASHES };
                page.push(Piece::fixed(self.rule(index, row, marks)));
            }
            (is_first, is_in_header) = (false, is_in_header && !is_below_header);
            lines.into_iter().for_each(|line| page.push(Piece::fixed(line.into_owned())));
        }
    }

    /// The lines of a row: as many as its cells need, merged ones only where they end.
    fn height(&self, index: usize, row: &[Slot], written: &[usize]) -> usize {
        let mut height = 1;
        for slot in row {
            let (Slot::Anchor(cell) | Slot::Covered(cell)) = slot else { continue };
            let ends_here = self.table.cells.get(*cell).is_some_and(|cell| cell.row + cell.row_span == index + 1);
            if ends_here {
                let all = self.cells.get(*cell).map_or(0, |lines| lines.len());
                height = height.max(all.saturating_sub(written.get(*cell).copied().unwrap_or(0)));
            }
        }
        height
    }

    /// Room for a line over all columns, as far as lines are written full.
    fn empty_line(&self) -> String {
        let columns: usize = self.widths.iter().map(|width| width + BAR.len()).sum();
        String::with_capacity(columns.min(5 * WIDE))
    }

    /// One line over all columns of a row.
    fn line(&self, row: &[Slot], written: &mut [usize]) -> String {
        let mut line = self.empty_line();
        // Columns that are filled, and the column where the cell begins.
        let (mut filled, mut start) = (0_usize, 0_usize);
        for (column, slot) in row.iter().enumerate() {
            if self.begins(*slot, column) {
                if column > 0 {
                    let bar = start - BAR.len();
                    fill(&mut line, BLANKS, bar.saturating_sub(filled));
                    line.push_str(BAR);
                    filled = filled.max(bar) + BAR.len();
                }
                let text = self.next_line(*slot, written).unwrap_or_default();
                line.push_str(text);
                filled += width(text);
            }
            start += self.widths.get(column).copied().unwrap_or(0) + BAR.len();
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

    /// A rule of these marks above a row; it spares merged cells that go on.
    fn rule(&self, index: usize, row: &[Slot], marks: &str) -> String {
        let mut rule = self.empty_line();
        let mut went_on = false;
        for (slot, width) in row.iter().zip(&self.widths) {
            let goes_on = match slot {
                Slot::Covered(cell) => self.table.cells.get(*cell).is_some_and(|cell| cell.row < index),
                Slot::Hole | Slot::Anchor(_) => false,
            };
            let of = |goes_on: bool| if goes_on { BLANKS } else { marks };
            if !rule.is_empty() {
                fill(&mut rule, of(went_on), 1);
                rule.push(if went_on && goes_on { ' ' } else { '+' });
                fill(&mut rule, of(goes_on), 1);
            }
            fill(&mut rule, of(goes_on), *width);
            went_on = goes_on;
        }
        rule.truncate(rule.trim_end().len());
        rule
    }
}
