//! Marks on a line to markup: spans that nest, and the one place that decides how each is written.
//!
//! `**`, `*` and `~~` only work where CommonMark's flanking rules let them open and close, and those look at the
//! characters on both sides: in `**"강조"**는` the closing mark stands between punctuation and a letter and closes
//! nothing. Such spans are written as HTML elements, which work everywhere. Parsers differ on whether symbols (`○`, `→`)
//! count as punctuation, so a span has to hold under both readings to be written with asterisks.
//!
//! Directly behind a mark that begins a line (`- `, `* `) asterisks read as one more mark, to people and to simple
//! programs: there strong text takes `__`, or an element where that does not work.

mod nesting;

use smallvec::SmallVec;

use crate::document::Marks;
use crate::document::letters::is_letter_or_digit;
use crate::write::line::{Line, OBJECT};

/// A piece of markup at a place in [`Line::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// The span at this position in [`Plan::spans`] begins.
    Open(usize),
    /// The span at this position in [`Plan::spans`] ends.
    Close(usize),
    /// The event at this position in [`Line::events`].
    Event(usize),
}

/// Text under one mark, and how the mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    mark: Marks,
    form: Form,
    /// Where its tokens are in [`Plan::tokens`].
    open: usize,
    close: usize,
}

/// How a span is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With `**`, `*` or `~~`.
    Delimiter,
    /// With `__`.
    Underscores,
    /// With `***`, together with the span directly inside it.
    Triple,
    /// Not at all: the span around it says it.
    Silent,
    /// As an HTML element.
    Element,
}

/// Which forms may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forms {
    /// Delimiters where they work.
    Markdown,
    /// The same, for a line that stands behind the bullet of a list item.
    MarkdownItem,
    /// HTML elements alone.
    Html,
}

/// The markup of a line, in order. Most lines have little, and its lists then take no memory of their own.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) tokens: SmallVec<[(usize, Token); 4]>,
    pub(super) spans: SmallVec<[Span; 2]>,
}

impl Span {
    /// What is written at its beginning.
    pub(super) fn opening(&self) -> &'static str {
        match self.form {
            Form::Triple => "***",
            Form::Silent => "",
            Form::Underscores => "__",
            Form::Delimiter => delimiter(self.mark),
            Form::Element => match self.mark {
                Marks::BOLD => "<strong>",
                Marks::ITALIC => "<em>",
                Marks::STRIKE => "<del>",
                Marks::UNDERLINE => "<u>",
                Marks::SUPERSCRIPT => "<sup>",
                _ => "<sub>",
            },
        }
    }

    /// What is written at its end.
    pub(super) fn closing(&self) -> &'static str {
        match self.form {
            Form::Triple => "***",
            Form::Silent => "",
            Form::Underscores => "__",
            Form::Delimiter => delimiter(self.mark),
            Form::Element => match self.mark {
                Marks::BOLD => "</strong>",
                Marks::ITALIC => "</em>",
                Marks::STRIKE => "</del>",
                Marks::UNDERLINE => "</u>",
                Marks::SUPERSCRIPT => "</sup>",
                _ => "</sub>",
            },
        }
    }

    /// The character of its delimiters, if that is how it is written.
    fn delimiter_char(&self) -> Option<char> {
        match self.form {
            Form::Delimiter | Form::Triple | Form::Silent => delimiter(self.mark).chars().next(),
            Form::Underscores => Some('_'),
            Form::Element => None,
        }
    }
}

fn delimiter(mark: Marks) -> &'static str {
    match mark {
        Marks::BOLD => "**",
        Marks::ITALIC => "*",
        _ => "~~",
    }
}

impl Plan {
    /// Whether any of it is written with asterisks.
    pub(super) fn has_stars(&self) -> bool {
        self.spans.iter().any(|span| span.delimiter_char() == Some('*'))
    }
}

