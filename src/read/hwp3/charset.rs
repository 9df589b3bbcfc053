//! Characters of HWP 3 to Unicode: the two-byte `hchar` of text and the byte strings (`kchar`) of names.
//!
//! ASCII and Hangul (five bits each for initial, vowel and final: the Johab arrangement) fill most of the table; the
//! symbols and hanja between them stand in the order of KS X 1001. Left out: the extension hanja from 0x5318, for
//! which no table is public.

use encoding_rs::EUC_KR;

use crate::read::charset as special;
use crate::warning::WarningKind;

/// Index of 아래아 after the 21 modern vowels; its combination with ㅣ follows.
const ARAEA: u8 = 21;

/// Initial consonants from U+3131 on, in the order of the initials of a syllable.
const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];

/// Final consonants, in the order of the finals of a syllable, without the empty one.
const FINALS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ',
    'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// Appends what a character says. U+FFFD, and what is to be entered in the ledger, when its meaning is not known.
pub(super) fn push(hchar: u16, out: &mut String) -> Result<(), WarningKind> {
    if hchar >= 0x8000 {
        return push_hangul(hchar, out);
    }
    match symbol(hchar) {
        Some(c) if special::is_special(c) => special::push_mapped(c, out).map_or(Ok(()), Err),
        Some(c) => {
            out.push(c);
            Ok(())
        }
        None => unknown(hchar, out),
    }
}

fn unknown(hchar: u16, out: &mut String) -> Result<(), WarningKind> {
    out.push(char::REPLACEMENT_CHARACTER);
    Err(WarningKind::UnknownCharacter { code: hchar.into() })
}

/// Characters below the Hangul. Some symbols are the private-use characters that HWP 5 has for them, which
/// [`charset`](crate::read::charset) knows.
fn symbol(hchar: u16) -> Option<char> {
    let from = |base: u32, first: u16| char::from_u32(base + u32::from(hchar - first));
    match hchar {
        0x20..=0x7E => from(0x20, 0x20),
        0x81 => Some('“'),
        0x82 => Some('”'),
        0x83 => Some('‘'),
        0x84 => Some('’'),
        // As the word processor itself converts it; the character of this code in Unicode lies on the line.
        0x2024 => Some('・'),
        0xA0..=0xFF | 0x2000..=0x2BFF => char::from_u32(hchar.into()),
        0x1F01..=0x1FBF => {
            let index = hchar & 0xFF;
            euc_kr(0xAA + index / 0x60, index % 0x60)
        }
        0x2C21..=0x2C3A => from(0x24D0, 0x2C21),
        0x2C40..=0x2C4D => from(0x3260, 0x2C40),
        0x2C50..=0x2C5D => from(0x326E, 0x2C50),
        0x2E01..=0x2E09 => from(0x2460, 0x2E01),
        0x2E00 => Some('\u{F0288}'),
        0x2E0A..=0x2E1C => from(0xF0289, 0x2E0A),
        0x2F00..=0x2F6F => bullet(hchar),
        0x3013..=0x3027 => from(0xF0806, 0x3013),
        0x303D => Some('\u{F0827}'),
        0x3062 => Some('“'),
        0x3063 => Some('”'),
        0x3066 => Some('‧'),
        0x3067 => Some('‘'),
        0x3068 => Some('’'),
        0x309B => Some('｢'),
        0x309D => Some('｣'),
        0x30BB => Some('《'),
        0x30BD => Some('》'),
        // Keys of the keyboard, check boxes and other marks, in the order of the private-use characters of HWP 5.
        0x3300..=0x338F => from(0xF035F, 0x3300),
        // What the word processor itself converts these two to.
        0x340D => Some('～'),
        0x3481 => Some('◉'),
        0x3400..=0x37BF => {
            let (row, cell) = ((hchar - 0x3400) / 0x60, (hchar - 0x3400) % 0x60);
            // The kana of rows 10 and 11 stand at 0x1F00; the Cyrillic row 12 follows row 9 here.
            euc_kr(if row == 9 { 0xAC } else { 0xA1 + row }, cell)
        }
        0x37C0..=0x37C5 => "한글과컴퓨터".chars().nth(usize::from(hchar - 0x37C0)),
        0x37ED => Some('═'),
        0x4000..=0x5317 => euc_kr(0xCA + (hchar - 0x4000) / 94, (hchar - 0x4000) % 94 + 1),
        // The one extension hanja that has been seen beside its conversion.
        0x78E7 => Some('拼'),
        _ => None,
    }
}

