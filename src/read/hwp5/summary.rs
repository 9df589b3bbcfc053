//! The `\x05HwpSummaryInformation` stream, an OLE property set, to metadata (MS-OLEPS; HWP 5 specification, document
//! summary). Strings are VT_LPWSTR, not VT_LPSTR as the specification prints.

use crate::container::bytes::{Bytes, utf16_string};
use crate::document::Metadata;

const VT_I4: u32 = 3;
const VT_LPWSTR: u32 = 0x1F;
const VT_FILETIME: u32 = 0x40;

/// More properties than any property set has.
const MAX_PROPERTIES: u32 = 256;

enum Value {
    Text(String),
    Time(String),
    Number(u32),
}

/// Reads the stream into what it says of the document; a damaged one says less.
pub(super) fn read(stream: &[u8], metadata: &mut Metadata) {
    for (id, value) in properties(stream).unwrap_or_default() {
        match (id, value) {
            (2, Value::Text(text)) => metadata.title = Some(text),
            (3, Value::Text(text)) => metadata.subject = Some(text),
            (4, Value::Text(text)) => metadata.author = Some(text),
            (5, Value::Text(text)) => metadata.keywords = Some(text),
            (6, Value::Text(text)) => metadata.comments = Some(text),
            (8, Value::Text(text)) => metadata.last_saved_by = Some(text),
            (9, Value::Text(text)) => metadata.application = Some(text),
            (12, Value::Time(time)) => metadata.created = Some(time),
            (13, Value::Time(time)) => metadata.modified = Some(time),
            (14, Value::Number(count)) => metadata.page_count = Some(count).filter(|count| *count > 0),
            (0x14, Value::Text(text)) => metadata.date = Some(text),
            // Dictionary, last printed, number of paragraphs: nobody asks for them.
            _ => {}
        }
    }
}

fn properties(stream: &[u8]) -> Option<Vec<(u32, Value)>> {
    // Byte order, version, system, class and section count, then format id and offset of the first section.
    let section_offset = Bytes::new(stream.get(44..)?).u32()?;
    let section = stream.get(usize::try_from(section_offset).ok()?..)?;
    let mut bytes = Bytes::new(section);
    // Size of the section: the stream's own end is what counts.
    bytes.skip(4)?;
    let count = bytes.u32()?.min(MAX_PROPERTIES);
    let mut properties = Vec::new();
    for _ in 0..count {
        let (Some(id), Some(offset)) = (bytes.u32(), bytes.u32()) else { break };
        let value = usize::try_from(offset).ok().and_then(|offset| section.get(offset..)).and_then(value);
        properties.extend(value.map(|value| (id, value)));
    }
    Some(properties)
}

fn value(data: &[u8]) -> Option<Value> {
    let mut bytes = Bytes::new(data);
    match bytes.u32()? {
        VT_LPWSTR => {
            let count = usize::try_from(bytes.u32()?).ok()?;
            let text = utf16_string(bytes.utf16(count)?);
            let text = text.trim();
            (!text.is_empty()).then(|| Value::Text(text.to_owned()))
        }
        VT_FILETIME => file_time(bytes.u64()?).map(Value::Time),
        VT_I4 => bytes.u32().map(Value::Number),
        _ => None,
    }
}

/// A FILETIME (100 ns since 1601, UTC) as ISO 8601; `None` for 0, which means unset, and for years past 9999.
pub(super) fn file_time(ticks: u64) -> Option<String> {
    let seconds = ticks / 10_000_000;
    if seconds == 0 {
        return None;
    }
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil_date(days)?;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// The Gregorian date so many days after 1601-01-01, which begins a cycle of 400 years.
fn civil_date(days: u64) -> Option<(u64, u64, u64)> {
    const CYCLE: u64 = 146_097;
    let in_cycle = days % CYCLE;
    // The last century of a cycle and the last year of four are a day longer than the division says.
    let century = (in_cycle / 36_524).min(3);
    let in_century = in_cycle - century * 36_524;
    let four = in_century / 1_461;
    let in_four = in_century - four * 1_461;
    let year_of_four = (in_four / 365).min(3);
    let mut day = in_four - year_of_four * 365;
    let year = 1601 + days / CYCLE * 400 + century * 100 + four * 4 + year_of_four;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let february = if is_leap { 29 } else { 28 };
    for (month, length) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        if day < length {
            return (year <= 9999).then_some((year, month, day + 1));
        }
        day -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_time_becomes_a_date() {
        assert_eq!(file_time(0), None);
        assert_eq!(file_time(116_444_736_000_000_000).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(file_time(125_962_991_990_000_000).as_deref(), Some("2000-02-29T11:59:59Z"));
        assert_eq!(file_time(133_800_768_000_000_000).as_deref(), Some("2024-12-31T00:00:00Z"));
        assert_eq!(file_time(u64::MAX), None);
    }

    #[test]
    fn strings_are_wide_and_damage_says_less() {
        let mut stream = vec![0; 44];
        stream.extend_from_slice(&48u32.to_le_bytes());
        let title: Vec<u8> = "제목\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for word in [0u32, 2, 2, 24, 14, 0x7FFF_FFFF] {
            stream.extend_from_slice(&word.to_le_bytes());
        }
        stream.extend_from_slice(&VT_LPWSTR.to_le_bytes());
        stream.extend_from_slice(&3u32.to_le_bytes());
        stream.extend_from_slice(&title);
        let mut metadata = Metadata::default();
        read(&stream, &mut metadata);
        assert_eq!(metadata, Metadata { title: Some("제목".to_owned()), ..Metadata::default() });
        read(&stream[..50], &mut metadata);
    }
}
