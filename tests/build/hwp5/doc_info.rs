//! What the body refers to by number: shapes are entered when they are first used, the rest when a document is made.

use super::record::{Bytes, Records, count16, count32, tag};
use super::shapes::{self, Bullet, CharShape, NONE, Numbering, ParaShape};

/// A border fill without lines.
pub const NO_BORDER: u16 = 1;
/// A border fill with four solid lines.
pub const SOLID_BORDER: u16 = 3;
/// Solid lines around a grey ground, for header cells.
pub const SHADED_BORDER: u16 = 4;

const LANGUAGES: usize = 7;
const FONT: &str = "함초롬바탕";

/// An attachment.
#[derive(Debug, Clone)]
pub struct Binary {
    pub extension: String,
    pub data: Vec<u8>,
    /// The number in the stream name; the ordinal of the record where none is given.
    pub(super) storage: Option<u16>,
    /// An embedded compound file, stored behind its length.
    pub(super) ole: bool,
    /// Stored raw in a compressed file.
    pub(super) raw: bool,
    /// Where a file lies that is only linked.
    pub link: Option<String>,
}

impl Binary {
    pub fn new(extension: &str, data: Vec<u8>) -> Self {
        Binary { extension: extension.to_owned(), data, storage: None, ole: false, raw: false, link: None }
    }

    /// A compound file of another program (or a chart).
    pub fn ole(data: Vec<u8>) -> Self {
        let stored = Bytes::new().u32(count32(data.len())).raw(&data).into_vec();
        Binary { ole: true, ..Binary::new("OLE", stored) }
    }

    /// A file that stays outside the document.
    pub fn link(path: &str) -> Self {
        Binary { link: Some(path.to_owned()), ..Binary::new("", Vec::new()) }
    }

    /// Whether it is a compound file of another program, behind its length.
    pub fn is_object(&self) -> bool {
        self.ole
    }

    /// Gives the stream another number than the record has.
    pub fn storage(mut self, number: u16) -> Self {
        self.storage = Some(number);
        self
    }

    /// Never compressed, whatever the file says.
    pub fn raw(mut self) -> Self {
        self.raw = true;
        self
    }

    fn record(&self, ordinal: usize) -> Bytes {
        if let Some(path) = &self.link {
            return Bytes::new().u16(1 << 8).text(path).text(path);
        }
        let kind = if self.ole { 2 } else { 1 };
        let compression = if self.raw { 2 } else { 0 };
        Bytes::new().u16(kind | compression << 4 | 1 << 8).u16(self.number(ordinal)).text(&self.extension)
    }

    pub(super) fn number(&self, ordinal: usize) -> u16 {
        self.storage.unwrap_or(count16(ordinal))
    }
}

/// The tables of a document.
#[derive(Debug, Clone)]
pub struct DocInfo {
    pub char_shapes: Vec<CharShape>,
    pub para_shapes: Vec<ParaShape>,
    pub styles: Vec<(String, String, u8, usize)>,
    pub numberings: Vec<Numbering>,
    pub bullets: Vec<Bullet>,
    pub binaries: Vec<Binary>,
    /// Kind (16 insert, 17 delete) of each tracked change.
    pub changes: Vec<u32>,
    pub(super) has_memos: bool,
    /// Raw records behind the others.
    pub(super) extra: Vec<u8>,
}

impl Default for DocInfo {
    fn default() -> Self {
        let mut info = DocInfo {
            char_shapes: vec![CharShape::new()],
            para_shapes: vec![ParaShape::default()],
            styles: Vec::new(),
            numberings: vec![Numbering::default()],
            bullets: Vec::new(),
            binaries: Vec::new(),
            changes: Vec::new(),
            has_memos: false,
            extra: Vec::new(),
        };
        info.default_styles();
        info
    }
}

impl DocInfo {
    /// The styles of a new document: `바탕글`, `본문`, `개요 1` to `개요 10`, and those of notes and captions.
    fn default_styles(&mut self) {
        self.style("바탕글", "Normal", &ParaShape::default());
        self.style("본문", "Body", &ParaShape { left: 750, ..ParaShape::default() });
        for level in 0..10_u32 {
            let number = level + 1;
            self.style(&format!("개요 {number}"), &format!("Outline {number}"), &outline(level));
        }
        for (name, english) in [("각주", "Footnote"), ("미주", "Endnote"), ("메모", "Memo"), ("캡션", "Caption")]
        {
            self.style(name, english, &ParaShape::default());
        }
    }

    /// Adds a style and gives its number.
    pub fn style(&mut self, name: &str, english: &str, shape: &ParaShape) -> u8 {
        let para_shape = usize::from(self.para_shape(shape));
        let number = u8::try_from(self.styles.len()).unwrap();
        self.styles.push((name.to_owned(), english.to_owned(), number, para_shape));
        number
    }

    /// The number of a character shape; a new one is entered.
    pub fn char_shape(&mut self, shape: &CharShape) -> u32 {
        let found = self.char_shapes.iter().position(|known| known == shape);
        count32(found.unwrap_or_else(|| {
            self.char_shapes.push(shape.clone());
            self.char_shapes.len() - 1
        }))
    }

