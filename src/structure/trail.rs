//! The position of a block in the outline: the headings and marks above it.
//!
//! The marks are those that [`outline_lists`](super::outline_lists) makes lists of, and their levels are the same; here
//! generated labels count as well, and nothing in the document changes.

use std::rc::Rc;

use super::mark::{self, Kind};
use super::outline::Items;
use super::text;
use super::wording;
use crate::document::letters;
use crate::document::{Block, Heading, Inline, Paragraph};

/// The headings and marked lines above a block, outermost first.
pub(crate) type Path = Rc<[Rc<str>]>;

/// A line of the path has no more characters: an item that is longer does not name what stands under it, and a heading is
/// cut.
const LONGEST_NAME: usize = 60;

/// The way to the block under way. Blocks are shown to it in their order.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    headings: Vec<Above>,
    marks: Vec<Rc<str>>,
    items: Items,
    /// The marks that items had below the last heading.
    begun: Vec<Kind>,
    /// How many of the marks stand outside of the box that is open.
    outside: usize,
    path: Option<Path>,
}

/// A heading that is open, or an item that a heading stands under.
#[derive(Debug)]
struct Above {
    /// Twice that of the heading; an item has the odd one outside of the headings under it.
    level: u16,
    line: Rc<str>,
    /// The mark that it begins with, and what that counts.
    kind: Option<Kind>,
    number: Option<u32>,
}

impl Above {
    fn is_item(&self) -> bool {
        self.level % 2 == 1
    }
}

/// What was open around a box.
#[derive(Debug)]
pub(crate) struct Around {
    items: Items,
    marks: usize,
    outside: usize,
}

/// Where the content of a box with headings stands.
#[derive(Debug)]
pub(crate) struct Within {
    /// What all of it stands under. What stands before the first heading under nothing does not count.
    pub(crate) path: Path,
    /// Whether there is nothing but headings.
    pub(crate) is_heading: bool,
}

/// The paths of what stands in a box.
#[derive(Debug, Default)]
struct Paths {
    has_heading: bool,
    common: Option<Path>,
}

impl Paths {
    fn add(&mut self, path: Path) {
        if path.is_empty() && !self.has_heading {
            return;
        }
        self.common = Some(match self.common.take() {
            None => path,
            Some(common) if common == path => common,
            Some(common) => common
                .iter()
                .zip(path.iter())
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| Rc::clone(one))
                .collect(),
        });
    }
}

impl Trail {
    /// What the next block stands under.
    pub(crate) fn path(&mut self) -> Path {
        let (headings, marks) = (&self.headings, &self.marks);
        let all = headings.iter().map(|above| &above.line).chain(marks);
        let lines = || all.filter(|line| !line.is_empty()).map(Rc::clone).collect();
        Rc::clone(self.path.get_or_insert_with(lines))
    }

    /// Goes to the next section, where lists begin anew.
    pub(crate) fn enter_section(&mut self) {
        self.leave_marks();
    }

    /// Goes under a heading.
    pub(crate) fn enter_heading(&mut self, heading: &Heading) {
        let words = text::words(&heading.paragraph);
        // An outline may number sentences and equations, which end what is above but name nothing. The title of a press
        // release often says something, without a full stop.
        let says = if heading.level == 1 { wording::is_stopped } else { wording::is_sentence };
        let is_name = names(&heading.paragraph, &words, says);
        self.enter(heading.level, &words, is_name);
    }

