//! Small things in the line: bookmarks, overlapped characters, ruby (specification, bookmark; character overlap; ruby).

use crate::document::{Inline, Marks, Ruby, Text};
use crate::read::charset;
use crate::warning::WarningKind;

use super::super::body::{Body, List};
use super::super::record::Node;
use super::super::text::Scratch;
use super::control_data_name;

impl Body<'_, '_, '_> {
    pub(super) fn bookmark(&mut self, node: Node<'_, '_>, list: &mut List) {
        // A bookmark without a name cannot be led to.
        if let Some(name) = control_data_name(node).filter(|name| !name.is_empty()) {
            list.composer.inline(Inline::Anchor(name));
        }
    }

    /// 글자 겹침: characters printed over each other or in a border.
    pub(super) fn overlap(&mut self, node: Node<'_, '_>, marks: Marks, list: &mut List) {
        let mut bytes = node.bytes();
        // The id.
        let Some(text) = bytes.skip(4).and_then(|()| bytes.string()) else {
            self.cx.warn(WarningKind::BadRecord { what: "overlapped characters" });
            return;
        };
        let border = bytes.u8().unwrap_or(0);
        list.composer.text(&charset::overlap(&text, border), marks);
    }

    /// 덧말: the text stands only here, not in the paragraph.
    pub(super) fn ruby(&mut self, node: Node<'_, '_>, marks: Marks, list: &mut List) {
        let mut bytes = node.bytes();
        // The id.
        let texts = bytes.skip(4).and_then(|()| Some((self.string(&mut bytes)?, self.string(&mut bytes)?)));
        let Some((text, ruby)) = texts else {
            self.cx.warn(WarningKind::BadRecord { what: "ruby" });
            return;
        };
        list.composer.inline(Inline::Ruby(Box::new(Ruby { base: Text { text: text.into(), marks }, ruby })));
    }

    /// A string of the text, with its private-use characters mapped.
    fn string(&mut self, bytes: &mut crate::container::bytes::Bytes<'_>) -> Option<String> {
        let count = usize::from(bytes.u16()?);
        let data = bytes.utf16(count)?;
        Some(self.decode(data, &mut Scratch::default()).to_owned())
    }
}
