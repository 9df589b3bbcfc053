//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::{Flow, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Furniture, FurnitureKind, Inline, Marks, Note, NoteKind, PageParity};
use crate::read::note::{Counted, Lead};
use crate::read::numbering::{Counters, NumberFormat};

impl Reader<'_, '_> {
    /// Reads where a count begins again (`newNum`).
    pub(super) fn new_number(&mut self, element: &Element<'_>) {
        // Pages count too, but their numbers have no meaning here.
        if let Some(counted) = element.raw("numType").and_then(Counted::from_name) {
            self.numbers.restart(counted, element.number("num").unwrap_or(1));
        }
    }

    /// Reads an automatic number (`autoNum`) into the line.
    pub(super) fn auto_number(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let kind = element.raw("numType").unwrap_or_default();
        let stored = element.number("num");
        let (mut format, mut user_char, mut prefix, mut suffix) = (NumberFormat::Digit, None, None, None);
        while let Some(child) = xml.child_of(element) {
            if child.name() == "autoNumFormat" {
                let character = |name| child.attribute(name).and_then(|text| text.chars().next());
                format = child.raw("type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
                (user_char, prefix, suffix) = (character("userChar"), character("prefixChar"), character("suffixChar"));
            }
        }
        if matches!(kind, "PAGE" | "TOTAL_PAGE") {
            // In the body the number of a page has no meaning; its stored value is that of some earlier layout.
            if self.is_furniture {
                flow.composer.text(if kind == "PAGE" { "#" } else { "##" }, marks);
            }
            return;
        }
        let counted = Counted::from_name(kind);
        let value = match counted {
            Some(counted) => self.numbers.value(counted, stored),
            None => stored.unwrap_or_default(),
        };
        let mut number = String::new();
        format.push(value, user_char, &mut number);
        if flow.lead == Lead::Before && matches!(counted, Some(Counted::Footnote | Counted::Endnote)) {
            flow.lead = Lead::Number(number);
            return;
        }
        let text: String = prefix.into_iter().chain(number.chars()).chain(suffix).collect();
        self.words(xml, &text, flow, marks);
    }

    /// Reads a footnote or endnote.
    pub(super) fn note(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (kind, counted, format) = match element.name() {
            "endNote" => (NoteKind::Endnote, Counted::Endnote, self.properties.endnote_format),
            _ => (NoteKind::Footnote, Counted::Footnote, self.properties.footnote_format),
        };
        let stored = element.number("number");
        let (blocks, lead) = self.apart(xml, element, Flow { lead: Lead::Before, ..Flow::default() });
        let number = lead.into_number().unwrap_or_else(|| {
            let mut number = String::new();
            let value = self.numbers.value(counted, stored);
            format.unwrap_or(NumberFormat::Digit).push(value, None, &mut number);
            number
        });
        flow.composer.inline(Inline::Note(Box::new(Note { kind, number, author: None, blocks })));
    }

    /// Reads a comment that hangs on a place.
    pub(super) fn hidden_comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let note = self.comment(xml, element, None);
        flow.composer.inline(Inline::Note(Box::new(note)));
    }

    /// Reads the content of a comment.
    pub(super) fn comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, author: Option<String>) -> Note {
        let (blocks, _) = self.apart(xml, element, Flow::default());
        Note { kind: NoteKind::Comment, number: String::new(), author, blocks }
    }

    /// Reads a header or footer.
    pub(super) fn running_head(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        let kind = if element.name() == "footer" { FurnitureKind::Footer } else { FurnitureKind::Header };
        self.furniture(xml, element, kind, element.raw("applyPageType"));
    }

    /// Reads a master page from the root of its part.
    pub(super) fn master_page(&mut self, xml: &mut Xml<'_>, root: &Element<'_>) {
        self.furniture(xml, root, FurnitureKind::MasterPage, root.raw("type"));
    }

    fn furniture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, kind: FurnitureKind, pages: Option<&str>) {
        let pages = match pages {
            Some("EVEN") => PageParity::Even,
            Some("ODD") => PageParity::Odd,
            _ => PageParity::Both, // and master pages for the last or a single page
        };
        let was_furniture = std::mem::replace(&mut self.is_furniture, true);
        let (blocks, _) = self.apart(xml, element, Flow::default());
        self.is_furniture = was_furniture;
        if !blocks.is_empty() {
            self.furniture.push(Furniture { kind, pages, blocks });
        }
    }

    /// Reads a list of paragraphs whose numbers are counted apart from the body's.
    fn apart(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: Flow) -> (Vec<crate::document::Block>, Lead) {
        let counters = std::mem::replace(&mut self.counters, Counters::new());
        let read = self.flow(xml, element, flow);
        self.counters = counters;
        read
    }
}
