//! Structure that is in a document but not said by it: headings that only look like headings, lists whose marks were
//! typed, and the pages that somebody asks for.
//!
//! Each is a function over the model, to be called between reading and writing. docs/structure.md says how they decide.

mod boxes;
mod candidate;
mod headings;
mod mark;
mod outline;
mod pages;
mod text;
mod trail;

pub use headings::infer_headings;
pub use outline::outline_lists;
pub use pages::{mark_pages, select_pages};
pub(crate) use trail::{Path, Trail};
