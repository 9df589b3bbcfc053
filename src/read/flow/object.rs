//! Objects: where they go with their captions, and what text art, equations and objects of other programs come to.

use std::borrow::Cow;
use std::hash::Hash;

use super::builder::{self, Anchoring, Composer, Opening};
use crate::document::{Block, Blocks, Caption, Equation, Image, Inline, Marks, Origin, Size};
use crate::read::assets::Assets;
use crate::read::{Context, charset, equation};
use crate::warning::{Part, WarningKind};

/// Puts block-level content with its caption where it is anchored.
pub(crate) fn place(
    content: Blocks,
    caption: Option<Caption>,
    anchoring: Anchoring,
    origin: Origin,
    out: &mut Composer,
) {
    for block in builder::captioned(content, caption, origin) {
        out.block(block, anchoring);
    }
}

/// Puts what can stand in a line into it; with a caption it stands for itself.
pub(crate) fn place_in_line(
    content: Vec<Inline>,
    caption: Option<Caption>,
    anchoring: Anchoring,
    origin: Origin,
    out: &mut Composer,
) {
    if caption.as_ref().is_none_or(|caption| caption.blocks.is_empty()) {
        return content.into_iter().for_each(|inline| out.inline(inline));
    }
    place(paragraph_of(content, origin), caption, anchoring, origin, out);
}

/// A paragraph that holds these things and nothing else.
pub(crate) fn paragraph_of(content: Vec<Inline>, origin: Origin) -> Blocks {
    let mut composer = Composer::new();
    composer.begin(Opening { origin, ..Opening::default() });
    content.into_iter().for_each(|inline| composer.inline(inline));
    composer.finish()
}

/// The lines of text art in a frame, from its words as stored: lines are divided by line ends or the pictures of them.
pub(crate) fn text_art(stored: &str, origin: Origin, cx: &mut Context<'_>) -> Option<Block> {
    let mut composer = Composer::new();
    for line in stored.split(['\u{240D}', '\u{240A}', '\r', '\n']) {
        composer.begin(Opening { origin, ..Opening::default() });
        composer.text(&charset::line_of(line, |kind| cx.warn(kind)), Marks::NONE);
    }
    builder::frame(composer.finish(), origin)
}

/// An equation from its script as stored; nothing of a script without characters.
pub(crate) fn equation(stored: &str, cx: &mut Context<'_>) -> Option<Inline> {
    let mut stored = Cow::Borrowed(stored);
    if stored.contains('\r') {
        stored = stored.replace("\r\n", "\n").replace('\r', "\n").into();
    }
    let script = cx.mapped(&stored).trim().to_owned();
    if script.is_empty() {
        return None;
    }
    let (latex, text) = match equation::read(&script) {
        Some(reading) => (Some(reading.latex), Some(reading.text)),
        None => {
            cx.warn(WarningKind::EquationAsTyped);
            (None, None)
        }
    };
    Some(Inline::Equation(Box::new(Equation { script, latex, text })))
}

/// An object of another program, taken apart.
pub(crate) enum Embedded {
    /// A chart: its data as a table.
    Chart(Blocks),
    /// A file for the program that made it, and the metafile that shows it, if there is one.
    File { preview: Option<Vec<u8>>, data: Vec<u8> },
}

/// What an object of another program comes to in the document.
pub(crate) enum Shown {
    Blocks(Blocks),
    Line(Vec<Inline>),
}

impl Shown {
    fn nothing() -> Self {
        Shown::Blocks(Blocks::new())
    }
}

/// Takes in the object that the file calls `key`: the table of a chart, else the picture that shows the object and the
/// file that it is. `take_apart` finds and opens it.
///
/// A chart is shown once, since one small part must not fill a large document; a file is kept once.
pub(crate) fn embedded<K: Hash + Eq>(
    key: Option<K>,
    alt: &str,
    size: Option<Size>,
    assets: &mut Assets<K>,
    cx: &mut Context<'_>,
    take_apart: impl FnOnce(&mut Context<'_>) -> Option<Embedded>,
) -> Shown {
    let image =
        |asset| Inline::Image(Box::new(Image { asset: Some(asset), alt: alt.to_owned(), size, ..Image::default() }));
    match key.as_ref().and_then(|key| assets.object(key)) {
        Some([]) => {
            cx.warn(WarningKind::NotConverted { what: Part::RepeatedObject });
            return Shown::nothing();
        }
        Some(files) => return Shown::Line(files.iter().copied().map(image).collect()),
        None => {}
    }
    let Some((key, object)) = key.and_then(|key| Some((key, take_apart(cx)?))) else {
        cx.warn(WarningKind::MissingAttachment);
        return Shown::nothing();
    };
    match object {
        Embedded::Chart(blocks) => {
            assets.keep_object(key, Vec::new());
            Shown::Blocks(blocks)
        }
        Embedded::File { preview, data } => {
            let keep = cx.options.assets;
            let preview = preview.map(|preview| assets.add("image", preview, keep));
            let files: Vec<usize> = preview.into_iter().chain([assets.add("object", data, keep)]).collect();
            let shown = Shown::Line(files.iter().copied().map(image).collect());
            assets.keep_object(key, files);
            shown
        }
    }
}
