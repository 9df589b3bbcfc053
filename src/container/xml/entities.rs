//! Entities that a document declares itself (`<!DOCTYPE … [<!ENTITY nbsp "&#160;">]>`), replaced by what they stand for.
//!
//! Only text is replaced by text: what an entity stands for is escaped, so that it never is markup. Left as typed:
//! external entities, which would read other files, parameter entities, and all that goes beyond the bounds below, so
//! that no small file grows into a large one.

use std::borrow::Cow;

use super::{Resolved, resolve};

/// How many entities are kept. Real documents declare one.
const MOST_ENTITIES: usize = 64;

/// The longest text of an entity, in bytes.
const LONGEST: usize = 256;

/// How deep entities may name each other.
const NESTING: u32 = 4;

/// How many references between entities are followed in a document.
const MOST_STEPS: usize = 1_024;

/// How much longer a document may become, beside its own length.
const GROWTH: usize = 64 << 10;

/// The text of an XML file with the entities replaced that its document type declares.
pub(super) fn expand(text: Cow<'_, str>) -> Cow<'_, str> {
    let expanded = Declared::read(&text).and_then(|declared| declared.expand(&text));
    expanded.map_or(text, Cow::Owned)
}

/// The length of what stands here and holds no references: a comment or character data as a whole, else one character.
fn verbatim_length(markup: &str) -> usize {
    for (start, end) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
        if markup.starts_with(start) {
            return markup.find(end).map_or(markup.len(), |at| at + end.len());
        }
    }
    1
}

/// The entities of a document type.
struct Declared<'a> {
    /// Names, and what they stand for with the characters of markup escaped.
    entities: Vec<(&'a str, String)>,
    /// Where the document type ends.
    end: usize,
}

impl<'a> Declared<'a> {
    /// Reads the document type before the root element; `None` where it declares no entity.
    fn read(text: &'a str) -> Option<Self> {
        let mut rest = text.trim_start();
        while rest.starts_with("<?") || rest.starts_with("<!--") {
            rest = rest.get(verbatim_length(rest)..)?.trim_start();
        }
        let subset = rest.strip_prefix("<!DOCTYPE")?;
        let open = subset.find(['[', '>'])?;
        let mut rest = subset.get(open..)?.strip_prefix('[')?;
        let mut stored: Vec<(&str, &str)> = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(']') {
                rest = after;
                break;
            }
            if let Some(declaration) = rest.strip_prefix("<!ENTITY") {
                let found = entity(declaration);
                // The first declaration of a name is the one that counts.
                let is_new = |(name, _): &(&str, &str)| stored.iter().all(|(known, _)| known != name);
                if let Some(found) = found.filter(|found| is_new(found) && stored.len() < MOST_ENTITIES) {
                    stored.push(found);
                }
            }
            let length = if rest.starts_with("<!--") || rest.starts_with("<?") {
                verbatim_length(rest)
            } else if rest.starts_with('<') {
                declaration_length(rest)?
            } else {
                rest.chars().next()?.len_utf8() // of a reference to a parameter entity
            };
            rest = rest.get(length..)?;
        }
        let end = text.len().checked_sub(rest.len())?;
        let mut steps = MOST_STEPS;
        let expanded = stored.iter().filter_map(|(name, value)| {
            let mut words = String::new();
            push_value(value, &stored, NESTING, &mut steps, &mut words)?;
            Some((*name, words))
        });
        let entities: Vec<_> = expanded.collect();
        (!entities.is_empty()).then_some(Declared { entities, end })
    }

    /// A text with its references replaced.
    fn expand(&self, text: &str) -> Option<String> {
        let (declaration, mut rest) = text.split_at_checked(self.end)?;
        let room = text.len().saturating_mul(2).saturating_add(GROWTH);
        let mut out = String::with_capacity(text.len());
        out.push_str(declaration);
        while let Some(at) = memchr::memchr2(b'&', b'<', rest.as_bytes()) {
            let (before, markup) = rest.split_at_checked(at)?;
            out.push_str(before);
            let replaced = markup.strip_prefix('&').and_then(|rest| self.reference(rest));
            if let Some((words, length)) = replaced.filter(|(words, _)| out.len().saturating_add(words.len()) < room) {
                out.push_str(words);
                rest = markup.get(1 + length..)?;
            } else {
                let (kept, after) = markup.split_at_checked(verbatim_length(markup))?;
                out.push_str(kept);
                rest = after;
            }
        }
        out.push_str(rest);
        Some(out)
    }

    /// What a reference stands for that goes on here behind its `&`, and its length up to the semicolon.
    fn reference(&self, rest: &str) -> Option<(&str, usize)> {
        let (name, words) =
            self.entities.iter().find(|(name, _)| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with(';')))?;
        Some((words.as_str(), name.len() + 1))
    }
}

/// The name and the value of an internal entity, given behind `<!ENTITY`.
fn entity(declaration: &str) -> Option<(&str, &str)> {
    let declaration = declaration.trim_start();
    let (name, rest) = declaration.split_once(|c: char| c.is_ascii_whitespace())?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, _) = rest.get(1..)?.split_once(quote)?;
    (name != "%" && !name.is_empty() && value.len() <= LONGEST).then_some((name, value))
}

