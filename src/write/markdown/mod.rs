//! [`Document`] to GitHub Flavored Markdown with footnotes and `$math$`.
//!
//! What Markdown cannot say is said in HTML: underline, super- and subscript, ruby, tables with merged cells. Alignment,
//! fonts and colours are form that this target leaves out. Notes are collected while the body is written and defined
//! after it. Blocks are separated by one blank line, the items of a list by none.

mod code;
mod definitions;
mod furniture;
mod html_table;
mod inline;
mod table;

use crate::document::{self, Anchor, Block, BreakKind, Caption, Document, Equation, Heading, Origin, Paragraph, Table};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::escape::Surroundings;
use crate::write::furniture::Furnishing;
use crate::write::items::{self, Item, Marker};
use crate::write::line::Line;
use crate::write::notes::Notes;
use crate::write::survey::Survey;
use crate::write::{WriteOptions, boxes, front_matter, math, room};

/// Appends a document as Markdown.
pub(crate) fn write(document: &Document, options: &WriteOptions, out: &mut String, ledger: &mut Ledger) {
    if !options.metadata {
        write_body(document, options, out, ledger);
        return;
    }
    let mut body = String::new();
    write_body(document, options, &mut body, ledger);
    front_matter::write(document.format, &document.metadata, out);
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
}

/// Where a page of the Markdown begins.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only JSON has pages apart"))]
pub(crate) struct PageStart {
    pub(crate) page: u32,
    /// The position of the comment that says so.
    pub(crate) comment: usize,
    /// The position behind it.
    pub(crate) content: usize,
}

/// Appends a document as Markdown without front matter; returns where its pages begin, where they are split.
pub(crate) fn write_body(
    document: &Document,
    options: &WriteOptions,
    out: &mut String,
    ledger: &mut Ledger,
) -> Vec<PageStart> {
    let survey = Survey::of(document);
    // With tags of tables, most texts grow by less than half.
    out.reserve(survey.text_length + survey.text_length / 2);
    let anchors = if options.toc { document::anchors(document) } else { Vec::new() };
    let mut writer = Writer::new(document, options, &survey, out, ledger);
    let mut furnishing = Furnishing::default();
    writer.contents(&anchors);
    for section in &document.sections {
        for block in &section.blocks {
            if let (Block::Break(BreakKind::Page, Origin { page: Some(page), .. }), true) = (block, options.split_pages)
            {
                writer.page(*page);
            } else {
                writer.block(block);
            }
        }
        if options.furniture {
            writer.furniture(section, &mut furnishing);
        }
    }
    writer.finish()
}

/// Writes pieces of a document, each as Markdown that stands by itself: with the notes that hang in it.
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only chunks are written in pieces"))]
pub(crate) struct Pieces<'a> {
    document: &'a Document,
    options: &'a WriteOptions,
    survey: Survey<'a>,
}

#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only chunks are written in pieces"))]
impl<'a> Pieces<'a> {
    pub(crate) fn new(document: &'a Document, options: &'a WriteOptions) -> Self {
        Pieces { document, options, survey: Survey::of_pieces(document) }
    }

    /// Some blocks as Markdown.
    pub(crate) fn write<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>, ledger: &mut Ledger) -> String {
        self.written(ledger, |writer| blocks.into_iter().for_each(|block| writer.block(block)))
    }

    /// A table as Markdown, with its caption.
    pub(crate) fn write_table(&self, table: &Table, ledger: &mut Ledger) -> String {
        self.written(ledger, |writer| writer.captioned_table(table))
    }

    fn written<'b>(&self, ledger: &mut Ledger, content: impl FnOnce(&mut Writer<'b, '_>)) -> String
    where
        'a: 'b,
    {
        // Most pieces are shorter, so that their text is not moved while it grows.
        let mut out = String::with_capacity(2_048);
        let mut writer = Writer::new(self.document, self.options, &self.survey, &mut out, ledger);
        writer.is_tight = true;
        content(&mut writer);
        writer.finish();
        out
    }
}

