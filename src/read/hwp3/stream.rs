//! The body under the cursor: strictly sequential, so that one structure read wrong loses everything after it. The
//! stream remembers when that has happened; everybody then stops and hands over what he has.

use super::charset;
use crate::container::bytes::Bytes;
use crate::document::Align;
use crate::read::Context;
use crate::warning::{Part, WarningKind};

/// The inflated body and where reading stands in it.
pub(super) struct Stream<'r, 'a, 'o> {
    pub(super) bytes: Bytes<'a>,
    pub(super) cx: &'r mut Context<'o>,
    /// Whether the place where the next structure begins is not known any more.
    pub(super) is_lost: bool,
    /// Alignment of the paragraph shape that was stored last; paragraphs that follow the one before have it, too.
    pub(super) align: Align,
    /// Offset of `bytes` in the whole body.
    start: usize,
}

impl<'r, 'a, 'o> Stream<'r, 'a, 'o> {
    pub(super) fn new(data: &'a [u8], cx: &'r mut Context<'o>) -> Self {
        Stream { bytes: Bytes::new(data), cx, is_lost: false, align: Align::default(), start: 0 }
    }

    /// Enters a warning at the place where reading stands.
    pub(super) fn warn(&mut self, kind: WarningKind) {
        let offset = self.start.saturating_add(self.bytes.position());
        self.cx.place.offset = u64::try_from(offset).ok();
        self.cx.warn(kind);
    }

    /// Gives up: enters why, once.
    pub(super) fn lose(&mut self, what: Part) {
        if self.is_lost {
            return;
        }
        self.is_lost = true;
        let kind = if self.bytes.is_empty() { WarningKind::CutOff } else { WarningKind::BadRecord { what } };
        self.warn(kind);
    }

    /// The value that was read, or the end of reading when the data ended first.
    pub(super) fn expect<T>(&mut self, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.is_lost {
            self.is_lost = true;
            self.warn(WarningKind::CutOff);
        }
        value
    }

    /// Runs `inner` one level deeper. At the nesting limit reading ends: the size of what nests is only known by
    /// reading it.
    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if let Err(limit) = self.cx.budget.enter() {
            if !self.is_lost {
                self.is_lost = true;
                self.warn(WarningKind::LimitMet(limit));
            }
            return None;
        }
        let result = inner(self);
        self.cx.budget.leave();
        Some(result)
    }

    /// Runs `inner` on a part of known size, which begins `start` bytes before where reading stands. Getting lost in
    /// it does not hurt what follows.
    pub(super) fn within<T>(&mut self, data: &'a [u8], inner: impl FnOnce(&mut Stream<'_, 'a, 'o>) -> T) -> T {
        let start = self.start.saturating_add(self.bytes.position()).saturating_sub(data.len());
        let mut part = Stream { bytes: Bytes::new(data), cx: self.cx, is_lost: self.is_lost, align: self.align, start };
        inner(&mut part)
    }

    /// Appends what a character of the text says; enters it when its meaning is not known.
    pub(super) fn push(&mut self, hchar: u16, out: &mut String) {
        if let Err(kind) = charset::push(hchar, out) {
            self.warn(kind);
        }
    }
}
