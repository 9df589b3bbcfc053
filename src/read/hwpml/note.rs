//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{FurnitureKind, Marks, NoteKind};
use crate::read::flow::number::{AutoNumber, Shows};
use crate::read::owpml::{Flow, Reader};
use crate::read::style::numbering::NumberFormat;

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads an automatic number (`AUTONUM`) into the line.
    pub(super) fn auto_num(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let mut number = AutoNumber::new(Shows::from_name(element.raw("NumberType")), element.number("Number"));
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
        let (kind, numbers) = match element.name() {
            "ENDNOTE" => (NoteKind::Endnote, self.form.settings.endnotes),
            _ => (NoteKind::Footnote, self.form.settings.footnotes),
        };
        self.note(xml, element, kind, None, numbers, flow);
    }

    /// Reads a header or footer.
    pub(super) fn running_head(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        let kind = if element.name() == "FOOTER" { FurnitureKind::Footer } else { FurnitureKind::Header };
        self.furniture(xml, element, kind, element.raw("ApplyPageType"));
    }
}
