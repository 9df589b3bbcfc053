//! Start tags: names without prefixes, and attributes as they stand in the source.

use std::borrow::Cow;
use std::str::FromStr;

use super::unescape;

/// The start tag of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    name: &'a str,
    /// With its prefix.
    pub(super) name_in_tag: &'a str,
    attributes: &'a str,
    /// How many elements are open with this one.
    pub(super) level: u32,
}

impl<'a> Element<'a> {
    /// Takes apart a start tag, given without its brackets, of an element that is open now at this level.
    pub(super) fn new(tag: &'a str, level: u32) -> Self {
        let end = tag.bytes().position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        let (name, attributes) = end.and_then(|end| tag.split_at_checked(end)).unwrap_or((tag, ""));
        Element { name: local(name), name_in_tag: name, attributes, level }
    }

    /// Name without prefix.
    pub(crate) fn name(&self) -> &'a str {
        self.name
    }

    /// The attributes in the order of the file: name without prefix, value as it stands in the source. Namespace
    /// declarations are left out.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        Attributes { left: self.attributes }
    }

    /// The value of an attribute, with references resolved.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.raw(name).map(unescape)
    }

    /// The value of an attribute as a number; `None` when there is none.
    pub(crate) fn number<T: FromStr>(&self, name: &str) -> Option<T> {
        self.raw(name)?.trim_ascii().parse().ok()
    }

    /// The values of attributes as numbers, found in one pass.
    pub(crate) fn numbers<T: FromStr, const N: usize>(&self, names: [&str; N]) -> [Option<T>; N] {
        self.raws(names).map(|value| value?.trim_ascii().parse().ok())
    }

    /// The values of attributes as they stand in the source, found in one pass.
    pub(crate) fn raws<const N: usize>(&self, names: [&str; N]) -> [Option<&'a str>; N] {
        let mut found = [None; N];
        let mut missing = N;
        for (name, value) in self.attributes() {
            let slot = names.iter().zip(&mut found).find(|(wanted, slot)| **wanted == name && slot.is_none());
            if let Some((_, slot)) = slot {
                *slot = Some(value);
                missing -= 1;
            }
            if missing == 0 {
                break;
            }
        }
        found
    }

    /// Whether an attribute says `1` or `true`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.raw(name).is_some_and(is_true)
    }

    /// The value of an attribute as it stands in the source: enough for words and numbers, which hold no references.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

/// Whether an attribute value says yes.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "TRUE" | "True")
}

/// Iterates over the attributes of an [`Element`]. Ends early where the tag is malformed.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a> {
    left: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        loop {
            let text = self.left;
            // Names and values are so short that looking at each byte is faster than to set up a search.
            let (mut name_start, mut equals) = (0, 0);
            for byte in text.bytes() {
                match byte {
                    b'=' => break,
                    // Before it stands the prefix.
                    b':' => name_start = equals + 1,
                    b' ' | b'\t' | b'\r' | b'\n' if equals == name_start => name_start += 1,
                    _ => {}
                }
                equals += 1;
            }
            let rest = text.get(equals + 1..)?.trim_ascii_start();
            let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let rest = rest.get(1..)?;
            let end = rest.bytes().position(|byte| byte == quote)?;
            self.left = rest.get(end + 1..)?;
            if !text.trim_ascii_start().starts_with("xmlns") {
                return Some((text.get(name_start..equals)?.trim_ascii_end(), rest.get(..end)?));
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.bytes().position(|byte| byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}
