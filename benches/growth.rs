//! How cost grows: time against size, for documents that repeat one thing and for whole documents of up to 100 MB.
//!
//! `cargo bench --bench growth` prints the exponent of each kind of document, for reading and for every target: 1 is
//! linear, 2 quadratic. `cargo bench --bench growth -- WORD …` measures the kinds whose names hold one of the words; the
//! word `whole` stands for the whole documents, which come last and say how much memory they take. With
//! `HWPCONV_GROWTH_SCALE=N` all sizes but those are N times as large.

#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "prints its figures, fails loudly"
)]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/support/build.rs"]
mod build;
#[path = "../tests/build/hwp5/mod.rs"]
mod builder;
#[path = "../tests/build/hwp3/mod.rs"]
mod builder_hwp3;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/build/hwpml/mod.rs"]
mod builder_hwpml;
#[path = "../tests/build/hwpx/mod.rs"]
mod builder_hwpx;
#[path = "../tests/growth/cost.rs"]
mod cost;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/growth/files/mod.rs"]
mod files;
#[path = "../tests/growth/models.rs"]
mod models;
#[path = "../tests/growth/whole.rs"]
mod whole;

use std::hint::black_box;
use std::process::{Command, Stdio};

use cost::{exponent, forget_peak, least, memory};
use hwpconv::{Chunks, Document, ReadOptions, Tables, Target, WriteOptions};
use whole::Whole;

/// How much larger each size is than the one before, and how many there are.
const STEPS: [usize; 4] = [1, 2, 4, 8];

/// Exponents above this are marked.
const LINEAR: f64 = 1.45;

/// What is done to a model, by a name.
type Way = (&'static str, Target, fn(&mut WriteOptions));

const WAYS: [Way; 9] = [
    ("markdown", Target::Markdown, |_| {}),
    ("text", Target::Text, |_| {}),
    ("json", Target::Json, |_| {}),
    ("html", Target::Html, |options| options.embed_media = true),
    ("chunks", Target::Chunks, |_| {}),
    ("gfm", Target::Markdown, |options| options.tables = Tables::Gfm),
    ("html tables", Target::Markdown, |options| options.tables = Tables::Html),
    ("wrapped", Target::Text, |options| options.wrap = Some(72)),
    ("overlap", Target::Chunks, |options| options.chunks = Chunks { size: 300, overlap: 150, ..Chunks::default() }),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [CHILD, format, way, size] = args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return measure(format, way, size.parse().unwrap());
    }
    let words: Vec<String> = args.into_iter().filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let scale: usize = std::env::var("HWPCONV_GROWTH_SCALE").map_or(1, |scale| scale.parse().unwrap());
    for (name, make, base) in files::shapes().filter(|(name, ..)| wanted(name)) {
        let inputs = STEPS.map(|step| make(base * scale * step));
        let measure = |work: &dyn Fn(&[u8])| {
            inputs.iter().zip(STEPS).map(|(bytes, step)| (step as f64, least(2, || work(bytes)))).collect::<Vec<_>>()
        };
        let reading = measure(&|bytes| {
            black_box(hwpconv::read(bytes, &ReadOptions::default()).is_ok());
        });
        let documents: Vec<Document> = inputs.iter().filter_map(|bytes| read(bytes)).collect();
        print(name, "read", &reading);
        writing(name, &documents, &WAYS[..5]);
    }
    for (name, make, base) in models::SHAPES.iter().filter(|(name, ..)| wanted(name)) {
        writing(name, &STEPS.map(|step| make(base * scale * step)), &WAYS);
    }
    if wanted("whole") {
        whole_documents();
    }
}

fn read(bytes: &[u8]) -> Option<Document> {
    hwpconv::read(bytes, &ReadOptions::default()).ok().map(|reading| reading.document)
}

