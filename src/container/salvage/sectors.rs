//! Sectors of a damaged compound file: header, FAT and mini FAT, as far as they are there (MS-CFB 2.2 to 2.5).

use std::collections::HashSet;

use crate::container::bytes::Bytes;

const FREE: u32 = 0xFFFF_FFFF;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FAT_SECTOR: u32 = 0xFFFF_FFFD;
const DIFAT_SECTOR: u32 = 0xFFFF_FFFC;
/// Reserved by the specification; stands here for table entries that are lost.
const LOST: u32 = 0xFFFF_FFFB;
const LARGEST_SECTOR: u32 = 0xFFFF_FFFA;
/// Bytes in a sector of the mini stream.
pub(super) const MINI_SECTOR: usize = 64;

/// The sectors of a file and how they follow each other.
pub(super) struct Sectors<'a> {
    bytes: &'a [u8],
    /// Bytes in a sector.
    pub(super) size: usize,
    fat: Vec<u32>,
    /// Where the sectors are that the FAT came from, in its order; places of those that are lost are no sectors.
    fat_places: Vec<u32>,
    pub(super) first_directory: u32,
    first_mini_fat: u32,
}

/// Sectors that were met, or mini sectors.
pub(super) struct Met(Vec<bool>);

impl Met {
    /// None of so many.
    fn none_of(count: usize) -> Self {
        Met(vec![false; count])
    }

    /// Enters a sector. `false` when it was met before, or is none.
    pub(super) fn insert(&mut self, sector: u32) -> bool {
        let place = usize::try_from(sector).ok().and_then(|index| self.0.get_mut(index));
        place.is_some_and(|is_met| !std::mem::replace(is_met, true))
    }

    pub(super) fn contains(&self, sector: u32) -> bool {
        usize::try_from(sector).ok().and_then(|index| self.0.get(index)).copied().unwrap_or(false)
    }
}

/// What the header says, each field with a value that harms nobody when it is lost.
struct Header {
    shift: u16,
    first_directory: u32,
    first_mini_fat: u32,
    first_difat: u32,
    /// The first 109 places of FAT sectors.
    difat: Vec<u32>,
}

impl Header {
    /// `None` when the file ends inside the header; then it has no sectors either.
    fn read(bytes: &[u8]) -> Option<Header> {
        let mut header = Bytes::new(bytes);
        // Signature, class id and minor version.
        header.skip(26)?;
        let version = header.u16()?;
        // Byte order mark.
        header.skip(2)?;
        let shift = match header.u16()? {
            shift @ (9 | 12) => shift,
            _ if version == 4 => 12,
            _ => 9,
        };
        // Mini sector shift (always 6), reserved bytes, numbers of directory and FAT sectors (counted, not believed).
        header.skip(2 + 6 + 4 + 4)?;
        let first_directory = header.u32()?;
        // Transaction number and mini stream cutoff (always 4096).
        header.skip(4 + 4)?;
        let first_mini_fat = header.u32()?;
        // Number of mini FAT sectors.
        header.skip(4)?;
        let first_difat = header.u32()?;
        // Number of DIFAT sectors.
        header.skip(4)?;
        Some(Header { shift, first_directory, first_mini_fat, first_difat, difat: words(header.take(109 * 4)?) })
    }
}

