//! The rows of all documents as a Parquet file, which is there when it is whole.
//!
//! Rows are collected to groups of bounded size, and a thread of its own compresses and writes a group while the next one
//! is collected. The groups are cut by the rows alone, so that the bytes are the same whatever the number of threads.

mod chunks;
mod documents;
mod leaf;

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use parquet::basic::{Compression, GzipLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use crate::cli::args::RowsArg;
use crate::cli::lang::{Said, texts};
use crate::cli::record::Record;
use crate::cli::report::stream::Stream;
use crate::cli::report::table::chunks::Chunks;
use crate::cli::report::table::documents::Documents;
use crate::cli::rows::Rows;

/// Bytes of text in a row group. Two groups are in memory: one is collected, one is written.
const GROUP_BYTES: usize = 16 << 20;

/// Rows in a row group.
const GROUP_ROWS: usize = 1 << 16;

/// How hard texts are compressed. Level 6 of gzip makes the texts of the corpus 12 % smaller than level 3 and takes 2.5 times
/// as long.
const LEVEL: u32 = 3;

/// A table that is written.
pub(crate) struct Table {
    name: Said,
    rows: RowsArg,
    group: Group,
    /// `None` at the end.
    groups: Option<SyncSender<Group>>,
    /// `None` when it has ended.
    writer: Option<JoinHandle<io::Result<Stream>>>,
}

/// The rows of a row group, column by column.
enum Group {
    Documents(Box<Documents>),
    Chunks(Box<Chunks>),
}

impl Table {
    /// A table in place of lines.
    pub(crate) fn new(stream: Stream, rows: RowsArg) -> io::Result<Self> {
        let name = stream.shown();
        let (groups, receiver) = sync_channel(0);
        let writer = thread::Builder::new().spawn(move || write(stream, rows, &receiver).map_err(io_error))?;
        Ok(Table { name, rows, group: Group::new(rows), groups: Some(groups), writer: Some(writer) })
    }

    /// Adds the rows of a document.
    pub(crate) fn put(&mut self, record: Record, rows: Rows) -> io::Result<()> {
        self.group.add(record, rows);
        if self.group.bytes() < GROUP_BYTES && self.group.rows() < GROUP_ROWS {
            return Ok(());
        }
        self.send()
    }

    /// What the table is called in messages.
    pub(crate) fn shown(&self) -> Said {
        self.name.clone()
    }

    /// Writes the rest, and puts the file in its place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.group.rows() > 0 {
            self.send()?;
        }
        self.end()?.finish()
    }

    /// Ends the thread without putting the file in its place, and removes what was written.
    pub(crate) fn give_up(mut self) {
        // What went wrong with a file that is given up does not matter.
        let _ = self.end();
    }

    fn send(&mut self) -> io::Result<()> {
        let group = mem::replace(&mut self.group, Group::new(self.rows));
        match &self.groups {
            Some(groups) if groups.send(group).is_ok() => Ok(()),
            // The writer ends early for an error only.
            _ => self.end().map(drop),
        }
    }

    fn end(&mut self) -> io::Result<Stream> {
        self.groups = None;
        let ended = self.writer.take().map(JoinHandle::join);
        let broken = |why: &str| io::Error::other(texts::TABLE_BROKEN.with([why]));
        match ended {
            Some(Ok(result)) => result,
            Some(Err(panic)) => Err(broken(hwpconv::contain::said(panic.as_ref()))),
            None => Err(broken(texts::SAID_NOTHING.here())),
        }
    }
}

impl Group {
    fn new(rows: RowsArg) -> Group {
        match rows {
            RowsArg::Documents => Group::Documents(Box::default()),
            RowsArg::Chunks => Group::Chunks(Box::default()),
        }
    }

    fn add(&mut self, record: Record, rows: Rows) {
        match self {
            Group::Documents(documents) => documents.add(record, rows),
            Group::Chunks(chunks) => chunks.add(&record, rows),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Group::Documents(documents) => documents.bytes(),
            Group::Chunks(chunks) => chunks.bytes(),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Group::Documents(documents) => documents.rows(),
            Group::Chunks(chunks) => chunks.rows(),
        }
    }

    fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        match self {
            Group::Documents(documents) => documents.write(to),
            Group::Chunks(chunks) => chunks.write(to),
        }
    }
}

/// Writes groups as they come, and the end of the file after the last one.
fn write(mut stream: Stream, rows: RowsArg, groups: &Receiver<Group>) -> Result<Stream, ParquetError> {
    let schema = match rows {
        RowsArg::Documents => documents::SCHEMA,
        RowsArg::Chunks => chunks::SCHEMA,
    };
    let schema = Arc::new(parse_message_type(schema)?);
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("hwpconv version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::GZIP(GzipLevel::try_new(LEVEL)?))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true);
    for column in ["text", "id"] {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(column), false);
    }
    // Readers pass over row groups by them.
    for column in ["path", "modificationTime", "length"] {
        properties = properties.set_column_statistics_enabled(ColumnPath::from(column), EnabledStatistics::Chunk);
    }
    let mut file = SerializedFileWriter::new(&mut stream, schema, Arc::new(properties.build()))?;
    for group in groups {
        let mut to = file.next_row_group()?;
        group.write(&mut to)?;
        to.close()?;
    }
    file.close()?;
    Ok(stream)
}

/// The error of a file as the system gave it.
fn io_error(error: ParquetError) -> io::Error {
    let broken = |error: &dyn std::fmt::Display| io::Error::other(texts::TABLE_BROKEN.with([error.to_string()]));
    let ParquetError::External(error) = error else { return broken(&error) };
    error.downcast::<io::Error>().map_or_else(|error| broken(&error), |error| *error)
}
