//! Paragraph lists: heads, shapes and characters to [`Paragraph`]s.
//!
//! A list ends with a paragraph of no characters. A paragraph is its head, its shapes, its lines (layout, passed
//! over), one shape a character, and the characters; those below 32 are controls of many sizes.

use super::boxes::TextBox;
use super::control;
use super::outline::Number;
use super::picture::Picture;
use super::stream::Stream;
use crate::container::bytes::Bytes;
use crate::document::{Align, BreakKind, FurnitureKind, Look, Marks, NoteKind, PageParity};
use crate::read::flow::number::Shows;
use crate::warning::{Part, WarningKind};

/// A paragraph as stored.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// A page or column that the author ended with this paragraph.
    pub(super) break_after: Option<BreakKind>,
    pub(super) align: Align,
    pub(super) items: Vec<Item>,
}

/// What stands in a paragraph, in reading order.
#[derive(Debug)]
pub(super) enum Item {
    Text(String, Shape),
    Tab,
    /// The visible number or bullet of the paragraph, stored as text is.
    Outline(Number),
    AutoNumber(Shows, u16),
    /// A bookmark's name.
    Anchor(String),
    Note {
        kind: NoteKind,
        number: u16,
        list: Vec<Paragraph>,
    },
    Comment(Vec<Paragraph>),
    Furniture {
        kind: FurnitureKind,
        pages: PageParity,
        list: Vec<Paragraph>,
    },
    TextBox(Box<TextBox>),
    Picture(Box<Picture>),
}

/// What text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) marks: Marks,
    /// In 1/100 point.
    pub(super) size: Option<u32>,
    pub(super) look: Look,
}

/// The fixed front of a paragraph.
struct Head {
    follows_shape: bool,
    character_count: u16,
    line_count: u16,
    has_shapes: bool,
    flags: u8,
    shape: Shape,
}

/// Bytes of a paragraph head without the paragraph shape.
const HEAD: usize = 43;
const CHARACTER_SHAPE: usize = 31;
const PARAGRAPH_SHAPE: usize = 187;
const LINE: usize = 14;

/// Counts beyond these do not occur in sound files.
const MOST_CHARACTERS: u16 = 60_000;
const MOST_LINES: u16 = 4_096;

/// The character that ends a paragraph.
const END: u16 = 13;

impl Head {
    fn read(bytes: &mut Bytes<'_>) -> Option<Head> {
        let mut head = Bytes::new(bytes.take(HEAD)?);
        let follows_shape = head.u8()? != 0;
        let (character_count, line_count) = (head.u16()?, head.u16()?);
        let has_shapes = head.u8()? != 0;
        let flags = head.u8()?;
        head.skip(5)?; // mask of the controls that occur, style
        let shape = Shape::of(head.rest())?;
        Some(Head { follows_shape, character_count, line_count, has_shapes, flags, shape })
    }

    fn is_sound(&self) -> bool {
        self.character_count <= MOST_CHARACTERS && self.line_count <= MOST_LINES
    }

    fn break_after(&self) -> Option<BreakKind> {
        match self.flags & 3 {
            0 => None,
            1 => Some(BreakKind::Column),
            _ => Some(BreakKind::Page),
        }
    }
}

/// What the colours of text are called by, as 0xRRGGBB.
const COLORS: [u32; 8] = [0x00_0000, 0x00_00FF, 0x00_FF00, 0x00_FFFF, 0xFF_0000, 0xFF_00FF, 0xFF_FF00, 0xFF_FFFF];

impl Shape {
    /// Reads a character shape. Widths, spacing, shades, outline and shadow are layout; nothing strikes text through.
    fn of(shape: &[u8]) -> Option<Shape> {
        let mut bytes = Bytes::new(shape);
        // In 1/25 point.
        let size = bytes.u16().map(|size| u32::from(size) * 4).filter(|size| *size > 0);
        let face = u16::from(*shape.get(2)?);
        let color = COLORS.get(usize::from(*shape.get(24)?)).copied().unwrap_or_default();
        let attributes = *shape.get(26)?;
        let bits = [
            (0, Marks::ITALIC),
            (1, Marks::BOLD),
            (2, Marks::UNDERLINE),
            (5, Marks::SUPERSCRIPT),
            (6, Marks::SUBSCRIPT),
        ];
        let set = bits.iter().filter(|(bit, _)| attributes >> bit & 1 == 1);
        let marks = set.fold(Marks::NONE, |marks, (_, mark)| marks.with(*mark));
        Some(Shape { marks, size, look: Look { face, color } })
    }
}

fn align(shape: &[u8]) -> Option<Align> {
    Some(match shape.get(11)? {
        1 => Align::Left,
        2 => Align::Right,
        3 => Align::Center,
        4 | 5 => Align::Distribute,
        _ => Align::Justify,
    })
}

/// Reads a list to its end, or as far as the data are sound.
pub(super) fn list(stream: &mut Stream<'_, '_, '_>) -> Vec<Paragraph> {
    let read = |stream: &mut Stream<'_, '_, '_>| {
        let mut paragraphs = Vec::new();
        while !stream.is_lost
            && let Some(paragraph) = paragraph(stream)
        {
            paragraphs.push(paragraph);
        }
        paragraphs
    };
    if stream.is_lost {
        return Vec::new();
    }
    // What a list sets does not hold for the text around it.
    let align = stream.align;
    let paragraphs = stream.nested(read).unwrap_or_default();
    stream.align = align;
    paragraphs
}

