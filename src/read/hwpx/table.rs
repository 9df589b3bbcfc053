//! Tables (`tbl`): rows of cells, each with its address, its span and a list of paragraphs.
//!
//! Left out, as layout: borders, zones, and the measures of label paper.

use super::object;
use super::section::Hwpx;
use crate::container::xml::{self, Element, Xml};
use crate::document::{Blocks, Cell, Marks};
use crate::read::flow::table::{self, Declared};
use crate::read::layout;
use crate::read::owpml::{Flow, Reader};

/// Columns up to which the next free place of a cell without address is looked for.
const WIDEST: usize = 1_024;

/// The cells of a table under way.
#[derive(Debug, Default)]
struct Cells {
    cells: Vec<Cell>,
    /// Rows seen so far.
    rows: usize,
    /// For each column the row from which it is free again.
    free_from: Vec<usize>,
    /// Their lines.
    layout: layout::Rows,
    /// Margins of cells without margins of their own, above and below together.
    margins: i32,
}

impl Cells {
    /// Adds a cell, on the next free place of its row when it has no address.
    fn add(
        &mut self,
        mut cell: Cell,
        address: Option<(usize, usize)>,
        height: i32,
        margins: i32,
        lines: layout::CellFlow,
    ) {
        let row = self.rows.saturating_sub(1);
        (cell.row, cell.column) = address.unwrap_or_else(|| {
            let column = self.free_from.iter().position(|free_from| *free_from <= row);
            (row, column.unwrap_or(self.free_from.len()))
        });
        let end = cell.column.saturating_add(cell.column_span).min(WIDEST);
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        for free_from in self.free_from.get_mut(cell.column.min(end)..end).unwrap_or_default() {
            *free_from = (*free_from).max(cell.row.saturating_add(cell.row_span));
        }
        self.layout.add(cell.row, cell.row_span, height, margins, lines);
        self.cells.push(cell);
    }
}

impl Reader<'_, '_, Hwpx<'_>> {
    pub(super) fn table(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = object::common_of(element);
        let mut cells = Cells::default();
        let mut size = None;
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "tr" => {
                    cells.rows += 1;
                    while let Some(cell) = xml.child_of(&child) {
                        self.row_child(xml, &cell, &mut cells);
                    }
                }
                "tc" => self.row_child(xml, &child, &mut cells),
                "inMargin" => cells.margins = above_and_below(&child),
                "sz" => size = child.number("height"),
                "cellzoneList" | "label" => {} // layout
                _ => self.common(xml, &child, &mut common),
            }
        }
        let place = layout::Place {
            height: size.unwrap_or_default(),
            may_split: element.raw("pageBreak").is_some_and(|how| how != "NONE"),
            repeats_header: element.flag("repeatHeader"),
            ..object::place_of(element, common.position)
        };
        flow.layout.table(cells.layout.into_flow(place));
        let declared = Declared {
            rows: element.number("rowCnt").unwrap_or_default(),
            columns: element.number("colCnt").unwrap_or_default(),
            repeats_header: element.flag("repeatHeader"),
        };
        let block = self.at(xml, |reader| table::of_cells(cells.cells, declared, reader.origin, reader.cx));
        self.place(xml, block.into_iter().collect(), common, flow);
    }

    fn row_child(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, cells: &mut Cells) {
        if element.name() == "tc" {
            self.nested(xml, |reader, xml| reader.cell(xml, element, cells));
        } else {
            self.warn_unknown(xml, element);
            let blocks = self.list(xml, element);
            cells.cells.last_mut().map_or(&mut Blocks::new(), |cell| &mut cell.blocks).extend(blocks);
        }
    }

    fn cell(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, cells: &mut Cells) {
        let [header, has_margin] = element.raws(["header", "hasMargin"]).map(|value| value.is_some_and(xml::is_true));
        let mut cell = Cell { row_span: 1, column_span: 1, header, ..Cell::default() };
        let mut address = None;
        let (mut height, mut margins) = (0, cells.margins);
        let mut flow = Flow::default();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "cellAddr" => {
                    let [row, column] = child.numbers(["rowAddr", "colAddr"]);
                    address = row.zip(column);
                }
                "cellSpan" => {
                    let [rows, columns] = child.numbers(["rowSpan", "colSpan"]);
                    (cell.row_span, cell.column_span) = (rows.unwrap_or(1), columns.unwrap_or(1));
                }
                "cellSz" => height = child.number("height").unwrap_or_default(),
                "cellMargin" if has_margin => margins = above_and_below(&child),
                "cellMargin" => {} // that of the table holds
                "subList" => self.paragraphs(xml, &child, &mut flow),
                "p" => self.paragraph(xml, &child, &mut flow),
                _ => self.content(xml, &child, &mut flow, Marks::NONE),
            }
        }
        let lines = flow.layout.take_cell();
        cell.blocks = flow.finish_cell();
        cells.add(cell, address, height, margins, lines);
    }
}

fn above_and_below(margin: &Element<'_>) -> i32 {
    let [top, bottom] = margin.numbers::<i32, 2>(["top", "bottom"]).map(Option::unwrap_or_default);
    top.saturating_add(bottom)
}
