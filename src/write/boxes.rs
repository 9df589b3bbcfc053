//! Boxes that are set off, and those of which only the content is written.

use crate::document::{Block, Inline, Node, Paragraph, visit};

/// Whether Markdown and plain text write a box as its content: with tables in it, which many programs cannot read when
/// quoted, and with pictures alone.
pub(crate) fn is_open(parts: &[&[Block]]) -> bool {
    let has_table = |blocks: &[Block]| {
        let mut has_table = false;
        visit(blocks, &mut |node| has_table |= matches!(node, Node::Block(Block::Table(_))));
        has_table
    };
    parts.iter().any(|blocks| has_table(blocks)) || !parts.iter().any(|blocks| has_words(blocks))
}

/// Whether a box holds tables and pictures alone: a table draws its own border.
#[cfg(feature = "html")]
pub(super) fn is_bare(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Table(_) => true,
        Block::Frame(frame) => is_bare(&frame.blocks),
        Block::Paragraph(_) | Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => {
            !has_words(std::slice::from_ref(block))
        }
    })
}

/// Whether there is anything but pictures.
fn has_words(blocks: &[Block]) -> bool {
    let mut has_words = false;
    visit(blocks, &mut |node| match node {
        Node::Block(Block::Paragraph(Paragraph { label: Some(_), .. }) | Block::Heading(_) | Block::Equation(..)) => {
            has_words = true;
        }
        Node::Inline(Inline::Text(text)) => has_words |= !text.text.trim().is_empty(),
        Node::Inline(
            Inline::Equation(_) | Inline::Note(_) | Inline::Ruby(_) | Inline::Change(_) | Inline::Unknown(_),
        ) => has_words = true,
        Node::Block(Block::Paragraph(_) | Block::Table(_) | Block::Figure(_) | Block::Frame(_) | Block::Break(..))
        | Node::Inline(Inline::Image(_) | Inline::LineBreak | Inline::Tab | Inline::Anchor(_) | Inline::Link(_)) => {}
    });
    has_words
}
