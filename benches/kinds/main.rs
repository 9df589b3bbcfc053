//! What conversion costs with each kind of archive, beside the floor: what cannot be avoided, measured in the same run.
//!
//! `cargo bench --bench kinds` makes 50 archives of invented documents, each full of one thing, and prints for each: its
//! floor (`../floor/mod.rs`) and the conversion to Markdown in nanoseconds for a byte of text parts without compression,
//! the ratio of the two, and what the other outputs cost in relation to Markdown. The last lines name the archives above the
//! goal. `cargo bench --bench kinds -- WORD …` measures the archives whose names hold one of the words;
//! `-- --save FOLDER` writes them there instead, for other tools. With `HWPCONV_BENCH_DOCUMENTS` the documents in those
//! folders (separated by `:`) are measured as well, each format for itself.
//!
//! A conversion is that of the command: headings are found. Times are processor time of one thread, the least of rounds
//! in which all ways take turns.

#![allow(missing_docs, reason = "a program, not an interface")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "prints its figures, fails loudly"
)]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../../tests/support/build.rs"]
mod build;
#[path = "../../tests/build/hwp5/mod.rs"]
mod builder;
#[path = "../../tests/build/hwp3/mod.rs"]
mod builder_hwp3;
#[path = "../../tests/build/hwp3/document.rs"]
mod builder_hwp3_document;
#[path = "../../tests/build/hwpml/document.rs"]
mod builder_hwpml_document;
#[path = "../../tests/build/hwpx/mod.rs"]
mod builder_hwpx;
mod content;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../../tests/growth/cost.rs"]
mod cost;
#[path = "../floor/mod.rs"]
mod floor;
mod formats;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../../tests/support/random.rs"]
mod random;
mod words;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use hwpconv::structure::Restructure;
use hwpconv::{Format, ReadOptions, Target, WriteOptions};

use formats::Kind;
use random::Random;

/// The outputs, Markdown first.
const TARGETS: [Target; 5] = [Target::Markdown, Target::Text, Target::Html, Target::Chunks, Target::Json];

/// How many times all ways take turns.
const ROUNDS: usize = 5;

/// How long the floor of an archive is worked on at least in each turn.
const LEAST: Duration = Duration::from_millis(4);

/// Documents that are measured together.
struct Archive {
    name: String,
    format: Format,
    files: Vec<Vec<u8>>,
}

/// What an archive cost.
struct Row {
    name: String,
    format: Format,
    files: usize,
    bytes: usize,
    /// Seconds.
    floor: f64,
    /// Seconds for each target.
    targets: [f64; TARGETS.len()],
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let (folder, filters) = match args.split_first() {
        Some((save, rest)) if save == "--save" => (rest.first(), rest.get(1..).unwrap_or_default()),
        _ => (None, args.as_slice()),
    };
    let wanted = |name: &str| filters.is_empty() || filters.iter().any(|word| name.contains(word.as_str()));
    let kinds = formats::KINDS.iter().filter(|kind| wanted(kind.name));
    if let Some(folder) = folder {
        return kinds.for_each(|kind| save(Path::new(folder), kind));
    }
    let own = documents().into_iter().filter(|archive| wanted(&archive.name));
    println!(
        "{:34} {:>5} {:>7} {:>6} {:>6} {:>6} {:>5} {:>5} {:>6} {:>5}",
        "archive", "files", "KB", "floor", "ns/B", "ratio", "text", "html", "chunks", "json"
    );
    let rows: Vec<Row> = kinds.map(archive).chain(own).map(measure).inspect(print).collect();
    summary(&rows);
}

fn archive(kind: &Kind) -> Archive {
    // The same documents on every run.
    let mut random = Random(0x9E37_79B9);
    let files: Vec<Vec<u8>> = (0..kind.files).map(|_| (kind.pack)(&(kind.content)(&mut random))).collect();
    let format = files.first().and_then(|file| hwpconv::detect(file)).unwrap();
    Archive { name: kind.name.to_owned(), format, files }
}

fn save(folder: &Path, kind: &Kind) {
    let Archive { name, format, files } = archive(kind);
    let folder = folder.join(name.replace(' ', "-"));
    fs::create_dir_all(&folder).unwrap();
    let extension = match format {
        Format::Hwpx => "hwpx",
        Format::Hwpml => "hml",
        _ => "hwp",
    };
    for (number, file) in files.iter().enumerate() {
        fs::write(folder.join(format!("{number:02}.{extension}")), file).unwrap();
    }
}

/// The documents in the folders that the user names, as far as they open without a password.
fn documents() -> Vec<Archive> {
    let folders = std::env::var("HWPCONV_BENCH_DOCUMENTS").unwrap_or_default();
    let mut archives: Vec<Archive> = Vec::new();
    for folder in folders.split(':').filter(|folder| !folder.is_empty()) {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        for file in paths.map(|path| fs::read(path).unwrap()) {
            let Some(format) = hwpconv::detect(&file).filter(|_| hwpconv::read(&file, &options(Target::Text)).is_ok())
            else {
                continue;
            };
            let name = format!("{folder}, {format:?}");
            match archives.iter_mut().find(|archive| archive.name == name) {
                Some(archive) => archive.files.push(file),
                None => archives.push(Archive { name, format, files: vec![file] }),
            }
        }
    }
    archives
}

