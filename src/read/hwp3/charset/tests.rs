//! Tests of the characters of HWP 3.

use std::fs;
use std::path::Path;

use super::*;

fn one(hchar: u16) -> String {
    let mut out = String::new();
    push(hchar, &mut out).unwrap();
    out
}

/// The characters of a code before symbols are replaced by what they look like.
fn stored(code: u16) -> Option<String> {
    let mut out = String::new();
    push_stored(code, &mut out).then_some(out)
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
    assert_eq!((one(0x8442), one(0x8602)), ("ㄱ".to_owned(), "ㄱ".to_owned()));
}

#[test]
fn old_hangul_gives_conjoining_jamo() {
    assert_eq!(one(0xD3C5), "\u{1112}\u{119E}\u{11AB}");
    assert_eq!(one(0x87C1), "\u{119E}");
    // Letters in the gaps that modern syllables leave.
    assert_eq!((one(0x8000), one(0x8030)), ("\u{1100}".to_owned(), "\u{1114}\u{1163}\u{11BC}".to_owned()));
    // An old final after a modern vowel.
    assert_eq!(one(0xA47E), "\u{1107}\u{1161}\u{11EB}");
}

#[test]
fn code_without_meaning_is_replaced_and_lost() {
    for code in [0xA0, 0x20FF, 0x8002, 0x8901, 0xD12A] {
        let mut out = String::new();
        assert_eq!(push(code, &mut out), Err(WarningKind::LostCharacter { code: code.into() }), "{code:#x}");
        assert_eq!(out, "\u{FFFD}");
    }
}

#[test]
fn symbols_and_hanja_follow_the_table() {
    let text = |codes: &[u16]| codes.iter().map(|code| one(*code)).collect::<String>();
    assert_eq!(text(&[0x2F00, 0x2F06, 0x2F10, 0x2F16, 0x2F20, 0x2F26, 0x2F60, 0x2F66]), "□■○●◇◆▷▶");
    assert_eq!(text(&[0x2F01, 0x2F07, 0x2F11, 0x2F17, 0x2F22, 0x2F28, 0x2F62, 0x2F68]), "□￭◦•◇·▷▶");
    assert_eq!(text(&[0x3404, 0x340D, 0x3481, 0x205A]), "․～◉○");
    assert_eq!(text(&[0x4000, 0x472E, 0x5318, 0x78E7]), "伽\u{F967}仮拼");
    assert_eq!(text(&[0x1F02, 0x1F62, 0x3761]), "あアА");
    assert_eq!(text(&[0x3341, 0x3366, 0x37C0, 0x37C5]), "↵□한터");
    assert_eq!(text(&[0x2E07, 0x2C26, 0x2C41]), "⑦ⓕ㉡");
}

/// 64-bit FNV-1a over a line for each code, its four hex digits, a blank and its characters: what `make_table.py` says
/// of the list that it reads.
#[test]
fn all_52181_codes_have_the_characters_of_the_public_list() {
    let mut count = 0;
    let mut checksum = 0xCBF2_9CE4_8422_2325_u64;
    let (mut syllables, mut letters, mut hanja, mut private) = (0, 0, 0, 0);
    for code in 0..=u16::MAX {
        let Some(text) = stored(code) else { continue };
        count += 1;
        match text.chars().next().unwrap() {
            '가'..='힣' => syllables += 1,
            '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}' => letters += 1,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => hanja += 1,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => private += 1,
            _ => {}
        }
        for byte in format!("{code:04X} {text}\n").bytes() {
            checksum = (checksum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    assert_eq!((count, syllables, letters, hanja, private), (52_181, 11_172, 19_182, 16_019, 1_967));
    assert_eq!(checksum, 0xFC15_BBD4_4E93_C9C9);
}

#[test]
fn every_code_is_text_or_reported() {
    for code in 0..=u16::MAX {
        let mut out = String::new();
        let is_known = push(code, &mut out).is_ok();
        assert!(!is_known || !out.contains('\u{FFFD}'), "{code:#x}");
        assert!(is_known || out == "\u{FFFD}" || out.chars().all(special::is_special), "{code:#x}");
        // U+F081C is a filler without width.
        assert!(!out.is_empty() || stored(code).as_deref() == Some("\u{F081C}"), "{code:#x}");
    }
}

/// The list itself lies beside the checkout on machines that have the reference material.
#[test]
fn decoder_agrees_with_the_public_list_where_it_is_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/format");
    let Ok(list) = fs::read_to_string(folder.join("hnc2unicode.tsv")) else {
        let _skipped = std::io::Write::write_all(&mut std::io::stderr(), b"skip: hnc2unicode.tsv is not at hand\n");
        return;
    };
    let points = |hex: &str| hex.split(' ').map(|hex| u32::from_str_radix(hex, 16).unwrap()).collect::<Vec<_>>();
    let mut codes = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (code, expected) = line.split_once('\t').unwrap();
        let code = u16::from_str_radix(code, 16).unwrap();
        let mut text = String::new();
        for c in points(expected).into_iter().filter_map(char::from_u32) {
            // The Hanyang character for no final says nothing; other jamo of theirs are replaced by those of Unicode.
            match c {
                '\u{F86A}' => {}
                '\u{F784}'..='\u{F8F7}' if code >= HANGUL => _ = special::push_mapped(c, &mut text),
                _ => text.push(c),
            }
        }
        assert_eq!(stored(code), Some(text), "{code:#x}");
        codes += 1;
    }
    assert_eq!(codes, 52_181);
}

#[test]
fn names_end_at_the_first_nul() {
    assert_eq!(hchars(&[0x61, 0x88, 0x41, 0, 0, 0, 0x42, 0]), "가A");
    assert_eq!(kchars(b"a\x88\x61.bmp\0rest"), "a가.bmp");
    assert_eq!(kchars(b"a\x88"), "a\u{FFFD}");
}
