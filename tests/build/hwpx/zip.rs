//! A zip archive of named entries, with the same bytes for the same entries: all dates are those of 1980.

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{Read, Write};

/// An entry of an archive. What it says about itself may be false.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: String,
    /// As it stands in the archive.
    pub packed: Vec<u8>,
    pub method: u16,
    pub crc: u32,
    /// How long it says it is without compression.
    pub size: u32,
}

impl Entry {
    pub fn stored(name: &str, data: Vec<u8>) -> Self {
        Entry { name: name.to_owned(), method: 0, crc: crc(&data), size: length(&data), packed: data }
    }

    pub fn deflated(name: &str, data: Vec<u8>) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&data).unwrap();
        let packed = encoder.finish().unwrap();
        Entry { name: name.to_owned(), method: 8, crc: crc(&data), size: length(&data), packed }
    }

    /// What local header and directory share, from the version that is needed to the length of the name.
    fn fields(&self) -> Vec<u8> {
        let words = [20, 0, self.method, 0, 0x21].map(u16::to_le_bytes).concat();
        let sizes = [self.crc, length(&self.packed), self.size].map(u32::to_le_bytes).concat();
        let name = u16::try_from(self.name.len()).unwrap().to_le_bytes();
        [words, sizes, name.to_vec(), vec![0, 0]].concat()
    }
}

fn crc(data: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(data);
    crc.sum()
}

fn length(data: &[u8]) -> u32 {
    u32::try_from(data.len()).unwrap()
}

/// The bytes of the archive. Of more than 65,535 entries the directory's end counts 65,535.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = length(&out);
        out.extend(b"PK\x03\x04");
        out.extend(entry.fields());
        out.extend(entry.name.bytes());
        out.extend(&entry.packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(20u16.to_le_bytes());
        directory.extend(entry.fields());
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.name.bytes());
    }
    let start = length(&out);
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(length(&directory).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The entries of an archive that [`pack`] made: names and inflated data.
pub fn unpack(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut entries = Vec::new();
    let mut rest = archive;
    while rest.starts_with(b"PK\x03\x04") {
        let number = |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().unwrap()) as usize;
        let (method, packed_length, name_length) = (rest[8], number(18), usize::from(rest[26]));
        let (name, data) = (&rest[30..30 + name_length], &rest[30 + name_length..30 + name_length + packed_length]);
        let mut inflated = Vec::new();
        match method {
            0 => inflated.extend(data),
            _ => _ = DeflateDecoder::new(data).read_to_end(&mut inflated).unwrap(),
        }
        entries.push((String::from_utf8(name.to_vec()).unwrap(), inflated));
        rest = &rest[30 + name_length + packed_length..];
    }
    entries
}
