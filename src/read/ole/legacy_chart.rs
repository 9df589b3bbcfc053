//! The `Contents` stream of charts before 2018 to their title, the names of their series and their rows.
//!
//! The stream holds serialised objects: a number, the number of a class, at its first use the name and version of that
//! class, then the data. Values of the data grid stand in the matrix row by row: the names of the series, then each
//! category with its values. The title is the second text of its class, behind the name of its font. Everything else
//! (axes, colours, footnote) is left out.

use crate::container::bytes::{Bytes, utf16_string};

/// What a chart shows, as far as the model has a place for it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Chart {
    /// Empty when there is none.
    pub(super) title: String,
    /// Names of the series.
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A category and its values.
type Row = (String, Vec<String>);

/// A value of the data grid.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
}

/// Numbers of the classes, which each stream gives out anew.
#[derive(Debug, Default)]
struct Classes {
    text: Option<u32>,
    number: Option<u32>,
    /// `VtValue`, which follows the data of each value.
    value: Option<u32>,
}

/// Reads the stream; `None` when it is no chart or has no data.
pub(super) fn read(stream: &[u8]) -> Option<Chart> {
    let matrix = find(stream, b"VtMatrix")?;
    // The first text ends the preamble of the matrix; its class is introduced there.
    let name = b"\x09\0VtString\0";
    let first = find(stream.get(matrix..)?, name)? + matrix;
    let (values, classes) = values(stream.get(first.checked_sub(8)?..)?);
    let names_and_first = values.iter().take_while(|value| matches!(value, Value::Text(_))).count();
    let width = names_and_first.checked_sub(1).filter(|width| *width > 0)?;
    let (names, cells) = values.split_at(width);
    let rows = cells.chunks(width + 1).filter_map(|row| {
        let (category, numbers) = row.split_first()?;
        Some((shown(category), numbers.iter().map(shown).collect()))
    });
    let title = title(stream, &classes).unwrap_or_default();
    Some(Chart { title, names: names.iter().map(shown).collect(), rows: rows.collect() })
}

/// Bytes of a title: a font, a block of text and their looks; titles have about 300.
const MOST_OF_TITLE: usize = 4_096;

/// The title, unless it is hidden.
fn title(stream: &[u8], classes: &Classes) -> Option<String> {
    let start = find(stream, b"VtChartTitle\0")?;
    let data = stream.get(start..stream.len().min(start.saturating_add(MOST_OF_TITLE)))?;
    let mut texts = (0..data.len()).filter_map(|at| loose_text(data.get(at..)?, classes));
    let (title, behind) = texts.nth(1)?;
    let is_hidden = is_visible(stream, behind) == Some(false);
    Some(title).filter(|title| !is_hidden && !title.is_empty())
}

/// A text with the class of texts before it and that of values behind it, and what follows.
fn loose_text<'a>(data: &'a [u8], classes: &Classes) -> Option<(String, Bytes<'a>)> {
    let mut bytes = Bytes::new(data);
    if bytes.u32() != classes.text {
        return None;
    }
    let Value::Text(text) = text(&mut bytes)? else { return None };
    (bytes.u32() == classes.value && bytes.u32() == Some(4)).then_some((text, bytes))
}

/// Whether a title is visible: a mark behind its extents, in the section of the chart that it is. `None` when the class
/// of sections is not known yet.
fn is_visible(stream: &[u8], mut behind: Bytes<'_>) -> Option<bool> {
    let name = find(stream, b"\x0F\0VtChartSection\0")?;
    let section = Bytes::new(stream.get(name.checked_sub(4)?..)?).u32();
    // Two rectangles, and the class that all objects have.
    behind.skip(26 + 4)?;
    if behind.u32() != section {
        return None;
    }
    // Two numbers and a mark without meaning here.
    behind.skip(6)?;
    Some(behind.u16()? != 0)
}

fn find(stream: &[u8], name: &[u8]) -> Option<usize> {
    memchr::memmem::find(stream, name)
}

/// The values that stand one behind the other, and their classes; ends at the first thing that is none.
fn values(data: &[u8]) -> (Vec<Value>, Classes) {
    let mut bytes = Bytes::new(data);
    let mut classes = Classes::default();
    let mut values = Vec::new();
    while let Some(value) = value(&mut bytes, &mut classes) {
        values.push(value);
    }
    (values, classes)
}

fn value(bytes: &mut Bytes<'_>, classes: &mut Classes) -> Option<Value> {
    // The number of the object.
    bytes.skip(4)?;
    let class = bytes.u32()?;
    let value = if classes.text.is_none_or(|text| text == class) && classes.number != Some(class) {
        introduction(bytes, &mut classes.text, class)?;
        text(bytes)?
    } else {
        introduction(bytes, &mut classes.number, class)?;
        let number = f64::from_bits(bytes.u64()?);
        // A mark that no further data follow.
        bytes.skip(2)?;
        Value::Number(number)
    };
    let class = bytes.u32()?;
    introduction(bytes, &mut classes.value, class)?;
    // The kind of value.
    bytes.skip(4)?;
    Some(value)
}

