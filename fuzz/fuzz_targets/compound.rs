//! Any bytes as a compound file: through the crate, and through the salvage reader.

#![no_main]

use std::time::{Duration, Instant};

use hwpconv::fuzzing::{ENTRIES, STREAM_BYTES, compound};
use libfuzzer_sys::fuzz_target;

/// Where a compound file says that its numbers are little-endian. The crate refuses a file that does not, the salvage
/// reader does not ask.
const BYTE_ORDER: usize = 28;

/// How many times the bytes of a file may be given out.
const TIMES: usize = 4;

/// How many bytes of path there may be for each byte of the file: an entry of 128 bytes has a name of up to 96, and eight
/// storages above it.
const PATHS: usize = 8;

/// Time for any file, and for each byte more. With the checks of a sanitizer the reader takes a tenth of that.
const ANY: Duration = Duration::from_millis(500);
const EACH: Duration = Duration::from_micros(20);

fuzz_target!(|bytes: &[u8]| {
    holds(bytes);
    let mut broken = bytes.to_vec();
    if let Some(byte) = broken.get_mut(BYTE_ORDER) {
        *byte ^= 0xFF;
        holds(&broken);
    }
});

/// A stream is no longer than the file that it is in, all of them are no more than some times as long, and neither their
/// paths nor the time to read them are out of proportion.
fn holds(bytes: &[u8]) {
    let begun = Instant::now();
    let streams = compound(bytes).unwrap_or_default();
    let (taken, size) = (begun.elapsed(), bytes.len());
    assert!(streams.len() as u64 <= ENTRIES);
    let (mut all, mut paths) = (0, 0);
    for (path, data) in streams {
        assert!(data.len() as u64 <= STREAM_BYTES && data.len() <= size, "{path}: {} bytes", data.len());
        all += data.len();
        paths += path.len();
    }
    assert!(all <= TIMES * size, "{all} bytes of {size}");
    assert!(paths <= PATHS * size, "{paths} bytes of paths of {size}");
    let limit = ANY + EACH * u32::try_from(size).unwrap_or(u32::MAX);
    assert!(taken <= limit, "{taken:?} for {size} bytes");
}
