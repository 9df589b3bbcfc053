//! The marks that official documents are structured by: Ⅰ. 1. 가. 1) 가) (1) (가) ① □ ○ - ※, typed at the beginning of
//! a paragraph.

use crate::document::letters::{is_letter, is_letter_or_digit};

/// A kind of mark. The order within numbers, and within signs, is from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// `제1편`, `제1부`.
    Part,
    /// `제1장`.
    Chapter,
    /// `제2절`.
    ChapterPart,
    /// `제3관`.
    ChapterItem,
    /// `제4조(목적)`.
    Article,
    /// `Ⅰ.`, `IV.`
    Roman,
    /// `1.`
    Digit,
    /// `1.2`, `3.1.`, `2-1.`
    Section,
    /// `1.2.3`, `2-1-3.`
    Subsection,
    /// `가.`
    Syllable,
    /// `1)`
    DigitClose,
    /// `가)`
    SyllableClose,
    /// `(1)`
    DigitRound,
    /// `(가)`
    SyllableRound,
    /// `①`
    Circled,
    /// `□`, `■`, `▣`
    Square,
    /// `○`, `◦`, `ㅇ`, `o`, `●`
    Round,
    /// `-`, `–`
    Dash,
    /// `·`, `•`
    Dot,
    /// `※`, `*`: a remark on what stands above.
    Remark,
}

impl Kind {
    /// Whether it counts.
    pub(super) fn is_number(self) -> bool {
        self < Kind::Square
    }
}

/// A mark at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    pub(super) kind: Kind,
    /// As typed, without the blanks around.
    pub(super) text: &'t str,
    /// Where the text after it begins, in bytes from the beginning of the paragraph.
    pub(super) end: usize,
    /// Blanks before it; a wide one counts twice.
    pub(super) blanks: u32,
}

/// Finds the mark that a text begins with.
pub(super) fn find(text: &str) -> Option<Mark<'_>> {
    let rest = text.trim_start();
    let lead = text.len() - rest.len();
    let blanks = text.get(..lead)?.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    // No mark that counts begins with one of these.
    let is_sign =
        rest.starts_with(|c: char| matches!(c, '-' | '*' | '\u{2010}'..='\u{203B}' | '\u{25A0}'..='\u{2775}'));
    let counted = if is_sign { None } else { counted(rest) };
    let (kind, length) = counted.or_else(|| sign(rest))?;
    let after = rest.get(length..)?;
    let gap = after.len() - after.trim_start().len();
    Some(Mark { kind, text: rest.get(..length)?, end: lead + length + gap, blanks })
}

/// Marks that count. Blanks stand behind them, and no further number: `2026. 1. 5.` is a date.
fn counted(text: &str) -> Option<(Kind, usize)> {
    let first = text.chars().next()?;
    if let Some(found) = chapter(text).or_else(|| article(text).map(|length| (Kind::Article, length))) {
        return Some(found);
    }
    if matches!(first, '①'..='⑳' | '㉠'..='㉭' | '㉮'..='㉻' | '❶'..='❿' | '➀'..='➓') {
        return Some((Kind::Circled, first.len_utf8()));
    }
    let (opened, inner) = match text.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    // No number is longer.
    let end = inner.char_indices().take(5).find(|(_, c)| !is_letter_or_digit(*c)).map(|(at, _)| at);
    let (word, after) = match end {
        Some(end) => inner.split_at_checked(end)?,
        None => (inner, ""),
    };
    let word_kind = word_kind(word)?;
    let mut delimiters = after.chars();
    let delimiter = delimiters.next();
    let length = word.len() + usize::from(opened) + delimiter.map_or(0, char::len_utf8);
    let rest = text.get(length..)?;
    let kind = match (word_kind, delimiter, opened) {
        (Word::Digit, Some(')'), true) => Kind::DigitRound,
        (Word::Syllable, Some(')'), true) => Kind::SyllableRound,
        (Word::Digit, Some(')'), false) => Kind::DigitClose,
        (Word::Syllable, Some(')'), false) => Kind::SyllableClose,
        (Word::Roman, Some('.'), false) => Kind::Roman,
        (Word::Digit, Some('.'), false) if rest.starts_with(|c: char| c.is_ascii_digit()) => return section(text),
        (Word::Digit, Some('.'), false) => Kind::Digit,
        (Word::Digit, Some('-'), false) => return hyphened(text),
        (Word::Syllable, Some('.'), false) => Kind::Syllable,
        // `Ⅰ 추진 배경`
        (Word::Roman, Some(c), false) if c.is_whitespace() && !first.is_ascii() => {
            return Some((Kind::Roman, word.len()));
        }
        _ => return None,
    };
    let is_date = kind == Kind::Digit && begins_with_number(rest.trim_start());
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || (kind != Kind::Digit && !opened);
    (!is_date && is_apart).then_some((kind, length))
}

