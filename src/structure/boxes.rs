//! Boxes that may hold a heading: text boxes, and tables that are boxes in the shape of a table.

use super::mark::Kind;
use super::text;
use crate::document::{Block, Paragraph, Table};

/// The paragraphs of a box or of a table in the shape of one, when it holds nothing else.
pub(super) fn in_box(block: &Block) -> Vec<&Paragraph> {
    if let Block::Table(table) = block
        && !is_box(table)
    {
        return Vec::new();
    }
    paragraphs(block)
}

/// The paragraphs of a box or table that holds nothing else.
pub(super) fn paragraphs(block: &Block) -> Vec<&Paragraph> {
    let of = |blocks: &[Block]| blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
    let all: Vec<&Block> = if let Block::Frame(frame) = block
        && of(&frame.blocks)
    {
        frame.blocks.iter().collect()
    } else if let Block::Table(table) = block
        && table.cells.iter().all(|cell| of(&cell.blocks))
    {
        table.cells.iter().flat_map(|cell| &cell.blocks).collect()
    } else {
        return Vec::new();
    };
    let paragraphs =
        all.into_iter().map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None });
    paragraphs.flatten().collect()
}

/// Whether a table has few cells and no caption.
fn is_small(table: &Table) -> bool {
    table.caption.is_none() && table.cells.len() <= 6 && table.rows <= 3
}

/// Whether a table is a box in the shape of a table.
fn is_box(table: &Table) -> bool {
    is_small(table) && (table.rows == 1 || table.columns == 1)
}

/// Whether a box may hold a heading, and its paragraphs that have words. A table of several rows may hold a number and a
/// title, with lines drawn by empty cells between them.
pub(super) fn banner(block: &Block) -> Option<Vec<&Paragraph>> {
    let mut rows = 1;
    if let Block::Table(table) = block {
        if !is_small(table) || table.columns > 5 {
            return None;
        }
        rows = table.rows;
    }
    let paragraphs = paragraphs(block);
    let has_words = |paragraph: &&Paragraph| !text::of(paragraph).trim().is_empty();
    let is_plain = !paragraphs.iter().any(|paragraph| text::has_picture(paragraph));
    let words: Vec<&Paragraph> = paragraphs.into_iter().filter(has_words).collect();
    let is_heading = match words.as_slice() {
        [_] => rows == 1,
        [mark, _] if rows > 1 => matches!(cell_number(&text::of(mark)), Some(Kind::Roman | Kind::Digit)),
        [_, _] => true,
        _ => false,
    };
    (is_plain && is_heading).then_some(words)
}

/// The words that attachments are headed by.
const ATTACHMENTS: [&str; 8] = ["붙임", "별첨", "첨부", "참고", "별지", "별표", "부록", "참고자료"];

/// Whether a text is nothing but `붙임 1` or the like.
pub(super) fn is_attachment(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let word = squeezed.trim_end_matches(|c: char| c.is_numeric());
    ATTACHMENTS.contains(&word)
}

/// The number of a banner, which stands alone in its cell: `1`, `Ⅱ`, `가`, `03`.
pub(super) fn cell_number(text: &str) -> Option<Kind> {
    let text = text.trim().trim_end_matches('.');
    let first = text.chars().next()?;
    match first {
        'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X' if text.chars().count() <= 4 => Some(Kind::Roman),
        _ if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Digit),
        '가' | '나' | '다' | '라' | '마' | '바' | '사' if text.chars().count() == 1 => Some(Kind::Syllable),
        _ => None,
    }
}

/// The lines of the largest size.
pub(super) fn title_lines<'p>(paragraphs: &[&'p Paragraph]) -> Vec<&'p Paragraph> {
    let words = paragraphs.iter().filter(|paragraph| !text::of(paragraph).trim().is_empty());
    let largest = words.clone().filter_map(|paragraph| paragraph.size).max();
    words.filter(|paragraph| largest.is_some() && paragraph.size == largest).copied().collect()
}
