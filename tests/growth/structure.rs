//! Documents without the structure that is looked for, or with nothing else.

use hwpconv::Document;
use hwpconv::document::{Block, Inline, Look, Marks, Paragraph, Text};

use crate::build::document;

/// A kind of document by its name, made in the size that is asked for, and the share of its lines that may become
/// headings, in percent.
pub type Shape = (&'static str, fn(usize) -> Document, usize);

pub const SHAPES: &[Shape] = &[
    ("lines in a look of their own", |count| document((0..count).map(in_own_look).collect()), 5),
    ("headings only", |count| document((0..count).map(numbered).collect()), 100),
    ("outline only", |count| document((0..count).map(outlined).collect()), 100),
    ("lines of contents only", |count| document((0..count).map(entry).collect()), 0),
    ("attachments without titles", |count| document((0..count).map(|_| line("<서식 1>", 1_000, 0)).collect()), 5),
    ("empty lines", |count| document((0..count).map(|_| line(" ", 1_000, 0)).collect()), 0),
    ("nothing", |_| Document::default(), 0),
];

fn line(text: &str, size: u32, color: u32) -> Block {
    let content = [Inline::Text(Text { text: text.into(), marks: Marks::NONE })].into();
    let look = Look { color, ..Look::default() };
    Block::Paragraph(Paragraph { content, size: Some(size), look, ..Paragraph::default() })
}

fn in_own_look(at: usize) -> Block {
    let at = u32::try_from(at).unwrap();
    line(&format!("낱말 {at}"), 800 + at % 97 * 10, at)
}

fn numbered(at: usize) -> Block {
    let words = match at % 4 {
        0 => format!("{}. 장", at / 4 + 1),
        1 => "가. 절".to_owned(),
        2 => "1) 항".to_owned(),
        _ => "□ 목".to_owned(),
    };
    line(&words, 1_600, 0)
}

fn outlined(at: usize) -> Block {
    let Block::Paragraph(paragraph) = numbered(at) else { unreachable!("a line is a paragraph") };
    Block::Heading(hwpconv::document::Heading { level: u8::try_from(at % 4 + 1).unwrap(), inferred: false, paragraph })
}

fn entry(at: usize) -> Block {
    line(&format!("{}. 장 ······ {}", at + 1, at + 1), 1_000, 0)
}
