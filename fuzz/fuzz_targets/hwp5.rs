//! HWP 5 files with changed records: read, and written to every target.

#![no_main]

mod mutating;

use hwpconv_fuzz::check::reads_and_writes;
use hwpconv_fuzz::dice::Dice;
use hwpconv_fuzz::hwp5;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};
use mutating::{by_libfuzzer, put};

fuzz_target!(|bytes: &[u8]| reads_and_writes(bytes));

fuzz_mutator!(|bytes: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = hwp5::mutate(&bytes[..size], &mut Dice::new(seed), &mut by_libfuzzer);
    put(changed, bytes, size, max_size)
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    let grafted = hwp5::graft(one, other, &mut Dice::new(seed));
    let max_size = out.len();
    put(grafted, out, 0, max_size)
});
