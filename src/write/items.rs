//! Selection of the paragraphs that are list items, decided once for Markdown and HTML.
//!
//! An item is a paragraph with a plain bullet, a dash that was typed as one, or a number that a renderer would show as
//! it is. All other labels are text.

use crate::document::{Label, LabelKind, Paragraph};
use crate::write::escape::list_number;
use crate::write::line::Line;

/// An open list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) level: u8,
    /// Where its content begins in a line of Markdown, and so where items inside it stand.
    pub(super) indent: usize,
    /// Its number and delimiter.
    pub(super) number: Option<(u32, char)>,
}

/// The marker that a paragraph begins with when it is a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number(u32, char),
}

/// The label of a paragraph, unless it is a bullet that a list shows by itself.
pub(super) fn text_label(paragraph: &Paragraph) -> Option<&Label> {
    paragraph.label.as_deref().filter(|label| !is_plain_bullet(label))
}

/// The marker of a paragraph that is an item after these open ones, and how many bytes of its line the marker takes.
/// The line begins with the [`text_label`].
pub(super) fn marker(paragraph: &Paragraph, line: &Line<'_>, items: &[Item]) -> Option<(Marker, usize)> {
    let label = text_label(paragraph);
    let has_bullet = paragraph.label.is_some() && label.is_none();
    let level = paragraph.label.as_deref().map_or(0, |label| label.level);
    let can_be_item = |(marker, from): (Marker, usize)| can_be_item(items, marker, level, from < line.text.len());
    let marker = if has_bullet { Some((Marker::Bullet, 0)) } else { typed_marker(line, label) };
    // An item whatever its mark is; a mark that no list has stands in it.
    let is_mark = label.is_some_and(|label| label.kind == LabelKind::Mark);
    if is_mark && !marker.is_some_and(can_be_item) {
        return Some((Marker::Bullet, 0));
    }
    marker.filter(|marker| can_be_item(*marker))
}

/// Whether a renderer would take a paragraph for an item here and show this very number.
fn can_be_item(items: &[Item], marker: Marker, level: u8, has_text: bool) -> bool {
    let Marker::Number(number, delimiter) = marker else { return true };
    let kept = items.iter().take_while(|item| item.level < level).count();
    match items.get(kept) {
        Some(Item { number: Some((before, same)), .. }) if *same == delimiter => before.checked_add(1) == Some(number),
        Some(_) => true,
        // The first item in another one stands directly below that one's text, which only a 1 can end.
        None => kept == 0 || (number == 1 && has_text),
    }
}

/// Whether a label is a bullet like that of a Markdown list. Other bullets mean something to their author: □ ○ ◦ ※ ▶ ✔.
fn is_plain_bullet(label: &Label) -> bool {
    let mut chars = label.text.trim().chars();
    let is_plain = chars.next().is_some_and(|c| {
        matches!(c, '•' | '●' | '·' | '∙' | '⋅' | '・' | '‧' | '-' | '‐' | '–' | '—' | '−' | '▪' | '*' | '\u{F0B7}')
    });
    label.kind != LabelKind::Number && is_plain && chars.next().is_none()
}

/// The marker that the text of a paragraph begins with, and where the text after it begins.
///
/// A dash is a marker as it was typed. A number is one, whether generated or typed, when it stands for itself alone:
/// not before another number (`2026. 1. 5.`), and not marked or linked.
fn typed_marker(line: &Line<'_>, label: Option<&Label>) -> Option<(Marker, usize)> {
    let text = line.text.as_str();
    let is_clear = |length: usize| line.events.first().is_none_or(|(at, _)| *at >= length);
    if let Some(rest) = text.strip_prefix("- ").filter(|_| label.is_none() && is_clear(2)) {
        // `- 다음 -` stands between dashes.
        let is_item = !rest.starts_with('\n') && !rest.trim_end().ends_with(" -");
        return is_item.then_some((Marker::Bullet, 2));
    }
    let (number, length) = list_number(text)?;
    let is_plain = line.runs.first().is_some_and(|run| run.marks.is_empty())
        && line.runs.get(1).is_none_or(|run| run.start >= length)
        && is_clear(length + 1);
    let is_exact = number.to_string().len() + 1 == length;
    let rest = text.get(length..)?;
    let is_alone = list_number(rest.trim_start()).is_none() && !rest.starts_with('\n');
    let is_short = label.is_some() || length <= 4;
    let delimiter = text.get(..length)?.chars().next_back()?;
    let from = (length + 1).min(text.len());
    (is_plain && is_exact && is_alone && is_short).then_some((Marker::Number(number, delimiter), from))
}
