//! Damage done to compound files that the `cfb` crate makes here.

use std::io::{Cursor, Write};

use super::*;
use crate::container::compound::CompoundFile;

const SECTOR: usize = 512;
const HINTS: Hints = Hints { storages, recognise };

fn storages(name: &str) -> &'static [&'static str] {
    if name.starts_with("Part") { &["Parts", "Other"] } else { &[] }
}

fn recognise(head: &[u8]) -> Option<Recognised> {
    match head {
        [b'h', b'e', b'a', b'd', ..] => Some(Recognised::Small("Head")),
        [b'p', b'a', b'r', b't', ..] => Some(Recognised::Numbered("Parts/Part")),
        _ => None,
    }
}

fn contents() -> Vec<(&'static str, Vec<u8>)> {
    let filled = |start: &[u8], length: u32| {
        let numbers = (0..length).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes());
        start.iter().copied().chain(numbers).collect::<Vec<u8>>()
    };
    vec![
        ("Head", filled(b"head", 50)),
        ("Parts/Part0", filled(b"part", 5_000)),
        ("Parts/Part1", filled(b"part", 200)),
        ("Other/Notes", filled(b"note", 3_000)),
        ("Other/Small", filled(b"note", 10)),
    ]
}

fn sample() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for storage in ["/Parts", "/Other"] {
        file.create_storage(storage).unwrap();
    }
    for (path, data) in contents() {
        file.create_stream(format!("/{path}")).unwrap().write_all(&data).unwrap();
    }
    file.into_inner().into_inner()
}

fn word(bytes: &[u8], offset: usize) -> u32 {
    u32::from_le_bytes(bytes[offset..offset + 4].try_into().unwrap())
}

fn set_word(bytes: &mut [u8], offset: usize, value: u32) {
    bytes[offset..offset + 4].copy_from_slice(&value.to_le_bytes());
}

fn at(sector: u32) -> usize {
    (sector as usize + 1) * SECTOR
}

/// Where the directory entry of a name stands in the file.
fn entry(bytes: &[u8], name: &str) -> usize {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    (SECTOR..bytes.len()).step_by(128).find(|offset| bytes[*offset..].starts_with(&name)).unwrap()
}

/// Reads everything; no stream may give more than the file has.
fn read_all(bytes: &[u8]) -> Vec<(String, Extent, Vec<u8>)> {
    let Some(mut file) = CompoundFile::open_with(bytes, 1000, HINTS) else { return Vec::new() };
    let paths: Vec<String> = file.streams().map(|(path, _)| path.to_owned()).collect();
    let mut streams = Vec::new();
    for path in paths {
        let mut out = Vec::new();
        let extent = file.read(&path, 1 << 30, &mut out).unwrap();
        assert!(out.len() <= bytes.len() && out.capacity() <= 4 * bytes.len());
        streams.push((path, extent, out));
    }
    streams
}

fn assert_same_as_contents(bytes: &[u8]) {
    let mut wanted: Vec<_> =
        contents().into_iter().map(|(path, data)| (path.to_owned(), Extent::Complete, data)).collect();
    wanted.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(read_all(bytes) == wanted);
    assert!(CompoundFile::open_with(bytes, 1000, HINTS).unwrap().was_salvaged());
}

#[test]
fn sound_file_reads_the_same_as_through_the_crate() {
    let bytes = sample();
    let salvage = Salvage::new(&bytes, 1000, Hints::default());
    for (path, data) in contents() {
        let mut out = Vec::new();
        assert_eq!(salvage.read(path, u64::MAX, &mut out), Some(Extent::Complete));
        assert!(out == data, "{path}");
    }
    assert_eq!(salvage.streams().count(), contents().len());
}

