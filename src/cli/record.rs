//! What is known of one document after its turn: a line of the report, and of the journal that a run is resumed from.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use hwpconv::{Severity, Warning};
use serde::{Deserialize, Serialize};

use crate::cli::convert::{Failure, Seen};
use crate::cli::message::is_disturbing;
use crate::cli::plan::Source;

/// A document that had its turn. As JSON of a form that programs can rely on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    pub(crate) source: String,
    /// The file that was written; `null` for standard output.
    pub(crate) output: Option<String>,
    /// `converted` or `failed`.
    pub(crate) outcome: Cow<'static, str>,
    /// `hwp5`, `hwpx`, `hwp3`, `hwpml`; `null` when it could not be told.
    pub(crate) format: Option<Cow<'static, str>>,
    /// To the microsecond.
    pub(crate) seconds: f64,
    pub(crate) input_bytes: u64,
    /// When the input was last changed, in microseconds since 1970; `null` when it is no file.
    pub(crate) input_modified: Option<u64>,
    /// SHA-256 of the input in hexadecimal digits; `null` when it was not read or is no document.
    pub(crate) sha256: Option<String>,
    pub(crate) output_bytes: u64,
    pub(crate) pictures: u64,
    pub(crate) losses: u64,
    pub(crate) changes: u64,
    pub(crate) repairs: u64,
    pub(crate) warnings: Vec<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<Problem>,
    /// The program, its version, and a number for the options that decide what is written.
    pub(crate) made_by: String,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// `loss`, `change` or `repair`.
    pub(crate) severity: Cow<'static, str>,
    pub(crate) kind: Cow<'static, str>,
    pub(crate) place: String,
    pub(crate) message: String,
    pub(crate) count: u32,
}

/// Why a document has no output. `kind` is that of the library's error; or `io` for files that cannot be read or
/// written, `timeout` and `memory` for documents over a limit of the run, `panic` and `crash` for errors in hwpconv.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Problem {
    pub(crate) kind: Cow<'static, str>,
    pub(crate) message: String,
}

impl Record {
    /// A document whose turn has come.
    pub(crate) fn new(source: &Source, output: Option<&Path>, made_by: &str) -> Self {
        let source = source.name();
        let output = output.map(|path| path.to_string_lossy().into_owned());
        Record { source, output, made_by: made_by.to_owned(), ..Record::default() }
    }

    /// Enters what was seen of the input.
    pub(crate) fn see(&mut self, seen: Seen) {
        self.format = seen.format;
        self.input_bytes = seen.input_bytes;
        self.sha256 = seen.sha256;
    }

    /// Enters how it ended.
    pub(crate) fn end(&mut self, failure: Option<Failure>) {
        let count = |severity: Severity| {
            let of_severity = self.warnings.iter().filter(|note| note.severity == severity.name());
            of_severity.map(|note| u64::from(note.count)).sum()
        };
        (self.losses, self.changes, self.repairs) =
            (count(Severity::Loss), count(Severity::Change), count(Severity::Repair));
        self.outcome = Cow::Borrowed(if failure.is_some() { "failed" } else { "converted" });
        if let Some(Failure { kind, message }) = failure {
            self.output = None;
            self.error = Some(Problem { kind, message });
        }
    }

    /// Whether there is an output.
    pub(crate) fn is_converted(&self) -> bool {
        self.error.is_none()
    }

    /// The line of the report, with its end.
    pub(crate) fn line(&self) -> String {
        to_line(self)
    }
}

/// A value as one line of JSON, with its end.
pub(crate) fn to_line(value: &impl Serialize) -> String {
    // Strings and numbers always have a JSON form; should that ever fail, a line is still a line.
    escape_json(serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()) + "\n")
}

/// Escapes what JSON allows as it is and terminals do not take for text. Such characters stand in strings only.
fn escape_json(line: String) -> String {
    let is_escaped = |c: char| is_disturbing(c) && c != '\n';
    if !line.contains(is_escaped) {
        return line;
    }
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if is_escaped(c) {
            // All of them are below U+10000; writing to a string cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

impl From<Warning> for Note {
    fn from(warning: Warning) -> Self {
        Note {
            severity: warning.kind.severity().name().into(),
            kind: warning.kind.name().into(),
            place: warning.place.to_string(),
            message: warning.kind.to_string(),
            count: warning.count,
        }
    }
}

impl Note {
    /// The warning as the library words it: where, how bad, what, how often.
    pub(crate) fn sentence(&self) -> String {
        let Note { severity, place, message, .. } = self;
        let times = if self.count > 1 { format!(" ({} times)", self.count) } else { String::new() };
        format!("{place}: {severity}: {message}{times}")
    }
}

#[cfg(test)]
mod tests {
    use hwpconv::{Place, WarningKind};

    use super::*;

    #[test]
    fn warning_keeps_its_words() {
        for count in [1, 3] {
            let place = Place { offset: Some(7), ..Place::part("DocInfo") };
            let warning = Warning { kind: WarningKind::MissingAttachment, place, count };
            assert_eq!(Note::from(warning.clone()).sentence(), warning.to_string());
        }
    }

    #[test]
    fn record_survives_its_line() {
        let mut record = Record::new(&Source::Stdin, Some(Path::new("a.md")), "hwpconv");
        let warning = Warning { kind: WarningKind::CutOff, place: Place::part("x"), count: 2 };
        record.warnings.push(warning.into());
        record.end(None);
        let line = record.line();
        assert_eq!((line.lines().count(), line.ends_with('\n')), (1, true));
        let read: Record = serde_json::from_str(&line).unwrap();
        assert_eq!((read.losses, &read), (2, &record));
    }
}
