//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{FurnitureKind, Inline, Marks, NoteKind};
use crate::read::markup::{AutoNumber, Flow, Reader, Shows};
use crate::read::note::Counted;
use crate::read::numbering::NumberFormat;

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
        let shows = match element.raw("numType").unwrap_or_default() {
            "PAGE" => Shows::Page,
            "TOTAL_PAGE" => Shows::PageCount,
            name => Counted::from_name(name).map_or(Shows::Stored, Shows::Count),
        };
        let mut number = AutoNumber::new(shows, element.number("num"));
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
        let (kind, format) = match element.name() {
            "endNote" => (NoteKind::Endnote, self.form.properties.endnote_format),
            _ => (NoteKind::Footnote, self.form.properties.footnote_format),
        };
        self.note(xml, element, kind, element.number("number"), format, flow);
    }

    /// Reads a comment that hangs on a place.
    pub(super) fn hidden_comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        let note = self.comment(xml, element);
        flow.composer.inline(Inline::Note(Box::new(note)));
    }

    /// Reads a header or footer.
    pub(super) fn running_head(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        let kind = if element.name() == "footer" { FurnitureKind::Footer } else { FurnitureKind::Header };
        self.keep_furniture(xml, element, kind, element.raw("applyPageType"));
    }

    /// Reads a master page from the root of its part.
    pub(super) fn master_page(&mut self, xml: &mut Xml<'_>, root: &Element<'_>) {
        self.keep_furniture(xml, root, FurnitureKind::MasterPage, root.raw("type"));
    }

    fn keep_furniture(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, kind: FurnitureKind, pages: Option<&str>) {
        let furniture = self.furniture(xml, element, kind, pages);
        if !furniture.blocks.is_empty() {
            self.furniture.push(furniture);
        }
    }
}
