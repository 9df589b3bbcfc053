//! Links and tracked changes around text.

use crate::document::{Change, ChangeKind, Inline, Link};

/// Something that begins in the text and ends later, maybe in another paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Span {
    /// A link with its target.
    Link(String),
    /// A tracked change.
    Change { kind: ChangeKind, author: Option<String>, date: Option<String> },
}

impl Span {
    /// Wraps content that has been read within it.
    pub(super) fn around(&self, content: Vec<Inline>) -> Inline {
        match self {
            Span::Link(target) => Inline::Link(Box::new(Link { target: target.clone(), content })),
            Span::Change { kind, author, date } => {
                Inline::Change(Box::new(Change { kind: *kind, author: author.clone(), date: date.clone(), content }))
            }
        }
    }
}
