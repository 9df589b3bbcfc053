//! Markdown read back and compared with the document that it was written from.
//!
//! Both sides are flattened to a list of [pieces](piece::Piece): the document by walking the model, the Markdown by
//! pulldown-cmark. Then the lists are compared. Blanks are left out, because where they may differ, they mean nothing.

mod compare;
mod furniture;
mod markdown;
mod model;
mod piece;
mod tags;

use std::fmt;

use crate::document::Document;
use crate::write::WriteOptions;

/// A place where Markdown says something else than the document. Displayed on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// What stands before it on both sides: the last 20 characters at most.
    pub before: String,
    /// What the document says, up to where both sides are the same again: at most 60 characters, with `<…>` for what is
    /// not text.
    pub expected: String,
    /// What the Markdown says there.
    pub found: String,
}

/// What differs between a document and its Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The characters.
    Words,
    /// Bold, italic and the like, or a tracked change.
    Marks,
    /// A heading or its level.
    Heading,
    /// A list item.
    List,
    /// A footnote, endnote or comment.
    Note,
    /// A link, its target, or an anchor.
    Link,
    /// A table, or the shape of one.
    Table,
    /// An equation.
    Equation,
    /// A picture.
    Picture,
    /// Where a paragraph, line or box begins or ends.
    Paragraph,
    /// Markup that the Markdown writer never writes.
    Markup,
}

impl DifferenceKind {
    /// The kind in one stable word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::Words => "words",
            DifferenceKind::Marks => "marks",
            DifferenceKind::Heading => "heading",
            DifferenceKind::List => "list",
            DifferenceKind::Note => "note",
            DifferenceKind::Link => "link",
            DifferenceKind::Table => "table",
            DifferenceKind::Equation => "equation",
            DifferenceKind::Picture => "picture",
            DifferenceKind::Paragraph => "paragraph",
            DifferenceKind::Markup => "markup",
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { kind, before, expected, found } = self;
        write!(f, "{}: `{expected}` expected, `{found}` found, after `{before}`", kind.name())
    }
}

/// Reads Markdown back and compares it with the document that it was written from: words, marks, headings, lists, notes,
/// links, pictures, equations and the shapes of tables.
///
/// `options` are those that the Markdown was written with. Returns the places that differ, in the order of the document,
/// at most 50. Nothing is compared that Markdown does not say: alignment, sizes, header cells, page breaks, front matter.
///
/// ```
/// use hwpconv::document::{Block, Document, Inline, Marks, Paragraph, Section, Text};
/// use hwpconv::{Target, WriteOptions, verify, write};
///
/// let text = Inline::Text(Text { text: "3~5일, *주의*".into(), marks: Marks::NONE });
/// let paragraph = Paragraph { content: vec![text].into(), ..Paragraph::default() };
/// let section = Section { blocks: vec![Block::Paragraph(paragraph)].into(), ..Section::default() };
/// let document = Document { sections: vec![section], ..Document::default() };
///
/// let options = WriteOptions::default();
/// let markdown = write(&document, Target::Markdown, &options).text;
/// assert!(verify(&document, &markdown, &options).is_empty());
///
/// let differences = verify(&document, &markdown.replace("5", "6"), &options);
/// assert_eq!(differences[0].to_string(), "words: `5` expected, `6` found, after `<paragraph>3~`");
/// ```
#[must_use]
pub fn verify(document: &Document, markdown: &str, options: &WriteOptions) -> Vec<Difference> {
    let mut names = piece::Names::default();
    let expected = model::pieces(document, options, &mut names);
    let found = markdown::pieces(body(markdown, options), &mut names);
    compare::differences(&expected, &found, &names)
}

/// Markdown without its front matter.
fn body<'m>(markdown: &'m str, options: &WriteOptions) -> &'m str {
    let Some(front) = markdown.strip_prefix("---\n").filter(|_| options.metadata) else { return markdown };
    let empty = front.strip_prefix("---\n");
    empty.or_else(|| Some(front.split_once("\n---\n")?.1)).unwrap_or(markdown)
}
