//! Page numbers from the stored layout, against the pages that the word processor itself makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::fs;

use crate::builder::{Caption, Cell, Control, Document, Paragraph, Section, Side, Table};
use hwpconv::ReadOptions;
use hwpconv::document::Block;
use hwpconv::structure::infer_headings;

/// A table whose caption has two lines, and a paragraph below it.
fn document() -> Vec<u8> {
    let line = |text: &str| Paragraph::from(text).line(0, 0);
    let caption = Caption::new(Side::Top, line("첫째 줄과 둘째 줄").line(6, 1_600));
    let cell = |column, text| Cell::new(0, column, line(text));
    let table = Table::new(1, 2).set(cell(0, "가")).set(cell(1, "나")).caption(caption);
    let section = Section::new()
        .paragraph(Paragraph::new().control(Control::Table(table)).line(0, 0))
        .paragraph(Paragraph::from("표 아래").line(0, 5_000));
    let mut document = Document::new("캡션");
    document.section(section);
    document.build()
}

#[test]
fn lines_of_a_caption_are_not_those_of_the_cell_behind_it() {
    let reading = hwpconv::read(&document(), &ReadOptions::default()).unwrap();
    assert_eq!(reading.document.pages, Some(1));
}

/// Removes all page numbers.
fn without_pages(mut document: hwpconv::document::Document) -> hwpconv::document::Document {
    document.pages = None;
    for section in &mut document.sections {
        section.blocks.iter_mut().for_each(remove_page);
    }
    document
}

fn remove_page(block: &mut Block) {
    block.origin_mut().page = None;
    let inner = match block {
        Block::Table(table) => {
            table.cell_blocks_mut().flatten().for_each(remove_page);
            table.caption_mut().map(|caption| &mut caption.blocks)
        }
        Block::Frame(frame) => Some(&mut frame.blocks),
        Block::Figure(figure) => {
            figure.blocks.iter_mut().for_each(remove_page);
            Some(&mut figure.caption.blocks)
        }
        _ => None,
    };
    inner.into_iter().flatten().for_each(remove_page);
}

#[test]
fn document_without_page_numbers_is_the_same_but_for_them() {
    let samples = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap();
    let samples = samples.map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with("README.md"));
    let mut with_pages = 0;
    for bytes in samples.map(|path| fs::read(path).unwrap()).chain([document()]) {
        let read = |pages| hwpconv::read(&bytes, &ReadOptions { pages, ..ReadOptions::default() }).ok();
        let (Some(with), Some(without)) = (read(true), read(false)) else { continue };
        with_pages += usize::from(with.document.pages.is_some());
        assert_eq!(without.document.pages, None);
        assert_eq!(without.warnings, with.warnings);
        assert!(without.document == without_pages(with.document));
    }
    assert!(with_pages > 0);
}

#[test]
fn headings_do_not_depend_on_page_numbers() {
    for sample in crate::support::corpus::samples() {
        let Some(mut with) = sample.read() else { continue };
        if with.pages.is_none() {
            continue;
        }
        let mut without = without_pages(with.clone());
        infer_headings(&mut with);
        infer_headings(&mut without);
        assert!(without == without_pages(with), "{}", sample.name);
    }
}

/// Documents with layout whose number of pages has to be that of the word processor, in percent.
const LEAST: usize = 95;

#[test]
fn page_counts_are_those_of_the_word_processor() {
    let (mut right, mut all, mut without) = (0, 0, Vec::new());
    for sample in crate::support::corpus::samples() {
        let pdf = crate::support::corpus::shared().join(format!("score/pdf/{}.txt", sample.id));
        let Ok(text) = fs::read_to_string(pdf) else { continue };
        let expected = text.matches('\u{C}').count();
        let Some(pages) = sample.read().and_then(|document| document.pages) else {
            without.push(sample.name);
            continue;
        };
        all += 1;
        if pages as usize == expected {
            right += 1;
        } else {
            println!("{}: {pages} pages, {expected} in the PDF", sample.name);
        }
    }
    println!("pages: {right} of {all} documents; without layout: {without:#?}");
    assert!(right * 100 >= all * LEAST, "{right} of {all}");
}
