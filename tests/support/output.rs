//! What the library makes of an HWP 5 file, and whether pieces of text are in it.

use std::collections::HashMap;

use hwpconv::document::{Block, Equation, Inline, Node, plain_text, visit};
use hwpconv::{Document, Error, ReadOptions, Target, TrackChanges, Warning, WriteOptions};

use super::hwp5_words::squeeze;

/// A document with everything that options can show: the words that were read, and the text that is written.
pub struct Output {
    pub words: String,
    pub text: String,
    pub warnings: Vec<Warning>,
}

/// Reads and writes everything.
pub fn everything(bytes: &[u8], options: ReadOptions) -> Result<Output, Error> {
    let options = ReadOptions { track_changes: TrackChanges::All, assets: false, ..options };
    let reading = hwpconv::read(bytes, &options)?;
    let options = WriteOptions { furniture: true, ..WriteOptions::default() };
    let mut text = squeeze(&hwpconv::write(&reading.document, Target::Text, &options).text);
    let mut words = words(&reading.document);
    // An equation is written as text that its script was read to: where that stands, the script is accounted for.
    for equation in equations(&reading.document) {
        let script = squeeze(&equation.script);
        words.push('\n');
        words.push_str(&script);
        if text.contains(&squeeze(equation.plain())) {
            text.push_str(&script);
        }
    }
    // Lines of headers and footers that hold nothing but page numbers are left out on purpose.
    let furniture = reading.document.sections.iter().flat_map(|section| &section.furniture);
    for line in furniture.flat_map(|piece| plain_text(&piece.blocks).lines().map(squeeze).collect::<Vec<_>>()) {
        if is_page_number(&line) {
            text.push_str(&line);
        }
    }
    Ok(Output { words, text, warnings: reading.warnings })
}

/// `12`, `쪽#`, `-3/20-`: no words but those for a page.
fn is_page_number(line: &str) -> bool {
    let words: String = line.chars().filter(|c| c.is_alphabetic()).collect();
    matches!(words.as_str(), "" | "쪽" | "총쪽" | "쪽쪽" | "페이지")
}

/// The words of body and furniture without blanks, a line a block.
fn words(document: &Document) -> String {
    let furniture = document.sections.iter().flat_map(|section| &section.furniture).map(|piece| &piece.blocks);
    let blocks = furniture.chain(document.sections.iter().map(|section| &section.blocks));
    let texts: Vec<String> = blocks.map(|blocks| plain_text(blocks)).collect();
    texts.iter().flat_map(|text| text.lines()).map(squeeze).collect::<Vec<_>>().join("\n")
}

fn equations(document: &Document) -> Vec<&Equation> {
    let mut equations = Vec::new();
    for section in &document.sections {
        let furniture = section.furniture.iter().map(|piece| piece.blocks.as_slice());
        for blocks in furniture.chain([section.blocks.as_slice()]) {
            visit(blocks, &mut |node| match node {
                Node::Inline(Inline::Equation(equation)) => equations.push(equation.as_ref()),
                Node::Block(Block::Equation(equation, _)) => equations.push(equation),
                _ => {}
            });
        }
    }
    equations
}

impl Output {
    /// The pieces of which something is missing.
    pub fn lacks(&self, pieces: &[String]) -> Vec<String> {
        let mut faults = missing(pieces, &self.words, 4);
        faults.extend(missing(pieces, &self.text, 1));
        faults
    }
}

/// Up to four characters, packed.
type Gram = u128;

fn gram(characters: &[char]) -> Gram {
    characters.iter().fold(0, |gram, c| (gram << 21) | (u128::from(u32::from(*c)) + 1))
}

/// The pieces of which a run of so many characters is missing from a text, each run as often as it is in the pieces.
pub fn missing(pieces: &[String], text: &str, run: usize) -> Vec<String> {
    let mut needed: HashMap<Gram, i64> = HashMap::new();
    let split: Vec<Vec<char>> = pieces.iter().map(|piece| piece.chars().collect()).collect();
    for piece in &split {
        for window in piece.windows(piece.len().min(run)) {
            *needed.entry(gram(window)).or_default() += 1;
        }
    }
    let characters: Vec<char> = text.chars().collect();
    for length in 1..=run {
        for window in characters.windows(length) {
            if let Some(count) = needed.get_mut(&gram(window)) {
                *count -= 1;
            }
        }
    }
    let lacks = |piece: &Vec<char>| piece.windows(piece.len().min(run)).any(|window| needed[&gram(window)] > 0);
    split.iter().filter(|piece| lacks(piece)).map(|piece| piece.iter().collect()).collect()
}
