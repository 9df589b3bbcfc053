//! `Contents/header.xml`: the tables that paragraphs and runs refer to by id.
//!
//! Character and paragraph shapes, styles, numberings, bullets and tracked changes. Ids are looked up, never counted:
//! they are sparse in real files. Left out, as layout: fonts, borders and fills, tab stops, margins, memo shapes.

use std::collections::HashMap;

use crate::container::xml::{self, Element, Xml};
use crate::document::{Align, ChangeKind, Marks};
use crate::read::Context;
use crate::read::charset::push_mapped;
use crate::read::compose::Span;
use crate::read::numbering::{Level, NumberFormat, Numbering};
use crate::warning::WarningKind;

/// The tables of `header.xml`.
#[derive(Debug, Default)]
pub(super) struct Header {
    characters: HashMap<u32, CharacterShape>,
    paragraphs: HashMap<u32, ParagraphShape>,
    /// Style to paragraph shape, for paragraphs that name a style only.
    styles: HashMap<u32, u32>,
    numberings: HashMap<u32, Numbering>,
    bullets: HashMap<u32, Bullet>,
    changes: HashMap<String, Change>,
    authors: HashMap<String, String>,
    /// The authors in the order of the file: some files count them from another number than they refer to.
    authors_in_order: Vec<String>,
}

/// What a character shape says about content.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CharacterShape {
    pub(super) marks: Marks,
    /// In 1/100 point.
    pub(super) size: Option<u32>,
}

/// What a paragraph shape says about content.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ParagraphShape {
    pub(super) align: Align,
    /// Where the first line begins, in 1/100 point.
    pub(super) indent: i32,
    pub(super) heading: Heading,
    pub(super) breaks_page: bool,
    is_checked: bool,
}

/// The list that paragraphs of a shape belong to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heading {
    pub(super) kind: HeadingKind,
    /// Numbering or bullet.
    pub(super) id: u32,
    /// From 0.
    pub(super) level: u8,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum HeadingKind {
    #[default]
    None,
    Outline,
    Number,
    Bullet,
}

#[derive(Debug, Clone, Copy)]
struct Bullet {
    plain: Option<char>,
    checked: Option<char>,
}

#[derive(Debug)]
struct Change {
    author: String,
    date: Option<String>,
}

impl Header {
    /// Reads `header.xml`.
    pub(super) fn read(data: &[u8], cx: &mut Context<'_>) -> Self {
        let mut header = Header::default();
        let Ok(text) = xml::decode(data) else {
            cx.warn(WarningKind::BadRecord { what: "shapes in an unknown encoding" });
            return header;
        };
        let mut xml = Xml::new(&text, super::xml_depth(cx));
        if let Some(root) = xml.root() {
            while let Some(child) = xml.child_of(&root) {
                if child.name() == "refList" {
                    header.read_tables(&mut xml, &child, cx);
                }
                // All else is layout and settings.
            }
        }
        xml.faults().for_each(|fault| cx.warn(fault));
        header
    }

    fn read_tables(&mut self, xml: &mut Xml<'_>, tables: &Element<'_>, cx: &mut Context<'_>) {
        while let Some(table) = xml.child_of(tables) {
            if matches!(table.name(), "fontfaces" | "borderFills" | "tabProperties" | "memoProperties") {
                xml.leap(&table); // layout
                continue;
            }
            while let Some(entry) = xml.child_of(&table) {
                let id = entry.number::<u32>("id");
                match (entry.name(), id) {
                    ("charPr", Some(id)) => {
                        let size = entry.number("height").filter(|size| *size > 0);
                        self.characters.insert(id, CharacterShape { marks: read_marks(xml, &entry), size });
                    }
                    ("paraPr", Some(id)) => {
                        self.paragraphs.insert(id, read_paragraph_shape(xml, &entry));
                    }
                    ("style", Some(id)) => {
                        self.styles.extend(entry.number::<u32>("paraPrIDRef").map(|shape| (id, shape)));
                    }
                    ("numbering", Some(id)) => {
                        self.numberings.insert(id, read_numbering(xml, &entry, cx));
                    }
                    ("bullet", Some(id)) => {
                        let character = |name| entry.attribute(name).and_then(|text| text.chars().next());
                        let bullet = Bullet { plain: character("char"), checked: character("checkedChar") };
                        self.bullets.insert(id, bullet);
                    }
                    ("trackChange", _) => self.read_change(&entry),
                    ("trackChangeAuthor", _) => self.read_author(&entry),
                    _ => {} // layout, or nothing that could be referred to
                }
            }
        }
    }

