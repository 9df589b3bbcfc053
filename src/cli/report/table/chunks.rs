//! A row for each chunk of a document.

use std::io::Write;

use parquet::errors::ParquetError;
use parquet::file::writer::SerializedRowGroupWriter;

use crate::cli::record::Record;
use crate::cli::report::table::documents::{Errors, Files};
use crate::cli::report::table::leaf::{Ints, Texts};
use crate::cli::rows::{Content, Rows};

/// Documented in docs/pipelines.md. The data source for Spark has the same names and types.
pub(super) const SCHEMA: &str = "
message chunks {
  optional binary path (STRING);
  optional int64 modificationTime (TIMESTAMP(MICROS, true));
  optional int64 length;
  optional binary format (STRING);
  optional binary title (STRING);
  optional binary id (STRING);
  optional int32 index;
  optional binary kind (STRING);
  optional binary headings (STRING);
  optional binary text (STRING);
  optional int32 page_from;
  optional int32 page_to;
  optional group error {
    optional binary kind (STRING);
    optional binary message (STRING);
  }
}";

/// A row group, column by column.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    rows: usize,
    bytes: usize,
    files: Files,
    format: Texts,
    title: Texts,
    id: Texts,
    index: Ints,
    kind: Texts,
    headings: Texts,
    text: Texts,
    page_from: Ints,
    page_to: Ints,
    errors: Errors,
}

impl Chunks {
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn add(&mut self, record: &Record, rows: Rows) {
        let Some(Content::Chunks(chunks)) = rows.content else {
            return self.add_failed(record, rows.length);
        };
        let number = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
        let title = rows.facts.metadata.iter().find(|(name, _)| name == "title").map(|(_, title)| title);
        for chunk in chunks {
            let about = chunk.metadata;
            let repeated = record.source.len() + title.map_or(0, String::len) + about.heading_path.len();
            self.bytes = self.bytes.saturating_add(chunk.text.len() + repeated);
            self.rows += 1;
            self.files.add(record, rows.length);
            self.format.text(record.format.as_deref().map(str::to_owned));
            self.title.text(title.cloned());
            self.id.text(Some(chunk.id));
            self.index.put(number(Some(about.index)));
            self.kind.text(Some(about.kind));
            self.headings.text(Some(about.heading_path));
            self.text.text(Some(chunk.text));
            self.page_from.put(number(about.page_from));
            self.page_to.put(number(about.page_to));
            self.errors.add(None);
        }
    }

    /// The row of a document that could not be converted.
    fn add_failed(&mut self, record: &Record, length: Option<u64>) {
        self.rows += 1;
        self.files.add(record, length);
        self.format.text(record.format.as_deref().map(str::to_owned));
        for texts in [&mut self.title, &mut self.id, &mut self.kind, &mut self.headings, &mut self.text] {
            texts.text(None);
        }
        for numbers in [&mut self.index, &mut self.page_from, &mut self.page_to] {
            numbers.put(None);
        }
        self.errors.add(record.error.clone());
    }

    pub(super) fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        self.files.write(to)?;
        for texts in [&self.format, &self.title, &self.id] {
            texts.write(to)?;
        }
        self.index.write(to)?;
        for texts in [&self.kind, &self.headings, &self.text] {
            texts.write(to)?;
        }
        self.page_from.write(to)?;
        self.page_to.write(to)?;
        self.errors.write(to)
    }
}
