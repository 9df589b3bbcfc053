//! Common parts of HWPX and HWPML: both are XML forms of one model, with other names for its elements.
//!
//! | file | reads |
//! |---|---|
//! | `markup` | lists of paragraphs, and text with what stands in it |
//! | `note` | notes, comments, furniture, automatic numbers |
//! | `object` | captions, and where objects stand |
//! | `trace` | shapes: how large they are, where they lie, how they look |
//!
//! Each reader names its elements and attributes, and calls what is here with what it found.

mod note;
mod object;
pub(crate) mod trace;

use crate::container::xml::{Element, Event, Xml};
use crate::document::{Blocks, Furniture, Inline, Marks, Origin};
use crate::read::Context;
use crate::read::assets::Assets;
use crate::read::charset;
use crate::read::flow::builder::{Anchoring, Composer};
use crate::read::flow::drawing::Sketch;
use crate::read::flow::note::Lead;
use crate::read::flow::number::Numbers;
use crate::read::flow::open_spans::Open;
use crate::read::layout;
use crate::read::style::numbering::Counters;
use crate::warning::WarningKind;

pub(crate) use self::object::Common;
pub(crate) use self::trace::Trace;

/// Reads a body in one of the forms, paragraph after paragraph.
pub(crate) struct Reader<'r, 'o, F> {
    pub(crate) cx: &'r mut Context<'o>,
    pub(crate) assets: Assets<String>,
    /// Paragraph numbers; body, cells and text boxes share them.
    pub(crate) counters: Counters,
    pub(crate) numbers: Numbers,
    /// Of the section under way.
    pub(crate) furniture: Vec<Furniture>,
    /// Whether what is read stands on every page.
    pub(crate) is_furniture: bool,
    /// The top-level paragraph that everything inside it comes from.
    pub(crate) origin: Origin,
    /// The shapes of the group under way, when drawings are wanted.
    pub(crate) sketch: Option<Sketch>,
    /// What only this form has.
    pub(crate) form: F,
}

/// One of the forms: what cannot be read without its names.
pub(crate) trait Form: Sized {
    /// Name of the element that is a paragraph.
    const PARAGRAPH: &'static str;

    fn paragraph(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow);

    /// Reads the children of a section, a list of paragraphs, or whatever holds paragraphs.
    fn paragraphs(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, list: &Element<'_>, flow: &mut Flow);

    /// Reads the beginning or end of a tracked change.
    fn change(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, element: &Element<'_>, flow: &mut Flow);

    /// Adds characters as they are stored; the forms differ in what a line end is.
    fn words(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks);
}

/// A list of paragraphs under way.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) composer: Composer,
    /// Fields and tracked changes that are open now.
    pub(crate) open: Open,
    pub(crate) lead: Lead,
    /// Where its lines stood; HWPML does not tell.
    pub(crate) layout: layout::Flow,
    /// Whether this is the body itself and not a list inside an object.
    pub(crate) is_body: bool,
}

impl Flow {
    /// Closes what is still open in the list, and hands its blocks over.
    pub(crate) fn finish(mut self) -> Blocks {
        self.open.finish(&mut self.composer);
        self.composer.finish()
    }

    /// The same for the list of a cell.
    pub(crate) fn finish_cell(mut self) -> Blocks {
        self.open.finish(&mut self.composer);
        self.composer.take_blocks()
    }

    /// Adds a tabulator or a line break.
    fn blank(&mut self, inline: Inline) {
        if !self.lead.swallows_blank() {
            self.composer.inline(inline);
        }
    }
}

impl<'r, 'o, F: Form> Reader<'r, 'o, F> {
    pub(crate) fn new(cx: &'r mut Context<'o>, form: F) -> Self {
        Reader {
            cx,
            assets: Assets::new(),
            counters: Counters::new(),
            numbers: Numbers::default(),
            furniture: Vec::new(),
            is_furniture: false,
            origin: Origin::default(),
            sketch: None,
            form,
        }
    }

    /// Enters what was wrong with the XML itself.
    pub(crate) fn enter_faults(&mut self, xml: &Xml<'_>) {
        self.cx.place.offset = Some(xml.position());
        self.cx.enter_faults(xml);
        self.cx.place.offset = None;
    }

    /// Enters a warning at the element where the cursor stands.
    pub(crate) fn warn(&mut self, xml: &Xml<'_>, kind: WarningKind) {
        self.cx.place.offset = Some(xml.position());
        self.cx.warn(kind);
        self.cx.place.offset = None;
    }

    /// Runs `inner`, whose warnings stand at the element where the cursor is.
    pub(crate) fn at<T>(&mut self, xml: &Xml<'_>, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.cx.place.offset = Some(xml.position());
        let result = inner(self);
        self.cx.place.offset = None;
        result
    }

