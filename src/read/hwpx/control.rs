//! Controls: what a `ctrl` holds. Hand-made files put them into a run directly.

use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{Inline, Marks};
use crate::read::owpml::{Flow, Reader};

impl Reader<'_, '_, Hwpx<'_>> {
    pub(super) fn control(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        match element.name() {
            // Page numbers beside the text, what is hidden on a page, entries of an index: layout.
            "colPr" => flow.layout.columns(element.number("colCount").unwrap_or(1)),
            // Without a position it stands for the number in the line of a header, in files made by hand.
            "pageNum" if self.is_furniture && element.raw("pos").is_none() => flow.composer.text("#", marks),
            "pageNum" | "pageHiding" | "pageNumCtrl" | "indexmark" => {}
            "newNum" => self.new_number(element),
            "autoNum" => self.auto_num(xml, element, flow, marks),
            "footNote" | "endNote" => self.foot_or_endnote(xml, element, flow),
            "header" | "footer" => self.running_head(xml, element),
            "hiddenComment" => self.hidden_comment(xml, element, flow),
            "fieldBegin" => self.field_begin(xml, element, flow),
            "fieldEnd" => self.field_end(element, flow),
            "bookmark" => {
                if let Some(name) = element.attribute("name").filter(|name| !name.is_empty()) {
                    flow.composer.inline(Inline::Anchor(name.into_owned()));
                }
            }
            // A list of paragraphs where none is expected.
            "p" | "subList" => self.stray(xml, element, flow),
            "parameterset" | "metaTag" => {} // settings of the program that wrote the file
            _ => {
                self.warn_unknown(xml, element);
                self.stray(xml, element, flow);
            }
        }
    }
}
