//! JSON, HTML, chunks and lines of documents: what programs and browsers get, and that no document can forge it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

mod schema;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::build::{
    cell, document, equation, frame, heading, image, labelled, link, note, paragraph, plain, run, table, text,
};
use crate::support::desk::Desk;
use crate::support::random::Random;
use hwpconv::document::{
    Block, Cell, Document, Heading, Inline, LabelKind, Marks, Metadata, NoteKind, Origin, Paragraph, Table,
};
use hwpconv::provenance::{self, Provenance};
use hwpconv::{ChunkFormat, ChunkUnit, Chunks, ReadOptions, Target, WriteOptions};
use serde_json::Value;

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "hwp"));
    paths.sort();
    paths
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)).unwrap()
}

fn written(document: &Document, target: Target, options: &WriteOptions) -> String {
    hwpconv::write(document, target, options).text
}

fn json(document: &Document) -> Value {
    serde_json::from_str(&written(document, Target::Json, &WriteOptions::default())).unwrap()
}

fn html(blocks: Vec<Block>) -> String {
    written(&document(blocks), Target::Html, &WriteOptions::default())
}

/// What stands between `<main>` and `</main>`.
fn main_of(page: &str) -> &str {
    page.split_once("<main>\n").unwrap().1.rsplit_once("</main>").unwrap().0
}

