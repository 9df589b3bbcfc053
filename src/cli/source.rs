//! Inputs and their bytes: read once, completely, and never more than allowed.

use std::io::{self, Read};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

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
    /// Standard input.
    Stdin,
    /// Something that could not be looked at and why; it stays in the plan to fail at its place.
    Broken(PathBuf, Said),
}

impl Source {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) | Source::Broken(path, _) => path.to_string_lossy().into_owned(),
        }
    }

    /// What the document is called in messages.
    pub(crate) fn shown(&self) -> Said {
        match self {
            Source::Stdin => texts::STANDARD_INPUT.said(),
            Source::File(path) | Source::Broken(path, _) => show_path(path).into(),
        }
    }

    /// The path of a file; standard input has the one that its output is named after.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Source::File(path) | Source::Broken(path, _) => path,
            Source::Stdin => Path::new("stdin"),
        }
    }
}

/// Bytes that an input may have. By default far above any real document: what is larger is no document.
pub(crate) fn max_bytes(args: &ReadingArgs, is_untrusted: bool) -> u64 {
    let mebibytes = args.max_input.map_or(if is_untrusted { 256 } else { 2048 }, NonZeroU64::get);
    mebibytes.saturating_mul(1 << 20)
}

/// Reads a document. The place in a failure is left out: the line begins with the path already.
pub(crate) fn read(source: &Source, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    let read = match source {
        Source::File(path) => read_file(path, max_bytes),
        Source::Stdin => read_all(io::stdin().lock(), 0, max_bytes),
        Source::Broken(_, why) => return Err(Failure::new("io", why.clone())),
    };
    read.map_err(|error| {
        if error.kind() == io::ErrorKind::OutOfMemory {
            return Failure::new("memory", texts::NO_MEMORY_LEFT);
        }
        let failure = Failure::new("io", explain(&error));
        match source {
            Source::File(path) if error.kind() == io::ErrorKind::NotFound => {
                failure.and(&missing(path).unwrap_or_default())
            }
            Source::File(_) | Source::Stdin | Source::Broken(..) => failure,
        }
    })
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
