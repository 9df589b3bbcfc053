//! HWPX packages that mean harm, given to the command: one clear message at most, and no file where none was asked for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test program, where failing loudly is right"
)]

use crate::builder_hwpx::zip::{self, Entry};
use crate::support::desk::{Desk, Run};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n no more than a name";

/// A section with a word and the pictures of these manifest ids.
fn section(ids: &[&str]) -> String {
    let picture = |id: &&str| format!(r#"<hp:pic><hc:img binaryItemIDRef="{id}"/><hp:pos treatAsChar="1"/></hp:pic>"#);
    let pictures: String = ids.iter().map(picture).collect();
    format!("<hs:sec><hp:p><hp:run><hp:t>본문</hp:t>{pictures}</hp:run></hp:p></hs:sec>")
}

/// A package whose manifest calls each of these names `image0`, `image1` … and whose entries have them.
fn package(names: &[&str]) -> Vec<Entry> {
    let ids: Vec<String> = (0..names.len()).map(|index| format!("image{index}")).collect();
    let item = |(id, name): (&String, &&str)| {
        format!(r#"<opf:item id="{id}" href="{name}" media-type="image/png" isEmbeded="1"/>"#)
    };
    let items: String = ids.iter().zip(names).map(item).collect();
    let content = format!(
        r#"<opf:package><opf:manifest>{items}<opf:item id="s" href="Contents/section0.xml"/></opf:manifest><opf:spine><opf:itemref idref="s"/></opf:spine></opf:package>"#
    );
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut entries = vec![
        Entry::stored("mimetype", b"application/hwp+zip".to_vec()),
        Entry::deflated("Contents/content.hpf", content.into_bytes()),
        Entry::deflated("Contents/section0.xml", section(&ids).into_bytes()),
    ];
    entries.extend(names.iter().map(|name| Entry::stored(name, PNG.to_vec())));
    entries
}

/// Converts the package in a folder of a folder, so that there is something to break out into.
fn converted(desk: &Desk, entries: &[Entry]) -> Run {
    desk.write("in/a/doc.hwpx", &zip::pack(entries));
    desk.run(&["in/a/doc.hwpx", "-o", "in/a/doc.md", "--media", "in/a/media"])
}

/// The files that a run made.
fn made(desk: &Desk) -> Vec<String> {
    // The last is what a folder for pictures remembers of whose they are.
    let is_given =
        |name: &String| matches!(name.as_str(), "in" | "in/a" | "in/a/doc.hwpx" | "in/a/media/.hwpconv-media");
    desk.tree().into_iter().map(|name| name.trim_end_matches('/').to_owned()).filter(|name| !is_given(name)).collect()
}

#[test]
fn picture_with_a_name_that_leads_out_is_written_nowhere_else() {
    let names = [
        "../evil.png",
        "BinData/../../../evil.png",
        "/evil.png",
        r"C:\evil.png",
        r"..\..\evil.png",
        r"\\host\share\evil.png",
        "BinData/a.png:stream",
        "BinData/con.png",
        "BinData/\u{202E}gnp.exe",
        "BinData/e\0vil.png",
    ];
    for name in names {
        let desk = Desk::new();
        let run = converted(&desk, &package(&[name]));
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        let allowed = ["in/a/doc.md", "in/a/media", "in/a/media/image1.png"];
        assert!(made(&desk).iter().all(|file| allowed.contains(&file.as_str())), "{name}: {:?}", made(&desk));
        assert!(desk.read("in/a/doc.md").contains("본문"), "{name}");
    }
}

#[test]
fn picture_outside_the_package_is_not_fetched() {
    let desk = Desk::new();
    desk.write("secret.png", PNG);
    let mut entries = package(&[]);
    let content = r#"<opf:package><opf:manifest><opf:item id="image0" href="../../secret.png" isEmbeded="0"/><opf:item id="s" href="Contents/section0.xml"/></opf:manifest><opf:spine><opf:itemref idref="s"/></opf:spine></opf:package>"#;
    entries[1] = Entry::deflated("Contents/content.hpf", content.as_bytes().to_vec());
    entries[2] = Entry::deflated("Contents/section0.xml", section(&["image0"]).into_bytes());
    assert_eq!(converted(&desk, &entries).code, 0);
    assert_eq!(made(&desk), ["in/a/doc.md", "secret.png"]);
}

#[test]
fn of_two_entries_with_one_name_the_last_is_read() {
    let desk = Desk::new();
    let mut entries = package(&[]);
    entries.insert(
        0,
        Entry::deflated(
            "Contents/section0.xml",
            b"<hs:sec><hp:p><hp:run><hp:t>x</hp:t></hp:run></hp:p></hs:sec>".to_vec(),
        ),
    );
    assert_eq!(converted(&desk, &entries).code, 0);
    assert_eq!(desk.read("in/a/doc.md"), "본문\n");
}

#[test]
fn hundred_thousand_entries_are_cut_at_the_limit_and_said() {
    let desk = Desk::new();
    let mut entries = package(&[]);
    entries.extend((0..100_000).map(|index| Entry::stored(&format!("x{index}"), Vec::new())));
    let run = converted(&desk, &entries);
    assert_eq!((run.code, desk.read("in/a/doc.md").as_str()), (0, "본문\n"));
    assert!(run.stderr.contains("doc.hwpx"), "{}", run.stderr);
    desk.write("in/a/doc.hwpx", &zip::pack(&entries));
    let strict = desk.run(&["in/a/doc.hwpx", "--strict", "-v", "-o", "in/a/strict.md"]);
    assert!(strict.stderr.contains("65536") || strict.stderr.contains("65,536"), "{}", strict.stderr);
}

#[test]
fn package_within_a_package_is_a_file_and_not_read() {
    let desk = Desk::new();
    let inner = zip::pack(&package(&["BinData/inner.png"]));
    let mut entries = package(&["BinData/image0.png"]);
    entries[3] = Entry::stored("BinData/image0.png", inner.clone());
    assert_eq!(converted(&desk, &entries).code, 0);
    assert_eq!(made(&desk), ["in/a/doc.md", "in/a/media", "in/a/media/image1.zip"]);
    assert_eq!(std::fs::read(desk.path("in/a/media/image1.zip")).unwrap(), inner);
}

#[test]
fn sizes_that_lie_change_nothing() {
    for size in [0, 1, u32::MAX] {
        let desk = Desk::new();
        let mut entries = package(&["BinData/image0.png"]);
        entries.iter_mut().for_each(|entry| entry.size = size);
        assert_eq!(converted(&desk, &entries).code, 0, "{size}");
        assert!(desk.read("in/a/doc.md").starts_with("본문"), "{size}");
        assert_eq!(std::fs::read(desk.path("in/a/media/image1.png")).unwrap(), PNG, "{size}");
    }
}

#[test]
fn bombs_end_soon_in_one_message() {
    let mut entities = String::from("<!DOCTYPE sec [<!ENTITY a0 'ha'>");
    (1..64).for_each(|n| entities += &format!("<!ENTITY a{n} '&a{0};&a{0};&a{0};&a{0};'>", n - 1));
    entities += "]><sec><p><run><t>&a63;</t></run></p></sec>";
    let mut attributes = String::from("<sec><p ");
    (0..200_000).for_each(|n| attributes += &format!("a{n}='' "));
    attributes += "><run><t>끝</t></run></p></sec>";
    let deep = format!("<sec>{}<p><run><t>끝</t></run></p>", "<x>".repeat(1_000_000));
    for bomb in [entities, attributes, deep] {
        let desk = Desk::new();
        let mut entries = package(&[]);
        entries[2] = Entry::deflated("Contents/section0.xml", bomb.into_bytes());
        let run = converted(&desk, &entries);
        assert!(run.stderr.lines().count() <= 1, "{}", run.stderr);
        assert!(desk.read("in/a/doc.md").len() < 1_000);
    }
}

#[test]
fn lone_surrogates_are_replaced_in_every_encoding_that_can_have_them() {
    let text = section(&[]).replace("본문", "가\u{E000}나");
    let lone = |unit: u16| if unit == 0xE000 { 0xD800 } else { unit };
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16().map(lone)).flat_map(u16::to_le_bytes).collect();
    let position = text.find('\u{E000}').unwrap();
    let mut utf8 = text.clone().into_bytes();
    utf8.splice(position..position + 3, [0xED, 0xA0, 0x80]);
    let reference = text.replace('\u{E000}', "&#xD800;").into_bytes();
    for part in [utf16, utf8, reference] {
        let desk = Desk::new();
        let mut entries = package(&[]);
        entries[2] = Entry::deflated("Contents/section0.xml", part);
        assert_eq!(converted(&desk, &entries).code, 0);
        let markdown = desk.read("in/a/doc.md");
        assert!(markdown.starts_with('가') && markdown.ends_with("나\n"), "{markdown}");
    }
}

#[test]
fn section_in_an_unknown_encoding_is_said() {
    let desk = Desk::new();
    let mut entries = package(&[]);
    let text = section(&[]).replace("본문", "text");
    let part = format!("<?xml version=\"1.0\" encoding=\"x-klingon\"?>{text}");
    entries[2] = Entry::deflated("Contents/section0.xml", part.into_bytes());
    let run = converted(&desk, &entries);
    assert!(run.stderr.contains("doc.hwpx"), "{}", run.stderr);
}
