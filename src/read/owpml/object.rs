//! Common parts of objects: captions, their position in the text, and elements without text of their own.

use super::{Flow, Form, Reader, Trace};
use crate::container::xml::Xml;
use crate::document::{Block, Blocks, Caption, Image, Inline, Marks, Size};
use crate::read::flow::builder::{Anchoring, Position, Span};
use crate::read::flow::drawing::{self, Sketch};
use crate::read::flow::extent::Clip;
use crate::read::flow::field;
use crate::read::flow::object::{self, Embedded, Shown};
use crate::read::flow::{linked, words};
use crate::warning::{Part, WarningKind};

/// What all objects have.
#[derive(Debug, Default)]
pub(crate) struct Common {
    pub(crate) position: Position,
    pub(crate) caption: Option<Caption>,
    /// As stored, with the sentences that the word processor makes.
    pub(crate) description: String,
    /// How large it is; none when that depends on the page.
    pub(crate) size: Option<Size>,
    /// Where a click on the object leads.
    pub(crate) link: Option<String>,
    /// What was found in elements that are not known.
    pub(crate) strays: Blocks,
}

/// The number of a span that is opened and closed around one inline; fields count from 1.
const OBJECT_LINK: u64 = 0;

impl<F: Form> Reader<'_, '_, F> {
    /// Puts an object with its caption where it is anchored.
    pub(crate) fn place(&mut self, xml: &Xml<'_>, content: Blocks, common: Common, flow: &mut Flow) {
        flow.lead.end();
        let anchoring = common.position.anchoring();
        let content = self.linked(xml, content, common.link.as_deref());
        object::place(content, common.caption, anchoring, self.origin, &mut flow.composer);
        for block in common.strays {
            flow.composer.block(block, anchoring);
        }
    }

    /// Begins the drawing of an object; gives back that of the object around it.
    pub(crate) fn begin_sketch(&mut self) -> Option<Sketch> {
        std::mem::replace(&mut self.sketch, self.cx.options.drawings.then(Sketch::default))
    }

    /// Ends the drawing of an object, and puts it before what the object holds.
    pub(crate) fn end_sketch(&mut self, outer: Option<Sketch>, common: &Common, content: Blocks) -> Blocks {
        let sketch = std::mem::replace(&mut self.sketch, outer);
        let alt = field::description(&common.description);
        let Some(image) = sketch.and_then(|sketch| drawing::image(sketch, &alt, &mut self.assets)) else {
            return content;
        };
        let image = object::paragraph_of(vec![Inline::Image(Box::new(image))], self.origin);
        image.into_iter().chain(content).collect()
    }

    /// Settles how large a picture is shown and which part of it, and adds one that is in a group to its drawing.
    pub(crate) fn settle_image(&mut self, image: &mut Image, size: Option<Size>, clip: Clip, group: Option<&Trace>) {
        image.size = group.map_or(size, Trace::size);
        image.crop = clip.crop(|| self.assets.pixels(image.asset));
        if let Some((trace, sketch)) = group.zip(self.sketch.as_mut()) {
            let (size, matrix) = trace.frame();
            sketch.add_picture(image, size, matrix);
        }
    }

    /// The content of an object, all of whose words lead where a click on it leads.
    pub(crate) fn linked(&mut self, xml: &Xml<'_>, mut content: Blocks, link: Option<&str>) -> Blocks {
        if let Some(target) = link
            && !linked::link_blocks(&mut content, target)
        {
            self.warn(xml, WarningKind::NotConverted { what: Part::WordlessLink });
        }
        content
    }

    /// Puts what can stand in a line into it; with a caption it stands for itself.
    pub(crate) fn place_inline(&mut self, xml: &Xml<'_>, content: Vec<Inline>, common: Common, flow: &mut Flow) {
        let has_caption = common.caption.as_ref().is_some_and(|caption| !caption.blocks.is_empty());
        if has_caption {
            let content = object::paragraph_of(content, self.origin);
            return self.place(xml, content, common, flow);
        }
        flow.lead.end();
        let is_link = common.link.is_some();
        if let Some(target) = common.link {
            flow.composer.open(OBJECT_LINK, Span::Link(target));
        }
        content.into_iter().for_each(|inline| flow.composer.inline(inline));
        if is_link {
            flow.composer.close(OBJECT_LINK);
        }
        for block in common.strays {
            flow.composer.block(block, Anchoring::Floating);
        }
    }

    /// Puts an equation where it stands.
    pub(crate) fn place_equation(&mut self, xml: &Xml<'_>, script: &str, common: Common, flow: &mut Flow) {
        match self.at(xml, |reader| object::equation(script, reader.cx)) {
            Some(equation) => self.place_inline(xml, vec![equation], common, flow),
            None => self.place(xml, Blocks::new(), common, flow),
        }
    }

    /// Puts an object of another program, which the file calls `key`, where it stands; `take_apart` finds and opens it.
    pub(crate) fn place_embedded(
        &mut self,
        xml: &Xml<'_>,
        key: Option<String>,
        common: Common,
        flow: &mut Flow,
        take_apart: impl FnOnce(&F, &mut crate::read::Context<'_>) -> Option<Embedded>,
    ) {
        let alt = field::description(&common.description);
        let shown = self.at(xml, |Reader { form, cx, assets, .. }| {
            object::embedded(key, &alt, common.size, assets, cx, |cx| take_apart(form, cx))
        });
        match shown {
            Shown::Blocks(blocks) => self.place(xml, blocks, common, flow),
            Shown::Line(content) => self.place_inline(xml, content, common, flow),
        }
    }

    /// Adds text with a reading beside it (덧말), both as stored.
    pub(crate) fn add_ruby(&mut self, xml: &Xml<'_>, base: &str, ruby: &str, flow: &mut Flow, marks: Marks) {
        self.at(xml, |reader| words::add_ruby(base, ruby, marks, &mut flow.lead, &mut flow.composer, reader.cx));
    }

    /// The lines of text art in a frame.
    pub(crate) fn text_art(&mut self, xml: &Xml<'_>, text: &str) -> Option<Block> {
        self.at(xml, |reader| object::text_art(text, reader.origin, reader.cx))
    }
}
