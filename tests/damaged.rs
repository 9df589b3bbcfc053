//! Damaged and hostile HWP 5 files: no panic, no hang, and whatever is lost is said to be lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

#[allow(dead_code, reason = "other tests use the rest of it")]
mod support;

#[path = "builder/mod.rs"]
mod builder;
#[path = "damaged/finds.rs"]
mod finds;

use std::io::{Cursor, Read};
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use builder::hostile::{self, AFTER, BEFORE};
use builder::record::{Bytes, Records};
use hwpconv::{ErrorKind, LimitKind, Limits, ReadOptions, Severity, WarningKind};
use support::files::{sample_options, samples};
use support::hwp5_words::{Record, inflate, pieces_of, records};
use support::output::{Output, everything};
use support::random::Random;

/// No case takes a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads and writes on a thread of its own, so that neither a panic nor a hang goes without its name.
fn outcome(name: &str, bytes: &[u8], options: ReadOptions) -> Result<Output, ErrorKind> {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.to_vec();
    thread::spawn(move || {
        let result = std::panic::catch_unwind(AssertUnwindSafe(|| everything(&bytes, options)));
        // Nobody listens any more when the patience is over.
        let _ = sender.send(result);
    });
    match receiver.recv_timeout(PATIENCE) {
        Err(_) => panic!("{name}: takes longer than {PATIENCE:?}"),
        Ok(Err(_)) => panic!("{name}: panics"),
        Ok(Ok(result)) => result.map_err(|error| error.kind().clone()),
    }
}

/// Warnings that a document has more than the sound one.
fn new_warnings(output: &Output, sound: &Output) -> usize {
    output.warnings.iter().filter(|warning| !sound.warnings.contains(warning)).count()
}