/// Reads a paragraph, or `None` at the end of the list.
fn paragraph(stream: &mut Stream<'_, '_, '_>) -> Option<Paragraph> {
    let head = Head::read(&mut stream.bytes);
    let head = stream.expect(head)?;
    if head.character_count == 0 {
        return None;
    }
    if !head.is_sound() {
        stream.lose(Part::AfterParagraph);
        return None;
    }
    if !head.follows_shape {
        let shape = stream.bytes.take(PARAGRAPH_SHAPE);
        stream.align = align(stream.expect(shape)?)?;
    }
    let lines = stream.bytes.skip(LINE * usize::from(head.line_count));
    stream.expect(lines)?;
    let shapes = if head.has_shapes { shapes(&head, stream)? } else { Vec::new() };
    let mut paragraph = Paragraph { break_after: head.break_after(), align: stream.align, items: Vec::new() };
    characters(&head, &shapes, stream, &mut paragraph.items);
    Some(paragraph)
}

/// The shape of every character. A control has as many entries as it has characters' room.
fn shapes(head: &Head, stream: &mut Stream<'_, '_, '_>) -> Option<Vec<Shape>> {
    let mut all = Vec::new();
    let mut current = head.shape;
    for _ in 0..head.character_count {
        let flag = stream.bytes.u8();
        if stream.expect(flag)? != 1 {
            let shape = stream.bytes.take(CHARACTER_SHAPE);
            current = Shape::of(stream.expect(shape)?)?;
        }
        all.push(current);
    }
    Some(all)
}

/// Reads the characters up to the end mark.
fn characters(head: &Head, shapes: &[Shape], stream: &mut Stream<'_, '_, '_>, items: &mut Vec<Item>) {
    let count = usize::from(head.character_count);
    let mut place = 0;
    let mut size_varies = false;
    while !stream.is_lost {
        let hchar = stream.bytes.u16();
        let Some(hchar) = stream.expect(hchar) else { return };
        let shape = shapes.get(place).copied().unwrap_or(head.shape);
        match hchar {
            END if place + 1 == count || size_varies => return,
            END if looks_like_head(stream.bytes) => {
                stream.warn(WarningKind::Repaired { what: Part::CharacterCount });
                return;
            }
            0..32 => {
                size_varies |= control::size_varies(hchar);
                place += control::read(hchar, shape, stream, items);
            }
            _ => {
                push_text(items, shape, |out| stream.push(hchar, out));
                place += 1;
            }
        }
        if place >= count && !size_varies {
            stream.lose(Part::AfterEndlessParagraph);
        }
    }
}

/// Adds text, joined to text with the same shape before it.
pub(super) fn push_text(items: &mut Vec<Item>, shape: Shape, push: impl FnOnce(&mut String)) {
    match items.last_mut() {
        Some(Item::Text(text, last)) if *last == shape => push(text),
        _ => {
            let mut text = String::new();
            push(&mut text);
            if !text.is_empty() {
                items.push(Item::Text(text, shape));
            }
        }
    }
}

/// Whether a paragraph begins here beyond doubt.
pub(super) fn begins(mut bytes: Bytes<'_>) -> bool {
    let start = bytes.rest();
    let is_flag = |at: usize| start.get(at).is_some_and(|byte| *byte <= 1);
    if !is_flag(0) || !is_flag(5) {
        return false;
    }
    let Some(head) = Head::read(&mut bytes) else { return false };
    let count = head.character_count;
    let has_lines = (1..=count).contains(&head.line_count);
    let shape = start.get(HEAD - CHARACTER_SHAPE..).unwrap_or_default();
    if count == 0 || !has_lines || !head.is_sound() || !is_character_shape(shape) {
        return false;
    }
    let shape = if head.follows_shape { 0 } else { PARAGRAPH_SHAPE };
    let is_there = bytes.skip(shape + LINE * usize::from(head.line_count)).is_some();
    // Where every character has a shape, those stand before the text, which is then too far to be looked at.
    is_there && (head.has_shapes || control::is_text(bytes))
}

/// Whether this can be a character shape: its size between 1 and 400 points, all widths of letters within what the
/// word processor offers.
fn is_character_shape(shape: &[u8]) -> bool {
    let mut bytes = Bytes::new(shape);
    let size = bytes.u16().unwrap_or(0);
    let widths = bytes.skip(7).and_then(|()| bytes.take(7)).unwrap_or_default();
    (25..=10_000).contains(&size) && widths.iter().all(|width| (25..=250).contains(width))
}

/// Whether a paragraph or the end of a list can begin here.
fn looks_like_head(mut bytes: Bytes<'_>) -> bool {
    let first = bytes.rest().first().copied();
    let Some(head) = Head::read(&mut bytes) else { return false };
    let is_end = head.character_count == 0 && head.line_count == 0;
    first.is_some_and(|byte| byte <= 1) && head.is_sound() && (head.line_count > 0 || is_end)
}
