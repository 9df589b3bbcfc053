//! The size of a text: in characters, or in tokens of a language model, estimated without its vocabulary.

use crate::write::ChunkUnit;

/// The size of a text.
pub(super) fn size(text: &str, unit: ChunkUnit) -> usize {
    match unit {
        ChunkUnit::Chars => text.chars().count(),
        ChunkUnit::Tokens => tokens(text),
    }
}

/// What a character adds to the estimate, in twentieths of a token. Fitted to the vocabulary `o200k_base` on 2,305
/// pieces of 1,000 characters from 348 Korean documents as Markdown: the estimate is off by 4 % on average and by less
/// than 12 % for 95 % of the pieces. The older `cl100k_base` needs about a third more tokens for the same text.
mod weight {
    /// A Hangul syllable.
    pub(super) const HANGUL: usize = 16;
    /// A word of Latin letters.
    pub(super) const WORD: usize = 15;
    /// Each letter of it after the eighth.
    pub(super) const LONG_WORD: usize = 5;
    /// Up to three digits.
    pub(super) const DIGITS: usize = 20;
    /// Up to three ASCII punctuation marks.
    pub(super) const PUNCTUATION: usize = 24;
    /// Any other character that is no blank.
    pub(super) const OTHER: usize = 12;
}

const WHOLE: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Hangul,
    Letter,
    Digit,
    Punctuation,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '가'..='힣' => Class::Hangul,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        c if c.is_whitespace() => Class::Blank,
        c if c.is_ascii() => Class::Punctuation,
        _ => Class::Other,
    }
}

fn tokens(text: &str) -> usize {
    let (mut sum, mut last, mut run) = (0_usize, Class::Blank, 0_usize);
    for c in text.chars() {
        let class = class(c);
        run = if class == last { run + 1 } else { 1 };
        last = class;
        sum += match class {
            Class::Blank => 0,
            Class::Hangul => weight::HANGUL,
            Class::Letter if run == 1 => weight::WORD,
            Class::Letter if run > 8 => weight::LONG_WORD,
            Class::Digit if run % 3 == 1 => weight::DIGITS,
            Class::Punctuation if run % 3 == 1 => weight::PUNCTUATION,
            Class::Letter | Class::Digit | Class::Punctuation => 0,
            Class::Other => weight::OTHER,
        };
    }
    sum.div_ceil(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The counts of `o200k_base` for sentences of the kind that official documents are made of.
    #[test]
    fn estimate_is_near_the_count_of_a_real_vocabulary() {
        for (text, real) in COUNTED {
            let estimate = tokens(text);
            assert!(estimate.abs_diff(*real) * 100 <= *real * 25, "{text}: {estimate} for {real}");
        }
    }

    const COUNTED: &[(&str, usize)] = &[
        ("사업 신청은 2026년 3월 2일부터 3월 31일까지 누리집에서 할 수 있다.", 27),
        ("| 구분 | 2024년 | 2025년 |\n| --- | --- | --- |\n| 예산 | 1,250 | 1,380 |", 35),
        ("The converter reads documents of the Hangul Word Processor and writes Markdown.", 14),
        ("□ 추진 배경\n\n◦ 지역 경제의 활력을 높이고 일자리를 만들기 위하여 관계 부처가 함께 대책을 마련하였다.", 32),
    ];

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(size("가a\n", ChunkUnit::Chars), 3);
        assert_eq!(size("", ChunkUnit::Tokens), 0);
    }
}
