//! Descriptions that are built in two formats, and the samples of the other formats, which are the press release.
//!
//! With `HWPCONV_WRITE_SAMPLES=1` the test writes the samples instead of comparing them.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;

use crate::builder::Document;
use crate::builder_hwp3_document::{self as builder_hwp3, within_hwp_3};
use crate::builder_hwpx::zip;
use crate::descriptions::{Described, SAMPLES, press_release};
use crate::{builder_hwpml_document, builder_hwpx};
use hwpconv::{ReadOptions, Target, WriteOptions};

/// Descriptions that only HWP 5 can say in full: what they show is how it packs and locks, or lies in its layout.
pub const HWP_5_ALONE: &[&str] = &["distribution", "pages", "password", "password-des", "uncompressed"];

/// Descriptions that HWPML can say in full.
pub const HWPML: &[&str] =
    &["equations", "links", "marks", "notes", "numbering", "press-release", "tables", "typed-marks"];

/// Descriptions that HWP 3 can say but for what [`within_hwp_3`] takes out.
pub const HWP_3: &[&str] = &["chart", "equations", "press-release", "sections", "tables", "typed-marks"];

/// The descriptions of these names.
fn described(names: &[&str]) -> Vec<Described> {
    let find = |name: &&str| *SAMPLES.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}"));
    names.iter().map(find).collect()
}

fn written(bytes: &[u8], target: Target) -> String {
    let reading = hwpconv::read(bytes, &ReadOptions::default()).unwrap();
    let text = hwpconv::write(&reading.document, target, &WriteOptions::default()).text;
    reading.document.assets.iter().fold(text, |text, asset| text.replace(asset.name.as_str(), "MEDIA"))
}

/// A text without the one thing that HWP 5 cannot say: the format of a numbering level has four bits there, and 甲乙丙
/// is number 16. What stands around it is compared without empty lines, which depend on whether it is a list.
fn kept(text: &str) -> String {
    const TITLE: &str = "甲乙丙";
    if !text.contains(TITLE) {
        return text.to_owned();
    }
    let lines = text.lines().filter(|line| !line.contains(TITLE) && !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Where the first line differs, with what stands there.
pub fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let line = a.lines().zip(b.lines()).position(|(a, b)| a != b);
    let at = line.unwrap_or_else(|| a.lines().count().min(b.lines().count()));
    let lines = |text: &str| text.lines().skip(at.saturating_sub(2)).take(5).collect::<Vec<_>>().join("\n");
    Some(format!("line {}\n-- one\n{}\n-- other\n{}\n", at + 1, lines(a), lines(b)))
}

/// All differences between what two formats give for descriptions.
fn differences(descriptions: &[Described], other: fn(&Document) -> Vec<u8>) -> String {
    let mut out = String::new();
    for (name, document) in descriptions {
        let document = document();
        let (hwp5, other) = (document.build(), other(&document));
        for target in [Target::Markdown, Target::Text] {
            if let Some(difference) = difference(&kept(&written(&hwp5, target)), &kept(&written(&other, target))) {
                out += &format!("== {name}, {target:?}, {difference}");
            }
        }
    }
    out
}

#[test]
fn descriptions_give_the_same_text_from_hwp_5_and_hwpx() {
    let both = SAMPLES.iter().copied().filter(|(name, _)| !HWP_5_ALONE.contains(name));
    assert_eq!(differences(&both.collect::<Vec<_>>(), builder_hwpx::package), "");
}

#[test]
fn descriptions_give_the_same_text_from_hwp_5_and_hwpml() {
    assert_eq!(differences(&described(HWPML), |document| builder_hwpml_document::file(document).into_bytes()), "");
}

/// The press release as far as HWP 3 can say it; [`within_hwp_3`] names the four things that it cannot.
fn press_release_within_hwp_3() -> Document {
    within_hwp_3(press_release::document())
}

#[test]
fn press_release_gives_the_same_text_from_hwp_5_and_hwp_3() {
    assert_eq!(differences(&[("press-release", press_release_within_hwp_3)], builder_hwp3::file), "");
}

/// The samples of other formats than HWP 5.
fn samples() -> [(&'static str, Vec<u8>); 3] {
    let document = press_release::document();
    [
        ("press-release.hwpx", builder_hwpx::package(&document)),
        ("press-release.hml", builder_hwpml_document::file(&document).into_bytes()),
        ("press-release-hwp3.hwp", builder_hwp3::file(&press_release_within_hwp_3())),
    ]
}

/// What a sample holds, inflated: the same content may be packed differently by another version of a library.
fn content(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    const HWP_3_HEAD: usize = 30 + 128 + 9 * 112;
    if name.ends_with(".hwpx") {
        return zip::unpack(bytes);
    }
    let mut body = Vec::new();
    let head = if name.ends_with(".hwp") { HWP_3_HEAD } else { bytes.len() };
    let (head, packed) = bytes.split_at(head.min(bytes.len()));
    // Behind the body stand a check sum and a size, which differ with the packing.
    DeflateDecoder::new(packed).read_to_end(&mut body).unwrap_or_default();
    vec![("head".to_owned(), head.to_vec()), ("body".to_owned(), body)]
}

#[test]
fn samples_of_other_formats_are_what_the_builders_make() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for (name, made) in samples() {
        let path = folder.join(name);
        if std::env::var_os("HWPCONV_WRITE_SAMPLES").is_some() {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            content(name, &kept) == content(name, &made),
            "{name} differs from its description; see the module head"
        );
        let text = written(&kept, Target::Markdown);
        assert!(text.contains("노을빛 골목 도서관") && text.contains("제2장"), "{name}\n{text}");
    }
}