#[test]
fn cut_file_gives_the_beginning_of_what_is_left() {
    let bytes = sample();
    let contents = contents();
    for cut in (0..bytes.len()).step_by(97) {
        for (path, extent, data) in read_all(&bytes[..cut]) {
            if let Some((_, whole)) = contents.iter().find(|(known, _)| *known == path) {
                assert!(extent != Extent::Complete || data.starts_with(whole) || data.len() < whole.len());
                assert!(data.iter().zip(whole).take(64).all(|(a, b)| a == b), "{path} cut at {cut}");
            }
        }
    }
}

#[test]
fn flipped_bytes_neither_panic_nor_hang() {
    let bytes = sample();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut read = 0;
    for _ in 0..400 {
        let mut damaged = bytes.clone();
        for _ in 0..=random(12) {
            // Half of the hits go to header, FAT and directory, which are what can be damaged here.
            let range = if random(2) == 0 { 2048.min(bytes.len()) } else { bytes.len() };
            damaged[random(range)] = random(256) as u8;
        }
        read += read_all(&damaged).len();
    }
    assert!(read > 1600, "{read}");
}

#[test]
fn lost_header_is_replaced_by_what_the_sectors_show() {
    let mut bytes = sample();
    bytes[44..SECTOR].fill(0);
    let streams = read_all(&bytes);
    for (path, data) in contents().iter().filter(|(path, _)| !path.ends_with("Small")) {
        assert!(streams.iter().any(|(known, _, read)| known == path && read.starts_with(data)), "{path}");
    }
}

#[test]
fn lost_fat_is_replaced_by_the_next_sector() {
    let mut bytes = sample();
    let fat = at(word(&bytes, 76));
    bytes[fat..fat + SECTOR].fill(0);
    let streams = read_all(&bytes);
    let part = &contents()[1].1;
    assert!(streams.iter().any(|(path, _, data)| path == "Parts/Part0" && data.starts_with(&part[..2000])));
}

#[test]
fn lost_directory_leaves_streams_that_the_caller_recognises() {
    let mut bytes = sample();
    for name in ["Root Entry", "Head", "Parts", "Part0", "Part1", "Other", "Notes", "Small"] {
        let offset = entry(&bytes, name);
        bytes[offset..offset + 128].fill(0);
    }
    let streams = read_all(&bytes);
    let contents = contents();
    for (path, at) in [("Head", 0), ("Parts/Part0", 1), ("Parts/Part1", 2)] {
        let (_, _, data) = streams.iter().find(|(known, _, _)| known == path).unwrap();
        assert!(data.starts_with(&contents[at].1), "{path}");
    }
}

#[test]
fn looping_tree_loses_no_stream() {
    let mut bytes = sample();
    let offset = entry(&bytes, "Part0");
    // Left and right sibling: the entry itself.
    let id = ((offset - entry(&bytes, "Root Entry")) / 128) as u32;
    set_word(&mut bytes, offset + 68, id);
    set_word(&mut bytes, offset + 72, id);
    let streams = read_all(&bytes);
    let paths: Vec<_> = streams.iter().map(|(path, _, _)| path.as_str()).collect();
    assert_eq!(paths, ["Head", "Other/Notes", "Other/Small", "Parts/Part0", "Parts/Part1"]);
}

#[test]
fn sector_pointed_to_twice_harms_only_its_own_chain() {
    let mut bytes = sample();
    let fat = at(word(&bytes, 76));
    let free = (0..128).rev().find(|index| word(&bytes, fat + index * 4) == u32::MAX).unwrap();
    // Two entries that no chain uses, as some writers leave them.
    set_word(&mut bytes, fat + free * 4, 0);
    set_word(&mut bytes, fat + (free - 1) * 4, 0);
    bytes.resize(at(128), 0);
    assert!(cfb::CompoundFile::open(Cursor::new(&bytes)).is_err());
    assert_same_as_contents(&bytes);
}

