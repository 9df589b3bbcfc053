//! Positions in numbered lists to visible paragraph numbers: number formats, format strings, and the counters.
//!
//! HWP 5, HWPX and HWPML store only which list a paragraph belongs to, and on which level; the number that a reader of
//! the document sees is computed. The same number formats serve page numbers, automatic numbers and notes.
//!
//! Left out: alignment and width of the number, and the distance to the text, which are layout.

use std::collections::HashMap;

/// How many levels a list has at most.
const LEVELS: usize = 10;

/// How often a character is repeated to say a number; greater numbers are shown as digits.
const REPEATS: u32 = 64;

/// Bytes after which the number of one paragraph is cut and ends in `…`. Real ones have fewer than 40; without a bound
/// one long format string would be paid for by every paragraph of its list.
const LABEL_BYTES: usize = 256;

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// 1 2 3
    Digit,
    /// ① ② ③
    CircledDigit,
    /// I II III
    RomanCapital,
    /// i ii iii
    RomanSmall,
    /// A B C
    LatinCapital,
    /// a b c
    LatinSmall,
    /// Ⓐ Ⓑ Ⓒ
    CircledLatinCapital,
    /// ⓐ ⓑ ⓒ
    CircledLatinSmall,
    /// 가 나 다
    HangulSyllable,
    /// ㉮ ㉯ ㉰
    CircledHangulSyllable,
    /// ㄱ ㄴ ㄷ
    HangulJamo,
    /// ㉠ ㉡ ㉢
    CircledHangulJamo,
    /// 일 이 삼
    HangulPhonetic,
    /// 一 二 三
    Ideograph,
    /// ㊀ ㊁ ㊂
    CircledIdeograph,
    /// 갑 을 병
    DecagonCircle,
    /// 甲 乙 丙
    DecagonCircleHanja,
    /// * † ‡ § and again, doubled
    Symbol,
    /// A character of the user's choice, as often as the number says
    UserChar,
}

/// Every format with its code in HWP 5 and its name in HWPX without `_`, which is also the name in HWPML.
const FORMATS: [(u32, &str, NumberFormat); 19] = [
    (0, "DIGIT", NumberFormat::Digit),
    (1, "CIRCLEDDIGIT", NumberFormat::CircledDigit),
    (2, "ROMANCAPITAL", NumberFormat::RomanCapital),
    (3, "ROMANSMALL", NumberFormat::RomanSmall),
    (4, "LATINCAPITAL", NumberFormat::LatinCapital),
    (5, "LATINSMALL", NumberFormat::LatinSmall),
    (6, "CIRCLEDLATINCAPITAL", NumberFormat::CircledLatinCapital),
    (7, "CIRCLEDLATINSMALL", NumberFormat::CircledLatinSmall),
    (8, "HANGULSYLLABLE", NumberFormat::HangulSyllable),
    (9, "CIRCLEDHANGULSYLLABLE", NumberFormat::CircledHangulSyllable),
    (10, "HANGULJAMO", NumberFormat::HangulJamo),
    (11, "CIRCLEDHANGULJAMO", NumberFormat::CircledHangulJamo),
    (12, "HANGULPHONETIC", NumberFormat::HangulPhonetic),
    (13, "IDEOGRAPH", NumberFormat::Ideograph),
    (14, "CIRCLEDIDEOGRAPH", NumberFormat::CircledIdeograph),
    (15, "DECAGONCIRCLE", NumberFormat::DecagonCircle),
    (16, "DECAGONCIRCLEHANJA", NumberFormat::DecagonCircleHanja),
    (0x80, "SYMBOL", NumberFormat::Symbol),
    (0x81, "USERCHAR", NumberFormat::UserChar),
];

impl NumberFormat {
    /// The format of an HWP 5 code.
    pub(crate) fn from_code(code: u32) -> Option<Self> {
        FORMATS.iter().find(|(known, ..)| *known == code).map(|(.., format)| *format)
    }

