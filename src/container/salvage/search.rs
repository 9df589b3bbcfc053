//! Streams without a directory entry, found by how they begin.
//!
//! Writers put the directory behind most of the data, so a file that was cut off often lacks it while its streams are
//! there. Every place where a stream can start is shown to the caller's [`Hints::recognise`].

use std::collections::{HashMap, HashSet};

use super::sectors::{MINI_SECTOR, Met, MiniSectors, Sectors};
use super::{CUTOFF, HEAD, Hints, Place, Recognised, Stream};

/// Streams that start where no `known` one does, in the order of the file. A path of the known ones is used again only
/// for a stream that exists once, so that the caller can compare. Long streams share no sector: all of them together
/// are no longer than the file.
pub(super) fn search(
    sectors: &Sectors<'_>,
    mini: Option<&MiniSectors>,
    known: &[Stream],
    hints: Hints,
    most: usize,
) -> Vec<Stream> {
    let mut search = Search { hints, most, names: Names::new(known), found: Vec::new() };
    let mut taken = sectors.none_met();
    let sure = mini.filter(|mini| mini.is_sure).into_iter().flat_map(|mini| mini.places.iter().copied());
    for sector in known.iter().filter_map(|stream| sector_of(stream.place)).chain(sure) {
        taken.insert(sector);
    }
    search.in_sectors(sectors, &mut taken);
    if let Some(mini) = mini {
        search.in_mini_stream(sectors, mini, &known.iter().filter_map(|stream| mini_of(stream.place)).collect());
    }
    if !mini.is_some_and(|mini| mini.is_sure) {
        for stream in known {
            let length = usize::try_from(stream.length).unwrap_or(usize::MAX);
            if let Some(start) = sector_of(stream.place) {
                sectors.take_chain(start, length.div_ceil(sectors.size), &mut taken);
            }
        }
        search.in_bytes(sectors, &taken);
    }
    search.found
}

/// Start and length of the mini stream, for a file whose root entry is lost: the chain in which a stream is found that
/// is always small.
pub(super) fn find_mini_stream(sectors: &Sectors<'_>, hints: Hints) -> Option<(u32, u64)> {
    let is_small = |sector: u32, part: usize| {
        let head = sectors.data_from(sector, part * MINI_SECTOR, HEAD).unwrap_or_default();
        matches!(recognise(hints, head), Some(Recognised::Small(_)))
    };
    let parts = sectors.size / MINI_SECTOR;
    let sector = (0..sectors.count()).find(|sector| (0..parts).any(|part| is_small(*sector, part)))?;
    let start = sectors.chain_start(sector);
    let length = sectors.chain(start, usize::MAX).len().checked_mul(sectors.size)?;
    Some((start, u64::try_from(length).ok()?))
}

/// Zeros fill what is not used; asking the caller about them would only cost time.
fn recognise(hints: Hints, head: &[u8]) -> Option<Recognised> {
    if head.iter().all(|byte| *byte == 0) { None } else { (hints.recognise)(head) }
}

fn sector_of(place: Place) -> Option<u32> {
    if let Place::Sectors(start) = place { Some(start) } else { None }
}

fn mini_of(place: Place) -> Option<u32> {
    if let Place::Mini(start) = place { Some(start) } else { None }
}

struct Search {
    hints: Hints,
    most: usize,
    names: Names,
    found: Vec<Stream>,
}

impl Search {
    fn in_sectors(&mut self, sectors: &Sectors<'_>, taken: &mut Met) {
        for start in sectors.possible_starts() {
            let Some(path) = sectors.data(start).filter(|_| !taken.contains(start)).and_then(|head| self.name(head))
            else {
                continue; // Nothing that the caller knows begins here.
            };
            let held =
                sectors.take_chain(start, usize::MAX, taken).into_iter().map_while(|sector| sectors.data(sector));
            self.push(path, held.map(<[u8]>::len).sum(), Place::Sectors(start));
        }
    }

    fn in_mini_stream(&mut self, sectors: &Sectors<'_>, mini: &MiniSectors, taken: &HashSet<u32>) {
        let mut head: Vec<u8> = Vec::with_capacity(HEAD);
        for start in mini.possible_starts(sectors).into_iter().filter(|start| !taken.contains(start)) {
            // Most places are the beginning of nothing, which the head tells.
            head.clear();
            let pieces =
                |most| mini.chain(sectors, start, most).into_iter().map_while(move |at| mini.data(sectors, at));
            head.extend(pieces(HEAD / MINI_SECTOR).flatten());
            if let Some(path) = self.name(&head) {
                self.push(path, pieces(CUTOFF / MINI_SECTOR).map(<[u8]>::len).sum(), Place::Mini(start));
            }
        }
    }

    /// Where the mini stream lies is lost or only guessed: small streams may start at any 64 bytes outside of long
    /// ones, and are read as one run.
    fn in_bytes(&mut self, sectors: &Sectors<'_>, taken: &Met) {
        for sector in (0..sectors.count()).filter(|sector| !taken.contains(*sector)) {
            for part in 0..sectors.size / MINI_SECTOR {
                let place = Place::Loose { sector, offset: part * MINI_SECTOR };
                let data = place.loose(sectors).unwrap_or_default();
                if let Some(path) = self.name(data.get(..HEAD).unwrap_or(data)) {
                    self.push(path, data.len(), place);
                }
            }
        }
    }

    fn name(&mut self, head: &[u8]) -> Option<String> {
        if self.found.len() >= self.most {
            return None;
        }
        self.names.free(recognise(self.hints, head)?)
    }

    fn push(&mut self, path: String, length: usize, place: Place) {
        self.found.push(Stream { path, length: u64::try_from(length).unwrap_or(u64::MAX), place });
    }
}

/// Gives paths to what was found.
struct Names {
    known: HashSet<String>,
    given: HashSet<&'static str>,
    next: HashMap<&'static str, u32>,
}

impl Names {
    fn new(known: &[Stream]) -> Self {
        let known = known.iter().map(|stream| stream.path.clone()).collect();
        Names { known, given: HashSet::new(), next: HashMap::new() }
    }

    /// `None` for the second stream of a kind that exists once: an older copy that the writer left in the file.
    fn free(&mut self, recognised: Recognised) -> Option<String> {
        match recognised {
            Recognised::Single(path) | Recognised::Small(path) => self.given.insert(path).then(|| path.to_owned()),
            Recognised::Numbered(base) => {
                let next = self.next.entry(base).or_default();
                loop {
                    let path = format!("{base}{next}");
                    *next = next.checked_add(1)?;
                    if !self.known.contains(&path) {
                        return Some(path);
                    }
                }
            }
        }
    }
}
