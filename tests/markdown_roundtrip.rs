//! What the Markdown writer writes, read back by pulldown-cmark, is the document.

mod support;

use hwpconv::document::{
    Asset, Block, Caption, Cell, Change, ChangeKind, Document, Equation, Figure, Frame, Heading, Image, Inline, Label,
    LabelKind, Link, Marks, Note, NoteKind, Origin, Paragraph, Ruby, Section, Table, Text, Unknown,
};
use hwpconv::{Tables, Target, WriteOptions};
use support::markdown_model::assert_same;

fn document(blocks: Vec<Block>) -> Document {
    let assets = ["image1.png", "image 2.jpg"].map(|name| Asset { name: name.to_owned(), ..Asset::default() });
    Document { sections: vec![Section { blocks, furniture: Vec::new() }], assets: assets.into(), ..Document::default() }
}

fn markdown(blocks: Vec<Block>) -> String {
    markdown_with(blocks, &WriteOptions::default())
}

fn markdown_with(blocks: Vec<Block>, options: &WriteOptions) -> String {
    let document = document(blocks);
    let markdown = hwpconv::write(&document, Target::Markdown, options).text;
    if options.tables != Tables::Gfm {
        assert_same(&document, options, &markdown);
    }
    assert_tidy(&markdown);
    markdown
}

/// One blank line between blocks at most, no blanks at the ends of lines, one line end at the end.
fn assert_tidy(markdown: &str) {
    assert!(!markdown.contains("\n\n\n"), "two blank lines\n{markdown}");
    assert!(markdown.is_empty() || (markdown.ends_with('\n') && !markdown.ends_with("\n\n")), "{markdown:?}");
    for line in markdown.lines() {
        assert_eq!(line, line.trim_end(), "blanks at the end of a line\n{markdown}");
    }
}

fn run(text: &str, marks: Marks) -> Inline {
    Inline::Text(Text { text: text.to_owned(), marks })
}

fn plain(text: &str) -> Inline {
    run(text, Marks::NONE)
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content, ..Paragraph::default() })
}

fn text(text: &str) -> Block {
    paragraph(vec![plain(text)])
}

fn labelled(kind: LabelKind, label: &str, level: u8, content: &str) -> Block {
    let label = Some(Label { kind, text: label.to_owned(), level });
    Block::Paragraph(Paragraph { label, content: vec![plain(content)], ..Paragraph::default() })
}

fn heading(level: u8, content: &str) -> Block {
    let paragraph = Paragraph { content: vec![plain(content)], ..Paragraph::default() };
    Block::Heading(Heading { level, paragraph })
}

fn cell(row: usize, column: usize, row_span: usize, column_span: usize, blocks: Vec<Block>) -> Cell {
    Cell { row, column, row_span, column_span, header: false, blocks }
}

fn table(cells: Vec<Cell>) -> Block {
    Block::Table(Table::new(cells, 99, 99, 10_000, Origin::default()).0)
}

fn frame(blocks: Vec<Block>) -> Block {
    Block::Frame(Frame { blocks, origin: Origin::default() })
}

fn note(kind: NoteKind, number: &str, blocks: Vec<Block>) -> Inline {
    Inline::Note(Note { kind, number: number.to_owned(), author: None, blocks })
}

fn equation(latex: &str) -> Equation {
    Equation { script: latex.to_uppercase(), latex: Some(latex.to_owned()) }
}

fn link(target: &str, content: Vec<Inline>) -> Inline {
    Inline::Link(Link { target: target.to_owned(), content })
}

fn image(asset: Option<usize>, source: Option<&str>, alt: &str) -> Inline {
    Inline::Image(Image { asset, source: source.map(str::to_owned), alt: alt.to_owned() })
}

#[test]
fn headings_carry_their_number() {
    let paragraph = Paragraph {
        label: Some(Label { kind: LabelKind::Number, text: "제1장".to_owned(), level: 0 }),
        content: vec![plain("총칙 #"), Inline::LineBreak, plain("1. 목적")],
        ..Paragraph::default()
    };
    let blocks = vec![Block::Heading(Heading { level: 2, paragraph }), heading(9, "1. 깊은 #"), text("가")];
    assert_eq!(markdown(blocks), "## 제1장 총칙 # 1. 목적\n\n###### 1. 깊은 \\#\n\n가\n");
}

