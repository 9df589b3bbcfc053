//! Embedded objects (specification, OLE object), shared by all readers: charts as tables of their data, everything else
//! as a file of its own with the picture that stands for it.
//!
//! The attachment is a length and a compound file. Charts are in `OOXMLChartContents` since 2018, in `Contents` before.

mod legacy_chart;
mod storages;

use crate::container::bytes::Bytes;
use crate::container::compound::CompoundFile;
use crate::document::{Blocks, Origin};
use crate::read::flow::object::Embedded;
use crate::read::{Context, chart};

pub(crate) use storages::Storages;

/// Streams that an embedded object may have; objects have about ten.
const MAX_STREAMS: u64 = 1_000;

/// The picture of an object as it was when the document was saved (MS-OLEDS, OLEPresentationStream).
const PRESENTATION: &str = "\u{2}OlePres000";

/// Reads the data of an attachment that is an embedded object.
pub(crate) fn read(mut data: Vec<u8>, origin: Origin, cx: &mut Context<'_>) -> Embedded {
    // The length before the compound file says nothing that the file does not.
    let file = data.get(4..).filter(|rest| rest.starts_with(b"\xD0\xCF\x11\xE0")).unwrap_or(&data);
    let before = data.len() - file.len();
    let mut preview = None;
    if let Some(mut file) = CompoundFile::open(file, MAX_STREAMS) {
        if let Some(blocks) = chart_of(&mut file, origin, cx) {
            return Embedded::Chart(blocks);
        }
        preview = stream(&mut file, PRESENTATION, cx).and_then(|stream| metafile(&stream));
    }
    data.drain(..before);
    Embedded::File { preview, data }
}

fn chart_of(file: &mut CompoundFile<'_>, origin: Origin, cx: &mut Context<'_>) -> Option<Blocks> {
    if let Some(xml) = stream(file, "OOXMLChartContents", cx) {
        return chart::read(&xml, origin, cx);
    }
    let stream = stream(file, "Contents", cx)?;
    let legacy_chart::Chart { title, names, rows } = legacy_chart::read(&stream)?;
    chart::of_data(&title, names, rows, origin, cx)
}

fn stream(file: &mut CompoundFile<'_>, path: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    file.read(path, cx.budget.stream_allowance(), &mut out)?;
    cx.budget.spend(out.len() as u64);
    Some(out)
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
