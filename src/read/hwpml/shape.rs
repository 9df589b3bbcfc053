//! Drawing objects: text boxes, lines and figures, groups of them, and text art.
//!
//! Text and pictures are read, and groups of shapes as drawings when those are wanted. A shape that has neither nor a
//! caption is left out on purpose, as it says nothing that text could say.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::drawing::Place;
use crate::document::{Blocks, Marks};
use crate::read::flow::{builder, object};
use crate::read::owpml::{Common, Flow, Reader, Trace, trace};

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
            | "CONTROLPOINT"
            | "ROTATIONINFO"
            | "RENDERINGINFO"
            | "SHADOWEFFECT"
            | "GLOW"
            | "SOFTEDGE"
            | "REFLECTION"
            | "TEXTARTSHAPE"
            | "OUTLINEDATA"
            | "PARAMETERSET"
            | "PARAMETERARRAY"
            | "METATAG"
    )
}

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads a drawing object that is anchored in text.
    pub(super) fn shape_in_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = Common::default();
        let mut content = Blocks::new();
        let outer = self.begin_sketch();
        self.nested(xml, |reader, xml| reader.whole_shape(xml, element, &mut common, &mut content));
        let content = self.end_sketch(outer, &common, content);
        self.place(xml, content, common, flow);
    }

    /// Reads a drawing object and adds what it holds.
    fn whole_shape(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, common: &mut Common, out: &mut Blocks) {
        let mut trace = Trace::begin(element);
        self.shape(xml, element, &mut trace, common, out);
        if let Some(sketch) = &mut self.sketch {
            trace.finish(sketch);
        }
    }

    /// Reads the children of a drawing object, or of the `DRAWINGOBJECT` in it.
    fn shape(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        trace: &mut Trace,
        common: &mut Common,
        out: &mut Blocks,
    ) {
        let is_drawn = self.sketch.is_some();
        if element.name() == "TEXTART" {
            let text = element.attribute("Text").unwrap_or_default();
            out.extend(self.text_art(xml, &text));
        }
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                name if is_drawn && Trace::is_part(name) => trace.read(xml, &child),
                "SHAPECOMPONENT" if is_drawn => {
                    self.common(xml, &child, common);
                    trace.read(xml, &child);
                }
                "DRAWINGOBJECT" => self.nested(xml, |reader, xml| reader.shape(xml, &child, trace, common, out)),
                "DRAWTEXT" => {
                    let (blocks, place) = self.draw_text(xml, &child);
                    if is_drawn {
                        trace.holds(&blocks, place);
                    }
                    out.extend(builder::frame(blocks, self.origin));
                }
                "PICTURE" => {
                    let (image, inner) = self.image(xml, &child, true);
                    let picture = object::paragraph_of(vec![image], self.origin);
                    let picture = self.linked(xml, picture, inner.link.as_deref());
                    out.extend(builder::captioned(picture, inner.caption, self.origin));
                }
                name if is_shape(name) => {
                    let mut inner = Common::default();
                    let mut content = Blocks::new();
                    self.nested(xml, |reader, xml| reader.whole_shape(xml, &child, &mut inner, &mut content));
                    let content = self.linked(xml, content, inner.link.as_deref());
                    out.extend(builder::captioned(content, inner.caption, self.origin));
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

    /// The text in a shape, and where in it that stands.
    fn draw_text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> (Blocks, Place) {
        let (mut flow, mut place) = (Flow::default(), Place::default());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "PARALIST" => {
                    place = trace::place(child.raw("VertAlign"));
                    self.nested(xml, |reader, xml| reader.paragraphs(xml, &child, &mut flow));
                }
                "TEXTMARGIN" => {} // layout
                _ => self.nested(xml, |reader, xml| reader.content(xml, &child, &mut flow, Marks::NONE)),
            }
        }
        (flow.finish(), place)
    }
}
