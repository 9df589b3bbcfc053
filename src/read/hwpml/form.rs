//! Form objects: buttons, check boxes, lists and fields that are filled in.

use super::section::Hwpml;
use crate::container::xml::{Element, Xml};
use crate::document::{Blocks, Marks};
use crate::read::flow::form::{Form, FormKind};
use crate::read::owpml::{Common, Flow, Reader};

pub(super) fn is_form(name: &str) -> bool {
    matches!(name, "CHECKBUTTON" | "RADIOBUTTON" | "BUTTON" | "COMBOBOX" | "LISTBOX" | "EDIT" | "SCROLLBAR")
}

/// What a form object says, wherever it says it: versions differ in which element has the attributes.
#[derive(Debug, Default)]
struct Content {
    caption: String,
    value: String,
    text: String,
}

impl Content {
    fn take(&mut self, element: &Element<'_>) {
        for (slot, names) in [
            (&mut self.caption, ["Caption", ""]),
            (&mut self.value, ["Value", ""]),
            (&mut self.text, ["Text", "SelectedValue"]),
        ] {
            if let Some(found) = names.into_iter().find_map(|name| element.attribute(name)) {
                *slot = found.into_owned();
            }
        }
    }

    fn is_checked(&self) -> bool {
        ["1", "true", "checked"].iter().any(|yes| self.value.eq_ignore_ascii_case(yes))
    }
}

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads a form object into the line, as it is filled in.
    pub(super) fn form(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        let mut common = Common::default();
        let mut content = Content::default();
        content.take(element);
        while let Some(child) = xml.child_of(element) {
            match child.name() {
                "SHAPEOBJECT" => self.common(xml, &child, &mut common),
                "EDITTEXT" => content.text = xml.text_of(&child),
                _ => content.take(&child), // settings; some hold what is shown
            }
        }
        let kind = match element.name() {
            "CHECKBUTTON" | "RADIOBUTTON" => FormKind::Choice,
            "BUTTON" => FormKind::Button,
            "EDIT" | "COMBOBOX" | "LISTBOX" => FormKind::Field,
            _ => FormKind::Silent, // a scroll bar
        };
        let is_checked = content.is_checked();
        let Content { caption, text, .. } = content;
        self.words(xml, &Form { kind, caption, is_checked, text }.shown(), flow, marks);
        self.place(xml, Blocks::new(), common, flow);
    }
}
