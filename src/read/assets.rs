//! Attachments: data to assets with a kind found from the data and a name that is safe everywhere. Shared by all
//! readers.

use std::collections::HashMap;

use crate::document::Asset;
use crate::document::drawing::Drawing;
use crate::file_type;
use crate::raster;

/// Extension and media type of data that do not tell.
const UNKNOWN: (&str, &str) = ("bin", "application/octet-stream");

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
        let (extension, media_type) = file_type::sniff(&data).map_or(UNKNOWN, |kind| (kind.extension, kind.media_type));
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
