//! What a stranger can send: files and documents that are made to cost much, to lead somewhere, or to be taken for
//! markup, each against what is promised of it in `docs/robustness.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

#[path = "support/build.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod build;
#[path = "build/hwp5/mod.rs"]
mod builder;
#[path = "growth/cost.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod cost;
#[path = "support/random.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod random;

use std::path::{Path, PathBuf};
use std::thread;

use build::{cell, document, equation, frame, image, link, note, paragraph, plain, table, text};
use builder::raw_compound::{deep_storages, lost_mini_stream, shared_chain};
use builder::{Document as Hwp5, Section as Hwp5Section};
use hwpconv::document::{Asset, Block, Document, Inline, Metadata, NoteKind, plain_text};
use hwpconv::provenance::{self, Provenance};
use hwpconv::{
    Chunks, ErrorKind, LimitKind, Limits, Part, ReadOptions, Tables, Target, WarningKind, WriteOptions, Writing,
};
use pulldown_cmark::{Event, Options, Parser, Tag};
use random::Random;
use serde_json::Value;

const TARGETS: [Target; 6] =
    [Target::Markdown, Target::Text, Target::Html, Target::Json, Target::Chunks, Target::Jsonl];

/// All ways of writing tables, for the targets in which they differ.
const TABLES: [Tables; 3] = [Tables::Auto, Tables::Gfm, Tables::Html];

fn written(document: &Document, target: Target) -> Writing {
    hwpconv::write(document, target, &WriteOptions::default())
}

fn has(writing: &Writing, kind: &WarningKind) -> bool {
    writing.warnings.iter().any(|warning| warning.kind == *kind)
}

/// Reads on a thread with a small stack, and gives the kibibytes of memory that it took.
fn memory_to_read(file: Vec<u8>) -> u64 {
    let reader = thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let reset = cost::forget_peak();
        let before = cost::memory().map_or(0, |(now, _)| now);
        let _ = hwpconv::read(&file, &ReadOptions::default());
        let after = cost::memory().map_or(0, |(_, peak)| peak);
        if reset { after.saturating_sub(before) } else { 0 }
    });
    reader.unwrap().join().unwrap()
}

#[test]
fn compound_files_take_memory_in_the_order_of_their_size() {
    let files = [
        ("entries with one chain", shared_chain(400)),
        ("lost mini stream", lost_mini_stream(500)),
        ("deep storages", deep_storages(4_000)),
    ];
    for (name, file) in files {
        let size = u64::try_from(file.len()).unwrap() / 1024;
        let taken = memory_to_read(file);
        // Other tests run beside this one in the same process.
        assert!(taken < 64 * 1024 + 64 * size, "{name}: {taken} KiB for {size} KiB");
    }
}

#[test]
fn storages_in_each_other_without_end_are_no_end_of_the_process() {
    for depth in [10, 30_000] {
        let file = deep_storages(depth);
        let reader = thread::Builder::new().stack_size(512 << 10);
        let error = reader.spawn(move || hwpconv::read(&file, &ReadOptions::default()).unwrap_err());
        let error = error.unwrap().join().unwrap();
        assert!(!matches!(error.kind(), ErrorKind::NotHwp { .. } | ErrorKind::Limit(_)), "{error}");
    }
}

#[test]
fn title_is_not_repeated_whole_in_every_chunk() {
    let title = "긴 제목 ".repeat(100);
    let blocks = (0..500).map(|n| text(&format!("{n}번째 문단의 글이다.")));
    let mut document = document([text(&title)].into_iter().chain(blocks).collect());
    document.metadata = Metadata { title: Some(title.clone()), ..Metadata::default() };
    let options = WriteOptions { chunks: Chunks { size: 20, ..Chunks::default() }, ..WriteOptions::default() };
    let chunks = hwpconv::write(&document, Target::Chunks, &options).text;
    let lines: Vec<Value> = chunks.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() >= 500 && chunks.len() < 1_000_000, "{} lines, {} bytes", lines.len(), chunks.len());
    let shown = lines[0]["metadata"]["title"].as_str().unwrap();
    assert!(title.starts_with(shown.trim_end_matches('…')) && shown.chars().count() <= 201, "{shown}");
}

