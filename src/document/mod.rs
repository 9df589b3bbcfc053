//! The document model: what a reader resolves a file to, and all that a writer sees.
//!
//! The model is *resolved*: styles, numbering, note numbers, merged cells and character sets are settled, so that a
//! writer looks nothing up. It owns its data and knows nothing of any file format.

mod anchors;
mod blank;
mod cut;
pub mod drawing;
mod format;
mod images;
mod inline;
pub(crate) mod letters;
mod list;
mod size;
mod table;
mod walk;

pub(crate) use anchors::{Anchor, anchors};
pub(crate) use blank::{is_blank, is_blank_inline};
pub(crate) use cut::Cutter;
pub use format::Format;
pub use inline::{Change, ChangeKind, Equation, Image, Inline, Link, Marks, Note, NoteKind, Ruby, Text, Unknown};
pub use list::{Blocks, Inlines, IntoIter, List, Str};
pub use size::{Crop, Size};
pub use table::{Cell, Grid, Slot, Table};
pub use walk::{Node, plain_text, visit};
pub(crate) use walk::{change_all, has_words, joined, retain_within, text_of, words};

/// A whole document.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Document {
    /// The format of the file that it was read from; `None` for a document that was made otherwise.
    pub format: Option<Format>,
    /// What is known about the document as a whole.
    pub metadata: Metadata,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// Pictures and other attachments; an [`Image`] refers to them by position.
    pub assets: Vec<Asset>,
    /// Number of pages that the stored layout makes; `None` when the file stores none, or only for a part of the text.
    pub pages: Option<u32>,
}

/// A section: a part of the document with page furniture of its own.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Section {
    /// The body in reading order.
    pub blocks: Blocks,
    /// Headers, footers and master pages, each once.
    pub furniture: Vec<Furniture>,
}

/// Content that stands on every page: a running header, footer or master page.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Furniture {
    /// Which kind of furniture.
    pub kind: FurnitureKind,
    /// On which pages it stands.
    pub pages: PageParity,
    /// Its content.
    pub blocks: Blocks,
}

/// The kinds of [`Furniture`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum FurnitureKind {
    /// Runs at the top of pages.
    Header,
    /// Runs at the bottom of pages.
    Footer,
    /// Stands behind pages.
    MasterPage,
}

/// The pages that [`Furniture`] stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum PageParity {
    /// All pages.
    Both,
    /// Even pages.
    Even,
    /// Odd pages.
    Odd,
}

/// What a document says about itself. Fields are `None` when the file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Metadata {
    /// Title.
    pub title: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Keywords, as typed.
    pub keywords: Option<String>,
    /// Comments.
    pub comments: Option<String>,
    /// Who saved last.
    pub last_saved_by: Option<String>,
    /// When it was created, as ISO 8601 in UTC.
    pub created: Option<String>,
    /// When it was last saved, as ISO 8601 in UTC.
    pub modified: Option<String>,
    /// The date as the author typed it.
    pub date: Option<String>,
    /// Version of the application that saved it.
    pub application: Option<String>,
    /// Version of the file format, such as `5.1.0.1`.
    pub format_version: Option<String>,
    /// Number of pages that the word processor counted.
    pub page_count: Option<u32>,
    /// The public licence that the document declares (KOGL or CCL).
    pub license: Option<String>,
}

impl Metadata {
    /// The fields that the file has, with the names that JSON gives them, as text.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let texts = [
            ("title", &self.title),
            ("subject", &self.subject),
            ("author", &self.author),
            ("keywords", &self.keywords),
            ("comments", &self.comments),
            ("last_saved_by", &self.last_saved_by),
            ("created", &self.created),
            ("modified", &self.modified),
            ("date", &self.date),
            ("application", &self.application),
            ("format_version", &self.format_version),
            ("license", &self.license),
        ];
        let texts = texts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        texts.chain(self.page_count.map(|count| ("page_count", count.to_string()))).collect()
    }
}

/// Where a block came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Origin {
    /// Section, from 0.
    pub section: u32,
    /// Top-level paragraph in the section, from 0; everything anchored in a paragraph has the paragraph's number.
    pub paragraph: u32,
    /// Page, from 1, when the file stores its layout.
    pub page: Option<u32>,
}

/// A piece of content that stands by itself, in reading order.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A heading.
    Heading(Heading),
    /// A table of rows and columns. A table of one cell is a [`Frame`].
    Table(Table),
    /// An object with a caption. Boxed, as it holds blocks itself.
    Figure(Box<Figure>),
    /// An equation that stands alone.
    Equation(Equation, Origin),
    /// A text box, or a table of one cell: content that is set off. Boxed, as it holds blocks
    /// itself.
    Frame(Box<Frame>),
    /// A forced break.
    Break(BreakKind, Origin),
}

