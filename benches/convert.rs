//! Conversion by stage, beside the floor: what cannot be avoided, measured in the same run.
//!
//! The floor (`floor/mod.rs`) is to read the file, to inflate what holds text and, where that is XML, to run the tokenizer
//! over it. Documents are those of `samples/`, or those in the folders in `HWPCONV_BENCH_DOCUMENTS` (separated by `:`);
//! each format is measured for itself.

#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "prints its figures, fails loudly")]

mod floor;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use hwpconv::{Format, ReadOptions, Target, WriteOptions};

/// The formats that are measured.
const FORMATS: [Format; 2] = [Format::Hwp5, Format::Hwpx];

static DOCUMENTS: LazyLock<Vec<(Format, PathBuf)>> = LazyLock::new(documents);

fn main() {
    divan::main();
    FORMATS.into_iter().for_each(print_ratio);
}

/// Documents that open without a password.
fn documents() -> Vec<(Format, PathBuf)> {
    let folders = std::env::var("HWPCONV_BENCH_DOCUMENTS");
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples").to_owned();
    let mut found = Vec::new();
    for folder in folders.unwrap_or(samples).split(':') {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        found.extend(entries.filter(|path| path.is_file()).filter_map(|path| Some((format_of(&path)?, path))));
    }
    found.sort_by(|(_, a), (_, b)| a.cmp(b));
    found
}

fn format_of(path: &Path) -> Option<Format> {
    let bytes = fs::read(path).unwrap_or_default();
    let format = hwpconv::detect(&bytes).filter(|format| FORMATS.contains(format));
    format.filter(|_| hwpconv::read(&bytes, &text_alone()).is_ok())
}

fn of(format: Format) -> impl Iterator<Item = &'static Path> {
    DOCUMENTS.iter().filter(move |(known, _)| *known == format).map(|(_, path)| path.as_path())
}

/// What Markdown and plain text need: neither pictures nor page numbers.
fn text_alone() -> ReadOptions {
    ReadOptions { assets: false, pages: false, ..ReadOptions::default() }
}

fn floor(path: &Path) -> usize {
    floor::floor(&fs::read(path).expect("documents stay where they are"))
}

fn read(path: &Path) -> hwpconv::Document {
    let bytes = fs::read(path).expect("documents stay where they are");
    hwpconv::read(&bytes, &text_alone()).expect("was read before").document
}

fn convert(path: &Path, target: Target) -> usize {
    hwpconv::write(&read(path), target, &WriteOptions::default()).text.len()
}

fn total_size(format: Format) -> u64 {
    of(format).map(|path| path.metadata().map_or(0, |metadata| metadata.len())).sum()
}

fn over_all(bencher: Bencher, format: Format, work: impl Fn(&Path) -> usize + Sync) {
    bencher
        .counter(ItemsCount::new(of(format).count()))
        .counter(BytesCount::new(total_size(format)))
        .bench(|| of(format).map(&work).sum::<usize>());
}

#[divan::bench(args = FORMATS, sample_count = 10, sample_size = 1)]
fn a_floor(bencher: Bencher, format: Format) {
    over_all(bencher, format, floor);
}

#[divan::bench(args = FORMATS, sample_count = 10, sample_size = 1)]
fn b_read(bencher: Bencher, format: Format) {
    over_all(bencher, format, |path| black_box(read(path)).sections.len());
}

#[divan::bench(args = FORMATS, sample_count = 10, sample_size = 1)]
fn c_read_and_write_text(bencher: Bencher, format: Format) {
    over_all(bencher, format, |path| convert(path, Target::Text));
}

#[divan::bench(args = FORMATS, sample_count = 10, sample_size = 1)]
fn d_read_and_write_markdown(bencher: Bencher, format: Format) {
    over_all(bencher, format, |path| convert(path, Target::Markdown));
}

/// The ratio of conversion to floor, in rounds that alternate, so that a drifting machine does not tell.
fn print_ratio(format: Format) {
    let count = of(format).count();
    if count == 0 {
        return;
    }
    let mut ratios: Vec<f64> = (0..9)
        .map(|_| {
            let below = timed(|| of(format).map(floor).sum());
            let above = timed(|| of(format).map(|path| convert(path, Target::Markdown)).sum());
            above.as_secs_f64() / below.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (low, median, high) = (ratios.first(), ratios.get(ratios.len() / 2), ratios.last());
    if let (Some(low), Some(median), Some(high)) = (low, median, high) {
        println!("\n{count} documents of {format:?}, {} bytes", total_size(format));
        println!("conversion to Markdown / floor: {median:.2} (from {low:.2} to {high:.2} in {} rounds)", ratios.len());
    }
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}
