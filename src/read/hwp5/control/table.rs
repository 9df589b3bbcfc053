//! Tables (specification, table object): a caption, the TABLE record, then a list for each cell.

use crate::container::bytes::Bytes;
use crate::document::{Blocks, Caption, Cell};
use crate::read::flow::object;
use crate::read::flow::table::{self, Declared};
use crate::read::layout;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::Control;
use super::object::{ObjectHeader, caption_is_before};

/// What the TABLE record says, as far as the model needs it.
#[derive(Debug, Clone, Copy, Default)]
struct TableProperties {
    declared: Declared,
    may_split: bool,
    /// How many cells the rows say that they have.
    cell_count: usize,
}

pub(super) fn read(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let (header, node) = (ObjectHeader::of(control), control.node);
    let record = node.child(tag::TABLE);
    let properties = record.and_then(properties);
    if properties.is_none() {
        body.cx.warn(WarningKind::Repaired { what: Part::TableSize });
    }
    let properties = properties.unwrap_or_default();
    let mut caption: Option<Caption> = None;
    // Each cell is a LIST_HEADER and a paragraph at least.
    let count = (properties.declared.rows * properties.declared.columns).min(node.descendant_count() / 2);
    let mut cells = Vec::with_capacity(count);
    // The caption comes before the TABLE record, cells after it.
    let is_cell = |header: Option<Node<'_, '_>>| match (header, record) {
        (Some(header), Some(record)) => header.index() > record.index(),
        _ => true,
    };
    let mut rows = layout::Rows::default();
    body.lists(node, |body, header, list| {
        let (blocks, lines) = list.take();
        if is_cell(header) {
            let cell = cell(header, blocks, cells.len(), properties.declared.columns);
            if body.cx.options.pages {
                let (height, margins) = header.and_then(heights).unwrap_or_default();
                rows.add(cell.row, cell.row_span, height, margins, lines);
            }
            cells.push(cell);
        } else {
            let before = header.is_some_and(caption_is_before);
            caption.get_or_insert(Caption { before, blocks: Blocks::new() }).blocks.extend(blocks);
        }
    });
    let TableProperties { declared, may_split, cell_count } = properties;
    if cells.len() < cell_count {
        // The words of a cell without header are in the cell before it.
        body.at(node);
        body.cx.warn(WarningKind::MissingPart { what: Part::CellHeader });
    }
    let place = layout::Place { may_split, repeats_header: declared.repeats_header, ..header.place };
    list.layout.table(rows.into_flow(place));
    body.at(node);
    let block = table::of_cells(cells, declared, body.origin, body.cx);
    object::place(block.into_iter().collect(), caption, header.anchoring, body.origin, &mut list.composer);
}

fn properties(record: Node<'_, '_>) -> Option<TableProperties> {
    let mut bytes = record.bytes();
    let attr = bytes.u32()?;
    let (rows, columns) = (bytes.u16()?, bytes.u16()?);
    // Cell spacing and margins: layout.
    let mut row_counts = bytes.skip(2 + 8).map(|()| bytes).unwrap_or_else(|| Bytes::new(&[]));
    let cell_count = (0..rows).map_while(|_| row_counts.u16()).map(usize::from).sum();
    // Border and zones: layout.
    Some(TableProperties {
        declared: Declared { rows: rows.into(), columns: columns.into(), repeats_header: attr >> 2 & 1 == 1 },
        may_split: attr & 3 != 0,
        cell_count,
    })
}

/// The cell that a LIST_HEADER describes; one whose address is missing is placed by its order.
fn cell(header: Option<Node<'_, '_>>, blocks: Blocks, order: usize, columns: usize) -> Cell {
    let address = header.and_then(|header| {
        let mut bytes = header.bytes();
        // Paragraph count: the paragraphs that are there count.
        bytes.skip(4)?;
        let attr = bytes.u32()?;
        let (column, row) = (bytes.u16()?, bytes.u16()?);
        let (column_span, row_span) = (bytes.u16()?, bytes.u16()?);
        Some((attr, usize::from(row), usize::from(column), usize::from(row_span), usize::from(column_span)))
    });
    match address {
        Some((attr, row, column, row_span, column_span)) => {
            Cell { row, column, row_span, column_span, header: attr >> 18 & 1 == 1, blocks }
        }
        None => {
            let columns = columns.max(1);
            Cell { row: order / columns, column: order % columns, row_span: 1, column_span: 1, header: false, blocks }
        }
    }
}

/// The least height of a cell, and its margins above and below together.
fn heights(header: Node<'_, '_>) -> Option<(i32, i32)> {
    let mut bytes = header.bytes();
    // Paragraph count, attributes, address, spans and width; then the margins at the left and right.
    bytes.skip(4 + 4 + 8 + 4)?;
    let height = bytes.i32()?;
    bytes.skip(4)?;
    Some((height, i32::from(bytes.i16()?).saturating_add(i32::from(bytes.i16()?))))
}
