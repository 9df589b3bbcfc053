//! HWPML 1.x and 2.x: one XML file → [`Document`].
//!
//! | file | reads |
//! |---|---|
//! | `head` | `HEAD`: metadata, shapes, numberings, list of attachments |
//! | `tail` | `TAIL`: data of attachments |
//! | `section` | `BODY`: paragraphs, runs, text |
//! | `control`, `field`, `note` | what stands in a run beside text |
//! | `table`, `shape`, `object`, `form` | objects |
//!
//! The file is passed over twice: the data of pictures stand behind the text that shows them, and the number of a
//! section's first paragraph depends on settings inside it. Specified in Hancom's *HWPML* documents; HWPX has the same
//! structure under other names. Left out: layout, scripts.

mod control;
mod field;
mod form;
mod head;
mod note;
mod object;
mod section;
mod shape;
mod table;
mod tail;

use crate::container::xml::{self, Element, Xml};
use crate::document::{Document, Metadata};
use crate::error::{Damage, Error, ErrorKind};
use crate::place::Place;
use crate::read::Context;
use crate::read::flow::note::NoteNumbers;
use crate::read::owpml::Reader;
use crate::read::style::numbering::NumberFormat;
use head::Head;
use section::Hwpml;
use tail::Tail;

/// XML elements that one level of content may take: a table in a table lies seven elements deeper, with room for what
/// other programs put between.
const ELEMENTS_A_LEVEL: u32 = 16;

/// Reads a file.
pub(crate) fn read(bytes: &[u8], cx: &mut Context<'_>) -> Result<Document, Error> {
    cx.place = Place::part("HWPML");
    let text = xml::decode(bytes).map_err(|_| cx.error(ErrorKind::Damaged { what: Damage::Encoding }))?;
    let depth = cx.budget.limits().nesting.saturating_mul(ELEMENTS_A_LEVEL);
    let left = cx.budget.records_left();
    let file = File::survey(&mut Xml::new(&text, depth).at_most(left), cx)?;
    let mut xml = Xml::new(&text, depth).at_most(left);
    let mut reader = Reader::new(cx, Hwpml { file: &file, settings: Settings::default() });
    let sections = reader.body(&mut xml);
    reader.enter_faults(&xml);
    let assets = reader.assets.into_assets();
    if sections.is_empty() {
        return Err(cx.error(ErrorKind::NoBody));
    }
    Ok(Document { metadata: file.metadata, sections, assets, ..Document::default() })
}

/// Everything but the text.
#[derive(Debug, Default)]
struct File<'a> {
    metadata: Metadata,
    head: Head,
    tail: Tail<'a>,
    sections: Vec<Settings>,
}

/// What the settings of a section (`SECDEF`) say about content.
#[derive(Debug, Clone, Copy, Default)]
struct Settings {
    /// Numbering of outline paragraphs.
    outline: u32,
    footnotes: NoteNumbers,
    endnotes: NoteNumbers,
}

impl<'a> File<'a> {
    /// The first pass.
    fn survey(xml: &mut Xml<'a>, cx: &mut Context<'_>) -> Result<Self, Error> {
        let root = xml.root().filter(|root| root.name() == "HWPML");
        let root = root.ok_or_else(|| cx.error(ErrorKind::Damaged { what: Damage::Root }))?;
        let mut file = File::default();
        file.metadata.format_version = root.attribute("Version").map(std::borrow::Cow::into_owned);
        while let Some(child) = xml.child_of(&root) {
            match child.name() {
                "HEAD" => file.head.read(xml, &child, &mut file.metadata, cx),
                "BODY" => {
                    while let Some(section) = xml.child_of(&child) {
                        if section.name() == "SECTION" {
                            file.sections.push(Settings::find(xml, &section));
                        }
                    }
                }
                "TAIL" => file.tail.read(xml, &child),
                _ => {} // the second pass looks for words in it
            }
        }
        Ok(file)
    }
}

impl Settings {
    /// Finds the settings in the first paragraph of a section.
    fn find(xml: &mut Xml<'_>, section: &Element<'_>) -> Self {
        let Some(paragraph) = xml.child_of(section) else { return Settings::default() };
        while let Some(run) = xml.child_of(&paragraph) {
            while let Some(child) = xml.child_of(&run) {
                if child.name() == "SECDEF" {
                    return Settings::read(xml, &child);
                }
            }
        }
        Settings::default()
    }

    fn read(xml: &mut Xml<'_>, element: &Element<'_>) -> Self {
        let outline = element.number("OutlineShape").unwrap_or_default();
        let mut settings = Settings { outline, ..Settings::default() };
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "FOOTNOTESHAPE" => settings.footnotes = note_numbers(xml, &child),
                "ENDNOTESHAPE" => settings.endnotes = note_numbers(xml, &child),
                _ => {} // page size, borders, grids: layout; master pages are read with the text
            }
        }
        settings
    }
}

fn note_numbers(xml: &mut Xml<'_>, shape: &Element<'_>) -> NoteNumbers {
    let mut numbers = NoteNumbers::default();
    while let Some(child) = xml.child_of(shape) {
        if child.name() == "AUTONUMFORMAT" {
            let character = |name| child.attribute(name).and_then(|text| text.chars().next());
            numbers = NoteNumbers {
                format: child.raw("Type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit),
                user_char: character("UserChar"),
                prefix: character("PrefixChar"),
                suffix: character("SuffixChar"),
            };
        }
    }
    numbers
}
