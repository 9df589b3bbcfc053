//! `BODY`: sections, paragraphs, runs (`TEXT`) and text (`CHAR`).

use super::head::{CharacterShape, Heading, ParagraphShape};
use super::{File, Settings, form, shape};
use crate::container::xml::{Element, Event, Xml};
use crate::document::{Block, BreakKind, Furniture, Inline, Label, LabelKind, Marks, Origin, Section};
use crate::read::Context;
use crate::read::assets::Assets;
use crate::read::charset;
use crate::read::compose::{Anchoring, Composer, Opening};
use crate::read::note::{Lead, Numbers};
use crate::read::numbering::Counters;
use crate::read::open::Open;
use crate::warning::WarningKind;

/// Reads the body.
pub(super) struct Reader<'r, 'o> {
    pub(super) cx: &'r mut Context<'o>,
    pub(super) file: &'r File<'r>,
    pub(super) assets: Assets<String>,
    /// Paragraph numbers; body, cells and text boxes share them.
    pub(super) counters: Counters,
    pub(super) numbers: Numbers,
    /// Of the section under way.
    pub(super) settings: Settings,
    pub(super) furniture: Vec<Furniture>,
    /// Whether what is read stands on every page.
    pub(super) is_furniture: bool,
    /// The top-level paragraph that everything inside it comes from.
    pub(super) origin: Origin,
}

/// A list of paragraphs under way.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) composer: Composer,
    /// Fields and tracked changes that are open now.
    pub(super) open: Open,
    pub(super) lead: Lead,
    /// Whether this is the body itself and not a list inside an object.
    pub(super) is_body: bool,
}

impl<'r, 'o> Reader<'r, 'o> {
    pub(super) fn new(file: &'r File<'r>, cx: &'r mut Context<'o>) -> Self {
        Reader {
            cx,
            file,
            assets: Assets::new(),
            counters: Counters::new(),
            numbers: Numbers::default(),
            settings: Settings::default(),
            furniture: Vec::new(),
            is_furniture: false,
            origin: Origin::default(),
        }
    }

    /// Reads all sections; none when there is no body.
    pub(super) fn body(&mut self, xml: &mut Xml<'_>) -> Vec<Section> {
        let mut sections = Vec::new();
        let Some(root) = xml.root() else { return sections };
        while let Some(child) = xml.child_of(&root) {
            match child.name() {
                "BODY" => {
                    while let Some(section) = xml.child_of(&child) {
                        let section = self.section(xml, &section, sections.len());
                        sections.push(section);
                    }
                }
                "HEAD" | "TAIL" => {} // read before
                name => self.warn(xml, WarningKind::UnknownRecord { tag: name.to_owned() }),
            }
        }
        sections
    }

    fn section(&mut self, xml: &mut Xml<'_>, section: &Element<'_>, index: usize) -> Section {
        self.settings = self.file.sections.get(index).copied().unwrap_or_default();
        self.origin = Origin { section: u32::try_from(index).unwrap_or(u32::MAX), ..Origin::default() };
        let mut flow = Flow { is_body: true, ..Flow::default() };
        self.paragraphs(xml, section, &mut flow);
        let blocks = self.finish(flow);
        Section { blocks, furniture: std::mem::take(&mut self.furniture) }
    }

    pub(super) fn enter_faults(&mut self, xml: &Xml<'_>) {
        xml.faults().for_each(|fault| self.warn(xml, fault));
    }

    /// Enters a warning at the element where the cursor stands.
    pub(super) fn warn(&mut self, xml: &Xml<'_>, kind: WarningKind) {
        self.cx.place.offset = Some(xml.position());
        self.cx.warn(kind);
        self.cx.place.offset = None;
    }

    /// Enters that an element is not known.
    pub(super) fn warn_unknown(&mut self, xml: &Xml<'_>, element: &Element<'_>) {
        self.warn(xml, WarningKind::UnknownRecord { tag: element.name().to_owned() });
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

    /// Reads a list of paragraphs whose numbers are counted apart from the body's.
    pub(super) fn apart(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, flow: Flow) -> (Vec<Block>, Lead) {
        let counters = std::mem::replace(&mut self.counters, Counters::new());
        let read = self.flow(xml, list, flow);
        self.counters = counters;
        read
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
        let mut count = 0;
        while let Some(child) = xml.child_of(list) {
            match child.name() {
                "P" => {
                    if flow.is_body {
                        self.origin.paragraph = count;
                        count = count.saturating_add(1);
                    }
                    self.paragraph(xml, &child, flow);
                }
                "PARALIST" => self.nested(xml, |reader, xml| reader.paragraphs(xml, &child, flow)),
                _ => self.nested(xml, |reader, xml| reader.content(xml, &child, flow, Marks::NONE)),
            }
        }
    }

    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow) {
        let shape = self.file.head.paragraph(paragraph.number("ParaShape"), paragraph.number("Style"));
        let mut opening = self.opening(shape);
        let is_first = self.origin.section == 0 && self.origin.paragraph == 0;
        if flow.is_body && !is_first {
            opening.break_before = if paragraph.flag("PageBreak") || shape.breaks_page {
                Some(BreakKind::Page)
            } else {
                paragraph.flag("ColumnBreak").then_some(BreakKind::Column)
            };
        }
        flow.composer.begin(opening);
        while let Some(child) = xml.child_of(paragraph) {
            match child.name() {
                "TEXT" => self.run(xml, &child, flow),
                _ => self.nested(xml, |reader, xml| reader.content(xml, &child, flow, Marks::NONE)),
            }
        }
        flow.composer.end();
    }

