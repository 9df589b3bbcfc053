//! Notes, comments, headers, footers and master pages, and the automatic numbers in them and in captions.

use super::{Flow, Form, Reader};
use crate::container::xml::{Element, Xml};
use crate::document::{Furniture, FurnitureKind, Inline, Marks, Note, NoteKind, PageParity};
use crate::read::note::{Counted, Lead};
use crate::read::numbering::NumberFormat;

/// An automatic number as it is stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AutoNumber {
    pub(crate) shows: Shows,
    pub(crate) stored: Option<u32>,
    pub(crate) format: NumberFormat,
    /// The character that a format of the user's own shows.
    pub(crate) user_char: Option<char>,
    pub(crate) prefix: Option<char>,
    pub(crate) suffix: Option<char>,
}

/// What an automatic number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// The number of the page.
    Page,
    /// How many pages there are.
    PageCount,
    Count(Counted),
    /// What is stored, of an unknown kind.
    Stored,
}

impl AutoNumber {
    /// A number in Arabic digits.
    pub(crate) fn new(shows: Shows, stored: Option<u32>) -> Self {
        AutoNumber { shows, stored, format: NumberFormat::Digit, user_char: None, prefix: None, suffix: None }
    }
}

impl<F: Form> Reader<'_, '_, F> {
    /// Adds an automatic number to the line; the one that a note begins with is taken out of its text.
    pub(crate) fn auto_number(&mut self, xml: &Xml<'_>, number: AutoNumber, flow: &mut Flow, marks: Marks) {
        let AutoNumber { shows, stored, format, user_char, prefix, suffix } = number;
        let value = match shows {
            // In the body the number of a page has no meaning; its stored value is that of some earlier layout.
            Shows::Page | Shows::PageCount => {
                if self.is_furniture {
                    flow.composer.text(if shows == Shows::Page { "#" } else { "##" }, marks);
                }
                return;
            }
            Shows::Count(counted) => self.numbers.value(counted, stored),
            Shows::Stored => stored.unwrap_or_default(),
        };
        let mut shown = String::new();
        format.push(value, user_char, &mut shown);
        if flow.lead == Lead::Before && matches!(shows, Shows::Count(Counted::Footnote | Counted::Endnote)) {
            flow.lead = Lead::Number(shown);
            return;
        }
        let text: String = prefix.into_iter().chain(shown.chars()).chain(suffix).collect();
        self.words(xml, &text, flow, marks);
    }

    /// Reads a footnote or endnote. Its number is what its text begins with, else the stored one in the format of the
    /// section.
    pub(crate) fn note(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: NoteKind,
        stored: Option<u32>,
        format: Option<NumberFormat>,
        flow: &mut Flow,
    ) {
        let (blocks, lead) = self.apart(xml, element, Flow { lead: Lead::Before, ..Flow::default() });
        let number = lead.into_number().unwrap_or_else(|| {
            let mut number = String::new();
            let counted = if kind == NoteKind::Endnote { Counted::Endnote } else { Counted::Footnote };
            let value = self.numbers.value(counted, stored);
            format.unwrap_or(NumberFormat::Digit).push(value, None, &mut number);
            number
        });
        flow.composer.inline(Inline::Note(Box::new(Note { kind, number, author: None, blocks })));
    }

    /// Reads the content of a comment.
    pub(crate) fn comment(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Note {
        let (blocks, _) = self.apart(xml, element, Flow::default());
        Note { kind: NoteKind::Comment, number: String::new(), author: None, blocks }
    }

    /// Reads what stands on every page; `pages` is the stored word for even, odd or all pages.
    pub(crate) fn furniture(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        kind: FurnitureKind,
        pages: Option<&str>,
    ) -> Furniture {
        let pages = match pages {
            Some("EVEN" | "Even") => PageParity::Even,
            Some("ODD" | "Odd") => PageParity::Odd,
            _ => PageParity::Both, // and master pages for the last or a single page
        };
        let was_furniture = std::mem::replace(&mut self.is_furniture, true);
        let (blocks, _) = self.apart(xml, element, Flow::default());
        self.is_furniture = was_furniture;
        Furniture { kind, pages, blocks }
    }
}
