//! Objects that are neither table nor drawing: pictures, equations, embedded objects, ruby, overlaps; and what all
//! objects have in common (`SHAPEOBJECT`).

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{Caption, Inline, Marks, Size};
use crate::read::flow::builder::Position;
use crate::read::flow::extent::Clip;
use crate::read::flow::{field, words};
use crate::read::ole;
use crate::read::owpml::{Common, Flow, Reader, Trace};

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

/// Reads `SIZE`, unless its sides are parts of the paper, page, column or paragraph.
fn read_size(element: &Element<'_>) -> Option<Size> {
    let is_absolute = |name| matches!(element.raw(name), None | Some("Absolute"));
    let [width, height] = element.numbers(["Width", "Height"]);
    Size::new(width?, height?).filter(|_| is_absolute("WidthRelTo") && is_absolute("HeightRelTo"))
}

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads a child that all objects can have, or that no object has.
    pub(super) fn common(&mut self, xml: &mut Xml<'_>, child: &Element<'_>, common: &mut Common) {
        match child.name() {
            "SHAPEOBJECT" => self.shape_object(xml, child, common),
            "SHAPECOMPONENT" => {
                common.link = child.attribute("HRef").and_then(|href| field::hyperlink_target(&href));
            }
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
                "SIZE" => common.size = read_size(&child),
                "OUTSIDEMARGIN" | "PARAMETERSET" => {} // layout
                _ => self.common_stray(xml, &child, common),
            }
        }
    }

    pub(super) fn picture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (image, common) = self.image(xml, element, false);
        self.place_inline(xml, vec![image], common, flow);
    }

    /// Reads a picture.
    pub(super) fn image(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, in_group: bool) -> (Inline, Common) {
        let mut common = Common::default();
        let (mut number, mut clip, mut trace) = (None, Clip::default(), Trace::default());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "IMAGE" => number = child.number("BinItem"),
                "IMAGECLIP" => {
                    let edges = child.numbers(["Left", "Top", "Right", "Bottom"]);
                    let [left, top, right, bottom] = edges.map(Option::unwrap_or_default);
                    clip = Clip { left, top, right, bottom, ..clip };
                }
                "IMAGEDIM" => {
                    let [width, height] = child.numbers(["DimWidth", "DimHeight"]).map(Option::unwrap_or_default);
                    clip.whole = (width, height);
                }
                "SHAPECOMPONENT" if in_group => {
                    self.common(xml, &child, &mut common);
                    trace.read(xml, &child);
                }
                _ => self.common(xml, &child, &mut common),
            }
        }
        self.cx.place.offset = Some(xml.position());
        let file = self.form.file;
        let alt = field::description(&common.description);
        let mut image = file.tail.image(number, alt, &file.head, &mut self.assets, self.cx);
        self.settle_image(&mut image, common.size, clip, in_group.then_some(&trace));
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
        self.place_equation(xml, &script, common, flow);
    }

    /// Reads an embedded object of another program: a chart, or the file that it is with the picture that shows it.
    pub(super) fn embedded(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        let (file, origin) = (self.form.file, self.origin);
        let id = file.tail.id(element.number("BinItem"), &file.head);
        self.place_embedded(xml, id.clone(), common, flow, |_, cx| {
            let data = file.tail.data(&id?, cx)?;
            Some(ole::read(data, origin, cx))
        });
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
        words::add_overlap(&text, border, marks, &mut flow.lead, &mut flow.composer);
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
