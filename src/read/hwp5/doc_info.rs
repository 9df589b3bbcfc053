//! The `DocInfo` stream to the tables that paragraphs refer to (HWP 5 specification, document information).
//!
//! Left out: names of fonts, borders, tab stops, memo shapes, layout compatibility: they have no place in the model.

use crate::container::bytes::Bytes;
use crate::document::{Align, Look, Marks, Str};
use crate::read::style::numbering::{Level, NumberFormat, Numbering};
use crate::read::style::rgb;
use crate::read::style::shapes::{Bullet, CharacterShape, Heading, HeadingKind, ParagraphShape, style_name};
use crate::read::{Context, charset};

use crate::warning::{Part, WarningKind};

use super::record::{Node, Records, tag};

/// The tables of a document. Missing ones are empty: text is still readable without them.
#[derive(Debug, Default)]
pub(super) struct DocInfo {
    /// By id, from 0.
    char_shapes: Vec<CharacterShape>,
    /// By id, from 0.
    para_shapes: Vec<ParagraphShape>,
    /// Names of styles, by id, from 0; empty where the name says nothing.
    styles: Vec<Str>,
    /// By id less 1.
    numberings: Vec<Numbering>,
    /// By id less 1.
    bullets: Vec<Bullet>,
    /// By ordinal less 1.
    pub(super) bin_data: Vec<BinData>,
    /// By index, from 0.
    pub(super) track_changes: Vec<TrackChange>,
    pub(super) track_change_authors: Vec<String>,
    /// First numbers: footnote, endnote, picture, table, equation.
    pub(super) start_numbers: [u16; 5],
}

/// A BIN_DATA record: where an attachment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BinData {
    /// Outside, at this path.
    Link { path: String },
    /// In the stream `BinData/BIN<id>.<extension>`.
    Stream { id: u16, extension: String, compression: Compression },
}

/// Whether an attachment is deflated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    AsDocument,
    Always,
    Never,
}

/// A TRACK_CHANGE record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TrackChange {
    /// ISO 8601, without time zone.
    pub(super) date: String,
    /// From 1.
    pub(super) author: u32,
}

impl DocInfo {
    /// Reads all records. One that is too short costs what it lacks: missing fields have their defaults.
    pub(super) fn parse(records: &Records<'_>, cx: &mut Context<'_>) -> Self {
        let mut info = DocInfo::default();
        for root in records.roots() {
            info.record(root, cx);
            for child in root.children() {
                info.record(child, cx);
            }
        }
        info
    }

    /// Whether the stream begins with the two records that it has to begin with; after decryption with a wrong password
    /// it does not.
    pub(super) fn begins_well(records: &Records<'_>) -> bool {
        let mut roots = records.roots();
        roots.next().is_some_and(|first| {
            let second = first.children().next().or_else(|| roots.next());
            first.tag() == tag::DOCUMENT_PROPERTIES && second.is_some_and(|second| second.tag() == tag::ID_MAPPINGS)
        })
    }

    fn record(&mut self, node: Node<'_, '_>, cx: &mut Context<'_>) {
        let mut bytes = node.bytes();
        match node.tag() {
            tag::DOCUMENT_PROPERTIES => self.start_numbers = start_numbers(node.data()).unwrap_or_default(),
            tag::BIN_DATA => self.bin_data.push(bin_data(bytes)),
            tag::CHAR_SHAPE => self.char_shapes.push(char_shape(bytes).unwrap_or_default()),
            tag::PARA_SHAPE => self.para_shapes.push(para_shape(node.data()).unwrap_or_default()),
            tag::STYLE => self.styles.push(bytes.string().and_then(|name| style_name(&name)).unwrap_or_default()),
            tag::NUMBERING => self.numberings.push(numbering(bytes, cx)),
            tag::BULLET => self.bullets.push(bullet(bytes)),
            tag::TRACK_CHANGE => self.track_changes.push(track_change(bytes).unwrap_or_default()),
            tag::TRACK_CHANGE_AUTHOR => {
                let count = bytes.u32().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
                let name = bytes.utf16(count).map(crate::container::bytes::utf16_string);
                self.track_change_authors.push(name.unwrap_or_default());
            }
            // Fonts, borders, tabs, memo shapes, compatibility: layout. A paragraph names its shape itself, not only
            // through its style.
            _ => {}
        }
    }

