//! Objects that are neither table nor drawing: pictures, equations, embedded objects, ruby, overlaps; and what all
//! objects have in common (`SHAPEOBJECT`).

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{Caption, Inline, Marks};
use crate::read::compose::Position;
use crate::read::markup::{Common, Flow, Reader};
use crate::read::{charset, field};
use crate::warning::WarningKind;

fn read_position(element: &Element<'_>, position: &mut Position) {
    // Offsets are written without sign by some versions: 4294966461 is -835.
    let offset = element.number::<i64>("VertOffset").unwrap_or_default();
    *position = Position {
        in_line: element.flag("TreatAsChar"),
        from_paragraph: element.raw("VertRelTo") == Some("Para"),
        at_bottom: element.raw("VertAlign") == Some("Bottom"),
        vertical_offset: i32::try_from(offset).unwrap_or(-1),
        ..*position
    };
}

impl Reader<'_, '_, Hwpml<'_>> {
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
                "POSITION" => read_position(&child, &mut common.position),
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

    pub(super) fn picture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (image, common) = self.image(xml, element);
        self.place_inline(xml, image, common, flow);
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
        let file = self.form.file;
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
        self.place_equation(xml, script, common, flow);
    }

    /// Passes over an embedded object of another program, but for its caption.
    pub(super) fn embedded(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        self.warn(xml, WarningKind::NotConverted { what: "embedded object" });
        self.place(xml, Vec::new(), common, flow);
    }

    /// Reads text with a reading beside it (덧말). The text stands here only.
    pub(super) fn ruby(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let (mut base, mut ruby) = (String::new(), String::new());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "MAINTEXT" => base = xml.text_of(&child),
                "SUBTEXT" => ruby = xml.text_of(&child),
                _ => self.warn_unknown(xml, &child),
            }
        }
        self.add_ruby(xml, &base, &ruby, flow, marks);
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