/// Paragraphs, tables in tables, boxes, notes and furniture: everything that blocks stand in.
fn of_all_kinds() -> Document {
    let rows = |n: usize| (0..40).map(move |row| cell(row, 0, 1, 1, vec![text(&format!("{n}-{row} 칸의 글"))]));
    let block = |n: usize| match n % 4 {
        0 => text(&format!("{n}번째 문단에는 이런 글이 있다.")),
        1 => table(rows(n).collect()),
        2 => frame(vec![text("글상자"), table(vec![cell(0, 0, 1, 1, vec![table(rows(n).collect())])])]),
        _ => paragraph(vec![plain("각주"), note(NoteKind::Footnote, &n.to_string(), vec![text("각주의 글")])]),
    };
    document((0..400).map(block).collect())
}

#[test]
fn output_beyond_its_limit_is_left_out_by_blocks_with_a_warning() {
    let document = of_all_kinds();
    let limits = Limits { output_bytes: 20_000, ..Limits::default() };
    for target in TARGETS {
        let whole = written(&document, target);
        let met = WarningKind::LimitMet(LimitKind::OutputBytes(20_000));
        assert!(whole.text.len() > 60_000 && !has(&whole, &met), "{target:?}: {}", whole.text.len());
        for tables in TABLES {
            let options = WriteOptions { limits: limits.clone(), tables, ..WriteOptions::default() };
            let cut = hwpconv::write(&document, target, &options);
            // HTML has a style sheet beside what the document says.
            assert!(cut.text.len() < 40_000, "{target:?}: {}", cut.text.len());
            assert!(cut.text.len() > 10_000 && cut.text.contains("0번째 문단에는 이런 글이 있다."), "{target:?}");
            assert!(has(&cut, &met), "{target:?}: {:?}", cut.warnings);
            if let Target::Json | Target::Chunks | Target::Jsonl = target {
                let lines = cut.text.lines().map(serde_json::from_str::<Value>);
                assert!(lines.fold(0, |count, line| count + usize::from(line.unwrap().is_object())) > 0);
            }
        }
    }
    let options = WriteOptions { limits, ..WriteOptions::default() };
    let json: Value = serde_json::from_str(&hwpconv::write(&document, Target::Json, &options).text).unwrap();
    assert_eq!(json["warnings"][0]["kind"], "limit", "the document says so itself");
    assert_eq!(json["warnings"][0]["severity"], "loss");
}

#[test]
fn body_beyond_its_limit_is_named() {
    let mut file = Hwp5::default();
    file.section(
        Hwp5Section::new().paragraphs((0..500).map(|n| builder::Paragraph::from(format!("{n}번 문단").as_str()))),
    );
    let file = file.build();
    let read = |body_bytes| {
        let limits = Limits { body_bytes, ..Limits::default() };
        hwpconv::read(&file, &ReadOptions { limits, ..ReadOptions::default() })
    };
    assert_eq!(read(1 << 20).unwrap().warnings, []);
    let warnings = read(2_000).unwrap().warnings;
    assert!(
        warnings.iter().any(|warning| warning.kind == WarningKind::LimitMet(LimitKind::BodyBytes(2_000))),
        "{warnings:?}"
    );
}

/// Addresses that a page would go to by itself if a picture came from there.
const ELSEWHERE: [&str; 16] = [
    "http://tracker.example/p.png?id=7",
    "HTTPS://tracker.example/p.png",
    "ftp://tracker.example/p.png",
    "//tracker.example/p.png",
    "/\\tracker.example/p.png",
    "\\\\host\\share\\p.png",
    "%5C%5Chost%5Cshare%5Cp.png",
    " \t//host/p.png",
    "http:\\\\tracker.example\\p.png",
    "http:/tracker.example/p.png",
    "/etc/passwd",
    "C:\\Users\\p.png",
    "file:///etc/passwd",
    "../../../../etc/passwd",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "javascript:alert(1)",
];

