//! What objects have in common: captions, and where they stand in the text; and what holds no text of its own.

use super::{Flow, Form, Reader};
use crate::container::xml::Xml;
use crate::document::{Block, Caption, Equation, Inline, Marks, Ruby, Text};
use crate::read::compose::{self, Anchoring, Composer, Opening, Position, Span};
use crate::read::equation;
use crate::warning::WarningKind;

/// What all objects have.
#[derive(Debug, Default)]
pub(crate) struct Common {
    pub(crate) position: Position,
    pub(crate) caption: Option<Caption>,
    /// As stored, with the sentences that the word processor makes.
    pub(crate) description: String,
    /// Where a click on the object leads.
    pub(crate) link: Option<String>,
    /// What was found in elements that are not known.
    pub(crate) strays: Vec<Block>,
}

/// The number of a span that is opened and closed around one inline; fields count from 1.
const OBJECT_LINK: u64 = 0;

impl<F: Form> Reader<'_, '_, F> {
    /// Puts an object with its caption where it is anchored.
    pub(crate) fn place(&mut self, xml: &Xml<'_>, content: Vec<Block>, common: Common, flow: &mut Flow) {
        flow.lead.end();
        let anchoring = common.position.anchoring();
        let blocks = compose::captioned(content, common.caption, self.origin);
        if common.link.is_some() && !blocks.is_empty() {
            self.warn(xml, WarningKind::NotConverted { what: "link of a drawing object" });
        }
        for block in blocks.into_iter().chain(common.strays) {
            flow.composer.block(block, anchoring);
        }
    }

    /// Puts an object that can stand in a line into it; one with a caption stands for itself.
    pub(crate) fn place_inline(&mut self, xml: &Xml<'_>, inline: Inline, common: Common, flow: &mut Flow) {
        let has_caption = common.caption.as_ref().is_some_and(|caption| !caption.blocks.is_empty());
        if has_caption {
            let content = self.paragraph_of(inline);
            return self.place(xml, content, common, flow);
        }
        flow.lead.end();
        match common.link {
            Some(target) => {
                flow.composer.open(OBJECT_LINK, Span::Link(target));
                flow.composer.inline(inline);
                flow.composer.close(OBJECT_LINK);
            }
            None => flow.composer.inline(inline),
        }
        for block in common.strays {
            flow.composer.block(block, Anchoring::Floating);
        }
    }

    /// A paragraph that holds one thing.
    pub(crate) fn paragraph_of(&self, inline: Inline) -> Vec<Block> {
        let mut composer = Composer::new();
        composer.begin(Opening { origin: self.origin, ..Opening::default() });
        composer.inline(inline);
        composer.finish()
    }

    /// Puts an equation where it stands.
    pub(crate) fn place_equation(&mut self, xml: &Xml<'_>, mut script: String, common: Common, flow: &mut Flow) {
        script.truncate(script.trim_end().len());
        if script.is_empty() {
            return self.place(xml, Vec::new(), common, flow);
        }
        let latex = equation::to_latex(&script);
        if latex.is_none() {
            self.warn(xml, WarningKind::EquationAsTyped);
        }
        self.place_inline(xml, Inline::Equation(Box::new(Equation { script, latex })), common, flow);
    }

    /// Adds text with a reading beside it (덧말), both as stored.
    pub(crate) fn add_ruby(&mut self, xml: &Xml<'_>, base: &str, ruby: &str, flow: &mut Flow, marks: Marks) {
        let (text, ruby) = (self.mapped(xml, base), self.mapped(xml, ruby));
        flow.lead.end();
        if !text.is_empty() || !ruby.is_empty() {
            flow.composer.inline(Inline::Ruby(Box::new(Ruby { base: Text { text: text.into(), marks }, ruby })));
        }
    }

    /// The lines of text art in a frame; they are divided by line ends or the pictures of them.
    pub(crate) fn text_art(&mut self, xml: &Xml<'_>, text: &str) -> Option<Block> {
        let mut composer = Composer::new();
        for line in text.split(['\u{240D}', '\u{240A}', '\r', '\n']) {
            composer.begin(Opening { origin: self.origin, ..Opening::default() });
            composer.text(&self.mapped(xml, line), Marks::NONE);
        }
        compose::frame(composer.finish(), self.origin)
    }
}
