//! Headings inferred from looks and lists from typed marks, on small models and on real documents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/corpus.rs"]
mod corpus;

use hwpconv::document::{
    Align, Block, BreakKind, Cell, Document, Frame, Heading, Inline, Marks, Origin, Paragraph, Section, Table, Text,
    plain_text,
};
use hwpconv::structure::{infer_headings, outline_lists};
use hwpconv::{Target, WriteOptions};

fn styled(text: &str, size: u32, marks: Marks) -> Paragraph {
    let content = [Inline::Text(Text { text: text.into(), marks })].into();
    Paragraph { content, size: Some(size), ..Paragraph::default() }
}

fn line(text: &str, size: u32) -> Block {
    Block::Paragraph(styled(text, size, Marks::NONE))
}

fn body() -> Block {
    line("이 문단은 본문이며, 다른 어느 글보다도 길어서 문서의 글자 크기를 정하고, 제목으로 보이지 않아야 한다.", 1_400)
}

fn row(cells: &[(&str, u32)]) -> Block {
    let cell = |(column, (text, size)): (usize, &(&str, u32))| Cell {
        column,
        row_span: 1,
        column_span: 1,
        blocks: (!text.is_empty()).then(|| line(text, *size)).into_iter().collect(),
        ..Cell::default()
    };
    let cells: Vec<Cell> = cells.iter().enumerate().map(cell).collect();
    let columns = cells.len();
    Block::Table(Table::new(cells, 1, columns, 100, Origin::default()).0)
}

fn document(blocks: Vec<Block>) -> Document {
    Document { sections: vec![Section { blocks, ..Section::default() }], ..Document::default() }
}

fn headings(document: &Document) -> Vec<(u8, String)> {
    let heading = |block: &Block| match block {
        Block::Heading(heading) => Some((heading.level, plain_text(std::slice::from_ref(block)).trim().to_owned())),
        _ => None,
    };
    document.sections.iter().flat_map(|section| section.blocks.iter().filter_map(heading)).collect()
}

fn inferred(blocks: Vec<Block>) -> Vec<(u8, String)> {
    let mut document = document(blocks);
    infer_headings(&mut document);
    headings(&document)
}

