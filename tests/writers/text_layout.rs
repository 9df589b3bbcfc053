//! How plain text looks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::collections::BTreeMap;

use crate::support::build::{document, frame, paragraph, plain, table, text};
use crate::support::random::Random;
use hwpconv::document::{
    Align, Block, Caption, Cell, Change, ChangeKind, Document, Equation, Figure, Heading, Image, Inline, Label,
    LabelKind, Link, Marks, Node, Note, NoteKind, Origin, Paragraph, Ruby, Text, visit,
};
use hwpconv::{Spans, Tables, Target, WriteOptions};

fn written(blocks: Vec<Block>, wrap: Option<usize>) -> String {
    let text = hwpconv::write(&document(blocks), Target::Text, &WriteOptions { wrap, ..WriteOptions::default() }).text;
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "blanks at the end of a line\n{text}");
    }
    text
}

fn cell(row: usize, column: usize, row_span: usize, column_span: usize, blocks: Vec<Block>) -> Cell {
    Cell { header: row == 0, ..crate::support::build::cell(row, column, row_span, column_span, blocks) }
}

fn labelled(label: &str, content: Vec<Inline>) -> Block {
    let label = Some(Box::new(Label { kind: LabelKind::Number, text: label.to_owned(), level: 0 }));
    Block::Paragraph(Paragraph { label, content: content.into(), ..Paragraph::default() })
}

#[test]
fn paragraphs_are_lines_and_headings_stand_apart() {
    let paragraph = Paragraph { content: [plain("둘째")].into(), ..Paragraph::default() };
    let blocks = vec![
        text("하나 *별표*"),
        labelled("가.", vec![plain("셋"), Inline::LineBreak, plain("넷")]),
        Block::Heading(Heading { level: 1, inferred: false, paragraph }),
        text("끝"),
    ];
    assert_eq!(written(blocks, None), "하나 *별표*\n가. 셋\n    넷\n\n둘째\n\n끝\n");
}

#[test]
fn wrapped_lines_hang_under_the_text() {
    let blocks = vec![labelled("1.", vec![plain("가나다라 마바사아")])];
    assert_eq!(written(blocks, Some(11)), "1. 가나다라\n   마바사아\n");
}

#[test]
fn table_is_columns_by_display_width() {
    let rows = [["이름", "Age"], ["홍길동", "5"], ["a", ""]];
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, words)| cell(row, column, 1, 1, vec![text(words)]))
    });
    let expected = "앞\n\n이름   | Age\n=======+====\n홍길동 | 5\na      |\n\n뒤\n";
    assert_eq!(written(vec![text("앞"), table(cells.collect()), text("뒤")], None), expected);
}

#[test]
fn merged_cell_says_its_text_once() {
    let blocks = vec![table(vec![
        cell(0, 0, 1, 3, vec![text("제목")]),
        cell(1, 0, 2, 1, vec![text("가"), text("나"), text("다")]),
        cell(1, 1, 1, 1, vec![text("1")]),
        cell(1, 2, 1, 1, vec![text("2")]),
        cell(2, 1, 1, 2, vec![text("3")]),
    ])];
    let expected = "제목\n===+===+==\n가 | 1 | 2\n나 +---+--\n다 | 3\n";
    assert_eq!(written(blocks, None), expected);
}

#[test]
fn form_on_a_fine_grid_is_as_narrow_as_its_words() {
    // No cell holds one column alone, and no two rows have their cells in the same columns.
    let rows: [&[(usize, usize, &str)]; 3] = [
        &[(0, 3, "시행"), (3, 9, "기획과-12"), (12, 8, "접수"), (20, 20, "")],
        &[(0, 1, "우"), (1, 5, "01234"), (6, 34, "서울시 어느길 1")],
        &[(0, 2, "전화"), (2, 7, "02-1234-5678"), (9, 31, "공개")],
    ];
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().map(move |(column, span, words)| Cell {
            header: false,
            ..cell(row, *column, 1, *span, if words.is_empty() { Vec::new() } else { vec![text(words)] })
        })
    });
    let expected = "시행 | 기획과-12    | 접수 |\n우 | 01234 | 서울시 어느길 1\n전화 | 02-1234-5678 | 공개\n";
    assert_eq!(written(vec![table(cells.collect())], None), expected);
}

