//! What the Markdown writer writes, read back by pulldown-cmark, is the document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use crate::support::build::{
    cell, document, equation, frame, heading, image, labelled, link, note, paragraph, plain, run, table, text,
};
use crate::support::files::corpus_share;
use crate::support::random::Random;
use hwpconv::document::{
    Asset, Block, BreakKind, Caption, Change, ChangeKind, Document, Equation, Figure, Furniture, FurnitureKind,
    Heading, Image, Inline, Label, LabelKind, Marks, Note, NoteKind, Origin, PageParity, Paragraph, Ruby, Section,
    Size, Table, Text, Unknown,
};
use hwpconv::{DifferenceKind, Spans, Tables, Target, WriteOptions, Writing, verify};

fn markdown(blocks: Vec<Block>) -> String {
    markdown_with(blocks, &WriteOptions::default())
}

fn markdown_with(blocks: Vec<Block>, options: &WriteOptions) -> String {
    let document = document(blocks);
    let markdown = hwpconv::write(&document, Target::Markdown, options).text;
    assert_same(&document, options, &markdown);
    assert_tidy(&markdown);
    markdown
}

/// Asserts that Markdown says what the document holds.
fn assert_same(document: &Document, options: &WriteOptions, markdown: &str) {
    let differences: Vec<String> = verify(document, markdown, options).iter().map(ToString::to_string).collect();
    assert!(differences.is_empty(), "{}\n--- markdown\n{markdown}\n{:#?}", differences.join("\n"), document.sections);
}

/// One blank line between blocks at most, no blanks at the ends of lines, one line end at the end.
fn assert_tidy(markdown: &str) {
    assert!(!markdown.contains("\n\n\n"), "two blank lines\n{markdown}");
    assert!(markdown.is_empty() || (markdown.ends_with('\n') && !markdown.ends_with("\n\n")), "{markdown:?}");
    for line in markdown.lines() {
        assert_eq!(line, line.trim_end(), "blanks at the end of a line\n{markdown}");
    }
}

#[test]
fn headings_carry_their_number() {
    let paragraph = Paragraph {
        label: Some(Box::new(Label { kind: LabelKind::Number, text: "제1장".to_owned(), level: 0 })),
        content: vec![plain("총칙 #"), Inline::LineBreak, plain("1. 목적")].into(),
        ..Paragraph::default()
    };
    let blocks =
        vec![Block::Heading(Heading { level: 2, inferred: false, paragraph }), heading(9, "1. 깊은 #"), text("가")];
    assert_eq!(markdown(blocks), "## 제1장 총칙 # 1. 목적\n\n###### 1. 깊은 \\#\n\n가\n");
}

#[test]
fn last_line_of_a_heading_is_no_closing_sequence() {
    let paragraph =
        Paragraph { content: vec![plain("가"), Inline::LineBreak, plain("##")].into(), ..Paragraph::default() };
    assert_eq!(markdown(vec![Block::Heading(Heading { level: 1, inferred: false, paragraph })]), "# 가 \\##\n");
}