    fn read_change(&mut self, entry: &Element<'_>) {
        let Some(id) = entry.attribute("id") else { return };
        let author = entry.attribute("authorID").unwrap_or_default().into_owned();
        let date = entry.attribute("date").map(|date| date.into_owned()).filter(|date| !date.is_empty());
        self.changes.insert(id.into_owned(), Change { author, date });
    }

    fn read_author(&mut self, entry: &Element<'_>) {
        let name = entry.attribute("name").unwrap_or_default().into_owned();
        if let Some(id) = entry.attribute("id") {
            self.authors.insert(id.into_owned(), name.clone());
        }
        self.authors_in_order.push(name);
    }

    /// A character shape; the plain one for an id that does not exist.
    pub(super) fn characters(&self, id: u32) -> CharacterShape {
        self.characters.get(&id).copied().unwrap_or_default()
    }

    /// The paragraph shape that a paragraph names itself, or through its style.
    pub(super) fn paragraph(&self, id: Option<u32>, style: Option<u32>) -> ParagraphShape {
        let id = id.or_else(|| self.styles.get(&style?).copied());
        id.and_then(|id| self.paragraphs.get(&id)).copied().unwrap_or_default()
    }

    pub(super) fn numbering(&self, id: u32) -> Option<&Numbering> {
        self.numberings.get(&id)
    }

    /// The bullet character of a paragraph shape; `None` when there is none or it is a picture.
    pub(super) fn bullet(&self, shape: &ParagraphShape) -> Option<char> {
        let bullet = self.bullets.get(&shape.heading.id)?;
        bullet.checked.filter(|_| shape.is_checked).or(bullet.plain)
    }

    /// The span of a tracked change.
    pub(super) fn change(&self, kind: ChangeKind, id: &str) -> Span {
        let change = self.changes.get(id);
        let author = change.and_then(|change| {
            let by_order = || self.authors_in_order.get(change.author.parse::<usize>().ok()?.checked_sub(1)?);
            self.authors.get(&change.author).or_else(by_order)
        });
        let author = author.cloned().filter(|name| !name.is_empty());
        Span::Change { kind, author, date: change.and_then(|change| change.date.clone()) }
    }
}

fn read_marks(xml: &mut Xml<'_>, shape: &Element<'_>) -> Marks {
    let mut marks = Marks::NONE;
    while let Some(child) = xml.child_of(shape) {
        let mark = match child.name() {
            "bold" => Marks::BOLD,
            "italic" => Marks::ITALIC,
            "supscript" => Marks::SUPERSCRIPT,
            "subscript" => Marks::SUBSCRIPT,
            "underline" if matches!(child.raw("type"), Some("BOTTOM" | "TOP")) => Marks::UNDERLINE,
            // A line in the middle is how a strike is written as an underline.
            "underline" if child.raw("type") == Some("CENTER") && is_drawn(child.raw("shape")) => Marks::STRIKE,
            "strikeout" if is_drawn(child.raw("shape")) => Marks::STRIKE,
            _ => Marks::NONE, // fonts, sizes, colours and effects, for which the model has no words
        };
        marks = marks.with(mark);
    }
    // Nothing stands above and below the line at once: where both are set, the text is shown above.
    if marks.contains(Marks::SUPERSCRIPT) { marks.without(Marks::SUBSCRIPT) } else { marks }
}

