//! Paragraphs to [`Line`]s for the writers of markup: links are checked, and anchors and comments that nobody needs are
//! left out.

use crate::document::{Inline, Label, LabelKind, Link, Marks};
use crate::place::Place;
use crate::warning::{Ledger, Part, WarningKind};
use crate::write::line::{Event, Line};
use crate::write::survey::Survey;
use crate::write::{WriteOptions, link, math, notes};

/// Fills lines.
pub(super) struct Gatherer<'a, 'o> {
    pub(super) survey: &'o Survey<'a>,
    pub(super) options: &'o WriteOptions,
    pub(super) ledger: &'o mut Ledger,
}

impl<'a> Gatherer<'a, '_> {
    /// Flattens a paragraph; its label is the beginning of the text.
    pub(super) fn paragraph(&mut self, label: Option<&Label>, content: &'a [Inline], line: &mut Line<'a>) {
        line.clear();
        if let Some(label) = label {
            line.push_text(&label.text, Marks::NONE);
            line.push_text(" ", Marks::NONE);
        }
        let labelled = line.text.trim_end().len();
        self.inlines(content, line, false);
        line.finish();
        // A lone bullet says nothing.
        if line.text.len() <= labelled && label.is_some_and(|label| label.kind == LabelKind::Bullet) {
            line.clear();
        }
        if line.dropped {
            self.warn(WarningKind::InvalidCharacter);
        }
    }

    /// Adds inlines to a line.
    pub(super) fn inlines(&mut self, content: &'a [Inline], line: &mut Line<'a>, in_link: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => line.push_text(&text.text, text.marks),
                Inline::LineBreak => line.push_line_break(),
                Inline::Tab => line.push_blank(),
                Inline::Link(link) => self.link(link, line, in_link),
                Inline::Change(change) => {
                    let opened = line.open(Event::ChangeOpen(change.kind));
                    self.inlines(&change.content, line, in_link);
                    line.close(opened, Event::ChangeClose(change.kind));
                }
                Inline::Unknown(unknown) => line.push_text(&unknown.text, Marks::NONE),
                Inline::Note(note) if !notes::is_wanted(note, self.options) => {}
                Inline::Anchor(name) if !self.survey.anchors.contains(name.as_str()) => {} // Nothing leads here.
                Inline::Note(_) | Inline::Anchor(_) if in_link => line.deferred.push(inline),
                Inline::Equation(equation) if math::is_empty(equation) => {}
                Inline::Image(_) | Inline::Equation(_) | Inline::Note(_) | Inline::Ruby(_) | Inline::Anchor(_) => {
                    line.push_object(inline);
                }
            }
        }
    }

    fn link(&mut self, link: &'a Link, line: &mut Line<'a>, in_link: bool) {
        let Some(target) = link::safe_target(&link.target) else {
            self.warn(WarningKind::UnsafeLink);
            return self.inlines(&link.content, line, in_link);
        };
        if target.starts_with('#') && !self.survey.has_places {
            return self.inlines(&link.content, line, in_link);
        }
        if in_link {
            self.warn(WarningKind::FormNotExpressed { what: Part::NestedLink });
            return self.inlines(&link.content, line, in_link);
        }
        let opened = line.open(Event::LinkOpen(target));
        let is_bare = link::is_bare(link, target);
        for inline in &link.content {
            if let (Inline::Text(text), true) = (inline, is_bare) {
                line.push_text(&text.text, Marks::NONE);
            } else {
                self.inlines(std::slice::from_ref(inline), line, true);
            }
        }
        if !line.close(opened, Event::LinkClose(target)) {
            let opened = line.open(Event::LinkOpen(target));
            line.push_text(target, Marks::NONE);
            line.close(opened, Event::LinkClose(target));
        }
        for inline in std::mem::take(&mut line.deferred) {
            line.push_object(inline);
        }
    }

    fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &Place::default());
    }
}
