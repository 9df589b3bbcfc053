//! Lines before they are wrapped, and wrapping by display columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The display columns that text takes; Hangul takes two each.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A line that may be wrapped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Stands before the first line: bars of frames, the marker of a note.
    pub(super) lead: String,
    /// Stands before each further line when the line is wrapped; same width as `lead`.
    pub(super) rest: String,
    pub(super) text: String,
    /// Columns before the text of the first line.
    pub(super) indent: usize,
    /// Columns before the text of further lines.
    pub(super) hang: usize,
    /// Whether the line is laid out already and must not be wrapped.
    pub(super) is_fixed: bool,
    /// Whether it is a blank line between others.
    pub(super) is_gap: bool,
}

impl Piece {
    /// Text that begins at the left.
    pub(super) fn line(text: String) -> Self {
        Piece { text, ..Piece::default() }
    }

    /// A line that is laid out already.
    pub(super) fn fixed(text: String) -> Self {
        Piece { text, is_fixed: true, ..Piece::default() }
    }

    /// The columns that the line takes when it is not wrapped.
    pub(super) fn width(&self) -> usize {
        width(&self.lead) + self.indent + width(&self.text)
    }

    /// Gives the lines, each at most `limit` columns wide where that can be, to `line`.
    pub(super) fn lines(&self, limit: Option<usize>, line: &mut impl FnMut(&str)) {
        let mut buffer = String::new();
        let mut give = |lead: &str, indent: usize, text: &str| {
            buffer.clear();
            buffer.push_str(lead);
            buffer.extend(std::iter::repeat_n(' ', indent));
            buffer.push_str(text);
            line(buffer.trim_end());
        };
        let Some(limit) = limit.filter(|limit| !self.is_fixed && self.width() > *limit) else {
            return give(&self.lead, self.indent, &self.text);
        };
        let room = limit.saturating_sub(width(&self.lead));
        // A label as wide as the page leaves no room to hang under it.
        let hang = if self.hang * 2 > room { 0 } else { self.hang };
        let (first, further) = (room.saturating_sub(self.indent).max(2), room.saturating_sub(hang).max(2));
        let mut rest = self.text.as_str();
        let mut is_first = true;
        while !rest.is_empty() {
            let (head, tail) = split(rest, if is_first { first } else { further });
            if is_first {
                give(&self.lead, self.indent, head);
            } else {
                give(&self.rest, hang, head);
            }
            is_first = false;
            rest = tail;
        }
    }
}

/// Splits text where the first line of at most `limit` columns ends. Takes at least one character.
fn split(text: &str, limit: usize) -> (&str, &str) {
    let mut columns = 0;
    let mut best = None;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            best = Some((at, at + 1));
        } else if before.is_some_and(|before| may_break(before, c)) {
            best = Some((at, at));
        }
        columns += c.width().unwrap_or(0);
        if columns > limit && at > 0 {
            let (end, next) = best.filter(|(end, _)| *end > 0).unwrap_or((at, at));
            return (text.get(..end).unwrap_or_default(), text.get(next..).unwrap_or_default());
        }
        before = Some(c);
    }
    (text, "")
}

/// Whether a line may end between two characters that are not blanks: beside a wide one, but not before punctuation that
/// closes nor after punctuation that opens.
fn may_break(before: char, after: char) -> bool {
    let is_wide = |c: char| c.width().unwrap_or(0) > 1;
    let opens = matches!(before, '(' | '[' | '{' | '<' | '“' | '‘' | '「' | '『' | '《' | '〈' | '【' | '〔' | '（');
    let closes = matches!(
        after,
        ')' | ']'
            | '}'
            | '>'
            | ','
            | '.'
            | '!'
            | '?'
            | ':'
            | ';'
            | '%'
            | '"'
            | '\''
            | '”'
            | '’'
            | '…'
            | '·'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | '）'
            | '、'
            | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '～'
            | '~'
    );
    (is_wide(before) || is_wide(after)) && before != ' ' && !opens && !closes
}

/// Pieces under each other.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The columns that tables may take.
    pub(super) width: usize,
    pub(super) pieces: Vec<Piece>,
    /// Whether a blank line is due before the next piece.
    wants_gap: bool,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Page { width, ..Page::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds a piece; an empty one says nothing.
    pub(super) fn push(&mut self, piece: Piece) {
        if piece.text.is_empty() && piece.lead.trim().is_empty() {
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
    pub(super) fn append(&mut self, page: Page, lead: &str, rest: &str) {
        if page.is_empty() && lead != rest {
            self.push(Piece { lead: lead.trim_end().to_owned(), ..Piece::default() });
        }
        for (index, mut piece) in page.pieces.into_iter().enumerate() {
            piece.lead.insert_str(0, if index == 0 { lead } else { rest });
            piece.rest.insert_str(0, rest);
            if piece.is_gap {
                self.pieces.push(piece);
            } else {
                self.push(piece);
            }
        }
    }

    /// Puts text before the first line; on a line of its own when that is laid out already.
    pub(super) fn begin_with(&mut self, text: &str) {
        match self.pieces.first_mut().filter(|piece| !piece.is_fixed && piece.lead.is_empty()) {
            Some(first) => first.text.insert_str(0, text),
            None => self.pieces.insert(0, Piece::line(text.trim_end().to_owned())),
        }
    }

    /// Writes everything, every line ended.
    pub(super) fn write(self, limit: Option<usize>, out: &mut String) {
        for piece in &self.pieces {
            piece.lines(limit, &mut |line| {
                out.push_str(line);
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
        piece.lines(Some(limit), &mut |line| lines.push(line.to_owned()));
        lines
    }

    #[test]
    fn hangul_breaks_anywhere_and_latin_at_blanks() {
        assert_eq!(wrapped("가나다라마", 0, 6), ["가나다", "라마"]);
        assert_eq!(wrapped("some words here", 0, 11), ["some words", "here"]);
        assert_eq!(wrapped("abcdefgh", 0, 5), ["abcde", "fgh"]);
    }

    #[test]
    fn closing_punctuation_does_not_begin_a_line() {
        assert_eq!(wrapped("가나다. 라마", 0, 6), ["가나", "다. 라", "마"]);
        assert_eq!(wrapped("가나(다라)", 0, 5), ["가나", "(다", "라)"]);
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
