//! What the fuzz targets share: checks of what the library gives, changes to files that keep them files, and documents
//! made of arbitrary bytes.

#[allow(dead_code, reason = "the tests use the rest of it")]
mod builder;
pub mod dice;
pub mod document;
pub mod elements;
pub mod hwp3;
pub mod hwp5;
pub mod hwpx;

/// What tests/readers/damaged/finds.rs holds against every find.
#[path = "../../tests/support/check.rs"]
pub mod check;

#[path = "../../tests/support/hwp5_words.rs"]
#[allow(dead_code, reason = "only its records are used here")]
mod hwp5_words;
