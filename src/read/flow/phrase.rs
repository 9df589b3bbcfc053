//! Boxes of one phrase that stand like a character: words of the sentence around them.

use crate::document::{Block, Inline, Inlines};

/// Characters that a phrase has at most; longer boxes are set off from their line.
const LONGEST: usize = 40;
/// Characters of a phrase that may end a line: a longer box there comes below the words before it.
const SHORT: usize = 4;

/// A phrase among the content of a paragraph, and the box that it is when it is not part of a sentence.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Where its inlines begin in the content.
    pub(super) from: usize,
    /// Where they end.
    pub(super) to: usize,
    pub(super) block: Block,
}

/// Marks the phrases that the words around them go on over: words follow, or words come before and the phrase is short. A
/// number in a box is one of its own, and so is what begins a line without being a word.
pub(super) fn settle(phrases: Vec<Phrase>, content: &[Inline]) -> Vec<(Phrase, bool)> {
    let (mut first, mut last) = (usize::MAX, None);
    let mut next = phrases.iter().peekable();
    for (at, inline) in content.iter().enumerate() {
        next.next_if(|phrase| phrase.to <= at);
        let is_own = next.peek().is_some_and(|phrase| phrase.from <= at);
        if !is_own && !words(inline).trim().is_empty() {
            (first, last) = (first.min(at), Some(at));
        }
    }
    let is_in_sentence = |phrase: &Phrase| {
        let own = content.get(phrase.from..phrase.to).unwrap_or_default();
        let own: String = own.iter().map(words).collect();
        let letters = own.chars().filter(|c| c.is_alphabetic() && !c.is_numeric()).count();
        match (first < phrase.from, last.is_some_and(|last| last >= phrase.to)) {
            (true, true) => true,
            (true, false) => own.chars().count() <= SHORT && !own.chars().all(|c| c.is_ascii_digit()),
            (false, true) => letters >= 2,
            (false, false) => false,
        }
    };
    phrases
        .into_iter()
        .map(|phrase| {
            let is_in_sentence = is_in_sentence(&phrase);
            (phrase, is_in_sentence)
        })
        .collect()
}

/// What a box says when that is a phrase: one line of text and links.
pub(super) fn phrase(block: &Block) -> Option<Inlines> {
    let Block::Frame(frame) = block else { return None };
    let [Block::Paragraph(paragraph)] = frame.blocks.as_slice() else { return None };
    let is_plain = |inline: &Inline| match inline {
        Inline::Text(_) => true,
        Inline::Link(link) => link.content.iter().all(|inline| matches!(inline, Inline::Text(_))),
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Anchor(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    };
    let length = paragraph.content.iter().flat_map(|inline| words(inline).chars()).take(LONGEST + 1).count();
    if paragraph.label.is_some() || !paragraph.content.iter().all(is_plain) || length > LONGEST {
        return None;
    }
    if !paragraph.content.iter().any(|inline| !words(inline).trim().is_empty()) {
        return None;
    }
    let mut content = paragraph.content.clone();
    if let Some(Inline::Text(text)) = content.first_mut() {
        text.text = text.text.trim_start().into();
    }
    if let Some(Inline::Text(text)) = content.last_mut() {
        text.text = text.text.trim_end().into();
    }
    Some(content)
}

/// The text of an inline, as far as it is the first of a link.
fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Text(text) => &text.text,
        Inline::Link(link) => link.content.first().map_or("", words),
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Anchor(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => "",
    }
}
