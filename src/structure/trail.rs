//! Where a block stands in the outline: under which headings, the author's or inferred ones, and under which marks.
//!
//! The marks are those that [`outline_lists`](super::outline_lists) makes lists of, and their levels are the same; here
//! generated labels count as well, and nothing in the document changes.

use std::rc::Rc;

use super::headings::Inferred;
use super::mark::{self, Kind};
use super::outline::Items;
use super::text;
use crate::document::{Block, Document, Heading, Paragraph};

/// The headings and marked lines above a block, outermost first.
pub(crate) type Path = Rc<[Rc<str>]>;

/// A line of the path is cut after this many characters: a mark often begins a whole paragraph.
const LINE_LENGTH: usize = 80;

/// The way to the block under way. Blocks are shown to it in their order.
#[derive(Debug)]
pub(crate) struct Trail {
    inferred: Inferred,
    headings: Vec<Above>,
    marks: Vec<Rc<str>>,
    items: Items,
    /// How many of the marks stand outside of the box that is open.
    outside: usize,
    path: Option<Path>,
}

/// A heading that is open.
#[derive(Debug)]
struct Above {
    level: u8,
    line: Rc<str>,
    /// The sign that it begins with.
    sign: Option<Kind>,
}

/// What was open around a box.
#[derive(Debug)]
pub(crate) struct Around {
    items: Items,
    marks: usize,
    outside: usize,
}

impl Trail {
    /// At the beginning of a document.
    pub(crate) fn new(document: &Document) -> Self {
        Trail {
            inferred: Inferred::of(document),
            headings: Vec::new(),
            marks: Vec::new(),
            items: Items::default(),
            outside: 0,
            path: None,
        }
    }

    /// What the next block stands under.
    pub(crate) fn path(&mut self) -> Path {
        let (headings, marks) = (&self.headings, &self.marks);
        let lines = || headings.iter().map(|above| &above.line).chain(marks).map(Rc::clone).collect();
        Rc::clone(self.path.get_or_insert_with(lines))
    }

    /// Goes to the next section, where lists begin anew.
    pub(crate) fn enter_section(&mut self) {
        self.leave_marks();
    }

    /// Goes under a block of a section if that looks like a heading. Returns whether it does.
    pub(crate) fn enter_inferred(&mut self, section: usize, index: usize, block: &Block) -> bool {
        let Some((level, words)) = self.inferred.heading(section, index, block) else { return false };
        self.enter(level, &words);
        true
    }

    /// Goes under a heading.
    pub(crate) fn enter_heading(&mut self, heading: &Heading) {
        self.enter(heading.level, &text::words(&heading.paragraph));
    }

    fn enter(&mut self, level: u8, words: &str) {
        self.leave_marks();
        self.headings.retain(|above| above.level < level);
        let sign = mark::find(words).map(|mark| mark.kind).filter(|kind| !kind.is_number());
        self.headings.push(Above { level, line: line(words), sign });
    }

    fn leave_marks(&mut self) {
        self.marks.clear();
        (self.items, self.outside, self.path) = (Items::default(), 0, None);
    }

    /// Leaves what a paragraph with a mark ends. Returns whether it has one.
    pub(crate) fn meet(&mut self, paragraph: &Paragraph) -> bool {
        let Some((kind, level)) = self.items.follow(paragraph) else { return false };
        // `□ 일정` stands beside the heading `□ 내용`, also where it does not look like one.
        if self.headings.last().is_some_and(|above| above.sign == Some(kind)) {
            self.headings.pop();
        }
        self.marks.truncate(self.outside + usize::from(level));
        self.path = None;
        true
    }

