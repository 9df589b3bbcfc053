//! Reads the documents of the Hangul Word Processor and writes Markdown, plain text, HTML, JSON and chunks.
//!
//! [`detect`] finds the format of some bytes, [`read`] makes a [`Document`] of them, [`write()`] makes text of that.
//! The library takes bytes and returns text: it uses no file system, no threads and no clock, and it prints nothing.
//! With the feature `cli`, the whole command is one function beside it.
//!
//! # What it reads
//!
//! | format | also |
//! |---|---|
//! | HWP 5 (`.hwp`, since 2002) | distribution documents (배포용 문서); locked ones with their password |
//! | HWPX (`.hwpx`, OWPML) | locked ones with their password |
//! | HWP 3 (`.hwp`, 1992 to 2002) | locked ones with their password |
//! | HWPML 1 and 2 (`.hml`) | |
//!
//! Of each: text with marks, paragraph numbers and bullets, tables with merged cells, notes, comments, tracked changes,
//! equations, pictures, captions, links, text boxes, charts as tables of their data, headers and footers, metadata, and
//! the page on which a paragraph stands. Damaged files are read as far as they go.
//!
//! # What it does not read
//!
//! * HWP 1 and 2, and documents under digital rights management or a certificate: [`read`] says so in its [`Error`].
//! * Layout: fonts, sizes (but the one that a paragraph mostly has), colours, borders, positions, columns.
//! * Drawings: the words in them are read, their lines and curves are not.
//! * Videos in the file, scripts (never run), earlier versions of the document, digital signatures.
//!
//! What a document holds and cannot be kept is a [`Warning`]; nothing is left out in silence.
//!
//! # Recipes
//!
//! Text, or Markdown with [`to_markdown`]:
//!
//! ```
//! let bytes = std::fs::read("samples/press-release.hwp")?;
//! let text = hwpconv::to_text(&bytes)?;
//! assert!(text.contains("골목 도서관"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Tables as CSV; a merged cell has its words in its first place:
//!
//! ```
//! use hwpconv::document::{Slot, Table, plain_text};
//!
//! fn csv(table: &Table) -> String {
//!     let mut out = String::new();
//!     for row in table.grid().rows() {
//!         let words = row.iter().map(|slot| match slot {
//!             Slot::Anchor(cell) => plain_text(&table.cells()[*cell].blocks),
//!             Slot::Covered(_) | Slot::Hole => String::new(),
//!         });
//!         let quoted = words.map(|words| format!("\"{}\"", words.trim_end().replace('"', "\"\"")));
//!         out += &quoted.collect::<Vec<_>>().join(",");
//!         out += "\n";
//!     }
//!     out
//! }
//!
//! let bytes = std::fs::read("samples/tables.hwp")?;
//! let reading = hwpconv::read(&bytes, &hwpconv::ReadOptions::default())?;
//! let tables: Vec<String> = reading.document.tables().into_iter().map(csv).collect();
//! assert!(tables.iter().any(|table| table.contains("\"상반기\"")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Pictures as files:
//!
//! ```
//! let bytes = std::fs::read("samples/pictures.hwp")?;
//! let document = hwpconv::read(&bytes, &hwpconv::ReadOptions::default())?.document;
//! let folder = std::env::temp_dir();
//! let shown = document.images().into_iter().filter_map(|image| document.assets.get(image.asset?));
//! let mut count = 0;
//! for asset in shown {
//!     // A name is unique in its document, and a plain file name on every system.
//!     std::fs::write(folder.join(format!("hwpconv-recipe-{}", asset.name)), &asset.data)?;
//!     # std::fs::remove_file(folder.join(format!("hwpconv-recipe-{}", asset.name))).ok();
//!     count += 1;
//! }
//! assert!(count > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Chunks for retrieval, one JSON object a line, each with the headings that it stands under and its pages:
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use hwpconv::{ChunkUnit, Chunks, ReadOptions, Target, WriteOptions};
//!
//! let bytes = std::fs::read("samples/press-release.hwp")?;
//! let document = hwpconv::read(&bytes, &ReadOptions::default())?.document;
//! let chunks = Chunks { size: 400, unit: ChunkUnit::Tokens, ..Chunks::default() };
//! let options = WriteOptions { chunks, ..WriteOptions::default() };
//! let lines = hwpconv::write(&document, Target::Chunks, &options).text;
//! assert!(lines.lines().count() > 1 && lines.lines().all(|line| line.contains("\"path\":")));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Warnings, of reading and of writing; a [`Loss`](Severity::Loss) is content that the output lacks:
//!
//! ```
//! use hwpconv::{ReadOptions, Severity, Target, WriteOptions};
//!
//! let mut bytes = std::fs::read("samples/press-release.hwpx")?;
//! bytes.truncate(bytes.len() - 100); // the directory of the package is gone
//! let reading = hwpconv::read(&bytes, &ReadOptions::default())?;
//! let writing = hwpconv::write(&reading.document, Target::Markdown, &WriteOptions::default());
//! let warnings = || reading.warnings.iter().chain(&writing.warnings);
//! assert!(warnings().any(|warning| warning.kind.name() == "salvaged"));
//! for loss in warnings().filter(|warning| warning.kind.severity() == Severity::Loss) {
//!     eprintln!("{loss}"); // where: what
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `html` | yes | `Target::Html` |
//! | `json` | yes | `Target::Json`, `Target::Jsonl`, `Target::Chunks` |
//! | `verify` | yes | `verify`, which reads Markdown back and compares it with its document |
//! | `cli` | yes | the command `hwpconv`, which is one function of the library, `run_command` |
//! | `serde` | no | `Serialize` and `Deserialize` for the model, to store it; for other programs, `Target::Json` is the form that stays |
//!
//! Without any, Markdown and plain text are left.

pub mod document;
#[cfg(feature = "pictures")]
pub mod pictures;
pub mod structure;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod archive;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod contain;
mod container;
mod error;
mod file_type;
mod format;
mod limits;
mod nfc;
mod part;
mod place;
mod raster;
mod read;
mod shortcut;
#[cfg(feature = "verify")]
mod verify;
mod warning;
mod write;

// The command names the library as everybody else does.
#[cfg(feature = "cli")]
extern crate self as hwpconv;

#[cfg(feature = "cli")]
pub use cli::run as run_command;
pub use document::Document;
pub use error::{Damage, Error, ErrorKind, LimitKind, Lock, Unsupported};
pub use format::{Format, detect};
pub use limits::Limits;
pub use place::Place;
#[cfg(fuzzing)]
pub use read::fuzzing;
pub use read::{Flag, Inspection, Password, ReadOptions, Reading, TrackChanges, inspect, read};
pub use shortcut::{to_markdown, to_text};
#[cfg(feature = "verify")]
pub use verify::{Difference, DifferenceKind, verify};
pub use warning::{NotShown, Part, Severity, Warning, WarningKind};
pub use write::{
    ChunkFormat, ChunkUnit, Chunks, Comments, Spans, Tables, Target, WriteOptions, Writing, provenance, write,
};