impl Block {
    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self {
            Block::Paragraph(paragraph) => paragraph.origin,
            Block::Heading(heading) => heading.paragraph.origin,
            Block::Table(table) => table.origin,
            Block::Figure(figure) => figure.origin,
            Block::Frame(frame) => frame.origin,
            Block::Equation(_, origin) | Block::Break(_, origin) => *origin,
        }
    }

    /// Where it came from, to be changed.
    pub fn origin_mut(&mut self) -> &mut Origin {
        match self {
            Block::Paragraph(paragraph) => &mut paragraph.origin,
            Block::Heading(heading) => &mut heading.paragraph.origin,
            Block::Table(table) => &mut table.origin,
            Block::Figure(figure) => &mut figure.origin,
            Block::Frame(frame) => &mut frame.origin,
            Block::Equation(_, origin) | Block::Break(_, origin) => origin,
        }
    }
}

/// A paragraph of text. Readers leave empty paragraphs out.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Paragraph {
    /// The visible number or bullet, which the text does not hold. Boxed, as few paragraphs have one.
    pub label: Option<Box<Label>>,
    /// The text and what stands in it.
    pub content: Inlines,
    /// How lines are aligned.
    pub align: Align,
    /// How far from the edge of the column the first line begins, in 1/100 point.
    pub indent: i32,
    /// The size that most of its text has, in 1/100 point, when the file says.
    pub size: Option<u32>,
    /// How most of its text looks otherwise.
    pub look: Look,
    /// The name of its style, such as `개요 1` or `제목`; empty for the style that paragraphs have by themselves
    /// (`바탕글`) and where the format has none.
    pub style: Str,
    /// Where it came from.
    pub origin: Origin,
}

/// How letters look besides their size and [`Marks`]: what structure can be found from, and no layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Look {
    /// The number that their typeface has in this document: it says no more than that two are the same.
    pub face: u16,
    /// Their colour, as 0xRRGGBB.
    pub color: u32,
}

/// A heading: a paragraph on an outline level.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Heading {
    /// Outline level, 1 to 10.
    pub level: u8,
    /// Whether only its look says that it is a heading, and not the outline of the document.
    pub inferred: bool,
    /// Its text.
    pub paragraph: Paragraph,
}

/// The visible number or bullet of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Label {
    /// Number or bullet.
    pub kind: LabelKind,
    /// The text as the word processor shows it, such as `제1장`, `가.`, `①` or `•`. Not empty.
    pub text: String,
    /// List level, from 0.
    pub level: u8,
}

/// The kinds of [`Label`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum LabelKind {
    /// Counts.
    Number,
    /// Does not count.
    Bullet,
    /// A mark that the author typed, number or sign; [`structure::outline_lists`](crate::structure::outline_lists) finds
    /// them.
    Mark,
}

/// How lines of a paragraph are aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Align {
    /// To both margins.
    #[default]
    Justify,
    /// To the left margin.
    Left,
    /// To the right margin.
    Right,
    /// To the middle.
    Center,
    /// To both margins by spreading characters.
    Distribute,
}

/// An object with a caption. The caption of a table is in [`Table::caption`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// The object.
    pub blocks: Blocks,
    /// Its caption.
    pub caption: Caption,
    /// Where it came from.
    pub origin: Origin,
}

/// The caption of a table or figure.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Caption {
    /// Whether it is to be read before the object (at its top or left) or after it (at its bottom or right).
    pub before: bool,
    /// The text, with its number.
    pub blocks: Blocks,
}

impl Caption {
    /// What a caption puts before its object and what after it: its text is one of the two, and the other is empty.
    pub(crate) fn around(caption: Option<&Caption>) -> (&[Block], &[Block]) {
        match caption {
            Some(caption) if caption.before => (&caption.blocks, &[]),
            Some(caption) => (&[], &caption.blocks),
            None => (&[], &[]),
        }
    }
}

/// Content that is set off from the text around it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Frame {
    /// The content.
    pub blocks: Blocks,
    /// Where it came from.
    pub origin: Origin,
}

/// The kinds of forced breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum BreakKind {
    /// A new page begins.
    Page,
    /// A new column begins.
    Column,
}

/// A picture or other attachment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Asset {
    /// A file name made by the reader, unique in the document and safe on every system, such as `image1.png`.
    pub name: String,
    /// Media type found from the data, such as `image/png`.
    pub media_type: Str,
    /// The data as they are to be written to a file; empty when
    /// [`ReadOptions::assets`](crate::ReadOptions::assets) is off.
    pub data: Vec<u8>,
    /// Media type of what the document stores, when the data are another form of it, which
    /// [`pictures`](crate::pictures) made; else empty.
    pub stored_as: Str,
    /// The drawing that it is, when the document stores shapes and no data.
    pub drawing: Option<Box<drawing::Drawing>>,
}
