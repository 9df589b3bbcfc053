//! Objects that are neither table nor drawing: pictures, equations, embedded objects, ruby, overlaps; and what all
//! objects have in common (`SHAPEOBJECT`).

use super::section::{Flow, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Block, Caption, Equation, Inline, Marks, Ruby, Text};
use crate::read::compose::{self, Anchoring, Composer, Opening, Position};
use crate::read::{charset, equation, field};
use crate::warning::WarningKind;

/// What all objects have.
#[derive(Debug, Default)]
pub(super) struct Common {
    position: Position,
    pub(super) caption: Option<Caption>,
    /// As stored, with the sentences that the word processor makes.
    description: String,
    /// What was found in elements that are not known.
    strays: Vec<Block>,
}

impl Common {
    fn read_position(&mut self, element: &Element<'_>) {
        // Offsets are written without sign by some versions: 4294966461 is -835.
        let offset = element.number::<i64>("VertOffset").unwrap_or_default();
        self.position = Position {
            in_line: element.flag("TreatAsChar"),
            from_paragraph: element.raw("VertRelTo") == Some("Para"),
            at_bottom: element.raw("VertAlign") == Some("Bottom"),
            vertical_offset: i32::try_from(offset).unwrap_or(-1),
            ..self.position
        };
    }
}

impl Reader<'_, '_> {
    /// Reads a child that all objects can have, or that no object has.
    pub(super) fn common(&mut self, xml: &mut Xml<'_>, child: &Element<'_>, common: &mut Common) {
        match child.name() {
            "SHAPEOBJECT" => self.shape_object(xml, child, common),
            name if super::shape::is_layout(name) => {}
            _ => self.common_stray(xml, child, common),
        }
    }

    fn common_stray(&mut self, xml: &mut Xml<'_>, child: &Element<'_>, common: &mut Common) {
        self.warn_unknown(xml, child);
        let blocks = self.list(xml, child);
        common.strays.extend(blocks);
    }

    fn shape_object(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, common: &mut Common) {
        common.position.top_and_bottom = element.raw("TextWrap") == Some("TopAndBottom");
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "POSITION" => common.read_position(&child),
                "SHAPECOMMENT" => common.description = xml.text_of(&child),
                "CAPTION" => {
                    let before = matches!(child.raw("Side"), Some("Left" | "Top"));
                    common.caption = Some(Caption { before, blocks: self.list(xml, &child) });
                }
                "SIZE" | "OUTSIDEMARGIN" | "PARAMETERSET" => {} // layout
                _ => self.common_stray(xml, &child, common),
            }
        }
    }

    /// Puts an object with its caption where it is anchored.
    pub(super) fn place(&mut self, content: Vec<Block>, common: Common, flow: &mut Flow) {
        let anchoring = common.position.anchoring();
        let blocks = compose::captioned(content, common.caption, self.origin);
        for block in blocks.into_iter().chain(common.strays) {
            flow.composer.block(block, anchoring);
        }
    }

    /// Puts an object that can stand in a line into it; one with a caption stands for itself.
    fn place_inline(&mut self, inline: Inline, common: Common, flow: &mut Flow) {
        let has_caption = common.caption.as_ref().is_some_and(|caption| !caption.blocks.is_empty());
        if has_caption {
            return self.place(self.paragraph_of(inline), common, flow);
        }
        flow.composer.inline(inline);
        for block in common.strays {
            flow.composer.block(block, Anchoring::Floating);
        }
    }

    /// A paragraph that holds one thing.
    pub(super) fn paragraph_of(&self, inline: Inline) -> Vec<Block> {
        let mut composer = Composer::new();
        composer.begin(Opening { origin: self.origin, ..Opening::default() });
        composer.inline(inline);
        composer.finish()
    }

    pub(super) fn picture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (image, common) = self.image(xml, element);
        self.place_inline(image, common, flow);
    }

    /// Reads a picture.
    pub(super) fn image(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> (Inline, Common) {
        let mut common = Common::default();
        let mut number = None;
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "IMAGE" => number = child.number("BinItem"),
                _ => self.common(xml, &child, &mut common),
            }
        }
        self.cx.place.offset = Some(xml.position());
        let file = self.file;
        let alt = field::description(&common.description);
        let image = file.tail.image(number, alt, &file.head, &mut self.assets, self.cx);
        self.cx.place.offset = None;
        (Inline::Image(Box::new(image)), common)
    }

    pub(super) fn equation(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        let mut script = String::new();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "SCRIPT" => script = xml.text_of(&child),
                _ => self.common(xml, &child, &mut common),
            }
        }
        script.truncate(script.trim_end().len());
        if script.is_empty() {
            return self.place(Vec::new(), common, flow);
        }
        let latex = equation::to_latex(&script);
        if latex.is_none() {
            self.warn(xml, WarningKind::EquationAsTyped);
        }
        self.place_inline(Inline::Equation(Box::new(Equation { script, latex })), common, flow);
    }

    /// Passes over an embedded object of another program, but for its caption.
    pub(super) fn embedded(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        self.warn(xml, WarningKind::NotConverted { what: "embedded object" });
        self.place(Vec::new(), common, flow);
    }

    /// Reads text with a reading beside it (덧말). The text stands here only.
    pub(super) fn ruby(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let (mut base, mut ruby) = (String::new(), String::new());
        while let Some(child) = xml.child_of(element) {
            let text = xml.text_of(&child);
            match child.name() {
                "MAINTEXT" => base = self.mapped(xml, &text),
                "SUBTEXT" => ruby = self.mapped(xml, &text),
                _ => self.warn_unknown(xml, &child),
            }
        }
        if !base.is_empty() || !ruby.is_empty() {
            flow.composer.inline(Inline::Ruby(Box::new(Ruby { base: Text { text: base, marks }, ruby })));
        }
    }

    /// Reads characters that stand on each other (글자 겹침): in an attribute or as text, depending on the version.
    pub(super) fn overlap(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let names = ["ComposeText", "Text", "Chars"];
        let attribute = names.into_iter().find_map(|name| element.attribute(name));
        let text = xml.text_of(element);
        let text = attribute.unwrap_or(text.trim().into());
        let border = border_kind(element.raw("CircleType").unwrap_or_default());
        flow.composer.text(&charset::overlap(&text, border), marks);
    }
}

/// The border around overlapped characters by its number in HWP 5.
fn border_kind(name: &str) -> u8 {
    match name {
        "ShapeCircle" => 1,
        "ShapeReversalCircle" => 2,
        "ShapeRectangle" => 3,
        "ShapeReversalRectangle" => 4,
        // The misspelling is that of Hancom's programs.
        "ShapeTriangle" | "ShapeTirangle" => 5,
        "ShapeReversalTriangle" | "ShapeReversalTirangle" => 6,
        "ShapeLight" => 7,
        "ShapeRhombus" => 8,
        "ShapeReversalRhombus" => 9,
        "ShapeLittleRectangle" | "ShapeRoundedRectangle" => 10,
        name if name.starts_with("Shape") => 11,
        _ => 0, // no border
    }
}