impl<'a> Sectors<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let header = Header::read(bytes)?;
        let mut sectors = Sectors::without_fat(bytes, &header);
        sectors.read_fat(&header);
        Some(sectors)
    }

    fn without_fat(bytes: &'a [u8], header: &Header) -> Self {
        Sectors {
            bytes,
            size: 1 << header.shift,
            fat: Vec::new(),
            fat_places: Vec::new(),
            first_directory: header.first_directory,
            first_mini_fat: header.first_mini_fat,
        }
    }

    /// How many sectors are in the file; the last one may be cut.
    pub(super) fn count(&self) -> u32 {
        let body = self.bytes.len().saturating_sub(self.size);
        u32::try_from(body.div_ceil(self.size)).unwrap_or(LARGEST_SECTOR).min(LARGEST_SECTOR)
    }

    /// Up to `most` bytes from a place in a sector on, across the sectors that follow it in the file.
    pub(super) fn data_from(&self, sector: u32, offset: usize, most: usize) -> Option<&'a [u8]> {
        let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.size)?.checked_add(offset)?;
        let rest = self.bytes.get(start..)?;
        Some(rest.get(..most).unwrap_or(rest))
    }

    /// What is left of a sector, or `None` when the file ends before it.
    pub(super) fn data(&self, sector: u32) -> Option<&'a [u8]> {
        self.data_from(sector, 0, self.size).filter(|data| !data.is_empty())
    }

    /// The sectors of a chain in order, at most `most` and no more than the file has, including those beyond its end.
    ///
    /// Where the FAT is lost the next sector in the file is taken: writers lay streams out in runs. A chain that comes
    /// back to itself ends there.
    pub(super) fn chain(&self, start: u32, most: usize) -> Vec<u32> {
        follow(&self.fat, start, most.min(self.reach()), LARGEST_SECTOR, |sector| self.is_system(sector))
    }

    /// The same up to the first sector that is not in the file.
    pub(super) fn held(&self, start: u32, most: usize) -> Vec<u32> {
        let Some(last) = self.count().checked_sub(1) else { return Vec::new() };
        follow(&self.fat, start, most.min(self.reach()), last, |sector| self.is_system(sector))
    }

    /// The same for a chain that ends at the first sector behind its own that is already `taken`, and takes its own. So
    /// all chains that are taken from the same are together no longer than the file.
    pub(super) fn take_chain(&self, start: u32, most: usize, taken: &mut Met) -> Vec<u32> {
        let mut chain = Vec::new();
        let mut sector = start;
        let most = most.min(self.reach());
        while sector <= LARGEST_SECTOR && !self.is_system(sector) {
            if !taken.insert(sector) && !chain.is_empty() {
                break;
            }
            chain.push(sector);
            if chain.len() >= most {
                break;
            }
            sector = next(&self.fat, sector, |sector| self.is_system(sector));
        }
        chain
    }

    /// No sector is met yet.
    pub(super) fn none_met(&self) -> Met {
        Met::none_of(self.fat.len().max(self.reach()))
    }

    fn is_system(&self, sector: u32) -> bool {
        matches!(lookup(&self.fat, sector), FAT_SECTOR | DIFAT_SECTOR)
    }

    /// Whether an entry of the FAT leads to each sector.
    pub(super) fn led_to(&self) -> Met {
        led_to(&self.fat)
    }

    /// Where in the file entries of the FAT stand that end chains in sectors which the file does not have: some writers
    /// fill the last sector of the FAT with them, where the specification has free ones. Empty when other entries stand
    /// there as well, since then something is missing.
    pub(super) fn ends_behind_the_file(&self) -> Vec<usize> {
        let count = usize::try_from(self.count()).unwrap_or(usize::MAX);
        let tail = self.fat.get(count..).unwrap_or_default();
        if tail.len() >= self.size / 4 || tail.iter().any(|entry| !matches!(*entry, END_OF_CHAIN | FREE)) {
            return Vec::new();
        }
        let place_of = |index: usize| {
            let sector = usize::try_from(*self.fat_places.get(index / (self.size / 4))?).ok()?;
            sector.checked_add(1)?.checked_mul(self.size)?.checked_add(index % (self.size / 4) * 4)
        };
        let ends = (count..).zip(tail).filter(|(_, entry)| **entry == END_OF_CHAIN);
        ends.filter_map(|(index, _)| place_of(index)).collect()
    }

    /// The sectors at which a stream may start: no entry of the FAT leads to them, nor does it call them free or its
    /// own.
    pub(super) fn possible_starts(&self) -> Vec<u32> {
        possible_starts(&self.fat, self.count())
    }

    /// The first sector of the chain that a sector is in, going back at most as far as the FAT reaches.
    pub(super) fn chain_start(&self, sector: u32) -> u32 {
        let mut before = vec![LOST; self.fat.len()];
        for (from, to) in (0..).zip(&self.fat) {
            if let Some(before) = usize::try_from(*to).ok().and_then(|to| before.get_mut(to)) {
                *before = from;
            }
        }
        let mut start = sector;
        for _ in 0..self.reach() {
            let previous = lookup(&before, start);
            if previous == LOST {
                break;
            }
            start = previous;
        }
        start
    }

    /// No chain is longer than the sectors that the file has, however many its FAT speaks of.
    fn reach(&self) -> usize {
        usize::try_from(self.count()).unwrap_or(usize::MAX)
    }

    fn read_fat(&mut self, header: &Header) {
        let (mut difat, difat_sectors) = self.read_difat(header);
        if difat.iter().all(|sector| self.fat_entries(*sector).is_none()) {
            difat = self.find_fat_sectors();
        }
        for sector in &difat {
            let end = self.fat.len().saturating_add(self.size / 4);
            self.fat.extend(self.fat_entries(*sector).unwrap_or_default());
            self.fat.resize(end, LOST);
        }
        let marks = difat.iter().map(|sector| (sector, FAT_SECTOR));
        for (sector, mark) in marks.chain(difat_sectors.iter().map(|sector| (sector, DIFAT_SECTOR))) {
            if let Some(entry) = usize::try_from(*sector).ok().and_then(|index| self.fat.get_mut(index)) {
                *entry = mark;
            }
        }
        self.fat_places = difat;
    }

    /// The entries of a FAT sector. Zeros throughout would chain every sector to the first one: it was overwritten.
    fn fat_entries(&self, sector: u32) -> Option<Vec<u32>> {
        self.data(sector).map(words).filter(|entries| entries.iter().any(|entry| *entry != 0))
    }

    /// FAT sectors known by their own content, for a header that no longer tells them: each calls itself one, in the
    /// place of the part of the FAT that covers it, and all its entries are possible. Writers that keep a part of the
    /// FAT outside of what it covers do not get that part back.
    fn find_fat_sectors(&self) -> Vec<u32> {
        let per_sector = u32::try_from(self.size / 4).unwrap_or(128);
        let largest = self.count().saturating_mul(4);
        let is_possible = |entry: &u32| *entry <= largest || *entry >= DIFAT_SECTOR;
        let mut difat = Vec::new();
        for sector in 0..self.count() {
            let entries = self.data(sector).map(words).unwrap_or_default();
            let own = lookup(&entries, sector % per_sector);
            let chains = entries.contains(&END_OF_CHAIN);
            if own == FAT_SECTOR && chains && entries.iter().all(is_possible) {
                difat.resize(usize::try_from(sector / per_sector).unwrap_or(0), LOST);
                difat.push(sector);
            }
        }
        difat
    }

    /// Where the FAT sectors are, and the DIFAT sectors that say so. A place that is used twice counts once, so that
    /// the FAT cannot become larger than the file.
    fn read_difat(&self, header: &Header) -> (Vec<u32>, Vec<u32>) {
        let most = usize::try_from(self.count()).unwrap_or(usize::MAX);
        let mut places = header.difat.clone();
        let mut own = Vec::new();
        let mut seen = HashSet::new();
        let mut next = header.first_difat;
        while let Some(data) = self.data(next).filter(|_| seen.insert(next) && places.len() < most) {
            own.push(next);
            let mut entries = words(data);
            // The last entry of a whole DIFAT sector leads to the next one; a cut sector has lost it.
            next = if data.len() == self.size { entries.pop().unwrap_or(END_OF_CHAIN) } else { END_OF_CHAIN };
            places.extend(entries);
        }
        while places.pop_if(|place| *place > LARGEST_SECTOR).is_some() {}
        seen.clear();
        for place in &mut places {
            if !seen.insert(*place) {
                *place = LOST;
            }
        }
        places.truncate(most);
        (places, own)
    }
}

