//! Words in, words out: every piece of text that an independent walk finds in an HWP 5 file is in the text that the
//! library writes, as often as it is in the file.
//!
//! Compared are runs of four characters without blanks, and shorter pieces as a whole, with the words of the document
//! that was read; and single characters with the text that was written, in which narrow columns may break a piece.
//! Left out on purpose: headers, footers and master pages after their first time (each is written once), the notice in
//! the body of distribution documents (the walk reads the body that counts), and characters that a reader maps (private
//! use, control characters, soft hyphens), at which pieces are split.

#[allow(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::collections::HashMap;

use hwpconv::document::plain_text;
use hwpconv::{ReadOptions, Target, TrackChanges, WriteOptions};
use support::files::{corpus_share, sample_options, samples};
use support::hwp5_words::{pieces, squeeze};

/// Up to four characters, packed.
type Gram = u128;

fn gram(characters: &[char]) -> Gram {
    characters.iter().fold(0, |gram, c| gram << 21 | u128::from(u32::from(*c)) + 1)
}

/// A document with everything that options can show: the words that were read, and the text that is written.
struct Output {
    words: String,
    text: String,
}

fn everything(bytes: &[u8], options: ReadOptions) -> Option<Output> {
    let options = ReadOptions { track_changes: TrackChanges::All, assets: false, ..options };
    let document = hwpconv::read(bytes, &options).ok()?.document;
    let furniture = document.sections.iter().flat_map(|section| &section.furniture).map(|piece| &piece.blocks);
    let blocks = furniture.chain(document.sections.iter().map(|section| &section.blocks));
    let words: Vec<String> = blocks.map(|blocks| plain_text(blocks)).collect();
    let options = WriteOptions { furniture: true, ..WriteOptions::default() };
    let text = hwpconv::write(&document, Target::Text, &options).text;
    let squeeze_lines = |text: &str| text.lines().map(squeeze).collect::<Vec<_>>().join("\n");
    Some(Output { words: squeeze_lines(&words.join("\n")), text: squeeze(&text) })
}

impl Output {
    /// The pieces of which something is missing.
    fn lacks(&self, pieces: &[String]) -> Vec<String> {
        let mut faults = missing(pieces, &self.words, 4);
        faults.extend(missing(pieces, &self.text, 1));
        faults
    }
}

/// The pieces of which a run of so many characters is missing from a text.
fn missing(pieces: &[String], text: &str, run: usize) -> Vec<String> {
    let mut needed: HashMap<Gram, i64> = HashMap::new();
    let split: Vec<Vec<char>> = pieces.iter().map(|piece| piece.chars().collect()).collect();
    for piece in &split {
        for window in piece.windows(piece.len().min(run)) {
            *needed.entry(gram(window)).or_default() += 1;
        }
    }
    let characters: Vec<char> = text.chars().collect();
    for length in 1..=run {
        for window in characters.windows(length) {
            if let Some(count) = needed.get_mut(&gram(window)) {
                *count -= 1;
            }
        }
    }
    let lacks = |piece: &Vec<char>| piece.windows(piece.len().min(run)).any(|window| needed[&gram(window)] > 0);
    split.iter().filter(|piece| lacks(piece)).map(|piece| piece.iter().collect()).collect()
}

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
        let Some(output) = everything(&entry.bytes, entry.options()) else {
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
