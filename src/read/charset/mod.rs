//! Characters as Hancom's programs store them to Unicode: private-use symbols, old Hangul, and control characters.
//!
//! Three tables: symbols at the places of the Wingdings font (U+F020 to U+F0FF), Hancom's own symbols in plane 15, and
//! the syllables and letters of old Hangul that the Hanyang fonts of before 2010 keep in the private use area. Old
//! Hangul becomes sequences of conjoining letters, which Unicode has no composed form for.
//!
//! Left out: what the symbols of plane 15 look like that are in no public table; those are kept as they are.

mod enclosed;

use std::sync::OnceLock;

use crate::warning::WarningKind;
use enclosed::Part;
pub(crate) use enclosed::overlap;

/// Whether a character means something other than itself and needs [`push_mapped`].
pub(crate) fn is_special(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FFFE}'..='\u{FFFF}' | '\u{F0000}'..)
}

/// The same for a unit of UTF-16; surrogates need a look too.
pub(crate) fn is_special_unit(unit: u16) -> bool {
    matches!(unit, ..0x20 | 0x7F..=0x9F | 0xAD | 0xD800..=0xF8FF | 0xFFFE..)
}

/// Whether a text may hold special or control characters: what can be told from bytes alone, many at a time.
pub(crate) fn may_be_special(text: &str) -> bool {
    // The first bytes of what [`is_special`] names, which some other characters share.
    let is_first = |byte| matches!(byte, ..0x20 | 0x7F | 0xC2 | 0xEE | 0xEF | 0xF3..);
    text.bytes().fold(false, |found, byte| found | is_first(byte))
}

/// Takes the characters that stand for themselves from the front of a text, up to the first special or control character.
/// Returns them, that character and what follows; `None` when there is no such character.
pub(crate) fn split_special(text: &str) -> Option<(&str, char, &str)> {
    let (at, c) = text.char_indices().find(|(_, c)| *c < ' ' || is_special(*c))?;
    Some((text.get(..at)?, c, text.get(at + c.len_utf8()..)?))
}

/// Appends what a character means. Returns what is to be entered in the ledger: a private-use character of unknown
/// meaning is kept as it is, a character that cannot stand in text is left out.
pub(crate) fn push_mapped(c: char, out: &mut String) -> Option<WarningKind> {
    match c {
        '\t' | '\n' => out.push(c),
        // A soft hyphen is invisible in Unicode; Hancom's programs print it, and lists use it as their bullet.
        '\u{AD}' => out.push('-'),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}'..='\u{FFFF}' => return Some(WarningKind::InvalidCharacter),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => return push_private(c, out),
        _ => out.push(c), // Every other character means itself.
    }
    None
}

/// Text that stands in one line, each character as what it means; `report` is told what is to be entered in the ledger.
pub(crate) fn line_of(stored: &str, mut report: impl FnMut(WarningKind)) -> String {
    let mut line = String::with_capacity(stored.len());
    let mut left = stored;
    while let Some((plain, c, rest)) = split_special(left) {
        line.push_str(plain);
        match c {
            '\t' | '\n' | '\r' => line.push(' '),
            _ => push_mapped(c, &mut line).into_iter().for_each(&mut report),
        }
        left = rest;
    }
    line.push_str(left);
    line
}

fn push_private(c: char, out: &mut String) -> Option<WarningKind> {
    let is_known = if c < '\u{F0000}' { push_font_symbol(c, out) } else { push_hancom_symbol(c, out) };
    if is_known {
        return None;
    }
    out.push(c);
    Some(WarningKind::UnknownCharacter { code: u32::from(c) })
}

/// Appends what a private-use character of plane 0 means, which fonts give meaning to. Returns whether that is known.
fn push_font_symbol(c: char, out: &mut String) -> bool {
    match wingdings(c) {
        Some(symbol) => out.push(symbol),
        None => return push_old_hangul(c, out),
    }
    true
}

/// Appends what a character of plane 15 means. Returns whether that is known.
fn push_hancom_symbol(c: char, out: &mut String) -> bool {
    if let Some(part) = Part::of(c) {
        part.push(out);
    } else if let Some(symbol) = line_art(c) {
        out.push(symbol);
    } else if let Some(text) = symbol(c) {
        out.push_str(text);
    } else {
        return false;
    }
    true
}

