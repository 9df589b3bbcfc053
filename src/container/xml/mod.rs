//! A pull cursor over XML: bytes to elements and text, one event at a time, nothing built in memory.
//!
//! ```text
//! let text = xml::decode(bytes)?;
//! let mut xml = Xml::new(&text, depth);
//! let root = xml.root()?;
//! while let Some(event) = xml.next_in(&root) {
//!     match event {
//!         Event::Start(child) if child.name() == "p" => … xml.next_in(&child) …,
//!         Event::Start(_) => {}        // what is not read is passed over by the next call
//!         Event::Text(text) => …
//!     }
//! }
//! for kind in xml.faults() { cx.warn(kind) }
//! ```
//!
//! Names are local names: the prefixes and namespaces of real files vary. Entities that a document declares itself
//! are replaced within narrow bounds (`entities`), external ones never. Malformed XML ends the cursor where it breaks; what came before has
//! been handed out already.

mod element;
mod encoding;
mod entities;

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events;

use crate::error::LimitKind;
use crate::warning::WarningKind;

pub(crate) use self::element::{Element, is_true};
pub(crate) use self::encoding::decode;

/// What stands next in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event<'a> {
    /// A child element begins.
    Start(Element<'a>),
    /// Text, exactly as it is, with references resolved. One run of text may come in several pieces.
    Text(Cow<'a, str>),
}

/// A pull cursor over the text of an XML file.
pub(crate) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Whether the last token was text: the reader has looked at what follows it.
    is_after_text: bool,
    /// Whether the last token was the start of an empty element, whose end comes next.
    is_empty: bool,
    depth: u32,
    depth_limit: u32,
    /// Elements that have begun, and how many may.
    elements: u64,
    element_limit: u64,
    is_over: bool,
    /// Whether the end of an element was looked for in vain.
    has_missed: bool,
    is_cut: bool,
    is_too_deep: bool,
    has_invalid_characters: bool,
    /// References to halves of surrogate pairs: the first one, and how many.
    halves: Option<(u32, usize)>,
}

