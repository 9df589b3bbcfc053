//! A row for each document.

use std::io::Write;

use parquet::errors::ParquetError;
use parquet::file::writer::SerializedRowGroupWriter;

use crate::cli::record::{Note, Problem, Record};
use crate::cli::report::table::leaf::{Ints, Longs, Texts};
use crate::cli::rows::{Content, Rows};

/// Documented in docs/pipelines.md. The Python package and the data source for Spark have the same names and types.
pub(super) const SCHEMA: &str = "
message documents {
  optional binary path (STRING);
  optional int64 modificationTime (TIMESTAMP(MICROS, true));
  optional int64 length;
  optional binary id (STRING);
  optional binary format (STRING);
  optional binary text (STRING);
  optional binary title (STRING);
  optional int32 pages;
  optional group metadata (MAP) {
    repeated group key_value {
      required binary key (STRING);
      optional binary value (STRING);
    }
  }
  optional group warnings (LIST) {
    repeated group list {
      optional group element {
        optional binary severity (STRING);
        optional binary kind (STRING);
        optional binary place (STRING);
        optional binary message (STRING);
        optional int32 count;
      }
    }
  }
  optional group error {
    optional binary kind (STRING);
    optional binary message (STRING);
  }
}";

/// The file of a document.
#[derive(Debug, Default)]
pub(super) struct Files {
    path: Texts,
    modified: Longs,
    length: Longs,
}

impl Files {
    pub(super) fn add(&mut self, record: &Record, length: Option<u64>) {
        self.path.text(Some(record.source.clone()));
        self.modified.put(record.input_modified.and_then(|micros| i64::try_from(micros).ok()));
        self.length.put(length.and_then(|length| i64::try_from(length).ok()));
    }

    pub(super) fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        self.path.write(to)?;
        self.modified.write(to)?;
        self.length.write(to)
    }
}

/// Why a document could not be converted.
#[derive(Debug, Default)]
pub(super) struct Errors {
    kind: Texts,
    message: Texts,
}

impl Errors {
    pub(super) fn add(&mut self, error: Option<Problem>) {
        match error {
            Some(Problem { kind, message }) => {
                self.kind.put_in_group(kind.into_owned().into_bytes().into());
                self.message.put_in_group(message.into_bytes().into());
            }
            None => {
                self.kind.put(None);
                self.message.put(None);
            }
        }
    }

    pub(super) fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        self.kind.write(to)?;
        self.message.write(to)
    }
}

/// A row group, column by column.
#[derive(Debug, Default)]
pub(super) struct Documents {
    rows: usize,
    bytes: usize,
    files: Files,
    id: Texts,
    format: Texts,
    text: Texts,
    title: Texts,
    pages: Ints,
    keys: Texts,
    values: Texts,
    warnings: Warnings,
    errors: Errors,
}

impl Documents {
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn add(&mut self, record: Record, rows: Rows) {
        let text = rows.content.and_then(|content| match content {
            Content::Text(text) => Some(text),
            Content::Chunks(_) => None,
        });
        let is_there = text.is_some();
        self.rows += 1;
        self.bytes = self.bytes.saturating_add(text.as_ref().map_or(0, String::len));
        self.files.add(&record, rows.length);
        self.id.text(record.sha256);
        self.format.text(record.format.map(Into::into));
        self.text.text(text);
        let metadata = rows.facts.metadata;
        self.title.text(metadata.iter().find(|(name, _)| name == "title").map(|(_, title)| title.clone()));
        self.pages.put(rows.facts.pages.and_then(|pages| i32::try_from(pages).ok()));
        if !is_there || metadata.is_empty() {
            self.keys.put_no_element(is_there);
            self.values.put_no_element(is_there);
        } else {
            for (index, (name, value)) in metadata.into_iter().enumerate() {
                self.bytes = self.bytes.saturating_add(value.len());
                self.keys.put_in_list(name.into_owned().into_bytes().into(), 2, index == 0);
                self.values.put_in_list(value.into_bytes().into(), 3, index == 0);
            }
        }
        self.bytes = self.bytes.saturating_add(self.warnings.add(is_there, record.warnings));
        self.errors.add(record.error);
    }

    pub(super) fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        self.files.write(to)?;
        for texts in [&self.id, &self.format, &self.text, &self.title] {
            texts.write(to)?;
        }
        self.pages.write(to)?;
        self.keys.write(to)?;
        self.values.write(to)?;
        self.warnings.write(to)?;
        self.errors.write(to)
    }
}

/// Lists of warnings.
#[derive(Debug, Default)]
struct Warnings {
    severity: Texts,
    kind: Texts,
    place: Texts,
    message: Texts,
    count: Ints,
}

impl Warnings {
    /// Adds the list of a document and returns how many bytes it has, about.
    fn add(&mut self, is_there: bool, notes: Vec<Note>) -> usize {
        if !is_there || notes.is_empty() {
            for texts in [&mut self.severity, &mut self.kind, &mut self.place, &mut self.message] {
                texts.put_no_element(is_there);
            }
            self.count.put_no_element(is_there);
            return 0;
        }
        let mut bytes = 0;
        for (index, note) in notes.into_iter().enumerate() {
            let is_first = index == 0;
            bytes += note.place.len() + note.message.len();
            self.severity.put_in_list(note.severity.into_owned().into_bytes().into(), 4, is_first);
            self.kind.put_in_list(note.kind.into_owned().into_bytes().into(), 4, is_first);
            self.place.put_in_list(note.place.into_bytes().into(), 4, is_first);
            self.message.put_in_list(note.message.into_bytes().into(), 4, is_first);
            self.count.put_in_list(i32::try_from(note.count).unwrap_or(i32::MAX), 4, is_first);
        }
        bytes
    }

    fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        for texts in [&self.severity, &self.kind, &self.place, &self.message] {
            texts.write(to)?;
        }
        self.count.write(to)
    }
}
