//! `HEAD`: the summary, and the tables that paragraphs, runs and pictures refer to by id.
//!
//! Ids are looked up, never counted. Left out, as layout: fonts, borders and fills, tab stops, memo shapes; and where
//! the caret stood.

use std::collections::HashMap;

use crate::container::xml::{Element, Xml};
use crate::document::{Align, Marks, Metadata};
use crate::read::Context;
use crate::read::charset::push_mapped;
use crate::read::numbering::{Level, NumberFormat, Numbering};

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Head {
    characters: HashMap<u32, CharacterShape>,
    paragraphs: HashMap<u32, ParagraphShape>,
    /// Style to paragraph shape, for paragraphs that name a style only.
    styles: HashMap<u32, u32>,
    numberings: HashMap<u32, Numbering>,
    bullets: HashMap<u32, Option<char>>,
    /// Attachments in their order, which pictures count from 1.
    attachments: Vec<Attachment>,
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
    /// Numbering or bullet.
    pub(super) list: u32,
    /// From 0.
    pub(super) level: u8,
    pub(super) breaks_page: bool,
}

/// The kind of list that paragraphs of a shape belong to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Heading {
    #[default]
    None,
    Outline,
    Number,
    Bullet,
}

/// Where the data of an attachment are.
#[derive(Debug, Clone)]
pub(super) enum Attachment {
    /// In the tail, under this id.
    Embedded(String),
    /// In a file of this name.
    Linked(String),
}

impl Head {
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, head: &Element<'_>, out: &mut Metadata, cx: &mut Context<'_>) {
        while let Some(child) = xml.child_of(head) {
            match child.name() {
                "DOCSUMMARY" => read_summary(xml, &child, out),
                "MAPPINGTABLE" => {
                    while let Some(table) = xml.child_of(&child) {
                        self.read_table(xml, &table, cx);
                    }
                }
                _ => {} // settings of the program that wrote the file
            }
        }
    }

    fn read_table(&mut self, xml: &mut Xml<'_>, table: &Element<'_>, cx: &mut Context<'_>) {
        if matches!(table.name(), "FACENAMELIST" | "BORDERFILLLIST" | "TABDEFLIST" | "MEMOSHAPELIST") {
            return; // layout
        }
        while let Some(entry) = xml.child_of(table) {
            let id = entry.number::<u32>("Id");
            match (entry.name(), id) {
                ("BINITEM", _) => self.attachments.push(Attachment::of(&entry)),
                ("CHARSHAPE", Some(id)) => {
                    let size = entry.number("Height").filter(|size| *size > 0);
                    self.characters.insert(id, CharacterShape { marks: read_marks(xml, &entry), size });
                }
                ("PARASHAPE", Some(id)) => {
                    self.paragraphs.insert(id, ParagraphShape::read(xml, &entry));
                }
                ("STYLE", Some(id)) => self.styles.extend(entry.number("ParaShape").map(|shape| (id, shape))),
                ("NUMBERING", Some(id)) => {
                    self.numberings.insert(id, read_numbering(xml, &entry, cx));
                }
                ("BULLET", Some(id)) => {
                    self.bullets.insert(id, entry.attribute("Char").and_then(|text| text.chars().next()));
                }
                _ => {} // layout, or nothing that could be referred to
            }
        }
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

    /// The character of a bullet; `None` when there is none or it is a picture.
    pub(super) fn bullet(&self, id: u32) -> Option<char> {
        self.bullets.get(&id).copied().flatten()
    }

    /// The attachment that a picture calls by its number, from 1.
    pub(super) fn attachment(&self, number: usize) -> Option<&Attachment> {
        self.attachments.get(number.checked_sub(1)?)
    }
}

fn read_summary(xml: &mut Xml<'_>, summary: &Element<'_>, out: &mut Metadata) {
    while let Some(child) = xml.child_of(summary) {
        let slot = match child.name() {
            "TITLE" => &mut out.title,
            "SUBJECT" => &mut out.subject,
            "AUTHOR" => &mut out.author,
            "DATE" => &mut out.date,
            "KEYWORDS" => &mut out.keywords,
            "COMMENTS" => &mut out.comments,
            _ => continue, // words that may not begin or end a line
        };
        let text = xml.text_of(&child);
        *slot = Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    }
}