/// The length of a declaration up to the `>` that stands in no quotes.
fn declaration_length(declaration: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in declaration.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {} // the words of the declaration
        }
    }
    None
}

/// Appends what the value of an entity says. `None` when it holds markup, names what is not declared, or goes beyond a
/// bound.
fn push_value(value: &str, stored: &[(&str, &str)], nesting: u32, steps: &mut usize, out: &mut String) -> Option<()> {
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if c == '<' || out.len() > LONGEST {
            return None;
        }
        let Some(reference) = rest.strip_prefix('&') else {
            push_escaped(c, out);
            rest = rest.get(c.len_utf8()..)?;
            continue;
        };
        *steps = steps.checked_sub(1)?;
        let (name, after) = reference.split_once(';')?;
        match resolve(name) {
            Resolved::Text(text) => text.chars().for_each(|c| push_escaped(c, out)),
            Resolved::Char(c) => push_escaped(c, out),
            Resolved::Invalid | Resolved::Half(_) => return None,
            Resolved::Unknown => {
                let (_, inner) = stored.iter().find(|(known, _)| *known == name)?;
                push_value(inner, stored, nesting.checked_sub(1)?, steps, out)?;
            }
        }
        rest = after;
    }
    (out.len() <= LONGEST).then_some(())
}

fn push_escaped(c: char, out: &mut String) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&apos;"),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(declarations: &str, body: &str) -> String {
        let text = format!("<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE r [{declarations}]>{body}");
        let out = expand(Cow::Owned(text)).into_owned();
        out.split_once("]>").unwrap().1.to_owned()
    }

    #[test]
    fn declared_entity_is_what_it_stands_for_in_text_and_attributes() {
        let one = "\n\t<!ENTITY nbsp\t\"&#160;\">\n";
        assert_eq!(expanded(one, "<r a='x&nbsp;y'>1&nbsp;2&nbsp</r>"), "<r a='x\u{A0}y'>1\u{A0}2&nbsp</r>");
        let two =
            "<!-- <!ENTITY a 'no'> --><!ELEMENT r (#PCDATA)><!ENTITY a 'A&b;'><!ENTITY b \"한'글\"><!ENTITY a 'c'>";
        assert_eq!(expanded(two, "<r>&a;&b;&amp;</r>"), "<r>A한&apos;글한&apos;글&amp;</r>");
    }

    #[test]
    fn entity_is_text_and_never_markup() {
        assert_eq!(expanded("<!ENTITY a '<x/>'>", "<r>&a;</r>"), "<r>&a;</r>");
        assert_eq!(expanded("<!ENTITY a '&#60;x a=&#34;1&#34;>'>", "<r>&a;</r>"), "<r>&lt;x a=&quot;1&quot;&gt;</r>");
        assert_eq!(
            expanded("<!ENTITY a 'A'>", "<r><!-- &a; --><![CDATA[&a;]]>&a;</r>"),
            "<r><!-- &a; --><![CDATA[&a;]]>A</r>"
        );
    }

    #[test]
    fn external_and_parameter_entities_stay_as_typed() {
        let declarations =
            "<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY % b 'B'>%b;<!ENTITY c PUBLIC 'p' 'u'><!ENTITY d 'D'>";
        assert_eq!(expanded(declarations, "<r>&a;&b;&c;&d;</r>"), "<r>&a;&b;&c;D</r>");
    }

    #[test]
    fn number_length_nesting_and_growth_are_bounded() {
        let many: String = (0..100).map(|index| format!("<!ENTITY e{index} 'x'>")).collect();
        assert_eq!(expanded(&many, "<r>&e63;&e64;</r>"), "<r>x&e64;</r>");
        let long = format!("<!ENTITY a '{}'><!ENTITY b 'B'>", "x".repeat(257));
        assert_eq!(expanded(&long, "<r>&a;&b;</r>"), "<r>&a;B</r>");
        let deep =
            "<!ENTITY a '&b;'><!ENTITY b '&c;'><!ENTITY c '&d;'><!ENTITY d '&e;'><!ENTITY e '&f;'><!ENTITY f 'F'>";
        assert_eq!(expanded(deep, "<r>&a;&b;</r>"), "<r>&a;F</r>");
        let circle = "<!ENTITY a '&b;'><!ENTITY b '&a;'><!ENTITY c 'C'>";
        assert_eq!(expanded(circle, "<r>&a;&c;</r>"), "<r>&a;C</r>");
        let empty = format!("<!ENTITY z ''><!ENTITY y '{0}'><!ENTITY x '{1}'>", "&z;".repeat(80), "&y;".repeat(80));
        assert_eq!(expanded(&empty, "<r>&x;&y;&z;</r>"), "<r>&x;</r>");
        let grows = format!("<!ENTITY a '{}'>", "x".repeat(256));
        let body = "&a;".repeat(100_000);
        let out = expanded(&grows, &body);
        assert!(out.len() < 3 * body.len() + GROWTH && out.ends_with("&a;"), "{}", out.len());
    }

    #[test]
    fn document_without_declarations_is_left_alone() {
        for text in ["<r>&nbsp;</r>", "<!DOCTYPE r><r>&a;</r>", "<!DOCTYPE r [<!ENTITY a 'A'>", "<!DOCTYPE r [", ""] {
            assert!(matches!(expand(Cow::Borrowed(text)), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
