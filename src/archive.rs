//! ZIP archives of documents: a file to the list of its entries, and an entry to the bytes of a document. For the command.
//!
//! Specified in APPNOTE.TXT of PKWARE (4.3 for the records, 4.5.3 for ZIP64). Only the directory at the end of the file
//! is read, and then the data of one entry at a time, so an archive may be larger than the memory. Nothing that an
//! archive says about itself is trusted: no entry reaches into the next one, and no entry inflates to more than
//! [`MAX_RATIO`] times its data.
//!
//! Left out: archives in several parts, archives without their directory, check sums (a document that is wrong shows by
//! itself), and every compression but deflate. HWPX packages have a reader of their own
//! (`container/package`), which also reads them without their directory.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};

use crate::container::bytes::Bytes;
use crate::container::inflate::{self, End};

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const END_OF_DIRECTORY_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";

/// The end record is 22 bytes long, a comment of at most 65,535 bytes follows it, and the locator before it has 20.
const END_SEARCH: u64 = 20 + 22 + 65_535;

/// How much of a directory is read: several times what 65,536 entries with long names take.
const DIRECTORY_BYTES: u64 = 64 << 20;

/// How many times its data an entry may inflate to, beyond the first 8 MiB. Documents of text stay below 50.
pub const MAX_RATIO: u64 = 200;

/// What every entry may inflate to, whatever the size of its data.
const FREE_BYTES: u64 = 8 << 20;

/// An archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Its files, in the order of its directory. Folders are left out.
    pub entries: Vec<Entry>,
    /// Whether there are more entries than were to be read.
    pub is_over_limit: bool,
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name as the archive has it, decoded. It may lead anywhere.
    pub name: String,
    /// Its size as the archive says it.
    pub size: u64,
    /// Where its data are.
    pub span: Span,
}

/// Where the data of an entry are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The position of its local header.
    pub header: u64,
    /// The length of its data as the archive says it.
    pub packed: u64,
    /// Where whatever follows it begins.
    pub end: u64,
    /// The method of compression: 0 is none, 8 is deflate.
    pub method: u16,
    /// Whether it is encrypted by the ZIP program.
    pub is_encrypted: bool,
}

/// Why an archive or one of its entries cannot be read.
#[derive(Debug)]
pub enum ArchiveError {
    /// The file cannot be read.
    Io(io::Error),
    /// The directory at its end is missing or broken.
    NoDirectory,
    /// The data of an entry are not there, or broken, or reach into another entry.
    Damaged,
    /// An entry is encrypted by the ZIP program.
    Encrypted,
    /// An entry is compressed by a method that is not read.
    Method(u16),
    /// An entry has more bytes than allowed.
    TooLarge,
    /// An entry inflates to more than [`MAX_RATIO`] times its data.
    Ratio,
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        ArchiveError::Io(error)
    }
}

/// What a file is that begins like a ZIP archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An archive of files.
    Archive,
    /// A package with the parts of an HWPX document.
    Document,
    /// A package of another application, such as a Word document.
    Package,
}

/// Whether bytes begin like a ZIP archive. HWPX documents do as well.
#[must_use]
pub fn is_zip(start: &[u8]) -> bool {
    // One without entries has the end record only.
    start.starts_with(LOCAL_HEADER) || start.starts_with(END_OF_DIRECTORY)
}

impl Archive {
    /// Lists at most `entries` entries.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::Io`] and [`ArchiveError::NoDirectory`].
    pub fn list(file: &mut (impl Read + Seek), entries: u64) -> Result<Self, ArchiveError> {
        let length = file.seek(SeekFrom::End(0))?;
        let tail_start = length.saturating_sub(END_SEARCH);
        let tail = read_at(file, tail_start, END_SEARCH)?;
        let directory = find_directory(file, &tail, tail_start)?.ok_or(ArchiveError::NoDirectory)?;
        let bytes = read_at(file, directory.start, (directory.end - directory.start).min(DIRECTORY_BYTES))?;
        let is_cut = directory.end - directory.start > DIRECTORY_BYTES;
        let limit = usize::try_from(entries).unwrap_or(usize::MAX);
        let mut archive = Archive { entries: Vec::new(), is_over_limit: is_cut };
        let mut borders = vec![directory.start];
        let mut count = 0;
        let mut rest = Bytes::new(&bytes);
        while rest.rest().starts_with(CENTRAL_HEADER) {
            if count >= limit {
                archive.is_over_limit = true;
                break;
            }
            count += 1;
            let Some(mut entry) = central_entry(&mut rest) else {
                if is_cut {
                    break;
                }
                return Err(ArchiveError::NoDirectory);
            };
            entry.span.header = entry.span.header.saturating_add(directory.moved);
            borders.push(entry.span.header);
            if !entry.name.ends_with(['/', '\\']) {
                archive.entries.push(entry);
            }
        }
        borders.sort_unstable();
        let mut taken = HashSet::new();
        for Entry { span, .. } in &mut archive.entries {
            let next = borders.partition_point(|border| *border <= span.header);
            // Of several entries with the same data, the first has them.
            let end = borders.get(next).filter(|_| taken.insert(span.header));
            span.end = end.copied().unwrap_or(span.header);
        }
        Ok(archive)
    }

