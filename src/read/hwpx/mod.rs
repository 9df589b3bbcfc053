//! HWPX packages (OWPML, KS X 6101) to [`Document`].
//!
//! | file | reads |
//! |---|---|
//! | `content` | `content.hpf`, `version.xml`: manifest, order, metadata |
//! | `header` | `header.xml`: shapes, numberings, tracked changes |
//! | `section` | `section*.xml`: paragraphs, runs, text |
//! | `control`, `field`, `note`, `memo` | what `ctrl` holds, and replies to comments |
//! | `table`, `shape`, `object`, `form` | what else stands in a run |
//! | `switch` | content that is there twice |
//! | `parts`, `lock` | package parts, pictures, passwords |
//!
//! Each XML part is read in one pass, from the first element to the last; nothing of it is kept but what the document
//! holds. Left out: layout, scripts, settings, and the history of versions.

mod content;
mod control;
mod field;
mod form;
mod header;
mod lock;
mod memo;
mod note;
mod object;
mod parts;
mod section;
mod shape;
mod switch;
mod table;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::content::Content;
use self::header::Header;
use self::lock::Lock;
use self::parts::Parts;
use self::section::Hwpx;
use crate::container::package::Package;
use crate::container::xml::{self, Xml};
use crate::document::{Document, Metadata, Section};
use crate::error::{Error, ErrorKind, LimitKind};
use crate::place::Place;
use crate::read::Context;
use crate::read::flow::builder::{Composer, Opening};
use crate::read::layout;
use crate::read::owpml::Reader;
use crate::warning::{Part, WarningKind};

/// XML elements that one level of content may take: a table in a table lies six elements deeper, with room for what
/// other programs put between.
const ELEMENTS_A_LEVEL: u32 = 16;

/// How deep elements may nest.
fn xml_depth(cx: &Context<'_>) -> u32 {
    cx.budget.limits().nesting.saturating_mul(ELEMENTS_A_LEVEL)
}

/// Reads a package.
pub(crate) fn read(bytes: &[u8], cx: &mut Context<'_>) -> Result<Document, Error> {
    let package = Package::open(bytes, cx.budget.limits().entries);
    enter_notes(&package, cx);
    let mut parts = Parts::new(package);
    if let Some(manifest) = parts.read("META-INF/manifest.xml", cx) {
        parts.lock = Lock::read(&parts.package, &manifest, cx)?;
    }
    if let Some(data) = parts.read("Contents/content.hpf", cx) {
        parts.content = Content::read(&data, cx);
    }
    let mut metadata = std::mem::take(&mut parts.content.metadata);
    if let Some(version) = parts.read("version.xml", cx) {
        content::read_version(&version, &mut metadata, cx);
    }
    read_body(&parts, metadata, cx)
}

fn enter_notes(package: &Package<'_>, cx: &mut Context<'_>) {
    let notes = package.notes();
    if notes.is_salvaged {
        cx.warn(WarningKind::Salvaged { what: Part::PackageDirectory });
    }
    if notes.has_unsafe_names {
        cx.warn(WarningKind::BadRecord { what: Part::UnsafeEntry });
    }
    if notes.is_over_entries {
        cx.warn(WarningKind::LimitMet(LimitKind::Entries(cx.budget.limits().entries)));
    }
}

fn read_body(parts: &Parts<'_>, metadata: Metadata, cx: &mut Context<'_>) -> Result<Document, Error> {
    let header = match header_name(parts).and_then(|name| parts.read(name, cx)) {
        Some(data) => Header::read(&data, cx),
        None => {
            cx.place = Place::default();
            cx.warn(WarningKind::MissingPart { what: Part::ShapeTable });
            Header::default()
        }
    };
    let mut reader = Reader::new(cx, Hwpx::new(parts, &header));
    let mut sections = Vec::new();
    let mut names = section_names(parts);
    if names.is_empty() {
        names = sections_by_root(parts, reader.cx);
    }
    for name in names {
        if let Some(section) = read_section(&mut reader, &name, sections.len()) {
            sections.push(section);
        }
    }
    let pages = layout::assign(&mut sections, &reader.form.layouts);
    // Replies without a place have no page either.
    if let Some(last) = sections.last_mut() {
        last.blocks.extend(reader.replies());
    }
    let assets = reader.assets.into_assets();
    if sections.is_empty() {
        sections.push(read_preview(parts, cx)?);
    }
    Ok(Document { metadata, sections, assets, pages, ..Document::default() })
}

