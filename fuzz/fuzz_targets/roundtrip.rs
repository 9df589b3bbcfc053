//! An arbitrary document as Markdown, read back by pulldown-cmark: every word is there, in its order.
//!
//! Both are flattened by the comparer of tests/markdown_roundtrip.rs. That test is stricter, with documents that are less
//! so: marks, links and borders of blocks have to be the same as well.

#![no_main]

use hwpconv::document::{Block, Furniture, Inline};
use hwpconv::{Tables, Target, WriteOptions};
use hwpconv_fuzz::document::document;
use hwpconv_fuzz::markdown_model::{Piece, of_document, of_markdown};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut document) = document(&mut Unstructured::new(bytes)) else { return };
    for section in &mut document.sections {
        section.furniture.retain(is_text);
    }
    for tables in [Tables::Auto, Tables::Html] {
        let options = WriteOptions { tables, ..WriteOptions::default() };
        let markdown = hwpconv::write(&document, Target::Markdown, &options).text;
        let mut found = words(of_markdown(&markdown)).into_iter();
        let expected = words(of_document(&document, &options));
        let lost = expected.iter().position(|c| !found.any(|known| known == *c));
        let Some(at) = lost else { continue };
        let around: String = expected[at.saturating_sub(20)..expected.len().min(at + 10)].iter().collect();
        panic!("character {at} in {around:?} is lost\n--- markdown\n{markdown}\n--- document\n{document:#?}");
    }
});

/// The characters of text, formulas and descriptions. A dash may have become a bullet.
fn words(pieces: Vec<Piece>) -> Vec<char> {
    let mut words = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Char(c, ..) => words.push(c),
            Piece::Math(text) | Piece::Code(text) | Piece::Image(text, _) => words.extend(text.chars()),
            _ => {}
        }
    }
    words.retain(|c| *c != '-');
    words
}

/// Furniture loses its form, and the comparer knows only text in it.
fn is_text(furniture: &Furniture) -> bool {
    furniture.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => {
            paragraph.label.is_none() && paragraph.content.iter().all(|inline| matches!(inline, Inline::Text(_)))
        }
        _ => false,
    })
}
