//! Objects that lie as storages in one compound file, each to a compound file of its own.

use std::io::{Cursor, Write};

use web_time::SystemTime;

use crate::container::compound::CompoundFile;
use crate::read::Context;

/// A compound file with a storage for each object.
pub(crate) struct Storages<'a> {
    file: CompoundFile<'a>,
    /// Names of the storages at the top.
    names: Vec<String>,
}

/// Streams that all objects together may have.
const MAX_STREAMS: u64 = 10_000;

impl<'a> Storages<'a> {
    /// Opens the file; `None` when it holds nothing.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let file = CompoundFile::open(bytes, MAX_STREAMS)?;
        // Sorted by path, so that the streams of a storage stand together.
        let mut names: Vec<String> =
            file.streams().filter_map(|(path, _)| path.split_once('/')).map(|(name, _)| name.to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        Some(Storages { file, names })
    }

    /// The number of the storage with this name, whatever the case of its letters.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.names.binary_search(&name.to_lowercase()).ok()
    }

    /// The storage of a number as a compound file; `None` when it is larger than the budget allows.
    pub(crate) fn file(&mut self, number: usize, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        let name = self.names.get(number)?;
        let inner = |path: &str| {
            let (storage, inner) = path.split_once('/')?;
            (storage.to_lowercase() == *name).then(|| (path.to_owned(), inner.to_owned()))
        };
        let paths: Vec<(String, String)> = self.file.streams().filter_map(|(path, _)| inner(path)).collect();
        let mut out = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
        for (path, inner) in paths {
            let mut data = Vec::new();
            self.file.read(&path, cx.budget.stream_allowance(), &mut data)?;
            cx.budget.spend(data.len() as u64);
            if let Some((storage, _)) = inner.rsplit_once('/') {
                out.create_storage_all(storage).ok()?;
            }
            out.create_stream(&inner).and_then(|mut stream| stream.write_all(&data)).ok()?;
        }
        // No time of conversion, so that equal documents give equal files; 1970, before which WebAssembly has no time.
        let epoch = SystemTime::UNIX_EPOCH;
        let storages: Vec<_> =
            out.walk().filter(|entry| !entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
        for path in storages {
            out.set_created_time(&path, epoch).ok()?;
            out.set_modified_time(&path, epoch).ok()?;
        }
        out.flush().ok()?;
        Some(out.into_inner().into_inner())
    }
}
