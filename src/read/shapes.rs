//! What the shapes of characters and paragraphs say about content, and the tables of them that HWPX and HWPML have.
//!
//! HWP 5 has the same shapes, but counts them where the XML forms name them by sparse ids.

use std::collections::HashMap;

use super::charset;
use super::compose::Opening;
use super::numbering::{Counters, Numbering};
use crate::document::{Align, Label, LabelKind, Marks, Origin};

/// What a character shape says about content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CharacterShape {
    pub(crate) marks: Marks,
    /// In 1/100 point.
    pub(crate) size: Option<u32>,
}

impl CharacterShape {
    /// A shape from the marks that are set in it and its size in 1/100 point, of which 0 is none.
    pub(crate) fn new(marks: Marks, size: Option<u32>) -> Self {
        // Nothing stands above and below the line at once: where both are set, the text is shown above.
        let is_above = marks.contains(Marks::SUPERSCRIPT);
        let marks = if is_above { marks.without(Marks::SUBSCRIPT) } else { marks };
        CharacterShape { marks, size: size.filter(|size| *size > 0) }
    }
}

/// What a paragraph shape says about content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ParagraphShape {
    pub(crate) align: Align,
    /// Where the first line begins, in 1/100 point.
    pub(crate) indent: i32,
    pub(crate) heading: Heading,
    pub(crate) breaks_page: bool,
    /// Whether the box that is its bullet is checked.
    pub(crate) is_checked: bool,
}

/// The list that paragraphs of a shape belong to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) kind: HeadingKind,
    /// Numbering or bullet.
    pub(crate) id: u32,
    /// From 0.
    pub(crate) level: u8,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum HeadingKind {
    #[default]
    None,
    Outline,
    Number,
    Bullet,
}

impl ParagraphShape {
    /// How a paragraph of this shape opens. `outline` is the numbering of outline paragraphs that name none; numberings
    /// and bullets are looked up by their ids.
    pub(crate) fn opening<'n>(
        &self,
        outline: u32,
        origin: Origin,
        counters: &mut Counters,
        numbering: impl FnOnce(u32) -> Option<&'n Numbering>,
        bullet: impl FnOnce(u32) -> Option<String>,
    ) -> Opening {
        let Heading { kind, id, level } = self.heading;
        let id = if kind == HeadingKind::Outline && id == 0 { outline } else { id };
        let (label_kind, text) = match kind {
            HeadingKind::None => (LabelKind::Bullet, None),
            HeadingKind::Outline | HeadingKind::Number => {
                (LabelKind::Number, numbering(id).map(|numbering| counters.next(id, numbering, level.into())))
            }
            HeadingKind::Bullet => (LabelKind::Bullet, bullet(id)),
        };
        let text = text.map(trimmed).filter(|text| !text.is_empty());
        Opening {
            heading: (kind == HeadingKind::Outline).then(|| level.saturating_add(1).min(10)),
            label: text.map(|text| Box::new(Label { kind: label_kind, text, level })),
            align: self.align,
            indent: self.indent,
            origin,
            break_before: None,
        }
    }
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.drain(..text.len() - text.trim_start().len());
    text
}

/// The tables of shapes. Ids are looked up, never counted: they are sparse in real files.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    pub(crate) characters: HashMap<u32, CharacterShape>,
    pub(crate) paragraphs: HashMap<u32, ParagraphShape>,
    /// Style to paragraph shape, for paragraphs that name a style only.
    pub(crate) styles: HashMap<u32, u32>,
    pub(crate) numberings: HashMap<u32, Numbering>,
    pub(crate) bullets: HashMap<u32, Bullet>,
}

/// The characters of a bullet, which has none when it is a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bullet {
    pub(crate) plain: Option<char>,
    pub(crate) checked: Option<char>,
}

impl Shapes {
    /// A character shape; the plain one for an id that does not exist.
    pub(crate) fn characters(&self, id: Option<u32>) -> CharacterShape {
        id.and_then(|id| self.characters.get(&id)).copied().unwrap_or_default()
    }

    /// The paragraph shape that a paragraph names itself, or through its style.
    pub(crate) fn paragraph(&self, id: Option<u32>, style: Option<u32>) -> ParagraphShape {
        let id = id.or_else(|| self.styles.get(&style?).copied());
        id.and_then(|id| self.paragraphs.get(&id)).copied().unwrap_or_default()
    }

    /// How a paragraph of a shape opens; `outline` is the numbering of outline paragraphs that name none.
    pub(crate) fn opening(
        &self,
        shape: &ParagraphShape,
        outline: u32,
        origin: Origin,
        counters: &mut Counters,
    ) -> Opening {
        let bullet = |id| {
            let bullet = self.bullets.get(&id);
            let character = bullet.and_then(|bullet| bullet.checked.filter(|_| shape.is_checked).or(bullet.plain));
            Some(charset::bullet(character))
        };
        shape.opening(outline, origin, counters, |id| self.numberings.get(&id), bullet)
    }
}
