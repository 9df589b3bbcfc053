//! `section*.xml`: paragraphs, runs and text.
//!
//! A section holds paragraphs, a paragraph runs, a run text and objects; objects hold lists of paragraphs again. Left
//! out: cached line layout, and the section's page settings but for what numbering and notes need.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::header::Header;
use super::parts::Parts;
use super::switch;
use crate::container::xml::{self, Element, Xml};
use crate::document::{Blocks, BreakKind, FurnitureKind, Marks, Note, Origin, Section};
use crate::read::Context;
use crate::read::flow::note::{self, NoteNumbers};
use crate::read::flow::{furniture, words};
use crate::read::layout;
use crate::read::owpml::{Flow, Form, Reader};
use crate::read::style::numbering::NumberFormat;
use crate::read::style::shapes::CharacterShape;
use crate::warning::{Part, WarningKind};

/// What a package has beside the text.
pub(super) struct Hwpx<'r> {
    pub(super) parts: &'r Parts<'r>,
    pub(super) header: &'r Header,
    pub(super) properties: Properties,
    /// Comments that stand apart from the text (`memogroup`), by their ids.
    pub(super) memos: HashMap<String, Note>,
    /// Master pages, charts and embedded objects that have been read, by the names of their parts.
    pub(super) shown: HashSet<String>,
    /// The lines of the sections read so far.
    pub(super) layouts: Vec<layout::BodyFlow>,
}

/// What the section's settings (`secPr`) say about content.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Numbering of outline paragraphs.
    outline_id: u32,
    /// Height of the text on a page.
    page_height: Option<i32>,
    pub(super) footnotes: NoteNumbers,
    pub(super) endnotes: NoteNumbers,
    /// Manifest ids of master pages.
    master_pages: Vec<String>,
}

impl<'r> Hwpx<'r> {
    pub(super) fn new(parts: &'r Parts<'r>, header: &'r Header) -> Self {
        Hwpx {
            parts,
            header,
            properties: Properties::default(),
            memos: HashMap::new(),
            shown: HashSet::new(),
            layouts: Vec::new(),
        }
    }
}

impl Reader<'_, '_, Hwpx<'_>> {
    /// Reads a section from the text of its part; `None` when that is not XML.
    pub(super) fn section(&mut self, text: &str, index: u32) -> Option<Section> {
        self.form.properties = Properties::find(text, self.cx);
        self.origin = Origin { section: index, ..Origin::default() };
        self.memo_groups(text);
        let (mut xml, root) = super::root(text, self.cx)?;
        let mut flow = Flow { is_body: true, layout: layout::Flow::of_body(), ..Flow::default() };
        self.paragraphs(&mut xml, &root, &mut flow);
        if self.cx.options.pages {
            self.form.layouts.push(std::mem::take(&mut flow.layout).into_body());
        }
        let mut blocks = flow.finish();
        blocks.extend(self.lone_memos());
        self.enter_faults(&xml);
        self.master_pages();
        Some(Section { blocks, furniture: furniture::take(&mut self.furniture) })
    }

    /// Reads the comments that other programs write beside the paragraphs of a section; fields refer to them by id.
    fn memo_groups(&mut self, text: &str) {
        // Nearly no file has any.
        if memchr::memmem::find(text.as_bytes(), b"memogroup").is_none() {
            return;
        }
        let Some((mut xml, root)) = super::root(text, self.cx) else { return };
        while let Some(group) = xml.child_of(&root) {
            if group.name() != "memogroup" {
                continue; // read with the text
            }
            while let Some(memo) = xml.child_of(&group) {
                if memo.name() != "memo" {
                    self.warn_unknown(&xml, &memo);
                }
                let id = memo.attribute("id").unwrap_or_default().into_owned();
                let Some(mut note) = self.comment(&mut xml, &memo) else { continue };
                note.author = memo.attribute("author").map(Cow::into_owned).filter(|name| !name.trim().is_empty());
                self.form.memos.insert(id, note);
            }
        }
    }

    /// The comments that no field has referred to.
    fn lone_memos(&mut self) -> Blocks {
        let mut memos: Vec<_> = self.form.memos.drain().collect();
        memos.sort_by(|(one, _), (other, _)| one.cmp(other));
        note::lone_comments(memos.into_iter().map(|(_, memo)| memo), self.origin, self.cx)
    }

    /// Reads headers and footers in the settings of a section, where some programs write them.
    fn settings(&mut self, xml: &mut Xml<'_>, settings: &Element<'_>) {
        while let Some(child) = xml.child_of(settings) {
            match child.name() {
                "header" => self.furniture(xml, &child, FurnitureKind::Header, child.raw("applyPageType")),
                "footer" => self.furniture(xml, &child, FurnitureKind::Footer, child.raw("applyPageType")),
                _ => {} // read before the section began
            }
        }
    }

    /// Reads the master pages of the section that no section before has had.
    fn master_pages(&mut self) {
        for id in std::mem::take(&mut self.form.properties.master_pages) {
            let Some(name) = self.form.parts.name_of_id(&id) else {
                self.cx.warn(WarningKind::MissingPart { what: Part::MasterPage });
                continue;
            };
            if !self.form.shown.insert(name.to_owned()) {
                continue;
            }
            let data = self.form.parts.read(name, self.cx).unwrap_or_default();
            let text = xml::decode(&data).unwrap_or_default();
            let Some((mut xml, root)) = super::root(&text, self.cx) else {
                self.cx.warn(WarningKind::BadRecord { what: Part::MasterPageXml });
                continue;
            };
            self.master_page(&mut xml, &root);
            self.enter_faults(&xml);
        }
    }
}