fn writing(name: &str, documents: &[Document], ways: &[Way]) {
    for (way, target, set) in ways.iter().copied() {
        let mut options = WriteOptions::default();
        set(&mut options);
        let write = |document: &Document| {
            black_box(hwpconv::write(document, target, &options).text.len());
        };
        let points: Vec<_> =
            documents.iter().zip(STEPS).map(|(document, step)| (step as f64, least(2, || write(document)))).collect();
        print(name, way, &points);
    }
    for (way, change) in [
        ("headings", hwpconv::structure::infer_headings as fn(&mut Document)),
        ("lists", hwpconv::structure::outline_lists),
    ] {
        let points: Vec<_> = documents
            .iter()
            .zip(STEPS)
            .map(|(document, step)| {
                let mut copies = vec![document.clone(); 2];
                let time = least(2, || copies.pop().iter_mut().for_each(&change));
                (step as f64, time)
            })
            .collect();
        print(name, way, &points);
    }
}

/// What takes no time says nothing of growth.
fn print(name: &str, way: &str, points: &[(f64, f64)]) {
    let Some((_, last)) = points.last() else { return };
    if *last < 0.001 {
        return;
    }
    // Of the larger half of the sizes, where what every document costs does not count any more.
    let exponent = exponent(&points[points.len() / 2 - 1..]);
    let mark = if exponent > LINEAR { "  <-- more than linear" } else { "" };
    println!("{name:36} {way:12} {:9.3} ms  exponent {exponent:5.2}{mark}", last * 1e3);
}

/// Sizes of the whole documents, in bytes of their inflated bodies.
const SIZES: [usize; 4] = [100_000, 1_000_000, 10_000_000, 100_000_000];

/// Makes a document of a size.
type Make = fn(usize) -> Whole;

const FORMATS: [(&str, Make); 2] = [("HWP 5", whole::hwp5), ("HWPX", whole::hwpx)];

/// Stands before the arguments of a process that measures one document.
const CHILD: &str = "--whole";

/// Reads and writes documents of all sizes: the exponent of time, and the memory that each takes in relation to its
/// body. Every one in a process of its own, since memory that was freed does not go back to the system.
fn whole_documents() {
    for (format, _) in FORMATS {
        for (way, ..) in &WAYS[..5] {
            println!();
            let measured = SIZES.map(|size| measure_apart(format, way, size));
            println!("{format:6} {way:10} exponent of time {:.2}", exponent(&measured));
        }
    }
}

fn measure_apart(format: &str, way: &str, size: usize) -> (f64, f64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args([CHILD, format, way, &size.to_string()]).stderr(Stdio::inherit()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let (line, figures) = said.trim_end().rsplit_once('\n').unwrap();
    println!("{line}");
    let (body, time) = figures.split_once(' ').unwrap();
    (body.parse().unwrap(), time.parse().unwrap())
}

fn measure(format: &str, way: &str, size: usize) {
    let (_, make) = FORMATS.into_iter().find(|(known, _)| *known == format).unwrap();
    let (_, target, set) = WAYS.into_iter().find(|(known, ..)| *known == way).unwrap();
    let mut options = WriteOptions::default();
    set(&mut options);
    let Whole { bytes, body } = make(size);
    forget_peak();
    let (before, _) = memory().unwrap_or_default();
    let share = |kibibytes: u64| (kibibytes.saturating_sub(before) * 1024) as f64 / body as f64;
    let document = read(&bytes).unwrap();
    let (held, reading) = memory().unwrap_or_default();
    black_box(hwpconv::write(&document, target, &options).text.len());
    let (_, all) = memory().unwrap_or_default();
    drop(document);
    let time = least((20_000_000 / size).clamp(2, 20), || {
        let document = read(&bytes).unwrap();
        black_box(hwpconv::write(&document, target, &options).text.len());
    });
    println!(
        "{format:6} {way:10} {body:>11} bytes: {:9.2} ms; in bodies: {:.2} while reading, {:.2} held, {:.2} at most",
        time * 1e3,
        share(reading),
        share(held),
        share(all)
    );
    println!("{body} {time}");
}
