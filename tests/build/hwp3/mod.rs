//! Makes HWP 3 documents for tests, byte by byte and independent of the reader.

#![allow(dead_code, unused_imports, reason = "each test uses a part of it")]

use std::io::Write;

use des::Des;
use des::cipher::{BlockCipherEncrypt, KeyInit};

/// A document under way.
pub struct Document {
    pub title: &'static str,
    pub compressed: bool,
    /// Locks the document.
    pub password: Option<&'static str>,
    pub body: List,
    /// Additional blocks: id and data.
    pub blocks: Vec<(u32, Vec<u8>)>,
}

/// A list of paragraphs.
#[derive(Clone, Default)]
pub struct List(pub Vec<Paragraph>);

/// A paragraph: its characters, each with the room it takes and its shape.
#[derive(Clone, Default)]
pub struct Paragraph {
    units: Vec<(Vec<u8>, usize, Shape)>,
    flags: u8,
    align: u8,
    follows: bool,
    count: Option<u16>,
    lines: u16,
}

/// Attributes and size of a character, the size in 1/25 point.
#[derive(Clone, Copy, PartialEq)]
struct Shape(u8, u16);

const PLAIN: Shape = Shape(0, 250);

/// A table cell: its rectangle and its content.
pub struct Cell(pub u16, pub u16, pub u16, pub u16, pub List);

pub const ITALIC: u8 = 1;
pub const BOLD: u8 = 2;
pub const SUPERSCRIPT: u8 = 32;

/// A list of one paragraph of text.
pub fn list(text: &str) -> List {
    List(vec![Paragraph::of(text)])
}

/// A document of one list.
pub fn document(paragraphs: Vec<Paragraph>) -> Document {
    Document { title: "제목", compressed: false, password: None, body: List(paragraphs), blocks: Vec::new() }
}

impl Document {
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"HWP Document File V3.00 \x1A\x01\x02\x03\x04\x05".to_vec();
        let mut info = vec![0; 128];
        info[96] = if self.password.is_some() { 2 } else { 0 };
        info[124] = self.compressed.into();
        out.extend(info);
        out.extend(padded(hchars(self.title), 112));
        out.extend(vec![0; 8 * 112]);
        let mut body = self.plain_body();
        if self.password.is_some() {
            body.splice(0..0, (0..=255).rev()); // stands for 256 random bytes
        }
        if self.compressed {
            let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&body).unwrap();
            body = encoder.finish().unwrap();
            body.extend([0; 8]); // check sum and size, which readers do not ask
        }
        out.extend(match self.password {
            Some(password) => encrypted(password, body),
            None => body,
        });
        out
    }

    /// The body before compression.
    pub fn plain_body(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for _ in 0..7 {
            out.extend(1u16.to_le_bytes());
            out.extend(padded(b"font".to_vec(), 40));
        }
        out.extend(1u16.to_le_bytes());
        out.extend(vec![0; 238]);
        out.extend(self.body.bytes());
        for (id, data) in &self.blocks {
            out.extend(id.to_le_bytes());
            out.extend((data.len() as u32).to_le_bytes());
            out.extend(data);
        }
        out.extend([0; 8]);
        out
    }

    /// Adds an embedded picture.
    pub fn with_picture(mut self, name: &str, data: &[u8]) -> Self {
        let mut block = padded(name.as_bytes().to_vec(), 16);
        block.extend([0; 16]);
        block.extend(data);
        self.blocks.push((1, block));
        self
    }

    /// Adds a list of hyperlinks.
    pub fn with_links(mut self, links: &[(&str, &str)]) -> Self {
        let block = links.iter().flat_map(|(file, bookmark)| hyperlink(file, bookmark)).collect();
        self.blocks.push((3, block));
        self
    }
}

/// A hyperlink of 617 bytes; an address stands behind an empty file name.
pub fn hyperlink(file: &str, bookmark: &str) -> Vec<u8> {
    let is_address = file.starts_with("http");
    let mut out = if is_address { vec![0] } else { Vec::new() };
    out.extend(file.as_bytes());
    out = padded(out, 256);
    out.extend(padded(hchars(if is_address { "[HTML]" } else { bookmark }), 32));
    out.extend(vec![0; 325]);
    out.extend([if is_address { 2 } else { 0 }, 0, 0, 0]);
    out
}

impl List {
    pub fn bytes(&self) -> Vec<u8> {
        let mut out: Vec<u8> = self.0.iter().flat_map(Paragraph::bytes).collect();
        out.extend([0; 43]);
        out
    }
}

impl Paragraph {
    pub fn of(text: &str) -> Self {
        Paragraph::default().text(text)
    }

    fn unit(mut self, bytes: Vec<u8>, room: usize) -> Self {
        self.units.push((bytes, room, PLAIN));
        self
    }

    pub fn text(self, text: &str) -> Self {
        self.marked(text, 0)
    }

    pub fn marked(self, text: &str, attributes: u8) -> Self {
        self.shaped(text, Shape(attributes, PLAIN.1))
    }