/// At the first use of a class its name and version follow its number.
fn introduction(bytes: &mut Bytes<'_>, known: &mut Option<u32>, class: u32) -> Option<()> {
    match known {
        Some(known) => (*known == class).then_some(()),
        None => {
            *known = Some(class);
            let length = usize::from(bytes.u16()?);
            let name = bytes.take(length)?;
            // Version.
            bytes.skip(2)?;
            name.starts_with(b"Vt").then_some(())
        }
    }
}

/// Length, the text in the local character set, two zeros, the text in UTF-16, two zeros, a byte of no meaning.
fn text(bytes: &mut Bytes<'_>) -> Option<Value> {
    let length = usize::from(bytes.u16()?);
    let data = bytes.take(length)?;
    bytes.skip(1)?;
    let local_end = data.windows(2).position(|pair| pair == [0, 0])?;
    let wide = data.get(local_end + 2..)?;
    Some(Value::Text(utf16_string(wide).trim().to_owned()))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes values as the word processor does.
    fn stream(values: &[Value]) -> Vec<u8> {
        let mut out = b"\x03\0\0\0\x02\0\0\0\x09\0VtMatrix\0\x01\0".to_vec();
        let mut seen = Vec::new();
        let mut class = |out: &mut Vec<u8>, number: u32, name: &str| {
            out.extend_from_slice(&number.to_le_bytes());
            if !seen.contains(&number) {
                seen.push(number);
                out.extend_from_slice(&(name.len() as u16 + 1).to_le_bytes());
                out.extend_from_slice(name.as_bytes());
                out.extend_from_slice(&[0, 1, 0]);
            }
        };
        for (number, value) in (2u32..).zip(values) {
            out.extend_from_slice(&number.to_le_bytes());
            match value {
                Value::Text(text) => {
                    class(&mut out, 5, "VtString");
                    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    out.extend_from_slice(&(wide.len() as u16 + 5).to_le_bytes());
                    out.extend_from_slice(b"x\0\0");
                    out.extend_from_slice(&wide);
                    out.extend_from_slice(&[0, 0, 0xAB]);
                }
                Value::Number(value) => {
                    class(&mut out, 7, "VtDouble");
                    out.extend_from_slice(&value.to_le_bytes());
                    out.extend_from_slice(&[0xFF, 0xFF]);
                }
            }
            class(&mut out, 6, "VtValue");
            out.extend_from_slice(&4u32.to_le_bytes());
        }
        out.extend_from_slice(b"\x01\0\x01\0 and axes");
        out
    }

    /// Adds a footnote, whose section is the first one, and a title of the classes that [`stream`] gives out.
    fn titled(mut out: Vec<u8>, title: &str, is_visible: bool) -> Vec<u8> {
        let text = |out: &mut Vec<u8>, text: &str| {
            out.extend_from_slice(&[9, 0, 0, 0, 5, 0, 0, 0]);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            out.extend_from_slice(&(wide.len() as u16 + 5).to_le_bytes());
            out.extend_from_slice(b"x\0\0");
            out.extend_from_slice(&wide);
            out.extend_from_slice(&[0, 0, 0xAB, 6, 0, 0, 0, 4, 0, 0, 0]);
        };
        out.extend_from_slice(b"\x0F\0\0\0\x0F\0VtChartSection\0\x01\0");
        out.extend_from_slice(b"\x1E\0\0\0\x0D\0VtChartTitle\0\x01\0");
        text(&mut out, "글꼴");
        out.extend_from_slice(&[0; 40]);
        text(&mut out, title);
        out.extend_from_slice(&[0; 26]);
        out.extend_from_slice(&[4, 0, 0, 0, 0x0F, 0, 0, 0, 0xF0, 0, 0xE1, 0, 1, 0, is_visible.into(), 0]);
        out
    }

    #[test]
    fn title_is_read_unless_it_is_hidden_or_empty() {
        let of = |title: &str, is_visible| read(&titled(stream(&sample()), title, is_visible)).unwrap().title;
        assert_eq!(of("걸어 온 사람", true), "걸어 온 사람");
        assert_eq!((of("걸어 온 사람", false), of("", true)), (String::new(), String::new()));
        assert_eq!(read(&stream(&sample())).unwrap().title, "");
    }

    fn sample() -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        let number = Value::Number;
        let mut values = vec![text("들어옴"), text("나감"), text("2010년"), number(328.0), number(50.5)];
        values.extend([text("2020년"), number(816.0), number(70.0)]);
        values
    }

    #[test]
    fn grid_is_names_and_then_rows() {
        let Chart { names, rows, .. } = read(&stream(&sample())).unwrap();
        assert_eq!(names, ["들어옴", "나감"]);
        assert_eq!(rows[0], ("2010년".to_owned(), vec!["328".to_owned(), "50.5".to_owned()]));
        assert_eq!(rows[1], ("2020년".to_owned(), vec!["816".to_owned(), "70".to_owned()]));
    }

    #[test]
    fn cut_stream_keeps_the_rows_before_the_cut() {
        let stream = titled(stream(&sample()), "제목", true);
        for length in 0..stream.len() {
            if let Some(Chart { names, rows, .. }) = read(&stream[..length]) {
                assert!(names.len() <= 2 && rows.len() <= 2);
            }
        }
        assert_eq!(read(b"no chart"), None);
    }
}
