//! Arbitrary bytes to a document as a reader could make it: any structure, and text that means mischief.

use arbitrary::{Result, Unstructured};
use hwpconv::document::{
    Align, Asset, Block, Blocks, BreakKind, Caption, Cell, Change, ChangeKind, Document, Equation, Figure, Frame,
    Furniture, FurnitureKind, Heading, Image, Inline, Inlines, Label, LabelKind, Link, Marks, Metadata, Note, NoteKind,
    Origin, PageParity, Paragraph, Ruby, Section, Table, Text, Unknown,
};

type Bytes<'a, 'b> = &'a mut Unstructured<'b>;

/// How deep blocks and links nest.
const DEPTH: usize = 4;

/// Text that is markup somewhere, and text that it must not be confused with.
const WORDS: &[&str] = &[
    "가",
    "나 다",
    " ",
    "a",
    "1",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "`",
    "```",
    "|",
    "#",
    "# ",
    "-",
    "- ",
    "+ ",
    "> ",
    "1. ",
    "2) ",
    "가. ",
    "=",
    "===",
    "---",
    "***",
    "[",
    "]",
    "(",
    ")",
    "](",
    "]:",
    "[^1]",
    "[^1]: ",
    "![",
    "!",
    ":",
    "\\",
    "$",
    "$$",
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "<script>",
    "</script>",
    "</style>",
    "<!--",
    "-->",
    "<?x",
    "<![CDATA[",
    "]]>",
    "</td>",
    "</table>",
    "<table>",
    "onclick=x",
    "javascript:x",
    "&",
    "&lt;",
    "&#60;",
    "&#x",
    ";",
    "\"",
    "'",
    "{",
    "}",
    "http://a.kr",
    "<http://a.kr>",
    "a@b.kr",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\u{2028}",
    "“",
    "”",
    "。",
    "é",
    "😀",
    "ᄒᆞᆫ",
    "|-",
    ":-:",
    "\t",
    "(c)",
    "...",
    "강조는",
    "\"강조\"",
    "는",
];

const TARGETS: &[&str] = &[
    "https://a.kr/?x=1&y",
    "#장",
    "#",
    "",
    "mailto:a@b.kr",
    "javascript:x()",
    "b c.hwp",
    "https://a.kr/\")<x>",
    "//a",
];

const SOURCES: &[&str] = &["a.png", "그림 1.jpg"];

const LATEX: &[&str] = &["x", "\\frac{a}{b}", "a|b", "\\text{5$<b>}", "a<b", "x_1^2", "{", "}", "\\$", "&", "`"];

/// A whole document.
pub fn document(u: Bytes<'_, '_>) -> Result<Document> {
    let mut sections = Vec::new();
    loop {
        let mut furniture = Vec::new();
        while furniture.len() < 3 && u.ratio(1, 6)? {
            let kind = *u.choose(&[FurnitureKind::Header, FurnitureKind::Footer, FurnitureKind::MasterPage])?;
            let pages = *u.choose(&[PageParity::Both, PageParity::Even, PageParity::Odd])?;
            furniture.push(Furniture { kind, pages, blocks: blocks(u, 1)? });
        }
        sections.push(Section { blocks: blocks(u, DEPTH)?, furniture });
        if sections.len() > 2 || !u.ratio(1, 4)? {
            break;
        }
    }
    let assets = ["image1.png", "image 2.jpg"].map(|name| Asset { name: name.to_owned(), ..Asset::default() });
    let metadata =
        Metadata { title: optional(u)?, author: optional(u)?, keywords: optional(u)?, ..Metadata::default() };
    Ok(Document { format: None, metadata, sections, assets: assets.into(), pages: None })
}

fn optional(u: Bytes<'_, '_>) -> Result<Option<String>> {
    let words = if u.ratio(1, 4)? { words(u)? } else { String::new() };
    Ok(Some(words).filter(|words| !words.trim().is_empty()))
}

/// A few words, or any characters but those that no text of the model has.
fn words(u: Bytes<'_, '_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=4)? {
        if u.ratio(1, 8)? {
            let length = u.int_in_range(0..=6)?.min(u.len());
            let characters = String::from_utf8_lossy(u.bytes(length)?).into_owned();
            text.extend(characters.chars().filter(|c| !c.is_control()));
        } else {
            text.push_str(u.choose(WORDS)?);
        }
    }
    Ok(text.replace('\t', " "))
}

fn blocks(u: Bytes<'_, '_>, depth: usize) -> Result<Blocks> {
    let mut blocks = Blocks::new();
    while blocks.len() < 6 && !u.is_empty() && !u.ratio(1, 4)? {
        blocks.push(block(u, depth)?);
    }
    Ok(blocks)
}

fn block(u: Bytes<'_, '_>, depth: usize) -> Result<Block> {
    let origin = Origin { section: 0, paragraph: u32::from(u.arbitrary::<u8>()?), page: Some(1) };
    Ok(match u.int_in_range(0..=if depth > 0 { 12 } else { 7 })? {
        0..=4 => Block::Paragraph(paragraph(u, depth)?),
        5 => Block::Heading(Heading { level: u.int_in_range(1..=10)?, inferred: u.arbitrary()?, paragraph: paragraph(u, depth)? }),
        6 => Block::Equation(equation(u)?, origin),
        7 => Block::Break(*u.choose(&[BreakKind::Page, BreakKind::Column])?, origin),
        8..=10 => {
            let mut table = Block::Table(table(u, depth - 1)?);
            *table.origin_mut() = origin;
            table
        }
        11 => Block::Frame(Box::new(Frame { blocks: blocks(u, depth - 1)?, origin })),
        _ => Block::Figure(Box::new(Figure {
            blocks: blocks(u, depth - 1)?,
            caption: caption(u, depth - 1)?,
            origin,
        })),
    })
}

