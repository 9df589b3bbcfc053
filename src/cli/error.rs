//! Failures: a command line that makes no sense, a document without output, and the exit status for each.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;

use hwpconv::structure::NoPages;
use hwpconv::{Error, ErrorKind, Lock, Place};

use crate::cli::display::{explain, show_path};
use crate::cli::lang::{Said, library, texts};

/// A command line that does not make sense: a sentence that says what to do instead.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) Said);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Refuses a command line.
pub(crate) fn usage<T>(sentence: impl Into<Said>) -> Result<T, UsageError> {
    Err(UsageError(sentence.into()))
}

/// Why there is no output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// One stable word for the report.
    pub(crate) kind: Cow<'static, str>,
    /// Where and what; not yet escaped.
    pub(crate) message: Said,
}

impl Failure {
    pub(crate) fn new(kind: &'static str, message: impl Into<Said>) -> Self {
        Failure { kind: Cow::Borrowed(kind), message: message.into() }
    }

    /// The same with words behind it.
    pub(crate) fn and(self, more: &Said) -> Self {
        Failure { message: self.message.and(more), ..self }
    }

    /// A file that could not be read or written.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        Failure::new("io", texts::AT.with([show_path(path).into(), explain(error)]))
    }

    /// A document that does not have the pages that were asked for.
    pub(crate) fn no_pages(why: NoPages) -> Self {
        let message = match why {
            NoPages::Beyond(count) => texts::PAGES_BEYOND.with([count.to_string()]),
            NoPages::Unknown => texts::NO_PAGES.said(),
        };
        Failure::new("no-pages", message)
    }

    /// A document that the library cannot open, and what can be done about it.
    pub(crate) fn of_document(error: &Error) -> Self {
        // Of all others the sentence says what can be done, or nothing can.
        let advice = if *error.kind() == ErrorKind::Encrypted(Lock::Password) {
            texts::GIVE_PASSWORD.said()
        } else if matches!(error.kind(), ErrorKind::Limit(_)) {
            texts::RAISE_LIMIT.said()
        } else {
            Said::default()
        };
        Failure::new(error.kind().name(), of_library(error).and(&advice))
    }
}

/// What an error of the library says: where, if that is known, and what.
pub(crate) fn of_library(error: &Error) -> Said {
    let kind = library::said(&error.kind().to_string());
    if *error.place() == Place::default() {
        return kind;
    }
    texts::AT.with([library::place(&error.place().to_string()), kind])
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every document was converted.
    Success,
    /// Something failed.
    Failure,
    /// The command line does not make sense.
    Usage,
    /// The run was asked to end, with this status.
    Interrupted(u8),
}

impl Exit {
    /// The exit status of the process.
    pub(crate) fn status(self) -> u8 {
        match self {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
            Exit::Interrupted(status) => status,
        }
    }
}