#[test]
fn bullets_are_tight_and_nest_one_step_at_a_time() {
    use LabelKind::Bullet;
    let blocks = vec![
        labelled(Bullet, "•", 0, "가"),
        labelled(Bullet, "-", 3, "나"),
        labelled(Bullet, "◦", 3, "다"),
        labelled(Bullet, "●", 0, "라"),
        labelled(Bullet, "□", 0, "마"),
        text("- 바"),
        text("-사"),
    ];
    assert_eq!(markdown(blocks), "- 가\n  - 나\n  - 다\n- 라\n\n□ 마\n\n- 바\n\n-사\n");
}

#[test]
fn numbers_stay_list_items_only_where_they_are_shown_as_they_are() {
    use LabelKind::Number;
    let blocks = vec![
        labelled(Number, "1.", 0, "가"),
        labelled(Number, "2.", 0, "나"),
        labelled(Number, "4.", 0, "다"),
        labelled(Number, "5)", 0, "라"),
        labelled(Number, "가.", 1, "마"),
        labelled(Number, "01.", 0, "바"),
        text("3. 사"),
        text("2026. 1. 5."),
        text("2026. 3월"),
    ];
    let expected = "1. 가\n2. 나\n\n4\\. 다\n\n5) 라\n\n가. 마\n\n01\\. 바\n\n3. 사\n\n2026\\. 1. 5.\n\n2026\\. 3월\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn inner_numbers_stand_under_the_text_of_outer_ones() {
    use LabelKind::Number;
    let blocks = vec![
        labelled(Number, "9.", 0, "가"),
        labelled(Number, "1)", 1, "나"),
        labelled(Number, "2)", 1, "다"),
        labelled(Number, "10.", 0, "라"),
        labelled(LabelKind::Bullet, "-", 1, "마"),
    ];
    assert_eq!(markdown(blocks), "9. 가\n   1) 나\n   2) 다\n10. 라\n    - 마\n");
}

#[test]
fn line_breaks_keep_lines_from_becoming_blocks() {
    let content =
        vec![plain("가"), Inline::LineBreak, plain("- 나"), Inline::LineBreak, plain("==="), Inline::LineBreak];
    assert_eq!(markdown(vec![paragraph(content.clone())]), "가\\\n\\- 나\\\n\\===\n");
    let label = Some(Label { kind: LabelKind::Bullet, text: "•".to_owned(), level: 0 });
    let item = Block::Paragraph(Paragraph { label, content, ..Paragraph::default() });
    assert_eq!(markdown(vec![item]), "- 가\\\n  \\- 나\\\n  \\===\n");
}

#[test]
fn simple_table_is_gfm() {
    let row = |row, a: &str, b: &str| vec![cell(row, 0, 1, 1, vec![text(a)]), cell(row, 1, 1, 1, vec![text(b)])];
    let blocks = vec![table([row(0, "이름", "a|b"), row(1, "`c`", "1. d")].concat())];
    assert_eq!(markdown(blocks), "| 이름 | a\\|b |\n| --- | --- |\n| \\`c\\` | 1. d |\n");
}

