//! Compound files laid out by hand, as no writer lays them out: entries that share their sectors, storages in each other,
//! tables that say nothing.

use super::record::{Bytes, count32};

/// No entry, or a free sector.
pub const NONE: u32 = u32::MAX;
/// The end of a chain.
pub const END: u32 = 0xFFFF_FFFE;
const FAT_SECTOR: u32 = 0xFFFF_FFFD;
const DIFAT_SECTOR: u32 = 0xFFFF_FFFC;
const SECTOR: usize = 512;

/// An entry of the directory.
#[derive(Clone)]
pub struct Entry {
    pub name: String,
    /// 1 is a storage, 2 a stream, 5 the root.
    pub kind: u8,
    pub left: u32,
    pub right: u32,
    pub child: u32,
    pub start: u32,
    pub length: u32,
}

impl Entry {
    pub fn root(child: u32) -> Self {
        Entry { child, kind: 5, ..Entry::stream("Root Entry", END, 0) }
    }

    pub fn storage(name: &str, child: u32) -> Self {
        Entry { child, kind: 1, ..Entry::stream(name, 0, 0) }
    }

    pub fn stream(name: &str, start: u32, length: u32) -> Self {
        Entry { name: name.to_owned(), kind: 2, left: NONE, right: NONE, child: NONE, start, length }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut name: Vec<u8> = self.name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let used = u16::try_from(name.len() + 2).unwrap();
        name.resize(64, 0);
        let entry = Bytes::new().raw(&name).u16(used).u8(self.kind).u8(1);
        let entry = entry.u32(self.left).u32(self.right).u32(self.child).zeros(36);
        entry.u32(self.start).u32(self.length).u32(0).into_vec()
    }
}

/// What the FAT says.
#[derive(Clone, Copy)]
pub enum Fat {
    /// The truth: the directory is one chain, and so are the data.
    True,
    /// So many sectors, each full of one number.
    Filled(usize, u32),
}

/// The sector where the data begin behind a directory of so many entries.
pub fn data_start(entries: usize) -> u32 {
    count32(entries.div_ceil(4))
}

/// The directory, the data, the FAT, the list of its sectors; `mini_fat` says where the table of the mini stream begins.
pub fn pack(entries: &[Entry], data: &[u8], fat: Fat, mini_fat: u32) -> Vec<u8> {
    let padded = |mut bytes: Vec<u8>, fill| {
        bytes.resize(bytes.len().next_multiple_of(SECTOR), fill);
        bytes
    };
    let directory = padded(entries.iter().flat_map(Entry::bytes).collect(), 0);
    let data = padded(data.to_vec(), 0);
    let (before, all) = (directory.len() / SECTOR, (directory.len() + data.len()) / SECTOR);
    let lists = |tables: usize| tables.saturating_sub(109).div_ceil(127);
    let tables = match fat {
        Fat::Filled(tables, _) => tables,
        Fat::True => (1..).find(|tables| tables * 128 >= all + tables + lists(*tables)).unwrap(),
    };
    let table: Vec<u32> = match fat {
        Fat::Filled(_, with) => vec![with; tables * 128],
        Fat::True => {
            let is_last = |sector: usize| sector + 1 == before || sector + 1 == all;
            let chains = (0..all).map(|sector| if is_last(sector) { END } else { count32(sector + 1) });
            let own = (0..tables).map(|_| FAT_SECTOR).chain((0..lists(tables)).map(|_| DIFAT_SECTOR));
            let mut table: Vec<u32> = chains.chain(own).collect();
            table.resize(tables * 128, NONE);
            table
        }
    };
    let places: Vec<u32> = (all..all + tables).map(count32).collect();
    let first_list = count32(all + tables);
    let head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 16]).collect::<Vec<u8>>();
    let head = Bytes::new().raw(&head).u16(0x3E).u16(3).u16(0xFFFE).u16(9).u16(6).zeros(10);
    let head = head.u32(count32(tables)).u32(0).u32(0).u32(4096).u32(mini_fat).u32(0);
    let head = head.u32(if lists(tables) > 0 { first_list } else { END }).u32(count32(lists(tables)));
    let first_places = places.iter().copied().chain(std::iter::repeat(NONE)).take(109);
    let mut file = first_places.fold(head, Bytes::u32).into_vec();
    file.extend(directory);
    file.extend(data);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    for (number, list) in places.get(109..).unwrap_or_default().chunks(127).enumerate() {
        let next = if number + 1 == lists(tables) { END } else { first_list + count32(number) + 1 };
        let list = list.iter().copied().chain(std::iter::repeat(NONE)).take(127).chain([next]);
        file.extend(list.flat_map(u32::to_le_bytes));
    }
    file
}

/// What makes a compound file one of the family: the names of streams, somewhere.
fn marks() -> Vec<u8> {
    ["FileHeader", "BodyText"].iter().flat_map(|name| name.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Four sections for each of `count` sectors of the directory; all say that they are nearly 2 GiB in one chain, of which
/// the table, as long as the directory, has lost everything.
pub fn shared_chain(count: usize) -> Vec<u8> {
    let start = data_start(count * 4);
    let mut entries = vec![Entry::root(1)];
    for number in 1..count * 4 {
        let right = if number + 1 < count * 4 { count32(number + 1) } else { NONE };
        entries.push(Entry { right, ..Entry::stream(&format!("Section{number}"), start, 0x7FFF_FF00) });
    }
    pack(&entries, &marks(), Fat::Filled(count, 0xFFFF_FFFB), END)
}

/// A mini stream in which small streams could begin anywhere: its table, and that of the file, have lost everything.
pub fn lost_mini_stream(count: usize) -> Vec<u8> {
    let entries = [Entry { start: 1, length: 0x7FFF_FFC0, ..Entry::root(NONE) }];
    let mut data = marks();
    data.resize(count * SECTOR, 7);
    pack(&entries, &data, Fat::Filled(count, 0xFFFF_FFFB), 2)
}

/// Storages in each other, `depth` of them, with a stream in each; the table is true.
pub fn deep_storages(depth: usize) -> Vec<u8> {
    let mut entries = vec![Entry::root(1)];
    for number in 0..depth {
        let storage = count32(1 + 2 * number);
        let child = if number + 1 < depth { storage + 2 } else { NONE };
        entries.push(Entry { left: storage + 1, ..Entry::storage(&"깊은".repeat(15), child) });
        entries.push(Entry::stream("얕", END, 0));
    }
    pack(&entries, &marks(), Fat::True, END)
}
