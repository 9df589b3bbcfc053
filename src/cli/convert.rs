//! One document: bytes to text, with nothing that it does reaching the next one.

use std::any::Any;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io;
use std::ops::RangeInclusive;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;

use hwpconv::structure;
use hwpconv::{
    ChunkUnit, Chunks, Comments, Document, Error, ErrorKind, Lock, Password, Provenance, ReadOptions, Tables, Target,
    TrackChanges, WriteOptions,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cli::args::{ChangesArg, ChunkUnitArg, ConvertArgs, HeadingsArg, Keep, OutlineArg, TablesArg};
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
    /// Whether pictures become files.
    pictures: bool,
    /// The pages that are wanted; all, when empty.
    pages: Vec<RangeInclusive<u32>>,
    infers_headings: bool,
    lists_outline: bool,
    /// Bytes that an input may have.
    max_input: u64,
    /// Whether the content of inputs is hashed, which takes as long as half of the inflating: for runs that compare with
    /// it or report it.
    hashes: bool,
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
    pub(crate) fn new(args: &ConvertArgs, target: Target, pictures: bool, password: Option<Password>) -> Self {
        Conversion {
            target,
            read: ReadOptions {
                password,
                // JSON tells the sizes of pictures.
                assets: pictures || args.embed_media || target == Target::Json,
                pages: tells_pages(target)
                    || !args.pages.is_empty()
                    || args.page_breaks
                    || args.headings == HeadingsArg::Infer,
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
                embed_media: args.embed_media,
                chunks: Chunks {
                    size: args.chunks.chunk_size.get(),
                    overlap: args.chunks.chunk_overlap,
                    unit: match args.chunks.chunk_unit {
                        ChunkUnitArg::Chars => ChunkUnit::Chars,
                        ChunkUnitArg::Tokens => ChunkUnit::Tokens,
                    },
                },
                ..WriteOptions::default()
            },
            pictures,
            pages: args.pages.iter().map(|range| range.first..=range.last).collect(),
            infers_headings: args.headings == HeadingsArg::Infer,
            lists_outline: args.outline == OutlineArg::List,
            max_input: input::max_bytes(&args.reading),
            hashes: args.running.resume || args.report.is_some(),
        }
    }

    /// Everything that decides what a document becomes, for comparison with another run. A password opens a document or
    /// does not; it changes nothing in it.
    pub(crate) fn settings(&self) -> String {
        let read = ReadOptions { password: None, ..self.read.clone() };
        let structure = (&self.pages, self.infers_headings, self.lists_outline);
        format!("{:?} {read:?} {:?} {structure:?}", self.target, self.write)
    }

    /// Whether the output says where the document came from, and what was lost on the way.
    fn tells_provenance(&self) -> bool {
        matches!(self.target, Target::Json | Target::Jsonl | Target::Chunks)
    }

    /// The lines of a document without output: one that says why, where each document has one.
    pub(crate) fn failed_lines(&self, source: &Source, seen: Option<String>, failure: &Failure) -> String {
        if self.target != Target::Jsonl {
            return String::new(); // Standard error and the report say it.
        }
        let provenance = Provenance { source: Some(source.name()), id: seen, ..Provenance::default() };
        hwpconv::failed_line(&provenance, &failure.kind, &failure.message)
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
        // What is no document is refused at once, however large, unless its line has to name it.
        let is_hashed = self.tells_provenance() || (self.hashes && seen.format.is_some());
        seen.sha256 = is_hashed.then(|| hash(&bytes));
        let mut reading = hwpconv::read(&bytes, &self.read).map_err(|error| Failure::of_document(&error))?;
        drop(bytes);
        seen.format = Some(Cow::Borrowed(reading.format.name()));
        self.restructure(&mut reading.document)?;
        let provenance = if self.tells_provenance() || self.target == Target::Html {
            Provenance {
                source: Some(source.name()),
                id: seen.sha256.clone(),
                format: Some(reading.format),
                warnings: reading.warnings.clone(),
            }
        } else {
            Provenance::default()
        };
        let options = WriteOptions { media_prefix, provenance, ..self.write.clone() };
        let writing = hwpconv::write(&reading.document, self.target, &options);
        let mut warnings = reading.warnings;
        warnings.extend(writing.warnings);
        let mut pictures = Vec::new();
        if self.pictures {
            let found = media::pictures(reading.document, self.write.furniture);
            pictures = found.pictures;
            warnings.extend(found.warnings);
        }
        Ok(Converted { text: writing.text, pictures, warnings: warnings.into_iter().map(Note::from).collect() })
    }
}

/// Whether a target tells on which pages its text stands.
fn tells_pages(target: Target) -> bool {
    !matches!(target, Target::Markdown | Target::Text | Target::Html)
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
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
                return Err(Failure { kind: Cow::Borrowed("no-pages"), message: message.to_owned() });
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
