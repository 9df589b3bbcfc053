//! Kinds of files, from their first bytes: what embedded files are, and what a file is that is no document. Extensions lie
//! too often to be asked.

use memchr::memmem;

/// What some data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileType {
    /// File name extension without dot.
    pub(crate) extension: &'static str,
    /// Media type.
    pub(crate) media_type: &'static str,
    /// What it is, for messages.
    pub(crate) name: &'static str,
}

const fn of(extension: &'static str, media_type: &'static str, name: &'static str) -> FileType {
    FileType { extension, media_type, name }
}

/// How many bytes of a file [`sniff`] looks at, but for compound files, whose kind is in the names of their streams.
pub(crate) const SNIFF_LENGTH: usize = 512;

/// Bytes at an offset.
type Magic = (usize, &'static [u8]);

/// Not `.svg`: it can hold scripts, which a browser runs when somebody opens the file.
const SVG: FileType = of("svg.txt", "image/svg+xml", "an SVG picture");

const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0";

/// What files of a kind have at one place, and at a second one where the first is too short to be sure.
const KINDS: &[(Magic, Magic, FileType)] = &[
    ((0, b"\x89PNG"), NONE, of("png", "image/png", "a PNG picture")),
    ((0, b"\xFF\xD8\xFF"), NONE, of("jpg", "image/jpeg", "a JPEG picture")),
    ((0, b"GIF8"), NONE, of("gif", "image/gif", "a GIF picture")),
    ((0, b"BM"), NONE, of("bmp", "image/bmp", "a BMP picture")),
    ((0, b"II*\0"), NONE, of("tif", "image/tiff", "a TIFF picture")),
    ((0, b"MM\0*"), NONE, of("tif", "image/tiff", "a TIFF picture")),
    ((0, b"RIFF"), (8, b"WEBP"), of("webp", "image/webp", "a WebP picture")),
    ((0, b"\xD7\xCD\xC6\x9A"), NONE, WMF),
    ((0, b"\x01\0\x09\0"), NONE, WMF),
    ((0, b"\x01\0\0\0"), (40, b" EMF"), of("emf", "image/emf", "an EMF picture")),
    ((0, b"%PDF"), NONE, of("pdf", "application/pdf", "a PDF document")),
    ((0, b"%!PS"), NONE, EPS),
    ((0, b"\xC5\xD0\xD3\xC6"), NONE, EPS),
    ((0, b"PK\x03\x04"), NONE, of("zip", "application/zip", "a ZIP archive")),
    ((4, b"ftyp"), NONE, of("mp4", "video/mp4", "an MP4 video")),
    ((0, b"{\\rtf"), NONE, of("rtf", "application/rtf", "an RTF document")),
    ((0, b"7z\xBC\xAF"), NONE, of("7z", "application/x-7z-compressed", "a 7z archive")),
    ((0, b"Rar!"), NONE, of("rar", "application/vnd.rar", "a RAR archive")),
];

const NONE: Magic = (0, b"");
const PCX: FileType = of("pcx", "image/x-pcx", "a PCX picture");
const WMF: FileType = of("wmf", "image/wmf", "a WMF picture");
const EPS: FileType = of("eps", "application/postscript", "a PostScript file");

/// Names of streams in compound files, and the application that they belong to.
const COMPOUND_KINDS: [(&str, FileType); 4] = [
    ("Workbook", of("xls", "application/vnd.ms-excel", "a Microsoft Excel workbook")),
    ("WordDocument", of("doc", "application/msword", "a Microsoft Word document")),
    ("PowerPoint Document", of("ppt", "application/vnd.ms-powerpoint", "a Microsoft PowerPoint presentation")),
    ("HwpSummaryInformation", of("hwp", "application/x-hwp", OTHER_COMPOUND.name)),
];

const OTHER_COMPOUND: FileType = of("ole", "application/x-ole-storage", "a compound file of another application");

/// The kind of a file; `None` where its first bytes do not tell, as those of text do not.
pub(crate) fn sniff(data: &[u8]) -> Option<FileType> {
    let is_at = |(offset, magic): Magic| data.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if data.starts_with(COMPOUND_FILE) {
        let found = COMPOUND_KINDS.iter().find(|(name, _)| memmem::find(data, &utf16(name)).is_some());
        return Some(found.map_or(OTHER_COMPOUND, |(_, kind)| *kind));
    }
    let found = KINDS.iter().find(|(first, second, _)| is_at(*first) && is_at(*second)).map(|(.., kind)| *kind);
    found.or_else(|| is_pcx(data).then_some(PCX)).or_else(|| is_svg(data).then_some(SVG))
}

fn is_pcx(data: &[u8]) -> bool {
    matches!(data, [0x0A, ..=5, 1, ..])
}

fn is_svg(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(SNIFF_LENGTH)).unwrap_or_default();
    head.trim_ascii_start().starts_with(b"<") && memmem::find(head, b"<svg").is_some()
}

/// A name as the directories of compound files have it.
pub(crate) fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extension(data: &[u8]) -> Option<&'static str> {
        sniff(data).map(|kind| kind.extension)
    }

    #[test]
    fn kind_comes_from_the_data() {
        assert_eq!(extension(b"\x89PNG\r\n\x1a\n"), Some("png"));
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0").map(|kind| kind.media_type), Some("image/jpeg"));
        assert_eq!(extension(b"RIFF\0\0\0\0WEBPVP8 "), Some("webp"));
        assert_eq!(extension(b"RIFF\0\0\0\0WAVEfmt "), None);
        assert_eq!(extension(b"\x0A\x05\x01\x08"), Some("pcx"));
        assert_eq!(extension(b"<?xml version=\"1.0\"?><svg xmlns=\"\">"), Some("svg.txt"));
        assert_eq!((extension(b""), extension("글".as_bytes())), (None, None));
    }

    #[test]
    fn compound_file_is_known_by_the_names_of_its_streams() {
        let compound = |name: &str| [COMPOUND_FILE, &[0; 508], &utf16(name)].concat();
        assert_eq!(extension(&compound("Workbook")), Some("xls"));
        assert_eq!(extension(&compound("Contents")), Some("ole"));
    }
}
