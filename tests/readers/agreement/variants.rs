//! Samples taken apart and written as other programs would: other orders, names of prefixes, quotes, encodings, containers,
//! compressions, and without the parts that a reader can do without. Each says the same as the original.
//!
//! `HWPCONV_VARIANTS=N` sets how many variants of each sample are made (200).

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::controls;
use super::samples::{HWP_3, HWP_5_ALONE, HWPML};
use crate::builder::Document;
use crate::builder_hwp3_document::{self as builder_hwp3, within_hwp_3};
use crate::builder_hwpx::zip;
use crate::descriptions::SAMPLES;
use crate::{builder_hwpml_document, builder_hwpx};
use hwpconv::{ReadOptions, Target, WriteOptions};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// Whether something is done that is done once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.roll(at + 1));
        }
    }
}

fn count() -> u64 {
    std::env::var("HWPCONV_VARIANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

fn markdown(bytes: &[u8]) -> Result<String, String> {
    let reading = hwpconv::read(bytes, &ReadOptions::default()).map_err(|error| error.to_string())?;
    let text = hwpconv::write(&reading.document, Target::Markdown, &WriteOptions::default()).text;
    // Names of pictures follow the order of their use.
    Ok(text)
}

/// Compares variants with their originals. Gives the first differences.
fn compare(originals: &[(String, Vec<u8>)], vary: fn(&[u8], &mut Dice) -> Vec<u8>) {
    let mut wrong = Vec::new();
    for (name, original) in originals {
        let expected = markdown(original).unwrap();
        for seed in 0..count() {
            let variant = vary(original, &mut Dice(seed * 7_919 + 1));
            let found = markdown(&variant);
            if found.as_ref() != Ok(&expected) && wrong.len() < 5 {
                let found = found.unwrap_or_else(|error| error);
                let line = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
                let line = line.unwrap_or((expected.as_str(), found.as_str()));
                wrong.push(format!("{name}, variant {seed}:\n-- original\n{}\n-- variant\n{}", line.0, line.1));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// XML ---------------------------------------------------------------------------------------------------------------

/// What may change in the XML of a file.
struct Xml {
    /// Prefixes and what they are called now.
    prefixes: Vec<(String, String)>,
    shuffles: bool,
    quotes: char,
    expands_empty: bool,
    /// Attributes that say what is so without them.
    drops_defaults: bool,
}

const DEFAULTS: [(&str, &str); 4] = [("merged", "0"), ("columnBreak", "0"), ("pageBreak", "0"), ("reverse", "0")];

impl Xml {
    fn new(dice: &mut Dice, prefixes: &[&str]) -> Self {
        let names = ["a", "ns1", "x-y", "w", "p2", "한글", "q"];
        let renames = dice.once_in(2);
        let first = dice.roll(names.len());
        let renamed = prefixes
            .iter()
            .enumerate()
            .filter(|_| renames)
            .map(|(at, prefix)| ((*prefix).to_owned(), format!("{}{at}", names[(first + at) % names.len()])));
        Xml {
            prefixes: renamed.collect(),
            shuffles: dice.once_in(2),
            quotes: if dice.once_in(3) { '\'' } else { '"' },
            expands_empty: dice.once_in(3),
            drops_defaults: dice.once_in(3),
        }
    }

    fn name(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return name.to_owned() };
        let find = |wanted: &str| self.prefixes.iter().find(|(known, _)| known == wanted);
        match find(prefix) {
            Some((_, new)) => format!("{new}:{local}"),
            None if prefix == "xmlns" => find(local).map_or(name.to_owned(), |(_, new)| format!("xmlns:{new}")),
            None => name.to_owned(),
        }
    }

    fn tag(&self, tag: &str, dice: &mut Dice, out: &mut String) {
        if let Some(name) = tag.strip_prefix('/') {
            *out += &format!("</{}>", self.name(name));
            return;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((name, after)) = rest.split_once('=') {
            let quote = after.chars().next().unwrap();
            let (value, after) = after[1..].split_once(quote).unwrap();
            attributes.push((name.trim(), value));
            rest = after;
        }
        if self.drops_defaults {
            attributes.retain(|attribute| !DEFAULTS.contains(attribute));
        }
        if self.shuffles {
            dice.shuffle(&mut attributes);
        }
        let name = self.name(name);
        *out += &format!("<{name}");
        for (name, value) in attributes {
            let blank = if dice.once_in(9) { "\n  " } else { " " };
            let value = if self.quotes == '\'' { value.replace('\'', "&apos;") } else { value.to_owned() };
            *out += &format!("{blank}{}={q}{value}{q}", self.name(name), q = self.quotes);
        }
        *out += &match (is_empty, self.expands_empty) {
            (true, true) => format!("></{name}>"),
            (true, false) => "/>".to_owned(),
            (false, _) => ">".to_owned(),
        };
    }

    fn text(&self, xml: &str, dice: &mut Dice) -> String {
        let mut out = String::with_capacity(xml.len());
        let mut rest = xml;
        while let Some((before, after)) = rest.split_once('<') {
            out += before;
            let (tag, after) = after.split_once('>').unwrap();
            if tag.starts_with(['?', '!']) {
                out += &format!("<{tag}>");
            } else {
                self.tag(tag, dice, &mut out);
            }
            rest = after;
        }
        out + rest
    }
}

/// The bytes of XML in one of the encodings that readers have to know.
fn encoded(xml: &str, dice: &mut Dice) -> Vec<u8> {
    let bare = match xml.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").unwrap().1.trim_start(),
        None => xml,
    };
    match dice.roll(5) {
        0 => [&[0xEF, 0xBB, 0xBF][..], xml.as_bytes()].concat(),
        1 => bare.as_bytes().to_vec(),
        2 => std::iter::once(0xFEFF).chain(bare.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        _ => xml.as_bytes().to_vec(),
    }
}

fn without(xml: &str, element: &str) -> String {
    let (start, end) = (format!("<{element}>"), format!("</{element}>"));
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once(&start) {
        out += before;
        rest = after.split_once(&end).unwrap().1;
    }
    out + rest
}

// HWPX --------------------------------------------------------------------------------------------------------------

fn vary_hwpx(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut parts = zip::unpack(original);
    let drops = dice.once_in(2);
    parts.retain(|(name, _)| {
        !(drops && (name.starts_with("Preview/") || name == "settings.xml" || name == "version.xml"))
    });
    if dice.once_in(3) {
        parts.retain(|(name, _)| !name.starts_with("META-INF/container"));
    }
    let drops_lines = dice.once_in(2);
    let xml = Xml::new(dice, &["ha", "hp", "hp10", "hs", "hc", "hh", "opf", "dc"]);
    for (name, data) in &mut parts {
        let is_xml = name.ends_with(".xml") && !name.starts_with("META-INF") || name.ends_with(".hpf");
        if is_xml {
            let mut text = String::from_utf8(data.clone()).unwrap();
            if drops_lines {
                text = without(&text, "hp:linesegarray");
            }
            *data = encoded(&xml.text(&text, dice), dice);
        }
    }
    // The type of a package stands first in it.
    dice.shuffle(&mut parts[1..]);
    archive(&parts, dice)
}

/// A ZIP archive as others write it: sizes behind the data, or in fields of 64 bits, or both.
fn archive(parts: &[(String, Vec<u8>)], dice: &mut Dice) -> Vec<u8> {
    let is_streamed = dice.once_in(2);
    let is_large = dice.once_in(3);
    let has_mark = dice.once_in(2);
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (at, (name, data)) in parts.iter().enumerate() {
        let is_packed = at > 0 && !dice.once_in(4);
        let packed = if is_packed { deflated(data, dice) } else { data.clone() };
        let mut crc = flate2::Crc::new();
        crc.update(data);
        // Nobody can tell the end of data that are neither packed nor counted.
        let is_streamed = is_streamed && is_packed;
        let flags = 0x800 | if is_streamed { 8u16 } else { 0 };
        let method = if is_packed { 8u16 } else { 0 };
        let (size, length) = (u32::try_from(packed.len()).unwrap(), u32::try_from(data.len()).unwrap());
        let version = if is_large { 45u16 } else { 20 };
        let head = [version, flags, method, 0, 0x21].map(u16::to_le_bytes).concat();
        let offset = u64::try_from(out.len()).unwrap();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let sizes = if is_streamed { [0; 3] } else { [crc.sum(), size, length] };
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(sizes.map(u32::to_le_bytes).concat());
        out.extend(name_length);
        out.extend([0, 0]);
        out.extend(name.bytes());
        out.extend(&packed);
        if is_streamed {
            out.extend(if has_mark { &b"PK\x07\x08"[..] } else { b"" });
            out.extend([crc.sum(), size, length].map(u32::to_le_bytes).concat());
        }
        let extra = if is_large {
            let sizes = [u64::from(length), u64::from(size), offset].map(u64::to_le_bytes).concat();
            [&[1, 0, 24, 0][..], &sizes].concat()
        } else {
            Vec::new()
        };
        let shown = if is_large { [crc.sum(), u32::MAX, u32::MAX] } else { [crc.sum(), size, length] };
        directory.extend(b"PK\x01\x02");
        directory.extend(version.to_le_bytes());
        directory.extend(&head);
        directory.extend(shown.map(u32::to_le_bytes).concat());
        directory.extend(name_length);
        directory.extend(u16::try_from(extra.len()).unwrap().to_le_bytes());
        directory.extend([0; 10]);
        let short_offset = if is_large { u32::MAX } else { u32::try_from(offset).unwrap() };
        directory.extend(short_offset.to_le_bytes());
        directory.extend(name.bytes());
        directory.extend(extra);
    }
    let (start, length) = (u64::try_from(out.len()).unwrap(), u64::try_from(directory.len()).unwrap());
    let count = u64::try_from(parts.len()).unwrap();
    out.extend(&directory);
    if is_large {
        let end = u64::try_from(out.len()).unwrap();
        out.extend(b"PK\x06\x06");
        out.extend(44u64.to_le_bytes());
        out.extend([45u16, 45].map(u16::to_le_bytes).concat());
        out.extend([0; 8]);
        out.extend([count, count, length, start].map(u64::to_le_bytes).concat());
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(end.to_le_bytes());
        out.extend(1u32.to_le_bytes());
    }
    let short = |value: u64| {
        let value = if is_large { u32::MAX } else { u32::try_from(value).unwrap() };
        value.to_le_bytes()
    };
    let counted = if is_large { u16::MAX } else { u16::try_from(count).unwrap() };
    let counted = counted.to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([counted, counted].concat());
    out.extend([short(length), short(start)].concat());
    out.extend([0, 0]);
    out
}

fn deflated(data: &[u8], dice: &mut Dice) -> Vec<u8> {
    let level = [0, 1, 6, 9][dice.roll(4)];
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

// HWP 5 -------------------------------------------------------------------------------------------------------------

fn vary_hwp5(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(original)).unwrap();
    let streams: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_path_buf()).collect();
    let mut parts = Vec::new();
    for path in streams {
        let mut data = Vec::new();
        file.open_stream(&path).unwrap().read_to_end(&mut data).unwrap();
        parts.push((path.to_str().unwrap().to_owned(), data));
    }
    let flags = parts.iter().find(|(name, _)| name == "/FileHeader").map(|(_, data)| data[36]).unwrap();
    // Compressed, and neither locked nor for distribution only.
    let is_open = flags & 0b111 == 1;
    let drops = dice.once_in(2);
    let optional = ["/PrvText", "/PrvImage", "/DocOptions", "/Scripts", "/\u{5}HwpSummaryInformation"];
    parts.retain(|(name, _)| !(drops && optional.iter().any(|prefix| name.starts_with(prefix))));
    let (drops_lines, lengthens) = (dice.once_in(2), dice.once_in(2));
    for (name, data) in &mut parts {
        if is_open && (name == "/DocInfo" || name.starts_with("/BodyText/")) {
            let mut plain = Vec::new();
            DeflateDecoder::new(data.as_slice()).read_to_end(&mut plain).unwrap();
            *data = deflated(&records(&plain, drops_lines, lengthens), dice);
        }
    }
    dice.shuffle(&mut parts);
    let version = if dice.once_in(2) { cfb::Version::V3 } else { cfb::Version::V4 };
    let mut out = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).unwrap();
    for (name, data) in &parts {
        let folder = std::path::Path::new(name).parent().unwrap();
        out.create_storage_all(folder).unwrap();
        out.create_stream(name).unwrap().write_all(data).unwrap();
    }
    out.into_inner().into_inner()
}

/// The records of a stream, without those of lines, or with the long form of their sizes.
fn records(plain: &[u8], drops_lines: bool, lengthens: bool) -> Vec<u8> {
    const LINES: u32 = 69;
    const LONG: u32 = 0xFFF;
    let mut out = Vec::new();
    let mut rest = plain;
    while let Some((head, after)) = rest.split_at_checked(4) {
        let head = u32::from_le_bytes(head.try_into().unwrap());
        let (size, after) = match head >> 20 {
            LONG => (u32::from_le_bytes(after[..4].try_into().unwrap()), &after[4..]),
            size => (size, after),
        };
        let (data, after) = after.split_at(size as usize);
        rest = after;
        if drops_lines && head & 0x3FF == LINES {
            continue;
        }
        if lengthens || size >= LONG {
            out.extend((head & 0xF_FFFF | LONG << 20).to_le_bytes());
            out.extend(size.to_le_bytes());
        } else {
            out.extend((head & 0xF_FFFF | size << 20).to_le_bytes());
        }
        out.extend(data);
    }
    out
}

fn vary_hwpml(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = std::str::from_utf8(original).unwrap();
    let xml = Xml::new(dice, &[]);
    encoded(&xml.text(text, dice), dice)
}

// HWP 3 -------------------------------------------------------------------------------------------------------------

/// The front of a file: signature, document information, summary.
const FRONT: usize = 30 + 128 + 1008;
/// Where the document information says whether the body is compressed, and how long the information blocks are.
const IS_COMPRESSED: usize = 30 + 124;
const INFORMATION_LENGTH: usize = 30 + 126;

/// The same file with other fonts and styles, further blocks, blocks in another order, packed in another way.
fn vary_hwp3(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (front, packed) = original.split_at(FRONT);
    assert_eq!((front[IS_COMPRESSED], &front[INFORMATION_LENGTH..][..2]), (1, [0, 0].as_slice()));
    let mut plain = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut plain).unwrap();
    let (body, blocks) = plain.split_at(start_of_blocks(&plain));
    let body = [fonts_and_styles(body, dice), additional_blocks(blocks, dice)].concat();

    let information = vec![7; dice.roll(3) * 300];
    let is_compressed = dice.once_in(2);
    let mut out = front.to_vec();
    out[IS_COMPRESSED] = is_compressed.into();
    out[INFORMATION_LENGTH..][..2].copy_from_slice(&u16::try_from(information.len()).unwrap().to_le_bytes());
    out.extend(information);
    out.extend(if is_compressed { deflated(&body, dice) } else { body });
    out
}

fn word(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..][..4].try_into().unwrap()) as usize
}

/// Id and bytes of each additional block but the last, which is the end; `None` when no blocks begin here.
fn blocks_of(mut bytes: &[u8]) -> Option<Vec<(usize, &[u8])>> {
    let mut blocks = Vec::new();
    while bytes.len() >= 8 {
        let (id, length) = (word(bytes, 0), word(bytes, 4));
        let (block, rest) = bytes[8..].split_at_checked(length)?;
        match id {
            0 if block.is_empty() && rest.is_empty() => return Some(blocks),
            1..=3 => blocks.push((id, block)),
            _ => return None,
        }
        bytes = rest;
    }
    None
}

fn start_of_blocks(body: &[u8]) -> usize {
    (0..body.len()).find(|start| blocks_of(&body[*start..]).is_some()).unwrap()
}

/// Pictures and links keep the order among themselves: links are told apart by it.
fn additional_blocks(blocks: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut blocks: Vec<_> = blocks_of(blocks).unwrap().into_iter().map(|(id, block)| (id, block.to_vec())).collect();
    let last = dice.roll(3);
    blocks.sort_by_key(|(id, _)| (id + last) % 3);
    // Presentation settings, the background of pages, the names of cells: nothing that is shown.
    for id in [4, 5, 6, 0x100, 0x101] {
        if dice.once_in(3) {
            blocks.insert(dice.roll(blocks.len() + 1), (id, vec![1; dice.roll(200)]));
        }
    }
    let mut out = Vec::new();
    for (id, block) in &blocks {
        out.extend([*id as u32, block.len() as u32].into_iter().flat_map(u32::to_le_bytes));
        out.extend(block);
    }
    // Some files end without the mark that says so, others go on with a preview.
    match dice.roll(3) {
        0 => {}
        1 => out.extend([0; 8]),
        _ => out.extend([0, 0, 1 << 31 | 1, 40].into_iter().flat_map(u32::to_le_bytes).chain([0xFF; 40])),
    }
    out
}

/// The body with more fonts and styles than the paragraphs ask for.
fn fonts_and_styles(body: &[u8], dice: &mut Dice) -> Vec<u8> {
    const FONT: usize = 40;
    const STYLE: usize = 238;
    let mut out = Vec::new();
    let mut rest = body;
    for size in [[FONT; 7].as_slice(), &[STYLE]].concat() {
        let count = usize::from(u16::from_le_bytes([rest[0], rest[1]]));
        let (list, after) = rest[2..].split_at(count * size);
        let further = dice.roll(4);
        out.extend(u16::try_from(count + further).unwrap().to_le_bytes());
        out.extend(list);
        out.extend(std::iter::repeat_n(b'a', further * size));
        rest = after;
    }
    out.extend(rest);
    out
}

/// Descriptions by their names, as the files of a format.
fn originals(is_wanted: fn(&str) -> bool, build: fn(&Document) -> Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let wanted = SAMPLES.iter().filter(|(name, _)| is_wanted(name));
    wanted.map(|(name, document)| ((*name).to_owned(), build(&document()))).collect()
}

#[test]
fn packages_of_other_writers_say_the_same() {
    compare(&originals(|name| !HWP_5_ALONE.contains(&name), builder_hwpx::package), vary_hwpx);
}

#[test]
fn compound_files_of_other_writers_say_the_same() {
    compare(&originals(|name| !name.starts_with("password"), Document::build), vary_hwp5);
}

#[test]
fn hwpml_of_other_writers_says_the_same() {
    compare(
        &originals(|name| HWPML.contains(&name), |document| builder_hwpml_document::file(document).into_bytes()),
        vary_hwpml,
    );
}

#[test]
fn hwp_3_of_other_writers_says_the_same() {
    let whole = originals(|name| HWP_3.contains(&name), |document| builder_hwp3::file(&within_hwp_3(document.clone())));
    assert_eq!(whole.len(), HWP_3.len());
    let controls = controls::in_hwp_3();
    assert!(controls.len() >= 20, "only {} controls", controls.len());
    compare(&[whole, controls].concat(), vary_hwp3);
}
