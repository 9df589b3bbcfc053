//! Any bytes: detected, read, and written to every target.

#![no_main]

use hwpconv_fuzz::check::reads_and_writes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reads_and_writes(bytes));