    /// Enters that an element is not known.
    pub(crate) fn warn_unknown(&mut self, xml: &Xml<'_>, element: &Element<'_>) {
        self.warn(xml, WarningKind::UnknownRecord { tag: element.name().to_owned() });
    }

    pub(crate) fn paragraph(&mut self, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow) {
        F::paragraph(self, xml, paragraph, flow);
    }

    /// Reads the children of a section, a list of paragraphs, or whatever holds paragraphs.
    pub(crate) fn paragraphs(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, flow: &mut Flow) {
        F::paragraphs(self, xml, list, flow);
    }

    /// Adds characters as they are stored.
    pub(crate) fn words(&mut self, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks) {
        F::words(self, xml, stored, flow, marks);
    }

    /// Reads a list of paragraphs, one level deeper than what it stands in.
    pub(crate) fn list(&mut self, xml: &mut Xml<'_>, list: &Element<'_>) -> Blocks {
        self.flow(xml, list, Flow::default()).0
    }

    /// Reads a list of paragraphs into a flow of its own, and gives back its blocks and what its lead has become.
    pub(crate) fn flow(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, mut flow: Flow) -> (Blocks, Lead) {
        self.nested(xml, |reader, xml| reader.paragraphs(xml, list, &mut flow));
        let lead = std::mem::take(&mut flow.lead);
        (flow.finish(), lead)
    }

    /// Reads a list of paragraphs whose numbers are counted apart from the body's.
    fn apart(&mut self, xml: &mut Xml<'_>, list: &Element<'_>, flow: Flow) -> (Blocks, Lead) {
        let counters = std::mem::replace(&mut self.counters, Counters::new());
        let read = self.flow(xml, list, flow);
        self.counters = counters;
        read
    }

    /// Runs `inner` one level deeper; at the nesting limit enters a warning instead, and what lies deeper is passed
    /// over.
    pub(crate) fn nested(&mut self, xml: &mut Xml<'_>, inner: impl FnOnce(&mut Self, &mut Xml<'_>)) {
        if let Err(limit) = self.cx.budget.enter() {
            self.warn(xml, WarningKind::LimitMet(limit));
            return;
        }
        inner(self, xml);
        self.cx.budget.leave();
    }

    /// Reads paragraphs that stand where none are expected, or an element that is not known: words inside are kept.
    pub(crate) fn stray(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut inner = Flow::default();
        self.nested(xml, |reader, xml| match element.name() {
            name if name == F::PARAGRAPH => reader.paragraph(xml, element, &mut inner),
            _ => reader.paragraphs(xml, element, &mut inner),
        });
        for block in inner.finish() {
            flow.composer.block(block, Anchoring::Floating);
        }
    }

    /// Reads text with what stands in it, which both forms call by the same names, HWPML in capitals. All text between
    /// children belongs to it.
    pub(crate) fn text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        while let Some(event) = xml.next_in(element) {
            let child = match event {
                Event::Text(text) => {
                    self.words(xml, &text, flow, marks);
                    continue;
                }
                Event::Start(child) => child,
            };
            match child.name() {
                "tab" | "TAB" => flow.blank(Inline::Tab),
                "lineBreak" | "LINEBREAK" => flow.blank(Inline::LineBreak),
                "nbSpace" | "NBSPACE" => self.words(xml, "\u{A0}", flow, marks),
                "fwSpace" | "FWSPACE" => self.words(xml, " ", flow, marks),
                // The misspelling is that of Hancom's programs.
                "hypen" | "hyphen" | "HYPEN" | "HYPHEN" => self.words(xml, "-", flow, marks),
                "insertBegin" | "insertEnd" | "deleteBegin" | "deleteEnd" => F::change(self, xml, &child, flow),
                "INSERTBEGIN" | "INSERTEND" | "DELETEBEGIN" | "DELETEEND" => F::change(self, xml, &child, flow),
                // Marks for tables of contents, and highlighting, for which the model has no word.
                "titleMark" | "markpenBegin" | "markpenEnd" => {}
                "TITLEMARK" | "MARKPENBEGIN" | "MARKPENEND" => {}
                _ => {
                    self.warn_unknown(xml, &child);
                    self.nested(xml, |reader, xml| reader.text(xml, &child, flow, marks));
                }
            }
        }
    }

    /// Characters as they are stored to what they mean, for text that is not in the flow.
    pub(crate) fn mapped(&mut self, xml: &Xml<'_>, stored: &str) -> String {
        charset::line_of(stored, |kind| self.warn(xml, kind))
    }
}
