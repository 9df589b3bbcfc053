//! The property set `\x05HwpSummaryInformation`.

use super::record::{Bytes, count32};

/// 2026-01-05 00:00 UTC as FILETIME.
const DATE: u64 = 134_120_448_000_000_000;
const FORMAT_ID: [u8; 16] =
    [0x60, 0xB6, 0xA2, 0x9F, 0x61, 0x10, 0xD4, 0x11, 0xB4, 0xC6, 0x00, 0x60, 0x97, 0xC0, 0x9D, 0x8C];

/// The stream with a title, an author and keywords; the dates never change.
pub fn encode(title: &str, author: &str, keywords: &str) -> Vec<u8> {
    let properties: [(u32, Bytes); 14] = [
        (2, string(title)),
        (3, string("")),
        (4, string(author)),
        (0x14, string("2026년 1월 5일 월요일 오전 9:00:00")),
        (5, string(keywords)),
        (6, string("")),
        (8, string(author)),
        (9, string("9, 1, 1, 5656 WIN32LEWindows_10")),
        (0x0C, time(DATE)),
        (0x0D, time(DATE)),
        (0x0B, time(0)),
        (0x0E, Bytes::new().u32(3).u32(1)),           // pages
        (0x15, Bytes::new().u32(3).u32(1)),           // paragraphs
        (0, Bytes::new().u32(1).u32(0).u32(1).u8(0)), // dictionary of one empty name
    ];
    let mut offset = 8 + 8 * properties.len();
    let mut index = Bytes::new();
    let mut values = Bytes::new();
    for (id, value) in properties {
        index = index.u32(id).u32(count32(offset));
        offset += value.len();
        values = values.raw(&value.into_vec());
    }
    Bytes::new()
        .u16(0xFFFE) // little-endian
        .u16(0)
        .u32(0)
        .raw(&FORMAT_ID)
        .u32(1)
        .raw(&FORMAT_ID)
        .u32(48)
        .u32(count32(offset))
        .u32(14)
        .raw(&index.into_vec())
        .raw(&values.into_vec())
        .into_vec()
}

/// VT_LPWSTR with its NUL, padded to four bytes.
fn string(text: &str) -> Bytes {
    let mut units: Vec<u16> = text.encode_utf16().chain([0]).collect();
    let count = count32(units.len());
    units.resize(units.len().next_multiple_of(2), 0);
    Bytes::new().u32(0x1F).u32(count).units(&units)
}

fn time(value: u64) -> Bytes {
    Bytes::new().u32(0x40).raw(&value.to_le_bytes())
}
