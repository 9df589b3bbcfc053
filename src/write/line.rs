//! One paragraph, flattened: its text with blanks settled, the marks on it, and what else stands where.
//!
//! Escaping and emphasis both depend on the neighbours of a character, whichever run or link holds them. Here they
//! have become one string, so that both can simply look.

use crate::document::{Anchor, ChangeKind, Inline, Marks, Paragraph, Text};
use crate::write::bytes;
use crate::write::field::form_parts;

/// Stands in [`Line::text`] for everything that is not text.
pub(crate) const OBJECT: char = '\u{FFFC}';

/// A flattened paragraph.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    /// The characters: runs of blanks are one space, `\n` is a line break, no control characters.
    pub(super) text: String,
    /// Marks, each from its start to the start of the next.
    pub(super) runs: Vec<Run>,
    /// What stands in the text, in order.
    pub(super) events: Vec<(usize, Event<'a>)>,
    /// Notes and anchors in the link under way. They stand after it, as links hold no links.
    pub(super) deferred: Vec<&'a Inline>,
    /// Before this length nothing may be trimmed away.
    solid: usize,
    /// Whether characters that cannot stand in text were left out.
    pub(super) dropped: bool,
}

/// A stretch of text with the same marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) marks: Marks,
    pub(super) kind: RunKind,
}

/// What a [`Run`] consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Text; blanks at its edges carry no marks of their own.
    Text,
    /// Underlined blanks: a line in a form to be filled in.
    FormLine,
    /// An object or line break, which looks like what is around it.
    Bridge,
}

/// What stands at a place in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Event<'a> {
    /// An inline in the place of one [`OBJECT`].
    Object(&'a Inline),
    /// A link begins; the target has passed the check.
    LinkOpen(&'a str),
    /// A link ends.
    LinkClose(&'a str),
    /// A tracked change begins.
    ChangeOpen(ChangeKind),
    /// A tracked change ends.
    ChangeClose(ChangeKind),
}

impl Event<'_> {
    /// Whether marks have to end here and begin anew.
    pub(super) fn is_border(&self) -> bool {
        !matches!(self, Event::Object(_))
    }
}

impl<'a> Line<'a> {
    /// A link to a heading, in a table of contents.
    pub(super) fn to(anchor: &'a Anchor<'_>) -> Self {
        let mut line = Line::default();
        let opened = line.open(Event::LinkOpen(&anchor.target));
        line.push_text(&anchor.words, Marks::NONE);
        line.close(opened, Event::LinkClose(&anchor.target));
        line.finish();
        line
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.events.clear();
        self.deferred.clear();
        (self.solid, self.dropped) = (0, false);
    }

    /// Whether nothing would be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text.
    pub(super) fn push_text(&mut self, text: &str, marks: Marks) {
        for part in form_parts(text, marks) {
            self.push_part(part, marks);
        }
    }

    fn push_part(&mut self, text: &str, marks: Marks) {
        if marks.contains(Marks::UNDERLINE) && !text.is_empty() && text.chars().all(char::is_whitespace) {
            self.begin_run(Marks::UNDERLINE, RunKind::FormLine);
            self.text.extend(text.chars().map(|c| if c.is_ascii() { ' ' } else { c }));
            self.solid = self.text.len();
            return;
        }
        self.begin_run(marks, RunKind::Text);
        let mut rest = text;
        while !rest.is_empty() {
            // A blank is one of several, or at the edge of a line, by what stands before it.
            let begins_blank = rest.starts_with(' ') && (self.is_at_line_start() || self.text.ends_with(' '));
            let (clean, tail) = rest.split_at(if begins_blank { 0 } else { clean_length(rest, 0) });
            self.text.push_str(clean);
            let mut chars = tail.chars();
            match chars.next() {
                Some(c) if needs_care(c) => self.push_careful(c),
                Some(c) => self.text.push(c),
                None => {}
            }
            rest = chars.as_str();
        }
    }

    fn push_careful(&mut self, c: char) {
        match c {
            // Separators other than the space keep their width, except where they would be trimmed anyway.
            '\u{A0}' | '\u{3000}' => {
                if !self.is_at_line_start() {
                    self.text.push(c);
                }
            }
            ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                let is_double = self.text.ends_with(' ') && self.text.len() != self.solid;
                if !is_double && !self.is_at_line_start() {
                    self.text.push(' ');
                }
            }
            _ => self.dropped = true,
        }
    }

    fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Adds a blank, unless there is one.
    pub(super) fn push_blank(&mut self) {
        self.begin_run(Marks::NONE, RunKind::Bridge);
        self.push_careful(' ');
    }

    /// Ends the line. Several line ends are one.
    pub(super) fn push_line_break(&mut self) {
        self.trim_end();
        if !self.is_at_line_start() {
            self.begin_run(Marks::NONE, RunKind::Bridge);
            self.text.push('\n');
            self.solid = self.text.len();
        }
    }

    /// Adds something that is not text.
    pub(super) fn push_object(&mut self, inline: &'a Inline) {
        if let Inline::Ruby(ruby) = inline {
            self.begin_run(ruby.base.marks, RunKind::Text);
        } else {
            self.begin_run(Marks::NONE, RunKind::Bridge);
        }
        self.events.push((self.text.len(), Event::Object(inline)));
        self.text.push(OBJECT);
    }

    /// Adds the beginning of a link or change and returns its position in [`events`](Self::events).
    pub(super) fn open(&mut self, event: Event<'a>) -> usize {
        self.events.push((self.text.len(), event));
        self.events.len() - 1
    }

    /// Adds the end of what [`open`](Self::open) began; blanks at both edges come to stand outside. Returns `false`,
    /// and takes the beginning back, when nothing but blanks stands between.
    pub(super) fn close(&mut self, opened: usize, event: Event<'a>) -> bool {
        let Some(&(start, _)) = self.events.get(opened) else { return false };
        let content = self.text.get(start..).unwrap_or_default();
        if content.trim().is_empty() {
            self.events.truncate(opened);
            return false;
        }
        let begin = start + (content.len() - content.trim_start().len());
        let end = begin + content.trim().len();
        for (at, _) in self.events.iter_mut().skip(opened) {
            *at = (*at).clamp(begin, end);
        }
        self.events.push((end, event));
        true
    }

    /// Removes blanks and line breaks at the end.
    pub(super) fn trim_end(&mut self) {
        let kept = self.text.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len();
        self.cut(kept.max(self.solid));
    }

    /// Removes blanks and line breaks at both ends of the whole.
    pub(super) fn finish(&mut self) {
        self.trim_end();
        if self.text.ends_with('\n') {
            self.cut(self.text.len() - 1);
        }
    }

    /// Removes so many bytes at the beginning.
    pub(super) fn cut_start(&mut self, length: usize) {
        self.text.drain(..length.min(self.text.len()));
        let gone = self.runs.iter().skip(1).take_while(|run| run.start <= length).count();
        self.runs.drain(..gone);
        for run in &mut self.runs {
            run.start = run.start.saturating_sub(length);
        }
        for (at, _) in &mut self.events {
            *at = at.saturating_sub(length);
        }
    }

    fn cut(&mut self, length: usize) {
        self.text.truncate(length);
        while self.runs.last().is_some_and(|run| run.start >= length) {
            self.runs.pop();
        }
        for (at, _) in self.events.iter_mut().rev().take_while(|(at, _)| *at > length) {
            *at = length;
        }
    }

    fn begin_run(&mut self, marks: Marks, kind: RunKind) {
        let run = Run { start: self.text.len(), marks, kind };
        match self.runs.last_mut() {
            Some(last) if last.start == run.start => *last = run,
            Some(last) if last.marks == marks && last.kind == kind && kind == RunKind::Text => {}
            _ => self.runs.push(run),
        }
    }
}

