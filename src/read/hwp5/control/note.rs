//! Footnotes, endnotes and hidden comments (specification, footnote/endnote; hidden comment).

use crate::container::bytes::Bytes;
use crate::document::{Inline, NoteKind};
use crate::read::flow::note::{self, Lead, NoteNumbers};
use crate::read::style::numbering::NumberFormat;

use super::super::body::{Body, List};
use super::{Control, id};

pub(super) fn read(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let kind = if control.id == id::FOOTNOTE { NoteKind::Footnote } else { NoteKind::Endnote };
    let (stored, shape) = stored_number(control.bytes).unwrap_or_default();
    let outer = std::mem::replace(&mut body.lead, Lead::Before);
    let blocks = body.apart(|body| body.list_blocks(control.node));
    let lead = std::mem::replace(&mut body.lead, outer);
    list.composer.inline(note::note(kind, lead, stored, shape, blocks, &mut body.numbers));
}

pub(super) fn hidden_comment(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let blocks = body.apart(|body| body.list_blocks(control.node));
    if let Some(comment) = note::comment(blocks, None) {
        list.composer.inline(Inline::Note(Box::new(comment)));
    }
}

/// The number in the control itself, for notes whose text does not begin with it, and how it is shown.
fn stored_number(mut bytes: Bytes<'_>) -> Option<(Option<u32>, NoteNumbers)> {
    let value = bytes.u32()?;
    let mut character = || bytes.u16().filter(|unit| *unit != 0).and_then(|unit| char::from_u32(u32::from(unit)));
    let (prefix, suffix) = (character(), character());
    let format = bytes.u32().and_then(NumberFormat::from_code).unwrap_or(NumberFormat::Digit);
    Some((Some(value), NoteNumbers { format, user_char: None, prefix, suffix }))
}
