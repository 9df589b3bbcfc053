//! Characters as Hancom's programs store them to Unicode: private-use symbols, old Hangul, and control characters.
//!
//! Three tables: symbols at the places of the Wingdings font (U+F020 to U+F0FF), Hancom's own symbols in plane 15, and
//! the syllables and letters of old Hangul that the Hanyang fonts of before 2010 keep in the private use area. Old
//! Hangul becomes sequences of conjoining letters, which Unicode has no composed form for.
//!
//! Left out: what the symbols of plane 15 look like that are in no public table; those are kept as they are.

use std::sync::OnceLock;

use super::numbering;
use crate::warning::WarningKind;

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
    for c in stored.chars() {
        match c {
            '\t' | '\n' | '\r' => line.push(' '),
            _ => push_mapped(c, &mut line).into_iter().for_each(&mut report),
        }
    }
    line
}

fn push_private(c: char, out: &mut String) -> Option<WarningKind> {
    if let Some(symbol) = wingdings(c) {
        out.push(symbol);
    } else if let Some(part) = Part::of(c) {
        part.push(out);
    } else if let Some(symbol) = line_art(c) {
        out.push(symbol);
    } else if let Some(text) = symbol(c) {
        out.push_str(text);
    } else if !push_old_hangul(c, out) {
        out.push(c);
        return Some(WarningKind::UnknownCharacter { code: u32::from(c) });
    }
    None
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
        '\u{F003B}' => "↓",
        '\u{F00DA}' => "▸",
        '\u{F012B}' => "(인)",
        '\u{F02EA}' => "□",
        '\u{F02EF}' => "·",
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
struct Part {
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
    fn of(c: char) -> Option<Part> {
        PARTS.iter().find_map(|&(first, last, digit, enclosure, is_whole)| {
            let index = u32::try_from(nth_of(c, first, last)?).ok()?;
            Some(Part { enclosure, digit: char::from_digit(digit + index, 10)?, is_whole })
        })
    }

    /// A whole number with its enclosure; a digit alone, so that the parts of a number that follow each other in text
    /// show that number.
    fn push(self, out: &mut String) {
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
        return numbering::circled_digit(words.parse().ok()?);
    }
    let mut chars = words.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    SEQUENCES.iter().find_map(|(plain, first)| {
        let index = plain.chars().position(|known| known == c)?;
        char::from_u32(u32::from(*first) + u32::try_from(index).ok()?)
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

/// Old Hangul of the Hanyang fonts, one character a line: code point, tab, conjoining letters, all in hex. The Korean
/// TeX Users Group has put these facts into the public domain (HanyangPuaTableProject).
const HANYANG: &str = include_str!("hanyang_pua.tsv");

/// Code points with their letters still in hex, in the order of code points.
fn hanyang() -> &'static [(u32, &'static str)] {
    static TABLE: OnceLock<Vec<(u32, &'static str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let entry = |line: &'static str| {
            let (code, letters) = line.split_once('\t')?;
            Some((u32::from_str_radix(code, 16).ok()?, letters))
        };
        let mut table: Vec<(u32, &'static str)> = HANYANG.lines().filter_map(entry).collect();
        table.sort_unstable_by_key(|(code, _)| *code);
        table
    })
}

/// Appends a character of old Hangul as conjoining letters. Returns whether it is one.
fn push_old_hangul(c: char, out: &mut String) -> bool {
    let table = hanyang();
    let found = table.binary_search_by_key(&u32::from(c), |(code, _)| *code).ok().and_then(|index| table.get(index));
    let Some((_, letters)) = found else { return false };
    out.extend(letters.split(' ').filter_map(|hex| u32::from_str_radix(hex, 16).ok()).filter_map(char::from_u32));
    true
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
        assert_eq!(mapped("\u{F003B}\u{F00DA}\u{F02EA}\u{F02EF}\u{F02FB}\u{F02FC}\u{F031C}"), "↓▸□·▶►■");
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
    fn every_line_of_the_old_hangul_table_is_a_sequence_of_conjoining_letters() {
        let table = hanyang();
        assert_eq!(table.len(), 5_660);
        assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut lengths = [0; 8];
        for (code, letters) in table {
            let c = char::from_u32(*code).unwrap();
            assert!(('\u{E0BC}'..='\u{F8F7}').contains(&c) && wingdings(c).is_none(), "U+{code:04X}");
            let text = mapped(&c.to_string());
            assert_eq!(text.chars().count(), letters.split(' ').count(), "U+{code:04X}");
            let conjoining =
                |c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}');
            assert!(text.chars().all(conjoining), "U+{code:04X}");
            lengths[text.chars().count()] += 1;
        }
        assert_eq!(lengths, [0, 361, 1_410, 3_884, 1, 0, 4, 0]);
    }

    #[test]
    fn old_hangul_becomes_conjoining_letters() {
        assert_eq!(mapped("\u{F53A}글"), "\u{1112}\u{119E}\u{11AB}글");
        assert_eq!(mapped("\u{E17A}"), "\u{1100}\u{1173}\u{11DF}");
        assert_eq!(mapped("\u{E0BC}"), "\u{115F}\u{1161}\u{11AE}");
        assert_eq!(mapped("\u{E100}"), "\u{1100}\u{117C}");
    }
}
