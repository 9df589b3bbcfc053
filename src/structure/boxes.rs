//! Boxes that may hold a heading: text boxes, and tables that are boxes in the shape of a table.

use super::text;
use super::wording;
use crate::document::{Block, Cell, Paragraph, Table};

/// The paragraphs of a list that holds nothing else.
pub(super) fn only_paragraphs(blocks: &[Block]) -> Option<Vec<&Paragraph>> {
    blocks.iter().map(paragraph).collect()
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None }
}

/// A table in the shape of a banner.
#[derive(Debug)]
pub(super) struct Banner<'d> {
    pub(super) lines: Vec<&'d Paragraph>,
    /// The words of each cell that has some.
    pub(super) cells: Vec<String>,
}

/// Letters of this size are those of titles, in 1/100 point.
const LARGE: u32 = 1_600;

/// A banner with more characters holds text, not a title.
const LONGEST_BANNER: usize = 130;

/// A table that holds a title (`1 | 추진 배경`, `붙임 1 | 관련 사진`, or one cell with words) and otherwise empty cells.
pub(super) fn banner(table: &Table) -> Option<Banner<'_>> {
    if table.caption.is_some() || table.columns > 6 || table.rows > 3 || table.cells.len() > 9 {
        return None;
    }
    let mut lines = Vec::new();
    let mut cells = Vec::new();
    let mut has_picture = false;
    for cell in &table.cells {
        let all = only_paragraphs(&cell.blocks)?;
        let (with_words, others): (Vec<&Paragraph>, Vec<&Paragraph>) =
            all.into_iter().partition(|paragraph| !text::words(paragraph).is_empty());
        has_picture |= others.into_iter().any(text::has_picture);
        if with_words.is_empty() {
            continue;
        }
        if with_words.len() > 3 || with_words.iter().any(|paragraph| text::has_picture(paragraph)) {
            return None;
        }
        let words: Vec<String> = with_words.iter().map(|paragraph| text::words(paragraph)).collect();
        cells.push(words.join(" "));
        lines.extend(with_words);
    }
    if cells.iter().map(|cell| cell.chars().count()).sum::<usize>() > LONGEST_BANNER {
        return None;
    }
    // A title over two rows in large letters.
    let is_large = |line: &&Paragraph| line.size.is_some_and(|size| size >= LARGE);
    if table.columns == 1 && cells.len() == 2 && !has_picture && lines.iter().all(is_large) {
        return Some(Banner { lines, cells: vec![cells.join(" ")] });
    }
    let is_banner = match cells.as_slice() {
        // Words beside a picture may be its caption; a number with a title is a banner that is adorned.
        [_] => !has_picture,
        [mark, _] => wording::cell_number(mark).is_some() || wording::is_attachment(mark),
        [mark, number, _] if !has_picture => {
            table.rows <= 2 && (wording::is_attachment(mark) || wording::is_attachment(&format!("{mark}{number}")))
        }
        _ => false,
    };
    is_banner.then_some(Banner { lines, cells })
}

/// A table that is a box with a title on its border.
#[derive(Debug)]
pub(super) struct BorderTitle<'d> {
    pub(super) title: Vec<&'d Paragraph>,
    /// The cell that the title is above of, by its place among the cells.
    pub(super) body: usize,
}

/// A title on a border has no more characters.
const LONGEST_ON_BORDER: usize = 50;

/// Finds the title and the body of such a table: two cells with words, of which the second is as wide as the table.
pub(super) fn border_title(table: &Table) -> Option<BorderTitle<'_>> {
    if table.caption.is_some() || !(2..=4).contains(&table.rows) || table.columns > 6 {
        return None;
    }
    let mut with_content = table.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell));
    let ((_, title), (body, below)) = (with_content.next()?, with_content.next()?);
    let is_under = below.row > title.row && below.column_span >= table.columns;
    if with_content.next().is_some() || !is_under {
        return None;
    }
    let mut lines = only_paragraphs(&title.blocks)?;
    lines.retain(|paragraph| !text::words(paragraph).is_empty());
    let words: Vec<String> = lines.iter().map(|paragraph| text::words(paragraph)).collect();
    let length: usize = words.iter().map(|words| words.chars().count()).sum();
    // A number alone is that of the title in the other cell.
    let is_number = words.iter().all(|words| wording::cell_number(words).is_some());
    let is_title = (1..=2).contains(&lines.len()) && length <= LONGEST_ON_BORDER && !is_number;
    is_title.then_some(BorderTitle { title: lines, body })
}

/// Whether a table only lays out: one column of several paragraphs.
pub(super) fn is_layout(table: &Table) -> bool {
    let with_content = table.cells.iter().filter(|cell| !is_empty(cell));
    table.columns == 1 && table.caption.is_none() && with_content.map(|cell| cell.blocks.len()).sum::<usize>() >= 3
}

fn is_empty(cell: &Cell) -> bool {
    let has_words = |block: &Block| match block {
        Block::Paragraph(paragraph) => !text::words(paragraph).is_empty() || text::has_picture(paragraph),
        Block::Heading(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Equation(..)
        | Block::Frame(_)
        | Block::Break(..) => true,
    };
    !cell.blocks.iter().any(has_words)
}
