//! ZIP packages: bytes to named parts, borrowed where they are stored, inflated within a budget where not.
//!
//! A reader of our own, because documents arrive cut off, with names that lie and sizes that lie, and because it is the
//! salvage reader as well: the central directory is only a shortcut to the local headers. No declared size is
//! believed: what is deflated ends where its stream ends, and no part reaches beyond the header that follows it.
//!
//! Left out: check sums (XML that is wrong shows by itself), parts in several files, and every compression but deflate,
//! which no word processor writes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::container::bytes::Bytes;
use crate::container::inflate::{self, End};
use crate::limits::Budget;

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";

/// The end record is 22 bytes long, and a comment of at most 65,535 bytes follows it.
const END_SEARCH: usize = 22 + 65_535;

/// A ZIP package.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
    /// Lower-case name to position in `parts`.
    index: HashMap<String, usize>,
    /// Where local headers and the central directory begin, sorted.
    borders: Vec<usize>,
    notes: Notes,
}

/// What was found wrong with a package as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    /// The central directory is missing or broken; parts were found by their local headers.
    pub(crate) is_salvaged: bool,
    /// Entries were left out because their names lead out of the package.
    pub(crate) has_unsafe_names: bool,
    /// There are more entries than allowed; the rest was left out.
    pub(crate) is_over_entries: bool,
}

/// One entry of the package.
#[derive(Debug)]
struct Part {
    name: String,
    /// Where its local header begins.
    header: usize,
    is_encrypted: bool,
    method: u16,
    /// Declared size in the package; `None` when it is not known. Only asked for what is stored.
    size: Option<usize>,
}

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// There is no such part, or nothing of it.
    Missing,
    /// Encrypted by the ZIP program.
    Encrypted,
    /// Compressed by a method other than deflate.
    Method,
}

/// The data of a part, and how they ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Data<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    pub(crate) end: End,
}

impl<'a> Package<'a> {
    /// Lists the parts of a package. Of entries with the same name the last one counts; entries beyond `entries` are
    /// left out.
    pub(crate) fn open(bytes: &'a [u8], entries: u64) -> Self {
        let limit = usize::try_from(entries).unwrap_or(usize::MAX);
        let mut package =
            Package { bytes, parts: Vec::new(), index: HashMap::new(), borders: Vec::new(), notes: Notes::default() };
        if package.list_directory(limit).is_none() {
            package.parts.clear();
            package.index.clear();
            package.borders.clear();
            package.notes = Notes { is_salvaged: true, ..Notes::default() };
            package.scan(limit);
        }
        package.borders.sort_unstable();
        package
    }

    /// What was found wrong.
    pub(crate) fn notes(&self) -> Notes {
        self.notes
    }

    /// The names of all parts, in the order of the package, `/` between folders.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The name of a part as the package writes it; case and the kind of slash do not matter in `name`.
    pub(crate) fn name_of(&self, name: &str) -> Option<&str> {
        self.find(name).map(|part| part.name.as_str())
    }

