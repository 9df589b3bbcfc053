//! Every sample is written as the files in `tests/golden` say, which a person has read beside the sample's description.
//!
//! With `HWPCONV_WRITE_GOLDENS=1` the test writes the files instead of comparing them; read what changed before it is
//! committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::support::files::{root, sample_options, samples};
use hwpconv::{ReadOptions, Reading, Tables, Target, TrackChanges, WriteOptions};

/// The body alone, as most goldens show it.
fn body() -> WriteOptions {
    WriteOptions { furniture: false, ..WriteOptions::default() }
}

/// Samples that show more under other options: sample, what is added to the golden's name, the options.
fn variants() -> Vec<(&'static str, &'static str, TrackChanges, WriteOptions)> {
    let plain = body();
    let furniture = WriteOptions { furniture: true, page_breaks: true, ..plain.clone() };
    vec![
        ("tracked", "-all", TrackChanges::All, plain.clone()),
        ("tracked", "-reject", TrackChanges::Reject, plain.clone()),
        ("sections", "-furniture", TrackChanges::Accept, furniture.clone()),
        ("pages", "-furniture", TrackChanges::Accept, furniture.clone()),
        ("press-release", "-furniture", TrackChanges::Accept, furniture),
        ("press-release", "-wrap", TrackChanges::Accept, WriteOptions { wrap: Some(40), ..plain.clone() }),
        ("tables", "-gfm", TrackChanges::Accept, WriteOptions { tables: Tables::Gfm, ..plain.clone() }),
        ("tables", "-html", TrackChanges::Accept, WriteOptions { tables: Tables::Html, ..plain }),
    ]
}

fn golden(name: &str) -> PathBuf {
    root().join("tests/golden").join(name)
}

/// What differs from the golden, unless goldens are to be written.
fn difference(name: &str, text: &str) -> Option<String> {
    let path = golden(name);
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == text {
        return None;
    }
    if std::env::var_os("HWPCONV_WRITE_GOLDENS").is_some() {
        fs::write(&path, text).unwrap();
        return None;
    }
    let line = kept.lines().zip(text.lines()).position(|(kept, line)| kept != line);
    let line = line.unwrap_or_else(|| kept.lines().count().min(text.lines().count()));
    let nth = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
    Some(format!("{name}, line {}:\n  golden {}\n  now    {}", line + 1, nth(&kept), nth(text)))
}

/// Every golden: its file name, the sample as it was read, and how it is written.
fn each(mut see: impl FnMut(String, &Reading, Target, &WriteOptions)) {
    let targets = [(Target::Markdown, "md"), (Target::Text, "txt")];
    for (sample, bytes) in samples() {
        let plain = (sample.as_str(), "", TrackChanges::Accept, body());
        for (_, suffix, track_changes, options) in
            std::iter::once(plain).chain(variants().into_iter().filter(|(of, ..)| *of == sample))
        {
            let reading =
                hwpconv::read(&bytes, &ReadOptions { track_changes, ..sample_options() }).expect("samples open");
            for (target, extension) in targets {
                see(format!("{sample}{suffix}.{extension}"), &reading, target, &options);
            }
        }
    }
}

#[test]
fn samples_are_written_as_the_goldens_say() {
    let mut differences = Vec::new();
    each(|name, reading, target, options| {
        let writing = hwpconv::write(&reading.document, target, options);
        differences.extend(difference(&name, &writing.text));
    });
    assert!(differences.is_empty(), "see the head of this file\n{}", differences.join("\n"));
}

#[test]
fn every_golden_has_its_sample() {
    let mut known = BTreeSet::new();
    each(|name, _, _, _| _ = known.insert(name));
    for entry in fs::read_dir(golden("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "{name} belongs to no sample");
    }
}

#[test]
fn markdown_of_every_sample_reads_back_as_the_document() {
    let mut count = 0;
    each(|name, reading, target, options| {
        if target == Target::Markdown {
            let writing = hwpconv::write(&reading.document, target, options);
            let differences = hwpconv::verify(&reading.document, &writing.text, options);
            assert!(differences.is_empty(), "{name}: {differences:#?}");
            count += 1;
        }
    });
    assert!(count > 20, "{count} samples");
}

#[test]
fn only_the_sample_with_a_missing_picture_warns_of_a_loss() {
    let mut losses = Vec::new();
    for (sample, bytes) in samples() {
        let reading = hwpconv::read(&bytes, &sample_options()).unwrap();
        let lost = reading.warnings.iter().filter(|warning| warning.kind.severity() == hwpconv::Severity::Loss);
        losses.extend(lost.map(|warning| (sample.clone(), warning.kind.name())));
    }
    let expected = [("pictures", "missing-attachment")];
    assert_eq!(losses, expected.map(|(sample, kind)| (sample.to_owned(), kind)));
}