    /// A character shape; the plain one for an id that does not exist.
    pub(super) fn char_shape(&self, id: u32) -> CharacterShape {
        usize::try_from(id).ok().and_then(|id| self.char_shapes.get(id)).copied().unwrap_or_default()
    }

    /// A paragraph shape; the plain one for an id that does not exist.
    pub(super) fn para_shape(&self, id: u16) -> ParagraphShape {
        self.para_shapes.get(usize::from(id)).copied().unwrap_or_default()
    }

    /// The name of a style; empty for one that does not exist or whose name says nothing.
    pub(super) fn style_name(&self, id: u8) -> Str {
        self.styles.get(usize::from(id)).cloned().unwrap_or_default()
    }

    /// Whether the document defines any numbering.
    pub(super) fn has_numberings(&self) -> bool {
        !self.numberings.is_empty()
    }

    /// A numbering by its id from 1.
    pub(super) fn numbering(&self, id: u32) -> Option<&Numbering> {
        self.numberings.get(usize::try_from(id).ok()?.checked_sub(1)?)
    }

    /// A bullet by its id from 1, for paragraphs whose box is checked or not.
    pub(super) fn bullet(&self, id: u32, is_checked: bool) -> Option<String> {
        let bullet = self.bullets.get(usize::try_from(id).ok()?.checked_sub(1)?)?;
        Some(charset::bullet(bullet.checked.filter(|_| is_checked).or(bullet.plain)))
    }
}

/// Specification, table 14, without the last UINT32, which does not exist. Password documents have 256 random bytes
/// before it.
fn start_numbers(data: &[u8]) -> Option<[u16; 5]> {
    let data = if data.len() >= 282 { data.get(256..)? } else { data };
    let mut bytes = Bytes::new(data);
    // Section count, as sections are those that exist, and the first page number, which has no meaning here.
    bytes.skip(4)?;
    let mut numbers = [0; 5];
    for number in &mut numbers {
        *number = bytes.u16()?;
    }
    Some(numbers)
}

/// Specification, table 17.
fn bin_data(mut bytes: Bytes<'_>) -> BinData {
    let attr = bytes.u16().unwrap_or(0);
    if attr & 0xF == 0 {
        // Absolute path, then relative path; the first one that says something.
        let absolute = bytes.string().unwrap_or_default();
        let path = if absolute.is_empty() { bytes.string().unwrap_or_default() } else { absolute };
        return BinData::Link { path };
    }
    let compression = match attr >> 4 & 3 {
        1 => Compression::Always,
        2 => Compression::Never,
        _ => Compression::AsDocument,
    };
    let id = bytes.u16().unwrap_or(0);
    BinData::Stream { id, extension: bytes.string().unwrap_or_default(), compression }
}

/// Specification, table 33.
fn char_shape(mut bytes: Bytes<'_>) -> Option<CharacterShape> {
    // Font ids, width ratios, spacings, sizes and offsets for seven languages, of which Hangul is the first.
    let face = bytes.u16()?;
    bytes.skip(6 * 2 + 4 * 7)?;
    let size = bytes.u32()?;
    let attr = bytes.u32()?;
    let bit = |bit: u32| attr >> bit & 1 == 1;
    let underline = attr >> 2 & 3;
    let strike_bits = attr >> 18 & 7;
    let strike_shape = attr >> 26 & 0xF;
    // The word processor sets the strike bits with a placeholder shape (15) on text that is not struck.
    let is_struck = (strike_bits != 0 || underline == 2) && strike_shape <= 12;
    let mut marks = Marks::NONE;
    for (is_set, mark) in [
        (bit(0), Marks::ITALIC),
        (bit(1), Marks::BOLD),
        (underline == 1 || underline == 3, Marks::UNDERLINE),
        (is_struck, Marks::STRIKE),
        (bit(15), Marks::SUPERSCRIPT),
        (bit(16), Marks::SUBSCRIPT),
    ] {
        if is_set {
            marks = marks.with(mark);
        }
    }
    // The offsets of the shadow are layout.
    let color = bytes.skip(2).and_then(|()| bytes.u32()).map_or(0, rgb);
    Some(CharacterShape::new(marks, Some(size), Look { face, color }))
}

