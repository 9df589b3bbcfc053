//! Opens the documents of the Hangul Word Processor family and writes them as Markdown or plain text.
//!
//! Three steps, each one function: [`detect`] says what some bytes are, [`read`] resolves them to a [`Document`],
//! [`write()`] renders it. The library takes bytes and gives text: it knows no file system, no threads, no clock.
//!
//! ```no_run
//! use hwpconv::{ReadOptions, Target, WriteOptions};
//!
//! let bytes = std::fs::read("samples/press-release.hwp")?;
//! let reading = hwpconv::read(&bytes, &ReadOptions::default())?;
//! for warning in &reading.warnings {
//!     eprintln!("{warning}");
//! }
//! let writing = hwpconv::write(&reading.document, Target::Markdown, &WriteOptions::default());
//! println!("{}", writing.text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod document;
pub mod structure;

mod container;
mod error;
mod format;
mod limits;
mod place;
mod read;
mod warning;
mod write;

pub use document::Document;
pub use error::{Error, ErrorKind, LimitKind, Lock};
pub use format::{Format, detect};
pub use limits::Limits;
pub use place::Place;
#[cfg(fuzzing)]
pub use read::fuzzing;
pub use read::{Flag, Inspection, Password, ReadOptions, Reading, TrackChanges, inspect, read};
pub use warning::{Severity, Warning, WarningKind};
pub use write::{ChunkUnit, Chunks, Comments, Provenance, Tables, Target, WriteOptions, Writing, failed_line, write};
