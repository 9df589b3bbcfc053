//! `section*.xml`: paragraphs, runs and text.
//!
//! A section holds paragraphs, a paragraph runs, a run text and objects; objects hold lists of paragraphs again. Left
//! out: cached line layout, and the section's page settings but for what numbering and notes need.

use std::collections::HashSet;

use super::header::{CharacterShape, Header, HeadingKind, ParagraphShape};
use super::parts::Parts;
use super::switch;
use crate::container::xml::{self, Element, Event, Xml};
use crate::document::{Block, BreakKind, Furniture, Inline, Label, LabelKind, Marks, Origin, Section};
use crate::read::Context;
use crate::read::assets::Assets;
use crate::read::charset;
use crate::read::compose::{Anchoring, Composer, Opening};
use crate::read::note::{Lead, Numbers};
use crate::read::numbering::{Counters, NumberFormat};
use crate::read::open::Open;
use crate::read::pages;
use crate::warning::WarningKind;

/// Reads sections one after the other.
pub(super) struct Reader<'r, 'o> {
    pub(super) cx: &'r mut Context<'o>,
    pub(super) parts: &'r Parts<'r>,
    pub(super) header: &'r Header,
    pub(super) assets: Assets<String>,
    /// Paragraph numbers; body, cells and text boxes share them.
    pub(super) counters: Counters,
    pub(super) numbers: Numbers,
    pub(super) properties: Properties,
    pub(super) furniture: Vec<Furniture>,
    /// Master pages, charts and embedded objects that have been read, by the names of their parts.
    pub(super) shown: HashSet<String>,
    /// Whether what is read stands on every page.
    pub(super) is_furniture: bool,
    /// The top-level paragraph that everything inside it comes from.
    pub(super) origin: Origin,
    /// The lines of the sections read so far.
    pub(super) layouts: Vec<pages::BodyFlow>,
}

/// What the section's settings (`secPr`) say about content.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Numbering of outline paragraphs.
    outline_id: u32,
    /// Height of the text on a page.
    page_height: Option<i32>,
    pub(super) footnote_format: Option<NumberFormat>,
    pub(super) endnote_format: Option<NumberFormat>,
    /// Manifest ids of master pages.
    master_pages: Vec<String>,
}

/// A list of paragraphs under way.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) composer: Composer,
    /// Fields and tracked changes that are open now.
    pub(super) open: Open,
    pub(super) lead: Lead,
    pub(super) layout: pages::Flow,
    /// Whether this is the body itself and not a list inside an object.
    pub(super) is_body: bool,
}

impl<'r, 'o> Reader<'r, 'o> {
    pub(super) fn new(parts: &'r Parts<'r>, header: &'r Header, cx: &'r mut Context<'o>) -> Self {
        Reader {
            cx,
            parts,
            header,
            assets: Assets::new(),
            counters: Counters::new(),
            numbers: Numbers::default(),
            properties: Properties::default(),
            furniture: Vec::new(),
            shown: HashSet::new(),
            is_furniture: false,
            origin: Origin::default(),
            layouts: Vec::new(),
        }
    }

    /// Reads a section from the text of its part; `None` when that is not XML.
    pub(super) fn section(&mut self, text: &str, index: u32) -> Option<Section> {
        self.properties = Properties::find(text, self.cx);
        self.origin = Origin { section: index, ..Origin::default() };
        let (mut xml, root) = super::root(text, self.cx)?;
        let mut flow = Flow { is_body: true, layout: pages::Flow::of_body(), ..Flow::default() };
        self.paragraphs(&mut xml, &root, &mut flow);
        self.layouts.push(std::mem::take(&mut flow.layout).into_body());
        let blocks = self.finish(flow);
        self.enter_faults(&xml);
        self.master_pages();
        Some(Section { blocks, furniture: std::mem::take(&mut self.furniture) })
    }

