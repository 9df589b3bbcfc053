//! `Contents/header.xml`: the tables that paragraphs and runs refer to by id.
//!
//! Character and paragraph shapes, styles, numberings, bullets and tracked changes. Left out, as layout: names of fonts, borders and fills, tab stops, margins, memo shapes.

use std::collections::HashMap;

use crate::container::xml::{self, Element, Xml};
use crate::document::{Align, ChangeKind, Look, Marks};
use crate::read::Context;
use crate::read::flow::builder::Span;
use crate::read::style::numbering::{Level, NumberFormat, Numbering};
use crate::read::style::shapes::{Bullet, CharacterShape, Heading, HeadingKind, ParagraphShape, Shapes, style_name};
use crate::warning::{Part, WarningKind};

/// The tables of `header.xml`.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) shapes: Shapes,
    changes: HashMap<String, Change>,
    authors: HashMap<String, String>,
    /// The authors in the order of the file: some files count them from another number than they refer to.
    authors_in_order: Vec<String>,
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
            cx.warn(WarningKind::BadRecord { what: Part::ShapeEncoding });
            return header;
        };
        let mut xml = Xml::new(&text, super::xml_depth(cx)).at_most(cx.budget.records_left());
        if let Some(root) = xml.root() {
            while let Some(child) = xml.child_of(&root) {
                if child.name() == "refList" {
                    header.read_tables(&mut xml, &child, cx);
                }
                // All else is layout and settings.
            }
        }
        cx.enter_faults(&xml);
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
                        self.shapes.characters.insert(id, read_character_shape(xml, &entry));
                    }
                    ("paraPr", Some(id)) => {
                        self.shapes.paragraphs.insert(id, read_paragraph_shape(xml, &entry));
                    }
                    ("style", Some(id)) => {
                        if let Some(shape) = entry.number::<u32>("paraPrIDRef") {
                            self.shapes.styles.insert(id, shape);
                        }
                        let name = entry.attribute("name").and_then(|name| style_name(&name));
                        if let Some(name) = name {
                            self.shapes.style_names.insert(id, name);
                        }
                    }
                    ("numbering", Some(id)) => {
                        self.shapes.numberings.insert(id, read_numbering(xml, &entry, cx));
                    }
                    ("bullet", Some(id)) => {
                        let character = |name| entry.attribute(name).and_then(|text| text.chars().next());
                        let bullet = Bullet { plain: character("char"), checked: character("checkedChar") };
                        self.shapes.bullets.insert(id, bullet);
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

fn read_character_shape(xml: &mut Xml<'_>, shape: &Element<'_>) -> CharacterShape {
    let color = shape.raw("textColor").and_then(|color| u32::from_str_radix(color.strip_prefix('#')?, 16).ok());
    let mut look = Look { color: color.unwrap_or_default() & 0xFF_FFFF, ..Look::default() };
    let mut marks = Marks::NONE;
    while let Some(child) = xml.child_of(shape) {
        let mark = match child.name() {
            "fontRef" => {
                look.face = child.number("hangul").unwrap_or_default();
                Marks::NONE
            }
            "bold" => Marks::BOLD,
            "italic" => Marks::ITALIC,
            "supscript" => Marks::SUPERSCRIPT,
            "subscript" => Marks::SUBSCRIPT,
            "underline" if matches!(child.raw("type"), Some("BOTTOM" | "TOP")) => Marks::UNDERLINE,
            // A line in the middle is how a strike is written as an underline.
            "underline" if child.raw("type") == Some("CENTER") && is_drawn(child.raw("shape")) => Marks::STRIKE,
            "strikeout" if is_drawn(child.raw("shape")) => Marks::STRIKE,
            _ => Marks::NONE, // widths, offsets and effects, for which the model has no words
        };
        marks = marks.with(mark);
    }
    CharacterShape::new(marks, shape.number("height"), look)
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
            take_property(&mut shape, xml, &child);
        } else if let Some(branch) = super::switch::branch(xml, &child) {
            while let Some(property) = xml.child_of(&branch) {
                take_property(&mut shape, xml, &property);
            }
            xml.leap(&child); // the same for other programs
        }
    }
    shape
}

fn take_property(shape: &mut ParagraphShape, xml: &mut Xml<'_>, child: &Element<'_>) {
    match child.name() {
        "align" => shape.align = align(child.raw("horizontal").unwrap_or_default()),
        "heading" => {
            let kind = match child.raw("type") {
                Some("OUTLINE") => HeadingKind::Outline,
                Some("NUMBER") => HeadingKind::Number,
                Some("BULLET") => HeadingKind::Bullet,
                _ => HeadingKind::None,
            };
            let id = child.number("idRef").unwrap_or_default();
            shape.heading = Heading { kind, id, level: child.number("level").unwrap_or_default() };
        }
        "breakSetting" => shape.breaks_page = child.flag("pageBreakBefore"),
        "margin" => shape.indent = read_indent(xml, child),
        _ => {} // line spacing, borders: layout
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

fn read_numbering(xml: &mut Xml<'_>, element: &Element<'_>, cx: &mut Context<'_>) -> Numbering {
    let mut numbering = Numbering::default();
    while let Some(head) = xml.child_of(element) {
        let level = head.number::<usize>("level").unwrap_or(numbering.levels.len() + 1);
        let ("paraHead", Some(at)) = (head.name(), level.checked_sub(1)) else { continue };
        let format = head.raw("numFormat").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
        let start = head.number("start").unwrap_or(1);
        numbering.set(at, Level { text: cx.mapped(&xml.text_of(&head)), format, start });
    }
    numbering
}
