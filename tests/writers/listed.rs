//! What only looks like headings: items of lists, running text, boxes of short lines; and what looks like items but heads.

use hwpconv::document::{Block, Frame, Marks, Origin};

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
