//! A source to text, in one go.

use std::borrow::Cow;

use hwpconv::contain;
use hwpconv::provenance::{self, Provenance};
use hwpconv::structure::{self, NoPages};
use hwpconv::{Document, Target, Warning, WriteOptions};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use serde::Serialize;

use crate::error::Failure;
use crate::model;
use crate::options::{self, Options};
use crate::source::Source;
use crate::stack;

/// A document that was read.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) warnings: Vec<Warning>,
    /// SHA-256 of the input, where it is wanted.
    pub(crate) id: Option<String>,
    pub(crate) source: Option<String>,
}

/// Reads a document and finds its structure.
pub(crate) fn read(source: &Source, options: &Options, hashes: bool) -> Result<Read, Failure> {
    let bytes = source.bytes(options.max_input)?;
    let id = if hashes { Provenance::of(&bytes).id } else { None };
    let reading = hwpconv::read(&bytes, &options.read).map_err(|error| Failure::of_document(&error))?;
    drop(bytes);
    let mut document = reading.document;
    options.restructure.apply(&mut document).map_err(no_pages)?;
    Ok(Read { document, warnings: reading.warnings, id, source: source.name() })
}

fn no_pages(why: NoPages) -> Failure {
    let message = match why {
        NoPages::Beyond(count) => format!("none of these pages is there; its last is {count}"),
        NoPages::Unknown => {
            "its pages are not known: the file does not store its whole layout; convert it without pages= and split="
                .into()
        }
    };
    Failure::new("HwpError", "no-pages", message)
}

impl Read {
    /// What was read, or what was made of it, as text with emphasis or without, and what the target could not say.
    pub(crate) fn write(
        &self,
        document: &Document,
        target: Target,
        options: &WriteOptions,
        emphasis: bool,
    ) -> Result<(String, Vec<Warning>), Failure> {
        let known = if matches!(target, Target::Markdown | Target::Text) {
            Provenance::default()
        } else {
            Provenance { source: self.source.clone(), id: self.id.clone(), warnings: self.warnings.clone() }
        };
        let mut document = Cow::Borrowed(document);
        if !emphasis {
            structure::drop_emphasis(document.to_mut());
        }
        if options.page_breaks {
            structure::mark_pages(document.to_mut());
        }
        if options.split_pages {
            document.pages.ok_or(NoPages::Unknown).map_err(no_pages)?;
            structure::split_pages(document.to_mut());
        }
        let writing = provenance::write(&document, target, options, &known);
        Ok((writing.text, writing.warnings))
    }
}

/// What came of a document.
pub(crate) struct Converted {
    source: Option<String>,
    result: Result<Made, Failure>,
}

#[derive(Default)]
struct Made {
    id: Option<String>,
    text: String,
    format: Option<&'static str>,
    pages: Option<u32>,
    metadata: Vec<(&'static str, String)>,
    warnings: Vec<Warning>,
}

/// Reads and writes a document. `hashes` asks for the hash of the input, which targets for programs always need.
pub(crate) fn run(source: &Source, target: Target, options: &Options, hashes: bool) -> Converted {
    let make = || {
        let hashes = hashes || matches!(target, Target::Json | Target::Chunks | Target::Jsonl);
        let read = read(source, options, hashes)?;
        // Reading has taken emphasis off where it is not wanted.
        let (text, lost) = read.write(&read.document, target, &options.write, true)?;
        let metadata = model::metadata(&read.document);
        let (pages, format) = (model::pages(&read.document), model::format(&read.document));
        let warnings = read.warnings.into_iter().chain(lost).collect();
        Ok(Made { id: read.id, text, format, pages, metadata, warnings })
    };
    let result = stack::contain(make).and_then(|result| result);
    Converted { source: source.name(), result }
}

impl Converted {
    /// The tuple that the Python side makes a result of.
    pub(crate) fn tuple(self, py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        let none = || py.None().into_bound(py);
        let parts = match self.result {
            Ok(made) => [
                self.source.into_bound_py_any(py)?,
                made.text.into_bound_py_any(py)?,
                made.format.into_bound_py_any(py)?,
                made.pages.into_bound_py_any(py)?,
                dict(py, made.metadata)?.into_any(),
                warnings(&made.warnings).into_bound_py_any(py)?,
                none(),
                made.id.into_bound_py_any(py)?,
            ],
            Err(failure) => {
                let error = failure.handed_over(py).into_value(py).into_bound_py_any(py)?;
                let (empty, no_warnings) = (PyDict::new(py).into_any(), Vec::<()>::new().into_bound_py_any(py)?);
                [self.source.into_bound_py_any(py)?, none(), none(), none(), empty, no_warnings, error, none()]
            }
        };
        PyTuple::new(py, parts)
    }