#[test]
fn bullets_are_tight_and_nest_one_step_at_a_time() {
    use LabelKind::Bullet;
    let blocks = vec![
        labelled(Bullet, "•", 0, "가"),
        labelled(Bullet, "-", 3, "나"),
        labelled(Bullet, "▪", 3, "다"),
        labelled(Bullet, "●", 0, "라"),
        labelled(Bullet, "□", 0, "마"),
        labelled(Bullet, "◦", 1, "마의 아래"),
        text("- 바"),
        text("-사"),
    ];
    assert_eq!(markdown(blocks), "- 가\n  - 나\n  - 다\n- 라\n\n□ 마\n\n◦ 마의 아래\n\n- 바\n\n-사\n");
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
    let expected =
        "1. 가\n2. 나\n\n4.\u{a0}다\n\n5) 라\n\n가. 마\n\n01.\u{a0}바\n\n3. 사\n\n2026.\u{a0}1. 5.\n\n2026.\u{a0}3월\n";
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
    assert_eq!(markdown(vec![paragraph(content.clone())]), "가\\\n-\u{a0}나\\\n\\===\n");
    let label = Some(Box::new(Label { kind: LabelKind::Bullet, text: "•".to_owned(), level: 0 }));
    let item = Block::Paragraph(Paragraph { label, content: content.into(), ..Paragraph::default() });
    assert_eq!(markdown(vec![item]), "- 가\\\n  -\u{a0}나\\\n  \\===\n");
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
    let expected = "<table>\n<tr>\n<td>가</td>\n<td colspan=\"2\">\n\n\\**\n\n<table>\n<tr>\n<td colspan=\"2\">\n\n\
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
    let tables = document(vec![table(cells)]);
    let writing = hwpconv::write(&tables, Target::Markdown, &options);
    assert_eq!(writing.text, "| 가<br>나 |  |\n| --- | --- |\n| 다<br>라 \\| 마 |  |\n");
    let warned = |writing: &Writing| -> Vec<String> {
        writing.warnings.iter().map(|warning| warning.kind.to_string()).collect()
    };
    let of_blocks = ["several blocks in a table cell not expressed", "table within a table not expressed"];
    assert_eq!(warned(&writing), of_blocks);
    let options = WriteOptions { spans: Spans::Blank, ..options };
    let writing = hwpconv::write(&tables, Target::Markdown, &options);
    assert_eq!(writing.text, "| 가<br>나 |  |\n| --- | --- |\n| 다<br>라 \\| 마 |  |\n");
    assert_eq!(warned(&writing), [&["merged cells not expressed"][..], &of_blocks].concat());
}

#[test]
fn drawn_grid_has_the_columns_that_its_words_need() {
    // Twelve columns, of which the words need three.
    let cells = vec![
        cell(0, 0, 2, 3, vec![text("가")]),
        cell(0, 3, 1, 9, vec![text("나")]),
        cell(1, 3, 1, 4, vec![text("다")]),
        cell(1, 7, 1, 4, vec![text("라")]),
        cell(1, 11, 1, 1, vec![]),
        cell(2, 0, 1, 2, vec![text("마")]),
        cell(2, 2, 1, 10, vec![text("바")]),
        cell(3, 0, 1, 12, vec![]),
        cell(4, 0, 1, 1, vec![text("사")]),
        cell(4, 1, 1, 1, vec![]),
        cell(4, 2, 1, 10, vec![text("아")]),
    ];
    let options = WriteOptions { tables: Tables::Gfm, ..WriteOptions::default() };
    let tables = document(vec![table(cells)]);
    let writing = hwpconv::write(&tables, Target::Markdown, &options);
    let expected = "| 가 | 나 |  |\n| --- | --- | --- |\n| 가 | 다 | 라 |\n| 마 | 바 |  |\n| 사 | 아 |  |\n";
    assert_eq!(writing.text, expected);
    assert_eq!(verify(&tables, &writing.text, &options), []);
}

#[test]
fn frame_of_pictures_alone_is_no_quote() {
    let logos = || vec![image(Some(0), None, ""), plain(" "), image(Some(1), None, "표어")];
    let blocks = vec![frame(vec![paragraph(logos()), text("")]), frame(vec![paragraph(logos()), text("설명")])];
    let logos = "![](image1.png) ![표어](image%202.jpg)";
    assert_eq!(markdown(blocks), format!("{logos}\n\n> {logos}\n>\n> 설명\n"));
}

