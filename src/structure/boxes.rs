//! Boxes that may hold a heading: text boxes, tables that are boxes in the shape of a table, and the rows of forms that are
//! titles or running text.

use std::ops::Range;

use super::attachment;
use super::sign;
use super::text;
use crate::document::letters::has_letters;
use crate::document::{Block, Cell, Inline, Paragraph, Table, is_blank, plain_text};

/// The paragraphs of a list that holds nothing else.
pub(super) fn only_paragraphs(blocks: &[Block]) -> Option<Vec<&Paragraph>> {
    blocks.iter().map(paragraph).collect()
}

pub(super) fn paragraph(block: &Block) -> Option<&Paragraph> {
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
    if table.caption.is_some() || table.columns > 6 || table.rows > 3 {
        return None;
    }
    banner_of(&table.cells, table.rows, table.columns)
}

/// The same for the cells of some rows.
pub(super) fn banner_of(all: &[Cell], rows: usize, columns: usize) -> Option<Banner<'_>> {
    if all.len() > 9 {
        return None;
    }
    let mut lines = Vec::new();
    let mut cells = Vec::new();
    let mut has_picture = false;
    for cell in all {
        let paragraphs = only_paragraphs(&cell.blocks)?;
        let (with_words, others): (Vec<&Paragraph>, Vec<&Paragraph>) =
            paragraphs.into_iter().partition(|paragraph| text::has_words(paragraph));
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
    if columns == 1 && cells.len() == 2 && !has_picture && lines.iter().all(is_large) {
        return Some(Banner { lines, cells: vec![cells.join(" ")] });
    }
    let is_banner = match cells.as_slice() {
        // Words beside a picture may be its caption; a number with a title is a banner that is adorned.
        [_] => !has_picture,
        [mark, _] => sign::cell_number(mark).is_some() || attachment::is_attachment(mark),
        [mark, number, _] if !has_picture => {
            rows <= 2 && (attachment::is_attachment(mark) || attachment::is_attachment(&format!("{mark}{number}")))
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
    lines.retain(|paragraph| text::has_words(paragraph));
    let words: Vec<String> = lines.iter().map(|paragraph| text::words(paragraph)).collect();
    let length: usize = words.iter().map(|words| words.chars().count()).sum();
    // A number alone is that of the title in the other cell.
    let is_number = words.iter().all(|words| sign::cell_number(words).is_some());
    let is_title = (1..=2).contains(&lines.len()) && length <= LONGEST_ON_BORDER && !is_number;
    is_title.then_some(BorderTitle { title: lines, body })
}

/// The title and the content of a box that a table only draws, with its title on the border (`<보 기>`): the title lies
/// between empty cells that are half a line high, and all other cells are empty. There is no content where the title alone
/// has empty cells on both sides.
pub(crate) fn bordered(table: &Table) -> Option<[&[Block]; 2]> {
    let mut said = table.cells.iter().filter(|cell| !is_blank(&cell.blocks));
    let (title, below, more) = (said.next()?, said.next(), said.next());
    if below.is_none() {
        let is_inside = title.column > 0 && title.column + title.column_span < table.columns;
        let is_word = has_letters(&plain_text(&title.blocks));
        let is_title = is_inside && is_word && table.caption.is_none() && length(title) <= LONGEST_ON_BORDER;
        return is_title.then_some([&title.blocks, &[]]);
    }
    let body = table.cells.get(border_title(table)?.body)?;
    // A word at the left, in a row of its own, names the field beside it.
    let is_between = title.column > 0 || title.row_span > 1;
    (is_between && more.is_none()).then_some([&title.blocks, &body.blocks])
}

/// Rows of a table that stand for themselves: no cell reaches into or out of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// The cells of these rows, by their places.
    pub(super) cells: Range<usize>,
}

/// What some rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Cells beside each other.
    Data,
    /// A row in the shape of a [banner](banner_of).
    Band,
    /// One cell as wide as the table, with running text.
    Text,
    /// What a letter is about.
    Subject,
}

/// What is shorter is a value or a remark, no running text.
const SHORTEST_TEXT: usize = 60;

/// A form with less of it, in percent of its characters, is a form that has remarks.
const LEAST_TEXT: usize = 50;

