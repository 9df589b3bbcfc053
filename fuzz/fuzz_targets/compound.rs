//! Any bytes as a compound file: through the crate, and through the salvage reader.

#![no_main]

use hwpconv::fuzzing::{ENTRIES, STREAM_BYTES, compound};
use libfuzzer_sys::fuzz_target;

/// Where a compound file says that its numbers are little-endian. The crate refuses a file that does not, the salvage
/// reader does not ask.
const BYTE_ORDER: usize = 28;

fuzz_target!(|bytes: &[u8]| {
    holds(compound(bytes), bytes.len());
    let mut broken = bytes.to_vec();
    if let Some(byte) = broken.get_mut(BYTE_ORDER) {
        *byte ^= 0xFF;
        holds(compound(&broken), bytes.len());
    }
});

/// A stream is no longer than the file that it is in.
fn holds(streams: Option<Vec<(String, Vec<u8>)>>, file_size: usize) {
    let streams = streams.unwrap_or_default();
    assert!(streams.len() as u64 <= ENTRIES);
    for (path, data) in streams {
        assert!(data.len() as u64 <= STREAM_BYTES && data.len() <= file_size, "{path}: {} bytes", data.len());
    }
}
