//! Streams to a compound file, and data to raw deflate.

use std::io::{Cursor, Write};
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::record::count32;

/// Seconds from 1601, where the clock of compound files starts, to 1970.
const EPOCH: Duration = Duration::from_secs(11_644_473_600);

/// Raw deflate with the trailer that the word processor adds: checksum and length.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    let mut packed = encoder.finish().unwrap();
    let mut checksum = flate2::Crc::new();
    checksum.update(data);
    packed.extend(checksum.sum().to_le_bytes());
    packed.extend(count32(data.len()).to_le_bytes());
    packed
}

/// A compound file with these streams; `/` separates storages.
pub fn pack(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (path, data) in streams {
        if let Some((storage, _)) = path.rsplit_once('/') {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(data).unwrap();
    }
    stop_clock(&mut file);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Sets all times to zero, so that equal documents are equal files.
fn stop_clock(file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>) {
    let zero = SystemTime::UNIX_EPOCH - EPOCH;
    let paths: Vec<_> = file.walk().filter(|entry| !entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    for path in paths {
        file.set_created_time(&path, zero).unwrap();
        file.set_modified_time(&path, zero).unwrap();
    }
}
