//! Values to record bytes: a little-endian writer, and records with their 32-bit headers.

/// Record tags.
pub mod tag {
    pub const DOCUMENT_PROPERTIES: u16 = 16;
    pub const ID_MAPPINGS: u16 = 17;
    pub const BIN_DATA: u16 = 18;
    pub const FACE_NAME: u16 = 19;
    pub const BORDER_FILL: u16 = 20;
    pub const CHAR_SHAPE: u16 = 21;
    pub const TAB_DEF: u16 = 22;
    pub const NUMBERING: u16 = 23;
    pub const BULLET: u16 = 24;
    pub const PARA_SHAPE: u16 = 25;
    pub const STYLE: u16 = 26;
    pub const DISTRIBUTE_DOC_DATA: u16 = 28;
    pub const COMPATIBLE_DOCUMENT: u16 = 30;
    pub const LAYOUT_COMPATIBILITY: u16 = 31;
    pub const PARA_HEADER: u16 = 66;
    pub const PARA_TEXT: u16 = 67;
    pub const PARA_CHAR_SHAPE: u16 = 68;
    pub const PARA_LINE_SEG: u16 = 69;
    pub const PARA_RANGE_TAG: u16 = 70;
    pub const CTRL_HEADER: u16 = 71;
    pub const LIST_HEADER: u16 = 72;
    pub const PAGE_DEF: u16 = 73;
    pub const FOOTNOTE_SHAPE: u16 = 74;
    pub const PAGE_BORDER_FILL: u16 = 75;
    pub const SHAPE_COMPONENT: u16 = 76;
    pub const TABLE: u16 = 77;
    pub const SHAPE_COMPONENT_LINE: u16 = 78;
    pub const SHAPE_COMPONENT_RECTANGLE: u16 = 79;
    pub const SHAPE_COMPONENT_OLE: u16 = 84;
    pub const SHAPE_COMPONENT_PICTURE: u16 = 85;
    pub const SHAPE_COMPONENT_CONTAINER: u16 = 86;
    pub const CTRL_DATA: u16 = 87;
    pub const EQEDIT: u16 = 88;
    pub const SHAPE_COMPONENT_TEXTART: u16 = 90;
    pub const FORM_OBJECT: u16 = 91;
    pub const MEMO_SHAPE: u16 = 92;
    pub const MEMO_LIST: u16 = 93;
    pub const TRACK_CHANGE: u16 = 96;
    pub const TRACK_CHANGE_AUTHOR: u16 = 97;
}

/// Little-endian bytes under construction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    pub fn new() -> Self {
        Bytes::default()
    }

    pub fn u8(mut self, value: u8) -> Self {
        self.0.push(value);
        self
    }

    pub fn u16(self, value: u16) -> Self {
        self.raw(&value.to_le_bytes())
    }

    pub fn u32(self, value: u32) -> Self {
        self.raw(&value.to_le_bytes())
    }

    pub fn i32(self, value: i32) -> Self {
        self.raw(&value.to_le_bytes())
    }

    pub fn f64(self, value: f64) -> Self {
        self.raw(&value.to_le_bytes())
    }

    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn zeros(mut self, count: usize) -> Self {
        self.0.resize(self.0.len() + count, 0);
        self
    }

    /// UTF-16 code units without a length.
    pub fn units(self, units: &[u16]) -> Self {
        units.iter().fold(self, |bytes, unit| bytes.u16(*unit))
    }

    /// A string as the format stores it: u16 count of code units, then the units.
    pub fn text(self, text: &str) -> Self {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.u16(count16(units.len())).units(&units)
    }

    /// A control id: `tbl ` is stored as `20 6C 62 74`.
    pub fn id(self, id: [u8; 4]) -> Self {
        self.u32(u32::from_be_bytes(id))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

/// A count as the 16 bits that the format has for it. Samples stay below; hostile ones wrap, as a bad writer would.
pub fn count16(count: usize) -> u16 {
    (count & 0xFFFF) as u16
}

/// A count as the 32 bits that the format has for it.
pub fn count32(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}

/// A stream of records.
#[derive(Debug, Clone, Default)]
pub struct Records(Vec<u8>);

impl Records {
    pub fn new() -> Self {
        Records::default()
    }

    /// Adds a record whose header tells the truth.
    pub fn push(&mut self, tag: u16, level: u16, data: Bytes) {
        let size = count32(data.len());
        self.push_claiming(tag, level, size, &data.into_vec());
    }

    /// Adds a record that says it has `size` bytes, whatever `data` holds.
    pub fn push_claiming(&mut self, tag: u16, level: u16, size: u32, data: &[u8]) {
        let short = size.min(0xFFF);
        let header = u32::from(tag & 0x3FF) | u32::from(level & 0x3FF) << 10 | short << 20;
        self.0.extend_from_slice(&header.to_le_bytes());
        if short == 0xFFF {
            self.0.extend_from_slice(&size.to_le_bytes());
        }
        self.0.extend_from_slice(data);
    }

    /// Adds bytes as they are.
    pub fn append(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}