fn caption(u: Bytes<'_, '_>, depth: usize) -> Result<Caption> {
    Ok(Caption { before: u.arbitrary()?, blocks: blocks(u, depth)? })
}

/// A table as it comes out of [`Table::from_cells`], whatever cells go in. Readers leave tables without cells out.
fn table(u: Bytes<'_, '_>, depth: usize) -> Result<Table> {
    let mut cells = Vec::new();
    while cells.is_empty() || (cells.len() < 9 && !u.is_empty() && !u.ratio(1, 6)?) {
        cells.push(Cell {
            row: u.int_in_range(0..=3)?,
            column: u.int_in_range(0..=3)?,
            row_span: u.int_in_range(0..=4)?,
            column_span: u.int_in_range(0..=4)?,
            header: u.ratio(1, 4)?,
            blocks: blocks(u, depth)?,
        });
    }
    let mut table = Table::from_cells(cells);
    if u.ratio(1, 6)? {
        table.set_caption(Some(caption(u, depth)?));
    }
    Ok(table)
}

fn paragraph(u: Bytes<'_, '_>, depth: usize) -> Result<Paragraph> {
    let label = if u.ratio(1, 4)? { Some(Box::new(label(u)?)) } else { None };
    let content = inlines(u, depth)?;
    Ok(Paragraph { label, content, align: Align::Justify, ..Paragraph::default() })
}

/// What the word processor shows before a paragraph: a number in any format, or one character.
fn label(u: Bytes<'_, '_>) -> Result<Label> {
    let numbers = ["1.", "2.", "3)", "가.", "①", "제1조", "#", "<b>", "0.", "1234567890.", "\\", "*"];
    let (kind, text) = match u.arbitrary()? {
        true => (LabelKind::Number, *u.choose(&numbers)?),
        false => (LabelKind::Bullet, *u.choose(&["•", "-", "□", "*", "+", "①"])?),
    };
    Ok(Label { kind, text: text.to_owned(), level: u.int_in_range(0..=9)? })
}

fn inlines(u: Bytes<'_, '_>, depth: usize) -> Result<Inlines> {
    let mut content = Inlines::new();
    while content.len() < 8 && !u.is_empty() && !u.ratio(1, 4)? {
        content.push(inline(u, depth)?);
    }
    Ok(content)
}

fn inline(u: Bytes<'_, '_>, depth: usize) -> Result<Inline> {
    Ok(match u.int_in_range(0..=if depth > 0 { 19 } else { 14 })? {
        0..=7 => Inline::Text(text(u)?),
        8 => Inline::LineBreak,
        9 => Inline::Tab,
        10 => Inline::Image(Box::new(Image {
            asset: u.arbitrary::<Option<u8>>()?.map(|index| usize::from(index % 4)),
            // The description is made of its name when there is no other.
            source: if u.ratio(1, 4)? { Some((*u.choose(SOURCES)?).to_owned()) } else { None },
            alt: words(u)?,
            size: None,
            crop: None,
        })),
        11 => Inline::Equation(Box::new(equation(u)?)),
        12 => Inline::Ruby(Box::new(Ruby { base: text(u)?, ruby: words(u)? })),
        13 => Inline::Anchor((*u.choose(&["장", "절", "\"<b>", "a b"])?).to_owned()),
        14 => Inline::Unknown(Box::new(Unknown { id: "abcd".to_owned(), text: words(u)? })),
        // No link is in a link.
        15 | 16 => Inline::Link(Box::new(Link { target: (*u.choose(TARGETS)?).to_owned(), content: inlines(u, 0)? })),
        17 | 18 => Inline::Note(Box::new(Note {
            kind: *u.choose(&[NoteKind::Footnote, NoteKind::Endnote, NoteKind::Comment])?,
            number: (*u.choose(&["1", "2", "", "가", "*", "]", "<b>"])?).to_owned(),
            author: optional(u)?,
            blocks: blocks(u, depth - 1)?,
        })),
        _ => Inline::Change(Box::new(Change {
            kind: *u.choose(&[ChangeKind::Inserted, ChangeKind::Deleted])?,
            author: optional(u)?,
            date: None,
            content: inlines(u, depth - 1)?,
        })),
    })
}

fn text(u: Bytes<'_, '_>) -> Result<Text> {
    let bits: u8 = if u.ratio(1, 3)? { u.arbitrary()? } else { 0 };
    let chosen = Marks::EACH.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    let marks = chosen.fold(Marks::NONE, |all, (_, mark)| all.with(*mark));
    Ok(Text { text: words(u)?.into(), marks })
}

fn equation(u: Bytes<'_, '_>) -> Result<Equation> {
    let latex = if u.ratio(3, 4)? { Some((*u.choose(LATEX)?).to_owned()) } else { None };
    Ok(Equation { script: words(u)?, latex })
}
