//! A document: its tables, its sections, its attachments and its flags, to the bytes of a file.

use super::compound;
use super::distribution;
use super::doc_info::{Binary, DocInfo};
use super::encoder::Encoder;
use super::password::Scheme;
use super::record::Bytes;
use super::section::Section;
use super::shapes::{Bullet, Numbering, ParaShape};
use super::summary;

/// Bits of the first flags of FileHeader.
mod flag {
    pub const COMPRESSED: u32 = 1;
    pub const PASSWORD: u32 = 1 << 1;
    pub const DISTRIBUTION: u32 = 1 << 2;
    pub const TRACK_CHANGES: u32 = 1 << 14;
}

/// The version that documents say they have: 5.1.1.0.
const VERSION: u32 = 0x0501_0100;

const NOTICE: &str = "이 문서는 상위 버전의 배포용 문서입니다.";

/// A document under construction.
#[derive(Debug, Clone)]
pub struct Document {
    pub info: DocInfo,
    pub sections: Vec<Section>,
    pub title: String,
    pub author: String,
    flags: u32,
    version: u32,
    compressed: bool,
    distribution: bool,
    password: Option<(Scheme, String)>,
    /// Streams that replace those of the same path or stand beside them.
    streams: Vec<(String, Vec<u8>)>,
}

impl Default for Document {
    fn default() -> Self {
        Document {
            info: DocInfo::default(),
            sections: Vec::new(),
            title: String::new(),
            author: "견본 작성자".to_owned(),
            flags: 0,
            version: VERSION,
            compressed: true,
            distribution: false,
            password: None,
            streams: Vec::new(),
        }
    }
}

impl Document {
    pub fn new(title: &str) -> Self {
        Document { title: title.to_owned(), ..Document::default() }
    }

    /// A document of one section with these paragraphs.
    pub fn of(section: Section) -> Self {
        let mut document = Document::default();
        document.section(section);
        document
    }

    pub fn section(&mut self, section: Section) -> &mut Self {
        self.sections.push(section);
        self
    }

    /// Adds a numbering and gives its number; 1 is that of the outline.
    pub fn numbering(&mut self, numbering: Numbering) -> u16 {
        self.info.numberings.push(numbering);
        super::record::count16(self.info.numberings.len())
    }

    /// Replaces the numbering of the outline.
    pub fn outline(&mut self, numbering: Numbering) {
        self.info.numberings[0] = numbering;
    }

    /// Adds a bullet and gives its number.
    pub fn bullet(&mut self, character: char) -> u16 {
        self.info.bullets.push(Bullet::new(character));
        super::record::count16(self.info.bullets.len())
    }

    /// Adds a style and gives its number.
    pub fn style(&mut self, name: &str, english: &str, shape: &ParaShape) -> u8 {
        self.info.style(name, english, shape)
    }

    /// Adds an attachment and gives the number by which drawings refer to it.
    pub fn binary(&mut self, binary: Binary) -> u16 {
        self.info.binaries.push(binary);
        super::record::count16(self.info.binaries.len())
    }

    /// Enters a tracked change (16 insertion, 17 deletion) and gives its number.
    pub fn change(&mut self, kind: u32) -> u32 {
        self.info.changes.push(kind);
        self.flags |= flag::TRACK_CHANGES;
        super::record::count32(self.info.changes.len() - 1)
    }

    pub fn author(&mut self, author: &str) -> &mut Self {
        author.clone_into(&mut self.author);
        self
    }

    /// Sets more flags of FileHeader.
    pub fn flags(&mut self, bits: u32) -> &mut Self {
        self.flags |= bits;
        self
    }

    pub fn version(&mut self, version: u32) -> &mut Self {
        self.version = version;
        self
    }

    pub fn uncompressed(&mut self) -> &mut Self {
        self.compressed = false;
        self
    }

