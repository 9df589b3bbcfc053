//! Tables: a grid of cells with spans, to TABLE and one LIST_HEADER a cell.

use super::control::{name_set, object};
use super::doc_info::{SHADED_BORDER, SOLID_BORDER};
use super::drawing::Caption;
use super::encoder::Encoder;
use super::paragraph::Blocks;
use super::record::{Bytes, count16, tag};

const HEADER_CELL: u32 = 1 << 18;

/// A cell at its place.
#[derive(Debug, Clone)]
pub struct Cell {
    pub row: u16,
    pub col: u16,
    pub row_span: u16,
    pub col_span: u16,
    pub header: bool,
    pub blocks: Blocks,
    /// The name under which forms address the cell.
    pub name: Option<String>,
}

impl Cell {
    pub fn new(row: u16, col: u16, blocks: impl Into<Blocks>) -> Self {
        Cell { row, col, row_span: 1, col_span: 1, header: false, blocks: blocks.into(), name: None }
    }

    pub fn spanning(mut self, rows: u16, cols: u16) -> Self {
        self.row_span = rows;
        self.col_span = cols;
        self
    }

    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }
}

/// A table. Cells that nobody set are empty; those below a span are not written.
#[derive(Debug, Clone)]
pub struct Table {
    pub rows: u16,
    pub cols: u16,
    pub cells: Vec<Cell>,
    /// Cells behind the others, wherever they claim to stand.
    stray: Vec<Cell>,
    spans: Vec<[u16; 4]>,
    header_rows: u16,
    pub repeat_header: bool,
    pub inline: bool,
    pub width: u32,
    pub caption: Option<Caption>,
    /// Rows and columns that the table says it has.
    claim: Option<(u16, u16)>,
}

impl Table {
    pub fn new(rows: u16, cols: u16) -> Self {
        Table {
            rows,
            cols,
            cells: Vec::new(),
            stray: Vec::new(),
            spans: Vec::new(),
            header_rows: 0,
            repeat_header: true,
            inline: false,
            width: 42520,
            caption: None,
            claim: None,
        }
    }

    /// A table with the texts of its cells, row by row.
    pub fn of<const COLS: usize>(rows: &[[&str; COLS]]) -> Self {
        let mut table = Table::new(count16(rows.len()), count16(COLS));
        for (row, texts) in rows.iter().enumerate() {
            for (col, text) in texts.iter().enumerate() {
                table = table.cell(count16(row), count16(col), *text);
            }
        }
        table
    }

    /// One cell: the box that authors draw around a title.
    pub fn boxed(blocks: impl Into<Blocks>) -> Self {
        Table::new(1, 1).cell(0, 0, blocks).inline()
    }

    /// Sets the content of a cell.
    pub fn cell(self, row: u16, col: u16, blocks: impl Into<Blocks>) -> Self {
        self.set(Cell::new(row, col, blocks))
    }

    pub fn set(mut self, cell: Cell) -> Self {
        self.cells.retain(|known| (known.row, known.col) != (cell.row, cell.col));
        self.cells.push(cell);
        self
    }

    /// Lets the cell at (`row`, `col`) cover `rows` × `cols`.
    pub fn merge(mut self, row: u16, col: u16, rows: u16, cols: u16) -> Self {
        self.spans.push([row, col, rows, cols]);
        self
    }

    pub fn header_row(self) -> Self {
        self.header_rows(1)
    }

    pub fn header_rows(mut self, count: u16) -> Self {
        self.header_rows = count;
        self
    }

    pub fn no_repeated_header(mut self) -> Self {
        self.repeat_header = false;
        self
    }

    /// Stands in the line like a character.
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// Width in 1/7200 inch.
    pub fn width(mut self, width: u32) -> Self {
        self.width = width;
        self
    }

    pub fn caption(mut self, caption: Caption) -> Self {
        self.caption = Some(caption);
        self
    }

    /// Says it has this many rows and columns, whatever is there.
    pub fn claiming(mut self, rows: u16, cols: u16) -> Self {
        self.claim = Some((rows, cols));
        self
    }