/// Reads a section part; `None` when it is no section or cannot be read, with a warning.
fn read_section(reader: &mut Reader<'_, '_, Hwpx<'_>>, name: &str, index: usize) -> Option<Section> {
    let data = reader.form.parts.read(name, reader.cx)?;
    if reader.cx.budget.records_left() == 0 {
        reader.cx.warn(WarningKind::LimitMet(LimitKind::Records(reader.cx.budget.limits().records)));
        return None;
    }
    let Ok(text) = xml::decode(&data) else {
        reader.cx.warn(WarningKind::BadRecord { what: Part::SectionEncoding });
        return None;
    };
    let section = reader.section(&text, u32::try_from(index).unwrap_or(u32::MAX));
    if section.is_none() {
        reader.cx.warn(WarningKind::BadRecord { what: Part::SectionXml });
    }
    section
}

/// The part with the tables of shapes: by its usual name, else what the manifest calls so.
fn header_name<'p>(parts: &'p Parts<'_>) -> Option<&'p str> {
    parts.name_of_path("Contents/header.xml").or_else(|| parts.name_of_id("header"))
}

/// The section parts in reading order: as the spine lists them, then what it forgot in the order of their numbers.
fn section_names(parts: &Parts<'_>) -> Vec<String> {
    let is_section = |name: &&str| number_of_section(name).is_some();
    let in_spine = parts.content.spine.iter().filter_map(|id| parts.name_of_id(id)).filter(is_section);
    let mut others: Vec<&str> = parts.package.names().filter(is_section).collect();
    others.sort_by_key(|name| number_of_section(name));
    let mut known = HashSet::new();
    in_spine.chain(others).filter(|name| known.insert(*name)).map(str::to_owned).collect()
}

/// The parts of the spine that are sections by what they hold, for packages that call them otherwise.
fn sections_by_root(parts: &Parts<'_>, cx: &mut Context<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for name in parts.content.spine.iter().filter_map(|id| parts.name_of_id(id)) {
        let data = parts.read(name, cx).unwrap_or_default();
        let text = xml::decode(&data).unwrap_or_default();
        if root(&text, cx).is_some_and(|(_, root)| root.name() == "sec") {
            names.push(name.to_owned());
        }
    }
    names
}

/// 3 for `Contents/section3.xml`.
fn number_of_section(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let number = name.strip_prefix("contents/").unwrap_or(&name).strip_prefix("section")?.strip_suffix(".xml")?;
    if number.is_empty() { Some(0) } else { number.parse().ok() }
}

/// The beginning of the text as the word processor keeps it for previews.
fn read_preview(parts: &Parts<'_>, cx: &mut Context<'_>) -> Result<Section, Error> {
    let data = parts.read("Preview/PrvText.txt", cx).unwrap_or_default();
    let text = xml::decode(&data).unwrap_or_default();
    let mut composer = Composer::new();
    for line in text.lines() {
        composer.begin(Opening::default());
        composer.text(&line.replace(|c: char| c.is_control(), " "), crate::document::Marks::NONE);
    }
    let blocks = composer.finish();
    if blocks.is_empty() {
        cx.place = Place::default();
        return Err(cx.error(ErrorKind::NoBody));
    }
    cx.warn(WarningKind::PreviewOnly);
    Ok(Section { blocks, furniture: Vec::new() })
}

/// The root element and a cursor in a part's text.
fn root<'a>(text: &'a str, cx: &Context<'_>) -> Option<(Xml<'a>, xml::Element<'a>)> {
    let mut xml = Xml::new(text, xml_depth(cx)).at_most(cx.budget.records_left());
    let root = xml.root()?;
    Some((xml, root))
}
