//! Automatic and new numbers (specification, automatic numbering; new number).

use crate::container::bytes::Bytes;
use crate::document::Marks;
use crate::read::flow::number::{AutoNumber, Counted, Shows};
use crate::read::flow::words;
use crate::read::style::numbering::NumberFormat;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::Control;

pub(super) fn read(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, marks: Marks, list: &mut List) {
    let Some(number) = auto_number(control.bytes) else {
        body.cx.warn(WarningKind::BadRecord { what: Part::AutoNumber });
        return;
    };
    if let Some(shown) = number.shown(body.in_furniture, &mut body.numbers, &mut body.lead) {
        words::add(&shown, marks, &mut body.lead, &mut list.composer, body.cx);
    }
}

pub(super) fn restart(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>) {
    let mut bytes = control.bytes;
    let counted = bytes.u32().and_then(|kind| Counted::from_code(kind & 0xF));
    if let (Some(counted), Some(next)) = (counted, bytes.u16()) {
        body.numbers.restart(counted, next.into());
    }
}

fn auto_number(mut bytes: Bytes<'_>) -> Option<AutoNumber> {
    let attr = bytes.u32()?;
    let value = bytes.u16()?;
    let mut character = || bytes.u16().filter(|unit| *unit != 0).and_then(|unit| char::from_u32(u32::from(unit)));
    Some(AutoNumber {
        shows: Shows::from_code(attr & 0xF),
        format: NumberFormat::from_code(attr >> 4 & 0xFF).unwrap_or(NumberFormat::Digit),
        stored: Some(u32::from(value)),
        user_char: character(),
        prefix: character(),
        suffix: character(),
    })
}
