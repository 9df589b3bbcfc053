//! Facts about a whole document that the writers of markup need before the first block.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Block, Document, Inline, Node, visit};

/// What has to be known of the whole document before its first block is written.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    /// Whether all of the document is written in one piece, so that links to places in it lead somewhere.
    pub(super) has_places: bool,
    /// The names that links lead to.
    pub(super) anchors: HashSet<&'a str>,
    /// Whether there is anything that plain HTML cannot say: notes or equations.
    pub(super) has_markdown: bool,
    /// How many bytes of text there are.
    pub(super) text_length: usize,
}

impl<'a> Survey<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut survey = Survey { has_places: true, ..Survey::default() };
        let mut see = |node: Node<'a>| match node {
            Node::Inline(Inline::Text(text)) => survey.text_length += text.text.len(),
            Node::Inline(Inline::Link(link)) => survey.anchors.extend(link.target.trim().strip_prefix('#')),
            Node::Inline(Inline::Note(_) | Inline::Equation(_)) | Node::Block(Block::Equation(..)) => {
                survey.has_markdown = true;
            }
            Node::Inline(_) | Node::Block(_) => {}
        };
        for section in &document.sections {
            section.furniture.iter().for_each(|furniture| visit(&furniture.blocks, &mut see));
            visit(&section.blocks, &mut see);
        }
        survey
    }

    /// The same for pieces of a document: without the others, no link in one leads to a place in the document.
    pub(super) fn of_pieces(document: &'a Document) -> Self {
        Survey { has_places: false, anchors: HashSet::new(), ..Survey::of(document) }
    }
}