/// What HTML says where a tracked change begins.
pub(super) fn change_opening(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Inserted => "<ins>",
        ChangeKind::Deleted => "<del>",
    }
}

/// What HTML says where a tracked change ends.
pub(super) fn change_closing(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Inserted => "</ins>",
        ChangeKind::Deleted => "</del>",
    }
}

/// The text of a paragraph that is written as it stands: one run without marks that would be the whole of its [`Line`],
/// and that has no byte of the kinds that are `escaped`.
pub(super) fn as_it_stands(paragraph: &Paragraph, escaped: u8) -> Option<&str> {
    let (None, [Inline::Text(Text { text, marks: Marks::NONE })]) = (&paragraph.label, paragraph.content.as_slice())
    else {
        return None;
    };
    let has_blank = text.starts_with(' ') || text.ends_with(char::is_whitespace);
    (!text.is_empty() && !has_blank && clean_length(text, escaped) == text.len()).then_some(text)
}

/// How many bytes of text surely have no character that needs care but single spaces, and none that is `escaped`. A
/// character begins behind them, or the text ends.
fn clean_length(text: &str, escaped: u8) -> usize {
    let bytes = text.as_bytes();
    let may_need_care = |(at, byte): (usize, &u8)| {
        let next = bytes.get(at + 1);
        match byte {
            b' ' => next == Some(&b' '),
            0xC2 => next <= Some(&0xA0),
            0xE2 | 0xE3 => next == Some(&0x80),
            0xEF => next == Some(&0xBF),
            _ => true,
        }
    };
    let kinds = bytes::CARE | escaped;
    let mut places = bytes.iter().enumerate();
    places.position(|place| bytes::is(*place.1, kinds) && may_need_care(place)).unwrap_or(bytes.len())
}

