//! Drawing objects: text boxes, lines and figures, groups of them, and text art.
//!
//! Text and pictures are read, and groups of shapes as drawings when those are wanted. A shape that has neither nor a
//! caption is left out on purpose, as it says nothing that text could say.

use super::object::{common_of, read_position, read_size};
use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::drawing::Place;
use crate::document::{Blocks, Caption, Marks};
use crate::read::flow::{builder, object};
use crate::read::owpml::{Common, Flow, Reader, Trace, trace};

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
        let mut common = common_of(element);
        let mut content = Blocks::new();
        let outer = self.begin_sketch();
        self.nested(xml, |reader, xml| reader.shape(xml, element, &mut common, &mut content));
        let content = self.end_sketch(outer, &common, content);
        self.place(xml, content, common, flow);
    }

    /// Reads a drawing object and adds what it holds.
    fn shape(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, common: &mut Common, out: &mut Blocks) {
        if element.name() == "textart" {
            let text = element.attribute("text").unwrap_or_default();
            out.extend(self.text_art(xml, &text));
        }
        let mut trace = Trace::begin(element);
        let is_drawn = self.sketch.is_some();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                name if is_drawn && Trace::is_part(name) => trace.read(xml, &child),
                "drawText" => {
                    let (blocks, place) = self.draw_text(xml, &child);
                    if is_drawn {
                        trace.holds(&blocks, place);
                    }
                    out.extend(builder::frame(blocks, self.origin));
                }
                "pic" => {
                    let (image, inner) = self.image(xml, &child, true);
                    let picture = object::paragraph_of(vec![image], self.origin);
                    out.extend(builder::captioned(picture, inner.caption, self.origin));
                }
                name if is_shape(name) => {
                    let mut inner = common_of(&child);
                    let mut content = Blocks::new();
                    self.nested(xml, |reader, xml| reader.shape(xml, &child, &mut inner, &mut content));
                    let content = self.linked(xml, content, inner.link.as_deref());
                    out.extend(builder::captioned(content, inner.caption, self.origin));
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
        if let Some(sketch) = &mut self.sketch {
            trace.finish(sketch);
        }
    }

    /// The text in a shape, and where in it that stands.
    fn draw_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> (Blocks, Place) {
        let (mut flow, mut place) = (Flow::default(), Place::default());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "subList" => {
                    place = trace::place(child.raw("vertAlign"));
                    // A group in a box of a group is a drawing of its own.
                    self.paragraphs(xml, &child, &mut flow);
                }
                "p" => self.paragraph(xml, &child, &mut flow),
                "textMargin" => {} // layout
                _ => self.content(xml, &child, &mut flow, Marks::NONE),
            }
        }
        (flow.finish(), place)
    }

    /// Reads a child that all objects can have, or that no object has.
    pub(super) fn common(&mut self, xml: &mut Xml<'_>, child: &Element<'_>, common: &mut Common) {
        match child.name() {
            "pos" => read_position(child, &mut common.position),
            "sz" => common.size = read_size(child),
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
