//! [`Document`] to text: the targets and their options.

mod bytes;
mod chunks;
mod escape;
mod front_matter;
mod furniture;
mod html;
mod json;
mod jsonl;
mod line;
mod link;
mod markdown;
mod notes;
mod origin;
mod provenance;
mod text;
mod words;

pub use jsonl::failed_line;
pub use provenance::Provenance;

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
    /// The whole model as JSON of the form `hwpconv/1`, on one line.
    Json,
    /// An HTML page that stands by itself.
    Html,
    /// Retrieval units of limited size with their place in the document, one JSON object a line.
    Chunks,
    /// One JSON object on one line: the text as Markdown, what is known about the document, the warnings.
    Jsonl,
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
    /// Whether an HTML page holds its pictures itself instead of naming them. Default: false.
    pub embed_media: bool,
    /// How large chunks are. Default: 1,200 characters.
    pub chunks: Chunks,
    /// What the targets for programs say about the document beside its content. Default: nothing.
    pub provenance: Provenance,
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
            embed_media: false,
            chunks: Chunks::default(),
            provenance: Provenance::default(),
        }
    }
}

/// How a document is cut into chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunks {
    /// How large a chunk may be. Default: 1,200.
    pub size: usize,
    /// How much of the end of a chunk the next one repeats, at most half of `size`. Nothing is repeated across headings
    /// and of tables. Default: 0.
    pub overlap: usize,
    /// What both count. Default: [`ChunkUnit::Chars`].
    pub unit: ChunkUnit,
}

impl Default for Chunks {
    fn default() -> Self {
        Chunks { size: 1_200, overlap: 0, unit: ChunkUnit::Chars }
    }
}

/// What the size of a chunk is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkUnit {
    /// Characters of its Markdown.
    Chars,
    /// Tokens of a language model, estimated from the kinds of characters: within 12 % of the vocabulary `o200k_base`
    /// for 95 % of Korean texts. Vocabularies that are not made for Korean need more.
    Tokens,
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
        // The whole model goes out: nothing to enter.
        Target::Json => json::write(document, options, &mut text),
        Target::Html => html::write(document, options, &mut text, &mut ledger),
        Target::Chunks => chunks::write(document, options, &mut text, &mut ledger),
        Target::Jsonl => jsonl::write(document, options, &mut text, &mut ledger),
    }
    Writing { text, warnings: ledger.into_warnings() }
}
