//! Sentences for people: paths and messages made safe for a terminal, what an I/O error means, and saying them.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::path::Path;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

use crate::cli::lang::{Said, texts};

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

/// A path that is no text, so that no two are written alike: bytes that are none as `%FF`, and `%` as `%25`. `None` for
/// a path that is text and can stand as it is.
pub(crate) fn encode_path(path: &Path) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
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
///
/// An error of this program has a sentence of the catalogue in it. What has no words here is worded by the system.
#[expect(clippy::wildcard_enum_match_arm, reason = "what has no words here is worded by the system")]
pub(crate) fn explain(error: &io::Error) -> Said {
    if let Some(said) = error.get_ref().and_then(|inner| inner.downcast_ref::<Said>()) {
        return said.clone();
    }
    let text = match error.kind() {
        io::ErrorKind::NotFound => texts::NOT_FOUND,
        io::ErrorKind::PermissionDenied => texts::PERMISSION_DENIED,
        io::ErrorKind::StorageFull => texts::STORAGE_FULL,
        io::ErrorKind::QuotaExceeded => texts::QUOTA_EXCEEDED,
        io::ErrorKind::FileTooLarge => texts::FILE_TOO_LARGE,
        io::ErrorKind::ReadOnlyFilesystem => texts::READ_ONLY,
        io::ErrorKind::IsADirectory => texts::IS_A_FOLDER,
        io::ErrorKind::NotADirectory => texts::NOT_A_FOLDER,
        io::ErrorKind::InvalidFilename => texts::INVALID_NAME,
        // Every other kind says itself what it is; what the system says begins with a capital letter.
        _ => {
            let full = error.to_string();
            let words = full.split(" (os error").next().unwrap_or(&full);
            return if error.raw_os_error().is_some() { words.to_lowercase().into() } else { words.into() };
        }
    };
    text.said()
}

/// An I/O error that says a sentence of the catalogue.
pub(crate) fn refused(said: impl Into<Said>) -> io::Error {
    io::Error::other(said.into())
}

/// Writes lines to standard error, each with the name of the program before it. When that is closed there is nobody left
/// to tell.
pub(crate) fn say(lines: impl fmt::Display) {
    say_in(Style::new().bold(), &lines.to_string());
}

/// The same for what went wrong, in red on a terminal.
pub(crate) fn complain(lines: impl fmt::Display) {
    say_in(AnsiColor::Red.on_default().bold(), &lines.to_string());
}

/// The same for what was lost, in yellow on a terminal.
pub(crate) fn warn(lines: impl fmt::Display) {
    say_in(AnsiColor::Yellow.on_default().bold(), &lines.to_string());
}

fn say_in(style: Style, lines: &str) {
    let mut text = String::with_capacity(lines.len() + 32);
    for line in lines.lines() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{style}hwpconv:{style:#} {line}");
    }
    let stderr = io::stderr().lock();
    let text = without_unwanted_colour(&stderr, text);
    let _ = AutoStream::always(stderr).write_all(text.as_bytes());
}

/// In one piece, because other threads and programs write there as well.
fn without_unwanted_colour(stream: &impl RawStream, text: String) -> String {
    match AutoStream::choice(stream) {
        ColorChoice::Never => anstream::adapter::strip_str(&text).to_string(),
        ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => text,
    }
}

/// Prints help, with its colours on a terminal.
pub(crate) fn print_help(text: String) -> io::Result<()> {
    print(&without_unwanted_colour(&io::stdout(), text))
}

/// Prints to standard output. Who closes the pipe has seen enough: that is no failure.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
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
        assert_eq!(encode_path(Path::new(OsStr::from_bytes(b"50%/b\xff.hwp"))).unwrap(), "50%25/b%FF.hwp");
        assert_eq!(encode_path(Path::new("50%/b.hwp")), None);
    }

    #[test]
    fn io_errors_are_explained_without_system_numbers() {
        assert_eq!(explain(&io::Error::from_raw_os_error(2)), texts::NOT_FOUND.said());
        assert!(!explain(&io::Error::from_raw_os_error(5)).english().contains("os error"));
        assert_eq!(explain(&refused(texts::IS_AN_INPUT)), texts::IS_AN_INPUT.said());
    }
}
