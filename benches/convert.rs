//! Conversion by stage, beside the floor: what cannot be avoided, measured in the same run.
//!
//! The floor of an HWP 5 document is to read the file, to open the compound file and to inflate DocInfo and the body
//! sections; nothing is looked at. Documents are those of `samples/`, or those below the folders in
//! `HWPCONV_BENCH_DOCUMENTS` (separated by `:`).

#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "prints its figures, fails loudly")]

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use flate2::read::DeflateDecoder;
use hwpconv::{Format, ReadOptions, Target, WriteOptions};

static DOCUMENTS: LazyLock<Vec<PathBuf>> = LazyLock::new(documents);

fn main() {
    divan::main();
    print_ratio();
}

fn documents() -> Vec<PathBuf> {
    let folders = std::env::var("HWPCONV_BENCH_DOCUMENTS");
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples").to_owned();
    let mut found = Vec::new();
    for folder in folders.unwrap_or(samples).split(':') {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        found.extend(entries.filter(|path| path.is_file() && can_be_read(path)));
    }
    found.sort();
    found
}

/// HWP 5 documents that open without a password.
fn can_be_read(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap_or_default();
    hwpconv::detect(&bytes) == Some(Format::Hwp5) && hwpconv::read(&bytes, &without_assets()).is_ok()
}

fn without_assets() -> ReadOptions {
    ReadOptions { assets: false, ..ReadOptions::default() }
}

/// Reads the file and inflates DocInfo and the sections. Returns how many bytes that made.
fn floor(path: &Path) -> usize {
    let bytes = fs::read(path).expect("documents stay where they are");
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(&bytes)) else { return 0 };
    let streams: Vec<PathBuf> = file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().into()).collect();
    let is_body = |path: &Path| path.starts_with("/BodyText") || path.starts_with("/ViewText");
    let mut made = 0;
    for stream in streams.iter().filter(|path| *path == Path::new("/DocInfo") || is_body(path)) {
        let mut data = Vec::new();
        if file.open_stream(stream).and_then(|mut stream| stream.read_to_end(&mut data)).is_ok() {
            let mut inflated = Vec::new();
            // Documents that are not compressed break here; their bytes have been read all the same.
            let _ = DeflateDecoder::new(data.as_slice()).read_to_end(&mut inflated);
            made += inflated.len();
        }
    }
    made
}

fn read(path: &Path) -> hwpconv::Document {
    let bytes = fs::read(path).expect("documents stay where they are");
    hwpconv::read(&bytes, &without_assets()).expect("was read before").document
}

fn convert(path: &Path, target: Target) -> usize {
    hwpconv::write(&read(path), target, &WriteOptions::default()).text.len()
}

fn total_size() -> u64 {
    DOCUMENTS.iter().map(|path| path.metadata().map_or(0, |metadata| metadata.len())).sum()
}

fn over_all(bencher: Bencher, work: impl Fn(&Path) -> usize + Sync) {
    bencher
        .counter(ItemsCount::new(DOCUMENTS.len()))
        .counter(BytesCount::new(total_size()))
        .bench(|| DOCUMENTS.iter().map(|path| work(path)).sum::<usize>());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn a_floor(bencher: Bencher) {
    over_all(bencher, floor);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn b_read(bencher: Bencher) {
    over_all(bencher, |path| black_box(read(path)).sections.len());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn c_read_and_write_text(bencher: Bencher) {
    over_all(bencher, |path| convert(path, Target::Text));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn d_read_and_write_markdown(bencher: Bencher) {
    over_all(bencher, |path| convert(path, Target::Markdown));
}

/// The ratio of conversion to floor, in rounds that alternate, so that a drifting machine does not tell.
fn print_ratio() {
    let mut ratios: Vec<f64> = (0..9)
        .map(|_| {
            let below = timed(|| DOCUMENTS.iter().map(|path| floor(path)).sum());
            let above = timed(|| DOCUMENTS.iter().map(|path| convert(path, Target::Markdown)).sum());
            above.as_secs_f64() / below.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (low, median, high) = (ratios.first(), ratios.get(ratios.len() / 2), ratios.last());
    if let (Some(low), Some(median), Some(high)) = (low, median, high) {
        println!("\n{} documents, {} bytes", DOCUMENTS.len(), total_size());
        println!("conversion to Markdown / floor: {median:.2} (from {low:.2} to {high:.2} in {} rounds)", ratios.len());
    }
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}
