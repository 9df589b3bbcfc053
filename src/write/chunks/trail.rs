//! Where in the outline a block stands: under which headings, and under which of the marks that Korean official
//! documents are typed with (`Ⅰ.`, `1.`, `□`, `○`, `-`).

use std::rc::Rc;

use crate::document::{Heading, Inline, Paragraph};
use crate::write::words::words;

/// The headings and marked lines above a block, outermost first.
pub(super) type Path = Rc<[Rc<str>]>;

/// A line of the path is cut after this many characters: a mark often begins a whole paragraph.
const LINE_LENGTH: usize = 80;

/// The rank of `□`, the mark of the points of a section. Marks from here upwards are good places to end a chunk.
pub(super) const POINT: u8 = 20;

/// The way to the block under way.
#[derive(Debug, Default)]
pub(super) struct Trail {
    headings: Vec<(u8, Rc<str>)>,
    marks: Vec<(u8, Rc<str>)>,
    path: Option<Path>,
}

impl Trail {
    /// What the next block stands under.
    pub(super) fn path(&mut self) -> Path {
        let (headings, marks) = (&self.headings, &self.marks);
        let lines = || headings.iter().chain(marks).map(|(_, line)| Rc::clone(line)).collect();
        Rc::clone(self.path.get_or_insert_with(lines))
    }

    /// Goes under a heading.
    pub(super) fn enter_heading(&mut self, heading: &Heading) {
        self.headings.retain(|(level, _)| *level < heading.level);
        self.marks.clear();
        self.headings.push((heading.level, line(&heading.paragraph)));
        self.path = None;
    }

    /// Leaves what a paragraph with a mark ends. Returns the rank of its mark.
    pub(super) fn meet(&mut self, paragraph: &Paragraph) -> Option<u8> {
        let rank = rank(paragraph)?;
        self.marks.retain(|(other, _)| *other < rank);
        self.path = None;
        Some(rank)
    }

    /// Goes under a paragraph with a mark.
    pub(super) fn enter_mark(&mut self, rank: u8, paragraph: &Paragraph) {
        self.marks.push((rank, line(paragraph)));
        self.path = None;
    }
}

fn line(paragraph: &Paragraph) -> Rc<str> {
    let words = words(paragraph);
    match words.char_indices().nth(LINE_LENGTH) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()).into(),
        None => words.into(),
    }
}

/// How high the mark stands that a paragraph begins with; 0 is the highest.
fn rank(paragraph: &Paragraph) -> Option<u8> {
    if let Some(label) = &paragraph.label {
        return mark_rank(&label.text);
    }
    match paragraph.content.first() {
        Some(Inline::Text(run)) => mark_rank(run.text.trim_start()),
        _ => None, // What begins with something else has no mark.
    }
}

fn mark_rank(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    match first {
        'Ⅰ'..='Ⅻ' => Some(0),
        '□' | '■' | '▣' | '◈' | '◆' | '◇' | '❑' | '❏' => Some(POINT),
        '○' | '◯' | '●' | '◦' | '◎' | 'ㅇ' if begins_apart(rest) => Some(POINT + 10),
        '-' | '–' | '―' | '▪' | '•' if begins_apart(rest) => Some(POINT + 20),
        '·' | '∙' | '‧' | '⋅' if begins_apart(rest) => Some(POINT + 30),
        '①'..='⑳' => Some(POINT + 15),
        '제' => article(rest),
        '(' => enclosed(rest),
        _ => counted(text),
    }
}

fn begins_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

/// `제1장`, `제2절`, `제3조`.
fn article(rest: &str) -> Option<u8> {
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rank = ["편", "장", "절", "관", "조"].iter().position(|name| unit.starts_with(name))?;
    u8::try_from(rank).ok().filter(|_| unit.len() < rest.len())
}

/// `(1)` and `(가)`.
fn enclosed(rest: &str) -> Option<u8> {
    let (inner, after) = rest.split_once(')')?;
    let is_number = !inner.is_empty() && inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
    match (is_number, begins_apart(after)) {
        (true, true) => Some(POINT + 13),
        (false, true) if is_counting_syllable(inner) => Some(POINT + 14),
        _ => None,
    }
}

/// `1.`, `가.`, `1)`, `가)`: in this order in official documents, the first two above `□`.
fn counted(text: &str) -> Option<u8> {
    let end = text.find(['.', ')'])?;
    let (number, rest) = text.split_at_checked(end)?;
    let is_closed = rest.starts_with(')');
    if !begins_apart(rest.get(1..).unwrap_or_default()) {
        return None;
    }
    if !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(if is_closed { POINT + 11 } else { POINT - 10 });
    }
    is_counting_syllable(number).then_some(if is_closed { POINT + 12 } else { POINT - 5 })
}

fn is_counting_syllable(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "가나다라마바사아자차카타파하".contains(c)) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Marks, Text};

    fn paragraph(text: &str) -> Paragraph {
        let run = Text { text: text.to_owned(), marks: Marks::NONE };
        Paragraph { content: vec![Inline::Text(run)], ..Paragraph::default() }
    }

    fn paths(lines: &[&str]) -> Vec<String> {
        let mut trail = Trail::default();
        let mut paths = Vec::new();
        for line in lines {
            let paragraph = paragraph(line);
            if let Some(level) = line.strip_prefix("# ").map(|_| 1).or(line.strip_prefix("## ").map(|_| 2)) {
                trail.enter_heading(&Heading { level, paragraph });
            } else {
                let rank = trail.meet(&paragraph);
                paths.push(trail.path().join(" > "));
                rank.into_iter().for_each(|rank| trail.enter_mark(rank, &paragraph));
            }
        }
        paths
    }

    #[test]
    fn lower_marks_stand_under_higher_ones() {
        let lines = ["□ 배경", "◦ 현황", "- 가", "- 나", "◦ 문제", "※ 참고", "□ 계획", "1. 일정"];
        let expected = ["", "□ 배경", "□ 배경 > ◦ 현황", "□ 배경 > ◦ 현황", "□ 배경", "□ 배경 > ◦ 문제", "", ""];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn heading_ends_marks_and_lower_headings() {
        let lines = ["# 1장", "## 1절", "□ 가", "나", "## 2절", "다", "# 2장", "라"];
        assert_eq!(paths(&lines), ["# 1장 > ## 1절", "# 1장 > ## 1절 > □ 가", "# 1장 > ## 2절", "# 2장"]);
    }

    #[test]
    fn text_that_only_looks_like_a_mark_has_no_rank() {
        for text in ["2026. 1. 5.", "3.5배", "-5도", "제품", "(주)한글", "가나다. 라", "", "1.5"] {
            assert_eq!(mark_rank(text), None, "{text}");
        }
        for text in
            ["제1장 총칙", "Ⅰ. 개요", "1. 가", "가. 나", "1) 다", "가) 라", "(1) 마", "(가) 바", "① 사", "ㅇ 아"]
        {
            assert!(mark_rank(text).is_some(), "{text}");
        }
    }

    #[test]
    fn long_line_is_cut_in_the_path() {
        let long = format!("□ {}", "가".repeat(100));
        assert_eq!(line(&paragraph(&long)).chars().count(), LINE_LENGTH + 1);
    }
}
