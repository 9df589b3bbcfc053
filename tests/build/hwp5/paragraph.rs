//! A paragraph: runs of text, characters that stand for something, and controls, to its PARA_* and CTRL_* records.

use super::control::Control;
use super::doc_info::outline;
use super::drawing::Drawing;
use super::encoder::Encoder;
use super::field::Field;
use super::record::{Bytes, count16, count32, tag};
use super::shapes::{Align, CharShape, ParaShape};
use super::table::Table;

/// Characters of PARA_TEXT that stand for something.
pub mod character {
    pub const FIELD_END: u16 = 4;
    pub const TITLE_MARK: u16 = 8;
    pub const TAB: u16 = 9;
    pub const LINE_BREAK: u16 = 10;
    pub const END: u16 = 13;
    pub const HYPHEN: u16 = 24;
    pub const NO_BREAK_SPACE: u16 = 30;
    pub const FIXED_SPACE: u16 = 31;
}

/// Kinds of range tags.
pub mod range {
    pub const HIGHLIGHT: u32 = 2;
    pub const INSERTED: u32 = 16;
    pub const DELETED: u32 = 17;
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub enum Piece {
    Text(String),
    /// Code units as they are, lone surrogates too.
    Units(Vec<u16>),
    Shape(CharShape),
    /// A character of eight code units that owns no CTRL_HEADER.
    Inline(u16, [u16; 6]),
    Control(Box<Control>),
    RangeStart,
    RangeEnd(u32),
}

/// Paragraphs in order: the content of a section, a cell, a note.
#[derive(Debug, Clone, Default)]
pub struct Blocks(pub Vec<Paragraph>);

impl Blocks {
    pub fn new() -> Self {
        Blocks::default()
    }

