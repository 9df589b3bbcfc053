//! The title that every chunk of a document repeats.

use crate::document::{Block, Document, Inline, Node, visit, words};

/// The title of a document is cut after this many characters, as every chunk repeats it.
const TITLE_LENGTH: usize = 200;

/// The title that a document shows: its first heading of the outermost level. The title that its file has for a property
/// often is that of a template or of another document; it counts only where the text has it.
pub(super) fn of(document: &Document) -> Option<String> {
    let property = document.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let mut shown = None;
    let mut text = String::new();
    for section in &document.sections {
        visit(&section.blocks, &mut |node| match node {
            Node::Block(Block::Heading(heading)) if heading.level == 1 && shown.is_none() => {
                shown = Some(words(&heading.paragraph)).filter(|title| !title.is_empty());
            }
            Node::Inline(Inline::Text(run)) if property.is_some() && shown.is_none() => {
                text.extend(run.text.chars().filter(|c| c.is_alphanumeric()));
            }
            Node::Block(_) | Node::Inline(_) => {}
        });
    }
    let agrees = |title: &&str| {
        let title: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
        title.chars().nth(3).is_some() && text.contains(&title)
    };
    let title = shown.or_else(|| property.filter(agrees).map(str::to_owned));
    title.map(|title| shortened(&title))
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