#[test]
fn rule_has_a_cross_only_where_a_cell_begins() {
    let blocks = vec![table(vec![
        cell(0, 0, 1, 4, vec![text("신청서")]),
        cell(1, 0, 1, 2, vec![text("이름"), text("(한글)")]),
        cell(1, 2, 1, 2, vec![text("홍길동")]),
        cell(2, 0, 1, 1, vec![text("직책")]),
        cell(2, 1, 1, 3, vec![text("과장")]),
    ])];
    let expected = "신청서\n=======+=======\n이름   | 홍길동\n(한글) |\n-----+-+-------\n직책 | 과장\n";
    assert_eq!(written(blocks, None), expected);
}

#[test]
fn rows_without_words_are_left_out() {
    let blocks = vec![table(vec![
        cell(0, 0, 1, 1, vec![text("가")]),
        cell(0, 1, 1, 1, vec![text("나")]),
        cell(1, 0, 1, 1, Vec::new()),
        cell(1, 1, 1, 1, vec![text(" ")]),
        cell(2, 0, 1, 1, vec![text("다")]),
        cell(2, 1, 1, 1, Vec::new()),
    ])];
    assert_eq!(written(blocks, None), "가 | 나\n===+===\n다 |\n");
}

#[test]
fn wide_table_is_wrapped_within_its_cells() {
    let blocks = vec![table(vec![
        cell(0, 0, 1, 1, vec![text("구분")]),
        cell(0, 1, 1, 1, vec![text("내용")]),
        cell(1, 0, 1, 1, vec![text("하나")]),
        cell(1, 1, 1, 1, vec![text("가나다라마바사아자차카타")]),
    ])];
    let expected = "구분 | 내용\n=====+=============\n하나 | 가나다라마바\n     | 사아자차카타\n";
    assert_eq!(written(blocks, Some(19)), expected);
}

#[test]
fn table_is_not_wrapped_unless_asked_for() {
    let long = "가나다라마바사 ".repeat(12);
    let blocks = vec![table(vec![
        cell(0, 0, 1, 1, vec![text("구분")]),
        cell(0, 1, 1, 1, vec![text("내용")]),
        cell(0, 2, 1, 1, vec![text("비고")]),
        cell(1, 0, 1, 1, vec![text("하나")]),
        cell(1, 1, 1, 1, vec![text(&long)]),
        cell(1, 2, 1, 1, vec![text("셋")]),
    ])];
    let expected = format!(
        "구분 | 내용{} | 비고\n=====+={}+=====\n하나 | {} | 셋\n",
        " ".repeat(36),
        "=".repeat(41),
        long.trim_end()
    );
    assert_eq!(written(blocks, None), expected);
}

#[test]
fn columns_before_the_first_words_are_not_written() {
    let blocks = vec![table(vec![
        cell(0, 0, 2, 1, vec![]),
        cell(0, 1, 1, 1, vec![]),
        cell(0, 2, 1, 1, vec![text("성명")]),
        cell(0, 3, 1, 1, vec![]),
        cell(1, 1, 1, 1, vec![]),
        cell(1, 2, 1, 1, vec![text("주소")]),
        cell(1, 3, 1, 1, vec![text("가람시")]),
    ])];
    assert_eq!(written(blocks.clone(), None), "성명 |\n=====+=======\n주소 | 가람시\n");
    assert_eq!(written(blocks, Some(40)), "성명 |\n=====+=======\n주소 | 가람시\n");
}

#[test]
fn table_of_one_column_is_paragraphs() {
    let rows = |blocks: Vec<Vec<Block>>| {
        table(blocks.into_iter().enumerate().map(|(row, blocks)| cell(row, 0, 1, 1, blocks)).collect())
    };
    let short = rows(vec![vec![text("가")], vec![text("나")]]);
    assert_eq!(written(vec![short], None), "가\n나\n");
    let long = rows(vec![vec![text("가"), text("나")], vec![text("다")]]);
    assert_eq!(written(vec![long], None), "가\n나\n\n다\n");
}