    fn enter(&mut self, level: u8, words: &str, is_name: bool) {
        let level = u16::from(level) * 2;
        let mark = mark::find(words);
        let kind = mark.map(|mark| mark.kind);
        let number = mark.filter(|mark| mark.kind.is_number()).and_then(|mark| mark::number(mark.text));
        let is_around = |item: Kind| kind.is_some_and(|kind| is_counted(kind) && is_counted(item) && item < kind);
        // `가. 도로` goes on above the heading `1) 기준`.
        let above = self.items.kinds().zip(self.marks.iter().skip(self.outside));
        let kept: Vec<Above> = above
            .take_while(|(item, line)| is_around(*item) && !line.is_empty())
            .map(|(item, line)| Above { level: level - 1, line: Rc::clone(line), kind: Some(item), number: None })
            .collect();
        self.leave_marks();
        self.items = Items::below(words);
        self.begun.clear();
        self.headings.retain(|above| {
            above.level < level && !(above.is_item() && above.level + 1 == level && !above.kind.is_some_and(is_around))
        });
        self.headings.extend(kept);
        self.headings.push(Above { level, line: if is_name { line(words) } else { "".into() }, kind, number });
    }

    fn leave_marks(&mut self) {
        self.marks.clear();
        (self.items, self.outside, self.path) = (Items::default(), 0, None);
    }

    /// Leaves what a paragraph ends: one with a mark the items beside it, one without a mark all items. A remark ends
    /// nothing. Returns whether it has a mark that others can stand under.
    pub(crate) fn meet(&mut self, paragraph: &Paragraph) -> bool {
        let Some((kind, number, level)) = self.items.follow(paragraph) else {
            let words = text::words(paragraph);
            if !words.is_empty() && mark::find(&words).is_none() {
                self.marks.truncate(self.outside);
                (self.items, self.path) = (self.items.ended(), None);
            }
            return false;
        };
        let has_begun = self.begun.contains(&kind);
        if let Some(at) = self.beside(kind, number, has_begun) {
            self.headings.truncate(at);
        }
        if !has_begun {
            self.begun.push(kind);
        }
        self.marks.truncate(self.outside + usize::from(level));
        self.path = None;
        true
    }

    /// The heading that an item stands beside, also where it does not look like one: `□ 일정` beside `□ 내용`, `나. 일정`
    /// beside `가. 내용`. Where such a list has begun below the heading, it goes on there.
    fn beside(&self, kind: Kind, number: Option<u32>, has_begun: bool) -> Option<usize> {
        let at = self.headings.iter().rposition(|above| above.kind == Some(kind))?;
        let above = self.headings.get(at)?;
        let is_last = at + 1 == self.headings.len();
        let goes_on = number.is_some() && above.number.and_then(|number| number.checked_add(1)) == number;
        let is_beside = if kind.is_number() { above.is_item() || (goes_on && !has_begun) } else { is_last };
        is_beside.then_some(at)
    }

    /// Goes under the paragraph with a mark that was just met. One that says something instead of naming what follows
    /// has its level, but does not show in the path; in a statute its number does.
    pub(crate) fn enter_mark(&mut self, paragraph: &Paragraph) {
        let words = text::words(paragraph);
        // Of an article its number and title, not what it says.
        let words = mark::article(&words).and_then(|end| words.get(..end)).unwrap_or(&words);
        let is_name = words.chars().count() <= LONGEST_NAME && names(paragraph, words, wording::is_sentence);
        // In a statute what stands below ① is found by its number, whatever ① says.
        let number = mark::find(words).filter(|mark| is_counted(mark.kind) && self.items.is_in_article());
        let shown = if is_name { line(words) } else { number.map_or("", |mark| mark.text).into() };
        self.marks.push(shown);
        self.path = None;
    }

    /// Goes under the headings of a box, one after the other, if it has any: they lead what comes after it as well.
    pub(crate) fn enter_box_with_headings(&mut self, block: &Block) -> Option<Within> {
        let mut paths = Paths::default();
        match block {
            Block::Frame(frame) => self.see(&frame.blocks, &mut paths),
            Block::Figure(figure) => self.see(&figure.blocks, &mut paths),
            Block::Paragraph(_) | Block::Heading(_) | Block::Table(_) | Block::Equation(..) | Block::Break(..) => {}
        }
        paths
            .has_heading
            .then(|| Within { is_heading: paths.common.is_none(), path: paths.common.unwrap_or(self.path()) })
    }

