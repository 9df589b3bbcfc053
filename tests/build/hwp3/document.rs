//! Makes HWP 3 files of the documents that `tests/build/hwp5` describes, as far as HWP 3 can say them.
//!
//! [`within_hwp_3`] takes out of a description what it cannot say.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use crate::builder::{
    Align, Blocks, Caption, CharShape, Control, Document, Drawing, DrawingKind, NumberFormat, NumberKind, Numbering,
    Paragraph, Piece, Side, Table, character, compound_file,
};
use crate::builder_hwp3::{self as hwp3, Cell, Front, List, hchar, words};

/// Kinds of boxes and pictures.
const TABLE: u16 = 0;
const TEXT_BOX: u16 = 1;
const EQUATION: u16 = 2;
const OBJECT: u8 = 1;
const EMBEDDED: u8 = 2;

/// What the block of objects begins with.
const COMPOUND_FILE: u32 = 0xF899_5568;

/// Room of a line, in 1/1800 inch.
const LINE_HEIGHT: u16 = 320;

/// The description without what HWP 3 has no place for:
///
/// * outline headings, which became paragraph numbers when HWP 3 was converted;
/// * tables that do not repeat their first row, since no row is marked and every first row is taken for a head;
/// * descriptions of pictures;
/// * line breaks within a paragraph, which are paragraphs.
pub fn within_hwp_3(mut document: Document) -> Document {
    for section in &mut document.sections {
        section.blocks = blocks_within(std::mem::take(&mut section.blocks));
    }
    document
}

fn blocks_within(blocks: Blocks) -> Blocks {
    Blocks(blocks.0.into_iter().flat_map(lines_of).map(paragraph_within).collect())
}

/// A paragraph as one for each of its lines.
fn lines_of(paragraph: Paragraph) -> Vec<Paragraph> {
    let mut empty = paragraph.clone();
    empty.pieces.clear();
    let mut lines = vec![empty.clone()];
    for piece in paragraph.pieces {
        let Piece::Text(text) = piece else {
            lines.last_mut().unwrap().pieces.push(piece);
            continue;
        };
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(empty.clone());
            }
            lines.last_mut().unwrap().pieces.push(Piece::Text(line.to_owned()));
        }
    }
    lines
}

fn paragraph_within(mut paragraph: Paragraph) -> Paragraph {
    const OUTLINE: u32 = 1;
    const NUMBER: u32 = 2;
    if paragraph.shape.heading == OUTLINE {
        paragraph.shape.heading = NUMBER;
        paragraph.shape.list = 1;
    }
    for piece in &mut paragraph.pieces {
        if let Piece::Control(control) = piece {
            match &mut **control {
                Control::Table(table) => {
                    table.repeat_header = true;
                    for cell in &mut table.cells {
                        cell.blocks = blocks_within(std::mem::take(&mut cell.blocks));
                    }
                }
                Control::Drawing(drawing) => drawing.description.clear(),
                _ => {}
            }
        }
    }
    paragraph
}

/// The bytes of the file, compressed.
pub fn file(document: &Document) -> Vec<u8> {
    let mut writer = Writer { document, counters: [0; 7], numbers: HashMap::new(), links: Vec::new() };
    let body = document.sections.iter().flat_map(|section| writer.section(section)).collect();
    let title = Box::leak(document.title.clone().into_boxed_str());
    let mut out = hwp3::Document { title, compressed: true, password: None, body: List(body), blocks: Vec::new() };
    for (index, binary) in document.info.binaries.iter().enumerate() {
        if binary.is_object() {
            continue;
        }
        out = out.with_picture(&picture_name(index + 1, &binary.extension), &binary.data);
    }
    let objects = storages(document);
    if !objects.is_empty() {
        out.blocks.push((2, [&COMPOUND_FILE.to_le_bytes()[..], &compound_file(&objects)].concat()));
    }
    if !writer.links.is_empty() {
        let links: Vec<(&str, &str)> = writer.links.iter().map(|target| (target.as_str(), "")).collect();
        out = out.with_links(&links);
    }
    out.bytes()
}

/// The streams of all objects, in a storage for each.
fn storages(document: &Document) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for (index, binary) in document.info.binaries.iter().enumerate().filter(|(_, binary)| binary.is_object()) {
        // Behind the length.
        let mut file = cfb::CompoundFile::open(Cursor::new(&binary.data[4..])).unwrap();
        let paths: Vec<_> =
            file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
        for path in paths {
            let mut data = Vec::new();
            file.open_stream(&path).unwrap().read_to_end(&mut data).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            out.push((format!("{}/{name}", object_name(index + 1)), data));
        }
    }
    out
}

/// The name of the storage of an object.
fn object_name(ordinal: usize) -> String {
    format!("{ordinal:08}.OOO")
}