#[test]
fn box_around_a_table_has_no_bar() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("a")]), cell(0, 1, 1, 1, vec![text("b")])]);
    let frame = frame(vec![text("제목"), inner]);
    assert_eq!(written(vec![text("앞"), frame, text("뒤")], None), "앞\n\n제목\n\na | b\n\n뒤\n");
}

#[test]
fn table_in_a_table_is_indented() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("a")]), cell(0, 1, 1, 1, vec![text("b")])]);
    let blocks = vec![table(vec![cell(0, 0, 1, 1, vec![text("밖"), inner]), cell(0, 1, 1, 1, vec![text("옆")])])];
    assert_eq!(written(blocks, None), "밖      | 옆\n  a | b |\n");
}

#[test]
fn frame_has_a_bar_at_its_left() {
    let inner = frame(vec![text("안")]);
    let frame = frame(vec![text("가나다라"), inner]);
    assert_eq!(written(vec![text("앞"), frame, text("뒤")], Some(6)), "앞\n\n│ 가나\n│ 다라\n│\n│ │ 안\n\n뒤\n");
}

#[test]
fn pictures_stand_apart_and_a_box_of_them_has_no_bar() {
    let picture = |name: &str| Inline::Image(Box::new(Image { source: Some(name.to_owned()), ..Image::default() }));
    let link = Link { target: "https://a.kr/".to_owned(), content: [picture("가.png")].into() };
    let logos = paragraph(vec![Inline::Link(Box::new(link)), picture("나.png")]);
    let blocks = vec![frame(vec![logos]), paragraph(vec![plain("글"), picture("다.png"), plain("끝")])];
    assert_eq!(written(blocks, None), "[image: 가] (https://a.kr/) [image: 나]\n\n글 [image: 다]끝\n");
}

#[test]
fn notes_are_listed_at_the_end_but_those_without_content() {
    let note = |kind, author: Option<&str>, blocks: Vec<Block>| {
        let author = author.map(str::to_owned);
        Inline::Note(Box::new(Note { kind, number: "1".to_owned(), author, blocks: blocks.into() }))
    };
    let nested = note(NoteKind::Footnote, None, vec![text("셋")]);
    let blocks = vec![paragraph(vec![
        plain("가"),
        note(NoteKind::Footnote, None, vec![text("하나"), paragraph(vec![plain("둘"), nested])]),
        note(NoteKind::Comment, Some("홍길동"), vec![text("의견")]),
        note(NoteKind::Endnote, None, vec![text("끝")]),
        note(NoteKind::Footnote, None, vec![text(" ")]),
    ])];
    let expected = "가[1][c1][e1]\n\n[1] 하나\n    둘[1-2]\n[c1] 홍길동: 의견\n[e1] 끝\n[1-2] 셋\n";
    assert_eq!(written(blocks, None), expected);
}

#[test]
fn inlines_are_said_in_words() {
    let link = |target: &str, words: &str| {
        Inline::Link(Box::new(Link { target: target.to_owned(), content: [plain(words)].into() }))
    };
    let change = |kind, words: &str| {
        Inline::Change(Box::new(Change { kind, author: None, date: None, content: [plain(words)].into() }))
    };
    let content = vec![
        link("https://a.kr/", "여기"),
        plain(", "),
        link("https://a.kr/", "a.kr"),
        plain(", "),
        link("mailto:a@b.kr", "a@b.kr"),
        plain(", "),
        Inline::Image(Box::new(Image { asset: Some(0), ..Image::default() })),
        Inline::Ruby(Box::new(Ruby {
            base: Text { text: "漢字".into(), marks: Marks::NONE },
            ruby: "한자".to_owned(),
        })),
        change(ChangeKind::Inserted, "새"),
        change(ChangeKind::Deleted, "헌"),
        Inline::Tab,
        Inline::Text(Text { text: "    ".into(), marks: Marks::UNDERLINE }),
        Inline::Equation(Box::new(Equation { script: "a over\n b".to_owned(), latex: None, text: None })),
    ];
    let expected = "여기 (https://a.kr/), a.kr, a@b.kr, [image]漢字(한자){+새+}[-헌-] ____a over b\n";
    assert_eq!(written(vec![paragraph(content.clone())], None), expected);
    let options = WriteOptions { media_prefix: "그림/".to_owned(), ..WriteOptions::default() };
    let beside = hwpconv::write(&document(vec![paragraph(content)]), Target::Text, &options).text;
    assert!(beside.contains("[image: image1]"), "the name of the file that is written: {beside}");
}

