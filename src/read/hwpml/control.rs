//! Controls: what stands in a run and is neither text nor an object.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{FurnitureKind, Inline, Marks};
use crate::read::flow::number::Counted;
use crate::read::owpml::{Flow, Reader};

impl Reader<'_, '_, Hwpml<'_>> {
    pub(super) fn control(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        match element.name() {
            // Columns, page numbers beside the text, what is hidden on a page, entries of an index: layout.
            "COLDEF" | "PAGENUM" | "PAGEHIDING" | "PAGENUMCTRL" | "INDEXMARK" => {}
            "SECDEF" => self.section_settings(xml, element),
            "NEWNUM" => {
                if let Some(counted) = element.raw("NumberType").and_then(Counted::from_name) {
                    self.numbers.restart(counted, element.number("Number").unwrap_or(1));
                }
            }
            "AUTONUM" => self.auto_num(xml, element, flow, marks),
            "FOOTNOTE" | "ENDNOTE" => self.foot_or_endnote(xml, element, flow),
            "HEADER" | "FOOTER" => self.running_head(xml, element),
            "HIDDENCOMMENT" => self.hidden_comment(xml, element, flow),
            "FIELDBEGIN" => self.field_begin(xml, element, flow),
            "FIELDEND" => self.field_end(element, flow),
            "BOOKMARK" => {
                if let Some(name) = element.attribute("Name").filter(|name| !name.is_empty()) {
                    flow.composer.inline(Inline::Anchor(name.into_owned()));
                }
            }
            "P" | "PARALIST" => self.stray(xml, element, flow),
            "PARAMETERSET" | "PARAMETERARRAY" => {} // settings of the program that wrote the file
            _ => {
                self.warn_unknown(xml, element);
                self.stray(xml, element, flow);
            }
        }
    }

    /// Reads the master pages in a section's settings; what else there is of content was found before.
    fn section_settings(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) {
        while let Some(child) = xml.child_of(element) {
            if matches!(child.name(), "MASTERPAGE" | "EXT_MASTERPAGE") {
                self.furniture(xml, &child, FurnitureKind::MasterPage, child.raw("Type"));
            }
        }
    }
}
