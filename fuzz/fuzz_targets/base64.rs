//! Any text as base64, in one piece and in two.

#![no_main]

use hwpconv::fuzzing::base64;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (at, text) = input;
    let (data, is_sound) = base64(&[text]);
    assert!(data.len() <= text.len() * 3 / 4);
    if let Some((start, end)) = text.split_at_checked(usize::from(at)) {
        assert_eq!(base64(&[start, end]), (data, is_sound));
    }
});
