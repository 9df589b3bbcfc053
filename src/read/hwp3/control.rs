//! Characters below 32: what each control is, how many bytes it has, and how many characters' room it takes.

use super::boxes;
use super::charset;
use super::date;
use super::outline;
use super::paragraph::{self, Item, Paragraph, Shape, push_text};
use super::picture;
use super::stream::Stream;
use crate::container::bytes::Bytes;
use crate::document::{FurnitureKind, NoteKind, PageParity};
use crate::read::charset as special;
use crate::read::flow::number::Shows;
use crate::warning::{Part, WarningKind};

/// Characters' room of a control whose content lies outside the paragraph's count: only its head counts.
const HEAD_ROOM: usize = 4;

/// Whether the room that a control takes is not certain, so that only the end mark tells where a paragraph ends.
pub(super) fn size_varies(code: u16) -> bool {
    matches!(code, 7 | 8)
}

/// Reads the rest of a control after its code and adds what it shows. Returns the room that it takes.
pub(super) fn read(code: u16, shape: Shape, stream: &mut Stream<'_, '_, '_>, items: &mut Vec<Item>) -> usize {
    let (size, room) = match code {
        9 | 18..=21 => (8, 4),
        22 => (24, 12),
        23 => (10, 5),
        24 | 25 => (6, 3),
        26 => (246, 123),
        28 => (64, 32),
        30 | 31 => (4, 2),
        7 => (84, HEAD_ROOM),
        8 => (96, HEAD_ROOM),
        _ => return with_head(code, shape, stream, items),
    };
    if let Some(data) = fixed(code, size, stream) {
        show(code, data, shape, stream, items);
    }
    room
}

/// The data of a control of `size` bytes between its code, which has been read, and the same code at its end.
fn fixed<'a>(code: u16, size: usize, stream: &mut Stream<'_, 'a, '_>) -> Option<&'a [u8]> {
    let data = stream.bytes.take(size - 4);
    let data = stream.expect(data)?;
    ends_with(code, stream).then_some(data)
}

/// Checks that a control's code is repeated here; nothing after it can be read when it is not.
fn ends_with(code: u16, stream: &mut Stream<'_, '_, '_>) -> bool {
    let repeated = stream.bytes.u16();
    let Some(repeated) = stream.expect(repeated) else { return false };
    if repeated != code {
        stream.lose(Part::AfterControl);
    }
    repeated == code
}

/// Adds what a control of fixed size shows.
fn show(code: u16, data: &[u8], shape: Shape, stream: &mut Stream<'_, '_, '_>, items: &mut Vec<Item>) {
    let mut text = String::new();
    match code {
        8 => text = date::text(data),
        9 => items.push(Item::Tab),
        18 => items.extend(auto_number(data)),
        22 => text = format!("{{{}}}", charset::kchars(data)),
        23 => {
            let chars = units(data).filter(|hchar| *hchar >= 0x20);
            chars.for_each(|hchar| stream.push(hchar, &mut text));
            text = special::overlap(&text, 0);
        }
        24 => text.push('-'),
        28 => items.extend(outline::read(data).map(Item::Outline)),
        30 => text.push('\u{A0}'),
        31 => text.push(' '),
        // New number, page number, odd start, marks for a table of contents or an index, and how dates are written:
        // none of them stands in the text.
        _ => {}
    }
    if !text.is_empty() {
        push_text(items, shape, |out| out.push_str(&text));
    }
}

fn units(data: &[u8]) -> impl Iterator<Item = u16> {
    data.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(*pair.first_chunk()?)))
}

fn auto_number(data: &[u8]) -> Option<Item> {
    let mut bytes = Bytes::new(data);
    Some(Item::AutoNumber(Shows::from_code(bytes.u16()?.into()), bytes.u16()?))
}