/// Whether the chain of DIFAT sectors is no longer than the file can need. Each of its entries names a FAT sector to be
/// read, so a chain that names the same ones over and over makes a table far larger than the file.
pub(super) fn has_modest_difat(bytes: &[u8]) -> bool {
    let Some(header) = Header::read(bytes) else { return false };
    let sectors = Sectors::without_fat(bytes, &header);
    let entries = sectors.size / 4;
    let needed = usize::try_from(sectors.count()).unwrap_or(usize::MAX) / entries / (entries - 1) + 2;
    let mut next = header.first_difat;
    for _ in 0..needed {
        let Some(data) = sectors.data(next) else { return true };
        next = words(data).pop().unwrap_or(END_OF_CHAIN);
    }
    sectors.data(next).is_none()
}

/// The mini stream: small streams in sectors of 64 bytes, kept in the chain of the root entry (MS-CFB 2.4).
pub(super) struct MiniSectors {
    fat: Vec<u32>,
    /// The sectors that the mini stream lies in.
    pub(super) places: Vec<u32>,
    /// Whether the FAT says so throughout, and nothing was guessed.
    pub(super) is_sure: bool,
}

impl MiniSectors {
    /// `start` and `length` of the mini stream come from the root entry.
    pub(super) fn new(sectors: &Sectors<'_>, start: u32, length: u64) -> Self {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let places = sectors.chain(start, length.div_ceil(sectors.size));
        let fat_length = length.div_ceil(MINI_SECTOR).saturating_mul(4);
        let mut fat = Vec::new();
        for sector in sectors.chain(sectors.first_mini_fat, fat_length.div_ceil(sectors.size)) {
            let end = fat.len() + sectors.size / 4;
            fat.extend(sectors.fat_entries(sector).unwrap_or_default());
            fat.resize(end, LOST);
        }
        let mut links = places.iter().zip(places.iter().skip(1));
        let is_sure = links.all(|(from, to)| lookup(&sectors.fat, *from) == *to);
        MiniSectors { fat, places, is_sure }
    }

