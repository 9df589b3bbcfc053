//! Progress of writing JSON: its size so far, and what had to be left out.

use std::cell::Cell;

use crate::error::LimitKind;
use crate::warning::{Part, WarningKind};

/// Shared by all that make a document's JSON, which a serializer lets say nothing else.
#[derive(Debug)]
pub(super) struct Progress {
    /// Bytes that there may be.
    limit: u64,
    is_full: Cell<bool>,
    /// Whether something was left out because the limit is reached.
    is_cut: Cell<bool>,
    /// Whether something stood too deep.
    is_too_deep: Cell<bool>,
}

impl Progress {
    pub(super) fn new(limit: u64) -> Self {
        Progress { limit, is_full: Cell::new(false), is_cut: Cell::new(false), is_too_deep: Cell::new(false) }
    }

    /// There are so many bytes now.
    pub(super) fn reach(&self, bytes: usize) {
        self.is_full.set(u64::try_from(bytes).is_ok_and(|bytes| bytes >= self.limit));
    }

    /// Whether no further block may be written; who asks leaves it out.
    pub(super) fn is_full(&self) -> bool {
        self.is_cut.set(self.is_cut.get() || self.is_full.get());
        self.is_full.get()
    }

    /// Something stands too deep.
    pub(super) fn meet_depth(&self) {
        self.is_too_deep.set(true);
    }

    /// What was lost.
    pub(super) fn warnings(&self) -> Vec<WarningKind> {
        let too_deep = WarningKind::NotConverted { what: Part::DeepForm };
        let cut = WarningKind::LimitMet(LimitKind::OutputBytes(self.limit));
        let met = [(self.is_too_deep.get(), too_deep), (self.is_cut.get(), cut)];
        met.into_iter().filter(|(is_met, _)| *is_met).map(|(_, kind)| kind).collect()
    }
}
