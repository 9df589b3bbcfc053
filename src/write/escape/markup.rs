//! Markdown syntax that a character and its successors would begin.

use crate::document::letters::is_letter_or_digit;

/// Whether a paragraph begins, as it is written, with the definition of a link. Code and formulas can make one out of a
/// bracket before them, because brackets are not escaped there.
pub(in crate::write) fn begins_definition(written: &str) -> bool {
    let Some(label) = written.strip_prefix('[') else { return false };
    let mut is_escaped = false;
    for (at, byte) in label.bytes().enumerate() {
        match byte {
            b'[' if !is_escaped => return false,
            b']' if !is_escaped => return label.get(at + 1..).is_some_and(|rest| rest.starts_with(':')),
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    false
}

/// The position of the trailing `#`s of a heading, which would be taken away.
pub(super) fn closing_sequence(text: &str) -> Option<usize> {
    let rest = text.trim_end_matches('#');
    // A line break is a blank in a heading.
    let is_closing = rest.len() < text.len() && (rest.is_empty() || rest.ends_with([' ', '\n']));
    is_closing.then_some(rest.len())
}

pub(super) fn begins_blank(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', '\n'])
}

/// Whether a line is a thematic break, underlines a heading or separates the head of a table from its body.
pub(super) fn is_rule_like(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    let is_all = |set: &[char]| line.chars().all(|c| c == ' ' || set.contains(&c));
    is_all(&['-', ':', '|']) || is_all(&['=']) || is_all(&['_']) || is_all(&['*'])
}

/// The number that begins `text` in the form of a list marker (`12.` or `12)` before a blank), and the marker's length.
pub(in crate::write) fn list_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let is_marker = (1..=9).contains(&digits) && rest.strip_prefix(['.', ')']).is_some_and(begins_blank);
    let number = text.get(..digits)?.parse().ok()?;
    is_marker.then_some((number, digits + 1))
}

/// Whether `<` before `rest` would begin a tag, comment, declaration or autolink.
pub(in crate::write) fn begins_tag(rest: &str) -> bool {
    let Some(next) = rest.bytes().next() else { return false };
    if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') {
        return true;
    }
    let is_mail = |byte: &u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(byte);
    let name = rest.bytes().take_while(is_mail).count();
    name > 0 && rest.as_bytes().get(name) == Some(&b'@')
}

/// Whether `&` before `rest` would begin a character reference.
pub(in crate::write) fn begins_entity(rest: &str) -> bool {
    let digits = rest.strip_prefix('#');
    let name = digits.unwrap_or(rest);
    // The longest names have 32 characters; a longer one is none.
    let length = name.bytes().take(33).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// What stands beside a run of delimiter characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Blank,
    Word,
    Other,
}

pub(super) fn side(c: Option<char>, is_markup: bool) -> Side {
    match c {
        _ if is_markup => Side::Other,
        None => Side::Blank,
        // What is written for a line break ends or begins with punctuation.
        Some('\n') => Side::Other,
        Some(c) if c.is_whitespace() => Side::Blank,
        Some(c) if is_letter_or_digit(c) => Side::Word,
        Some(_) => Side::Other,
    }
}

/// Whether a run between these sides could open or close anything.
pub(super) fn is_delimiter(c: char, before: Side, after: Side) -> bool {
    match (before, after) {
        (Side::Blank, Side::Blank) => false,
        (Side::Word, Side::Word) => c != '_',
        _ => true,
    }
}

/// Whether at least two runs of the character could be delimiters. Borders, where markup will stand, divide runs.
pub(super) fn could_pair(text: &str, delimiter: char, borders: impl Iterator<Item = usize>) -> bool {
    let mut borders = borders.peekable();
    let mut found = 0;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(delimiter)).map(|start| at + start) {
        let rest = text.get(start..).unwrap_or_default().trim_start_matches(delimiter);
        let end = text.len() - rest.len();
        while borders.next_if(|border| *border < start).is_some() {}
        let is_at_border = borders.peek().is_some_and(|border| *border <= end);
        while borders.next_if(|border| *border < end).is_some() {
            found += 1;
        }
        let before = side(text.get(..start).and_then(|text| text.chars().next_back()), is_at_border);
        if is_delimiter(delimiter, before, side(rest.chars().next(), is_at_border)) {
            found += 1;
        }
        at = end;
    }
    found > 1
}

/// Whether a run of asterisks could open something that a later one closes. Borders, where markup will stand, count as
/// whatever lets them.
pub(super) fn stars_could_pair(text: &str, borders: impl Iterator<Item = usize>) -> bool {
    let mut borders = borders.peekable();
    let mut is_open = false;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('*')).map(|start| at + start) {
        let rest = text.get(start..).unwrap_or_default().trim_start_matches('*');
        let end = text.len() - rest.len();
        while borders.next_if(|border| *border < start).is_some() {}
        let is_at_border = borders.peek().is_some_and(|border| *border <= end);
        if borders.next_if(|border| *border > start && *border < end).is_some() {
            return true; // Two runs.
        }
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = rest.chars().next();
        let is_punctuation = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
        let (left, right) = (side(before, is_at_border), side(after, is_at_border));
        let opens = right != Side::Blank && !(left == Side::Word && is_punctuation(after));
        let closes = left != Side::Blank && !(right == Side::Word && is_punctuation(before));
        if closes && is_open {
            return true;
        }
        is_open |= opens;
        at = end;
    }
    false
}