    /// Reads the master pages of the section that no section before has had.
    fn master_pages(&mut self) {
        for id in std::mem::take(&mut self.properties.master_pages) {
            let Some(name) = self.parts.name_of_id(&id) else {
                self.cx.warn(WarningKind::MissingPart { what: "master page" });
                continue;
            };
            if !self.shown.insert(name.to_owned()) {
                continue;
            }
            let data = self.parts.read(name, self.cx).unwrap_or_default();
            let text = xml::decode(&data).unwrap_or_default();
            let Some((mut xml, root)) = super::root(&text, self.cx) else {
                self.cx.warn(WarningKind::BadRecord { what: "master page that is not XML" });
                continue;
            };
            self.master_page(&mut xml, &root);
            self.enter_faults(&xml);
        }
    }

    fn enter_faults(&mut self, xml: &Xml<'_>) {
        self.cx.place.offset = Some(xml.position());
        xml.faults().for_each(|fault| self.cx.warn(fault));
        self.cx.place.offset = None;
    }

    /// Enters a warning at the element where the cursor stands.
    pub(super) fn warn(&mut self, xml: &Xml<'_>, kind: WarningKind) {
        self.cx.place.offset = Some(xml.position());
        self.cx.warn(kind);
        self.cx.place.offset = None;
    }

    /// Reads a list of paragraphs, one level deeper than what it stands in.
    pub(super) fn list(&mut self, xml: &mut Xml<'_>, list: &Element<'_>) -> Vec<Block> {
        self.flow(xml, list, Flow::default()).0
    }

    /// Reads a list of paragraphs into a flow of its own, and gives back its blocks and what its lead has become.
    pub(super) fn flow(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, mut flow: Flow) -> (Vec<Block>, Lead) {
        self.nested(xml, |reader, xml| reader.paragraphs(xml, list, &mut flow));
        let lead = std::mem::take(&mut flow.lead);
        (self.finish(flow), lead)
    }

