//! [`Document`] to one JSON object on one line, its text as Markdown: the form in which documents are put into tables and
//! training sets.

use serde::Serialize;

use crate::document::{Document, Format};
use crate::warning::Ledger;
use crate::write::json::line::push_line;
use crate::write::markdown::PageStart;
use crate::write::provenance::Provenance;
use crate::write::{WriteOptions, json, markdown, room};

/// Names the form of a document that is a list of its pages, and its version.
const PAGES: &str = "hwpconv-pages/1";

/// Appends a document as one line. What Markdown cannot say stands among its warnings and in the ledger.
pub(crate) fn write(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    push(document, None, options, known, out, ledger);
}

/// Appends the pages of a document as one line: all that [`Target::Json`](crate::Target::Json) says when they are split.
pub(crate) fn write_pages(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    push(document, Some(PAGES), options, known, out, ledger);
}

/// A page as Markdown; without number what is before the first one.
#[derive(Serialize)]
struct Page<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    text: &'t str,
}

/// The pages of a text that begin there.
fn pages<'t>(text: &'t str, starts: &[PageStart]) -> Vec<Page<'t>> {
    let ends = starts.iter().map(|start| start.comment).chain([text.len()]);
    let starts = [(None, 0)].into_iter().chain(starts.iter().map(|start| (Some(start.page), start.content)));
    let pages =
        starts.zip(ends).map(|((page, from), to)| Page { page, text: text.get(from..to).unwrap_or_default().trim() });
    pages.filter(|page| page.page.is_some() || !page.text.is_empty()).collect()
}

fn push(
    document: &Document,
    schema: Option<&'static str>,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    #[derive(Serialize)]
    struct Line<'a, M: Serialize, W: Serialize> {
        #[serde(skip_serializing_if = "Option::is_none")]
        schema: Option<&'static str>,
        #[serde(flatten)]
        input: Input<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pages: Option<Vec<Page<'a>>>,
        metadata: M,
        warnings: W,
    }
    let mut text = String::new();
    // What is known about the document has a place of its own here.
    let options = &WriteOptions { metadata: false, toc: false, ..options.clone() };
    let mut starts = markdown::write_body(document, options, &mut text, ledger);
    room::cut_escaped(&mut text, options, ledger);
    // What was cut off has no page.
    starts.retain(|start| start.content <= text.len());
    let mut warnings = json::warnings(&known.warnings);
    warnings.extend(json::warnings(ledger.warnings()));
    let input = Input { format: document.format.map(Format::name), ..Input::new(known) };
    let (text, pages) =
        if options.split_pages { (None, Some(pages(&text, &starts))) } else { (Some(text.as_str()), None) };
    push_line(&Line { schema, input, text, pages, metadata: json::metadata(&document.metadata), warnings }, out);
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