    /// Text of so many points.
    pub fn sized(self, text: &str, points: u16) -> Self {
        self.shaped(text, Shape(0, points * 25))
    }

    fn shaped(mut self, text: &str, shape: Shape) -> Self {
        self.units.extend(hchars(text).chunks(2).map(|unit| (unit.to_vec(), 1, shape)));
        self
    }

    /// A character by its code.
    pub fn raw(self, hchar: u16) -> Self {
        self.unit(hchar.to_le_bytes().to_vec(), 1)
    }

    pub fn aligned(mut self, align: u8) -> Self {
        self.align = align;
        self
    }

    pub fn with_flags(mut self, flags: u8) -> Self {
        self.flags = flags;
        self
    }

    pub fn with_lines(mut self, lines: u16) -> Self {
        self.lines = lines;
        self
    }

    /// States a count of characters that is not the true one.
    pub fn with_count(mut self, count: u16) -> Self {
        self.count = Some(count);
        self
    }

    /// Has the shape of the paragraph before.
    pub fn following(mut self) -> Self {
        self.follows = true;
        self
    }

    /// A control whose data stand between its code and its code again; all of it counts.
    pub fn control(self, code: u16, data: &[u8]) -> Self {
        let room = data.len() / 2 + 2;
        self.control_of_room(code, data, room)
    }

    pub fn control_of_room(self, code: u16, data: &[u8], room: usize) -> Self {
        let code = code.to_le_bytes();
        self.unit([&code[..], data, &code[..]].concat(), room)
    }

    /// A control of which only the head counts.
    pub fn headed(self, code: u16, length: u32, content: &[u8]) -> Self {
        let code = code.to_le_bytes();
        self.unit([&code[..], &length.to_le_bytes(), &code[..], content].concat(), 4)
    }

    pub fn tab(self) -> Self {
        self.control(9, &[0; 4])
    }

    /// An automatic number: 0 page, 1 footnote, 2 endnote, 3 picture, 4 table, 5 equation.
    pub fn number(self, kind: u16, value: u16) -> Self {
        self.control(18, &words(&[kind, value]))
    }

    pub fn footnote(self, number_from_0: u16, list: &List) -> Self {
        self.note(0, number_from_0, list)
    }

    pub fn note(self, kind: u16, number_from_0: u16, list: &List) -> Self {
        let mut content = vec![0; 8];
        content.extend(words(&[number_from_0, kind, 0]));
        content.extend(list.bytes());
        self.headed(17, 0, &content)
    }

    /// A header (0) or footer (1), on all (0), even (1) or odd (2) pages.
    pub fn furniture(self, kind: u8, pages: u8, list: &List) -> Self {
        let mut content = vec![0; 8];
        content.extend([kind, pages]);
        content.extend(list.bytes());
        self.headed(16, 0, &content)
    }

    pub fn hidden_comment(self, list: &List) -> Self {
        self.headed(15, 0, &[vec![0; 8], list.bytes()].concat())
    }

    /// A box: 0 table, 1 text box, 2 equation, 3 button.
    pub fn boxed(self, kind: u16, front: Front, cells: &[Cell], caption: &List) -> Self {
        let mut content = front.bytes(0);
        content.extend(words(&[0, 0, kind, cells.len() as u16, 0]));
        for Cell(x, y, width, height, _) in cells {
            let mut cell = vec![0; 4];
            cell.extend(words(&[*x, *y, *width, *height]));
            content.extend(padded(cell, 27));
        }
        cells.iter().for_each(|cell| content.extend(cell.4.bytes()));
        content.extend(caption.bytes());
        self.headed(10, 0, &content)
    }

    /// A picture: 0 external, 1 OLE, 2 embedded, 3 drawing.
    pub fn picture(self, kind: u8, front: Front, name: &str, extra: &[u8], caption: &List) -> Self {
        let mut content = front.bytes(extra.len() as u32);
        content.push(kind);
        content.extend([0; 8]);
        content.extend(padded(name.as_bytes().to_vec(), 256));
        content.extend([0; 9]);
        content.extend(extra);
        content.extend(caption.bytes());
        self.headed(11, 0, &content)
    }

    /// An outline number of a ready-made or own form.
    pub fn outline(self, form: u8, level: u8, numbers: [u16; 7], formats: [u16; 7], decorations: [u16; 14]) -> Self {
        let mut data = vec![1, 0, form, level];
        data.extend(words(&numbers));
        data.extend(words(&formats));
        data.extend(words(&decorations));
        self.control(28, &data)
    }

