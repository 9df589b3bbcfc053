//! The pages and paragraphs that some content comes from.

use crate::document::{Block, Node, visit};

/// The first and last page that some blocks and what they hold stand on; `None` when the file stores no layout.
pub(super) fn pages(blocks: &[Block]) -> Option<(u32, u32)> {
    let mut span: Option<(u32, u32)> = None;
    visit(blocks, &mut |node| {
        if let Node::Block(block) = node
            && let Some(page) = block.origin().page
        {
            span = Some(span.map_or((page, page), |(first, last)| (first.min(page), last.max(page))));
        }
    });
    span
}