    /// Goes under the paragraph with a mark that was just met.
    pub(crate) fn enter_mark(&mut self, paragraph: &Paragraph) {
        self.marks.push(line(&text::words(paragraph)));
        self.path = None;
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

fn line(words: &str) -> Rc<str> {
    match words.char_indices().nth(LINE_LENGTH) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()).into(),
        None => words.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Frame, Inline, Label, LabelKind, Marks, Origin, Section, Text};

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
        let mut trail = Trail::new(&Document::default());
        let mut paths = Vec::new();
        for line in lines {
            match line.split_once("# ") {
                Some((signs, words)) => {
                    let level = u8::try_from(signs.len() + 1).unwrap();
                    trail.enter_heading(&Heading { level, paragraph: paragraph(words) });
                }
                None => paths.push(step(&mut trail, &paragraph(line))),
            }
        }
        paths
    }

    #[test]
    fn lower_marks_stand_under_higher_ones() {
        let lines = ["□ 배경", "◦ 현황", "- 가", "- 나", "◦ 문제", "※ 참고", "뒤", "□ 계획", "1. 일정"];
        let expected = [
            "",
            "□ 배경",
            "□ 배경 > ◦ 현황",
            "□ 배경 > ◦ 현황",
            "□ 배경",
            "□ 배경 > ◦ 문제",
            "□ 배경 > ◦ 문제",
            "",
            "□ 계획",
        ];
        assert_eq!(paths(&lines), expected);
    }

    #[test]
    fn heading_ends_marks_and_lower_headings() {
        let lines = ["# 1장", "## 1절", "□ 가", "나", "## 2절", "다", "# 2장", "라"];
        assert_eq!(paths(&lines), ["1장 > 1절", "1장 > 1절 > □ 가", "1장 > 2절", "2장"]);
    }

    #[test]
    fn item_with_the_sign_of_the_heading_above_stands_beside_it() {
        assert_eq!(paths(&["# 1장", "## □ 내용", "○ 하나", "□ 일정", "○ 둘"])[1..], ["1장", "1장 > □ 일정"]);
    }

    #[test]
    fn generated_labels_lead_a_path_as_typed_marks_do() {
        let label = |text: &str, level| Some(Box::new(Label { kind: LabelKind::Number, text: text.to_owned(), level }));
        let mut trail = Trail::new(&Document::default());
        step(&mut trail, &Paragraph { label: label("1.", 0), ..paragraph("목적") });
        step(&mut trail, &Paragraph { label: label("가.", 1), ..paragraph("범위") });
        assert_eq!(step(&mut trail, &paragraph("본문")), "1. 목적 > 가. 범위");
    }

    #[test]
    fn marks_in_a_box_stand_under_those_around_it_and_end_with_it() {
        let mut trail = Trail::new(&Document::default());
        step(&mut trail, &paragraph("□ 배경"));
        let around = trail.enter_box();
        step(&mut trail, &paragraph("□ 사례"));
        assert_eq!(step(&mut trail, &paragraph("안")), "□ 배경 > □ 사례");
        trail.leave_box(around);
        assert_eq!(step(&mut trail, &paragraph("밖")), "□ 배경");
        assert_eq!(step(&mut trail, &paragraph("□ 계획")), "");
    }

    #[test]
    fn inferred_title_leads_every_path() {
        let title = paragraph("새 도서관을 열다");
        let title = Paragraph { size: Some(2_400), ..title };
        let frame = Block::Frame(Frame { blocks: vec![Block::Paragraph(title)], origin: Origin::default() });
        let body = Block::Paragraph(paragraph(&"긴 본문이 이어진다. ".repeat(9)));
        let section = Section { blocks: vec![frame, body], ..Section::default() };
        let document = Document { sections: vec![section], ..Document::default() };
        let mut trail = Trail::new(&document);
        assert!(trail.enter_inferred(0, 0, &document.sections[0].blocks[0]));
        assert!(!trail.enter_inferred(0, 1, &document.sections[0].blocks[1]));
        assert_eq!(step(&mut trail, &paragraph("□ 계획")), "새 도서관을 열다");
    }

    #[test]
    fn long_line_is_cut_in_the_path() {
        assert_eq!(line(&format!("□ {}", "가".repeat(100))).chars().count(), LINE_LENGTH + 1);
    }
}
