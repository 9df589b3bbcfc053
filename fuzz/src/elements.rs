//! Changes to XML that mostly keep it XML: elements move, repeat, nest and vanish, attributes lie, text turns hostile.

use std::borrow::Cow;
use std::ops::Range;

use crate::dice::{ByBytes, Dice};

/// A tag with its brackets, or the text between two tags.
type Token<'x> = Cow<'x, [u8]>;

const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "-1",
    "2",
    "9",
    "64",
    "255",
    "256",
    "65535",
    "65536",
    "2147483647",
    "4294967295",
    "-2147483648",
    "99999999999999999999",
    "1.5",
    "NaN",
    "true",
    "CENTER",
    "DIGIT",
    "HANGUL_SYLLABLE",
    "&lt;",
    "&#0;",
    "&#x10FFFF;",
    "^1.",
    "^n^N^:^10",
    "a\u{0}b",
    "../x",
    "가",
];

const TEXTS: &[&str] = &[
    "&amp;",
    "&#0;",
    "&#xD800;",
    "&nope;",
    "&",
    "<![CDATA[ <가> ]]>",
    "<!-- 가 -->",
    "<?x y?>",
    "]]>",
    "<",
    ">",
    "\u{1}",
    "가",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "\u{f00d}",
    "over {a} sqrt",
    "</p>",
    "<lineBreak/>",
    "<p>",
    "<run>",
];

/// Changes a file of XML, or one part of a package.
pub fn mutate(xml: &[u8], dice: &mut Dice, by_bytes: ByBytes<'_>) -> Vec<u8> {
    let mut tokens = tokens(xml);
    for _ in 0..=dice.below(3) {
        change(&mut tokens, dice, by_bytes);
    }
    tokens.concat()
}

/// The first file with an element of the second somewhere in it.
pub fn graft(xml: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (mut all, others) = (tokens(xml), tokens(other));
    if let Some(element) = some_element(&others, dice) {
        let at = dice.below(all.len() + 1);
        all.splice(at..at, others[element].iter().cloned());
    }
    all.concat()
}

fn tokens(mut xml: &[u8]) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    while let Some(first) = xml.first() {
        let end = match first {
            b'<' => xml.iter().position(|byte| *byte == b'>').map_or(xml.len(), |end| end + 1),
            _ => xml.iter().position(|byte| *byte == b'<').unwrap_or(xml.len()),
        };
        let (token, rest) = xml.split_at(end);
        tokens.push(Cow::Borrowed(token));
        xml = rest;
    }
    tokens
}

fn is_start(token: &[u8]) -> bool {
    token.starts_with(b"<") && !token.starts_with(b"</") && !token.starts_with(b"<?") && !token.starts_with(b"<!")
}

/// The tokens of one element, if the first of a few that are looked at begins one.
fn some_element(tokens: &[Token<'_>], dice: &mut Dice) -> Option<Range<usize>> {
    let tries = if tokens.is_empty() { 0 } else { 8 };
    let start = (0..tries).map(|_| dice.below(tokens.len())).find(|at| is_start(&tokens[*at]))?;
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        depth += i32::from(is_start(token));
        depth -= i32::from(token.starts_with(b"</") || (is_start(token) && token.ends_with(b"/>")));
        if depth <= 0 {
            return Some(start..index + 1);
        }
    }
    Some(start..tokens.len())
}

fn change(tokens: &mut Vec<Token<'_>>, dice: &mut Dice, by_bytes: ByBytes<'_>) {
    if tokens.is_empty() {
        return;
    }
    let (at, other) = (dice.below(tokens.len()), dice.below(tokens.len()));
    let element = some_element(tokens, dice).unwrap_or(at..at + 1);
    match dice.below(16) {
        0 => drop(tokens.drain(element)),
        1 | 2 => {
            let copy = tokens[element].to_vec();
            tokens.splice(at..at, copy);
        }
        3 => {
            // An element within itself.
            let copy = tokens[element.clone()].to_vec();
            tokens.splice(element.start + 1..element.start + 1, copy);
        }
        4 => {
            let copy = tokens[element.clone()].to_vec();
            let many = (0..2 + dice.below(6)).flat_map(|_| copy.clone());
            tokens.splice(element.end..element.end, many);
        }
        5 => tokens.swap(at, other),
        6 => drop(tokens.remove(at)),
        7 => {
            let name = name_of(&tokens[other]);
            rename(tokens[element.start].to_mut(), &name);
        }
        8 => by_bytes(tokens[at].to_mut()),
        9 | 10 => tokens.insert(at, Cow::Borrowed(dice.one_of(TEXTS).as_bytes())),
        11 if dice.below(8) == 0 => tokens.truncate(at),
        _ => {
            let value = match dice.below(3) {
                0 => some_value(&tokens[other], dice),
                _ => None,
            };
            let value = value.unwrap_or_else(|| dice.one_of(VALUES).as_bytes().to_vec());
            set_value(tokens[element.start].to_mut(), &value, dice);
        }
    }
}

/// Where the name in a tag stands.
fn name_range(tag: &[u8]) -> Range<usize> {
    let start = if tag.starts_with(b"</") { 2 } else { 1 }.min(tag.len());
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b":_-".contains(byte);
    let length = tag[start..].iter().position(|byte| !is_name(byte)).unwrap_or(tag.len() - start);
    start..start + length
}

fn name_of(tag: &[u8]) -> Vec<u8> {
    tag[name_range(tag)].to_vec()
}

fn rename(tag: &mut Vec<u8>, name: &[u8]) {
    tag.splice(name_range(tag), name.iter().copied());
}

/// Where one of the values between double quotes stands.
fn value_range(tag: &[u8], dice: &mut Dice) -> Option<Range<usize>> {
    let quotes: Vec<usize> = (0..tag.len()).filter(|at| tag[*at] == b'"').collect();
    let pairs: Vec<_> = quotes.chunks_exact(2).collect();
    let pair = *pairs.get(dice.below(pairs.len().max(1)))?;
    Some(pair[0] + 1..pair[1])
}

fn some_value(tag: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    value_range(tag, dice).map(|range| tag[range].to_vec())
}

fn set_value(tag: &mut Vec<u8>, value: &[u8], dice: &mut Dice) {
    if let Some(range) = value_range(tag, dice) {
        tag.splice(range, value.iter().copied());
    }
}