fn measure(Archive { name, format, files }: Archive) -> Row {
    let start = Instant::now();
    let bytes = files.iter().map(|file| floor::floor(file)).sum();
    // The clock of a thread is too coarse for less.
    let times = (LEAST.as_secs_f64() / start.elapsed().as_secs_f64()).clamp(1.0, 200.0).ceil();
    let once = |work: &dyn Fn(&[u8]) -> usize| {
        let all = || (0..times as usize).map(|_| files.iter().map(|file| work(file)).sum::<usize>()).sum::<usize>();
        cost::least(1, || _ = black_box(all())) / times
    };
    let mut least = (f64::INFINITY, [f64::INFINITY; TARGETS.len()]);
    for _ in 0..ROUNDS {
        least.0 = least.0.min(once(&|file| floor::floor(black_box(file))));
        for (target, least) in TARGETS.into_iter().zip(&mut least.1) {
            *least = least.min(once(&|file| convert(file, target)));
        }
    }
    Row { name, format, files: files.len(), bytes, floor: least.0, targets: least.1 }
}

/// Only JSON looks at pictures, and only JSON and chunks tell pages.
fn options(target: Target) -> ReadOptions {
    let pages = matches!(target, Target::Json | Target::Chunks);
    ReadOptions { assets: target == Target::Json, pages, ..ReadOptions::default() }
}

fn convert(file: &[u8], target: Target) -> usize {
    let mut document = hwpconv::read(black_box(file), &options(target)).unwrap().document;
    Restructure::default().apply(&mut document).unwrap();
    hwpconv::write(&document, target, &WriteOptions::default()).text.len()
}

fn print(row: &Row) {
    let Row { name, files, bytes, floor, targets, .. } = row;
    let per_byte = |seconds: f64| seconds * 1e9 / *bytes as f64;
    let [markdown, others @ ..] = targets;
    let [text, html, chunks, json] = others.map(|target| target / markdown);
    println!(
        "{name:34} {files:5} {:7} {:6.2} {:6.2} {:6.2} {text:5.2} {html:5.2} {chunks:6.2} {json:5.2}",
        bytes / 1_000,
        per_byte(*floor),
        per_byte(*markdown),
        row.ratio(),
    );
}

impl Row {
    fn ratio(&self) -> f64 {
        self.targets[0] / self.floor
    }

    /// How many times the floor a conversion to Markdown may cost, and the median of all archives.
    fn goals(&self) -> Option<(f64, f64)> {
        match self.format {
            Format::Hwp5 => Some((2.0, 1.7)),
            Format::Hwpx => Some((1.8, 1.5)),
            _ => None,
        }
    }
}

/// How many times Markdown each other output may cost.
const GOALS: [(&str, f64); 4] = [("text", 1.2), ("html", 1.3), ("chunks", 1.5), ("json", 1.8)];

fn summary(rows: &[Row]) {
    println!();
    for format in [Format::Hwp5, Format::Hwpx, Format::Hwp3, Format::Hwpml] {
        let mut ratios: Vec<f64> = rows.iter().filter(|row| row.format == format).map(Row::ratio).collect();
        ratios.sort_by(f64::total_cmp);
        if let (Some(median), Some(most)) = (ratios.get(ratios.len() / 2), ratios.last()) {
            println!("{format:?}: {} archives, median {median:.2}, at most {most:.2}", ratios.len());
        }
    }
    for (index, (name, goal)) in GOALS.into_iter().enumerate() {
        let mut ratios: Vec<f64> = rows.iter().map(|row| row.targets[index + 1] / row.targets[0]).collect();
        ratios.sort_by(f64::total_cmp);
        if let (Some(median), Some(most)) = (ratios.get(ratios.len() / 2), ratios.last()) {
            println!("{name}: median {median:.2} times Markdown, at most {most:.2}; goal {goal}");
        }
    }
    println!();
    for row in rows {
        let above = row.goals().filter(|(most, _)| row.ratio() > *most);
        let more = GOALS.iter().zip(&row.targets[1..]).filter(|((_, goal), cost)| **cost / row.targets[0] > *goal);
        let mut outlier: Vec<String> =
            above.iter().map(|(goal, _)| format!("{:.2} (goal {goal})", row.ratio())).collect();
        outlier.extend(more.map(|((name, goal), cost)| format!("{name} {:.2} (goal {goal})", cost / row.targets[0])));
        if !outlier.is_empty() {
            println!("outlier: {}: {}", row.name, outlier.join(", "));
        }
    }
}