/// The pictures of Markdown, also those in its HTML, by their addresses. References are those of HTML.
fn pictures_of(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut pictures = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => pictures.push(dest_url.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => pictures.extend(pictures_of_html(&html)),
            _ => {}
        }
    }
    pictures
}

fn pictures_of_html(html: &str) -> Vec<String> {
    let sources = html.split("<img").skip(1).filter_map(|tag| tag.split_once("src=\"")?.1.split_once('"'));
    sources.map(|(source, _)| source.to_owned()).collect()
}

/// A picture in a paragraph behind an exclamation mark and a bracket, in a link, in a cell of either kind of table, and
/// in a note.
fn showing(source: &str) -> Document {
    let picture = || image(None, Some(source), "그림 [설명]");
    let merged = vec![
        cell(0, 0, 1, 2, vec![paragraph(vec![plain("칸!"), picture()]), text("둘")]),
        cell(1, 0, 1, 1, vec![]),
        cell(1, 1, 1, 1, vec![]),
    ];
    document(vec![
        paragraph(vec![plain("정말!"), picture(), plain("(뒤)")]),
        paragraph(vec![plain("[앞]"), picture(), plain("[뒤]")]),
        paragraph(vec![link("https://a.example/", vec![plain("안 "), picture()])]),
        table(vec![cell(0, 0, 1, 1, vec![paragraph(vec![plain("!"), picture()])]), cell(0, 1, 1, 1, vec![text("나")])]),
        table(merged),
        paragraph(vec![note(NoteKind::Footnote, "1", vec![paragraph(vec![picture()])])]),
    ])
}

#[test]
fn picture_from_elsewhere_is_never_fetched_by_who_looks() {
    let mut shown = 0;
    for source in ELSEWHERE {
        let document = showing(source);
        for tables in TABLES {
            let options = WriteOptions { tables, ..WriteOptions::default() };
            let markdown = hwpconv::write(&document, Target::Markdown, &options);
            for picture in pictures_of(&markdown.text) {
                assert_eq!(picture, "", "{source}: {}", markdown.text);
                shown += 1;
            }
            let kinds = [WarningKind::RemotePicture, WarningKind::UnsafeLink];
            assert!(kinds.iter().any(|kind| has(&markdown, kind)), "{source}: {:?}", markdown.warnings);
            assert!(markdown.text.contains("그림"), "{source}: its description stays");
        }
        let page = written(&document, Target::Html).text;
        assert!(pictures_of_html(&page).iter().all(String::is_empty), "{source}: {page}");
        let policy = page.split_once("img-src").unwrap().1.split_once(['"', ';']).unwrap().0;
        assert!(!policy.contains("http"), "{policy}");
    }
    assert!(shown > 0, "what has no address is shown as an empty picture");
}

#[test]
fn picture_on_the_web_is_a_link_and_a_picture_only_on_demand() {
    let document = showing("http://a.example/p.png");
    let markdown = written(&document, Target::Markdown).text;
    assert!(markdown.contains("정말\\![그림 \\[설명\\]](http://a.example/p.png) (뒤)"), "{markdown}");
    assert!(markdown.contains("[안 그림 \\[설명\\]](https://a.example/)"), "{markdown}");
    assert_eq!(markdown.matches("http://a.example/p.png").count(), 5, "{markdown}");
    let options = WriteOptions { remote_pictures: true, ..WriteOptions::default() };
    let markdown = hwpconv::write(&document, Target::Markdown, &options);
    assert_eq!(pictures_of(&markdown.text), ["http://a.example/p.png"; 6], "{}", markdown.text);
    assert!(!has(&markdown, &WarningKind::RemotePicture));
    for source in ELSEWHERE.iter().skip(3) {
        let markdown = hwpconv::write(&showing(source), Target::Markdown, &options).text;
        assert!(pictures_of(&markdown).iter().all(String::is_empty), "{source}: {markdown}");
    }
}

