//! Changes to HWP 5 files that keep them HWP 5 files: records of a stream move, repeat, vanish, grow, shrink and lie.
//!
//! A file is taken apart to streams, one stream to records; the tests' builder puts both together again, without
//! compression, so that the next change need not inflate.

use std::io::Read;

use crate::builder::compound;
use crate::builder::record::Records;
use crate::dice::{ByBytes, Dice};
use crate::hwp5_words::{Record, inflate, records};

/// Streams of a file by their paths.
type Streams = Vec<(String, Vec<u8>)>;

/// Tags of records, and two that no version knows.
const TAGS: [u16; 40] = [
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 31, 32, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78,
    79, 84, 85, 86, 87, 88, 91, 93, 96, 200, 1000,
];

/// Ids of controls, as they stand in records.
const CONTROLS: [&[u8; 4]; 24] = [
    b"dces", b"dloc", b" lbt", b" osg", b"deqe", b"daeh", b"toof", b"  nf", b"  ne", b"onta", b"onwn", b"pngp",
    b"tcgp", b"dhgp", b"mrxd", b"mkob", b"spct", b"tudt", b"emct", b"klh%", b"em%%", b"mrof", b"kmb%", b"????",
];

/// The streams of a file; `None` when it is no compound file of documents. Compressed streams are inflated.
fn streams(file: &[u8]) -> Option<Streams> {
    let mut file = cfb::CompoundFile::open(std::io::Cursor::new(file)).ok()?;
    let paths: Vec<_> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut streams = Vec::new();
    for path in paths {
        let mut data = Vec::new();
        file.open_stream(&path).ok()?.take(1 << 20).read_to_end(&mut data).ok()?;
        streams.push((path.to_str()?.trim_start_matches('/').to_owned(), data));
    }
    let (_, header) = streams.iter_mut().find(|(path, _)| path == "FileHeader")?;
    let flags = header.get_mut(36)?;
    if *flags & 1 == 1 {
        *flags &= !1;
        for (_, data) in streams.iter_mut().filter(|(path, _)| is_packed(path)) {
            *data = inflate(data).unwrap_or_else(|| std::mem::take(data));
        }
    }
    Some(streams)
}

fn is_packed(path: &str) -> bool {
    ["DocInfo", "BodyText/", "ViewText/", "BinData/"].iter().any(|start| path.starts_with(start))
}

/// The file without compression. A locked file stays as it is: its streams are noise.
pub fn unpacked(file: &[u8]) -> Vec<u8> {
    let is_locked = |streams: &Streams| streams.iter().any(|(path, data)| path == "FileHeader" && data[36] & 6 != 0);
    let streams = streams(file).filter(|streams| !is_locked(streams));
    streams.map_or_else(|| file.to_vec(), |streams| compound::pack(&streams))
}

/// The file with one of its streams changed; `None` when it is none.
pub fn mutate(file: &[u8], dice: &mut Dice, by_bytes: ByBytes<'_>) -> Option<Vec<u8>> {
    let mut streams = streams(file)?;
    let stream = pick(&mut streams, dice)?;
    let mut all = records(stream);
    for _ in 0..=dice.below(3) {
        change(&mut all, dice, by_bytes);
    }
    *stream = encode(&all, dice);
    if dice.below(64) == 0 {
        by_bytes(stream);
    }
    Some(compound::pack(&streams))
}

/// The first file with records of the second among its own; `None` when either is none.
pub fn graft(file: &[u8], other: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let (mut streams, mut others) = (streams(file)?, streams(other)?);
    let donor = records(pick(&mut others, dice)?);
    let stream = pick(&mut streams, dice)?;
    let mut all = records(stream);
    if !donor.is_empty() {
        let from = dice.below(donor.len());
        let at = dice.below(all.len() + 1);
        let level = all.get(at).map_or(0, |record| record.level);
        let branch = moved(&donor[from..end_of(&donor, from)], level);
        all.splice(at..at, branch);
    }
    *stream = encode(&all, dice);
    Some(compound::pack(&streams))
}

