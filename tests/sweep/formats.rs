//! Damage inside of what a format packs: streams and records of HWP 5, parts of HWPX, the body of HWP 3, the elements of
//! HWPML. Everything is packed again, so that the damage reaches the reader of the format.

use std::io::Read;

use crate::builder;
use crate::builder_hwpx::zip::{self, Entry};
use crate::records::{encode, mutate, plain_streams};
use crate::support::hwp5_words;
use crate::support::random::Random;
use crate::xml;
use hwpconv::Format;

/// A file taken apart.
pub enum Inside {
    Hwp5(Vec<(String, Vec<u8>)>),
    Hwpx(Vec<(String, Vec<u8>)>),
    /// What stands before the body, and the body without compression.
    Hwp3(Vec<u8>, Vec<u8>),
    Hwpml(String),
    Closed,
}

impl Inside {
    /// Takes a file apart; `Closed` when it does not come apart, as locked and damaged ones.
    pub fn of(bytes: &[u8]) -> Inside {
        match hwpconv::detect(bytes) {
            Some(Format::Hwp5) => {
                let streams = plain_streams(bytes);
                let is_open = streams
                    .iter()
                    .any(|(path, data)| path.starts_with("BodyText/") && !hwp5_words::records(data).is_empty());
                if is_open { Inside::Hwp5(streams) } else { Inside::Closed }
            }
            Some(Format::Hwpx) => parts(bytes).map_or(Inside::Closed, Inside::Hwpx),
            Some(Format::Hwp3) => hwp3(bytes).unwrap_or(Inside::Closed),
            Some(Format::Hwpml) => String::from_utf8(bytes.to_vec()).map_or(Inside::Closed, Inside::Hwpml),
            _ => Inside::Closed,
        }
    }

    pub fn is_closed(&self) -> bool {
        matches!(self, Inside::Closed)
    }

    /// The file with damage in it, and what that is.
    pub fn damaged(&self, random: &mut Random) -> (Vec<u8>, String) {
        match self {
            Inside::Hwp5(streams) => damaged_hwp5(streams.clone(), random),
            Inside::Hwpx(parts) => damaged_hwpx(parts, random),
            Inside::Hwp3(head, body) => damaged_hwp3(head, body.clone(), random),
            Inside::Hwpml(text) => {
                let mut text = text.clone();
                let what = several(random, |random| xml::mutate(&mut text, random));
                (text.into_bytes(), what)
            }
            Inside::Closed => (Vec::new(), String::new()),
        }
    }
}

fn several(random: &mut Random, mut change: impl FnMut(&mut Random) -> String) -> String {
    let changes: Vec<String> = (0..=random.next(3)).map(|_| change(random)).collect();
    changes.join(", ")
}

fn damaged_hwp5(mut streams: Vec<(String, Vec<u8>)>, random: &mut Random) -> (Vec<u8>, String) {
    let is_records = |path: &str| path == "DocInfo" || path.starts_with("BodyText/");
    let packed: Vec<usize> = (0..streams.len()).filter(|at| is_records(&streams[*at].0)).collect();
    let what = match random.next(8) {
        0 => {
            let at = random.next(streams.len());
            let (path, _) = streams.remove(at);
            format!("without {path}")
        }
        1 => {
            let (from, to) = (random.next(streams.len()), random.next(streams.len()));
            let data = streams[from].1.clone();
            let what = format!("{} is {}", streams[to].0, streams[from].0);
            streams[to].1 = data;
            what
        }
        2 => {
            let at = random.next(streams.len());
            let (path, data) = &mut streams[at];
            if data.is_empty() {
                data.push(0);
            }
            format!("{path}: {}", crate::bytes::DAMAGES[random.next(8)](data, random))
        }
        _ => {
            let (path, data) = &mut streams[packed[random.next(packed.len())]];
            let mut all = hwp5_words::records(data);
            let what = several(random, |random| if all.is_empty() { String::new() } else { mutate(&mut all, random) });
            *data = encode(&all);
            format!("{path}: {what}")
        }
    };
    (builder::compound_file(&streams), what)
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    // Packages of other programs have what the unpacker of the tests does not know.
    std::panic::catch_unwind(|| zip::unpack(bytes))
        .ok()
        .filter(|parts| parts.iter().any(|(_, data)| data.starts_with(b"<")))
}