#[test]
fn captions_stand_on_their_side() {
    let equation = Equation { script: "E = mc^2".to_owned(), latex: None, text: None };
    let blocks = [Block::Equation(equation, Origin::default())].into();
    let caption = Caption { before: false, blocks: [text("식 1")].into() };
    let figure = Block::Figure(Box::new(Figure { blocks, caption, origin: Origin::default() }));
    assert_eq!(written(vec![figure], None), "E = mc^2\n식 1\n");
}

/// How often each syllable occurs. Those that labels and link targets are made of do not count.
fn syllables(text: impl Iterator<Item = char>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.filter(|c| ('\u{AC00}'..='\u{D7A3}').contains(c) && !"가장".contains(*c)) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

/// The words of a document and the descriptions of its pictures.
fn words(document: &Document) -> String {
    let mut words = String::new();
    for section in &document.sections {
        visit(&section.blocks, &mut |node| match node {
            Node::Block(Block::Paragraph(Paragraph { label: Some(label), .. })) => words.push_str(&label.text),
            Node::Block(Block::Heading(Heading { paragraph: Paragraph { label: Some(label), .. }, .. })) => {
                words.push_str(&label.text);
            }
            Node::Inline(Inline::Text(text)) => words.push_str(&text.text),
            Node::Inline(Inline::Ruby(ruby)) => {
                words.push_str(&ruby.base.text);
                words.push_str(&ruby.ruby);
            }
            Node::Inline(Inline::Unknown(unknown)) => words.push_str(&unknown.text),
            Node::Inline(Inline::Image(image)) => words.push_str(&image.alt),
            Node::Inline(Inline::Note(note)) => words.push_str(note.author.as_deref().unwrap_or_default()),
            _ => {}
        });
    }
    words
}

#[test]
fn random_documents_lose_no_word() {
    for seed in 1..=1_000 {
        let document = document(Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)).blocks(3));
        let options =
            WriteOptions { wrap: Some(30), tables: Tables::Gfm, spans: Spans::Blank, ..WriteOptions::default() };
        let expected = syllables(words(&document).chars());
        for target in [Target::Text, Target::Markdown] {
            let text = hwpconv::write(&document, target, &options).text;
            assert_eq!(syllables(text.chars()), expected, "{target:?}\n{text}\n{document:#?}");
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        }
    }
}

#[test]
fn typed_indents_tell_how_deep_a_line_stands() {
    let tabbed = paragraph(vec![Inline::Tab, plain("나")]);
    let right =
        Block::Paragraph(Paragraph {
            align: Align::Right, content: [plain("    끝.")].into(), ..Paragraph::default()
        });
    let blocks = vec![
        text("□ 가"),
        text(" ◦ 나"),
        text("\u{3000}\u{3000}- 다"),
        tabbed,
        text(&format!("{}라", " ".repeat(41))),
        right,
    ];
    assert_eq!(written(blocks, None), "□ 가\n ◦ 나\n    - 다\n    나\n라\n끝.\n");
    let cells = vec![cell(0, 0, 1, 1, vec![text("  가")]), cell(0, 1, 1, 1, vec![text("   나")])];
    assert_eq!(written(vec![table(cells)], None), "가 | 나\n");
}