/// The parts, from top to bottom, of a table that lays out running text: of one column with several paragraphs, or a form
/// with rows that are one cell of text. `None` for any other table.
pub(super) fn parts(table: &Table) -> Option<Vec<Part>> {
    if table.caption.is_some() {
        return None;
    }
    if table.columns == 1 {
        let with_content = table.cells.iter().filter(|cell| !is_empty(cell));
        let is_layout = with_content.map(|cell| cell.blocks.len()).sum::<usize>() >= 3;
        let part = |index| Part { kind: PartKind::Text, cells: index..index + 1 };
        return is_layout.then(|| (0..table.cells.len()).map(part).collect());
    }
    let is_text = |cell: &&Cell| is_text(cell, table.columns);
    let text: usize = table.cells.iter().filter(is_text).map(length).sum();
    if text == 0 || text * 100 < table.cells.iter().map(length).sum::<usize>() * LEAST_TEXT {
        return None;
    }
    let mut parts: Vec<Part> = Vec::new();
    let (mut first, mut end) = (0, 0);
    for (index, cell) in table.cells.iter().enumerate() {
        if cell.row >= end && index > 0 {
            parts.push(part(table, first..index, end));
            first = index;
        }
        end = end.max(cell.row + cell.row_span);
    }
    parts.push(part(table, first..table.cells.len(), end));
    // Below a title that is narrower than the table, a cell as wide as the table is text however short it is. A title
    // that is narrower is a field without value, except above text.
    let is_wide = |part: &Part| part.cells.len() == 1;
    for index in 0..parts.len() {
        let above = index.checked_sub(1).and_then(|above| parts.get(above));
        let is_led = above.is_some_and(|above| above.kind == PartKind::Band && !is_wide(above));
        if let Some(part) = parts.get_mut(index).filter(|part| is_led && part.kind == PartKind::Band && is_wide(part)) {
            part.kind = PartKind::Text;
        }
    }
    for index in 0..parts.len() {
        let leads = parts.get(index + 1).is_some_and(|next| next.kind == PartKind::Text);
        if let Some(part) = parts.get_mut(index).filter(|part| !leads && part.kind == PartKind::Band && !is_wide(part))
        {
            part.kind = PartKind::Data;
        }
    }
    Some(parts)
}

/// The part that the cells of some rows are, of which `end` is the one behind.
fn part(table: &Table, cells: Range<usize>, end: usize) -> Part {
    let all = table.cells.get(cells.clone()).unwrap_or_default();
    let begins = all.first().is_some_and(|cell| !is_empty(cell) && cell.row + 1 == end);
    let kind = match all {
        [cell] if is_text(cell, table.columns) => PartKind::Text,
        _ if begins && banner_of(all, 1, table.columns).is_some() => PartKind::Band,
        _ => PartKind::Data,
    };
    Part { kind, cells }
}

/// Whether a cell is as wide as the table and holds several paragraphs of text.
fn is_text(cell: &Cell, columns: usize) -> bool {
    let says = |block: &&Block| match block {
        Block::Paragraph(paragraph) => text::has_words(paragraph),
        Block::Table(_) | Block::Frame(_) | Block::Heading(_) => true,
        Block::Figure(_) | Block::Equation(..) | Block::Break(..) => false,
    };
    cell.column_span >= columns && cell.blocks.iter().filter(says).count() >= 2 && length(cell) >= SHORTEST_TEXT
}

/// How many characters, without blanks, the runs of text in the paragraphs of a cell have.
fn length(cell: &Cell) -> usize {
    let characters = |inline: &Inline| {
        let Inline::Text(text) = inline else { return 0 };
        // The bytes that characters begin with.
        text.text.bytes().filter(|byte| (*byte & 0xC0) != 0x80 && *byte != b' ').count()
    };
    let paragraphs = cell.blocks.iter().filter_map(paragraph);
    paragraphs.flat_map(|paragraph| &paragraph.content).map(characters).sum()
}

/// Whether a cell holds nothing.
fn is_empty(cell: &Cell) -> bool {
    let has_words = |block: &Block| match block {
        Block::Paragraph(paragraph) => text::has_words(paragraph) || text::has_picture(paragraph),
        Block::Heading(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Equation(..)
        | Block::Frame(_)
        | Block::Break(..) => true,
    };
    !cell.blocks.iter().any(has_words)
}
