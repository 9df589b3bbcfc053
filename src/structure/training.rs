//! Input for `tools/headings/train.py`, which computes the weights, and their measure; not run with the other tests.
//!
//! HEADINGS_DOCUMENTS has a document a line: a name, a tab, and its path. Documents that cannot be read have no line in
//! what is written to HEADINGS_OUT.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::class::Body;
use super::contents::Contents;
use super::evidence::Evidence;
use super::headings::infer_by;
use super::judge;
use super::mark::Kind;
use super::sign::Sign;
use super::weights::Weights;
use crate::document::{Block, Document, visit};
use crate::{ReadOptions, read};

fn variable(name: &str) -> PathBuf {
    std::env::var_os(name).map(PathBuf::from).unwrap_or_else(|| panic!("{name} is not set"))
}

fn documents() -> Vec<(String, Document)> {
    let list = std::fs::read_to_string(variable("HEADINGS_DOCUMENTS")).unwrap();
    let document = |line: &str| {
        let (name, path) = line.split_once('\t').unwrap();
        let bytes = std::fs::read(path).unwrap();
        let options = ReadOptions { assets: false, ..ReadOptions::default() };
        Some((name.to_owned(), read(&bytes, &options).ok()?.document))
    };
    list.lines().filter_map(document).collect()
}

/// Writes the facts of all lines: name of the document, whether the line is on a level of the author's outline (`o`) or
/// an article (`a`), its text, and the facts with how far they hold.
#[test]
#[ignore = "a tool, see tools/headings"]
fn writes_facts() {
    let mut out = String::new();
    for (name, document) in documents() {
        let mut evidence = Evidence::of(&document);
        let contents = Contents::find(&mut evidence);
        let Some(body) = Body::of(&evidence.lines) else { continue };
        let facts = judge::facts(&evidence, &contents, body);
        for (line, facts) in evidence.lines.iter().zip(facts) {
            let flag = match (line.outline, line.sign) {
                (Some(_), _) => "o",
                (None, Sign::Mark(Kind::Article)) => "a",
                (None, _) => "-",
            };
            let Some(facts) = facts else { continue };
            let _ = write!(out, "{name}\t{flag}\t{}\t", line.text.replace('\t', " "));
            for (fact, percent) in facts {
                let _ = write!(out, "{}={percent} ", fact.name());
            }
            out.push('\n');
        }
    }
    std::fs::write(variable("HEADINGS_OUT"), out).unwrap();
}

/// Writes the headings of each document as Markdown into a folder, by the weights in HEADINGS_WEIGHTS: a name, a blank
/// and a number a line, of which `bias` is the first.
#[test]
#[ignore = "a tool, see tools/headings"]
fn writes_headings() {
    let text = std::fs::read_to_string(variable("HEADINGS_WEIGHTS")).unwrap();
    let mut rows: Vec<(&str, i32)> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, weight)| (name, weight.parse().unwrap()))
        .collect();
    let bias = rows.remove(0).1;
    let folder = variable("HEADINGS_OUT");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, mut document) in documents() {
        infer_by(&mut document, &Weights::new(bias, &rows));
        let mut out = String::new();
        for section in &document.sections {
            visit(&section.blocks, &mut |node| {
                if let crate::document::Node::Block(Block::Heading(heading)) = node {
                    let words = super::text::words(&heading.paragraph).replace('<', "\\<");
                    let signs = "#".repeat(usize::from(heading.level.min(6)));
                    let _ = write!(out, "{signs} {words}\n\n");
                }
            });
        }
        std::fs::write(folder.join(name + ".md"), out).unwrap();
    }
}
