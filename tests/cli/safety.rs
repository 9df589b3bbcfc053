//! What a document says stays what it says: front matter, JSON and pages are read back by parsers that this project did
//! not write, links lead nowhere dangerous, and nothing of a document or of a file name drives a terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use crate::builder::{Document as Hwp5, Section};
use crate::builder_hwpx::zip;
use crate::support::build::{document, image, link, paragraph, plain};
use crate::support::desk::{Desk, Run};
use crate::support::random::Random;
use hwpconv::document::{Document, Metadata};
use hwpconv::{Target, WriteOptions};
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;

/// Characters that mean something to a format, a parser or a terminal, and some that mean nothing.
const CHARACTERS: [char; 60] = [
    '"',
    '\'',
    '\\',
    '<',
    '>',
    '&',
    ';',
    ':',
    '#',
    '-',
    '?',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '!',
    '%',
    '@',
    '`',
    '*',
    '=',
    '~',
    '/',
    '(',
    ')',
    ' ',
    ' ',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u{1}',
    '\u{7}',
    '\u{8}',
    '\u{B}',
    '\u{C}',
    '\u{1B}',
    '\u{7F}',
    '\u{85}',
    '\u{9B}',
    '\u{A0}',
    '\u{AD}',
    '\u{200B}',
    '\u{2028}',
    '\u{2029}',
    '\u{202E}',
    '\u{2066}',
    '\u{FEFF}',
    '\u{FFFD}',
    '\u{FFFE}',
    '\u{1FFFF}',
    '\u{10FFFF}',
    '🙂',
    '한',
    'e',
    'n',
    'u',
    '0',
];

/// Words that a parser of YAML, JSON or HTML takes for something else where they are not quoted.
const WORDS: [&str; 12] =
    ["no", "null", "12:30", "1e3", "---", "...", "</title>", "<script>", "-->", "&quot;", "\\u0041", "!!str"];

fn nasty(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.next(12) {
        match random.next(8) {
            0 => text.push_str(WORDS[random.next(WORDS.len())]),
            _ => text.push(CHARACTERS[random.next(CHARACTERS.len())]),
        }
    }
    text
}

fn written(document: &Document, target: Target) -> String {
    let options = WriteOptions { metadata: true, ..WriteOptions::default() };
    hwpconv::write(document, target, &options).text
}

/// A document whose title, author and text are these.
fn saying([title, author, text]: [&str; 3]) -> Document {
    let said = |text: &str| Some(text.to_owned());
    let metadata = Metadata { title: said(title), author: said(author), comments: said(title), ..Metadata::default() };
    Document { metadata, ..document(vec![paragraph(vec![plain(text)])]) }
}

/// Documents that say all kinds of things; `check` gets what they say beside them.
fn many_sayings(check: impl Fn(&Document, [&str; 3])) {
    let mut random = Random(0xA076_1D64_78BD_642F);
    for _ in 0..4_000 {
        let texts = [(); 3].map(|()| nasty(&mut random));
        let texts = [texts[0].as_str(), texts[1].as_str(), texts[2].as_str()];
        check(&saying(texts), texts);
    }
}

#[test]
fn front_matter_is_read_back_as_it_was_said() {
    many_sayings(|document, texts| {
        let markdown = written(document, Target::Markdown);
        let front = markdown.strip_prefix("---\n").unwrap();
        let (front, _) = front.split_once("\n---\n").unwrap();
        let read = Yaml::load_from_str(front).unwrap_or_else(|error| panic!("{error}: {front}"));
        for (field, said) in [("title", texts[0]), ("author", texts[1]), ("description", texts[0])] {
            assert_eq!(read[0][field].as_str(), Some(said), "{front}");
        }
        assert_eq!(read.len(), 1, "{front}");
    });
}

#[test]
fn json_is_read_back_as_it_was_said() {
    many_sayings(|document, texts| {
        let json: Value = serde_json::from_str(&written(document, Target::Json)).unwrap();
        assert_eq!(json["metadata"]["title"], texts[0]);
        assert_eq!(json["metadata"]["author"], texts[1]);
        assert_eq!(json["sections"][0]["blocks"][0]["content"][0]["text"], texts[2], "{json}");
        let lines = written(document, Target::Jsonl);
        assert_eq!(lines.matches('\n').count(), 1, "{lines}");
        assert_eq!(serde_json::from_str::<Value>(&lines).unwrap()["metadata"]["title"], texts[0]);
    });
}

/// What a value stands for in HTML, by the few references that are written.
fn unescaped(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn page_says_title_and_author_and_nothing_else_begins_there() {
    many_sayings(|document, texts| {
        let page = written(document, Target::Html);
        let between = |start: &str, end: &str| {
            let (_, rest) = page.split_once(start).unwrap();
            rest.split_once(end).unwrap().0.to_owned()
        };
        let blanked = |text: &str| text.replace(char::is_control, " ");
        let title = between("<title>", "</title>");
        assert!(!title.contains(['<', '>']), "{title:?}");
        if !texts[0].trim().is_empty() {
            assert_eq!(unescaped(&title), blanked(texts[0].trim()));
        }
        let author = between("<meta name=\"author\" content=\"", "\">");
        assert_eq!(unescaped(&author), blanked(texts[1]));
        assert!(!author.contains(['<', '>', '"']), "{author:?}");
    });
}

const TARGETS: [&str; 18] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//host/share",
    "\u{1}//host/share",
    "\\\\host\\share",
    "/\\host",
    "C:\\autoexec.bat",
    "blob:x",
    "https://a.kr/\" onclick=\"alert(1)",
    "a.hwp\" onclick=\"alert(1)",
];

