//! What a damaged compound file still holds.

use super::compound::Extent;

/// What a caller knows of its streams, for a file whose directory is damaged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hints {
    /// The storage that a stream of this name belongs to, when the directory no longer says it.
    pub(crate) storage: Option<fn(name: &str) -> Option<&'static str>>,
}

pub(super) struct Salvage<'a> {
    _bytes: &'a [u8],
}

impl<'a> Salvage<'a> {
    pub(super) fn new(bytes: &'a [u8], _max_entries: usize, _hints: Hints) -> Self {
        Salvage { _bytes: bytes }
    }

    pub(super) fn streams(&self) -> impl Iterator<Item = (&str, u64)> {
        std::iter::empty()
    }

    pub(super) fn is_over_entries(&self) -> bool {
        false
    }

    pub(super) fn read(&self, _path: &str, _limit: u64, _out: &mut Vec<u8>) -> Option<Extent> {
        None
    }
}
