//! Sentences for people: paths and messages made safe for a terminal, and what an I/O error means.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// A path as it is shown: control characters and bytes that are no text are escaped, so that a file name can neither
/// drive the terminal nor forge a line.
pub(crate) fn show_path(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        return "''".to_owned();
    }
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        escape_into(chunk.valid(), &mut out);
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// Text with control characters escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if is_disturbing(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
}

/// Whether a character is no text to a terminal: it drives it, or makes a line read as what it is not.
pub(crate) fn is_disturbing(c: char) -> bool {
    c.is_control() || is_invisible_order(c)
}

/// Line separators and the characters that turn the direction of text: they make a line read as what it is not.
fn is_invisible_order(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What an I/O error means, in the words of a person and without the number of the system.
#[expect(clippy::wildcard_enum_match_arm, reason = "what has no words here is worded by the system")]
pub(crate) fn explain(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "not found",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::StorageFull => "no space left on the device",
        io::ErrorKind::QuotaExceeded => "disk quota exceeded",
        io::ErrorKind::FileTooLarge => "larger than the system lets a file be",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::IsADirectory => "is a folder",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed here",
        // Every other kind says itself what it is; what the system says begins with a capital letter.
        _ => {
            let full = error.to_string();
            let words = full.split(" (os error").next().unwrap_or(&full);
            return if error.raw_os_error().is_some() { words.to_lowercase() } else { words.to_owned() };
        }
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_in_a_path_are_escaped() {
        assert_eq!(show_path(Path::new("a\n\u{1b}[31m\u{202e}한.hwp")), "a\\n\\u{1b}[31m\\u{202e}한.hwp");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_shown_as_bytes() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(show_path(Path::new(OsStr::from_bytes(b"b\xff.hwp"))), "b\\xff.hwp");
    }

    #[test]
    fn io_errors_are_explained_without_system_numbers() {
        assert_eq!(explain(&io::Error::from_raw_os_error(2)), "not found");
        assert!(!explain(&io::Error::from_raw_os_error(5)).contains("os error"));
    }
}