/// Plans the markup of a line.
pub(super) fn plan(line: &Line<'_>, forms: Forms) -> Plan {
    if line.runs.iter().all(|run| run.marks.is_empty()) {
        let tokens = line.events.iter().enumerate().map(|(index, (at, _))| (*at, Token::Event(index))).collect();
        return Plan { tokens, ..Plan::default() };
    }
    let mut plan = nesting::nest(line);
    if forms != Forms::Html {
        for index in 0..plan.tokens.len() {
            plan.decide(index, &line.text, forms == Forms::MarkdownItem);
        }
    }
    plan
}

/// How CommonMark sees the neighbour of a delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    /// Punctuation by every reading.
    Punctuation,
    /// A letter or digit by every reading.
    Word,
    /// Punctuation to some parsers.
    Symbol,
}

fn side(c: char) -> Side {
    match c {
        // Most of Korean text, without a search in the tables of Unicode.
        '가'..='힣' => Side::Word,
        OBJECT => Side::Punctuation,
        '·' | '…' | '‥' | '–' | '—' | '‘'..='‟' | '※' | '•' | '、' | '。' | '〈'..='】' | '〔'..='〗' | '・' => {
            Side::Punctuation
        }
        '（' | '）' | '，' | '．' | '：' | '；' | '！' | '？' | '［' | '］' | '｛' | '｝' => {
            Side::Punctuation
        }
        c if c.is_ascii_punctuation() => Side::Punctuation,
        c if c.is_whitespace() => Side::Blank,
        // Circled letters are letters to Unicode and symbols to CommonMark.
        'Ⓐ'..='ⓩ' | '\u{1F100}'..='\u{1F1FF}' => Side::Symbol,
        c if is_letter_or_digit(c) => Side::Word,
        _ => Side::Symbol,
    }
}

/// Whether a delimiter between these sides works; `text` is the side it has to cling to.
fn clings(text: Side, other: Side) -> bool {
    text == Side::Word || (text != Side::Blank && matches!(other, Side::Blank | Side::Punctuation))
}

/// Whether text ends with a mark that begins its line, or is empty behind the mark of an item.
fn ends_with_mark(text: &str, is_item: bool) -> bool {
    let text = text.trim_end_matches(' ');
    match text.strip_suffix(['-', '*', '+']) {
        Some(before) => before.is_empty() || before.ends_with('\n'),
        None => is_item && text.is_empty(),
    }
}

impl Plan {
    /// Decides how the span is written that begins at this token, if one does.
    fn decide(&mut self, token: usize, text: &str, is_item: bool) {
        let Some(&(_, Token::Open(index))) = self.tokens.get(token) else { return };
        let Some(&span) = self.spans.get(index) else { return };
        let takes_delimiters = matches!(span.mark, Marks::BOLD | Marks::ITALIC | Marks::STRIKE);
        if !takes_delimiters || span.form == Form::Silent {
            return;
        }
        let inner = self.twin(&span);
        let (first, last) = match inner {
            Some(inner) => (inner.open, inner.close),
            None => (span.open, span.close),
        };
        let works = clings(self.after(first, text), self.before(span.open, text))
            && clings(self.before(last, text), self.after(span.close, text));
        if !works || self.touches_its_like(&span) {
            return;
        }
        let follows_mark = span.mark != Marks::STRIKE
            && self.at(span.open).and_then(|at| text.get(..at)).is_some_and(|before| ends_with_mark(before, is_item));
        let form = match inner {
            Some(_) if !follows_mark => Form::Triple,
            None if !follows_mark => Form::Delimiter,
            None if self.takes_underscores(&span, text) => Form::Underscores,
            Some(_) | None => return,
        };
        if let Some(span) = self.spans.get_mut(index) {
            span.form = form;
        }
        let Some(&(_, Token::Open(next))) = self.tokens.get(token + 1) else { return };
        if let Some(next) = self.spans.get_mut(next).filter(|_| form == Form::Triple) {
            next.form = Form::Silent;
        }
    }