    pub fn push(&mut self, paragraph: impl Into<Paragraph>) {
        self.0.push(paragraph.into());
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn first_mut(&mut self) -> Option<&mut Paragraph> {
        self.0.first_mut()
    }

    pub(super) fn encode(&self, level: u16, encoder: &mut Encoder) {
        let last = self.0.len().saturating_sub(1);
        for (index, paragraph) in self.0.iter().enumerate() {
            paragraph.encode(level, index == last, encoder);
        }
    }

    /// Lines of the preview, cells in angle brackets.
    pub(super) fn preview(&self, out: &mut String) {
        for paragraph in &self.0 {
            paragraph.preview(out);
            out.push_str("\r\n");
        }
    }
}

impl<T: Into<Paragraph>> From<T> for Blocks {
    fn from(paragraph: T) -> Self {
        Blocks(vec![paragraph.into()])
    }
}

impl<T: Into<Paragraph>> From<Vec<T>> for Blocks {
    fn from(paragraphs: Vec<T>) -> Self {
        Blocks(paragraphs.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Paragraph>, const N: usize> From<[T; N]> for Blocks {
    fn from(paragraphs: [T; N]) -> Self {
        Blocks(paragraphs.into_iter().map(Into::into).collect())
    }
}

/// A paragraph under construction. In every text a line feed becomes a forced line break and a tab a tab control.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    pub pieces: Vec<Piece>,
    pub shape: ParaShape,
    /// A shape number to write instead, whether it exists or not.
    forced_shape: Option<u16>,
    pub style: u8,
    pub breaks: u8,
    /// Text start and vertical position of each line, where the layout is wanted.
    lines: Vec<(u32, i32)>,
}

impl From<&str> for Paragraph {
    fn from(text: &str) -> Self {
        Paragraph::new().text(text)
    }
}

impl From<String> for Paragraph {
    fn from(text: String) -> Self {
        Paragraph::new().text(&text)
    }
}

impl From<Table> for Paragraph {
    fn from(table: Table) -> Self {
        Paragraph::new().control(Control::Table(table))
    }
}

impl From<Drawing> for Paragraph {
    fn from(drawing: Drawing) -> Self {
        Paragraph::new().control(Control::Drawing(drawing))
    }
}

/// Text and characters.
impl Paragraph {
    pub fn new() -> Self {
        Paragraph::default()
    }

    fn piece(mut self, piece: Piece) -> Self {
        self.pieces.push(piece);
        self
    }

    pub fn text(self, text: &str) -> Self {
        self.piece(Piece::Text(text.to_owned()))
    }

    /// Text in another look; what follows looks as before.
    pub fn styled(self, shape: CharShape, text: &str) -> Self {
        self.shape(shape).text(text).shape(CharShape::new())
    }

    pub fn bold(self, text: &str) -> Self {
        self.styled(CharShape::new().bold(), text)
    }

    /// Everything from here looks like this.
    pub fn shape(self, shape: CharShape) -> Self {
        self.piece(Piece::Shape(shape))
    }

    /// Code units as they are: lone surrogates, reserved characters.
    pub fn units(self, units: &[u16]) -> Self {
        self.piece(Piece::Units(units.to_vec()))
    }

    pub fn line_break(self) -> Self {
        self.units(&[character::LINE_BREAK])
    }

    pub fn no_break_space(self) -> Self {
        self.units(&[character::NO_BREAK_SPACE])
    }

    pub fn fixed_space(self) -> Self {
        self.units(&[character::FIXED_SPACE])
    }

    pub fn hyphen(self) -> Self {
        self.units(&[character::HYPHEN])
    }

    /// The invisible mark of a title for the table of contents.
    pub fn title_mark(self) -> Self {
        let [low, high] = id_units(*b"Mtit");
        self.piece(Piece::Inline(character::TITLE_MARK, [low, high, 0, 0, 0, 0]))
    }

    pub fn highlighted(self, rgb: u32, text: &str) -> Self {
        self.ranged(range::HIGHLIGHT << 24 | super::shapes::colour(rgb), text)
    }

    /// A tracked insertion; `change` counts from 0.
    pub fn inserted(self, change: u32, text: &str) -> Self {
        self.ranged(range::INSERTED << 24 | change, text)
    }

    /// A tracked deletion; `change` counts from 0.
    pub fn deleted(self, change: u32, text: &str) -> Self {
        self.ranged(range::DELETED << 24 | change, text)
    }

    fn ranged(self, range: u32, text: &str) -> Self {
        self.piece(Piece::RangeStart).text(text).piece(Piece::RangeEnd(range))
    }
}

/// Controls.
impl Paragraph {
    pub fn control(self, control: Control) -> Self {
        self.piece(Piece::Control(Box::new(control)))
    }

    pub fn footnote(self, blocks: impl Into<Blocks>) -> Self {
        self.control(Control::Footnote(blocks.into()))
    }

    pub fn endnote(self, blocks: impl Into<Blocks>) -> Self {
        self.control(Control::Endnote(blocks.into()))
    }

    /// A field with the text it shows.
    pub fn field(self, field: Field, text: &str) -> Self {
        let end = field.clone();
        self.field_begin(field).text(text).field_end(&end)
    }

    pub fn field_begin(self, field: Field) -> Self {
        self.control(Control::Field(field))
    }

    pub fn field_end(self, field: &Field) -> Self {
        self.piece(Piece::Inline(character::FIELD_END, field.end_info()))
    }

    pub fn link(self, target: &str, text: &str) -> Self {
        self.field(Field::link(target), text)
    }

    /// Text with a comment in the margin; comments are numbered from 1.
    pub fn memo(self, number: u16, text: &str, author: &str, comment: impl Into<Blocks>) -> Self {
        self.field(Field::memo(number, author, comment), text)
    }
}

/// The paragraph as a whole.
impl Paragraph {
    pub fn align(mut self, align: Align) -> Self {
        self.shape.align = align;
        self
    }

    pub fn center(self) -> Self {
        self.align(Align::Center)
    }

    pub fn right(self) -> Self {
        self.align(Align::Right)
    }

    /// Left margin and first-line indent, 1/7200 inch.
    pub fn indent(mut self, left: i32, first: i32) -> Self {
        self.shape.left = left;
        self.shape.indent = first;
        self
    }

    /// A heading of the section's outline, level from 0, in its style `개요 n`.
    pub fn outline(mut self, level: u8) -> Self {
        self.shape = ParaShape { align: self.shape.align, ..outline(u32::from(level)) };
        self.style = 2 + level;
        self
    }

    /// An item of a numbering, level from 0.
    pub fn numbered(mut self, numbering: u16, level: u32) -> Self {
        self.shape = ParaShape { heading: 2, level, list: numbering, ..self.shape };
        self
    }

    /// An item of a bullet list, level from 0.
    pub fn bulleted(mut self, bullet: u16, level: u32) -> Self {
        self.shape = ParaShape { heading: 3, level, list: bullet, ..self.shape };
        self
    }

    pub fn style(mut self, number: u8) -> Self {
        self.style = number;
        self
    }

    pub fn page_break(mut self) -> Self {
        self.breaks |= 0x04;
        self
    }

    pub fn column_break(mut self) -> Self {
        self.breaks |= 0x08;
        self
    }

    /// Refers to a paragraph shape by number, whether it exists or not.
    pub fn forced_shape(mut self, number: u16) -> Self {
        self.forced_shape = Some(number);
        self
    }

    /// Adds a laid-out line: where its text starts, and its vertical position on the page.
    pub fn line(mut self, start: u32, vertical: i32) -> Self {
        self.lines.push((start, vertical));
        self
    }

    /// Marks the first paragraph of a section and puts its definitions in front.
    pub(super) fn begin_section(&mut self, controls: Vec<Control>) {
        self.breaks |= 0x03;
        let pieces = controls.into_iter().map(|control| Piece::Control(Box::new(control)));
        self.pieces.splice(0..0, pieces);
    }

    pub fn prepend(&mut self, control: Control, text: &str) {
        self.pieces.splice(0..0, [Piece::Control(Box::new(control)), Piece::Text(text.to_owned())]);
    }

    fn encode(&self, level: u16, last: bool, encoder: &mut Encoder) {
        let mut line = Line::default();
        self.pieces.iter().for_each(|piece| line.add(piece, encoder));
        line.units.push(character::END);
        if line.runs.first().is_none_or(|(start, _)| *start > 0) {
            line.runs.insert(0, (0, 0));
        }
        let last_bit = if last { 1 << 31 } else { 0 };
        let shape = self.forced_shape.unwrap_or_else(|| encoder.info.para_shape(&self.shape));
        let instance = encoder.instance();
        let header = Bytes::new()
            .u32(count32(line.units.len()) | last_bit)
            .u32(line.control_mask)
            .u16(shape)
            .u8(self.style)
            .u8(self.breaks)
            .u16(count16(line.runs.len()))
            .u16(count16(line.ranges.len()))
            .u16(count16(self.lines.len()))
            .u32(instance)
            .u16(0); // not merged by track changes
        encoder.out.push(tag::PARA_HEADER, level, header);
        if line.units.len() > 1 {
            encoder.out.push(tag::PARA_TEXT, level + 1, Bytes::new().units(&line.units));
        }
        let runs = line.runs.iter().fold(Bytes::new(), |bytes, (start, shape)| bytes.u32(*start).u32(*shape));
        encoder.out.push(tag::PARA_CHAR_SHAPE, level + 1, runs);
        if !self.lines.is_empty() {
            encoder.out.push(tag::PARA_LINE_SEG, level + 1, self.line_segments());
        }
        if !line.ranges.is_empty() {
            let ranges =
                line.ranges.iter().fold(Bytes::new(), |bytes, [from, to, tag]| bytes.u32(*from).u32(*to).u32(*tag));
            encoder.out.push(tag::PARA_RANGE_TAG, level + 1, ranges);
        }
        line.controls.iter().for_each(|control| control.encode(level + 1, encoder));
    }

    fn line_segments(&self) -> Bytes {
        self.lines.iter().fold(Bytes::new(), |bytes, (start, vertical)| {
            // Line height, text height, baseline, spacing, column start, width, flags.
            let metrics = [1000, 1000, 850, 600, 0, 42520, 0x0006_0000];
            metrics.into_iter().fold(bytes.u32(*start).i32(*vertical), Bytes::i32)
        })
    }

    fn preview(&self, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Control(control) => control.preview(out),
                Piece::Units(_) | Piece::Shape(_) | Piece::Inline(..) | Piece::RangeStart | Piece::RangeEnd(_) => {}
            }
        }
    }
}

/// The text of a paragraph with the positions that its records refer to.
#[derive(Default)]
struct Line<'a> {
    units: Vec<u16>,
    control_mask: u32,
    runs: Vec<(u32, u32)>,
    range_start: u32,
    ranges: Vec<[u32; 3]>,
    controls: Vec<&'a Control>,
}

impl<'a> Line<'a> {
    fn position(&self) -> u32 {
        count32(self.units.len())
    }

