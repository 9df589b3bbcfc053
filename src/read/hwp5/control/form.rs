//! Form objects (specification, form object): check boxes, buttons, edit fields, as the text that they show.

use crate::container::bytes::utf16_string;
use crate::document::Marks;
use crate::read::field::{named_number, named_string};
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::{Node, tag};
use super::ControlId;

impl Body<'_, '_, '_> {
    pub(super) fn form(&mut self, node: Node<'_, '_>, marks: Marks, list: &mut List) {
        let Some(text) = node.child(tag::FORM_OBJECT).and_then(shown_text) else {
            self.cx.warn(WarningKind::BadRecord { what: "form object" });
            return;
        };
        if !text.is_empty() {
            list.composer.text(&text, marks);
        }
    }
}

fn shown_text(record: Node<'_, '_>) -> Option<String> {
    let mut bytes = record.bytes();
    let kind = ControlId(bytes.u32()?).letters();
    // The kind again, the length of the properties in bytes and in units.
    bytes.skip(4 + 4)?;
    let count = usize::from(bytes.u16()?).min(bytes.rest().len() / 2);
    let properties = utf16_string(bytes.utf16(count)?);
    let caption = || named_string(&properties, "Caption").unwrap_or_default();
    let is_checked = named_number(&properties, "Value") == Some(1);
    Some(match kind.as_str() {
        "+cbt" | "+rbt" => format!("{} {}", if is_checked { "[x]" } else { "[ ]" }, caption()).trim_end().to_owned(),
        "+edt" | "+cob" => named_string(&properties, "Text").unwrap_or_default(),
        _ => caption(),
    })
}
