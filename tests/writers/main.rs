//! From the model to text: every output, its options, and the structure that is found in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

mod contents;
mod golden;
mod headings;
mod html;
mod listed;
mod markdown_roundtrip;
mod outputs;
#[cfg(feature = "serde")]
mod stored;
mod structure;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;
mod text_layout;
mod titles;