#[test]
fn frame_is_a_quote_and_with_a_table_its_content() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("가")]), cell(1, 0, 1, 1, vec![])]);
    let blocks = vec![
        frame(vec![frame(vec![inner.clone()]), text("나")]),
        frame(vec![text("다"), frame(vec![text("라"), text("- 마")])]),
        frame(vec![]),
    ];
    let expected = "| 가 |\n| --- |\n|  |\n\n나\n\n> 다\n>\n> > 라\n> >\n> > - 마\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn asterisk_is_escaped_only_where_another_could_pair_with_it() {
    let bold = |text: &str| run(text, Marks::BOLD);
    let blocks = vec![
        text("사업비* 안내"),
        text("*기업이 낸 것"),
        text("***** | ***"),
        paragraph(vec![plain("단가*수량, "), bold("합계")]),
        paragraph(vec![plain("금액"), run("*", Marks::SUPERSCRIPT), plain("을 낸다")]),
        table(vec![
            cell(0, 0, 1, 1, vec![text("***")]),
            cell(0, 1, 1, 1, vec![text("3*4")]),
            cell(1, 0, 1, 1, vec![text("3*4"), text("5*6")]),
            cell(1, 1, 1, 1, vec![text("3*4"), paragraph(vec![bold("합계")])]),
        ]),
    ];
    let expected = "사업비* 안내\n\n*기업이 낸 것\n\n***** | ***\n\n단가\\*수량, **합계**\n\n금액<sup>*</sup>을 낸다\n\n\
                    | *** | 3*4 |\n| --- | --- |\n| 3\\*4<br>5\\*6 | 3\\*4<br>**합계** |\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn number_behind_a_line_break_begins_no_list() {
    let lines = |first: &str, second: &str| paragraph(vec![plain(first), Inline::LineBreak, plain(second)]);
    let blocks = vec![lines("붙임", "2. 계획서"), lines("붙임", "1. 계획서"), lines("1. 가", "2. 나")];
    let expected = "붙임\\\n2. 계획서\n\n붙임\\\n1.\u{a0}계획서\n\n1. 가\\\n   2. 나\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn notes_are_defined_after_the_body_each_under_its_own_label() {
    use NoteKind::{Comment, Endnote, Footnote};
    let nested = note(Footnote, "2", vec![text("안쪽")]);
    let comment = Inline::Note(Box::new(Note {
        kind: Comment,
        number: String::new(),
        author: Some("홍*길동".to_owned()),
        blocks: [text("- 의견")].into(),
    }));
    let blocks = vec![
        paragraph(vec![
            note(Footnote, "1", vec![text("하나"), text("둘")]),
            plain(": 가"),
            note(Endnote, "1", vec![text("끝")]),
        ]),
        paragraph(vec![plain("나!"), note(Footnote, "1", vec![paragraph(vec![plain("셋"), nested])]), comment]),
    ];
    let expected = "[^1]\\: 가[^e1]\n\n나\\![^1-2][^c4]\n\n[^1]: 하나\n\n    둘\n\n[^e1]: 끝\n\n[^1-2]: 셋[^2]\n\n\
                    [^c4]: 홍*길동: - 의견\n\n[^2]: 안쪽\n";
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
fn line_between_dashes_is_no_item() {
    assert_eq!(markdown(vec![text("- 다 음 -"), text("- 하나")]), "-\u{a0}다 음 -\n\n- 하나\n");
}

#[test]
fn notes_without_content_leave_no_trace() {
    let blank = vec![text(" "), table(vec![cell(0, 0, 1, 1, vec![])])];
    let blocks = vec![
        paragraph(vec![plain("가"), note(NoteKind::Footnote, "1", vec![]), note(NoteKind::Endnote, "1", blank)]),
        paragraph(vec![plain("나"), note(NoteKind::Footnote, "2", vec![text("각주")])]),
    ];
    assert_eq!(markdown(blocks), "가\n\n나[^2]\n\n[^2]: 각주\n");
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
    assert_eq!(markdown(blocks), expected.replace("[mailto:a@b.kr](mailto:a@b.kr)", "<mailto:a@b.kr>"));
}

