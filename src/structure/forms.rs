//! Forms and heads of letters: tables of fields of which one row is the title.

use super::boxes::{self, Part, PartKind, only_paragraphs};
use super::text;
use super::wording;
use crate::document::{Block, Cell, Table};

/// A form has no longer title, in characters.
const LONGEST_TITLE: usize = 60;

/// A letter has no longer subject, in characters.
const LONGEST_SUBJECT: usize = 120;

/// The title of a form is so much larger than all else in it, in percent.
const TITLE: u32 = 125;

/// The parts of a table of which one may be a heading.
pub(super) fn parts(table: &Table) -> Option<Vec<Part>> {
    laid_out(table).or_else(|| titled(table))
}

/// The parts of a table that lays out running text or the head of a letter.
pub(super) fn laid_out(table: &Table) -> Option<Vec<Part>> {
    boxes::parts(table).or_else(|| letter(table))
}

/// The title and the rest of a form that begins with a row of one cell as wide as the form, with one or two lines of words.
/// The name of its law may stand in a row above. `None` for any other table.
pub(super) fn titled(table: &Table) -> Option<Vec<Part>> {
    let is_wide = |cell: &&Cell| cell.column_span >= table.columns;
    let is_law = |cell: &&Cell| matches!(only_paragraphs(&cell.blocks).as_deref(), Some([line]) if wording::names_form(&text::words(line)));
    let above = usize::from(table.cells.first().filter(is_wide).filter(is_law).is_some());
    let [title, next, ..] = table.cells.get(above..)? else { return None };
    let mut lines = only_paragraphs(&title.blocks)?;
    lines.retain(|paragraph| text::has_words(paragraph));
    let length: usize = lines.iter().map(|paragraph| text::words(paragraph).chars().count()).sum();
    let is_title = (1..=2).contains(&lines.len())
        && length <= LONGEST_TITLE
        && !lines.iter().any(|paragraph| text::has_picture(paragraph));
    let is_row = table.columns > 1 && is_wide(&title) && next.row == title.row + 1;
    let part = |kind, cells| Part { kind, cells };
    let parts = [
        part(PartKind::Text, 0..above),
        part(PartKind::Band, above..above + 1),
        part(PartKind::Data, above + 1..table.cells.len()),
    ];
    let is_titled = table.caption.is_none() && table.rows >= above + 3 && is_row && is_title;
    is_titled.then(|| parts.into_iter().filter(|part| !part.cells.is_empty()).collect())
}

/// Whether the title of a form has clearly larger letters than anything below.
pub(super) fn is_titled(table: &Table, parts: &[Part]) -> bool {
    let title = parts.iter().find(|part| part.kind == PartKind::Band).map_or(0..0, |part| part.cells.clone());
    let sizes = |cell: &Cell| {
        let paragraphs = cell.blocks.iter().filter_map(boxes::paragraph);
        paragraphs.filter_map(|paragraph| paragraph.size).max()
    };
    let largest = |cells: Option<&[Cell]>| cells.unwrap_or_default().iter().filter_map(sizes).max().unwrap_or(0);
    let (size, most) = (largest(table.cells.get(title.clone())), largest(table.cells.get(title.end..)));
    most > 0 && u64::from(size) * 100 >= u64::from(most) * u64::from(TITLE)
}

/// The head of a letter, which ends in its subject: `수신 | 도서관장`, `(경유) |`, `제목 | 휴관 안내`. In press releases, the
/// last row is one cell: `제 목 : 휴관 안내`. `None` for any other table.
fn letter(table: &Table) -> Option<Vec<Part>> {
    let says = |block: &Block| boxes::paragraph(block).is_none_or(text::has_words);
    let subject = table.cells.iter().rposition(|cell| cell.blocks.iter().any(says))?;
    let (head, [cell, empty @ ..]) = table.cells.split_at_checked(subject)? else { return None };
    let said = words(cell).filter(|said| said.chars().count() <= LONGEST_SUBJECT)?;
    let is = |cell: &Cell, word: &str| words(cell).is_some_and(|words| wording::is_word(&words, word));
    let is_subject = match head.last().filter(|label| label.row == cell.row) {
        Some(label) => is(label, "제목") && head.iter().any(|cell| cell.column == 0 && is(cell, "수신")),
        None => wording::names_subject(&said) && !head.is_empty() && empty.is_empty(),
    };
    let is_last = empty.iter().all(|empty| empty.row == cell.row);
    let part = |kind, cells| Part { kind, cells };
    let parts = [
        part(PartKind::Data, 0..subject),
        part(PartKind::Subject, subject..subject + 1),
        part(PartKind::Data, subject + 1..table.cells.len()),
    ];
    let is_letter = table.caption.is_none() && is_subject && is_last;
    is_letter.then(|| parts.into_iter().filter(|part| !part.cells.is_empty()).collect())
}

/// The words of a cell that holds nothing but paragraphs.
fn words(cell: &Cell) -> Option<String> {
    let lines: Vec<String> = only_paragraphs(&cell.blocks)?.into_iter().map(text::words).collect();
    Some(lines.join(" ").trim().to_owned())
}