    /// Adds a cell behind the others without looking where it stands.
    pub fn stray(mut self, cell: Cell) -> Self {
        self.stray.push(cell);
        self
    }

    /// The cells to write, by row and column.
    pub fn anchors(&self) -> Vec<Cell> {
        let mut covered = vec![false; usize::from(self.rows) * usize::from(self.cols)];
        let mut anchors = Vec::new();
        for row in 0..self.rows {
            for col in 0..self.cols {
                let place = |row: u16, col: u16| usize::from(row) * usize::from(self.cols) + usize::from(col);
                if covered[place(row, col)] {
                    continue;
                }
                let cell = self.anchor(row, col);
                for below in row..self.rows.min(row.saturating_add(cell.row_span)) {
                    for right in col..self.cols.min(col.saturating_add(cell.col_span)) {
                        covered[place(below, right)] = true;
                    }
                }
                anchors.push(cell);
            }
        }
        anchors
    }

    fn anchor(&self, row: u16, col: u16) -> Cell {
        let known = self.cells.iter().find(|cell| (cell.row, cell.col) == (row, col));
        let mut cell = known.cloned().unwrap_or_else(|| Cell::new(row, col, ""));
        if let Some([_, _, rows, cols]) = self.spans.iter().find(|span| (span[0], span[1]) == (row, col)) {
            cell = cell.spanning(*rows, *cols);
        }
        cell.header |= row < self.header_rows;
        cell
    }

    pub(super) fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let attr = if self.inline { 0x082A_2311 } else { 0x082A_2210 };
        let height = u32::from(self.rows) * ROW_HEIGHT;
        let instance = encoder.instance();
        encoder.out.push(tag::CTRL_HEADER, level, object(start, attr, self.width, height, instance, ""));
        if let Some(caption) = &self.caption {
            caption.encode(level + 1, self.width, encoder);
        }
        let cells: Vec<Cell> = self.anchors().into_iter().chain(self.stray.iter().cloned()).collect();
        encoder.out.push(tag::TABLE, level + 1, self.record(&cells));
        cells.iter().for_each(|cell| self.encode_cell(cell, level + 1, encoder));
    }

    fn record(&self, cells: &[Cell]) -> Bytes {
        let (rows, cols) = self.claim.unwrap_or((self.rows, self.cols));
        let attr = 0x0400_0002 | u32::from(self.repeat_header) << 2;
        let head = Bytes::new().u32(attr).u16(rows).u16(cols).u16(0).units(&[510, 510, 141, 141]);
        let counts = (0..self.rows).map(|row| cells.iter().filter(|cell| cell.row == row).count());
        counts.fold(head, |bytes, count| bytes.u16(count16(count))).u16(SOLID_BORDER).u16(0)
    }

    fn encode_cell(&self, cell: &Cell, level: u16, encoder: &mut Encoder) {
        let width = self.width / u32::from(self.cols.max(1)) * u32::from(cell.col_span);
        let border = if cell.header { SHADED_BORDER } else { SOLID_BORDER };
        let tail = Bytes::new()
            .u16(cell.col)
            .u16(cell.row)
            .u16(cell.col_span)
            .u16(cell.row_span)
            .u32(width)
            .u32(ROW_HEIGHT * u32::from(cell.row_span))
            .units(&[510, 510, 141, 141])
            .u16(border)
            .u32(width);
        let tail = match &cell.name {
            Some(name) => tail.u8(0xFF).raw(&name_set(name).into_vec()).zeros(8),
            None => tail.zeros(9),
        };
        let header = if cell.header { HEADER_CELL } else { 0 };
        encoder.list(level, 0x20 | header, tail, &cell.blocks);
    }

    pub(super) fn preview(&self, out: &mut String) {
        let mut row = 0;
        for cell in self.anchors() {
            if cell.row != row {
                out.push_str("\r\n");
                row = cell.row;
            }
            let mut text = String::new();
            cell.blocks.preview(&mut text);
            out.push_str(&format!("<{}>", text.trim_end()));
        }
    }
}

/// Height of a row of one line, in 1/7200 inch.
const ROW_HEIGHT: u32 = 1282;