#[test]
fn sample_that_is_cut_gives_its_beginning_or_says_what_is_missing() {
    let mut silent = Vec::new();
    let mut with_words = 0;
    for (name, bytes) in samples() {
        let sound = everything(&bytes, sample_options()).unwrap();
        for part in 0..20 {
            let length = bytes.len() * part / 20;
            let case = format!("{name} cut to {length} of {}", bytes.len());
            let Ok(output) = outcome(&case, &bytes[..length], sample_options()) else { continue };
            with_words += usize::from(!output.words.is_empty());
            if output.text != sound.text && new_warnings(&output, &sound) == 0 {
                silent.push(case);
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
    assert!(with_words > 100, "{with_words} of the cut files have words left");
}

#[test]
fn sample_with_flipped_bytes_is_read_or_refused() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for (name, bytes) in samples() {
        for round in 0..40 {
            let mut damaged = bytes.clone();
            for _ in 0..=random.next(8) {
                let at = random.next(damaged.len());
                damaged[at] ^= 1 << random.next(8);
            }
            // Any answer will do, as long as there is one.
            let _ = outcome(&format!("{name} flipped, round {round}"), &damaged, sample_options());
        }
    }
}

/// The streams of a sample without compression, so that a changed one is simply put in its place.
fn plain_streams(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    let paths: Vec<_> = file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    let streams = paths.iter().map(|path| {
        let mut data = Vec::new();
        file.open_stream(path).unwrap().read_to_end(&mut data).unwrap();
        let path = path.to_str().unwrap().trim_start_matches('/').to_owned();
        let packed = path == "DocInfo" || path.starts_with("BodyText") || path.starts_with("BinData");
        if path == "FileHeader" {
            data[36] &= !1;
        }
        (path, if packed { inflate(&data).unwrap_or(data) } else { data })
    });
    streams.collect()
}

fn encode(all: &[Record]) -> Vec<u8> {
    let mut out = Records::new();
    for record in all {
        out.push(record.tag, record.level, Bytes::new().raw(&record.data));
    }
    out.into_vec()
}

/// Changes records as no byte flip would: whole ones move, repeat, vanish, grow, shrink, change level or kind, and
/// numbers in them lie. Says what it did.
fn mutate(all: &mut Vec<Record>, random: &mut Random) -> String {
    let (at, other) = (random.next(all.len()), random.next(all.len()));
    let tag = all[at].tag;
    match random.next(9) {
        0 => {
            let record = all[at].clone();
            all.insert(other, record);
            format!("record {at} ({tag}) repeated at {other}")
        }
        1 => {
            all.swap(at, other);
            format!("records {at} ({tag}) and {other} exchanged")
        }
        2 => {
            all.remove(at);
            format!("record {at} ({tag}) removed")
        }
        3 => {
            let size = random.next(all[at].data.len() + 1);
            all[at].data.truncate(size);
            format!("record {at} ({tag}) cut to {size}")
        }
        4 => {
            let more = random.next(40);
            all[at].data.extend((0..more).map(|_| random.byte()));
            format!("record {at} ({tag}) longer by {more}")
        }
        5 => {
            all[at].level = [0, 1, 2, 3, 5, 900, 1023][random.next(7)];
            format!("record {at} ({tag}) on level {}", all[at].level)
        }
        6 => {
            all[at].tag = [66, 67, 68, 71, 72, 76, 77, 85, 88, 93, 200, 1000][random.next(12)];
            format!("record {at} ({tag}) becomes {}", all[at].tag)
        }
        7 if all[at].data.len() >= 4 => {
            let offset = random.next(all[at].data.len() - 3);
            let lie = [0, 1, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, u32::MAX][random.next(6)];
            all[at].data[offset..offset + 4].copy_from_slice(&lie.to_le_bytes());
            format!("record {at} ({tag}) says {lie:#x} at {offset}")
        }
        _ => {
            let (from, to) = (at.min(other), at.max(other));
            all[from..=to].reverse();
            format!("records {from} to {to} reversed")
        }
    }
}

/// How many times the records of each sample are changed, unless `HWPCONV_MUTATIONS` says more.
const MUTATIONS: usize = 150;

#[test]
fn changed_records_lose_no_word_in_silence() {
    let rounds = std::env::var("HWPCONV_MUTATIONS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(MUTATIONS);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut silent = Vec::new();
    let mut intact = 0;
    for (name, bytes) in samples() {
        // Scrambled bodies are those of other samples.
        if name.starts_with("password") || name == "distribution" {
            continue;
        }
        let streams = plain_streams(&bytes);
        for round in 0..rounds {
            let path = if round % 5 == 0 { "DocInfo" } else { "BodyText/Section0" };
            let mut streams = streams.clone();
            let (_, stream) = streams.iter_mut().find(|(known, _)| known == path).unwrap();
            let mut all = records(stream);
            let what: Vec<String> = (0..=random.next(2)).map(|_| mutate(&mut all, &mut random)).collect();
            *stream = encode(&all);
            let sections = streams.iter().filter(|(path, _)| path.starts_with("BodyText"));
            let pieces = pieces_of(sections.map(|(_, data)| data.as_slice()));
            let case = format!("{name}, {path}, round {round}: {}", what.join(", "));
            let Ok(output) = outcome(&case, &builder::compound_file(&streams), sample_options()) else { continue };
            assert!(output.text.len() < 64 * bytes.len(), "{case}: {} bytes of text", output.text.len());
            let lost = output.lacks(&pieces);
            if lost.is_empty() {
                intact += 1;
            } else if output.warnings.is_empty() {
                silent.push(format!("{case}: {:?}", &lost[..lost.len().min(3)]));
            }
        }
    }
    println!("{intact} kept every word");
    assert!(silent.is_empty(), "{} lose words without a warning\n{}", silent.len(), silent.join("\n"));
}

/// What a reader makes of a hostile file: which of the first and last paragraph it keeps, and what it warns of; or the
/// kind of its error.
const ANSWERS: &[(&str, &str, &[&str])] = &[
    ("record beyond the stream", "first", &["cut-off"]),
    ("record header cut", "first", &["cut-off"]),
    // Holds other paragraphs than the rest of these files.
    ("deflate stream cut", "neither", &["cut-off"]),
    ("file cut", "no-body", &[]),
    ("bomb", "first", &["unknown-record"]),
    ("many paragraphs", "both", &[]),
    ("deep tables", "both", &["limit", "mended", "bad-record"]),
    ("deep groups", "both", &["limit", "mended"]),
    ("deep notes", "both", &["limit", "mended", "bad-record"]),
    ("level jumps", "both", &["mended"]),
    // Sizes that a table claims are not believed, so nothing has to be mended.
    ("claimed cells", "both", &[]),
    ("no cells", "both", &[]),
    ("wide spans", "both", &["mended"]),
    ("overlapping cells", "both", &["mended"]),
    ("cells outside", "both", &["mended"]),
    ("unknown tags", "both", &["unknown-record"]),
    ("unknown control", "both", &["unknown-control"]),
    ("controls without headers", "both", &["bad-record"]),
    ("headers without controls", "both", &["mended", "mended", "bad-record"]),
    ("broken text", "both", &["invalid-character"]),
    // References to nothing have defaults, which lose no word.
    ("shapes that do not exist", "both", &[]),
    ("runs out of order", "both", &[]),
    ("fields that never close", "both", &[]),
    ("field ends without fields", "both", &[]),
    ("numbering out of range", "both", &[]),
    ("list count lies", "both", &["mended"]),
    // The files from here on have no last paragraph.
    ("no DocInfo", "first", &["cut-off"]),
    ("DocInfo of noise", "first", &["cut-off"]),
    ("section of noise", "first", &["cut-off", "preview-only"]),
    ("empty section", "first", &["cut-off", "preview-only"]),
    ("short FileHeader", "first", &["salvaged"]),
    ("section number out of range", "first", &[]),
    ("stream that is no section", "first", &[]),
    ("no section", "no-body", &[]),
];

#[test]
fn hostile_file_gets_the_answer_that_it_deserves() {
    let mut wrong = Vec::new();
    for (name, bytes) in hostile::all() {
        let squeezed = |text: &str| text.replace(' ', "");
        let (kept, warnings) = match outcome(name, &bytes, ReadOptions::default()) {
            Err(kind) => (kind.name(), Vec::new()),
            Ok(output) => {
                let has = |text: &str| output.words.contains(&squeezed(text)) && output.text.contains(&squeezed(text));
                let kept = match (has(BEFORE), has(AFTER)) {
                    (true, true) => "both",
                    (true, false) => "first",
                    (false, true) => "last",
                    (false, false) => "neither",
                };
                (kept, output.warnings.iter().map(|warning| warning.kind.name()).collect())
            }
        };
        if !ANSWERS.iter().any(|(known, words, kinds)| (*known, *words, *kinds) == (name, kept, warnings.as_slice())) {
            wrong.push(format!("    ({name:?}, {kept:?}, &{warnings:?}),"));
        }
    }
    assert!(wrong.is_empty(), "other answers than expected:\n{}", wrong.join("\n"));
}

#[test]
fn limit_that_is_met_is_named() {
    let bomb = hostile::bomb(4 << 20);
    let refused = |limits: Limits| outcome("bomb", &bomb, ReadOptions { limits, ..ReadOptions::default() }).err();
    let stream = LimitKind::StreamBytes(1 << 20);
    assert_eq!(refused(Limits { stream_bytes: 1 << 20, ..Limits::default() }), Some(ErrorKind::Limit(stream)));
    assert!(stream.to_string().starts_with("stream_bytes"));
    let document = LimitKind::DocumentBytes(1 << 20);
    assert_eq!(refused(Limits { document_bytes: 1 << 20, ..Limits::default() }), Some(ErrorKind::Limit(document)));
    assert!(document.to_string().starts_with("document_bytes"));

    for (file, depth) in [(hostile::deep_tables(100), 64), (hostile::deep_groups(100), 5), (hostile::deep_notes(9), 8)]
    {
        let limits = Limits { nesting: depth, ..Limits::default() };
        let output = outcome("deep", &file, ReadOptions { limits, ..ReadOptions::default() }).ok().unwrap();
        let met = WarningKind::LimitMet(LimitKind::Nesting(depth));
        assert!(output.warnings.iter().any(|warning| warning.kind == met && warning.to_string().contains("nesting")));
        assert!(output.words.contains("바닥"), "the words of the lowest level are kept");
    }
}

#[test]
fn size_of_a_table_is_never_believed() {
    for claimed in [hostile::claimed_cells(u16::MAX, u16::MAX), hostile::wide_spans(), hostile::cells_outside()] {
        let output = outcome("claimed", &claimed, ReadOptions::default()).ok().unwrap();
        assert!(output.text.len() < 200, "{} bytes of text", output.text.len());
    }
}

#[test]
fn very_deep_nesting_is_no_danger_to_the_stack() {
    for file in [hostile::deep_tables(300), hostile::deep_groups(500), hostile::deep_notes(300)] {
        let output = outcome("very deep", &file, ReadOptions::default()).ok().unwrap();
        assert!(output.warnings.iter().any(|warning| warning.kind.severity() == Severity::Loss));
    }
}
