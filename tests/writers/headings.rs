//! Titles of forms, subtitles, and which headings stand in which.

use hwpconv::document::{Align, Block, Cell, Inline, Marks, Paragraph, Table, plain_text};
use hwpconv::structure::infer_headings;

use crate::structure::{body, document, expect, headings, inferred, line, row, styled};

fn bold(text: &str, size: u32) -> Block {
    Block::Paragraph(styled(text, size, Marks::BOLD))
}

/// A form of three columns with a title in its first row, in letters of a size.
fn form(title: &str, size: u32) -> Table {
    let at = |row, column, width, text: &str, size| Cell {
        row,
        column,
        row_span: 1,
        column_span: width,
        blocks: [line(text, size)].into(),
        ..Cell::default()
    };
    Table::from_cells(vec![
        at(0, 0, 3, title, size),
        at(1, 0, 1, "이름", 1_200),
        at(1, 1, 2, "어느 사람", 1_200),
        at(2, 0, 1, "주소", 1_200),
        at(2, 1, 1, "어느 마을", 1_200),
        at(2, 2, 1, "전화", 1_200),
    ])
}

fn shapes(blocks: &[Block]) -> Vec<(usize, usize)> {
    let shape = |block: &Block| match block {
        Block::Table(table) => Some((table.rows(), table.columns())),
        _ => None,
    };
    blocks.iter().filter_map(shape).collect()
}

#[test]
fn title_in_the_first_row_of_a_form_is_that_of_the_document() {
    let mut document = document(vec![Block::Table(form("열람 신청서", 1_600))]);
    infer_headings(&mut document);
    expect(headings(&document), &[(1, "열람 신청서")]);
    let blocks = &document.sections[0].blocks;
    assert_eq!(shapes(blocks), [(2, 3)]);
    assert_eq!(plain_text(blocks).matches("열람 신청서").count(), 1);
}

#[test]
fn first_row_of_a_form_in_letters_like_the_rest_is_no_title() {
    for (title, size) in [("신청하는 사람", 1_200), ("신청하는 사람", 1_400), ("어느 도서관장 (직인)", 1_600)]
    {
        let table = Block::Table(form(title, size));
        let mut document = document(vec![body(), table.clone(), body()]);
        infer_headings(&mut document);
        expect(headings(&document), &[]);
        assert_eq!(document.sections[0].blocks[1], table);
    }
}

#[test]
fn form_behind_another_table_does_not_give_the_document_its_title() {
    let title = Paragraph { align: Align::Center, ..styled("휴관 계획서", 1_800, Marks::NONE) };
    let blocks = vec![
        row(&[("가", 1_200), ("나", 1_200), ("다", 1_200)]),
        Block::Table(form("처리 절차", 1_800)),
        Block::Paragraph(title),
        body(),
    ];
    expect(inferred(blocks), &[(1, "휴관 계획서")]);
}

#[test]
fn form_below_the_number_of_an_attachment_has_its_title_in_its_first_row() {
    let mut document = document(vec![
        line("새 도서관 계획", 2_600),
        body(),
        line("<붙임2>", 1_400),
        Block::Table(form("과업 변경 요청서", 1_500)),
        body(),
    ]);
    infer_headings(&mut document);
    let found = headings(&document);
    assert_eq!(found.last(), Some(&(2, "과업 변경 요청서".to_owned())), "{found:?}");
    assert_eq!(shapes(&document.sections[0].blocks), [(2, 3)]);
}

#[test]
fn subtitle_is_no_part_of_the_title() {
    let center = |text: &str| Block::Paragraph(Paragraph { align: Align::Center, ..styled(text, 2_000, Marks::BOLD) });
    for subtitle in ["- 누구나 책을 읽는 도시 -", "(2026년부터 2028년까지)", "~ 책 읽는 마을 ~"] {
        // In a paragraph of its own.
        let blocks = vec![center("새 도서관 계획"), center(subtitle), body()];
        expect(inferred(blocks), &[(1, "새 도서관 계획")]);
        // Behind a line end.
        let mut title = styled("새 도서관 계획", 2_000, Marks::BOLD);
        title.content.push(Inline::LineBreak);
        title.content.extend(styled(subtitle, 2_000, Marks::BOLD).content);
        let mut document = document(vec![Block::Paragraph(title), body()]);
        infer_headings(&mut document);
        expect(headings(&document), &[(1, "새 도서관 계획")]);
        assert_eq!(plain_text(&document.sections[0].blocks[1..2]).trim(), subtitle);
    }
    let blocks = vec![center("(재)새마을도서관"), center("(가칭) 운영 계획"), body()];
    expect(inferred(blocks), &[(1, "(재)새마을도서관 (가칭) 운영 계획")]);
}