/// A section, as a rule; sometimes DocInfo or any other stream.
fn pick<'s>(streams: &'s mut Streams, dice: &mut Dice) -> Option<&'s mut Vec<u8>> {
    let wanted = ["BodyText/", "BodyText/", "BodyText/", "DocInfo", ""][dice.below(5)];
    let fitting: Vec<usize> = (0..streams.len()).filter(|index| streams[*index].0.starts_with(wanted)).collect();
    let index = if fitting.is_empty() { dice.below(streams.len()) } else { fitting[dice.below(fitting.len())] };
    streams.get_mut(index).map(|(_, data)| data)
}

/// Where the records below one end.
fn end_of(all: &[Record], at: usize) -> usize {
    let level = all[at].level;
    all[at + 1..].iter().position(|record| record.level <= level).map_or(all.len(), |count| at + 1 + count)
}

/// A branch of records with its root on another level.
fn moved(branch: &[Record], level: u16) -> Vec<Record> {
    let root = branch.first().map_or(0, |record| record.level);
    let on_level = |record: &Record| (record.level + level).saturating_sub(root).min(1023);
    branch.iter().map(|record| Record { level: on_level(record), ..record.clone() }).collect()
}

fn change(all: &mut Vec<Record>, dice: &mut Dice, by_bytes: ByBytes<'_>) {
    if all.is_empty() {
        return all.push(Record { tag: dice.one_of(&TAGS), level: 0, data: vec![0; dice.below(64)] });
    }
    let (at, other) = (dice.below(all.len()), dice.below(all.len()));
    let end = end_of(all, at);
    match dice.below(16) {
        0..=3 => by_bytes(&mut all[at].data),
        4 => {
            let branch = moved(&all[at..end], all[other].level);
            all.splice(other..other, branch);
        }
        5 => {
            // Below another record, so that branches grow deep.
            let branch = moved(&all[at..end], all[other].level.saturating_add(1));
            all.splice(other + 1..other + 1, branch);
        }
        6 => drop(all.drain(at..end)),
        7 => drop(all.remove(at)),
        8 => all.swap(at, other),
        9 => {
            let size = dice.below(all[at].data.len() + 1);
            all[at].data.truncate(size);
        }
        10 => all[at].level = dice.one_of(&[0, 1, 2, 3, 4, 5, 900, 1023]),
        11 => all[at].tag = dice.one_of(&TAGS),
        12 => {
            let size = dice.one_of(&[1, 2, 4]);
            let offset = dice.below(all[at].data.len() + 1);
            let lie = dice.lie().to_le_bytes();
            if let Some(field) = all[at].data.get_mut(offset..offset + size) {
                field.copy_from_slice(&lie[..size]);
            }
        }
        13 => {
            if let Some(id) = all[at].data.first_chunk_mut() {
                *id = *dice.one_of(&CONTROLS);
            }
        }
        14 => {
            // A character of text that stands for a control, with the room that it takes.
            let offset = (dice.below(all[at].data.len() + 1)) & !1;
            let code = dice.below(32) as u8;
            let id = dice.one_of(&CONTROLS);
            let units = [[code, 0].as_slice(), id, &[0; 8], &[code, 0]].concat();
            all[at].data.splice(offset..offset, units);
        }
        _ => {
            let more = dice.below(80);
            all[at].data.extend((0..more).map(|_| dice.below(256) as u8));
        }
    }
}

/// The records as a stream. Now and then one says another size than it has.
fn encode(all: &[Record], dice: &mut Dice) -> Vec<u8> {
    let liar = if dice.below(24) == 0 { dice.below(all.len() + 1) } else { usize::MAX };
    let mut out = Records::new();
    for (index, record) in all.iter().enumerate() {
        let size = if index == liar { dice.lie() } else { record.data.len() as u32 };
        out.push_claiming(record.tag, record.level, size, &record.data);
    }
    out.into_vec()
}
