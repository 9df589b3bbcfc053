//! Drawing objects: text boxes, lines and figures, groups of them, and text art.
//!
//! Of a drawing object only text and pictures are read; one that has neither nor a caption is left out on purpose, as it
//! says nothing that text could say.

use super::object;
use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{Block, Caption, Marks};
use crate::read::compose;
use crate::read::markup::{Common, Flow, Reader};

pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "rect"
            | "ellipse"
            | "polygon"
            | "line"
            | "arc"
            | "curve"
            | "connectLine"
            | "container"
            | "textart"
            | "unknownShape"
    )
}

/// Whether a child of an object says only how it looks and where it stands.
fn is_layout(name: &str) -> bool {
    matches!(
        name,
        "sz" | "outMargin"
            | "inMargin"
            | "offset"
            | "orgSz"
            | "curSz"
            | "flip"
            | "rotationInfo"
            | "renderingInfo"
            | "lineShape"
            | "fillBrush"
            | "shadow"
            | "pt"
            | "pt0"
            | "pt1"
            | "pt2"
            | "pt3"
            | "seg"
            | "startPt"
            | "endPt"
            | "controlPoints"
            | "center"
            | "ax1"
            | "ax2"
            | "start1"
            | "start2"
            | "end1"
            | "end2"
            | "textartPr"
            | "outline"
            | "extent"
            | "imgRect"
            | "imgClip"
            | "imgDim"
            | "effects"
            | "formCharPr"
            | "parameterset"
            | "metaTag"
    )
}

impl Reader<'_, '_, Hwpx<'_>> {
    /// Reads a drawing object that is anchored in text.
    pub(super) fn shape_in_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = object::common_of(element);
        let mut content = Vec::new();
        self.nested(xml, |reader, xml| reader.shape(xml, element, &mut common, &mut content));
        self.place(xml, content, common, flow);
    }

    /// Reads a drawing object and adds what it holds.
    fn shape(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, common: &mut Common, out: &mut Vec<Block>) {
        if element.name() == "textart" {
            let text = element.attribute("text").unwrap_or_default();
            out.extend(self.text_art(xml, &text));
        }
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "drawText" => {
                    let blocks = self.draw_text(xml, &child);
                    out.extend(compose::frame(blocks, self.origin));
                }
                "pic" => {
                    let (image, inner) = self.image(xml, &child);
                    let picture = self.paragraph_of(image);
                    out.extend(compose::captioned(picture, inner.caption, self.origin));
                }
                name if is_shape(name) => {
                    let mut inner = object::common_of(&child);
                    let mut content = Vec::new();
                    self.nested(xml, |reader, xml| reader.shape(xml, &child, &mut inner, &mut content));
                    out.extend(compose::captioned(content, inner.caption, self.origin));
                }
                name if is_layout(name) => {}
                "equation" | "tbl" | "ole" | "video" | "chart" | "switch" => {
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
                "subList" => self.paragraphs(xml, &child, &mut flow),
                "p" => self.paragraph(xml, &child, &mut flow),
                "textMargin" => {} // layout
                _ => self.content(xml, &child, &mut flow, Marks::NONE),
            }
        }
        flow.finish()
    }

    /// Reads a child that all objects can have, or that no object has.
    pub(super) fn common(&mut self, xml: &mut Xml<'_>, child: &Element<'_>, common: &mut Common) {
        match child.name() {
            "pos" => object::read_position(child, &mut common.position),
            "shapeComment" => common.description = xml.text_of(child),
            "caption" => {
                let blocks = self.list(xml, child);
                let before = matches!(child.raw("side"), Some("LEFT" | "TOP"));
                common.caption = Some(Caption { before, blocks });
            }
            name if is_layout(name) => {}
            _ => {
                self.warn_unknown(xml, child);
                common.strays.extend(self.list(xml, child));
            }
        }
    }
}
