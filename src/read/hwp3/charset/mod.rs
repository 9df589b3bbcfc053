//! Characters of HWP 3 to Unicode: the two-byte `hchar` of text and the byte strings (`kchar`) of names.
//!
//! Hangul is composed from five bits each for initial, vowel and final (the Johab arrangement). Everything else, and
//! the old Hangul in the gaps between, is listed in `table.txt`, which `make_table.py` makes from a public-domain list
//! of all 52,181 codes that have a meaning.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::nfc::nfc;
use crate::read::charset as special;
use crate::warning::WarningKind;

/// First code of the Hangul.
const HANGUL: u16 = 0x8000;

/// Initials by their five bits; the second is the filler that holds the place of none.
const INITIALS: [char; 32] = [
    '\u{111E}', '\u{115F}', '\u{1100}', '\u{1101}', '\u{1102}', '\u{1103}', '\u{1104}', '\u{1105}', '\u{1106}',
    '\u{1107}', '\u{1108}', '\u{1109}', '\u{110A}', '\u{110B}', '\u{110C}', '\u{110D}', '\u{110E}', '\u{110F}',
    '\u{1110}', '\u{1111}', '\u{1112}', '\u{1120}', '\u{1121}', '\u{1127}', '\u{112B}', '\u{112D}', '\u{112F}',
    '\u{1132}', '\u{1136}', '\u{1140}', '\u{114C}', '\u{1158}',
];

/// Vowels by their five bits. Without a vowel the bits compose nothing: such codes are listed, or mean nothing.
const VOWELS: [Option<char>; 32] = [
    None,
    None,
    Some('\u{1160}'),
    Some('\u{1161}'),
    Some('\u{1162}'),
    Some('\u{1163}'),
    Some('\u{1164}'),
    Some('\u{1165}'),
    None,
    None,
    Some('\u{1166}'),
    Some('\u{1167}'),
    Some('\u{1168}'),
    Some('\u{1169}'),
    Some('\u{116A}'),
    Some('\u{116B}'),
    Some('\u{1160}'),
    Some('\u{1188}'),
    Some('\u{116C}'),
    Some('\u{116D}'),
    Some('\u{116E}'),
    Some('\u{116F}'),
    Some('\u{1170}'),
    Some('\u{1171}'),
    Some('\u{1191}'),
    Some('\u{1194}'),
    Some('\u{1172}'),
    Some('\u{1173}'),
    Some('\u{1174}'),
    Some('\u{1175}'),
    Some('\u{119E}'),
    Some('\u{11A1}'),
];

/// Finals by their five bits. `\u{11A7}` is none: Unicode counts the finals of a syllable from there.
const FINALS: [char; 32] = [
    '\u{11D9}', '\u{11A7}', '\u{11A8}', '\u{11A9}', '\u{11AA}', '\u{11AB}', '\u{11AC}', '\u{11AD}', '\u{11AE}',
    '\u{11AF}', '\u{11B0}', '\u{11B1}', '\u{11B2}', '\u{11B3}', '\u{11B4}', '\u{11B5}', '\u{11B6}', '\u{11B7}',
    '\u{11E6}', '\u{11B8}', '\u{11B9}', '\u{11BA}', '\u{11BB}', '\u{11BC}', '\u{11BD}', '\u{11BE}', '\u{11BF}',
    '\u{11C0}', '\u{11C1}', '\u{11C2}', '\u{11EB}', '\u{11F0}',
];

const NO_FINAL: char = '\u{11A7}';

/// Appends what a character says. U+FFFD, and what is to be entered in the ledger, when it has no meaning or none that
/// is known.
pub(super) fn push(hchar: u16, out: &mut String) -> Result<(), WarningKind> {
    let start = out.len();
    if !push_stored(hchar, out) {
        out.push(char::REPLACEMENT_CHARACTER);
        return Err(WarningKind::LostCharacter { code: hchar.into() });
    }
    match out.get(start..).and_then(|text| text.chars().next()) {
        // Some symbols are the private-use characters that HWP 5 has for them.
        Some(c) if special::is_special(c) => {
            out.truncate(start);
            special::push_mapped(c, out).map_or(Ok(()), Err)
        }
        // Seven hanja are doubles of others, which the word processor itself converts them to.
        Some(c @ '\u{2F800}'..='\u{2FA1F}') => {
            out.truncate(start);
            out.push_str(&nfc(std::iter::once(c)));
            Ok(())
        }
        Some(_) | None => Ok(()),
    }
}

