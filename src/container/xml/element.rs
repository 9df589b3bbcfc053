//! Start tags: names without prefixes, and attributes as they stand in the source.

use std::borrow::Cow;
use std::str::FromStr;

use super::unescape;

/// A start tag without its angle brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) inner: &'a str,
    pub(super) name_length: usize,
}

/// The start tag of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
    /// How many elements are open with this one.
    pub(super) level: u32,
}

impl<'a> Element<'a> {
    /// Takes apart a tag that is open now at this level.
    pub(super) fn new(tag: Tag<'a>, level: u32) -> Self {
        let (name, attributes) = tag.inner.split_at_checked(tag.name_length).unwrap_or((tag.inner, ""));
        Element { name: local(name), attributes, level }
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

    /// The values of two attributes as numbers.
    pub(crate) fn numbers<T: FromStr>(&self, first: &str, second: &str) -> (Option<T>, Option<T>) {
        let mut found = (None, None);
        for (name, value) in self.attributes() {
            if name == first {
                found.0 = value.trim_ascii().parse().ok();
            } else if name == second {
                found.1 = value.trim_ascii().parse().ok();
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
            let mut name_start = 0;
            let mut equals = 0;
            loop {
                match text.as_bytes().get(equals)? {
                    b'=' => break,
                    b':' | b' ' | b'\t' | b'\r' | b'\n' if equals == name_start => name_start += 1,
                    // Before it stands the prefix.
                    b':' => name_start = equals + 1,
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

/// Iterates over the attributes of empty elements that follow each other.
pub(crate) struct FlatAttributes<'a> {
    source: &'a str,
    quotes: memchr::Memchr<'a>,
    /// Where the last value has ended.
    done: usize,
}

impl<'a> FlatAttributes<'a> {
    /// Those in the source between the tags of an element.
    pub(super) fn new(source: &'a str) -> Self {
        FlatAttributes { source, quotes: memchr::memchr_iter(b'"', source.as_bytes()), done: 0 }
    }
}

impl<'a> Iterator for FlatAttributes<'a> {
    /// Whether it is the first one of its element, the name as it stands in the source, and the value.
    type Item = (bool, &'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (open, close) = (self.quotes.next()?, self.quotes.next()?);
        let before = self.source.get(self.done..open)?;
        let value = self.source.get(open + 1..close)?;
        self.done = close + 1;
        let before = before.trim_ascii();
        let name = before.strip_suffix('=').unwrap_or(before);
        // Before the first one stand the end of the element before and the beginning of its own.
        if !before.starts_with(['/', '<']) {
            return Some((false, name, value));
        }
        let at = name.bytes().rposition(|byte| byte.is_ascii_whitespace()).map_or(0, |blank| blank + 1);
        Some((true, name.get(at..)?, value))
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.bytes().position(|byte| byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}
