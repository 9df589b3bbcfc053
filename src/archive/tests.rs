//! Archives of a few entries, sound, broken and made to harm.

use std::io::Cursor;

use super::*;
use crate::container::package::build::{Entry as Part, packed, stored, zip};

fn list(bytes: &[u8]) -> Result<Archive, ArchiveError> {
    Archive::list(&mut Cursor::new(bytes), 1000)
}

fn names(bytes: &[u8]) -> Vec<String> {
    list(bytes).unwrap().entries.into_iter().map(|entry| entry.name).collect()
}

fn content(bytes: &[u8], entry: usize, limit: u64) -> Result<Vec<u8>, ArchiveError> {
    let span = list(bytes).unwrap().entries[entry].span;
    read(&mut Cursor::new(bytes), &span, limit)?.unpack(limit)
}

#[test]
fn entries_are_listed_and_read_and_folders_are_none() {
    let bytes = zip(&[stored("a.hwp", b"first"), stored("x/", b""), packed("x/b.hwp", b"second")]);
    assert_eq!(names(&bytes), ["a.hwp", "x/b.hwp"]);
    assert_eq!(content(&bytes, 0, 100).unwrap(), b"first");
    assert_eq!(content(&bytes, 1, 100).unwrap(), b"second");
    // What stands before the archive moves it.
    let moved = [b"#!/bin/sh\n".as_slice(), &bytes].concat();
    assert_eq!(content(&moved, 1, 100).unwrap(), b"second");
    let empty = zip(&[]);
    assert!(is_zip(&bytes) && is_zip(&empty) && names(&empty).is_empty());
}

#[test]
fn names_are_utf8_or_cp949() {
    let name = |name: &[u8], flags| Part { name: name.to_vec(), flags, ..stored("", b"x") };
    let (cp949, ..) = encoding_rs::EUC_KR.encode("회의록/똠방각하.hwp");
    assert!(std::str::from_utf8(&cp949).is_err());
    let bytes = zip(&[name(&cp949, 0), name("공문.hwp".as_bytes(), 0), name("공문.hwp".as_bytes(), 1 << 11)]);
    assert_eq!(names(&bytes), ["회의록/똠방각하.hwp", "공문.hwp", "공문.hwp"]);
    assert_eq!(names(&zip(&[name(b"\xff.hwp", 1 << 11)])), ["\u{FFFD}.hwp"]);
    assert_eq!(decode(b"a.hwp", 0, Some("가.hwp".as_bytes())), "가.hwp");
}

#[test]
fn what_an_archive_is_shows_in_its_names() {
    let kind = |name: &str| list(&zip(&[stored(name, b""), stored("a/b", b"")])).unwrap().kind();
    for (name, expected) in [
        ("Contents\\Section0.xml", Kind::Document),
        ("Contents/content.hpf", Kind::Document),
        ("[Content_Types].xml", Kind::Package),
        ("mimetype", Kind::Package),
        ("archive/mimetype", Kind::Archive),
        ("x/Contents/section0.xml", Kind::Archive),
    ] {
        assert_eq!(kind(name), expected, "{name}");
    }
}

#[test]
fn entries_beyond_the_limit_are_not_listed() {
    let parts: Vec<Part> = (0..10).map(|number| stored(&format!("{number}.hwp"), b"x")).collect();
    let bytes = zip(&parts);
    let archive = Archive::list(&mut Cursor::new(&bytes), 3).unwrap();
    assert_eq!((archive.entries.len(), archive.is_over_limit), (3, true));
    let archive = Archive::list(&mut Cursor::new(&bytes), 10).unwrap();
    assert_eq!((archive.entries.len(), archive.is_over_limit), (10, false));
}

#[test]
fn bomb_stops_at_its_ratio_or_at_the_limit() {
    let bomb = zip(&[packed("bomb.hwp", &vec![0; 64 << 20])]);
    assert!(matches!(content(&bomb, 0, u64::MAX), Err(ArchiveError::Ratio)));
    assert!(matches!(content(&bomb, 0, 1 << 20), Err(ArchiveError::TooLarge)));
    // A small document of one letter is none.
    let small = zip(&[packed("a.hwp", &vec![0; 4 << 20])]);
    assert_eq!(content(&small, 0, u64::MAX).unwrap().len(), 4 << 20);
    assert!(matches!(content(&zip(&[stored("a", &[0; 11])]), 0, 10), Err(ArchiveError::TooLarge)));
}

