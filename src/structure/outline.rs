//! Typed marks to lists.

use super::mark::{self, Kind, Mark};
use super::text;
use crate::document::{Block, Document, Label, LabelKind, Paragraph};

/// Turns the marks that authors typed (Ⅰ. 1. 가. 1) □ ○ - ※) into the labels of nested list items, so that writers
/// show the lists that were meant. The mark stays visible: it is the label's text.
///
/// How deep an item is follows from the kind of its mark and from its indent, within one run of text: the body between
/// two headings, a cell, a box. Paragraphs that have a label or no mark stay as they are.
pub fn outline_lists(document: &mut Document) {
    for section in &mut document.sections {
        blocks(&mut section.blocks);
    }
}

/// An item that further ones may be inside of.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: Kind,
    /// Where its mark stands, in 1/100 point.
    indent: i32,
}

/// The items that are open in a run of text, each inside of the one before.
#[derive(Debug, Default)]
pub(super) struct Items {
    open: Vec<Open>,
    /// Whether they stand under a heading that is an article of a statute.
    in_article: bool,
}

/// Lists deeper than this are not told apart.
const DEEPEST: usize = 9;

/// Half of a blank of the smallest body text, in 1/100 point: marks that are nearer stand below each other.
const NEAR: i32 = 300;

/// What a step to the right comes to at least, by which the same mark is taken for an item inside of another.
const STEP: i32 = 1_200;