impl Form for Hwpx<'_> {
    const PARAGRAPH: &'static str = "p";

    fn paragraphs(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, list: &Element<'_>, flow: &mut Flow) {
        let mut is_first = true;
        while let Some(child) = xml.child_of(list) {
            match child.name() {
                "p" => {
                    if flow.is_body && !is_first {
                        reader.origin.paragraph = reader.origin.paragraph.saturating_add(1);
                    }
                    is_first = false;
                    reader.paragraph(xml, &child, flow);
                }
                "memogroup" => {} // read before the section began
                "subList" | "paraList" => reader.nested(xml, |reader, xml| reader.paragraphs(xml, &child, flow)),
                _ => reader.content(xml, &child, flow, Marks::NONE),
            }
        }
    }

    fn paragraph(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow) {
        // Not read: `merged`, which speaks of paragraphs that were one before.
        let [shape, style, page, column] = paragraph.raws(["paraPrIDRef", "styleIDRef", "pageBreak", "columnBreak"]);
        let number = |value: Option<&str>| value?.parse().ok();
        let breaks_page = page.is_some_and(xml::is_true).then_some(BreakKind::Page);
        let breaks = breaks_page.or(column.is_some_and(xml::is_true).then_some(BreakKind::Column));
        let shapes = &reader.form.header.shapes;
        let (shape, style) = (shapes.paragraph(number(shape), number(style)), shapes.style_name(number(style)));
        let outline = reader.form.properties.outline_id;
        let mut opening = shapes.opening(&shape, outline, reader.origin, &mut reader.counters);
        opening.style = style;
        let is_first = reader.origin.section == 0 && reader.origin.paragraph == 0;
        if flow.is_body && !is_first {
            opening.break_before = breaks.or(shape.breaks_page.then_some(BreakKind::Page));
        }
        if reader.cx.options.pages {
            flow.layout.paragraph(opening.break_before);
        }
        if let Some(height) = reader.form.properties.page_height.filter(|_| flow.is_body) {
            flow.layout.page_height(height);
        }
        flow.composer.begin(opening);
        while let Some(child) = xml.child_of(paragraph) {
            match child.name() {
                "run" => reader.run(xml, &child, flow),
                "linesegarray" if reader.cx.options.pages => lines(xml, &child, &mut flow.layout),
                "linesegarray" => xml.leap(&child),
                _ => reader.content(xml, &child, flow, Marks::NONE),
            }
        }
        flow.composer.end();
    }

    fn change(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        reader.change(xml, element, flow);
    }

    fn words(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks) {
        reader.at(xml, |reader| words::add(stored, marks, &mut flow.lead, &mut flow.composer, reader.cx));
    }
}

