//! Structure that is in a document but not said by it: headings that only look like headings, lists whose marks were
//! typed, tables without what only lays out, text without emphasis, and the pages that somebody asks for.
//!
//! Each is a function over the model, to be called between reading and writing. docs/structure.md says how they decide.

mod attachment;
mod beside;
mod boxes;
mod class;
mod contents;
mod drawn;
mod emphasis;
mod entries;
mod evidence;
mod fact;
mod facts;
mod forms;
mod headings;
mod judge;
mod levels;
mod line;
mod mark;
mod outline;
mod own;
mod pages;
mod pick;
mod restructure;
mod series;
mod sign;
mod split;
mod tables;
mod text;
mod title;
#[cfg(feature = "json")] // Only chunks follow it.
mod trail;
#[cfg(test)]
mod training;
mod weights;
mod wording;

pub(crate) use boxes::bordered;
pub use emphasis::{drop_emphasis, lighten_headings};
pub use headings::{drop_headings, infer_headings};
pub use outline::outline_lists;
pub use pages::{mark_pages, select_pages};
pub use restructure::{Headings, NoPages, Restructure};
pub use split::split_pages;
pub use tables::tidy_tables;
#[cfg(feature = "json")]
pub(crate) use trail::{Path, Trail, Within};
