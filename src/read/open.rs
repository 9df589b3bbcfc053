//! Fields and tracked changes: what begins at one place of the text and ends at another.

use crate::document::{ChangeKind, Inline, Note};
use crate::read::compose::{Composer, Span};

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

/// How many may be open at once with those that say nothing, which real documents leave open now and then.
const MOST_OPEN: usize = 64;

/// What kind of thing begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanKind {
    Field,
    Change(ChangeKind),
}

impl Open {
    /// Begins a span. One without a meaning in the model and without comment says nothing: it is kept only for its end
    /// to find it, and gives way when there are too many. Returns whether there was room.
    pub(crate) fn begin(
        &mut self,
        kind: SpanKind,
        id: String,
        span: Option<Span>,
        comment: Option<Note>,
        composer: &mut Composer,
    ) -> bool {
        let says_nothing = span.is_none() && comment.is_none();
        if !says_nothing && self.spans.iter().filter(|span| !span.says_nothing()).count() >= MOST_SAID {
            return false;
        }
        if self.spans.len() >= MOST_OPEN {
            let outermost = self.spans.iter().position(OpenSpan::says_nothing);
            outermost.map(|at| self.spans.remove(at));
        }
        self.count += 1;
        let number = span.is_some().then_some(self.count);
        if let Some(span) = span {
            composer.open(self.count, span);
        }
        self.spans.push(OpenSpan { kind, id, number, comment });
        true
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

impl OpenSpan {
    fn says_nothing(&self) -> bool {
        self.number.is_none() && self.comment.is_none()
    }

    fn end(self, composer: &mut Composer) {
        if let Some(number) = self.number {
            composer.close(number);
        }
        if let Some(note) = self.comment.filter(|note| !note.blocks.is_empty()) {
            composer.inline(Inline::Note(Box::new(note)));
        }
    }
}
