//! What tables, drawings, equations and form objects have in common, captions, and equations (specification, common
//! object properties; equation).

use crate::document::{Block, Caption, Equation, Inline};
use crate::read::compose::{self, Anchoring, Position};
use crate::read::{equation, field, pages};
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::super::text::Scratch;

/// The common object header, as far as the model needs it.
pub(super) struct ObjectHeader {
    pub(super) anchoring: Anchoring,
    /// How it stands on its page.
    pub(super) place: pages::Place,
    /// As the author typed it; empty when the word processor made it.
    pub(super) description: String,
}

impl ObjectHeader {
    pub(super) fn of(node: Node<'_, '_>) -> Self {
        let mut bytes = node.bytes();
        // The id.
        let attr = bytes.skip(4).and_then(|()| bytes.u32()).unwrap_or(0);
        let vertical_offset = bytes.i32().unwrap_or(0);
        // Horizontal offset and width.
        let height = bytes.skip(8).and_then(|()| bytes.i32()).unwrap_or(0);
        // Z-order, margins, instance id, page break: layout.
        let description = bytes.skip(4 + 8 + 4 + 4).and_then(|()| bytes.string()).unwrap_or_default();
        let position = Position {
            in_line: attr & 1 == 1,
            from_paragraph: attr >> 3 & 3 == 2,
            at_bottom: attr >> 5 & 7 == 2,
            top_and_bottom: attr >> 21 & 7 == 1,
            vertical_offset,
        };
        let place = pages::Place {
            in_line: position.in_line,
            takes_room: attr >> 21 & 7 <= 1,
            from_paragraph: position.from_paragraph,
            top_and_bottom: position.top_and_bottom,
            offset: vertical_offset,
            height,
            ..pages::Place::default()
        };
        ObjectHeader { anchoring: position.anchoring(), place, description: field::description(&description) }
    }
}

/// Whether the caption whose LIST_HEADER this is stands before its object: at its left or top.
pub(super) fn caption_is_before(header: Node<'_, '_>) -> bool {
    const TOP: u32 = 2;
    let mut bytes = header.bytes();
    // Paragraph count, list attributes.
    let side = bytes.skip(8).and_then(|()| bytes.u32()).unwrap_or(3) & 3;
    side == 0 || side == TOP
}

impl Body<'_, '_, '_> {
    /// The caption among the children of a drawing, equation or form object, where every list directly below the
    /// control is one.
    pub(super) fn caption(&mut self, node: Node<'_, '_>) -> Option<Caption> {
        let mut caption: Option<Caption> = None;
        self.lists(node, |_, header, list| {
            let before = header.is_some_and(caption_is_before);
            let caption = caption.get_or_insert(Caption { before, blocks: Vec::new() });
            caption.blocks.extend(list.take().0);
        });
        caption.filter(|caption| !caption.blocks.is_empty())
    }

    /// Adds an object that stands in the line, or its figure when it has a caption.
    pub(super) fn place(&mut self, inline: Inline, caption: Option<Caption>, anchoring: Anchoring, list: &mut List) {
        let Some(caption) = caption else {
            list.composer.inline(inline);
            return;
        };
        let mut object = List::new();
        object.composer.begin(compose::Opening { origin: self.origin, ..compose::Opening::default() });
        object.composer.inline(inline);
        self.place_blocks(object.composer.finish(), Some(caption), anchoring, list);
    }

    /// Adds block-level content with its caption.
    pub(super) fn place_blocks(
        &mut self,
        content: Vec<Block>,
        caption: Option<Caption>,
        anchoring: Anchoring,
        list: &mut List,
    ) {
        for block in compose::captioned(content, caption, self.origin) {
            list.composer.block(block, anchoring);
        }
    }

    pub(super) fn equation(&mut self, node: Node<'_, '_>, list: &mut List) {
        let header = ObjectHeader::of(node);
        let caption = self.caption(node);
        let record = node.child(tag::EQEDIT);
        if let Some(record) = record {
            self.note_read(record);
        }
        let script = record.and_then(|record| {
            let mut bytes = record.bytes();
            // Attributes: line mode is layout.
            bytes.skip(4)?;
            let count = bytes.u16()?;
            // A script that is cut off keeps what is there.
            let available = (bytes.rest().len() / 2).min(usize::from(count));
            bytes.utf16(available)
        });
        let Some(script) = script else {
            self.cx.warn(WarningKind::BadRecord { what: "equation" });
            self.place_blocks(Vec::new(), caption, header.anchoring, list);
            return;
        };
        let script = self.decode(script, &mut Scratch::default()).trim().to_owned();
        if script.is_empty() {
            self.place_blocks(Vec::new(), caption, header.anchoring, list);
            return;
        }
        let latex = equation::to_latex(&script);
        if latex.is_none() {
            self.cx.warn(WarningKind::EquationAsTyped);
        }
        self.place(Inline::Equation(Box::new(Equation { script, latex })), caption, header.anchoring, list);
    }
}
