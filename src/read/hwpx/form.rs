//! Form objects: buttons, check boxes, lists and fields that are filled in.

use super::object;
use super::section::Hwpx;
use crate::container::xml::{Element, Xml};
use crate::document::{Blocks, Marks};
use crate::read::flow::form::{Form, FormKind};
use crate::read::owpml::{Flow, Reader};

pub(super) fn is_form(name: &str) -> bool {
    matches!(name, "checkBtn" | "radioBtn" | "btn" | "comboBox" | "listBox" | "edit" | "scrollBar")
}

impl Reader<'_, '_, Hwpx<'_>> {
    /// Reads a form object into the line, as it is filled in.
    pub(super) fn form(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let mut common = object::common_of(element);
        let mut typed = String::new();
        let selected = element.attribute("selectedValue").unwrap_or_default();
        let mut shown = None;
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "text" => typed = xml.text_of(&child),
                "listItem" => {
                    let value = child.attribute("value").unwrap_or_default();
                    let display = child.attribute("displayText").filter(|text| !text.is_empty());
                    // The text of a box that offers no choice is the value of its only item, which shows nothing else.
                    if selected.is_empty() && display.is_none() && shown.is_none() {
                        shown = Some(value.into_owned());
                    } else if !selected.is_empty() && (value == selected || display.as_deref() == Some(&*selected)) {
                        shown = display.map(|text| text.into_owned());
                    }
                }
                _ => self.common(xml, &child, &mut common),
            }
        }
        let (kind, text) = match element.name() {
            "checkBtn" | "radioBtn" => (FormKind::Choice, String::new()),
            "btn" => (FormKind::Button, String::new()),
            "edit" => (FormKind::Field, typed),
            "comboBox" | "listBox" => (FormKind::Field, shown.unwrap_or(selected.into_owned())),
            _ => (FormKind::Silent, String::new()), // a scroll bar
        };
        let caption = element.attribute("caption").unwrap_or_default().into_owned();
        let form = Form { kind, caption, is_checked: element.raw("value") == Some("CHECKED"), text };
        self.words(xml, &form.shown(), flow, marks);
        self.place(xml, Blocks::new(), common, flow);
    }
}
