//! Cost grows as documents do, and no faster: a document of eight times the size takes about eight times as long, where
//! something that is looked through from the beginning each time would take sixty-four.
//!
//! Here are the kinds of documents in which that has gone wrong or easily could; `cargo bench --bench growth` measures all
//! of them, and their exponents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "a test program, where failing loudly is right; builders have more than one test needs"
)]

#[path = "../support/build.rs"]
mod build;
#[path = "../build/hwp5/mod.rs"]
mod builder;
#[path = "../build/hwp3/mod.rs"]
mod builder_hwp3;
#[path = "../build/hwpml/mod.rs"]
mod builder_hwpml;
#[path = "../build/hwpx/mod.rs"]
mod builder_hwpx;
mod cost;
mod files;
mod models;
mod structure;

use std::hint::black_box;

use cost::least;
use hwpconv::{ReadOptions, Target, WriteOptions};

const FILES: [&str; 13] = [
    "hwp5 headers",
    "hwp5 attachments without streams",
    "hwp5 controls without characters",
    "compound file with one chain of entries",
    "compound file of entries with one chain",
    "compound file with a lost mini stream",
    "compound file of deep storages",
    "hwpx headers",
    "hwpx link over paragraphs",
    "hwpx fields that close outside in",
    "hwpx cells without places",
    "hwpx equation of open groups",
    "hwpx parts of one name",
];

const MODELS: [&str; 8] = [
    "heading of number signs",
    "marks that change",
    "asterisks apart",
    "brackets",
    "notes of one paragraph",
    "links to places",
    "columns",
    "rows",
];

/// How much larger the second size is than the first.
const LARGER: usize = 8;

/// How much longer it may take: more than twice what is linear, less than half of what is quadratic.
const LONGER: f64 = 20.0;

/// Seconds within which the time of a size tells nothing.
const NOISE: f64 = 0.001;

/// Fails when work on the larger of two inputs takes much longer. A busy machine gets another try.
fn assert_linear<T>(name: &str, inputs: &[T; 2], mut work: impl FnMut(&T)) {
    let mut times = [0.0; 2];
    for _ in 0..4 {
        times = [0, 1].map(|at| least(2, || work(&inputs[at])));
        if times[1] < LONGER * times[0].max(NOISE) {
            return;
        }
    }
    panic!("{name}: {LARGER} times the size takes {:.0} times as long", times[1] / times[0]);
}

#[test]
fn reading_takes_as_long_as_the_file_is_large() {
    for name in FILES {
        let (_, make, base) = files::shape(name);
        let inputs = [base / 4, base / 4 * LARGER].map(make);
        assert_linear(name, &inputs, |bytes| {
            black_box(hwpconv::read(bytes, &ReadOptions::default()).is_ok());
        });
    }
}

#[test]
fn writing_takes_as_long_as_the_document_is_large() {
    for name in MODELS {
        let (_, make, base) = models::SHAPES.iter().find(|(known, ..)| *known == name).unwrap();
        let inputs = [base / 4, base / 4 * LARGER].map(make);
        assert_linear(name, &inputs, |document| {
            black_box(hwpconv::write(document, Target::Markdown, &WriteOptions::default()).text.len());
        });
    }
}

#[test]
fn structure_is_found_as_fast_as_the_document_is_large() {
    for (name, make, most) in structure::SHAPES {
        let inputs = [1_250, 10_000].map(make);
        assert_linear(name, &inputs, |document| {
            let mut document = document.clone();
            hwpconv::structure::infer_headings(&mut document);
            let options = WriteOptions { toc: true, ..WriteOptions::default() };
            black_box(hwpconv::write(&document, Target::Chunks, &options).text.len());
            let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
            let headings = markdown.lines().filter(|line| line.starts_with('#')).count();
            assert!(headings * 100 <= document.blocks().count() * most, "{name}: {headings} headings");
        });
    }
}

#[test]
fn link_that_nothing_ends_is_not_written_without_end() {
    let (_, make, _) = files::shape("hwp5 link that never closes");
    let file = make(4_000);
    let document = hwpconv::read(&file, &ReadOptions::default()).unwrap().document;
    let markdown = hwpconv::write(&document, Target::Markdown, &WriteOptions::default()).text;
    assert!(markdown.starts_with("<a href=") || markdown.starts_with('['), "the first paragraphs are links");
    assert!(markdown.len() < 1_000_000, "{} bytes of a link of 4,000", markdown.len());
    assert_eq!(markdown.matches('가').count(), 4_001, "every paragraph is there");
}
