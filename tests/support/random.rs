//! Random documents: small, full of text that looks like markup, the same on every run.

use hwpconv::document::{
    Block, Caption, Cell, Change, ChangeKind, Equation, Figure, Heading, Inline, Label, LabelKind, Marks, Note,
    NoteKind, Origin, Paragraph, Ruby, Text, Unknown,
};

use super::build::{cell, equation, frame, image, link, paragraph, run, table};

/// A source of random documents; the state must not be 0.
pub struct Random(pub u64);

const NASTY: [&str; 64] = [
    "*",
    "**",
    "***",
    "**\"강조\"**는",
    "_",
    "__a__",
    "snake_case",
    "<개정 2020>",
    "3~5일, 6~7일",
    "~~",
    "~",
    "2026. 1. 5.",
    "|",
    "#",
    "# ",
    "$",
    "$x$",
    "[ ] ",
    "[x] ",
    "[^1]",
    "- ",
    "-",
    "\\",
    "&lt;",
    "&",
    "&amp",
    "\"강조\"",
    "는",
    "가나다",
    "abc",
    "1. ",
    "1) ",
    "2.",
    "12",
    " ",
    "  ",
    "\u{3000}",
    "\u{a0}",
    "(",
    ")",
    "[",
    "]",
    "](",
    "]: ",
    "<b>",
    "</td>",
    "<!--",
    "`",
    "``",
    "!",
    "![",
    ":",
    "---",
    "===",
    "> ",
    "+ ",
    "• ",
    "○ ",
    "→",
    "“인용”",
    "http://a_b.kr/c_d",
    "<a@b.kr>",
    "\u{1}",
    "{",
];

impl Random {
    /// A number below another.
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.next(256).to_le_bytes()[0]
    }

    fn words(&mut self, most: usize) -> String {
        (0..self.next(most) + 1).map(|_| NASTY[self.next(NASTY.len())]).collect()
    }

    fn marks(&mut self) -> Marks {
        let mut marks = Marks::NONE;
        while self.next(3) == 0 {
            marks = marks.with(Marks::EACH[self.next(6)]);
        }
        marks
    }

    fn inlines(&mut self, depth: usize, is_heading: bool) -> Vec<Inline> {
        let mut content = Vec::new();
        while content.is_empty() || self.next(3) > 0 {
            content.push(match self.next(if depth > 0 { 26 } else { 15 }) {
                0..=11 => {
                    let (words, marks) = (self.words(4), self.marks());
                    // Underlined blanks are seen, but the comparison knows no blanks.
                    let is_form_line = words.trim().is_empty();
                    run(&words, if is_form_line { marks.without(Marks::UNDERLINE) } else { marks })
                }
                12 if !is_heading => Inline::LineBreak,
                12 | 13 => Inline::Tab,
                14 => image(self.next(3).checked_sub(1), None, &self.words(3)),
                15 | 16 => {
                    let target = ["https://a.kr/?x=1&amp;y", "#장", "javascript:x", "mailto:a@b.kr"][self.next(4)];
                    link(target, if self.next(4) == 0 { vec![] } else { self.inlines(depth - 1, is_heading) })
                }
                17 | 18 => Inline::Equation(Box::new(self.equation())),
                19 | 20 => {
                    let kind = [NoteKind::Footnote, NoteKind::Endnote, NoteKind::Comment][self.next(3)];
                    let number = ["1", "2", "가", "*", ""][self.next(5)].to_owned();
                    let author = (kind == NoteKind::Comment && self.next(2) == 0).then(|| "홍길동".to_owned());
                    Inline::Note(Box::new(Note { kind, number, author, blocks: self.blocks(depth - 1).into() }))
                }
                21 => {
                    let base = Text { text: self.words(2).into(), marks: self.marks() };
                    Inline::Ruby(Box::new(Ruby { base, ruby: self.words(2) }))
                }
                22 => Inline::Anchor(["장", "절"][self.next(2)].to_owned()),
                23 | 24 => {
                    let kind = [ChangeKind::Inserted, ChangeKind::Deleted][self.next(2)];
                    let content = self.inlines(depth - 1, is_heading);
                    Inline::Change(Box::new(Change { kind, author: None, date: None, content: content.into() }))
                }
                _ => Inline::Unknown(Box::new(Unknown { id: "abcd".to_owned(), text: self.words(2) })),
            });
        }
        content
    }

    fn equation(&mut self) -> Equation {
        let latex = ["x", "\\frac{a}{b}", "a|b", "\\text{5$}", "a<b", "x_1^2*y*", "{", "\\left\\{ a", "x\\ "];
        equation(latex[self.next(latex.len())])
    }

    fn label(&mut self) -> Option<Box<Label>> {
        let labels = ["1.", "2.", "3.", "1)", "2)", "01.", "가.", "①", "*", "#", "제1조"];
        let bullets = ["•", "-", "*", "□", "○", "※", "◦"];
        let level = u8::try_from(self.next(4)).unwrap();
        match self.next(6) {
            0 | 1 => Some(Box::new(Label {
                kind: LabelKind::Number,
                text: labels[self.next(labels.len())].to_owned(),
                level,
            })),
            2 => Some(Box::new(Label {
                kind: LabelKind::Bullet,
                text: bullets[self.next(bullets.len())].to_owned(),
                level,
            })),
            _ => None,
        }
    }

    /// Up to three blocks, with so many levels in them.
    pub fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..self.next(4)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        match self.next(if depth > 0 { 20 } else { 13 }) {
            0..=10 => {
                let label = self.label();
                Block::Paragraph(Paragraph {
                    label,
                    content: self.inlines(depth, false).into(),
                    ..Paragraph::default()
                })
            }
            11 => {
                let paragraph = Paragraph {
                    label: self.label(),
                    content: self.inlines(depth, true).into(),
                    ..Paragraph::default()
                };
                Block::Heading(Heading { level: u8::try_from(self.next(9)).unwrap() + 1, inferred: false, paragraph })
            }
            12 => Block::Equation(self.equation(), Origin::default()),
            13..=16 => self.table(depth),
            17 | 18 => frame(self.blocks(depth - 1)),
            _ => {
                let caption = Caption { before: self.next(2) == 0, blocks: self.blocks(depth - 1).into() };
                let blocks = self.blocks(depth - 1).into();
                Block::Figure(Box::new(Figure { blocks, caption, origin: Origin::default() }))
            }
        }
    }

    fn table(&mut self, depth: usize) -> Block {
        let is_simple = self.next(2) == 0;
        let (rows, columns) = (self.next(3) + 1, self.next(3) + 1);
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if self.next(8) == 0 {
                    continue;
                }
                let blocks =
                    if is_simple { vec![paragraph(self.inlines(depth - 1, false))] } else { self.blocks(depth - 1) };
                let (tall, wide) = if is_simple { (1, 1) } else { (self.next(2) + 1, self.next(2) + 1) };
                cells.push(Cell { header: self.next(5) == 0, ..cell(row, column, tall, wide, blocks) });
            }
        }
        table(cells)
    }
}
