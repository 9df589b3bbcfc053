//! Damaged and hostile HWP 5 files: whatever is lost is said to be lost. `sweep` has the damage of every kind to every
//! format, and asks for no more than an answer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

mod finds;

use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::builder::hostile::{self, AFTER, BEFORE};
use crate::builder::record::tag;
use crate::records::{encode, mutate, plain_streams};
use crate::support::files::{sample_options, samples};
use crate::support::hwp5_words::{self, pieces_of};
use crate::support::output::{Output, everything};
use crate::support::random::Random;
use hwpconv::{ErrorKind, LimitKind, Limits, ReadOptions, Severity, WarningKind};

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
            let mut all = hwp5_words::records(stream);
            let what: Vec<String> = (0..=random.next(2)).map(|_| mutate(&mut all, &mut random)).collect();
            *stream = encode(&all);
            let sections = streams.iter().filter(|(path, _)| path.starts_with("BodyText"));
            let pieces = pieces_of(sections.map(|(_, data)| data.as_slice()));
            let case = format!("{name}, {path}, round {round}: {}", what.join(", "));
            let Ok(output) = outcome(&case, &crate::builder::compound_file(&streams), sample_options()) else {
                continue;
            };
            assert!(output.text.len() < 64 * bytes.len(), "{case}: {} bytes of text", output.text.len());
            let mut lost = output.lacks(&pieces);
            // A footer that only numbers its page is left out.
            lost.retain(|piece| *piece != "쪽");
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
    ("deep tables", "both", &["limit", "repaired", "bad-record"]),
    ("deep groups", "both", &["limit", "repaired"]),
    ("deep notes", "both", &["limit", "repaired", "bad-record"]),
    ("level jumps", "both", &["repaired"]),
    // Sizes that a table claims are not believed, so nothing has to be repaired.
    ("claimed cells", "both", &["missing-part"]),
    ("no cells", "both", &[]),
    ("wide spans", "both", &["missing-part", "limit"]),
    ("overlapping cells", "both", &["repaired"]),
    ("cells outside", "both", &["repaired"]),
    ("unknown tags", "both", &["unknown-record"]),
    ("unknown control", "both", &["unknown-control"]),
    ("controls without headers", "both", &["bad-record"]),
    ("headers without controls", "both", &["repaired", "repaired", "bad-record"]),
    ("broken text", "both", &["lost-character", "lost-character", "invalid-character"]),
    // References to nothing have defaults, which lose no word.
    ("shapes that do not exist", "both", &[]),
    ("runs out of order", "both", &[]),
    ("fields that never close", "both", &["bad-record"]),
    ("field ends without fields", "both", &[]),
    ("numbering out of range", "both", &[]),
    ("list count lies", "both", &["repaired"]),
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
    let meets = |limits: Limits, limit: LimitKind| {
        let output = outcome("bomb", &bomb, ReadOptions { limits, ..ReadOptions::default() }).ok().unwrap();
        output.warnings.iter().any(|warning| warning.kind == WarningKind::LimitMet(limit))
    };
    let stream = LimitKind::StreamBytes(1 << 20);
    assert!(meets(Limits { stream_bytes: 1 << 20, ..Limits::default() }, stream));
    assert!(stream.to_string().starts_with("stream_bytes"));
    let document = LimitKind::DocumentBytes(1 << 20);
    assert!(meets(Limits { document_bytes: 1 << 20, ..Limits::default() }, document));
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

/// What becomes of a sample, one stream of which is changed.
fn changed(sample: &str, path: &str, change: fn(&mut Vec<hwp5_words::Record>)) -> Output {
    let (_, bytes) = samples().into_iter().find(|(name, _)| name == sample).unwrap();
    let mut streams = plain_streams(&bytes);
    let (_, stream) = streams.iter_mut().find(|(known, _)| known == path).unwrap();
    let mut all = hwp5_words::records(stream);
    change(&mut all);
    *stream = encode(&all);
    outcome(sample, &crate::builder::compound_file(&streams), sample_options()).ok().unwrap()
}

fn says(output: &Output, words: &str) -> bool {
    output.warnings.iter().any(|warning| warning.to_string().contains(words))
}

#[test]
fn missing_header_of_a_cell_is_said() {
    let sound = changed("tables", "BodyText/Section0", |_| {});
    let damaged = changed("tables", "BodyText/Section0", |all| {
        let table = all.iter().position(|record| record.tag == tag::TABLE).unwrap();
        let mut headers = (table..all.len()).filter(|at| all[*at].tag == tag::LIST_HEADER);
        let second = headers.nth(1).unwrap();
        all.remove(second);
    });
    assert!(says(&damaged, "LIST_HEADER") && !says(&sound, "LIST_HEADER"));
    assert_eq!(damaged.words.len(), sound.words.len(), "no word is lost");
}

#[test]
fn cut_equation_is_said() {
    let damaged = changed("equations", "BodyText/Section0", |all| {
        all.iter_mut().find(|record| record.tag == tag::EQEDIT).unwrap().data.truncate(8);
    });
    assert!(says(&damaged, "EQEDIT"));
}

#[test]
fn cut_numbering_gives_no_number_beyond_reason() {
    let damaged = changed("numbering", "DocInfo", |all| {
        all.iter_mut().find(|record| record.tag == tag::NUMBERING).unwrap().data.truncate(30);
    });
    assert!(says(&damaged, "NUMBERING"));
    assert!(!damaged.text.contains("65535"), "{}", damaged.text);
}

#[test]
fn checked_bullet_shows_its_check_mark() {
    let checked = changed("numbering", "DocInfo", |all| {
        for record in all {
            match record.tag {
                tag::BULLET => record.data[23..25].copy_from_slice(&0x2611_u16.to_le_bytes()),
                // The kind of the list, then the second attributes.
                tag::PARA_SHAPE if record.data[2] >> 7 & 1 == 1 && record.data[3] & 1 == 1 => record.data[42] |= 0x80,
                _ => {}
            }
        }
    });
    assert!(checked.text.contains('☑'), "{}", checked.text);
}

#[test]
fn preview_is_not_shown_for_a_body_that_was_emptied() {
    let emptied = changed("press-release", "BodyText/Section0", |all| all.truncate(1));
    assert_eq!(emptied.text.trim(), "");
    assert!(!says(&emptied, "preview"));
    // It is all that is left where no paragraph can be read.
    let lost = changed("press-release", "BodyText/Section0", Vec::clear);
    assert!(says(&lost, "preview") && !lost.text.trim().is_empty());
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