#[test]
fn merged_cells_make_an_html_table() {
    let blocks = vec![table(vec![
        cell(0, 0, 2, 1, vec![text("가"), text("나")]),
        cell(0, 1, 1, 1, vec![paragraph(vec![run("다", Marks::BOLD), plain("<b> & &lt;")])]),
        cell(2, 1, 1, 1, vec![table(vec![cell(0, 0, 1, 1, vec![text("라")]), cell(0, 1, 1, 1, vec![])])]),
    ])];
    let expected = "<table>\n<tr><td rowspan=\"2\">가<br>나</td><td><strong>다</strong>&lt;b> & &amp;lt;</td></tr>\n\
                    <tr><td></td></tr>\n<tr><td></td><td><table>\n<tr><td>라</td><td></td></tr>\n</table></td></tr>\n\
                    </table>\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn cell_with_a_note_or_equation_is_read_as_markdown() {
    let hung = paragraph(vec![plain("나"), note(NoteKind::Footnote, "1", vec![text("다")])]);
    let inner = table(vec![cell(0, 0, 1, 2, vec![hung])]);
    let blocks = vec![table(vec![
        cell(0, 0, 1, 1, vec![text("가")]),
        cell(0, 1, 1, 2, vec![text("**"), inner]),
        cell(1, 0, 1, 3, vec![Block::Equation(equation("a|b"), Origin::default())]),
    ])];
    let expected = "<table>\n<tr>\n<td>가</td>\n<td colspan=\"2\">\n\n\\*\\*\n\n<table>\n<tr>\n<td colspan=\"2\">\n\n\
                    나[^1]\n\n</td>\n</tr>\n</table>\n\n</td>\n</tr>\n<tr>\n<td colspan=\"3\">\n\n$$a|b$$\n\n</td>\n</tr>\n\
                    </table>\n\n[^1]: 다\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn gfm_on_demand_warns_of_what_it_cannot_say() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("라")]), cell(0, 1, 1, 1, vec![text("마")])]);
    let cells = vec![
        cell(0, 0, 1, 2, vec![text("가"), text("나")]),
        cell(1, 0, 1, 1, vec![text("다"), inner]),
        cell(1, 1, 1, 1, vec![]),
    ];
    let options = WriteOptions { tables: Tables::Gfm, ..WriteOptions::default() };
    let writing = hwpconv::write(&document(vec![table(cells)]), Target::Markdown, &options);
    assert_eq!(writing.text, "| 가<br>나 |  |\n| --- | --- |\n| 다<br>라 \\| 마 |  |\n");
    let warnings: Vec<String> = writing.warnings.iter().map(|warning| warning.kind.to_string()).collect();
    assert_eq!(
        warnings,
        [
            "merged cells not expressed",
            "several blocks in a table cell not expressed",
            "table within a table not expressed"
        ]
    );
}

#[test]
fn frame_is_a_quote_and_with_a_table_stands_between_rules() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("가")]), cell(1, 0, 1, 1, vec![])]);
    let blocks = vec![
        frame(vec![frame(vec![inner.clone()]), text("나")]),
        frame(vec![text("다"), frame(vec![text("라"), text("- 마")])]),
        frame(vec![]),
    ];
    let expected = "***\n\n| 가 |\n| --- |\n|  |\n\n---\n\n나\n\n---\n\n> 다\n>\n> > 라\n> >\n> > - 마\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn notes_are_defined_after_the_body_each_under_its_own_label() {
    use NoteKind::{Comment, Endnote, Footnote};
    let nested = note(Footnote, "2", vec![text("안쪽")]);
    let comment = Inline::Note(Note {
        kind: Comment,
        number: String::new(),
        author: Some("홍*길동".to_owned()),
        blocks: vec![text("- 의견")],
    });
    let blocks = vec![
        paragraph(vec![note(Footnote, "1", vec![text("하나"), text("둘")]), plain(": 가"), note(Endnote, "1", vec![])]),
        paragraph(vec![plain("나!"), note(Footnote, "1", vec![paragraph(vec![plain("셋"), nested])]), comment]),
    ];
    let expected = "[^1]\\: 가[^e1]\n\n나\\![^1-2][^c4]\n\n[^1]: 하나\n\n    둘\n\n[^e1]:\n\n[^1-2]: 셋[^2]\n\n\
                    [^c4]: 홍\\*길동: - 의견\n\n[^2]: 안쪽\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn note_may_hold_any_block() {
    let cells = || vec![cell(0, 0, 1, 1, vec![text("가")]), cell(0, 1, 1, 1, vec![text("나")])];
    let merged = vec![cell(0, 0, 1, 2, vec![text("가")]), cell(1, 0, 1, 1, vec![]), cell(1, 1, 1, 1, vec![])];
    for blocks in [
        vec![table(cells()), text("다")],
        vec![table(merged), text("다")],
        vec![frame(vec![table(cells())])],
        vec![frame(vec![text("가")])],
        vec![text("- 가"), text("- 나"), text("다")],
        vec![text("1. 가"), text("2. 나")],
        vec![heading(1, "가"), text("나")],
        vec![Block::Equation(equation("a"), Origin::default())],
    ] {
        markdown(vec![paragraph(vec![plain("가"), note(NoteKind::Footnote, "1", blocks)])]);
    }
}