#[test]
fn entries_that_share_their_data_are_damaged() {
    // The second begins in the data of the first, as in archives that are made to inflate without end.
    let inner = zip(&[stored("b.hwp", b"inner")]);
    let mut bytes = zip(&[stored("a.hwp", &inner), stored("b.hwp", b"inner")]);
    let at = memchr::memmem::rfind(&bytes, CENTRAL_HEADER).unwrap() + 42;
    bytes[at..at + 4].copy_from_slice(&35_u32.to_le_bytes());
    assert_eq!(content(&bytes, 1, 100).unwrap(), b"inner");
    assert!(matches!(content(&bytes, 0, 1000), Err(ArchiveError::Damaged)));
    bytes[at..at + 4].fill(0);
    assert!(content(&bytes, 0, 1000).is_ok());
    assert!(matches!(content(&bytes, 1, 1000), Err(ArchiveError::Damaged)));
}

#[test]
fn what_cannot_be_read_is_named() {
    let encrypted = zip(&[Part { flags: 1, ..stored("a", b"x") }]);
    assert!(matches!(content(&encrypted, 0, 10), Err(ArchiveError::Encrypted)));
    let lzma = zip(&[Part { method: 14, ..stored("a", b"x") }]);
    assert!(matches!(content(&lzma, 0, 10), Err(ArchiveError::Method(14))));
    let lying = zip(&[Part { declared: 99, ..stored("a", b"x") }]);
    assert!(matches!(content(&lying, 0, 100), Err(ArchiveError::Damaged)));
    let broken = zip(&[Part { data: b"\xff\xff\xff".to_vec(), method: 8, declared: 3, ..stored("a", b"") }]);
    assert!(matches!(content(&broken, 0, 100), Err(ArchiveError::Damaged)));
}

#[test]
fn cut_or_damaged_archive_never_panics_and_has_no_directory() {
    let bytes = zip(&[stored("a.hwp", b"first"), packed("b.hwp", b"second")]);
    for end in 0..bytes.len() {
        if let Ok(archive) = list(&bytes[..end]) {
            assert!(end + 2 >= bytes.len(), "{end}: {archive:?}");
        }
    }
    for at in 0..bytes.len() {
        for value in [0, 0x7F, 0xFF] {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            for entry in list(&bytes).map_or_else(|_| Vec::new(), |archive| archive.entries) {
                let _ = read(&mut Cursor::new(&bytes), &entry.span, 1000).and_then(|data| data.unpack(1000));
            }
        }
    }
}

#[test]
fn large_archive_has_its_numbers_in_other_fields() {
    let mut bytes = zip(&[stored("a.hwp", b"first")]);
    let central = memchr::memmem::rfind(&bytes, CENTRAL_HEADER).unwrap();
    let end = memchr::memmem::rfind(&bytes, END_OF_DIRECTORY).unwrap();
    bytes.truncate(end);
    // Sizes and offset are in an extra field.
    bytes[central + 20..central + 28].fill(0xFF);
    bytes[central + 42..central + 46].fill(0xFF);
    bytes[central + 30] = 28;
    bytes.extend([1, 0, 24, 0]);
    for value in [5_u64, 5, 0] {
        bytes.extend(value.to_le_bytes());
    }
    let at_64 = bytes.len();
    bytes.extend(END_OF_DIRECTORY_64);
    bytes.extend([0; 36]);
    for value in [at_64 - central, central] {
        bytes.extend((value as u64).to_le_bytes());
    }
    bytes.extend(LOCATOR_64);
    bytes.extend([0; 4]);
    bytes.extend((at_64 as u64).to_le_bytes());
    bytes.extend([1, 0, 0, 0]);
    bytes.extend(END_OF_DIRECTORY);
    bytes.extend([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    bytes.extend([0xFF; 8]);
    bytes.extend([0; 2]);
    assert_eq!(content(&bytes, 0, 100).unwrap(), b"first");
}
