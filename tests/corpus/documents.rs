//! Real documents, where they lie beside the checkout; nothing of them is in this project.
//!
//! Documents of a few hundred kilobytes are read in every run; a release build, or `HWPCONV_WHOLE_CORPUS=1`, reads all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use crate::support::files::{Entry, corpus_share};
use hwpconv::{Error, ErrorKind, Reading, Severity, Target, WarningKind, WriteOptions};

/// Larger documents are left to release builds.
const LARGEST: usize = 600_000;

fn read(entry: &Entry, bytes: &[u8]) -> Result<Reading, Error> {
    let result = std::panic::catch_unwind(|| {
        let reading = hwpconv::read(bytes, &entry.options())?;
        for target in [Target::Markdown, Target::Text] {
            let _ = hwpconv::write(&reading.document, target, &WriteOptions::default());
        }
        Ok(reading)
    });
    result.unwrap_or_else(|_| panic!("{} panics, {} bytes of it", entry.path, bytes.len()))
}

#[test]
fn every_document_converts_and_nothing_known_is_called_unknown() {
    let Some(entries) = corpus_share(LARGEST, 1) else { return };
    let mut faults = Vec::new();
    let mut losses = std::collections::BTreeMap::new();
    for entry in &entries {
        let reading = match read(entry, &entry.bytes) {
            Ok(reading) => reading,
            Err(error) if entry.stays_locked() && matches!(error.kind(), ErrorKind::Encrypted(_)) => continue,
            Err(error) => {
                faults.push(format!("{}: {error}", entry.path));
                continue;
            }
        };
        for warning in &reading.warnings {
            let is_unknown =
                matches!(warning.kind, WarningKind::UnknownControl { .. } | WarningKind::UnknownRecord { .. });
            if is_unknown {
                faults.push(format!("{}: {warning}", entry.path));
            }
            if warning.kind.severity() == Severity::Loss {
                *losses.entry(warning.kind.to_string()).or_insert(0) += 1;
            }
        }
    }
    println!("losses, by how many parts have them: {losses:#?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether nothing of the body remained, and the answer says so.
fn says_that_nothing_is_left(result: &Result<Reading, Error>) -> bool {
    matches!(result, Err(error) if *error.kind() == ErrorKind::NoBody)
}

#[test]
fn documents_that_are_cut_give_what_is_left_and_say_so() {
    let Some(entries) = corpus_share(LARGEST, 3) else { return };
    let (mut cut, mut answered) = (0, 0);
    let (mut refused, mut silent) = (Vec::new(), Vec::new());
    for entry in entries.iter().filter(|entry| entry.format == "HWP5" && !entry.stays_locked()) {
        let Ok(whole) = read(entry, &entry.bytes) else { continue };
        for percent in [90, 75, 50] {
            let result = read(entry, &entry.bytes[..entry.bytes.len() * percent / 100]);
            cut += 1;
            match &result {
                Ok(reading) => {
                    answered += 1;
                    if reading.warnings.is_empty() && reading.document != whole.document {
                        silent.push(format!("{} at {percent} %", entry.path));
                    }
                }
                Err(_) if says_that_nothing_is_left(&result) => answered += 1,
                Err(error) => refused.push(format!("{} at {percent} %: {error}", entry.path)),
            }
        }
    }
    println!("{answered} of {cut} cut files answered");
    refused.truncate(20);
    assert!(answered * 100 >= cut * 95, "{answered} of {cut} cut files answered\n{}", refused.join("\n"));
    assert!(silent.is_empty(), "cut without a warning:\n{}", silent.join("\n"));
}
