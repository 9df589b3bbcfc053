//! [`Document`] to GitHub Flavored Markdown with footnotes and `$math$`.
//!
//! What Markdown cannot say is said in HTML: underline, super- and subscript, ruby, tables with merged cells. Alignment,
//! fonts and colours are form that this target leaves out. Notes are collected while the body is written and defined
//! after it. Blocks are separated by one blank line, the items of a list by none.

mod definitions;
mod emphasis;
mod furniture;
mod html_table;
mod inline;
mod math;
mod table;

use std::collections::HashSet;

use crate::document::{
    Block, BreakKind, Caption, Document, Equation, Figure, Frame, Heading, Inline, Label, LabelKind, Node, Note,
    NoteKind, Paragraph, Table, visit,
};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::escape::{Surroundings, list_number};
use crate::write::front_matter;
use crate::write::furniture::Furnishing;
use crate::write::line::Line;
use crate::write::notes::Notes;
use crate::write::{Comments, WriteOptions};

/// Appends a document as Markdown.
pub(crate) fn write(document: &Document, options: &WriteOptions, out: &mut String, ledger: &mut Ledger) {
    if !options.metadata {
        write_body(document, options, out, ledger);
        return;
    }
    let mut body = String::new();
    write_body(document, options, &mut body, ledger);
    front_matter::write(&document.metadata, out);
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
}

fn write_body(document: &Document, options: &WriteOptions, out: &mut String, ledger: &mut Ledger) {
    let survey = Survey::of(document);
    // With tags of tables, most texts grow by less than half.
    out.reserve(survey.text_length + survey.text_length / 2);
    let mut writer = Writer::new(document, options, &survey, out, ledger);
    let mut furnishing = Furnishing::default();
    for section in &document.sections {
        if options.furniture {
            writer.furniture(section, &mut furnishing);
        }
        writer.blocks(&section.blocks);
    }
    writer.finish();
}

/// Writes pieces of a document, each as Markdown that stands by itself: with the notes that hang in it.
pub(crate) struct Pieces<'a> {
    document: &'a Document,
    options: &'a WriteOptions,
    survey: Survey<'a>,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(document: &'a Document, options: &'a WriteOptions) -> Self {
        Pieces { document, options, survey: Survey::of(document) }
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
        content(&mut writer);
        writer.finish();
        out
    }
}

/// What has to be known of the whole document before its first block is written.
#[derive(Debug, Default)]
struct Survey<'a> {
    /// The names that links lead to.
    anchors: HashSet<&'a str>,
    /// Whether there is anything that plain HTML cannot say: notes or equations.
    has_markdown: bool,
    /// How many bytes of text there are.
    text_length: usize,
}

impl<'a> Survey<'a> {
    fn of(document: &'a Document) -> Self {
        let mut survey = Survey::default();
        let mut see = |node: Node<'a>| match node {
            Node::Inline(Inline::Text(text)) => survey.text_length += text.text.len(),
            Node::Inline(Inline::Link(link)) => survey.anchors.extend(link.target.trim().strip_prefix('#')),
            Node::Inline(Inline::Note(_) | Inline::Equation(_)) | Node::Block(Block::Equation(..)) => {
                survey.has_markdown = true;
            }
            Node::Inline(_) | Node::Block(_) => {}
        };
        for section in &document.sections {
            section.furniture.iter().for_each(|furniture| visit(&furniture.blocks, &mut see));
            visit(&section.blocks, &mut see);
        }
        survey
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
    /// Whether the last block is a thematic break.
    is_after_rule: bool,
    /// How many cells are open around what is written.
    cells: usize,
    notes: Notes<'a>,
    /// Lines to be used again, with their memory.
    spare: Vec<Line<'a>>,
}

/// An open list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    level: u8,
    /// Where its content begins, and so where items inside it stand.
    indent: usize,
    /// Its number and delimiter.
    number: Option<(u32, char)>,
}