impl Reader<'_, '_, Hwpx<'_>> {
    fn run(&mut self, xml: &mut Xml<'_>, run: &Element<'_>, flow: &mut Flow) {
        let CharacterShape { marks, size, look } = self.form.header.shapes.characters(run.number("charPrIDRef"));
        while let Some(child) = xml.child_of(run) {
            match child.name() {
                "t" => {
                    flow.composer.size(size, look);
                    self.text(xml, &child, flow, marks);
                }
                _ => self.content(xml, &child, flow, marks),
            }
        }
    }

    /// Reads whatever stands in a run, or where a run could stand.
    pub(super) fn content(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        match element.name() {
            "t" => self.text(xml, element, flow, marks),
            // Made by hand: the format calls it `t`.
            "text" => {
                self.warn(xml, WarningKind::Repaired { what: Part::TextElement });
                self.text(xml, element, flow, marks);
            }
            // Highlighting, for which the model has no word; it may begin and end beside the text.
            "markpenBegin" | "markpenEnd" | "titleMark" => {}
            "run" => self.run(xml, element, flow),
            "ctrl" => {
                while let Some(child) = xml.child_of(element) {
                    self.content(xml, &child, flow, marks);
                }
            }
            "switch" => self.switch(xml, element, flow, marks),
            "tbl" => self.table(xml, element, flow),
            "pic" => self.picture(xml, element, flow),
            "equation" => self.equation(xml, element, flow),
            "chart" => {
                self.chart(xml, element, flow);
            }
            "ole" => self.embedded(xml, element, flow),
            "video" => self.video(xml, element, flow),
            "dutmal" => self.ruby(xml, element, flow, marks),
            "compose" => self.overlap(element, flow, marks),
            "secPr" => self.settings(xml, element),
            "linesegarray" => {} // no lines of a paragraph
            name if super::shape::is_shape(name) => self.shape_in_text(xml, element, flow),
            name if super::form::is_form(name) => self.form(xml, element, flow, marks),
            _ => self.control(xml, element, flow, marks),
        }
    }

    fn switch(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let mut is_done = false;
        while let Some(branch) = xml.child_of(element) {
            let is_wanted = match branch.name() {
                "case" => switch::is_understood(&branch),
                name => name == "default",
            };
            if is_done || !is_wanted {
                continue; // the same content for other programs
            }
            is_done = true;
            while let Some(child) = xml.child_of(&branch) {
                match child.name() {
                    // A chart whose part is missing may still have a picture of itself in the default.
                    "chart" => is_done &= self.chart(xml, &child, flow),
                    "p" => self.nested(xml, |reader, xml| reader.paragraph(xml, &child, flow)),
                    _ => self.nested(xml, |reader, xml| reader.content(xml, &child, flow, marks)),
                }
            }
        }
    }
}

/// Tells where the lines of a paragraph (`lineseg`) stood when the file was saved.
fn lines(xml: &mut Xml<'_>, array: &Element<'_>, layout: &mut layout::Flow) {
    while let Some(line) = xml.child_of(array) {
        let [top, height, below] = line.numbers(["vertpos", "vertsize", "spacing"]);
        if let Some(top) = top {
            layout.line(top, height.unwrap_or_default(), below.unwrap_or_default());
        }
    }
}

impl Properties {
    /// Finds the settings of a section. They stand in its first paragraph, but the number of that paragraph depends on
    /// them already, so that they are looked for before the section is read.
    fn find(text: &str, cx: &Context<'_>) -> Self {
        let mut properties = Properties::default();
        let Some((mut xml, root)) = super::root(text, cx) else { return properties };
        let Some(paragraph) = xml.child_of(&root) else { return properties };
        // Some programs write them before the first paragraph.
        if paragraph.name() == "secPr" {
            properties.read(&mut xml, &paragraph);
            return properties;
        }
        while let Some(run) = xml.child_of(&paragraph) {
            while let Some(child) = xml.child_of(&run) {
                if child.name() == "secPr" {
                    properties.read(&mut xml, &child);
                    return properties;
                }
            }
        }
        properties
    }

    fn read(&mut self, xml: &mut Xml<'_>, settings: &Element<'_>) {
        self.outline_id = settings.number("outlineShapeIDRef").unwrap_or_default();
        while let Some(child) = xml.child_of(settings) {
            match child.name() {
                "footNotePr" => self.footnotes = note_numbers(xml, &child),
                "endNotePr" => self.endnotes = note_numbers(xml, &child),
                "masterPage" => self.master_pages.extend(child.attribute("idRef").map(Cow::into_owned)),
                "pagePr" => self.page_height = text_height(xml, &child),
                _ => {} // borders, grids: layout
            }
        }
    }
}

/// The height of the text on a page.
fn text_height(xml: &mut Xml<'_>, page: &Element<'_>) -> Option<i32> {
    let length = if page.raw("landscape") == Some("NARROWLY") { "width" } else { "height" };
    let mut left: i32 = page.number(length)?;
    while let Some(margin) = xml.child_of(page) {
        for name in ["top", "bottom", "header", "footer"] {
            left = left.saturating_sub(margin.number(name).unwrap_or_default());
        }
    }
    Some(left)
}

fn note_numbers(xml: &mut Xml<'_>, settings: &Element<'_>) -> NoteNumbers {
    let mut numbers = NoteNumbers::default();
    while let Some(child) = xml.child_of(settings) {
        if child.name() == "autoNumFormat" {
            let character = |name| child.attribute(name).and_then(|text| text.chars().next());
            numbers = NoteNumbers {
                format: child.raw("type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit),
                user_char: character("userChar"),
                prefix: character("prefixChar"),
                suffix: character("suffixChar"),
            };
        }
    }
    numbers
}
