//! The same document in two formats is the same Markdown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test program, where failing loudly is right")]
#![allow(clippy::print_stdout, reason = "prints what it measured")]

mod builder;
mod builder_hwpx;
#[path = "samples/descriptions.rs"]
mod descriptions;
#[path = "agreement/samples.rs"]
mod samples;
#[path = "agreement/twins.rs"]
mod twins;
