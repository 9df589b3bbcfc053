//! Numbers to text in the formats of lists, page numbers, automatic numbers and notes, which share one table of codes.
//!
//! How Hancom's programs go on after the end of a sequence (past Z, past ㅎ) is documented nowhere and in no known
//! document; each choice made here stands at its function.

/// How often a character is repeated to say a number; greater numbers are shown as digits.
const REPEATS: u32 = 64;

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
pub(crate) fn circled_digit(value: u32) -> Option<char> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(format: NumberFormat, value: u32) -> String {
        let mut out = String::new();
        format.push(value, None, &mut out);
        out
    }

    /// The numbers of a range, each followed by a blank.
    fn sequence(format: NumberFormat, range: std::ops::RangeInclusive<u32>) -> String {
        range.map(|value| text(format, value) + " ").collect()
    }

    #[test]
    fn codes_and_names_of_all_formats_name_the_same_format() {
        let hwpx = [
            "DIGIT",
            "CIRCLED_DIGIT",
            "ROMAN_CAPITAL",
            "ROMAN_SMALL",
            "LATIN_CAPITAL",
            "LATIN_SMALL",
            "CIRCLED_LATIN_CAPITAL",
            "CIRCLED_LATIN_SMALL",
            "HANGUL_SYLLABLE",
            "CIRCLED_HANGUL_SYLLABLE",
            "HANGUL_JAMO",
            "CIRCLED_HANGUL_JAMO",
            "HANGUL_PHONETIC",
            "IDEOGRAPH",
            "CIRCLED_IDEOGRAPH",
            "DECAGON_CIRCLE",
            "DECAGON_CIRCLE_HANJA",
        ];
        for (code, name) in (0..).zip(hwpx) {
            assert_eq!(NumberFormat::from_code(code), NumberFormat::from_name(name), "{name}");
            assert!(NumberFormat::from_code(code).is_some(), "{name}");
        }
        assert_eq!(NumberFormat::from_code(0x80), NumberFormat::from_name("SYMBOL"));
        assert_eq!(NumberFormat::from_code(0x81), NumberFormat::from_name("USER_CHAR"));
        assert_eq!(NumberFormat::from_name("CircledHangulJamo"), Some(NumberFormat::CircledHangulJamo));
        assert_eq!(NumberFormat::from_code(17), None);
        assert_eq!(NumberFormat::from_name("DIGITS"), None);
        assert_eq!(NumberFormat::from_name(""), None);
    }

    #[test]
    fn zero_is_a_digit_in_every_format() {
        for (_, name, format) in FORMATS {
            assert_eq!(text(format, 0), "0", "{name}");
        }
    }

    #[test]
    fn no_format_writes_more_than_a_short_text_for_any_number() {
        for (_, name, format) in FORMATS {
            for value in [1, 63, 64, 65, 1_000, 9_999, 3_999_999_999, u32::MAX] {
                let mut out = String::new();
                format.push(value, Some('가'), &mut out);
                assert!((1..=256).contains(&out.len()), "{name} of {value}");
            }
        }
    }

    #[test]
    fn digits_count_on() {
        assert_eq!(sequence(NumberFormat::Digit, 8..=12), "8 9 10 11 12 ");
    }

    #[test]
    fn circled_digits_reach_fifty() {
        assert_eq!(sequence(NumberFormat::CircledDigit, 1..=4), "① ② ③ ④ ");
        assert_eq!(sequence(NumberFormat::CircledDigit, 19..=22), "⑲ ⑳ ㉑ ㉒ ");
        assert_eq!(sequence(NumberFormat::CircledDigit, 34..=37), "㉞ ㉟ ㊱ ㊲ ");
        assert_eq!(sequence(NumberFormat::CircledDigit, 49..=51), "㊾ ㊿ 51 ");
    }

    #[test]
    fn roman_numerals_subtract() {
        assert_eq!(sequence(NumberFormat::RomanCapital, 1..=10), "I II III IV V VI VII VIII IX X ");
        assert_eq!(sequence(NumberFormat::RomanSmall, 1..=10), "i ii iii iv v vi vii viii ix x ");
        assert_eq!(text(NumberFormat::RomanCapital, 1994), "MCMXCIV");
        assert_eq!(text(NumberFormat::RomanSmall, 448), "cdxlviii");
        assert_eq!(sequence(NumberFormat::RomanCapital, 3999..=4000), "MMMCMXCIX 4000 ");
    }

    #[test]
    fn latin_letters_are_doubled_after_z() {
        assert_eq!(sequence(NumberFormat::LatinCapital, 1..=3), "A B C ");
        assert_eq!(sequence(NumberFormat::LatinCapital, 26..=28), "Z AA BB ");
        assert_eq!(sequence(NumberFormat::LatinSmall, 25..=27), "y z aa ");
        assert_eq!(text(NumberFormat::LatinSmall, 53), "aaa");
    }

    #[test]
    fn circled_letters_go_on_plain_after_their_end() {
        assert_eq!(sequence(NumberFormat::CircledLatinCapital, 1..=2), "Ⓐ Ⓑ ");
        assert_eq!(sequence(NumberFormat::CircledLatinCapital, 26..=27), "Ⓩ AA ");
        assert_eq!(sequence(NumberFormat::CircledLatinSmall, 1..=2), "ⓐ ⓑ ");
        assert_eq!(sequence(NumberFormat::CircledLatinSmall, 26..=28), "ⓩ aa bb ");
    }

    #[test]
    fn hangul_syllables_change_their_vowel_after_fourteen() {
        assert_eq!(sequence(NumberFormat::HangulSyllable, 1..=14), "가 나 다 라 마 바 사 아 자 차 카 타 파 하 ");
        assert_eq!(sequence(NumberFormat::HangulSyllable, 15..=28), "거 너 더 러 머 버 서 어 저 처 커 터 퍼 허 ");
        let firsts: String = (0..6).map(|row| text(NumberFormat::HangulSyllable, row * 14 + 1)).collect();
        assert_eq!(firsts, "가거고구그기");
        assert_eq!(sequence(NumberFormat::HangulSyllable, 84..=85), "히 85 ");
    }

    #[test]
    fn circled_hangul_syllables_go_on_plain_after_fourteen() {
        assert_eq!(
            sequence(NumberFormat::CircledHangulSyllable, 1..=15),
            "㉮ ㉯ ㉰ ㉱ ㉲ ㉳ ㉴ ㉵ ㉶ ㉷ ㉸ ㉹ ㉺ ㉻ 거 "
        );
    }

    #[test]
    fn hangul_letters_are_doubled_after_fourteen() {
        assert_eq!(sequence(NumberFormat::HangulJamo, 1..=16), "ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ ㄱㄱ ㄴㄴ ");
        assert_eq!(
            sequence(NumberFormat::CircledHangulJamo, 1..=15),
            "㉠ ㉡ ㉢ ㉣ ㉤ ㉥ ㉦ ㉧ ㉨ ㉩ ㉪ ㉫ ㉬ ㉭ ㄱㄱ "
        );
    }

    #[test]
    fn spoken_numbers_leave_the_one_before_a_power_out() {
        assert_eq!(sequence(NumberFormat::HangulPhonetic, 1..=12), "일 이 삼 사 오 육 칠 팔 구 십 십일 십이 ");
        assert_eq!(sequence(NumberFormat::HangulPhonetic, 19..=21), "십구 이십 이십일 ");
        assert_eq!(text(NumberFormat::HangulPhonetic, 1_234), "천이백삼십사");
        assert_eq!(sequence(NumberFormat::HangulPhonetic, 9_999..=10_001), "구천구백구십구 만 만일 ");
        assert_eq!(text(NumberFormat::HangulPhonetic, 111_110_000), "일억천백십일만");
        assert_eq!(sequence(NumberFormat::Ideograph, 1..=11), "一 二 三 四 五 六 七 八 九 十 十一 ");
        assert_eq!(text(NumberFormat::Ideograph, 120), "百二十");
    }

    #[test]
    fn circled_ideographs_go_on_plain_after_ten() {
        assert_eq!(sequence(NumberFormat::CircledIdeograph, 1..=11), "㊀ ㊁ ㊂ ㊃ ㊄ ㊅ ㊆ ㊇ ㊈ ㊉ 十一 ");
    }

    #[test]
    fn ten_stems_begin_again_after_ten() {
        assert_eq!(sequence(NumberFormat::DecagonCircle, 1..=11), "갑 을 병 정 무 기 경 신 임 계 갑 ");
        assert_eq!(sequence(NumberFormat::DecagonCircleHanja, 1..=12), "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 甲 乙 ");
    }

    #[test]
    fn symbols_are_doubled_after_four() {
        assert_eq!(sequence(NumberFormat::Symbol, 1..=6), "* † ‡ § ** †† ");
        assert_eq!(sequence(NumberFormat::Symbol, 257..=257), "257 ");
    }

    #[test]
    fn user_character_stands_as_often_as_the_number_says() {
        let stars = |value, c| {
            let mut out = String::new();
            NumberFormat::UserChar.push(value, c, &mut out);
            out
        };
        assert_eq!(stars(1, Some('※')), "※");
        assert_eq!(stars(3, Some('※')), "※※※");
        assert_eq!(stars(65, Some('※')), "65");
        assert_eq!(stars(3, Some('\0')), "3");
        assert_eq!(stars(3, None), "3");
    }
}
