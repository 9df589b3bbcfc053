//! Drawings (specification, drawing object): text boxes, pictures, groups, embedded objects, at any depth of groups.
//!
//! Lines and shapes without text are ignored on purpose: they are decoration.

use crate::container::bytes::Bytes;
use crate::document::{Block, Image, Inline, Link, Marks, Text};
use crate::read::compose::{self, Anchoring, Opening};
use crate::read::field;
use crate::read::ole::{self, Embedded};
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::control_data_link;
use super::object::ObjectHeader;

impl Body<'_, '_, '_> {
    pub(super) fn drawing(&mut self, node: Node<'_, '_>, list: &mut List) {
        let header = ObjectHeader::of(node);
        let caption = self.caption(node);
        let mut inner = List::new();
        inner.composer.begin(Opening { origin: self.origin, ..Opening::default() });
        for child in node.children() {
            match child.tag() {
                tag::SHAPE_COMPONENT => self.shape(child, &header.description, &mut inner),
                // The caption and its paragraphs, and the object's name.
                tag::LIST_HEADER | tag::PARA_HEADER | tag::CTRL_DATA => {}
                _ => self.shape_part(child, &header.description, &mut inner),
            }
        }
        let mut blocks = inner.composer.finish();
        // Pictures alone stand in the line like characters.
        if let ([Block::Paragraph(paragraph)], None) = (blocks.as_mut_slice(), &caption) {
            for inline in std::mem::take(&mut paragraph.content) {
                list.composer.inline(inline);
            }
            return;
        }
        self.place_blocks(blocks, caption, header.anchoring, list);
    }

    /// A SHAPE_COMPONENT with the text box, the kind of shape and the inner shapes below it.
    fn shape(&mut self, node: Node<'_, '_>, description: &str, list: &mut List) {
        if let Err(limit) = self.cx.budget.enter() {
            self.at(node);
            self.cx.warn(WarningKind::LimitMet(limit));
            return;
        }
        let text = self.list_blocks(node);
        if let Some(frame) = compose::frame(text, self.origin) {
            list.composer.block(frame, Anchoring::InLine);
        }
        let link = control_data_link(node).and_then(|command| field::hyperlink_target(&command));
        for child in node.children() {
            match child.tag() {
                tag::SHAPE_COMPONENT => self.shape(child, description, list),
                tag::SHAPE_COMPONENT_PICTURE => self.picture(child, description, link.as_deref(), list),
                tag::LIST_HEADER | tag::PARA_HEADER => {}
                _ => self.shape_part(child, description, list),
            }
        }
        if link.is_some() && node.child(tag::SHAPE_COMPONENT_PICTURE).is_none() {
            self.at(node);
            self.cx.warn(WarningKind::NotConverted { what: "link of a drawing object" });
        }
        self.cx.budget.leave();
    }

    fn shape_part(&mut self, node: Node<'_, '_>, description: &str, list: &mut List) {
        self.at(node);
        match node.tag() {
            tag::SHAPE_COMPONENT_PICTURE => self.picture(node, description, None, list),
            tag::SHAPE_COMPONENT_OLE => self.embedded_object(node, description, list),
            tag::SHAPE_COMPONENT_TEXTART => self.text_art(node, list),
            tag::VIDEO_DATA => self.video(node, list),
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
            tag::CHART_DATA => self.cx.warn(WarningKind::NotConverted { what: "chart" }),
            _ => self.stray(node, list),
        }
    }

    /// The BIN_DATA ordinal is at offset 71: in the picture information, after brightness, contrast and effect.
    fn picture(&mut self, node: Node<'_, '_>, description: &str, link: Option<&str>, list: &mut List) {
        let ordinal = node.data().get(71..73).and_then(|ordinal| Bytes::new(ordinal).u16()).unwrap_or(0);
        let image = self.source.image(ordinal, &self.info.bin_data, description.to_owned(), self.cx);
        list.composer.inline(match link {
            Some(target) => Inline::Link(Box::new(Link { target: target.to_owned(), content: [image].into() })),
            None => image,
        });
    }

    /// An embedded object: its chart, or the file that it is with the picture that shows it.
    fn embedded_object(&mut self, node: Node<'_, '_>, description: &str, list: &mut List) {
        let mut bytes = node.bytes();
        // Attributes (32 bits, not 16 as printed), then width and height.
        let Some(ordinal) = bytes.skip(12).and_then(|()| bytes.u16()) else {
            self.cx.warn(WarningKind::BadRecord { what: "embedded object" });
            return;
        };
        let Some(data) = self.source.object(ordinal, &self.info.bin_data, self.cx) else {
            self.cx.warn(WarningKind::MissingAttachment);
            return;
        };
        match ole::read(data, self.origin, self.cx) {
            Embedded::Chart(blocks) => {
                blocks.into_iter().for_each(|block| list.composer.block(block, Anchoring::InLine));
            }
            Embedded::File { preview, data } => {
                let keep = self.cx.options.assets;
                let files = preview.map(|preview| ("image", preview)).into_iter().chain([("object", data)]);
                for (stem, data) in files {
                    let asset = Some(self.source.assets.add(stem, data, keep));
                    list.composer.inline(Inline::Image(Box::new(Image {
                        asset,
                        source: None,
                        alt: description.to_owned(),
                    })));
                }
            }
        }
    }

    /// Four corners, then the words, then their looks.
    fn text_art(&mut self, node: Node<'_, '_>, list: &mut List) {
        let mut bytes = node.bytes();
        let Some(words) = bytes.skip(8 * 4).and_then(|()| bytes.string()) else {
            self.cx.warn(WarningKind::BadRecord { what: "text art" });
            return;
        };
        for (index, line) in words.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).enumerate() {
            if index > 0 {
                list.composer.inline(Inline::LineBreak);
            }
            list.composer.text(line, Marks::NONE);
        }
    }

    /// Kind 0 is a file of the document, 1 a piece of HTML that shows a video of the web.
    fn video(&mut self, node: Node<'_, '_>, list: &mut List) {
        let mut bytes = node.bytes();
        let url = match bytes.i32() {
            Some(1) => bytes.string().and_then(|html| source_of(&html)),
            _ => None,
        };
        let Some(url) = url else {
            self.cx.warn(WarningKind::NotConverted { what: "video" });
            return;
        };
        let text = Text { text: url.as_str().into(), marks: Marks::NONE };
        list.composer.inline(Inline::Link(Box::new(Link { target: url, content: [Inline::Text(text)].into() })));
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