/// The place of a syllable among those that lists are counted by, from 1.
pub(super) fn syllable(c: char) -> Option<u32> {
    let at = "가나다라마바사아자차카타파하".chars().position(|syllable| syllable == c)?;
    u32::try_from(at + 1).ok()
}

/// What a mark or a number alone counts: 2 for `2.`, `제2장`, `1.2`, `나.`, `Ⅱ`, `②`.
pub(super) fn number(text: &str) -> Option<u32> {
    let mut last = None;
    for word in text.split(|c: char| !is_letter_or_digit(c) && !('①'..='⑳').contains(&c)) {
        let word = word.trim_start_matches('제').trim_end_matches(['편', '부', '장', '절', '관', '조']);
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        let value = match (first, chars.next()) {
            ('0'..='9', _) => word.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()),
            ('Ⅰ'..='Ⅻ', None) => Some(u32::from(first) - u32::from('Ⅰ') + 1),
            ('①'..='⑳', None) => Some(u32::from(first) - u32::from('①') + 1),
            ('I' | 'V' | 'X', _) => roman(word),
            (_, None) => syllable(first),
            _ => None,
        };
        last = value.or(last);
    }
    last
}

/// A Roman number in Latin letters, up to 39.
fn roman(word: &str) -> Option<u32> {
    let mut sum: u32 = 0;
    let mut after = 0;
    for letter in word.chars().rev() {
        let value = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => return None,
        };
        // What stands before a larger one is taken from it.
        sum = if value < after { sum.checked_sub(value)? } else { sum.checked_add(value)? };
        after = value;
    }
    Some(sum)
}

fn begins_with_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && text.chars().nth(digits) == Some('.')
}

/// `제1장`, `제 2 절`, `제3장.`
fn chapter(text: &str) -> Option<(Kind, usize)> {
    let rest = text.strip_prefix('제')?.trim_start();
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c));
    let unit = number.trim_start();
    let sign = unit.chars().next().filter(|_| number.len() < rest.len())?;
    let length = text.len() - unit.len() + sign.len_utf8();
    let kind = match sign {
        '편' | '부' => Kind::Part,
        '장' => Kind::Chapter,
        '절' => Kind::ChapterPart,
        '관' => Kind::ChapterItem,
        _ => return None,
    };
    let behind = text.get(length..)?;
    let stop = usize::from(behind.starts_with('.'));
    behind.get(stop..)?.chars().next().is_none_or(char::is_whitespace).then_some((kind, length + stop))
}

