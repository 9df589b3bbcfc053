//! As much of the tests' builders as puts changed files together again.

#[path = "../../tests/builder/compound.rs"]
pub mod compound;
#[path = "../../tests/builder/record.rs"]
pub mod record;
#[path = "../../tests/builder_hwpx/zip.rs"]
pub mod zip;
