//! Containers taken apart and made to lie: the tables and the directory of a compound file, the headers of a package.
//! No bits are flipped at random here: every change is one that a reader has to believe before it can find out.

#![allow(clippy::ptr_arg, reason = "all kinds of damage are called in the same way")]

use crate::support::random::Random;

/// No sector, or no entry.
const NONE: u32 = u32::MAX;
const SPECIAL: [u32; 7] = [0, 0x7FFF_FFFF, 0xFFFF_FFFA, 0xFFFF_FFFB, 0xFFFF_FFFC, 0xFFFF_FFFD, 0xFFFF_FFFE];
const ENTRY: usize = 128;

/// Changes a compound file or a package in up to six places, and says in which.
pub fn restructure(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let times = 1 + random.next(6);
    let mut said = Vec::new();
    for _ in 0..times {
        let what = if bytes.starts_with(b"PK") { package(bytes, random) } else { compound(bytes, random) };
        said.push(what.unwrap_or_default());
    }
    said.join(", ")
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn set(bytes: &mut [u8], at: usize, value: u32) {
    bytes.iter_mut().skip(at).zip(value.to_le_bytes()).for_each(|(place, byte)| *place = byte);
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Where things stand in a compound file, as far as its header and its tables say.
struct Layout {
    size: usize,
    sectors: usize,
    /// Places of the entries of the FAT, of the directory, of the table of the mini stream.
    fat: Vec<usize>,
    directory: Vec<usize>,
    mini: Vec<usize>,
}

impl Layout {
    fn of(bytes: &[u8]) -> Option<Layout> {
        let size = if bytes.get(30)? == &12 { 4096 } else { 512 };
        let sectors = bytes.len().checked_sub(size)? / size;
        let place = |sector: u32| {
            let sector = usize::try_from(sector).ok().filter(|sector| *sector < sectors)?;
            Some((sector + 1) * size)
        };
        let difat = (0..109).filter_map(|entry| place(word(bytes, 76 + 4 * entry)?));
        let fat: Vec<usize> = difat.flat_map(|at| (0..size / 4).map(move |entry| at + 4 * entry)).collect();
        let chain = |first: usize, each: usize| {
            let mut places = Vec::new();
            let mut sector = word(bytes, first);
            while let Some(at) = sector.and_then(place).filter(|_| places.len() < sectors * size / each) {
                places.extend((0..size / each).map(|entry| at + each * entry));
                let index = usize::try_from(sector.unwrap_or(NONE)).ok();
                sector = index.and_then(|index| word(bytes, *fat.get(index)?));
            }
            places
        };
        Some(Layout { size, sectors, directory: chain(48, ENTRY), mini: chain(60, 4), fat })
    }
}

fn any(places: &[usize], random: &mut Random) -> Option<usize> {
    if places.is_empty() { None } else { Some(places[random.next(places.len())]) }
}

fn compound(bytes: &mut Vec<u8>, random: &mut Random) -> Option<String> {
    let layout = Layout::of(bytes)?;
    let sector = |random: &mut Random| match random.next(4) {
        0 => SPECIAL[random.next(SPECIAL.len())],
        1 => number(layout.sectors + random.next(3)),
        _ => number(random.next(layout.sectors.max(1))),
    };
    let (kind, value) = (random.next(13), sector(random));
    Some(match kind {
        0 | 1 => {
            let at = any(&layout.fat, random)?;
            set(bytes, at, value);
            format!("the FAT says {value:#x} at {at}")
        }
        2 => {
            let at = any(&layout.mini, random)?;
            set(bytes, at, value);
            format!("the mini FAT says {value:#x} at {at}")
        }
        3 => {
            // A run of the FAT leads to one place, which a chain then meets again and again.
            let (from, count) = (random.next(layout.fat.len().max(1)), random.next(200));
            layout.fat.iter().skip(from).take(count).for_each(|at| set(bytes, *at, value));
            format!("{count} of the FAT from {from} say {value:#x}")
        }
        4 => {
            // Two streams, or a stream and the mini stream, share what they have.
            let (from, to) = (any(&layout.directory, random)?, any(&layout.directory, random)?);
            let start = word(bytes, from + 116)?;
            set(bytes, to + 116, start);
            format!("the entry at {to} starts where the one at {from} does")
        }
        5 => {
            let at = any(&layout.directory, random)?;
            set(bytes, at + 116, value);
            format!("the entry at {at} starts at {value:#x}")
        }
        6 => {
            let lengths = [0, 1, 63, 4095, 4096, number(bytes.len()), number(bytes.len() * 3), 0x7FFF_FF00, NONE];
            let (at, length) = (any(&layout.directory, random)?, lengths[random.next(lengths.len())]);
            set(bytes, at + 120, length);
            format!("the entry at {at} has {length} bytes")
        }
        7 => {
            let (at, field) = (any(&layout.directory, random)?, 68 + 4 * random.next(3));
            let to = if random.next(5) == 0 { value } else { number(random.next(layout.directory.len().max(1))) };
            set(bytes, at + field, to);
            format!("the entry at {at} leads to {to} at {field}")
        }
        8 => {
            let (at, kind) = (any(&layout.directory, random)?, [0, 1, 2, 3, 5, 255][random.next(6)]);
            *bytes.get_mut(at + 66)? = kind;
            format!("the entry at {at} is of kind {kind}")
        }
        9 => {
            let (from, to) = (any(&layout.directory, random)?, any(&layout.directory, random)?);
            let name = bytes.get(from..from + 66)?.to_vec();
            bytes.get_mut(to..to + 66)?.copy_from_slice(&name);
            format!("the entry at {to} is called as the one at {from}")
        }
        10 => {
            let fields = [30, 40, 44, 48, 56, 60, 64, 68, 72, 76, 80];
            let at = fields[random.next(fields.len())];
            set(bytes, at, if random.next(3) == 0 { value } else { number(random.next(130)) });
            format!("the header lies at {at}")
        }
        11 => grow(bytes, &layout, random)?,
        _ => {
            let length = layout.size * random.next(layout.sectors + 2);
            bytes.truncate(length);
            format!("cut to {length}")
        }
    })
}

/// Copies a sector of the directory to the end of the file, some dozens of times, and chains the copies behind it: many
/// entries for the same few streams. They are called alike, or lead to each other in a row.
fn grow(bytes: &mut Vec<u8>, layout: &Layout, random: &mut Random) -> Option<String> {
    let per_sector = layout.size / ENTRY;
    let last = *layout.directory.iter().rfind(|at| (*at).is_multiple_of(layout.size))?;
    let (copies, in_a_row) = (1 + random.next(60), random.next(2) == 0);
    bytes.resize((layout.sectors + 1) * layout.size, 0);
    let mut before = last / layout.size - 1;
    for copy in 0..copies {
        let mut sector = bytes.get(last..last + layout.size)?.to_vec();
        for entry in 0..per_sector {
            let next = layout.directory.len() + copy * per_sector + entry + 1;
            if in_a_row {
                set(&mut sector, entry * ENTRY + [68, 72, 76][random.next(3)], number(next));
            }
        }
        let own = bytes.len() / layout.size - 1;
        let (Some(from), Some(to)) = (layout.fat.get(before), layout.fat.get(own)) else { break };
        bytes.extend(sector);
        set(bytes, *from, number(own));
        set(bytes, *to, 0xFFFF_FFFE);
        before = own;
    }
    Some(format!("{copies} sectors of the directory more"))
}

fn places_of(bytes: &[u8], signature: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(signature)).collect()
}

fn package(bytes: &mut Vec<u8>, random: &mut Random) -> Option<String> {
    let (local, central) = (places_of(bytes, b"PK\x03\x04"), places_of(bytes, b"PK\x01\x02"));
    let end = places_of(bytes, b"PK\x05\x06");
    let lies = [0, 1, 2, 0x7FFF, 0xFFFF, number(bytes.len()), number(bytes.len() * 2), 0x7FFF_FFFF, NONE];
    let lie = lies[random.next(lies.len())];
    Some(match random.next(9) {
        0 => {
            // Method, flags, sizes, lengths of name and extra field.
            let at = any(&local, random)? + [6, 8, 14, 18, 22, 26, 28][random.next(7)];
            set(bytes, at, lie);
            format!("a local header says {lie:#x} at {at}")
        }
        1 => {
            let at = any(&central, random)? + [8, 10, 16, 20, 24, 28, 30, 32, 42][random.next(9)];
            set(bytes, at, lie);
            format!("the directory says {lie:#x} at {at}")
        }
        2 => {
            let at = any(&end, random)? + [4, 8, 10, 12, 16, 20][random.next(6)];
            set(bytes, at, lie);
            format!("the end says {lie:#x} at {at}")
        }
        3 | 4 => {
            // Two entries lie in the same place, or one within another.
            let (from, to) = (any(&central, random)?, any(&central, random)?);
            let place = word(bytes, from + 42)?.saturating_add(number(random.next(2) * random.next(200)));
            set(bytes, to + 42, place);
            format!("the entry at {to} lies at {place}")
        }
        5 => {
            // The same entry over and over.
            let at = any(&central, random)?;
            let next = central.iter().chain(&end).find(|place| **place > at)?;
            let entry = bytes.get(at..*next)?.to_vec();
            let copies = 1 + random.next(100);
            bytes.splice(at..at, entry.repeat(copies));
            format!("the entry at {at} {copies} times more")
        }
        6 => {
            let at = any(&local, random)?;
            let next = local.iter().chain(&central).find(|place| **place > at)?;
            let part = bytes.get(at..*next)?.to_vec();
            let copies = 1 + random.next(8);
            bytes.splice(at..at, part.repeat(copies));
            format!("the part at {at} {copies} times more")
        }
        7 => {
            let (from, to) = (any(&central, random)?, any(&central, random)?);
            let length = usize::from(*bytes.get(from + 28)?).min(usize::from(*bytes.get(to + 28)?));
            let name = bytes.get(from + 46..from + 46 + length)?.to_vec();
            bytes.get_mut(to + 46..to + 46 + length)?.copy_from_slice(&name);
            format!("the entry at {to} is called as the one at {from}")
        }
        _ => {
            let length = *central.first().or(end.first())?;
            bytes.truncate(length + random.next(2) * random.next(80));
            "without a directory".to_owned()
        }
    })
}