#[test]
fn dropped_comments_leave_no_trace() {
    let options = WriteOptions { comments: hwpconv::Comments::Drop, ..WriteOptions::default() };
    let blocks = vec![paragraph(vec![plain("가"), note(NoteKind::Comment, "1", vec![text("의견")])])];
    assert_eq!(hwpconv::write(&document(blocks), Target::Markdown, &options).text, "가\n");
}

#[test]
fn links_pass_by_scheme_and_anchors_by_demand() {
    let blocks = vec![
        paragraph(vec![
            Inline::Anchor("다".to_owned()),
            Inline::Anchor("라".to_owned()),
            plain("!"),
            link("https://a.kr/b (c)", vec![plain(" [가]( ")]),
            link("#다", vec![]),
        ]),
        paragraph(vec![link("javascript:x()", vec![plain("나")]), link("mailto:a@b.kr", vec![plain(" ")])]),
    ];
    let expected =
        "<a id=\"다\"></a>! [\\[가\\](](https://a.kr/b%20%28c%29) [#다](#다)\n\n나 [mailto:a@b.kr](mailto:a@b.kr)\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn exclamation_mark_before_a_link_makes_no_picture() {
    let blocks = vec![paragraph(vec![plain("가!"), link("https://a.kr", vec![plain("나")]), plain("(다)")])];
    assert_eq!(markdown(blocks), "가\\![나](https://a.kr)(다)\n");
}

#[test]
fn picture_is_always_seen() {
    let options = WriteOptions { media_prefix: "a b/".to_owned(), ..WriteOptions::default() };
    let content = vec![
        image(Some(0), None, ""),
        image(Some(1), None, "[그림] *"),
        image(None, Some("http://a.kr/x.png"), ""),
        image(None, None, ""),
    ];
    let expected =
        "![image1](a%20b/image1.png)![\\[그림\\] \\*](a%20b/image%202.jpg)![x](http://a.kr/x.png)![image]()\n";
    let document = document(vec![paragraph(content)]);
    assert_eq!(hwpconv::write(&document, Target::Markdown, &options).text, expected);
}

#[test]
fn equations_stand_clear_of_letters() {
    let untold = Equation { script: "a `over` b".to_owned(), latex: None };
    let blocks = vec![
        paragraph(vec![
            plain("값"),
            Inline::Equation(equation("x_1")),
            plain("는 "),
            Inline::Equation(equation("y$")),
            Inline::Equation(equation("\\frac{a}{b}")),
            plain("$5"),
            Inline::Equation(untold),
        ]),
        Block::Equation(equation("a < b"), Origin::default()),
    ];
    let expected = "값 $x_1$ 는 $y\\$$ $\\frac{a}{b}$ \\$5``a `over` b``\n\n$$a < b$$\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn ruby_changes_and_unknown_things_keep_their_words() {
    let change =
        |kind, words: &str| Inline::Change(Change { kind, author: None, date: None, content: vec![plain(words)] });
    let content = vec![
        Inline::Ruby(Ruby { base: Text { text: "漢字".to_owned(), marks: Marks::NONE }, ruby: "한자".to_owned() }),
        change(ChangeKind::Inserted, " 새 "),
        change(ChangeKind::Deleted, "헌"),
        Inline::Unknown(Unknown { id: "abcd".to_owned(), text: "*말*".to_owned() }),
    ];
    let expected = "<ruby>漢字<rp>(</rp><rt>한자</rt><rp>)</rp></ruby> <ins>새</ins> <del>헌</del>\\*말\\*\n";
    assert_eq!(markdown(vec![paragraph(content)]), expected);
}