fn blocks(list: &mut [Block]) {
    let mut items = Items::default();
    for block in list {
        match block {
            Block::Paragraph(paragraph) => item(paragraph, &mut items),
            Block::Heading(heading) => items = Items::below(&text::words(&heading.paragraph)),
            Block::Table(table) => table.cells.iter_mut().for_each(|cell| blocks(&mut cell.blocks)),
            Block::Frame(frame) => blocks(&mut frame.blocks),
            Block::Figure(figure) => blocks(&mut figure.blocks),
            Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

fn item(paragraph: &mut Paragraph, items: &mut Items) {
    if paragraph.label.is_some() {
        return;
    }
    let beginning = text::beginning(paragraph);
    let Some(mark) = mark::find(&beginning) else { return };
    let level = items.enter(mark.kind, indent(paragraph, &mark));
    let label = Label { kind: LabelKind::Mark, text: mark.text.to_owned(), level };
    let end = mark.end;
    text::cut_start(&mut paragraph.content, end);
    paragraph.label = Some(Box::new(label));
}

/// Where the mark of a paragraph stands: its margin and the blanks before it, in 1/100 point.
fn indent(paragraph: &Paragraph, mark: &Mark<'_>) -> i32 {
    let blank = i32::try_from(paragraph.size.unwrap_or(1_000) / 2).unwrap_or(500);
    let blanks = i32::try_from(mark.blanks).unwrap_or(i32::MAX);
    paragraph.indent.saturating_add(blanks.saturating_mul(blank))
}

impl Items {
    /// Those that come below a heading.
    pub(super) fn below(heading: &str) -> Self {
        Items { open: Vec::new(), in_article: mark::article(heading).is_some() }
    }

    /// The level of an item with such a mark, from 0, which is open from now on.
    fn enter(&mut self, kind: Kind, indent: i32) -> u8 {
        let Items { open, in_article } = self;
        let same = open.iter().rposition(|item| item.kind == kind);
        let kept = match same.and_then(|at| open.get(at).map(|item| (at, item.indent))) {
            // The same mark further to the right, under another item: a list inside.
            Some((_, before)) if indent.saturating_sub(before) >= STEP => outside(kind, indent, open, *in_article),
            Some((at, _)) => open
                .iter()
                .position(|item| item.kind == kind && item.indent.saturating_add(NEAR) >= indent)
                .unwrap_or(at),
            None => outside(kind, indent, open, *in_article),
        };
        open.truncate(kept.min(DEEPEST));
        let level = u8::try_from(open.len()).unwrap_or(u8::MAX);
        open.push(Open { kind, indent });
        level
    }

    /// What is left when a paragraph without mark ends all items.
    #[cfg(feature = "json")] // The trail asks.
    pub(super) fn ended(&self) -> Self {
        Items { open: Vec::new(), in_article: self.in_article }
    }

    /// Whether they stand in an article of a statute.
    #[cfg(feature = "json")] // The trail asks.
    pub(super) fn is_in_article(&self) -> bool {
        self.in_article || self.open.iter().any(|item| item.kind == Kind::Article)
    }

    /// The marks of the open items, outermost first.
    #[cfg(feature = "json")] // The trail asks.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.open.iter().map(|item| item.kind)
    }

    /// The mark, number and level of a paragraph that others may stand under: one with a mark, typed or generated, that is
    /// no remark.
    #[cfg(feature = "json")] // The trail asks.
    pub(super) fn follow(&mut self, paragraph: &Paragraph) -> Option<(Kind, Option<u32>, u8)> {
        let beginning = match &paragraph.label {
            Some(label) => format!("{} x", label.text),
            None => text::beginning(paragraph),
        };
        let mark = mark::find(&beginning).filter(|mark| mark.kind != Kind::Remark)?;
        let number = if mark.kind.is_number() { mark::number(mark.text) } else { None };
        Some((mark.kind, number, self.enter(mark.kind, indent(paragraph, &mark))))
    }
}

/// How many of the open items an item with a new kind of mark is inside of. Numbers are outside of deeper numbers and
/// signs outside of deeper signs, and what stands further to the left is outside of what stands to the right; a remark
/// belongs to whatever is above it.
///
/// In a statute, ① stands below the article and above 1. and 가.
fn outside(kind: Kind, indent: i32, open: &[Open], in_article: bool) -> usize {
    let in_article = in_article || open.iter().any(|item| item.kind == Kind::Article);
    let order = |kind: Kind| {
        let is_paragraph = in_article && kind == Kind::Circled;
        (kind > Kind::Article && !is_paragraph, kind)
    };
    let is_outside = |item: &Open| {
        let is_of_family = item.kind.is_number() == kind.is_number();
        let is_remark = kind == Kind::Remark && item.kind != Kind::Remark;
        !is_remark && ((is_of_family && order(item.kind) > order(kind)) || item.indent > indent.saturating_add(STEP))
    };
    open.iter().position(is_outside).unwrap_or(open.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, Marks, Section, Text};

    fn labels(lines: &[&str]) -> Vec<(String, u8, String)> {
        let paragraph = |line: &&str| {
            let text = Text { text: (*line).into(), marks: Marks::NONE };
            Block::Paragraph(Paragraph {
                content: [Inline::Text(text)].into(),
                size: Some(1_000),
                ..Paragraph::default()
            })
        };
        let section = Section { blocks: lines.iter().map(paragraph).collect(), ..Section::default() };
        let mut document = Document { sections: vec![section], ..Document::default() };
        outline_lists(&mut document);
        let shown = |block: &Block| {
            let Block::Paragraph(paragraph) = block else { panic!() };
            let label = paragraph.label.as_deref();
            (
                label.map_or(String::new(), |label| label.text.clone()),
                label.map_or(99, |label| label.level),
                text::of(paragraph),
            )
        };
        document.sections[0].blocks.iter().map(shown).collect()
    }

    fn levels(lines: &[&str]) -> Vec<u8> {
        labels(lines).into_iter().map(|(_, level, _)| level).collect()
    }

    #[test]
    fn indents_beyond_all_paper_are_only_far() {
        let mut items = Items::default();
        let levels = [i32::MAX, i32::MAX, i32::MIN].map(|indent| items.enter(Kind::Digit, indent));
        assert_eq!(levels, [0, 0, 0]);
    }

    #[test]
    fn marks_become_labels_and_leave_the_text() {
        let found = labels(&["□ 지원 내용", "  ○ 대상: 누구나", "그냥 문장이다."]);
        assert_eq!(found[0], ("□".to_owned(), 0, "지원 내용".to_owned()));
        assert_eq!(found[1], ("○".to_owned(), 1, "대상: 누구나".to_owned()));
        assert_eq!(found[2], (String::new(), 99, "그냥 문장이다.".to_owned()));
    }

    #[test]
    fn signs_nest_and_come_back() {
        assert_eq!(levels(&["□ 가", " ○ 나", "  - 다", "  - 라", "   * 마", " ○ 바", "□ 사"]), [0, 1, 2, 2, 3, 1, 0]);
    }

    #[test]
    fn numbers_nest_in_their_own_order() {
        assert_eq!(levels(&["1. 가", "가. 나", "1) 다", "가) 라", "나. 마", "2. 바"]), [0, 1, 2, 3, 1, 0]);
    }

    #[test]
    fn signs_stand_inside_of_numbers() {
        assert_eq!(levels(&["1. 가", " □ 나", "  ○ 다", "2. 라", " □ 마"]), [0, 1, 2, 0, 1]);
    }

    #[test]
    fn list_that_begins_in_the_middle_begins_at_the_top() {
        assert_eq!(levels(&["  - 가", "□ 나", " - 다"]), [0, 0, 1]);
    }

    #[test]
    fn date_is_no_item() {
        assert_eq!(levels(&["2026. 1. 5."]), [99]);
    }
}