#[test]
fn drawing_with_a_script_is_no_page_beside_the_document() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let mut file = Hwp5::default();
    let number = file.binary(builder::Binary::new("svg", svg.clone()));
    let drawing = builder::Control::Drawing(builder::Drawing::picture(number));
    file.section(Hwp5Section::new().paragraph(builder::Paragraph::from("그림!").control(drawing)));
    let document = hwpconv::read(&file.build(), &ReadOptions::default()).unwrap().document;
    assert_eq!((document.assets[0].name.as_str(), &document.assets[0].data), ("image1.svg.txt", &svg));
    let markdown = written(&document, Target::Markdown);
    assert!(markdown.text.contains("](image1.svg.txt)"), "{}", markdown.text);
    assert!(pictures_of(&markdown.text).is_empty(), "{}", markdown.text);
    assert!(!markdown.warnings.is_empty());
    let embedded = WriteOptions { embed_media: true, ..WriteOptions::default() };
    for options in [WriteOptions::default(), embedded] {
        let page = hwpconv::write(&document, Target::Html, &options).text;
        assert!(!page.contains("svg+xml") && !page.contains("<script") && !page.contains(".svg\""), "{page}");
    }
}

/// What links, pictures, tags, code and definitions are made of, and pieces of formulas.
const PIECES: [&str; 40] = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "[a](javascript:alert(1))",
    "![a](//host/p)",
    "<",
    ">",
    "<img src=x onerror=alert(1)>",
    "<a href=\"x\">",
    "</p>",
    "<!--",
    "-->",
    "<?x",
    "<![CDATA[",
    "<http://a.example>",
    "<a@b.kr>",
    "`",
    "``",
    "\\",
    "\\[",
    "\\]",
    "\\(",
    "\\<",
    "\\`",
    "$",
    "\\$",
    "{",
    "}",
    "_",
    "^",
    "*",
    "~~",
    "&lt;",
    "&#60;",
    "!",
    ":",
    " ",
    "x",
];

fn formula(random: &mut Random) -> String {
    (0..random.next(9)).map(|_| PIECES[random.next(PIECES.len())]).collect()
}

/// What of a text that holds nothing but formulas is alive for a parser.
fn alive(markdown: &str, options: Options) -> Vec<String> {
    let events = Parser::new_ext(markdown, options);
    let is_alive = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock) => true,
        // The only tags that a table of formulas is made of, and the empty comment beside a formula.
        Event::Html(html) | Event::InlineHtml(html) => !matches!(html.trim(), "<br>" | "<del>" | "</del>" | "<!---->"),
        _ => false,
    };
    events.filter(is_alive).map(|event| format!("{event:?}")).collect()
}

#[test]
fn formula_is_no_markup_for_who_knows_no_math() {
    let gfm = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut random = Random(0x5D3A_91C7_22E0_4B61);
    let mut formulas = 0;
    for round in 0..5_000 {
        let mut inline = || {
            let latex = formula(&mut random);
            Inline::Equation(Box::new(equation(&latex)))
        };
        let content = vec![plain("가 [나"), inline(), plain("] (다) `라` "), inline(), plain("!"), inline()];
        let blocks = match round % 3 {
            0 => vec![paragraph(content)],
            1 => vec![table(vec![cell(0, 0, 1, 1, vec![paragraph(content)]), cell(0, 1, 1, 1, vec![text("나")])])],
            _ => vec![Block::Equation(equation(&formula(&mut random)), hwpconv::document::Origin::default())],
        };
        let markdown = written(&document(blocks), Target::Markdown).text;
        formulas += markdown.matches('$').count();
        for options in [gfm, gfm | Options::ENABLE_MATH, Options::empty()] {
            let alive = alive(&markdown, options);
            assert!(alive.is_empty(), "{alive:?} in {markdown}");
        }
    }
    assert!(formulas > 5_000, "{formulas}");
}

