//! An arbitrary document as Markdown, read back by pulldown-cmark: every word is there, in its order.
//!
//! `hwpconv::verify` compares them. `tests/writers/markdown_roundtrip.rs` is stricter, with documents that are less so: marks,
//! links and borders of blocks have to be the same as well.

#![no_main]

use hwpconv::{DifferenceKind, Tables, Target, WriteOptions};
use hwpconv_fuzz::document::document;
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = document(&mut Unstructured::new(bytes)) else { return };
    for tables in [Tables::Auto, Tables::Html] {
        let options = WriteOptions { tables, ..WriteOptions::default() };
        let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
        let differences = hwpconv::verify(&document, &markdown, &options);
        let lost = differences.iter().find(|difference| is_lost(difference.kind));
        let Some(lost) = lost else { continue };
        panic!("{lost}\n--- markdown\n{markdown}\n--- document\n{document:#?}");
    }
});

/// Whether a difference is about content.
fn is_lost(kind: DifferenceKind) -> bool {
    matches!(kind, DifferenceKind::Words | DifferenceKind::Equation | DifferenceKind::Picture | DifferenceKind::Note)
}
