//! Keyword arguments to the options of the library. They have the names and the values of the command's options.

use std::ops::RangeInclusive;

use hwpconv::structure::{Headings, Restructure};
use hwpconv::{
    ChunkFormat, ChunkUnit, Chunks, Comments, Limits, Password, ReadOptions, Spans, Tables, Target, TrackChanges,
    WriteOptions,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Options of reading and of finding structure.
pub(crate) const READING: &[&str] =
    &["password", "track_changes", "headings", "outline", "emphasis", "pages", "limit", "max_input"];

/// Options of writing.
pub(crate) const WRITING: &[&str] = &[
    "tables",
    "spans",
    "wrap",
    "comments",
    "furniture",
    "page_breaks",
    "split",
    "toc",
    "metadata",
    "media_prefix",
    "embed_media",
    "remote_pictures",
    "chunk_size",
    "chunk_format",
    "chunk_unit",
    "chunk_overlap",
];

/// How documents are read and written.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) read: ReadOptions,
    pub(crate) write: WriteOptions,
    /// Without marks of pages: what is read may be written with and without them.
    pub(crate) restructure: Restructure,
    /// Bytes that an input may have.
    pub(crate) max_input: u64,
    /// Which of the options were given whose default depends on the target.
    given: Given,
}

#[derive(Debug, Clone, Copy)]
struct Given {
    tables: bool,
    furniture: bool,
    emphasis: bool,
}

impl Options {
    pub(crate) fn new(given: &Bound<'_, PyDict>) -> PyResult<Options> {
        let mut options = Options {
            read: ReadOptions::default(),
            write: WriteOptions::default(),
            restructure: Restructure::default(),
            max_input: 2048 << 20,
            given: Given {
                tables: given.contains("tables")?,
                furniture: given.contains("furniture")?,
                emphasis: given.contains("emphasis")?,
            },
        };
        for (name, value) in given {
            let name: String = name.extract()?;
            options.set(&name, &value).map_err(|error| named(&value, &name, error))?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let (read, write) = (&mut self.read, &mut self.write);
        match name {
            "password" => read.password = value.extract::<Option<String>>()?.map(Password::new),
            "track_changes" => {
                use TrackChanges::{Accept, All, Reject};
                read.track_changes = one_of(value, &[("accept", Accept), ("reject", Reject), ("all", All)])?;
            }
            "headings" => {
                use Headings::{Auto, None, Outline};
                self.restructure.headings = one_of(value, &[("auto", Auto), ("outline", Outline), ("none", None)])?;
            }
            "outline" => self.restructure.lists = one_of(value, &[("keep", false), ("list", true)])?,
            "emphasis" => self.restructure.emphasis = one_of(value, &[("keep", true), ("drop", false)])?,
            "pages" => self.restructure.pages = pages(value)?,
            "limit" => {
                for (limit, value) in value.cast::<PyDict>()?.iter() {
                    set_limit(&mut read.limits, &limit.extract::<String>()?, value.extract()?)?;
                }
                write.limits = read.limits.clone();
            }
            "max_input" => self.max_input = at_least_one::<u64>(value)?.saturating_mul(1 << 20),
            "tables" => {
                use Tables::{Auto, Gfm, Html};
                write.tables = one_of(value, &[("auto", Auto), ("gfm", Gfm), ("html", Html)])?;
            }
            "spans" => write.spans = one_of(value, &[("repeat", Spans::Repeat), ("blank", Spans::Blank)])?,
            "wrap" => write.wrap = if value.is_none() { None } else { Some(at_least_one(value)?) },
            "comments" => write.comments = one_of(value, &[("keep", Comments::Keep), ("drop", Comments::Drop)])?,
            "furniture" => write.furniture = one_of(value, &[("keep", true), ("drop", false)])?,
            "page_breaks" => write.page_breaks = value.extract()?,
            "split" => write.split_pages = !value.is_none() && one_of(value, &[("pages", true)])?,
            "toc" => write.toc = value.extract()?,
            "metadata" => write.metadata = value.extract()?,
            "media_prefix" => write.media_prefix = value.extract()?,
            "embed_media" => write.embed_media = value.extract()?,
            "remote_pictures" => write.remote_pictures = value.extract()?,
            "chunk_size" => write.chunks = Chunks { size: at_least_one(value)?, ..write.chunks },
            "chunk_overlap" => write.chunks = Chunks { overlap: value.extract()?, ..write.chunks },
            "chunk_format" => {
                let format = one_of(value, &[("markdown", ChunkFormat::Markdown), ("text", ChunkFormat::Text)])?;
                write.chunks = Chunks { format, ..write.chunks };
            }
            "chunk_unit" => {
                let unit = one_of(value, &[("chars", ChunkUnit::Chars), ("tokens", ChunkUnit::Tokens)])?;
                write.chunks = Chunks { unit, ..write.chunks };
            }
            // The Python side has refused all others, with a list of these.
            _ => return Err(PyTypeError::new_err("there is no such option")),
        }
        Ok(())
    }

    /// Sets what is read to what a target needs.
    pub(crate) fn for_target(mut self, target: Target) -> Self {
        let tells_pages = !matches!(target, Target::Markdown | Target::Text | Target::Html);
        // JSON tells the sizes of pictures.
        self.read.assets = target == Target::Json || (target == Target::Html && self.write.embed_media);
        let (write, restructure) = (WriteOptions::of(target), Restructure::of(target));
        if !self.given.tables {
            self.write.tables = write.tables;
        }
        if !self.given.furniture {
            self.write.furniture = write.furniture;
        }
        if !self.given.emphasis {
            self.restructure.emphasis = restructure.emphasis;
        }
        self.write.split_pages &= matches!(target, Target::Markdown | Target::Json | Target::Jsonl);
        self.restructure.tidy_tables = restructure.tidy_tables || self.write.split_pages;
        self.read.pages =
            tells_pages || !self.restructure.pages.is_empty() || self.write.page_breaks || self.write.split_pages;
        self
    }

    /// Whether what becomes of emphasis was given.
    pub(crate) fn is_emphasis_given(&self) -> bool {
        self.given.emphasis
    }

    /// How deep content may nest.
    pub(crate) fn nesting(&self) -> u32 {
        self.read.limits.nesting
    }
}

/// What to write, by the name that the command gives it.
pub(crate) fn target(name: &Bound<'_, PyAny>) -> PyResult<Target> {
    let targets = [
        ("markdown", Target::Markdown),
        ("text", Target::Text),
        ("html", Target::Html),
        ("json", Target::Json),
        ("chunks", Target::Chunks),
        ("jsonl", Target::Jsonl),
    ];
    one_of(name, &targets).map_err(|error| named(name, "to", error))
}

/// Puts the name of an option before what is wrong with its value.
fn named(value: &Bound<'_, PyAny>, name: &str, error: PyErr) -> PyErr {
    let py = value.py();
    let words = format!("{name}: {}", error.value(py));
    if error.is_instance_of::<PyValueError>(py) { PyValueError::new_err(words) } else { PyTypeError::new_err(words) }
}

fn one_of<T: Copy>(value: &Bound<'_, PyAny>, known: &[(&str, T)]) -> PyResult<T> {
    let typed: Option<String> = value.extract().ok();
    let found = known.iter().find(|(name, _)| typed.as_deref() == Some(name));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        PyValueError::new_err(format!("{value:?} is not one of {}", names.join(", ")))
    })
}

