//! Descriptions that are built in two formats.

use crate::builder::Document;
use crate::builder_hwpx;
use crate::descriptions::{files, lists, objects, press_release, references, tables, text};
use hwpconv::{ReadOptions, Target, WriteOptions};

/// Descriptions that HWP 5 and HWPX can both say in full.
const BOTH: &[(&str, fn() -> Document)] = &[
    ("characters", text::characters),
    ("chart", objects::chart),
    ("comments", references::comments),
    ("equations", objects::equations),
    ("fields", references::fields),
    ("forms", objects::forms),
    ("links", references::links),
    ("marks", text::marks),
    ("notes", references::notes),
    ("numbering", lists::numbering),
    ("pictures", objects::pictures),
    ("press-release", press_release::document),
    ("ruby", text::ruby),
    ("sections", files::sections),
    ("shapes", objects::shapes),
    ("tables", tables::tables),
    ("tracked", text::tracked),
    ("typed-marks", text::typed_marks),
];

fn written(bytes: &[u8], target: Target) -> String {
    let reading = hwpconv::read(bytes, &ReadOptions::default()).unwrap();
    let text = hwpconv::write(&reading.document, target, &WriteOptions::default()).text;
    reading.document.assets.iter().fold(text, |text, asset| text.replace(asset.name.as_str(), "MEDIA"))
}

#[test]
fn descriptions_give_the_same_text_from_hwp_5_and_hwpx() {
    for (name, document) in BOTH {
        let (hwp5, hwpx) = (document().build(), builder_hwpx::package(&document()));
        for target in [Target::Markdown, Target::Text] {
            let (a, b) = (written(&hwp5, target), written(&hwpx, target));
            if a != b {
                let line = a.lines().zip(b.lines()).position(|(a, b)| a != b);
                let at = line.unwrap_or_else(|| a.lines().count().min(b.lines().count()));
                let lines = |text: &str| text.lines().skip(at.saturating_sub(1)).take(4).collect::<Vec<_>>().join("\n");
                println!("== {name} {target:?} differs at line {at}\n-- HWP 5\n{}\n-- HWPX\n{}", lines(&a), lines(&b));
            }
        }
    }
}
