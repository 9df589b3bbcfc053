//! Compound files (MS-CFB): bytes to named streams.
//!
//! The `cfb` crate opens what is sound; what it refuses, and single streams that it cannot read to their end, goes to
//! the [salvage reader](super::salvage). A caller sees the same paths either way and asks
//! [`was_salvaged`](CompoundFile::was_salvaged) when it has to tell its user.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Component, Path};

use super::salvage::{Hints, Salvage, examine};

/// A compound file in memory.
pub(crate) struct CompoundFile<'a> {
    bytes: &'a [u8],
    max_entries: usize,
    hints: Hints,
    sound: Option<Sound<'a>>,
    /// Made when the crate refuses the file, or when the first stream breaks.
    salvage: Option<Salvage<'a>>,
    /// Sorted by path.
    streams: Vec<Stream>,
    /// Lower-case path to position in `streams`, made when a name is first asked for that is written otherwise.
    folded: OnceCell<BTreeMap<String, usize>>,
    over_entries: bool,
    salvaged: bool,
    /// Bytes that may still be given out: streams that share sectors are together longer than the file.
    left: u64,
}

/// The crate's view of a file; of our own copy, when something in it had to be written as the crate takes it.
type Sound<'a> = cfb::CompoundFile<Cursor<Cow<'a, [u8]>>>;

/// How many times the bytes of a file are given out. A reader asks for a stream twice at most.
const TIMES: u64 = 4;

/// Streams up to which the crate is asked for them. It goes through the directory for each, and in a file made to
/// break readers the directory is one long chain; real documents have a hundred.
const MOST_ASKED_FOR: usize = 4_096;

struct Stream {
    path: String,
    length: u64,
}

/// How much of a stream was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Complete,
    /// The file ends or breaks before the stream does; what is there was read.
    CutOff,
    /// The stream is longer than allowed; its beginning was read.
    OverLimit,
}

impl<'a> CompoundFile<'a> {
    /// Opens a compound file of any kind, listing at most `max_entries` streams; `None` when not one stream is found.
    pub(crate) fn open(bytes: &'a [u8], max_entries: u64) -> Option<Self> {
        Self::open_with(bytes, max_entries, Hints::default())
    }

    /// The same with what the caller knows of its streams, for the case that the directory is damaged.
    pub(crate) fn open_with(bytes: &'a [u8], max_entries: u64, hints: Hints) -> Option<Self> {
        let mut file = CompoundFile {
            bytes,
            max_entries: usize::try_from(max_entries).unwrap_or(usize::MAX),
            hints,
            sound: open_sound(bytes),
            salvage: None,
            streams: Vec::new(),
            folded: OnceCell::new(),
            over_entries: false,
            salvaged: false,
            left: u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(TIMES),
        };
        if file.sound.is_some() {
            file.list_sound();
        } else {
            file.list_salvaged();
        }
        (!file.streams.is_empty()).then_some(file)
    }

    /// Whether the file was damaged and something had to be pieced together, so far.
    pub(crate) fn was_salvaged(&self) -> bool {
        self.salvaged
    }

    /// Whether the file has more streams than were allowed; those beyond are not listed.
    pub(crate) fn is_over_entries(&self) -> bool {
        self.over_entries
    }

    /// Paths without a leading slash, such as `BodyText/Section0`, with the declared lengths; sorted by path.
    pub(crate) fn streams(&self) -> impl Iterator<Item = (&str, u64)> {
        self.streams.iter().map(|stream| (stream.path.as_str(), stream.length))
    }

