//! What only looks like headings: items of lists, running text, boxes of short lines; and what looks like items but heads.

use hwpconv::document::{Block, Frame, Heading, Marks, Origin};

use crate::structure::{body, expect, inferred, line, styled};

fn bold(text: &str) -> Block {
    Block::Paragraph(styled(text, 1_500, Marks::BOLD))
}

fn frame(lines: &[&str]) -> Block {
    let blocks = lines.iter().map(|text| bold(text)).collect();
    Block::Frame(Box::new(Frame { blocks, origin: Origin::default() }))
}

#[test]
fn numbered_lines_with_nothing_below_any_are_a_list() {
    let list = ["1. 열람실", "2. 어린이실", "3. 강당"].map(bold);
    let sections = [bold("1. 열람실"), body(), bold("2. 어린이실"), body(), bold("3. 강당"), body()];
    expect(inferred([[body()].into(), Vec::from(list), vec![body()]].concat()), &[]);
    expect(inferred(Vec::from(sections)), &[(1, "1. 열람실"), (1, "2. 어린이실"), (1, "3. 강당")]);
}

#[test]
fn lines_without_mark_that_look_like_running_text_are_no_headings() {
    let blocks = vec![body(), line("열람실", 1_400), body(), line("어린이실", 1_400), body()];
    expect(inferred(blocks), &[]);
}

#[test]
fn boxes_of_short_lines_hold_no_headings() {
    let lines = ["Ⅰ. 소개", "1. 연혁", "2. 조직", "Ⅱ. 계획", "1. 일정", "2. 예산"];
    let blocks = vec![body(), bold("1. 목차의 보기"), frame(&lines), body(), bold("2. 제출 방법"), body()];
    expect(inferred(blocks), &[(1, "1. 목차의 보기"), (1, "2. 제출 방법")]);
}

#[test]
fn numbers_in_brackets_and_their_titles_in_a_box_below_are_one_heading() {
    let title = Block::Frame(Box::new(Frame {
        blocks: [Block::Paragraph(styled("자료 열람 신청서", 1_800, Marks::BOLD))].into(),
        origin: Origin::default(),
    }));
    let blocks = vec![body(), bold("1. 신청"), body(), line("<서식 3>", 1_200), title, body()];
    expect(inferred(blocks), &[(1, "1. 신청"), (1, "<서식 3> 자료 열람 신청서")]);
}

#[test]
fn enclosures_of_letters_are_no_headings() {
    let blocks = vec![body(), bold("1. 알림"), body(), line("붙임 관련 사진 2매.  끝.", 1_400)];
    expect(inferred(blocks), &[(1, "1. 알림")]);
}

#[test]
fn attachments_that_a_letter_mentions_are_headings_where_they_begin() {
    let mention = line("붙임. 새 책 목록", 1_400);
    let blocks = vec![body(), bold("1. 알림"), body(), mention, body(), bold("붙임 새 책 목록"), body()];
    expect(inferred(blocks), &[(1, "1. 알림"), (1, "붙임 새 책 목록")]);
}

#[test]
fn references_are_headings_and_lines_that_refer_are_none() {
    let blocks = vec![body(), bold("1. 결과"), body(), bold("참조"), body(), bold("자세한 것은 표 3 참조"), body()];
    expect(inferred(blocks), &[(1, "1. 결과"), (1, "참조")]);
}

#[test]
fn statements_behind_signs_are_items_and_names_are_headings() {
    let sections =
        [bold("○ 빌리는 방법"), body(), bold("○ 도서관을 새로 단장"), body(), bold("○ 돌려주는 방법"), body()];
    expect(inferred(Vec::from(sections)), &[(1, "○ 빌리는 방법"), (1, "○ 돌려주는 방법")]);
}

#[test]
fn statements_and_lists_on_outline_levels_are_paragraphs() {
    let outline = |text: &str, size| {
        let paragraph = styled(text, size, Marks::NONE);
        Block::Heading(Heading { level: 2, inferred: false, paragraph })
    };
    let blocks = vec![
        outline("1. 여는 시간", 1_800),
        body(),
        outline("1) 아침 아홉 시에 문을 여는 까닭을 모두에게 알림", 1_400),
        body(),
        outline("2. 가는 길", 1_800),
        outline("가) 버스", 1_400),
        outline("나) 걷기", 1_400),
        outline("다) 배", 1_400),
        body(),
    ];
    let found: Vec<String> = inferred(blocks).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["1. 여는 시간", "2. 가는 길", "다) 배"]);
}