impl Attachment {
    fn of(entry: &Element<'_>) -> Self {
        let text = |name| entry.attribute(name).map(|text| text.into_owned()).filter(|text| !text.is_empty());
        if entry.raw("Type") == Some("Link") {
            return Attachment::Linked(text("RPath").or_else(|| text("APath")).unwrap_or_default());
        }
        Attachment::Embedded(text("BinData").unwrap_or_default())
    }
}

impl ParagraphShape {
    fn read(xml: &mut Xml<'_>, entry: &Element<'_>) -> Self {
        let mut indent = 0;
        while let Some(child) = xml.child_of(entry) {
            if child.name() == "PARAMARGIN" {
                let number = |name| child.number::<i32>(name).unwrap_or_default();
                // Stored at twice their size, as in HWP 5; a negative indent moves the other lines, not the first.
                indent = number("Left").saturating_add(number("Indent").max(0)) / 2;
            }
        }
        let heading = match entry.raw("HeadingType") {
            Some("Outline") => Heading::Outline,
            Some("Number") => Heading::Number,
            Some("Bullet") => Heading::Bullet,
            _ => Heading::None,
        };
        ParagraphShape {
            align: align(entry.raw("Align").unwrap_or_default()),
            indent,
            heading,
            list: entry.number("Heading").unwrap_or_default(),
            level: entry.number("Level").unwrap_or_default(),
            breaks_page: entry.flag("PageBreakBefore"),
        }
    }
}

fn align(name: &str) -> Align {
    match name {
        "Left" => Align::Left,
        "Right" => Align::Right,
        "Center" => Align::Center,
        "Distribute" | "DistributeSpace" => Align::Distribute,
        _ => Align::Justify, // the default of the format
    }
}

fn read_marks(xml: &mut Xml<'_>, shape: &Element<'_>) -> Marks {
    let mut marks = Marks::NONE;
    while let Some(child) = xml.child_of(shape) {
        let mark = match child.name() {
            "BOLD" => Marks::BOLD,
            "ITALIC" => Marks::ITALIC,
            "SUPERSCRIPT" => Marks::SUPERSCRIPT,
            "SUBSCRIPT" => Marks::SUBSCRIPT,
            "UNDERLINE" => match child.raw("Type") {
                Some("None") => Marks::NONE,
                // A line in the middle is how a strike is written as an underline.
                Some("Center") => struck(&child),
                _ => Marks::UNDERLINE,
            },
            "STRIKEOUT" if child.raw("Type") != Some("None") => struck(&child),
            _ => Marks::NONE, // fonts, sizes, colours and effects, for which the model has no words
        };
        marks = marks.with(mark);
    }
    // Nothing stands above and below the line at once: where both are set, the text is shown above.
    if marks.contains(Marks::SUPERSCRIPT) { marks.without(Marks::SUBSCRIPT) } else { marks }
}

/// A strike, if it is drawn: Hancom's programs leave a three-dimensional line, or none, on text that nobody struck.
fn struck(element: &Element<'_>) -> Marks {
    match element.raw("Shape") {
        Some(shape) if shape == "None" || shape.contains("3D") => Marks::NONE,
        _ => Marks::STRIKE,
    }
}

fn read_numbering(xml: &mut Xml<'_>, numbering: &Element<'_>, cx: &mut Context<'_>) -> Numbering {
    let mut heads: Vec<(usize, Level)> = Vec::new();
    while let Some(head) = xml.child_of(numbering) {
        if head.name() != "PARAHEAD" {
            continue; // no level that a paragraph could be on
        }
        let level = head.number::<usize>("Level").unwrap_or(heads.len() + 1);
        let format = head.raw("NumFormat").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
        let start = head.number("Start").unwrap_or(1);
        let mut text = String::new();
        for c in xml.text_of(&head).chars() {
            if let Some(kind) = push_mapped(c, &mut text) {
                cx.warn(kind);
            }
        }
        heads.push((level, Level { text, format, start }));
    }
    // Levels count from 1; files of other programs count from 0.
    let first = if heads.iter().any(|(level, _)| *level == 0) { 0 } else { 1 };
    let mut levels: Vec<Level> = Vec::new();
    for (level, head) in heads {
        let at = level.saturating_sub(first);
        if at >= 10 {
            continue; // no level that a paragraph could be on
        }
        let nothing = || Level { text: String::new(), format: NumberFormat::Digit, start: 1 };
        levels.resize_with(levels.len().max(at + 1), nothing);
        if let Some(slot) = levels.get_mut(at) {
            *slot = head;
        }
    }
    Numbering { levels }
}