/// Specification, table 43; the level at offset 54 is not in it.
fn para_shape(data: &[u8]) -> Option<ParagraphShape> {
    let mut bytes = Bytes::new(data);
    let attr = bytes.u32()?;
    let (left, _right, indent) = (bytes.i32().unwrap_or(0), bytes.i32(), bytes.i32().unwrap_or(0));
    // Spacing, line spacing and the tab definition.
    let list = bytes.skip(3 * 4 + 2).and_then(|()| bytes.u16()).unwrap_or(0);
    let extended_level = data.get(54..58).and_then(|level| Bytes::new(level).u32());
    let level = extended_level.filter(|level| *level <= 9).unwrap_or(attr >> 25 & 7);
    let kind = match attr >> 23 & 3 {
        1 => HeadingKind::Outline,
        2 => HeadingKind::Number,
        3 => HeadingKind::Bullet,
        _ => HeadingKind::None,
    };
    Some(ParagraphShape {
        // Stored at twice their size; a negative indent moves the other lines, not the first.
        indent: left.saturating_add(indent.max(0)) / 2,
        align: match attr >> 2 & 7 {
            1 => Align::Left,
            2 => Align::Right,
            3 => Align::Center,
            4 | 5 => Align::Distribute,
            _ => Align::Justify,
        },
        heading: Heading { kind, id: list.into(), level: u8::try_from(level).unwrap_or(0) },
        breaks_page: attr >> 19 & 1 == 1,
        is_checked: data.get(42).is_some_and(|flags| flags & 0x80 != 0),
    })
}

/// Specification, table 38, with the levels 8 to 10 that it does not know. Levels that are cut off show nothing.
fn numbering(mut bytes: Bytes<'_>, cx: &mut Context<'_>) -> Numbering {
    let mut levels = Vec::with_capacity(10);
    for _ in 0..7 {
        let Some(level) = number_level(&mut bytes, cx) else {
            // What is left of a level is none of the numbers that follow the levels.
            cx.warn(WarningKind::BadRecord { what: Part::NumberingLevel });
            return Numbering { levels };
        };
        levels.push(level);
    }
    let list_start = bytes.u16().unwrap_or(1);
    let starts = |bytes: &mut Bytes<'_>, levels: &mut [Level]| {
        for level in levels {
            level.start = bytes.u32().unwrap_or_else(|| u32::from(list_start)).max(1);
        }
    };
    starts(&mut bytes, &mut levels);
    if !bytes.is_empty() {
        let first = levels.len();
        for _ in 0..3 {
            let Some(level) = number_level(&mut bytes, cx) else {
                cx.warn(WarningKind::BadRecord { what: Part::NumberingLevel });
                return Numbering { levels };
            };
            levels.push(level);
        }
        starts(&mut bytes, levels.get_mut(first..).unwrap_or_default());
    }
    Numbering { levels }
}

fn number_level(bytes: &mut Bytes<'_>, cx: &mut Context<'_>) -> Option<Level> {
    let attr = bytes.u32()?;
    // Width adjustment, text offset, character shape.
    bytes.skip(2 + 2 + 4)?;
    let text = cx.mapped(&bytes.string()?);
    let format = NumberFormat::from_code(attr >> 5 & 0x1F).unwrap_or(NumberFormat::Digit);
    Some(Level { text, format, start: 1 })
}

/// Specification, table 42. The character of a checked box stands at its end, in records that are long enough.
fn bullet(mut bytes: Bytes<'_>) -> Bullet {
    let character = |unit: Option<u16>| unit.filter(|unit| *unit != 0).and_then(|unit| char::from_u32(u32::from(unit)));
    // The same head as a numbering level.
    let plain = bytes.skip(12).and_then(|()| bytes.u16());
    let is_picture = bytes.i32().is_some_and(|flag| flag != 0);
    // Brightness, contrast, effect and number of the picture.
    let checked = bytes.skip(5).and_then(|()| bytes.u16());
    // A blank is stored where no check mark was chosen.
    let checked = character(checked).filter(|c| !c.is_whitespace());
    Bullet { plain: character(plain.filter(|_| !is_picture)), checked }
}

