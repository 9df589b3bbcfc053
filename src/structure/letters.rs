//! Letters and digits of Korean text, and text without all else.

/// [`char::is_alphabetic`] for Korean text: nearly all there is are syllables and common signs, and the tables of Unicode
/// are searched for the others.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣') || (!is_common_sign(c) && c.is_alphabetic())
}

/// [`char::is_alphanumeric`] in the same way.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    matches!(c, '가'..='힣') || (!is_common_sign(c) && c.is_alphanumeric())
}

/// Blocks of punctuation, arrows, operators and shapes that have neither letters nor numbers.
fn is_common_sign(c: char) -> bool {
    matches!(
        c,
        '·' | '\u{2010}'..='\u{206F}' | '\u{2190}'..='\u{245F}' | '\u{2500}'..='\u{2775}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
    )
}

/// Whether a text has letters, and not only digits and signs.
pub(super) fn has_letters(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// Letters and digits in one case, by which the same words in two places are known for the same.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::new();
    push_squeezed(text, &mut out);
    out
}

/// The same behind what is there.
pub(super) fn push_squeezed(text: &str, out: &mut String) {
    out.reserve(text.len());
    for c in text.chars() {
        match c {
            // Nearly all there are; the tables of Unicode are searched for the others.
            '가'..='힣' => out.push(c),
            c if c.is_ascii() => out.extend(c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase())),
            c if is_letter_or_digit(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_signs_are_neither_letters_nor_numbers() {
        let signs: Vec<char> = ('\0'..=char::MAX).filter(|c| is_common_sign(*c)).collect();
        assert!(signs.len() > 1_400 && signs.iter().all(|c| !c.is_alphanumeric()));
    }
}
