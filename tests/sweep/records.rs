//! HWP 5 taken apart into streams and records, and records changed as no byte flip would.

use std::io::{Cursor, Read};

use crate::builder::record::{Bytes, Records};
use crate::support::hwp5_words::{Record, inflate};
use crate::support::random::Random;

/// The streams of a file without compression, so that a changed one is simply put in its place; none when it cannot be
/// opened.
pub fn plain_streams(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Vec::new() };
    let paths: Vec<_> = file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    let streams = paths.iter().map(|path| {
        let mut data = Vec::new();
        // Of a stream that breaks off its beginning is as good.
        let _ = file.open_stream(path).unwrap().read_to_end(&mut data);
        let path = path.to_str().unwrap().trim_start_matches('/').to_owned();
        let packed = path == "DocInfo" || path.starts_with("BodyText") || path.starts_with("BinData");
        if path == "FileHeader" && data.len() > 36 {
            data[36] &= !1;
        }
        (path, if packed { inflate(&data).unwrap_or(data) } else { data })
    });
    streams.collect()
}

pub fn encode(all: &[Record]) -> Vec<u8> {
    let mut out = Records::new();
    for record in all {
        out.push(record.tag, record.level, Bytes::new().raw(&record.data));
    }
    out.into_vec()
}

/// Changes records as no byte flip would: whole ones move, repeat, vanish, grow, shrink, change level or kind, and
/// numbers in them lie. Says what it did.
pub fn mutate(all: &mut Vec<Record>, random: &mut Random) -> String {
    let (at, other) = (random.next(all.len()), random.next(all.len()));
    let tag = all[at].tag;
    match random.next(9) {
        0 => {
            let record = all[at].clone();
            all.insert(other, record);
            format!("record {at} ({tag}) repeated at {other}")
        }
        1 => {
            all.swap(at, other);
            format!("records {at} ({tag}) and {other} exchanged")
        }
        2 => {
            all.remove(at);
            format!("record {at} ({tag}) removed")
        }
        3 => {
            let size = random.next(all[at].data.len() + 1);
            all[at].data.truncate(size);
            format!("record {at} ({tag}) cut to {size}")
        }
        4 => {
            let more = random.next(40);
            all[at].data.extend((0..more).map(|_| random.byte()));
            format!("record {at} ({tag}) longer by {more}")
        }
        5 => {
            all[at].level = [0, 1, 2, 3, 5, 900, 1023][random.next(7)];
            format!("record {at} ({tag}) on level {}", all[at].level)
        }
        6 => {
            all[at].tag = [66, 67, 68, 71, 72, 76, 77, 85, 88, 93, 200, 1000][random.next(12)];
            format!("record {at} ({tag}) becomes {}", all[at].tag)
        }
        7 if all[at].data.len() >= 4 => {
            let offset = random.next(all[at].data.len() - 3);
            let lie = [0, 1, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, u32::MAX][random.next(6)];
            all[at].data[offset..offset + 4].copy_from_slice(&lie.to_le_bytes());
            format!("record {at} ({tag}) says {lie:#x} at {offset}")
        }
        _ => {
            let (from, to) = (at.min(other), at.max(other));
            all[from..=to].reverse();
            format!("records {from} to {to} reversed")
        }
    }
}
