//! The bytes of a document, read once, whole, and no more of them than allowed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::args::ReadingArgs;
use crate::cli::convert::Failure;
use crate::cli::message::explain;
use crate::cli::plan::Source;

/// Bytes that an input may have.
pub(crate) fn max_bytes(args: &ReadingArgs) -> u64 {
    args.max_input.get().saturating_mul(1 << 20)
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
            return Failure::new("memory", "the document does not fit into the memory");
        }
        Failure::new("io", explain(&error))
    })
}

fn read_file(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
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

fn too_large(max_bytes: u64) -> io::Error {
    io::Error::other(format!("larger than {} MiB; --max-input allows more", max_bytes >> 20))
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
