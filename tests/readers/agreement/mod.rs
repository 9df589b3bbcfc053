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

mod controls;
mod samples;
mod twins;
mod variants;
