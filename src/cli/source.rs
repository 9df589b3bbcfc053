//! Inputs and their bytes: read once, completely, and never more than allowed.

use std::io::{self, BufReader, Read};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use hwpconv::archive::{self, ArchiveError, MAX_RATIO, Packed, Span};
use hwpconv::provenance::Provenance;

use crate::cli::args::ReadingArgs;
use crate::cli::display::{explain, refused, show_path};
use crate::cli::error::Failure;
use crate::cli::files::open::open_regular;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::hints::missing;

/// What a document is read from.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// A file in a ZIP archive.
    Inside(Box<Inside>),
    /// Standard input.
    Stdin,
    /// Something that could not be looked at and why; it stays in the plan to fail at its place.
    Broken(PathBuf, Said),
}

/// A document in a ZIP archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inside {
    /// The archive.
    pub(crate) archive: PathBuf,
    /// What the document is called: the archive with the way in it behind.
    pub(crate) path: PathBuf,
    /// Where its data are.
    pub(crate) span: Span,
}

impl Source {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(_) | Source::Inside(_) | Source::Broken(..) => self.path().to_string_lossy().into_owned(),
        }
    }

    /// What the document is called in messages.
    pub(crate) fn shown(&self) -> Said {
        match self {
            Source::Stdin => texts::STANDARD_INPUT.said(),
            Source::File(_) | Source::Inside(_) | Source::Broken(..) => show_path(self.path()).into(),
        }
    }

    /// The path of a file, for one in an archive that of the archive with the way behind; standard input has the one
    /// that its output is named after.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Source::File(path) | Source::Broken(path, _) => path,
            Source::Inside(inside) => &inside.path,
            Source::Stdin => Path::new("stdin"),
        }
    }
}

/// Bytes that an input may have. By default far above any real document: what is larger is no document.
pub(crate) fn max_bytes(args: &ReadingArgs, is_untrusted: bool) -> u64 {
    let mebibytes = args.max_input.map_or(if is_untrusted { 256 } else { 2048 }, NonZeroU64::get);
    mebibytes.saturating_mul(1 << 20)
}

/// What was read of a document: its bytes, or what an archive has of them.
#[derive(Debug)]
pub(crate) enum Fetched {
    Whole(Vec<u8>),
    Packed(Packed),
}

/// Reads a document. The place in a failure is left out: the line begins with the path already.
pub(crate) fn read(source: &Source, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    fetch(source, max_bytes)?.unpack(max_bytes)
}

/// Reads a document and parses nothing of it: one in an archive stays packed.
pub(crate) fn fetch(source: &Source, max_bytes: u64) -> Result<Fetched, Failure> {
    let read = match source {
        Source::File(path) => read_file(path, max_bytes),
        Source::Stdin => read_all(io::stdin().lock(), 0, max_bytes),
        Source::Inside(inside) => {
            let file = open_regular(&inside.archive).map_err(|error| unreadable(&error))?;
            let read = archive::read(&mut BufReader::new(file), &inside.span, max_bytes);
            return read.map(Fetched::Packed).map_err(|error| of_archive(error, max_bytes));
        }
        Source::Broken(_, why) => return Err(Failure::new("io", why.clone())),
    };
    read.map(Fetched::Whole).map_err(|error| {
        let failure = unreadable(&error);
        match source {
            Source::File(path) if error.kind() == io::ErrorKind::NotFound => {
                failure.and(&missing(path).unwrap_or_default())
            }
            Source::File(_) | Source::Inside(_) | Source::Stdin | Source::Broken(..) => failure,
        }
    })
}

impl Fetched {
    /// The bytes of the document.
    pub(crate) fn unpack(self, max_bytes: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Fetched::Whole(bytes) => Ok(bytes),
            Fetched::Packed(packed) => packed.unpack(max_bytes).map_err(|error| of_archive(error, max_bytes)),
        }
    }
}

fn unreadable(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::OutOfMemory {
        return Failure::new("memory", texts::NO_MEMORY_LEFT);
    }
    Failure::new("io", explain(error))
}

/// Why a document in an archive cannot be read.
fn of_archive(error: ArchiveError, max_bytes: u64) -> Failure {
    let said = match error {
        ArchiveError::Io(error) => return unreadable(&error),
        ArchiveError::TooLarge => return unreadable(&too_large(max_bytes)),
        ArchiveError::NoDirectory => texts::NO_DIRECTORY.said(),
        ArchiveError::Damaged => texts::DAMAGED_IN_ARCHIVE.said(),
        ArchiveError::Encrypted => texts::ENCRYPTED_IN_ARCHIVE.said(),
        ArchiveError::Method(method) => texts::METHOD_OF_ARCHIVE.with([method.to_string()]),
        ArchiveError::Ratio => texts::RATIO_OF_ARCHIVE.with([MAX_RATIO.to_string()]),
    };
    Failure::new("archive", said)
}

fn read_file(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    let size = file.metadata()?.len();
    // Said before anything is read or allocated; what grows while it is read is caught below.
    if size > max_bytes {
        return Err(too_large(max_bytes));
    }
    read_all(file, size, max_bytes)
}

/// Reads to the end. The size is what is expected, not what is trusted: pipes have none and files can grow.
fn read_all(input: impl Read, size: u64, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).map_err(io::Error::other)?)?;
    input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > max_bytes) {
        return Err(too_large(max_bytes));
    }
    Ok(bytes)
}

/// The SHA-256 of an input in lower-case hexadecimal: what its output, the report and the journal name it by.
pub(crate) fn hash(bytes: &[u8]) -> String {
    // Always there for bytes.
    Provenance::of(bytes).id.unwrap_or_default()
}

fn too_large(max_bytes: u64) -> io::Error {
    refused(texts::TOO_LARGE.with([(max_bytes >> 20).to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_over_the_limit_is_refused_though_its_size_was_not_known() {
        assert_eq!(read_all(&b"1234"[..], 0, 4).unwrap(), b"1234");
        assert!(read_all(&b"12345"[..], 0, 4).is_err());
    }
}