    fn bytes(&self) -> Vec<u8> {
        let count = self.units.iter().map(|(_, room, _)| room).sum::<usize>() as u16 + 1;
        let has_shapes = self.units.iter().any(|(.., shape)| *shape != PLAIN);
        let mut out = vec![self.follows.into()];
        out.extend(words(&[self.count.unwrap_or(count), self.lines]));
        out.extend([has_shapes.into(), self.flags, 0, 0, 0, 0, 0]);
        out.extend(character_shape(PLAIN));
        if !self.follows {
            let mut shape = vec![0; 187];
            shape[11] = self.align;
            out.extend(shape);
        }
        out.extend(vec![0; 14 * usize::from(self.lines)]);
        if has_shapes {
            let mut last = None;
            let ends = [(Vec::new(), 1, PLAIN)];
            for (_, room, shape) in self.units.iter().chain(&ends) {
                for _ in 0..*room {
                    if last == Some(shape) {
                        out.push(1);
                    } else {
                        out.push(0);
                        out.extend(character_shape(*shape));
                        last = Some(shape);
                    }
                }
            }
        }
        self.units.iter().for_each(|(bytes, ..)| out.extend(bytes));
        out.extend(13u16.to_le_bytes());
        out
    }
}

/// What boxes and pictures say about their place.
#[derive(Clone, Copy, Default)]
pub struct Front {
    /// 0 like a character, 1 in the paragraph, 2 on the page.
    pub anchor: u8,
    pub is_link: bool,
    pub caption_position: u16,
    /// Width and height in 1/1800 inch.
    pub size: (u16, u16),
}

impl Front {
    fn bytes(self, extra_length: u32) -> Vec<u8> {
        let mut out = extra_length.to_le_bytes().to_vec();
        out.extend([0, 0, 0, 0, self.anchor, 0, 0, 0, 0, 0]);
        out.extend(words(&[if self.is_link { 16 } else { 0 }]));
        out.extend([0; 26]);
        out.extend(words(&[self.size.0, self.size.1]));
        out.extend([0; 24]);
        out.extend(words(&[self.caption_position, 0]));
        out
    }
}

/// A drawing: the frame, then objects of a kind and their second data.
pub fn drawing(objects: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut out = 24u32.to_le_bytes().to_vec();
    out.extend([0; 24]);
    for (kind, data) in objects {
        let header = padded(words(&[*kind, 0]), 40);
        for part in [&header, &vec![0; 12], data] {
            out.extend((part.len() as u32).to_le_bytes());
            out.extend(part);
        }
    }
    out
}

pub fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn character_shape(Shape(attributes, size): Shape) -> Vec<u8> {
    let mut shape = words(&[size]);
    shape.extend([0; 7]);
    shape.extend([100; 7]);
    shape.resize(31, 0);
    shape[26] = attributes;
    shape
}

pub fn padded(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0);
    bytes
}

/// Encrypts with DES, under a key of seven bytes that the password is wound around.
fn encrypted(password: &str, mut body: Vec<u8>) -> Vec<u8> {
    let mut ring = [0u8; 7];
    for (index, byte) in password.encode_utf16().flat_map(u16::to_le_bytes).enumerate() {
        ring[index % 7] = (ring[index % 7] ^ byte).rotate_left(1);
    }
    let bits = ring.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect::<Vec<u8>>();
    let key: Vec<u8> = bits.chunks(7).map(|seven| seven.iter().fold(0, |byte, bit| byte << 1 | bit) << 1).collect();
    let cipher = Des::new(&<[u8; 8]>::try_from(key).unwrap().into());
    body.resize(body.len().next_multiple_of(8), 0);
    for block in body.chunks_mut(8) {
        let mut bytes = <[u8; 8]>::try_from(&*block).unwrap().into();
        cipher.encrypt_block(&mut bytes);
        block.copy_from_slice(&bytes);
    }
    body
}

/// Text as two-byte characters.
pub fn hchars(text: &str) -> Vec<u8> {
    text.chars().flat_map(|c| hchar(c).to_le_bytes()).collect()
}

/// The code of a symbol: a bullet, or a character of KS X 1001 before its Hangul.
fn symbol(c: char) -> u16 {
    if c == '◦' {
        return 0x2F11;
    }
    let text = c.to_string();
    let (bytes, _, is_unknown) = encoding_rs::EUC_KR.encode(&text);
    let is_symbol = !is_unknown && bytes.len() == 2 && (0xA1..=0xAB).contains(&bytes[0]) && bytes[1] > 0xA0;
    assert!(is_symbol, "{c} cannot be written");
    0x3400 + u16::from(bytes[0] - 0xA1) * 0x60 + u16::from(bytes[1] - 0xA0)
}

/// The code of an ASCII character, a Hangul syllable or a symbol.
pub fn hchar(c: char) -> u16 {
    const VOWELS: [u16; 21] = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29];
    let code = c as u32;
    if code < 0x80 {
        return code as u16;
    }
    if !('가'..='힣').contains(&c) {
        return symbol(c);
    }
    let index = code - 0xAC00;
    let (initial, vowel, last) = (index / 588 + 2, VOWELS[(index / 28 % 21) as usize], index % 28);
    let last = if last < 17 { last + 1 } else { last + 2 };
    0x8000 | (initial as u16) << 10 | vowel << 5 | last as u16
}
