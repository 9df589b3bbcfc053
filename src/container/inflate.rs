//! Raw deflate, bounded, keeping what came before damage.

use flate2::{Decompress, FlushDecompress, Status};

/// How inflating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// At the end-of-stream mark.
    Complete,
    /// The data broke or ended before; what came before is kept.
    CutOff,
    /// The output would have been larger than allowed; what came before is kept.
    OverLimit,
}

/// Inflates raw deflate data, appending at most `limit` bytes to `out`. What follows the end of the stream (Hancom
/// writes a CRC and a length, sometimes a wrong one) is ignored.
pub(crate) fn inflate(data: &[u8], limit: u64, out: &mut Vec<u8>) -> End {
    Inflater::new().inflate(data, limit, out)
}

/// Inflates one stream after the other with the same memory.
pub(crate) struct Inflater(Decompress);

impl Inflater {
    pub(crate) fn new() -> Self {
        Inflater(Decompress::new(false))
    }

    /// As [`inflate`].
    pub(crate) fn inflate(&mut self, data: &[u8], limit: u64, out: &mut Vec<u8>) -> End {
        self.0.reset(false);
        run(&mut self.0, data, limit, out)
    }

    /// The same for data with a zlib header.
    pub(crate) fn inflate_zlib(&mut self, data: &[u8], limit: u64, out: &mut Vec<u8>) -> End {
        self.0.reset(true);
        run(&mut self.0, data, limit, out)
    }
}

fn run(inflater: &mut Decompress, data: &[u8], limit: u64, out: &mut Vec<u8>) -> End {
    let start = out.len();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // The first guess follows the data that are really there, not any declared size.
    let mut step = data.len().saturating_mul(8).clamp(4 << 10, 16 << 20);
    loop {
        let consumed = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let Some(input) = data.get(consumed..) else { return End::CutOff };
        let made = out.len() - start;
        if made >= limit {
            return End::OverLimit;
        }
        out.reserve(step.min(limit - made));
        let before = out.len();
        let status = inflater.decompress_vec(input, out, FlushDecompress::None);
        if out.len() - start > limit {
            out.truncate(start + limit);
            return End::OverLimit;
        }
        match status {
            Ok(Status::StreamEnd) => return End::Complete,
            Ok(Status::Ok | Status::BufError) => {
                let stuck = out.len() == before && inflater.total_in() as usize == consumed;
                if stuck && out.len() < out.capacity() {
                    return End::CutOff;
                }
                step = step.saturating_mul(2).min(16 << 20);
            }
            Err(_) => return End::CutOff,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn text() -> Vec<u8> {
        (0..60_000u32).flat_map(|n| n.to_string().into_bytes()).collect()
    }

    #[test]
    fn trailer_after_the_end_is_ignored() {
        let mut data = deflate(&text());
        data.extend_from_slice(b"not the CRC");
        let mut out = Vec::new();
        assert_eq!(inflate(&data, 1 << 20, &mut out), End::Complete);
        assert_eq!(out, text());
    }

    #[test]
    fn cut_stream_keeps_what_came_before() {
        let data = deflate(&text());
        let mut out = Vec::new();
        assert_eq!(inflate(&data[..data.len() / 2], 1 << 20, &mut out), End::CutOff);
        assert!(out.len() > 50_000 && text().starts_with(&out));
    }

    #[test]
    fn bomb_stops_at_the_limit() {
        let data = deflate(&vec![0; 10 << 20]);
        let mut out = Vec::new();
        assert_eq!(inflate(&data, 1 << 20, &mut out), End::OverLimit);
        assert_eq!(out.len(), 1 << 20);
        assert!(out.capacity() <= 2 << 20);
    }

    #[test]
    fn garbage_gives_nothing() {
        let mut out = Vec::new();
        assert_eq!(inflate(&[0xFF; 64], 1 << 20, &mut out), End::CutOff);
        assert!(out.is_empty());
    }
}