    fn add(&mut self, piece: &'a Piece, encoder: &mut Encoder) {
        match piece {
            Piece::Text(text) => text.encode_utf16().for_each(|unit| self.unit(unit)),
            Piece::Units(units) => units.iter().for_each(|unit| self.unit(*unit)),
            Piece::Shape(shape) => {
                let start = self.position();
                self.runs.retain(|(known, _)| *known < start);
                self.runs.push((start, encoder.info.char_shape(shape)));
            }
            Piece::Inline(code, info) => self.control(*code, *info),
            Piece::Control(control) => {
                let [low, high] = id_units(control.text_id());
                self.control(control.code(), [low, high, 0, 0, 0, 0]);
                self.controls.push(control);
            }
            Piece::RangeStart => self.range_start = self.position(),
            Piece::RangeEnd(tag) => self.ranges.push([self.range_start, self.position(), *tag]),
        }
    }

    fn unit(&mut self, unit: u16) {
        if unit == character::TAB {
            return self.control(character::TAB, [4000, 0, 0x0100, 0, 0, 0]);
        }
        if unit == character::LINE_BREAK || unit == character::HYPHEN {
            self.control_mask |= 1 << unit;
        }
        self.units.push(unit);
    }

    fn control(&mut self, code: u16, info: [u16; 6]) {
        self.control_mask |= 1 << (code & 31);
        self.units.push(code);
        self.units.extend(info);
        self.units.push(code);
    }
}

/// A control id as the two code units that stand for it in text.
pub(super) fn id_units(id: [u8; 4]) -> [u16; 2] {
    let [a, b, c, d] = id;
    [u16::from_be_bytes([c, d]), u16::from_be_bytes([a, b])]
}