/// Reads a control that begins with a head: its code, a number, its code again. Returns the room that it takes.
fn with_head(code: u16, shape: Shape, stream: &mut Stream<'_, '_, '_>, items: &mut Vec<Item>) -> usize {
    let mut ahead = stream.bytes;
    let (length, repeated) = (ahead.u32(), ahead.u16());
    let is_known = matches!(code, 5 | 6 | 10 | 11 | 14..=17 | 29);
    if !is_known && repeated != Some(code) {
        // A reserved code that begins no control is a stray character.
        stream.warn(WarningKind::InvalidCharacter);
        return 1;
    }
    let skipped = stream.bytes.skip(4);
    if stream.expect(skipped).is_none() || !ends_with(code, stream) {
        return HEAD_ROOM;
    }
    let length = length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
    match code {
        // The value of a field stands in the text between its two marks.
        5 => _ = take(length, stream),
        6 => items.extend(take(34, stream).and_then(bookmark).map(Item::Anchor)),
        10 => items.extend(boxes::read(stream).map(Box::new).map(Item::TextBox)),
        11 => items.extend(picture::read(stream).map(Box::new).map(Item::Picture)),
        // A line has nothing to say.
        14 => _ = take(84, stream),
        15 => items.extend(take(8, stream).map(|_| Item::Comment(paragraph::list(stream)))),
        16 => items.extend(furniture(stream)),
        17 => items.extend(note(stream)),
        29 => {
            let text = take(length, stream).and_then(cross_reference).unwrap_or_default();
            push_text(items, shape, |out| out.push_str(&text));
        }
        _ => reserved(code, length, stream),
    }
    HEAD_ROOM
}

fn take<'a>(count: usize, stream: &mut Stream<'_, 'a, '_>) -> Option<&'a [u8]> {
    let data = stream.bytes.take(count);
    stream.expect(data)
}

/// The name of a bookmark, where it begins.
fn bookmark(data: &[u8]) -> Option<String> {
    let (name, kind) = data.split_at_checked(32)?;
    let is_end = kind.first() == Some(&2);
    let name = charset::hchars(name);
    (!is_end && !name.is_empty()).then_some(name)
}

/// The text that a cross reference showed when the document was saved.
fn cross_reference(data: &[u8]) -> Option<String> {
    let mut bytes = Bytes::new(data);
    bytes.skip(1 + 37 + 2)?; // kind, target, what is shown of it
    let length = usize::from(bytes.u16()?);
    bytes.skip(4)?;
    let text = bytes.rest();
    Some(charset::hchars(text.get(..length).unwrap_or(text)))
}

fn furniture(stream: &mut Stream<'_, '_, '_>) -> Option<Item> {
    let mut info = Bytes::new(take(10, stream)?);
    info.skip(8)?;
    let kind = if info.u8()? == 0 { FurnitureKind::Header } else { FurnitureKind::Footer };
    let pages = match info.u8()? {
        1 => PageParity::Even,
        2 => PageParity::Odd,
        _ => PageParity::Both,
    };
    Some(Item::Furniture { kind, pages, list: paragraph::list(stream) })
}

fn note(stream: &mut Stream<'_, '_, '_>) -> Option<Item> {
    let mut info = Bytes::new(take(14, stream)?);
    info.skip(8)?;
    let number = info.u16()?;
    let kind = if info.u16()? == 1 { NoteKind::Endnote } else { NoteKind::Footnote };
    let list: Vec<Paragraph> = paragraph::list(stream);
    Some(Item::Note { kind, number: number.saturating_add(1), list })
}

/// Passes over a control that the format keeps for later. Its length is to be believed only when the text goes on
/// behind the data: some files have the head alone.
fn reserved(code: u16, length: usize, stream: &mut Stream<'_, '_, '_>) {
    let mut behind = stream.bytes;
    let goes_on = behind.skip(length).is_some() && is_text(behind);
    if goes_on && !(length > 0 && is_text(stream.bytes)) {
        stream.bytes = behind;
    }
    stream.warn(WarningKind::UnknownControl { id: code.to_string() });
}

/// How many characters are looked at to tell text from anything else.
const LOOK_AHEAD: usize = 64;

/// Whether text goes on here: characters, then the end of the paragraph or a control with its code repeated.
pub(super) fn is_text(mut bytes: Bytes<'_>) -> bool {
    for _ in 0..LOOK_AHEAD {
        match bytes.u16() {
            None | Some(0) => return false,
            Some(13) => return true,
            Some(code @ (5 | 6 | 10 | 11 | 14..=17 | 29)) => {
                return bytes.skip(4).is_some() && bytes.u16() == Some(code);
            }
            Some(code @ (9 | 18..=21)) => return bytes.skip(4).is_some() && bytes.u16() == Some(code),
            Some(code @ (24 | 25)) => return bytes.skip(2).is_some() && bytes.u16() == Some(code),
            Some(code @ (30 | 31)) => return bytes.u16() == Some(code),
            Some(1..32) => return false,
            Some(_) => {}
        }
    }
    true
}
