//! From the bytes of each format to the model: controls, samples, damage and limits.

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

mod agreement;
#[path = "../build/hwp5/mod.rs"]
mod builder;
#[path = "../build/hwp3/mod.rs"]
mod builder_hwp3;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../build/hwp3/document.rs"]
mod builder_hwp3_document;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../build/hwpml/mod.rs"]
mod builder_hwpml;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../build/hwpml/document.rs"]
mod builder_hwpml_document;
#[path = "../build/hwpx/mod.rs"]
mod builder_hwpx;
mod coverage;
mod damaged;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "samples/descriptions.rs"]
mod descriptions;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../growth/files/mod.rs"]
mod files;
mod hostile_packages;
mod hwp3;
mod hwpml;
mod limits;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../sweep/records.rs"]
mod records;
mod samples;
#[allow(dead_code, unused_imports, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;
