//! The document model: what a reader resolves a file to, and all that a writer sees.
//!
//! The model is *resolved*: styles, numbering, note numbers, merged cells and character sets are settled, so that a
//! writer looks nothing up. It owns its data and knows nothing of any file format.

mod table;
mod walk;

use ecow::EcoString;
use smallvec::SmallVec;

pub use table::{Cell, Grid, Slot, Table};
pub(crate) use walk::retain_within;
pub use walk::{Node, plain_text, visit};

/// A whole document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
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
pub struct Section {
    /// The body in reading order.
    pub blocks: Vec<Block>,
    /// Headers, footers and master pages, each once.
    pub furniture: Vec<Furniture>,
}

/// Content that stands on every page: a running header, footer or master page.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// Which kind of furniture.
    pub kind: FurnitureKind,
    /// On which pages it stands.
    pub pages: PageParity,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The kinds of [`Furniture`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub struct Metadata {
    /// The format of the file in one word, such as `hwp5`.
    pub format: Option<&'static str>,
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

/// Where a block came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A heading.
    Heading(Heading),
    /// A table of rows and columns. A table of one cell is a [`Frame`].
    Table(Table),
    /// An object with a caption.
    Figure(Figure),
    /// An equation that stands alone.
    Equation(Equation, Origin),
    /// A text box, or a table of one cell: content that is set off.
    Frame(Frame),
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
pub struct Paragraph {
    /// The visible number or bullet, which the text does not hold. Boxed, as few paragraphs have one.
    pub label: Option<Box<Label>>,
    /// The text and what stands in it.
    pub content: Few<Inline>,
    /// How lines are aligned.
    pub align: Align,
    /// How far from the edge of the column the first line begins, in 1/100 point.
    pub indent: i32,
    /// The size that most of its text has, in 1/100 point, when the file says.
    pub size: Option<u32>,
    /// Where it came from.
    pub origin: Origin,
}

/// A heading: a paragraph on an outline level.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Outline level, 1 to 10.
    pub level: u8,
    /// Its text.
    pub paragraph: Paragraph,
}

/// The visible number or bullet of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub struct Figure {
    /// The object.
    pub content: Vec<Block>,
    /// Its caption.
    pub caption: Caption,
    /// Where it came from.
    pub origin: Origin,
}

/// The caption of a table or figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// Whether it is to be read before the object (at its top or left) or after it (at its bottom or right).
    pub before: bool,
    /// The text, with its number.
    pub blocks: Vec<Block>,
}

/// Content that is set off from the text around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The content.
    pub blocks: Vec<Block>,
    /// Where it came from.
    pub origin: Origin,
}

/// The kinds of forced breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// A new page begins.
    Page,
    /// A new column begins.
    Column,
}

/// A list that most often has one item, which then lies in the list itself and takes no memory of its own.
pub type Few<T> = SmallVec<[T; 1]>;

/// A piece of a paragraph. All but text is boxed: documents have far more text than anything else, and a small `Inline`
/// keeps them small.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text with marks; neighbours with equal marks are one.
    Text(Text),
    /// A line ends, the paragraph goes on.
    LineBreak,
    /// A tabulator.
    Tab,
    /// Text that leads elsewhere.
    Link(Box<Link>),
    /// A picture in the line.
    Image(Box<Image>),
    /// An equation in the line.
    Equation(Box<Equation>),
    /// A footnote, endnote or comment; holds its content here.
    Note(Box<Note>),
    /// Text with a reading beside it.
    Ruby(Box<Ruby>),
    /// A place that links can lead to.
    Anchor(String),
    /// Text that a tracked change inserted or deleted.
    Change(Box<Change>),
    /// Something the reader does not know, with its words.
    Unknown(Box<Unknown>),
}

/// Text with marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The characters: no line ends, tabs or control characters. A short text takes no memory of its own.
    pub text: EcoString,
    /// How they look.
    pub marks: Marks,
}

/// A set of marks on text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marks(u8);

impl Marks {
    /// No marks.
    pub const NONE: Marks = Marks(0);
    /// Bold.
    pub const BOLD: Marks = Marks(1);
    /// Italic.
    pub const ITALIC: Marks = Marks(2);
    /// Underlined.
    pub const UNDERLINE: Marks = Marks(4);
    /// Struck through.
    pub const STRIKE: Marks = Marks(8);
    /// Superscript.
    pub const SUPERSCRIPT: Marks = Marks(16);
    /// Subscript.
    pub const SUBSCRIPT: Marks = Marks(32);
    /// Every mark, one at a time.
    pub const EACH: [Marks; 6] =
        [Marks::BOLD, Marks::ITALIC, Marks::UNDERLINE, Marks::STRIKE, Marks::SUPERSCRIPT, Marks::SUBSCRIPT];

    /// Whether all of the given marks are set.
    #[must_use]
    pub const fn contains(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// This set less the other.
    #[must_use]
    pub const fn without(self, other: Marks) -> Marks {
        Marks(self.0 & !other.0)
    }

    /// Whether no mark is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Text that leads elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// A URL, a `mailto:` address, or `#name` for an [`Inline::Anchor`] of this document. As stored: a writer decides
    /// which schemes it lets through.
    pub target: String,
    /// The text.
    pub content: Few<Inline>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Position in [`Document::assets`]; `None` when the file does not hold the picture.
    pub asset: Option<usize>,
    /// Where a picture that is not in the file is to be found, as stored.
    pub source: Option<String>,
    /// Description, without the word processor's boilerplate; may be empty.
    pub alt: String,
}

/// An equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The script as typed in the word processor's equation editor.
    pub script: String,
    /// The same as LaTeX math, without delimiters; `None` when the script could not be understood.
    pub latex: Option<String>,
}

/// A note that hangs on a place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Footnote, endnote or comment.
    pub kind: NoteKind,
    /// The number as the document shows it, without decoration; empty for comments without number.
    pub number: String,
    /// Who wrote it, for comments.
    pub author: Option<String>,
    /// Its content, without the number at its beginning.
    pub blocks: Vec<Block>,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// At the foot of the page.
    Footnote,
    /// At the end of the document or section.
    Endnote,
    /// A memo in the margin or a hidden comment.
    Comment,
}

/// Text with a reading beside it (덧말).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruby {
    /// The text.
    pub base: Text,
    /// The reading.
    pub ruby: String,
}

/// Text that a tracked change inserted or deleted.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Inserted or deleted.
    pub kind: ChangeKind,
    /// Who changed it.
    pub author: Option<String>,
    /// When, as ISO 8601.
    pub date: Option<String>,
    /// What was inserted or deleted.
    pub content: Few<Inline>,
}

/// The kinds of [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The text is new.
    Inserted,
    /// The text is to go.
    Deleted,
}

/// Something in the text that the reader does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its four-letter id or element name.
    pub id: String,
    /// The words it holds.
    pub text: String,
}

/// A picture or other attachment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asset {
    /// A file name made by the reader, unique in the document and safe on every system, such as `image1.png`.
    pub name: String,
    /// Media type found from the data, such as `image/png`.
    pub media_type: &'static str,
    /// The data as they are to be written to a file; empty when
    /// [`ReadOptions::assets`](crate::ReadOptions::assets) is off.
    pub data: Vec<u8>,
}
