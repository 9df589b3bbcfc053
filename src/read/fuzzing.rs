//! The door for `fuzz/`: parts of the library that have no public name, taken one at a time.
//!
//! Compiled with `--cfg fuzzing` only, which cargo-fuzz sets, so that the public interface has nothing of it. Each
//! function gives plain data; what must hold of them is said by the fuzz targets.

use crate::container::compound::CompoundFile;
use crate::container::package::Package;
use crate::container::xml::{self, Event, Xml};
use crate::container::{base64, inflate as deflate};
use crate::limits::{Budget, Limits};
use crate::read::equation;
use crate::read::style::numbering::{Counters, Level, NumberFormat, Numbering};

/// Bytes that one stream may give.
pub const STREAM_BYTES: u64 = 1 << 20;

/// Streams or parts that one container may have.
pub const ENTRIES: u64 = 256;

/// Paths and data of the streams of a compound file, sound or damaged; `None` when there are none.
#[must_use]
pub fn compound(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut file = CompoundFile::open(bytes, ENTRIES)?;
    let paths: Vec<String> = file.streams().map(|(path, _)| path.to_owned()).collect();
    let streams = paths.into_iter().map(|path| {
        let mut data = Vec::new();
        file.read(&path, STREAM_BYTES, &mut data);
        (path, data)
    });
    Some(streams.collect())
}

/// Names and data of the parts of a ZIP package, all together at most four times [`STREAM_BYTES`]. Parts that cannot be
/// read are left out.
#[must_use]
pub fn package(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let package = Package::open(bytes, ENTRIES);
    let limits = Limits { stream_bytes: STREAM_BYTES, document_bytes: 4 * STREAM_BYTES, ..Limits::default() };
    let mut budget = Budget::new(limits);
    let parts = package.names().filter_map(|name| Some((name.to_owned(), package.read(name, &mut budget).ok()?)));
    parts.map(|(name, data)| (name, data.bytes.into_owned())).collect()
}

/// Raw deflate data inflated, at most `limit` bytes, and whether that is all of them.
#[must_use]
pub fn inflate(data: &[u8], limit: u64) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let end = deflate::inflate(data, limit, &mut out);
    (out, end == deflate::End::Complete)
}

/// The same for data with a zlib header, with an inflater that has met them without one before.
#[must_use]
pub fn inflate_zlib(data: &[u8], limit: u64) -> (Vec<u8>, bool) {
    let mut inflater = deflate::Inflater::new();
    inflater.inflate(data, limit, &mut Vec::new());
    let mut out = Vec::new();
    let end = inflater.inflate_zlib(data, limit, &mut out);
    (out, end == deflate::End::Complete)
}

/// Base64 decoded, and whether all of it was sound.
#[must_use]
pub fn base64(pieces: &[&str]) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let is_sound = base64::decode(pieces.iter().copied(), &mut out);
    (out, is_sound)
}

/// Goes over an XML file with the cursor and gives how many elements and how many bytes of text and attributes there
/// are, and how deep they nest. Elements deeper than `depth` are passed over.
#[must_use]
pub fn xml(bytes: &[u8], depth: u32) -> XmlSize {
    let mut size = XmlSize::default();
    let Ok(text) = xml::decode(bytes) else { return size };
    let mut xml = Xml::new(&text, depth);
    let Some(root) = xml.root() else { return size };
    let mut open = vec![root];
    while let Some(parent) = open.last().copied() {
        match xml.next_in(&parent) {
            Some(Event::Start(child)) => {
                size.elements += 1;
                size.bytes += child.attributes().map(|(_, value)| xml::unescape(value).len()).sum::<usize>();
                // Some children are passed over, and some are read as text alone.
                match child.name().len() % 4 {
                    0 => size.bytes += xml.text_of(&child).len(),
                    1 if child.attributes().next().is_some() => {}
                    _ => open.push(child),
                }
                size.depth = size.depth.max(open.len());
            }
            Some(Event::Text(text)) => size.bytes += text.len(),
            None => _ = open.pop(),
        }
    }
    size.faults = xml.faults().count();
    size
}

/// What [`xml`] has met.
#[derive(Debug, Clone, Copy, Default)]
pub struct XmlSize {
    /// Elements that were given out, without the root.
    pub elements: usize,
    /// Bytes of text and of attribute values.
    pub bytes: usize,
    /// The most elements that were open at once.
    pub depth: usize,
    /// Kinds of faults.
    pub faults: usize,
}

/// An equation script as LaTeX.
#[must_use]
pub fn equation(script: &str) -> Option<String> {
    equation::read(script).map(|reading| reading.latex)
}

/// A number in the format with this code; `None` when there is no such format.
#[must_use]
pub fn number(code: u32, value: u32, user_char: Option<char>) -> Option<String> {
    let mut out = String::new();
    NumberFormat::from_code(code)?.push(value, user_char, &mut out);
    Some(out)
}

/// The numbers of paragraphs, each given by its list and its level. Lists are made of levels: format string, format code
/// (digits when there is no such format) and first number.
#[must_use]
pub fn count(lists: &[Vec<(String, u32, u32)>], paragraphs: &[(u8, u8)]) -> Vec<String> {
    let level = |(text, code, start): &(String, u32, u32)| {
        let format = NumberFormat::from_code(*code).unwrap_or(NumberFormat::Digit);
        Level { text: text.clone(), format, start: *start }
    };
    let lists: Vec<_> = lists.iter().map(|levels| Numbering { levels: levels.iter().map(level).collect() }).collect();
    let mut counters = Counters::new();
    let numbers = paragraphs.iter().filter_map(|(list, level)| {
        Some(counters.next(u32::from(*list), lists.get(usize::from(*list))?, usize::from(*level)))
    });
    numbers.collect()
}
