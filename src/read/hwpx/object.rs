//! Objects in a run that are neither table nor drawing: pictures, equations, charts, embedded objects, ruby, overlaps.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{Blocks, Image, Inline, Link, Marks, Size};
use crate::read::chart;
use crate::read::flow::builder::Position;
use crate::read::flow::extent::Clip;
use crate::read::flow::{field, words};
use crate::read::layout;
use crate::read::ole;
use crate::read::owpml::{Common, Flow, Reader, Trace};
use crate::warning::{Part, WarningKind};

/// What the element of an object says about it.
pub(super) fn common_of(element: &Element<'_>) -> Common {
    let link = element.attribute("href").and_then(|href| field::hyperlink_target(&href));
    let top_and_bottom = element.raw("textWrap") == Some("TOP_AND_BOTTOM");
    Common { link, position: Position { top_and_bottom, ..Position::default() }, ..Common::default() }
}

/// How an object stands on its page.
pub(super) fn place_of(element: &Element<'_>, position: Position) -> layout::Place {
    layout::Place {
        in_line: position.in_line,
        takes_room: matches!(element.raw("textWrap"), None | Some("SQUARE" | "TOP_AND_BOTTOM")),
        from_paragraph: position.from_paragraph,
        top_and_bottom: position.top_and_bottom,
        offset: position.vertical_offset,
        ..layout::Place::default()
    }
}

/// Reads `pos` into a position.
pub(super) fn read_position(element: &Element<'_>, position: &mut Position) {
    // Offsets are written without sign: 4294966461 is -835.
    let offset = element.number::<i64>("vertOffset").unwrap_or_default();
    *position = Position {
        in_line: element.flag("treatAsChar"),
        from_paragraph: element.raw("vertRelTo") == Some("PARA"),
        at_bottom: element.raw("vertAlign") == Some("BOTTOM"),
        vertical_offset: i32::try_from(offset).unwrap_or(-1),
        ..*position
    };
}

/// Reads `sz`, unless its sides are parts of the paper, page, column or paragraph.
pub(super) fn read_size(element: &Element<'_>) -> Option<Size> {
    let is_absolute = |name| matches!(element.raw(name), None | Some("ABSOLUTE"));
    let [width, height] = element.numbers(["width", "height"]);
    Size::new(width?, height?).filter(|_| is_absolute("widthRelTo") && is_absolute("heightRelTo"))
}

