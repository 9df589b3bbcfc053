//! How much a document may cost: the public limits, and what is left of them while reading.

use crate::error::LimitKind;

/// Upper bounds on what one document may cost, as plain numbers.
///
/// The defaults stand well above the largest real documents that are known (an inflated stream of 75 MB, 212,442
/// records in one section, nesting of 27) and well below what would trouble a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that one stream or package part may have after decompression. Default 256 MiB.
    pub stream_bytes: u64,
    /// Bytes that all streams of a document together may have after decompression. Default 1 GiB.
    pub document_bytes: u64,
    /// How deep content may nest (tables in cells, boxes in groups, XML elements). Default 64.
    pub nesting: u32,
    /// Grid places (rows times columns) that one table may have. Default 4,000,000.
    pub table_slots: u64,
    /// Entries that a container may have. Default 65,536.
    pub entries: u64,
    /// Records that one stream may have. Default 4,000,000.
    pub records: u64,
    /// Distinct warnings that are kept; the rest is counted in one. Default 1,000.
    pub warnings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            stream_bytes: 256 << 20,
            document_bytes: 1 << 30,
            nesting: 64,
            table_slots: 4_000_000,
            entries: 65_536,
            records: 4_000_000,
            warnings: 1_000,
        }
    }
}

/// What is left of the [`Limits`] while a document is read.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    bytes_left: u64,
    depth: u32,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Budget { bytes_left: limits.document_bytes, limits, depth: 0 }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many bytes the next stream may inflate to: the smaller of the stream's limit and what the document has
    /// left.
    pub(crate) fn stream_allowance(&self) -> u64 {
        self.limits.stream_bytes.min(self.bytes_left)
    }

    /// Which limit a stream meets that wants more than [`stream_allowance`](Self::stream_allowance).
    pub(crate) fn stream_limit(&self) -> LimitKind {
        if self.bytes_left < self.limits.stream_bytes {
            LimitKind::DocumentBytes(self.limits.document_bytes)
        } else {
            LimitKind::StreamBytes(self.limits.stream_bytes)
        }
    }

    /// Takes inflated bytes from what the document has left.
    pub(crate) fn spend(&mut self, bytes: u64) {
        self.bytes_left = self.bytes_left.saturating_sub(bytes);
    }

    /// Goes one level deeper, or says which limit forbids it. Each success is paired with one [`leave`](Self::leave).
    pub(crate) fn enter(&mut self) -> Result<(), LimitKind> {
        if self.depth >= self.limits.nesting {
            return Err(LimitKind::Nesting(self.limits.nesting));
        }
        self.depth += 1;
        Ok(())
    }

    /// Comes back from a level.
    pub(crate) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_limit_is_named_when_it_is_the_tighter_one() {
        let mut budget = Budget::new(Limits { stream_bytes: 100, document_bytes: 150, ..Limits::default() });
        assert_eq!(budget.stream_allowance(), 100);
        assert_eq!(budget.stream_limit(), LimitKind::StreamBytes(100));
        budget.spend(90);
        assert_eq!(budget.stream_allowance(), 60);
        assert_eq!(budget.stream_limit(), LimitKind::DocumentBytes(150));
    }

    #[test]
    fn nesting_stops_at_the_limit_and_recovers() {
        let mut budget = Budget::new(Limits { nesting: 1, ..Limits::default() });
        assert!(budget.enter().is_ok());
        assert_eq!(budget.enter(), Err(LimitKind::Nesting(1)));
        budget.leave();
        assert!(budget.enter().is_ok());
    }
}