    /// What the archive is, from the names of its entries.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let is_part = |entry: &Entry| {
            let name = entry.name.replace('\\', "/").to_lowercase();
            name.starts_with("contents/section") || name == "contents/content.hpf"
        };
        let is_package = |entry: &Entry| matches!(entry.name.as_str(), "mimetype" | "[Content_Types].xml");
        if self.entries.iter().any(is_part) {
            Kind::Document
        } else if self.entries.iter().any(is_package) {
            Kind::Package
        } else {
            Kind::Archive
        }
    }
}

/// The data of an entry as they are in the archive.
#[derive(Debug)]
pub struct Packed {
    data: Vec<u8>,
    method: u16,
}

/// Reads the data of an entry, of which the document may have at most `limit` bytes.
///
/// # Errors
///
/// All kinds but [`ArchiveError::NoDirectory`] and [`ArchiveError::Ratio`].
pub fn read(file: &mut (impl Read + Seek), span: &Span, limit: u64) -> Result<Packed, ArchiveError> {
    if span.is_encrypted {
        return Err(ArchiveError::Encrypted);
    }
    if !matches!(span.method, 0 | 8) {
        return Err(ArchiveError::Method(span.method));
    }
    if span.packed > limit {
        return Err(ArchiveError::TooLarge);
    }
    let header = read_at(file, span.header, 30)?;
    let lengths = local_lengths(&header).ok_or(ArchiveError::Damaged)?;
    let start = span.header.saturating_add(30 + lengths);
    if start.checked_add(span.packed).is_none_or(|end| end > span.end) {
        return Err(ArchiveError::Damaged);
    }
    let data = read_at(file, start, span.packed)?;
    if u64::try_from(data.len()).is_ok_and(|length| length == span.packed) {
        Ok(Packed { data, method: span.method })
    } else {
        Err(ArchiveError::Damaged)
    }
}

impl Packed {
    /// The document, of at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ArchiveError::TooLarge`], [`ArchiveError::Ratio`] and [`ArchiveError::Damaged`].
    pub fn unpack(self, limit: u64) -> Result<Vec<u8>, ArchiveError> {
        if self.method == 0 {
            return Ok(self.data);
        }
        let length = u64::try_from(self.data.len()).unwrap_or(u64::MAX);
        let allowed = length.saturating_mul(MAX_RATIO).max(FREE_BYTES);
        let mut bytes = Vec::new();
        match inflate::inflate(&self.data, limit.min(allowed), &mut bytes) {
            End::Complete => Ok(bytes),
            End::OverLimit if allowed < limit => Err(ArchiveError::Ratio),
            End::OverLimit => Err(ArchiveError::TooLarge),
            End::CutOff => Err(ArchiveError::Damaged),
        }
    }
}

/// Reads as many bytes as there are at a position, at most `length`.
fn read_at(file: &mut (impl Read + Seek), position: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(position))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

struct Directory {
    start: u64,
    end: u64,
    /// By how much everything was moved by what was put before the archive.
    moved: u64,
}

/// Finds the directory by the record at the end; `None` when there is none. `tail` is the end of the file.
fn find_directory(
    file: &mut (impl Read + Seek),
    tail: &[u8],
    tail_start: u64,
) -> Result<Option<Directory>, ArchiveError> {
    let Some(at) = memchr::memmem::rfind(tail, END_OF_DIRECTORY) else { return Ok(None) };
    let Some((size, offset)) = tail.get(at..).and_then(end_record) else { return Ok(None) };
    let mut end = tail_start + position(at);
    let (mut size, mut offset) = (u64::from(size), u64::from(offset));
    let locator = at.checked_sub(20).and_then(|at| tail.get(at..)).and_then(locator_64);
    if let Some(at_64) = locator
        && (size == u64::from(u32::MAX) || offset == u64::from(u32::MAX) || is_full(tail, at))
    {
        let record = read_at(file, at_64, 56)?;
        let Some(found) = end_record_64(&record) else { return Ok(None) };
        (size, offset) = found;
        end = at_64;
    }
    let is_at = |file: &mut _, position| read_at(file, position, 4).is_ok_and(|found| found == CENTRAL_HEADER);
    // One without entries has no directory.
    if size == 0 {
        return Ok(Some(Directory { start: end, end, moved: 0 }));
    }
    let start = match end.checked_sub(size) {
        Some(start) if is_at(file, start) => start,
        Some(_) | None if offset < end && is_at(file, offset) => offset,
        Some(_) | None => return Ok(None),
    };
    Ok(start.checked_sub(offset).map(|moved| Directory { start, end, moved }))
}

