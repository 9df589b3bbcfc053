//! Reading documents for the tools.

use std::ops::RangeInclusive;

use hwpconv::document::{Block, Node, visit};
use hwpconv::provenance::{self, Provenance};
use hwpconv::structure;
use hwpconv::{Chunks, Document, ReadOptions, Target, WriteOptions};
use rmcp::model::ContentBlock;
use serde_json::{Value, json};

use crate::cli::args::page_range;
use crate::cli::info;
use crate::cli::mcp::answer::{Answer, of_document};
use crate::cli::mcp::library::{Library, picture as image};
use crate::cli::units::limits;

/// How many characters a piece has, if nothing else is asked for, and at most.
const CHARS: usize = 20_000;
const MAX_CHARS: usize = 50_000;

/// How many passages a search finds, and how large they are.
const FOUND: usize = 20;
const PASSAGE_CHARS: usize = 600;

/// How many documents a search reads.
const SEARCHED: usize = 2_000;

/// How large a picture may be that is handed out.
const PICTURE_BYTES: usize = 5 << 20;

/// Which part of a document is read.
pub(crate) struct Part<'a> {
    pub(crate) pages: Option<&'a str>,
    pub(crate) section: Option<usize>,
}

/// Which piece of it is handed out.
pub(crate) struct Piece {
    pub(crate) cursor: usize,
    pub(crate) chars: Option<usize>,
}

/// Reads a document within the limits for untrusted ones.
fn read(path: &str, bytes: &[u8], assets: bool) -> Result<Document, String> {
    let options = ReadOptions { assets, pages: true, limits: limits(&[], true), ..ReadOptions::default() };
    let reading = hwpconv::read(bytes, &options).map_err(|error| format!("{path}: {error}"))?;
    let mut document = reading.document;
    structure::infer_headings(&mut document);
    Ok(document)
}

fn write(document: &Document, target: Target, chunks: Chunks) -> String {
    let options = WriteOptions { chunks, limits: limits(&[], true), ..WriteOptions::default() };
    provenance::write(document, target, &options, &Provenance::default()).text
}

/// What a document is, with its headings and pictures.
pub(crate) fn info(path: &str, bytes: &[u8]) -> Answer {
    let options = ReadOptions { assets: false, limits: limits(&[], true), ..ReadOptions::default() };
    let mut about = serde_json::to_value(info::describe(path.to_owned(), bytes, &options).0).unwrap_or_default();
    if let (Ok(document), Some(about)) = (read(path, bytes, false), about.as_object_mut()) {
        let outline = write(&document, Target::Markdown, Chunks::default());
        let is_heading = |line: &&str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let headings: Vec<&str> = outline.lines().filter(is_heading).take(200).collect();
        about.insert("headings".to_owned(), headings.into());
        let pictures: Vec<_> = document.assets.iter().map(|asset| asset.name.as_str()).take(500).collect();
        about.insert("pictures_by_name".to_owned(), pictures.into());
    }
    let text = ContentBlock::text(about.to_string());
    Ok(of_document(json!({ "path": path }), text))
}

/// A document or a part of it as Markdown.
pub(crate) fn markdown(path: &str, bytes: &[u8], part: &Part<'_>, piece: &Piece) -> Answer {
    let mut document = read(path, bytes, false)?;
    if let Some(pages) = part.pages {
        let ranges = pages.split(',').map(page_range).collect::<Result<Vec<_>, _>>();
        let ranges = ranges.map_err(|why| format!("pages: {}", why.english()))?;
        if document.pages.is_none() {
            return Err(format!("{path}: its pages are not known; read it without pages"));
        }
        let ranges: Vec<RangeInclusive<u32>> = ranges.iter().map(|range| range.first..=range.last).collect();
        structure::select_pages(&mut document, &ranges);
    }
    if let Some(section) = part.section {
        let count = document.sections.len();
        if section == 0 || section > count {
            return Err(format!("{path}: has {count} sections, and no section {section}"));
        }
        let wanted = document.sections.swap_remove(section - 1);
        document.sections = vec![wanted];
    }
    let text = write(&document, Target::Markdown, Chunks::default());
    let chars = piece.chars.unwrap_or(CHARS).clamp(1, MAX_CHARS);
    let (shown, next) = cut(&text, piece.cursor, chars);
    let about = json!({ "path": path, "chars": text.chars().count(), "cursor": piece.cursor, "next": next });
    Ok(of_document(about, ContentBlock::text(shown)))
}

