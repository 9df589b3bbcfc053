//! Inlines: the content of paragraphs.

use std::borrow::Cow;

use serde::Serialize;

use crate::write::json::list::{Blocks, Inlines};

/// How much of a picture is cut off at each side, as a part of its width or height, from 0 to 1.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::write::json) struct Crop {
    /// At the left, of the width.
    pub(in crate::write::json) left: f64,
    /// At the top, of the height.
    pub(in crate::write::json) top: f64,
    /// At the right, of the width.
    pub(in crate::write::json) right: f64,
    /// At the bottom, of the height.
    pub(in crate::write::json) bottom: f64,
}

/// A piece of a paragraph; `type` says which.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::write::json) enum Inline<'a> {
    /// Text with marks.
    Text(Text<'a>),
    /// A line ends, the paragraph goes on.
    LineBreak,
    /// A tabulator.
    Tab,
    /// Text that leads elsewhere.
    Link {
        /// A URL, or `#name` for an anchor of this document. As stored in the file: check it before it is followed.
        target: &'a str,
        /// The text.
        content: Inlines<'a>,
    },
    /// A picture.
    Image {
        /// The name of one of the document's `assets`; absent when the file does not hold the picture.
        #[serde(skip_serializing_if = "Option::is_none")]
        asset: Option<&'a str>,
        /// Where a picture that is not in the file is to be found. As stored in the file: check it before it is followed.
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<&'a str>,
        /// Description; may be empty.
        alt: &'a str,
        /// How wide it is shown, in points; absent when the file does not say.
        #[serde(skip_serializing_if = "Option::is_none")]
        width: Option<f64>,
        /// How high it is shown, in points; absent when the file does not say.
        #[serde(skip_serializing_if = "Option::is_none")]
        height: Option<f64>,
        /// What of it is not shown; absent when all of it is, and when the asset is no more than what is shown.
        #[serde(skip_serializing_if = "Option::is_none")]
        crop: Option<Crop>,
    },
    /// An equation in the line.
    Equation(Equation<'a>),
    /// A footnote, endnote or comment, in the place where it hangs.
    Note {
        /// Which kind of note.
        kind: NoteKind,
        /// The number as the document shows it; may be empty.
        number: &'a str,
        /// Who wrote it, for comments.
        #[serde(skip_serializing_if = "Option::is_none")]
        author: Option<&'a str>,
        /// Its content.
        blocks: Blocks<'a>,
    },
    /// Text with a reading beside it.
    Ruby {
        /// The text.
        base: Text<'a>,
        /// The reading.
        ruby: &'a str,
    },
    /// A place that links can lead to.
    Anchor {
        /// Its name.
        name: &'a str,
    },
    /// Text that a tracked change inserted or deleted.
    Change {
        /// Inserted or deleted.
        kind: ChangeKind,
        /// Who changed it.
        #[serde(skip_serializing_if = "Option::is_none")]
        author: Option<&'a str>,
        /// When, ISO 8601.
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<&'a str>,
        /// What was inserted or deleted.
        content: Inlines<'a>,
    },
    /// Something that is not known, with its words.
    Unknown {
        /// Its four-letter id or element name.
        id: &'a str,
        /// The words it holds.
        text: &'a str,
    },
}

/// Text with marks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::write::json) struct Text<'a> {
    /// The characters.
    pub(in crate::write::json) text: Cow<'a, str>,
    /// How they look; absent for plain text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::write::json) marks: Vec<Mark>,
}

/// How text looks.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(in crate::write::json) enum Mark {
    Bold,
    Italic,
    Underline,
    Strike,
    Superscript,
    Subscript,
}

/// An equation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::write::json) struct Equation<'a> {
    /// The script as typed in the word processor.
    pub(in crate::write::json) script: &'a str,
    /// The same as LaTeX math, without delimiters; absent when the script could not be understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::write::json) latex: Option<&'a str>,
}

/// The kinds of notes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(in crate::write::json) enum NoteKind {
    Footnote,
    Endnote,
    Comment,
}

/// The kinds of tracked changes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(in crate::write::json) enum ChangeKind {
    Inserted,
    Deleted,
}
