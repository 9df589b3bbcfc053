//! Tables as HTML: merged cells, several blocks in a cell, tables in tables.
//!
//! Everything stands in one HTML block of the Markdown, which a blank line would end: one row a line, no blank lines.
//! Notes and math only work where Markdown is parsed, though, so a cell that holds any is opened up: its tags stand on
//! lines of their own and blank lines around its content make that Markdown again. A note's definition whose reference
//! is never parsed would vanish on GitHub.

use std::fmt::Write as _;

use crate::document::{Block, Caption, Cell, Heading, Image, Inline, Node, Paragraph, Slot, Table, visit};
use crate::warning::WarningKind;
use crate::write::emphasis::{self, Forms, Token};
use crate::write::grid::{cell_at, is_header};
use crate::write::line::{self, Event, Line, OBJECT};
use crate::write::{bytes, escape, extent, link, math, notes};

use super::Writer;

/// What was last written in a cell of plain HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or a table, which ends by itself.
    Nothing,
    /// A line of text.
    Line,
}

impl<'a> Writer<'a, '_> {
    pub(super) fn html_table(&mut self, table: &'a Table) {
        self.begin_block();
        self.html_rows(table, self.survey.has_markdown);
    }

    /// Writes a table from `<table>` to `</table>`; `may_open` tells whether cells could need Markdown.
    fn html_rows(&mut self, table: &'a Table, may_open: bool) {
        self.out.push_str("<table>");
        let grid = table.grid();
        for row in grid.rows() {
            if self.is_full() {
                break;
            }
            self.begin_line();
            let cells = || row.iter().filter_map(|slot| cell_at(table, *slot));
            if may_open && cells().any(|cell| self.needs_markdown(&cell.blocks)) {
                self.opened_row(table, row);
            } else {
                self.out.push_str("<tr>");
                for slot in row {
                    self.html_slot(table, *slot);
                }
                self.out.push_str("</tr>");
            }
        }
        self.begin_line();
        self.out.push_str("</table>");
    }

    /// A row with Markdown in it: every tag on a line of its own.
    fn opened_row(&mut self, table: &'a Table, row: &[Slot]) {
        self.out.push_str("<tr>");
        for slot in row {
            match cell_at(table, *slot) {
                Some(cell) if self.needs_markdown(&cell.blocks) => {
                    self.begin_line();
                    self.cell_tag(table, cell);
                    self.cells += 1;
                    self.blocks(&cell.blocks);
                    self.cells -= 1;
                    self.begin_block();
                    self.out.push_str(if is_header(table, cell) { "</th>" } else { "</td>" });
                }
                _ if matches!(slot, Slot::Covered(_)) => {} // Said by the span of the cell.
                _ => {
                    self.begin_line();
                    self.html_slot(table, *slot);
                }
            }
        }
        self.begin_line();
        self.out.push_str("</tr>");
    }

    fn html_slot(&mut self, table: &'a Table, slot: Slot) {
        match cell_at(table, slot) {
            Some(cell) => {
                self.cell_tag(table, cell);
                self.html_blocks(&cell.blocks, &mut Last::Nothing);
                self.out.push_str(if is_header(table, cell) { "</th>" } else { "</td>" });
            }
            None if slot == Slot::Hole => self.out.push_str("<td></td>"),
            None => {} // Said by the span of the cell.
        }
    }

    fn cell_tag(&mut self, table: &Table, cell: &Cell) {
        if (cell.row_span, cell.column_span) == (1, 1) {
            return self.out.push_str(if is_header(table, cell) { "<th>" } else { "<td>" });
        }
        self.out.push_str(if is_header(table, cell) { "<th" } else { "<td" });
        for (name, span) in [(" rowspan=\"", cell.row_span), (" colspan=\"", cell.column_span)] {
            if span > 1 {
                // Writing to a string cannot fail.
                let _ = write!(self.out, "{name}{span}\"");
            }
        }
        self.out.push('>');
    }

    /// Whether blocks hold something that only works in Markdown.
    fn needs_markdown(&self, blocks: &[Block]) -> bool {
        let mut needs = false;
        visit(blocks, &mut |node| {
            needs |= match node {
                Node::Inline(Inline::Note(note)) => notes::is_wanted(note, self.options),
                Node::Inline(Inline::Equation(equation)) => math::latex(equation).is_some(),
                Node::Block(Block::Equation(equation, _)) => math::latex(equation).is_some(),
                Node::Inline(_) | Node::Block(_) => false,
            };
        });
        needs
    }

    /// Writes blocks as HTML without a line end in it, but for the rows of tables.
    fn html_blocks(&mut self, blocks: &'a [Block], last: &mut Last) {
        for block in blocks {
            if self.is_full() {
                return;
            }
            match block {
                Block::Paragraph(paragraph) | Block::Heading(Heading { paragraph, .. }) => {
                    self.html_paragraph(paragraph, last);
                }
                Block::Table(table) => self.html_captioned(table.caption.as_deref(), last, |writer, last| {
                    if table.rows > 0 && table.columns > 0 {
                        writer.html_rows(table, false); // The cell around it would have been opened.
                        *last = Last::Nothing;
                    }
                }),
                Block::Figure(figure) => {
                    let caption = Some(&figure.caption);
                    self.html_captioned(caption, last, |writer, last| writer.html_blocks(&figure.blocks, last));
                }
                Block::Equation(equation, _) if math::is_empty(equation) => {}
                Block::Equation(equation, _) => {
                    self.html_break(last);
                    self.html_code(&equation.script);
                }
                Block::Frame(frame) => self.html_blocks(&frame.blocks, last),
                Block::Break(..) => {} // Form that a cell cannot have.
            }
        }
    }

    fn html_captioned(
        &mut self,
        caption: Option<&'a Caption>,
        last: &mut Last,
        content: impl FnOnce(&mut Self, &mut Last),
    ) {
        let (above, below) = Caption::around(caption);
        self.html_blocks(above, last);
        content(self, last);
        self.html_blocks(below, last);
    }

    fn html_break(&mut self, last: &mut Last) {
        if std::mem::replace(last, Last::Line) == Last::Line {
            self.out.push_str("<br>");
        }
    }

    fn html_paragraph(&mut self, paragraph: &'a Paragraph, last: &mut Last) {
        if let Some(text) = line::as_it_stands(paragraph, bytes::HTML) {
            self.html_break(last);
            return self.out.push_str(text);
        }
        let line = self.line(paragraph.label.as_deref(), &paragraph.content);
        if !line.is_empty() {
            self.html_break(last);
            self.html_line(&line);
        }
        self.spare.push(line);
    }

    fn html_line(&mut self, line: &Line<'a>) {
        let plan = emphasis::plan(line, Forms::Html);
        let (mut from, mut in_link) = (0, false);
        for (at, token) in plan.tokens {
            escape::html(line.text.get(from..at).unwrap_or_default(), "<br>", self.out);
            from = from.max(at);
            match token {
                Token::Open(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.opening())),
                Token::Close(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.closing())),
                Token::Event(event) => {
                    let Some((_, event)) = line.events.get(event) else { continue };
                    if let Event::Object(_) = event {
                        from += OBJECT.len_utf8();
                    }
                    in_link = match event {
                        Event::LinkOpen(_) => true,
                        Event::LinkClose(_) => false,
                        Event::Object(_) | Event::ChangeOpen(_) | Event::ChangeClose(_) => in_link,
                    };
                    self.html_event(*event, in_link);
                }
            }
        }
        escape::html(line.text.get(from..).unwrap_or_default(), "<br>", self.out);
    }

    fn html_event(&mut self, event: Event<'a>, in_link: bool) {
        match event {
            Event::LinkOpen(target) => link::anchor_opening(target, self.out),
            Event::LinkClose(_) => self.out.push_str("</a>"),
            Event::ChangeOpen(kind) => self.out.push_str(line::change_opening(kind)),
            Event::ChangeClose(kind) => self.out.push_str(line::change_closing(kind)),
            Event::Object(inline) => self.html_object(inline, in_link),
        }
    }

    /// As [`Writer::image`] does in Markdown.
    fn html_image(&mut self, image: &'a Image, in_link: bool) {
        let picture = self.picture(image);
        self.warn_of_picture(&picture);
        let alt = link::alternative(image, self.document, &picture);
        if !picture.is_linked() {
            self.image_tag(&picture, &alt, extent::narrow_width(image, self.document));
        } else if in_link {
            escape::html(&alt, " ", self.out);
        } else {
            link::anchor_opening(&picture.target(&self.options.media_prefix), self.out);
            escape::html(&alt, " ", self.out);
            self.out.push_str("</a>");
        }
    }

    fn html_object(&mut self, inline: &'a Inline, in_link: bool) {
        match inline {
            Inline::Image(image) => self.html_image(image, in_link),
            Inline::Ruby(ruby) => {
                self.out.push_str("<ruby>");
                escape::html(&ruby.base.text, " ", self.out);
                self.out.push_str("<rp>(</rp><rt>");
                escape::html(&ruby.ruby, " ", self.out);
                self.out.push_str("</rt><rp>)</rp></ruby>");
            }
            Inline::Equation(equation) => self.html_code(&equation.script),
            Inline::Anchor(name) => self.anchor(name),
            // A cell with notes is written as Markdown; the others are never gathered as objects.
            Inline::Note(_)
            | Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Link(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => {}
        }
    }

    /// An equation that is no math, as typed.
    fn html_code(&mut self, script: &str) {
        self.warn(WarningKind::EquationAsTyped);
        self.out.push_str("<code>");
        for (index, word) in script.split_whitespace().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            escape::html(word, " ", self.out);
        }
        self.out.push_str("</code>");
    }
}
