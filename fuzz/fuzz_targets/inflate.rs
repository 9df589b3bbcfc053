//! Any bytes as raw deflate and zlib data, under several limits. The first byte chooses the limit.

#![no_main]

use hwpconv::fuzzing::{inflate, inflate_zlib};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, data)) = bytes.split_first() else { return };
    let limit = [0, 1, 16, 1_000, 1 << 20][usize::from(*choice) % 5];
    for inflate in [inflate, inflate_zlib] {
        let (whole, _) = inflate(data, 1 << 20);
        let (part, is_complete) = inflate(data, limit);
        assert!(part.len() as u64 <= limit && whole.starts_with(&part));
        assert!(!is_complete || part.len() == whole.len());
    }
});