    fn see(&mut self, blocks: &[Block], paths: &mut Paths) {
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    self.enter_heading(heading);
                    paths.has_heading = true;
                }
                Block::Frame(frame) => self.see(&frame.blocks, paths),
                Block::Figure(figure) => self.see(&figure.blocks, paths),
                Block::Paragraph(paragraph) if !text::holds_anything(paragraph) => {}
                Block::Paragraph(_) | Block::Table(_) | Block::Equation(..) => paths.add(self.path()),
                Block::Break(..) => {}
            }
        }
    }

    /// Goes into a box, whose marks end with it.
    pub(crate) fn enter_box(&mut self) -> Around {
        let marks = self.marks.len();
        let outside = std::mem::replace(&mut self.outside, marks);
        Around { items: std::mem::take(&mut self.items), marks, outside }
    }

    /// Goes back to what was around a box.
    pub(crate) fn leave_box(&mut self, around: Around) {
        self.marks.truncate(around.marks);
        (self.items, self.outside, self.path) = (around.items, around.outside, None);
    }
}

/// Whether a mark counts parts smaller than an article.
fn is_counted(kind: Kind) -> bool {
    kind.is_number() && kind > Kind::Article
}

/// Whether the words of a paragraph can name what stands under it: no sentence, question or equation, and no number alone.
fn names(paragraph: &Paragraph, words: &str, says: fn(&str) -> bool) -> bool {
    let has_equation = paragraph.content.iter().any(|inline| matches!(inline, Inline::Equation(_)));
    // `보고서(2026. 5. 14.)`
    let name = wording::without_note(words);
    !has_equation && letters::has_letters(name) && !says(name) && !wording::is_question(words)
}

