//! How text looks: character shapes, paragraph shapes, numberings and bullets, each to its DocInfo record.

use super::record::{Bytes, count16};

/// No colour.
pub const NONE: u32 = 0xFFFF_FFFF;

/// A colour as the format stores it, from `0xRRGGBB`.
pub fn colour(rgb: u32) -> u32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    u32::from_le_bytes([red, green, blue, 0])
}

/// The look of a run of text.
#[derive(Debug, Clone, PartialEq)]
pub struct CharShape {
    pub size: i32,
    pub attr: u32,
    pub colour: u32,
    pub shade: u32,
}

impl Default for CharShape {
    fn default() -> Self {
        CharShape { size: 1000, attr: 0, colour: 0, shade: NONE }
    }
}

impl CharShape {
    pub fn new() -> Self {
        CharShape::default()
    }

    fn with(mut self, bits: u32) -> Self {
        self.attr |= bits;
        self
    }

    pub fn italic(self) -> Self {
        self.with(1)
    }

    pub fn bold(self) -> Self {
        self.with(1 << 1)
    }

    pub fn underline(self) -> Self {
        self.with(1 << 2)
    }

    /// A line above the text.
    pub fn overline(self) -> Self {
        self.with(3 << 2)
    }

    pub fn superscript(self) -> Self {
        self.with(1 << 15)
    }

    pub fn subscript(self) -> Self {
        self.with(1 << 16)
    }

    /// A real line through the text.
    pub fn strike(self) -> Self {
        self.with(1 << 18)
    }

    /// What the word processor stores for text that is *not* struck: strike bits set, both line kinds 15.
    pub fn strike_placeholder(self) -> Self {
        self.with(2 << 2 | 15 << 4 | 1 << 18 | 15 << 26)
    }

    /// Emphasis marks over every character; 1 is a dot.
    pub fn emphasis_mark(self, kind: u32) -> Self {
        self.with(kind << 21)
    }

    pub fn outline(self) -> Self {
        self.with(1 << 8)
    }

    /// Size in points.
    pub fn size(mut self, points: i32) -> Self {
        self.size = points * 100;
        self
    }

    /// Text colour, `0xRRGGBB`.
    pub fn colour(mut self, rgb: u32) -> Self {
        self.colour = colour(rgb);
        self
    }

    /// Colour behind the text, `0xRRGGBB`.
    pub fn shade(mut self, rgb: u32) -> Self {
        self.shade = colour(rgb);
        self
    }

    pub(super) fn record(&self) -> Bytes {
        Bytes::new()
            .zeros(14) // the first font of each of the seven languages
            .raw(&[100; 7]) // width
            .raw(&[0; 7]) // letter spacing
            .raw(&[100; 7]) // relative size
            .raw(&[0; 7]) // vertical offset
            .i32(self.size)
            .u32(self.attr)
            .raw(&[10, 10]) // shadow offsets
            .u32(self.colour)
            .u32(0) // underline colour
            .u32(self.shade)
            .u32(colour(0xC0C0C0)) // shadow colour
            .u16(2) // border fill
            .u32(0) // strike colour
    }
}

/// Alignment of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Justify = 0,
    Left = 1,
    Right = 2,
    Center = 3,
}

/// The look of a paragraph, with its place in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ParaShape {
    pub align: Align,
    /// 0 none, 1 outline, 2 number, 3 bullet.
    pub heading: u32,
    /// Level in the list, from 0.
    pub level: u32,
    /// The numbering or bullet, from 1; 0 is none.
    pub list: u16,
    /// Left margin in 1/7200 inch.
    pub left: i32,
    /// First line against the others, negative for a hanging line.
    pub indent: i32,
    pub page_break_before: bool,
}

impl Default for ParaShape {
    fn default() -> Self {
        ParaShape { align: Align::Justify, heading: 0, level: 0, list: 0, left: 0, indent: 0, page_break_before: false }
    }
}

