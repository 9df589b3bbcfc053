//! Inlines, the content of paragraphs: text with its marks, links, pictures, equations, notes, changes.

use super::{Blocks, Crop, Inlines, Size, Str};

/// A piece of a paragraph. All but text is boxed: documents have far more text than anything else, and a small `Inline`
/// keeps them small.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Text {
    /// The characters: no line ends, tabs or control characters. A short text takes no memory of its own.
    pub text: Str,
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

/// One bit a mark, in the order of [`Marks::EACH`].
#[cfg(feature = "serde")]
impl serde::Serialize for Marks {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Marks {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bits = <u8 as serde::Deserialize>::deserialize(deserializer)?;
        let all = Marks::EACH.into_iter().fold(Marks::NONE, Marks::with);
        Ok(Marks(bits & all.0))
    }
}

/// Text that leads elsewhere.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link {
    /// A URL, a `mailto:` address, or `#name` for an [`Inline::Anchor`] of this document. As stored: a writer decides
    /// which schemes it lets through.
    pub target: String,
    /// The text.
    pub content: Inlines,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Image {
    /// Position in [`Document::assets`](crate::Document::assets); `None` when the file does not hold the picture.
    pub asset: Option<usize>,
    /// Where a picture that is not in the file is to be found, as stored.
    pub source: Option<String>,
    /// Description, without the word processor's boilerplate; may be empty.
    pub alt: String,
    /// How large it is shown, when the file says.
    pub size: Option<Size>,
    /// What of it is not shown; `None` when all of it is.
    pub crop: Option<Crop>,
}

/// An equation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Equation {
    /// The script as typed in the word processor's equation editor.
    pub script: String,
    /// The same as LaTeX math, without delimiters; `None` when the script could not be understood.
    pub latex: Option<String>,
    /// The same as one line of plain characters, such as `x=(-b±√(b²-4ac))/(2a)`; `None` when the script could not be
    /// understood.
    pub text: Option<String>,
}

impl Equation {
    /// The equation as plain text: the script itself when it could not be understood.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.script)
    }
}

/// A note that hangs on a place in the text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Note {
    /// Footnote, endnote or comment.
    pub kind: NoteKind,
    /// The number as the document shows it, with what stands around it (`문1)`) but for a bracket alone; empty for comments
    /// without number.
    pub number: String,
    /// Who wrote it, for comments.
    pub author: Option<String>,
    /// Its content, without the number at its beginning.
    pub blocks: Blocks,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ruby {
    /// The text.
    pub base: Text,
    /// The reading.
    pub ruby: String,
}

/// Text that a tracked change inserted or deleted.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Change {
    /// Inserted or deleted.
    pub kind: ChangeKind,
    /// Who changed it.
    pub author: Option<String>,
    /// When, as ISO 8601.
    pub date: Option<String>,
    /// What was inserted or deleted.
    pub content: Inlines,
}

/// The kinds of [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum ChangeKind {
    /// The text is new.
    Inserted,
    /// The text is to go.
    Deleted,
}

/// Something in the text that the reader does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Unknown {
    /// Its four-letter id or element name.
    pub id: String,
    /// The words it holds.
    pub text: String,
}