    fn answer(self) -> String {
        let (made, error) = match self.result {
            Ok(made) => (made, None),
            Err(failure) => (Made::default(), Some(failure.plain())),
        };
        let mut answer = format!(
            r#"{{"error":{},"format":{},"pages":{},"id":{},"metadata":{},"warnings":{},"text_bytes":{}}}"#,
            json(&error),
            json(&made.format),
            json(&made.pages),
            json(&made.id),
            json(&made.metadata),
            json(&warnings(&made.warnings)),
            made.text.len(),
        );
        answer.push('\n');
        answer.push_str(&made.text);
        answer
    }
}

fn json(value: &impl Serialize) -> String {
    // Nothing of what is given can fail, and an answer that is none is an error where it is read.
    serde_json::to_string(value).unwrap_or_default()
}

/// What is known about a document, as Python has it.
pub(crate) fn dict<'py>(py: Python<'py>, pairs: Vec<(&'static str, String)>) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in pairs {
        dict.set_item(name, value)?;
    }
    Ok(dict)
}

/// Severity, kind, place, message, count.
pub(crate) type PlainWarning = (&'static str, &'static str, String, String, u32);

/// Warnings as Python has them.
pub(crate) fn warnings(warnings: &[Warning]) -> Vec<PlainWarning> {
    let plain = |warning: &Warning| {
        let kind = &warning.kind;
        (kind.severity().name(), kind.name(), warning.place.to_string(), kind.to_string(), warning.count)
    };
    warnings.iter().map(plain).collect()
}

/// A document as text, in the bytes that the command writes.
#[pyfunction]
pub(crate) fn convert(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    to: &Bound<'_, PyAny>,
    options: &Bound<'_, PyDict>,
) -> PyResult<String> {
    let target = options::target(to)?;
    let options = Options::new(options)?.for_target(target);
    let source = Source::of(source)?;
    let converted = py.detach(|| stack::run(options.nesting(), || run(&source, target, &options, false).result));
    let made = converted.and_then(|result| result).map_err(|failure| failure.raised(py))?;
    Ok(made.text)
}

/// What becomes of a document, as `_worker.py` says it: a line of JSON, and the text. The document is converted on the
/// thread that calls, which needs a stack of [`stack_bytes`].
#[pyfunction]
pub(crate) fn answer<'py>(
    source: &Bound<'py, PyAny>,
    to: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyBytes>> {
    let py = source.py();
    let target = options::target(to)?;
    let options = Options::new(options)?.for_target(target);
    let source = Source::of(source)?;
    let answer = py.detach(|| run(&source, target, &options, true).answer());
    Ok(PyBytes::new(py, answer.as_bytes()))
}

/// The bytes of stack that a thread needs to convert documents.
#[pyfunction]
pub(crate) fn stack_bytes(options: &Bound<'_, PyDict>) -> PyResult<usize> {
    Ok(contain::stack_bytes(Options::new(options)?.nesting()))
}

/// Whether bytes are text.
#[pyfunction]
pub(crate) fn is_utf8(bytes: &[u8]) -> bool {
    // The standard library takes twenty times as long.
    encoding_rs::Encoding::utf8_valid_up_to(bytes) == bytes.len()
}

/// The names of the options of reading, and of those of writing.
#[pyfunction]
pub(crate) fn option_names() -> (Vec<&'static str>, Vec<&'static str>) {
    (options::READING.to_vec(), options::WRITING.to_vec())
}

/// Raises what is wrong with a target and options.
#[pyfunction]
pub(crate) fn check_options(to: &Bound<'_, PyAny>, options: &Bound<'_, PyDict>) -> PyResult<()> {
    options::target(to)?;
    Options::new(options).map(drop)
}
