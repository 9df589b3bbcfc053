//! Titles of letters, notices, forms and schedules, and lines on front pages that are none.

use hwpconv::document::{Align, Block, BreakKind, Cell, Frame, Marks, Origin, Paragraph, Table, plain_text};
use hwpconv::structure::infer_headings;

use crate::structure::{body, document, expect, headings, inferred, line, styled};

fn aligned(text: &str, size: u32, marks: Marks, align: Align) -> Block {
    Block::Paragraph(Paragraph { align, ..styled(text, size, marks) })
}

fn center(text: &str, size: u32) -> Block {
    aligned(text, size, Marks::BOLD, Align::Center)
}

fn right(text: &str) -> Block {
    aligned(text, 1_400, Marks::NONE, Align::Right)
}

fn page() -> Block {
    Block::Break(BreakKind::Page, Origin::default())
}

fn boxed(text: &str, size: u32) -> Block {
    Block::Frame(Box::new(Frame { blocks: [center(text, size)].into(), origin: Origin::default() }))
}

/// A table of rows, each of cells with a width in columns, words and a size.
fn table(rows: &[&[(usize, &str, u32)]]) -> Table {
    let mut cells = Vec::new();
    for (row, of_row) in rows.iter().enumerate() {
        let mut column = 0;
        for (width, text, size) in *of_row {
            let blocks = (!text.is_empty()).then(|| line(text, *size)).into_iter().collect();
            cells.push(Cell { row, column, row_span: 1, column_span: *width, blocks, ..Cell::default() });
            column += width;
        }
    }
    Table::from_cells(cells)
}

fn words(block: &Block) -> Vec<String> {
    let Block::Table(table) = block else { return Vec::new() };
    table.cells().iter().map(|cell| plain_text(&cell.blocks).trim().to_owned()).collect()
}

#[test]
fn subject_of_a_letter_is_its_title() {
    let head = table(&[
        &[(3, "책 읽는 마을", 1_000)],
        &[(1, "", 0), (1, "가람도서관", 2_000), (1, "", 0)],
        &[(1, "수신", 1_400), (2, "온 마을 도서관장", 1_400)],
        &[(1, "(경유)", 1_400), (2, "", 0)],
        &[(1, "제 목", 1_400), (2, "여름 휴관 알림", 1_400)],
    ]);
    let mut document = document(vec![Block::Table(head), body(), line("1. 쉬는 날", 1_400), body()]);
    infer_headings(&mut document);
    assert_eq!(headings(&document)[0], (1, "여름 휴관 알림".to_owned()));
    let blocks = &document.sections[0].blocks;
    // The label stays in its row, which keeps its columns.
    let rest = ["책 읽는 마을", "", "가람도서관", "", "수신", "온 마을 도서관장", "(경유)", "", "제 목", ""];
    assert_eq!(words(&blocks[0]), rest);
    assert_eq!(plain_text(blocks).matches("여름 휴관 알림").count(), 1);
}

#[test]
fn last_row_of_the_head_of_a_press_release_is_its_title() {
    let head = table(&[
        &[(1, "가람도서관 소식", 1_400), (1, "2026년 3월 2일", 1_400)],
        &[(2, "제 목 : 새 도서관이 문을 열다", 1_400)],
    ]);
    let mut document = document(vec![Block::Table(head), body(), body()]);
    infer_headings(&mut document);
    expect(headings(&document), &[(1, "제 목 : 새 도서관이 문을 열다")]);
    assert_eq!(words(&document.sections[0].blocks[0]), ["가람도서관 소식", "2026년 3월 2일"]);
}

#[test]
fn row_of_data_about_a_title_stays_in_its_table() {
    let data = table(&[&[(1, "지은이", 1_400), (1, "어느 사람", 1_400)], &[(1, "제목", 1_400), (1, "산과 강", 1_400)]]);
    let mut document = document(vec![Block::Table(data.clone()), body(), body()]);
    infer_headings(&mut document);
    expect(headings(&document), &[]);
    assert_eq!(document.sections[0].blocks[0], Block::Table(data));
}