/// Blanks that may be one of several, and everything that must not reach the output.
fn needs_care(c: char) -> bool {
    matches!(c, '\0'..=' ' | '\u{7F}'..='\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{3000}' | OBJECT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Label, LabelKind};
    use crate::write::escape::{self, Edge, Escaper, Stretch, Surroundings};

    fn text(pieces: &[&str]) -> String {
        let mut line = Line::default();
        for piece in pieces {
            match *piece {
                "\n" => line.push_line_break(),
                piece => line.push_text(piece, Marks::NONE),
            }
        }
        line.finish();
        line.text
    }

    #[test]
    fn blanks_are_one_and_none_stands_at_the_edges_of_a_line() {
        assert_eq!(text(&["\u{3000} a  b", " \t c ", "\n", " d\u{A0}", "\n", "\n", " e ", "\n"]), "a b c\nd\ne");
    }

    /// All texts of up to three of these characters: clean ones, some that need care, and some that begin like those.
    fn short_texts() -> Vec<String> {
        let chars = "a가 \t\u{0}\u{7F}\u{A0}·\u{3000}「\u{2028}“\u{205F}\u{FFFC}\u{FFE6}<|".chars();
        let mut texts = vec![String::new()];
        let mut longest = 0;
        for _ in 0..3 {
            let ends = texts.len();
            for index in longest..ends {
                texts.extend(chars.clone().map(|c| format!("{}{c}", texts[index])).collect::<Vec<_>>());
            }
            longest = ends;
        }
        texts
    }

    #[test]
    fn text_is_the_same_as_a_whole_and_character_by_character() {
        for text in short_texts() {
            let (mut whole, mut single) = (Line::default(), Line::default());
            whole.push_text(&text, Marks::NONE);
            text.chars().for_each(|c| single.push_text(c.encode_utf8(&mut [0; 4]), Marks::NONE));
            assert_eq!((&whole.text, whole.dropped), (&single.text, single.dropped), "{text:?}");
        }
    }

    #[test]
    fn text_that_is_written_as_it_stands_would_be_its_line_and_is_not_escaped() {
        let mut found = 0;
        for text in short_texts() {
            let content = [Inline::Text(Text { text: text.as_str().into(), marks: Marks::NONE })].into();
            let paragraph = Paragraph { content, ..Paragraph::default() };
            let mut line = Line::default();
            line.push_text(&text, Marks::NONE);
            line.finish();
            if as_it_stands(&paragraph, 0).is_some() {
                assert_eq!((line.text.as_str(), line.dropped, line.runs.len()), (text.as_str(), false, 1));
            }
            if as_it_stands(&paragraph, bytes::HTML).is_some() {
                let mut out = String::new();
                escape::html(&text, "<br>", &mut out);
                assert_eq!(out, text);
            }
            if as_it_stands(&paragraph, bytes::MARKDOWN).is_some() {
                let (to, none) = (text.len(), Edge::None);
                let stretch = Stretch { from: 0, to, before: none, after: none, in_link: false };
                let mut out = String::new();
                Escaper::new(&text, Surroundings::Cell, "<br>").write(stretch, &mut out);
                assert_eq!(out, text);
                found += 1;
            }
        }
        assert!(found > 50, "{found}");
    }

    #[test]
    fn marked_or_labelled_text_is_not_written_as_it_stands() {
        let text = |marks| [Inline::Text(Text { text: "가 나".into(), marks })].into();
        let plain = Paragraph { content: text(Marks::NONE), ..Paragraph::default() };
        assert_eq!(as_it_stands(&plain, bytes::HTML), Some("가 나"));
        let marked = Paragraph { content: text(Marks::BOLD), ..Paragraph::default() };
        assert_eq!(as_it_stands(&marked, bytes::HTML), None);
        let label = Label { kind: LabelKind::Number, text: "1.".to_owned(), level: 0 };
        assert_eq!(as_it_stands(&Paragraph { label: Some(Box::new(label)), ..plain }, bytes::HTML), None);
    }

    #[test]
    fn control_characters_are_left_out_and_noticed() {
        let mut line = Line::default();
        line.push_text("a\u{0}b\u{1b}c\u{7f}d\u{9f}e", Marks::NONE);
        assert_eq!((line.text.as_str(), line.dropped), ("abcde", true));
    }

    #[test]
    fn underlined_blanks_are_kept() {
        let mut line = Line::default();
        line.push_text("name:", Marks::NONE);
        line.push_text("     ", Marks::UNDERLINE);
        line.finish();
        assert_eq!(line.text, "name:     ");
    }

    #[test]
    fn blanks_at_the_edges_of_a_link_stand_outside() {
        let mut line = Line::default();
        line.push_text("a", Marks::NONE);
        let opened = line.open(Event::LinkOpen("u"));
        line.push_text(" b ", Marks::NONE);
        assert!(line.close(opened, Event::LinkClose("u")));
        line.push_text("c", Marks::NONE);
        assert_eq!((line.text.as_str(), line.events[0].0, line.events[1].0), ("a b c", 2, 3));
    }
}