impl ParaShape {
    pub(super) fn record(&self) -> Bytes {
        let attr = 0x180 // break Hangul anywhere, stick to the page grid
            | (self.align as u32) << 2
            | u32::from(self.page_break_before) << 19
            | self.heading << 23
            | self.level.min(6) << 25;
        Bytes::new()
            .u32(attr)
            .i32(self.left * 2)
            .i32(0) // right margin
            .i32(self.indent * 2)
            .i32(0) // space before
            .i32(0) // space after
            .i32(160) // line spacing of old versions
            .u16(0) // tabs
            .u16(self.list)
            .u16(2) // border fill
            .zeros(8) // border spacing
            .u32(0) // attributes 2
            .u32(0) // attributes 3: line spacing in percent
            .u32(160)
            .u32(self.level)
    }
}

/// How a number is written; the codes of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFormat {
    Digit = 0,
    CircledDigit = 1,
    RomanCapital = 2,
    RomanSmall = 3,
    LatinCapital = 4,
    LatinSmall = 5,
    HangulSyllable = 8,
    CircledHangulSyllable = 9,
    HangulJamo = 10,
    CircledHangulJamo = 11,
    HangulPhonetic = 12,
    Ideograph = 13,
    Decagon = 15,
    DecagonHanja = 16,
}

/// A numbering: per level a pattern such as `제^1장`, a number format and a start.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbering {
    pub levels: Vec<(String, NumberFormat, u32)>,
}

impl Default for Numbering {
    /// `1. 가. 1) 가) (1) (가) ①`, what the word processor gives to a new document.
    fn default() -> Self {
        Numbering::new()
            .level("^1.", NumberFormat::Digit)
            .level("^2.", NumberFormat::HangulSyllable)
            .level("^3)", NumberFormat::Digit)
            .level("^4)", NumberFormat::HangulSyllable)
            .level("(^5)", NumberFormat::Digit)
            .level("(^6)", NumberFormat::HangulSyllable)
            .level("^7", NumberFormat::CircledDigit)
    }
}

impl Numbering {
    /// A numbering without levels; those that are not added have an empty pattern.
    pub fn new() -> Self {
        Numbering { levels: Vec::new() }
    }

    pub fn level(self, pattern: &str, format: NumberFormat) -> Self {
        self.level_from(pattern, format, 1)
    }

    /// A level whose first number is `start`.
    pub fn level_from(mut self, pattern: &str, format: NumberFormat, start: u32) -> Self {
        self.levels.push((pattern.to_owned(), format, start));
        self
    }

    pub(super) fn record(&self) -> Bytes {
        let bytes = (0..7).fold(Bytes::new(), |bytes, level| self.head(bytes, level)).u16(0);
        let bytes = (0..7).fold(bytes, |bytes, level| bytes.u32(self.start(level)));
        let bytes = (7..10).fold(bytes, |bytes, level| self.head(bytes, level));
        (7..10).fold(bytes, |bytes, level| bytes.u32(self.start(level)))
    }

    fn head(&self, bytes: Bytes, level: usize) -> Bytes {
        let (pattern, format) =
            self.levels.get(level).map_or(("", 0), |(text, format, _)| (text.as_str(), *format as u32));
        list_head(bytes, format).text(pattern)
    }

    fn start(&self, level: usize) -> u32 {
        self.levels.get(level).map_or(1, |(_, _, start)| *start)
    }
}

/// A bullet list.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullet {
    pub character: char,
}

impl Bullet {
    pub fn new(character: char) -> Self {
        Bullet { character }
    }

    pub(super) fn record(&self) -> Bytes {
        let mut units = [0; 2];
        let character = self.character.encode_utf16(&mut units);
        list_head(Bytes::new(), 0)
            .units(&character[..1])
            .i32(0) // no image
            .zeros(5) // the image
            .u16(0x20) // character of a checked item
    }
}

/// The 12 bytes before every pattern: automatic indent, half a character between number and text.
fn list_head(bytes: Bytes, format: u32) -> Bytes {
    bytes.u32(0xC | format << 5).u16(0).u16(50).u32(NONE)
}

/// A style that carries a paragraph shape.
pub(super) fn style(name: &str, english: &str, next: u8, para_shape: usize) -> Bytes {
    Bytes::new()
        .text(name)
        .text(english)
        .u8(0) // a paragraph style
        .u8(next)
        .u16(1042) // Korean
        .u16(count16(para_shape))
        .u16(0) // character shape
        .u16(0) // not locked
}
