//! One document: bytes to text, with nothing that it does reaching the next one.

use std::any::Any;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;

use hwpconv::{Comments, Error, ErrorKind, Lock, Password, ReadOptions, Tables, Target, TrackChanges, WriteOptions};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cli::args::{ChangesArg, ConvertArgs, Keep, TablesArg};
use crate::cli::input;
use crate::cli::limit::limits;
use crate::cli::media::{self, Picture};
use crate::cli::message::{explain, show_path};
use crate::cli::plan::Source;
use crate::cli::record::Note;

/// How documents are converted: the same for all of a run.
#[derive(Debug)]
pub(crate) struct Conversion {
    target: Target,
    read: ReadOptions,
    write: WriteOptions,
    /// Bytes that an input may have.
    max_input: u64,
    /// Whether the content of inputs is hashed.
    pub(crate) hashes: bool,
}

/// A document that became text.
#[derive(Debug)]
pub(crate) struct Converted {
    pub(crate) text: String,
    /// The pictures that the text refers to, when they are wanted.
    pub(crate) pictures: Vec<Picture>,
    pub(crate) warnings: Vec<Note>,
}

/// What was seen of an input; stays when the conversion fails on the way.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) format: Option<Cow<'static, str>>,
    pub(crate) input_bytes: u64,
    pub(crate) sha256: Option<String>,
}

/// Why there is no output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// One stable word for the report.
    pub(crate) kind: Cow<'static, str>,
    /// Where and what; not yet escaped.
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Failure { kind: Cow::Borrowed(kind), message: message.into() }
    }

    /// A file that could not be read or written.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        Failure::new("io", format!("{}: {}", show_path(path), explain(error)))
    }

    /// A document that the library cannot open, and what can be done about it.
    fn of_document(error: &Error) -> Self {
        // Of all others the sentence says what can be done, or nothing can.
        let advice = if *error.kind() == ErrorKind::Encrypted(Lock::Password) {
            "; give it with --password-file or in HWPCONV_PASSWORD"
        } else if matches!(error.kind(), ErrorKind::Limit(_)) {
            "; --limit allows more"
        } else {
            ""
        };
        Failure::new(error.kind().name(), format!("{error}{advice}"))
    }
}

impl Conversion {
    pub(crate) fn new(args: &ConvertArgs, target: Target, assets: bool, password: Option<Password>) -> Self {
        Conversion {
            target,
            read: ReadOptions {
                password,
                assets,
                track_changes: match args.track_changes {
                    ChangesArg::Accept => TrackChanges::Accept,
                    ChangesArg::Reject => TrackChanges::Reject,
                    ChangesArg::All => TrackChanges::All,
                },
                limits: limits(&args.reading.limit),
            },
            write: WriteOptions {
                tables: match args.tables {
                    TablesArg::Auto => Tables::Auto,
                    TablesArg::Gfm => Tables::Gfm,
                    TablesArg::Html => Tables::Html,
                },
                wrap: args.wrap.map(usize::from),
                comments: match args.comments {
                    Keep::Keep => Comments::Keep,
                    Keep::Drop => Comments::Drop,
                },
                furniture: args.furniture == Keep::Keep,
                page_breaks: args.page_breaks,
                metadata: args.metadata,
                ..WriteOptions::default()
            },
            max_input: input::max_bytes(&args.reading),
            hashes: false,
        }
    }

    /// Everything that decides what a document becomes, for comparison with another run. A password opens a document or
    /// does not; it changes nothing in it.
    pub(crate) fn settings(&self) -> String {
        let read = ReadOptions { password: None, ..self.read.clone() };
        format!("{:?} {read:?} {:?}", self.target, self.write)
    }

    /// How deep content may nest.
    pub(crate) fn nesting(&self) -> u32 {
        self.read.limits.nesting
    }

    /// Reads and converts a document; `media_prefix` stands before the names of pictures.
    pub(crate) fn run(&self, source: &Source, media_prefix: String, seen: &mut Seen) -> Result<Converted, Failure> {
        let bytes = input::read(source, self.max_input)?;
        seen.input_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        seen.format = hwpconv::detect(&bytes).map(|format| Cow::Borrowed(format.name()));
        // What is no document is refused at once, however large.
        seen.sha256 = (self.hashes && seen.format.is_some()).then(|| hash(&bytes));
        let reading = hwpconv::read(&bytes, &self.read).map_err(|error| Failure::of_document(&error))?;
        drop(bytes);
        seen.format = Some(Cow::Borrowed(reading.format.name()));
        let options = WriteOptions { media_prefix, ..self.write.clone() };
        let writing = hwpconv::write(&reading.document, self.target, &options);
        let mut warnings = reading.warnings;
        warnings.extend(writing.warnings);
        let mut pictures = Vec::new();
        if self.read.assets {
            let found = media::pictures(reading.document, self.write.furniture);
            pictures = found.pictures;
            warnings.extend(found.warnings);
        }
        Ok(Converted { text: writing.text, pictures, warnings: warnings.into_iter().map(Note::from).collect() })
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

thread_local! {
    static IS_CONTAINED: Cell<bool> = const { Cell::new(false) };
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work on one document so that a bug met there costs that document only.
pub(crate) fn contain<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    IS_CONTAINED.set(true);
    // What the work touched is dropped with it or written whole, so nothing half-changed is seen afterwards.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_CONTAINED.set(false);
    result.unwrap_or_else(|payload| {
        let what = LAST_PANIC.take().unwrap_or_else(|| said(payload.as_ref()).to_owned());
        Err(Failure::new("panic", format!("document: error in hwpconv, please report it: {what}")))
    })
}

/// Keeps the words of a panic in a document for its line on standard error, in place of the several lines that a
/// panic prints by default. Panics elsewhere are printed as ever.
pub(crate) fn quiet_panics() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        if !IS_CONTAINED.get() {
            return default(info);
        }
        let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        LAST_PANIC.set(Some(format!("{}{place}", said(info.payload()))));
    }));
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_in_a_document_becomes_its_failure() {
        quiet_panics();
        let failure = contain::<()>(|| panic!("row\n{}", 3)).unwrap_err();
        assert_eq!(failure.kind, "panic");
        assert!(failure.message.contains("row\n3 at src/cli/convert.rs:"), "{}", failure.message);
        assert!(contain(|| Ok(())).is_ok());
    }
}