/// Whether a strike is drawn: Hancom's programs leave `3D` and `NONE` on text that nobody struck through.
fn is_drawn(shape: Option<&str>) -> bool {
    matches!(
        shape,
        Some(
            "SOLID"
                | "DASH"
                | "DOT"
                | "DASH_DOT"
                | "DASH_DOT_DOT"
                | "LONG_DASH"
                | "CIRCLE"
                | "DOUBLE_SLIM"
                | "SLIM_THICK"
                | "THICK_SLIM"
                | "SLIM_THICK_SLIM"
                | "WAVE"
                | "DOUBLEWAVE"
        )
    )
}

fn read_paragraph_shape(xml: &mut Xml<'_>, entry: &Element<'_>) -> ParagraphShape {
    let mut shape = ParagraphShape { is_checked: entry.flag("checked"), ..ParagraphShape::default() };
    while let Some(child) = xml.child_of(entry) {
        if child.name() != "switch" {
            shape.take(xml, &child);
        } else if let Some(branch) = super::switch::branch(xml, &child) {
            while let Some(child) = xml.child_of(&branch) {
                shape.take(xml, &child);
            }
        }
    }
    shape
}

impl ParagraphShape {
    fn take(&mut self, xml: &mut Xml<'_>, child: &Element<'_>) {
        match child.name() {
            "align" => self.align = align(child.raw("horizontal").unwrap_or_default()),
            "heading" => {
                let kind = match child.raw("type") {
                    Some("OUTLINE") => HeadingKind::Outline,
                    Some("NUMBER") => HeadingKind::Number,
                    Some("BULLET") => HeadingKind::Bullet,
                    _ => HeadingKind::None,
                };
                let id = child.number("idRef").unwrap_or_default();
                self.heading = Heading { kind, id, level: child.number("level").unwrap_or_default() };
            }
            "breakSetting" => self.breaks_page = child.flag("pageBreakBefore"),
            "margin" => self.indent = read_indent(xml, child),
            _ => {} // line spacing, borders: layout
        }
    }
}

/// Where the first line begins; a negative indent moves the other lines. Old files have attributes for the elements.
fn read_indent(xml: &mut Xml<'_>, margin: &Element<'_>) -> i32 {
    let mut left: i32 = margin.number("left").unwrap_or_default();
    let mut indent: i32 = margin.number("indent").or_else(|| margin.number("intent")).unwrap_or_default();
    while let Some(child) = xml.child_of(margin) {
        match child.name() {
            "left" => left = child.number("value").unwrap_or_default(),
            // The misspelling is that of Hancom's programs.
            "intent" | "indent" => indent = child.number("value").unwrap_or_default(),
            _ => {} // the right margin and the space above and below
        }
    }
    left.saturating_add(indent.max(0))
}

fn align(name: &str) -> Align {
    match name {
        "LEFT" => Align::Left,
        "RIGHT" => Align::Right,
        "CENTER" => Align::Center,
        "DISTRIBUTE" | "DISTRIBUTE_SPACE" => Align::Distribute,
        _ => Align::Justify, // the default of the format
    }
}

fn read_numbering(xml: &mut Xml<'_>, numbering: &Element<'_>, cx: &mut Context<'_>) -> Numbering {
    let mut levels: Vec<Level> = Vec::new();
    while let Some(head) = xml.child_of(numbering) {
        let level = head.number::<usize>("level").unwrap_or(levels.len() + 1);
        if head.name() != "paraHead" || !(1..=10).contains(&level) {
            continue; // no level that a paragraph could be on
        }
        let format = head.raw("numFormat").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
        let start = head.number("start").unwrap_or(1);
        let mut text = String::new();
        for c in xml.text_of(&head).chars() {
            if let Some(kind) = push_mapped(c, &mut text) {
                cx.warn(kind);
            }
        }
        let nothing = || Level { text: String::new(), format: NumberFormat::Digit, start: 1 };
        levels.resize_with(levels.len().max(level), nothing);
        if let Some(slot) = levels.get_mut(level - 1) {
            *slot = Level { text, format, start };
        }
    }
    Numbering { levels }
}