    /// The format of an HWPX or HWPML name; case and `_` do not matter.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let letters = || name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_uppercase());
        FORMATS.iter().find(|(_, known, _)| letters().eq(known.bytes())).map(|(.., format)| *format)
    }

    /// Appends a number in this format. Past the end of an enclosed sequence follows the plain one, past the end of a
    /// plain sequence come digits; so do zero, and [`UserChar`](Self::UserChar) without a character.
    pub(crate) fn push(self, value: u32, user_char: Option<char>, out: &mut String) {
        if !self.push_sequence(value, user_char, out) {
            out.push_str(&value.to_string());
        }
    }

    /// Appends a number unless the sequence does not reach it. Returns whether it does.
    fn push_sequence(self, value: u32, user_char: Option<char>, out: &mut String) -> bool {
        if value == 0 {
            return false;
        }
        match self {
            NumberFormat::Digit => false,
            NumberFormat::CircledDigit => push_char(circled_digit(value), out),
            NumberFormat::RomanCapital => push_roman(value, &ROMAN_CAPITAL, out),
            NumberFormat::RomanSmall => push_roman(value, &ROMAN_SMALL, out),
            NumberFormat::LatinCapital => push_repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ", value, out),
            NumberFormat::LatinSmall => push_repeated("abcdefghijklmnopqrstuvwxyz", value, out),
            NumberFormat::CircledLatinCapital => {
                push_char(nth_from('Ⓐ', 26, value), out)
                    || NumberFormat::LatinCapital.push_sequence(value, user_char, out)
            }
            NumberFormat::CircledLatinSmall => {
                push_char(nth_from('ⓐ', 26, value), out)
                    || NumberFormat::LatinSmall.push_sequence(value, user_char, out)
            }
            NumberFormat::HangulSyllable => push_char(hangul_syllable(value), out),
            NumberFormat::CircledHangulSyllable => {
                push_char(nth_from('㉮', 14, value), out) || push_char(hangul_syllable(value), out)
            }
            NumberFormat::HangulJamo => push_repeated(JAMO, value, out),
            NumberFormat::CircledHangulJamo => {
                push_char(nth_from('㉠', 14, value), out) || push_repeated(JAMO, value, out)
            }
            NumberFormat::HangulPhonetic => push_spoken(value, "일이삼사오육칠팔구", "천백십", "억만", out),
            NumberFormat::Ideograph => push_ideographs(value, out),
            NumberFormat::CircledIdeograph => push_char(nth_from('㊀', 10, value), out) || push_ideographs(value, out),
            NumberFormat::DecagonCircle => push_char(cyclic("갑을병정무기경신임계", value), out),
            NumberFormat::DecagonCircleHanja => push_char(cyclic("甲乙丙丁戊己庚辛壬癸", value), out),
            NumberFormat::Symbol => push_repeated("*†‡§", value, out),
            NumberFormat::UserChar => match user_char.filter(|c| !c.is_control()) {
                Some(c) if value <= REPEATS => {
                    out.extend((0..value).map(|_| c));
                    true
                }
                _ => false,
            },
        }
    }
}

const JAMO: &str = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ";

fn push_char(c: Option<char>, out: &mut String) -> bool {
    out.extend(c);
    c.is_some()
}

/// The `value`th character, from 1, of `count` that follow each other in Unicode.
fn nth_from(first: char, count: u32, value: u32) -> Option<char> {
    let index = value.checked_sub(1).filter(|index| *index < count)?;
    char::from_u32(u32::from(first) + index)
}

/// ① to ㊿, which lie in three places of Unicode.
pub(super) fn circled_digit(value: u32) -> Option<char> {
    match value {
        ..=20 => nth_from('①', 20, value),
        21..=35 => nth_from('㉑', 15, value - 20),
        36.. => nth_from('㊱', 15, value - 35),
    }
}

