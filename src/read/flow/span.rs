//! Links and tracked changes around text.

use crate::document::{Change, ChangeKind, Inline, Inlines, Link};

/// Something that begins in the text and ends later, maybe in another paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Span {
    /// A link with its target.
    Link(String),
    /// A tracked change.
    Change { kind: ChangeKind, author: Option<String>, date: Option<String> },
}

impl Span {
    /// How many bytes each piece of it takes.
    pub(super) fn weight(&self) -> usize {
        match self {
            Span::Link(target) => target.len(),
            Span::Change { author, date, .. } => [author, date].into_iter().flatten().map(String::len).sum(),
        }
    }

    /// What is left of it when it is too heavy: of a link nothing, of a change its kind.
    pub(super) fn lightened(self) -> Option<Self> {
        match self {
            Span::Link(_) => None,
            Span::Change { kind, .. } => Some(Span::Change { kind, author: None, date: None }),
        }
    }

    /// Wraps content that has been read within it.
    pub(super) fn around(&self, content: Inlines) -> Inline {
        match self {
            Span::Link(target) => Inline::Link(Box::new(Link { target: target.clone(), content })),
            Span::Change { kind, author, date } => {
                Inline::Change(Box::new(Change { kind: *kind, author: author.clone(), date: date.clone(), content }))
            }
        }
    }
}
