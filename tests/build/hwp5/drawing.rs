//! Drawings: text boxes, pictures, embedded objects and groups of them, to SHAPE_COMPONENT and what hangs below it.

use super::control::object;
use super::encoder::Encoder;
use super::paragraph::Blocks;
use super::record::{Bytes, count16, tag};
use super::shapes;

/// Where a caption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left = 0,
    Right = 1,
    Top = 2,
    Bottom = 3,
}

/// The caption of a table or a drawing.
#[derive(Debug, Clone)]
pub struct Caption {
    pub side: Side,
    pub blocks: Blocks,
}

impl Caption {
    pub fn new(side: Side, blocks: impl Into<Blocks>) -> Self {
        Caption { side, blocks: blocks.into() }
    }

    pub(super) fn encode(&self, level: u16, width: u32, encoder: &mut Encoder) {
        let tail = Bytes::new().u32(self.side as u32).u32(8504).u16(850).u32(width).zeros(8);
        encoder.list(level, 0, tail, &self.blocks);
    }
}

/// What a drawing is.
#[derive(Debug, Clone)]
pub enum Kind {
    TextBox(Blocks),
    Picture(u16),
    Ole(u16),
    /// Words in a shape, a line feed between two lines.
    TextArt(String),
    Group(Vec<Drawing>),
    /// From the left upper corner to the right lower one, with an arrow at its end.
    Line,
}

/// A drawing.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub kind: Kind,
    pub width: u32,
    pub height: u32,
    pub inline: bool,
    pub description: String,
    pub caption: Option<Caption>,
    /// What is shown of a picture: its left, upper, right and lower edge, and the size of the whole.
    pub clip: Option<([u32; 4], [u32; 2])>,
}

impl Drawing {
    fn new(kind: Kind, description: &str) -> Self {
        let description = description.to_owned();
        Drawing { kind, width: 14172, height: 7084, inline: true, description, caption: None, clip: None }
    }

    /// A rectangle with text in it.
    pub fn text_box(blocks: impl Into<Blocks>) -> Self {
        Drawing::new(Kind::TextBox(blocks.into()), "사각형입니다.")
    }

    /// A picture, by the ordinal of its attachment.
    pub fn picture(binary: u16) -> Self {
        Drawing::new(Kind::Picture(binary), "그림입니다.")
    }

    /// An object of another program, by the ordinal of its attachment.
    pub fn ole(binary: u16) -> Self {
        Drawing::new(Kind::Ole(binary), "OLE 개체입니다.")
    }

    /// Words in a shape.
    pub fn text_art(words: &str) -> Self {
        Drawing::new(Kind::TextArt(words.to_owned()), "글맵시입니다.")
    }

    pub fn group(members: impl IntoIterator<Item = Drawing>) -> Self {
        Drawing::new(Kind::Group(members.into_iter().collect()), "묶음 개체입니다.")
    }

    /// A line with an arrow at its end.
    pub fn line() -> Self {
        Drawing::new(Kind::Line, "선입니다.")
    }

    /// Shows a part of a picture: its left, upper, right and lower edge in a whole of this size.
    pub fn clip(mut self, edges: [u32; 4], whole: [u32; 2]) -> Self {
        self.clip = Some((edges, whole));
        self
    }

    /// What is shown of a picture, and the size of the whole.
    pub fn shown(&self) -> ([u32; 4], [u32; 2]) {
        self.clip.unwrap_or(([0, 0, self.width, self.height], [self.width, self.height]))
    }

    /// Width and height in 1/7200 inch.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    /// Stands beside the text instead of in the line.
    pub fn floating(mut self) -> Self {
        self.inline = false;
        self
    }

    /// What the drawing shows, in words.
    pub fn description(mut self, text: &str) -> Self {
        self.description = text.to_owned();
        self
    }

    pub fn caption(mut self, caption: Caption) -> Self {
        self.caption = Some(caption);
        self
    }