/// A character of KS X 1001 by the lead byte of EUC-KR and the cell from 1 in its row.
fn euc_kr(lead: u16, cell: u16) -> Option<char> {
    let bytes = [u8::try_from(lead).ok()?, u8::try_from(0xA0 + cell).ok()?];
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Bullets: a row of sixteen for each shape, hollow ones before filled ones.
fn bullet(hchar: u16) -> Option<char> {
    let is_filled = hchar & 0xF >= 6;
    let (hollow, filled) = match hchar >> 4 & 0xF {
        0 => ('◇', '◆'),
        1 => ('◦', '•'),
        2 => ('□', '■'),
        3 => ('△', '▲'),
        4 => ('▽', '▼'),
        5 => ('◁', '◀'),
        6 => ('▹', '▸'),
        _ => return None,
    };
    Some(if is_filled { filled } else { hollow })
}

/// A syllable, or a part of one.
fn push_hangul(hchar: u16, out: &mut String) -> Result<(), WarningKind> {
    let bits = |shift: u16| usize::from(hchar >> shift & 31);
    // The outer `Option` says whether the bits mean anything, the inner one whether the part is there.
    let initial = match bits(10) {
        1 => Some(None),
        code @ 2..=20 => Some(Some(code - 2)),
        _ => None,
    };
    let vowel = match bits(5) {
        2 => Some(None),
        code => vowel(code).map(Some),
    };
    let last = match bits(0) {
        1 => Some(None),
        code @ 2..=17 => Some(Some(code - 1)),
        code @ 19..=29 => Some(Some(code - 2)),
        // Taking such a final for no final would make up a syllable that nobody wrote.
        _ => None,
    };
    let (Some(initial), Some(vowel), Some(last)) = (initial, vowel, last) else {
        return unknown(hchar, out);
    };
    let letter = |table: &[char], index: usize| table.get(index).copied();
    let single = match (initial, vowel, last) {
        (Some(initial), Some(vowel), last) if vowel < ARAEA => {
            let index = initial * 588 + usize::from(vowel) * 28 + last.unwrap_or(0);
            u32::try_from(index).ok().and_then(|index| char::from_u32(0xAC00 + index))
        }
        (Some(initial), None, None) => letter(&INITIALS, initial),
        (None, Some(vowel), None) if vowel < ARAEA => char::from_u32(0x314F + u32::from(vowel)),
        (None, None, Some(last)) => letter(&FINALS, last - 1),
        (None, None, None) => Some('\u{3000}'),
        _ => None,
    };
    match single {
        Some(c) => out.push(c),
        None => push_jamo(initial, vowel, last, out),
    }
    Ok(())
}

/// A vowel by its five bits, as index into the Unicode vowels from U+1161; the old ones follow the 21 modern ones.
fn vowel(code: usize) -> Option<u8> {
    let index = match code {
        3..=7 => code - 3,
        10..=15 => code - 5,
        18..=23 => code - 7,
        26..=31 => code - 9,
        _ => return None,
    };
    u8::try_from(index).ok()
}

/// What Unicode has no syllable for, from its jamo; fillers hold missing places.
fn push_jamo(initial: Option<usize>, vowel: Option<u8>, last: Option<usize>, out: &mut String) {
    let jamo = |base: u32, index: usize| u32::try_from(index).ok().and_then(|index| char::from_u32(base + index));
    let vowel = vowel.map(|vowel| match vowel {
        ARAEA => '\u{119E}',
        index if index > ARAEA => '\u{11A1}',
        index => jamo(0x1161, index.into()).unwrap_or('\u{1160}'),
    });
    let initial = initial.and_then(|index| jamo(0x1100, index));
    let last = last.and_then(|index| jamo(0x11A7, index));
    if initial.is_some() || last.is_some() {
        out.push(initial.unwrap_or('\u{115F}'));
        out.push(vowel.unwrap_or('\u{1160}'));
    } else {
        out.extend(vowel);
    }
    out.extend(last);
}

/// A string of two-byte characters up to the first NUL; what is not known becomes U+FFFD.
pub(super) fn hchars(bytes: &[u8]) -> String {
    let mut out = String::new();
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(*pair.first_chunk()?)));
    for hchar in units.take_while(|hchar| *hchar != 0) {
        push_name(hchar, &mut out);
    }
    out
}

