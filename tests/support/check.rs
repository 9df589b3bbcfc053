//! What must hold of everything that the library reads and writes, whatever the input.

use hwpconv::document::Document;
use hwpconv::provenance::{self, Provenance};
use hwpconv::{
    ChunkFormat, ChunkUnit, Chunks, Comments, Limits, Password, ReadOptions, Tables, Target, TrackChanges,
    WriteOptions, Writing, structure,
};
use serde::de::IgnoredAny;

/// What the locked samples open with.
const PASSWORD: &str = "hwpconv-2026";

/// Reads some bytes and writes what is read to every target.
///
/// # Panics
///
/// When something does not hold that must, or when the library panics.
pub fn reads_and_writes(bytes: &[u8]) {
    // The same input has the same options.
    let choice = bytes.iter().fold(bytes.len() as u8, |sum, byte| sum.rotate_left(1) ^ byte);
    reads_and_writes_with(choice, bytes);
}

/// The same with the options of a number; see [`options_for`].
///
/// # Panics
///
/// As [`reads_and_writes`] does.
pub fn reads_and_writes_with(choice: u8, bytes: &[u8]) {
    let options = ReadOptions {
        password: (choice & 1 == 0).then(|| Password::new(PASSWORD)),
        assets: choice & 2 == 0,
        drawings: choice & 64 == 0,
        pages: choice & 128 == 0,
        track_changes: [TrackChanges::Accept, TrackChanges::Reject, TrackChanges::All][usize::from(choice >> 2) % 3],
        limits: limits(),
    };
    let inspection = hwpconv::inspect(bytes, &options);
    assert_eq!(inspection.format, hwpconv::detect(bytes));
    match inspection.reading {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(mut reading) => {
            assert!(reading.warnings.iter().all(|warning| warning.count > 0 && !warning.to_string().is_empty()));
            if choice & 0x20 == 0 {
                structure::infer_headings(&mut reading.document);
                structure::outline_lists(&mut reading.document);
            }
            if choice & 0x40 == 0 {
                structure::mark_pages(&mut reading.document);
                structure::select_pages(&mut reading.document, &[1..=2, 4..=u32::MAX]);
            } else {
                structure::split_pages(&mut reading.document);
            }
            if choice & 2 == 0 {
                hwpconv::pictures::all_to_web(&mut reading.document, choice & 32 == 0, &options.limits);
            }
            let known = Provenance { warnings: reading.warnings, ..Provenance::of(bytes) };
            writes_known(&reading.document, &options_for(choice), &known);
        }
    }
}

/// A few bytes of input must not be megabytes of work: what a bomb may cost is for the caller to say, and is tested where
/// the limits are.
fn limits() -> Limits {
    Limits { stream_bytes: 1 << 20, document_bytes: 4 << 20, entries: 256, ..Limits::default() }
}

/// Writing options, one for each number.
pub fn options_for(choice: u8) -> WriteOptions {
    let is = |bit: u32| choice >> bit & 1 == 1;
    WriteOptions {
        tables: [Tables::Auto, Tables::Auto, Tables::Html, Tables::Gfm][usize::from(choice & 3)],
        wrap: is(2).then_some(usize::from(choice >> 3)),
        media_prefix: if is(3) { "그림 <&\">/".to_owned() } else { String::new() },
        comments: if is(4) { Comments::Keep } else { Comments::Drop },
        furniture: is(5),
        page_breaks: is(6),
        split_pages: is(6) && is(4),
        toc: is(2),
        metadata: is(7),
        embed_media: is(3),
        chunks: Chunks {
            size: [1_200, 0, 1, 40][usize::from(choice >> 4 & 3)],
            overlap: [0, 20, 5, 400][usize::from(choice >> 5 & 3)],
            unit: if is(2) { ChunkUnit::Tokens } else { ChunkUnit::Chars },
            format: if is(1) { ChunkFormat::Text } else { ChunkFormat::Markdown },
        },
        ..WriteOptions::default()
    }
}

/// Writes a document to every target.
///
/// # Panics
///
/// When JSON is none, when a page has tags or attributes that no writer makes, or when the library panics.
#[allow(dead_code, reason = "for the fuzz targets")]
pub fn writes(document: &Document, options: &WriteOptions) {
    writes_known(document, options, &Provenance::default());
}

fn writes_known(document: &Document, options: &WriteOptions, known: &Provenance) {
    let written = |target| {
        let Writing { text, warnings, .. } = provenance::write(document, target, options, known);
        assert!(text.is_empty() || text.ends_with('\n'), "{target:?} ends without a line end");
        assert!(warnings.iter().all(|warning| !warning.to_string().is_empty()));
        text
    };
    written(Target::Markdown);
    written(Target::Text);
    is_json_lines(&written(Target::Json), Some(1));
    is_json_lines(&written(Target::Jsonl), Some(1));
    is_json_lines(&written(Target::Chunks), None);
    has_known_tags_only(&written(Target::Html));
}

fn is_json_lines(text: &str, count: Option<usize>) {
    let lines = text.split_terminator('\n');
    assert!(count.is_none_or(|count| count == lines.clone().count()), "another number of lines\n{text}");
    for line in lines {
        let parsed: Result<IgnoredAny, _> = serde_json::from_str(line);
        assert!(parsed.is_ok(), "{}\n{line}", parsed.unwrap_err());
    }
}

/// Elements of the page and of its formulas. Other tags can only come from the document.
const ELEMENTS: &str = "\
    html head meta title style body main nav section header footer aside div span p figure figcaption caption h1 h2 h3 \
    h4 h5 h6 ul ol li blockquote hr br table thead tbody tr td th a img sup sub u ins del strong em code pre ruby rt \
    rp math semantics annotation mrow mi mo mn ms mtext mspace msub msup msubsup munder mover munderover \
    mmultiscripts mprescripts none mfrac msqrt mroot mtable mtr mtd mstyle merror mpadded mphantom menclose";

/// Every `<` of the page begins a known element, a comment or the document type, and no attribute is an event.
fn has_known_tags_only(page: &str) {
    let (head, rest) = page.split_once("<style>").expect("a page has a stylesheet");
    let (_, body) = rest.split_once("</style>").expect("which ends");
    for part in [head, body] {
        for piece in part.split('<').skip(1) {
            is_known_tag(piece);
        }
    }
}

fn is_known_tag(piece: &str) {
    if piece.starts_with("!DOCTYPE html>") || piece.starts_with("!-- ") {
        return;
    }
    let tag = piece.split('>').next().unwrap_or_default();
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let (name, attributes) = name.split_once([' ', '\n', '/']).unwrap_or((name, ""));
    assert!(ELEMENTS.split(' ').any(|known| known == name), "<{tag}>");
    // What stands between quotes is a value.
    for (index, part) in attributes.split('"').enumerate() {
        assert!(index % 2 == 1 || !part.trim_start().starts_with("on"), "<{tag}>");
    }
}
