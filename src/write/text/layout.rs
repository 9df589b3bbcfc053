//! Lines before they are wrapped, and wrapping by display columns.

use std::borrow::Cow;

use smallvec::SmallVec;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::letters::is_letter_or_digit;

/// The display columns that text takes; Hangul takes two each.
pub(super) fn width(text: &str) -> usize {
    // Nearly all text, without a search in the tables of Unicode; beside others, characters may have another width.
    let plain = text.chars().try_fold(0, |columns, c| match c {
        ' '..='~' => Some(columns + 1),
        '가'..='힣' => Some(columns + 2),
        _ => None,
    });
    plain.unwrap_or_else(|| UnicodeWidthStr::width(text))
}

/// A line that may be wrapped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// What stands at the left; boxed, since most pieces are cells and have nothing there.
    pub(super) margin: Option<Box<Margin>>,
    /// Text of the document itself, where it is written as it stands.
    pub(super) text: Cow<'a, str>,
    /// Columns before the text of the first line.
    pub(super) indent: usize,
    /// Columns before the text of further lines.
    pub(super) hang: usize,
    /// Whether the line is laid out already and must not be wrapped.
    pub(super) is_fixed: bool,
    /// Whether it is a blank line between others.
    pub(super) is_gap: bool,
}

/// Bars of frames and markers of notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Margin {
    /// Stands before the first line.
    lead: String,
    /// Stands before each further line when the line is wrapped; as wide as `lead`.
    rest: String,
}

impl<'a> Piece<'a> {
    /// Text that begins at the left.
    pub(super) fn line(text: impl Into<Cow<'a, str>>) -> Self {
        Piece { text: text.into(), ..Piece::default() }
    }

    /// A line that is laid out already.
    pub(super) fn fixed(text: String) -> Self {
        Piece { is_fixed: true, ..Piece::line(text) }
    }

    /// The columns that the line takes when it is not wrapped.
    pub(super) fn width(&self) -> usize {
        width(self.lead()) + self.indent + width(&self.text)
    }

    fn lead(&self) -> &str {
        self.margin.as_deref().map_or("", |margin| &margin.lead)
    }

    fn rest(&self) -> &str {
        self.margin.as_deref().map_or("", |margin| &margin.rest)
    }

    /// Gives the lines, each at most `limit` columns wide where that can be, to `line`.
    pub(super) fn lines<'p>(&'p self, limit: Option<usize>, line: &mut impl FnMut(Cow<'p, str>)) {
        let Some(limit) = limit.filter(|limit| !self.is_fixed && self.width() > *limit) else {
            return line(joined(self.lead(), self.indent, &self.text));
        };
        let room = limit.saturating_sub(width(self.lead()));
        // A label as wide as the page leaves no room to hang under it.
        let hang = if self.hang * 2 > room { 0 } else { self.hang };
        let (first, further) = (room.saturating_sub(self.indent).max(2), room.saturating_sub(hang).max(2));
        let mut rest = &*self.text;
        let mut is_first = true;
        while !rest.is_empty() {
            // A label does not stay alone in its line.
            let (head, tail) = if is_first { split(rest, first, hang) } else { split(rest, further, 0) };
            line(if is_first { joined(self.lead(), self.indent, head) } else { joined(self.rest(), hang, head) });
            is_first = false;
            rest = tail;
        }
    }
}

/// A line of text behind what stands before it, without blanks at its end.
fn joined<'t>(lead: &str, indent: usize, text: &'t str) -> Cow<'t, str> {
    if lead.is_empty() && indent == 0 {
        return text.trim_end().into();
    }
    let mut line = String::with_capacity(lead.len() + indent + text.len());
    line.push_str(lead);
    fill(&mut line, BLANKS, indent);
    line.push_str(text);
    line.truncate(line.trim_end().len());
    line.into()
}

/// Blanks, of which [`fill`] takes as many as are wanted.
pub(super) const BLANKS: &str = "                                                                ";

/// Adds so many characters of a row, which has one kind of them, each of one byte.
pub(super) fn fill(line: &mut String, row: &str, count: usize) {
    let mut left = count;
    while let Some(piece) = row.get(..left.min(row.len())).filter(|piece| !piece.is_empty()) {
        line.push_str(piece);
        left -= piece.len();
    }
}

/// Splits text where the first line of at most `limit` columns ends, and of more than `least` where a word has to be torn
/// for that. Takes at least one character.
///
/// A line may end where Unicode allows it (UAX #14), but not within a word of Hangul, which the standard breaks at each
/// syllable: Korean text is not set so where a line is as long as in plain text, and a search would miss the word.
fn split(text: &str, limit: usize, least: usize) -> (&str, &str) {
    let mut columns = 0;
    let overflow = text.char_indices().find(|&(at, c)| {
        columns += c.width().unwrap_or(0);
        columns > limit && at > 0
    });
    let Some((overflow, c)) = overflow else { return (text, "") };
    let (end, next) = if c == ' ' {
        (overflow, overflow + 1)
    } else {
        let window = text.get(..overflow + c.len_utf8()).unwrap_or_default();
        let breaks = unicode_linebreak::linebreaks(window).map(|(at, _)| at);
        let is_far = |at: usize| least == 0 || width(text.get(..at).unwrap_or_default()) > least;
        let last = breaks.filter(|at| *at <= overflow && !is_within_word(window, *at)).last().filter(|at| is_far(*at));
        last.map_or((overflow, overflow), |at| (at, at))
    };
    (text.get(..end).unwrap_or_default(), text.get(next..).unwrap_or_default())
}