    /// The number of a paragraph shape; a new one is entered.
    pub fn para_shape(&mut self, shape: &ParaShape) -> u16 {
        let found = self.para_shapes.iter().position(|known| known == shape);
        count16(found.unwrap_or_else(|| {
            self.para_shapes.push(shape.clone());
            self.para_shapes.len() - 1
        }))
    }

    /// The stream, without compression. In locked documents, noise stands before the first record's fields.
    pub(super) fn encode(&self, section_count: usize, locked: bool) -> Vec<u8> {
        let mut out = Records::new();
        let prefix = if locked { Bytes::new().raw(&[0x5A; 256]) } else { Bytes::new() };
        let properties = prefix.u16(count16(section_count)).units(&[1; 6]).zeros(12);
        out.push(tag::DOCUMENT_PROPERTIES, 0, properties);
        out.push(tag::ID_MAPPINGS, 0, self.id_mappings());
        for (index, binary) in self.binaries.iter().enumerate() {
            out.push(tag::BIN_DATA, 1, binary.record(index + 1));
        }
        for _ in 0..LANGUAGES {
            out.push(tag::FACE_NAME, 1, Bytes::new().u8(0x21).text(FONT).text("HCR Batang"));
        }
        border_fills().into_iter().for_each(|fill| out.push(tag::BORDER_FILL, 1, fill));
        self.char_shapes.iter().for_each(|shape| out.push(tag::CHAR_SHAPE, 1, shape.record()));
        (0..3).for_each(|attr| out.push(tag::TAB_DEF, 1, Bytes::new().u32(attr).u32(0)));
        self.numberings.iter().for_each(|numbering| out.push(tag::NUMBERING, 1, numbering.record()));
        self.bullets.iter().for_each(|bullet| out.push(tag::BULLET, 1, bullet.record()));
        self.para_shapes.iter().for_each(|shape| out.push(tag::PARA_SHAPE, 1, shape.record()));
        for (name, english, next, para_shape) in &self.styles {
            out.push(tag::STYLE, 1, shapes::style(name, english, *next, *para_shape));
        }
        self.encode_memo_shape_and_changes(&mut out);
        out.push(tag::COMPATIBLE_DOCUMENT, 0, Bytes::new().u32(0));
        out.push(tag::LAYOUT_COMPATIBILITY, 1, Bytes::new().zeros(20));
        out.append(&self.extra);
        out.into_vec()
    }

    fn id_mappings(&self) -> Bytes {
        let counts = [self.binaries.len()].into_iter().chain([1; LANGUAGES]).chain([
            border_fills().len(),
            self.char_shapes.len(),
            3, // tabs
            self.numberings.len(),
            self.bullets.len(),
            self.para_shapes.len(),
            self.styles.len(),
            usize::from(self.has_memos),
            self.changes.len(),
            usize::from(!self.changes.is_empty()),
        ]);
        counts.fold(Bytes::new(), |bytes, count| bytes.u32(count32(count)))
    }

    fn encode_memo_shape_and_changes(&self, out: &mut Records) {
        if self.has_memos {
            // Width, line kind and width, three colours.
            let shape = Bytes::new().u32(15591).raw(&[1, 1]).u32(0x00AE_D7B6).u32(0x00E9_FFF0).u32(0x00C7_F1CF).u32(0);
            out.push(tag::MEMO_SHAPE, 1, shape);
        }
        for kind in &self.changes {
            // 2026-01-05 09:00, first author.
            let date = [2026, 1, 5, 9, 0];
            out.push(tag::TRACK_CHANGE, 1, Bytes::new().u32(*kind).units(&date).u32(1).zeros(8));
        }
        if !self.changes.is_empty() {
            let name: Vec<u16> = "검토자".encode_utf16().collect();
            let author = Bytes::new().u32(count32(name.len())).units(&name).u32(1).u32(8);
            out.push(tag::TRACK_CHANGE_AUTHOR, 1, author);
        }
    }
}

/// The paragraph shape of an outline level of the section's numbering.
pub fn outline(level: u32) -> ParaShape {
    let left = 1000 * i32::try_from(level + 1).unwrap();
    ParaShape { heading: 1, level, left, ..ParaShape::default() }
}

/// The four border fills: none, none over an empty ground, solid, solid over grey.
fn border_fills() -> [Bytes; 4] {
    let lines = |kind: u8| {
        let sides = (0..4).fold(Bytes::new().u16(0), |bytes, _| bytes.raw(&[kind, 1]).u32(0));
        sides.raw(&[1, 0]).u32(0)
    };
    let ground = |bytes: Bytes, back: u32| bytes.u32(1).u32(back).u32(shapes::colour(0x999999)).i32(-1).u32(0).u8(0);
    [lines(0).u32(0).u32(0), ground(lines(0), NONE), lines(1).u32(0).u32(0), ground(lines(1), shapes::colour(0xE5E5E5))]
}
