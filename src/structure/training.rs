//! Input for `tools/headings/train.py`, which computes the weights, and their measure; not run with the other tests.
//!
//! HEADINGS_DOCUMENTS has a document a line: a name, a tab, and its path. Documents that cannot be read have no line in
//! what is written to HEADINGS_OUT.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::class::Body;
use super::contents::Contents;
use super::evidence::{Evidence, Item};
use super::headings::infer_by;
use super::judge;
use super::lighten_headings;
use super::mark::Kind;
use super::sign::Sign;
use super::weights::Weights;
use crate::document::{Align, Document};
use crate::{ReadOptions, Target, WriteOptions, read, write};

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

/// Writes the lines of each document into a folder, for those who annotate it: a number, the size in percent of the body's,
/// how the line is set off, and its text; dashes stand for tables, pictures and equations, brackets for a box.
#[test]
#[ignore = "a tool, see tools/headings"]
fn writes_lines() {
    let folder = variable("HEADINGS_OUT");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document) in documents() {
        let evidence = Evidence::of(&document);
        let Some(body) = Body::of(&evidence.lines) else { continue };
        let mut out = String::new();
        for item in &evidence.items {
            match item {
                Item::Object => out.push_str("    ----\n"),
                Item::Open => out.push_str("    [\n"),
                Item::Close => out.push_str("    ]\n"),
                Item::Break => out.push_str("    ====\n"),
                Item::Line(index) => {
                    let Some(line) = evidence.lines.get(*index) else { continue };
                    let look = [
                        (line.bold, "bold"),
                        (line.boxed, "box"),
                        (line.align == Align::Center, "center"),
                        (line.align == Align::Right, "right"),
                        (line.color != body.color, "color"),
                        (line.face != body.face, "face"),
                        (line.is_apart, "apart"),
                        (line.outline.is_some(), "outline"),
                    ];
                    let look: Vec<&str> = look.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
                    let size = body.percent(line.size);
                    let _ = writeln!(out, "{index}\t{size}\t{}\t{}", look.join(" "), line.text.replace('\t', " "));
                }
            }
        }
        std::fs::write(folder.join(name + ".lines"), out).unwrap();
    }
}

/// Writes each document as Markdown into a folder, with its headings by the weights in HEADINGS_WEIGHTS: a name, a blank
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
        lighten_headings(&mut document);
        let out = write(&document, Target::Markdown, &WriteOptions::default()).text;
        std::fs::write(folder.join(name + ".md"), out).unwrap();
    }
}
