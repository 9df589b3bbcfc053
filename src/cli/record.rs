//! The result of one document: a line of the report, and of the journal for `--resume`.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use hwpconv::{Difference, Severity, Warning};
use serde::{Deserialize, Serialize};

use crate::cli::display::{encode_path, is_disturbing};
use crate::cli::error::Failure;
use crate::cli::lang::{Said, Text, library, texts};
use crate::cli::rows::Facts;
#[cfg(feature = "parquet")]
use crate::cli::rows::Rows;
use crate::cli::source::Source;

/// A document that had its turn. As JSON of a form that programs can rely on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    pub(crate) source: String,
    /// The path in full where it is no text: bytes that are none as `%FF`, and `%` as `%25`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source_encoded: Option<String>,
    /// The file that was written; `null` for standard output.
    pub(crate) output: Option<String>,
    /// Its path in full where it is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) output_encoded: Option<String>,
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
    /// SHA-256 of the output; `null` when there is none.
    #[serde(default)]
    pub(crate) output_sha256: Option<String>,
    pub(crate) pictures: u64,
    /// The files that the pictures became.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) picture_files: Vec<PictureFile>,
    /// Whether the output was read back and compared with the document. What differs is among the warnings.
    #[serde(default)]
    pub(crate) verified: bool,
    pub(crate) losses: u64,
    pub(crate) changes: u64,
    pub(crate) repairs: u64,
    pub(crate) warnings: Vec<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<Problem>,
    /// The program, its version, and a number for the options that decide what is written.
    pub(crate) made_by: String,
}

/// A picture as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PictureFile {
    /// Its name in the folder for the pictures of the document.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// What remains of a job: short, because it may wait for its turn to be reported.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What is known of the document.
    pub(crate) record: Record,
    /// The lines for the stream of a run that has one.
    pub(crate) stream: String,
    /// The rows for the table of a run that makes one.
    #[cfg(feature = "parquet")]
    pub(crate) rows: Option<Rows>,
    /// The lines for standard error.
    pub(crate) lines: String,
    /// Whether the run did anything for it.
    pub(crate) effort: Effort,
}

impl Outcome {
    /// Without lines and rows.
    pub(crate) fn new(record: Record, effort: Effort) -> Self {
        Outcome {
            record,
            stream: String::new(),
            #[cfg(feature = "parquet")]
            rows: None,
            lines: String::new(),
            effort,
        }
    }

    /// How many bytes wait with it for their turn.
    pub(crate) fn waiting_bytes(&self) -> usize {
        #[cfg(feature = "parquet")]
        if let Some(content) = self.rows.as_ref().and_then(|rows| rows.content.as_ref()) {
            return content.bytes();
        }
        self.stream.len()
    }
}

/// What a run did for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// It was converted, or failed.
    Done,
    /// It was converted again, because what made its output is another version, other options, or not known.
    Again,
    /// Nothing: its output is there already.
    Spared,
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

/// What was seen of an input; stays when the conversion fails on the way.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) format: Option<Cow<'static, str>>,
    pub(crate) input_bytes: u64,
    pub(crate) sha256: Option<String>,
    /// Whether the output was read back and compared with the document.
    #[serde(default)]
    pub(crate) verified: bool,
    /// What the columns of a table say of the document, where it becomes one.
    #[serde(default)]
    pub(crate) facts: Facts,
}

impl Record {
    /// A document whose turn has come.
    pub(crate) fn new(source: &Source, output: Option<&Path>, made_by: &str) -> Self {
        let mut record = Record { made_by: made_by.to_owned(), ..Record::default() };
        record.name(source, output);
        record
    }

    /// Enters what the document and its output are called in this run.
    pub(crate) fn name(&mut self, source: &Source, output: Option<&Path>) {
        self.source = source.name();
        self.source_encoded = match source {
            Source::Stdin => None,
            Source::File(_) | Source::Inside(_) | Source::Broken(..) => encode_path(source.path()),
        };
        self.output = output.map(|path| path.to_string_lossy().into_owned());
        self.output_encoded = output.and_then(encode_path);
    }

    /// Enters what was seen of the input.
    pub(crate) fn see(&mut self, seen: Seen) {
        self.format = seen.format;
        self.input_bytes = seen.input_bytes;
        self.sha256 = seen.sha256;
        self.verified = seen.verified;
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
        if let Some(failure) = failure {
            self.output = None;
            self.output_encoded = None;
            self.error = Some(failure.into());
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

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Problem { kind: failure.kind, message: failure.message.english().to_owned() }
    }
}

impl From<Difference> for Note {
    fn from(difference: Difference) -> Self {
        Note {
            severity: Severity::Loss.name().into(),
            kind: "difference".into(),
            place: "output".to_owned(),
            message: texts::DIFFERENCE.with([difference.to_string()]).english().to_owned(),
            count: 1,
        }
    }
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
    pub(crate) fn sentence(&self) -> Said {
        let severity = [texts::LOSS, texts::CHANGE, texts::REPAIR].into_iter().find(|text| *text.en == *self.severity);
        let severity = severity.map_or_else(|| Said::from(self.severity.as_ref()), Text::said);
        let said = texts::AT.with([library::place(&self.place), texts::AT.with([severity, self.what()])]);
        if self.count > 1 { said.and(&texts::TIMES.with([self.count.to_string()])) } else { said }
    }

    /// What happened.
    pub(crate) fn what(&self) -> Said {
        match self.message.strip_prefix(texts::DIFFERENCE.en.trim_end_matches("{0}")) {
            Some(difference) => texts::DIFFERENCE.with([library::said(difference)]),
            None => library::said(&self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use hwpconv::document::{Block, Document, Inline, Marks, Paragraph, Section, Text};
    use hwpconv::{Place, WarningKind, WriteOptions};

    use super::*;

    #[test]
    fn warning_keeps_its_words() {
        for count in [1, 3] {
            let place = Place { offset: Some(7), ..Place::part("DocInfo") };
            let mut warning = Warning::new(WarningKind::MissingAttachment, place);
            warning.count = count;
            assert_eq!(Note::from(warning.clone()).sentence().english(), warning.to_string());
        }
    }

    #[test]
    fn difference_is_a_loss() {
        let text = Inline::Text(Text { text: "가".into(), marks: Marks::NONE });
        let paragraph = Paragraph { content: [text].into(), ..Paragraph::default() };
        let section = Section { blocks: [Block::Paragraph(paragraph)].into(), ..Section::default() };
        let document = Document { sections: vec![section], ..Document::default() };
        let differences = hwpconv::verify(&document, "나\n", &WriteOptions::default());
        let mut record = Record::new(&Source::Stdin, None, "hwpconv");
        record.warnings.extend(differences.into_iter().map(Note::from));
        record.end(None);
        assert_eq!((record.losses, record.warnings.len()), (1, 1));
        assert!(record.warnings[0].message.contains("`가` expected, `나` found"), "{}", record.warnings[0].message);
    }

    #[test]
    fn record_survives_its_line() {
        let mut record = Record::new(&Source::Stdin, Some(Path::new("a.md")), "hwpconv");
        let mut warning = Warning::new(WarningKind::CutOff, Place::part("x"));
        warning.count = 2;
        record.warnings.push(warning.into());
        record.end(None);
        let line = record.line();
        assert_eq!((line.lines().count(), line.ends_with('\n')), (1, true));
        let read: Record = serde_json::from_str(&line).unwrap();
        assert_eq!((read.losses, &read), (2, &record));
    }
}
