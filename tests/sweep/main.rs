//! A sweep of damage over every sample and, where it lies beside the checkout, the corpus: whatever is done to a file,
//! there is an answer, within bounds of time and memory.
//!
//! A small part runs in every test run. `HWPCONV_SWEEP=N cargo test --release --test sweep -- --nocapture` tries N cases,
//! over the corpus too. `HWPCONV_SWEEP_OF=containers` and `=contents` try damage of one kind on the samples alone, what
//! holds a document or what is in it. Each case is called `FILE#NUMBER` and depends on nothing but that
//! name: `HWPCONV_SWEEP_CASE=FILE#NUMBER` tries one alone and leaves its file in `target/sweep`, as every case that
//! fails does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

#[path = "../build/hwp5/mod.rs"]
mod builder;
#[path = "../build/hwpx/mod.rs"]
mod builder_hwpx;
mod bytes;
mod containers;
#[path = "../growth/cost.rs"]
#[allow(dead_code, reason = "benchmarks use the rest of it")]
mod cost;
mod formats;
mod judge;
mod pictures;
mod records;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod support;
mod xml;

use std::fs;

use builder::raw_compound;
use formats::Inside;
use hwpconv::ReadOptions;
use judge::{Case, Judge};
use support::files::{corpus, root, sample_options};
use support::random::Random;

/// How many cases every test run tries.
const QUICK: usize = 1_500;

/// A file to damage.
struct Source {
    name: String,
    bytes: Vec<u8>,
    options: ReadOptions,
}

/// How many cases share a thread, and the look at what they took.
const BATCH: usize = 100;

/// Which damage is tried.
#[derive(Clone, Copy, PartialEq)]
enum Kinds {
    All,
    Containers,
    Contents,
}

/// Compound files as no writer makes them, small ones.
fn raw_containers() -> Vec<Source> {
    let files = [
        ("shared-chain", raw_compound::shared_chain(6)),
        ("lost-mini-stream", raw_compound::lost_mini_stream(8)),
        ("deep-storages", raw_compound::deep_storages(20)),
    ];
    let source = |(name, bytes): (&str, Vec<u8>)| Source { name: name.to_owned(), bytes, options: sample_options() };
    files.map(source).into()
}

/// Every sample of every format.
fn samples() -> Vec<Source> {
    let files = fs::read_dir(root().join("samples")).unwrap().map(|entry| entry.unwrap().path());
    let mut sources: Vec<Source> = files
        .filter(|path| path.extension().is_some_and(|extension| extension != "md"))
        .map(|path| Source {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            bytes: fs::read(&path).unwrap(),
            options: sample_options(),
        })
        .collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(sources.len() > 20, "the samples are there");
    sources
}

fn documents() -> Vec<Source> {
    let Some(entries) = corpus() else {
        println!("skipped: there is no corpus beside the checkout");
        return Vec::new();
    };
    let source =
        |entry: support::files::Entry| Source { options: entry.options(), name: entry.path, bytes: entry.bytes };
    entries.into_iter().map(source).collect()
}

impl Source {
    /// What share of the cases it gets: small files more than large ones, for the same time.
    fn share(&self) -> f64 {
        1.0 / (1.0 + self.bytes.len() as f64 / 40_000.0)
    }

    /// A case by its number: the damaged file and what was done to it.
    fn case(&self, inside: &Inside, number: usize) -> (Vec<u8>, String) {
        let mut random = Random(seed(&self.name, number));
        if number.is_multiple_of(2) && !inside.is_closed() {
            return inside.damaged(&mut random);
        }
        let mut bytes = self.bytes.clone();
        let damage = bytes::TO_FILES[number / 2 % bytes::TO_FILES.len()];
        let what = damage(&mut bytes, &mut random);
        (bytes, what)
    }

