//! The same document in two formats is the same Markdown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "a test program, where failing loudly is right; builders have more than one test needs"
)]

mod builder;
mod builder_hwp3;
#[path = "builder_hwp3/document.rs"]
mod builder_hwp3_document;
#[path = "builder_hwpml/document.rs"]
mod builder_hwpml;
mod builder_hwpx;
#[path = "samples/descriptions.rs"]
mod descriptions;
#[path = "agreement/samples.rs"]
mod samples;
#[path = "agreement/twins.rs"]
mod twins;
