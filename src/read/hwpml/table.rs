//! Tables: rows of cells, each with its address, its span and a list of paragraphs.
//!
//! Left out, as layout: sizes, margins, borders and zones.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{Cell, Marks};
use crate::read::flow::table::{self, Declared};
use crate::read::owpml::{Common, Flow, Reader};

impl Reader<'_, '_, Hwpml<'_>> {
    pub(super) fn table(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        let mut cells = Vec::new();
        let mut row = 0;
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "ROW" => {
                    while let Some(cell) = xml.child_of(&child) {
                        self.row_child(xml, &cell, row, &mut cells);
                    }
                    row += 1;
                }
                "CELLZONELIST" => {} // layout
                _ => self.common(xml, &child, &mut common),
            }
        }
        let declared = Declared {
            rows: element.number("RowCount").unwrap_or_default(),
            columns: element.number("ColCount").unwrap_or_default(),
            repeats_header: element.flag("RepeatHeader"),
        };
        let block = self.at(xml, |reader| table::of_cells(cells, declared, reader.origin, reader.cx));
        self.place(xml, block.into_iter().collect(), common, flow);
    }

    fn row_child(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, row: usize, cells: &mut Vec<Cell>) {
        if element.name() == "CELL" {
            return self.nested(xml, |reader, xml| reader.cell(xml, element, row, cells));
        }
        self.warn_unknown(xml, element);
        let blocks = self.list(xml, element);
        if let Some(cell) = cells.last_mut() {
            cell.blocks.extend(blocks);
        } else {
            cells.push(Cell { row, row_span: 1, column_span: 1, blocks, ..Cell::default() });
        }
    }

    fn cell(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, row: usize, cells: &mut Vec<Cell>) {
        // A cell without address follows the one before it.
        let next =
            cells.last().filter(|last| last.row == row).map_or(0, |last| last.column.saturating_add(last.column_span));
        let mut flow = Flow::default();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "CELLMARGIN" => {} // layout
                "PARALIST" => self.paragraphs(xml, &child, &mut flow),
                "P" => self.paragraph(xml, &child, &mut flow),
                _ => self.content(xml, &child, &mut flow, Marks::NONE),
            }
        }
        cells.push(Cell {
            row: element.number("RowAddr").unwrap_or(row),
            column: element.number("ColAddr").unwrap_or(next),
            row_span: element.number("RowSpan").unwrap_or(1),
            column_span: element.number("ColSpan").unwrap_or(1),
            header: element.flag("Header"),
            blocks: flow.finish_cell(),
        });
    }
}
