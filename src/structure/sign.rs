//! The mark that a line begins with, typed or generated.

use super::attachment;
use super::mark::{self, Kind};
use super::wording;
use crate::document::letters;
use crate::document::{LabelKind, Paragraph};

/// What stands behind the text of a document, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Attached {
    /// The cover of the forms: `별지 서식` in a box.
    Cover,
    /// `붙임 1`, `첨부`, `참고`, `부록`.
    Annex,
    /// `[별표 2]`, `<서식 4>`, which may be part of an annex.
    Form,
}

/// The mark that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sign {
    /// `붙임 1`, `[별표 2]`.
    Attachment(Attached),
    /// `Ⅰ.`, `제1장`, `□` …
    Mark(Kind),
    /// A digit in a box: `[1]`, or a character of the private use area.
    BoxedDigit,
    /// The whole line stands in brackets: `< 예시 >`.
    Bracket,
    /// A generated number of another form.
    Numbered,
    /// A generated bullet.
    Bullet,
    /// No mark.
    Plain,
}

impl Sign {
    /// Whether it counts.
    pub(super) fn is_number(self) -> bool {
        match self {
            Sign::Mark(kind) => kind.is_number(),
            Sign::BoxedDigit => true,
            Sign::Attachment(_) | Sign::Bracket | Sign::Numbered | Sign::Bullet | Sign::Plain => false,
        }
    }

    /// Whether it is one of `□ ○ - ·` and their kin, typed or generated.
    pub(super) fn is_sign(self) -> bool {
        match self {
            Sign::Mark(kind) => !kind.is_number(),
            Sign::Bullet => true,
            Sign::Attachment(_) | Sign::BoxedDigit | Sign::Bracket | Sign::Numbered | Sign::Plain => false,
        }
    }

    /// The mark of a line, where its words begin behind it, and what it counts.
    pub(super) fn of(words: &str, paragraph: &Paragraph) -> (Sign, usize, Option<u32>) {
        if paragraph.label.is_none() && begins_with_word(words) {
            return (Sign::Plain, 0, None);
        }
        if let Some(end) = wording::addenda(words) {
            return (Sign::Mark(Kind::Part), end, None);
        }
        if let Some(mark) = mark::find(words) {
            let number = if mark.kind.is_number() { mark::number(mark.text) } else { None };
            return (Sign::Mark(mark.kind), mark.end, number);
        }
        // `1.목적`
        let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if let Some(rest) = words.get(digits..).and_then(|rest| rest.strip_prefix('.'))
            && (1..=2).contains(&digits)
            && rest.starts_with(letters::is_letter)
        {
            return (Sign::Mark(Kind::Digit), digits + 1, mark::number(words.get(..digits).unwrap_or_default()));
        }
        if let Some((attached, rest)) = attachment::attachment(words) {
            return (Sign::Attachment(attached), rest, None);
        }
        if let Some(end) = boxed_number(words).filter(|end| *end < words.len()) {
            let number = words.get(..end).and_then(mark::number);
            return (Sign::BoxedDigit, end, number);
        }
        let first = words.chars().next().unwrap_or_default();
        if is_boxed_digit(first) && words.len() > first.len_utf8() {
            return (Sign::BoxedDigit, first.len_utf8(), None);
        }
        if stands_in_brackets(words) {
            return (Sign::Bracket, first.len_utf8(), None);
        }
        match paragraph.label.as_deref().map(|label| label.kind) {
            Some(LabelKind::Bullet) => (Sign::Bullet, first.len_utf8(), None),
            Some(LabelKind::Number | LabelKind::Mark) => (Sign::Numbered, 0, None),
            None => (Sign::Plain, 0, None),
        }
    }
}

/// Whether a text begins with two syllables of which no mark begins with the first, as most lines without mark do.
fn begins_with_word(words: &str) -> bool {
    let mut chars = words.chars();
    let begins_none = |c: char| !matches!(c, '제' | '부' | '붙' | '별' | '첨' | '참' | '서' | '양');
    let is_syllable = |c: char| matches!(c, '가'..='힣');
    chars.next().is_some_and(|c| is_syllable(c) && begins_none(c)) && chars.next().is_some_and(is_syllable)
}

/// What the title of a part may stand in.
const BRACKETS: [(char, char); 8] =
    [('<', '>'), ('〈', '〉'), ('《', '》'), ('【', '】'), ('[', ']'), ('「', '」'), ('(', ')'), ('＜', '＞')];

/// Whether the bracket that a line begins with ends with the line: `<예시>`, but not `(수정) 계약서 (안)`.
pub(super) fn stands_in_brackets(words: &str) -> bool {
    let first = words.chars().next().unwrap_or_default();
    let Some((open, close)) = BRACKETS.into_iter().find(|(open, _)| *open == first) else { return false };
    let mut depth = 0_usize;
    let end = words.char_indices().find(|(_, c)| {
        depth += usize::from(*c == open);
        depth -= usize::from(*c == close);
        depth == 0
    });
    end.is_some_and(|(end, close)| end + close.len_utf8() == words.len())
}

/// The number of a banner, which stands alone in its cell: `1`, `Ⅱ`, `가`, `03`, a boxed digit of the private use area.
pub(super) fn cell_number(text: &str) -> Option<Kind> {
    let text = text.trim().trim_end_matches('.');
    let in_box = boxed_number(text).filter(|end| *end == text.len()).and_then(|end| text.get(1..end.checked_sub(1)?));
    let text = in_box.unwrap_or(text);
    let first = text.chars().next()?;
    let is_single = text.chars().nth(1).is_none();
    match first {
        'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X' if text.chars().count() <= 4 && mark::number(text).is_some() => {
            Some(Kind::Roman)
        }
        _ if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Digit),
        '①'..='⑳' | '❶'..='❿' | '➀'..='➓' if is_single => Some(Kind::Digit),
        _ if is_single && is_boxed_digit(first) => Some(Kind::Digit),
        _ if is_single && mark::syllable(first).is_some() => Some(Kind::Syllable),
        _ => None,
    }
}

/// How many bytes of a text are a number in a box at its beginning, which readers write as `[1]`.
pub(super) fn boxed_number(text: &str) -> Option<usize> {
    let (number, behind) = text.strip_prefix('[')?.split_once(']')?;
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_apart = behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
    (is_number && is_apart).then(|| text.len() - behind.len())
}

/// Characters of the private use areas: in Korean documents, digits in boxes and circles.
pub(super) fn is_boxed_digit(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_at_both_ends_are_not_always_one() {
        for words in ["<예시>", "(그 밖의 (작은) 일)", "【 공고 】"] {
            assert!(stands_in_brackets(words), "{words}");
        }
        for words in ["(상근·비상근) 사서 근로계약서 (안)", "(열린 괄호", "닫힌 괄호)", "", ")("]
        {
            assert!(!stands_in_brackets(words), "{words}");
        }
    }

    #[test]
    fn numbers_of_banners_stand_alone() {
        assert_eq!(cell_number("Ⅱ"), Some(Kind::Roman));
        assert_eq!(cell_number("03."), Some(Kind::Digit));
        assert_eq!(cell_number("가"), Some(Kind::Syllable));
        assert_eq!(cell_number("\u{F02B1}"), Some(Kind::Digit));
        assert_eq!(cell_number("[3]"), Some(Kind::Digit));
        assert_eq!(boxed_number("[12] 추진 배경"), Some("[12]".len()));
        assert_eq!((boxed_number("[표 1]"), boxed_number("[1].")), (None, None));
        assert_eq!(cell_number("책"), None);
        assert_eq!(cell_number("123"), None);
    }
}
