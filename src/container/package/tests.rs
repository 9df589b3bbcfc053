//! Packages of a few parts, sound and broken.

use super::build::{Entry, locals, packed, stored, zip};
use super::*;
use crate::limits::Limits;

fn open(bytes: &[u8]) -> Package<'_> {
    Package::open(bytes, 100)
}

fn read(package: &Package<'_>, name: &str) -> Result<(Vec<u8>, End), Unreadable> {
    let mut budget = Budget::new(Limits { stream_bytes: 10_000, ..Limits::default() });
    package.read(name, &mut budget).map(|data| (data.bytes.into_owned(), data.end))
}

fn whole(data: &[u8]) -> Result<(Vec<u8>, End), Unreadable> {
    Ok((data.to_vec(), End::Complete))
}

#[test]
fn parts_are_found_whatever_the_case_and_slash_of_their_names() {
    let bytes = zip(&[stored("mimetype", b"a"), packed("Contents\\Section0.XML", b"<sec/>"), stored("BinData/", b"")]);
    let package = open(&bytes);
    assert_eq!(package.names().collect::<Vec<_>>(), ["mimetype", "Contents/Section0.XML"]);
    assert_eq!(read(&package, "contents/section0.xml"), whole(b"<sec/>"));
    assert_eq!(read(&package, "none"), Err(Unreadable::Missing));
    assert_eq!(package.notes(), Notes::default());
}

#[test]
fn last_entry_of_a_name_counts() {
    let bytes = zip(&[stored("a", b"old"), stored("A", b"new")]);
    assert_eq!(read(&open(&bytes), "a"), whole(b"new"));
}

#[test]
fn names_that_lead_out_of_the_package_are_left_out() {
    let names = ["../a", "b/../../a", "/etc/a", "C:\\a", "c\\..\\a", "nul\0"];
    let bytes = zip(&names.map(|name| stored(name, b"x")));
    let package = open(&bytes);
    assert_eq!(package.names().count(), 0);
    let bytes = zip(&[stored("../a", b"x"), stored("b", b"y")]);
    assert!(open(&bytes).notes().has_unsafe_names);
    assert_eq!(read(&open(&bytes), "../a"), Err(Unreadable::Missing));
}

#[test]
fn declared_sizes_are_not_believed() {
    let text = b"words ".repeat(100);
    for declared in [0, 1, 1_000_000, u32::MAX] {
        let bytes = zip(&[Entry { declared, ..packed("a", &text) }, stored("b", b"y")]);
        assert_eq!(read(&open(&bytes), "a"), whole(&text));
    }
    let bytes = zip(&[Entry { declared: 99, ..stored("a", b"12345") }, stored("b", b"y")]);
    assert_eq!(read(&open(&bytes), "a"), Ok((b"12345".to_vec(), End::CutOff)));
}

#[test]
fn reading_stops_at_the_budget() {
    let bytes = zip(&[packed("bomb", &vec![0; 1 << 20]), stored("long", &[1; 20_000])]);
    let package = open(&bytes);
    assert_eq!(read(&package, "bomb"), Ok((vec![0; 10_000], End::OverLimit)));
    assert_eq!(read(&package, "long"), Ok((vec![1; 10_000], End::OverLimit)));
    let mut budget = Budget::new(Limits { document_bytes: 15_000, ..Limits::default() });
    let mut sizes = ["long", "bomb"].map(|name| package.read(name, &mut budget).unwrap().bytes.len());
    sizes.sort_unstable();
    assert_eq!(sizes.iter().sum::<usize>(), 15_000);
}

#[test]
fn parts_are_found_without_a_directory() {
    let (bytes, offsets) = locals(&[stored("mimetype", b"m"), packed("a", b"one"), packed("b", b"two and more")]);
    let package = open(&bytes);
    assert!(package.notes().is_salvaged);
    assert_eq!((read(&package, "a"), read(&package, "b")), (whole(b"one"), whole(b"two and more")));
    let cut = open(&bytes[..bytes.len() - 3]);
    assert_eq!(read(&cut, "a"), whole(b"one"));
    assert_eq!(read(&cut, "b").unwrap().1, End::CutOff);
    assert_eq!(open(&bytes[..offsets[2] + 10]).names().count(), 2);
}

#[test]
fn package_within_the_package_does_not_show_its_parts() {
    let inner = zip(&[stored("a", b"inner")]);
    let (bytes, _) = locals(&[stored("a", b"outer"), stored("b.zip", &inner)]);
    for bytes in [&bytes[..], &bytes[..bytes.len() - 9], &zip(&[stored("a", b"outer"), stored("b.zip", &inner)])] {
        assert_eq!(read(&open(bytes), "a"), whole(b"outer"));
    }
}

#[test]
fn bytes_before_the_package_move_its_parts() {
    let mut bytes = b"some bytes that a mail program put here".to_vec();
    bytes.extend(zip(&[stored("a", b"x")]));
    assert_eq!(read(&open(&bytes), "a"), whole(b"x"));
}

#[test]
fn more_entries_than_allowed_are_left_out_and_said() {
    let entries: Vec<Entry> = (0..300).map(|n| stored(&n.to_string(), b"x")).collect();
    for bytes in [zip(&entries), locals(&entries).0] {
        let package = open(&bytes);
        assert!(package.notes().is_over_entries);
        assert_eq!(package.names().count(), 100);
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let locked = Entry { flags: 1, ..stored("locked", b"x") };
    let bytes = zip(&[locked, Entry { method: 14, ..stored("lzma", b"x") }]);
    assert_eq!(read(&open(&bytes), "locked"), Err(Unreadable::Encrypted));
    assert_eq!(read(&open(&bytes), "lzma"), Err(Unreadable::Method));
}

#[test]
fn every_cut_and_every_wrong_byte_is_survived() {
    let bytes = zip(&[stored("mimetype", b"m"), packed("a", b"one"), stored("b", b"two")]);
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0xFF;
        for bytes in [&bytes[..at], &wrong] {
            let package = open(bytes);
            let names: Vec<String> = package.names().map(str::to_owned).collect();
            for name in names {
                let _ = read(&package, &name);
            }
        }
    }
}
