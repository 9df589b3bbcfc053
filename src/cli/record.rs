//! One document to one line of the report: a JSON object, of a form that programs can rely on.

use std::path::Path;

use hwpconv::{Severity, Warning};
use serde::Serialize;

use crate::cli::convert::Failure;
use crate::cli::job::Facts;
use crate::cli::plan::Job;

#[derive(Serialize)]
struct Record<'a> {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    source: String,
    /// The file that was written; `null` for standard output.
    output: Option<String>,
    /// `converted` or `failed`.
    outcome: &'static str,
    /// `hwp5`, `hwpx`, `hwp3`, `hwpml`; `null` when it could not be told.
    format: Option<&'static str>,
    /// To the microsecond.
    seconds: f64,
    input_bytes: u64,
    output_bytes: u64,
    pictures: u64,
    losses: u64,
    changes: u64,
    repairs: u64,
    warnings: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem<'a>>,
}

#[derive(Serialize)]
struct Entry {
    severity: &'static str,
    kind: &'static str,
    place: String,
    message: String,
    count: u32,
}

/// `kind` is that of the library's error, or `io` for files that cannot be read or written, or `panic`.
#[derive(Serialize)]
struct Problem<'a> {
    kind: &'static str,
    message: &'a str,
}

/// The line of a document, with its end.
pub(crate) fn line(job: &Job, output: Option<&Path>, facts: &Facts, failure: Option<&Failure>) -> String {
    let record = Record {
        source: job.source.name(),
        output: output.filter(|_| failure.is_none()).map(|path| path.to_string_lossy().into_owned()),
        outcome: if failure.is_some() { "failed" } else { "converted" },
        format: facts.format.map(hwpconv::Format::name),
        seconds: (facts.elapsed.as_secs_f64() * 1e6).round() / 1e6,
        input_bytes: facts.input_bytes,
        output_bytes: facts.output_bytes,
        pictures: facts.pictures,
        losses: facts.count(Severity::Loss),
        changes: facts.count(Severity::Change),
        repairs: facts.count(Severity::Repair),
        warnings: facts.warnings.iter().map(entry).collect(),
        error: failure.map(|failure| Problem { kind: failure.kind, message: &failure.message }),
    };
    // Strings and numbers always have a JSON form; should that ever fail, a line of the report is still a line.
    serde_json::to_string(&record).unwrap_or_else(|_| "null".to_owned()) + "\n"
}

fn entry(warning: &Warning) -> Entry {
    Entry {
        severity: warning.kind.severity().name(),
        kind: warning.kind.name(),
        place: warning.place.to_string(),
        message: warning.kind.to_string(),
        count: warning.count,
    }
}
