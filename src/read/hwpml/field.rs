//! Fields and tracked changes: what begins at one place and ends at another.
//!
//! Of fields the visible text counts: hyperlinks become links, bookmarks anchors, memos comments at the end of the text
//! that they are about; of all others the text stands as it is.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{ChangeKind, Inline};
use crate::read::flow::builder::Span;
use crate::read::flow::field::hyperlink_target;
use crate::read::flow::open_spans::SpanKind;
use crate::read::owpml::{Flow, Reader};

impl Reader<'_, '_, Hwpml<'_>> {
    pub(super) fn field_begin(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let kind = element.raw("Type").unwrap_or_default();
        let mut comment = None;
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "PARALIST" if kind == "Memo" => comment = self.comment(xml, &child),
                "PARALIST" | "P" => self.stray(xml, &child, flow),
                _ => {} // how the field looks and is edited
            }
        }
        let command = element.attribute("Command").unwrap_or_default();
        let span = match kind {
            "Hyperlink" => hyperlink_target(&command).map(Span::Link),
            _ => None,
        };
        let name = element.attribute("Name").filter(|name| kind == "Bookmark" && !name.is_empty());
        if let Some(name) = name {
            flow.composer.inline(Inline::Anchor(name.into_owned()));
        }
        // An end names only the type of its field.
        let id = kind.to_owned();
        self.at(xml, |reader| flow.open.begin(SpanKind::Field, id, span, comment, &mut flow.composer, reader.cx));
    }

    pub(super) fn field_end(&mut self, element: &Element<'_>, flow: &mut Flow) {
        flow.open.end(SpanKind::Field, element.raw("Type"), &mut flow.composer);
    }

    /// Reads the beginning or end of a tracked change.
    pub(super) fn change(&mut self, xml: &Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let kind = if element.name().starts_with("INSERT") { ChangeKind::Inserted } else { ChangeKind::Deleted };
        if element.name().ends_with("END") {
            return flow.open.end(SpanKind::Change(kind), element.raw("Id"), &mut flow.composer);
        }
        let id = element.raw("Id").unwrap_or_default().to_owned();
        let span = Span::Change { kind, author: None, date: None };
        let kind = SpanKind::Change(kind);
        self.at(xml, |reader| flow.open.begin(kind, id, Some(span), None, &mut flow.composer, reader.cx));
    }
}
