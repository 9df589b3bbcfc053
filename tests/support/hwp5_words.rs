//! The words of an HWP 5 document, found without the library: compound file, deflate, records, text.
//!
//! Knows as little as it can: every PARA_TEXT, equation script and ruby counts, wherever it stands.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use super::distribution::deciphered;

const PARA_TEXT: u32 = 67;
const CTRL_HEADER: u32 = 71;
const LIST_HEADER: u32 = 72;
const EQEDIT: u32 = 88;
const MEMO_LIST: u32 = 93;

/// Pieces of text without blanks, as they stand between controls, line breaks and characters that a reader maps.
/// Headers, footers and master pages that repeat are there once. `None` for a locked document and for a compound file
/// that the cfb crate refuses.
pub fn pieces(file: &[u8]) -> Option<Vec<String>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(file)).ok()?;
    let mut stream = |path: &str| {
        let mut data = Vec::new();
        file.open_stream(path).ok()?.read_to_end(&mut data).ok().map(|_| data)
    };
    let header = stream("/FileHeader")?;
    let flags = u32::from_le_bytes(header[36..40].try_into().unwrap());
    let is = |bit: u32| flags >> bit & 1 == 1;
    if is(1) {
        return None;
    }
    let mut walk = Walk::default();
    for number in 0.. {
        let section = if is(2) {
            stream(&format!("/ViewText/Section{number}")).map(|data| deciphered(&data).unwrap())
        } else {
            stream(&format!("/BodyText/Section{number}"))
        };
        let Some(data) = section else { break };
        walk.section(&if is(0) { inflate(&data)? } else { data });
    }
    Some(walk.pieces)
}

/// A record of a section or of DocInfo.
#[derive(Debug, Clone)]
pub struct Record {
    pub tag: u16,
    pub level: u16,
    pub data: Vec<u8>,
}

/// The records of an inflated stream. Ends where the stream stops making sense.
pub fn records(mut data: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    while let Some((word, rest)) = data.split_first_chunk() {
        let word = u32::from_le_bytes(*word);
        let (size, rest) = match (word >> 20, rest.split_first_chunk()) {
            (0xFFF, Some((size, rest))) => (u32::from_le_bytes(*size), rest),
            (size, _) => (size, rest),
        };
        let (body, rest) = rest.split_at((size as usize).min(rest.len()));
        let part = |shift: u32| u16::try_from(word >> shift & 0x3FF).unwrap();
        records.push(Record { tag: part(0), level: part(10), data: body.to_vec() });
        data = rest;
    }
    records
}

/// The pieces of text in the records of sections.
pub fn pieces_of<'a>(sections: impl Iterator<Item = &'a [u8]>) -> Vec<String> {
    let mut walk = Walk::default();
    sections.for_each(|section| walk.section(section));
    walk.pieces
}

/// Raw deflate; what comes after its end is a checksum of the word processor.
pub fn inflate(data: &[u8]) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    flate2::read::DeflateDecoder::new(data).read_to_end(&mut inflated).ok().map(|_| inflated)
}

#[derive(Default)]
struct Walk {
    pieces: Vec<String>,
    /// Where furniture began: its level, its kind, and how many pieces there were.
    furniture: Option<(u32, [u8; 4], usize)>,
    known: HashSet<([u8; 4], Vec<String>)>,
}

impl Walk {
    fn section(&mut self, data: &[u8]) {
        for Record { tag, level, data } in records(data) {
            let (tag, level) = (u32::from(tag), u32::from(level));
            self.borders(tag, level, data.len());
            match tag {
                PARA_TEXT => self.text(&data),
                EQEDIT => self.string(data.get(4..).unwrap_or_default()),
                CTRL_HEADER => self.control(&data, level),
                _ => {}
            }
        }
        self.end_furniture();
    }

    /// Ends furniture where a record does not belong to it, and begins that of a list that is a master page: one below
    /// a section definition, or below a section's last paragraph, where the lists of comments are shorter.
    fn borders(&mut self, tag: u32, level: u32, size: usize) {
        let inside = self.furniture.filter(|(outer, ..)| level > *outer);
        let begins_page = tag == LIST_HEADER
            && match inside {
                Some((outer, kind, _)) => kind == *b"secd" && level == outer + 1,
                None => level == 1 && size > 16,
            };
        if inside.is_none() || begins_page || tag == MEMO_LIST {
            self.end_furniture();
        }
        if begins_page {
            self.furniture = Some((level - 1, *b"secd", self.pieces.len()));
        }
    }

    fn control(&mut self, body: &[u8], level: u32) {
        let Some(mut id) = body.first_chunk().copied() else { return };
        id.reverse();
        match &id {
            b"head" | b"foot" | b"secd" if self.furniture.is_none() => {
                self.furniture = Some((level, id, self.pieces.len()));
            }
            b"tdut" => {
                let base = body.get(4..).and_then(<[u8]>::first_chunk).map_or(0, |count| u16::from_le_bytes(*count));
                self.string(body.get(4..).unwrap_or_default());
                self.string(body.get(6 + 2 * usize::from(base)..).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn end_furniture(&mut self) {
        let Some((_, kind, from)) = self.furniture.take() else { return };
        let words = self.pieces[from..].to_vec();
        if !self.known.insert((kind, words)) {
            self.pieces.truncate(from);
        }
    }

    /// A string with its length in front.
    fn string(&mut self, data: &[u8]) {
        let Some((count, rest)) = data.split_first_chunk() else { return };
        self.text(&rest[..rest.len().min(2 * usize::from(u16::from_le_bytes(*count)))]);
    }

    fn text(&mut self, data: &[u8]) {
        let units: Vec<u16> = data.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let mut plain = Vec::new();
        let mut at = 0;
        while at < units.len() {
            match units[at] {
                // Blanks of a kind, which join what stands around them.
                30 | 31 => at += 1,
                0 | 10 | 13 | 24..=29 => {
                    self.plain(&mut plain);
                    at += 1;
                }
                1..=23 => {
                    self.plain(&mut plain);
                    at += 8;
                }
                unit => {
                    plain.push(unit);
                    at += 1;
                }
            }
        }
        self.plain(&mut plain);
    }

    fn plain(&mut self, units: &mut Vec<u16>) {
        let text: String = char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{E000}')).collect();
        let pieces = text.split(is_mapped).map(squeeze).filter(|piece| !piece.is_empty());
        self.pieces.extend(pieces);
    }
}

/// Whether a reader may show another character instead.
fn is_mapped(c: char) -> bool {
    c.is_control() || c == '\u{AD}' || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}' | '\u{F0000}'..)
}

pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
