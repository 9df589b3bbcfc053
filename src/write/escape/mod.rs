//! The one place that decides which characters of the document are escaped, for Markdown and for HTML.
//!
//! As little as possible: a backslash stands only where the character would otherwise become markup for CommonMark, GFM
//! or the `$math$` of GitHub and pulldown-cmark. `<개정 2020>`, `3~5일`, `snake_case` and `*주석` stay as they were typed.
//!
//! A line that begins with the number or the sign of a list (`2026. 1. 5.`, `* 참고`), but is no item, gets a no-break space
//! after it instead of a backslash: it reads as it was typed, in the source and on the page.

mod html;
mod markup;

use std::iter::empty;

use crate::write::bytes;
pub(super) use html::{html, html_anywhere};
use markup::{Side, begins_blank, closing_sequence, could_pair, is_delimiter, is_rule_like, side, stars_could_pair};
pub(super) use markup::{begins_definition, begins_entity, begins_tag, list_number};

/// Stands behind the number or the sign of a list in a line that is no item.
const NO_BREAK_SPACE: char = '\u{A0}';

/// Where text stands, and so what could become markup in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// A paragraph: every line start could begin a block.
    Paragraph,
    /// The content of a list item: as in a paragraph, and a task box could arise.
    Item,
    /// A heading: one line, whose end could be taken for a closing sequence.
    Heading,
    /// A cell of a GFM table.
    Cell,
}

/// What is written right before or after a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The line begins or ends, or more text follows.
    None,
    /// Markup.
    Markup,
    /// Markup that begins or ends with a square bracket.
    Bracket,
}

/// A stretch of a paragraph's text that is written in one go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) before: Edge,
    pub(super) after: Edge,
    /// Whether it is the text of a link, where brackets could end it.
    pub(super) in_link: bool,
}

/// Writes the text of one paragraph, stretch by stretch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Escaper<'t> {
    text: &'t str,
    surroundings: Surroundings,
    /// Whether anything may have to be escaped wherever it stands.
    has_special: bool,
    /// Whether asterisks could pair.
    stars: bool,
    /// Whether tildes could pair.
    tildes: bool,
    /// Whether underscores could pair.
    underscores: bool,
    /// What is written for a line break.
    line_end: &'t str,
    /// Where the `#`s begin that end a heading and would be taken away.
    closing: Option<usize>,
}

impl<'t> Escaper<'t> {
    /// `line_end` is what is written for a line break.
    pub(super) fn new(text: &'t str, surroundings: Surroundings, line_end: &'t str) -> Self {
        let has_special = bytes::find(text, bytes::MARKDOWN).is_some();
        let stars = has_special && stars_could_pair(text, empty());
        let tildes = has_special && could_pair(text, '~', empty());
        let underscores = has_special && could_pair(text, '_', empty());
        let closing = if surroundings == Surroundings::Heading { closing_sequence(text) } else { None };
        Escaper { text, surroundings, has_special, stars, tildes, underscores, line_end, closing }
    }

    /// The same for text that stands within a paragraph whose other text is not known here.
    pub(super) fn among_others(self) -> Self {
        Escaper { stars: true, tildes: true, underscores: true, ..self }
    }

    /// The same for text that markup will stand in, in these places; perhaps asterisks or `~~` too.
    pub(super) fn with_markup(
        self,
        borders: impl Iterator<Item = usize> + Clone,
        has_stars: bool,
        has_strike: bool,
    ) -> Self {
        let stars = has_stars || (self.has_special && stars_could_pair(self.text, borders.clone()));
        let tildes = has_strike || (self.has_special && could_pair(self.text, '~', borders.clone()));
        let underscores = self.has_special && could_pair(self.text, '_', borders);
        Escaper { stars, tildes, underscores, ..self }
    }

