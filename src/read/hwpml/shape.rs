//! Drawing objects: text boxes, lines and figures, groups of them, and text art.
//!
//! Of a drawing object only text and pictures are read; one that has neither nor a caption is left out on purpose, as it
//! says nothing that text could say.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{Block, Marks};
use crate::read::compose;
use crate::read::markup::{Common, Flow, Reader};

pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "RECTANGLE"
            | "ELLIPSE"
            | "POLYGON"
            | "LINE"
            | "ARC"
            | "CURVE"
            | "CONNECTLINE"
            | "CONTAINER"
            | "TEXTART"
            | "UNKNOWNOBJECT"
    )
}

/// Whether a child of an object says only how it looks and where it stands.
pub(super) fn is_layout(name: &str) -> bool {
    matches!(
        name,
        "SHAPECOMPONENT"
            | "LINESHAPE"
            | "FILLBRUSH"
            | "SHADOW"
            | "INSIDEMARGIN"
            | "IMAGERECT"
            | "IMAGECLIP"
            | "IMAGEDIM"
            | "EFFECTS"
            | "POINT"
            | "SEGMENT"
            | "TEXTARTSHAPE"
            | "OUTLINEDATA"
            | "PARAMETERSET"
    )
}

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads a drawing object that is anchored in text.
    pub(super) fn shape_in_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        let mut content = Vec::new();
        self.nested(xml, |reader, xml| reader.shape(xml, element, &mut common, &mut content));
        self.place(xml, content, common, flow);
    }

    /// Reads a drawing object and adds what it holds.
    fn shape(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, common: &mut Common, out: &mut Vec<Block>) {
        if element.name() == "TEXTART" {
            let text = element.attribute("Text").unwrap_or_default();
            out.extend(self.text_art(xml, &text));
        }
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "DRAWINGOBJECT" => self.nested(xml, |reader, xml| reader.shape(xml, &child, common, out)),
                "DRAWTEXT" => {
                    let blocks = self.draw_text(xml, &child);
                    out.extend(compose::frame(blocks, self.origin));
                }
                "PICTURE" => {
                    let (image, inner) = self.image(xml, &child);
                    let picture = self.paragraph_of(image);
                    out.extend(compose::captioned(picture, inner.caption, self.origin));
                }
                name if is_shape(name) => {
                    let mut inner = Common::default();
                    let mut content = Vec::new();
                    self.nested(xml, |reader, xml| reader.shape(xml, &child, &mut inner, &mut content));
                    out.extend(compose::captioned(content, inner.caption, self.origin));
                }
                "EQUATION" | "TABLE" | "OLE" => {
                    let mut flow = Flow::default();
                    self.nested(xml, |reader, xml| reader.content(xml, &child, &mut flow, Marks::NONE));
                    out.extend(flow.finish());
                }
                _ => self.common(xml, &child, common),
            }
        }
    }

    fn draw_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Vec<Block> {
        let mut flow = Flow::default();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "PARALIST" => self.nested(xml, |reader, xml| reader.paragraphs(xml, &child, &mut flow)),
                "TEXTMARGIN" => {} // layout
                _ => self.nested(xml, |reader, xml| reader.content(xml, &child, &mut flow, Marks::NONE)),
            }
        }
        flow.finish()
    }
}
