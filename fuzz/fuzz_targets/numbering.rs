//! Numbers in every format, and the counter of lists.

#![no_main]

use hwpconv::fuzzing::{count, number};
use libfuzzer_sys::fuzz_target;

/// Far above what any number takes: 256 bytes or codes, and the last code.
const LONGEST: usize = 256 + 10 * 256;

/// A level of a list: format string, format code, first number.
type Level = (String, u32, u32);

fuzz_target!(|input: (u32, u32, char, Vec<Vec<Level>>, Vec<(u8, u8)>)| {
    let (code, value, character, lists, paragraphs) = input;
    let numbers = [None, Some(character)].map(|character| number(code % 24, value, character));
    for text in numbers.iter().flatten() {
        assert!(!text.is_empty() && text.len() <= 256, "{text:?}");
    }
    for text in count(&lists, &paragraphs) {
        assert!(text.len() <= LONGEST && !text.contains(char::is_control), "{text:?}");
    }
});