/// Not in the specification: kind, date and time, author.
fn track_change(mut bytes: Bytes<'_>) -> Option<TrackChange> {
    // Kind: the range tag that refers here says it again.
    bytes.skip(4)?;
    let mut next = || bytes.u16();
    let (year, month, day, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    let author = bytes.u32()?;
    let date = if year == 0 { String::new() } else { format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}") };
    Some(TrackChange { date, author })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ReadOptions;

    fn shape(attr: u32) -> Marks {
        let mut data = vec![0; 46];
        data.extend_from_slice(&attr.to_le_bytes());
        char_shape(Bytes::new(&data)).unwrap().marks
    }

    #[test]
    fn placeholder_strike_is_no_strike() {
        assert_eq!(shape(1 << 18 | 15 << 26 | 2 << 2 | 15 << 4), Marks::NONE);
        assert_eq!(shape(1 << 18), Marks::STRIKE);
        assert_eq!(shape(2 << 2), Marks::STRIKE);
    }

    #[test]
    fn underline_is_at_the_bottom_or_at_the_top() {
        assert_eq!(shape(1 << 2), Marks::UNDERLINE);
        assert_eq!(shape(3 << 2), Marks::UNDERLINE);
    }

    #[test]
    fn level_beyond_seven_stands_at_the_end_of_a_long_shape() {
        let mut data = vec![0; 58];
        data[0..4].copy_from_slice(&(1u32 << 23 | 6 << 25).to_le_bytes());
        assert_eq!(para_shape(&data[..54]).unwrap().heading.level, 6);
        data[54] = 8;
        let heading = para_shape(&data).unwrap().heading;
        assert_eq!((heading.level, heading.kind), (8, HeadingKind::Outline));
    }

    #[test]
    fn cut_numbering_has_the_levels_before_the_cut_and_says_so() {
        let level = [&(0u32).to_le_bytes()[..], &[0; 8], &[3, 0, b'^', 0, b'1', 0, b'.', 0]].concat();
        // The second level ends in its character shape, 0xFFFF of which is no first number of the list.
        let data = [&level[..], &[0, 0, 0, 0, 0, 0, 50, 0, 0xFF, 0xFF]].concat();
        let options = ReadOptions::default();
        let mut cx = Context::new(&options);
        let numbering = numbering(Bytes::new(&data), &mut cx);
        assert_eq!(numbering.levels.len(), 1);
        assert_eq!((numbering.levels[0].text.as_str(), numbering.levels[0].start), ("^1.", 1));
        let kinds: Vec<_> = cx.ledger.warnings().iter().map(|warning| warning.kind.clone()).collect();
        assert_eq!(kinds, [WarningKind::BadRecord { what: Part::NumberingLevel }]);
    }

    #[test]
    fn bullet_of_a_checked_box_stands_at_the_end_of_a_long_record() {
        let mut data = vec![0; 25];
        data[12..14].copy_from_slice(&0x2610u16.to_le_bytes());
        data[23..25].copy_from_slice(&0x2611u16.to_le_bytes());
        let long = bullet(Bytes::new(&data));
        assert_eq!((long.plain, long.checked), (Some('☐'), Some('☑')));
        let short = bullet(Bytes::new(&data[..23]));
        assert_eq!((short.plain, short.checked), (Some('☐'), None));
        let mut shape = vec![0; 46];
        assert!(!para_shape(&shape).unwrap().is_checked);
        shape[42] = 0x80;
        assert!(para_shape(&shape).unwrap().is_checked);
    }

    #[test]
    fn numbering_without_start_numbers_starts_at_one() {
        let mut data = Vec::new();
        for _ in 0..7 {
            data.extend_from_slice(&(8u32 << 5).to_le_bytes());
            data.extend_from_slice(&[0; 8]);
            data.extend_from_slice(&[3, 0, b'^', 0, b'1', 0, b'.', 0]);
        }
        data.extend_from_slice(&[0, 0]);
        let options = ReadOptions::default();
        let numbering = numbering(Bytes::new(&data), &mut Context::new(&options));
        assert_eq!(numbering.levels.len(), 7);
        assert_eq!((numbering.levels[6].text.as_str(), numbering.levels[6].start), ("^1.", 1));
        assert!(matches!(numbering.levels[0].format, NumberFormat::HangulSyllable));
    }
}
