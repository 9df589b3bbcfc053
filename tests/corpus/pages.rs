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

use std::collections::BTreeMap;
use std::fs;

use crate::builder::{Caption, Cell, Control, Document, Paragraph, Section, Side, Table};
use hwpconv::document::Block;
use hwpconv::structure::{Restructure, infer_headings};
use hwpconv::{ReadOptions, Tables, Target, WriteOptions};

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

/// How often each character of the Markdown is there, but for comments, tags and signs, in which tables that are cut differ.
fn words(markdown: &str) -> BTreeMap<char, usize> {
    let mut words = BTreeMap::new();
    let mut rest = markdown;
    while let Some((text, after)) = rest.split_once('<') {
        count(text, &mut words);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    count(rest, &mut words);
    words
}

fn count(text: &str, words: &mut BTreeMap<char, usize>) {
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *words.entry(c).or_default() += 1);
}

#[test]
fn all_pages_together_hold_every_word_once() {
    let samples = crate::support::files::samples().into_iter();
    let samples = samples.filter_map(|(name, bytes)| {
        let options = crate::support::files::sample_options();
        Some((name, hwpconv::read(&bytes, &options).ok()?.document))
    });
    let corpus = crate::support::corpus::samples().into_iter();
    let corpus =
        corpus.filter_map(|sample| Some((sample.read()?, sample.name))).map(|(document, name)| (name, document));
    // A table is written the same way, whole and in parts.
    let options = WriteOptions { tables: Tables::Html, split_pages: true, ..WriteOptions::default() };
    let (mut documents, mut pages) = (0, 0);
    for (name, whole) in samples.chain(corpus) {
        let mut split = whole.clone();
        let mut whole = whole;
        let structure = Restructure { split_pages: true, ..Restructure::default() };
        if structure.apply(&mut split).is_err() {
            assert_eq!(split.pages, None, "{name}");
            continue;
        }
        Restructure::default().apply(&mut whole).unwrap();
        let write = |document, target| hwpconv::write(document, target, &options).text;
        let markdown = write(&split, Target::Markdown);
        assert!(words(&markdown) == words(&write(&whole, Target::Markdown)), "{name}");
        let json: serde_json::Value = serde_json::from_str(&write(&split, Target::Json)).unwrap();
        let list = json["pages"].as_array().unwrap();
        let numbers: Vec<u64> = list.iter().map(|page| page["page"].as_u64().unwrap()).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next), "{name}: {numbers:?}");
        assert!(numbers.last() <= split.pages.map(u64::from).as_ref(), "{name}: {numbers:?}");
        let text: String = list.iter().map(|page| format!("{}\n", page["text"].as_str().unwrap())).collect();
        assert!(words(&text) == words(&markdown), "{name}");
        documents += usize::from(list.len() > 1);
        pages += list.len();
    }
    println!("{pages} pages; {documents} documents of several");
    assert!(documents > 0);
}
