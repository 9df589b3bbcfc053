//! Tables: as GFM where that can say all words in their cells, as HTML where cells are merged or hold tables.

use crate::document::{Block, Caption, Cell, Heading, Inline, Node, Table, visit};
use crate::structure::bordered;
use crate::write::escape::Surroundings;
use crate::write::{Tables, bytes, grid, line, math};

use super::Writer;

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&mut self, table: &'a Table) {
        if table.rows == 0 || table.columns == 0 {
            return; // A table without places holds no cells.
        }
        if self.is_tight
            && self.options.tables != Tables::Html
            && let Some([title, body]) = bordered(table)
        {
            return self.quoted(&[title, body]);
        }
        match self.options.tables {
            Tables::Auto if fits_gfm(table) => self.gfm_table(table),
            Tables::Gfm => {
                grid::lost_in_gfm(table, self.options).into_iter().for_each(|kind| self.warn(kind));
                self.gfm_table(table);
            }
            Tables::Auto | Tables::Html => self.html_table(table),
        }
    }

    /// The first row becomes the header, as GFM has no table without.
    fn gfm_table(&mut self, table: &'a Table) {
        let grid = table.grid();
        let columns = if self.is_tight { grid::Columns::said(table) } else { grid::Columns::of(table) };
        if columns.rows(&grid).next().is_none() {
            return;
        }
        self.begin_block();
        let blank = if self.is_tight { "" } else { " " };
        for (index, row) in columns.rows(&grid).enumerate() {
            if index > 0 {
                if self.is_full() {
                    break;
                }
                self.begin_line();
            }
            self.out.push('|');
            for place in columns.places(row) {
                self.out.push_str(blank);
                let before = self.out.len();
                if let Some(cell) = grid::shown_at(table, place, self.options) {
                    self.can_pair = could_pair(&cell.blocks);
                    self.gfm_blocks(&cell.blocks, &mut false);
                }
                // Parsers differ on a pipe behind a pipe or a backslash.
                let is_open = self.is_tight && (self.out.len() == before || self.out.ends_with('\\'));
                self.out.push_str(if is_open { " " } else { blank });
                self.out.push('|');
            }
            if index == 0 {
                self.begin_line();
                self.out.push('|');
                let rule = if self.is_tight { "-|" } else { " --- |" };
                columns.places(row).for_each(|_| self.out.push_str(rule));
            }
        }
    }

    /// Writes blocks into a cell, with `<br>` between them. `has_text` tells whether the cell holds something already.
    fn gfm_blocks(&mut self, blocks: &'a [Block], has_text: &mut bool) {
        for block in blocks {
            if self.is_full() {
                return;
            }
            match block {
                Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. }) => {
                    if let Some(text) = line::as_it_stands(paragraph, bytes::MARKDOWN) {
                        self.gfm_break(has_text);
                        self.out.push_str(text);
                        continue;
                    }
                    let line = self.line(paragraph.label.as_deref(), &paragraph.content);
                    if !line.is_empty() {
                        self.gfm_break(has_text);
                        self.write_line(&line, Surroundings::Cell, "<br>");
                    }
                    self.spare.push(line);
                }
                Block::Equation(equation, _) if math::is_empty(equation) => {}
                Block::Equation(equation, _) => {
                    self.gfm_break(has_text);
                    self.inline_equation(equation, None, Surroundings::Cell);
                }
                Block::Table(table) => self.gfm_captioned(table.caption.as_deref(), has_text, |writer, has_text| {
                    writer.flat_table(table, has_text);
                }),
                Block::Figure(figure) => self.gfm_captioned(Some(&figure.caption), has_text, |writer, has_text| {
                    writer.gfm_blocks(&figure.blocks, has_text);
                }),
                Block::Frame(frame) => self.gfm_blocks(&frame.blocks, has_text),
                Block::Break(..) => {} // Form that a cell cannot have.
            }
        }
    }

    fn gfm_captioned(
        &mut self,
        caption: Option<&'a Caption>,
        has_text: &mut bool,
        content: impl FnOnce(&mut Self, &mut bool),
    ) {
        let (above, below) = Caption::around(caption);
        self.gfm_blocks(above, has_text);
        content(self, has_text);
        self.gfm_blocks(below, has_text);
    }

    fn gfm_break(&mut self, has_text: &mut bool) {
        if std::mem::replace(has_text, true) {
            self.out.push_str("<br>");
        }
    }

    /// A table within a cell of a GFM table: a line a row, the cells divided by visible pipes.
    fn flat_table(&mut self, table: &'a Table, has_text: &mut bool) {
        let mut row = None;
        for cell in &table.cells {
            if row.replace(cell.row) != Some(cell.row) {
                self.gfm_break(has_text);
            } else {
                self.out.push_str(" \\| ");
            }
            self.gfm_blocks(&cell.blocks, &mut false);
        }
    }
}

/// Whether a tilde, an underscore or an asterisk in one paragraph of a cell could pair with one in another: in a GFM
/// cell, all paragraphs are one.
fn could_pair(blocks: &[Block]) -> bool {
    if matches!(blocks, [] | [Block::Paragraph(_)]) {
        return false;
    }
    let (mut tildes, mut underscores, mut stars, mut has_emphasis) = (0, 0, 0, false);
    visit(blocks, &mut |node| {
        let text = match node {
            Node::Inline(Inline::Text(text)) => {
                has_emphasis |= !text.marks.is_empty();
                text.text.as_str()
            }
            Node::Inline(Inline::Unknown(unknown)) => unknown.text.as_str(),
            // Whatever they say.
            Node::Inline(Inline::Image(_) | Inline::Ruby(_) | Inline::Equation(_)) => "~_*",
            Node::Block(Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. })) => {
                paragraph.label.as_deref().map_or("", |label| label.text.as_str())
            }
            Node::Block(_) | Node::Inline(_) => return,
        };
        tildes += text.bytes().filter(|byte| *byte == b'~').count();
        underscores += text.bytes().filter(|byte| *byte == b'_').count();
        stars += text.bytes().filter(|byte| *byte == b'*').count();
    });
    tildes > 1 || underscores > 1 || stars > 1 || (stars == 1 && has_emphasis)
}

/// Whether GFM can say a table: several paragraphs in a cell have `<br>` between them.
fn fits_gfm(table: &Table) -> bool {
    (table.columns > 1 || table.rows > 1) && !table.has_spans() && !table.cells.iter().any(holds_table)
}

fn holds_table(cell: &Cell) -> bool {
    let mut holds = false;
    visit(&cell.blocks, &mut |node| holds |= matches!(node, Node::Block(Block::Table(_))));
    holds
}
