//! An arbitrary document to every target: JSON is JSON, and a page has no tags but the writer's.

#![no_main]

use hwpconv::structure::{infer_headings, outline_lists};
use hwpconv_fuzz::check::{options_for, writes};
use hwpconv_fuzz::document::document;
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Ok(mut document) = document(&mut Unstructured::new(bytes)) else { return };
    if choice & 1 == 1 {
        infer_headings(&mut document);
        outline_lists(&mut document);
    }
    writes(&document, &options_for(*choice));
});