/// The name that ties a picture to its data.
fn picture_name(ordinal: usize, extension: &str) -> String {
    format!("E$${ordinal:05}.{extension}")
}

struct Writer<'a> {
    document: &'a Document,
    /// Where the outline stands on each level.
    counters: [u16; 7],
    numbers: HashMap<u32, u16>,
    /// Targets in the order of the boxes that link.
    links: Vec<String>,
}

impl Writer<'_> {
    fn section(&mut self, section: &crate::builder::Section) -> Vec<hwp3::Paragraph> {
        let mut paragraphs = section.blocks.0.iter();
        let front =
            section.controls.iter().fold(hwp3::Paragraph::default(), |line, control| self.control(control, line));
        let first = paragraphs.next().map(|first| self.paragraph(first, front));
        first.into_iter().chain(self.list_of(paragraphs)).collect()
    }

    fn list_of<'p>(&mut self, paragraphs: impl Iterator<Item = &'p Paragraph>) -> Vec<hwp3::Paragraph> {
        paragraphs.map(|paragraph| self.paragraph(paragraph, hwp3::Paragraph::default())).collect()
    }

    fn list(&mut self, blocks: &Blocks) -> List {
        List(self.list_of(blocks.0.iter()))
    }

    fn paragraph(&mut self, paragraph: &Paragraph, front: hwp3::Paragraph) -> hwp3::Paragraph {
        let align = match paragraph.shape.align {
            Align::Justify => 0,
            Align::Left => 1,
            Align::Right => 2,
            Align::Center => 3,
        };
        let mut line = front.aligned(align).with_lines(1);
        if paragraph.shape.heading != 0 {
            line = self.outline(paragraph.shape.level as usize, line);
        }
        let mut attributes = 0;
        let mut pieces = paragraph.pieces.iter();
        while let Some(piece) = pieces.next() {
            line = match piece {
                Piece::Text(text) => line.marked(text, attributes),
                Piece::Shape(shape) => {
                    attributes = attributes_of(shape);
                    line
                }
                Piece::Control(control) => match &**control {
                    Control::Field(field) => {
                        let words = pieces.by_ref().take_while(|piece| !matches!(piece, Piece::Inline(..)));
                        let text: String = words.map(text_of).collect();
                        self.link(&field.command, &text, line)
                    }
                    control => self.control(control, line),
                },
                Piece::Inline(character::FIELD_END, _) => line,
                other => panic!("cannot be said in HWP 3: {other:?}"),
            };
        }
        line
    }

    /// The next number of a level, in a form of the user.
    fn outline(&mut self, level: usize, line: hwp3::Paragraph) -> hwp3::Paragraph {
        self.counters[level] += 1;
        self.counters[level + 1..].fill(0);
        let (mut formats, mut decorations) = ([0; 7], [0; 14]);
        for (level, (pattern, format, _)) in levels(&self.document.info.numberings[0]).enumerate() {
            let (before, after) = pattern.split_once('^').unwrap();
            let at = |text: &str| text.chars().next().map_or(0, hchar);
            decorations[2 * level] = at(before);
            decorations[2 * level + 1] = at(&after[1..]);
            formats[level] = match format {
                NumberFormat::HangulSyllable => 5,
                _ => 0,
            };
        }
        line.outline(0, u8::try_from(level).unwrap(), self.counters, formats, decorations)
    }

    /// A box on the words that lead somewhere.
    fn link(&mut self, command: &str, words: &str, line: hwp3::Paragraph) -> hwp3::Paragraph {
        let target = command.split_once(";1;").unwrap().0.replace('\\', "");
        self.links.push(target);
        let front = Front { is_link: true, ..Front::default() };
        let width = u16::try_from(words.chars().count()).unwrap() * LINE_HEIGHT;
        let cell = Cell(0, 0, width, LINE_HEIGHT, List(vec![hwp3::Paragraph::of(words).with_lines(1)]));
        line.boxed(TEXT_BOX, front, &[cell], &List::default())
    }

    fn control(&mut self, control: &Control, line: hwp3::Paragraph) -> hwp3::Paragraph {
        match control {
            Control::Table(table) => self.table(table, line),
            Control::Drawing(drawing) => self.drawing(drawing, line),
            Control::Equation(equation) => {
                let front = Front { anchor: u8::from(!equation.inline), ..Front::default() };
                let cell = Cell(0, 0, 1500, LINE_HEIGHT, hwp3::list(&equation.script));
                line.boxed(EQUATION, front, &[cell], &List::default())
            }
            Control::HiddenComment(blocks) => {
                let list = self.list(blocks);
                line.hidden_comment(&list)
            }
            Control::Bookmark(name) => line.headed(6, 34, &[hwp3::padded(hwp3::hchars(name), 32), vec![0, 0]].concat()),
            Control::Footnote(blocks) => self.note(NumberKind::Footnote, blocks, line),
            Control::Endnote(blocks) => self.note(NumberKind::Endnote, blocks, line),
            Control::Header(pages, blocks) => self.furniture(0, *pages, blocks, line),
            Control::Footer(pages, blocks) => self.furniture(1, *pages, blocks, line),
            Control::PageNumber(..) => line.control(20, &words(&[5, 3])),
            Control::AutoNumber(auto) => {
                let number = auto.number.unwrap_or_else(|| self.next_number(auto.kind));
                line.number(auto.kind as u16, number)
            }
            other => panic!("cannot be said in HWP 3: {other:?}"),
        }
    }

    fn note(&mut self, kind: NumberKind, blocks: &Blocks, line: hwp3::Paragraph) -> hwp3::Paragraph {
        let number = self.next_number(kind);
        let mut paragraphs = blocks.0.iter();
        let front = hwp3::Paragraph::default().number(kind as u16, number).text(" ");
        let first = paragraphs.next().map(|first| self.paragraph(first, front));
        let list = List(first.into_iter().chain(self.list_of(paragraphs)).collect());
        line.note(u16::from(kind == NumberKind::Endnote), number - 1, &list)
    }

    fn furniture(&mut self, kind: u8, pages: u32, blocks: &Blocks, line: hwp3::Paragraph) -> hwp3::Paragraph {
        let list = self.list(blocks);
        line.furniture(kind, u8::try_from(pages).unwrap(), &list)
    }

    fn next_number(&mut self, kind: NumberKind) -> u16 {
        let number = self.numbers.entry(kind as u32).or_default();
        *number += 1;
        *number
    }

    fn caption(&mut self, caption: Option<&Caption>) -> (u16, List) {
        let Some(caption) = caption else { return (0, List::default()) };
        let is_before = matches!(caption.side, Side::Top | Side::Left);
        (is_before.into(), self.list(&caption.blocks))
    }

    fn table(&mut self, table: &Table, line: hwp3::Paragraph) -> hwp3::Paragraph {
        let (caption_position, caption) = self.caption(table.caption.as_ref());
        let front = Front { anchor: u8::from(!table.inline), caption_position, ..Front::default() };
        let width = u16::try_from(table.width / 4).unwrap() / table.cols;
        let cells: Vec<Cell> = table
            .anchors()
            .iter()
            .map(|cell| {
                let list = self.list(&cell.blocks);
                let (x, y) = (cell.col * width, cell.row * LINE_HEIGHT);
                Cell(x, y, cell.col_span * width, cell.row_span * LINE_HEIGHT, list)
            })
            .collect();
        line.boxed(TABLE, front, &cells, &caption)
    }

    fn drawing(&mut self, drawing: &Drawing, line: hwp3::Paragraph) -> hwp3::Paragraph {
        let (caption_position, caption) = self.caption(drawing.caption.as_ref());
        let side = |length: u32| u16::try_from(length / 4).unwrap();
        let size = (side(drawing.width), side(drawing.height));
        let front = Front { anchor: u8::from(!drawing.inline), caption_position, size, ..Front::default() };
        match &drawing.kind {
            DrawingKind::Picture(binary) => {
                let binary = usize::from(*binary);
                let name = picture_name(binary, &self.document.info.binaries[binary - 1].extension);
                line.picture(EMBEDDED, front, &name, &[], &caption)
            }
            DrawingKind::Ole(binary) => line.picture(OBJECT, front, &object_name((*binary).into()), &[], &caption),
            DrawingKind::TextBox(blocks) => {
                let cell = Cell(0, 0, 3543, LINE_HEIGHT, self.list(blocks));
                line.boxed(TEXT_BOX, front, &[cell], &caption)
            }
            DrawingKind::TextArt(_) | DrawingKind::Group(_) | DrawingKind::Line => {
                panic!("cannot be said in HWP 3: {drawing:?}")
            }
        }
    }
}

fn levels(numbering: &Numbering) -> impl Iterator<Item = &(String, NumberFormat, u32)> {
    numbering.levels.iter().take(7)
}

fn text_of(piece: &Piece) -> &str {
    match piece {
        Piece::Text(text) => text,
        _ => "",
    }
}

fn attributes_of(shape: &CharShape) -> u8 {
    const UNDERLINE: u8 = 4;
    let bits = [(1, hwp3::ITALIC), (2, hwp3::BOLD), (4, UNDERLINE), (1 << 15, hwp3::SUPERSCRIPT)];
    bits.iter().filter(|(bit, _)| shape.attr & bit != 0).map(|(_, attribute)| attribute).sum()
}
