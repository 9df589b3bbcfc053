//! Tables: rows of cells, each with its address, its span and a list of paragraphs.
//!
//! Left out, as layout: sizes, margins, borders and zones.

use super::object::Common;
use super::section::{Flow, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Block, Cell, Marks, Table};
use crate::read::compose;
use crate::warning::WarningKind;

impl Reader<'_, '_> {
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
        let content = self.tabulate(xml, element, cells);
        self.place(content, common, flow);
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
            blocks: self.finish(flow),
        });
    }

    /// Cells to a table, or to a frame when there is only one.
    fn tabulate(&mut self, xml: &Xml<'_>, element: &Element<'_>, mut cells: Vec<Cell>) -> Vec<Block> {
        if let [only] = cells.as_mut_slice() {
            let blocks = std::mem::take(&mut only.blocks);
            return compose::frame(blocks, self.origin).into_iter().collect();
        }
        if cells.is_empty() {
            return Vec::new();
        }
        if element.flag("RepeatHeader") && !cells.iter().any(|cell| cell.header) {
            cells.iter_mut().filter(|cell| cell.row == 0).for_each(|cell| cell.header = true);
        }
        let rows = element.number("RowCount").unwrap_or_default();
        let columns = element.number("ColCount").unwrap_or_default();
        let slots = self.cx.budget.limits().table_slots;
        let (table, is_mended) = Table::new(cells, rows, columns, slots, self.origin);
        if is_mended {
            self.warn(xml, WarningKind::Mended { what: "table grid" });
        }
        vec![Block::Table(table)]
    }
}
