//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::{Flow, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Furniture, FurnitureKind, Inline, Marks, Note, NoteKind, PageParity};
use crate::read::note::{Counted, Lead};
use crate::read::numbering::NumberFormat;

impl Reader<'_, '_> {
    /// Reads an automatic number into the line.
    pub(super) fn auto_number(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let (mut format, mut user_char, mut prefix, mut suffix) = (NumberFormat::Digit, None, None, None);
        while let Some(child) = xml.child_of(element) {
            if child.name() == "AUTONUMFORMAT" {
                let character = |name| child.attribute(name).and_then(|text| text.chars().next());
                format = child.raw("Type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
                (user_char, prefix, suffix) = (character("UserChar"), character("PrefixChar"), character("SuffixChar"));
            }
        }
        let Some(counted) = element.raw("NumberType").and_then(Counted::from_name) else {
            // In the body the number of a page has no meaning; its stored value is that of some earlier layout.
            if self.is_furniture {
                let is_total = element.raw("NumberType") == Some("TotalPage");
                flow.composer.text(if is_total { "##" } else { "#" }, marks);
            }
            return;
        };
        let mut number = String::new();
        format.push(self.numbers.value(counted, element.number("Number")), user_char, &mut number);
        if flow.lead == Lead::Before {
            flow.lead = Lead::Number(number);
            return;
        }
        let text: String = prefix.into_iter().chain(number.chars()).chain(suffix).collect();
        self.words(xml, &text, flow, marks);
    }

    /// Reads a footnote or endnote.
    pub(super) fn note(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (kind, counted, format) = match element.name() {
            "ENDNOTE" => (NoteKind::Endnote, Counted::Endnote, self.settings.endnotes),
            _ => (NoteKind::Footnote, Counted::Footnote, self.settings.footnotes),
        };
        let (blocks, lead) = self.apart(xml, element, Flow { lead: Lead::Before, ..Flow::default() });
        let number = lead.into_number().unwrap_or_else(|| {
            let mut number = String::new();
            let value = self.numbers.value(counted, None);
            format.unwrap_or(NumberFormat::Digit).push(value, None, &mut number);
            number
        });
        flow.composer.inline(Inline::Note(Box::new(Note { kind, number, author: None, blocks })));
    }

    /// Reads a comment that hangs on a place.
    pub(super) fn hidden_comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let note = self.comment(xml, element);
        if !note.blocks.is_empty() {
            flow.composer.inline(Inline::Note(Box::new(note)));
        }
    }

    /// Reads the content of a comment.
    pub(super) fn comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Note {
        let (blocks, _) = self.apart(xml, element, Flow::default());
        Note { kind: NoteKind::Comment, number: String::new(), author: None, blocks }
    }

    /// Reads a header or footer.
    pub(super) fn running_head(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        let kind = if element.name() == "FOOTER" { FurnitureKind::Footer } else { FurnitureKind::Header };
        self.furniture(xml, element, kind, element.raw("ApplyPageType"));
    }

    /// Reads what stands on every page, unless it is empty or there already.
    pub(super) fn furniture(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: FurnitureKind,
        pages: Option<&str>,
    ) {
        let pages = match pages {
            Some("Even") => PageParity::Even,
            Some("Odd") => PageParity::Odd,
            _ => PageParity::Both, // and master pages for the last or a single page
        };
        let was_furniture = std::mem::replace(&mut self.is_furniture, true);
        let (blocks, _) = self.apart(xml, element, Flow::default());
        self.is_furniture = was_furniture;
        let furniture = Furniture { kind, pages, blocks };
        if !furniture.blocks.is_empty() && !self.furniture.contains(&furniture) {
            self.furniture.push(furniture);
        }
    }
}