/// How many bytes `제1조(목적)` or `제2조의2(운영)` has at the beginning of a text: an article with its title, which is
/// short. Without brackets, as in `제1조 목적`, the title is all of the text.
pub(super) fn article(text: &str) -> Option<usize> {
    const LONGEST_TITLE: usize = 40;
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.strip_prefix('제')?.trim_start();
    let number = digits(rest);
    let mut rest = rest.get(number..)?.trim_start().strip_prefix('조').filter(|_| number > 0)?;
    if let Some(branch) = rest.strip_prefix('의') {
        rest = branch.get(digits(branch)..).filter(|after| after.len() < branch.len())?;
    }
    let opened = rest.trim_start();
    let close = match opened.chars().next()? {
        '(' => ')',
        '【' => '】',
        '[' => ']',
        _ if opened.len() < rest.len() && is_title_of_article(opened) => return Some(text.trim_end().len()),
        _ => return None,
    };
    let end = opened.char_indices().take(LONGEST_TITLE).find(|(_, c)| *c == close).map(|(at, c)| at + c.len_utf8())?;
    Some(text.len() - opened.len() + end)
}

/// Whether a text names an article, and does not go on from its number: `제2조 제1항에 따라`, `제3조 위반`.
fn is_title_of_article(text: &str) -> bool {
    const LONGEST: usize = 16;
    let text = text.trim_end();
    let goes_on = text.starts_with(['제', '및', '또', '의', '에', '를', '을', '와', '과', '각', '본']);
    text.chars().nth(LONGEST).is_none()
        && text.chars().all(|c| is_letter(c) || c == ' ' || c == '·' || c == 'ㆍ')
        && !goes_on
        && !["관련", "위반", "참조", "따라", "따른", "의한", "다", "함", "적용"].iter().any(|end| text.ends_with(end))
}

/// `1.2`, `3.1.4.`, followed by a blank.
fn section(text: &str) -> Option<(Kind, usize)> {
    let number: &str = text.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let parts = number.trim_end_matches('.').split('.');
    let is_small = parts.clone().all(|part| (1..=2).contains(&part.len()));
    let is_apart = text.get(number.len()..)?.starts_with(char::is_whitespace);
    let kind = match parts.count() {
        1 | 2 => Kind::Section,
        3 | 4 => Kind::Subsection,
        _ => return None,
    };
    (is_small && is_apart).then_some((kind, number.len()))
}

/// `2-1.`, `3-1-4.`, followed by a blank: without the full stop it is a range.
fn hyphened(text: &str) -> Option<(Kind, usize)> {
    let (number, behind) = text.split_once('.')?;
    let parts = number.split('-');
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = parts.clone().all(is_part) && behind.starts_with(char::is_whitespace);
    let kind = match parts.count() {
        2 => Kind::Section,
        3 => Kind::Subsection,
        _ => return None,
    };
    is_number.then_some((kind, number.len() + 1))
}

enum Word {
    Digit,
    Syllable,
    Roman,
}

fn word_kind(word: &str) -> Option<Word> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next());
    if first.is_ascii_digit() {
        return (word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())).then_some(Word::Digit);
    }
    if ('Ⅰ'..='Ⅻ').contains(&first) {
        return second.is_none().then_some(Word::Roman);
    }
    if word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        return Some(Word::Roman);
    }
    // The syllables that lists are counted by.
    ("가나다라마바사아자차카타파하".contains(first) && second.is_none()).then_some(Word::Syllable)
}

