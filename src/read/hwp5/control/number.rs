//! Automatic and new numbers (specification, automatic numbering; new number).

use crate::document::Marks;
use crate::read::note::{Counted, Lead};
use crate::read::numbering::NumberFormat;
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::Node;

const PAGE: u32 = 0;
const TOTAL_PAGES: u32 = 6;

/// What an `atno` control says.
struct AutoNumber {
    kind: u32,
    format: NumberFormat,
    value: u32,
    user_char: Option<char>,
    prefix: Option<char>,
    suffix: Option<char>,
}

impl Body<'_, '_, '_> {
    pub(super) fn auto_number(&mut self, node: Node<'_, '_>, marks: Marks, list: &mut List) {
        let Some(number) = auto_number(node) else {
            self.cx.warn(WarningKind::BadRecord { what: "automatic number" });
            return;
        };
        match number.kind {
            // A page number means something on its page only; in furniture `#` stands for it, as in the word processor.
            PAGE | TOTAL_PAGES if !self.in_furniture => return,
            PAGE => return list.composer.text("#", marks),
            TOTAL_PAGES => return list.composer.text("##", marks),
            _ => {}
        }
        let counted = Counted::from_code(number.kind);
        // The stored value is the one shown; only where it is 0 it has to be counted.
        let value = counted.map_or(number.value, |counted| self.numbers.value(counted, Some(number.value)));
        let mut shown = String::new();
        number.format.push(value, number.user_char, &mut shown);
        if self.lead == Lead::Before && matches!(counted, Some(Counted::Footnote | Counted::Endnote)) {
            self.lead = Lead::Number(shown);
            return;
        }
        self.lead.end();
        let decorated: String = number.prefix.into_iter().chain(shown.chars()).chain(number.suffix).collect();
        list.composer.text(&decorated, marks);
    }

    pub(super) fn new_number(&mut self, node: Node<'_, '_>) {
        let mut bytes = node.bytes();
        // The id.
        let counted = bytes.skip(4).and_then(|()| bytes.u32()).and_then(|kind| Counted::from_code(kind & 0xF));
        if let (Some(counted), Some(next)) = (counted, bytes.u16()) {
            self.numbers.restart(counted, next.into());
        }
    }
}

fn auto_number(node: Node<'_, '_>) -> Option<AutoNumber> {
    let mut bytes = node.bytes();
    // The id.
    bytes.skip(4)?;
    let attr = bytes.u32()?;
    let value = bytes.u16()?;
    let mut character = || bytes.u16().filter(|unit| *unit != 0).and_then(|unit| char::from_u32(u32::from(unit)));
    Some(AutoNumber {
        kind: attr & 0xF,
        format: NumberFormat::from_code(attr >> 4 & 0xFF).unwrap_or(NumberFormat::Digit),
        value: u32::from(value),
        user_char: character(),
        prefix: character(),
        suffix: character(),
    })
}
