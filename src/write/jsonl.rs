//! [`Document`] to one JSON object on one line, its text as Markdown: the form in which documents are put into tables and
//! training sets.

use serde::Serialize;

use crate::document::{Document, Format};
use crate::warning::Ledger;
use crate::write::json::line::push_line;
use crate::write::provenance::Provenance;
use crate::write::{WriteOptions, json, markdown, room};

/// Appends a document as one line. What Markdown cannot say stands among its warnings and in the ledger.
pub(crate) fn write(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    #[derive(Serialize)]
    struct Line<'a, M: Serialize, W: Serialize> {
        #[serde(flatten)]
        input: Input<'a>,
        text: String,
        metadata: M,
        warnings: W,
    }
    let mut text = String::new();
    // What is known about the document has a place of its own here.
    let options = &WriteOptions { metadata: false, toc: false, ..options.clone() };
    markdown::write(document, options, &mut text, ledger);
    room::cut_escaped(&mut text, options, ledger);
    let mut warnings = json::warnings(&known.warnings);
    warnings.extend(json::warnings(ledger.warnings()));
    let input = Input { format: document.format.map(Format::name), ..Input::new(known) };
    push_line(&Line { input, text, metadata: json::metadata(&document.metadata), warnings }, out);
}

/// The line of an input that could not be read: what [`Target::Jsonl`](crate::Target::Jsonl) has in place of a document.
///
/// `kind` is one stable word, such as that of [`ErrorKind::name`](crate::ErrorKind::name).
#[must_use]
pub fn failed_line(provenance: &Provenance, kind: &str, message: &str) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(flatten)]
        input: Input<'a>,
        error: Problem<'a>,
    }
    #[derive(Serialize)]
    struct Problem<'a> {
        kind: &'a str,
        message: &'a str,
    }
    let mut out = String::new();
    push_line(&Line { input: Input::new(provenance), error: Problem { kind, message } }, &mut out);
    out
}

/// What both kinds of lines begin with.
#[derive(Serialize)]
struct Input<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
}

impl<'a> Input<'a> {
    fn new(provenance: &'a Provenance) -> Self {
        Input { id: provenance.id.as_deref(), source: provenance.source.as_deref(), format: None }
    }
}
