//! [`Document`] to text: the targets and their options.

mod escape;
mod front_matter;
mod furniture;
mod line;
mod link;
mod markdown;
mod notes;
mod text;

use crate::document::Document;
use crate::warning::{Ledger, Warning};

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// GitHub Flavored Markdown with footnotes and `$math$`.
    Markdown,
    /// Plain text for terminals and search.
    Text,
}

/// How to write. Options that a target has no use for are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOptions {
    /// How Markdown tables are written. Default: [`Tables::Auto`].
    pub tables: Tables,
    /// Display columns after which plain text lines are wrapped. Default: none, a paragraph is a line.
    pub wrap: Option<usize>,
    /// Put before the name of a picture in references to it, such as `report_media/`. Default: empty.
    pub media_prefix: String,
    /// Whether comments are written, in the manner of footnotes. Default: [`Comments::Keep`].
    pub comments: Comments,
    /// Whether headers, footers and master pages are written, once each and marked. Default: true, so that no
    /// word of a document is missing unless somebody asked for that.
    pub furniture: bool,
    /// Whether forced page breaks are written. Default: false.
    pub page_breaks: bool,
    /// Whether Markdown begins with what is known about the document, as YAML front matter. Default: false.
    pub metadata: bool,
}

impl Default for WriteOptions {
    fn default() -> Self {
        WriteOptions {
            tables: Tables::Auto,
            wrap: None,
            media_prefix: String::new(),
            comments: Comments::Keep,
            furniture: true,
            page_breaks: false,
            metadata: false,
        }
    }
}

/// How Markdown tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// As a GFM table when that can say it, as HTML otherwise.
    Auto,
    /// As GFM always: merged cells leave empty ones, blocks in a cell are joined by line breaks.
    Gfm,
    /// As HTML always.
    Html,
}

/// Whether comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// They are written.
    Keep,
    /// They are left out.
    Drop,
}

/// A document as text, and what happened on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The text. Ends with a line end unless it is empty.
    pub text: String,
    /// What the target could not say.
    pub warnings: Vec<Warning>,
}

/// Writes a document. Cannot fail: what the target cannot say becomes a warning.
#[must_use]
pub fn write(document: &Document, target: Target, options: &WriteOptions) -> Writing {
    let mut text = String::new();
    let mut ledger = Ledger::new(1_000);
    match target {
        Target::Markdown => markdown::write(document, options, &mut text, &mut ledger),
        Target::Text => text::write(document, options, &mut text, &mut ledger),
    }
    Writing { text, warnings: ledger.into_warnings() }
}
