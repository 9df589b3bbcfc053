//! Headers, footers and master pages of a section as readers meet them: what is repeated is kept once.

use crate::document::Furniture;

/// How many that came before a piece of furniture is compared with. Sections have a handful; one that repeats itself
/// after more is written once all the same, since writers compare the words.
const COMPARED: usize = 64;

/// Adds furniture, unless it is empty or one of the last ones again.
pub(crate) fn push_new(furniture: Furniture, known: &mut Vec<Furniture>) {
    if !furniture.blocks.is_empty() && !known.iter().rev().take(COMPARED).any(|known| *known == furniture) {
        known.push(furniture);
    }
}
