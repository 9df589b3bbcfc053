//! Fields (specification, field): hyperlinks, comments, click-here prompts and all the others, whose result is the text
//! between their begin and end characters.

use crate::document::{Inline, Note, NoteKind};
use crate::read::compose::Span;
use crate::read::field;
use crate::warning::WarningKind;

use super::super::body::{Body, Field, List, Memo};
use super::super::paragraph::FIELD_SPAN;
use super::super::record::Node;
use super::{ControlId, id};

/// How many links may be open at once: each is written anew in every paragraph until it ends. Real documents have 1.
const MAX_OPEN_LINKS: usize = 8;

/// How many fields may be open at once; some documents never end theirs.
const MAX_OPEN_FIELDS: usize = 64;

impl Body<'_, '_, '_> {
    pub(super) fn field_begin(&mut self, id: ControlId, node: Node<'_, '_>, list: &mut List) {
        let mut bytes = node.bytes();
        // The id, the attributes and one more byte of them.
        let command = bytes.skip(9).and_then(|()| bytes.string());
        let Some(command) = command else {
            // The text of the field is there all the same.
            self.cx.warn(WarningKind::BadRecord { what: "field command" });
            self.open_field(None, None, list);
            return;
        };
        match id {
            id::FIELD_HYPERLINK => {
                self.open_field(field::hyperlink_target(&command), None, list);
            }
            id::FIELD_MEMO => {
                // `MEMO/65535/number/time/time/author/…`; the number stands again after the field id.
                let stored = bytes.skip(4).and_then(|()| bytes.u32());
                let mut parts = command.split('/');
                let number = stored.or_else(|| parts.clone().nth(2)?.parse().ok());
                let author = parts.nth(5).map(str::to_owned).filter(|author| !author.is_empty());
                self.open_field(None, number.map(|number| Memo { number, author }), list);
            }
            _ => self.open_field(None, None, list),
        }
    }

    fn open_field(&mut self, link: Option<String>, memo: Option<Memo>, list: &mut List) {
        let is_span = link.is_some() && list.fields.iter().filter(|field| field.is_span).count() < MAX_OPEN_LINKS;
        if let Some(target) = link.filter(|_| is_span) {
            list.composer.open(FIELD_SPAN, Span::Link(target));
        }
        list.fields.push(Field { is_span, memo });
        if list.fields.len() > MAX_OPEN_FIELDS {
            list.fields.remove(0);
        }
    }

    /// The field end character closes the innermost field; a comment hangs there.
    pub(in super::super) fn field_end(&mut self, list: &mut List) {
        let Some(field) = list.fields.pop() else { return };
        if field.is_span {
            list.composer.close(FIELD_SPAN);
        }
        let Some(memo) = field.memo else { return };
        // A comment that two fields refer to is written once.
        match self.memos.remove(&memo.number) {
            Some(blocks) if !blocks.is_empty() => {
                let note = Note { kind: NoteKind::Comment, number: String::new(), author: memo.author, blocks };
                list.composer.inline(Inline::Note(Box::new(note)));
            }
            Some(_) => {}
            None => self.cx.warn(WarningKind::MissingPart { what: "text of a comment" }),
        }
    }
}
