//! Damage to pictures: whatever is done to one, there is an answer within the limits, and an SVG holds nothing that runs.

use std::collections::BTreeSet;

use hwpconv::document::{Asset, Crop};
use hwpconv::pictures::{Picture, to_web, to_web_part};
use hwpconv::{Limits, ReadOptions};

use crate::support::files::{corpus, sample_options, samples};
use crate::support::random::Random;

/// How many cases of each kind every test run tries.
const QUICK: usize = 150;

const KINDS: [&str; 8] =
    ["image/bmp", "image/x-pcx", "image/tiff", "image/png", "image/wmf", "image/emf", "image/jpeg", "image/gif"];

/// Larger pictures take longer and find no more.
const SEED_BYTES: usize = 64 << 10;

/// A picture of each kind, the first of each no more than its beginning.
fn seeds(with_corpus: bool) -> Vec<(&'static str, Vec<u8>)> {
    let beginnings: [&[u8]; 8] = [
        b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
          abcabc\0\0abcabc\0\0",
        b"\x0A\x05\x01\x08\0\0\0\0\x01\0\x01\0\0\0\0\0",
        b"II*\0\x08\0\0\0\x04\0\0\x01\x04\0\x01\0\0\0\x02\0\0\0\x01\x01\x04\0\x01\0\0\0\x02\0\0\0\x11\x01\x04\0\x01\0\0\0\0\0\0\0\x17\x01\x04\0\
          \x01\0\0\0\x04\0\0\0\0\0\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x02\0\0\0\x02\x08\x02\0\0\0\xFD\xD4\x9A\x73\0\0\0\0IEND",
        b"\x01\0\x09\0\0\x03\x1C\0\0\0\0\0\x07\0\0\0\0\0\x05\0\0\0\x0B\x02\0\0\0\0\x05\0\0\0\x0C\x02\x64\0\x64\0\x07\0\0\0\x1B\x04\x20\0\x20\0\
          \x08\0\x08\0\x03\0\0\0\0\0",
        b"\x01\0\0\0\x58\0\0\0\0\0\0\0\0\0\0\0\x64\0\0\0\x64\0\0\0\0\0\0\0\0\0\0\0\x64\0\0\0\x64\0\0\0 EMF\0\0\x01\0\x70\0\0\0\x02\0\0\0\x01\0\0\0\
          \0\0\0\0\0\0\0\0\0\0\0\0\x64\0\0\0\x64\0\0\0\x64\0\0\0\x64\0\0\0\x2B\0\0\0\x18\0\0\0\x08\0\0\0\x08\0\0\0\x20\0\0\0\x20\0\0\0\
          \x0E\0\0\0\x14\0\0\0\0\0\0\0\x10\0\0\0\x14\0\0\0",
        b"\xFF\xD8\xFF\xC0\0\x11\x08\0\x20\0\x40\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xFF\xD9",
        b"GIF89a\x02\0\x02\0\0\0\0",
    ];
    let mut seeds: Vec<_> = KINDS.into_iter().zip(beginnings.map(<[u8]>::to_vec)).collect();
    let mut seen = BTreeSet::new();
    let mut add = |bytes: &[u8], options: &ReadOptions| {
        let Ok(reading) = hwpconv::read(bytes, options) else { return };
        for Asset { media_type, data, .. } in reading.document.assets {
            let kind = KINDS.into_iter().find(|kind| *kind == media_type.as_str());
            if let Some(kind) = kind.filter(|_| data.len() <= SEED_BYTES && seen.insert(data.clone())) {
                seeds.push((kind, data));
            }
        }
    };
    samples().iter().for_each(|(_, bytes)| add(bytes, &sample_options()));
    if with_corpus {
        corpus().into_iter().flatten().for_each(|entry| add(&entry.bytes, &entry.options()));
    }
    seeds
}

/// Changes some bytes, numbers and lengths.
fn damaged(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut data = seed.to_vec();
    for _ in 0..=random.next(6) {
        let at = random.next(data.len().max(1));
        let Some(byte) = data.get_mut(at) else { return data };
        match random.next(6) {
            0 => *byte ^= 1 << random.next(8),
            1 => *byte = [0, 1, 0x7F, 0x80, 0xFF][random.next(5)],
            2 => *byte = byte.wrapping_add(1),
            3 => data.truncate(at),
            4 => {
                let end = (at + 1 + random.next(24)).min(data.len());
                let piece = data[at..end].to_vec();
                let to = random.next(data.len());
                data.splice(to..to, piece);
            }
            _ => {
                let end = (at + 4).min(data.len());
                let number = [0, u32::MAX, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF, 0x10000][random.next(6)].to_le_bytes();
                data[at..end].copy_from_slice(&number[..end - at]);
            }
        }
    }
    data
}

fn holds(picture: Picture, what: &str) {
    let Picture::Converted(picture) = picture else { return };
    assert!(picture.data.len() <= 16 << 20, "{what}: {} bytes", picture.data.len());
    if picture.media_type.as_str() == "image/svg+xml" {
        let text = String::from_utf8(picture.data).unwrap_or_else(|_| panic!("{what}: an SVG is text")).to_lowercase();
        assert!(!["<script", "<foreignobject", "href=\"http"].iter().any(|part| text.contains(part)), "{what}");
        // What stands before a value is the name of its attribute.
        let names = text.split('"').step_by(2).filter_map(|part| part.strip_suffix('=')?.rsplit(' ').next());
        assert!(names.into_iter().all(|name| !name.starts_with("on")), "{what}");
    }
}

/// With `HWPCONV_SWEEP_PICTURES=N`, N cases over the pictures of samples and corpus.
#[test]
fn whatever_is_damaged_in_a_picture_gets_an_answer_within_bounds() {
    let asked = std::env::var("HWPCONV_SWEEP_PICTURES").ok().map(|count| count.parse::<usize>().unwrap());
    let seeds = seeds(asked.is_some());
    assert!(seeds.len() >= KINDS.len());
    let limits = Limits { picture_pixels: 20_000, stream_bytes: 4 << 20, records: 20_000, ..Limits::default() };
    let mut tried = [0_usize; KINDS.len()];
    for number in 0..asked.unwrap_or(QUICK * KINDS.len()) {
        let kind = number % KINDS.len();
        let of_kind: Vec<_> = seeds.iter().filter(|(media_type, _)| *media_type == KINDS[kind]).collect();
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let (media_type, seed) = of_kind[random.next(of_kind.len())];
        let data = damaged(seed, &mut random);
        let asset = Asset { name: "image1.x".to_owned(), media_type: (*media_type).into(), data, ..Asset::default() };
        let what = format!("case {number}, {media_type}");
        let mut side = || u32::try_from(random.next(600_000)).unwrap();
        let crop = Crop { left: side(), top: side(), right: side(), bottom: side() };
        holds(to_web(&asset, &limits), &what);
        holds(to_web_part(&asset, crop, &limits), &what);
        tried[kind] += 2;
    }
    for (kind, tried) in KINDS.into_iter().zip(tried) {
        println!("{kind}: {tried} runs");
    }
}
