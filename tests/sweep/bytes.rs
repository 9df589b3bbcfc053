//! Damage to the bytes of a file, whatever its format: what disks, transfers and bad programs do, and what somebody
//! writes who knows where the counts stand.

#![allow(clippy::ptr_arg, reason = "all kinds of damage are called in the same way")]

use crate::containers::restructure;
use crate::support::random::Random;

/// Values that no sound file has where a count, a size or a place stands.
const LIES: [u32; 10] = [0, 1, 2, 0x7FFF, 0xFFFF, 0x0001_0000, 0x7FFF_FFFF, 0xFFFF_FFFA, 0xFFFF_FFFE, u32::MAX];

pub type Damage = fn(&mut Vec<u8>, &mut Random) -> String;

pub const DAMAGES: [Damage; 8] = [cut, flip, lie, lie_in_the_tables, swap, erase, remove, insert];

/// What is done to whole files: to parts of them as well, and to what holds them.
pub const TO_FILES: [Damage; 12] = [
    cut,
    flip,
    lie,
    lie_in_the_tables,
    swap,
    erase,
    remove,
    insert,
    restructure,
    restructure,
    restructure,
    restructure,
];

fn cut(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let length = random.next(bytes.len() + 1);
    bytes.truncate(length);
    format!("cut to {length}")
}

fn flip(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let count = random.next(16) + 1;
    let mut places = Vec::new();
    for _ in 0..count {
        let at = random.next(bytes.len());
        bytes[at] ^= 1 << random.next(8);
        places.push(at);
    }
    format!("bits flipped at {places:?}")
}

/// A number anywhere says something else.
fn lie(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let at = random.next(bytes.len());
    let value = LIES[random.next(LIES.len())];
    write(bytes, at, value);
    format!("{value:#x} at {at}")
}

/// Numbers in the header, the sector tables or the directory of a compound file, or in the headers and the directory of
/// a package, say something else.
fn lie_in_the_tables(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let places = if bytes.starts_with(b"PK") { package_fields(bytes, random) } else { compound_fields(bytes, random) };
    let mut said = Vec::new();
    for at in places {
        let value = match random.next(3) {
            0 => u32::try_from(random.next(bytes.len() / 256 + 2)).unwrap(),
            _ => LIES[random.next(LIES.len())],
        };
        write(bytes, at, value);
        said.push((at, value));
    }
    format!("tables lie: {said:x?}")
}

fn package_fields(bytes: &[u8], random: &mut Random) -> Vec<usize> {
    let signatures: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"PK")).collect();
    let fields = |random: &mut Random| signatures[random.next(signatures.len())] + 4 + random.next(42);
    (0..random.next(3) + 1).map(|_| fields(random)).collect()
}

fn compound_fields(bytes: &[u8], random: &mut Random) -> Vec<usize> {
    let sectors = bytes.len() / 512;
    let field = |random: &mut Random| match random.next(3) {
        0 => 24 + 4 * random.next(30),
        // Tables and directory are sectors like others; those that hold many small or -1 words are likely tables.
        _ => {
            let looks_like_table = |sector: usize| {
                let words = bytes.get(sector * 512..sector * 512 + 512).unwrap_or_default().chunks(4);
                words.filter(|word| matches!(word, [0xFF, 0xFF, 0xFF, 0xFF] | [_, _, 0, 0])).count() > 60
            };
            let tries = (0..40).map(|_| random.next(sectors.max(1))).collect::<Vec<_>>();
            let sector = tries.iter().copied().find(|sector| looks_like_table(*sector)).unwrap_or(0);
            sector * 512 + 4 * random.next(128)
        }
    };
    (0..random.next(4) + 1).map(|_| field(random)).collect()
}

fn write(bytes: &mut [u8], at: usize, value: u32) {
    for (place, byte) in bytes.iter_mut().skip(at).zip(value.to_le_bytes()) {
        *place = byte;
    }
}

fn swap(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let size = [64, 512, 512, 4096][random.next(4)];
    let (from, to) = (random.next(bytes.len() / size + 1) * size, random.next(bytes.len() / size + 1) * size);
    for at in 0..size {
        if from.max(to) + at < bytes.len() {
            bytes.swap(from + at, to + at);
        }
    }
    format!("{size} bytes at {from} and {to} exchanged")
}

fn erase(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let (at, size) = (random.next(bytes.len()), [16, 512, 4096][random.next(3)]);
    let with = [0, 0xFF, b'P'][random.next(3)];
    bytes.iter_mut().skip(at).take(size).for_each(|byte| *byte = with);
    format!("{size} bytes of {with} from {at}")
}

fn remove(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let (from, size) = (random.next(bytes.len()), random.next(2048) + 1);
    bytes.drain(from..bytes.len().min(from + size));
    format!("{size} bytes from {from} removed")
}

/// A piece of the file once more, elsewhere.
fn insert(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let (from, size, to) = (random.next(bytes.len()), random.next(2048) + 1, random.next(bytes.len()));
    let piece = bytes[from..bytes.len().min(from + size)].to_vec();
    bytes.splice(to..to, piece);
    format!("{size} bytes from {from} again at {to}")
}
