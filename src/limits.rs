//! Limits on the cost of a document, and how much of them is left while reading.

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
    /// Bytes that the streams and parts with the text of a document may have together after decompression: what its
    /// model is made from, which can be several times as large. Default 128 MiB.
    pub body_bytes: u64,
    /// How deep content may nest (tables in cells, boxes in groups, XML elements). Default 64.
    pub nesting: u32,
    /// Grid places (rows times columns) that one table may have. Default 4,000,000.
    pub table_slots: u64,
    /// Entries that a container may have. Default 65,536.
    pub entries: u64,
    /// Records that the streams of a document may have together, or elements of its XML. Default 4,000,000.
    pub records: u64,
    /// Pixels that a picture may have that [`to_web`](crate::pictures::to_web) converts; a pixel takes up to eight bytes
    /// meanwhile. Default 50,000,000.
    pub picture_pixels: u64,
    /// Bytes that [`write()`](crate::write()) may make of a document, to the end of the block that reaches them; the
    /// blocks after that are left out. Default 1 GiB.
    pub output_bytes: u64,
    /// Distinct warnings that are kept; the rest is counted in one. Default 1,000.
    pub warnings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            stream_bytes: 256 << 20,
            document_bytes: 1 << 30,
            body_bytes: 128 << 20,
            nesting: 64,
            table_slots: 4_000_000,
            entries: 65_536,
            records: 4_000_000,
            picture_pixels: 50_000_000,
            output_bytes: 1 << 30,
            warnings: 1_000,
        }
    }
}

/// What is left of the [`Limits`] while a document is read.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    bytes_left: u64,
    body_bytes_left: u64,
    records_left: u64,
    depth: u32,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Budget {
            bytes_left: limits.document_bytes,
            body_bytes_left: limits.body_bytes,
            records_left: limits.records,
            limits,
            depth: 0,
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many bytes the next stream may inflate to: the smaller of the stream's limit and what the document has
    /// left.
    pub(crate) fn stream_allowance(&self) -> u64 {
        self.limits.stream_bytes.min(self.bytes_left)
    }

    /// The same for a stream of the body.
    pub(crate) fn body_allowance(&self) -> u64 {
        self.stream_allowance().min(self.body_bytes_left)
    }

    /// Which limit a stream of the body meets that wants more than [`body_allowance`](Self::body_allowance).
    pub(crate) fn body_limit(&self) -> LimitKind {
        if self.body_bytes_left < self.stream_allowance() {
            LimitKind::BodyBytes(self.limits.body_bytes)
        } else {
            self.stream_limit()
        }
    }

    /// Takes inflated bytes from what the body and the document have left.
    pub(crate) fn spend_on_body(&mut self, bytes: u64) {
        self.body_bytes_left = self.body_bytes_left.saturating_sub(bytes);
        self.spend(bytes);
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

    /// How many records or elements the next stream may have.
    pub(crate) fn records_left(&self) -> u64 {
        self.records_left
    }

    /// Takes records or elements from what the document has left.
    pub(crate) fn spend_records(&mut self, records: u64) {
        self.records_left = self.records_left.saturating_sub(records);
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
    fn body_limit_is_named_when_it_is_the_tightest() {
        let limits = Limits { stream_bytes: 100, document_bytes: 500, body_bytes: 150, ..Limits::default() };
        let mut budget = Budget::new(limits);
        assert_eq!((budget.body_allowance(), budget.body_limit()), (100, LimitKind::StreamBytes(100)));
        budget.spend_on_body(90);
        assert_eq!((budget.body_allowance(), budget.body_limit()), (60, LimitKind::BodyBytes(150)));
        assert_eq!(budget.stream_allowance(), 100);
        budget.spend(390);
        assert_eq!((budget.body_allowance(), budget.body_limit()), (20, LimitKind::DocumentBytes(500)));
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