#[test]
fn title_of_a_form_stands_below_the_name_of_its_law() {
    let form = table(&[
        &[(3, "■ 도서관법 시행규칙 [별지 제1호서식]", 900)],
        &[(3, "열람 신청서", 1_600)],
        &[(1, "이름", 1_200), (2, "", 0)],
        &[(1, "주소", 1_200), (1, "", 0), (1, "전화", 1_200)],
        &[(3, "위와 같이 신청합니다", 1_200)],
    ]);
    let mut document = document(vec![Block::Table(form), body()]);
    infer_headings(&mut document);
    expect(headings(&document), &[(1, "열람 신청서")]);
    let blocks = &document.sections[0].blocks;
    assert_eq!(plain_text(&blocks[..1]).trim(), "■ 도서관법 시행규칙 [별지 제1호서식]");
    assert_eq!(words(&blocks[2])[0], "이름");
}

#[test]
fn title_of_a_schedule_in_letters_like_the_rest_stands_in_the_middle_below_its_law() {
    let plain = |text: &str| aligned(text, 1_400, Marks::NONE, Align::Center);
    let blocks = vec![
        line("■ 도서관법 시행규칙 [별표 2] <개정 2026. 1. 1.>", 1_000),
        plain("도서관의 시설과 자료의 기준"),
        plain("(제3조제1항 관련)"),
        body(),
        body(),
    ];
    expect(inferred(blocks), &[(1, "도서관의 시설과 자료의 기준 (제3조제1항 관련)")]);
}

#[test]
fn title_of_a_notice_stands_below_its_law_its_date_and_its_signature() {
    let law = "「도서관법」 제3조제1항과 같은 법 시행령 제2조에 따라 도서관을 여는 때에 관한 기준을 다음과 같이 정하여 알립니다.";
    let blocks = vec![
        line("가람도서관 고시 제2026-12호", 1_400),
        line(law, 1_400),
        right("2026년 3월 2일"),
        right("가람도서관장"),
        center("도서관을 여는 때에 관한 기준", 1_400),
        line("1. 여는 때", 1_600),
        body(),
        center("붙이는 글", 1_600),
        body(),
    ];
    assert_eq!(inferred(blocks)[0], (1, "도서관을 여는 때에 관한 기준".to_owned()));
}

#[test]
fn form_behind_a_signature_does_not_give_the_document_its_title() {
    for end in ["가람도서관장 귀하", "신청인 (서명)"] {
        let blocks = vec![
            center("열람 신청서", 1_800),
            line("위와 같이 신청합니다.", 1_600),
            center(end, 1_600),
            center("자기 소개서", 2_000),
            body(),
        ];
        assert_eq!(inferred(blocks)[0], (1, "열람 신청서".to_owned()), "{end}");
    }
}

#[test]
fn first_line_in_the_middle_above_a_subtitle_is_the_title() {
    let title =
        |below| vec![aligned("새 도서관이 문을 열다", 1_400, Marks::NONE, Align::Center), line(below, 1_400), body()];
    expect(inferred(title("- 마을마다 한 곳, 올해 안에")), &[(1, "새 도서관이 문을 열다")]);
    expect(inferred(title("마을마다 한 곳, 올해 안에")), &[]);
}

#[test]
fn name_in_brackets_above_a_title_is_part_of_it() {
    let blocks = vec![center("[가람도서관]", 1_800), center("운 영 계 획 서", 2_000), body()];
    expect(inferred(blocks), &[(1, "[가람도서관] 운 영 계 획 서")]);
}

#[test]
fn title_of_a_table_of_contents_is_not_that_of_the_document() {
    let blocks = vec![
        center("<제목 차례>2", 2_000),
        line("1. 배경 3", 1_400),
        line("2. 계획 5", 1_400),
        page(),
        center("새 도서관 계획", 1_800),
        body(),
    ];
    expect(inferred(blocks), &[(1, "새 도서관 계획")]);
}

#[test]
fn name_of_an_office_on_the_front_page_is_no_title() {
    for office in ["문화예술국", "기 획 실"] {
        let blocks =
            vec![boxed("새 도서관 계획", 2_400), center("(2026. 3.)", 1_800), boxed(office, 2_400), page(), body()];
        expect(inferred(blocks), &[(1, "새 도서관 계획")]);
    }
}

#[test]
fn page_that_begins_as_the_first_does_has_a_title_of_its_own() {
    for (before, level) in [(page(), 1), (body(), 2)] {
        let blocks =
            vec![boxed("열람 계약서(어른)", 1_700), body(), before, boxed("열람 계약서(어린이)", 1_700), body()];
        expect(inferred(blocks), &[(1, "열람 계약서(어른)"), (level, "열람 계약서(어린이)")]);
    }
}
