//! Embedded objects (specification, OLE object): charts as tables of their data, everything else as a file of its own
//! with the picture that stands for it.
//!
//! The attachment is a length and a compound file. Charts are in `OOXMLChartContents` since 2018, in `Contents` before.

use crate::container::bytes::Bytes;
use crate::container::compound::CompoundFile;
use crate::document::{Image, Inline};
use crate::read::chart;
use crate::read::compose::Anchoring;
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::Node;
use super::legacy_chart;

/// Streams that an embedded object may have; objects have about ten.
const MAX_STREAMS: u64 = 1_000;

/// The picture of an object as it was when the document was saved (MS-OLEDS, OLEPresentationStream).
const PRESENTATION: &str = "\u{2}OlePres000";

impl Body<'_, '_, '_> {
    pub(super) fn embedded_object(&mut self, node: Node<'_, '_>, description: &str, list: &mut List) {
        let mut bytes = node.bytes();
        // Attributes (32 bits, not 16 as printed), then width and height.
        let Some(ordinal) = bytes.skip(12).and_then(|()| bytes.u16()) else {
            self.cx.warn(WarningKind::BadRecord { what: "embedded object" });
            return;
        };
        let Some(data) = self.source.object(ordinal, &self.info.bin_data, self.cx) else {
            self.cx.warn(WarningKind::MissingAttachment);
            return;
        };
        // The length before the compound file says nothing that the file does not.
        let data =
            data.get(4..).filter(|rest| rest.starts_with(b"\xD0\xCF\x11\xE0")).map(<[u8]>::to_vec).unwrap_or(data);
        let Some(mut file) = CompoundFile::open(&data, MAX_STREAMS) else {
            return self.object_file(data, None, description, list);
        };
        if let Some(blocks) = self.chart(&mut file) {
            for block in blocks {
                list.composer.block(block, Anchoring::InLine);
            }
            return;
        }
        let preview = self.stream(&mut file, PRESENTATION).and_then(|stream| metafile(&stream));
        drop(file);
        self.object_file(data, preview, description, list);
    }

    fn chart(&mut self, file: &mut CompoundFile<'_>) -> Option<Vec<crate::document::Block>> {
        if let Some(xml) = self.stream(file, "OOXMLChartContents") {
            return chart::read(&xml, self.origin, self.cx);
        }
        let stream = self.stream(file, "Contents")?;
        let (names, rows) = legacy_chart::read(&stream)?;
        chart::of_data(names, rows, self.origin, self.cx)
    }

    fn stream(&mut self, file: &mut CompoundFile<'_>, path: &str) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        file.read(path, self.cx.budget.stream_allowance(), &mut out)?;
        self.cx.budget.spend(out.len() as u64);
        Some(out)
    }

    /// The object as a file beside the text, after the picture that shows it.
    fn object_file(&mut self, data: Vec<u8>, preview: Option<Vec<u8>>, description: &str, list: &mut List) {
        let keep = self.cx.options.assets;
        if let Some(preview) = preview {
            let asset = Some(self.source.assets.add("image", preview, keep));
            list.composer.inline(Inline::Image(Image { asset, source: None, alt: description.to_owned() }));
        }
        let asset = Some(self.source.assets.add("object", data, keep));
        list.composer.inline(Inline::Image(Image { asset, source: None, alt: description.to_owned() }));
    }
}

/// The metafile in a presentation stream; `None` for other kinds of pictures.
fn metafile(stream: &[u8]) -> Option<Vec<u8>> {
    const METAFILE_PICTURE: u32 = 3;
    const ENHANCED_METAFILE: u32 = 14;
    let mut bytes = Bytes::new(stream);
    let (marker, format) = (bytes.u32()?, bytes.u32()?);
    if marker != u32::MAX || (format != METAFILE_PICTURE && format != ENHANCED_METAFILE) {
        return None;
    }
    // The target device, whose length counts itself.
    let device = usize::try_from(bytes.u32()?).ok()?.checked_sub(4)?;
    bytes.skip(device)?;
    // Aspect, index, advise flags, reserved, width, height.
    bytes.skip(6 * 4)?;
    let length = usize::try_from(bytes.u32()?).ok()?;
    Some(bytes.take(length.min(bytes.rest().len()))?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::metafile;

    #[test]
    fn metafile_follows_the_header_of_the_presentation() {
        let words = [u32::MAX, 3, 4, 1, u32::MAX, 0, 0, 432, 252, 4];
        let mut stream: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        stream.extend_from_slice(b"\x01\0\x09\0 and what is behind it");
        assert_eq!(metafile(&stream).as_deref(), Some(b"\x01\0\x09\0".as_slice()));
        assert_eq!(metafile(&stream[..20]), None);
    }
}
