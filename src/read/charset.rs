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
