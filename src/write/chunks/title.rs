//! The title that every chunk of a document repeats.

use crate::document::letters::is_letter_or_digit;
use crate::document::{Block, Document, Inline, Node, visit, words};

/// The title of a document is cut after this many characters, as every chunk repeats it.
const TITLE_LENGTH: usize = 200;

/// The title that a document shows: its first heading of the outermost level. The title that its file has for a property
/// often is that of a template or of another document; it counts only where the text has it.
pub(super) fn of(document: &Document) -> Option<String> {
    let property = document.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let mut shown = None;
    let mut see = |node: Node<'_>| {
        if let Node::Block(Block::Heading(heading)) = node
            && heading.level == 1
            && shown.is_none()
        {
            shown = Some(words(&heading.paragraph)).filter(|title| !title.is_empty());
        }
    };
    document.sections.iter().for_each(|section| visit(&section.blocks, &mut see));
    let title = shown.or_else(|| property.filter(|title| is_in(title, document)).map(str::to_owned));
    title.map(|title| shortened(&title))
}

/// Whether the body has the letters and digits of a title, four of them or more, one after the other.
fn is_in(title: &str, document: &Document) -> bool {
    let title: String = title.chars().filter(|c| is_letter_or_digit(*c)).collect();
    if title.chars().nth(3).is_none() {
        return false;
    }
    let mut text = String::new();
    let mut see = |node: Node<'_>| {
        if let Node::Inline(Inline::Text(run)) = node {
            text.extend(run.text.chars().filter(|c| is_letter_or_digit(*c)));
        }
    };
    document.sections.iter().for_each(|section| visit(&section.blocks, &mut see));
    text.contains(&title)
}

/// A title of a length that can be repeated.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(TITLE_LENGTH) {
        Some((end, _)) => title.get(..end).unwrap_or_default().trim_end().to_owned() + "…",
        None => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_that_every_chunk_repeats_is_short() {
        assert_eq!(shortened("제목"), "제목");
        assert_eq!(shortened(&"가".repeat(TITLE_LENGTH)), "가".repeat(TITLE_LENGTH));
        assert_eq!(shortened(&"가".repeat(TITLE_LENGTH + 1)), "가".repeat(TITLE_LENGTH) + "…");
    }
}
