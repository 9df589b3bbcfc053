//! `samples/*.hwp` are what the builder makes of the descriptions here.
//!
//! With `HWPCONV_WRITE_SAMPLES=1` the test writes the files instead of comparing them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test program, where failing loudly is right")]

mod structure;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::descriptions::SAMPLES;

/// Samples of other formats that have the extension of this one; `tests/readers/agreement` makes them.
const OTHER_FORMATS: &[&str] = &["press-release-hwp3.hwp"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// The streams of a document, inflated: the same content may be packed differently by another version of a library.
fn content(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    let paths: Vec<_> = file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    let streams = paths.into_iter().map(|path| {
        let mut data = Vec::new();
        file.open_stream(&path).unwrap().read_to_end(&mut data).unwrap();
        let mut inflated = Vec::new();
        let packed = flate2::read::DeflateDecoder::new(data.as_slice()).read_to_end(&mut inflated).is_ok();
        (path.to_string_lossy().into_owned(), if packed { inflated } else { data })
    });
    streams.collect()
}

#[test]
fn samples_are_what_the_builder_makes() {
    let write = std::env::var_os("HWPCONV_WRITE_SAMPLES").is_some();
    for (name, document) in SAMPLES {
        let path = folder().join(format!("{name}.hwp"));
        let made = document().build();
        if write && fs::read(&path).ok().as_deref() != Some(&made) {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(content(&kept) == content(&made), "{name} differs from its description; see the head of this file");
    }
}

#[test]
fn every_sample_has_a_description_and_a_line_in_the_readme() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".hwp") && !OTHER_FORMATS.contains(&name.as_str()) {
            let is_known = SAMPLES.iter().any(|(known, _)| name.strip_suffix(".hwp") == Some(known));
            assert!(is_known, "{name} has no description");
        }
        assert!(name == "README.md" || readme.contains(&format!("`{name}`")), "{name} is not in the readme");
    }
}

#[test]
fn records_of_every_sample_agree_with_each_other() {
    for (name, document) in SAMPLES {
        for (path, section) in content(&document().build()) {
            if path.starts_with("/BodyText/") && !name.starts_with("password") {
                assert_eq!(structure::faults(&section), "", "{name} {path}");
            }
        }
    }
}

#[test]
fn a_list_that_lies_about_its_length_is_a_fault() {
    let section = content(&crate::builder::hostile::list_count_lies()).remove("/BodyText/Section0").unwrap();
    assert!(structure::faults(&section).contains("a list says 65535 paragraphs and has 1"));
}

#[test]
fn building_twice_gives_the_same_bytes() {
    for (name, document) in SAMPLES {
        assert!(document().build() == document().build(), "{name}");
    }
}

#[test]
fn hostile_files_are_made_with_what_a_reader_should_find() {
    for (name, bytes) in crate::builder::hostile::all() {
        assert!(!bytes.is_empty(), "{name}");
    }
    let section = content(&crate::builder::hostile::deep_tables(100)).remove("/BodyText/Section0").unwrap();
    let after: Vec<u8> = crate::builder::hostile::AFTER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(section.windows(after.len()).any(|window| window == after));
}
