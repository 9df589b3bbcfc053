//! Runs one case: reads it, writes it in some way, and holds what that took against the bounds.

use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::cost::{clock, forget_peak, memory};
use hwpconv::{Chunks, Document, ReadOptions, Tables, Target, TrackChanges, WriteOptions, structure};

/// Seconds of processor time that a case may take; a debug build takes about twenty times as long.
const SECONDS: f64 = if cfg!(debug_assertions) { 40.0 } else { 2.0 };

/// What a case may take of memory beside what the program held before it: so much, and so much for each byte of the
/// file, of which deflate makes many. What the allocator has kept of earlier cases is not seen, so that small files come
/// first.
const KIBIBYTES: u64 = 64 << 10;
const KIBIBYTES_PER_KIBIBYTE: u64 = 64;

/// After so long a case hangs.
const PATIENCE: Duration = Duration::from_secs(300);

/// Small enough that nesting without bounds is seen; programs give threads at least that much.
const STACK: usize = 2 << 20;

/// What became of the cases.
#[derive(Debug, Default)]
pub struct Judge {
    pub cases: usize,
    pub read: usize,
    pub slowest: (f64, String),
    pub largest: (u64, String),
    pub faults: Vec<String>,
}

/// A damaged file, by the name that says how it is made again.
pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What some cases on one thread came to.
struct Done {
    results: Vec<Result<Result<bool, String>, String>>,
    seconds: f64,
    /// Kibibytes beside what the program held before; `None` where the system does not say.
    taken: Option<u64>,
}

impl Judge {
    /// Tries some cases on one thread, and each by itself if all of them together are beyond what one may take. Returns
    /// which of them fail.
    pub fn cases(&mut self, cases: Vec<Case>, options: &ReadOptions) -> Vec<usize> {
        let cases = Arc::new(cases);
        let all = run(&cases, 0..cases.len(), options, self.cases);
        let is_within = |done: &Done| {
            let largest = cases.iter().map(|case| case.bytes.len()).max().unwrap_or(0);
            done.seconds <= SECONDS && done.taken.is_none_or(|taken| taken <= allowed(largest))
        };
        let mut failing = Vec::new();
        let number = self.cases;
        if let Some(done) = all.filter(is_within) {
            for (at, result) in done.results.into_iter().enumerate() {
                self.cases += 1;
                self.note(&cases[at], result, &mut failing, at);
            }
            self.measure(&cases[0], cases.len(), done.seconds, done.taken);
            return failing;
        }
        for (at, case) in cases.iter().enumerate() {
            self.cases += 1;
            let Some(done) = run(&cases, at..at + 1, options, number + at) else {
                self.faults.push(format!("{}: hangs", case.name));
                failing.push(at);
                continue;
            };
            if done.seconds > SECONDS {
                self.faults.push(format!("{}: takes {:.1} s", case.name, done.seconds));
                failing.push(at);
            }
            if let Some(taken) = done.taken.filter(|taken| *taken > allowed(case.bytes.len())) {
                self.faults.push(format!("{}: takes {taken} KiB", case.name));
                failing.push(at);
            }
            self.measure(case, 1, done.seconds, done.taken);
            for result in done.results {
                self.note(case, result, &mut failing, at);
            }
        }
        failing
    }

    fn note(&mut self, case: &Case, result: Result<Result<bool, String>, String>, failing: &mut Vec<usize>, at: usize) {
        match result {
            Ok(Ok(was_read)) => self.read += usize::from(was_read),
            Ok(Err(fault)) | Err(fault) => {
                self.faults.push(format!("{}: {fault}", case.name));
                failing.push(at);
            }
        }
    }

    fn measure(&mut self, case: &Case, count: usize, seconds: f64, taken: Option<u64>) {
        let name = || if count == 1 { case.name.clone() } else { format!("{count} cases from {}", case.name) };
        if seconds > self.slowest.0 {
            self.slowest = (seconds, name());
        }
        if let Some(taken) = taken.filter(|taken| *taken > self.largest.0) {
            self.largest = (taken, name());
        }
    }
}

