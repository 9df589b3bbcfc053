//! Headers, footers and master pages of a section as readers meet them: what is repeated is kept once.

use crate::document::{Block, Furniture, FurnitureKind, Origin, change_all};

/// How many that came before a piece of furniture is compared with. Sections have a handful; one that repeats itself
/// after more is written once all the same, since writers compare the words.
const COMPARED: usize = 64;

/// Adds furniture, unless it is empty or one of the last ones again, wherever that stood.
pub(crate) fn push_new(furniture: Furniture, known: &mut Vec<Furniture>) {
    let is_same = |known: &Furniture| {
        known.kind == furniture.kind && known.pages == furniture.pages && is_same(&known.blocks, &furniture.blocks)
    };
    if !furniture.blocks.is_empty() && !known.iter().rev().take(COMPARED).any(is_same) {
        known.push(furniture);
    }
}

/// Hands the furniture of a section over, master pages behind everything: some formats have them before the headers.
pub(crate) fn take(known: &mut Vec<Furniture>) -> Vec<Furniture> {
    known.sort_by_key(|furniture| furniture.kind == FurnitureKind::MasterPage);
    std::mem::take(known)
}

/// Whether blocks are equal but for where they came from.
fn is_same(a: &[Block], b: &[Block]) -> bool {
    a.len() == b.len() && (a == b || without_origin(a) == without_origin(b))
}

fn without_origin(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    for block in &mut blocks {
        change_all(block, &mut |block| *block.origin_mut() = Origin::default());
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blocks, Inline, Marks, PageParity, Paragraph, Text};

    fn furniture(kind: FurnitureKind, words: &str, paragraph: u32) -> Furniture {
        let content = [Inline::Text(Text { text: words.into(), marks: Marks::NONE })].into();
        let origin = Origin { paragraph, ..Origin::default() };
        let blocks = Blocks::one(Block::Paragraph(Paragraph { content, origin, ..Paragraph::default() }));
        Furniture { kind, pages: PageParity::Both, blocks }
    }

    #[test]
    fn header_that_repeats_further_on_is_kept_once_and_master_pages_come_last() {
        let mut known = Vec::new();
        push_new(furniture(FurnitureKind::MasterPage, "바탕", 0), &mut known);
        for (words, paragraph) in [("머리말", 0), ("머리말", 7), ("다른 머리말", 9)] {
            push_new(furniture(FurnitureKind::Header, words, paragraph), &mut known);
        }
        let kinds: Vec<_> = take(&mut known).into_iter().map(|furniture| furniture.kind).collect();
        assert_eq!(kinds, [FurnitureKind::Header, FurnitureKind::Header, FurnitureKind::MasterPage]);
        assert!(known.is_empty());
    }
}
