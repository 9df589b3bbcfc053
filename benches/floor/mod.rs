//! The floor of a conversion: what cannot be avoided.
//!
//! That of an HWP 5 document is to open the compound file and to inflate DocInfo and the body sections; nothing is looked
//! at. A distribution document is deciphered before. That of an HWPX document is to inflate the manifest, the header and
//! the sections, and to run the XML tokenizer over them; that of an HWPML document is to run it over the file. That of an
//! HWP 3 document is to inflate the body.

use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;

#[path = "../../tests/support/distribution.rs"]
mod distribution;

use distribution::deciphered;

/// Does what cannot be avoided. Returns how many bytes there are without compression.
pub fn floor(file: &[u8]) -> usize {
    if file.starts_with(b"PK") {
        let parts = parts(file).unwrap_or_default();
        parts.into_iter().map(|part| tokenized(&part)).sum()
    } else if file.starts_with(b"\xD0\xCF\x11\xE0") {
        streams(file)
    } else if file.starts_with(b"HWP Document File V3") {
        body_of_hwp3(file).map_or(0, inflated)
    } else {
        tokenized(file)
    }
}

/// Inflates DocInfo and the sections.
fn streams(bytes: &[u8]) -> usize {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return 0 };
    let streams: Vec<PathBuf> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().into()).collect();
    let is_locked = |path: &Path| path.starts_with("/ViewText");
    let is_body = |path: &Path| path.starts_with("/BodyText") || is_locked(path);
    let mut made = 0;
    for stream in streams.iter().filter(|path| *path == Path::new("/DocInfo") || is_body(path)) {
        let mut data = Vec::new();
        if file.open_stream(stream).and_then(|mut stream| stream.read_to_end(&mut data)).is_ok() {
            if is_locked(stream) {
                data = deciphered(&data).unwrap_or_default();
            }
            // Documents that are not compressed break here; their bytes have been read all the same.
            made += inflated(&data);
        }
    }
    made
}

fn inflated(data: &[u8]) -> usize {
    let mut inflated = Vec::new();
    let _ = DeflateDecoder::new(data).read_to_end(&mut inflated);
    black_box(inflated).len()
}

/// Behind the signature, 128 bytes of settings, the summary, and information of the length that the settings tell.
fn body_of_hwp3(file: &[u8]) -> Option<&[u8]> {
    let information = file.get(30 + 126..)?.first_chunk()?;
    file.get(30 + 128 + 9 * 112 + usize::from(u16::from_le_bytes(*information))..)
}

/// The inflated manifest, header and sections, found through the directory; `None` when there is none or it is broken.
fn parts(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let word = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    let long = |at: usize| usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok();
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = long(end + 16)?;
    let mut parts = Vec::new();
    for _ in 0..word(end + 10)? {
        let (method, packed, size) = (word(at + 10)?, long(at + 20)?, long(at + 24)?);
        let (name_length, local) = (word(at + 28)?, long(at + 42)?);
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        if name.starts_with(b"Contents/") {
            let start = local + 30 + word(local + 26)? + word(local + 28)?;
            let data = bytes.get(start..start + packed)?;
            let mut part = Vec::with_capacity(size.min(1 << 28));
            match method {
                0 => part.extend(data),
                _ => _ = DeflateDecoder::new(data).read_to_end(&mut part),
            }
            parts.push(part);
        }
        at += 46 + name_length + word(at + 30)? + word(at + 32)?;
    }
    Some(parts)
}

/// Runs the tokenizer over XML. Returns the length of the XML.
fn tokenized(xml: &[u8]) -> usize {
    let text = encoding_rs::UTF_8.decode(xml).0;
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    while !matches!(black_box(reader.read_event()), Ok(quick_xml::events::Event::Eof) | Err(_)) {}
    text.len()
}
