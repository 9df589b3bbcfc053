//! The same document in two formats is the same Markdown.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test program, failing loudly is right"
)]
#![allow(clippy::wildcard_enum_match_arm, reason = "builders say what they can build, and panic at everything else")]
#![allow(dead_code, reason = "each test program uses its own part of the builders and descriptions")]
#![allow(clippy::print_stdout, reason = "prints what it measured")]

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