/// The marker that a paragraph begins with when it is a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    Number(u32, char),
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
            is_after_rule: false,
            cells: 0,
            notes: Notes::default(),
            spare: Vec::new(),
        }
    }

    /// Writes the notes and ends the text.
    fn finish(mut self) {
        self.definitions();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &Place::default());
    }

    /// Begins a block: separates it from what is before by a blank line.
    fn begin_block(&mut self) {
        self.items.clear();
        self.is_after_rule = false;
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

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => self.heading(heading),
            Block::Table(table) => self.captioned_table(table),
            Block::Figure(Figure { content, caption, .. }) => {
                self.captioned(Some(caption), |writer| writer.blocks(content));
            }
            Block::Equation(equation, _) => self.equation(equation),
            Block::Frame(frame) => self.frame(frame),
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
        if let Some(caption) = caption.filter(|caption| caption.before) {
            self.blocks(&caption.blocks);
        }
        content(self);
        if let Some(caption) = caption.filter(|caption| !caption.before) {
            self.blocks(&caption.blocks);
        }
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
        let bullet = paragraph.label.as_deref().filter(|label| is_plain_bullet(label));
        let label = paragraph.label.as_deref().filter(|_| bullet.is_none());
        let mut line = self.line(label, &paragraph.content);
        let level = paragraph.label.as_deref().map_or(0, |label| label.level);
        let marker = bullet.map(|_| (Marker::Bullet, 0)).or_else(|| typed_marker(&line, label));
        let is_number = marker.is_some_and(|(marker, from)| self.can_be_item(marker, level, from < line.text.len()));
        // An item whatever its mark is; a mark that no Markdown list has stands in it.
        let is_mark = label.is_some_and(|label| label.kind == LabelKind::Mark);
        let marker = if is_mark && !is_number { Some((Marker::Bullet, 0)) } else { marker };
        match marker {
            _ if line.is_empty() => {} // A bullet without text says nothing either.
            Some((marker, from)) if self.can_be_item(marker, level, from < line.text.len()) => {
                line.cut_start(from);
                self.item(marker, level, &line);
            }
            _ => {
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

    /// Whether a renderer would take a paragraph for an item here and show this very number.
    fn can_be_item(&self, marker: Marker, level: u8, has_text: bool) -> bool {
        let Marker::Number(number, delimiter) = marker else { return true };
        let kept = self.items.iter().take_while(|item| item.level < level).count();
        match self.items.get(kept) {
            Some(Item { number: Some((before, same)), .. }) if *same == delimiter => {
                before.checked_add(1) == Some(number)
            }
            Some(_) => true,
            // The first item in another one stands directly below that one's text, which only a 1 can end.
            None => kept == 0 || (number == 1 && has_text),
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
                math::code(&equation.script, self.out);
            }
        }
    }

    /// A quote; with tables in it, which many programs cannot read when quoted, content between two rules. In a cell it
    /// is set off already.
    fn frame(&mut self, frame: &'a Frame) {
        if self.cells > 0 {
            return self.blocks(&frame.blocks);
        }
        let mut has_table = false;
        visit(&frame.blocks, &mut |node| has_table |= matches!(node, Node::Block(Block::Table(_))));
        if has_table {
            self.rule();
            self.blocks(&frame.blocks);
            self.rule();
        } else {
            self.contained("> ", "> ", |writer| writer.blocks(&frame.blocks));
        }
    }

    fn rule(&mut self) {
        if self.is_after_rule {
            return;
        }
        // At the very beginning, three dashes would open a block of metadata.
        let is_start = self.out.is_empty();
        self.begin_block();
        self.out.push_str(if is_start { "***" } else { "---" });
        self.is_after_rule = true;
    }

    /// Writes content behind a marker, each further line behind `prefix`. Leaves no trace of the marker when there is no
    /// content.
    fn contained(&mut self, marker: &str, prefix: &str, content: impl FnOnce(&mut Self)) {
        let (start, was_fresh, was_after_rule) = (self.out.len(), self.is_fresh, self.is_after_rule);
        let items = std::mem::take(&mut self.items);
        self.begin_block();
        self.out.push_str(marker);
        let (empty, depth) = (self.out.len(), self.prefix.len());
        self.prefix.push_str(prefix);
        self.is_fresh = true;
        content(self);
        self.prefix.truncate(depth);
        self.items.clear();
        self.is_after_rule = false;
        self.is_fresh = false;
        if self.out.len() == empty {
            self.out.truncate(start);
            (self.is_fresh, self.items, self.is_after_rule) = (was_fresh, items, was_after_rule);
        }
    }

    /// Notes are left out when they are comments that nobody wants.
    fn wants(&self, note: &Note) -> bool {
        note.kind != NoteKind::Comment || self.options.comments == Comments::Keep
    }
}

/// Whether a label is a bullet like that of a Markdown list. Other bullets mean something to their author: □ ○ ※ ▶ ✔.
fn is_plain_bullet(label: &Label) -> bool {
    let mut chars = label.text.trim().chars();
    let is_plain = chars.next().is_some_and(|c| {
        matches!(
            c,
            '•' | '●'
                | '·'
                | '∙'
                | '⋅'
                | '・'
                | '‧'
                | '-'
                | '‐'
                | '–'
                | '—'
                | '−'
                | '▪'
                | '◦'
                | '*'
                | '\u{F0B7}'
        )
    });
    label.kind != LabelKind::Number && is_plain && chars.next().is_none()
}

/// The marker that the text of a paragraph begins with, and where the text after it begins.
///
/// A dash is a marker as it was typed. A number is one, whether generated or typed, when it stands for itself alone:
/// not before another number (`2026. 1. 5.`), and not marked or linked.
fn typed_marker(line: &Line<'_>, label: Option<&Label>) -> Option<(Marker, usize)> {
    let text = line.text.as_str();
    let is_clear = |length: usize| line.events.first().is_none_or(|(at, _)| *at >= length);
    if let Some(rest) = text.strip_prefix("- ").filter(|_| label.is_none() && is_clear(2)) {
        return (!rest.starts_with('\n')).then_some((Marker::Bullet, 2));
    }
    let (number, length) = list_number(text)?;
    let is_plain = line.runs.first().is_some_and(|run| run.marks.is_empty())
        && line.runs.get(1).is_none_or(|run| run.start >= length)
        && is_clear(length + 1);
    let is_exact = number.to_string().len() + 1 == length;
    let rest = text.get(length..)?;
    let is_alone = list_number(rest.trim_start()).is_none() && !rest.starts_with('\n');
    let is_short = label.is_some() || length <= 4;
    let delimiter = text.get(..length)?.chars().next_back()?;
    let from = (length + 1).min(text.len());
    (is_plain && is_exact && is_alone && is_short).then_some((Marker::Number(number, delimiter), from))
}