fn line(words: &str) -> Rc<str> {
    if words.chars().nth(LONGEST_NAME).is_none() {
        return words.into();
    }
    let end = words.char_indices().nth(LONGEST_NAME - 1).map_or(0, |(end, _)| end);
    format!("{}…", words.get(..end).unwrap_or_default().trim_end()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, Label, LabelKind, Marks, Text};

    fn paragraph(text: &str) -> Paragraph {
        let run = Text { text: text.into(), marks: Marks::NONE };
        Paragraph { content: [Inline::Text(run)].into(), size: Some(1_000), ..Paragraph::default() }
    }

    fn step(trail: &mut Trail, paragraph: &Paragraph) -> String {
        let has_mark = trail.meet(paragraph);
        let path = trail.path().join(" > ");
        if has_mark {
            trail.enter_mark(paragraph);
        }
        path
    }

    fn paths(lines: &[&str]) -> Vec<String> {
        let mut trail = Trail::default();
        let mut paths = Vec::new();
        for line in lines {
            match line.split_once("# ") {
                Some((signs, words)) => {
                    let level = u8::try_from(signs.len() + 1).unwrap();
                    trail.enter_heading(&Heading { level, inferred: false, paragraph: paragraph(words) });
                }
                None => paths.push(step(&mut trail, &paragraph(line))),
            }
        }
        paths
    }

    #[test]
    fn lower_marks_stand_under_higher_ones() {
        let lines = ["□ 배경", "◦ 현황", "- 가", "- 나", "◦ 문제", "※ 참고", "뒤", "□ 계획", "1. 일정"];
        let expected =
            ["", "□ 배경", "□ 배경 > ◦ 현황", "□ 배경 > ◦ 현황", "□ 배경", "□ 배경 > ◦ 문제", "", "", "□ 계획"];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn heading_ends_marks_and_lower_headings() {
        let lines = ["# 1장", "## 1절", "□ 가", "- 나", "## 2절", "다", "# 2장", "라"];
        assert_eq!(paths(&lines), ["1장 > 1절", "1장 > 1절 > □ 가", "1장 > 2절", "2장"]);
    }

    #[test]
    fn item_with_the_sign_of_the_heading_above_stands_beside_it() {
        assert_eq!(paths(&["# 1장", "## □ 내용", "○ 하나", "□ 일정", "○ 둘"])[1..], ["1장", "1장 > □ 일정"]);
    }

    #[test]
    fn number_that_goes_on_from_a_heading_stands_beside_it() {
        let lines =
            ["# 1장", "## 가. 개요", "글", "나. 참가 자격", "글이 아닌 것", "## 1. 일정", "1. 하나", "2. 둘", "3. 셋"];
        let expected = ["1장 > 가. 개요", "1장", "1장", "1장 > 1. 일정", "1장 > 1. 일정", "1장 > 1. 일정"];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn item_with_an_outer_number_goes_on_above_a_heading_until_the_next_one() {
        let lines =
            ["# 2. 기준", "가. 도로", "## 1) 인원", "글", "## 2) 기간", "글", "나. 철도", "- 글", "## 1) 인원", "글"];
        let expected = [
            "2. 기준",
            "2. 기준 > 가. 도로 > 1) 인원",
            "2. 기준 > 가. 도로 > 2) 기간",
            "2. 기준",
            "2. 기준 > 나. 철도",
            "2. 기준 > 나. 철도 > 1) 인원",
        ];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn generated_labels_lead_a_path_as_typed_marks_do() {
        let label = |text: &str, level| Some(Box::new(Label { kind: LabelKind::Number, text: text.to_owned(), level }));
        let mut trail = Trail::default();
        step(&mut trail, &Paragraph { label: label("1.", 0), ..paragraph("목적") });
        step(&mut trail, &Paragraph { label: label("가.", 1), ..paragraph("범위") });
        assert_eq!(step(&mut trail, &paragraph("- 본문")), "1. 목적 > 가. 범위");
    }

    #[test]
    fn marks_in_a_box_stand_under_those_around_it_and_end_with_it() {
        let mut trail = Trail::default();
        step(&mut trail, &paragraph("□ 배경"));
        let around = trail.enter_box();
        step(&mut trail, &paragraph("□ 사례"));
        assert_eq!(step(&mut trail, &paragraph("- 안")), "□ 배경 > □ 사례");
        trail.leave_box(around);
        assert_eq!(step(&mut trail, &paragraph("- 밖")), "□ 배경");
        assert_eq!(step(&mut trail, &paragraph("□ 계획")), "");
    }

    #[test]
    fn sentence_with_a_mark_keeps_its_level_and_does_not_show_in_the_path() {
        let lines = ["□ 배경", "◦ 이 책은 누구나 빌려 읽을 수 있다.", "- 기간", "* 봄", "◦ 절차", "- 가을"];
        let expected = ["", "□ 배경", "□ 배경", "□ 배경 > - 기간", "□ 배경", "□ 배경 > ◦ 절차"];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn paragraphs_of_an_article_stand_above_its_items() {
        let lines = ["# 제2조(운영)", "① 여는 날", "1. 평일", "가. 아침", "② 쉬는 날", "1. 설날", "본문"];
        let expected = [
            "제2조(운영)",
            "제2조(운영) > ① 여는 날",
            "제2조(운영) > ① 여는 날 > 1. 평일",
            "제2조(운영)",
            "제2조(운영) > ② 쉬는 날",
            "제2조(운영)",
        ];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn sentences_of_an_article_are_in_paths_by_their_numbers() {
        let lines =
            ["# 제2조(운영)", "① 도서관은 다음과 같이 연다.", "1. 평일은 아침부터 연다.", "가. 아침", "뒤", "② 쉰다."];
        let expected = ["제2조(운영)", "제2조(운영) > ①", "제2조(운영) > ① > 1.", "제2조(운영)", "제2조(운영)"];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn sentence_on_a_level_of_the_outline_ends_what_is_above_and_names_nothing() {
        assert_eq!(paths(&["# 1장", "## 1. 다음 물음에 답하시오.", "가", "# 2장", "나"]), ["1장", "2장"]);
    }

    #[test]
    fn long_line_is_cut_in_the_path() {
        assert_eq!(line(&format!("□ {}", "가".repeat(100))).chars().count(), LONGEST_NAME);
    }
}