    /// What is left of a mini sector, or `None` when it is not in the file.
    pub(super) fn data<'a>(&self, sectors: &Sectors<'a>, mini: u32) -> Option<&'a [u8]> {
        let offset = usize::try_from(mini).ok()?.checked_mul(MINI_SECTOR)?;
        let sector = sectors.data(*self.places.get(offset / sectors.size)?)?;
        let rest = sector.get(offset % sectors.size..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..MINI_SECTOR).unwrap_or(rest))
    }

    /// The mini sectors of a chain in order, at most `most`; see [`Sectors::chain`].
    pub(super) fn chain(&self, sectors: &Sectors<'_>, start: u32, most: usize) -> Vec<u32> {
        let reach = self.places.len().saturating_mul(sectors.size / MINI_SECTOR);
        follow(&self.fat, start, most.min(reach), LARGEST_SECTOR, |_| false)
    }

    /// The mini sectors at which a stream may start; see [`Sectors::possible_starts`].
    pub(super) fn possible_starts(&self, sectors: &Sectors<'_>) -> Vec<u32> {
        let count = self.places.len().saturating_mul(sectors.size / MINI_SECTOR);
        possible_starts(&self.fat, u32::try_from(count).unwrap_or(LARGEST_SECTOR))
    }
}

/// A chain, which ends where it comes back to itself and where it leaves the sectors up to `last`.
fn follow(table: &[u32], start: u32, most: usize, last: u32, is_system: impl Fn(u32) -> bool) -> Vec<u32> {
    /// Up to here it is faster to look through the chain itself.
    const SHORT: usize = 64;
    let mut chain = Vec::new();
    let mut seen = HashSet::new();
    let mut sector = start;
    while sector <= last && chain.len() < most && !is_system(sector) {
        if chain.len() == SHORT {
            seen.extend(&chain);
        }
        let is_new = if chain.len() < SHORT { !chain.contains(&sector) } else { seen.insert(sector) };
        if !is_new {
            break;
        }
        chain.push(sector);
        if chain.len() < most {
            sector = next(table, sector, &is_system);
        }
    }
    chain
}

/// The sector behind another one.
fn next(table: &[u32], sector: u32, is_system: impl Fn(u32) -> bool) -> u32 {
    /// So many sectors of the FAT are passed over; few writers lay more of them in a row before the end of the file.
    const PASSED_OVER: usize = 64;
    match lookup(table, sector) {
        END_OF_CHAIN => END_OF_CHAIN,
        next if points_into(table, next) => next,
        // Lost, free, or pointing nowhere: no chain runs like that, so the entry is not believed.
        _ => {
            let mut followers = (0..PASSED_OVER).scan(sector, |last, _| {
                *last = last.saturating_add(1);
                Some(*last)
            });
            followers.find(|next| !is_system(*next)).unwrap_or(END_OF_CHAIN)
        }
    }
}

fn possible_starts(table: &[u32], count: u32) -> Vec<u32> {
    let led_to = led_to(table);
    let may_start = |sector: &u32| {
        let entry = lookup(table, *sector);
        (entry == END_OF_CHAIN || entry <= LOST) && !led_to.contains(*sector)
    };
    (0..count).filter(may_start).collect()
}

fn led_to(table: &[u32]) -> Met {
    let mut led_to = Met::none_of(table.len());
    for entry in table {
        led_to.insert(*entry);
    }
    led_to
}

fn points_into(table: &[u32], entry: u32) -> bool {
    usize::try_from(entry).is_ok_and(|entry| entry < table.len())
}

fn lookup(table: &[u32], index: u32) -> u32 {
    usize::try_from(index).ok().and_then(|index| table.get(index)).copied().unwrap_or(LOST)
}

fn words(data: &[u8]) -> Vec<u32> {
    data.chunks_exact(4).filter_map(|word| Some(u32::from_le_bytes(*word.first_chunk()?))).collect()
}
