//! Letters and digits of Korean text, and text without all else.

/// [`char::is_alphabetic`] for Korean text: nearly all there is are syllables and common signs, and the tables of Unicode
/// are searched for the others.
pub(crate) fn is_letter(c: char) -> bool {
    is_common_letter(c) || (!is_common_sign(c) && c.is_alphabetic())
}

/// [`char::is_alphanumeric`] in the same way.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_common_letter(c) || (!is_common_sign(c) && c.is_alphanumeric())
}

/// Syllables, their letters, and Chinese characters.
fn is_common_letter(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{1100}'..='\u{11FF}' | 'ㄱ'..='ㆎ' | '一'..='\u{9FFF}')
}

/// Blocks of punctuation, arrows, operators and shapes that have neither letters nor numbers.
fn is_common_sign(c: char) -> bool {
    matches!(
        c,
        '·' | '\u{2010}'..='\u{206F}' | '\u{2190}'..='\u{245F}' | '\u{2500}'..='\u{2775}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..
    )
}

/// Whether a text has letters, and not only digits and signs.
pub(crate) fn has_letters(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// Letters and digits in one case, by which the same words in two places are known for the same.
pub(crate) fn squeezed(text: &str) -> String {
    let mut out = String::new();
    push_squeezed(text, &mut out);
    out
}

/// The same behind what is there.
pub(crate) fn push_squeezed(text: &str, out: &mut String) {
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
    fn common_letters_are_letters_and_common_signs_neither_letters_nor_numbers() {
        let signs: Vec<char> = ('\0'..=char::MAX).filter(|c| is_common_sign(*c)).collect();
        assert!(signs.len() > 1_400 && signs.iter().all(|c| !c.is_alphanumeric()));
        let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| is_common_letter(*c)).collect();
        assert!(letters.len() > 30_000 && letters.iter().all(|c| c.is_alphabetic()));
    }
}
