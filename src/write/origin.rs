//! Where blocks came from: the pages and paragraphs that some content spans.

use crate::document::{Block, Node, Origin, visit};

/// Where a block came from.
pub(super) fn of(block: &Block) -> Origin {
    match block {
        Block::Paragraph(paragraph) => paragraph.origin,
        Block::Heading(heading) => heading.paragraph.origin,
        Block::Table(table) => table.origin,
        Block::Figure(figure) => figure.origin,
        Block::Frame(frame) => frame.origin,
        Block::Equation(_, origin) | Block::Break(_, origin) => *origin,
    }
}

/// The first and last page that some blocks and what they hold stand on; `None` when the file stores no layout.
pub(super) fn pages(blocks: &[Block]) -> Option<(u32, u32)> {
    let mut span: Option<(u32, u32)> = None;
    visit(blocks, &mut |node| {
        if let Node::Block(block) = node
            && let Some(page) = of(block).page
        {
            span = Some(span.map_or((page, page), |(first, last)| (first.min(page), last.max(page))));
        }
    });
    span
}