#[test]
fn lines_of_json_hold_no_control_characters() {
    let harm = "가\u{7F}\u{80}\u{85}\u{9B}31m\u{9F}나\u{1B}[2J";
    let mut document = document(vec![
        paragraph(vec![link(harm, vec![plain("다")]), image(None, Some(harm), harm)]),
        paragraph(vec![note(NoteKind::Comment, harm, vec![text("메모")])]),
        // Chunks say the title only where the text has it.
        text(harm),
    ]);
    document.metadata = Metadata { title: Some(harm.to_owned()), author: Some(harm.to_owned()), ..Metadata::default() };
    document.assets = vec![Asset { name: harm.to_owned(), ..Asset::default() }];
    for target in [Target::Json, Target::Jsonl, Target::Chunks] {
        let lines = written(&document, target).text;
        assert!(!lines.contains(|c: char| c.is_control() && c != '\n'), "{target:?}: {lines:?}");
        let line: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(line["metadata"]["title"], harm, "{target:?}: what it says stays");
    }
    let provenance = Provenance { source: Some(harm.to_owned()), ..Provenance::default() };
    let failed = provenance::failed_line(&provenance, "damaged", harm);
    assert!(!failed.trim_end().contains(char::is_control), "{failed:?}");
}

/// All Rust files below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| match path.extension() {
        _ if path.is_dir() => rust_files(&path),
        Some(extension) if extension == "rs" => vec![path],
        _ => Vec::new(),
    });
    files.collect()
}

#[test]
fn promises_name_their_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/robustness.md")).unwrap();
    let is_test = |word: &&str| {
        let is_name = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        is_name && word.matches('_').count() >= 3
    };
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).filter(is_test).collect();
    assert!(named.len() > 30, "{named:?}");
    let code: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| rust_files(&root.join(folder)))
        .fold(String::new(), |code, file| code + &std::fs::read_to_string(file).unwrap());
    for name in named {
        assert!(
            code.contains(&format!("#[test]\nfn {name}(")) || code.contains(&format!("#[test]\n    fn {name}(")),
            "{name}"
        );
    }
}

/// How deep JSON nests.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[test]
fn json_nests_no_deeper_than_parsers_take_and_keeps_the_words() {
    let table_around = |inner: Vec<Block>| table(vec![cell(0, 0, 1, 1, inner), cell(0, 1, 1, 1, vec![text("옆 칸")])]);
    let note_around = |inner: Vec<Block>| paragraph(vec![plain("글"), note(NoteKind::Footnote, "1", inner)]);
    let ways: [&dyn Fn(Vec<Block>) -> Block; 4] = [&table_around, &frame, &note_around, &|inner| {
        paragraph(vec![link("#가", vec![note(NoteKind::Endnote, "2", inner)])])
    }];
    for (number, around) in ways.into_iter().enumerate() {
        for levels in [5, 27, 64, 200] {
            let inner = (0..levels).fold(vec![text("맨 안쪽의 글")], |inner, _| vec![around(inner)]);
            let document = document(inner);
            let writing = written(&document, Target::Json);
            // The parser gives up at a depth of 128.
            let json: Value = serde_json::from_str(&writing.text).unwrap();
            assert!(depth(&json) <= 124, "{number}: {}", depth(&json));
            let words = |text: &str| text.matches("글").count() + text.matches("옆 칸").count();
            assert_eq!(words(&writing.text), words(&plain_text(&document.sections[0].blocks)), "{number} {levels}");
            let lost = WarningKind::NotConverted { what: Part::DeepForm };
            // A table or note takes four levels of JSON, a box two, a note in a link six.
            let is_lost = levels > 27 || (number == 3 && levels == 27);
            assert_eq!(has(&writing, &lost), is_lost, "{number}: {levels} levels, {}", depth(&json));
            assert!(!is_lost || depth(&json) > 100, "{number}: {levels} levels, {}", depth(&json));
            assert_eq!(json["warnings"].as_array().unwrap().len(), usize::from(has(&writing, &lost)));
        }
    }
}
