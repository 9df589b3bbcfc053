//! The common header of tables, drawings, equations and form objects, captions, equations (specification, common
//! object properties; equation).

use crate::container::bytes::utf16_string;
use crate::document::{Blocks, Caption, Size};
use crate::read::flow::builder::{Anchoring, Position};
use crate::read::flow::{field, object};
use crate::read::layout;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::Control;

/// The common object header, as far as the model needs it.
pub(super) struct ObjectHeader {
    pub(super) anchoring: Anchoring,
    /// How it stands on its page.
    pub(super) place: layout::Place,
    /// How large it is; none when that depends on the page.
    pub(super) size: Option<Size>,
    /// As the author typed it; empty when the word processor made it.
    pub(super) description: String,
}

impl ObjectHeader {
    pub(super) fn of(control: Control<'_, '_>) -> Self {
        let mut bytes = control.bytes;
        let attr = bytes.u32().unwrap_or(0);
        let vertical_offset = bytes.i32().unwrap_or(0);
        // Horizontal offset.
        let width = bytes.skip(4).and_then(|()| bytes.i32()).unwrap_or(0);
        let height = bytes.i32().unwrap_or(0);
        // Z-order, margins, instance id, page break: layout.
        let description = bytes.skip(4 + 8 + 4 + 4).and_then(|()| bytes.string()).unwrap_or_default();
        let position = Position {
            in_line: attr & 1 == 1,
            from_paragraph: attr >> 3 & 3 == 2,
            at_bottom: attr >> 5 & 7 == 2,
            top_and_bottom: attr >> 21 & 7 == 1,
            vertical_offset,
        };
        let place = layout::Place {
            in_line: position.in_line,
            takes_room: attr >> 21 & 7 <= 1,
            from_paragraph: position.from_paragraph,
            top_and_bottom: position.top_and_bottom,
            offset: vertical_offset,
            height,
            ..layout::Place::default()
        };
        // Otherwise both are parts of the paper, page, column or paragraph.
        let is_absolute = attr >> 15 & 7 == 4 && attr >> 18 & 3 == 2;
        let size = Size::new(width.into(), height.into()).filter(|_| is_absolute);
        ObjectHeader { anchoring: position.anchoring(), place, size, description: field::description(&description) }
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

/// The caption among the children of a drawing, equation or form object, where every list directly below the
/// control is one.
pub(super) fn caption(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>) -> Option<Caption> {
    let mut caption: Option<Caption> = None;
    body.lists(node, |_, header, list| {
        let before = header.is_some_and(caption_is_before);
        let caption = caption.get_or_insert(Caption { before, blocks: Blocks::new() });
        caption.blocks.extend(list.take().0);
    });
    caption.filter(|caption| !caption.blocks.is_empty())
}

pub(super) fn equation(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let header = ObjectHeader::of(control);
    let caption = caption(body, control.node);
    let record = control.node.child(tag::EQEDIT);
    if let Some(record) = record {
        body.note_read(record);
    }
    let script = record.and_then(|record| {
        let mut bytes = record.bytes();
        // Attributes: line mode is layout.
        bytes.skip(4)?;
        let count = bytes.u16()?;
        // A script that is cut off keeps what is there.
        let available = (bytes.rest().len() / 2).min(usize::from(count));
        Some((bytes.utf16(available).map(utf16_string)?, available < usize::from(count)))
    });
    match &script {
        None => body.cx.warn(WarningKind::BadRecord { what: Part::Equation }),
        Some((_, true)) => body.cx.warn(WarningKind::BadRecord { what: Part::EquationEnd }),
        Some((_, false)) => {}
    }
    let (origin, out) = (body.origin, &mut list.composer);
    match script.and_then(|(script, _)| object::equation(&script, body.cx)) {
        Some(equation) => object::place_in_line(vec![equation], caption, header.anchoring, origin, out),
        None => object::place(Blocks::new(), caption, header.anchoring, origin, out),
    }
}