fn chunks_with(blocks: Vec<Block>, chunks: Chunks) -> Vec<Value> {
    let options = WriteOptions { chunks, ..WriteOptions::default() };
    let lines = written(&document(blocks), Target::Chunks, &options);
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn chunks(blocks: Vec<Block>, size: usize) -> Vec<Value> {
    chunks_with(blocks, Chunks { size, ..Chunks::default() })
}

fn texts(chunks: &[Value]) -> Vec<&str> {
    chunks.iter().map(|chunk| chunk["text"].as_str().unwrap()).collect()
}

#[test]
fn json_of_every_sample_is_valid_under_the_schema() {
    let mut count = 0;
    for path in samples() {
        let Ok(reading) = hwpconv::read(&fs::read(&path).unwrap(), &ReadOptions::default()) else { continue };
        assert_eq!(schema::fault(&json(&reading.document)), None, "{}", path.display());
        count += 1;
    }
    // Those that are locked with a password are left out above.
    assert!(count >= samples().len() - 2 && count > 10);
}

#[test]
fn json_of_random_documents_is_valid_and_keeps_every_character() {
    for seed in 1..300 {
        let mut blocks = Random(seed).blocks(3);
        let words = format!("\"}}]\u{2028}\\{seed}");
        blocks.push(text(&words));
        let value = json(&document(blocks));
        assert_eq!(schema::fault(&value), None, "{seed}");
        let last = value["sections"][0]["blocks"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["content"][0]["text"], words.as_str());
    }
}

#[test]
fn json_that_breaks_the_schema_is_noticed() {
    let mut value = json(&document(vec![text("가")]));
    value["sections"][0]["blocks"][0]["align"] = "sideways".into();
    assert!(schema::fault(&value).is_some());
    value["sections"] = 3.into();
    assert!(schema::fault(&value).is_some());
}

#[test]
fn json_says_where_a_block_stands_and_what_a_table_is_made_of() {
    let origin = Origin { section: 1, paragraph: 7, page: Some(3) };
    let head = Cell { header: true, ..cell(0, 0, 1, 2, vec![text("제목")]) };
    let mut table = table(vec![head, cell(1, 0, 1, 1, vec![]), cell(1, 1, 1, 1, vec![])]);
    *table.origin_mut() = origin;
    let value = json(&Document { pages: Some(3), ..document(vec![table]) });
    let block = &value["sections"][0]["blocks"][0];
    assert_eq!(
        (&block["type"], &block["section"], &block["paragraph"], &block["page"]),
        (&"table".into(), &1.into(), &7.into(), &3.into())
    );
    assert_eq!((&block["rows"], &block["columns"], &block["header_rows"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!((&block["cells"][0]["column_span"], &block["cells"][0]["header"]), (&2.into(), &true.into()));
    assert_eq!(block["cells"][0]["blocks"][0]["content"][0]["text"], "제목");
    assert_eq!(value["pages"], 3);
    assert!(json(&document(vec![text("가")])).get("pages").is_none());
}

#[test]
fn html_page_stands_by_itself() {
    let page = html(vec![heading(1, "사업 <개요>"), text("본문")]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">"));
    assert!(page.contains("<title>사업 &lt;개요&gt;</title>") && page.contains("@media print"));
    let titled = Document {
        metadata: Metadata { title: Some("제목".to_owned()), ..Metadata::default() },
        ..document(vec![heading(1, "다른")])
    };
    assert!(written(&titled, Target::Html, &WriteOptions::default()).contains("<title>제목</title>"));
}

#[test]
fn no_markup_of_our_own_is_seen_as_text_in_the_page_of_a_sample() {
    for path in samples() {
        let Ok(reading) = hwpconv::read(&fs::read(&path).unwrap(), &ReadOptions::default()) else { continue };
        let page = written(&reading.document, Target::Html, &WriteOptions::default());
        for markup in ["&lt;!--", "&lt;table", "&lt;br", "&lt;strong", "&lt;u>", "&lt;sup"] {
            assert!(!page.contains(markup), "{}: {markup}", path.display());
        }
    }
}

#[test]
fn html_says_formulas_as_mathml_and_those_it_cannot_as_code() {
    let page = html(vec![Block::Equation(equation("\\frac{a}{b}"), Origin::default())]);
    assert!(page.contains("<math display=\"block\"><mfrac>"), "{}", main_of(&page));
    let page = html(vec![Block::Equation(equation("\\nosuch{a < b}"), Origin::default())]);
    assert!(page.contains("<code>\\nosuch{a &lt; b}</code>"), "{}", main_of(&page));
}

#[test]
fn html_table_has_a_header_only_where_the_document_has_one() {
    let page = html(vec![table(vec![cell(0, 0, 1, 1, vec![text("가")]), cell(0, 1, 1, 1, vec![text("나")])])]);
    assert!(page.contains("<div class=\"wide\"><table>\n<tr><td>가</td><td>나</td></tr>\n</table></div>"), "{page}");
}

#[test]
fn html_links_notes_both_ways() {
    let page = html(vec![paragraph(vec![plain("본문"), note(NoteKind::Footnote, "1", vec![text("각주")])])]);
    assert!(page.contains("<a id=\"hwpconv-ref-1\" href=\"#hwpconv-note-1\">1</a>"));
    assert!(page.contains("id=\"hwpconv-note-1\"><a class=\"label\" href=\"#hwpconv-ref-1\">1</a>"));
}

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</main></body><script>",
    "<a href=\"javascript:alert(1)\">",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<!-- --><script>",
    "<style>*{display:none}</style>",
    "&lt;script&gt;",
    "<td onclick=x>",
    "`<script>`",
    "$<script>$",
];

/// Names of the elements of a page's body.
fn elements(page: &str) -> Vec<String> {
    let name = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_lowercase();
    let starts = main_of(page).split('<').skip(1);
    starts.map(|rest| name(rest.strip_prefix('/').unwrap_or(rest))).filter(|name| !name.is_empty()).collect()
}

#[test]
fn text_of_a_document_never_becomes_markup_of_the_page() {
    for words in HOSTILE {
        let blocks = vec![
            heading(1, words),
            text(words),
            labelled(LabelKind::Number, words, 0, words),
            frame(vec![text(words)]),
            table(vec![
                cell(0, 0, 1, 1, vec![text(words), text(words)]),
                cell(
                    1,
                    0,
                    1,
                    1,
                    vec![paragraph(vec![
                        link(words, vec![plain(words)]),
                        image(None, Some(words), words),
                        image(Some(0), None, words),
                    ])],
                ),
            ]),
            paragraph(vec![link("javascript:alert(1)", vec![plain("가")]), image(None, Some(words), words)]),
            paragraph(vec![plain("x"), note(NoteKind::Comment, words, vec![text(words)])]),
            Block::Equation(equation(words), Origin::default()),
        ];
        let mut document = document(blocks);
        document.metadata =
            Metadata { title: Some(words.to_owned()), author: Some(words.to_owned()), ..Metadata::default() };
        let page = written(&document, Target::Html, &WriteOptions::default());
        for name in ["script", "style", "body"] {
            assert!(!elements(&page).contains(&name.to_owned()), "{words}: {page}");
        }
        assert_eq!(page.matches("<script").count() + page.matches("</main>").count(), 1, "{words}");
        // Quotes within the values of our own attributes are escaped, so what is in no quotes was not said by the document.
        for tag in main_of(&page).split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let outside: String = tag.split('"').step_by(2).collect();
            assert!(!outside.contains(" on"), "{words}: <{tag}>");
            assert!(!tag.contains("href=\"javascript:") && !tag.contains("src=\"javascript:"), "{words}: <{tag}>");
        }
    }
}

#[test]
fn random_documents_make_pages_of_known_elements_only() {
    const KNOWN: [&str; 67] = [
        "p",
        "figure",
        "figcaption",
        "caption",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "div",
        "a",
        "img",
        "span",
        "strong",
        "em",
        "u",
        "del",
        "s",
        "sup",
        "sub",
        "ins",
        "ruby",
        "rp",
        "rt",
        "blockquote",
        "hr",
        "br",
        "code",
        "section",
        "math",
        "mi",
        "mo",
        "mn",
        "mrow",
        "mfrac",
        "msub",
        "msup",
        "msubsup",
        "mtext",
        "mspace",
        "mstyle",
        "mtable",
        "mtr",
        "mtd",
        "msqrt",
        "mroot",
        "munder",
        "mover",
        "munderover",
        "menclose",
        "mpadded",
        "b",
        "i",
        "input",
        "mphantom",
    ];
    for seed in 1..400 {
        for name in elements(&html(Random(seed).blocks(3))) {
            assert!(KNOWN.contains(&name.as_str()), "{seed}: {name}");
        }
    }
}

#[test]
fn pictures_of_a_page_are_linked_or_embedded() {
    let mut document = document(vec![paragraph(vec![image(Some(0), None, "그림")])]);
    document.assets[0].data = b"png".to_vec();
    document.assets[0].media_type = "image/png".into();
    let linked =
        written(&document, Target::Html, &WriteOptions { media_prefix: "m/".to_owned(), ..WriteOptions::default() });
    assert!(linked.contains("<img src=\"m/image1.png\" alt=\"그림\""), "{}", main_of(&linked));
    let embedded = written(&document, Target::Html, &WriteOptions { embed_media: true, ..WriteOptions::default() });
    assert!(embedded.contains("<img src=\"data:image/png;base64,cG5n\" alt=\"그림\""), "{}", main_of(&embedded));
}

#[test]
fn chunk_ends_before_a_heading_and_carries_its_path() {
    let blocks =
        vec![heading(1, "총칙"), heading(2, "목적"), text("하나"), heading(2, "정의"), text("□ 둘"), text("◦ 셋")];
    let chunks = chunks(blocks, 60);
    assert_eq!(texts(&chunks), ["# 총칙\n\n## 목적\n\n하나", "## 정의\n\n□ 둘\n\n◦ 셋"]);
    assert_eq!(
        (&chunks[0]["metadata"]["heading_path"], &chunks[1]["metadata"]["heading_path"]),
        (&"총칙 > 목적".into(), &"총칙 > 정의 > □ 둘".into())
    );
    assert_eq!(chunks[1]["metadata"]["path"], serde_json::json!(["총칙", "정의", "□ 둘"]));
    assert_eq!(chunks[1]["metadata"]["title"], "총칙");
}

#[test]
fn statute_nests_from_its_parts_to_its_subitems() {
    let lines = [
        "제1편 총칙",
        "제1장 목적과 뜻",
        "제1절 목적",
        "제1관 처음",
        "제1조(목적) 이 규정은 도서관이 하는 일을 정한다.",
        "제2조 여는 때",
        "① 도서관은 다음 각 호와 같이 연다.",
        "1. 평일은 다음과 같다.",
        "가. 아침",
        "- 여섯 시",
        "② 쉬는 날은 따로 알린다.",
        "제2장 책",
        "제3조(책) 책은 누구나 빌린다.",
        "부 칙",
        "이 규정은 알린 날부터 쓴다.",
    ];
    let line = |line: &str| match text(line) {
        Block::Paragraph(paragraph) => Block::Paragraph(Paragraph { size: Some(1_200), ..paragraph }),
        block => block,
    };
    let mut document = Document {
        sections: vec![hwpconv::document::Section {
            blocks: lines.map(line).into_iter().collect(),
            ..Default::default()
        }],
        ..Document::default()
    };
    hwpconv::structure::infer_headings(&mut document);
    let blocks = std::mem::take(&mut document.sections[0].blocks);
    let chunks = chunks(blocks.into(), 12);
    let path = |words: &str| {
        let chunk = chunks.iter().find(|chunk| chunk["text"].as_str().unwrap().contains(words)).unwrap();
        chunk["metadata"]["heading_path"].as_str().unwrap()
    };
    let parts = "제1편 총칙 > 제1장 목적과 뜻 > 제1절 목적 > 제1관 처음";
    assert_eq!(path("여섯 시"), format!("{parts} > 제2조 여는 때 > ① > 1. > 가. 아침"));
    assert_eq!(path("쉬는 날은"), format!("{parts} > 제2조 여는 때"));
    assert_eq!(path("누구나"), "제1편 총칙 > 제2장 책 > 제3조(책)");
    assert_eq!(path("날부터"), "부 칙");
}

#[test]
fn headings_in_a_box_lead_what_stands_in_it_and_behind_it() {
    let title = frame(vec![text("제 4 교시"), heading(1, "책 읽기"), heading(2, "소설")]);
    let blocks =
        vec![title, text("하나"), frame(vec![heading(2, "시"), text("둘")]), text("셋"), text(&"넷".repeat(60))];
    let chunks = chunks(blocks, 70);
    let paths: Vec<&str> = chunks.iter().map(|chunk| chunk["metadata"]["heading_path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["책 읽기", "책 읽기 > 시"], "{chunks:?}");
}

#[test]
fn chunk_that_is_a_quarter_full_at_most_goes_on_over_a_heading() {
    let blocks = || vec![heading(1, "총칙"), text("하나"), heading(1, "정의"), text("둘")];
    assert_eq!(texts(&chunks(blocks(), 100)), ["# 총칙\n\n하나\n\n# 정의\n\n둘"]);
    assert_eq!(chunks(blocks(), 100)[0]["metadata"]["heading_path"], "");
    // What stands before the first heading takes nothing from the path.
    let first = chunks(vec![text("앞"), heading(1, "총칙"), text("하나")], 100);
    assert_eq!(first[0]["metadata"]["heading_path"], "총칙");
    assert_eq!(chunks(blocks(), 40).len(), 2);
}

#[test]
fn full_chunk_ends_before_the_outermost_mark_of_its_second_half() {
    let blocks = ["□ 하나", "○ 둘둘둘", "○ 셋셋셋", "□ 넷", "○ 다섯", "○ 여섯여섯"].map(text).to_vec();
    let chunks = chunks(blocks, 34);
    assert_eq!(texts(&chunks), ["□ 하나\n\n○ 둘둘둘\n\n○ 셋셋셋", "□ 넷\n\n○ 다섯\n\n○ 여섯여섯"]);
    // What all the rest stands under is in the path, though the chunk begins with it.
    assert_eq!(chunks[1]["metadata"]["heading_path"], "□ 넷");
}

#[test]
fn headings_and_titles_stay_with_the_table_that_they_lead_to() {
    let rows = (0..20).map(|row| cell(row, 0, 1, 1, vec![text(&format!("항목의 내용 {row}"))]));
    let blocks = vec![text(&"가".repeat(150)), heading(2, "현황"), text("(단위: 원)"), table(rows.collect())];
    let chunks = chunks(blocks, 200);
    assert_eq!(texts(&chunks)[0].chars().count(), 150);
    assert!(texts(&chunks)[1].starts_with("## 현황\n\n(단위: 원)\n\n|항목의"), "{}", texts(&chunks)[1]);
    assert!(texts(&chunks).iter().all(|text| text.chars().count() <= 200));
}

#[test]
fn headings_that_were_found_are_in_the_path() {
    let sized = |words: &str, size| {
        Block::Paragraph(Paragraph { content: [plain(words)].into(), size: Some(size), ..Paragraph::default() })
    };
    let body = "본문이 이어진다. ".repeat(9);
    let blocks = vec![sized("새 도서관", 2_400), sized("Ⅰ. 배경", 1_600), sized(&body, 1_000), sized("□ 계획", 1_000)];
    let mut document = document(blocks);
    hwpconv::structure::infer_headings(&mut document);
    let blocks = std::mem::take(&mut document.sections[0].blocks);
    let chunks = chunks(blocks.into(), 130);
    let paths: Vec<&str> = chunks.iter().map(|chunk| chunk["metadata"]["heading_path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["새 도서관 > Ⅰ. 배경"]);
    assert_eq!(texts(&chunks)[0], format!("# 새 도서관\n\n## Ⅰ. 배경\n\n{}\n\n□ 계획", body.trim()));
}

#[test]
fn typed_marks_are_the_path_of_what_stands_under_them() {
    let chunks = chunks(vec![text("□ 배경"), text("◦ 현황과 그 추이"), text("- 자세한 것은 이러하다")], 15);
    let paths: Vec<&str> = chunks.iter().map(|chunk| chunk["metadata"]["heading_path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["", "□ 배경", "□ 배경 > ◦ 현황과 그 추이"]);
}

#[test]
fn chunk_says_where_it_came_from() {
    let at = |paragraph, page, words: &str| {
        let origin = Origin { section: 2, paragraph, page };
        Block::Paragraph(Paragraph { content: [plain(words)].into(), origin, ..Paragraph::default() })
    };
    let document = document(vec![at(4, Some(1), "가"), at(9, Some(2), "나")]);
    let known = Provenance { source: Some("a/b.hwp".to_owned()), ..Provenance::of(b"x") };
    let line = provenance::write(&document, Target::Chunks, &WriteOptions::default(), &known).text;
    let chunk: Value = serde_json::from_str(&line).unwrap();
    let metadata = &chunk["metadata"];
    for (name, value) in [
        ("section_from", 2),
        ("paragraph_from", 4),
        ("section_to", 2),
        ("paragraph_to", 9),
        ("page_from", 1),
        ("page_to", 2),
    ] {
        assert_eq!(metadata[name], value, "{name}");
    }
    assert_eq!((&metadata["source"], &metadata["kind"]), (&"a/b.hwp".into(), &"text".into()));
    assert_eq!(metadata["content_trust"], "untrusted");
    let mut others = metadata.as_object().unwrap().iter().filter(|(name, _)| *name != "path");
    assert!(others.all(|(_, value)| value.is_string() || value.is_number()) && metadata["path"].is_array());
    assert_eq!(provenance::write(&document, Target::Chunks, &WriteOptions::default(), &known).text, line);
    assert!(chunk["id"].as_str().unwrap().ends_with("-0"));
}

#[test]
fn long_table_is_cut_between_rows_with_its_header_on_each_piece() {
    let row = |row: usize| {
        [cell(row, 0, 1, 1, vec![text(&format!("항목 {row}"))]), cell(row, 1, 1, 1, vec![text(&"가".repeat(20))])]
    };
    let mut cells = vec![cell(0, 0, 1, 1, vec![text("구분")]), cell(0, 1, 1, 1, vec![text("내용")])];
    cells.extend((1..30).flat_map(row));
    let chunks = chunks(vec![table(cells)], 200);
    assert!(chunks.len() > 3);
    for chunk in &chunks {
        assert!(chunk["text"].as_str().unwrap().starts_with("|구분|내용|\n|-|-|\n|항목"), "{chunk}");
        assert_eq!(chunk["metadata"]["kind"], "table");
    }
    let all = texts(&chunks).join("\n");
    assert!((1..30).all(|row| all.matches(&format!("|항목 {row}|")).count() == 1));
}

#[test]
fn pieces_of_a_table_are_as_long_as_they_can_be_however_uneven_its_rows_are() {
    let lengths =
        [1, 1, 1, 140, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 90, 90, 90, 1, 1, 1, 1, 1, 1, 1, 140, 140, 3, 30, 3];
    for size in [200, 350, 1_000] {
        let row = |(row, length): (usize, &usize)| {
            [cell(row, 0, 1, 1, vec![text(&row.to_string())]), cell(row, 1, 1, 1, vec![text(&"가".repeat(*length))])]
        };
        let all = chunks(vec![table(lengths.iter().enumerate().flat_map(row).collect())], size);
        let texts = texts(&all);
        for (piece, next) in texts.iter().zip(texts.iter().skip(1)) {
            // The header and the line below it come first.
            let after = next.lines().nth(2).unwrap();
            let length = piece.chars().count();
            assert!(length <= size && length + 1 + after.chars().count() > size, "{size}: {piece}\n\n{next}");
        }
        assert_eq!(
            texts.iter().map(|text| text.matches('가').count()).sum::<usize>(),
            lengths.iter().sum::<usize>() + texts.len() - 1
        );
    }
}

#[test]
fn cell_that_covers_many_rows_is_repeated_where_the_table_is_cut() {
    let mut cells = vec![cell(0, 0, 40, 1, vec![text("서울")])];
    cells.extend((0..40).map(|row| cell(row, 1, 1, 1, vec![text(&format!("값 {row}"))])));
    let chunks = chunks(vec![table(cells)], 200);
    assert!(chunks.len() > 2 && texts(&chunks).iter().all(|text| text.contains("서울")), "{:?}", texts(&chunks));
}

#[test]
fn note_stands_in_the_chunk_that_refers_to_it() {
    let noted = paragraph(vec![plain("본문"), note(NoteKind::Footnote, "1", vec![text("각주의 내용")])]);
    let chunks = chunks(vec![text(&"가".repeat(40)), noted, text(&"나".repeat(40))], 50);
    assert_eq!(texts(&chunks)[1], "본문[^1]\n\n[^1]: 각주의 내용");
}

#[test]
fn note_too_large_for_a_chunk_follows_in_chunks_of_its_own() {
    let long = note(NoteKind::Footnote, "1", vec![text(&"각주다. ".repeat(40))]);
    let chunks = chunks(vec![paragraph(vec![plain("본문"), long])], 60);
    assert_eq!(texts(&chunks)[0], "본문[^1]\n\n[^1]: …");
    assert!(chunks.len() > 2 && chunks[1..].iter().all(|chunk| chunk["metadata"]["kind"] == "note"));
}

#[test]
fn chunks_of_text_hold_no_markup() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("안1")]), cell(0, 1, 1, 1, vec![text("안2")])]);
    let blocks = vec![
        heading(1, "1. 제목"),
        paragraph(vec![
            run("굵게", Marks::BOLD),
            plain(" *별* "),
            note(NoteKind::Footnote, "1", vec![text("각주 <b>")]),
        ]),
        frame(vec![text("상자")]),
        Block::Table(Table::from_cells(vec![
            cell(0, 0, 1, 2, vec![text("머리")]),
            cell(1, 0, 1, 1, vec![text("가 | 나"), text("둘째 줄")]),
            cell(1, 1, 1, 1, vec![inner]),
        ])),
    ];
    let chunks = chunks_with(blocks, Chunks { format: ChunkFormat::Text, ..Chunks::default() });
    let text = "1. 제목\n\n굵게 *별* [1]\n\n상자\n\n머리\n가 | 나 둘째 줄\t안1 안2\n\n[1] 각주 <b>";
    assert_eq!(texts(&chunks), [text]);
}

#[test]
fn table_in_a_chunk_says_its_words_once_and_has_no_blank_rows_and_columns() {
    let said = |row, column, width, words: &str| cell(row, column, 1, width, vec![text(words)]);
    let blank = |row, column, width| cell(row, column, 1, width, vec![]);
    let long = "한 칸에 든 글이 길면 그것은 열의 값이 아니라 글이므로 옆 칸에 되풀이해서 쓰지 않는다.";
    let cells = vec![
        blank(0, 0, 4),
        said(1, 0, 1, "구분"),
        said(1, 1, 2, "금액"),
        blank(1, 3, 1),
        said(2, 0, 4, "모두를 합친 줄"),
        said(3, 0, 1, "가"),
        said(3, 1, 1, "1"),
        said(3, 2, 1, "2"),
        blank(3, 3, 1),
        said(4, 0, 1, "비고"),
        said(4, 1, 3, long),
    ];
    let empty = table(vec![blank(0, 0, 1), blank(0, 1, 1), blank(1, 0, 1), blank(1, 1, 1)]);
    let blocks = || vec![table(cells.clone()), empty.clone()];
    let expected = format!("|구분|금액|금액|\n|-|-|-|\n|모두를 합친 줄| | |\n|가|1|2|\n|비고|{long}| |");
    let options = WriteOptions::of(Target::Chunks);
    let as_chunks = |blocks| {
        let lines = written(&document(blocks), Target::Chunks, &options);
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    assert_eq!(texts(&as_chunks(blocks())), [expected]);
    let expected = format!("구분\t금액\t금액\n모두를 합친 줄\n가\t1\t2\n비고\t{long}");
    assert_eq!(texts(&chunks_with(blocks(), Chunks { format: ChunkFormat::Text, ..Chunks::default() })), [expected]);
    assert!(as_chunks(vec![empty]).is_empty());
}

/// A table of three columns whose only words are a title between empty cells and what is under it.
fn titled_box(content: Vec<Block>) -> Block {
    table(vec![
        cell(0, 0, 1, 1, vec![]),
        cell(0, 1, 2, 1, vec![text("<보 기>")]),
        cell(0, 2, 1, 1, vec![]),
        cell(1, 0, 1, 1, vec![]),
        cell(1, 2, 1, 1, vec![]),
        cell(2, 0, 1, 3, content),
    ])
}

#[test]
fn title_on_the_border_of_a_box_and_its_content_are_a_box_in_text_and_chunks() {
    let content = || vec![text("ㄱ. 하나"), text("ㄴ. 둘")];
    assert_eq!(texts(&chunks(vec![titled_box(content())], 1_000)), ["> <보 기>\n>\n> ㄱ. 하나\n>\n> ㄴ. 둘"]);
    assert_eq!(texts(&chunks(vec![titled_box(content())], 12)), ["<보 기>\n\nㄱ. 하나", "ㄴ. 둘"]);
    let plain = written(&document(vec![titled_box(content())]), Target::Text, &WriteOptions::default());
    assert_eq!(plain, "│ <보 기>\n│ ㄱ. 하나\n│ ㄴ. 둘\n");
    let markdown = written(&document(vec![titled_box(content())]), Target::Markdown, &WriteOptions::default());
    assert!(markdown.starts_with("<table>"), "the cells stay where programs look for them: {markdown}");
    let around = table(vec![
        cell(0, 0, 1, 1, vec![text("문제")]),
        cell(0, 1, 1, 1, vec![titled_box(vec![text("ㄱ. 하나"), text("ㄴ. 둘")])]),
    ]);
    let plain = written(&document(vec![around]), Target::Text, &WriteOptions::default());
    assert_eq!(plain, "문제 |   <보 기>\n     |   ㄱ. 하나\n     |   ㄴ. 둘\n");
    let alone = (0..3).map(|column| cell(0, column, 1, 1, if column == 1 { vec![text("목 차")] } else { vec![] }));
    let plain = written(&document(vec![table(alone.collect())]), Target::Text, &WriteOptions::default());
    assert_eq!(plain, "│ 목 차\n");
    // A name at the left has an empty field beside it.
    let field = table(vec![
        cell(0, 0, 1, 1, vec![text("성명")]),
        cell(0, 1, 1, 1, vec![]),
        cell(1, 0, 1, 2, vec![text("위와 같이 신청합니다.")]),
    ]);
    let plain = written(&document(vec![field]), Target::Text, &WriteOptions::default());
    assert!(plain.starts_with("성명 |"), "{plain}");
}

#[test]
fn formula_in_a_chunk_stands_in_its_word_without_a_comment() {
    let content = vec![plain("값"), Inline::Equation(Box::new(equation("x_1"))), plain("는 크다.")];
    assert_eq!(texts(&chunks(vec![paragraph(content)], 1_000)), ["값$x_1$는 크다."]);
}

#[test]
fn chunk_repeats_the_end_of_the_one_before_when_asked_to() {
    let blocks = || vec![text("하나 하나 하나."), text("둘 둘."), text("셋 셋 셋 셋 셋.")];
    let with = |overlap| chunks_with(blocks(), Chunks { size: 22, overlap, ..Chunks::default() });
    assert_eq!(texts(&with(0)), ["하나 하나 하나.\n\n둘 둘.", "셋 셋 셋 셋 셋."]);
    assert_eq!(texts(&with(8)), ["하나 하나 하나.\n\n둘 둘.", "둘 둘.\n\n셋 셋 셋 셋 셋."]);
}

#[test]
fn chunks_of_random_documents_keep_the_limit_and_lose_no_paragraph() {
    for seed in 1..300 {
        let mut blocks: Vec<Block> = (0..3).flat_map(|part| Random(seed * 7 + part).blocks(2)).collect();
        blocks.push(Block::Heading(Heading {
            level: 1,
            inferred: false,
            paragraph: Paragraph { content: [plain("끝")].into(), ..Paragraph::default() },
        }));
        blocks.extend((0..6).map(|part| text(&format!("문단{part}번 {}", "낱말 ".repeat(30)))));
        for (unit, format) in [
            (ChunkUnit::Chars, ChunkFormat::Markdown),
            (ChunkUnit::Tokens, ChunkFormat::Markdown),
            (ChunkUnit::Chars, ChunkFormat::Text),
        ] {
            let chunks = chunks_with(blocks.clone(), Chunks { size: 400, overlap: 40, unit, format });
            let all = texts(&chunks).join("\n");
            assert!((0..6).all(|part| all.contains(&format!("문단{part}번"))), "{seed}");
            // A link and a tracked change are not cut.
            let is_in_limit = |text: &&str| {
                let is_whole = ["](h", "](#", "](m", "<ins>", "<del>"].iter().any(|mark| text.contains(mark));
                unit == ChunkUnit::Tokens || is_whole || text.chars().count() <= 400
            };
            assert_eq!(texts(&chunks).iter().find(|text| !is_in_limit(text)), None, "{seed}");
        }
    }
}

#[test]
fn jsonl_has_a_line_for_every_input_in_the_order_of_the_inputs() {
    let desk = Desk::new();
    desk.write("a.hwp", &sample("marks.hwp"));
    desk.write("b.hwp", crate::support::desk::PDF);
    desk.write("c.hwp", &sample("tables.hwp"));
    let run = desk.run(&["a.hwp", "b.hwp", "c.hwp", "-t", "jsonl", "-q"]);
    assert_eq!((run.code, run.stderr.lines().count()), (1, 1), "{}", run.stderr);
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sources: Vec<&str> = lines.iter().map(|line| line["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["a.hwp", "b.hwp", "c.hwp"]);
    assert_eq!(lines[1]["error"]["kind"], "not-hwp");
    assert_eq!((&lines[0]["format"], lines[0]["id"].as_str().unwrap().len()), (&"hwp5".into(), 64));
    assert_eq!(lines[0]["text"].as_str().unwrap(), desk.run(&["a.hwp"]).stdout);
    assert!(lines[1]["id"].is_string() && lines[0]["warnings"].is_array() && lines[0]["metadata"].is_object());
}

#[test]
fn lines_of_all_documents_go_to_one_file_whatever_the_number_of_threads() {
    let desk = Desk::new();
    for (name, path) in samples().iter().enumerate() {
        desk.write(format!("in/{name:02}.hwp"), &fs::read(path).unwrap());
    }
    for target in ["jsonl", "chunks"] {
        desk.run(&["in", "-t", target, "-j", "1", "-q", "-o", "one.jsonl"]);
        desk.run(&["in", "-t", target, "-j", "4", "-q", "-o", "four.jsonl"]);
        assert_eq!(desk.read("one.jsonl"), desk.read("four.jsonl"));
        assert_eq!(desk.read("one.jsonl"), desk.run(&["in", "-t", target, "-q"]).stdout);
    }
    desk.run(&["in", "-t", "jsonl", "-q", "-o", "folder"]);
    assert!(desk.path("folder/00.jsonl").is_file());
}

#[test]
fn target_follows_the_extension_of_the_output() {
    let desk = Desk::new();
    desk.write("a.hwp", &sample("marks.hwp"));
    for (name, start) in
        [("a.html", "<!DOCTYPE html>"), ("a.json", "{\"schema\":\"hwpconv/1\""), ("a.jsonl", "{\"id\":")]
    {
        desk.run(&["a.hwp", "-o", name]).succeeded();
        assert!(desk.read(name).starts_with(start), "{name}");
    }
    let value: Value = serde_json::from_str(&desk.read("a.json")).unwrap();
    assert_eq!((&value["source"], &value["format"]), (&"a.hwp".into(), &"hwp5".into()));
    assert_eq!(schema::fault(&value), None);
}

#[test]
fn embedded_pictures_need_no_folder() {
    let desk = Desk::new();
    desk.write("a.hwp", &sample("pictures.hwp"));
    desk.run(&["a.hwp", "-o", "a.html", "--embed-media", "-q"]);
    assert_eq!(desk.tree(), ["a.html", "a.hwp"]);
    assert!(desk.read("a.html").contains("src=\"data:image/"));
    desk.run(&["a.hwp", "-o", "b.html", "-q"]);
    assert!(desk.tree().contains(&"b_media".to_owned()) && desk.read("b.html").contains("src=\"b_media/"));
    desk.run(&["a.hwp", "--embed-media"]).is_usage_error("--embed-media is for HTML pages");
}

#[test]
fn chunk_options_reach_the_chunks() {
    let desk = Desk::new();
    desk.write("a.hwp", &sample("press-release.hwp"));
    let count =
        |options: &[&str]| desk.run(&[&["a.hwp", "-t", "chunks", "-q"], options].concat()).stdout.lines().count();
    assert!(count(&["--chunk-size", "200"]) > count(&[]));
    assert!(count(&["--chunk-size", "200", "--chunk-unit", "tokens"]) < count(&["--chunk-size", "200"]));
    assert!(count(&["--chunk-size", "200", "--chunk-overlap", "100"]) >= count(&["--chunk-size", "200"]));
    desk.run(&["a.hwp", "--chunk-size", "0"]).is_usage_error("give a whole number of at least 1");
    desk.run(&["a.hwp", "a.hwp", "-t", "jsonl", "--media", "m"]).is_usage_error("need a folder of outputs");
}