    /// Reads a part whole, as far as the budget allows.
    pub(crate) fn read(&self, name: &str, budget: &mut Budget) -> Result<Data<'a>, Unreadable> {
        let data = self.read_up_to(name, budget.stream_allowance())?;
        budget.spend(data.bytes.len() as u64);
        Ok(data)
    }

    /// Reads at most `limit` bytes of a part.
    pub(crate) fn read_up_to(&self, name: &str, limit: u64) -> Result<Data<'a>, Unreadable> {
        let part = self.find(name).ok_or(Unreadable::Missing)?;
        if part.is_encrypted {
            return Err(Unreadable::Encrypted);
        }
        let room = self.room(part).ok_or(Unreadable::Missing)?;
        match part.method {
            0 => {
                let stored = part.size.and_then(|size| room.get(..size)).unwrap_or(room);
                let is_cut = part.size.is_some_and(|size| size > room.len());
                let complete = if is_cut { End::CutOff } else { End::Complete };
                let allowed = usize::try_from(limit).ok().and_then(|limit| stored.get(..limit));
                let (bytes, end) = match allowed {
                    Some(allowed) if allowed.len() < stored.len() => (allowed, End::OverLimit),
                    Some(_) | None => (stored, complete),
                };
                Ok(Data { bytes: Cow::Borrowed(bytes), end })
            }
            8 => {
                let mut bytes = Vec::new();
                let end = inflate::inflate(room, limit, &mut bytes);
                Ok(Data { bytes: Cow::Owned(bytes), end })
            }
            _ => Err(Unreadable::Method),
        }
    }

    fn find(&self, name: &str) -> Option<&Part> {
        let name = normalise(name)?;
        self.parts.get(*self.index.get(&name.to_lowercase())?)
    }

    /// The bytes between the local header of a part and whatever begins next.
    fn room(&self, part: &Part) -> Option<&'a [u8]> {
        let mut header = Bytes::new(self.bytes.get(part.header..)?);
        let (_, name, extra) = local_header(&mut header)?;
        header.skip(name + extra)?;
        let start = part.header + header.position();
        let next = self.borders.partition_point(|border| *border < start);
        let end = self.borders.get(next).copied().unwrap_or(self.bytes.len());
        self.bytes.get(start..end.max(start))
    }

    /// Lists what the central directory says; `None` when there is none that can be believed.
    fn list_directory(&mut self, limit: usize) -> Option<()> {
        let tail = self.bytes.len().saturating_sub(END_SEARCH);
        let at = tail + find_last(self.bytes.get(tail..)?, END_OF_DIRECTORY)?;
        let mut end = Bytes::new(self.bytes.get(at..)?);
        end.skip(4 + 2 + 2 + 2 + 2)?; // signature, disk, disk of the directory, entries on this disk, entries
        let size = usize::try_from(end.u32()?).ok()?;
        let offset = usize::try_from(end.u32()?).ok()?;
        // What was put before the package moves everything; the directory ends where the end record begins.
        let start = at.checked_sub(size).filter(|start| self.is_at(*start, CENTRAL_HEADER)).unwrap_or(offset);
        let moved = start.checked_sub(offset)?;
        self.borders.push(start);
        let mut directory = Bytes::new(self.bytes.get(start..at)?);
        while directory.rest().starts_with(CENTRAL_HEADER) {
            if self.parts.len() >= limit {
                self.notes.is_over_entries = true;
                return Some(());
            }
            let (mut part, name) = central_entry(&mut directory)?;
            part.header = part.header.checked_add(moved)?;
            if !self.is_at(part.header, LOCAL_HEADER) {
                return None;
            }
            self.add(part, name);
        }
        // A directory that breaks off, or that belongs to a package stored within this one, hides parts that a scan
        // finds.
        let is_ours = !self.is_at(0, LOCAL_HEADER) || self.borders.contains(&0);
        (!self.parts.is_empty() && is_ours && !is_short(&directory)).then_some(())
    }

    /// Finds parts by their local headers alone.
    fn scan(&mut self, limit: usize) {
        let mut at = 0;
        while let Some(found) = find_first(self.bytes.get(at..).unwrap_or_default(), LOCAL_HEADER) {
            let start = at + found;
            at = start + LOCAL_HEADER.len();
            let mut header = Bytes::new(self.bytes.get(start..).unwrap_or_default());
            let Some((mut part, name, extra)) = local_header(&mut header) else { continue };
            let Some(name) = header.take(name) else { continue };
            if header.skip(extra).is_none() {
                continue; // no data follow
            }
            if self.parts.len() >= limit {
                self.notes.is_over_entries = true;
                return;
            }
            part.header = start;
            // What is stored may be a package itself, whose parts are not ours; what is deflated shows no headers, so
            // that the search may go on in it when its size is wrong.
            let data = start + header.position();
            let end = part.size.and_then(|size| data.checked_add(size));
            let is_stored = part.method == 0;
            at = end.filter(|end| is_stored || self.is_at(*end, b"PK")).unwrap_or(data);
            self.add(part, name);
        }
        // The directory itself is a border, if it is there.
        if let Some(found) = find_first(self.bytes.get(at..).unwrap_or_default(), CENTRAL_HEADER) {
            self.borders.push(at + found);
        }
    }

    fn add(&mut self, part: Part, raw_name: &[u8]) {
        self.borders.push(part.header);
        if raw_name.ends_with(b"/") || raw_name.ends_with(b"\\") {
            return; // a folder
        }
        let name = match std::str::from_utf8(raw_name) {
            Ok(name) => Cow::Borrowed(name),
            Err(_) => encoding_rs::EUC_KR.decode_without_bom_handling(raw_name).0,
        };
        let Some(name) = normalise(&name) else {
            self.notes.has_unsafe_names = true;
            return;
        };
        self.index.insert(name.to_lowercase(), self.parts.len());
        self.parts.push(Part { name, ..part });
    }

    fn is_at(&self, offset: usize, signature: &[u8]) -> bool {
        self.bytes.get(offset..).is_some_and(|rest| rest.starts_with(signature))
    }
}

