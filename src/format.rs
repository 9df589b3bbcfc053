//! Format detection, from the content and never from a file name.

use crate::container::package::Package;
pub use crate::document::Format;
use crate::error::Unsupported;
use crate::file_type::{self, utf16};

const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const FILE_HEADER: &[u8] = b"HWP Document File";
const HWP3: &[u8] = b"HWP Document File V3.00";

/// Which format the bytes are in, or `None` when they are no document of the HWP family.
///
/// Looks at the content only; a damaged document is recognised as long as its beginning or its inner names are there. A
/// compound file that is cut before its directory has no names at all: it is taken for HWP 5, and reading tells.
#[must_use]
pub fn detect(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(HWP3) {
        Some(Format::Hwp3)
    } else if bytes.starts_with(COMPOUND_FILE) {
        is_hwp5(bytes).then_some(Format::Hwp5)
    } else if bytes.starts_with(b"PK\x03\x04") {
        is_hwpx(bytes).then_some(Format::Hwpx)
    } else if is_hwpml(bytes) {
        Some(Format::Hwpml)
    } else {
        None
    }
}

/// What bytes that are no HWP document are instead, for the message.
pub(crate) fn describe(bytes: &[u8]) -> &'static str {
    /// What packages of other applications have in them.
    const PACKAGES: [(&[u8], &str); 4] = [
        (b"word/", "a Word document (docx)"),
        (b"xl/", "an Excel workbook (xlsx)"),
        (b"ppt/", "a PowerPoint presentation (pptx)"),
        (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    ];
    let text = bytes.trim_ascii_start();
    if let Some(found) = file_type::sniff(bytes) {
        let package = PACKAGES.iter().find(|(part, _)| found.extension == "zip" && contains(bytes, part));
        package.map_or(found.name, |(_, name)| name)
    } else if is_word(text, b"<!doctype html") || is_word(text, b"<html") {
        "an HTML page"
    } else if bytes.starts_with(b"<?xml") {
        "an XML file of another kind"
    } else if std::str::from_utf8(bytes).is_ok() {
        "a text file"
    } else {
        "data of an unknown kind"
    }
}

/// Documents of the family that are too old to be read.
pub(crate) fn too_old(bytes: &[u8]) -> Option<Unsupported> {
    let version = bytes.strip_prefix(b"HWP Document File V")?;
    match version.first() {
        Some(b'1') => Some(Unsupported::Hwp1),
        Some(b'2') => Some(Unsupported::Hwp2),
        _ => None,
    }
}

fn is_word(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether a ZIP package says that it is one of ours, or has our parts. Only the package's own parts are asked: an archive
/// of documents is no document.
fn is_hwpx(bytes: &[u8]) -> bool {
    const ENTRIES: u64 = 65_536;
    let package = Package::open(bytes, ENTRIES);
    let is_ours = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with("contents/section") || name == "contents/content.hpf"
    };
    let media_type = || package.read_up_to("mimetype", 64).map(|data| data.bytes.into_owned()).unwrap_or_default();
    package.names().any(is_ours) || media_type().trim_ascii().starts_with(b"application/hwp+zip")
}

/// Whether a compound file holds one of our streams or storages, or has lost the directory that could say.
fn is_hwp5(bytes: &[u8]) -> bool {
    // The names stand in the directory: where it begins, one look is enough.
    if directory(bytes).is_some_and(|directory| contains(directory, &utf16("FileHeader"))) {
        return true;
    }
    // The stream of that signature is small, and small streams often lie at the end of the file, where cuts are.
    contains(bytes, FILE_HEADER)
        || contains(bytes, &utf16("BodyText"))
        || contains(bytes, &utf16("HwpSummaryInformation"))
        || is_cut_before_directory(bytes)
}

/// Where the directory of a compound file begins (MS-CFB, compound file header).
fn directory_offset(bytes: &[u8]) -> Option<u64> {
    let shift = bytes.get(30..).and_then(<[u8]>::first_chunk).map(|shift| u16::from_le_bytes(*shift));
    let first = bytes.get(48..).and_then(<[u8]>::first_chunk).map(|sector| u32::from_le_bytes(*sector));
    let (Some(shift @ 6..=20), Some(first)) = (shift, first) else { return None };
    // The header takes the place of one sector.
    Some((u64::from(first) + 1) << shift)
}

/// The first 2 KiB of the directory: the names of sixteen streams.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.get(usize::try_from(directory_offset(bytes)?).ok()?..)?;
    rest.get(..rest.len().min(2 << 10))
}

/// Whether the directory of a compound file would begin behind its end.
fn is_cut_before_directory(bytes: &[u8]) -> bool {
    directory_offset(bytes).is_some_and(|offset| offset >= bytes.len() as u64)
}

fn is_hwpml(bytes: &[u8]) -> bool {
    // The root element stands within the first few hundred bytes, after a declaration and comments.
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let utf16 = |encode: fn(u16) -> [u8; 2]| "<HWPML".encode_utf16().flat_map(encode).collect::<Vec<u8>>();
    contains(head, b"<HWPML") || contains(head, &utf16(u16::to_le_bytes)) || contains(head, &utf16(u16::to_be_bytes))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::package::build::{packed, stored, zip};

    #[test]
    fn format_is_found_from_content() {
        assert_eq!(detect(b"HWP Document File V3.00 \x1a"), Some(Format::Hwp3));
        assert_eq!(detect(b"\xEF\xBB\xBF<?xml version=\"1.0\"?><HWPML Version=\"2.91\">"), Some(Format::Hwpml));
        assert_eq!(detect(b""), None);
    }

    #[test]
    fn cut_compound_file_is_known_by_its_names_or_taken_for_ours_without_any() {
        let mut file = COMPOUND_FILE.to_vec();
        file.resize(1024, 0);
        file[30] = 9;
        // The directory is in the second sector, behind the end.
        file[48] = 1;
        assert_eq!(detect(&file), Some(Format::Hwp5));
        file[48] = 0;
        assert_eq!(detect(&file), None);
        file.extend(utf16("BodyText"));
        assert_eq!(detect(&file), Some(Format::Hwp5));
    }

    #[test]
    fn package_is_found_by_its_media_type_or_its_parts() {
        let stored_type = zip(&[stored("mimetype", b"application/hwp+zip")]);
        let packed_type = zip(&[stored("a", b""), packed("mimetype", b"application/hwp+zip\n")]);
        let parts_only = zip(&[stored("contents\\Section0.xml", b"")]);
        for bytes in [&stored_type, &packed_type, &parts_only] {
            assert_eq!(detect(bytes), Some(Format::Hwpx));
        }
        assert_eq!(detect(&parts_only[..60]), Some(Format::Hwpx));
        assert_eq!(detect(&zip(&[stored("word/document.xml", b"")])), None);
        assert_eq!(detect(&zip(&[stored("archive/a.hwpx", &stored_type)])), None);
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        assert_eq!(describe(b"%PDF-1.7"), "a PDF document");
        assert_eq!(describe(b"\n<!DOCTYPE html><html>"), "an HTML page");
        assert_eq!(describe(b"PK\x03\x04....word/document.xml"), "a Word document (docx)");
        assert!(too_old(b"HWP Document File V2.00 ").is_some());
    }
}
