//! Attachments: data to assets with a kind found from the data and a name that is safe everywhere. Shared by all
//! readers.

use std::collections::HashMap;

use crate::document::Asset;
use crate::document::drawing::Drawing;
use crate::raster;

/// What some attachment data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// File name extension without dot.
    pub(crate) extension: &'static str,
    /// Media type.
    pub(crate) media_type: &'static str,
}

const UNKNOWN: Kind = Kind { extension: "bin", media_type: "application/octet-stream" };

/// How many bytes of an attachment [`sniff`] looks at.
pub(crate) const SNIFF_LENGTH: usize = 512;

/// Finds the kind of an attachment from its first bytes; extensions in documents lie too often to be asked.
pub(crate) fn sniff(data: &[u8]) -> Kind {
    let kind = |extension, media_type| Kind { extension, media_type };
    let is_at = |offset: usize, magic: &[u8]| data.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if is_at(0, b"\x89PNG") {
        kind("png", "image/png")
    } else if is_at(0, b"\xFF\xD8\xFF") {
        kind("jpg", "image/jpeg")
    } else if is_at(0, b"GIF8") {
        kind("gif", "image/gif")
    } else if is_at(0, b"BM") {
        kind("bmp", "image/bmp")
    } else if is_at(0, b"II*\0") || is_at(0, b"MM\0*") {
        kind("tif", "image/tiff")
    } else if is_at(0, b"RIFF") && is_at(8, b"WEBP") {
        kind("webp", "image/webp")
    } else if is_at(0, b"\xD7\xCD\xC6\x9A") || is_at(0, b"\x01\0\x09\0") {
        kind("wmf", "image/wmf")
    } else if is_at(0, b"\x01\0\0\0") && is_at(40, b" EMF") {
        kind("emf", "image/emf")
    } else if is_at(0, b"\x0A") && data.get(1).is_some_and(|version| *version <= 5) && is_at(2, b"\x01") {
        kind("pcx", "image/x-pcx")
    } else if is_svg(data) {
        // Not `.svg`: it can hold scripts, which a browser runs when somebody opens the file.
        kind("svg.txt", "image/svg+xml")
    } else if is_at(0, b"%PDF") {
        kind("pdf", "application/pdf")
    } else if is_at(0, b"%!PS") || is_at(0, b"\xC5\xD0\xD3\xC6") {
        kind("eps", "application/postscript")
    } else if is_at(0, b"\xD0\xCF\x11\xE0") {
        compound_kind(data)
    } else if is_at(0, b"PK\x03\x04") {
        kind("zip", "application/zip")
    } else if is_at(4, b"ftyp") {
        kind("mp4", "video/mp4")
    } else {
        UNKNOWN
    }
}

/// Which application an embedded compound file belongs to, from the names of its streams.
fn compound_kind(data: &[u8]) -> Kind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(data, &name).is_some()
    };
    let kind = |extension, media_type| Kind { extension, media_type };
    if has("Workbook") {
        kind("xls", "application/vnd.ms-excel")
    } else if has("WordDocument") {
        kind("doc", "application/msword")
    } else if has("PowerPoint Document") {
        kind("ppt", "application/vnd.ms-powerpoint")
    } else if has("HwpSummaryInformation") {
        kind("hwp", "application/x-hwp")
    } else {
        kind("ole", "application/x-ole-storage")
    }
}

fn is_svg(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(SNIFF_LENGTH)).unwrap_or_default();
    head.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(head, b"<svg").is_some()
}

/// The assets of a document under way, each loaded once, named in the order of first use.
#[derive(Debug)]
pub(crate) struct Assets<K> {
    assets: Vec<Asset>,
    /// How many pixels each has, as far as its beginning says.
    pixels: Vec<Option<(u32, u32)>>,
    known: HashMap<K, Option<usize>>,
    /// The files of embedded objects that have been met; none of those that are no files.
    objects: HashMap<K, Vec<usize>>,
}

impl<K: std::hash::Hash + Eq> Assets<K> {
    pub(crate) fn new() -> Self {
        Assets { assets: Vec::new(), pixels: Vec::new(), known: HashMap::new(), objects: HashMap::new() }
    }

    /// The position of the asset that the document calls `key`; `load` gets its data (or their beginning, when the
    /// data are not wanted) the first time, or `None` when the file does not hold them.
    pub(crate) fn position(&mut self, key: K, keep: bool, load: impl FnOnce() -> Option<Vec<u8>>) -> Option<usize> {
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let position = load().map(|data| self.add("image", data, keep));
        self.known.insert(key, position);
        position
    }

    /// What is known of the asset that the document calls `key`: its position, or that its data are missing.
    pub(crate) fn known(&self, key: &K) -> Option<Option<usize>> {
        self.known.get(key).copied()
    }

    /// The files of the embedded object that the document calls `key`, when it has been met before.
    pub(crate) fn object(&self, key: &K) -> Option<&[usize]> {
        self.objects.get(key).map(Vec::as_slice)
    }

    /// Remembers which files an embedded object is.
    pub(crate) fn keep_object(&mut self, key: K, files: Vec<usize>) {
        self.objects.insert(key, files);
    }

    /// Adds an asset whose name begins with `stem`; its data are dropped unless they are to be kept.
    pub(crate) fn add(&mut self, stem: &str, data: Vec<u8>, keep: bool) -> usize {
        let Kind { extension, media_type } = sniff(&data);
        let name = format!("{stem}{}.{extension}", self.assets.len() + 1);
        self.pixels.push(raster::pixels(&data));
        let data = if keep { data } else { Vec::new() };
        self.assets.push(Asset { name, media_type: media_type.into(), data, ..Asset::default() });
        self.assets.len() - 1
    }

    /// Adds a drawing.
    pub(crate) fn add_drawing(&mut self, drawing: Drawing) -> usize {
        let name = format!("drawing{}.svg", self.assets.len() + 1);
        let drawing = Some(Box::new(drawing));
        self.pixels.push(None);
        self.assets.push(Asset { name, media_type: "image/svg+xml".into(), drawing, ..Asset::default() });
        self.assets.len() - 1
    }

    /// How many pixels an asset has, when that is known.
    pub(crate) fn pixels(&self, position: Option<usize>) -> Option<(u32, u32)> {
        *self.pixels.get(position?)?
    }

    pub(crate) fn into_assets(self) -> Vec<Asset> {
        self.assets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_comes_from_the_data() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n").extension, "png");
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0").media_type, "image/jpeg");
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><svg xmlns=\"\">").extension, "svg.txt");
        assert_eq!(sniff(b"").extension, "bin");
    }

    #[test]
    fn asset_is_loaded_once_and_named_by_first_use() {
        let mut assets = Assets::new();
        assert_eq!(assets.position(7, true, || Some(b"GIF89a".to_vec())), Some(0));
        assert_eq!(assets.position(7, true, || panic!("loaded twice")), Some(0));
        assert_eq!(assets.position(3, false, || Some(b"BM".to_vec())), Some(1));
        assert_eq!(assets.position(4, true, || None), None);
        let assets = assets.into_assets();
        assert_eq!((assets[0].name.as_str(), assets[1].name.as_str()), ("image1.gif", "image2.bmp"));
        assert!(assets[1].data.is_empty());
    }
}
