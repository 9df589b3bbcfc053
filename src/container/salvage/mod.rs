//! Recovery of streams from a damaged compound file (MS-CFB): cut off, or with a broken header, FAT or directory.
//!
//! Nothing is believed that can be checked: chains end where they come back to themselves, sectors that are gone end
//! a stream, a lost FAT is replaced by the next sector in the file, the directory is read entry by entry and its tree
//! only gives the storages. What has no entry any more is searched for.
//!
//! To find the streams is work in the order of the size of the file: what has to be gone through for all of them is gone
//! through once. To read them is more where they share sectors, so [`CompoundFile`](super::compound::CompoundFile) counts
//! what it gives out.

mod directory;
mod search;
mod sectors;

use std::collections::HashMap;

use self::directory::{Directory, Entry, Kind};
use self::sectors::has_modest_difat;
use self::sectors::{MINI_SECTOR, MiniSectors, Sectors};
use super::compound::Extent;

/// Streams shorter than this live in the mini stream.
const CUTOFF: usize = 4096;
/// How much of a stream's beginning is shown to [`Hints::recognise`].
const HEAD: usize = 512;

/// What a caller knows of its streams, for a file whose directory is damaged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hints {
    /// The storages of the root that a stream of this name can be in, likeliest first; none when that is not known.
    pub(crate) storages: fn(name: &str) -> &'static [&'static str],
    /// What a stream is that begins like this; shown are up to 512 bytes.
    pub(crate) recognise: fn(head: &[u8]) -> Option<Recognised>,
}

/// A stream known from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// The one stream with this path.
    Single(&'static str),
    /// The same for a stream that is always shorter than 4096 bytes.
    Small(&'static str),
    /// One of several streams, whose path is this and a number from 0.
    Numbered(&'static str),
}

impl Recognised {
    fn path(self) -> &'static str {
        match self {
            Recognised::Single(path) | Recognised::Small(path) | Recognised::Numbered(path) => path,
        }
    }
}

impl Default for Hints {
    fn default() -> Self {
        Hints { storages: |_| &[], recognise: |_| None }
    }
}

/// The streams that were found in a damaged file.
pub(super) struct Salvage<'a> {
    sectors: Option<Sectors<'a>>,
    mini: Option<MiniSectors>,
    streams: Vec<Stream>,
    over_entries: bool,
}

struct Stream {
    path: String,
    length: u64,
    place: Place,
}

/// Where a stream starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Sectors(u32),
    Mini(u32),
    /// A small stream in a file whose mini stream is lost.
    Loose {
        sector: u32,
        offset: usize,
    },
}

impl Place {
    /// What lies at a loose place, up to the length of a small stream.
    fn loose<'a>(self, sectors: &Sectors<'a>) -> Option<&'a [u8]> {
        let Place::Loose { sector, offset } = self else { return None };
        sectors.data_from(sector, offset, CUTOFF)
    }
}

impl<'a> Salvage<'a> {
    /// Finds at most `max_entries` streams.
    pub(super) fn new(bytes: &'a [u8], max_entries: usize, hints: Hints) -> Self {
        let mut salvage = Salvage { sectors: None, mini: None, streams: Vec::new(), over_entries: false };
        let Some(sectors) = Sectors::new(bytes) else { return salvage };
        let directory = Directory::read(&sectors);
        let root = directory.root().map(|root| (root.start, root.length));
        let mini_stream = root.or_else(|| search::find_mini_stream(&sectors, hints));
        salvage.mini = mini_stream.map(|(start, length)| MiniSectors::new(&sectors, start, length));
        salvage.sectors = Some(sectors);
        salvage.list(&directory, max_entries, hints);
        salvage.search(&directory, max_entries, hints);
        salvage.streams.sort_by(|a, b| a.path.cmp(&b.path));
        salvage
    }

    /// Adds what has no entry, or an entry that leads nowhere.
    fn search(&mut self, directory: &Directory, max_entries: usize, hints: Hints) {
        let Some(sectors) = &self.sectors else { return };
        if directory.is_whole && self.mini.as_ref().is_none_or(|mini| mini.is_sure) {
            return;
        }
        let most = max_entries.saturating_sub(self.streams.len());
        let found = search::search(sectors, self.mini.as_ref(), &self.streams, hints, most);
        // A search that filled its allowance stopped there.
        self.over_entries |= !found.is_empty() && found.len() == most;
        let places: HashMap<String, usize> = self.streams.iter().map(|known| known.path.clone()).zip(0..).collect();
        for stream in found {
            let Some(index) = places.get(&stream.path) else {
                self.streams.push(stream);
                continue;
            };
            // The entry is believed when it leads to what its name promises.
            let head = self.streams.get(*index).map(|known| self.head(known.place, known.length)).unwrap_or_default();
            let is_sound = (hints.recognise)(&head).is_some_and(|recognised| recognised.path() == stream.path);
            if let Some(known) = self.streams.get_mut(*index).filter(|_| !is_sound) {
                *known = stream;
            }
        }
    }

    fn head(&self, place: Place, length: u64) -> Vec<u8> {
        let mut head = Vec::new();
        self.copy(place, usize::try_from(length).unwrap_or(HEAD).min(HEAD), &mut head);
        head
    }

    pub(super) fn streams(&self) -> impl Iterator<Item = (&str, u64)> {
        self.streams.iter().map(|stream| (stream.path.as_str(), stream.length))
    }

