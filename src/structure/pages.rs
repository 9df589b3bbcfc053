//! The blocks on some pages.

use std::ops::RangeInclusive;

use crate::document::{Block, Blocks, BreakKind, Document, Node, visit};

/// Keeps the blocks that are on any of the pages, counted from 1, with the notes in them. A table that goes on over
/// pages is kept whole when a part of it is on one of them. Sections stay, with their headers and footers.
///
/// Blocks whose page is not known are not kept: in a document without stored layout that is all of them, which
/// [`Document::pages`] tells before.
pub fn select_pages(document: &mut Document, pages: &[RangeInclusive<u32>]) {
    for section in &mut document.sections {
        section.blocks.retain(|block| is_on(block, pages));
    }
}

/// Puts a page break between blocks of the body where the page changes and no break stands yet. Without stored layout
/// nothing changes.
pub fn mark_pages(document: &mut Document) {
    let mut before = None;
    for section in &mut document.sections {
        let mut blocks = Blocks::with_capacity(section.blocks.len());
        for block in std::mem::take(&mut section.blocks) {
            let origin = block.origin();
            let is_break = |block: &Block| matches!(block, Block::Break(BreakKind::Page, _));
            let is_new = before.is_some() && origin.page.is_some() && origin.page != before;
            if is_new && !is_break(&block) && !blocks.last().is_some_and(is_break) {
                blocks.push(Block::Break(BreakKind::Page, origin));
            }
            before = origin.page.or(before);
            blocks.push(block);
        }
        section.blocks = blocks;
    }
}

fn is_on(block: &Block, pages: &[RangeInclusive<u32>]) -> bool {
    let mut found = false;
    visit(std::slice::from_ref(block), &mut |node| {
        if let Node::Block(block) = node {
            let page = block.origin().page;
            found |= page.is_some_and(|page| pages.iter().any(|range| range.contains(&page)));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, Paragraph, Section};

    fn on(page: Option<u32>) -> Block {
        let origin = Origin { page, ..Origin::default() };
        Block::Paragraph(Paragraph { origin, ..Paragraph::default() })
    }

    #[test]
    fn page_changes_are_marked_once() {
        let forced = Block::Break(BreakKind::Page, Origin { page: Some(3), ..Origin::default() });
        let blocks = [on(Some(1)), on(None), on(Some(2)), on(Some(2)), forced, on(Some(3))].into();
        let mut document = Document { sections: vec![Section { blocks, ..Section::default() }], ..Document::default() };
        mark_pages(&mut document);
        let breaks = document.sections[0].blocks.iter().map(|block| matches!(block, Block::Break(..)));
        assert_eq!(breaks.collect::<Vec<_>>(), [false, false, true, false, false, true, false]);
    }

    #[test]
    fn blocks_of_other_pages_and_of_unknown_pages_go() {
        let blocks = [on(Some(1)), on(Some(2)), on(None), on(Some(3)), on(Some(7))].into();
        let section = Section { blocks, ..Section::default() };
        let mut document = Document { sections: vec![section], ..Document::default() };
        select_pages(&mut document, &[2..=3, 7..=9]);
        let left: Vec<_> = document.sections[0].blocks.iter().map(|block| block.origin().page).collect();
        assert_eq!(left, [Some(2), Some(3), Some(7)]);
    }
}
