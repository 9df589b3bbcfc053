//! A line that could be a heading: its words, its mark and its look.

use smallvec::SmallVec;

use super::mark::Kind;
use super::sign::Sign;
use super::text::{self, Excerpt};
use super::wording;
use crate::document::{Align, Inline, Paragraph};

/// Where a block stands: section, block, and then in turn cell (of a table) and block.
pub(super) type Site = SmallVec<[u32; 4]>;

/// A line that could be a heading.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) site: Site,
    /// How many blocks from there on it takes.
    pub(super) extent: usize,
    /// Its words with its mark, with one blank between two. Of an article only the number and the title; of a long
    /// paragraph what it begins and ends with.
    pub(super) text: String,
    /// In characters.
    pub(super) length: usize,
    /// Where the words behind the mark begin.
    pub(super) rest: usize,
    pub(super) sign: Sign,
    pub(super) number: Option<u32>,
    /// In 1/100 point; 0 when the file does not say.
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) face: u16,
    pub(super) color: u32,
    pub(super) align: Align,
    /// Whether it stands alone in a box or banner.
    pub(super) boxed: bool,
    /// Whether it is one of the lines in a box.
    pub(super) nested: bool,
    /// Whether it is the title of a form, in clearly larger letters than the rest of it.
    pub(super) heads_form: bool,
    /// Whether it says what a letter is about.
    pub(super) is_subject: bool,
    /// Whether its mark stands in a cell of its own.
    pub(super) has_cells: bool,
    /// Section and paragraph.
    pub(super) place: (u32, u32),
    /// The level that the author gave it.
    pub(super) outline: Option<u8>,
    /// Whether the name of its style says that it is a heading.
    pub(super) is_styled: bool,
    /// Whether it is one of a table of contents.
    pub(super) is_contents: bool,
    pub(super) has_equation: bool,
    /// Whether it asks something, as exams do.
    pub(super) is_question: bool,
    /// Whether it names what stands before or behind the numbered parts: `머리말`, `참고 문헌`.
    pub(super) is_matter: bool,
    /// Whether an empty line stands before it.
    pub(super) is_apart: bool,
    /// How far its first line is indented, in 1/100 point, with the blanks before it.
    pub(super) indent: i32,
}

impl Line {
    /// A paragraph as a line of its own, if it has words.
    pub(super) fn of(paragraph: &Paragraph, site: &[u32]) -> Option<Line> {
        let excerpt = Excerpt::of(paragraph);
        if excerpt.words.is_empty() {
            return None;
        }
        let Some(length) = excerpt.length else { return Some(Line::with(paragraph, excerpt.words, site)) };
        let is_question = text::texts(paragraph).any(wording::is_question);
        let line = Line::with(paragraph, excerpt.words, site);
        let length = if line.sign == Sign::Mark(Kind::Article) { line.length } else { length };
        Some(Line { length, is_question, ..line })
    }

    /// A paragraph as a line of such words.
    pub(super) fn with(paragraph: &Paragraph, words: String, site: &[u32]) -> Line {
        // Most paragraphs are one run of text.
        let is_one = matches!(paragraph.content.as_slice(), [Inline::Text(_)]);
        let is_equation = |inline: &Inline| matches!(inline, Inline::Equation(_));
        let is_contents = (!is_one && refers(paragraph)) || ends_with_leader(&words);
        let (sign, rest, number) = Sign::of(&words, paragraph);
        let mut text = words;
        if sign == Sign::Mark(Kind::Article) {
            text.truncate(rest);
            text.truncate(text.trim_end().len());
        }
        Line {
            site: site.into(),
            extent: 1,
            length: text.chars().count(),
            rest: rest.min(text.len()),
            is_question: wording::is_question(&text),
            is_matter: sign == Sign::Plain && wording::is_matter(&text),
            text,
            sign,
            number,
            size: paragraph.size.unwrap_or(0),
            bold: text::is_bold(paragraph),
            face: paragraph.look.face,
            color: paragraph.look.color,
            align: paragraph.align,
            boxed: false,
            nested: false,
            heads_form: false,
            is_subject: false,
            has_cells: false,
            place: (paragraph.origin.section, paragraph.origin.paragraph),
            outline: None,
            is_styled: false,
            is_contents,
            has_equation: !is_one && paragraph.content.iter().any(is_equation),
            is_apart: false,
            indent: indent(paragraph),
        }
    }

    /// The words behind the mark.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.rest..).unwrap_or_default()
    }

    /// Takes in the title below.
    pub(super) fn go_on_with(&mut self, below: Line) {
        self.text.push(' ');
        self.rest = self.text.len();
        self.text.push_str(&below.text);
        self.length += 1 + below.length;
        self.is_question = wording::is_question(&self.text);
        self.extent = distance(&self.site, &below.site).map_or(1, |blocks| blocks + 1);
        self.size = self.size.max(below.size);
        self.bold |= below.bold;
        self.face = below.face;
        self.align = below.align;
    }
}

/// Whether a block is the one behind another in the same list.
pub(super) fn is_next(before: &[u32], after: &[u32]) -> bool {
    distance(before, after) == Some(1)
}

/// How many blocks one is behind another in the same list.
pub(super) fn distance(before: &[u32], after: &[u32]) -> Option<usize> {
    let ((last, list), (next, same)) = (before.split_last()?, after.split_last()?);
    usize::try_from(next.checked_sub(*last)?).ok().filter(|_| list == same)
}

fn indent(paragraph: &Paragraph) -> i32 {
    let blanks = text::blanks_before(paragraph);
    let blank = paragraph.size.unwrap_or(1_000) / 2;
    let width = i32::try_from(blanks).unwrap_or(0).saturating_mul(i32::try_from(blank).unwrap_or(500));
    paragraph.indent.saturating_add(width)
}

/// Whether dots lead from the words of a line to a page number: `개요 ······ 3`.
fn ends_with_leader(words: &str) -> bool {
    // Most lines end in a letter: none of the signs does, by the last byte.
    if !words.bytes().next_back().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.' | 0xB7 | 0xA6)) {
        return false;
    }
    let before = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let dots = before.chars().rev().take_while(|c| matches!(c, '.' | '·' | '…' | ' '));
    let (mut count, mut wide) = (0, 0);
    for c in dots {
        count += usize::from(c != ' ');
        wide += usize::from(c == '…');
    }
    count >= 4 || (wide >= 1 && before.len() < words.len())
}

/// Whether a line is one of a table of contents: a page number behind a tab ends it.
fn refers(paragraph: &Paragraph) -> bool {
    let tab = paragraph.content.iter().rposition(|inline| matches!(inline, Inline::Tab));
    let Some(after) = tab.and_then(|tab| paragraph.content.get(tab + 1..)) else { return false };
    let is_number = |text: &str| text.trim().chars().all(|c| c.is_ascii_digit());
    let counts = |inline: &Inline| match inline {
        Inline::Text(text) => is_number(&text.text),
        Inline::Link(link) => {
            link.content.iter().all(|inner| matches!(inner, Inline::Text(text) if is_number(&text.text)))
        }
        Inline::Anchor(_) => true,
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    };
    !after.is_empty() && after.iter().all(counts)
}