/// Whether letters or digits stand on both sides of a place, and one of them is Hangul.
fn is_within_word(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return true };
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let is_hangul = |c: char| matches!(c, '가'..='힣' | 'ㄱ'..='ㆎ' | '\u{1100}'..='\u{11FF}');
    is_letter_or_digit(before) && is_letter_or_digit(after) && (is_hangul(before) || is_hangul(after))
}

/// Pieces under each other.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    /// The columns that tables may take, where lines are wrapped.
    pub(super) width: Option<usize>,
    /// Most pages are cells with one line.
    pub(super) pieces: SmallVec<[Piece<'a>; 1]>,
    /// Whether a blank line is due before the next piece.
    wants_gap: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(width: Option<usize>) -> Self {
        Page { width, ..Page::default() }
    }

    /// A page beside a margin of so many columns.
    pub(super) fn narrower(&self, columns: usize) -> Self {
        Page::new(self.width.map(|width| width.saturating_sub(columns)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds a piece; an empty one says nothing.
    pub(super) fn push(&mut self, piece: Piece<'a>) {
        if piece.text.is_empty() && piece.lead().trim().is_empty() {
            return;
        }
        if std::mem::take(&mut self.wants_gap) && !self.pieces.is_empty() {
            self.pieces.push(Piece { is_gap: true, ..Piece::default() });
        }
        self.pieces.push(piece);
    }

    /// Asks for a blank line between what is there and what comes.
    pub(super) fn gap(&mut self) {
        self.wants_gap = true;
    }

    /// Adds a page behind a marker; its further lines stand behind `rest`.
    pub(super) fn append(&mut self, page: Page<'a>, lead: &str, rest: &str) {
        if page.is_empty() && lead != rest {
            let margin = Margin { lead: lead.trim_end().to_owned(), rest: String::new() };
            self.push(Piece { margin: Some(Box::new(margin)), ..Piece::default() });
        }
        for (index, mut piece) in page.pieces.into_iter().enumerate() {
            if !lead.is_empty() || !rest.is_empty() {
                let margin = piece.margin.get_or_insert_default();
                margin.lead.insert_str(0, if index == 0 { lead } else { rest });
                margin.rest.insert_str(0, rest);
            }
            if piece.is_gap {
                self.pieces.push(piece);
            } else {
                self.push(piece);
            }
        }
    }

    /// Puts text before the first line; on a line of its own when that is laid out already.
    pub(super) fn begin_with(&mut self, text: &str) {
        match self.pieces.first_mut().filter(|piece| !piece.is_fixed && piece.lead().is_empty()) {
            Some(first) => first.text.to_mut().insert_str(0, text),
            None => self.pieces.insert(0, Piece::line(text.trim_end().to_owned())),
        }
    }

    /// Writes everything, every line ended.
    pub(super) fn write(self, limit: Option<usize>, out: &mut String) {
        for piece in &self.pieces {
            piece.lines(limit, &mut |line| {
                out.push_str(&line);
                out.push('\n');
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, hang: usize, limit: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let piece = Piece { hang, ..Piece::line(text.to_owned()) };
        piece.lines(Some(limit), &mut |line| lines.push(line.into_owned()));
        lines
    }

    #[test]
    fn width_is_that_of_the_standard() {
        for text in [
            "",
            "a b~",
            "가힣 나",
            "a\u{301}가",
            "ㄱ가",
            "가\u{11A8}",
            "（가）",
            "\u{AC00}\u{FE0F}",
            "👍🏽",
            "\u{7F}",
            "\t",
        ] {
            assert_eq!(width(text), UnicodeWidthStr::width(text), "{text:?}");
        }
    }

    #[test]
    fn row_is_as_long_as_asked_for() {
        for count in [0, 1, 7, 64, 65, 128, 200] {
            let mut line = "가".to_owned();
            fill(&mut line, BLANKS, count);
            assert_eq!(line, format!("가{}", " ".repeat(count)));
        }
        assert!(BLANKS.bytes().all(|byte| byte == b' '));
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrapped("가나다 라마 바", 0, 8), ["가나다", "라마 바"]);
        assert_eq!(wrapped("제3조의2 규정은", 0, 9), ["제3조의2", "규정은"]);
        assert_eq!(wrapped("some words here", 0, 11), ["some words", "here"]);
        assert_eq!(wrapped("가나다라마", 0, 6), ["가나다", "라마"]);
        assert_eq!(wrapped("abcdefgh", 0, 5), ["abcde", "fgh"]);
    }

    #[test]
    fn lines_end_where_unicode_allows_it() {
        assert_eq!(wrapped("가나다라. 마바", 0, 8), ["가나다라", ". 마바"], "a word that does not fit breaks anywhere");
        assert_eq!(wrapped("가나 다라. 마바", 0, 8), ["가나", "다라.", "마바"]);
        assert_eq!(wrapped("가나(다라)마바", 0, 9), ["가나", "(다라)", "마바"]);
        assert_eq!(wrapped("漢字漢字", 0, 5), ["漢字", "漢字"]);
        assert_eq!(wrapped("가\u{A0}나 다", 0, 5), ["가\u{A0}나", "다"]);
    }

    #[test]
    fn word_without_end_is_split_in_linear_time() {
        let word = "가".repeat(100_000);
        assert_eq!(wrapped(&word, 0, 80).len(), 2_500);
    }

    #[test]
    fn further_lines_hang_under_the_text() {
        assert_eq!(wrapped("1) 가나다라", 3, 8), ["1) 가나", "   다라"]);
    }

    #[test]
    fn narrow_page_still_gets_every_character() {
        assert_eq!(wrapped("가나 b", 9, 1).concat(), "가나b");
    }
}
