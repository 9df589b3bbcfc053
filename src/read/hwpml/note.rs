//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{FurnitureKind, Inline, Marks, NoteKind};
use crate::read::furniture::push_new;
use crate::read::markup::{AutoNumber, Flow, Reader, Shows};
use crate::read::note::Counted;
use crate::read::numbering::NumberFormat;

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads an automatic number (`AUTONUM`) into the line.
    pub(super) fn auto_num(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let shows = match element.raw("NumberType").unwrap_or_default() {
            "TotalPage" => Shows::PageCount,
            name => Counted::from_name(name).map_or(Shows::Page, Shows::Count),
        };
        let mut number = AutoNumber::new(shows, element.number("Number"));
        while let Some(child) = xml.child_of(element) {
            if child.name() == "AUTONUMFORMAT" {
                let character = |name| child.attribute(name).and_then(|text| text.chars().next());
                number.format = child.raw("Type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
                number.user_char = character("UserChar");
                (number.prefix, number.suffix) = (character("PrefixChar"), character("SuffixChar"));
            }
        }
        self.auto_number(xml, number, flow, marks);
    }

    /// Reads a footnote or endnote, which is stored without its number.
    pub(super) fn foot_or_endnote(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (kind, format) = match element.name() {
            "ENDNOTE" => (NoteKind::Endnote, self.form.settings.endnotes),
            _ => (NoteKind::Footnote, self.form.settings.footnotes),
        };
        self.note(xml, element, kind, None, format, flow);
    }

    /// Reads a comment that hangs on a place.
    pub(super) fn hidden_comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let note = self.comment(xml, element);
        if !note.blocks.is_empty() {
            flow.composer.inline(Inline::Note(Box::new(note)));
        }
    }

    /// Reads a header or footer.
    pub(super) fn running_head(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        let kind = if element.name() == "FOOTER" { FurnitureKind::Footer } else { FurnitureKind::Header };
        self.keep_furniture(xml, element, kind, element.raw("ApplyPageType"));
    }

    /// Reads what stands on every page, unless it is empty or there already.
    pub(super) fn keep_furniture(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: FurnitureKind,
        pages: Option<&str>,
    ) {
        let furniture = self.furniture(xml, element, kind, pages);
        push_new(furniture, &mut self.furniture);
    }
}