/// Marks that do not count. Those that stand in words and formulas as well need a blank behind them.
fn sign(text: &str) -> Option<(Kind, usize)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    let rest = text.get(length..)?;
    let is_apart = rest.starts_with(char::is_whitespace);
    let kind = match first {
        '□' | '■' | '▣' | '▩' | '◈' | '◆' | '◇' | '❏' | '❑' | '☐' => Kind::Square,
        '○' | '◦' | '●' | '◎' | '❍' | '◯' | '▷' | '▶' | '►' | '☞' | '✓' | '✔' | '⚪' | '￮' => {
            Kind::Round
        }
        'ㅇ' | 'o' | 'O' if is_apart => Kind::Round,
        // `- 이하 여백 -` stands between two dashes.
        '-' | '–' | '―' | '－' if rest.trim_end().ends_with(first) => return None,
        '-' | '–' | '―' | '－' if !rest.starts_with(|c: char| c.is_ascii_digit() || c == first) => Kind::Dash,
        '·' | '•' | '∙' | '․' | '▪' | 'ㆍ' | '‧' => Kind::Dot,
        '※' => Kind::Remark,
        '*' => {
            let stars = text.len() - text.trim_start_matches('*').len();
            let is_remark = stars <= 4 && text.get(stars..)?.starts_with(char::is_whitespace);
            return is_remark.then_some((Kind::Remark, stars));
        }
        _ => return None,
    };
    (!rest.trim().is_empty()).then_some((kind, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(Kind, &str)> {
        find(text).map(|mark| (mark.kind, &text[mark.end..]))
    }

    #[test]
    fn marks_of_official_documents_are_found() {
        for (text, expected) in [
            ("Ⅰ. 추진 배경", (Kind::Roman, "추진 배경")),
            ("Ⅱ 계획", (Kind::Roman, "계획")),
            ("IV. 결론", (Kind::Roman, "결론")),
            ("제1장 총칙", (Kind::Chapter, "총칙")),
            ("1. 목적", (Kind::Digit, "목적")),
            ("1.2. 범위", (Kind::Section, "범위")),
            ("1.2.3 조건", (Kind::Subsection, "조건")),
            ("제Ⅱ장 자료", (Kind::Chapter, "자료")),
            ("제 2 편 각칙", (Kind::Part, "각칙")),
            ("제3관 보칙", (Kind::ChapterItem, "보칙")),
            ("제 4 장. 기대 효과", (Kind::Chapter, "기대 효과")),
            ("2-1. 접수", (Kind::Section, "접수")),
            ("2-1-3. 접수처", (Kind::Subsection, "접수처")),
            ("제4조의2(운영) ① 먼저", (Kind::Article, "① 먼저")),
            ("제5조 용어의 뜻", (Kind::Article, "")),
            ("가. 개요", (Kind::Syllable, "개요")),
            ("1) 일시", (Kind::DigitClose, "일시")),
            ("가) 대상", (Kind::SyllableClose, "대상")),
            ("(1) 장소", (Kind::DigitRound, "장소")),
            ("(나) 방법", (Kind::SyllableRound, "방법")),
            ("① 먼저", (Kind::Circled, "먼저")),
            ("□ 지원 예산", (Kind::Square, "지원 예산")),
            ("  ㅇ 대상", (Kind::Round, "대상")),
            ("  o 대상", (Kind::Round, "대상")),
            ("   -기간", (Kind::Dash, "기간")),
            ("· 비고", (Kind::Dot, "비고")),
            ("    * 참고", (Kind::Remark, "참고")),
            ("※ 유의 사항", (Kind::Remark, "유의 사항")),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn dates_numbers_and_words_are_no_marks() {
        for text in [
            "2026. 1. 5.(월)",
            "12. 3. 까지",
            "1.5배 증가",
            "2-3 명",
            "10-20.5 명",
            "3,000원",
            "-5도",
            "- 이하 여백 -",
            "---",
            "오늘",
            "가나다",
            "(주)한글",
            "order",
            "**굵게**",
            "",
            "□",
            "제1장에서는",
            "제2조에 따라",
            "제2조 제1항의 규정",
            "제3조 위반",
            "제4조 도서관은 책을 빌려준다",
            "제2조의 규정(예)",
            "2026.",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn marks_count() {
        for (text, expected) in [
            ("2.", 2),
            ("제12장", 12),
            ("3.4.", 4),
            ("나.", 2),
            ("Ⅳ", 4),
            ("IX.", 9),
            ("③", 3),
            ("(7)", 7),
            ("제5조의2", 5),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        assert_eq!(number("□"), None);
    }

    #[test]
    fn blanks_before_a_mark_are_counted() {
        assert_eq!(find("   - 가").unwrap().blanks, 3);
        assert_eq!(find("\u{3000}- 가").unwrap().blanks, 2);
    }
}