    /// Whether there is a stream at this path, whatever the case of its letters.
    pub(crate) fn contains(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    /// The first path that begins with these letters, which are lower-case; the case of the path does not matter.
    pub(crate) fn path_beginning(&self, letters: &str) -> Option<&str> {
        let (path, index) = self.folded().range(letters.to_owned()..).next()?;
        self.streams.get(*index).filter(|_| path.starts_with(letters)).map(|stream| stream.path.as_str())
    }

    /// Appends a stream to `out`, at most `limit` bytes of it. `None` when there is no such stream; the case of
    /// letters does not matter. All streams together are cut off when they are several times as long as the file, which
    /// only those can be that share what is in it.
    pub(crate) fn read(&mut self, path: &str, limit: u64, out: &mut Vec<u8>) -> Option<Extent> {
        let index = self.find(path)?;
        let start = out.len();
        let extent = self.read_at(index, limit.min(self.left), out)?;
        self.left = self.left.saturating_sub(u64::try_from(out.len() - start).unwrap_or(u64::MAX));
        let is_spent = self.left == 0 && extent == Extent::OverLimit;
        Some(if is_spent { Extent::CutOff } else { extent })
    }

    fn read_at(&mut self, index: usize, limit: u64, out: &mut Vec<u8>) -> Option<Extent> {
        let stream = self.streams.get(index)?;
        let start = out.len();
        let is_modest = self.streams.len() <= MOST_ASKED_FOR;
        if let Some(sound) = self.sound.as_mut().filter(|_| is_modest)
            && let Some(extent) = read_sound(sound, stream, limit, out)
        {
            return Some(extent);
        }
        out.truncate(start);
        let (bytes, max_entries, hints) = (self.bytes, self.max_entries, self.hints);
        let salvage = self.salvage.get_or_insert_with(|| Salvage::new(bytes, max_entries, hints));
        self.salvaged |= is_modest;
        Some(salvage.read(&stream.path, limit, out).unwrap_or(Extent::CutOff))
    }

    fn find(&self, path: &str) -> Option<usize> {
        if let Ok(index) = self.streams.binary_search_by(|stream| stream.path.as_str().cmp(path)) {
            return Some(index);
        }
        self.folded().get(&path.to_lowercase()).copied()
    }

    fn folded(&self) -> &BTreeMap<String, usize> {
        self.folded.get_or_init(|| {
            // Of paths that differ in case alone the first counts.
            let paths = self.streams.iter().enumerate().rev();
            paths.map(|(index, stream)| (stream.path.to_lowercase(), index)).collect()
        })
    }

    fn list_sound(&mut self) {
        let Some(sound) = &self.sound else { return };
        for entry in sound.walk().filter(cfb::Entry::is_stream) {
            if self.streams.len() >= self.max_entries {
                self.over_entries = true;
                break;
            }
            self.streams.push(Stream { path: joined(entry.path()), length: entry.len() });
        }
        self.streams.sort_by(|a, b| a.path.cmp(&b.path));
    }

    fn list_salvaged(&mut self) {
        let salvage = Salvage::new(self.bytes, self.max_entries, self.hints);
        self.streams = salvage.streams().map(|(path, length)| Stream { path: path.to_owned(), length }).collect();
        self.over_entries = salvage.is_over_entries();
        self.salvage = Some(salvage);
        self.salvaged = true;
        self.streams.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

fn open_sound(bytes: &[u8]) -> Option<Sound<'_>> {
    const FREE: [u8; 4] = [0xFF; 4];
    let harmless = examine(bytes)?;
    let mut bytes = Cow::Borrowed(bytes);
    for place in harmless {
        if let Some(number) = bytes.to_mut().get_mut(place..).and_then(|rest| rest.first_chunk_mut()) {
            *number = FREE;
        }
    }
    // Never `open_strict`: it refuses about one real document in six for padding that harms nobody.
    // The file is in memory: a buffer would only mean that a megabyte is copied to look at the beginning of a picture.
    cfb::OpenOptions::new().max_buffer_size(1024).open_with(Cursor::new(bytes)).ok()
}

/// `None` when the stream breaks before its declared end.
fn read_sound(sound: &mut Sound<'_>, stream: &Stream, limit: u64, out: &mut Vec<u8>) -> Option<Extent> {
    let mut source = sound.open_stream(Path::new("/").join(&stream.path)).ok()?;
    let (wanted, extent) =
        if stream.length > limit { (limit, Extent::OverLimit) } else { (stream.length, Extent::Complete) };
    // `read_to_end` of the stream itself reserves once and copies whole runs of sectors; behind `take` it cannot.
    let read = match extent {
        Extent::OverLimit => source.take(limit).read_to_end(out),
        Extent::Complete | Extent::CutOff => source.read_to_end(out),
    };
    let read = u64::try_from(read.ok()?).ok()?;
    (read == wanted).then_some(extent)
}

/// The path with `/` between its names on every system.
fn joined(path: &Path) -> String {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => name.to_str(),
        // A path inside a compound file starts at its root and has no other special components.
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    names.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn sample() -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("/BodyText").unwrap();
        file.create_stream("/FileHeader").unwrap().write_all(b"a small stream").unwrap();
        file.create_stream("/BodyText/Section0").unwrap().write_all(&large()).unwrap();
        file.create_stream("/\u{5}Summary").unwrap().write_all(&[7; 100]).unwrap();
        file.into_inner().into_inner()
    }

    fn large() -> Vec<u8> {
        (0..20_000u32).flat_map(|n| n.to_le_bytes()).collect()
    }

    #[test]
    fn streams_are_listed_by_path_with_their_lengths() {
        let bytes = sample();
        let file = CompoundFile::open(&bytes, 100).unwrap();
        let streams: Vec<_> = file.streams().collect();
        assert_eq!(streams, [("\u{5}Summary", 100), ("BodyText/Section0", 80_000), ("FileHeader", 14)]);
        assert!(!file.was_salvaged() && !file.is_over_entries());
    }

    #[test]
    fn stream_is_found_whatever_the_case_of_its_letters() {
        let bytes = sample();
        let mut file = CompoundFile::open(&bytes, 100).unwrap();
        let mut out = b"kept".to_vec();
        assert_eq!(file.read("bodytext/SECTION0", u64::MAX, &mut out), Some(Extent::Complete));
        assert_eq!(out, [b"kept".as_slice(), &large()].concat());
        assert_eq!(file.read("BodyText/Section1", u64::MAX, &mut out), None);
        assert!(file.contains("fileheader") && !file.contains("BodyText"));
    }

    #[test]
    fn stream_over_the_limit_gives_its_beginning() {
        let bytes = sample();
        let mut file = CompoundFile::open(&bytes, 100).unwrap();
        let mut out = Vec::new();
        assert_eq!(file.read("BodyText/Section0", 1000, &mut out), Some(Extent::OverLimit));
        assert_eq!(out, &large()[..1000]);
        let mut head = Vec::new();
        assert_eq!(file.read("FileHeader", 7, &mut head), Some(Extent::OverLimit));
        assert_eq!(head, b"a small");
        assert!(!file.was_salvaged());
    }

    #[test]
    fn entries_beyond_the_limit_are_reported() {
        let bytes = sample();
        let file = CompoundFile::open(&bytes, 2).unwrap();
        assert_eq!(file.streams().count(), 2);
        assert!(file.is_over_entries());
    }
}
