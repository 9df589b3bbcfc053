//! Enclosed numbers: glyphs of Hancom's fonts, and characters that are printed over each other (글자 겹침).

use super::{nth_of, push_mapped};
use crate::read::style::number_format;

/// What a number is enclosed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enclosure {
    Circle,
    Square,
    /// Any other shape.
    Other,
}

/// A glyph that is an enclosed number, or one digit of an enclosed number of more digits that are printed over each
/// other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    enclosure: Enclosure,
    digit: char,
    is_whole: bool,
}

/// Runs of parts: first character, last, first digit, enclosure, whether they are whole numbers.
///
/// The squares are laid out as the circles are, 1 to 9 whole, then the tens, then the ones: documents that overlap
/// U+F02BA with U+F02C3, C4, C5 count 10, 11, 12.
const PARTS: [(char, char, u32, Enclosure, bool); 12] = [
    ('\u{F0288}', '\u{F0288}', 0, Enclosure::Circle, true),
    ('\u{F0289}', '\u{F0291}', 1, Enclosure::Circle, false),
    ('\u{F0292}', '\u{F029B}', 0, Enclosure::Circle, false),
    ('\u{F02B1}', '\u{F02B9}', 1, Enclosure::Square, true),
    ('\u{F02BA}', '\u{F02C2}', 1, Enclosure::Square, false),
    ('\u{F02C3}', '\u{F02CC}', 0, Enclosure::Square, false),
    ('\u{F02CE}', '\u{F02D6}', 1, Enclosure::Square, true),
    ('\u{F02D7}', '\u{F02DF}', 1, Enclosure::Square, false),
    ('\u{F02E0}', '\u{F02E9}', 0, Enclosure::Square, false),
    ('\u{F0491}', '\u{F0499}', 1, Enclosure::Circle, false),
    ('\u{F049A}', '\u{F04A3}', 0, Enclosure::Circle, false),
    ('\u{F04A4}', '\u{F04AD}', 0, Enclosure::Circle, false),
];

impl Part {
    pub(super) fn of(c: char) -> Option<Part> {
        PARTS.iter().find_map(|&(first, last, digit, enclosure, is_whole)| {
            let index = u32::try_from(nth_of(c, first, last)?).ok()?;
            Some(Part { enclosure, digit: char::from_digit(digit + index, 10)?, is_whole })
        })
    }

    /// A whole number with its enclosure; a digit alone, so that the parts of a number that follow each other in text
    /// show that number.
    pub(super) fn push(self, out: &mut String) {
        if self.is_whole {
            push_enclosed(self.digit.encode_utf8(&mut [0; 4]), self.enclosure, out);
        } else {
            out.push(self.digit);
        }
    }
}

/// The text form of overlapped characters (글자 겹침) within a border of this kind.
///
/// Circles become the circled character of Unicode where there is one, else round brackets; squares become square
/// brackets; without border the characters follow each other. Characters of unknown meaning are kept.
pub(crate) fn overlap(text: &str, border_kind: u8) -> String {
    let mut out = String::new();
    let parts: Option<Vec<Part>> = text.chars().map(Part::of).collect();
    let parts = parts.unwrap_or_default();
    let border = match border_kind {
        0 => None,
        1 | 2 => Some(Enclosure::Circle),
        3 | 4 | 10 => Some(Enclosure::Square),
        _ => Some(Enclosure::Other), // Triangles and rhombs: the brackets say that there is a border.
    };
    let mut words: String = parts.iter().map(|part| part.digit).collect();
    if words.is_empty() {
        for c in text.chars() {
            let _unknown_is_kept = push_mapped(c, &mut words);
        }
    }
    match border.or(parts.first().map(|part| part.enclosure)) {
        Some(enclosure) => push_enclosed(words.trim(), enclosure, &mut out),
        None => out = words,
    }
    out
}

fn push_enclosed(words: &str, enclosure: Enclosure, out: &mut String) {
    if words.is_empty() {
        return;
    }
    let (open, close) = match enclosure {
        Enclosure::Square => ('[', ']'),
        Enclosure::Circle | Enclosure::Other => ('(', ')'),
    };
    if let Some(c) = circled(words).filter(|_| enclosure == Enclosure::Circle) {
        out.push(c);
        return;
    }
    out.push(open);
    out.push_str(words);
    out.push(close);
}

/// The circled form of a number or letter, if Unicode has one.
fn circled(words: &str) -> Option<char> {
    const SEQUENCES: [(&str, char); 5] = [
        ("0", '⓪'),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 'Ⓐ'),
        ("abcdefghijklmnopqrstuvwxyz", 'ⓐ'),
        ("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", '㉠'),
        ("가나다라마바사아자차카타파하", '㉮'),
    ];
    if words.bytes().all(|byte| byte.is_ascii_digit()) && !words.starts_with('0') {
        return number_format::circled_digit(words.parse().ok()?);
    }
    let mut chars = words.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    SEQUENCES.iter().find_map(|(plain, first)| {
        let index = plain.chars().position(|known| known == c)?;
        char::from_u32(u32::from(*first) + u32::try_from(index).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_in_a_circle_is_the_circled_character_or_in_brackets() {
        let circles = ["1", "16", "50", "51", "0", "A", "z", "ㄱ", "하", "인", "AB", "\u{F0288}"];
        let shown = circles.map(|text| overlap(text, 1));
        assert_eq!(shown, ["①", "⑯", "㊿", "(51)", "⓪", "Ⓐ", "ⓩ", "㉠", "㉻", "(인)", "(AB)", "⓪"]);
        assert_eq!(overlap(" 3\0", 2), "③");
    }

    #[test]
    fn overlap_in_a_square_is_in_square_brackets() {
        assert_eq!(overlap("1", 3), "[1]");
        assert_eq!(overlap("인", 4), "[인]");
        assert_eq!(overlap("\u{F02CE}", 4), "[1]");
        assert_eq!(overlap("2", 5), "(2)");
    }

    #[test]
    fn overlap_without_border_joins_the_characters() {
        assert_eq!(overlap("40", 0), "40");
        assert_eq!(overlap("가나다라마바사아", 0), "가나다라마바사아");
        assert_eq!(overlap("\u{F076}\u{E000}", 0), "❖\u{E000}");
        assert_eq!(overlap("", 0), "");
        assert_eq!(overlap("\0", 1), "");
    }

    #[test]
    fn overlapped_digits_are_enclosed_as_their_glyphs_are() {
        assert_eq!(overlap("\u{F0289}\u{F0298}", 0), "⑯");
        assert_eq!(overlap("\u{F0491}\u{F049C}\u{F04A5}", 0), "(121)");
        assert_eq!(overlap("\u{F02BA}\u{F02C3}", 0), "[10]");
        assert_eq!(overlap("\u{F02BA}\u{F02C5}", 0), "[12]");
        assert_eq!(overlap("\u{F0289}\u{F0298}", 3), "[16]");
    }
}