    /// Runs `inner` one level deeper; at the nesting limit enters a warning instead, and what lies deeper is passed
    /// over.
    pub(super) fn nested(&mut self, xml: &mut Xml<'_>, inner: impl FnOnce(&mut Self, &mut Xml<'_>)) {
        if let Err(limit) = self.cx.budget.enter() {
            self.warn(xml, WarningKind::LimitMet(limit));
            return;
        }
        inner(self, xml);
        self.cx.budget.leave();
    }

    /// Closes what is still open in a list, and hands its blocks over.
    pub(super) fn finish(&mut self, mut flow: Flow) -> Vec<Block> {
        flow.open.finish(&mut flow.composer);
        flow.composer.finish()
    }

    /// Reads the children of a section, a list of paragraphs, or whatever holds paragraphs.
    pub(super) fn paragraphs(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, flow: &mut Flow) {
        let mut is_first = true;
        while let Some(child) = xml.child_of(list) {
            match child.name() {
                "p" => {
                    if flow.is_body && !is_first {
                        self.origin.paragraph = self.origin.paragraph.saturating_add(1);
                    }
                    is_first = false;
                    self.paragraph(xml, &child, flow);
                }
                "subList" => self.nested(xml, |reader, xml| reader.paragraphs(xml, &child, flow)),
                _ => self.content(xml, &child, flow, Marks::NONE),
            }
        }
    }

    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow) {
        let (mut shape, mut style, mut breaks) = (None, None, None);
        for (name, value) in paragraph.attributes() {
            match name {
                "paraPrIDRef" => shape = value.parse().ok(),
                "styleIDRef" => style = value.parse().ok(),
                "pageBreak" if xml::is_true(value) => breaks = Some(BreakKind::Page),
                "columnBreak" if xml::is_true(value) => breaks = breaks.or(Some(BreakKind::Column)),
                _ => {} // ids, and `merged`, which speaks of paragraphs that were one before
            }
        }
        let shape = self.header.paragraph(shape, style);
        let mut opening = self.opening(&shape);
        let is_first = self.origin.section == 0 && self.origin.paragraph == 0;
        if flow.is_body && !is_first {
            opening.break_before = breaks.or(shape.breaks_page.then_some(BreakKind::Page));
        }
        flow.layout.paragraph(opening.break_before);
        if let Some(height) = self.properties.page_height.filter(|_| flow.is_body) {
            flow.layout.page_height(height);
        }
        flow.composer.begin(opening);
        while let Some(child) = xml.child_of(paragraph) {
            match child.name() {
                "run" => self.run(xml, &child, flow),
                "linesegarray" => lines(xml, &child, &mut flow.layout),
                _ => self.content(xml, &child, flow, Marks::NONE),
            }
        }
        flow.composer.end();
    }

    fn opening(&mut self, shape: &ParagraphShape) -> Opening {
        let heading = shape.heading;
        let id = match heading.kind {
            HeadingKind::Outline if heading.id == 0 => self.properties.outline_id,
            HeadingKind::None | HeadingKind::Outline | HeadingKind::Number | HeadingKind::Bullet => heading.id,
        };
        let text = match heading.kind {
            HeadingKind::None => None,
            HeadingKind::Outline | HeadingKind::Number => {
                let number = |numbering| self.counters.next(id, numbering, heading.level.into());
                self.header.numbering(id).map(number)
            }
            HeadingKind::Bullet => Some(charset::bullet(self.header.bullet(shape))),
        };
        let kind = if heading.kind == HeadingKind::Bullet { LabelKind::Bullet } else { LabelKind::Number };
        let text = text.filter(|text| !text.trim().is_empty());
        Opening {
            heading: (heading.kind == HeadingKind::Outline).then(|| heading.level.saturating_add(1).min(10)),
            label: text.map(|text| Box::new(Label { kind, text, level: heading.level })),
            align: shape.align,
            indent: shape.indent,
            origin: self.origin,
            break_before: None,
        }
    }

    fn run(&mut self, xml: &mut Xml<'_>, run: &Element<'_>, flow: &mut Flow) {
        let CharacterShape { marks, size } =
            run.number("charPrIDRef").map(|id| self.header.characters(id)).unwrap_or_default();
        while let Some(child) = xml.child_of(run) {
            match child.name() {
                "t" => {
                    flow.composer.size(size);
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
            "secPr" | "linesegarray" => {} // read before the section began; no lines of a paragraph
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

    /// Reads text with what stands in it. All text between children belongs to it.
    fn text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        while let Some(event) = xml.next_in(element) {
            let child = match event {
                Event::Text(text) => {
                    self.words(xml, &text, flow, marks);
                    continue;
                }
                Event::Start(child) => child,
            };
            match child.name() {
                "tab" => self.inline(flow, Inline::Tab),
                "lineBreak" => self.inline(flow, Inline::LineBreak),
                "nbSpace" => self.words(xml, "\u{A0}", flow, marks),
                "fwSpace" => self.words(xml, " ", flow, marks),
                "hypen" | "hyphen" => self.words(xml, "-", flow, marks),
                "insertBegin" | "insertEnd" | "deleteBegin" | "deleteEnd" => self.change(xml, &child, flow),
                // Marks for tables of contents, and highlighting, for which the model has no word.
                "titleMark" | "markpenBegin" | "markpenEnd" => {}
                name => {
                    self.warn(xml, WarningKind::UnknownRecord { tag: name.to_owned() });
                    self.nested(xml, |reader, xml| reader.text(xml, &child, flow, marks));
                }
            }
        }
    }

    /// Adds what is not text, nor an object, to the line.
    fn inline(&mut self, flow: &mut Flow, inline: Inline) {
        if !flow.lead.swallows_blank() {
            flow.composer.inline(inline);
        }
    }

    /// Adds characters as they are stored.
    pub(super) fn words(&mut self, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks) {
        let stored = flow.lead.strip(stored);
        if !stored.chars().any(|c| c < ' ' || charset::is_special(c)) {
            flow.composer.text(stored, marks);
            return;
        }
        let mut words = String::with_capacity(stored.len());
        for c in stored.chars() {
            match c {
                '\t' | '\n' => {
                    flow.composer.text(&words, marks);
                    words.clear();
                    flow.composer.inline(if c == '\t' { Inline::Tab } else { Inline::LineBreak });
                }
                '\r' => {} // part of a line end
                _ => {
                    if let Some(kind) = charset::push_mapped(c, &mut words) {
                        self.warn(xml, kind);
                    }
                }
            }
        }
        flow.composer.text(&words, marks);
    }

    /// Characters as they are stored to what they mean, for text that is not in the flow.
    pub(super) fn mapped(&mut self, xml: &Xml<'_>, stored: &str) -> String {
        charset::line_of(stored, |kind| self.warn(xml, kind))
    }

    /// Reads paragraphs that stand where none are expected.
    pub(super) fn stray_list(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut inner = Flow::default();
        self.nested(xml, |reader, xml| match element.name() {
            "p" => reader.paragraph(xml, element, &mut inner),
            _ => reader.paragraphs(xml, element, &mut inner),
        });
        for block in self.finish(inner) {
            flow.composer.block(block, Anchoring::Floating);
        }
    }

    /// Reads an element that is not known: paragraphs and text inside it are kept.
    pub(super) fn unknown(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (blocks, _) = self.flow(xml, element, Flow::default());
        for block in blocks {
            flow.composer.block(block, Anchoring::Floating);
        }
    }
}

/// Tells where the lines of a paragraph stood when the file was saved.
fn lines(xml: &mut Xml<'_>, array: &Element<'_>, layout: &mut pages::Flow) {
    let mut line = LineSegment::default();
    if let Some(attributes) = xml.flat_attributes(array) {
        for (is_first, name, value) in attributes {
            if is_first {
                line.end(layout);
            }
            line.set(name, value);
        }
        line.end(layout);
        return;
    }
    while let Some(element) = xml.child_of(array) {
        element.attributes().for_each(|(name, value)| line.set(name, value));
        line.end(layout);
    }
}

/// A line of a paragraph (`lineseg`) under way.
#[derive(Debug, Default)]
struct LineSegment {
    top: Option<i32>,
    height: i32,
    below: i32,
}

impl LineSegment {
    fn set(&mut self, name: &str, value: &str) {
        match name {
            "vertpos" => self.top = value.parse().ok(),
            "vertsize" => self.height = value.parse().unwrap_or_default(),
            "spacing" => self.below = value.parse().unwrap_or_default(),
            _ => {} // where its text begins, and how it stands in its column
        }
    }

    /// Ends the line; the next one begins anew.
    fn end(&mut self, layout: &mut pages::Flow) {
        let LineSegment { top, height, below } = std::mem::take(self);
        top.into_iter().for_each(|top| layout.line(top, height, below));
    }
}

impl Properties {
    /// Finds the settings of a section. They stand in its first paragraph, but the number of that paragraph depends on
    /// them already, so that they are looked for before the section is read.
    fn find(text: &str, cx: &Context<'_>) -> Self {
        let mut properties = Properties::default();
        let Some((mut xml, root)) = super::root(text, cx) else { return properties };
        let Some(paragraph) = xml.child_of(&root) else { return properties };
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
                "footNotePr" => self.footnote_format = note_format(xml, &child),
                "endNotePr" => self.endnote_format = note_format(xml, &child),
                "masterPage" => self.master_pages.extend(child.attribute("idRef").map(std::borrow::Cow::into_owned)),
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

fn note_format(xml: &mut Xml<'_>, settings: &Element<'_>) -> Option<NumberFormat> {
    while let Some(child) = xml.child_of(settings) {
        if child.name() == "autoNumFormat" {
            return child.raw("type").and_then(NumberFormat::from_name);
        }
    }
    None
}
