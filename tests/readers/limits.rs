//! Every limit, met by a document: through the library and on the command line. And depth up to the limit, which has to
//! fit on the stack of any thread.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::thread;

use crate::builder::hostile;
use crate::builder_hwpx::zip::Entry;
use crate::files::hwpx::{equation, hwpx, hwpx_with, p, table};
use crate::support::desk::Desk;
use hwpconv::{ErrorKind, LimitKind, Limits, ReadOptions, Tables, Target, WarningKind, WriteOptions};

/// A limit: its name on the command line, a value, how a program sets it, what it is called when it is met, and a file
/// that meets it.
struct Case {
    name: &'static str,
    value: u64,
    set: fn(&mut Limits, u64),
    met: fn(u64) -> Option<LimitKind>,
    file: Vec<u8>,
}

fn many(count: usize, piece: impl FnMut(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

fn count(value: u64) -> u32 {
    u32::try_from(value).unwrap()
}

fn cases() -> Vec<Case> {
    let paragraphs = hwpx(&many(100, |n| p(&format!("<t>{n}</t>"))));
    let nested = (0..20).fold(p("<t>바닥</t>"), |inner, _| {
        p(&format!("<rect><drawText><subList>{inner}</subList></drawText></rect>"))
    });
    let unknown = hwpx(&p(&many(20, |n| format!("<t><x{n}/></t>"))));
    let parts = crate::files::shape("hwpx parts").1(20);
    vec![
        Case {
            name: "stream-bytes",
            value: 1_000,
            set: |limits, value| limits.stream_bytes = value,
            met: |value| Some(LimitKind::StreamBytes(value)),
            file: paragraphs.clone(),
        },
        Case {
            name: "document-bytes",
            value: 1_000,
            set: |limits, value| limits.document_bytes = value,
            met: |value| Some(LimitKind::DocumentBytes(value)),
            file: paragraphs.clone(),
        },
        Case {
            name: "body-bytes",
            value: 1_000,
            set: |limits, value| limits.body_bytes = value,
            met: |value| Some(LimitKind::BodyBytes(value)),
            file: paragraphs.clone(),
        },
        Case {
            name: "nesting",
            value: 10,
            set: |limits, value| limits.nesting = count(value),
            met: |value| Some(LimitKind::Nesting(count(value))),
            file: hwpx(&nested),
        },
        Case {
            name: "table-slots",
            value: 50,
            set: |limits, value| limits.table_slots = value,
            met: |value| Some(LimitKind::TableSlots(value)),
            file: hwpx(&p(&table(10, 10))),
        },
        Case {
            name: "entries",
            value: 10,
            set: |limits, value| limits.entries = value,
            met: |value| Some(LimitKind::Entries(value)),
            file: parts,
        },
        Case {
            name: "records",
            value: 50,
            set: |limits, value| limits.records = value,
            met: |value| Some(LimitKind::Records(value)),
            file: hostile::many_paragraphs(100),
        },
        Case {
            name: "records",
            value: 250,
            set: |limits, value| limits.records = value,
            met: |value| Some(LimitKind::Records(value)),
            file: paragraphs,
        },
        Case {
            name: "warnings",
            value: 3,
            set: |limits, value| limits.warnings = usize::try_from(value).unwrap(),
            met: |_| None,
            file: unknown,
        },
    ]
}

#[test]
fn limit_that_is_met_is_named_by_the_library() {
    for Case { name, value, set, met, file } in cases() {
        let sound = hwpconv::read(&file, &ReadOptions::default()).unwrap();
        let is_met = |kind: &WarningKind| matches!(kind, WarningKind::LimitMet(_) | WarningKind::More);
        assert!(!sound.warnings.iter().any(|warning| is_met(&warning.kind)), "{name}: {:?}", sound.warnings);

        let mut options = ReadOptions::default();
        set(&mut options.limits, value);
        match (hwpconv::read(&file, &options), met(value)) {
            (Err(error), Some(limit)) => assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{name}"),
            (Ok(reading), Some(limit)) => {
                let kinds: Vec<&WarningKind> = reading.warnings.iter().map(|warning| &warning.kind).collect();
                assert!(kinds.contains(&&WarningKind::LimitMet(limit)), "{name}: {kinds:?}");
            }
            (Ok(reading), None) => {
                assert_eq!(reading.warnings.len() as u64, value + 1, "{name}");
                assert_eq!(reading.warnings.last().unwrap().kind, WarningKind::More, "{name}");
            }
            (Err(error), None) => panic!("{name}: {error}"),
        }
    }
}

/// A package of sections with one paragraph each.
fn sections(count: usize) -> Vec<u8> {
    let section = |n| format!("<sec>{}</sec>", p(&format!("<t>{n}번째 구역</t>"))).into_bytes();
    let more = (1..count).map(|n| Entry::deflated(&format!("Contents/section{n}.xml"), section(n)));
    hwpx_with("", &p("<t>첫째 구역</t>"), more.collect())
}

#[test]
fn records_and_elements_are_those_of_all_streams_together() {
    let limits = Limits { records: 2_000, ..Limits::default() };
    let read = |file: &[u8]| {
        let reading = hwpconv::read(file, &ReadOptions { limits: limits.clone(), ..ReadOptions::default() }).unwrap();
        let met = WarningKind::LimitMet(LimitKind::Records(2_000));
        (reading.document.sections.len(), reading.warnings.iter().any(|warning| warning.kind == met))
    };
    assert_eq!(read(&sections(3)), (3, false));
    let (count, is_met) = read(&sections(1_000));
    assert!((3..1_000).contains(&count) && is_met, "{count} sections");
}

#[test]
fn limit_that_is_met_is_named_by_the_command() {
    let names: Vec<&str> = cases().iter().map(|case| case.name).collect();
    assert_eq!(names.len(), 9, "one for each field of Limits but that for writing, and XML has no records");
    for Case { name, value, met, file, .. } in cases() {
        let desk = Desk::new();
        desk.write("a.hwpx", &file);
        let run = desk.run(&["a.hwpx", "-v", "-o", "a.md", "--limit", &format!("{name}={value}")]);
        let said = match met(value) {
            Some(limit) => limit.to_string(),
            None => WarningKind::More.to_string(),
        };
        assert!(run.stderr.contains(&said), "{name}: {}", run.stderr);
        assert!(!desk.run(&["a.hwpx", "-v", "-o", "b.md"]).stderr.contains(&said), "{name}");
    }
}

#[test]
fn limit_of_the_output_is_met_in_writing() {
    let desk = Desk::new();
    desk.write("a.hwpx", &hwpx(&many(100, |n| p(&format!("<t>{n}번째 문단</t>")))));
    for target in ["markdown", "text", "html", "json", "chunks", "jsonl"] {
        let run = desk.run(&["a.hwpx", "-v", "-t", target, "-o", "a.out", "--limit", "output-bytes=300"]);
        assert!(run.stderr.contains(&LimitKind::OutputBytes(300).to_string()), "{target}: {}", run.stderr);
        let run = desk.run(&["a.hwpx", "-v", "-t", target, "-o", "b.out"]);
        assert!(!run.stderr.contains("output_bytes"), "{target}: {}", run.stderr);
    }
}

/// Files that nest as deep as they may and deeper, one of each way.
fn deep_files() -> Vec<(&'static str, Vec<u8>)> {
    const DEPTH: usize = 200;
    let nested =
        |open: &str, close: &str| hwpx(&p(&format!("{}<t>바닥</t>{}", open.repeat(DEPTH), close.repeat(DEPTH))));
    let notes = "<FOOTNOTE><PARALIST><P><TEXT><CHAR>가</CHAR>";
    let hwpml = format!("{}{}", notes.repeat(DEPTH), "</TEXT></P></PARALIST></FOOTNOTE>".repeat(DEPTH));
    let hwp3_note = (0..DEPTH).fold(crate::builder_hwp3::list("바닥"), |inner, _| {
        crate::builder_hwp3::List(vec![crate::builder_hwp3::Paragraph::of("가").footnote(0, &inner)])
    });
    let hwp3_box = (0..DEPTH).fold(crate::builder_hwp3::list("바닥"), |inner, _| {
        let cell = crate::builder_hwp3::Cell(0, 0, 100, 20, inner);
        let none = crate::builder_hwp3::List::default();
        let line =
            crate::builder_hwp3::Paragraph::of("가").boxed(1, crate::builder_hwp3::Front::default(), &[cell], &none);
        crate::builder_hwp3::List(vec![line])
    });
    let formula = |script: String| hwpx(&p(&equation(&script)));
    vec![
        ("HWP 5 tables", hostile::deep_tables(DEPTH)),
        ("HWP 5 groups", hostile::deep_groups(DEPTH)),
        ("HWP 5 notes", hostile::deep_notes(DEPTH)),
        ("HWPX tables", nested("<tbl><tr><tc><subList><p><run><t>가</t>", "</run></p></subList></tc></tr></tbl>")),
        ("HWPX boxes", nested("<rect><drawText><subList><p><run><t>가</t>", "</run></p></subList></drawText></rect>")),
        ("HWPX notes", nested("<ctrl><footNote><subList><p><run><t>가</t>", "</run></p></subList></footNote></ctrl>")),
        ("HWPX captions", nested("<tbl><caption><subList><p><run><t>가</t>", "</run></p></subList></caption></tbl>")),
        ("HWPX groups", nested("<container>", "</container>")),
        ("HWPX unknown elements", nested("<zzz>", "</zzz>")),
        ("HWPML notes", crate::builder_hwpml::file(&crate::builder_hwpml::run(&hwpml)).text().into_bytes()),
        ("HWP 3 notes", crate::builder_hwp3::document(hwp3_note.0).bytes()),
        ("HWP 3 boxes", crate::builder_hwp3::document(hwp3_box.0).bytes()),
        ("equation of groups", formula(format!("{}x{}", "{".repeat(DEPTH), "}".repeat(DEPTH)))),
        ("equation of roots", formula("sqrt ".repeat(DEPTH))),
        ("equation of fences", formula("left ( ".repeat(DEPTH))),
        ("equation of scripts", formula("x^".repeat(DEPTH))),
        ("equation of fractions", formula("a over ".repeat(DEPTH))),
    ]
}

#[test]
fn depth_up_to_the_limit_fits_on_the_stack_of_any_thread() {
    for (name, file) in deep_files() {
        // What a thread has that nobody gave more.
        let worker = thread::Builder::new().name(name.to_owned()).stack_size(2 << 20).spawn(move || {
            let Ok(reading) = hwpconv::read(&file, &ReadOptions::default()) else { return 0 };
            let mut document = reading.document;
            hwpconv::structure::infer_headings(&mut document);
            hwpconv::structure::outline_lists(&mut document);
            let gfm = WriteOptions { tables: Tables::Gfm, wrap: Some(40), ..WriteOptions::default() };
            let targets = [Target::Markdown, Target::Text, Target::Html, Target::Json, Target::Chunks, Target::Jsonl];
            let ways =
                targets.into_iter().flat_map(|target| [(target, WriteOptions::default()), (target, gfm.clone())]);
            ways.map(|(target, options)| hwpconv::write(&document.clone(), target, &options).text.len()).sum::<usize>()
        });
        assert!(worker.unwrap().join().unwrap() > 0, "{name}");
    }
}

#[test]
fn largest_size_of_text_is_a_size_like_others() {
    use hwpconv::document::{Block, Document, Inline, Marks, Paragraph, Section, Text};
    let paragraph = |size: u32, text: &str| {
        let content = [Inline::Text(Text { text: text.into(), marks: Marks::NONE })].into();
        Block::Paragraph(Paragraph { content, size: Some(size), ..Paragraph::default() })
    };
    for (size, body) in [(u32::MAX, 1_000), (u32::MAX, u32::MAX), (1_000, u32::MAX)] {
        let body = (0..20).map(|_| paragraph(body, "본문의 한 문단은 이렇게 길다."));
        let blocks = [paragraph(size, "큰 제목")].into_iter().chain(body).collect();
        let section = Section { blocks, furniture: Vec::new() };
        let mut document = Document { sections: vec![section], ..Document::default() };
        hwpconv::structure::infer_headings(&mut document);
        assert!(hwpconv::document::plain_text(&document.sections[0].blocks).contains("큰 제목"));
    }
}

#[test]
fn attachments_count_against_the_document() {
    use crate::builder::{Binary, Control, Document, Drawing, Paragraph, Section};
    let mut document = Document::default();
    let data = b"\x89PNG".repeat(2_000);
    let numbers: Vec<u16> = (0..20).map(|_| document.binary(Binary::new("png", data.clone()).raw())).collect();
    let drawings = numbers.into_iter().map(|number| Control::Drawing(Drawing::picture(number)));
    document.section(Section::new().paragraphs(drawings.map(|drawing| Paragraph::new().control(drawing))));
    let file = document.build();
    let sound = hwpconv::read(&file, &ReadOptions::default()).unwrap();
    assert_eq!(sound.document.assets.iter().map(|asset| asset.data.len()).sum::<usize>(), 160_000);

    let limits = Limits { document_bytes: 50_000, ..Limits::default() };
    let reading = hwpconv::read(&file, &ReadOptions { limits, ..ReadOptions::default() }).unwrap();
    assert!(reading.document.assets.iter().map(|asset| asset.data.len()).sum::<usize>() <= 50_000);
    let met = WarningKind::LimitMet(LimitKind::DocumentBytes(50_000));
    assert!(reading.warnings.iter().any(|warning| warning.kind == met), "{:?}", reading.warnings);
}