/// Appends the Unicode characters of a code as the word processor saves them, private-use symbols included. Returns
/// whether it has any.
fn push_stored(hchar: u16, out: &mut String) -> bool {
    let table = table();
    if hchar < HANGUL {
        let found = table.symbols.get(usize::from(hchar)).copied().flatten();
        out.extend(found);
        return found.is_some();
    }
    match table.hangul.get(&hchar) {
        Some(letters) => out.push_str(letters),
        None => return push_composed(hchar, out),
    }
    true
}

/// Appends a syllable, or the letters of one that Unicode does not have as a whole. Returns whether the bits compose
/// one.
fn push_composed(hchar: u16, out: &mut String) -> bool {
    let bits = |shift: u16| usize::from(hchar >> shift & 31);
    let parts = (INITIALS.get(bits(10)), VOWELS.get(bits(5)).copied().flatten(), FINALS.get(bits(0)));
    let (Some(&initial), Some(vowel), Some(&last)) = parts else { return false };
    if let Some(syllable) = syllable(initial, vowel, last) {
        out.push(syllable);
        return true;
    }
    out.extend([initial, vowel]);
    out.extend(Some(last).filter(|last| *last != NO_FINAL));
    true
}

fn syllable(initial: char, vowel: char, last: char) -> Option<char> {
    let index = |c: char, first: char, end: char| {
        (first..=end).contains(&c).then(|| u32::from(c).saturating_sub(u32::from(first)))
    };
    let initial = index(initial, '\u{1100}', '\u{1112}')?;
    let vowel = index(vowel, '\u{1161}', '\u{1175}')?;
    let last = index(last, NO_FINAL, '\u{11C2}')?;
    char::from_u32(0xAC00 + initial * 588 + vowel * 28 + last)
}

/// What the bits do not compose.
struct Table {
    /// Characters below the Hangul, by code.
    symbols: Vec<Option<char>>,
    hangul: HashMap<u16, String>,
}

/// Lines of a code in hex and, after blanks, what it and the codes after it say: a character in hex (`2F00`), letters
/// that belong together (`1113+116C`), either with how many follow it in order, itself included (`0020*95`), or hanja as
/// they are after an equals sign.
const TABLE: &str = include_str!("table.txt");

fn table() -> &'static Table {
    static CACHE: OnceLock<Table> = OnceLock::new();
    CACHE.get_or_init(|| {
        let mut table = Table { symbols: vec![None; usize::from(HANGUL)], hangul: HashMap::new() };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut tokens = line.split(' ');
            let Some(first) = tokens.next().and_then(|code| u16::from_str_radix(code, 16).ok()) else { continue };
            tokens.fold(first, |code, token| table.add(code, token));
        }
        table
    })
}

impl Table {
    /// Adds what a token says from a code on. Returns the code after it.
    fn add(&mut self, mut code: u16, token: &str) -> u16 {
        let mut set = |text: &str| {
            match self.symbols.get_mut(usize::from(code)) {
                Some(place) => *place = text.chars().next(),
                None => _ = self.hangul.insert(code, text.to_owned()),
            }
            code = code.saturating_add(1);
        };
        if let Some(hanja) = token.strip_prefix('=') {
            hanja.chars().for_each(|c| set(c.encode_utf8(&mut [0; 4])));
            return code;
        }
        let (letters, count) = token.split_once('*').unwrap_or((token, "1"));
        let (before, last) = letters.rsplit_once('+').unwrap_or(("", letters));
        let letter = |hex: &str| u32::from_str_radix(hex, 16).ok();
        let before: String = before.split('+').filter_map(letter).filter_map(char::from_u32).collect();
        let last = letter(last).unwrap_or_default();
        for step in 0..count.parse().unwrap_or(1) {
            let end = char::from_u32(last + step).unwrap_or(char::REPLACEMENT_CHARACTER);
            set(&format!("{before}{end}"));
        }
        code
    }
}

/// A string of two-byte characters up to the first NUL; what has no meaning becomes U+FFFD.
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
mod tests;
