//! One document: bytes to text, with nothing that it does reaching the next one.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::io;
use std::ops::RangeInclusive;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;

use hwpconv::structure;
use hwpconv::{Comments, Document, Format, Password, ReadOptions, Tables, Target, TrackChanges, Warning, WriteOptions};

use crate::cli::args::{ChangesArg, ConvertArgs, HeadingsArg, Keep, OutlineArg, TablesArg};
use crate::cli::message::{explain, show_path};

/// How documents are converted: the same for all of a run.
#[derive(Debug)]
pub(crate) struct Conversion {
    target: Target,
    read: ReadOptions,
    write: WriteOptions,
    /// The pages that are wanted; all, when empty.
    pages: Vec<RangeInclusive<u32>>,
    infers_headings: bool,
    lists_outline: bool,
    /// Bytes that an input may have.
    pub(crate) max_input: u64,
}

/// A document that became text.
#[derive(Debug)]
pub(crate) struct Converted {
    pub(crate) format: Format,
    pub(crate) document: Document,
    pub(crate) text: String,
    pub(crate) warnings: Vec<Warning>,
}

impl Failure {
    /// A file that could not be read or written.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        Failure { kind: "io", message: format!("{}: {}", show_path(path), explain(error)) }
    }
}

/// Why there is no output.
#[derive(Debug)]
pub(crate) struct Failure {
    /// One stable word for the report.
    pub(crate) kind: &'static str,
    /// Where and what; not yet escaped.
    pub(crate) message: String,
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
                ..ReadOptions::default()
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
                ..WriteOptions::default()
            },
            pages: args.pages.iter().map(|range| range.first..=range.last).collect(),
            infers_headings: args.headings == HeadingsArg::Infer,
            lists_outline: args.outline == OutlineArg::List,
            max_input: args.max_input.get().saturating_mul(1 << 20),
        }
    }

    /// Whether headers, footers and master pages are written, and with them their pictures.
    pub(crate) fn writes_furniture(&self) -> bool {
        self.write.furniture
    }

    /// Converts the bytes of a document; `media_prefix` stands before the names of pictures.
    pub(crate) fn run(&self, bytes: &[u8], media_prefix: String) -> Result<Converted, Failure> {
        let mut reading = hwpconv::read(bytes, &self.read)
            .map_err(|error| Failure { kind: error.kind().name(), message: error.to_string() })?;
        self.restructure(&mut reading.document)?;
        let writing =
            hwpconv::write(&reading.document, self.target, &WriteOptions { media_prefix, ..self.write.clone() });
        let mut warnings = reading.warnings;
        warnings.extend(writing.warnings);
        Ok(Converted { format: reading.format, document: reading.document, text: writing.text, warnings })
    }
}

impl Conversion {
    /// Finds structure, and leaves out what is not wanted.
    fn restructure(&self, document: &mut Document) -> Result<(), Failure> {
        // Headings are found from marks, so before marks leave the text; and from all pages, before some are left out.
        if self.infers_headings {
            structure::infer_headings(document);
        }
        if self.lists_outline {
            structure::outline_lists(document);
        }
        if !self.pages.is_empty() {
            if document.pages.is_none() {
                let message = "document: its pages are not known: the file does not store its whole layout; convert it \
                               without --pages";
                return Err(Failure { kind: "no-pages", message: message.to_owned() });
            }
            structure::select_pages(document, &self.pages);
        }
        if self.write.page_breaks {
            structure::mark_pages(document);
        }
        Ok(())
    }
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
        Err(Failure { kind: "panic", message: format!("document: error in hwpconv, please report it: {what}") })
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