#[test]
fn link_that_shows_its_address_is_the_address() {
    let shows = |address: &str, target: &str, marks| {
        markdown(vec![paragraph(vec![plain("누리집("), link(target, vec![run(address, marks)]), plain(")을")])])
    };
    let underline = Marks::UNDERLINE;
    assert_eq!(shows("http://a.kr/b_c?d=*", "http://a.kr/b_c?d=*", underline), "누리집(<http://a.kr/b_c?d=*>)을\n");
    assert_eq!(shows("a@b.kr", "mailto:a@b.kr", Marks::NONE), "누리집(<a@b.kr>)을\n");
    assert_eq!(shows("www.a.kr", "http://www.a.kr/", underline), "누리집([www.a.kr](http://www.a.kr/))을\n");
    assert_eq!(shows("http://a.kr", "http://b.kr", underline), "누리집([<u>http://a.kr</u>](http://b.kr))을\n");
    assert_eq!(shows("http://a.kr", "http://a.kr", Marks::BOLD), "누리집([**http://a.kr**](http://a.kr))을\n");
    assert_eq!(
        shows("http://a.kr/$b$", "http://a.kr/$b$", underline),
        "누리집([http://a.kr/\\$b\\$](http://a.kr/%24b%24))을\n"
    );
    let address = || vec![paragraph(vec![link("http://a.kr", vec![run("http://a.kr", Marks::UNDERLINE)])])];
    let cells = vec![cell(0, 0, 1, 1, address()), cell(0, 1, 1, 1, vec![text("가")])];
    assert_eq!(markdown(vec![table(cells)]), "| <http://a.kr> | 가 |\n| --- | --- |\n");
    let cells =
        vec![cell(0, 0, 1, 2, address()), cell(1, 0, 1, 1, vec![text("가")]), cell(1, 1, 1, 1, vec![text("나")])];
    assert!(markdown(vec![table(cells)]).contains("<a href=\"http://a.kr\">http://a.kr</a>"));
}

#[test]
fn notes_of_a_page_stand_behind_it_when_pages_are_split() {
    let on = |page, block: Block| {
        let mut block = block;
        block.origin_mut().page = Some(page);
        block
    };
    let noted = |words: &str, number: &str| {
        paragraph(vec![plain(words), note(NoteKind::Footnote, number, vec![text(&format!("{words}의 각주"))])])
    };
    let mut document = document(vec![on(1, noted("하나", "1")), on(2, noted("둘", "1")), on(4, text("넷"))]);
    hwpconv::structure::split_pages(&mut document);
    let options = WriteOptions { split_pages: true, ..WriteOptions::default() };
    let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
    assert_same(&document, &options, &markdown);
    assert_tidy(&markdown);
    let expected = "<!-- page 1 -->\n\n하나[^1]\n\n[^1]: 하나의 각주\n\n<!-- page 2 -->\n\n둘[^1-2]\n\n\
                    [^1-2]: 둘의 각주\n\n<!-- page 4 -->\n\n넷\n";
    assert_eq!(markdown, expected);
}

#[test]
fn formula_with_a_bracket_makes_no_definition_of_a_link() {
    let linked = |latex: Option<&str>| {
        let formula = Equation { script: "a]:b".to_owned(), latex: latex.map(str::to_owned), text: None };
        link("http://a.kr", vec![Inline::Equation(Box::new(formula))])
    };
    assert_eq!(markdown(vec![paragraph(vec![linked(None)])]), "<a href=\"http://a.kr\">`a]:b`</a>\n");
    assert_eq!(markdown(vec![paragraph(vec![linked(Some("a]:b"))])]), "<a href=\"http://a.kr\">$a]:b$</a>\n");
    assert_eq!(markdown(vec![paragraph(vec![plain("가 "), linked(None)])]), "가 [`a]:b`](http://a.kr)\n");
    assert_eq!(markdown(vec![paragraph(vec![plain("["), linked(None)])]), "[[`a]:b`](http://a.kr)\n");
    let untold = Equation { script: "a]:b".to_owned(), latex: None, text: None };
    let content = vec![plain("[가 "), Inline::Equation(Box::new(untold))];
    assert_eq!(markdown(vec![paragraph(content)]), "\\[가 `a]:b`\n");
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
    let expected = "![](a%20b/image1.png) ![\\[그림\\] \\*](a%20b/image%202.jpg) [x](http://a.kr/x.png) ![image]()\n";
    let document = document(vec![paragraph(content)]);
    assert_eq!(hwpconv::write(&document, Target::Markdown, &options).text, expected);
}