    /// Moves the body to scrambled streams, as for documents that may be read but not changed.
    pub fn distribution(&mut self) -> &mut Self {
        self.distribution = true;
        self
    }

    /// Locks the document.
    pub fn password(&mut self, scheme: Scheme, password: &str) -> &mut Self {
        self.password = Some((scheme, password.to_owned()));
        self
    }

    /// Puts a stream in the file, in the place of the one with this path.
    pub fn stream(&mut self, path: &str, data: Vec<u8>) -> &mut Self {
        self.streams.push((path.to_owned(), data));
        self
    }

    /// Raw records behind those of DocInfo.
    pub fn doc_info_tail(&mut self, bytes: Vec<u8>) -> &mut Self {
        self.info.extra = bytes;
        self
    }

    /// The bytes of the file.
    pub fn build(&self) -> Vec<u8> {
        let mut streams = self.own_streams();
        for (path, data) in &self.streams {
            streams.retain(|(known, _)| known != path);
            streams.push((path.clone(), data.clone()));
        }
        compound::pack(&streams)
    }

    fn own_streams(&self) -> Vec<(String, Vec<u8>)> {
        let mut encoder = Encoder::new(self.info.clone());
        let last = self.sections.len().saturating_sub(1);
        let bodies: Vec<Vec<u8>> = (self.sections.iter().enumerate())
            .map(|(index, section)| self.packed(&section.encode(index == last, &mut encoder)))
            .collect();
        let mut streams = vec![
            ("FileHeader".to_owned(), self.file_header()),
            ("DocInfo".to_owned(), self.packed(&encoder.info.encode(self.sections.len(), self.password.is_some()))),
        ];
        if self.distribution {
            let notice = Section::new().paragraph(NOTICE).encode(true, &mut Encoder::default());
            streams.push(("BodyText/Section0".to_owned(), self.packed(&notice)));
        }
        for (index, body) in bodies.into_iter().enumerate() {
            streams.push(match self.distribution {
                true => (format!("ViewText/Section{index}"), distribution::encode(&body)),
                false => (format!("BodyText/Section{index}"), body),
            });
        }
        for (index, binary) in self.info.binaries.iter().enumerate().filter(|(_, binary)| binary.link.is_none()) {
            let data = if binary.raw { self.locked(binary.data.clone()) } else { self.packed(&binary.data) };
            streams.push((format!("BinData/BIN{:04X}.{}", binary.number(index + 1), binary.extension), data));
        }
        if self.password.is_none() {
            streams.push(("PrvText".to_owned(), self.preview()));
        }
        streams.push(("\u{5}HwpSummaryInformation".to_owned(), summary::encode(&self.title, &self.author, "견본")));
        streams
    }

    fn packed(&self, data: &[u8]) -> Vec<u8> {
        self.locked(if self.compressed { compound::deflate(data) } else { data.to_vec() })
    }

    fn locked(&self, data: Vec<u8>) -> Vec<u8> {
        match &self.password {
            Some((scheme, password)) => scheme.encrypt(password, &data),
            None => data,
        }
    }

    fn file_header(&self) -> Vec<u8> {
        let compressed = if self.compressed { flag::COMPRESSED } else { 0 };
        let password = if self.password.is_some() { flag::PASSWORD } else { 0 };
        let distribution = if self.distribution { flag::DISTRIBUTION } else { 0 };
        Bytes::new()
            .raw(b"HWP Document File")
            .zeros(15)
            .u32(self.version)
            .u32(self.flags | compressed | password | distribution)
            .u32(0) // no licence
            .u32(self.password.as_ref().map_or(4, |(scheme, _)| scheme.version()))
            .zeros(208)
            .into_vec()
    }

    fn preview(&self) -> Vec<u8> {
        let mut text = String::new();
        self.sections.iter().for_each(|section| section.preview(&mut text));
        let units: Vec<u16> = text.encode_utf16().take(1023).collect();
        Bytes::new().units(&units).into_vec()
    }
}
