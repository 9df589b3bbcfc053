//! Drawings (specification, drawing object): text boxes, pictures, groups, embedded objects, at any depth of groups.
//!
//! Lines and shapes without text are no text; groups of them become a drawing, when drawings are wanted.

use crate::container::bytes::Bytes;
use crate::document::{Block, Blocks, Image, Inline, Link, Marks, Size, Text};
use crate::read::assets::Assets;
use crate::read::flow::builder::{self, Anchoring, Opening};
use crate::read::flow::drawing::{self, Sketch};
use crate::read::flow::extent::Clip;
use crate::read::flow::object::{self, Shown};
use crate::read::flow::{field, linked};
use crate::read::ole;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::component::Component;
use super::object::{ObjectHeader, caption};
use super::{Control, control_data_link, outline};

/// What the object says of all that it shows.
#[derive(Debug, Clone, Copy)]
struct Told<'d> {
    description: &'d str,
    size: Option<Size>,
}

/// What is read of a SHAPE_COMPONENT_PICTURE.
#[derive(Debug, Default)]
struct StoredPicture {
    /// BIN_DATA ordinal; 0 for none.
    ordinal: u16,
    clip: Clip,
}

impl StoredPicture {
    /// What a short record does not hold is not known.
    fn read(mut bytes: Bytes<'_>) -> Self {
        let mut picture = StoredPicture::default();
        let _ = picture.fill(&mut bytes);
        picture
    }

    fn fill(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        bytes.skip(4 + 4 + 4)?; // colour, width and attributes of the border
        bytes.skip(4 * 8)?; // corners
        let [left, top, right, bottom] = [bytes.i32()?, bytes.i32()?, bytes.i32()?, bytes.i32()?].map(i64::from);
        self.clip = Clip { left, top, right, bottom, whole: (0, 0) };
        bytes.skip(4 * 2)?; // inner margins
        bytes.skip(3)?; // brightness, contrast, effect
        self.ordinal = bytes.u16()?;
        bytes.skip(1 + 4)?; // transparency of the border, instance id
        // Effects, of sizes of their own, stand before the size of the whole.
        if bytes.u32()? == 0 {
            self.clip.whole = (bytes.u32()?.into(), bytes.u32()?.into());
        }
        Some(())
    }
}

pub(super) fn read(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let (header, node) = (ObjectHeader::of(control), control.node);
    let told = Told { description: &header.description, size: header.size };
    let caption = caption(body, node);
    let mut inner = List::new();
    inner.composer.begin(Opening { origin: body.origin, ..Opening::default() });
    // A text box in a group can hold another group.
    let outer = std::mem::replace(&mut body.sketch, body.cx.options.drawings.then(Sketch::default));
    for child in node.children() {
        match child.tag() {
            tag::SHAPE_COMPONENT => shape(body, child, told, true, &mut inner),
            // The caption and its paragraphs, and the object's name.
            tag::LIST_HEADER | tag::PARA_HEADER | tag::CTRL_DATA => {}
            _ => shape_part(body, child, told, &mut inner),
        }
    }
    let mut blocks = inner.composer.finish();
    let sketch = std::mem::replace(&mut body.sketch, outer);
    let drawing = sketch.and_then(|sketch| drawing::image(sketch, told.description, &mut body.source.assets));
    if let Some(image) = drawing {
        let image = object::paragraph_of(vec![Inline::Image(Box::new(image))], body.origin);
        blocks = image.into_iter().chain(blocks).collect();
    }
    // Some files have the link at the object, most at its shape.
    let link = control_data_link(node).and_then(|command| field::hyperlink_target(&command));
    if let Some(target) = link
        && !linked::link_blocks(&mut blocks, &target)
    {
        body.at(node);
        body.cx.warn(WarningKind::NotConverted { what: Part::WordlessLink });
    }
    // Pictures alone stand in the line like characters.
    if let ([Block::Paragraph(paragraph)], None) = (blocks.as_mut_slice(), &caption) {
        for inline in std::mem::take(&mut paragraph.content) {
            list.composer.inline(inline);
        }
        return;
    }
    object::place(blocks, caption, header.anchoring, body.origin, &mut list.composer);
}

/// A SHAPE_COMPONENT with the text box, the kind of shape and the inner shapes below it.
fn shape(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, told: Told<'_>, is_root: bool, list: &mut List) {
    if let Err(limit) = body.cx.budget.enter() {
        body.at(node);
        body.cx.warn(WarningKind::LimitMet(limit));
        return;
    }
    let component = Component::read(node, is_root);
    let told = if is_root { told } else { Told { size: component.size(), ..told } };
    let link = control_data_link(node).and_then(|command| field::hyperlink_target(&command));
    let mut text = body.list_blocks(node);
    let mut has_words = link.as_deref().is_some_and(|target| linked::link_blocks(&mut text, target));
    outline::trace(body, node, &component, &text);
    if let Some(frame) = builder::frame(text, body.origin) {
        list.composer.block(frame, Anchoring::InLine);
    }
    let mut inner = List::new();
    inner.composer.begin(Opening { origin: body.origin, ..Opening::default() });
    // What a linked group holds is linked as a whole.
    let out = if link.is_some() { &mut inner } else { &mut *list };
    for child in node.children() {
        match child.tag() {
            tag::SHAPE_COMPONENT => shape(body, child, told, false, out),
            tag::SHAPE_COMPONENT_PICTURE => {
                let image = picture(body, child, told, out);
                if let Some(sketch) = &mut body.sketch {
                    sketch.add_picture(&image, component.initial, component.matrix);
                }
            }
            tag::LIST_HEADER | tag::PARA_HEADER => {}
            _ => shape_part(body, child, told, out),
        }
    }
    if let Some(target) = link {
        let mut blocks = inner.composer.finish();
        has_words |= linked::link_blocks(&mut blocks, &target);
        if !has_words {
            body.at(node);
            body.cx.warn(WarningKind::NotConverted { what: Part::WordlessLink });
        }
        emit(blocks, list);
    }
    body.cx.budget.leave();
}