/// The symbols of U+F020 to U+F0FF, sixteen in a row; `�` where none is known.
///
/// Hancom's programs show U+F0A0 as a dot, though the font has a small square there.
const WINGDINGS: [&str; 14] = [
    " ✏✂✁����☎✆✉�����",
    "������⌛⌨������✇✍",
    "�✌���☜☞☝☟✋☺�☹�☠⚐",
    "�✈☼�❄�✞�✠✡☪☯�☸♈♉",
    "♊♋♌♍♎♏♐♑♒♓��●❍■□",
    "□❑❒⬧⧫◆❖⬥⌧�⌘❀✿❝❞�",
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹",
    "❺❻❼❽❾❿��������·•",
    "·○○○◉◎�▪◻�✦★✶✴✹✵",
    "�⌖���✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘",
    "🕙🕚🕛�������������",
    "�����⌫⌦�➢���➲��←",
    "→↑↓↖↗↙↘�➔������⇦",
    "⇨⇧⇩⬄⇳������✗✔☒☑�",
];

fn wingdings(c: char) -> Option<char> {
    let index = nth_of(c, '\u{F020}', '\u{F0FF}')?;
    WINGDINGS.get(index / 16)?.chars().nth(index % 16).filter(|symbol| *symbol != '\u{FFFD}')
}

/// How far a character lies behind the first of a range that holds it.
fn nth_of(c: char, first: char, last: char) -> Option<usize> {
    if !(first..=last).contains(&c) {
        return None;
    }
    usize::try_from(u32::from(c).checked_sub(u32::from(first))?).ok()
}

/// Two sets, heavy and light, each the nine joints of a grid row by row, then the horizontal and the vertical line.
/// The order follows from the drawings of real documents (a floor plan, a family tree).
const LINE_ART: &str = "┏┳┓┣╋┫┗┻┛━┃┌┬┐├┼┤└┴┘─│";

fn line_art(c: char) -> Option<char> {
    LINE_ART.chars().nth(nth_of(c, '\u{F0806}', '\u{F081B}')?)
}

/// Hancom's symbols of plane 15 that are neither line art nor parts of enclosed numbers.
fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        // Heavy arrows: HWP 3 has them in a row, of which the one to the right is `➡`.
        '\u{F0039}' => "←",
        '\u{F003A}' => "↑",
        '\u{F003B}' => "↓",
        '\u{F00DA}' => "▸",
        '\u{F012B}' => "(인)",
        // Medium and small bullets, in the order that they have between those of Unicode in HWP 3.
        '\u{F02EA}'..='\u{F02EB}' => "□",
        '\u{F02EC}'..='\u{F02ED}' => "◇",
        '\u{F02EE}' => "◆",
        '\u{F02EF}' => "·",
        '\u{F02F0}'..='\u{F02F1}' => "△",
        '\u{F02F2}' => "▲",
        '\u{F02F3}'..='\u{F02F4}' => "▽",
        '\u{F02F5}' => "▼",
        '\u{F02F6}'..='\u{F02F7}' => "◁",
        '\u{F02F8}' => "◀",
        '\u{F02F9}'..='\u{F02FA}' => "▷",
        '\u{F02FB}' => "▶",
        '\u{F02FC}' => "►",
        '\u{F031C}' => "■",
        '\u{F03A0}' => "↵",
        '\u{F03C5}' => "□",
        '\u{F03EF}' => "한",
        '\u{F03F0}' => "글",
        '\u{F03F1}' => "과",
        '\u{F03F2}' => "컴",
        '\u{F03F3}' => "퓨",
        '\u{F03F4}' => "터",
        '\u{F081C}' => "", // A filler without width before objects: nothing is lost.
        '\u{F0827}' => "■",
        '\u{F0850}' => "‘",
        '\u{F0851}' => "’",
        '\u{F0852}' => "“",
        '\u{F0853}' => "”",
        '\u{F0854}' => "《",
        '\u{F0855}' => "》",
        _ => return None, // The caller enters what is unknown.
    })
}

/// The bullet of a list as text: `•` where none is stored or it cannot be shown, as with pictures.
pub(crate) fn bullet(c: Option<char>) -> String {
    let mut out = String::new();
    if let Some(c) = c {
        // Kept when unknown, replaced below when left out.
        let _nothing_lost = push_mapped(c, &mut out);
    }
    if out.trim().is_empty() { "•".to_owned() } else { out }
}

/// Old Hangul of the Hanyang fonts as conjoining letters, as the head of the file says. The Korean TeX Users Group has put
/// these facts into the public domain (HanyangPuaTableProject).
const HANYANG: &str = include_str!("hanyang_pua.tsv");

/// The first private-use character of plane 0.
const PRIVATE: u32 = 0xE000;

/// The letters of old Hangul, and where those of each private-use character stand in them.
struct Hanyang {
    letters: String,
    /// Of the character at each place behind [`PRIVATE`]: start and end, which are the same where there is none.
    places: Vec<(u32, u32)>,
}

fn hanyang() -> &'static Hanyang {
    static TABLE: OnceLock<Hanyang> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Hanyang { letters: String::new(), places: Vec::new() };
        for line in HANYANG.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(code), Some(first), Some(last)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            if let Some(place) = place(code) {
                table.places.resize(place, (0, 0));
            }
            for last in last.split(' ') {
                table.add(first, last);
            }
        }
        table
    })
}

