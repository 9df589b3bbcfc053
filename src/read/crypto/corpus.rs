//! The schemes on documents that a word processor locked, where the corpus is beside the checkout.

use std::path::PathBuf;

use super::distribution;
use super::password::Cipher;
use crate::container::compound::CompoundFile;
use crate::container::inflate::{End, inflate};
use crate::read::Password;

/// Path and password of the documents of the corpus that a test asks for, by the columns of their row.
fn documents(is_wanted: impl Fn(&[&str]) -> bool) -> Vec<(PathBuf, String)> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(manifest) = std::fs::read_to_string(corpus.join("MANIFEST.tsv")) else {
        println!("skipped: the corpus is not beside the checkout");
        return Vec::new();
    };
    let rows = manifest.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    let wanted: Vec<_> = rows
        .filter(|row| is_wanted(row))
        .map(|row| (corpus.join(row[0]), row.get(12).copied().unwrap_or_default().to_owned()))
        .collect();
    assert!(!wanted.is_empty());
    wanted
}

#[test]
fn distribution_documents_of_the_corpus_open() {
    for (path, _) in documents(|row| row[4].split(',').any(|flag| flag == "distribution")) {
        let bytes = std::fs::read(&path).unwrap();
        let mut file = CompoundFile::open(&bytes, 1000).unwrap();
        let streams: Vec<String> = file.streams().map(|(path, _)| path.to_owned()).collect();
        let sections: Vec<_> = streams.iter().filter(|path| path.starts_with("ViewText/")).collect();
        assert!(!sections.is_empty(), "{}", path.display());
        for section in sections {
            let (mut stream, mut text) = (Vec::new(), Vec::new());
            file.read(section, u64::MAX, &mut stream);
            assert_eq!(inflate(&distribution::decrypt(&stream).unwrap(), 1 << 28, &mut text), End::Complete);
            // A paragraph of level 0.
            assert_eq!(u32::from_le_bytes(*text.first_chunk().unwrap()) & 0xF_FFFF, 66, "{}", path.display());
        }
    }
}

#[test]
fn hwp3_documents_of_the_corpus_open_with_their_passwords() {
    for (path, password) in documents(|row| row[2] == "HWP3" && row.get(12).is_some_and(|word| !word.is_empty())) {
        let bytes = std::fs::read(&path).unwrap();
        // Signature, document info and summary; the information blocks' length ends the document info.
        let blocks = usize::from(u16::from_le_bytes(*bytes[156..].first_chunk().unwrap()));
        let body = Cipher::hwp3(&Password::new(password)).decrypt(&bytes[30 + 128 + 1008 + blocks..]);
        let mut text = Vec::new();
        assert_eq!(inflate(&body, 1 << 28, &mut text), End::Complete, "{}", path.display());
        // The trailer of the deflated data is the length of the text, after its CRC.
        let length = u32::try_from(text.len()).unwrap().to_le_bytes();
        assert!(text.len() > 256 && body.windows(4).rev().take(16).any(|bytes| bytes == length));
        assert_ne!(inflate(&Cipher::hwp3(&Password::new("?")).decrypt(&body), 1 << 28, &mut text), End::Complete);
    }
}
