//! Real documents that lie beside the checkout. Without them each test says that it was skipped.

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

#[path = "../build/hwp5/mod.rs"]
mod builder;
mod chunks;
mod documents;
mod pages;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;
mod words;