    /// Whether `__` closes where this strong span ends: not beside a letter, and not beside an underscore of the text.
    fn takes_underscores(&self, span: &Span, text: &str) -> bool {
        let content = self.at(span.open).and_then(|at| text.get(at..)).unwrap_or_default();
        let length = self.at(span.close).unwrap_or(0).saturating_sub(self.at(span.open).unwrap_or(0));
        let (inside, outside) = content.split_at_checked(length).unwrap_or_default();
        span.mark == Marks::BOLD
            && matches!(self.after(span.close, text), Side::Blank | Side::Punctuation)
            && !inside.contains('_')
            && !outside.starts_with('_')
    }

    /// The italic span that is exactly as long as this bold one.
    fn twin(&self, span: &Span) -> Option<Span> {
        let Some(&(at, Token::Open(index))) = self.tokens.get(span.open + 1) else { return None };
        let inner = *self.spans.get(index)?;
        let is_as_long = inner.close + 1 == span.close
            && self.at(inner.open) == self.at(span.open)
            && self.at(inner.close) == self.at(span.close)
            && at == self.at(span.open)?;
        (is_as_long && span.mark == Marks::BOLD && inner.mark == Marks::ITALIC).then_some(inner)
    }

    fn at(&self, token: usize) -> Option<usize> {
        self.tokens.get(token).map(|(at, _)| *at)
    }

    /// Whether a delimiter of this span would stand directly beside one of the same character, which merges them.
    fn touches_its_like(&self, span: &Span) -> bool {
        let like = delimiter(span.mark).chars().next();
        let is_like = |token: Option<usize>, at: Option<usize>| {
            token.and_then(|token| self.tokens.get(token)).filter(|(place, _)| Some(*place) == at).is_some_and(
                |(_, token)| match token {
                    Token::Open(index) | Token::Close(index) => {
                        self.spans.get(*index).is_some_and(|span| span.delimiter_char() == like)
                    }
                    Token::Event(_) => false,
                },
            )
        };
        is_like(span.open.checked_sub(1), self.at(span.open)) || is_like(Some(span.close + 1), self.at(span.close))
    }

    /// What stands before a token.
    fn before(&self, token: usize, text: &str) -> Side {
        let Some(at) = self.at(token) else { return Side::Blank };
        if token.checked_sub(1).and_then(|before| self.at(before)) == Some(at) {
            return Side::Punctuation;
        }
        text.get(..at).and_then(|text| text.chars().next_back()).map_or(Side::Blank, side)
    }