/// What is written, and where writing stands.
struct Writer<'a, 'o> {
    document: &'a Document,
    options: &'o WriteOptions,
    out: &'o mut String,
    ledger: &'o mut Ledger,
    survey: &'o Survey<'a>,
    /// Stands before every line: marks of quotes, indentation.
    prefix: String,
    /// Whether the line has begun and nothing stands in it yet but markers.
    is_fresh: bool,
    /// The items of the list that the last block belongs to, outermost first; empty after any other block.
    items: Vec<Item>,
    /// How many cells are open around what is written.
    cells: usize,
    /// Whether tildes or underscores in different paragraphs of this GFM cell could pair.
    can_pair: bool,
    /// Whether GFM tables have no blanks beside their pipes: those of chunks, whose size is counted.
    is_tight: bool,
    notes: Notes<'a>,
    /// How many of them are defined.
    defined: usize,
    /// Where pages begin, where they are split.
    pages: Vec<PageStart>,
    /// Lines to be used again, with their memory.
    spare: Vec<Line<'a>>,
}

impl<'a, 'o> Writer<'a, 'o> {
    fn new(
        document: &'a Document,
        options: &'o WriteOptions,
        survey: &'o Survey<'a>,
        out: &'o mut String,
        ledger: &'o mut Ledger,
    ) -> Self {
        Writer {
            document,
            options,
            out,
            ledger,
            survey,
            prefix: String::new(),
            is_fresh: true,
            items: Vec::new(),
            cells: 0,
            can_pair: false,
            is_tight: false,
            notes: Notes::default(),
            defined: 0,
            pages: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Writes the notes and ends the text; returns where its pages begin.
    fn finish(mut self) -> Vec<PageStart> {
        self.definitions();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.pages
    }

    /// Ends a page, with the notes that hang in it, and begins the next one.
    fn page(&mut self, page: u32) {
        if self.is_full() {
            return;
        }
        self.definitions();
        let comment = self.out.len();
        self.begin_block();
        self.out.push_str("<!-- page ");
        self.out.push_str(&page.to_string());
        self.out.push_str(" -->");
        self.pages.push(PageStart { page, comment, content: self.out.len() });
    }

    fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &Place::default());
    }

    /// Begins a block: separates it from what is before by a blank line.
    fn begin_block(&mut self) {
        self.items.clear();
        if !self.is_fresh {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
            self.begin_line();
        }
        self.is_fresh = false;
    }