    pub(super) fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let attr = if self.inline { 0x044A_2311 } else { 0x046A_2210 };
        let instance = encoder.instance();
        let header = object(start, attr, self.width, self.height, instance, &self.description);
        encoder.out.push(tag::CTRL_HEADER, level, header);
        if let Some(caption) = &self.caption {
            caption.encode(level + 1, self.width, encoder);
        }
        self.component(level + 1, 0, 0, encoder);
    }

    fn id(&self) -> [u8; 4] {
        match self.kind {
            Kind::TextBox(_) => *b"$rec",
            Kind::Picture(_) => *b"$pic",
            Kind::Ole(_) => *b"$ole",
            Kind::TextArt(_) => *b"$tat",
            Kind::Group(_) => *b"$con",
            Kind::Line => *b"$lin",
        }
    }

    /// SHAPE_COMPONENT at `level`, `depth` groups deep, `x` from the left of its group.
    fn component(&self, level: u16, depth: u16, x: u32, encoder: &mut Encoder) {
        let data = self.geometry(depth, x);
        match &self.kind {
            Kind::TextBox(blocks) => {
                let data = outline_and_ground(data, encoder.instance());
                encoder.out.push(tag::SHAPE_COMPONENT, level, data);
                let tail = Bytes::new().units(&[283; 4]).u32(self.width).zeros(13);
                encoder.list(level + 1, 0x20, tail, blocks);
                let corners = self.corners().into_iter().fold(Bytes::new().u8(0), Bytes::u32);
                encoder.out.push(tag::SHAPE_COMPONENT_RECTANGLE, level + 1, corners);
            }
            Kind::Picture(binary) => {
                encoder.out.push(tag::SHAPE_COMPONENT, level, data);
                let instance = encoder.instance();
                encoder.out.push(tag::SHAPE_COMPONENT_PICTURE, level + 1, self.picture_record(*binary, instance));
            }
            Kind::Ole(binary) => {
                encoder.out.push(tag::SHAPE_COMPONENT, level, data);
                let record = Bytes::new().u32(1).u32(self.width).u32(self.height).u16(*binary).zeros(12);
                encoder.out.push(tag::SHAPE_COMPONENT_OLE, level + 1, record);
            }
            Kind::TextArt(words) => {
                encoder.out.push(tag::SHAPE_COMPONENT, level, data);
                let corners = self.corners().into_iter().fold(Bytes::new(), Bytes::u32);
                let record = corners.text(&words.replace('\n', "\r\n")).text("함초롬돋움").text("").zeros(40);
                encoder.out.push(tag::SHAPE_COMPONENT_TEXTART, level + 1, record);
            }
            Kind::Line => {
                let data = line(data, 1 << 16).u32(0);
                encoder.out.push(tag::SHAPE_COMPONENT, level, data);
                let ends = Bytes::new().u32(0).u32(0).u32(self.width).u32(self.height).u32(0);
                encoder.out.push(tag::SHAPE_COMPONENT_LINE, level + 1, ends);
            }
            Kind::Group(members) => {
                let ids = members.iter().fold(data.u16(count16(members.len())), |bytes, member| bytes.id(member.id()));
                let instance = encoder.instance();
                encoder.out.push(tag::SHAPE_COMPONENT, level, ids.u32(instance));
                let mut x = 0;
                for member in members {
                    member.component(level + 1, depth.saturating_add(1), x, encoder);
                    x += member.width;
                }
            }
        }
    }

    /// The part of SHAPE_COMPONENT that all kinds share; the root says its id twice.
    fn geometry(&self, depth: u16, x: u32) -> Bytes {
        let start = Bytes::new().id(self.id());
        let start = if depth == 0 { start.id(self.id()) } else { start };
        let flags = match self.kind {
            Kind::Picture(_) => 0x2408_0000,
            Kind::TextBox(_) => 0x0008_0000,
            Kind::Ole(_) | Kind::TextArt(_) | Kind::Group(_) | Kind::Line => 0,
        };
        let bytes = start
            .u32(x)
            .u32(0)
            .u16(depth)
            .u16(1) // version
            .u32(self.width)
            .u32(self.height)
            .u32(self.width)
            .u32(self.height)
            .u32(flags)
            .u16(0) // angle
            .u32(self.width / 2)
            .u32(self.height / 2)
            .u16(depth + 1);
        let bytes = matrix(bytes, f64::from(x));
        (0..=depth).fold(bytes, |bytes, _| matrix(matrix(bytes, 0.0), 0.0))
    }

    fn corners(&self) -> [u32; 8] {
        [0, 0, self.width, 0, self.width, self.height, 0, self.height]
    }

    fn picture_record(&self, binary: u16, instance: u32) -> Bytes {
        let bytes = Bytes::new().zeros(12); // border colour, width, attributes
        let bytes = self.corners().into_iter().fold(bytes, Bytes::u32);
        let (edges, whole) = self.shown();
        edges
            .into_iter()
            .fold(bytes, Bytes::u32)
            .zeros(8) // inner margins
            .raw(&[0, 0, 0]) // brightness, contrast, effect
            .u16(binary)
            .u8(0) // border transparency
            .u32(instance)
            .u32(0) // effects
            .u32(whole[0]) // original size
            .u32(whole[1])
            .u8(0)
    }
}

/// Two rows of an affine map that moves by `x`.
fn matrix(bytes: Bytes, x: f64) -> Bytes {
    [1.0, 0.0, x, 0.0, 1.0, 0.0].into_iter().fold(bytes, Bytes::f64)
}

/// A thin black line; `ends` are bits for what stands at its ends.
fn line(bytes: Bytes, ends: u32) -> Bytes {
    bytes.u32(0).u32(33).u32(0xD100_0041 | ends).u8(0)
}

/// A thin black line, white ground, no shadow.
fn outline_and_ground(bytes: Bytes, instance: u32) -> Bytes {
    line(bytes, 0)
        .u32(1) // solid ground
        .u32(shapes::colour(0xFFFFFF))
        .u32(0)
        .i32(-1)
        .u32(0)
        .u8(0)
        .u32(0) // no shadow
        .u32(shapes::colour(0xB2B2B2))
        .u32(0)
        .u32(0)
        .u32(instance)
        .u8(0)
        .u8(0xB2)
}
