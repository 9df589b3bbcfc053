//! Any bytes as a ZIP package: listed, and every part read.

#![no_main]

use hwpconv::fuzzing::{ENTRIES, STREAM_BYTES, package};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parts = package(bytes);
    assert!(parts.len() as u64 <= ENTRIES);
    for (name, data) in &parts {
        assert!(data.len() as u64 <= STREAM_BYTES, "{name}: {} bytes", data.len());
        assert!(!name.starts_with('/') && name.split('/').all(|folder| folder != ".."), "{name}");
    }
    assert!(parts.iter().map(|(_, data)| data.len() as u64).sum::<u64>() <= 4 * STREAM_BYTES);
});