/// What the tokenizer gives, with depth accounted for.
enum Token<'a> {
    /// Without its brackets.
    Start(&'a str),
    End,
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    /// Begins before the root element. Elements that are nested deeper than `depth_limit` are passed over.
    pub(crate) fn new(text: &'a str, depth_limit: u32) -> Self {
        Xml {
            text,
            reader: tokenizer(text),
            is_after_text: false,
            is_empty: false,
            depth: 0,
            depth_limit,
            elements: 0,
            element_limit: u64::MAX,
            is_over: false,
            has_missed: false,
            is_cut: false,
            is_too_deep: false,
            has_invalid_characters: false,
            halves: None,
        }
    }

    /// The same for a cursor that ends where more than so many elements have begun.
    pub(crate) fn at_most(self, element_limit: u64) -> Self {
        Xml { element_limit, ..self }
    }

    /// How many elements have begun.
    pub(crate) fn elements(&self) -> u64 {
        self.elements
    }

    /// Whether it ended because there were more elements than were allowed.
    pub(crate) fn is_over_limit(&self) -> bool {
        self.elements > self.element_limit
    }

    /// The root element; `None` when there is none.
    pub(crate) fn root(&mut self) -> Option<Element<'a>> {
        loop {
            match self.token()? {
                Token::Start(tag) => return Some(Element::new(tag, self.depth)),
                Token::End | Token::Text(_) => {} // nothing of the document stands before its root
            }
        }
    }

    /// What stands next directly in an element; `None` at its end. What has not been read of a child before is passed
    /// over.
    pub(crate) fn next_in(&mut self, parent: &Element<'_>) -> Option<Event<'a>> {
        while self.depth >= parent.level {
            match self.token()? {
                Token::Start(tag) if self.depth == parent.level + 1 => {
                    return Some(Event::Start(Element::new(tag, self.depth)));
                }
                Token::Text(text) if self.depth == parent.level => return Some(Event::Text(text)),
                Token::Start(_) | Token::Text(_) | Token::End => {}
            }
        }
        None
    }

    /// The next child element, passing over text; `None` at the end of the parent.
    pub(crate) fn child_of(&mut self, parent: &Element<'_>) -> Option<Element<'a>> {
        loop {
            match self.next_in(parent)? {
                Event::Start(child) => return Some(child),
                Event::Text(_) => {} // between elements stands only the layout of the source
            }
        }
    }

    /// Reads an element to its end and gives all text in it, at any depth.
    pub(crate) fn text_of(&mut self, element: &Element<'_>) -> String {
        let mut out = String::new();
        while self.depth >= element.level {
            match self.token() {
                Some(Token::Text(text)) => out.push_str(&text),
                Some(Token::Start(_) | Token::End) => {}
                None => break,
            }
        }
        out
    }

    /// Passes over what is left of an element in one leap, where its end is certain: when no other element of its name
    /// stands in it, and no comment or the like that could hold what looks like its end.
    pub(crate) fn leap(&mut self, element: &Element<'_>) {
        let is_inside = !self.is_empty && self.depth == element.level;
        let Some(rest) = self.ahead().filter(|_| is_inside && !self.has_missed) else { return };
        let (bytes, name) = (rest.as_bytes(), element.name_in_tag.as_bytes());
        // Where the next tag of this name begins, and whether it is an end tag.
        let tag = memchr::memmem::find_iter(bytes, name).find_map(|at| {
            let is_whole = matches!(bytes.get(at + name.len())?, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n');
            match bytes.get(..at).filter(|_| is_whole)? {
                [before @ .., b'<', b'/'] => Some((before.len(), true)),
                [before @ .., b'<'] => Some((before.len(), false)),
                _ => None,
            }
        });
        match tag {
            // The end tag comes next, and is passed over with all that is not read.
            Some((end, true)) if rest.get(..end).is_some_and(has_only_elements) => self.reader.stream().consume(end),
            Some(_) => {} // the tokens will tell
            // To look through the whole file again and again would take for ever.
            None => self.has_missed = true,
        }
    }

    /// What the reader has not looked at yet, where that begins with the next token.
    fn ahead(&self) -> Option<&'a str> {
        self.text.get(self.offset()..).filter(|_| !self.is_over && !self.is_after_text)
    }

    /// Where the reader stands in the text.
    fn offset(&self) -> usize {
        usize::try_from(self.position()).unwrap_or(usize::MAX)
    }

    /// Bytes read so far, in the decoded text.
    pub(crate) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// What was wrong with the XML up to here, for the ledger.
    pub(crate) fn faults(&self) -> impl Iterator<Item = WarningKind> + use<> {
        let cut = self.is_cut.then_some(WarningKind::CutOff);
        let deep = self.is_too_deep.then_some(WarningKind::LimitMet(LimitKind::Nesting(self.depth_limit)));
        let invalid = self.has_invalid_characters.then_some(WarningKind::InvalidCharacter);
        let halves = self.halves.map(|(code, count)| std::iter::repeat_n(WarningKind::LostCharacter { code }, count));
        cut.into_iter().chain(deep).chain(invalid).chain(halves.into_iter().flatten())
    }

    /// The next token that is not too deep; `None` at the end of the input.
    fn token(&mut self) -> Option<Token<'a>> {
        loop {
            let token = self.any_token()?;
            self.elements += u64::from(matches!(token, Token::Start(_)));
            if self.is_over_limit() {
                self.is_over = true;
                self.is_empty = false;
                return None;
            }
            let is_too_deep = match token {
                // The end of the first element that is too deep comes at the limit itself.
                Token::End => self.depth >= self.depth_limit,
                Token::Start(_) | Token::Text(_) => self.depth > self.depth_limit,
            };
            if !is_too_deep {
                return Some(token);
            }
            self.is_too_deep = true;
        }
    }

    fn any_token(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.is_empty) {
            self.depth = self.depth.saturating_sub(1);
            return Some(Token::End);
        }
        if let Some(token) = self.certain_token() {
            return Some(token);
        }
        while !self.is_over {
            let start = self.offset();
            let event = self.reader.read_event();
            self.is_after_text = matches!(event, Ok(events::Event::Text(_)));
            match event {
                Ok(events::Event::Start(_)) => return Some(self.start(start, 1)),
                Ok(events::Event::Empty(_)) => {
                    self.is_empty = true;
                    return Some(self.start(start, 2));
                }
                Ok(events::Event::End(_)) if self.depth > 0 => {
                    self.depth -= 1;
                    return Some(Token::End);
                }
                Ok(events::Event::Text(text)) => return Some(Token::Text(text.into_inner())),
                Ok(events::Event::CData(text)) => return Some(Token::Text(text.into_inner())),
                Ok(events::Event::GeneralRef(reference)) => match resolve(&reference) {
                    Resolved::Text(text) => return Some(Token::Text(Cow::Borrowed(text))),
                    Resolved::Char(c) => return Some(Token::Text(Cow::Owned(c.into()))),
                    Resolved::Half(code) => {
                        let (first, count) = self.halves.unwrap_or((code, 0));
                        self.halves = Some((first, count + 1));
                        return Some(Token::Text(Cow::Borrowed("\u{FFFD}")));
                    }
                    Resolved::Invalid => self.has_invalid_characters = true,
                    Resolved::Unknown => return Some(Token::Text(Cow::Borrowed(self.source(start)))),
                },
                // No words of the document stand in these.
                Ok(
                    events::Event::Decl(_)
                    | events::Event::PI(_)
                    | events::Event::DocType(_)
                    | events::Event::Comment(_),
                ) => {}
                Ok(events::Event::Eof) => {
                    self.is_cut |= self.depth > 0;
                    self.is_over = true;
                }
                // The end of an element that never began, too.
                Ok(events::Event::End(_)) | Err(_) => {
                    self.is_cut = true;
                    self.is_over = true;
                }
            }
        }
        None
    }

    /// Takes a token without the tokenizer, which would stop at each quote and look over the UTF-8 of each token again.
    /// Only where it ends for certain: text at what comes next, a tag at the first `>`, when the double quotes before
    /// that come in pairs and there are no others.
    fn certain_token(&mut self) -> Option<Token<'a>> {
        let rest = self.ahead().filter(|_| self.depth > 0)?;
        match rest.as_bytes().first()? {
            b'<' => self.certain_tag(rest),
            b'&' => None,
            _ => {
                let text = rest.get(..memchr::memchr2(b'<', b'&', rest.as_bytes())?)?;
                self.reader.stream().consume(text.len());
                Some(Token::Text(Cow::Borrowed(text)))
            }
        }
    }

    fn certain_tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let end = memchr::memchr(b'>', rest.as_bytes())?;
        let tag = rest.get(1..end).filter(|tag| !tag.is_empty() && !tag.starts_with(['!', '?']))?;
        // Counted in a byte, which is all that many bytes at a time can hold.
        let quotes = tag.bytes().fold(0_u8, |count, byte| count.wrapping_add(u8::from(byte == b'"')));
        if quotes % 2 != 0 || memchr::memchr(b'\'', tag.as_bytes()).is_some() {
            return None;
        }
        self.reader.stream().consume(end + 1);
        // `</>` is read as an empty element without a name.
        if tag.starts_with('/') && tag.len() > 1 {
            self.depth = self.depth.saturating_sub(1);
            return Some(Token::End);
        }
        self.depth = self.depth.saturating_add(1);
        self.is_empty = tag.ends_with('/');
        Some(Token::Start(tag.strip_suffix('/').unwrap_or(tag)))
    }

    /// The start tag that began at a position and ends in so many bytes of markup.
    fn start(&mut self, start: usize, end_length: usize) -> Token<'a> {
        self.depth = self.depth.saturating_add(1);
        let source = self.source(start);
        Token::Start(source.get(1..source.len().saturating_sub(end_length)).unwrap_or_default())
    }

    /// The source of the event that began at a position and ends where the reader stands.
    fn source(&self, start: usize) -> &'a str {
        self.text.get(start..self.offset()).unwrap_or_default()
    }
}

