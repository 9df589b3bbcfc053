//! The types of the JSON output, apart from the model: renaming a field there changes nothing here.
//!
//! A field that says nothing is absent: never `null`, and no empty `marks`. Within one version of the schema, fields
//! and values may be added and none is removed or changes its meaning. The comments on the types become the descriptions
//! in `docs/hwpconv-1.schema.json`, which is made from them.

mod inline;

use serde::Serialize;

use super::list::{Assets, Blocks, Cells, Furnishing, Inlines, Sections};
pub(super) use inline::{ChangeKind, Crop, Equation, Inline, Mark, NoteKind, Text};

/// The name and version of this form.
pub(super) const SCHEMA: &str = "hwpconv/1";

/// A document of the Hangul Word Processor family as hwpconv read it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    /// Name and version of this form: `hwpconv/1`.
    #[cfg_attr(test, schemars(extend("const" = SCHEMA)))]
    pub(super) schema: &'static str,
    /// SHA-256 of the input's bytes, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    /// Path of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a str>,
    /// Format of the input: `hwp5`, `hwpx`, `hwp3` or `hwpml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'static str>,
    /// Number of pages that the stored layout makes; absent when the file stores none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pages: Option<u32>,
    /// What the document says about itself.
    pub(super) metadata: Metadata<'a>,
    /// The sections in reading order.
    pub(super) sections: Sections<'a>,
    /// Pictures and other attachments.
    pub(super) assets: Assets<'a>,
    /// What was left out, changed or repaired; empty for a sound document.
    pub(super) warnings: Vec<Warning>,
}

/// What a document says about itself.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::write) struct Metadata<'a> {
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'a str>,
    /// Subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<&'a str>,
    /// Author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<&'a str>,
    /// Keywords, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keywords: Option<&'a str>,
    /// Comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) comments: Option<&'a str>,
    /// Who saved last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_saved_by: Option<&'a str>,
    /// When it was created, ISO 8601 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created: Option<&'a str>,
    /// When it was last saved, ISO 8601 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<&'a str>,
    /// The date as the author typed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<&'a str>,
    /// Version of the application that saved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) application: Option<&'a str>,
    /// Version of the file format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format_version: Option<&'a str>,
    /// Number of pages that the word processor counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page_count: Option<u32>,
    /// The public licence that the document declares (KOGL or CCL).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'a str>,
}

/// A part of the document with page furniture of its own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Section<'a> {
    /// The body in reading order.
    pub(super) blocks: Blocks<'a>,
    /// Headers, footers and master pages.
    #[serde(skip_serializing_if = "Furnishing::is_empty")]
    pub(super) furniture: Furnishing<'a>,
}

/// Content that stands on every page.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Furniture<'a> {
    /// Which kind of furniture.
    pub(super) kind: FurnitureKind,
    /// On which pages it stands.
    pub(super) pages: Parity,
    /// Its content.
    pub(super) blocks: Blocks<'a>,
}

/// The kinds of page furniture.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum FurnitureKind {
    Header,
    Footer,
    MasterPage,
}

/// The pages that furniture stands on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum Parity {
    Both,
    Even,
    Odd,
}

/// Where a block came from.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Address {
    /// Section, from 0.
    pub(super) section: u32,
    /// Top-level paragraph in the section, from 0; what is anchored in a paragraph has the paragraph's number.
    pub(super) paragraph: u32,
    /// Page, from 1; absent when the file stores no layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<u32>,
}