fn at_least_one<T: TryFrom<u64>>(value: &Bound<'_, PyAny>) -> PyResult<T> {
    let number: Option<u64> = value.extract().ok().filter(|number| *number > 0);
    let number = number.and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| PyValueError::new_err(format!("{value:?} is not a whole number of at least 1")))
}

/// `3`, or text such as `3-5,8`.
fn pages(value: &Bound<'_, PyAny>) -> PyResult<Vec<RangeInclusive<u32>>> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    let text = value.str()?.to_string();
    let page = |text: &str| text.trim().parse().ok().filter(|page: &u32| *page > 0);
    let range = |part: &str| {
        let (first, last) = match part.split_once('-') {
            None => (page(part)?, page(part)?),
            Some((first, last)) if last.trim().is_empty() => (page(first)?, u32::MAX),
            Some((first, last)) => (page(first)?, page(last)?),
        };
        (first <= last).then_some(first..=last)
    };
    let ranges: Option<Vec<_>> = text.split(',').map(range).collect();
    ranges
        .ok_or_else(|| PyValueError::new_err(format!("{value:?} are no pages; give pages such as 3, '3-5,8' or '3-'")))
}

fn set_limit(limits: &mut Limits, name: &str, value: u64) -> PyResult<()> {
    const NAMES: &str = "stream-bytes, document-bytes, body-bytes, nesting, table-slots, entries, records, \
                         output-bytes, warnings";
    match name.replace('_', "-").as_str() {
        "stream-bytes" => limits.stream_bytes = value,
        "document-bytes" => limits.document_bytes = value,
        "body-bytes" => limits.body_bytes = value,
        "nesting" => match u32::try_from(value) {
            Ok(nesting) if nesting <= 1024 => limits.nesting = nesting,
            _ => return Err(PyValueError::new_err("nesting can be 1024 at most")),
        },
        "table-slots" => limits.table_slots = value,
        "entries" => limits.entries = value,
        "records" => limits.records = value,
        "output-bytes" => limits.output_bytes = value,
        "warnings" => limits.warnings = usize::try_from(value).unwrap_or(usize::MAX),
        _ => return Err(PyValueError::new_err(format!("no limit is called {name}; there are {NAMES}"))),
    }
    Ok(())
}