#[test]
fn cyclic_chain_ends_where_it_comes_back() {
    let mut bytes = sample();
    let fat = at(word(&bytes, 76));
    let start = word(&bytes, entry(&bytes, "Part0") + 116);
    let second = word(&bytes, fat + start as usize * 4);
    set_word(&mut bytes, fat + second as usize * 4, start);
    let streams = read_all(&bytes);
    let (_, extent, data) = streams.iter().find(|(path, _, _)| path == "Parts/Part0").unwrap();
    assert_eq!((*extent, data.len()), (Extent::CutOff, 2 * SECTOR));
}

#[test]
fn giant_declared_length_allocates_only_what_is_there() {
    let mut bytes = sample();
    let offset = entry(&bytes, "Part0");
    set_word(&mut bytes, offset + 120, 0xFFFF_FFFF);
    let mut file = CompoundFile::open_with(&bytes, 1000, HINTS).unwrap();
    let mut out = Vec::new();
    assert_eq!(file.read("Parts/Part0", 1 << 30, &mut out), Some(Extent::CutOff));
    assert!(out.starts_with(&contents()[1].1) && out.capacity() < 2 * bytes.len());
    assert!(file.was_salvaged());
}

#[test]
fn fat_sector_named_over_and_over_is_not_read_over_and_over() {
    let mut bytes = sample();
    let (first, fat) = (bytes.len() / SECTOR - 1, word(&bytes, 76));
    for index in 0..200u32 {
        let mut sector = [fat; 128];
        sector[127] = first as u32 + index + 1;
        bytes.extend(sector.iter().flat_map(|entry| entry.to_le_bytes()));
    }
    set_word(&mut bytes, 68, first as u32);
    assert!(!has_modest_difat(&bytes));
    assert!(has_modest_difat(&sample()));
    assert!(read_all(&bytes).iter().any(|(path, _, data)| path == "Parts/Part0" && *data == contents()[1].1));
}

#[test]
fn streams_of_the_same_path_are_all_listed() {
    let mut bytes = sample();
    let (from, to) = (entry(&bytes, "Part0"), entry(&bytes, "Part1"));
    let name = bytes[from..from + 64].to_vec();
    bytes[to..to + 64].copy_from_slice(&name);
    let streams = read_all(&bytes);
    let lengths: Vec<_> = streams.iter().filter(|(path, ..)| path.contains("Part0")).map(|s| s.2.len()).collect();
    assert_eq!(lengths, [20_004, 804]);
}

#[test]
fn real_documents_read_the_same_as_through_the_crate() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/hwp5");
    let Ok(documents) = std::fs::read_dir(corpus) else {
        println!("skipped: the corpus is not beside the checkout");
        return;
    };
    let mut sound = 0;
    for path in documents.map(|document| document.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let mut file = CompoundFile::open(&bytes, 10_000).unwrap();
        if file.was_salvaged() {
            continue; // There is nothing to compare with.
        }
        let salvage = Salvage::new(&bytes, 10_000, Hints::default());
        let paths: Vec<String> = file.streams().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(paths, salvage.streams().map(|(path, _)| path.to_owned()).collect::<Vec<_>>());
        for stream in &paths {
            let (mut by_crate, mut by_salvage) = (Vec::new(), Vec::new());
            let extent = file.read(stream, u64::MAX, &mut by_crate);
            assert_eq!(salvage.read(stream, u64::MAX, &mut by_salvage), extent);
            assert!(by_crate == by_salvage, "{stream} in {}", path.display());
        }
        sound += 1;
    }
    assert!(sound > 0);
}

/// Where the entries of the FAT stand that speak of sectors which the file does not have.
fn tail_of_the_fat(bytes: &[u8]) -> std::ops::Range<usize> {
    let fat = at(word(bytes, 76));
    let sectors = bytes.len() / SECTOR - 1;
    assert!(sectors < 128, "the sample has one sector of FAT");
    fat + sectors * 4..fat + SECTOR
}