    fn opening(&mut self, shape: ParagraphShape) -> Opening {
        let id = match shape.heading {
            Heading::Outline if shape.list == 0 => self.settings.outline,
            Heading::None | Heading::Outline | Heading::Number | Heading::Bullet => shape.list,
        };
        let text = match shape.heading {
            Heading::None => None,
            Heading::Outline | Heading::Number => {
                let number = |numbering| self.counters.next(id, numbering, shape.level.into());
                self.file.head.numbering(id).map(number)
            }
            Heading::Bullet => Some(charset::bullet(self.file.head.bullet(id))),
        };
        let kind = if shape.heading == Heading::Bullet { LabelKind::Bullet } else { LabelKind::Number };
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Opening {
            heading: (shape.heading == Heading::Outline).then(|| shape.level.saturating_add(1).min(10)),
            label: text.map(|text| Box::new(Label { kind, text, level: shape.level })),
            align: shape.align,
            indent: shape.indent,
            origin: self.origin,
            break_before: None,
        }
    }

    fn run(&mut self, xml: &mut Xml<'_>, run: &Element<'_>, flow: &mut Flow) {
        let CharacterShape { marks, size } =
            run.number("CharShape").map(|id| self.file.head.characters(id)).unwrap_or_default();
        while let Some(child) = xml.child_of(run) {
            flow.composer.size(size);
            self.content(xml, &child, flow, marks);
        }
    }

    /// Reads whatever stands in a run, or where a run could stand.
    pub(super) fn content(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        match element.name() {
            "CHAR" => self.text(xml, element, flow, marks),
            "TEXT" => self.nested(xml, |reader, xml| reader.run(xml, element, flow)),
            "TABLE" => self.table(xml, element, flow),
            "PICTURE" => self.picture(xml, element, flow),
            "EQUATION" => self.equation(xml, element, flow),
            "OLE" => self.embedded(xml, element, flow),
            "DUTMAL" => self.ruby(xml, element, flow, marks),
            "COMPOSE" => self.overlap(xml, element, flow, marks),
            name if shape::is_shape(name) => self.shape_in_text(xml, element, flow),
            name if form::is_form(name) => self.form(xml, element, flow, marks),
            _ => self.control(xml, element, flow, marks),
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
                "TAB" => self.inline(flow, Inline::Tab),
                "LINEBREAK" => self.inline(flow, Inline::LineBreak),
                "NBSPACE" => self.words(xml, "\u{A0}", flow, marks),
                "FWSPACE" => self.words(xml, " ", flow, marks),
                "HYPEN" | "HYPHEN" => self.words(xml, "-", flow, marks),
                "INSERTBEGIN" | "INSERTEND" | "DELETEBEGIN" | "DELETEEND" => self.change(xml, &child, flow),
                // Marks for tables of contents, and highlighting, for which the model has no word.
                "TITLEMARK" | "MARKPENBEGIN" | "MARKPENEND" => {}
                _ => {
                    self.warn_unknown(xml, &child);
                    self.nested(xml, |reader, xml| reader.text(xml, &child, flow, marks));
                }
            }
        }
    }

    /// Adds a tabulator or a line break.
    fn inline(&mut self, flow: &mut Flow, inline: Inline) {
        if !flow.lead.swallows_blank() {
            flow.composer.inline(inline);
        }
    }

    /// Adds characters as they are stored.
    pub(super) fn words(&mut self, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks) {
        let stored = flow.lead.strip(stored);
        if !stored.chars().any(|c| c < ' ' || charset::is_special(c)) {
            return flow.composer.text(stored, marks);
        }
        for (index, line) in stored.split(['\n', '\r']).filter(|line| !line.is_empty()).enumerate() {
            if index > 0 {
                flow.composer.inline(Inline::LineBreak);
            }
            for (index, piece) in line.split('\t').enumerate() {
                if index > 0 {
                    flow.composer.inline(Inline::Tab);
                }
                let words = self.mapped(xml, piece);
                flow.composer.text(&words, marks);
            }
        }
    }

    /// Characters as they are stored to what they mean.
    pub(super) fn mapped(&mut self, xml: &Xml<'_>, stored: &str) -> String {
        charset::line_of(stored, |kind| self.warn(xml, kind))
    }

    /// Reads paragraphs that stand where none are expected, or an element that is not known: words inside are kept.
    pub(super) fn stray(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut inner = Flow::default();
        self.nested(xml, |reader, xml| match element.name() {
            "P" => reader.paragraph(xml, element, &mut inner),
            _ => reader.paragraphs(xml, element, &mut inner),
        });
        for block in self.finish(inner) {
            flow.composer.block(block, Anchoring::Floating);
        }
    }
}