fn expect(found: Vec<(u8, String)>, expected: &[(u8, &str)]) {
    let found: Vec<(u8, &str)> = found.iter().map(|(level, text)| (*level, text.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn title_in_a_box_and_banners_are_headings() {
    let title =
        Frame { blocks: vec![line("새 도서관,", 2_600), line("문을 열다", 2_600)], origin: Origin::default() };
    let blocks = vec![
        row(&[("보도시점", 1_000), ("즉시", 1_000), ("배포", 1_000), ("오늘", 1_000)]),
        Block::Frame(title),
        body(),
        row(&[("붙임 1", 1_600), ("", 0), ("관련 사진", 1_600)]),
        body(),
    ];
    expect(inferred(blocks), &[(1, "새 도서관, 문을 열다"), (2, "붙임 1 관련 사진")]);
}

#[test]
fn levels_follow_the_looks_and_never_skip() {
    let blocks = vec![
        body(),
        row(&[("Ⅰ", 2_000), ("추진 배경", 2_000)]),
        line("□ 여건", 1_600),
        body(),
        row(&[("1", 1_700), ("성과", 1_700)]),
        line("□ 결과", 1_600),
        body(),
        row(&[("Ⅱ", 2_000), ("계획", 2_000)]),
    ];
    let expected = [(1, "Ⅰ 추진 배경"), (2, "□ 여건"), (2, "1 성과"), (3, "□ 결과"), (1, "Ⅱ 계획")];
    expect(inferred(blocks), &expected);
}

#[test]
fn body_in_bold_dates_and_signatures_are_no_headings() {
    let right = Paragraph { align: Align::Right, ..styled("어느 기관장", 1_800, Marks::BOLD) };
    let blocks = vec![
        body(),
        Block::Paragraph(styled("굵은 본문 한 줄", 1_400, Marks::BOLD)),
        line("2026. 1. 5.(월)", 1_800),
        Block::Paragraph(right),
        line("□ 본문과 같은 크기의 항목", 1_400),
        body(),
    ];
    expect(inferred(blocks), &[]);
}

#[test]
fn marks_before_sentences_are_no_headings() {
    let sentence =
        "□ 이 줄은 표시로 시작하지만 한 문장으로 길게 이어지며 끝에는 마침표가 있으므로 제목이 아니라 본문의 항목이다.";
    expect(inferred(vec![body(), line(sentence, 1_500), line(sentence, 1_500), body()]), &[]);
}

#[test]
fn lines_of_a_table_of_contents_are_no_headings() {
    let blocks = vec![body(), line("목 차", 1_800), line("Ⅰ. 개요", 1_600), line("Ⅱ. 계획", 1_600)];
    expect(inferred(blocks), &[(1, "목 차")]);
}

#[test]
fn nothing_stands_under_the_title_of_a_table_of_contents() {
    let blocks = vec![
        body(),
        line("목 차", 2_400),
        Block::Break(BreakKind::Page, Origin::default()),
        line("Ⅰ. 개요", 1_800),
        body(),
        line("1. 목적", 1_600),
        body(),
    ];
    expect(inferred(blocks), &[(1, "목 차"), (1, "Ⅰ. 개요"), (2, "1. 목적")]);
}

#[test]
fn lines_of_a_front_page_are_no_headings() {
    let blocks = vec![
        line("새 도서관 계획", 2_600),
        line("중간보고서", 2_000),
        line("2026. 1.", 2_000),
        line("어느 연구원", 1_800),
        line("요약", 1_700),
        body(),
    ];
    expect(inferred(blocks), &[(1, "새 도서관 계획"), (2, "요약")]);
}

#[test]
fn captions_rubrics_and_addresses_are_no_headings() {
    let lines = ["<그림 1> 구조", "[표 2-1] 예산", "□ (대상) 누구나 받을 수 있음", "어느 기관장 귀하"];
    let blocks = lines.iter().flat_map(|words| [body(), line(words, 1_800), body()]);
    expect(inferred(blocks.collect()), &[]);
}

#[test]
fn banner_may_have_rows_of_empty_cells() {
    let at = |row, column, words: &str| Cell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        blocks: (!words.is_empty()).then(|| line(words, 2_000)).into_iter().collect(),
        ..Cell::default()
    };
    let cells = vec![at(0, 0, "Ⅱ"), at(0, 1, ""), at(1, 0, ""), at(1, 1, "사업 내용")];
    let banner = Block::Table(Table::new(cells, 2, 2, 100, Origin::default()).0);
    let data = Block::Table(Table::new(vec![at(0, 0, "구분"), at(1, 1, "내용")], 2, 2, 100, Origin::default()).0);
    expect(inferred(vec![body(), banner, body(), data, body()]), &[(1, "Ⅱ 사업 내용")]);
}

#[test]
fn outline_of_the_author_is_left_alone() {
    let heading = Heading { level: 3, paragraph: styled("제목", 1_400, Marks::NONE) };
    let blocks = vec![Block::Heading(heading), body(), line("큰 줄", 2_600)];
    expect(inferred(blocks), &[(3, "제목")]);
}

#[test]
fn typed_marks_become_a_nested_markdown_list() {
    let mut document = document(vec![line("□ 대상", 1_000), line(" ○ 누구나", 1_000), line("  - 모두", 1_000)]);
    outline_lists(&mut document);
    let markdown = hwpconv::write(&document, Target::Markdown, &WriteOptions::default()).text;
    assert_eq!(markdown, "- □ 대상\n  - ○ 누구나\n    - 모두\n");
    let text = hwpconv::write(&document, Target::Text, &WriteOptions::default()).text;
    assert!(text.contains("□ 대상\n") && text.contains("  ○ 누구나\n") && text.contains("    - 모두\n"), "{text}");
}

/// Least share of the headings found again, of the found ones that are headings, and of those found again that are in
/// the same relation to the one before (deeper, beside, further out), in percent.
const LEAST_RECALL: usize = 90;
const LEAST_PRECISION: usize = 90;
const LEAST_NESTING: usize = 90;

/// What came of inferring the hidden headings of documents.
#[derive(Default)]
struct Score {
    documents: usize,
    hidden: usize,
    inferred: usize,
    /// Hidden and inferred.
    found: usize,
    /// Found pairs of neighbours, and those of which the second one nests in the first as it does in the outline.
    pairs: usize,
    nested: usize,
}

impl Score {
    fn of(truth: &[(u8, String)], inferred: &[(u8, String)]) -> Self {
        let mut left = truth.iter().map(Some).collect::<Vec<_>>();
        let mut found = Vec::new();
        for (level, text) in inferred {
            if let Some(at) = left.iter().position(|hidden| hidden.is_some_and(|(_, words)| words == text)) {
                found.extend(left[at].take().map(|(hidden, _)| (*hidden, *level)));
            }
        }
        let pairs = || found.iter().zip(found.iter().skip(1));
        let nested = pairs().filter(|(one, other)| one.0.cmp(&other.0) == one.1.cmp(&other.1)).count();
        Score {
            documents: 1,
            hidden: truth.len(),
            inferred: inferred.len(),
            found: found.len(),
            pairs: pairs().count(),
            nested,
        }
    }

    fn add(&mut self, other: &Score) {
        self.documents += other.documents;
        self.hidden += other.hidden;
        self.inferred += other.inferred;
        self.found += other.found;
        self.pairs += other.pairs;
        self.nested += other.nested;
    }

    fn print(&self, name: &str) {
        let Score { documents, hidden, inferred, found, pairs, nested } = self;
        println!(
            "{name} ({documents}): {found} of {hidden} found again, {inferred} inferred; {nested} of {pairs} pairs nest as before"
        );
    }
}

#[test]
fn outlines_of_real_documents_are_found_again_when_they_are_hidden() {
    let (mut outlines, mut lists) = (Score::default(), Score::default());
    for sample in corpus::samples() {
        let Some(mut document) = sample.read() else { continue };
        let blocks = || document.sections.iter().flat_map(|section| &section.blocks);
        let truth = headings(&document);
        if truth.is_empty() {
            continue;
        }
        let paragraphs = blocks().filter(|block| matches!(block, Block::Paragraph(_))).count();
        for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            if let Block::Heading(heading) = block {
                *block = Block::Paragraph(heading.paragraph.clone());
            }
        }
        infer_headings(&mut document);
        let found = headings(&document);
        for ((before, _), (after, text)) in found.iter().zip(found.iter().skip(1)) {
            assert!(*after <= before + 1, "{}: {text}", sample.name);
        }
        let score = Score::of(&truth, &found);
        score.print(&sample.name);
        // Where there is hardly a paragraph that is no heading, the outline numbers the body.
        let has_body = truth.len() >= 5 && paragraphs * 3 >= truth.len();
        if has_body { &mut outlines } else { &mut lists }.add(&score);
    }
    outlines.print("outlines over a body");
    lists.print("outlines that number the body");
    assert!(outlines.found * 100 >= outlines.hidden * LEAST_RECALL);
    assert!(outlines.found * 100 >= outlines.inferred * LEAST_PRECISION);
    assert!(outlines.nested * 100 >= outlines.pairs * LEAST_NESTING);
}