fn position(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX)
}

/// The size and the offset of the directory.
fn end_record(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut record = Bytes::new(bytes);
    record.skip(4 + 2 + 2 + 2 + 2)?; // signature, disk, disk of the directory, entries on this disk, entries
    Some((record.u32()?, record.u32()?))
}

/// Whether the record says that there are more entries than it can count.
fn is_full(tail: &[u8], at: usize) -> bool {
    tail.get(at + 10..at + 12) == Some(&[0xFF, 0xFF])
}

/// Where the end record of a large archive is.
fn locator_64(bytes: &[u8]) -> Option<u64> {
    let mut locator = Bytes::new(bytes.strip_prefix(LOCATOR_64)?);
    locator.skip(4)?; // disk
    locator.u64()
}

fn end_record_64(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut record = Bytes::new(bytes.strip_prefix(END_OF_DIRECTORY_64)?);
    // Size of the record, versions, disks, entries on this disk, entries.
    record.skip(8 + 2 + 2 + 4 + 4 + 8 + 8)?;
    Some((record.u64()?, record.u64()?))
}

/// The lengths of the name and the extra field of a local header, together.
fn local_lengths(header: &[u8]) -> Option<u64> {
    let mut header = Bytes::new(header.strip_prefix(LOCAL_HEADER)?);
    header.skip(22)?; // version, flags, method, time, date, check sum, both sizes
    Some(u64::from(header.u16()?) + u64::from(header.u16()?))
}

/// Reads one entry of the directory; its end is not known yet.
fn central_entry(bytes: &mut Bytes<'_>) -> Option<Entry> {
    bytes.skip(4 + 2 + 2)?; // signature, version that wrote, version that reads
    let (flags, method) = (bytes.u16()?, bytes.u16()?);
    bytes.skip(2 + 2 + 4)?; // time, date, check sum
    let (packed, size) = (bytes.u32()?, bytes.u32()?);
    let (name, extra, comment) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
    bytes.skip(2 + 2 + 4)?; // disk, internal attributes, external attributes
    let header = bytes.u32()?;
    let name = bytes.take(usize::from(name))?;
    let extra = Extra::new(bytes.take(usize::from(extra))?);
    bytes.skip(usize::from(comment))?;
    // What a small field cannot hold is in the extra field, in this order.
    let mut large = Bytes::new(extra.large);
    let mut value = |small: u32| if small == u32::MAX { large.u64() } else { Some(u64::from(small)) };
    let (size, packed, header) = (value(size)?, value(packed)?, value(header)?);
    let span = Span { header, packed, end: header, method, is_encrypted: flags & 1 != 0 };
    Some(Entry { name: decode(name, flags, extra.name).into_owned(), size, span })
}

/// The fields of an extra field that are used.
#[derive(Default)]
struct Extra<'a> {
    /// Sizes and offset of a large entry (0x0001).
    large: &'a [u8],
    /// The name in UTF-8, as Info-ZIP and Korean programs write it (0x7075).
    name: Option<&'a [u8]>,
}

impl<'a> Extra<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut extra = Extra::default();
        let mut rest = Bytes::new(bytes);
        while let (Some(id), Some(length)) = (rest.u16(), rest.u16()) {
            let Some(field) = rest.take(usize::from(length)) else { break };
            match id {
                0x0001 => extra.large = field,
                0x7075 => extra.name = field.get(5..), // version, check sum of the other name
                _ => {}
            }
        }
        extra
    }
}

/// A name is UTF-8 where the archive says so or where it can be, else CP949, which Korean Windows writes.
fn decode<'a>(name: &'a [u8], flags: u16, unicode: Option<&'a [u8]>) -> Cow<'a, str> {
    const IS_UTF8: u16 = 1 << 11;
    if flags & IS_UTF8 != 0 {
        return String::from_utf8_lossy(name);
    }
    if let Some(name) = unicode.and_then(|name| std::str::from_utf8(name).ok()) {
        return Cow::Borrowed(name);
    }
    match std::str::from_utf8(name) {
        Ok(name) => Cow::Borrowed(name),
        Err(_) => encoding_rs::EUC_KR.decode_without_bom_handling(name).0,
    }
}

#[cfg(test)]
mod tests;