/// 가 to 하, then 거 to 허, and so on: fourteen plain consonants with ㅏ ㅓ ㅗ ㅜ ㅡ ㅣ.
fn hangul_syllable(value: u32) -> Option<char> {
    const CONSONANTS: [u32; 14] = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18];
    const VOWELS: [u32; 6] = [0, 4, 8, 13, 18, 20];
    let index = usize::try_from(value.checked_sub(1)?).ok()?;
    let consonant = CONSONANTS.get(index % CONSONANTS.len())?;
    let vowel = VOWELS.get(index / CONSONANTS.len())?;
    char::from_u32(u32::from('가') + consonant * 588 + vowel * 28)
}

/// The `value`th character, from 1, of a sequence that begins again after its end.
fn cyclic(sequence: &str, value: u32) -> Option<char> {
    sequence.chars().cycle().nth(usize::try_from(value.checked_sub(1)? % 10).ok()?)
}

/// The characters of a sequence, then each of them doubled, then tripled …
fn push_repeated(sequence: &str, value: u32, out: &mut String) -> bool {
    let (Some(mut index), Ok(count)) = (value.checked_sub(1), u32::try_from(sequence.chars().count())) else {
        return false;
    };
    let repeats = index / count.max(1) + 1;
    index %= count.max(1);
    let found = usize::try_from(index).ok().and_then(|index| sequence.chars().nth(index));
    match found {
        Some(c) if repeats <= REPEATS => {
            out.extend((0..repeats).map(|_| c));
            true
        }
        _ => false,
    }
}

type Roman = [(u32, &'static str); 13];

const ROMAN_CAPITAL: Roman = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

const ROMAN_SMALL: Roman = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Roman numerals in letters of the alphabet, up to 3999.
fn push_roman(mut value: u32, numerals: &Roman, out: &mut String) -> bool {
    if value > 3999 {
        return false;
    }
    for (worth, letters) in numerals {
        while value >= *worth {
            out.push_str(letters);
            value -= worth;
        }
    }
    true
}

fn push_ideographs(value: u32, out: &mut String) -> bool {
    push_spoken(value, "一二三四五六七八九", "千百十", "億萬", out)
}

/// A number as it is spoken: groups of four digits, each digit with its power of ten; the one before a power is not
/// said, except before 억.
fn push_spoken(value: u32, digits: &str, powers: &str, groups: &str, out: &mut String) -> bool {
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| n.checked_sub(1)).and_then(|n| digits.chars().nth(n));
    let groups = groups.chars().map(Some).chain([None]);
    for (group, worth) in groups.zip([100_000_000, 10_000, 1]) {
        let part = value / worth % 10_000;
        if part == 0 {
            continue; // A group of four zeros is not said.
        }
        if part == 1 && worth == 10_000 {
            out.extend(group);
            continue; // The whole group is said: 만.
        }
        for (power, unit) in powers.chars().map(Some).chain([None]).zip([1000, 100, 10, 1]) {
            let n = part / unit % 10;
            if n > 1 || (n == 1 && unit == 1) {
                out.extend(digit(n));
            }
            if n > 0 {
                out.extend(power);
            }
        }
        out.extend(group);
    }
    true
}

/// One level of a list definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    /// What is shown: `^1` to `^10` stand for the number of that level, `^n` for the path of numbers from the first
    /// level to this one, `^N` for the same with a full stop at its end; everything else stands for itself.
    pub(crate) text: String,
    pub(crate) format: NumberFormat,
    /// The first number; 0 counts as 1.
    pub(crate) start: u32,
}

/// The definition of a list. Levels that are missing show nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbering {
    pub(crate) levels: Vec<Level>,
}

impl Numbering {
    /// The definition where none is stored: 1. 가. 1) 가) (1) (가) ①
    pub(crate) fn standard() -> Self {
        use NumberFormat::{CircledDigit, Digit, HangulSyllable};
        let level = |(text, format): (&str, NumberFormat)| Level { text: text.to_owned(), format, start: 1 };
        let levels = [
            ("^1.", Digit),
            ("^2.", HangulSyllable),
            ("^3)", Digit),
            ("^4)", HangulSyllable),
            ("(^5)", Digit),
            ("(^6)", HangulSyllable),
            ("^7", CircledDigit),
        ];
        Numbering { levels: levels.map(level).into() }
    }

