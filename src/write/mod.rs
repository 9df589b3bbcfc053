//! [`Document`] to text: the targets and their options.

pub(crate) mod boxes;
mod bytes;
#[cfg(feature = "json")]
mod chunks;
mod emphasis;
mod escape;
mod extent;
mod field;
mod front_matter;
pub(crate) mod furniture;
mod gather;
pub(crate) mod grid;
#[cfg(feature = "html")]
mod html;
mod items;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod jsonl;
pub(crate) mod line;
pub(crate) mod link;
mod markdown;
pub(crate) mod math;
pub(crate) mod notes;
#[cfg(feature = "json")]
mod origin;
pub mod provenance;
mod room;
mod survey;
mod text;

use crate::document::Document;
use crate::limits::Limits;
use crate::warning::Warning;
use provenance::Provenance;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// GitHub Flavored Markdown with footnotes and `$math$`.
    Markdown,
    /// Plain text for terminals and search.
    Text,
    /// The whole model as JSON of the form `hwpconv/1`, on one line.
    #[cfg(feature = "json")]
    Json,
    /// An HTML page that stands by itself.
    #[cfg(feature = "html")]
    Html,
    /// Retrieval units of limited size with their place in the document, one JSON object a line.
    #[cfg(feature = "json")]
    Chunks,
    /// One JSON object on one line: the text as Markdown, what is known about the document, the warnings.
    #[cfg(feature = "json")]
    Jsonl,
}

/// How to write. Options that a target has no use for are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOptions {
    /// How Markdown tables are written. Default: [`Tables::Auto`].
    pub tables: Tables,
    /// What GFM tables have where a merged cell goes on. Default: [`Spans::Repeat`].
    pub spans: Spans,
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
    /// Whether Markdown is written page by page, of a document whose pages
    /// [`split_pages`](crate::structure::split_pages) has put one after the other: `<!-- page 3 -->` stands before each, and
    /// its notes behind it. JSON is then a list of pages with their Markdown in place of the model, and JSON lines have that
    /// list in place of the text. Default: false.
    pub split_pages: bool,
    /// Whether Markdown and HTML pages begin with a list of links to the headings of the document. Default: false.
    pub toc: bool,
    /// Whether Markdown begins with what is known about the document, as YAML front matter. Default: false.
    pub metadata: bool,
    /// Whether an HTML page holds its pictures itself instead of naming them. Default: false.
    pub embed_media: bool,
    /// Whether pictures that the document does not hold are shown from where on the web it says they are, so that whoever
    /// looks at the output asks a server of the document's author for them; otherwise they are links. Default: false.
    pub remote_pictures: bool,
    /// How large chunks are. Default: 1,200 characters.
    pub chunks: Chunks,
    /// How much may be made: [`Limits::output_bytes`]; the other limits are for reading. Default: [`Limits::default`].
    pub limits: Limits,
}

impl Default for WriteOptions {
    fn default() -> Self {
        WriteOptions {
            tables: Tables::Auto,
            spans: Spans::Repeat,
            wrap: None,
            media_prefix: String::new(),
            comments: Comments::Keep,
            furniture: true,
            page_breaks: false,
            split_pages: false,
            toc: false,
            metadata: false,
            embed_media: false,
            remote_pictures: false,
            chunks: Chunks::default(),
            limits: Limits::default(),
        }
    }
}

impl WriteOptions {
    /// The options that the command takes for a target unless others are given: chunks, which are searched, have GFM tables
    /// and not what every page repeats. For all other targets the default.
    #[must_use]
    pub fn of(target: Target) -> Self {
        let options = WriteOptions::default();
        match target {
            #[cfg(feature = "json")]
            Target::Chunks => WriteOptions { tables: Tables::Gfm, furniture: false, ..options },
            Target::Markdown | Target::Text => options,
            #[cfg(feature = "html")]
            Target::Html => options,
            #[cfg(feature = "json")]
            Target::Json | Target::Jsonl => options,
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
    /// What the text of a chunk is. Default: [`ChunkFormat::Markdown`].
    pub format: ChunkFormat,
}

impl Default for Chunks {
    fn default() -> Self {
        Chunks { size: 1_200, overlap: 0, unit: ChunkUnit::Chars, format: ChunkFormat::Markdown }
    }
}

/// What the size of a chunk is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChunkUnit {
    /// Characters of its text.
    Chars,
    /// Tokens of a language model, estimated from the kinds of characters: within 12 % of the vocabulary `o200k_base`
    /// for 95 % of Korean texts. Vocabularies that are not made for Korean need more.
    Tokens,
}

/// What the text of a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChunkFormat {
    /// Markdown.
    Markdown,
    /// Words without markup; a row of a table is a line, with tabs between its cells.
    Text,
}

/// How Markdown tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tables {
    /// As a GFM table when that can say it, as HTML otherwise.
    Auto,
    /// As GFM always: merged cells are written as [`WriteOptions::spans`] says.
    Gfm,
    /// As HTML always.
    Html,
}

/// What GFM tables have at places where a merged cell goes on. In a grid of more than 8 columns with merged cells, those in
/// which no cell with content begins are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spans {
    /// The content of the merged cell again, as spreadsheets and language models read tables. In a grid of more than 8
    /// columns, as forms have, only below; so is a cell as wide as the table, and text of more than 40 characters.
    Repeat,
    /// Nothing.
    Blank,
}

/// Whether comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comments {
    /// They are written.
    Keep,
    /// They are left out.
    Drop,
}

/// A document as text, and what happened on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Writing {
    /// The text. Ends with a line end unless it is empty.
    pub text: String,
    /// What the target could not say.
    pub warnings: Vec<Warning>,
}

/// Writes a document. Cannot fail: what the target cannot say becomes a warning.
#[must_use]
pub fn write(document: &Document, target: Target, options: &WriteOptions) -> Writing {
    provenance::write(document, target, options, &Provenance::default())
}
