//! Pens, brushes and fonts of enhanced metafiles.

use super::emf::Record;
use super::font::Font;
use super::gdi::{Brush, Object, Pen};
use super::wmf::color;
use crate::container::bytes::utf16_string;

/// A brush of one colour or of lines.
pub(super) fn brush(record: Record<'_>, at: usize) -> Option<Brush> {
    Some(match record.long(at)? {
        0 => Brush::Solid(color(record.long(at + 4)?)),
        2 => Brush::Hatched { hatch: record.long(at + 8)?, color: color(record.long(at + 4)?) },
        _ => Brush::Hollow,
    })
}

/// A font (LogFont).
pub(super) fn font(record: Record<'_>) -> Option<Font> {
    let mut bytes = record.bytes(4);
    let height = f64::from(bytes.i32()?);
    bytes.skip(4)?; // Width.
    let turn = bytes.i32()?;
    bytes.skip(4)?; // Orientation of each character.
    let weight = bytes.u32()?;
    let [italic, underlined, struck, charset] = [bytes.u8()?, bytes.u8()?, bytes.u8()?, bytes.u8()?];
    bytes.skip(4)?; // Precisions, quality, pitch.
    let name = bytes.rest();
    let units = name.chunks_exact(2).take(32).take_while(|unit| *unit != [0, 0]).count();
    let face = utf16_string(name.get(..units * 2).unwrap_or_default());
    let (is_italic, is_underlined, is_struck) = (italic != 0, underlined != 0, struck != 0);
    Some(Font { height, turn, weight, is_italic, is_underlined, is_struck, charset, face })
}

/// What Windows keeps ready.
pub(super) fn stock(index: u32) -> Option<Object> {
    let solid = |color| Some(Object::Brush(Brush::Solid(color)));
    let pen = |style, color| Some(Object::Pen(Pen { style, width: 0.0, color }));
    match index {
        0x8000_0000 => solid(0xFF_FFFF),
        0x8000_0001 => solid(0xC0_C0C0),
        0x8000_0002 => solid(0x80_8080),
        0x8000_0003 => solid(0x40_4040),
        0x8000_0004 => solid(0),
        0x8000_0005 => Some(Object::Brush(Brush::Hollow)),
        0x8000_0006 => pen(0, 0xFF_FFFF),
        0x8000_0007 => pen(0, 0),
        0x8000_0008 => pen(5, 0),
        0x8000_000A..=0x8000_0011 => Some(Object::Font(Font::default())),
        0x8000_0009.. => Some(Object::Other),
        _ => None,
    }
}