/// Some characters from a position on, to the end of a line where there is one in the second half; and where it goes on.
fn cut(text: &str, cursor: usize, chars: usize) -> (&str, Option<usize>) {
    let at = |count: usize| text.char_indices().nth(count).map(|(at, _)| at);
    let Some(start) = at(cursor) else { return ("", None) };
    let rest = text.get(start..).unwrap_or_default();
    let Some(end) = at(cursor.saturating_add(chars)) else { return (rest, None) };
    let piece = text.get(start..end).unwrap_or_default();
    let whole = piece.rfind('\n').map(|at| at + 1).filter(|at| *at > piece.len() / 2).unwrap_or(piece.len());
    let piece = piece.get(..whole).unwrap_or(piece);
    (piece, Some(cursor + piece.chars().count()))
}

/// Passages that hold all words.
pub(crate) fn search(library: &Library, words: &str, path: Option<&str>) -> Answer {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Err("words: give at least one".to_owned());
    }
    let (mut found, mut failed, mut is_cut) = (Vec::new(), 0_u64, false);
    for (number, (file, _)) in library.documents(path)?.enumerate() {
        let Some(name) = file.to_str() else { continue };
        if number >= SEARCHED || found.len() >= FOUND {
            is_cut = true;
            break;
        }
        // A document that cannot be read has no passages; how many there are is said.
        match library.read(name).and_then(|bytes| read(name, &bytes, false)) {
            Ok(document) => search_in(&document, name, &words, &mut found),
            Err(_) => failed += 1,
        }
    }
    let about = json!({ "found": found.len(), "more": is_cut, "not_readable": failed });
    let text = found.iter().map(|value: &Value| value.to_string() + "\n").collect::<String>();
    Ok(of_document(about, ContentBlock::text(text)))
}

fn search_in(document: &Document, path: &str, words: &[String], found: &mut Vec<Value>) {
    let lines = write(document, Target::Chunks, Chunks { size: PASSAGE_CHARS, ..Chunks::default() });
    for line in lines.lines() {
        let Ok(chunk) = serde_json::from_str::<Value>(line) else { continue };
        let text = chunk.pointer("/text").and_then(Value::as_str).unwrap_or_default();
        let lower = text.to_lowercase();
        if found.len() < FOUND && words.iter().all(|word| lower.contains(word)) {
            let page = chunk.pointer("/metadata/page_from");
            let headings = chunk.pointer("/metadata/path");
            found.push(json!({ "path": path, "page": page, "headings": headings, "text": text }));
        }
    }
}

/// One table, counted in the order of the text; tables in tables count as well.
pub(crate) fn table(path: &str, bytes: &[u8], number: usize) -> Answer {
    let document = read(path, bytes, false)?;
    let (mut count, mut wanted) = (0, None);
    for section in &document.sections {
        visit(&section.blocks, &mut |node| {
            if let Node::Block(Block::Table(table)) = node {
                count += 1;
                if count == number {
                    wanted = Some(Block::Table(table.clone()));
                }
            }
        });
    }
    let Some(table) = wanted else { return Err(format!("{path}: has {count} tables, and no table {number}")) };
    let mut document = document;
    document.sections.truncate(1);
    for section in &mut document.sections {
        section.furniture = Default::default();
        section.blocks = [table.clone()].into();
    }
    let text = write(&document, Target::Markdown, Chunks::default());
    let (shown, next) = cut(&text, 0, MAX_CHARS);
    let about = json!({ "path": path, "table": number, "tables": count, "is_whole": next.is_none() });
    Ok(of_document(about, ContentBlock::text(shown)))
}

/// A picture by its name.
pub(crate) fn picture(path: &str, bytes: &[u8], name: &str) -> Answer {
    let document = read(path, bytes, true)?;
    let asset = document.assets.iter().find(|asset| asset.name == name);
    let asset = asset.ok_or_else(|| format!("{path}: has no picture {name}"))?;
    let is_shown = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"].contains(&&*asset.media_type);
    if !is_shown || asset.data.is_empty() || asset.data.len() > PICTURE_BYTES {
        let size = asset.data.len();
        return Err(format!("{path}: {name} is {} of {size} bytes and is not handed out", &*asset.media_type));
    }
    let about = json!({ "path": path, "name": name, "input_bytes": asset.data.len() });
    Ok(of_document(about, image(&asset.data, &asset.media_type)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_with_lines_and_join_to_the_whole() {
        let text = "가나다\n라마바\n".repeat(50);
        let (mut cursor, mut whole) = (Some(0), String::new());
        while let Some(at) = cursor {
            let (piece, next) = cut(&text, at, 30);
            assert!(piece.ends_with('\n') && piece.chars().count() <= 30);
            whole.push_str(piece);
            cursor = next;
        }
        assert_eq!(whole, text);
        assert_eq!(cut("x".repeat(9).as_str(), 3, 4), ("xxxx", Some(7)));
        assert_eq!(cut("abc", 9, 4), ("", None));
    }
}