    /// The numbers of the cases with damage of some kinds.
    fn numbers(&self, inside: &Inside, kinds: Kinds) -> Box<dyn Iterator<Item = usize>> {
        match kinds {
            Kinds::All => Box::new(0..),
            Kinds::Containers => {
                let is_table = |number: &usize| matches!(number / 2 % bytes::TO_FILES.len(), 3 | 8..);
                Box::new((1..).step_by(2).filter(is_table))
            }
            Kinds::Contents if inside.is_closed() => Box::new(0..0),
            Kinds::Contents => Box::new((0..).step_by(2)),
        }
    }

    /// Tries some cases, first together and then, if anything is wrong, each by itself.
    fn try_cases(&self, inside: &Inside, numbers: &[usize], judge: &mut Judge) {
        let cases: Vec<Case> = numbers
            .iter()
            .map(|number| {
                let (bytes, what) = self.case(inside, *number);
                Case { name: format!("{}#{number}: {what}", self.name), bytes }
            })
            .collect();
        for fault in judge.cases(cases, &self.options) {
            keep(&self.name, numbers[fault], &self.case(inside, numbers[fault]).0);
        }
    }
}

/// FNV-1a over the name, mixed with the number; never 0.
fn seed(name: &str, number: usize) -> u64 {
    let hash = name
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let mut random = Random((hash ^ (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)) | 1);
    random.next(2);
    random.0
}

/// Leaves the file of a case where it can be looked at.
fn keep(name: &str, number: usize, bytes: &[u8]) {
    let folder = root().join("target/sweep");
    fs::create_dir_all(&folder).unwrap();
    let file = name.replace('/', "-");
    fs::write(folder.join(format!("{file}#{number}")), bytes).unwrap();
}

#[test]
fn whatever_is_damaged_gets_an_answer_within_bounds() {
    let asked = std::env::var("HWPCONV_SWEEP").ok().map(|count| count.parse::<usize>().unwrap());
    let one = std::env::var("HWPCONV_SWEEP_CASE").ok();
    let kinds = match std::env::var("HWPCONV_SWEEP_OF").as_deref() {
        Ok("containers") => Kinds::Containers,
        Ok("contents") => Kinds::Contents,
        _ => Kinds::All,
    };
    let mut sources = samples();
    sources.extend(raw_containers());
    if kinds == Kinds::All && (asked.is_some() || one.is_some()) {
        sources.extend(documents());
    }
    sources.sort_by_key(|source| source.bytes.len());
    let mut judge = Judge::default();
    if let Some(one) = &one {
        let (name, number) = one.rsplit_once('#').unwrap();
        let number = number.parse().unwrap();
        for source in sources.iter().filter(|source| source.name == name) {
            let inside = Inside::of(&source.bytes);
            keep(&source.name, number, &source.case(&inside, number).0);
            source.try_cases(&inside, &[number], &mut judge);
        }
    } else {
        sources.retain(|source| source.numbers(&Inside::of(&source.bytes), kinds).next().is_some());
        let shares: f64 = sources.iter().map(Source::share).sum();
        let count = asked.unwrap_or(QUICK) as f64;
        // Of each file; a long sweep can be done in slices.
        let first = std::env::var("HWPCONV_SWEEP_FROM").map_or(0, |first| first.parse::<usize>().unwrap());
        for source in &sources {
            let inside = Inside::of(&source.bytes);
            let cases = (count * source.share() / shares).ceil() as usize;
            let numbers: Vec<usize> = source.numbers(&inside, kinds).skip(first).take(cases).collect();
            numbers.chunks(BATCH).for_each(|numbers| source.try_cases(&inside, numbers, &mut judge));
        }
    }
    let Judge { cases, read, slowest, largest, faults, .. } = judge;
    println!("{cases} cases, {read} of them read");
    println!("longest: {:.3} s, {}", slowest.0, slowest.1);
    println!("most memory: {} KiB, {}", largest.0, largest.1);
    assert!(cases > 0, "there is such a case");
    assert!(faults.is_empty(), "{} cases fail\n{}", faults.len(), faults.join("\n"));
}
