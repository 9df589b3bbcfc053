//! The command as its users meet it, and what no input may make it do.

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
#[path = "../build/hwpx/mod.rs"]
mod builder_hwpx;
mod commands;
mod safety;
#[cfg(target_os = "linux")]
mod soak;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;
