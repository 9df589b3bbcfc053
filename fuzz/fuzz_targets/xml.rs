//! Any bytes as an XML file: decoded, and gone over with the cursor. The first byte chooses how deep elements may nest.

#![no_main]

use hwpconv::fuzzing::xml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((depth, text)) = bytes.split_first() else { return };
    let depth = u32::from(depth % 80);
    let size = xml(text, depth);
    assert!(size.depth <= depth.max(1) as usize, "{size:?}");
    // Transcoding makes at most three bytes of one, and nothing else makes more.
    assert!(size.bytes <= 3 * text.len() && size.elements <= text.len(), "{size:?}");
});