    pub(super) fn is_over_entries(&self) -> bool {
        self.over_entries
    }

    /// Appends at most `limit` bytes of the stream at exactly this path.
    pub(super) fn read(&self, path: &str, limit: u64, out: &mut Vec<u8>) -> Option<Extent> {
        let index = self.streams.binary_search_by(|stream| stream.path.as_str().cmp(path)).ok()?;
        let stream = self.streams.get(index)?;
        let wanted = stream.length.min(limit);
        let start = out.len();
        self.copy(stream.place, usize::try_from(wanted).unwrap_or(usize::MAX), out);
        let read = u64::try_from(out.len() - start).unwrap_or(u64::MAX);
        Some(match (read < wanted, stream.length > limit) {
            (true, _) => Extent::CutOff,
            (false, true) => Extent::OverLimit,
            (false, false) => Extent::Complete,
        })
    }

    /// Appends up to `wanted` bytes from a place, up to the first sector that is not in the file.
    fn copy(&self, place: Place, wanted: usize, out: &mut Vec<u8>) {
        let Some(sectors) = &self.sectors else { return };
        let mut left = wanted;
        // Whether the next sector follows: nothing fits on after one that is cut or gone.
        let mut push = |data: Option<&[u8]>, whole: usize| {
            let data = data.unwrap_or_default();
            let piece = data.get(..left).unwrap_or(data);
            out.extend_from_slice(piece);
            left -= piece.len();
            data.len() == whole
        };
        match (place, &self.mini) {
            (Place::Sectors(start), _) => {
                for sector in sectors.held(start, wanted.div_ceil(sectors.size)) {
                    if !push(sectors.data(sector), sectors.size) {
                        break;
                    }
                }
            }
            (Place::Mini(start), Some(mini)) => {
                for sector in mini.chain(sectors, start, wanted.div_ceil(MINI_SECTOR)) {
                    if !push(mini.data(sectors, sector), MINI_SECTOR) {
                        break;
                    }
                }
            }
            // Without its mini stream a small stream has no place; the caller sees that it is cut off.
            (Place::Mini(_), None) => {}
            (Place::Loose { .. }, _) => {
                push(place.loose(sectors), wanted);
            }
        }
    }

    /// Lists the streams of the directory: first those whose storage is known, so that they get their names.
    fn list(&mut self, directory: &Directory, max_entries: usize, hints: Hints) {
        let streams = || directory.entries.iter().flatten().filter(|entry| entry.kind == Kind::Stream);
        let mut used = HashMap::new();
        let mut lost = Vec::new();
        for entry in streams() {
            match known_path(directory, entry, hints) {
                Some(path) => self.push(unique(path, &mut used), entry, max_entries),
                None => lost.push(entry),
            }
        }
        for entry in lost {
            let path = self.likely_path(entry, hints, &used);
            self.push(unique(path, &mut used), entry, max_entries);
        }
    }

    fn push(&mut self, path: String, entry: &Entry, max_entries: usize) {
        if self.streams.len() >= max_entries {
            self.over_entries = true;
            return;
        }
        self.streams.push(Stream { path, length: entry.length, place: place_of(entry) });
    }

    /// The path of a stream that the tree no longer reaches: told by its beginning, else by its name, else at the top.
    fn likely_path(&self, entry: &Entry, hints: Hints, used: &HashMap<String, u32>) -> String {
        let storages = (hints.storages)(&entry.name);
        let paths = || storages.iter().map(|storage| format!("{storage}/{}", entry.name));
        let head = if storages.len() > 1 { self.head(place_of(entry), entry.length) } else { Vec::new() };
        let recognised = (hints.recognise)(&head).map_or("", Recognised::path);
        let told = storages.iter().position(|storage| recognised.starts_with(storage));
        told.and_then(|index| paths().nth(index))
            .or_else(|| paths().find(|path| !used.contains_key(path)))
            .or_else(|| paths().next())
            .unwrap_or_else(|| entry.name.clone())
    }
}

/// Whether a stream of this length lives in the mini stream.
fn is_small(length: u64) -> bool {
    usize::try_from(length).is_ok_and(|length| length < CUTOFF)
}

/// Whether the crate can be given a file, and where in the file numbers stand that it does not take though they are
/// harmless.
pub(super) fn examine(bytes: &[u8]) -> Option<Vec<usize>> {
    if !has_modest_difat(bytes) {
        return None;
    }
    let sectors = Sectors::new(bytes)?;
    Directory::read(&sectors).is_orderly(&sectors).then(|| sectors.ends_behind_the_file())
}

fn place_of(entry: &Entry) -> Place {
    if is_small(entry.length) { Place::Mini(entry.start) } else { Place::Sectors(entry.start) }
}

/// The path that the tree gives, unless the caller knows better.
fn known_path(directory: &Directory, entry: &Entry, hints: Hints) -> Option<String> {
    let mut names = directory.storages_of(entry)?;
    let expected = (hints.storages)(&entry.name);
    if !expected.is_empty() && !expected.iter().any(|storage| names == [*storage]) {
        return None;
    }
    names.push(&entry.name);
    Some(names.join("/"))
}

/// The path, with a number behind it when it was given away before.
fn unique(path: String, used: &mut HashMap<String, u32>) -> String {
    let count = used.entry(path.clone()).or_default();
    *count = count.saturating_add(1);
    if *count == 1 { path } else { format!("{path} ({count})") }
}

#[cfg(test)]
mod tests;
