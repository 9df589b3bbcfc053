//! `docs/coverage.md` is true to the code: it names all that the HWP 5 reader names, nothing that no reader names, and
//! its proofs hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::files::{root, sample_options, samples};
use hwpconv::{ReadOptions, Target, TrackChanges, WriteOptions};

/// The cells of a table row.
type Row = Vec<String>;

/// The rows of the table below a heading, without its head.
fn table(heading: &str) -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/coverage.md")).unwrap();
    let section = text.split("\n## ").find(|section| section.lines().next() == Some(heading));
    let lines = section.unwrap_or_else(|| panic!("no table {heading:?}")).lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim_matches(' ').to_owned()).collect();
    let rows: Vec<Row> = lines.skip(2).map(cells).collect();
    assert!(rows.len() > 5, "{heading}: {} rows", rows.len());
    rows
}

const WITH_SAMPLES: [&str; 4] =
    ["HWP 5: records of a section", "HWP 5: records of DocInfo", "HWP 5: controls", "HWP 5: characters below 32"];

/// What stands between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn source(path: &str) -> String {
    let path = root().join(path);
    if path.is_file() {
        return fs::read_to_string(path).unwrap();
    }
    let mut code = String::new();
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension() == Some(Path::new("rs").as_os_str()) {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    code
}

/// The record tags that the reader names, with their numbers.
fn tags() -> BTreeMap<String, u32> {
    let code = source("src/read/hwp5/record.rs");
    let constants = code.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("pub(crate) const ")?.split_once(": u16 = ")?;
        let value = value.trim_end_matches(';');
        let number = value.strip_prefix("0x").map_or_else(|| value.parse(), |hex| u32::from_str_radix(hex, 16));
        Some((name.to_owned(), number.unwrap()))
    });
    let tags: BTreeMap<_, _> = constants.collect();
    assert!(tags.len() > 30, "the constants are found");
    tags
}

/// The control ids that the reader names.
fn ids() -> Vec<String> {
    let code = source("src/read/hwp5/control/mod.rs");
    let ids = code.split("ControlId::new(b\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let ids: Vec<_> = ids.collect();
    assert!(ids.len() > 15, "the constants are found");
    ids
}

#[test]
fn every_record_tag_of_the_reader_has_a_row_with_its_number() {
    let rows = [table(WITH_SAMPLES[0]), table(WITH_SAMPLES[1])].concat();
    let documented: BTreeMap<&str, u32> = rows.iter().map(|row| (row[1].as_str(), row[0].parse().unwrap())).collect();
    assert_eq!(documented.len(), rows.len(), "a record has two rows");
    let tags = tags();
    for (name, number) in &tags {
        assert_eq!(documented.get(name.as_str()), Some(number), "{name}");
    }
    for row in &rows {
        let (number, name) = (row[0].parse().unwrap(), &row[1]);
        let is_known = tags.get(name) == Some(&number);
        let is_left_out = !tags.values().any(|tag| *tag == number) && row[2] == "ignored" && row[3] == "ignored";
        assert!(is_known || is_left_out, "the reader does not know {name}, which the table does not call ignored");
    }
}

#[test]
fn every_control_id_of_the_reader_has_a_row() {
    let documented: Vec<String> = table(WITH_SAMPLES[2]).iter().flat_map(|row| quoted(&row[0])).collect();
    let ids = ids();
    for id in &ids {
        assert!(documented.contains(id), "{id} has no row");
    }
    for id in &documented {
        // The reader takes every id that begins so for a field.
        assert!(ids.contains(id) || id.starts_with('%'), "the reader does not know {id}");
    }
}

#[test]
fn every_character_below_32_has_a_row() {
    let mut codes = Vec::new();
    for row in table(WITH_SAMPLES[3]) {
        let (first, last) = row[0].split_once('–').unwrap_or((&row[0], &row[0]));
        codes.extend(first.parse::<u32>().unwrap()..=last.parse().unwrap());
    }
    assert_eq!(codes, (0..32).collect::<Vec<_>>());
}

#[test]
fn rows_say_how_much_is_converted_and_why_not_all() {
    let element_tables = ["HWPX: elements", "HWPML: elements"];
    for heading in WITH_SAMPLES.into_iter().chain(element_tables).chain(["HWP 3"]) {
        for row in table(heading) {
            let degrees: Vec<&String> =
                row.iter().filter(|cell| ["full", "partial", "none", "ignored"].contains(&cell.as_str())).collect();
            assert_eq!(degrees.len(), 2, "{heading}: {row:?}");
            let remarks = &row[row.len() - 2];
            assert!(degrees == ["full", "full"] || !remarks.is_empty(), "{heading}: {row:?} gives no reason");
            // A Loss has a name in the ledger.
            assert!(degrees[0] != "none" || remarks.contains('`'), "{heading}: {row:?} names no warning");
        }
    }
}

#[test]
fn samples_show_what_the_rows_promise() {
    let all: BTreeMap<String, Vec<u8>> = samples().into_iter().collect();
    let mut proven = 0;
    for row in WITH_SAMPLES.iter().flat_map(|heading| table(heading)) {
        let proof = row.last().unwrap();
        let Some((sample, words)) = proof.split_once(": ") else {
            assert_eq!(proof, "–", "{row:?}");
            continue;
        };
        let bytes = all.get(sample).unwrap_or_else(|| panic!("{row:?} names no sample"));
        let options = ReadOptions { track_changes: TrackChanges::All, ..sample_options() };
        let document = hwpconv::read(bytes, &options).unwrap().document;
        let options = WriteOptions { furniture: true, ..WriteOptions::default() };
        let words = quoted(words);
        assert!(!words.is_empty(), "{row:?}");
        for target in [Target::Markdown, Target::Text] {
            let text = hwpconv::write(&document, target, &options).text;
            for word in &words {
                assert!(text.contains(word.as_str()), "{row:?}: {target:?} has no {word:?}\n{text}");
            }
        }
        proven += 1;
    }
    assert!(proven > 50, "{proven} rows have a proof");
}

#[test]
fn elements_and_tests_of_the_other_formats_exist() {
    for (heading, folder, tests) in [
        ("HWPX: elements", "src/read/hwpx", "src/read/hwpx"),
        ("HWPML: elements", "src/read/hwpml", "tests/readers/hwpml.rs"),
    ] {
        let (code, tests) = (source(folder) + &source("src/read/owpml/mod.rs"), source(tests));
        for row in table(heading) {
            for element in quoted(&row[0]) {
                assert!(code.contains(&format!("\"{element}\"")), "{folder} knows no {element}");
            }
            for test in quoted(row.last().unwrap()) {
                assert!(tests.contains(&format!("fn {test}()")), "{heading}: no test {test}");
            }
        }
    }
    let unproven = table("HWPX: elements").iter().filter(|row| quoted(row.last().unwrap()).is_empty()).count();
    assert_eq!(unproven, 0, "rows without a test");
    let tests = source("tests/readers/hwp3.rs");
    for test in table("HWP 3").iter().flat_map(|row| quoted(row.last().unwrap())) {
        assert!(tests.contains(&format!("fn {test}()")), "HWP 3: no test {test}");
    }
}