impl Reader<'_, '_, Hwpx<'_>> {
    pub(super) fn picture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (image, common) = self.image(xml, element, false);
        self.place_inline(xml, vec![image], common, flow);
    }

    /// Reads a picture, in the link that a click on it follows.
    pub(super) fn image(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, in_group: bool) -> (Inline, Common) {
        let mut common = common_of(element);
        let (mut id, mut clip, mut trace) = (None, Clip::default(), Trace::default());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "img" => id = child.attribute("binaryItemIDRef"),
                "imgClip" => {
                    let edges = child.numbers(["left", "top", "right", "bottom"]);
                    let [left, top, right, bottom] = edges.map(Option::unwrap_or_default);
                    clip = Clip { left, top, right, bottom, ..clip };
                }
                "imgDim" => {
                    let [width, height] = child.numbers(["dimwidth", "dimheight"]).map(Option::unwrap_or_default);
                    clip.whole = (width, height);
                }
                name if in_group && Trace::is_part(name) => trace.read(xml, &child),
                _ => self.common(xml, &child, &mut common),
            }
        }
        let mut image = self.image_of(xml, id.as_deref(), field::description(&common.description));
        self.settle_image(&mut image, common.size, clip, in_group.then_some(&trace));
        let image = Inline::Image(Box::new(image));
        match common.link.take() {
            Some(target) => (Inline::Link(Box::new(Link { target, content: [image].into() })), common),
            None => (image, common),
        }
    }

    fn image_of(&mut self, xml: &Xml<'_>, id: Option<&str>, alt: String) -> Image {
        self.cx.place.offset = Some(xml.position());
        let image = match id.filter(|id| !id.is_empty()) {
            Some(id) => self.form.parts.image(id, alt, &mut self.assets, self.cx),
            // The frame for a picture that is to be put in, or whose data another program has left out.
            None => {
                self.cx.warn(WarningKind::MissingAttachment);
                Image { alt, ..Image::default() }
            }
        };
        self.cx.place.offset = None;
        image
    }

    pub(super) fn equation(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = common_of(element);
        let mut script = String::new();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "script" => script = xml.text_of(&child),
                _ => self.common(xml, &child, &mut common),
            }
        }
        self.place_equation(xml, &script, common, flow);
    }

    /// Reads a chart as the table of its data. Returns whether there was one.
    ///
    /// Each chart part is shown once: real documents refer to it once, and one small part must not fill a large document.
    pub(super) fn chart(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) -> bool {
        let mut common = common_of(element);
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        let path = element.attribute("chartIDRef").unwrap_or_default();
        let place = self.cx.place.clone();
        let name = self.form.parts.name_of_path(&path).filter(|name| self.form.shown.insert((*name).to_owned()));
        let data = name.and_then(|name| self.form.parts.read(name, self.cx));
        let content = data.and_then(|data| chart::read(&data, self.origin, self.cx));
        self.cx.place = place;
        let is_read = content.is_some();
        if !is_read {
            self.warn(xml, WarningKind::NotConverted { what: Part::Chart });
        }
        self.place(xml, content.unwrap_or_default(), common, flow);
        is_read
    }

    /// Reads an embedded object of another program: a chart, or the file that it is with the picture that shows it.
    pub(super) fn embedded(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = common_of(element);
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        let id = element.attribute("binaryItemIDRef").unwrap_or_default();
        let name = self.form.parts.name_of_id(&id).map(str::to_owned);
        let origin = self.origin;
        self.place_embedded(xml, name.clone(), common, flow, |form, cx| {
            let place = cx.place.clone();
            let data = name.and_then(|name| form.parts.read(&name, cx));
            let object = data.map(|data| ole::read(data.into_owned(), origin, cx));
            cx.place = place;
            object
        });
    }

    /// A video, of which only the picture before it starts can be shown.
    pub(super) fn video(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut common = common_of(element);
        while let Some(child) = xml.child_of(element) {
            self.common(xml, &child, &mut common);
        }
        self.warn(xml, WarningKind::NotConverted { what: Part::Video });
        match element.attribute("imageIDRef").filter(|id| !id.is_empty()) {
            Some(id) => {
                let mut image = self.image_of(xml, Some(&id), field::description(&common.description));
                image.size = common.size;
                self.place_inline(xml, vec![Inline::Image(Box::new(image))], common, flow);
            }
            None => self.place(xml, Blocks::new(), common, flow),
        }
    }

    /// Reads text with a reading beside it (덧말). The text stands here only.
    pub(super) fn ruby(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let (mut base, mut ruby) = (String::new(), String::new());
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "mainText" => base = xml.text_of(&child),
                "subText" => ruby = xml.text_of(&child),
                _ => {} // meta tags
            }
        }
        self.add_ruby(xml, &base, &ruby, flow, marks);
    }

    /// Reads characters that stand on each other (글자 겹침).
    pub(super) fn overlap(&mut self, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let text = element.attribute("composeText").unwrap_or_default();
        let border = border_kind(element.raw("circleType").unwrap_or_default());
        words::add_overlap(&text, border, marks, &mut flow.lead, &mut flow.composer);
    }
}

/// The border around overlapped characters by its number in HWP 5.
fn border_kind(name: &str) -> u8 {
    match name {
        "SHAPE_CIRCLE" => 1,
        "SHAPE_REVERSAL_CIRCLE" => 2,
        "SHAPE_RECTANGLE" => 3,
        "SHAPE_REVERSAL_RECTANGLE" => 4,
        "SHAPE_TRIANGLE" => 5,
        // The misspelling is that of the format.
        "SHAPE_REVERSAL_TIRANGLE" | "SHAPE_REVERSAL_TRIANGLE" => 6,
        "SHAPE_LIGHT" => 7,
        "SHAPE_RHOMBUS" => 8,
        "SHAPE_REVERSAL_RHOMBUS" => 9,
        "SHAPE_ROUNDED_RECTANGLE" => 10,
        name if name.starts_with("SHAPE_") => 11, // circulating triangles
        _ => 0,                                   // CHAR: no border
    }
}
