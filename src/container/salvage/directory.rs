//! The directory of a damaged compound file (MS-CFB 2.6): all entries that are left, and the storages they were in.

use std::collections::HashSet;

use super::is_small;
use super::sectors::{Met, Sectors};
use crate::container::bytes::{Bytes, utf16_string};

const ENTRY: usize = 128;
/// How deep storages are followed; real documents nest twice. A path is as long as the names of its storages, so that a
/// file of storages in each other would otherwise have paths of many times its size.
const DEPTH: usize = 8;

/// A directory entry that is left.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: Kind,
    left: u32,
    right: u32,
    child: u32,
    pub(super) start: u32,
    pub(super) length: u64,
    /// Index of the storage that the tree puts the entry in.
    parent: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Storage,
    Stream,
    Root,
}

/// The directory; an entry's place is its stream id, `None` where nothing is or was.
pub(super) struct Directory {
    pub(super) entries: Vec<Option<Entry>>,
    /// Whether the chain of the directory was there from end to end.
    pub(super) is_whole: bool,
}

impl Directory {
    pub(super) fn read(sectors: &Sectors<'_>) -> Directory {
        let mut directory = Directory { entries: Vec::new(), is_whole: true };
        let found = |sector: u32| sectors.data(sector).filter(|data| looks_like_directory(data));
        let mut chain = sectors.chain(sectors.first_directory, usize::MAX);
        // Behind the last sector that looks like a directory the chain has gone astray, or the file has ended.
        let length = chain.iter().rposition(|sector| found(*sector).is_some()).map_or(0, |last| last + 1);
        directory.is_whole = length == chain.len();
        chain.truncate(length);
        for sector in &chain {
            let data = found(*sector).unwrap_or_default();
            // Entries that are gone keep their numbers, so that the links of the others stay true.
            directory.push(data, sectors.size);
            directory.is_whole &= data.len() == sectors.size;
        }
        directory.is_whole &= !directory.entries.is_empty();
        if !directory.is_whole {
            let seen: HashSet<u32> = chain.into_iter().collect();
            for sector in (0..sectors.count()).filter(|sector| !seen.contains(sector)) {
                // Sectors that look otherwise hold data of streams.
                if let Some(data) = sectors.data(sector).filter(|data| looks_like_directory(data)) {
                    directory.push(data, sectors.size);
                }
            }
        }
        directory.find_parents();
        directory
    }

    /// The root entry, which holds the mini stream: the first one, or else the one with the longest, as older copies
    /// are left in some files.
    pub(super) fn root(&self) -> Option<&Entry> {
        let is_root = |entry: &&Entry| entry.kind == Kind::Root && entry.length > 0;
        let first = self.entries.first().and_then(Option::as_ref).filter(is_root);
        first.or_else(|| self.entries.iter().flatten().filter(is_root).max_by_key(|root| root.length))
    }

    /// The names of the storages above an entry, outermost first; `None` when the tree does not reach it.
    pub(super) fn storages_of(&self, entry: &Entry) -> Option<Vec<&str>> {
        let mut names = Vec::new();
        let mut parent = entry.parent;
        for _ in 0..DEPTH {
            let storage = self.entries.get(parent?)?.as_ref()?;
            if storage.kind == Kind::Root {
                names.reverse();
                return Some(names);
            }
            names.push(storage.name.as_str());
            parent = storage.parent;
        }
        None
    }

    /// Whether a reader that believes what it reads gets through: storages are not deeper than they are followed here, and
    /// no two streams begin in the same chain, so that reading all of them once is no more work than the file is long.
    pub(super) fn is_orderly(&self, sectors: &Sectors<'_>) -> bool {
        let mut starts = Starts { led_to: sectors.led_to(), sectors: sectors.none_met(), mini: HashSet::new() };
        let mut met = vec![false; self.entries.len()];
        let mut waiting = vec![(0_u32, 0_usize)];
        while let Some((id, depth)) = waiting.pop() {
            let index = usize::try_from(id).unwrap_or(usize::MAX);
            let (Some(Some(entry)), Some(is_met)) = (self.entries.get(index), met.get_mut(index)) else { continue };
            if std::mem::replace(is_met, true) {
                continue;
            }
            if depth > DEPTH || !starts.enter(entry) {
                return false;
            }
            waiting.extend([(entry.left, depth), (entry.right, depth), (entry.child, depth + 1)]);
        }
        true
    }

