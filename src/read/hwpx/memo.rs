//! `memoExtended.xml`: the replies to comments.
//!
//! Nothing public says how it is built, and no known document shows it. So every paragraph in it is read, those of one
//! entry together, as a comment behind the body: which comment it answers is not known.

use super::section::Hwpx;
use crate::container::xml::{self, Element, Event, Xml};
use crate::document::Blocks;
use crate::read::flow::note;
use crate::read::owpml::{Flow, Reader};
use crate::warning::{Part, WarningKind};

const PART: &str = "Contents/memoExtended.xml";

impl Reader<'_, '_, Hwpx<'_>> {
    /// Reads the replies, for the end of the last section.
    pub(super) fn replies(&mut self) -> Blocks {
        let Some(data) = self.form.parts.read(PART, self.cx) else { return Blocks::new() };
        let text = xml::decode(&data).unwrap_or_default();
        let Some((mut xml, root)) = super::root(&text, self.cx) else {
            self.cx.warn(WarningKind::BadRecord { what: Part::CommentReplies });
            return Blocks::new();
        };
        let mut replies = Vec::new();
        while let Some(entry) = xml.child_of(&root) {
            let author = entry.attribute("author").map(|author| author.into_owned());
            let mut flow = Flow::default();
            self.reply(&mut xml, &entry, &mut flow);
            replies.extend(note::comment(flow.finish(), author.filter(|author| !author.trim().is_empty())));
        }
        self.enter_faults(&xml);
        note::lone_comments(replies, self.origin, self.cx)
    }

    /// Reads the paragraphs at any depth of an entry; words outside of paragraphs are not known to be any.
    fn reply(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        if element.name() == "p" {
            return self.nested(xml, |reader, xml| reader.paragraph(xml, element, flow));
        }
        while let Some(event) = xml.next_in(element) {
            match event {
                Event::Start(child) => self.nested(xml, |reader, xml| reader.reply(xml, &child, flow)),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Text(_) => self.warn(xml, WarningKind::NotConverted { what: Part::CommentReply }),
            }
        }
    }
}