/// What a browser makes of the value of an attribute: references resolved, controls at the ends and line ends gone.
fn as_a_browser_sees(value: &str) -> String {
    let value = unescaped(&value.replace("&#58;", ":").replace("&colon;", ":"));
    value.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "")
}

#[test]
fn links_of_a_page_lead_to_safe_places_only() {
    let mut random = Random(0xE703_7ED1_A0B4_28DB);
    for round in 0..3_000 {
        let target = format!("{}{}", TARGETS[round % TARGETS.len()], nasty(&mut random));
        let target = if round % 3 == 0 { format!("{}{target}", nasty(&mut random)) } else { target };
        let blocks = vec![paragraph(vec![link(&target, vec![plain("가")]), image(None, Some(&target), "나")])];
        let page = written(&document(blocks), Target::Html);
        let (_, main) = page.split_once("<main>").unwrap();
        for tag in main.split('<').skip(1).filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag) {
            let mut attributes = tag.split('"');
            while let (Some(name), Some(value)) = (attributes.next(), attributes.next()) {
                let name = name.rsplit(' ').next().unwrap();
                assert!(["href=", "src=", "alt=", "class=", "id="].contains(&name), "{target:?}: <{tag}>");
                let seen = as_a_browser_sees(value);
                let scheme = seen.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                let is_scheme = scheme.as_deref().is_some_and(|scheme| {
                    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
                });
                let safe = ["http", "https", "mailto", "ftp", "tel"];
                let is_drive = name == "src=" && scheme.as_deref().is_some_and(|scheme| scheme.len() == 1);
                if matches!(name, "href=" | "src=") && is_scheme && !is_drive {
                    assert!(safe.contains(&scheme.unwrap().as_str()), "{target:?}: <{tag}>");
                }
                if name == "href=" {
                    let leads_out = ["//", "\\\\", "/\\", "\\/"].iter().any(|start| seen.starts_with(start));
                    assert!(!leads_out, "{target:?}: <{tag}>");
                }
            }
        }
    }
}

/// What drives a terminal or turns a line around.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
}

fn assert_harmless(what: &str, run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(is_harmful), "{what}: {text:?}");
    }
}

const HARM: &str = "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{202E}\r\u{8}\u{2028}위";

#[test]
fn document_drives_no_terminal() {
    let desk = Desk::new();
    let mut hwp5 = Hwp5::new(HARM);
    hwp5.author(HARM).section(Section::new().paragraph("가"));
    // A stream that breaks off is named in a warning.
    hwp5.stream("BodyText/Section0", vec![0xEC; 9]);
    desk.write("a.hwp", &hwp5.build());
    let part = |name: &str, text: &str| zip::Entry::stored(name, text.as_bytes().to_vec());
    let harm = HARM.replace(['\0', '\u{1B}', '\u{7}', '\u{8}', '\r'], "");
    let sections = [
        part(&format!("Contents/section0{HARM}.xml"), "<sec><p><run><t>나</t></run></p>"),
        part(
            "Contents/section0.xml",
            &format!("<sec><p><run><t>가</t><ctrl><x{harm}/></ctrl><t><y{HARM}/></t></run></p>"),
        ),
    ];
    desk.write("b.hwpx", &zip::pack(&sections));
    for name in ["a.hwp", "b.hwpx"] {
        for args in [
            vec!["info", name],
            vec!["info", "--json", name],
            vec![name, "-v", "-o", "out.md", "--report", "report.ndjson"],
            vec![name, "-v", "--strict", "-t", "jsonl", "-o", "out.jsonl"],
            vec![name, "-v", "-t", "text"],
        ] {
            let run = desk.run(&args);
            assert!(!run.stdout.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{args:?}");
            let run = if args[0] == "info" { run } else { Run { stdout: String::new(), ..run } };
            if !args.contains(&"--json") {
                assert_harmless(&format!("{args:?}"), &run);
            }
        }
    }
    assert!(desk.run(&["b.hwpx", "-v", "-o", "b.md"]).stderr.contains("not known"), "the names are shown");
}

#[cfg(unix)]
#[test]
fn file_name_drives_no_terminal() {
    let name = format!("in/{}\n.hwp", HARM.replace('/', ""));
    let desk = Desk::with(&[&name]);
    for args in [vec!["in", "-o", "out"], vec!["info", name.as_str()], vec![name.as_str()], vec!["in", "-v", "-o", "x"]]
    {
        let run = desk.run(&args);
        assert_harmless(&format!("{args:?}"), &run);
        assert!(run.stderr.contains("위"), "{args:?}: {}", run.stderr);
    }
}