    /// Writes a stretch.
    pub(super) fn write(&self, stretch: Stretch, out: &mut String) {
        let bytes = self.text.as_bytes();
        let mut forced = self.forced_at_start(&stretch, out);
        if !self.has_special && forced.is_none() {
            return out.push_str(self.slice(stretch.from, stretch.to));
        }
        // What is before `done` has been written, what is before `at` has been looked at.
        let (mut done, mut at) = (stretch.from, stretch.from);
        loop {
            let special = bytes::find(self.slice(at, stretch.to), bytes::MARKDOWN).map(|found| at + found);
            let Some(place) = special.into_iter().chain(forced).min() else { break };
            out.push_str(self.slice(done, place));
            (done, at) = (place, place + 1);
            if forced == Some(place) {
                forced = None;
                if self.slice(place, at) == " " {
                    out.push(NO_BREAK_SPACE);
                    done = at;
                } else {
                    out.push('\\');
                }
                continue;
            }
            match bytes.get(place) {
                Some(b'\n') => {
                    out.push_str(self.line_end);
                    done = at;
                    // What begins the line may stand behind markup, and then begins no block.
                    forced = self.forced_at_line(at, stretch.to).or(forced);
                }
                Some(b'*' | b'_' | b'~') => {
                    at = self.run_end(place, stretch.to);
                    self.write_run(place, at, &stretch, out);
                    done = at;
                }
                _ if self.is_markup(place, &stretch) => out.push('\\'),
                _ => {}
            }
        }
        out.push_str(self.slice(done, stretch.to));
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The position in this stretch that has to be escaped because of what stands before the stretch.
    fn forced_at_start(&self, stretch: &Stretch, out: &str) -> Option<usize> {
        let text = self.slice(stretch.from, stretch.to);
        // `[^1]` and `:` would define a note, `[^1]` and `(` be a link.
        if stretch.before == Edge::Bracket && out.ends_with(']') && text.starts_with([':', '(']) {
            return Some(stretch.from);
        }
        if self.surroundings == Surroundings::Heading {
            return self.closing.filter(|at| (stretch.from..stretch.to).contains(at));
        }
        if stretch.before != Edge::None || !self.is_line_start(stretch.from) {
            return None;
        }
        self.forced_at_line(stretch.from, stretch.to)
    }

    fn is_line_start(&self, at: usize) -> bool {
        at == 0 || self.slice(0, at).ends_with('\n')
    }

    /// The position before `to` in the line beginning here that has to be escaped so that the line begins no block.
    fn forced_at_line(&self, at: usize, to: usize) -> Option<usize> {
        if !matches!(self.surroundings, Surroundings::Paragraph | Surroundings::Item) {
            return None;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let mut chars = rest.chars();
        let is_first = at == 0;
        // The blank behind a marker where it is written together with it, else the marker's last character.
        let place_before = |end: usize| {
            let place = if end < to && self.slice(end, end + 1) == " " { end } else { end - 1 };
            Some(place).filter(|place| *place < to)
        };
        let begins_block = match chars.next()? {
            '>' => true,
            '#' => {
                let after = rest.trim_start_matches('#');
                rest.len() - after.len() <= 6 && begins_blank(after)
            }
            '-' | '*' | '+' if begins_blank(chars.as_str()) => return place_before(at + 1),
            '-' | '*' | '=' | '_' | ':' | '|' => is_rule_like(rest),
            '~' => rest.starts_with("~~~"),
            '[' if is_first => self.is_definition(rest) || rest.starts_with("[!") || self.is_task_box(rest),
            '0'..='9' => {
                // Within a paragraph, only a 1 begins a list.
                let (_, length) = list_number(rest).filter(|(number, _)| is_first || *number == 1)?;
                return place_before(at + length);
            }
            _ => false,
        };
        (begins_block && at < to).then_some(at)
    }

    fn is_definition(&self, rest: &str) -> bool {
        rest.contains("]:")
    }

    fn is_task_box(&self, rest: &str) -> bool {
        let is_box = ["[ ]", "[x]", "[X]"].iter().any(|mark| rest.strip_prefix(mark).is_some_and(begins_blank));
        self.surroundings == Surroundings::Item && is_box
    }

    fn run_end(&self, at: usize, to: usize) -> usize {
        let run = self.slice(at, to);
        let Some(c) = run.chars().next() else { return to };
        to - run.trim_start_matches(c).len()
    }

    /// Writes a run of `*`, `_` or `~`, escaped if it could be a delimiter.
    fn write_run(&self, from: usize, to: usize, stretch: &Stretch, out: &mut String) {
        let run = self.slice(from, to);
        // Before and behind a paragraph in a cell there may be the markup of a line break.
        let is_cell = self.surroundings == Surroundings::Cell;
        let before = side(
            self.slice(0, from).chars().next_back(),
            from == stretch.from && (stretch.before != Edge::None || (is_cell && from == 0)),
        );
        let after = side(
            self.slice(to, self.text.len()).chars().next(),
            to == stretch.to && (stretch.after != Edge::None || (is_cell && to == self.text.len())),
        );
        let escapes = match run.as_bytes().first() {
            Some(b'*') => self.stars && !(before == Side::Blank && after == Side::Blank),
            Some(b'_') => self.underscores && is_delimiter('_', before, after),
            _ => self.tildes && is_delimiter('~', before, after),
        };
        if !escapes {
            out.push_str(run);
            return;
        }
        for c in run.chars() {
            out.push('\\');
            out.push(c);
        }
    }

    /// Whether the character at `at` would be markup.
    fn is_markup(&self, at: usize, stretch: &Stretch) -> bool {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let next = rest.as_bytes().first().copied();
        let is_last = at + 1 == stretch.to;
        match self.text.as_bytes().get(at) {
            Some(b'`' | b'$') => true,
            // In a cell, the markup of a line break may follow.
            Some(b'\\') if is_last && (stretch.after != Edge::None || self.surroundings == Surroundings::Cell) => true,
            Some(b'\\') => next.is_some_and(|next| next.is_ascii_punctuation() || next == b'\n'),
            Some(b'[') => stretch.in_link || next == Some(b'^'),
            Some(b']') => stretch.in_link || next == Some(b'(') || (is_last && stretch.after == Edge::Bracket),
            Some(b'!') => is_last && stretch.after == Edge::Bracket,
            Some(b'<') => begins_tag(rest),
            Some(b'&') => begins_entity(rest),
            Some(b'|') => self.surroundings == Surroundings::Cell,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str, surroundings: Surroundings) -> String {
        let mut out = String::new();
        let stretch = Stretch { from: 0, to: text.len(), before: Edge::None, after: Edge::None, in_link: false };
        Escaper::new(text, surroundings, "\\\n").write(stretch, &mut out);
        out
    }

    fn paragraph(text: &str) -> String {
        escaped(text, Surroundings::Paragraph)
    }

    #[test]
    fn pleasant_text_stays_as_it_is() {
        for text in [
            "<개정 2020>",
            "3~5일",
            "09:00 ~ 18:00, 19:00 ~ 20:00",
            "snake_case and more_of_it",
            "a * b",
            "5*3",
            "*주석 하나",
            "가격* 및 (나)** 아래",
            "이름: ***, 나이: **",
            "R&D, AT&T",
            "[별표 1] 참고",
            "가격 (2020. 1. 5.)",
            "성명: ____ 주소: ____",
            "(____)",
            "#해시태그",
            "-5도",
            "1.5배",
            "p < 0.05",
            "C:\\Users\\가",
            "정말!",
        ] {
            assert_eq!(paragraph(text), text);
        }
    }

    #[test]
    fn first_bracket_that_counts_decides_on_a_definition() {
        for written in ["[a]:b", "[`a]:b`](c)", "[a\\]`]:`"] {
            assert!(begins_definition(written), "{written}");
        }
        for written in ["[a]", "[a](]:)", "[[a]:b]", "[a\\]:b", "\\[a]:b", "a[b]:c", "[", ""] {
            assert!(!begins_definition(written), "{written}");
        }
    }

    #[test]
    fn markup_is_escaped_where_it_would_arise() {
        for (text, expected) in [
            ("5*3*2", "5\\*3\\*2"),
            ("* 참고", "*\u{A0}참고"),
            ("- 참고", "-\u{A0}참고"),
            ("+ 참고", "+\u{A0}참고"),
            ("# 참고", "\\# 참고"),
            ("> 참고", "\\> 참고"),
            ("1. 참고", "1.\u{A0}참고"),
            ("12) 참고", "12)\u{A0}참고"),
            ("2026. 1. 5.", "2026.\u{A0}1. 5."),
            ("2026.", "2026\\."),
            ("a\n2. b\n1. c", "a\\\n2. b\\\n1.\u{A0}c"),
            ("3~5일, 6~7일", "3\\~5일, 6\\~7일"),
            ("_가_", "\\_가\\_"),
            ("`a`", "\\`a\\`"),
            ("$100", "\\$100"),
            ("<b>", "\\<b>"),
            ("<123@a.kr>", "\\<123@a.kr>"),
            ("&lt; &#60; &c", "\\&lt; \\&#60; &c"),
            ("[a](b)", "[a\\](b)"),
            ("[^1]", "\\[^1]"),
            ("[a]: b", "\\[a]: b"),
            ("a\\*b", "a\\\\*b"),
            ("가* 나 *다", "가* 나 *다"),
            ("(가*) 나*", "(가*) 나*"),
            ("(*가) 나*", "(\\*가) 나\\*"),
            ("---", "\\---"),
            ("- - -", "-\u{A0}- -"),
            ("___", "\\___"),
            ("~~~", "\\~~~"),
            ("===", "\\==="),
            ("a | b\n--- | ---", "a | b\\\n\\--- | ---"),
            ("a\n- b\n-", "a\\\n-\u{A0}b\\\n\\-"),
            ("a\\\nb", "a\\\\\\\nb"),
        ] {
            assert_eq!(paragraph(text), expected);
        }
    }

    #[test]
    fn pipe_is_escaped_in_a_cell_alone() {
        assert_eq!(paragraph("a | b"), "a | b");
        assert_eq!(escaped("a | b # c", Surroundings::Cell), "a \\| b # c");
    }

    #[test]
    fn closing_sequence_of_a_heading_is_escaped() {
        assert_eq!(escaped("# C #", Surroundings::Heading), "# C \\#");
        assert_eq!(escaped("C#", Surroundings::Heading), "C#");
        assert_eq!(escaped("##", Surroundings::Heading), "\\##");
        assert!(escaped("C\n#", Surroundings::Heading).ends_with("\\#"));
    }

    #[test]
    fn task_box_is_escaped_in_an_item_alone() {
        assert_eq!(paragraph("[ ] 예"), "[ ] 예");
        assert_eq!(escaped("[ ] 예", Surroundings::Item), "\\[ ] 예");
        assert_eq!(escaped("[x]예", Surroundings::Item), "[x]예");
    }

    #[test]
    fn html_keeps_ampersands_that_mean_nothing() {
        let mut out = String::new();
        html("R&D & <b> &lt;\n&#1;&", "<br>", &mut out);
        assert_eq!(out, "R&amp;D & &lt;b> &amp;lt;<br>&amp;#1;&");
    }
}