fn damaged_hwpx(parts: &[(String, Vec<u8>)], random: &mut Random) -> (Vec<u8>, String) {
    let entry = |(name, data): &(String, Vec<u8>)| Entry::deflated(name, data.clone());
    let mut entries: Vec<Entry> = parts.iter().map(entry).collect();
    let at = random.next(entries.len());
    let what = match random.next(10) {
        0 => format!("without {}", entries.remove(at).name),
        1 => {
            let lies = [0, 1, 9, 0xFFFF, u32::MAX];
            let entry = &mut entries[at];
            (entry.size, entry.crc) = (lies[random.next(5)], lies[random.next(5)]);
            entry.method = [0, 8, 12, 99][random.next(4)];
            format!("{} has method {}", entry.name, entry.method)
        }
        2 => {
            let other = random.next(entries.len());
            let name = entries[other].name.clone();
            entries[at].name.clone_from(&name);
            format!("{} is called {name}", parts[at].0)
        }
        3 => {
            let packed = &mut entries[at].packed;
            if packed.is_empty() {
                packed.push(0);
            }
            format!("{}: {}", parts[at].0, crate::bytes::DAMAGES[random.next(8)](packed, random))
        }
        _ => {
            let is_xml = |(_, data): &&(String, Vec<u8>)| data.starts_with(b"<") || data.starts_with(b"\xEF\xBB\xBF<");
            let xml_parts: Vec<_> = parts.iter().filter(is_xml).collect();
            let (name, data) = xml_parts[random.next(xml_parts.len())];
            let mut text = String::from_utf8_lossy(data).into_owned();
            let what = several(random, |random| xml::mutate(&mut text, random));
            let changed = Entry::deflated(name, text.into_bytes());
            entries.iter_mut().filter(|entry| entry.name == *name).for_each(|entry| *entry = changed.clone());
            format!("{name}: {what}")
        }
    };
    (zip::pack(&entries), what)
}

/// Signature, information, summary; their last word says how long the blocks before the body are.
const HWP3_HEAD: usize = 30 + 128 + 9 * 112;
const HWP3_COMPRESSED: usize = 30 + 124;

fn hwp3(bytes: &[u8]) -> Option<Inside> {
    let blocks = usize::from(u16::from_le_bytes(*bytes.get(30 + 126..)?.first_chunk()?));
    let (head, body) = bytes.split_at_checked(HWP3_HEAD + blocks)?;
    let mut plain = Vec::new();
    if head[HWP3_COMPRESSED] == 0 {
        plain.extend_from_slice(body);
    } else {
        // What follows the stream is no part of it.
        flate2::read::DeflateDecoder::new(body).read_to_end(&mut plain).ok()?;
    }
    let mut head = head.to_vec();
    head[HWP3_COMPRESSED] = 0;
    (!plain.is_empty()).then_some(Inside::Hwp3(head, plain))
}

fn damaged_hwp3(head: &[u8], mut body: Vec<u8>, random: &mut Random) -> (Vec<u8>, String) {
    let what = several(random, |random| {
        if body.is_empty() {
            body.push(0);
        }
        match random.next(9) {
            8 => {
                // Control characters stand where text could stand.
                let at = random.next(body.len());
                let code = u8::try_from(random.next(32)).unwrap();
                body.iter_mut().skip(at).zip([code, 0]).for_each(|(place, byte)| *place = byte);
                format!("control {code} at {at}")
            }
            kind => crate::bytes::DAMAGES[kind](&mut body, random),
        }
    });
    ([head, &body].concat(), what)
}
