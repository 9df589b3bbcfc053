//! Content in the shapes of characters and paragraphs, and the shape tables of HWPX and HWPML.
//!
//! HWP 5 has the same shapes, but counts them where the XML forms name them by sparse ids.

use std::collections::HashMap;

use super::numbering::{Counters, Numbering};
use crate::document::{Align, Label, LabelKind, Look, Marks, Origin, Str};
use crate::read::charset;
use crate::read::flow::builder::Opening;

/// What a character shape says about content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CharacterShape {
    pub(crate) marks: Marks,
    /// In 1/100 point.
    pub(crate) size: Option<u32>,
    pub(crate) look: Look,
}

impl CharacterShape {
    /// A shape from the marks that are set in it, its size in 1/100 point, of which 0 is none, and its look.
    pub(crate) fn new(marks: Marks, size: Option<u32>, look: Look) -> Self {
        // Nothing stands above and below the line at once: where both are set, the text is shown above.
        let is_above = marks.contains(Marks::SUPERSCRIPT);
        let marks = if is_above { marks.without(Marks::SUBSCRIPT) } else { marks };
        CharacterShape { marks, size: size.filter(|size| *size > 0), look }
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
    /// and bullets are looked up by their ids. Outline paragraphs whose numbering does not exist have the one that the
    /// word processor has built in; with `has_numberings`, 0 is a choice of the author, and shows no number.
    pub(crate) fn opening<'n>(
        &self,
        outline: u32,
        origin: Origin,
        counters: &mut Counters,
        has_numberings: bool,
        numbering: impl FnOnce(u32) -> Option<&'n Numbering>,
        bullet: impl FnOnce(u32) -> Option<String>,
    ) -> Opening {
        let Heading { kind, id, level } = self.heading;
        let id = if kind == HeadingKind::Outline && id == 0 { outline } else { id };
        let (label_kind, text) = match kind {
            HeadingKind::None => (LabelKind::Bullet, None),
            HeadingKind::Outline => {
                let is_built_in = id != 0 || !has_numberings;
                let numbering = numbering(id).or_else(|| is_built_in.then(Numbering::built_in));
                (LabelKind::Number, numbering.map(|numbering| counters.next(id, numbering, level.into())))
            }
            HeadingKind::Number => {
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
            style: Str::default(),
            origin,
            break_before: None,
        }
    }
}

/// Styles that paragraphs have when nobody chose one.
const PLAIN_STYLES: [&str; 2] = ["바탕글", "Normal"];

/// A style name is no longer than this, in characters, unless it is meant to fill memory.
const LONGEST_STYLE_NAME: usize = 64;

/// The name of a style as the model has it; none when it says nothing.
pub(crate) fn style_name(name: &str) -> Option<Str> {
    let name: String = name.trim().chars().take(LONGEST_STYLE_NAME).collect();
    (!name.is_empty() && !PLAIN_STYLES.contains(&name.as_str())).then(|| name.into())
}

fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.drain(..text.len() - text.trim_start().len());
    text
}

/// What ids stand for. They are sparse in real files, but nearly all are small, and are looked up for each run of text.
#[derive(Debug)]
pub(crate) struct Ids<T> {
    near: Vec<Option<T>>,
    far: HashMap<u32, T>,
}

/// Ids below this have a place of their own.
const NEAR: usize = 1 << 14;

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Ids { near: Vec::new(), far: HashMap::new() }
    }
}

impl<T> Ids<T> {
    /// Says what an id stands for, from now on.
    pub(crate) fn insert(&mut self, id: u32, value: T) {
        match place(id) {
            Some(place) => {
                if self.near.len() <= place {
                    self.near.resize_with(place + 1, || None);
                }
                if let Some(known) = self.near.get_mut(place) {
                    *known = Some(value);
                }
            }
            None => _ = self.far.insert(id, value),
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&T> {
        match place(id) {
            Some(place) => self.near.get(place)?.as_ref(),
            None => self.far.get(&id),
        }
    }

    fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty()
    }
}

fn place(id: u32) -> Option<usize> {
    usize::try_from(id).ok().filter(|place| *place < NEAR)
}

/// The tables of shapes. Ids are looked up, never counted: they are sparse in real files.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    pub(crate) characters: Ids<CharacterShape>,
    pub(crate) paragraphs: Ids<ParagraphShape>,
    /// Style to paragraph shape, for paragraphs that name a style only.
    pub(crate) styles: Ids<u32>,
    /// The names of styles that say something.
    pub(crate) style_names: Ids<Str>,
    pub(crate) numberings: Ids<Numbering>,
    pub(crate) bullets: Ids<Bullet>,
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
        id.and_then(|id| self.characters.get(id)).copied().unwrap_or_default()
    }

    /// The paragraph shape that a paragraph names itself, or through its style.
    pub(crate) fn paragraph(&self, id: Option<u32>, style: Option<u32>) -> ParagraphShape {
        let id = id.or_else(|| self.styles.get(style?).copied());
        id.and_then(|id| self.paragraphs.get(id)).copied().unwrap_or_default()
    }

    /// The name of a style; empty when it says nothing.
    pub(crate) fn style_name(&self, id: Option<u32>) -> Str {
        id.and_then(|id| self.style_names.get(id)).cloned().unwrap_or_default()
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
            let bullet = self.bullets.get(id);
            let character = bullet.and_then(|bullet| bullet.checked.filter(|_| shape.is_checked).or(bullet.plain));
            Some(charset::bullet(character))
        };
        let has_numberings = !self.numberings.is_empty();
        shape.opening(outline, origin, counters, has_numberings, |id| self.numberings.get(id), bullet)
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn last_value_of_an_id_counts_however_large_the_id_is() {
        let mut ids = Ids::default();
        assert!(ids.is_empty());
        for id in [0, 7, 16_383, 16_384, u32::MAX] {
            ids.insert(id, 1);
            ids.insert(id, id);
            assert_eq!((ids.get(id), ids.get(id ^ 1)), (Some(&id), None));
        }
    }
}
