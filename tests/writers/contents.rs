//! Tables of contents: the one that is asked for, and those that authors typed.

use hwpconv::document::{Block, Inline, Marks, Paragraph, Text};
use hwpconv::structure::infer_headings;
use hwpconv::{Document, Target, WriteOptions, verify, write};

use crate::support::build::{cell, document, frame, heading, link, paragraph, plain, table, text};

fn written(document: &Document, target: Target, toc: bool) -> String {
    write(document, target, &WriteOptions { toc, ..WriteOptions::default() }).text
}

fn report() -> Document {
    document(vec![
        heading(1, "새 도서관"),
        heading(2, "개요"),
        text("책이 있다."),
        frame(vec![heading(3, "여는 [때] & 곳")]),
        heading(2, "개요"),
        table(vec![cell(0, 0, 1, 1, vec![heading(2, "칸")]), cell(0, 1, 1, 1, vec![text("값")])]),
    ])
}

#[test]
fn markdown_begins_with_a_list_of_links_by_the_names_that_github_gives() {
    let markdown = written(&report(), Target::Markdown, true);
    let contents = "- [새 도서관](#새-도서관)\n  - [개요](#개요)\n    - [여는 \\[때\\] & 곳](#여는-때--곳)\n  \
                    - [개요](#개요-1)\n\n# 새 도서관\n";
    assert!(markdown.starts_with(contents), "{markdown}");
    assert_eq!(markdown.split_once("\n\n").unwrap().1, written(&report(), Target::Markdown, false));
    let options = WriteOptions { toc: true, ..WriteOptions::default() };
    assert_eq!(verify(&report(), &markdown, &options), []);
    assert_ne!(verify(&report(), &markdown.replace("(#개요-1)", "(#개요)"), &options), []);
}

#[test]
fn page_begins_with_a_list_of_links_to_headings_that_have_names() {
    let page = written(&report(), Target::Html, true);
    let contents = "<main>\n<nav>\n<ul>\n<li><a href=\"#새-도서관\">새 도서관</a>\n<ul>\n<li><a href=\"#개요\">개요</a>\n<ul>\n\
                    <li><a href=\"#여는-때--곳\">여는 [때] &amp; 곳</a></li>\n</ul>\n</li>\n\
                    <li><a href=\"#개요-1\">개요</a></li>\n</ul>\n</li>\n</ul>\n</nav>\n<h1 id=\"새-도서관\">";
    assert!(page.contains(contents), "{page}");
    for name in ["개요", "여는-때--곳", "개요-1"] {
        assert_eq!(page.matches(&format!(" id=\"{name}\"")).count(), 1, "{name}");
    }
    let plain = written(&report(), Target::Html, false);
    assert!(!plain.contains("<nav>") && !plain.contains(" id="), "{plain}");
}

#[test]
fn document_without_headings_and_other_targets_have_no_table_of_contents() {
    let bare = document(vec![text("글")]);
    for target in [Target::Markdown, Target::Html] {
        assert_eq!(written(&bare, target, true), written(&bare, target, false));
    }
    for target in [Target::Text, Target::Json, Target::Jsonl, Target::Chunks] {
        assert_eq!(written(&report(), target, true), written(&report(), target, false), "{target:?}");
    }
}

fn line(text: &str, size: u32) -> Block {
    let content = [Inline::Text(Text { text: text.into(), marks: Marks::NONE })].into();
    Block::Paragraph(Paragraph { content, size: Some(size), ..Paragraph::default() })
}

fn entry(words: &str, page: &str) -> Block {
    let content = [plain(words), Inline::Tab, plain(page)].into();
    Block::Paragraph(Paragraph { content, size: Some(1_200), ..Paragraph::default() })
}

fn body() -> Block {
    line("이 문단은 본문이며, 다른 어느 글보다도 길어서 문서의 글자 크기를 정하고, 제목으로 보이지 않아야 한다.", 1_200)
}

/// A document with a typed table of contents above its parts.
fn typed(contents: Vec<Block>) -> Document {
    let parts = ["1. 추진 배경", "2. 운영 계획", "붙임 1 서가 배치"].map(|title| [line(title, 1_600), body(), body()]);
    let mut document = document([line("목차", 1_600)].into_iter().chain(contents).collect());
    document.sections[0].blocks.extend(parts.into_iter().flatten());
    infer_headings(&mut document);
    document
}

#[test]
fn lines_of_a_typed_table_of_contents_lead_to_the_headings_they_name() {
    let document = typed(vec![
        entry("1. 추진 배경", "1"),
        line("2. 운영 계획 ········ 3", 1_200),
        line("붙임 1 서가 배치", 1_200),
        entry("3. 없는 장", "9"),
    ]);
    let markdown = written(&document, Target::Markdown, false);
    let contents = "[1. 추진 배경](#1-추진-배경) … 1\n\n[2. 운영 계획](#2-운영-계획) … 3\n\n\
                    [붙임 1 서가 배치](#붙임-1-서가-배치)\n\n3. 없는 장 … 9\n";
    assert!(markdown.replace("목차\n\n", "").trim_start_matches("# ").starts_with(contents), "{markdown}");
    assert_eq!(verify(&document, &markdown, &WriteOptions::default()), []);
    let page = written(&document, Target::Html, false);
    assert!(page.contains("<p><a href=\"#2-운영-계획\">2. 운영 계획</a>"), "{page}");
    assert!(page.contains(" id=\"2-운영-계획\"") && !page.contains("<nav>"), "{page}");
    // Chunks go their ways alone: nothing in one leads into another.
    let chunks = written(&document, Target::Chunks, false);
    assert!(chunks.contains("2. 운영 계획 … 3") && !chunks.contains("](#"), "{chunks}");
}

#[test]
fn headings_are_the_same_whether_pages_are_known_or_not() {
    let titles = ["1. 추진 배경", "2. 운영 계획", "3. 서가 배치", "4. 이용 안내"];
    let entries = titles.map(|title| line(title, 1_200));
    let parts = titles.map(|title| [line(title, 1_600), body(), body()]);
    let blocks = [line("목차", 1_600)].into_iter().chain(entries).chain(parts.into_iter().flatten());
    let mut without = document(blocks.collect());
    let mut with = without.clone();
    // The table of contents goes on behind the second entry, on the next page.
    for (index, block) in with.sections[0].blocks.iter_mut().enumerate() {
        block.origin_mut().page = Some(if index <= 2 { 1 } else { 2 });
    }
    infer_headings(&mut without);
    infer_headings(&mut with);
    let markdown = written(&without, Target::Markdown, false);
    assert_eq!(written(&with, Target::Markdown, false), markdown);
    assert!(markdown.contains("[4. 이용 안내](#4-이용-안내)"), "{markdown}");
}

#[test]
fn what_the_author_has_linked_stays_so() {
    let linked = paragraph(vec![link("#_Toc1", vec![plain("1. 추진 배경")]), Inline::Tab, plain("1")]);
    let document = typed(vec![linked, entry("2. 운영 계획", "3"), entry("3. 없는 장", "9")]);
    let markdown = written(&document, Target::Markdown, false);
    assert!(markdown.contains("[1. 추진 배경](#_Toc1) 1\n\n[2. 운영 계획](#2-운영-계획) … 3"), "{markdown}");
}
