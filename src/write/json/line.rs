//! A value to a line of JSON that no terminal takes orders from.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::progress::Progress;

/// Appends a value as JSON and ends the line.
pub(crate) fn push_line(value: &impl Serialize, out: &mut String) {
    push(line(value, &Progress::new(u64::MAX)), out);
}

/// A value as JSON, and the end of the line. `progress` is told of every byte.
pub(super) fn line(value: &impl Serialize, progress: &Progress) -> Vec<u8> {
    // Bytes, since a writer is handed thousands of them one by one; what they spell is seen to once for the whole line.
    let mut line = Counted { bytes: Vec::with_capacity(4_096), progress };
    let mut serializer = Serializer::with_formatter(&mut line, Quiet);
    if value.serialize(&mut serializer).is_err() {
        // Strings, numbers and lists always have a JSON form; should that ever fail, a line is still a line.
        line.bytes = b"null".to_vec();
    }
    line.bytes.push(b'\n');
    line.bytes
}

/// Appends a line that was made.
pub(super) fn push(line: Vec<u8>, out: &mut String) {
    // JSON of strings is UTF-8; should that ever fail, all that can be read stays.
    let line = String::from_utf8(line).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if out.is_empty() {
        *out = line; // A document is one long line, of which no second copy is made.
    } else {
        out.push_str(&line);
    }
}

/// Bytes that say how many they are while they come.
struct Counted<'p> {
    bytes: Vec<u8>,
    progress: &'p Progress,
}

impl Write for Counted<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(data);
        self.progress.reach(self.bytes.len());
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// JSON without blanks that escapes DEL and the control characters beyond ASCII as well: JSON lets them through, and
/// one of them begins orders to a terminal.
struct Quiet;

impl Formatter for Quiet {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // The first byte of those characters; few texts have it, and none of Hangul.
        if !fragment.bytes().any(|byte| matches!(byte, 0x7F | 0xC2)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| matches!(c, '\u{7F}'..='\u{9F}')) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(before.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_comes_after_what_is_written_already() {
        let mut out = String::new();
        push_line(&"하나\n", &mut out);
        push_line(&["둘"], &mut out);
        assert_eq!(out, "\"하나\\n\"\n[\"둘\"]\n");
    }

    #[test]
    fn control_characters_beyond_ascii_are_escaped_in_values_and_keys() {
        let mut out = String::new();
        let text = "가\u{7F}\u{80}나\u{9B}31m\u{9F}\u{A0}©\u{1B}";
        push_line(&std::collections::BTreeMap::from([(text, text)]), &mut out);
        assert!(!out.trim_end().contains(char::is_control), "{out:?}");
        assert!(out.contains("가\\u007f\\u0080나\\u009b31m\\u009f\u{A0}©\\u001b"), "{out:?}");
        let back: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(back[text], text);
    }
}
