//! Makes HWP 5 documents for the tests: typed text, tables, drawings and notes in, the bytes of a `.hwp` file out.
//!
//! A [`Document`] holds [`Section`]s, a section holds [`Paragraph`]s, and everything else (tables, notes, drawings)
//! is a [`Control`] inside a paragraph, as in the format itself. Records, levels and field widths are those that the
//! word processor writes. The same calls make the same bytes: no clock, no random numbers.
//!
//! Nothing is checked on the way out. A cell outside its table, a span over its edge, a paragraph shape that does not
//! exist: all can be written, because readers must survive them. Worse things are in [`hostile`].

#![allow(dead_code, unused_imports, reason = "each test program uses its own part of the builder")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "runs in tests alone, where failing loudly is right")]

mod compound;
mod control;
mod distribution;
mod doc_info;
mod document;
mod drawing;
mod encoder;
mod field;
pub mod hostile;
mod paragraph;
mod password;
pub mod png;
pub mod raw_compound;
pub mod record;
mod section;
mod shapes;
mod summary;
mod table;

pub use compound::pack as compound_file;
pub use control::{AutoNumber, Control, Equation, Form, NumberKind, RawControl, caption_text};
pub use doc_info::{Binary, DocInfo};
pub use document::Document;
pub use drawing::{Caption, Drawing, Kind as DrawingKind, Side};
pub use field::Field;
pub use paragraph::{Blocks, Paragraph, Piece, character, range};
pub use password::Scheme;
pub use section::{Page, Section};
pub use shapes::{Align, Bullet, CharShape, NONE as NO_COLOUR, NumberFormat, Numbering, ParaShape};
pub use table::{Cell, Table};
