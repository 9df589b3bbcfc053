//! Fields and tracked changes: what begins at one place and ends at another.
//!
//! Of fields the visible text counts: hyperlinks become links, bookmarks anchors, memos comments at the end of the text
//! that they are about; of all others the text stands as it is.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{ChangeKind, Inline};
use crate::read::compose::Span;
use crate::read::field::hyperlink_target;
use crate::read::markup::{Flow, Reader};
use crate::read::open::SpanKind;
use crate::warning::WarningKind;

/// The parameters of a field that say something about content.
#[derive(Debug, Default)]
struct Parameters {
    command: String,
    path: String,
    author: Option<String>,
}

impl Parameters {
    fn read(&mut self, xml: &mut Xml<'_>, parameters: &Element<'_>) {
        while let Some(parameter) = xml.child_of(parameters) {
            match parameter.attribute("name").as_deref() {
                Some("Command") => self.command = xml.text_of(&parameter),
                Some("Path") => self.path = xml.text_of(&parameter),
                Some("Author") => self.author = Some(xml.text_of(&parameter)).filter(|name| !name.trim().is_empty()),
                _ => {} // how the field looks and is edited
            }
        }
    }

    /// The target of a hyperlink. A path is stored as it is, without escapes; the command is asked when there is none.
    fn target(&self) -> Option<String> {
        let path = self.path.trim();
        if path.is_empty() || path.starts_with(['?', '|']) {
            return hyperlink_target(&self.command).or_else(|| hyperlink_target(path));
        }
        let is_bare_url = path.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
        Some(if is_bare_url { format!("http://{path}") } else { path.to_owned() })
    }
}

impl Reader<'_, '_, Hwpx<'_>> {
    pub(super) fn field_begin(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let mut parameters = Parameters::default();
        let mut comment = None;
        let kind = element.raw("type").unwrap_or_default();
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "parameters" => parameters.read(xml, &child),
                "subList" if kind == "MEMO" => comment = Some(self.comment(xml, &child)),
                "subList" | "p" => self.stray(xml, &child, flow),
                _ => {} // meta tags
            }
        }
        if let Some(note) = &mut comment {
            note.author = parameters.author.take();
        }
        let span = match kind {
            "HYPERLINK" => parameters.target().map(Span::Link),
            _ => None,
        };
        let bookmark = element.attribute("name").filter(|name| kind == "BOOKMARK" && !name.is_empty());
        if let Some(name) = bookmark {
            flow.composer.inline(Inline::Anchor(name.into_owned()));
        }
        let id = element.attribute("id").unwrap_or_default().into_owned();
        if !flow.open.begin(SpanKind::Field, id, span, comment, &mut flow.composer) {
            self.warn(xml, WarningKind::BadRecord { what: "field within too many open fields" });
        }
    }

    pub(super) fn field_end(&mut self, element: &Element<'_>, flow: &mut Flow) {
        let id = element.attribute("beginIDRef").filter(|id| !id.is_empty());
        flow.open.end(SpanKind::Field, id.as_deref(), &mut flow.composer);
    }

    /// Reads the beginning or end of a tracked change.
    pub(super) fn change(&mut self, xml: &Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let name = element.name();
        let kind = if name.starts_with("insert") { ChangeKind::Inserted } else { ChangeKind::Deleted };
        let id = element.attribute("Id").unwrap_or_default();
        if name.ends_with("Begin") {
            self.cx.has_changes = true;
            let span = self.form.header.change(kind, &element.attribute("TcId").unwrap_or_default());
            if !flow.open.begin(SpanKind::Change(kind), id.into_owned(), Some(span), None, &mut flow.composer) {
                self.warn(xml, WarningKind::BadRecord { what: "tracked change within too many open changes" });
            }
        } else {
            let id = Some(id.as_ref()).filter(|id| !id.is_empty());
            flow.open.end(SpanKind::Change(kind), id, &mut flow.composer);
        }
    }
}
