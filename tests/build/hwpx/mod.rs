//! Makes HWPX packages of the documents that `tests/build/hwp5` describes: a zip of the parts that the word processor
//! writes, with the elements, attributes and their order as it writes them. Layout caches, fonts and page sizes are
//! constant; what a document says is not.
//!
//! What HWP 5 alone can say (raw records and controls, code units without meaning, shapes that do not exist) cannot be
//! built.

#![allow(dead_code, unused_imports, reason = "each test program uses its own part of the builder")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "runs in tests alone, where failing loudly is right")]

mod body;
mod control;
mod header;
pub use header::number_format;
mod object;
pub mod zip;

use crate::builder::{Binary, Document};
use zip::Entry;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>"#;

/// The namespaces that every part declares, whether it uses them or not.
const NAMESPACES: &str = concat!(
    r#"xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" "#,
    r#"xmlns:hp10="http://www.hancom.co.kr/hwpml/2016/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" "#,
    r#"xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core" xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" "#,
    r#"xmlns:hhs="http://www.hancom.co.kr/hwpml/2011/history" xmlns:hm="http://www.hancom.co.kr/hwpml/2011/master-page" "#,
    r#"xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf" xmlns:dc="http://purl.org/dc/elements/1.1/" "#,
    r#"xmlns:opf="http://www.idpf.org/2007/opf/" xmlns:ooxmlchart="http://www.hancom.co.kr/hwpml/2016/ooxmlchart" "#,
    r#"xmlns:hwpunitchar="http://www.hancom.co.kr/hwpml/2016/HwpUnitChar" xmlns:epub="http://www.idpf.org/2007/ops" "#,
    r#"xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0""#,
);

const VERSION: &str = concat!(
    r#"<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" "#,
    r#"minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="Hancom Office Hangul" "#,
    r#"appVersion="11, 0, 0, 2129 WIN32LEWindows_8"/>"#,
);

const CONTAINER: &str = concat!(
    r#"<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" "#,
    r#"xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles>"#,
    r#"<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>"#,
    r#"<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>"#,
);

const MANIFEST: &str = r#"<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;

const SETTINGS: &str = concat!(
    r#"<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app">"#,
    r#"<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>"#,
);

/// The bytes of the package.
pub fn package(document: &Document) -> Vec<u8> {
    let mut writer = body::Writer::new(document);
    let sections: Vec<String> = document.sections.iter().map(|section| writer.section(section)).collect();
    let xml = |name: &str, content: &str| Entry::deflated(name, format!("{DECLARATION}{content}").into_bytes());
    let mut entries = vec![
        Entry::stored("mimetype", b"application/hwp+zip".to_vec()),
        Entry::stored("version.xml", format!("{DECLARATION}{VERSION}").into_bytes()),
        xml("Contents/header.xml", &header::head(&writer.info, document.sections.len())),
    ];
    for (index, binary) in embedded(document) {
        entries.push(Entry::deflated(&path(index, binary), binary.data.clone()));
    }
    for (index, section) in sections.iter().enumerate() {
        entries.push(xml(&format!("Contents/section{index}.xml"), section));
    }
    let mut preview = String::new();
    document.sections.iter().for_each(|section| section.preview(&mut preview));
    entries.push(Entry::stored("Preview/PrvText.txt", preview.chars().take(1023).collect::<String>().into_bytes()));
    entries.push(xml("settings.xml", SETTINGS));
    entries.push(xml("Contents/content.hpf", &content(document)));
    entries.push(xml("META-INF/container.xml", CONTAINER));
    entries.push(xml("META-INF/manifest.xml", MANIFEST));
    zip::pack(&entries)
}

/// The attachments that are in the package, with their positions from 0.
fn embedded(document: &Document) -> impl Iterator<Item = (usize, &Binary)> {
    document.info.binaries.iter().enumerate().filter(|(_, binary)| binary.link.is_none())
}

/// The manifest id of the attachment at a position from 0.
fn id(index: usize, binary: &Binary) -> String {
    let stem = if binary.extension.eq_ignore_ascii_case("ole") { "ole" } else { "image" };
    format!("{stem}{}", index + 1)
}

fn path(index: usize, binary: &Binary) -> String {
    format!("BinData/{}.{}", id(index, binary), binary.extension)
}

fn content(document: &Document) -> String {
    let item = |id: &str, href: &str, kind: &str, more: &str| {
        format!(r#"<opf:item id="{id}" href="{}" media-type="{kind}"{more}/>"#, escaped(href))
    };
    let mut manifest = item("header", "Contents/header.xml", "application/xml", "");
    let mut spine = r#"<opf:itemref idref="header" linear="yes"/>"#.to_owned();
    for (index, binary) in document.info.binaries.iter().enumerate() {
        let kind = format!("image/{}", binary.extension);
        let (href, embedded) = match &binary.link {
            Some(link) => (link.clone(), "0"),
            None => (path(index, binary), "1"),
        };
        manifest += &item(&id(index, binary), &href, &kind, &format!(r#" isEmbeded="{embedded}""#));
    }
    for index in 0..document.sections.len() {
        manifest += &item(&format!("section{index}"), &format!("Contents/section{index}.xml"), "application/xml", "");
        spine += &format!(r#"<opf:itemref idref="section{index}" linear="yes"/>"#);
    }
    manifest += &item("settings", "settings.xml", "application/xml", "");
    let (title, author) = (escaped(&document.title), escaped(&document.author));
    format!(
        "<opf:package {NAMESPACES} version=\"\" unique-identifier=\"\" id=\"\"><opf:metadata><opf:title>{title}\
         </opf:title><opf:language>ko</opf:language><opf:meta name=\"creator\" content=\"text\">{author}</opf:meta>\
         <opf:meta name=\"subject\" content=\"text\"/><opf:meta name=\"description\" content=\"text\"/>\
         <opf:meta name=\"CreatedDate\" content=\"text\">2026-01-05T00:00:00Z</opf:meta>\
         <opf:meta name=\"ModifiedDate\" content=\"text\">2026-01-05T00:00:00Z</opf:meta>\
         <opf:meta name=\"keyword\" content=\"text\"/></opf:metadata><opf:manifest>{manifest}</opf:manifest>\
         <opf:spine>{spine}</opf:spine></opf:package>"
    )
}

/// Text as it stands between tags and in attributes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
