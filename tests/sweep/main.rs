//! A sweep of damage over every sample and, where it lies beside the checkout, the corpus: whatever is done to a file,
//! there is an answer, within bounds of time and memory.
//!
//! A small part runs in every test run. `HWPCONV_SWEEP=N cargo test --release --test sweep -- --nocapture` tries N cases,
//! over the corpus too; 120,000 take about ten minutes. Each case is called `FILE#NUMBER` and depends on nothing but that
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

#[path = "../builder/mod.rs"]
mod builder;
#[path = "../builder_hwpx/mod.rs"]
#[allow(unused_imports, reason = "other tests use the rest of it")]
mod builder_hwpx;
mod bytes;
#[path = "../growth/cost.rs"]
#[allow(dead_code, reason = "benchmarks use the rest of it")]
mod cost;
mod formats;
mod judge;
mod records;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod support;
mod xml;

use std::fs;

use formats::Inside;
use hwpconv::ReadOptions;
use judge::Judge;
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
        let damage = bytes::DAMAGES[number / 2 % bytes::DAMAGES.len()];
        let what = damage(&mut bytes, &mut random);
        (bytes, what)
    }

    fn try_case(&self, inside: &Inside, number: usize, judge: &mut Judge) -> bool {
        let (bytes, what) = self.case(inside, number);
        let faults = judge.faults.len();
        judge.case(&format!("{}#{number}: {what}", self.name), &bytes, &self.options);
        let is_sound = judge.faults.len() == faults;
        if !is_sound {
            keep(&self.name, number, &bytes);
        }
        is_sound
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
    let mut sources = samples();
    if asked.is_some() || one.is_some() {
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
            source.try_case(&inside, number, &mut judge);
        }
    } else {
        let shares: f64 = sources.iter().map(Source::share).sum();
        let count = asked.unwrap_or(QUICK) as f64;
        for source in &sources {
            let inside = Inside::of(&source.bytes);
            let cases = (count * source.share() / shares).ceil() as usize;
            for number in 0..cases {
                source.try_case(&inside, number, &mut judge);
            }
        }
    }
    let Judge { cases, read, slowest, largest, faults, .. } = judge;
    println!("{cases} cases, {read} of them read");
    println!("longest: {:.3} s, {}", slowest.0, slowest.1);
    println!("most memory: {} KiB, {}", largest.0, largest.1);
    assert!(cases > 0, "there is such a case");
    assert!(faults.is_empty(), "{} cases fail\n{}", faults.len(), faults.join("\n"));
}