#[test]
fn captions_stand_on_their_side() {
    let mut first = Table::new(vec![cell(0, 0, 1, 1, vec![]), cell(0, 1, 1, 1, vec![])], 0, 0, 9, Origin::default()).0;
    first.caption = Some(Caption { before: true, blocks: vec![text("표 1")] });
    let caption = Caption { before: false, blocks: vec![text("그림 1")] };
    let content = vec![paragraph(vec![image(Some(0), None, "")])];
    let blocks = vec![Block::Table(first), Block::Figure(Figure { content, caption, origin: Origin::default() })];
    assert_eq!(markdown(blocks), "표 1\n\n|  |  |\n| --- | --- |\n\n![image1](image1.png)\n\n그림 1\n");
}

/// Random documents: small, nasty, the same on every run.
struct Random(u64);

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
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
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
                17 | 18 => Inline::Equation(self.equation()),
                19 | 20 => {
                    let kind = [NoteKind::Footnote, NoteKind::Endnote, NoteKind::Comment][self.next(3)];
                    let number = ["1", "2", "가", "*", ""][self.next(5)].to_owned();
                    let author = (kind == NoteKind::Comment && self.next(2) == 0).then(|| "홍길동".to_owned());
                    Inline::Note(Note { kind, number, author, blocks: self.blocks(depth - 1) })
                }
                21 => {
                    let base = Text { text: self.words(2), marks: self.marks() };
                    Inline::Ruby(Ruby { base, ruby: self.words(2) })
                }
                22 => Inline::Anchor(["장", "절"][self.next(2)].to_owned()),
                23 | 24 => {
                    let kind = [ChangeKind::Inserted, ChangeKind::Deleted][self.next(2)];
                    let content = self.inlines(depth - 1, is_heading);
                    Inline::Change(Change { kind, author: None, date: None, content })
                }
                _ => Inline::Unknown(Unknown { id: "abcd".to_owned(), text: self.words(2) }),
            });
        }
        content
    }

    fn equation(&mut self) -> Equation {
        let latex = ["x", "\\frac{a}{b}", "a|b", "\\text{5$}", "a<b", "x_1^2*y*", "{", "\\left\\{ a", "x\\ "];
        equation(latex[self.next(latex.len())])
    }

    fn label(&mut self) -> Option<Label> {
        let labels = ["1.", "2.", "3.", "1)", "2)", "01.", "가.", "①", "*", "#", "제1조"];
        let bullets = ["•", "-", "*", "□", "○", "※", "◦"];
        let level = u8::try_from(self.next(4)).unwrap();
        match self.next(6) {
            0 | 1 => Some(Label { kind: LabelKind::Number, text: labels[self.next(labels.len())].to_owned(), level }),
            2 => Some(Label { kind: LabelKind::Bullet, text: bullets[self.next(bullets.len())].to_owned(), level }),
            _ => None,
        }
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..self.next(4)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        match self.next(if depth > 0 { 20 } else { 13 }) {
            0..=10 => {
                let label = self.label();
                Block::Paragraph(Paragraph { label, content: self.inlines(depth, false), ..Paragraph::default() })
            }
            11 => {
                let paragraph =
                    Paragraph { label: self.label(), content: self.inlines(depth, true), ..Paragraph::default() };
                Block::Heading(Heading { level: u8::try_from(self.next(9)).unwrap() + 1, paragraph })
            }
            12 => Block::Equation(self.equation(), Origin::default()),
            13..=16 => self.table(depth),
            17 | 18 => frame(self.blocks(depth - 1)),
            _ => {
                let caption = Caption { before: self.next(2) == 0, blocks: self.blocks(depth - 1) };
                Block::Figure(Figure { content: self.blocks(depth - 1), caption, origin: Origin::default() })
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

#[test]
fn random_documents_come_back_as_they_were() {
    let rounds = std::env::var("ROUNDTRIP_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3_000);
    for seed in 1..=rounds {
        let mut random = Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let blocks = random.blocks(3);
        let tables = if seed % 4 == 0 { Tables::Html } else { Tables::Auto };
        markdown_with(blocks, &WriteOptions { tables, ..WriteOptions::default() });
    }
}
