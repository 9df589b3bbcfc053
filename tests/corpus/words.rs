//! Words in, words out: every piece of text that an independent walk finds in an HWP 5 file is in the text that the
//! library writes, as often as it is in the file.
//!
//! Compared are runs of four characters without blanks, and shorter pieces as a whole, with the words of the document
//! that was read; and single characters with the text that was written, in which narrow columns may break a piece.
//! Left out on purpose: headers, footers and master pages after their first time (each is written once), the notice in
//! the body of distribution documents (the walk reads the body that counts), and characters that a reader maps (private
//! use, control characters, soft hyphens), at which pieces are split.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use crate::support::files::{corpus_share, sample_options, samples};
use crate::support::hwp5_words::pieces;
use crate::support::output::{everything, missing};

#[test]
fn every_word_of_the_samples_is_written() {
    let mut compared = 0;
    for (name, bytes) in samples() {
        // The locked samples hold what `uncompressed` holds.
        let Some(pieces) = pieces(&bytes) else { continue };
        let output = everything(&bytes, sample_options()).unwrap();
        assert_eq!(output.lacks(&pieces), Vec::<String>::new(), "{name}\n{}", output.words);
        compared += pieces.len();
    }
    assert!(compared > 400, "{compared} pieces");
}

#[test]
fn a_missing_word_is_found_missing() {
    let pieces = ["가나다라마".to_owned(), "바".to_owned(), "바".to_owned()];
    assert_eq!(missing(&pieces, "가나다라마바바", 4), Vec::<String>::new());
    assert_eq!(missing(&pieces, "가나다라\n마바바", 4), ["가나다라마"]);
    assert_eq!(missing(&pieces, "가나다라마바", 4), ["바", "바"]);
}

#[test]
fn every_word_of_the_corpus_is_written() {
    let Some(entries) = corpus_share(usize::MAX, 1) else { return };
    let mut faults = Vec::new();
    let (mut documents, mut compared) = (0, 0);
    for entry in entries.iter().filter(|entry| entry.format == "HWP5") {
        let Some(pieces) = pieces(&entry.bytes) else { continue };
        let Ok(output) = everything(&entry.bytes, entry.options()) else {
            faults.push(format!("{} does not open", entry.path));
            continue;
        };
        documents += 1;
        compared += pieces.len();
        let missing = output.lacks(&pieces);
        if !missing.is_empty() {
            faults.push(format!(
                "{}: {} of {} pieces, as {:?}",
                entry.path,
                missing.len(),
                pieces.len(),
                &missing[..missing.len().min(5)]
            ));
        }
    }
    println!("{compared} pieces of {documents} documents");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
