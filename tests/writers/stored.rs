//! The model as other programs store it: written by serde and read again, it is the same. Needs the feature `serde`.

use crate::support::build::{cell, document, table, text};
use crate::support::random::Random;
use hwpconv::document::{Block, Document, Inline, Marks};
use hwpconv::{ReadOptions, Target, TrackChanges, WriteOptions};
use serde_json::Value;

fn stored(document: &Document) -> Value {
    serde_json::to_value(document).unwrap()
}

#[test]
fn random_documents_come_back_as_they_were() {
    for seed in 1..=500 {
        let document = document(Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)).blocks(3));
        let text = serde_json::to_string(&document).unwrap();
        assert!(serde_json::from_str::<Document>(&text).unwrap() == document, "{text}");
    }
}

#[test]
fn samples_come_back_as_they_were() {
    let options = ReadOptions { track_changes: TrackChanges::All, ..ReadOptions::default() };
    let mut count = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(reading) = hwpconv::read(&std::fs::read(&path).unwrap(), &options) else { continue };
        let back: Document = serde_json::from_value(stored(&reading.document)).unwrap();
        assert!(back == reading.document, "{}", path.display());
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn stored_table_cannot_claim_places_that_its_cells_do_not_fill() {
    let made = document(vec![table(vec![cell(0, 0, 1, 1, vec![text("가")]), cell(0, 1, 1, 1, vec![text("나")])])]);
    let mut value = stored(&made);
    let lie = &mut value["sections"][0]["blocks"][0]["Table"];
    lie["columns"] = u64::MAX.into();
    lie["cells"][1]["column_span"] = u64::MAX.into();
    let back: Document = serde_json::from_value(value).unwrap();
    let Block::Table(table) = &back.sections[0].blocks[0] else { panic!("{back:?}") };
    assert_eq!((table.rows(), table.columns(), table.cells().len()), (2, 1, 2));
    for target in [Target::Markdown, Target::Text, Target::Html, Target::Json, Target::Chunks] {
        assert!(hwpconv::write(&back, target, &WriteOptions::default()).text.contains('나'), "{target:?}");
    }
}

#[test]
fn what_is_not_stored_has_its_default_and_unknown_marks_are_left_out() {
    let text = r#"{"sections": [{"blocks": [{"Paragraph": {"content": [{"Text": {"text": "가", "marks": 193}}]}}]}]}"#;
    let back: Document = serde_json::from_str(text).unwrap();
    let Block::Paragraph(paragraph) = &back.sections[0].blocks[0] else { panic!("{back:?}") };
    let Inline::Text(run) = &paragraph.content[0] else { panic!("{paragraph:?}") };
    assert_eq!((run.text.as_str(), run.marks), ("가", Marks::BOLD));
}