fn allowed(bytes: usize) -> u64 {
    KIBIBYTES + KIBIBYTES_PER_KIBIBYTE * (bytes as u64 / 1024)
}

/// `None` when it hangs.
fn run(cases: &Arc<Vec<Case>>, which: Range<usize>, options: &ReadOptions, number: usize) -> Option<Done> {
    let before = memory().filter(|_| forget_peak()).map(|(now, _)| now);
    let (sender, receiver) = mpsc::channel();
    // The name of a thread is what is said of it when its stack overflows.
    let name = cases[which.start].name.chars().filter(|c| *c != '\0').take(200).collect();
    let (cases, options) = (Arc::clone(cases), options.clone());
    let worker = thread::Builder::new().name(name).stack_size(STACK).spawn(move || {
        let begun = clock();
        let first = which.start;
        let try_one = |at: usize| {
            let work = || convert(&cases[at].bytes, options.clone(), number + at - first);
            std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| "panics".to_owned())
        };
        let results = which.map(try_one).collect();
        // Nobody listens any more when the patience is over.
        let _ = sender.send((results, (clock() - begun) as f64 / 1e9));
    });
    let (results, seconds) = receiver.recv_timeout(PATIENCE).ok()?;
    // It has said all that it has to say.
    let _ = worker.unwrap().join();
    let taken = before.zip(memory()).map(|(before, (_, peak))| peak.saturating_sub(before));
    Some(Done { results, seconds, taken })
}

/// Reads a file and writes it in one of all ways. Returns whether it could be read, or what is wrong with the text.
fn convert(bytes: &[u8], options: ReadOptions, index: usize) -> Result<bool, String> {
    let track_changes = [TrackChanges::Accept, TrackChanges::Reject, TrackChanges::All][index % 3];
    let options = ReadOptions { track_changes, assets: index.is_multiple_of(2), ..options };
    let Ok(reading) = hwpconv::read(bytes, &options) else { return Ok(false) };
    let mut document = reading.document;
    if index.is_multiple_of(5) {
        structure::infer_headings(&mut document);
        structure::outline_lists(&mut document);
    }
    reading.warnings.iter().try_for_each(|warning| is_clean("a warning", &warning.to_string()))?;
    let mut write = WriteOptions { metadata: true, page_breaks: true, ..WriteOptions::default() };
    match index / 7 % 8 {
        0 | 1 => is_clean("Markdown", &text(&document, Target::Markdown, &write))?,
        2 => {
            write.tables = if index.is_multiple_of(2) { Tables::Gfm } else { Tables::Html };
            is_clean("Markdown", &text(&document, Target::Markdown, &write))?;
        }
        3 => is_clean("text", &text(&document, Target::Text, &write))?,
        4 => {
            write.wrap = Some(40);
            is_clean("text", &text(&document, Target::Text, &write))?;
        }
        5 => is_clean("HTML", &text(&document, Target::Html, &write))?,
        6 => is_json(&text(&document, if index.is_multiple_of(2) { Target::Json } else { Target::Jsonl }, &write))?,
        _ => {
            write.chunks = Chunks { size: 200, overlap: index % 100, ..Chunks::default() };
            is_json(&text(&document, Target::Chunks, &write))?;
        }
    }
    Ok(true)
}

fn text(document: &Document, target: Target, options: &WriteOptions) -> String {
    hwpconv::write(document, target, options).text
}

/// Text for people and terminals has line ends and tabs and no other control characters.
fn is_clean(what: &str, text: &str) -> Result<(), String> {
    match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        Some(c) => Err(format!("{what} has {c:?}")),
        None => Ok(()),
    }
}

fn is_json(text: &str) -> Result<(), String> {
    text.lines().try_for_each(|line| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(_) => Ok(()),
        // The limit of this parser, which JSON has not.
        Err(error) if error.to_string().contains("recursion limit") => Ok(()),
        Err(error) => Err(format!("is no JSON: {error}")),
    })
}