/// A name with `/` between its folders; `None` when it is empty or leads out of the package.
fn normalise(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    let is_unsafe = name.is_empty()
        || name.starts_with('/')
        || name.contains(['\0', ':'])
        || name.split('/').any(|folder| folder == "..");
    (!is_unsafe).then(|| name.to_owned())
}

/// Reads a local header up to its name: the part, the length of the name, the length of the extra field.
fn local_header(bytes: &mut Bytes<'_>) -> Option<(Part, usize, usize)> {
    bytes.skip(4 + 2)?; // signature, version
    let (flags, method) = (bytes.u16()?, bytes.u16()?);
    bytes.skip(2 + 2 + 4)?; // time, date, check sum
    let packed = bytes.u32()?;
    bytes.skip(4)?; // unpacked size, which is never believed
    let (name, extra) = (usize::from(bytes.u16()?), usize::from(bytes.u16()?));
    Some((part(flags, method, packed), name, extra))
}

/// Reads one entry of the central directory: the part and its name.
fn central_entry<'a>(bytes: &mut Bytes<'a>) -> Option<(Part, &'a [u8])> {
    bytes.skip(4 + 2 + 2)?; // signature, version that wrote, version that reads
    let (flags, method) = (bytes.u16()?, bytes.u16()?);
    bytes.skip(2 + 2 + 4)?; // time, date, check sum
    let packed = bytes.u32()?;
    bytes.skip(4)?; // unpacked size, which is never believed
    let (name, extra, comment) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
    bytes.skip(2 + 2 + 4)?; // disk, internal attributes, external attributes
    let header = usize::try_from(bytes.u32()?).ok()?;
    let name = bytes.take(usize::from(name))?;
    bytes.skip(usize::from(extra) + usize::from(comment))?;
    Some((Part { header, ..part(flags, method, packed) }, name))
}

fn part(flags: u16, method: u16, packed: u32) -> Part {
    // The size is not known here when it stands behind the data (flag bit 3) or in a field for large packages.
    let size = if packed == u32::MAX || (packed == 0 && flags & 8 != 0) { None } else { usize::try_from(packed).ok() };
    Part { name: String::new(), header: 0, is_encrypted: flags & 1 != 0, method, size }
}

/// Whether something stands between the last directory entry and the end record that is neither a signature nor the
/// end records of large packages.
fn is_short(directory: &Bytes<'_>) -> bool {
    let rest = directory.rest();
    !rest.is_empty() && !rest.starts_with(b"PK\x05\x05") && !rest.starts_with(b"PK\x06")
}

fn find_first(bytes: &[u8], signature: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'P')?;
        if bytes.get(at..)?.starts_with(signature) {
            return Some(at);
        }
        at += 1;
    }
}

fn find_last(bytes: &[u8], signature: &[u8]) -> Option<usize> {
    bytes.windows(signature.len()).rposition(|window| window == signature)
}

#[cfg(test)]
pub(crate) mod build;
#[cfg(test)]
mod tests;
