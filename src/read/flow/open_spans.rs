//! Fields and tracked changes: what begins at one place of the text and ends at another.

use super::builder::{Composer, Span};
use crate::document::{ChangeKind, Inline, Note};
use crate::read::Context;
use crate::warning::{Part, WarningKind};

/// Fields and tracked changes that have begun and not ended yet, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Open {
    spans: Vec<OpenSpan>,
    /// How many there have been; the composer calls each by its number.
    count: u64,
}

#[derive(Debug)]
struct OpenSpan {
    kind: SpanKind,
    /// What its end calls it.
    id: String,
    /// Its number, when the composer knows of it.
    number: Option<u64>,
    comment: Option<Note>,
}

/// How many links and changes may be open at once; each is written anew in every paragraph until it ends. Real
/// documents have 2.
const MOST_SAID: usize = 8;

/// How many may be open at once with those that are no spans of the model, which real documents leave open now and then;
/// the outermost of those ends where another begins.
const MOST_OPEN: usize = 64;

/// What kind of thing begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanKind {
    Field,
    Change(ChangeKind),
}

impl Open {
    /// Begins a span. One without a meaning in the model and without comment says nothing: it is kept only for its end
    /// to find it, and so is one that is one too many.
    pub(crate) fn begin(
        &mut self,
        kind: SpanKind,
        id: String,
        span: Option<Span>,
        comment: Option<Note>,
        composer: &mut Composer,
        cx: &mut Context<'_>,
    ) {
        cx.has_changes |= matches!(kind, SpanKind::Change(_));
        let is_room = self.spans.iter().filter(|span| span.number.is_some()).count() < MOST_SAID;
        if span.is_some() && !is_room {
            cx.warn(WarningKind::BadRecord { what: kind.too_many() });
        }
        if self.spans.len() >= MOST_OPEN
            && let Some(outermost) = self.spans.iter().position(|span| span.number.is_none())
        {
            self.spans.remove(outermost).end(composer);
        }
        let number = span.filter(|_| is_room).map(|span| {
            self.count += 1;
            composer.open(self.count, span);
            self.count
        });
        self.spans.push(OpenSpan { kind, id, number, comment });
    }

    /// Ends the innermost open span of this kind and id; without an id, the innermost of this kind. An end without
    /// beginning means nothing.
    pub(crate) fn end(&mut self, kind: SpanKind, id: Option<&str>, composer: &mut Composer) {
        let found = self.spans.iter().rposition(|span| span.kind == kind && id.is_none_or(|id| span.id == id));
        if let Some(at) = found {
            self.spans.remove(at).end(composer);
        }
    }

    /// Ends everything at the end of a list.
    pub(crate) fn finish(&mut self, composer: &mut Composer) {
        while let Some(span) = self.spans.pop() {
            span.end(composer);
        }
    }
}

impl SpanKind {
    /// What is said of one that begins within too many.
    fn too_many(self) -> Part {
        match self {
            SpanKind::Field => Part::DeepField,
            SpanKind::Change(_) => Part::DeepChange,
        }
    }
}

impl OpenSpan {
    fn end(self, composer: &mut Composer) {
        if let Some(number) = self.number {
            composer.close(number);
        }
        if let Some(note) = self.comment.filter(|note| !note.blocks.is_empty()) {
            composer.inline(Inline::Note(Box::new(note)));
        }
    }
}
