//! One document of a run: what is read, and where it stands in the tree that is mirrored.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::cli::plan::names::Naming;
use crate::cli::source::{Inside, Source};

/// One document to convert.
#[derive(Debug)]
pub(crate) struct Job {
    /// What is read.
    pub(crate) source: Source,
    /// How many bytes it had when it was found.
    pub(crate) size: u64,
    /// When it was last changed, in microseconds since 1970. Asked before it is read: a change after that makes it look
    /// changed in the next run.
    pub(crate) modified: Option<u64>,
    /// How the output is named.
    pub(crate) naming: Naming,
    /// How many parts of the path lead to the folder that was named; the rest is mirrored.
    pub(crate) root_parts: usize,
    /// The path that is mirrored, where it is not that of the source: of a document in an archive.
    mirrored: Option<PathBuf>,
}

impl Job {
    /// A job whose output is named as its input is, with what the system says of the file.
    pub(crate) fn new(source: Source, metadata: Option<&fs::Metadata>, root_parts: usize) -> Self {
        let modified = metadata.and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        Job {
            source,
            size: metadata.map_or(0, fs::Metadata::len),
            modified: modified.and_then(|since| u64::try_from(since.as_micros()).ok()),
            naming: Naming::Plain,
            root_parts,
            mirrored: None,
        }
    }

    /// A job for a document in an archive, with what the system says of the archive.
    pub(crate) fn inside(
        inside: Inside,
        metadata: Option<&fs::Metadata>,
        root_parts: usize,
        size: u64,
        mirrored: PathBuf,
    ) -> Self {
        // More than that its data cannot become.
        const DEFLATE_RATIO: u64 = 1032;
        let size = size.min(inside.span.packed.saturating_mul(DEFLATE_RATIO));
        let source = Source::Inside(Box::new(inside));
        Job { size, mirrored: Some(mirrored), ..Job::new(source, metadata, root_parts) }
    }

    /// Where the document stands in the tree that is mirrored.
    pub(crate) fn relative(&self) -> &Path {
        let mut parts = self.mirrored.as_deref().unwrap_or(self.source.path()).components();
        for _ in 0..self.root_parts {
            parts.next();
        }
        parts.as_path()
    }
}
