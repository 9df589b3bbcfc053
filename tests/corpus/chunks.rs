//! Paths of chunks of real documents: what stands in them names, and does not say.

use crate::support::files::corpus_share;
use hwpconv::structure::infer_headings;
use hwpconv::{Target, WriteOptions, read, write};
use serde_json::Value;

/// Lines of paths that would show that nothing was compared.
const LEAST: usize = 100;

/// How a sentence ends, or a question, or the choice of an exam.
const ENDS: [&str; 8] = ["다.", "오.", "요.", "까?", "은?", "는?", "가?", "점]"];

#[test]
fn no_line_of_a_path_is_a_sentence_an_equation_or_long() {
    let Some(entries) = corpus_share(120_000, 5) else { return };
    let (mut lines, mut chunks, mut documents) = (0, 0, 0);
    for entry in entries {
        let Ok(reading) = read(&entry.bytes, &entry.options()) else { continue };
        let mut document = reading.document;
        infer_headings(&mut document);
        documents += 1;
        for line in write(&document, Target::Chunks, &WriteOptions::default()).text.lines() {
            chunks += 1;
            let chunk: Value = serde_json::from_str(line).unwrap();
            for line in chunk["metadata"]["path"].as_array().unwrap() {
                let line = line.as_str().unwrap();
                lines += 1;
                let says = ENDS.iter().any(|end| line.ends_with(end)) || line.contains("\\frac") || line.contains("$$");
                assert!(!says && line.chars().count() <= 60, "{}: {line}", entry.path);
            }
        }
    }
    println!("{lines} lines of paths of {chunks} chunks of {documents} documents");
    assert!(lines >= LEAST, "{lines} lines");
}