#[test]
fn fat_that_is_filled_with_ends_of_chains_is_sound() {
    let mut bytes = sample();
    for place in tail_of_the_fat(&bytes).step_by(4) {
        set_word(&mut bytes, place, 0xFFFF_FFFE);
    }
    assert!(cfb::CompoundFile::open(Cursor::new(&bytes)).is_err(), "the crate does not take it as it is");
    let mut file = CompoundFile::open_with(&bytes, 1000, HINTS).unwrap();
    for (path, data) in contents() {
        let mut out = Vec::new();
        assert_eq!(file.read(path, u64::MAX, &mut out), Some(Extent::Complete));
        assert!(out == data, "{path}");
    }
    assert!(!file.was_salvaged());
    // Anything else there leads to sectors that are missing.
    let last = tail_of_the_fat(&bytes).end - 4;
    set_word(&mut bytes, last, 5);
    assert!(CompoundFile::open_with(&bytes, 1000, HINTS).unwrap().was_salvaged());
}

#[test]
fn streams_that_share_sectors_are_together_not_much_longer_than_the_file() {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for number in 0..60 {
        file.create_stream(format!("/Stream{number}")).unwrap().write_all(&[number; 8_000]).unwrap();
    }
    let mut bytes = file.into_inner().into_inner();
    let whole: usize = read_all(&bytes).iter().map(|(.., data)| data.len()).sum();
    assert_eq!(whole, 60 * 8_000, "what shares nothing is read whole");
    let first = entry(&bytes, "Stream0");
    let start = word(&bytes, first + 116);
    for number in 0..60 {
        let offset = entry(&bytes, &format!("Stream{number}"));
        set_word(&mut bytes, offset + 116, start);
        set_word(&mut bytes, offset + 120, 0x7FFF_FFFF);
    }
    // The first of them now go on in the sectors of the others.
    let fat = at(word(&bytes, 76));
    for number in 0..120 {
        set_word(&mut bytes, fat + number * 4, u32::MAX);
    }
    let streams = read_all(&bytes);
    let read: usize = streams.iter().map(|(.., data)| data.len()).sum();
    assert!(read > bytes.len() && read <= 4 * bytes.len(), "{read} of {}", bytes.len());
    assert!(streams.iter().any(|(_, extent, data)| *extent == Extent::CutOff && data.is_empty()));
}

#[test]
fn storages_deeper_than_they_are_followed_lose_no_stream_and_make_no_long_paths() {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    let mut path = String::new();
    for depth in 0..30 {
        path += "/storage";
        file.create_storage(&path).unwrap();
        file.create_stream(format!("{path}/stream{depth}")).unwrap().write_all(&[depth; 10]).unwrap();
    }
    let bytes = file.into_inner().into_inner();
    let streams = read_all(&bytes);
    assert_eq!(streams.len(), 30);
    for depth in 0..30_u8 {
        let name = format!("stream{depth}");
        let (path, extent, data) = streams.iter().find(|(path, ..)| path.ends_with(&name)).unwrap();
        assert_eq!((*extent, data.as_slice()), (Extent::Complete, [depth; 10].as_slice()));
        assert!(path.len() <= 8 * "storage/".len() + name.len(), "{path}");
    }
}

#[test]
fn run_of_lost_sectors_is_passed_over_within_bounds() {
    // Every sector says that it is one of the FAT's own, but for the first.
    let mut bytes = sample();
    let fat = at(word(&bytes, 76));
    let start = word(&bytes, entry(&bytes, "Part0") + 116) as usize;
    for sector in 0..128 {
        set_word(&mut bytes, fat + sector * 4, if sector == start { u32::MAX } else { 0xFFFF_FFFD });
    }
    let streams = read_all(&bytes);
    let (_, extent, data) = streams.iter().find(|(path, ..)| path == "Parts/Part0").unwrap();
    assert_eq!((*extent, data.len()), (Extent::CutOff, SECTOR));
}