#[test]
fn equations_stand_clear_of_letters() {
    let untold = Equation { script: "a `over` b".to_owned(), latex: None, text: None };
    let blocks = vec![
        paragraph(vec![
            plain("값"),
            Inline::Equation(Box::new(equation("x_1"))),
            plain("는 "),
            Inline::Equation(Box::new(equation("y$"))),
            Inline::Equation(Box::new(equation("\\frac{a}{b}"))),
            plain("$5"),
            Inline::Equation(Box::new(untold)),
        ]),
        Block::Equation(equation("a < b"), Origin::default()),
    ];
    let expected = "값<!---->$x_1$<!---->는 $y\\$$ $\\frac{a}{b}$ \\$5``a `over` b``\n\n$$a < b$$\n";
    assert_eq!(markdown(blocks), expected);
}

#[test]
fn ruby_changes_and_unknown_things_keep_their_words() {
    let change = |kind, words: &str| {
        Inline::Change(Box::new(Change { kind, author: None, date: None, content: [plain(words)].into() }))
    };
    let content = vec![
        Inline::Ruby(Box::new(Ruby {
            base: Text { text: "漢字".into(), marks: Marks::NONE },
            ruby: "한자".to_owned(),
        })),
        change(ChangeKind::Inserted, " 새 "),
        change(ChangeKind::Deleted, "헌"),
        Inline::Unknown(Box::new(Unknown { id: "abcd".to_owned(), text: "*말*".to_owned() })),
    ];
    let expected = "<ruby>漢字<rp>(</rp><rt>한자</rt><rp>)</rp></ruby> <ins>새</ins> <del>헌</del>\\*말\\*\n";
    assert_eq!(markdown(vec![paragraph(content)]), expected);
}

#[test]
fn captions_stand_on_their_side() {
    let mut first = Table::from_cells(vec![cell(0, 0, 1, 1, vec![]), cell(0, 1, 1, 1, vec![])]);
    first.set_caption(Some(Caption { before: true, blocks: [text("표 1")].into() }));
    let caption = Caption { before: false, blocks: [text("그림 1")].into() };
    let blocks = [paragraph(vec![image(Some(0), None, "")])].into();
    let figure = Figure { blocks, caption, origin: Origin::default() };
    let blocks = vec![Block::Table(first), Block::Figure(Box::new(figure))];
    assert_eq!(markdown(blocks), "표 1\n\n|  |  |\n| --- | --- |\n\n![](image1.png)\n\n그림 1\n");
}

#[test]
fn furniture_is_written_once_unless_it_is_to_be_left_out() {
    let furniture = |kind, words: &str| Furniture { kind, pages: PageParity::Both, blocks: [text(words)].into() };
    let header = furniture(FurnitureKind::Header, "가람시");
    let section = |words: &str, furniture: Vec<Furniture>| Section { blocks: [text(words)].into(), furniture };
    let mut document = document(Vec::new());
    document.sections = vec![
        section(
            "가",
            vec![
                header.clone(),
                furniture(FurnitureKind::Footer, "전화 1"),
                furniture(FurnitureKind::Footer, "- 3 / 12쪽 -"),
            ],
        ),
        section("나", vec![header]),
    ];
    let bare = WriteOptions { furniture: false, ..WriteOptions::default() };
    let expected = "가\n\n<!-- header -->\n\n> 머리말\n>\n> 가람시\n\n<!-- footer -->\n\n> 꼬리말\n>\n> 전화 1\n\n나\n";
    assert_eq!(hwpconv::write(&document, Target::Markdown, &WriteOptions::default()).text, expected);
    assert_eq!(hwpconv::write(&document, Target::Markdown, &bare).text, "가\n\n나\n");
}

