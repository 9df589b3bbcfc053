//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::{Flow, Form, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Furniture, FurnitureKind, Inline, Marks, Note, NoteKind, PageParity};
use crate::read::flow::furniture::push_new;
use crate::read::flow::note::{self, Lead, NoteNumbers};
use crate::read::flow::number::AutoNumber;

impl<F: Form> Reader<'_, '_, F> {
    /// Adds an automatic number to the line; the one that a note begins with is taken out of its text.
    pub(crate) fn auto_number(&mut self, xml: &Xml<'_>, number: AutoNumber, flow: &mut Flow, marks: Marks) {
        if let Some(shown) = number.shown(self.is_furniture, &mut self.numbers, &mut flow.lead) {
            self.words(xml, &shown, flow, marks);
        }
    }

    /// Reads a footnote or endnote. Its number is what its text begins with, else the stored one in the format of the
    /// section.
    pub(crate) fn note(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: NoteKind,
        stored: Option<u32>,
        numbers: NoteNumbers,
        flow: &mut Flow,
    ) {
        let (blocks, lead) = self.apart(xml, element, Flow { lead: Lead::Before, ..Flow::default() });
        flow.composer.inline(note::note(kind, lead, stored, numbers, blocks, &mut self.numbers));
    }

    /// Reads the content of a comment; nothing of one that says nothing.
    pub(crate) fn comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Option<Note> {
        let (blocks, _) = self.apart(xml, element, Flow::default());
        note::comment(blocks, None)
    }

    /// Reads a comment that hangs on a place.
    pub(crate) fn hidden_comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        if let Some(comment) = self.comment(xml, element) {
            flow.composer.inline(Inline::Note(Box::new(comment)));
        }
    }

    /// Reads what stands on every page, unless it is empty or there already; `pages` is the stored word for even, odd or
    /// all pages.
    pub(crate) fn furniture(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: FurnitureKind,
        pages: Option<&str>,
    ) {
        let pages = match pages {
            Some("EVEN" | "Even") => PageParity::Even,
            Some("ODD" | "Odd") => PageParity::Odd,
            _ => PageParity::Both, // and master pages for the last or a single page
        };
        let was_furniture = std::mem::replace(&mut self.is_furniture, true);
        let (blocks, _) = self.apart(xml, element, Flow::default());
        self.is_furniture = was_furniture;
        push_new(Furniture { kind, pages, blocks }, &mut self.furniture);
    }
}