    /// The number of a level after so many paragraphs on it, in the level's own format. A level on which no paragraph
    /// has been yet stands at its first number; one without definition counts 1, 2, 3.
    fn push_value(&self, level: usize, counts: &Counts, out: &mut String) {
        let count = counts.get(level).copied().unwrap_or_default();
        let (format, start) = match self.levels.get(level) {
            Some(level) => (level.format, level.start.max(1)),
            None => (NumberFormat::Digit, 1),
        };
        format.push((start - 1).saturating_add(count.max(1)), None, out);
    }

    /// The number of a paragraph on `level` as the format string of that level shows it.
    fn label(&self, level: usize, counts: &Counts) -> String {
        let mut out = String::new();
        let mut rest = self.levels.get(level).map_or("", |level| level.text.as_str());
        while let Some(c) = rest.chars().next() {
            if out.len() > LABEL_BYTES {
                out.push('…');
                break;
            }
            if let Some((code, after)) = Code::read(rest) {
                self.push_code(code, level, counts, &mut out);
                rest = after;
                continue;
            }
            // Some files fill empty format strings with NUL characters.
            if !c.is_control() {
                out.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out
    }

    fn push_code(&self, code: Code, level: usize, counts: &Counts, out: &mut String) {
        if let Code::Level(level) = code {
            return self.push_value(level, counts, out);
        }
        for step in 0..=level {
            if step > 0 {
                out.push('.');
            }
            self.push_value(step, counts, out);
        }
        if code == Code::PathWithStop {
            out.push('.');
        }
    }
}

/// What stands for a number in a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    /// `^1` to `^10`; the index from 0.
    Level(usize),
    /// `^n`
    Path,
    /// `^N`
    PathWithStop,
}

impl Code {
    /// The code at the beginning of a text, and what comes after it.
    fn read(text: &str) -> Option<(Code, &str)> {
        let code = text.strip_prefix('^')?;
        if let Some(after) = code.strip_prefix("10") {
            return Some((Code::Level(9), after));
        }
        let mut chars = code.chars();
        let code = match chars.next()? {
            'n' => Code::Path,
            'N' => Code::PathWithStop,
            c => Code::Level(usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?),
        };
        Some((code, chars.as_str()))
    }
}

/// How many paragraphs there have been on each level since the level above it went on.
type Counts = [u32; LEVELS];

/// Counts the paragraphs of all lists of a document, in the order in which they are read.
///
/// Lists that are interrupted by another list go on where they stopped. A list that begins takes over the counts of
/// the list before it on the levels above its first paragraph.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    id: Option<u32>,
    counts: Counts,
    interrupted: HashMap<u32, Counts>,
}

impl Counters {
    pub(crate) fn new() -> Self {
        Counters::default()
    }

    /// Counts a paragraph of list `id` on `level`, from 0, and returns the number to show; empty where the definition
    /// shows nothing. A level beyond the tenth is not counted.
    pub(crate) fn next(&mut self, id: u32, numbering: &Numbering, level: usize) -> String {
        if level >= LEVELS {
            return String::new();
        }
        self.go_to(id, level);
        for count in self.counts.iter_mut().skip(level + 1) {
            *count = 0;
        }
        if let Some(count) = self.counts.get_mut(level) {
            *count = count.saturating_add(1);
        }
        numbering.label(level, &self.counts)
    }

    /// Makes `id` the list that is counted.
    fn go_to(&mut self, id: u32, level: usize) {
        if self.id == Some(id) {
            return;
        }
        if let Some(before) = self.id.replace(id) {
            self.interrupted.insert(before, self.counts);
        }
        match self.interrupted.get(&id) {
            Some(counts) => self.counts = *counts,
            None => self.counts.iter_mut().skip(level).for_each(|count| *count = 0),
        }
    }
}
