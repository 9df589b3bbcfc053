//! Fields and tracked changes: what begins at one place and ends at another.
//!
//! Of fields the visible text counts: hyperlinks become links, bookmarks anchors, memos comments at the end of the text
//! that they are about; of all others the text stands as it is.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{ChangeKind, Inline};
use crate::read::flow::builder::Span;
use crate::read::flow::field::hyperlink_target;
use crate::read::flow::open_spans::SpanKind;
use crate::read::owpml::{Flow, Reader};

/// The parameters of a field that say something about content.
#[derive(Debug, Default)]
struct Parameters {
    command: String,
    path: String,
    author: Option<String>,
    /// The id of a comment that stands apart.
    memo: Option<String>,
}

impl Parameters {
    fn read(&mut self, xml: &mut Xml<'_>, parameters: &Element<'_>) {
        while let Some(parameter) = xml.child_of(parameters) {
            match parameter.attribute("name").as_deref() {
                Some("Command") => self.command = xml.text_of(&parameter),
                Some("Path") => self.path = xml.text_of(&parameter),
                Some("Author") => self.author = Some(xml.text_of(&parameter)).filter(|name| !name.trim().is_empty()),
                Some("ID" | "MemoID") => self.memo = Some(xml.text_of(&parameter).trim().to_owned()),
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
                "subList" if kind == "MEMO" => comment = self.comment(xml, &child),
                "subList" | "p" => self.stray(xml, &child, flow),
                _ => {} // meta tags
            }
        }
        // Some programs write the comment apart, and only its number here.
        if kind == "MEMO"
            && let Some(memo) = parameters.memo.as_deref().and_then(|id| self.form.memos.remove(id))
        {
            parameters.author = parameters.author.take().or(memo.author.clone());
            comment = Some(memo);
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
        self.at(xml, |reader| flow.open.begin(SpanKind::Field, id, span, comment, &mut flow.composer, reader.cx));
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
            let span = self.form.header.change(kind, &element.attribute("TcId").unwrap_or_default());
            let (kind, id) = (SpanKind::Change(kind), id.into_owned());
            self.at(xml, |reader| flow.open.begin(kind, id, Some(span), None, &mut flow.composer, reader.cx));
        } else {
            let id = Some(id.as_ref()).filter(|id| !id.is_empty());
            flow.open.end(SpanKind::Change(kind), id, &mut flow.composer);
        }
    }
}
