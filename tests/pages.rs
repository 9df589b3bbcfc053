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

mod builder;
#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/corpus.rs"]
mod corpus;

use builder::{Caption, Cell, Control, Document, Paragraph, Section, Side, Table};
use hwpconv::ReadOptions;

#[test]
fn lines_of_a_caption_are_not_those_of_the_cell_behind_it() {
    let line = |text: &str| Paragraph::from(text).line(0, 0);
    let caption = Caption::new(Side::Top, line("첫째 줄과 둘째 줄").line(6, 1_600));
    let cell = |column, text| Cell::new(0, column, line(text));
    let table = Table::new(1, 2).set(cell(0, "가")).set(cell(1, "나")).caption(caption);
    let section = Section::new()
        .paragraph(Paragraph::new().control(Control::Table(table)).line(0, 0))
        .paragraph(Paragraph::from("표 아래").line(0, 5_000));
    let mut document = Document::new("캡션");
    document.section(section);
    let reading = hwpconv::read(&document.build(), &ReadOptions::default()).unwrap();
    assert_eq!(reading.document.pages, Some(1));
}

/// Documents with layout whose number of pages has to be that of the word processor, in percent.
const LEAST: usize = 95;

#[test]
fn page_counts_are_those_of_the_word_processor() {
    let (mut right, mut all, mut without) = (0, 0, Vec::new());
    for sample in corpus::samples() {
        let pdf = corpus::shared().join(format!("score/pdf/{}.txt", sample.id));
        let Ok(text) = std::fs::read_to_string(pdf) else { continue };
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
