//! Normal form C, as Unicode defines it (UAX #15): characters decomposed, marks in order, and composed again.
//!
//! The iterators of unicode-normalization link its tables of compatible forms as well, 55 KB that nothing here reads.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// Text in normal form C.
pub(crate) fn nfc(text: impl Iterator<Item = char>) -> String {
    let mut decomposed: Vec<(u8, char)> = Vec::new();
    for c in text {
        decompose_canonical(c, |part| decomposed.push((canonical_combining_class(part), part)));
    }
    for marks in decomposed.chunk_by_mut(|(one, _), (next, _)| *one != 0 && *next != 0) {
        marks.sort_by_key(|(class, _)| *class);
    }
    let mut composed = String::with_capacity(decomposed.len());
    // What marks are composed with, and those behind it that are not.
    let mut starter = None;
    let mut marks = String::new();
    let mut last_class = 0;
    for (class, c) in decomposed {
        let is_blocked = last_class != 0 && last_class >= class;
        if let Some(whole) = starter.filter(|_| !is_blocked).and_then(|starter| compose(starter, c)) {
            starter = Some(whole);
            continue;
        }
        if class == 0 {
            composed.extend(starter.replace(c));
            composed.push_str(&marks);
            marks.clear();
        } else {
            marks.push(c);
        }
        last_class = class;
    }
    composed.extend(starter);
    composed.push_str(&marks);
    composed
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[track_caller]
    fn is_normal_form(text: &str) {
        assert_eq!(nfc(text.chars()), text.nfc().collect::<String>(), "{text:?}");
    }

    #[test]
    fn every_character_has_its_normal_form_also_decomposed() {
        // Behind these planes are only characters without marks and the private ones.
        for c in '\0'..='\u{2FFFF}' {
            is_normal_form(c.encode_utf8(&mut [0; 4]));
            is_normal_form(&c.nfd().collect::<String>());
        }
    }

    #[test]
    fn marks_are_put_in_order_and_composed_unless_they_are_blocked() {
        let letters = "aeoÅệ\u{1112}\u{1161}\u{11AB}하가\u{915}";
        let marks = "\u{93C}\u{300}\u{301}\u{308}\u{323}\u{327}\u{345}\u{5B0}\u{9BE}\u{9C7}\u{302E}\u{1D165}\u{FB1D}";
        let parts = || letters.chars().chain(marks.chars());
        assert_eq!(parts().count(), 24);
        is_normal_form("");
        for first in parts() {
            for second in parts() {
                for third in parts() {
                    is_normal_form(&String::from_iter([first, second, third, '\u{301}', '\u{11AB}']));
                }
            }
        }
    }
}
