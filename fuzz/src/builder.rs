//! As much of the tests' builders as puts changed files together again.

#[path = "../../tests/build/hwp5/compound.rs"]
pub mod compound;
#[path = "../../tests/build/hwp5/record.rs"]
pub mod record;
#[path = "../../tests/build/hwpx/zip.rs"]
pub mod zip;
