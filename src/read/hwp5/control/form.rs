//! Form objects (specification, form object): check boxes, buttons, edit fields, as the text that they show.

use crate::container::bytes::utf16_string;
use crate::document::{Blocks, Marks};
use crate::read::flow::field::{named_number, named_string};
use crate::read::flow::form::{Form, FormKind};
use crate::read::flow::{object, words};
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::object::{ObjectHeader, caption};
use super::{Control, ControlId};

pub(super) fn read(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, marks: Marks, list: &mut List) {
    let header = ObjectHeader::of(control);
    let caption = caption(body, control.node);
    match control.node.child(tag::FORM_OBJECT).and_then(form) {
        Some(form) => words::add(&form.shown(), marks, &mut body.lead, &mut list.composer, body.cx),
        None => body.cx.warn(WarningKind::BadRecord { what: Part::FormObject }),
    }
    object::place(Blocks::new(), caption, header.anchoring, body.origin, &mut list.composer);
}

fn form(record: Node<'_, '_>) -> Option<Form> {
    let mut bytes = record.bytes();
    let kind = ControlId(bytes.u32()?).letters();
    // The kind again, the length of the properties in bytes and in units.
    bytes.skip(4 + 4)?;
    let count = usize::from(bytes.u16()?).min(bytes.rest().len() / 2);
    let properties = utf16_string(bytes.utf16(count)?);
    Some(Form {
        kind: match kind.as_str() {
            "+cbt" | "+rbt" => FormKind::Choice,
            "+edt" | "+cob" => FormKind::Field,
            // A button, or one that is not known.
            _ => FormKind::Button,
        },
        caption: named_string(&properties, "Caption").unwrap_or_default(),
        is_checked: named_number(&properties, "Value") == Some(1),
        text: named_string(&properties, "Text").unwrap_or_default(),
    })
}
