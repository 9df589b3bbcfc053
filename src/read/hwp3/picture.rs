//! Pictures (control 11): embedded, linked and drawn ones. Drawings hold text.

use super::blocks::{self, HYPERLINK};
use super::boxes::Placement;
use super::charset;
use super::paragraph::{self, Paragraph};
use super::stream::Stream;
use crate::container::bytes::Bytes;

/// A picture as stored.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) kind: PictureKind,
    pub(super) place: Placement,
    /// File name: of an external picture, or of the additional block that holds an embedded one.
    pub(super) name: String,
    /// Where it leads, when it says so itself.
    pub(super) link: Option<String>,
    /// Text boxes of a drawing.
    pub(super) texts: Vec<Vec<Paragraph>>,
    pub(super) caption: Vec<Paragraph>,
}

/// Where the data of a picture are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureKind {
    External,
    Ole,
    Embedded,
    Drawing,
}

const PICTURE_INFO: usize = 348;
const NAME: usize = 256;

/// Kind of a drawing object that holds text.
const TEXT_BOX: u16 = 6;

/// Reads a picture: its info, its extra data, and the caption that always follows.
pub(super) fn read(stream: &mut Stream<'_, '_, '_>) -> Option<Picture> {
    let info = stream.bytes.take(PICTURE_INFO);
    let info = stream.expect(info)?;
    let extra_length = usize::try_from(Bytes::new(info).u32()?).unwrap_or(usize::MAX);
    let mut info = Bytes::new(info);
    let place = Placement::read(&mut info)?;
    let kind = match info.u8()? {
        0 => PictureKind::External,
        1 => PictureKind::Ole,
        3 => PictureKind::Drawing,
        _ => PictureKind::Embedded,
    };
    info.skip(8)?; // first visible point, scale
    let name = charset::kchars(info.take(NAME)?);
    // Brightness, contrast and effect follow.
    let extra = stream.bytes.take(extra_length);
    let extra = stream.expect(extra)?;
    let mut picture = Picture { kind, place, name, link: None, texts: Vec::new(), caption: Vec::new() };
    match kind {
        PictureKind::Drawing => stream.within(extra, |part| drawing(part, &mut picture)),
        PictureKind::External | PictureKind::Ole | PictureKind::Embedded => picture.link = link(extra),
    }
    picture.caption = paragraph::list(stream);
    Some(picture)
}

/// A hyperlink: its length, then itself.
fn link(data: &[u8]) -> Option<String> {
    let mut bytes = Bytes::new(data);
    let length = usize::try_from(bytes.u32()?).ok()?;
    (length == HYPERLINK).then(|| bytes.take(length)).flatten().and_then(blocks::link_target)
}

/// Reads the objects of a drawing, one after the other, parents before children. Only text boxes have words.
fn drawing(stream: &mut Stream<'_, '_, '_>, picture: &mut Picture) {
    let frame_length = stream.bytes.u32().and_then(|length| usize::try_from(length).ok());
    // Layer, number of objects, extent; then a hyperlink, in frames that are long enough.
    let frame = frame_length.and_then(|length| stream.bytes.take(length));
    let Some(frame) = stream.expect(frame) else { return };
    picture.link = frame.get(24..).and_then(link);
    while !stream.is_lost && !stream.bytes.is_empty() {
        let object = object(&mut stream.bytes);
        let Some((kind, text)) = stream.expect(object) else { return };
        if kind == TEXT_BOX {
            let list = stream.within(text, paragraph::list);
            picture.texts.push(list);
        }
    }
}

/// An object of a drawing: its kind and its second data, which are the paragraphs of a text box.
fn object<'a>(bytes: &mut Bytes<'a>) -> Option<(u16, &'a [u8])> {
    let mut part = || {
        let length = usize::try_from(bytes.u32()?).ok()?;
        bytes.take(length)
    };
    let kind = Bytes::new(part()?).u16()?;
    part()?; // outline, fill, points
    Some((kind, part()?))
}
