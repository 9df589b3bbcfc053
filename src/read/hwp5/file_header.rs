//! The `FileHeader` stream: version and locks (HWP 5 specification, table 3).

use crate::container::bytes::Bytes;
use crate::read::Flag;

const SIGNATURE: &[u8] = b"HWP Document File";

/// What the file header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileHeader {
    /// Version, as its bytes from major to revision.
    pub(super) version: [u8; 4],
    flags: u32,
    licence: u32,
    /// Which cipher a password document uses; without the password flag it says nothing.
    pub(super) encrypt_version: u32,
}

impl FileHeader {
    /// Reads the stream; `None` when it is no file header.
    pub(super) fn parse(stream: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(stream);
        // Signature, padded with zeros to 32 bytes.
        if !bytes.take(32)?.starts_with(SIGNATURE) {
            return None;
        }
        let [revision, patch, minor, major] = bytes.u32()?.to_le_bytes();
        let flags = bytes.u32()?;
        // What follows is missing in the oldest files.
        let licence = bytes.u32().unwrap_or(0);
        let encrypt_version = bytes.u32().unwrap_or(0);
        Some(FileHeader { version: [major, minor, patch, revision], flags, licence, encrypt_version })
    }

    /// What to assume when the stream is lost: the ordinary case.
    pub(super) fn assumed() -> Self {
        FileHeader { version: [5, 1, 0, 0], flags: 1, licence: 0, encrypt_version: 0 }
    }

    fn bit(self, bit: u32) -> bool {
        self.flags >> bit & 1 == 1
    }

    pub(super) fn is_compressed(self) -> bool {
        self.bit(0)
    }

    pub(super) fn has_password(self) -> bool {
        self.bit(1)
    }

    /// A distribution document: its body is in `ViewText`.
    pub(super) fn is_distribution(self) -> bool {
        self.bit(2)
    }

    pub(super) fn has_drm(self) -> bool {
        self.bit(4)
    }

    pub(super) fn has_certificate_lock(self) -> bool {
        self.bit(8) || self.bit(10)
    }

    /// Version, as it is written.
    pub(super) fn version_text(self) -> String {
        let [major, minor, patch, revision] = self.version;
        format!("{major}.{minor}.{patch}.{revision}")
    }

    /// What the flags say. Left out: the template and mobile marks, and those of video and contents, which say nothing
    /// that the document does not show.
    pub(super) fn flags(self) -> Vec<Flag> {
        let known = [
            (self.is_compressed(), Flag::Compressed),
            (self.has_password(), Flag::Password),
            (self.is_distribution(), Flag::Distribution),
            (self.bit(3), Flag::Script),
            (self.has_drm(), Flag::Drm),
            (self.bit(6), Flag::History),
            (self.bit(7), Flag::Signature),
            (self.has_certificate_lock(), Flag::Certificate),
            (self.bit(11), Flag::Ccl),
            (self.bit(13), Flag::PrivacySecurity),
            (self.bit(14), Flag::TrackedChanges),
            (self.bit(15), Flag::Kogl),
        ];
        known.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).collect()
    }

    /// The public licence that the document declares.
    pub(super) fn licence(self) -> Option<String> {
        let name = match (self.bit(11), self.bit(15)) {
            (true, _) => "CCL",
            (false, true) => "KOGL",
            (false, false) => return None,
        };
        // Bit 0 says that the following bits mean something.
        let terms = match (self.licence & 1, self.licence >> 1 & 1, self.licence >> 2 & 1) {
            (1, 1, _) => " no-derivatives",
            (1, 0, 1) => " share-alike",
            _ => "",
        };
        Some(format!("{name}{terms}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_stored_backwards() {
        let mut stream = b"HWP Document File".to_vec();
        stream.resize(32, 0);
        stream.extend_from_slice(&[1, 0, 3, 5]);
        stream.extend_from_slice(&0b101u32.to_le_bytes());
        let header = FileHeader::parse(&stream).unwrap();
        assert_eq!(header.version, [5, 3, 0, 1]);
        assert!(header.is_compressed() && header.is_distribution() && !header.has_password());
    }

    #[test]
    fn other_signature_is_no_file_header() {
        assert_eq!(FileHeader::parse(&[0; 256]), None);
    }
}
