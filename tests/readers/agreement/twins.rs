//! Documents that somebody saved in two formats: the corpus beside the checkout names them.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use hwpconv::{ReadOptions, Target, WriteOptions};

/// The share of pairs whose Markdown is identical, and the mean similarity of all pairs, below which no change may
/// fall. docs/spec-notes.md explains every pair that differs.
const LEAST_IDENTICAL: f64 = 0.97;
const LEAST_SIMILARITY: f64 = 0.999;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")
}

/// Each pair of the manifest once.
fn pairs(manifest: &str) -> BTreeSet<[String; 2]> {
    let mut lines = manifest.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (path, twin) = (column("path"), column("twin"));
    let pairs = lines.filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let mut pair = [(*fields.get(path)?).to_owned(), (*fields.get(twin)?).to_owned()];
        pair.sort();
        (!pair.iter().any(String::is_empty)).then_some(pair)
    });
    pairs.collect()
}

fn markdown(path: &Path) -> String {
    let options = ReadOptions { assets: false, ..ReadOptions::default() };
    let reading = hwpconv::read(&fs::read(path).unwrap(), &options).unwrap();
    let text = hwpconv::write(&reading.document, Target::Markdown, &WriteOptions::default()).text;
    // Pictures are numbered in the order of reading; what one of them is called says nothing.
    reading.document.assets.iter().fold(text, |text, asset| text.replace(asset.name.as_str(), "MEDIA"))
}

/// How alike two texts are, from 0 to 1: the share of lines that they have in common.
fn similarity(a: &str, b: &str) -> f64 {
    let mut left: HashMap<&str, i64> = HashMap::new();
    a.lines().for_each(|line| *left.entry(line).or_default() += 1);
    let mut common = 0.0;
    for line in b.lines() {
        let count = left.entry(line).or_default();
        if *count > 0 {
            *count -= 1;
            common += 1.0;
        }
    }
    let all = (a.lines().count() + b.lines().count()).max(1);
    if a == b { 1.0 } else { 2.0 * common / all as f64 }
}

#[test]
fn twins_of_the_corpus_give_the_same_markdown() {
    let Ok(manifest) = fs::read_to_string(corpus().join("MANIFEST.tsv")) else {
        println!("skipped: the corpus is not beside the checkout");
        return;
    };
    let mut similarities = Vec::new();
    for [a, b] in pairs(&manifest) {
        let similarity = similarity(&markdown(&corpus().join(&a)), &markdown(&corpus().join(&b)));
        if similarity < 1.0 {
            println!("{similarity:.4}  {a}  {b}");
        }
        similarities.push(similarity);
    }
    let count = similarities.len() as f64;
    let identical = similarities.iter().filter(|similarity| **similarity == 1.0).count() as f64 / count;
    let mean = similarities.iter().sum::<f64>() / count;
    println!("{count} pairs, identical {:.1} %, mean similarity {mean:.5}", identical * 100.0);
    assert!(identical >= LEAST_IDENTICAL, "only {identical:.3} of the pairs are identical");
    assert!(mean >= LEAST_SIMILARITY, "the mean similarity is {mean:.5}");
}

#[test]
fn similarity_counts_common_lines() {
    assert_eq!(similarity("가\n나\n", "가\n나\n"), 1.0);
    assert_eq!(similarity("가\n나\n", "나\n다\n"), 0.5);
    assert_eq!(similarity("가\n", "나\n"), 0.0);
}