/// A string of bytes up to the first NUL: ASCII, and pairs of bytes, high byte first, from 0x80 on.
pub(super) fn kchars(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut left = bytes.iter().copied().take_while(|byte| *byte != 0);
    while let Some(byte) = left.next() {
        match byte {
            0x80.. => push_name(u16::from_be_bytes([byte, left.next().unwrap_or(0)]), &mut out),
            _ => push_name(byte.into(), &mut out),
        }
    }
    out
}

/// Appends a character of a name. Names have no ledger: U+FFFD shows what is not known, control characters say
/// nothing.
fn push_name(hchar: u16, out: &mut String) {
    if hchar >= 0x20 {
        let _shown_as_replacement = push(hchar, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(hchar: u16) -> String {
        let mut out = String::new();
        push(hchar, &mut out).unwrap();
        out
    }

    #[test]
    fn syllables_are_composed_from_five_bits_each() {
        assert_eq!(one(0x8861), "가");
        assert_eq!(one(0xD065), "한");
        assert_eq!(one(0x8B69), "글");
        // The last syllable of all.
        assert_eq!(one(0xD3BD), "힣");
    }

    #[test]
    fn lone_parts_are_compatibility_jamo() {
        assert_eq!((one(0xB441), one(0x9841)), ("ㅇ".to_owned(), "ㄸ".to_owned()));
        assert_eq!((one(0x8461), one(0x84C1)), ("ㅏ".to_owned(), "ㅒ".to_owned()));
        assert_eq!(one(0x8442), "ㄱ");
    }

    #[test]
    fn old_vowel_gives_conjoining_jamo() {
        assert_eq!(one(0xD3C5), "\u{1112}\u{119E}\u{11AB}");
        assert_eq!(one(0x87C1), "\u{119E}");
    }

    #[test]
    fn unused_final_makes_no_syllable() {
        for code in [0xD060, 0xD072, 0xD07E] {
            let mut out = String::new();
            assert_eq!(push(code, &mut out), Err(WarningKind::UnknownCharacter { code: code.into() }));
            assert_eq!(out, "\u{FFFD}");
        }
    }

    #[test]
    fn symbols_and_hanja_follow_ks_x_1001() {
        assert_eq!((one(0x3404), one(0x340D), one(0x3481)), ("·".to_owned(), "～".to_owned(), "◉".to_owned()));
        assert_eq!((one(0x4000), one(0x472E)), ("伽".to_owned(), "\u{F967}".to_owned()));
        assert_eq!((one(0x1F02), one(0x1F62)), ("あ".to_owned(), "ア".to_owned()));
        assert_eq!(one(0x3761), "А");
        assert_eq!((one(0x3341), one(0x3366)), ("↵".to_owned(), "□".to_owned()));
        assert_eq!((one(0x2E07), one(0x2C26), one(0x2C41)), ("⑦".to_owned(), "ⓕ".to_owned(), "㉡".to_owned()));
    }

    #[test]
    fn every_code_is_text_or_reported() {
        for code in 0..=u16::MAX {
            let mut out = String::new();
            let is_known = push(code, &mut out).is_ok();
            assert!(!is_known || !out.contains('\u{FFFD}'), "{code:#x}");
            assert!(is_known || out == "\u{FFFD}" || out.chars().all(special::is_special), "{code:#x}");
            assert!(!out.is_empty());
        }
    }

    #[test]
    fn names_end_at_the_first_nul() {
        assert_eq!(hchars(&[0x61, 0x88, 0x41, 0, 0, 0, 0x42, 0]), "가A");
        assert_eq!(kchars(b"a\x88\x61.bmp\0rest"), "a가.bmp");
        assert_eq!(kchars(b"a\x88"), "a\u{FFFD}");
    }
}
