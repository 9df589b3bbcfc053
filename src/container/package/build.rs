//! Builds small packages for tests.

use std::io::Write;

pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// One entry as it is to stand in the package.
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) data: Vec<u8>,
    pub(crate) declared: u32,
}

pub(crate) fn stored(name: &str, data: &[u8]) -> Entry {
    let declared = data.len() as u32;
    Entry { name: name.into(), flags: 0, method: 0, data: data.to_vec(), declared }
}

pub(crate) fn packed(name: &str, data: &[u8]) -> Entry {
    Entry { method: 8, ..stored(name, &deflated(data)) }
}

fn common(entry: &Entry) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend([20, 0]);
    out.extend(entry.flags.to_le_bytes());
    out.extend(entry.method.to_le_bytes());
    out.extend([0; 8]); // time, date, check sum
    out.extend(entry.declared.to_le_bytes());
    out.extend(entry.declared.to_le_bytes());
    out.extend((entry.name.len() as u16).to_le_bytes());
    out.extend([0; 2]); // length of the extra field
    out
}

/// The local part of a package, and where each entry begins.
pub(crate) fn locals(entries: &[Entry]) -> (Vec<u8>, Vec<usize>) {
    let (mut out, mut offsets) = (Vec::new(), Vec::new());
    for entry in entries {
        offsets.push(out.len());
        out.extend(b"PK\x03\x04");
        out.extend(common(entry));
        out.extend(&entry.name);
        out.extend(&entry.data);
    }
    (out, offsets)
}

pub(crate) fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut out, offsets) = locals(entries);
    let start = out.len();
    for (entry, offset) in entries.iter().zip(offsets) {
        out.extend(b"PK\x01\x02\x14\0");
        out.extend(common(entry));
        out.extend([0; 10]); // comment, disk, attributes
        out.extend((offset as u32).to_le_bytes());
        out.extend(&entry.name);
    }
    let size = out.len() - start;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([0; 4]); // entry counts, which are not read
    out.extend((size as u32).to_le_bytes());
    out.extend((start as u32).to_le_bytes());
    out.extend([0; 2]);
    out
}
