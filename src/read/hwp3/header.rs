//! The uncompressed front of a file: signature, document info and summary.

use super::charset;
use crate::container::bytes::Bytes;
use crate::document::Metadata;

/// What the front of a file says.
pub(super) struct Header {
    pub(super) is_encrypted: bool,
    pub(super) is_compressed: bool,
    pub(super) metadata: Metadata,
}

/// The length of one field of the summary: 56 characters.
const SUMMARY_FIELD: usize = 112;

/// Reads the front; what follows in `bytes` is the body. `None` when the file ends before.
pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Header> {
    bytes.skip(30)?; // signature
    let mut info = Bytes::new(bytes.take(128)?);
    // Caret, paper, margins, read-only mark, linked file, comment on it.
    info.skip(96)?;
    let is_encrypted = info.u16()? != 0;
    // First page and note numbers, note line, page border, whether empty lines are hidden.
    info.skip(26)?;
    let is_compressed = info.u8()? != 0;
    info.skip(1)?; // sub-revision
    let information_length = info.u16()?;
    let metadata = summary(&mut Bytes::new(bytes.take(9 * SUMMARY_FIELD)?))?;
    // Information blocks: lists of bookmarks and cross references, which stand in the text as well. A cut one leaves
    // no body.
    bytes.skip(information_length.into())?;
    Some(Header { is_encrypted, is_compressed, metadata })
}

fn summary(bytes: &mut Bytes<'_>) -> Option<Metadata> {
    let mut fields = |count: usize| -> Option<Option<String>> {
        let mut lines = Vec::new();
        for _ in 0..count {
            let line = charset::hchars(bytes.take(SUMMARY_FIELD)?);
            if !line.trim().is_empty() {
                lines.push(line.trim().to_owned());
            }
        }
        Some((!lines.is_empty()).then(|| lines.join(" ")))
    };
    Some(Metadata {
        title: fields(1)?,
        subject: fields(1)?,
        author: fields(1)?,
        date: fields(1)?,
        keywords: fields(2)?,
        comments: fields(3)?,
        format_version: Some("3.0".to_owned()),
        ..Metadata::default()
    })
}
