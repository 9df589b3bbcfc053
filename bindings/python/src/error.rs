//! Why there is no text: as a plain value while Python's lock is released, and as the exception that it becomes.

use std::io;
use std::path::Path;

use hwpconv::{Error, ErrorKind, Lock, Place};
use pyo3::prelude::*;

/// Why a document has no text.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The document is at fault, or hwpconv.
    Document {
        /// The exception.
        class: &'static str,
        /// One stable word.
        kind: &'static str,
        /// Where in the document; may be empty.
        place: String,
        message: String,
    },
    /// A file could not be read.
    Io(io::Error, String),
}

impl Failure {
    pub(crate) fn of_document(error: &Error) -> Self {
        let class = match error.kind() {
            ErrorKind::Empty | ErrorKind::NotHwp { .. } => "NotHwpError",
            ErrorKind::Unsupported { .. } => "UnsupportedError",
            ErrorKind::Encrypted(_) | ErrorKind::WrongPassword => "EncryptedError",
            ErrorKind::Damaged { .. } | ErrorKind::NoBody => "DamagedError",
            ErrorKind::Limit(_) => "LimitError",
            // The library may learn kinds before this package does.
            _ => "HwpError",
        };
        let advice = if *error.kind() == ErrorKind::Encrypted(Lock::Password) {
            "; give it with password="
        } else if matches!(error.kind(), ErrorKind::Limit(_)) {
            "; limit= allows more"
        } else {
            ""
        };
        let place = if *error.place() == Place::default() { String::new() } else { error.place().to_string() };
        Failure::Document { class, kind: error.kind().name(), place, message: format!("{}{advice}", error.kind()) }
    }

    pub(crate) fn of_file(error: io::Error, path: &Path) -> Self {
        Failure::Io(error, path.to_string_lossy().into_owned())
    }

    pub(crate) fn panic(what: String) -> Self {
        let message = format!("error in hwpconv, please report it: {what}");
        Failure::Document { class: "InternalError", kind: "panic", place: String::new(), message }
    }

    pub(crate) fn new(class: &'static str, kind: &'static str, message: impl Into<String>) -> Self {
        Failure::Document { class, kind, place: String::new(), message: message.into() }
    }

    /// The exception to be raised.
    pub(crate) fn raised(self, py: Python<'_>) -> PyErr {
        match self {
            Failure::Document { class, kind, place, message } => made(py, class, (kind, place, message)),
            Failure::Io(error, path) => match error.raw_os_error() {
                // As `open` raises it: FileNotFoundError, PermissionError and the like, with the path.
                Some(code) => match os_error(py, code, &path) {
                    Ok(error) | Err(error) => error,
                },
                None => pyo3::exceptions::PyOSError::new_err(format!("{path}: {error}")),
            },
        }
    }

    /// The exception to be handed over with the results of other documents.
    pub(crate) fn handed_over(self, py: Python<'_>) -> PyErr {
        let (class, kind, place, message) = self.plain();
        made(py, class, (kind, place, message))
    }

    /// The same as its class, kind, place and message.
    pub(crate) fn plain(self) -> (&'static str, &'static str, String, String) {
        match self {
            Failure::Io(error, _) => ("HwpError", "io", String::new(), explain(&error)),
            Failure::Document { class, kind, place, message } => (class, kind, place, message),
        }
    }
}

/// What the system says, without the number that the standard library adds.
fn explain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error ").next().unwrap_or(&text).to_owned()
}

fn os_error(py: Python<'_>, code: i32, path: &str) -> PyResult<PyErr> {
    let words = py.import("os")?.getattr("strerror")?.call1((code,))?;
    let error = py.get_type::<pyo3::exceptions::PyOSError>().call1((code, words, path))?;
    Ok(PyErr::from_value(error))
}

fn made(py: Python<'_>, class: &str, words: (&str, String, String)) -> PyErr {
    let make = || py.import("hwpconv._errors")?.getattr(class)?.call1(words);
    match make() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
