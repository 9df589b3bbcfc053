//! Conversion by stage, beside the floor: what cannot be avoided, measured in the same run.
//!
//! The floor of an HWP 5 document is to read the file, to open the compound file and to inflate DocInfo and the body
//! sections; nothing is looked at. That of an HWPX document is to read the file, to inflate the manifest, the header and
//! the sections, and to run the XML tokenizer over them. Documents are those of `samples/`, or those below the folders in
//! `HWPCONV_BENCH_DOCUMENTS` (separated by `:`); each format is measured for itself.

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

/// What cannot be avoided. Returns how many bytes or events that made.
fn floor(path: &Path) -> usize {
    let bytes = fs::read(path).expect("documents stay where they are");
    if bytes.starts_with(b"PK") { floor_of_package(&bytes) } else { floor_of_compound_file(&bytes) }
}

/// Inflates DocInfo and the sections.
fn floor_of_compound_file(bytes: &[u8]) -> usize {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return 0 };
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

/// Inflates the manifest, the header and the sections, and counts the events in them.
fn floor_of_package(bytes: &[u8]) -> usize {
    parts(bytes).unwrap_or_default().into_iter().map(|part| events(&part)).sum()
}

/// The inflated parts, found through the directory; `None` when there is none or it is broken.
fn parts(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let word = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    let long = |at: usize| usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok();
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = long(end + 16)?;
    let mut parts = Vec::new();
    for _ in 0..word(end + 10)? {
        let (method, packed, size) = (word(at + 10)?, long(at + 20)?, long(at + 24)?);
        let (name_length, local) = (word(at + 28)?, long(at + 42)?);
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        if name.starts_with(b"Contents/") {
            let start = local + 30 + word(local + 26)? + word(local + 28)?;
            let data = bytes.get(start..start + packed)?;
            let mut part = Vec::with_capacity(size.min(1 << 28));
            match method {
                0 => part.extend(data),
                _ => _ = DeflateDecoder::new(data).read_to_end(&mut part),
            }
            parts.push(part);
        }
        at += 46 + name_length + word(at + 30)? + word(at + 32)?;
    }
    Some(parts)
}

fn events(part: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(part) else { return 0 };
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut count = 0;
    while !matches!(black_box(reader.read_event()), Ok(quick_xml::events::Event::Eof) | Err(_)) {
        count += 1;
    }
    count
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