    /// What stands after a token.
    fn after(&self, token: usize, text: &str) -> Side {
        let Some(at) = self.at(token) else { return Side::Blank };
        if self.at(token + 1) == Some(at) {
            return Side::Punctuation;
        }
        text.get(at..).and_then(|text| text.chars().next()).map_or(Side::Blank, side)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(runs: &[(&str, Marks)]) -> String {
        let mut line = Line::default();
        for (text, marks) in runs {
            line.push_text(text, *marks);
        }
        line.finish();
        let plan = plan(&line, Forms::Markdown);
        let mut out = String::new();
        let mut from = 0;
        for (at, token) in plan.tokens {
            out.push_str(&line.text[from..at]);
            from = at;
            match token {
                Token::Open(span) => out.push_str(plan.spans[span].opening()),
                Token::Close(span) => out.push_str(plan.spans[span].closing()),
                Token::Event(_) => {}
            }
        }
        out + &line.text[from..]
    }

    const B: Marks = Marks::BOLD;
    const I: Marks = Marks::ITALIC;
    const U: Marks = Marks::UNDERLINE;
    const N: Marks = Marks::NONE;

    #[test]
    fn bold_word_before_a_particle_takes_asterisks() {
        assert_eq!(marked(&[("강조", B), ("는 말", N)]), "**강조**는 말");
    }

    #[test]
    fn quoted_bold_before_a_particle_takes_an_element() {
        assert_eq!(marked(&[("그 ", N), ("\"강조\"", B), ("는", N)]), "그 <strong>\"강조\"</strong>는");
        assert_eq!(marked(&[("\"강조\"", B), (" 는", N)]), "**\"강조\"** 는");
        assert_eq!(marked(&[("값", N), ("(가)", I)]), "값<em>(가)</em>");
    }

    #[test]
    fn symbols_count_as_neither_letter_nor_punctuation() {
        assert_eq!(marked(&[("가", N), ("→나", B)]), "가<strong>→나</strong>");
        assert_eq!(marked(&[("→", N), ("나", B)]), "→**나**");
        assert_eq!(marked(&[("→", N), ("(나", B)]), "→<strong>(나</strong>");
    }

    #[test]
    fn blanks_at_the_edges_stand_outside() {
        assert_eq!(marked(&[("가", N), (" 나 ", B), ("다", N)]), "가 **나** 다");
        assert_eq!(marked(&[("가", N), (" ", B), ("다", N)]), "가 다");
        assert_eq!(marked(&[("가", B), (" ", N), ("다", B)]), "**가 다**");
    }

    #[test]
    fn underlined_blanks_keep_their_line() {
        assert_eq!(marked(&[("이름:", N), ("    ", U), ("(인)", N)]), "이름:<u>    </u>(인)");
    }

    #[test]
    fn bold_italic_is_one_run_of_three() {
        assert_eq!(marked(&[("가", B.with(I)), ("나", N)]), "***가***나");
    }

    #[test]
    fn longer_span_is_outside_and_touching_delimiters_are_avoided() {
        assert_eq!(marked(&[("가", B), ("나", B.with(I)), ("다", B)]), "**가*나*다**");
        assert_eq!(marked(&[("가", B), ("나", B.with(I))]), "**가<em>나</em>**");
        assert_eq!(marked(&[("가", B.with(I)), ("나", I)]), "*<strong>가</strong>나*");
        assert_eq!(marked(&[("가", B.with(U)), ("나", U)]), "<u>**가**나</u>");
        assert_eq!(marked(&[("가", B), ("나", I)]), "**가**<em>나</em>");
    }

    #[test]
    fn strong_text_behind_a_mark_takes_no_asterisks() {
        assert_eq!(marked(&[("* ", N), ("거주자:", B), (" 주소를 둔 사람", N)]), "* __거주자:__ 주소를 둔 사람");
        assert_eq!(marked(&[("- ", N), ("품질", B), ("을 높임", N)]), "- <strong>품질</strong>을 높임");
        assert_eq!(marked(&[("-", N), ("품질", I)]), "-<em>품질</em>");
        assert_eq!(marked(&[("가 - ", N), ("품질", B), ("을", N)]), "가 - **품질**을");
    }

    #[test]
    fn overlapping_marks_are_cut_to_nest() {
        assert_eq!(marked(&[("가", B), ("나", B.with(U)), ("다", U)]), "**가<u>나</u>**<u>다</u>");
    }

    #[test]
    fn parser_agrees_on_what_is_a_letter_and_what_is_punctuation() {
        use pulldown_cmark::{Event, Parser, Tag};
        let is_strong = |text: &str| Parser::new(text).any(|event| matches!(event, Event::Start(Tag::Strong)));
        let is_ideograph = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
        let chars = ('!'..='\u{FFFF}').filter(|c| !is_ideograph(*c)).chain("一가힣".chars());
        for c in chars.filter(|c| !"\\`*_[]<>&!".contains(*c)) {
            match side(c) {
                Side::Word => assert!(is_strong(&format!("x**{c}나** 다")), "{c:?} is no letter"),
                Side::Punctuation if c != OBJECT => {
                    assert!(is_strong(&format!("x{c}**(나)** 다")), "{c:?} is no punctuation");
                }
                Side::Punctuation | Side::Symbol | Side::Blank => {}
            }
        }
    }
}
