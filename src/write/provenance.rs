//! What is known about a document beside its content: where it came from and how reading went.

use sha2::{Digest, Sha256};

use crate::Format;
use crate::warning::Warning;

/// What the caller knows about a document and the document does not: written by the targets for programs
/// ([`Target::Json`](crate::Target::Json), [`Target::Chunks`](crate::Target::Chunks),
/// [`Target::Jsonl`](crate::Target::Jsonl)), each field where it is given.
///
/// ```
/// # let bytes = b"";
/// use hwpconv::{Provenance, WriteOptions};
///
/// let provenance = Provenance { source: Some("archive/report.hwp".to_owned()), ..Provenance::of(bytes) };
/// let options = WriteOptions { provenance, ..WriteOptions::default() };
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The path or address of the input, as users know it. Default: none.
    pub source: Option<String>,
    /// Names the content of the input, whatever its path. Default: none.
    pub id: Option<String>,
    /// The format of the input. Default: none.
    pub format: Option<Format>,
    /// The warnings of reading. Default: none.
    pub warnings: Vec<Warning>,
}

impl Provenance {
    /// Has the SHA-256 of the input's bytes as [`id`](Self::id), in lower-case hexadecimal, and nothing else.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Provenance { id: Some(hex(&Sha256::digest(bytes))), ..Provenance::default() }
    }
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_the_sha_256_of_the_bytes() {
        let id = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Provenance::of(b"abc").id.unwrap(), id);
    }
}
