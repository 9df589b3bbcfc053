//! The `Contents` stream of charts before 2018 to the names of their series and their rows.
//!
//! The stream holds serialised objects: a number, the number of a class, at its first use the name and version of that
//! class, then the data. Values of the data grid stand in the matrix row by row: the names of the series, then each
//! category with its values. Everything else (axes, colours, titles) is left out.

use crate::container::bytes::{Bytes, utf16_string};

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

/// Names of series, and rows; `None` when the stream is no chart or has no data.
pub(super) fn read(stream: &[u8]) -> Option<(Vec<String>, Vec<Row>)> {
    let matrix = stream.windows(8).position(|window| window == b"VtMatrix")?;
    // The first text ends the preamble of the matrix; its class is introduced there.
    let name = b"\x09\0VtString\0";
    let first = stream.get(matrix..)?.windows(name.len()).position(|window| window == name)? + matrix;
    let values = values(stream.get(first.checked_sub(8)?..)?);
    let names_and_first = values.iter().take_while(|value| matches!(value, Value::Text(_))).count();
    let width = names_and_first.checked_sub(1).filter(|width| *width > 0)?;
    let (names, cells) = values.split_at(width);
    let rows = cells.chunks(width + 1).filter_map(|row| {
        let (category, numbers) = row.split_first()?;
        Some((shown(category), numbers.iter().map(shown).collect()))
    });
    Some((names.iter().map(shown).collect(), rows.collect()))
}

/// The values that stand one behind the other; ends at the first thing that is none.
fn values(data: &[u8]) -> Vec<Value> {
    let mut bytes = Bytes::new(data);
    let mut classes = Classes::default();
    let mut values = Vec::new();
    while let Some(value) = value(&mut bytes, &mut classes) {
        values.push(value);
    }
    values
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

    fn sample() -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        let number = Value::Number;
        let mut values = vec![text("들어옴"), text("나감"), text("2010년"), number(328.0), number(50.5)];
        values.extend([text("2020년"), number(816.0), number(70.0)]);
        values
    }

    #[test]
    fn grid_is_names_and_then_rows() {
        let (names, rows) = read(&stream(&sample())).unwrap();
        assert_eq!(names, ["들어옴", "나감"]);
        assert_eq!(rows[0], ("2010년".to_owned(), vec!["328".to_owned(), "50.5".to_owned()]));
        assert_eq!(rows[1], ("2020년".to_owned(), vec!["816".to_owned(), "70".to_owned()]));
    }

    #[test]
    fn cut_stream_keeps_the_rows_before_the_cut() {
        let stream = stream(&sample());
        for length in 0..stream.len() {
            if let Some((names, rows)) = read(&stream[..length]) {
                assert!(names.len() <= 2 && rows.len() <= 2);
            }
        }
        assert_eq!(read(b"no chart"), None);
    }
}
