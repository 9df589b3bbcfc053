//! Small things in the line: bookmarks, overlapped characters, ruby (specification, bookmark; character overlap; ruby).

use crate::document::{Inline, Marks};
use crate::read::flow::words;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::{Control, control_data_name};

pub(super) fn bookmark(control: Control<'_, '_>, list: &mut List) {
    // A bookmark without a name cannot be led to.
    if let Some(name) = control_data_name(control.node).filter(|name| !name.is_empty()) {
        list.composer.inline(Inline::Anchor(name));
    }
}

/// 글자 겹침: characters printed over each other or in a border.
pub(super) fn overlap(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, marks: Marks, list: &mut List) {
    let mut bytes = control.bytes;
    let Some(text) = bytes.string() else {
        body.cx.warn(WarningKind::BadRecord { what: Part::OverlappedCharacters });
        return;
    };
    let border = bytes.u8().unwrap_or(0);
    words::add_overlap(&text, border, marks, &mut body.lead, &mut list.composer);
}

/// 덧말: the text stands only here, not in the paragraph.
pub(super) fn ruby(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, marks: Marks, list: &mut List) {
    let mut bytes = control.bytes;
    match (bytes.string(), bytes.string()) {
        (Some(base), Some(ruby)) => {
            words::add_ruby(&base, &ruby, marks, &mut body.lead, &mut list.composer, body.cx);
        }
        _ => body.cx.warn(WarningKind::BadRecord { what: Part::Ruby }),
    }
}
