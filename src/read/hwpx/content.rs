//! `Contents/content.hpf` and `version.xml`: what the package says about its parts, their order, and the document.
//!
//! Left out: guides, media types (they are wrong too often; the data are asked), and items that are not parts of the
//! document, such as scripts and settings.

use std::collections::HashMap;

use crate::container::xml::{self, Element, Xml};
use crate::document::Metadata;
use crate::read::Context;
use crate::warning::{Part, WarningKind};

/// The manifest: items by id, and the ids in reading order.
#[derive(Debug, Default)]
pub(super) struct Content {
    items: HashMap<String, Item>,
    pub(super) spine: Vec<String>,
    pub(super) metadata: Metadata,
}

/// An entry of the manifest.
#[derive(Debug)]
pub(super) struct Item {
    /// Where its data are: a path in the package, or one on the author's machine.
    pub(super) href: String,
    pub(super) is_external: bool,
}

impl Content {
    pub(super) fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// Reads `content.hpf`.
    pub(super) fn read(data: &[u8], cx: &mut Context<'_>) -> Self {
        let mut content = Content::default();
        let Ok(text) = xml::decode(data) else {
            cx.warn(WarningKind::BadRecord { what: Part::PackageDescription });
            return content;
        };
        let mut xml = Xml::new(&text, super::xml_depth(cx)).at_most(cx.budget.records_left());
        if let Some(root) = xml.root() {
            while let Some(child) = xml.child_of(&root) {
                match child.name() {
                    "metadata" => content.read_metadata(&mut xml, &child),
                    "manifest" => content.read_manifest(&mut xml, &child),
                    "spine" => content.read_spine(&mut xml, &child),
                    _ => {} // guides and bindings, which hold no text
                }
            }
        }
        cx.enter_faults(&xml);
        content
    }

    fn read_metadata(&mut self, xml: &mut Xml<'_>, metadata: &Element<'_>) {
        while let Some(child) = xml.child_of(metadata) {
            let text = xml.text_of(&child);
            let text = Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
            let out = &mut self.metadata;
            let slot = match (child.name(), child.raw("name").unwrap_or_default()) {
                ("title", _) => &mut out.title,
                (_, "creator") | ("creator", _) => &mut out.author,
                (_, "subject") | ("subject", _) => &mut out.subject,
                (_, "description") | ("description", _) => &mut out.comments,
                (_, "lastsaveby") => &mut out.last_saved_by,
                (_, "CreatedDate") => &mut out.created,
                (_, "ModifiedDate") => &mut out.modified,
                (_, "date") | ("date", _) => &mut out.date,
                (_, "keyword") => &mut out.keywords,
                _ => continue, // the language, and what other programs add for themselves
            };
            if text.is_some() {
                *slot = text;
            }
        }
    }

    fn read_manifest(&mut self, xml: &mut Xml<'_>, manifest: &Element<'_>) {
        while let Some(item) = xml.child_of(manifest) {
            let (Some(id), Some(href)) = (item.attribute("id"), item.attribute("href")) else {
                continue; // nothing refers to an item without id, and one without path has no data
            };
            let embedded = item.raw("isEmbeded").or_else(|| item.raw("isEmbedded"));
            let is_external = embedded.is_some_and(|value| !xml::is_true(value));
            self.items.insert(id.into_owned(), Item { href: href.into_owned(), is_external });
        }
    }

    fn read_spine(&mut self, xml: &mut Xml<'_>, spine: &Element<'_>) {
        while let Some(item) = xml.child_of(spine) {
            self.spine.extend(item.attribute("idref").map(std::borrow::Cow::into_owned));
        }
    }
}

/// Reads `version.xml` into the metadata.
pub(super) fn read_version(data: &[u8], metadata: &mut Metadata, cx: &mut Context<'_>) {
    let Ok(text) = xml::decode(data) else {
        cx.warn(WarningKind::BadRecord { what: Part::Version });
        return;
    };
    let mut xml = Xml::new(&text, super::xml_depth(cx));
    let Some(root) = xml.root() else { return };
    let parts = ["major", "minor", "micro", "buildNumber"].map(|name| root.number::<u32>(name));
    if let [Some(major), minor, micro, build] = parts {
        let [minor, micro, build] = [minor, micro, build].map(Option::unwrap_or_default);
        metadata.format_version = Some(format!("{major}.{minor}.{micro}.{build}"));
    }
    metadata.application =
        root.attribute("appVersion").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
}