#[test]
fn furniture_that_says_nothing_ends_no_list() {
    let header = Furniture { kind: FurnitureKind::Header, pages: PageParity::Both, blocks: [text(" ")].into() };
    let section = |furniture| Section { blocks: [labelled(LabelKind::Number, "1.", 0, "가")].into(), furniture };
    let mut document = document(Vec::new());
    document.sections = vec![section(Vec::new()), section(vec![header])];
    let options = WriteOptions::default();
    let written = hwpconv::write(&document, Target::Markdown, &options).text;
    assert_same(&document, &options, &written);
    // The second would be shown as 2 in the list of the first.
    assert_eq!(written, "1. 가\n\n1.\u{a0}가\n");
}

#[test]
fn page_breaks_are_written_on_demand() {
    let broken = |kind| vec![text("가"), Block::Break(kind, Origin::default()), text("나")];
    let options = WriteOptions { page_breaks: true, ..WriteOptions::default() };
    assert_eq!(markdown(broken(BreakKind::Page)), "가\n\n나\n");
    assert_eq!(markdown_with(broken(BreakKind::Page), &options), "가\n\n<!-- page break -->\n\n나\n");
    assert_eq!(markdown_with(broken(BreakKind::Column), &options), "가\n\n나\n");
}

#[test]
fn empty_document_is_empty_text() {
    assert_eq!(markdown(vec![]), "");
    assert_eq!(markdown(vec![paragraph(vec![Inline::Anchor("가".to_owned())])]), "");
}

#[test]
fn picture_that_is_shown_at_less_than_half_is_html_with_its_width() {
    let gif = b"GIF89a\x90\x01\x90\x01".to_vec(); // 400 pixels wide
    let asset = Asset { name: "인장.gif".into(), media_type: "image/gif".into(), data: gif, ..Asset::default() };
    let shown = |width| {
        let image =
            Image { asset: Some(0), alt: "가| \"$나".into(), size: Size::new(width, width), ..Image::default() };
        Inline::Image(Box::new(image))
    };
    let seal = || shown(7_500);
    let blocks = vec![
        paragraph(vec![seal()]),
        text("뒤"),
        paragraph(vec![plain("앞 $"), seal(), Inline::LineBreak, seal()]),
        paragraph(vec![link("https://a.kr", vec![seal(), plain("길")]), shown(15_000)]),
        table(vec![cell(0, 0, 1, 1, vec![paragraph(vec![seal()])]), cell(0, 1, 1, 1, vec![text("칸")])]),
        table(vec![
            cell(0, 0, 1, 2, vec![paragraph(vec![seal()])]),
            cell(1, 0, 1, 1, vec![]),
            cell(1, 1, 1, 1, vec![]),
        ]),
        labelled(LabelKind::Bullet, "•", 0, "하나"),
        frame(vec![paragraph(vec![seal()]), text("상자")]),
    ];
    let document = Document { assets: vec![asset], ..document(blocks) };
    let options = WriteOptions { media_prefix: "m/".to_owned(), ..WriteOptions::default() };
    let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
    assert_same(&document, &options, &markdown);
    let tag = "<img src=\"m/인장.gif\" alt=\"가&#124; &quot;$나\" width=\"100\">";
    assert!(markdown.starts_with(&format!("{tag}\n\n뒤\n\n앞 ")), "{markdown}");
    assert!(markdown.contains(&format!("{tag}\\\n{tag}\n")), "{markdown}");
    assert!(markdown.contains(&format!("[{tag}길](https://a.kr) ![")), "{markdown}");
    // Shown at half of its width it is a picture of Markdown.
    assert_eq!((markdown.matches(tag).count(), markdown.matches("](m/인장.gif)").count()), (7, 1), "{markdown}");
}