    /// Adds the entries of one sector, and empty places for those that are cut off.
    fn push(&mut self, data: &[u8], sector_size: usize) {
        let end = self.entries.len() + sector_size / ENTRY;
        self.entries.extend(data.chunks_exact(ENTRY).map(|bytes| Entry::read(bytes, sector_size)));
        self.entries.resize(end, None);
    }

    /// Follows the tree of siblings under every storage. Each entry is taken once, so loops end.
    fn find_parents(&mut self) {
        for storage in 0..self.entries.len() {
            let mut waiting = match self.entries.get(storage) {
                Some(Some(entry)) if entry.kind != Kind::Stream => vec![entry.child],
                _ => Vec::new(),
            };
            while let Some(id) = waiting.pop() {
                let index = usize::try_from(id).unwrap_or(usize::MAX);
                if let Some(Some(entry)) = self.entries.get_mut(index)
                    && entry.parent.is_none()
                    && entry.kind != Kind::Root
                    && index != storage
                {
                    entry.parent = Some(storage);
                    waiting.extend([entry.left, entry.right]);
                }
            }
        }
    }
}

impl Entry {
    /// `None` for an unused entry.
    fn read(data: &[u8], sector_size: usize) -> Option<Entry> {
        let mut bytes = Bytes::new(data);
        let name = bytes.utf16(32)?;
        // The length of the name, with its NUL; the name itself says it as well.
        bytes.skip(2)?;
        let kind = match bytes.u8()? {
            1 => Kind::Storage,
            2 => Kind::Stream,
            5 => Kind::Root,
            _ => return None,
        };
        // Colour of the node.
        bytes.skip(1)?;
        let (left, right, child) = (bytes.u32()?, bytes.u32()?, bytes.u32()?);
        // Class id, state bits, times of creation and change.
        bytes.skip(16 + 4 + 8 + 8)?;
        let (start, length) = (bytes.u32()?, bytes.u64()?);
        // Files with small sectors leave rubbish in the upper half of the length.
        let length = if sector_size == 512 { length & 0xFFFF_FFFF } else { length };
        let end = name.chunks_exact(2).position(|unit| unit == [0, 0]).unwrap_or(32);
        let name = utf16_string(name.get(..end * 2)?).replace('/', "_");
        Some(Entry { name, kind, left, right, child, start, length, parent: None })
    }
}

/// Where streams begin.
struct Starts {
    /// The sectors that others lead to.
    led_to: Met,
    sectors: Met,
    mini: HashSet<u32>,
}

impl Starts {
    /// Enters a stream. `false` when its chain is part of another one's.
    fn enter(&mut self, entry: &Entry) -> bool {
        match (entry.kind, is_small(entry.length)) {
            (Kind::Storage, _) => true,
            // What is empty has no chain, whatever its start says.
            (Kind::Stream | Kind::Root, _) if entry.length == 0 => true,
            (Kind::Stream, true) => self.mini.insert(entry.start),
            // A start outside of the file is nobody's.
            (Kind::Stream | Kind::Root, _) => {
                !self.led_to.contains(entry.start)
                    && (self.sectors.insert(entry.start) || !self.sectors.contains(entry.start))
            }
        }
    }
}

/// Whether every entry of a sector is an unused one or a sound one, and not all are unused.
fn looks_like_directory(data: &[u8]) -> bool {
    let mut used = 0;
    for entry in data.chunks_exact(ENTRY) {
        let (Some(name), Some([low, high, kind, colour])) = (entry.get(..64), entry.get(64..68)) else { return false };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        match kind {
            0 => continue, // Unused: nothing to look at, nothing to lose.
            1 | 2 | 5 if *colour <= 1 && length % 2 == 0 && (4..=64).contains(&length) => {}
            _ => return false,
        }
        let (text, terminator) = name.split_at(length - 2);
        if !terminator.starts_with(&[0, 0]) || text.chunks_exact(2).any(|unit| unit == [0, 0]) {
            return false;
        }
        used += 1;
    }
    used > 0
}
