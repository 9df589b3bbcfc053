//! Blocks that could be headings: banners, lines with a mark, lines that are larger than the body.

use super::boxes::{banner, cell_number, in_box, is_attachment};
use super::mark::{self, Kind};
use super::text;
use crate::document::{Align, Block, Inline, Paragraph};

/// A table of contents, whose lines look like the headings that they name: from its title to the end of the page.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) is_open: bool,
    page: Option<u32>,
}

/// The titles of such a table: `목차`, `차례`, `그림 목차`, `제목 차례`.
const LONGEST_CONTENTS: usize = 4;

impl Contents {
    /// Whether a block is a line of a table of contents. Blocks are shown in order.
    pub(super) fn hold(&mut self, block: &Block) -> bool {
        let page = block.origin().page;
        if matches!(block, Block::Break(..)) || page != self.page {
            self.is_open = false;
        }
        if self.is_open {
            return true;
        }
        let lines = if let Block::Paragraph(paragraph) = block { vec![paragraph] } else { in_box(block) };
        let words: String = lines.iter().take(3).map(|line| text::of(line)).collect();
        let title: String = words.chars().filter(|c| c.is_alphanumeric()).take(LONGEST_CONTENTS + 1).collect();
        if title.chars().count() <= LONGEST_CONTENTS && (title.ends_with("목차") || title.ends_with("차례")) {
            (self.is_open, self.page) = (true, page);
        }
        false
    }
}

/// A heading longer than this is a sentence.
pub(super) const LONGEST: usize = 60;

/// A heading of this many characters is not unusual; kinds of headings are judged by it.
pub(super) const USUAL: usize = 40;

/// What makes headings look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Look {
    /// `붙임`, `참고`, `별첨` in a banner: a part of its own.
    Attachment,
    /// In a banner or a box.
    Boxed(Option<Kind>),
    /// A line with a typed or generated mark.
    Marked(Kind),
    /// A line without mark, by its size and whether it is bold and in the middle.
    Plain { size: u32, bold: bool, center: bool },
}

/// A block that could be a heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) look: Look,
    pub(super) size: u32,
    pub(super) bold: bool,
    /// In characters.
    pub(super) length: usize,
    pub(super) is_sentence: bool,
    pub(super) text: String,
}

/// What a block would be as a heading, if it could be one.
pub(super) fn candidate(block: &Block, body: u32) -> Option<Candidate> {
    match block {
        Block::Paragraph(paragraph) => line(paragraph, body),
        Block::Table(_) | Block::Frame(_) => boxed(block, body),
        Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => None,
    }
}

fn boxed(block: &Block, body: u32) -> Option<Candidate> {
    let words = banner(block)?;
    let last = words.last()?;
    let size = last.size?;
    let content = text::of(last);
    let look = match words.as_slice() {
        [mark, _] => {
            let mark = text::of(mark);
            if is_attachment(&mark) { Look::Attachment } else { Look::Boxed(Some(cell_number(&mark)?)) }
        }
        [only] => {
            let attachment = content.split_whitespace().next().is_some_and(is_attachment);
            let kind = kind_of(only, &content);
            let stands_out = kind.is_some_and(Kind::is_number) || is_percent(size, 120, body);
            if attachment { Look::Attachment } else { stands_out.then_some(Look::Boxed(kind))? }
        }
        _ => return None,
    };
    let candidate = weigh(look, last, &content, size);
    (size >= body && !candidate.is_sentence && candidate.length <= LONGEST).then_some(candidate)
}

/// The kind of the mark that a paragraph has, typed or generated.
fn kind_of(paragraph: &Paragraph, content: &str) -> Option<Kind> {
    match &paragraph.label {
        Some(label) => mark::find(&format!("{} x", label.text)).map(|mark| mark.kind),
        None => mark::find(content).map(|mark| mark.kind),
    }
}

fn weigh(look: Look, paragraph: &Paragraph, content: &str, size: u32) -> Candidate {
    let length = content.trim().chars().count();
    Candidate {
        look,
        size,
        bold: text::is_bold(paragraph),
        length,
        is_sentence: is_sentence(content),
        text: content.trim().to_owned(),
    }
}

fn line(paragraph: &Paragraph, body: u32) -> Option<Candidate> {
    let size = paragraph.size?;
    let content = text::of(paragraph);
    let is_beside = is_date(&content) || is_caption(&content) || is_address(&content) || refers(paragraph);
    if content.trim().is_empty() || paragraph.align == Align::Right || is_beside {
        return None;
    }
    let bold = text::is_bold(paragraph);
    let look = match kind_of(paragraph, &content) {
        // `□ (대상) 누구나` is an item with its rubric.
        Some(_) if begins_with_rubric(&content) => return None,
        Some(Kind::Remark | Kind::Dash | Kind::Dot) => return None,
        Some(kind) => Look::Marked(kind),
        None if is_percent(size, 115, body) => {
            Look::Plain { size, bold, center: matches!(paragraph.align, Align::Center) }
        }
        None => return None,
    };
    Some(weigh(look, paragraph, &content, size))
}

/// Whether a size is at least so many percent of the body's. A damaged file says any size.
pub(super) fn is_percent(size: u32, percent: u64, body: u32) -> bool {
    u64::from(size) * 100 >= u64::from(body) * percent
}

/// Whether a text is a sentence or a part of a longer one, and so no heading.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['"', '”', '’', ')']);
    text.ends_with(['.', ',', ';', ':', '?', '!']) || text.ends_with("다") && text.chars().count() > 20
}

/// Whether a text begins with words in brackets and goes on behind them, whatever its mark.
fn begins_with_rubric(text: &str) -> bool {
    let after = mark::find(text).and_then(|mark| text.get(mark.end..)).unwrap_or(text);
    let inner = after.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    inner.is_some_and(|(_, rest)| rest.chars().any(char::is_alphanumeric))
}

/// Whether a line names a figure or a table: `<그림 1> 구조`, `[표 2-1] 예산`.
fn is_caption(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['<', '[', '(', '〈', '《', '【']);
    let number = ["그림", "표", "사진", "도표"].iter().find_map(|name| text.strip_prefix(name));
    number
        .is_some_and(|number| number.trim_start().starts_with(|c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c)))
}

/// Whether a line says whom a letter or a form is for.
fn is_address(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(|word| matches!(word, "귀하" | "귀중"))
}

/// Whether a line is one of a table of contents: a page number behind a tab ends it.
fn refers(paragraph: &Paragraph) -> bool {
    let tab = paragraph.content.iter().rposition(|inline| matches!(inline, Inline::Tab));
    let Some(after) = tab.and_then(|tab| paragraph.content.get(tab + 1..)) else { return false };
    let is_number = |inline: &Inline| match inline {
        Inline::Text(text) => text.text.trim().chars().all(|c| c.is_ascii_digit()),
        Inline::Anchor(_) => true,
        Inline::LineBreak
        | Inline::Tab
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    };
    !after.is_empty() && after.iter().all(is_number)
}

/// Whether a text says when something was: digits, and what dates are written with.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['(', '[', '\'', '’', '‘']);
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || ".,:~-()[]/년월일시분월화수목금토요오전후'’".contains(c)
        })
}
