//! `HEAD`: the summary, and the tables that paragraphs, runs and pictures refer to by id.
//!
//! Left out, as layout: names of fonts, borders and fills, tab stops, memo shapes; and where
//! the caret stood.

use crate::container::xml::{Element, Xml};
use crate::document::{Align, Look, Marks, Metadata};
use crate::read::Context;
use crate::read::style::numbering::{Level, NumberFormat, Numbering};
use crate::read::style::rgb;
use crate::read::style::shapes::{Bullet, CharacterShape, Heading, HeadingKind, ParagraphShape, Shapes, style_name};

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) shapes: Shapes,
    /// Attachments in their order, which pictures count from 1.
    attachments: Vec<Attachment>,
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
                    self.shapes.characters.insert(id, read_character_shape(xml, &entry));
                }
                ("PARASHAPE", Some(id)) => {
                    self.shapes.paragraphs.insert(id, read_paragraph_shape(xml, &entry));
                }
                ("STYLE", Some(id)) => {
                    if let Some(shape) = entry.number("ParaShape") {
                        self.shapes.styles.insert(id, shape);
                    }
                    let name = entry.attribute("Name").and_then(|name| style_name(&name));
                    if let Some(name) = name {
                        self.shapes.style_names.insert(id, name);
                    }
                }
                ("NUMBERING", Some(id)) => {
                    self.shapes.numberings.insert(id, read_numbering(xml, &entry, cx));
                }
                ("BULLET", Some(id)) => {
                    let plain = entry.attribute("Char").and_then(|text| text.chars().next());
                    self.shapes.bullets.insert(id, Bullet { plain, checked: None });
                }
                _ => {} // layout, or nothing that could be referred to
            }
        }
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

fn read_paragraph_shape(xml: &mut Xml<'_>, entry: &Element<'_>) -> ParagraphShape {
    let mut indent = 0;
    while let Some(child) = xml.child_of(entry) {
        if child.name() == "PARAMARGIN" {
            let number = |name| child.number::<i32>(name).unwrap_or_default();
            // Stored at twice their size, as in HWP 5; a negative indent moves the other lines, not the first.
            indent = number("Left").saturating_add(number("Indent").max(0)) / 2;
        }
    }
    let kind = match entry.raw("HeadingType") {
        Some("Outline") => HeadingKind::Outline,
        Some("Number") => HeadingKind::Number,
        Some("Bullet") => HeadingKind::Bullet,
        _ => HeadingKind::None,
    };
    let id = entry.number("Heading").unwrap_or_default();
    ParagraphShape {
        align: align(entry.raw("Align").unwrap_or_default()),
        indent,
        heading: Heading { kind, id, level: entry.number("Level").unwrap_or_default() },
        breaks_page: entry.flag("PageBreakBefore"),
        ..ParagraphShape::default()
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

fn read_character_shape(xml: &mut Xml<'_>, shape: &Element<'_>) -> CharacterShape {
    // COLORREF, with blue in the highest of three bytes.
    let color = shape.number::<u32>("TextColor").map_or(0, rgb);
    let mut look = Look { color, ..Look::default() };
    let mut marks = Marks::NONE;
    while let Some(child) = xml.child_of(shape) {
        let mark = match child.name() {
            "FONTID" => {
                look.face = child.number("Hangul").unwrap_or_default();
                Marks::NONE
            }
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
            _ => Marks::NONE, // widths, offsets and effects, for which the model has no words
        };
        marks = marks.with(mark);
    }
    CharacterShape::new(marks, shape.number("Height"), look)
}

/// A strike, if it is drawn: Hancom's programs leave a three-dimensional line, or none, on text that nobody struck.
fn struck(element: &Element<'_>) -> Marks {
    match element.raw("Shape") {
        Some(shape) if shape == "None" || shape.contains("3D") => Marks::NONE,
        _ => Marks::STRIKE,
    }
}

fn read_numbering(xml: &mut Xml<'_>, element: &Element<'_>, cx: &mut Context<'_>) -> Numbering {
    let mut heads: Vec<(usize, Level)> = Vec::new();
    while let Some(head) = xml.child_of(element) {
        if head.name() == "PARAHEAD" {
            let level = head.number::<usize>("Level").unwrap_or(heads.len() + 1);
            let format = head.raw("NumFormat").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
            let start = head.number("Start").unwrap_or(1);
            heads.push((level, Level { text: cx.mapped(&xml.text_of(&head)), format, start }));
        }
    }
    // Levels count from 1; files of other programs count from 0.
    let first = if heads.iter().any(|(level, _)| *level == 0) { 0 } else { 1 };
    let mut numbering = Numbering::default();
    heads.into_iter().for_each(|(level, head)| numbering.set(level.saturating_sub(first), head));
    numbering
}