/// The place of a code point in hex, unless there is none because it follows the last one.
fn place(code: &str) -> Option<usize> {
    let code = u32::from_str_radix(code, 16).ok()?;
    usize::try_from(code.checked_sub(PRIVATE)?).ok()
}

impl Hanyang {
    /// Adds the letters of the next place.
    fn add(&mut self, first: &str, last: &str) {
        let letter = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        let end = |letters: &str| u32::try_from(letters.len()).unwrap_or(u32::MAX);
        let start = end(&self.letters);
        self.letters.extend(first.split(' ').chain([last]).filter_map(letter));
        self.places.push((start, end(&self.letters)));
    }
}

/// The conjoining letters of a character of old Hangul; `None` when it is none.
fn old_hangul(c: char) -> Option<&'static str> {
    let Hanyang { letters, places } = hanyang();
    let place = usize::try_from(u32::from(c).checked_sub(PRIVATE)?).ok()?;
    let (start, end) = *places.get(place)?;
    letters.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?).filter(|letters| !letters.is_empty())
}

/// Appends a character of old Hangul as conjoining letters. Returns whether it is one.
fn push_old_hangul(c: char, out: &mut String) -> bool {
    let letters = old_hangul(c);
    out.push_str(letters.unwrap_or_default());
    letters.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that characters stand for, all of whose meanings are known.
    fn mapped(text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            assert_eq!(push_mapped(c, &mut out), None, "U+{:04X}", u32::from(c));
        }
        out
    }

    #[test]
    fn exactly_the_characters_that_change_or_warn_are_special() {
        for c in '\0'..=char::MAX {
            let mut out = String::new();
            let warning = push_mapped(c, &mut out);
            let stands_for_itself = warning.is_none() && out == c.to_string();
            assert_eq!(is_special(c), !stands_for_itself, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn every_special_character_is_seen_in_its_bytes() {
        for c in ('\0'..=char::MAX).filter(|c| *c < ' ' || is_special(*c)) {
            assert!(may_be_special(&format!("가{c}나")), "U+{:04X}", u32::from(c));
        }
        assert!(!may_be_special("가나다 abc 123 — ‘가’ 漢字 ①"));
        assert_eq!(split_special("가\tb\u{E000}"), Some(("가", '\t', "b\u{E000}")));
        assert_eq!(split_special("가나 ·"), None);
    }

    #[test]
    fn control_characters_and_noncharacters_are_left_out_with_a_warning() {
        for c in ['\0', '\u{B}', '\r', '\u{1F}', '\u{7F}', '\u{85}', '\u{9F}', '\u{FFFE}', '\u{FFFF}'] {
            let mut out = String::new();
            assert_eq!(push_mapped(c, &mut out), Some(WarningKind::InvalidCharacter));
            assert_eq!(out, "");
        }
        assert_eq!(mapped("\t\n 가\u{A0}\u{3000}\u{302E}"), "\t\n 가\u{A0}\u{3000}\u{302E}");
    }

    #[test]
    fn soft_hyphen_is_shown() {
        assert_eq!(mapped("\u{AD} 항목"), "- 항목");
    }

    #[test]
    fn private_characters_of_unknown_meaning_are_kept_with_a_warning() {
        for c in ['\u{E000}', '\u{F000}', '\u{F024}', '\u{F8FF}', '\u{F007F}', '\u{F03DA}', '\u{10FFFF}'] {
            let mut out = String::new();
            assert_eq!(push_mapped(c, &mut out), Some(WarningKind::UnknownCharacter { code: u32::from(c) }));
            assert_eq!(out, c.to_string());
        }
    }

    #[test]
    fn symbol_rows_have_sixteen_places() {
        for row in WINGDINGS {
            assert_eq!(row.chars().count(), 16, "{row}");
        }
    }

    #[test]
    fn symbols_of_the_wingdings_font_become_unicode() {
        assert_eq!(mapped("\u{F021}\u{F022}\u{F023}\u{F028}\u{F029}\u{F02A}"), "✏✂✁☎✆✉");
        assert_eq!(mapped("\u{F036}\u{F037}\u{F03E}\u{F03F}\u{F041}\u{F045}\u{F04A}\u{F04F}"), "⌛⌨✇✍✌☜☺⚐");
        assert_eq!(mapped("\u{F051}\u{F054}\u{F05D}\u{F05E}\u{F069}\u{F06C}\u{F06F}"), "✈❄☸♈♓●□");
        assert_eq!(mapped("\u{F070}\u{F075}\u{F076}\u{F07A}\u{F07E}"), "□◆❖⌘❞");
        assert_eq!(mapped("\u{F080}\u{F081}\u{F08A}\u{F08B}\u{F08C}\u{F090}\u{F095}"), "⓪①⑩⓿❶❺❿");
        assert_eq!(mapped("\u{F09E}\u{F09F}\u{F0A0}\u{F0A1}\u{F0A7}\u{F0A8}\u{F0AF}"), "·•·○▪◻✵");
        assert_eq!(mapped("\u{F0B1}\u{F0B5}\u{F0B7}\u{F0C2}\u{F0D5}\u{F0D8}\u{F0DC}\u{F0DF}"), "⌖✪🕐🕛⌫➢➲←");
        assert_eq!(mapped("\u{F0E0}\u{F0E8}\u{F0EF}\u{F0F0}\u{F0F4}\u{F0FB}\u{F0FC}\u{F0FE}"), "→➔⇦⇨⇳✗✔☑");
    }

    #[test]
    fn symbols_of_plane_fifteen_become_unicode() {
        assert_eq!(
            mapped("\u{F0039}\u{F003A}\u{F003B}\u{F00DA}\u{F02EA}\u{F02EF}\u{F02FB}\u{F02FC}\u{F031C}"),
            "←↑↓▸□·▶►■"
        );
        assert_eq!(mapped("\u{F02EB}\u{F02EC}\u{F02EE}\u{F02F1}\u{F02F5}\u{F02F7}\u{F02F8}\u{F02FA}"), "□◇◆△▼◁◀▷");
        assert_eq!(mapped("\u{F03A0}\u{F03C5}\u{F0827}"), "↵□■");
        assert_eq!(mapped("\u{F012B}"), "(인)");
        assert_eq!(mapped("\u{F03EF}\u{F03F0}\u{F03F1}\u{F03F2}\u{F03F3}\u{F03F4}"), "한글과컴퓨터");
        assert_eq!(mapped("\u{F0850}가\u{F0851} \u{F0852}나\u{F0853} \u{F0854}다\u{F0855}"), "‘가’ “나” 《다》");
        assert_eq!(mapped("앞\u{F081C}\u{F081C}뒤"), "앞뒤");
    }

    #[test]
    fn line_art_becomes_box_drawing() {
        let all: String = ('\u{F0806}'..='\u{F081B}').collect();
        assert_eq!(mapped(&all), "┏┳┓┣╋┫┗┻┛━┃┌┬┐├┼┤└┴┘─│");
    }

    #[test]
    fn enclosed_numbers_in_text_keep_their_enclosure_or_show_their_digits() {
        assert_eq!(mapped("\u{F0288} \u{F02B1} \u{F02B9} \u{F02CE} \u{F02D6}"), "⓪ [1] [9] [1] [9]");
        assert_eq!(mapped("\u{F0289}\u{F0298} \u{F0492}\u{F049A}\u{F04AD}"), "16 209");
        assert_eq!(mapped("\u{F02BA}\u{F02C5} \u{F02D8}\u{F02E0}"), "12 20");
    }

    #[test]
    fn bullet_is_mapped_and_never_empty() {
        assert_eq!(bullet(Some('○')), "○");
        assert_eq!(bullet(Some('\u{F0A7}')), "▪");
        assert_eq!(bullet(Some('\u{E000}')), "\u{E000}");
        for none in [None, Some('\0'), Some(' '), Some('\u{F020}'), Some('\u{F081C}'), Some('\u{FFFF}')] {
            assert_eq!(bullet(none), "•");
        }
    }

    #[test]
    fn all_5660_characters_of_old_hangul_have_the_letters_of_the_public_table() {
        let mut checksum = 0xCBF2_9CE4_8422_2325_u64;
        let mut lengths = [0; 8];
        for c in '\u{E000}'..='\u{F8FF}' {
            let Some(letters) = old_hangul(c) else { continue };
            assert!(wingdings(c).is_none(), "U+{:04X}", u32::from(c));
            let conjoining =
                |c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}');
            assert!(letters.chars().all(conjoining), "U+{:04X}", u32::from(c));
            lengths[letters.chars().count()] += 1;
            // Of the lines of the table: the code in hex, a blank, and the letters.
            for byte in format!("{:04X} {letters}\n", u32::from(c)).bytes() {
                checksum = (checksum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
        assert_eq!(lengths, [0, 361, 1_410, 3_884, 1, 0, 4, 0]);
        assert_eq!(checksum, 0x6C95_58AC_2709_6D57);
    }

    #[test]
    fn old_hangul_becomes_conjoining_letters() {
        assert_eq!(mapped("\u{F53A}글"), "\u{1112}\u{119E}\u{11AB}글");
        assert_eq!(mapped("\u{E17A}"), "\u{1100}\u{1173}\u{11DF}");
        assert_eq!(mapped("\u{E0BC}"), "\u{115F}\u{1161}\u{11AE}");
        assert_eq!(mapped("\u{E100}"), "\u{1100}\u{117C}");
    }
}
