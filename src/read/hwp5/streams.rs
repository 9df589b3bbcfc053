//! Names and first bytes of the streams of HWP 5 documents, for compound files whose directory is damaged.

use crate::container::inflate::inflate;
use crate::container::{Hints, Recognised};

/// What the salvage reader is told.
pub(super) const HINTS: Hints = Hints { storages, recognise };

fn storages(name: &str) -> &'static [&'static str] {
    let number = name.strip_prefix("Section").unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return &["BodyText", "ViewText"];
    }
    let id = name.strip_prefix("BIN").unwrap_or_default().split('.').next().unwrap_or_default();
    if id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) { &["BinData"] } else { &[] }
}

/// Tells the file header and streams of records; the latter deflated or not.
fn recognise(head: &[u8]) -> Option<Recognised> {
    if head.starts_with(b"HWP Document File\0") {
        return Some(Recognised::Small("FileHeader"));
    }
    if let Some(found) = head.first_chunk().and_then(|word| first_record(*word)) {
        return Some(found);
    }
    // Block type 3 does not exist, and a stored block is no way to write records.
    if !matches!(head.first()? >> 1 & 3, 1 | 2) {
        return None;
    }
    let mut inflated = Vec::new();
    inflate(head, 64, &mut inflated);
    // A distributed section begins with a record in the clear, so here it would be chance.
    inflated.first_chunk().and_then(|word| first_record(*word)).filter(|found| *found != VIEW)
}

const VIEW: Recognised = Recognised::Numbered("ViewText/Section");

/// What a stream is whose first record, of level 0, has this header: tag (10 bits), level (10), size (12).
fn first_record(word: [u8; 4]) -> Option<Recognised> {
    let word = u32::from_le_bytes(word);
    match (word & 0x3FF, word >> 10 & 0x3FF, word >> 20) {
        // DOCUMENT_PROPERTIES
        (16, 0, 26) => Some(Recognised::Single("DocInfo")),
        // PARA_HEADER, which has grown with the versions
        (66, 0, 22..=32) => Some(Recognised::Numbered("BodyText/Section")),
        // DISTRIBUTE_DOC_DATA
        (28, 0, 256) => Some(VIEW),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn records(tag: u32, size: u32) -> Vec<u8> {
        let header = (tag | size << 20).to_le_bytes();
        [header.as_slice(), &vec![0; 1000]].concat()
    }

    #[test]
    fn body_is_recognised_deflated_and_plain() {
        let body = Some(Recognised::Numbered("BodyText/Section"));
        assert_eq!(recognise(&records(66, 24)), body);
        assert_eq!(recognise(&deflate(&records(66, 22))), body);
        assert_eq!(recognise(&deflate(&records(67, 22))), None);
    }

    #[test]
    fn header_properties_and_distributed_sections_are_recognised() {
        assert_eq!(recognise(b"HWP Document File\0\0"), Some(Recognised::Small("FileHeader")));
        assert_eq!(recognise(&deflate(&records(16, 26))), Some(Recognised::Single("DocInfo")));
        assert_eq!(recognise(&records(28, 256)), Some(VIEW));
        assert_eq!(recognise(b""), None);
    }

    #[test]
    fn sections_belong_to_body_or_view() {
        assert_eq!(storages("Section12"), ["BodyText", "ViewText"]);
        assert_eq!(storages("BIN00AF.png"), ["BinData"]);
        assert!(storages("Section").is_empty() && storages("BINARY.x").is_empty() && storages("DocInfo").is_empty());
    }
}
