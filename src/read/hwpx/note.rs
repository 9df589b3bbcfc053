//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{FurnitureKind, Marks, NoteKind};
use crate::read::flow::number::{AutoNumber, Counted, Shows};
use crate::read::owpml::{Flow, Reader};
use crate::read::style::numbering::NumberFormat;

impl Reader<'_, '_, Hwpx<'_>> {
    /// Reads where a count begins again (`newNum`).
    pub(super) fn new_number(&mut self, element: &Element<'_>) {
        // Pages count too, but their numbers have no meaning here.
        if let Some(counted) = element.raw("numType").and_then(Counted::from_name) {
            self.numbers.restart(counted, element.number("num").unwrap_or(1));
        }
    }

    /// Reads an automatic number (`autoNum`) into the line.
    pub(super) fn auto_num(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let mut number = AutoNumber::new(Shows::from_name(element.raw("numType")), element.number("num"));
        while let Some(child) = xml.child_of(element) {
            if child.name() == "autoNumFormat" {
                let character = |name| child.attribute(name).and_then(|text| text.chars().next());
                number.format = child.raw("type").and_then(NumberFormat::from_name).unwrap_or(NumberFormat::Digit);
                number.user_char = character("userChar");
                (number.prefix, number.suffix) = (character("prefixChar"), character("suffixChar"));
            }
        }
        self.auto_number(xml, number, flow, marks);
    }

    /// Reads a footnote or endnote.
    pub(super) fn foot_or_endnote(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let (kind, mut numbers) = match element.name() {
            "endNote" => (NoteKind::Endnote, self.form.properties.endnotes),
            _ => (NoteKind::Footnote, self.form.properties.footnotes),
        };
        // Characters by their code points in decimal, where the note has its own.
        let character = |name| element.number(name).and_then(char::from_u32);
        numbers.prefix = character("prefixChar").or(numbers.prefix);
        numbers.suffix = character("suffixChar").or(numbers.suffix);
        self.note(xml, element, kind, element.number("number"), numbers, flow);
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
}
