//! Runs one case: reads it, writes it in some way, and holds what that took against the bounds.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
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

impl Judge {
    pub fn case(&mut self, name: &str, bytes: &[u8], options: &ReadOptions) {
        let before = memory().filter(|_| forget_peak()).map(|(now, _)| now);
        let (sender, receiver) = mpsc::channel();
        let (data, options, index) = (bytes.to_vec(), options.clone(), self.cases);
        // The name of a thread is what is said of it when its stack overflows.
        let thread = thread::Builder::new().name(name.chars().filter(|c| *c != '\0').take(200).collect());
        let worker = thread.stack_size(STACK).spawn(move || {
            let begun = clock();
            let result = std::panic::catch_unwind(AssertUnwindSafe(|| convert(&data, options, index)));
            let seconds = (clock() - begun) as f64 / 1e9;
            // Nobody listens any more when the patience is over.
            let _ = sender.send((result, seconds));
        });
        let answer = receiver.recv_timeout(PATIENCE);
        self.cases += 1;
        let Ok((result, seconds)) = answer else {
            return self.faults.push(format!("{name}: hangs"));
        };
        // It has said all that it has to say.
        let _ = worker.unwrap().join();
        match result {
            Err(_) => self.faults.push(format!("{name}: panics")),
            Ok(Err(fault)) => self.faults.push(format!("{name}: {fault}")),
            Ok(Ok(was_read)) => self.read += usize::from(was_read),
        }
        if seconds > SECONDS {
            self.faults.push(format!("{name}: takes {seconds:.1} s"));
        }
        if seconds > self.slowest.0 {
            self.slowest = (seconds, name.to_owned());
        }
        if let Some((before, (_, peak))) = before.zip(memory()) {
            let taken = peak.saturating_sub(before);
            if taken > KIBIBYTES + KIBIBYTES_PER_KIBIBYTE * (bytes.len() as u64 / 1024) {
                self.faults.push(format!("{name}: takes {taken} KiB"));
            }
            if taken > self.largest.0 {
                self.largest = (taken, name.to_owned());
            }
        }
    }
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