#[test]
fn form_line_keeps_its_length() {
    let content = vec![plain("성명: "), run("      ", Marks::UNDERLINE), plain(" (인)")];
    assert_eq!(markdown(vec![paragraph(content)]), "성명: <u>      </u> (인)\n");
}

#[test]
fn furniture_files_and_marks_are_verified() {
    let cells = vec![cell(0, 0, 1, 1, vec![text("왼|쪽"), text("- 둘")]), cell(0, 1, 1, 1, vec![text("오른쪽")])];
    let header = Furniture {
        kind: FurnitureKind::Header,
        pages: PageParity::Odd,
        blocks: [table(cells), frame(vec![text("- 셋")]), Block::Equation(equation("a"), Origin::default())].into(),
    };
    let file =
        Asset { name: "붙임 1.xls".to_owned(), media_type: "application/vnd.ms-excel".into(), ..Asset::default() };
    let content =
        vec![run("굵게", Marks::BOLD), image(Some(0), None, "붙임"), link(".\\나 (1).hwp", vec![plain("다")])];
    let blocks = vec![
        paragraph(content),
        labelled(LabelKind::Mark, "□", 0, "가"),
        labelled(LabelKind::Mark, "-", 1, "나"),
        labelled(LabelKind::Mark, "1.", 0, "다"),
        table(vec![cell(0, 0, 1, 1, vec![labelled(LabelKind::Mark, "○", 0, "라")]), cell(0, 1, 1, 1, vec![])]),
    ];
    let section = Section { blocks: blocks.into(), furniture: vec![header] };
    let document = Document { sections: vec![section], assets: vec![file], ..Document::default() };
    let options = WriteOptions { metadata: true, page_breaks: true, ..WriteOptions::default() };
    let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
    assert_same(&document, &options, &markdown);
    let found = |from: &str, to: &str| {
        assert!(markdown.contains(from), "{from}\n{markdown}");
        verify(&document, &markdown.replacen(from, to, 1), &options).first().map(|found| found.kind)
    };
    assert_eq!(found("오른쪽", "왼쪽"), Some(DifferenceKind::Words));
    assert_eq!(found("나%20", "나"), Some(DifferenceKind::Link));
    // The bar that parts the cells of a header is text then.
    assert_eq!(found("<!-- header of odd pages -->", ""), Some(DifferenceKind::Words));
    assert_eq!(found("□", "■"), Some(DifferenceKind::Words));
}