#[test]
fn what_stands_before_and_behind_numbered_sections_is_on_their_level() {
    let mut blocks = vec![line("새 도서관 연구", 2_600), body(), bold("머리말", 1_500), body()];
    for section in ["1. 배경", "2. 계획"] {
        blocks.extend([bold(section, 1_800), body()]);
        blocks.extend([
            bold("가. 지난 일", 1_600),
            body(),
            bold("나. 앞날", 1_600),
            body(),
            bold("맺음말", 1_600),
            body(),
        ]);
    }
    blocks.extend([bold("참 고 문 헌", 1_500), body()]);
    let expected = [
        (1, "새 도서관 연구"),
        (2, "머리말"),
        (2, "1. 배경"),
        (3, "가. 지난 일"),
        (3, "나. 앞날"),
        (3, "맺음말"),
        (2, "2. 계획"),
        (3, "가. 지난 일"),
        (3, "나. 앞날"),
        (3, "맺음말"),
        (2, "참 고 문 헌"),
    ];
    expect(inferred(blocks), &expected);
}

#[test]
fn chapters_stand_outside_of_a_line_without_mark_in_letters_of_their_size() {
    let blocks = vec![
        line("새 도서관 계획", 2_600),
        body(),
        bold("<비교표>", 1_800),
        body(),
        bold("Ⅰ. 배경", 1_800),
        body(),
        bold("Ⅱ. 계획", 1_800),
        body(),
        bold("Ⅲ. 일정", 1_800),
        body(),
    ];
    let expected = [(1, "새 도서관 계획"), (2, "<비교표>"), (2, "Ⅰ. 배경"), (2, "Ⅱ. 계획"), (2, "Ⅲ. 일정")];
    expect(inferred(blocks), &expected);
}

#[test]
fn line_without_mark_stands_inside_of_numbers_that_go_on_behind_it() {
    let blocks = vec![
        line("새 도서관 계획", 2_600),
        body(),
        bold("1. 배경", 1_800),
        body(),
        bold("2. 시범 운영", 1_800),
        body(),
        bold("먼저 여는 곳", 1_700),
        body(),
        bold("3. 일정", 1_800),
        body(),
    ];
    let expected = [(1, "새 도서관 계획"), (2, "1. 배경"), (2, "2. 시범 운영"), (3, "먼저 여는 곳"), (2, "3. 일정")];
    expect(inferred(blocks), &expected);
}

#[test]
fn attachment_stands_inside_of_numbers_that_go_on_behind_it() {
    let mut blocks = vec![line("새 도서관 계획", 2_600), body()];
    for (number, name) in [(1, "배경"), (2, "시범 운영"), (3, "일정"), (4, "예산")] {
        blocks.extend([bold(&format!("{number}. {name}"), 1_700), body()]);
        if number < 4 {
            blocks.extend([row(&[("참고", 1_900), ("다른 마을의 예", 1_900)]), body()]);
        }
    }
    let expected = [
        (1, "새 도서관 계획"),
        (2, "1. 배경"),
        (3, "참고 다른 마을의 예"),
        (2, "2. 시범 운영"),
        (3, "참고 다른 마을의 예"),
        (2, "3. 일정"),
        (3, "참고 다른 마을의 예"),
        (2, "4. 예산"),
    ];
    expect(inferred(blocks), &expected);
}

#[test]
fn numbers_with_a_hyphen_count_the_parts_of_a_number() {
    let mut blocks = vec![line("새 도서관 계획", 2_600), body()];
    for heading in ["1. 배경", "1-1. 지난 일", "1-2. 앞날", "2. 계획", "2-1. 여는 곳", "2-2. 여는 때"] {
        blocks.extend([bold(heading, 1_700), body()]);
    }
    let expected = [
        (1, "새 도서관 계획"),
        (2, "1. 배경"),
        (3, "1-1. 지난 일"),
        (3, "1-2. 앞날"),
        (2, "2. 계획"),
        (3, "2-1. 여는 곳"),
        (3, "2-2. 여는 때"),
    ];
    expect(inferred(blocks), &expected);
}

#[test]
fn items_of_an_article_are_no_headings() {
    let blocks = vec![
        line("도서관 운영 규칙", 2_600),
        line("제1조(여는 때)", 1_400),
        line("1. 평일", 1_400),
        body(),
        line("제2조(쉬는 때)", 1_400),
        line("1. 명절", 1_400),
        body(),
        line("2. 월요일", 1_400),
        body(),
    ];
    expect(inferred(blocks), &[(1, "도서관 운영 규칙"), (2, "제1조(여는 때)"), (2, "제2조(쉬는 때)")]);
}

#[test]
fn choices_enclosures_signatures_and_lines_between_dashes_are_no_headings() {
    for text in [
        "□ 예 □ 아니요",
        "- 다 음 -",
        "· 여는 곳 : 새 도서관",
        "“자세한 것은 붙임 참조“",
        "붙임 1. 자료 목록 1부.  끝.",
        "어느 도서관장 (서명 또는 인)",
    ] {
        let blocks = vec![line("새 도서관 계획", 2_600), body(), bold(text, 1_800), body(), body()];
        expect(inferred(blocks), &[(1, "새 도서관 계획")]);
    }
}