fn shape_part(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, told: Told<'_>, list: &mut List) {
    body.at(node);
    match node.tag() {
        tag::SHAPE_COMPONENT_PICTURE => _ = picture(body, node, told, list),
        tag::SHAPE_COMPONENT_OLE => embedded_object(body, node, told, list),
        tag::SHAPE_COMPONENT_TEXTART => text_art(body, node, list),
        tag::VIDEO_DATA => video(body, node, list),
        // Outlines without words; CTRL_DATA is the shape's name and link.
        tag::SHAPE_COMPONENT_LINE
        | tag::SHAPE_COMPONENT_RECTANGLE
        | tag::SHAPE_COMPONENT_ELLIPSE
        | tag::SHAPE_COMPONENT_ARC
        | tag::SHAPE_COMPONENT_POLYGON
        | tag::SHAPE_COMPONENT_CURVE
        | tag::SHAPE_COMPONENT_CONTAINER
        | tag::SHAPE_COMPONENT_UNKNOWN
        | tag::CTRL_DATA => {}
        tag::CHART_DATA => body.cx.warn(WarningKind::NotConverted { what: Part::Chart }),
        _ => body.stray(node, list),
    }
}

/// The BIN_DATA ordinal is in the picture information, after brightness, contrast and effect.
fn picture(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, told: Told<'_>, list: &mut List) -> Image {
    let stored = StoredPicture::read(node.bytes());
    let alt = told.description.to_owned();
    let mut image = body.source.image(stored.ordinal, &body.info.bin_data, alt, body.cx);
    image.size = told.size;
    image.crop = stored.clip.crop(|| body.source.assets.pixels(image.asset));
    list.composer.inline(Inline::Image(Box::new(image.clone())));
    image
}

/// An embedded object: its chart, or the file that it is with the picture that shows it.
fn embedded_object(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, told: Told<'_>, list: &mut List) {
    let mut bytes = node.bytes();
    // Attributes (32 bits, not 16 as printed), then width and height.
    let Some(ordinal) = bytes.skip(12).and_then(|()| bytes.u16()) else {
        body.cx.warn(WarningKind::BadRecord { what: Part::EmbeddedObject });
        return;
    };
    let (info, origin, source) = (body.info, body.origin, &mut *body.source);
    let mut assets = std::mem::replace(&mut source.assets, Assets::new());
    let shown = object::embedded(Some(ordinal), told.description, told.size, &mut assets, body.cx, |cx| {
        let data = source.object(ordinal, &info.bin_data, cx)?;
        Some(ole::read(data, origin, cx))
    });
    body.source.assets = assets;
    match shown {
        Shown::Blocks(blocks) => {
            blocks.into_iter().for_each(|block| list.composer.block(block, Anchoring::InLine));
        }
        Shown::Line(content) => content.into_iter().for_each(|inline| list.composer.inline(inline)),
    }
}

/// Four corners, then the words, then their looks.
fn text_art(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, list: &mut List) {
    let mut bytes = node.bytes();
    let Some(words) = bytes.skip(8 * 4).and_then(|()| bytes.string()) else {
        body.cx.warn(WarningKind::BadRecord { what: Part::TextArt });
        return;
    };
    if let Some(frame) = object::text_art(&words, body.origin, body.cx) {
        list.composer.block(frame, Anchoring::InLine);
    }
}

/// Kind 0 is a file of the document, 1 a piece of HTML that shows a video of the web.
fn video(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, list: &mut List) {
    let mut bytes = node.bytes();
    let url = match bytes.i32() {
        Some(1) => bytes.string().and_then(|html| source_of(&html)),
        _ => None,
    };
    let Some(url) = url else {
        body.cx.warn(WarningKind::NotConverted { what: Part::Video });
        return;
    };
    let text = Text { text: url.as_str().into(), marks: Marks::NONE };
    list.composer.inline(Inline::Link(Box::new(Link { target: url, content: [Inline::Text(text)].into() })));
}

/// Adds what a linked shape holds to the line of its object.
fn emit(blocks: Blocks, list: &mut List) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.content.into_iter().for_each(|inline| list.composer.inline(inline));
            }
            block @ (Block::Heading(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Equation(..)
            | Block::Frame(_)
            | Block::Break(..)) => list.composer.block(block, Anchoring::InLine),
        }
    }
}

/// The `src` of an `<iframe>` or `<embed>`, or the address itself.
fn source_of(html: &str) -> Option<String> {
    let address = match html.split_once("src=\"") {
        Some((_, rest)) => rest.split('"').next().unwrap_or_default(),
        None => html.trim(),
    };
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    address.starts_with("http").then_some(address)
}

#[cfg(test)]
mod tests {
    use super::source_of;

    #[test]
    fn address_of_a_web_video_is_found_in_its_html() {
        let html = "<iframe width=\"560\" src=\"https://video.example.com/embed/1\"></iframe>";
        assert_eq!(source_of(html).as_deref(), Some("https://video.example.com/embed/1"));
        assert_eq!(source_of("//video.example.com/1").as_deref(), Some("https://video.example.com/1"));
        assert_eq!(source_of("<object></object>"), None);
    }
}