/// A piece of content that stands by itself; `type` says which.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Block<'a> {
    /// A paragraph of text.
    Paragraph(Paragraph<'a>),
    /// A heading.
    Heading(Heading<'a>),
    /// A table.
    Table(Table<'a>),
    /// An object with a caption.
    Figure(Figure<'a>),
    /// An equation that stands alone.
    Equation(BlockEquation<'a>),
    /// A text box, or a table of one cell.
    Frame(Frame<'a>),
    /// A forced break.
    Break(Break),
}

/// A paragraph of text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Paragraph<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    /// The visible number or bullet, which the text does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<Label<'a>>,
    /// How lines are aligned.
    pub(super) align: Align,
    #[serde(flatten)]
    pub(super) look: Look<'a>,
    /// The text and what stands in it.
    pub(super) content: Inlines<'a>,
}

/// What a paragraph looks like: what structure can be found from.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Look<'a> {
    /// How far from the edge of the column the first line begins, in 1/100 point; absent when it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) indent: Option<i32>,
    /// The size that most of the text has, in 1/100 point; absent when the file does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<u32>,
    /// The number that the typeface of most of the text has in this document; absent for 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) face: Option<u16>,
    /// The colour of most of the text, as `#rrggbb`; absent for black.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) color: Option<String>,
    /// The name of the style, such as `제목`; absent for the style that paragraphs have by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) style: Option<&'a str>,
}

/// A paragraph on an outline level.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Heading<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    /// Outline level, 1 to 10.
    pub(super) level: u8,
    /// Whether only its look says that it is a heading; absent when the outline of the document does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inferred: Option<bool>,
    /// The visible number or bullet, which the text does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<Label<'a>>,
    /// How lines are aligned.
    pub(super) align: Align,
    #[serde(flatten)]
    pub(super) look: Look<'a>,
    /// The text and what stands in it.
    pub(super) content: Inlines<'a>,
}

/// The visible number or bullet of a paragraph.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Label<'a> {
    /// Whether it counts.
    pub(super) kind: LabelKind,
    /// The text as the word processor shows it.
    pub(super) text: &'a str,
    /// List level, from 0.
    pub(super) level: u8,
}

/// The kinds of labels.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum LabelKind {
    Number,
    Bullet,
    Mark,
}

/// How lines of a paragraph are aligned.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum Align {
    Justify,
    Left,
    Right,
    Center,
    Distribute,
}

/// A table; positions that no cell covers are holes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Table<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    /// Number of rows.
    pub(super) rows: usize,
    /// Number of columns.
    pub(super) columns: usize,
    /// How many rows at the top are header rows.
    pub(super) header_rows: usize,
    /// The caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<Caption<'a>>,
    /// The cells, by row, then column; they do not overlap.
    pub(super) cells: Cells<'a>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Cell<'a> {
    /// Row of its top left corner, from 0.
    pub(super) row: usize,
    /// Column of its top left corner, from 0.
    pub(super) column: usize,
    /// Rows it covers, at least 1.
    pub(super) row_span: usize,
    /// Columns it covers, at least 1.
    pub(super) column_span: usize,
    /// Whether the document marks it as a header cell.
    pub(super) header: bool,
    /// Its content.
    pub(super) blocks: Blocks<'a>,
}

/// An object with a caption.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Figure<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    /// The object.
    pub(super) blocks: Blocks<'a>,
    /// Its caption.
    pub(super) caption: Caption<'a>,
}

/// The caption of a table or figure.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Caption<'a> {
    /// Whether it is read before the object.
    pub(super) before: bool,
    /// The text, with its number.
    pub(super) blocks: Blocks<'a>,
}

/// An equation that stands alone.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct BlockEquation<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    #[serde(flatten)]
    pub(super) equation: Equation<'a>,
}

/// Content that is set off from the text around it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Frame<'a> {
    #[serde(flatten)]
    pub(super) address: Address,
    /// The content.
    pub(super) blocks: Blocks<'a>,
}

/// A forced break.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Break {
    #[serde(flatten)]
    pub(super) address: Address,
    /// What begins anew.
    pub(super) kind: BreakKind,
}

/// The kinds of forced breaks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum BreakKind {
    Page,
    Column,
}

/// A picture or other attachment.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Asset<'a> {
    /// File name, unique in the document; images refer to it.
    pub(super) name: &'a str,
    /// Media type found from the data.
    pub(super) media_type: &'a str,
    /// Media type of what the document stores, when the file has another form than that; else absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stored_as: Option<&'a str>,
    /// Number of bytes; absent when the data were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<usize>,
}

/// Something that was left out, changed or repaired.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::write) struct Warning {
    /// How much it matters.
    pub(super) severity: Severity,
    /// What happened, in one stable word.
    pub(super) kind: &'static str,
    /// What it happened to, in one stable word, where the kind leaves that open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) what: Option<&'static str>,
    /// What happened, in a sentence for people.
    pub(super) message: String,
    /// Where it happened the first time.
    pub(super) place: String,
    /// How often the same happened in the same part.
    pub(super) count: u32,
}

/// How much a warning matters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum Severity {
    /// Content is missing from the output.
    Loss,
    /// The form changed, the words are kept.
    Change,
    /// The source was broken and has been repaired.
    Repair,
}