/// Whether there are neither comments, nor CDATA, nor instructions in a text.
fn has_only_elements(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'!', b'?', bytes).all(|at| at.checked_sub(1).and_then(|at| bytes.get(at)) != Some(&b'<'))
}

fn tokenizer(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    // Depth is counted here, of tags that the tokenizer has not seen too.
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    config.allow_dangling_amp = true;
    reader
}

/// What a reference stands for.
enum Resolved {
    Text(&'static str),
    Char(char),
    /// Half of a surrogate pair, which some fonts draw as a check box: it stays visible.
    Half(u32),
    /// A number that is no character.
    Invalid,
    /// An entity that XML itself does not define.
    Unknown,
}

/// Resolves a reference, given without `&` and `;`.
fn resolve(reference: &str) -> Resolved {
    let code = match reference {
        "amp" => return Resolved::Text("&"),
        "lt" => return Resolved::Text("<"),
        "gt" => return Resolved::Text(">"),
        "quot" => return Resolved::Text("\""),
        "apos" => return Resolved::Text("'"),
        _ => match reference.strip_prefix('#') {
            None => return Resolved::Unknown,
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            },
        },
    };
    let Ok(code) = code else { return Resolved::Invalid };
    match char::from_u32(code) {
        None if (0xD800..0xE000).contains(&code) => Resolved::Half(code),
        Some('\0') | None => Resolved::Invalid,
        Some(c) => Resolved::Char(c),
    }
}

/// Resolves the references in an attribute value. What is no character becomes U+FFFD, unknown entities stay as typed.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut left = raw;
    while let Some((before, after)) = left.split_once('&') {
        out.push_str(before);
        // The longest reference that means something is `&#x10FFFF;`; zeros before the number are allowed some room.
        let end = after.bytes().take(32).position(|byte| byte == b';');
        let reference = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        left = after;
        match reference.map(|(name, rest)| (resolve(name), rest)) {
            Some((Resolved::Text(text), rest)) => {
                out.push_str(text);
                left = rest;
            }
            Some((Resolved::Char(c), rest)) => {
                out.push(c);
                left = rest;
            }
            Some((Resolved::Invalid | Resolved::Half(_), rest)) => {
                out.push(char::REPLACEMENT_CHARACTER);
                left = rest;
            }
            Some((Resolved::Unknown, _)) | None => out.push('&'),
        }
    }
    out.push_str(left);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
