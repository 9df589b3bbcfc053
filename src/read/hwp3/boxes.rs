//! Boxes (control 10): tables, text boxes, equations and buttons; and the grid of a table from the edges of its cells.

use super::paragraph::{self, Paragraph};
use super::stream::Stream;
use crate::container::bytes::Bytes;
use crate::document::Size;
use crate::read::flow::builder::{Anchoring, Position};

/// A box as stored.
#[derive(Debug)]
pub(super) struct TextBox {
    pub(super) kind: BoxKind,
    pub(super) place: Placement,
    pub(super) cells: Vec<BoxCell>,
    pub(super) caption: Vec<Paragraph>,
}

/// What boxes and pictures say about where they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    pub(super) anchoring: Anchoring,
    /// Whether the next hyperlink of the document is this object's.
    pub(super) is_link: bool,
    /// How large it is shown.
    pub(super) size: Option<Size>,
    /// Whether the caption is to be read before the object.
    pub(super) caption_before: bool,
}

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxKind {
    Table,
    Text,
    Equation,
    Button,
}

/// A cell with the rectangle that it covers; boxes that are no tables have one.
#[derive(Debug)]
pub(super) struct BoxCell {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
    pub(super) list: Vec<Paragraph>,
}

/// Where a cell stands in the grid of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
}

const BOX_INFO: usize = 84;
const CELL: usize = 27;

/// Edges that are not farther apart are one, in 1/1800 inch. True edges are at least 50 apart.
const SAME_EDGE: u16 = 5;

impl Placement {
    /// Reads the front that boxes and pictures share: 74 bytes.
    pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        bytes.skip(8)?; // length of what follows a picture, of a caption, reserved
        let anchor = bytes.u8()?;
        let flow = bytes.u8()?;
        bytes.skip(2)?; // horizontal position
        // An offset in 1/1800 inch, or -1 top, -2 bottom, -3 middle.
        let vertical = bytes.i16()?;
        let is_link = bytes.u16()? & 0x10 != 0;
        bytes.skip(2 + 2 * 12)?; // code, margins
        // In 1/1800 inch.
        let (width, height) = (i64::from(bytes.u16()?) * 4, i64::from(bytes.u16()?) * 4);
        bytes.skip(24)?; // size of the caption, size with margins, how the position was computed
        // Places of a caption come in pairs: below, then above.
        let caption_before = bytes.u16()? % 2 == 1;
        bytes.skip(2)?; // number of the box
        let position = Position {
            in_line: anchor == 0,
            from_paragraph: anchor == 1,
            at_bottom: vertical == -2,
            top_and_bottom: flow == 0,
            vertical_offset: i32::from(vertical) * 4,
        };
        Some(Placement { anchoring: position.anchoring(), is_link, size: Size::new(width, height), caption_before })
    }
}

/// Reads a box: its info, its cells, a list of paragraphs for each, and the caption.
pub(super) fn read(stream: &mut Stream<'_, '_, '_>) -> Option<TextBox> {
    let info = stream.bytes.take(BOX_INFO);
    let mut info = Bytes::new(stream.expect(info)?);
    let place = Placement::read(&mut info)?;
    info.skip(4)?; // reserved, base line
    let kind = match info.u16()? {
        0 => BoxKind::Table,
        2 => BoxKind::Equation,
        3 => BoxKind::Button,
        // Whatever else there is holds text.
        _ => BoxKind::Text,
    };
    let count = usize::from(info.u16()?);
    let cells = stream.bytes.take(count * CELL);
    let cells = stream.expect(cells)?;
    let mut cells = cells.chunks_exact(CELL).filter_map(BoxCell::read).collect::<Vec<_>>();
    for cell in &mut cells {
        cell.list = paragraph::list(stream);
    }
    Some(TextBox { kind, place, cells, caption: paragraph::list(stream) })
}

impl BoxCell {
    fn read(data: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(data);
        bytes.skip(4)?; // stored address, which merging makes wrong; colour
        let (x, y, width, height) = (bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?);
        Some(BoxCell { x, y, width, height, list: Vec::new() })
    }
}

/// Where every cell stands: the distinct edges of all cells are the lines of the grid.
pub(super) fn grid(cells: &[BoxCell]) -> Vec<Spot> {
    let columns = lines(cells.iter().map(|cell| (cell.x, cell.width)));
    let rows = lines(cells.iter().map(|cell| (cell.y, cell.height)));
    let spot = |cell: &BoxCell| {
        let (row, row_span) = span(&rows, cell.y, cell.height);
        let (column, column_span) = span(&columns, cell.x, cell.width);
        Spot { row, column, row_span, column_span }
    };
    cells.iter().map(spot).collect()
}

/// The lines of a grid in one direction, ascending: each the smallest of edges that are the same.
fn lines(extents: impl Iterator<Item = (u16, u16)>) -> Vec<u16> {
    let mut edges = extents.flat_map(|(start, length)| [start, start.saturating_add(length)]).collect::<Vec<u16>>();
    edges.sort_unstable();
    // Compared with the edge before and not with the line, so that no group of edges is cut in two.
    let mut last = None;
    edges.retain(|edge| {
        let is_new = last.is_none_or(|last| edge - last > SAME_EDGE);
        last = Some(*edge);
        is_new
    });
    edges
}

/// The line at which an extent begins, and how many gaps between lines it covers.
fn span(lines: &[u16], start: u16, length: u16) -> (usize, usize) {
    let line_at = |edge: u16| lines.partition_point(|line| *line <= edge).saturating_sub(1);
    let first = line_at(start);
    (first, line_at(start.saturating_add(length)).saturating_sub(first).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(x: u16, y: u16, width: u16, height: u16) -> BoxCell {
        BoxCell { x, y, width, height, list: Vec::new() }
    }

    fn spot(row: usize, column: usize, row_span: usize, column_span: usize) -> Spot {
        Spot { row, column, row_span, column_span }
    }

    #[test]
    fn merged_cells_span_the_edges_between() {
        let cells = [cell(0, 0, 200, 50), cell(200, 0, 100, 100), cell(0, 50, 100, 50), cell(100, 50, 100, 50)];
        assert_eq!(grid(&cells), [spot(0, 0, 1, 2), spot(0, 2, 2, 1), spot(1, 0, 1, 1), spot(1, 1, 1, 1)]);
    }

    #[test]
    fn edges_that_nearly_meet_are_one() {
        let cells = [cell(0, 0, 99, 50), cell(101, 0, 100, 50), cell(1, 52, 103, 50), cell(103, 50, 98, 50)];
        assert_eq!(grid(&cells), [spot(0, 0, 1, 1), spot(0, 1, 1, 1), spot(1, 0, 1, 1), spot(1, 1, 1, 1)]);
    }

    #[test]
    fn cells_without_extent_or_beyond_the_range_have_a_place() {
        let cells = [cell(0, 0, 0, 0), cell(u16::MAX, u16::MAX, u16::MAX, u16::MAX)];
        assert_eq!(grid(&cells), [spot(0, 0, 1, 1), spot(1, 1, 1, 1)]);
    }
}