    /// Ends the line and begins the next one.
    fn begin_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    /// Whether there is no room for another block.
    fn is_full(&mut self) -> bool {
        room::is_full(self.out.len(), self.options, self.ledger)
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        if self.is_full() {
            return;
        }
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => self.heading(heading),
            Block::Table(table) => self.captioned_table(table),
            Block::Figure(figure) => {
                self.captioned(Some(&figure.caption), |writer| writer.blocks(&figure.blocks));
            }
            Block::Equation(equation, _) => self.equation(equation),
            Block::Frame(frame) => self.quoted(&[&frame.blocks]),
            Block::Break(BreakKind::Page, _) if self.options.page_breaks => {
                self.begin_block();
                self.out.push_str("<!-- page break -->");
            }
            // Breaks are form: columns do not exist in Markdown, pages are written on demand.
            Block::Break(BreakKind::Page | BreakKind::Column, _) => {}
        }
    }

    fn captioned_table(&mut self, table: &'a Table) {
        self.captioned(table.caption.as_deref(), |writer| writer.table(table));
    }

    fn captioned(&mut self, caption: Option<&'a Caption>, content: impl FnOnce(&mut Self)) {
        let (above, below) = Caption::around(caption);
        self.blocks(above);
        content(self);
        self.blocks(below);
    }

    fn heading(&mut self, heading: &'a Heading) {
        let line = self.line(heading.paragraph.label.as_deref(), &heading.paragraph.content);
        if !line.is_empty() {
            self.begin_block();
            for _ in 0..heading.level.clamp(1, 6) {
                self.out.push('#');
            }
            self.out.push(' ');
            self.write_line(&line, Surroundings::Heading, " ");
        }
        self.spare.push(line);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        let mut line = self.line(items::text_label(paragraph), &paragraph.content);
        let level = paragraph.label.as_deref().map_or(0, |label| label.level);
        match items::marker(paragraph, &line, &self.items) {
            _ if line.is_empty() => {} // A bullet without text says nothing either.
            Some((marker, from)) => {
                line.cut_start(from);
                self.item(marker, level, &line);
            }
            None => {
                self.begin_block();
                self.write_paragraph(&line, Surroundings::Paragraph);
            }
        }
        self.spare.push(line);
    }

    /// Writes the text of a paragraph; its line breaks are hard ones.
    fn write_paragraph(&mut self, line: &Line<'a>, surroundings: Surroundings) {
        if line.text.contains('\n') {
            let line_end = format!("\\\n{}", self.prefix);
            self.write_line(line, surroundings, &line_end);
        } else {
            self.write_line(line, surroundings, "");
        }
    }

    /// Writes a list item. Items of one list stand line under line.
    fn item(&mut self, marker: Marker, level: u8, line: &Line<'a>) {
        let mut items = std::mem::take(&mut self.items);
        let kept = items.iter().take_while(|item| item.level < level).count();
        if items.is_empty() {
            self.begin_block();
        } else {
            self.begin_line();
        }
        items.truncate(kept);
        let indent = items.last().map_or(0, |item| item.indent);
        let depth = self.prefix.len();
        self.prefix.extend(std::iter::repeat_n(' ', indent));
        self.out.extend(std::iter::repeat_n(' ', indent));
        let before = self.out.len();
        let number = match marker {
            Marker::Bullet => {
                self.out.push('-');
                None
            }
            Marker::Number(number, delimiter) => {
                self.out.push_str(&number.to_string());
                self.out.push(delimiter);
                Some((number, delimiter))
            }
        };
        let width = self.out.len() - before + 1;
        if !line.is_empty() {
            self.out.push(' ');
            self.prefix.extend(std::iter::repeat_n(' ', width));
            self.write_paragraph(line, Surroundings::Item);
        }
        self.prefix.truncate(depth);
        items.push(Item { level, indent: indent + width, number });
        self.items = items;
    }

    /// A table of contents: a list of links to headings.
    fn contents(&mut self, anchors: &'a [Anchor<'a>]) {
        for anchor in anchors {
            let line = Line::to(anchor);
            self.item(Marker::Bullet, anchor.heading.level, &line);
        }
        self.items.clear();
    }

    fn equation(&mut self, equation: &'a Equation) {
        match math::latex(equation) {
            Some(latex) => {
                self.begin_block();
                self.out.push_str("$$");
                self.out.push_str(&latex);
                self.out.push_str("$$");
            }
            None if equation.script.trim().is_empty() => {}
            None => {
                self.warn(WarningKind::EquationAsTyped);
                self.begin_block();
                code::write(&equation.script, self.out);
            }
        }
    }

    /// The content of a box, in parts, as a quote. In a cell it is set off already.
    fn quoted(&mut self, parts: &[&'a [Block]]) {
        if self.cells > 0 || boxes::is_open(parts) {
            parts.iter().for_each(|blocks| self.blocks(blocks));
        } else {
            self.contained("> ", "> ", |writer| parts.iter().for_each(|blocks| writer.blocks(blocks)));
        }
    }

    /// Writes content behind a marker, each further line behind `prefix`. Leaves no trace of the marker when there is no
    /// content.
    fn contained(&mut self, marker: &str, prefix: &str, content: impl FnOnce(&mut Self)) {
        let (start, was_fresh) = (self.out.len(), self.is_fresh);
        let items = std::mem::take(&mut self.items);
        self.begin_block();
        self.out.push_str(marker);
        let (empty, depth) = (self.out.len(), self.prefix.len());
        self.prefix.push_str(prefix);
        self.is_fresh = true;
        content(self);
        self.prefix.truncate(depth);
        self.items.clear();
        self.is_fresh = false;
        if self.out.len() == empty {
            self.out.truncate(start);
            (self.is_fresh, self.items) = (was_fresh, items);
        }
    }
}
