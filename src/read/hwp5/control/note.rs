//! Footnotes, endnotes and hidden comments (specification, footnote/endnote; hidden comment).

use crate::document::{Inline, Note, NoteKind};
use crate::read::note::Lead;
use crate::read::numbering::NumberFormat;

use super::super::body::{Body, List};
use super::super::record::Node;
use super::{ControlId, id};

impl Body<'_, '_, '_> {
    pub(super) fn note(&mut self, id: ControlId, node: Node<'_, '_>, list: &mut List) {
        let kind = if id == id::FOOTNOTE { NoteKind::Footnote } else { NoteKind::Endnote };
        let stored = stored_number(node);
        let outer = std::mem::replace(&mut self.lead, Lead::Before);
        let blocks = self.apart(|body| body.list_blocks(node));
        let lead = std::mem::replace(&mut self.lead, outer);
        let number = lead.into_number().or(stored).unwrap_or_default();
        list.composer.inline(Inline::Note(Box::new(Note { kind, number, author: None, blocks })));
    }

    pub(super) fn hidden_comment(&mut self, node: Node<'_, '_>, list: &mut List) {
        let blocks = self.apart(|body| body.list_blocks(node));
        if !blocks.is_empty() {
            let note = Note { kind: NoteKind::Comment, number: String::new(), author: None, blocks };
            list.composer.inline(Inline::Note(Box::new(note)));
        }
    }
}

/// The number in the control itself, for notes whose text does not begin with it.
fn stored_number(node: Node<'_, '_>) -> Option<String> {
    let mut bytes = node.bytes();
    // The id.
    bytes.skip(4)?;
    let value = bytes.u32().filter(|value| *value > 0)?;
    // Decoration before and after the number.
    let format = bytes.skip(4).and_then(|()| bytes.u32()).and_then(NumberFormat::from_code);
    let mut number = String::new();
    format.unwrap_or(NumberFormat::Digit).push(value, None, &mut number);
    Some(number)
}