#[test]
fn planted_differences_are_found_and_told() {
    let cells = vec![
        cell(0, 0, 1, 2, vec![text("칸")]),
        cell(1, 0, 1, 1, vec![paragraph(vec![run("안", Marks::BOLD)])]),
        cell(1, 1, 1, 1, vec![]),
    ];
    let blocks = vec![
        heading(2, "제목"),
        paragraph(vec![
            plain("본문 "),
            run("굵게", Marks::BOLD),
            plain(" 끝"),
            note(NoteKind::Footnote, "1", vec![text("각주")]),
        ]),
        labelled(LabelKind::Bullet, "•", 0, "항목"),
        text("사이"),
        labelled(LabelKind::Number, "1.", 0, "번호"),
        paragraph(vec![link("https://a.kr", vec![plain("고리")]), image(Some(0), None, "그림"), plain("뒤")]),
        table(cells),
        Block::Equation(equation("x+1"), Origin::default()),
        frame(vec![text("상자")]),
    ];
    let document = document(blocks);
    let options = WriteOptions::default();
    let markdown = markdown_with(document.sections[0].blocks.clone().into(), &options);
    for (from, to, kind) in [
        ("## 제목", "### 제목", DifferenceKind::Heading),
        ("## 제목", "제목", DifferenceKind::Heading),
        ("본문", "본", DifferenceKind::Words),
        ("**굵게**", "굵게", DifferenceKind::Marks),
        ("**굵게**", "*굵게*", DifferenceKind::Marks),
        ("[^1]", "", DifferenceKind::Note),
        ("[^1]: 각주", "[^1]: 각", DifferenceKind::Words),
        ("\n\n[^1]: 각주", "", DifferenceKind::Note),
        ("- 항목", "항목", DifferenceKind::List),
        ("1. 번호", "2. 번호", DifferenceKind::Words),
        ("https://a.kr", "https://b.kr", DifferenceKind::Link),
        ("[고리](https://a.kr)", "고리", DifferenceKind::Link),
        ("image1.png", "image2.png", DifferenceKind::Picture),
        (" colspan=\"2\"", "", DifferenceKind::Table),
        ("<tr><td colspan=\"2\">칸</td></tr>\n", "", DifferenceKind::Table),
        ("<strong>안</strong>", "안", DifferenceKind::Marks),
        ("$$x+1$$", "$$x+2$$", DifferenceKind::Equation),
        ("$$x+1$$", "", DifferenceKind::Equation),
        ("> 상자", "상자", DifferenceKind::Paragraph),
        ("본문", "<b>본문</b>", DifferenceKind::Markup),
        ("뒤", "뒤\n새 줄", DifferenceKind::Markup),
    ] {
        assert!(markdown.contains(from), "{from}\n{markdown}");
        let differences = verify(&document, &markdown.replacen(from, to, 1), &options);
        assert_eq!(differences.first().map(|found| found.kind), Some(kind), "{from} → {to}: {differences:#?}");
        // Behind the place, both sides are found to be the same again.
        assert!(differences.len() <= 2, "{from} → {to}: {differences:#?}");
    }
    let first = &verify(&document, &markdown.replacen("본문", "본", 1), &options)[0];
    assert_eq!((first.expected.as_str(), first.found.as_str()), ("문", ""));
    assert!(first.to_string().starts_with("words: `문` expected, `` found, after `"), "{first}");
}

#[test]
fn text_that_is_no_markdown_of_ours_is_told_and_not_panicked_at() {
    let document = document(vec![text("가나다")]);
    for markdown in [
        "",
        "```\n가나다\n```",
        "<table",
        "</u></td>가",
        "<td colspan=x>",
        "- [ ] 가",
        "<a>",
        "<img>",
        "</code>",
        "가\n===\n",
    ] {
        let differences = verify(&document, markdown, &WriteOptions::default());
        assert!(!differences.is_empty(), "{markdown:?}");
        assert!(differences.iter().all(|difference| !difference.to_string().contains('\n')), "{differences:?}");
    }
}

#[test]
fn markdown_of_the_corpus_reads_back_as_the_documents() {
    let Some(entries) = corpus_share(usize::MAX, 1) else { return };
    let (mut count, mut faults) = (0, Vec::new());
    for entry in entries {
        let Ok(reading) = hwpconv::read(&entry.bytes, &entry.options()) else { continue };
        for tables in [Tables::Auto, Tables::Gfm, Tables::Html] {
            let options = WriteOptions { tables, media_prefix: "그림 1/".to_owned(), ..WriteOptions::default() };
            let written = hwpconv::write(&reading.document, Target::Markdown, &options).text;
            let differences = verify(&reading.document, &written, &options);
            faults.extend(differences.first().map(|first| format!("{} {tables:?}: {first}", entry.path)));
        }
        count += 1;
    }
    println!("{count} documents");
    assert!(count > 100, "{count} documents");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn random_documents_come_back_as_they_were() {
    let rounds = std::env::var("ROUNDTRIP_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3_000);
    for seed in 1..=rounds {
        let mut random = Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let blocks = random.blocks(3);
        let tables = [Tables::Auto, Tables::Html, Tables::Auto, Tables::Gfm][usize::try_from(seed % 4).unwrap()];
        markdown_with(blocks, &WriteOptions { tables, ..WriteOptions::default() });
    }
}
