//! Headers, footers and master pages: a section repeats those of the one before, a text says each once.

use std::collections::HashSet;
use std::fmt::Write;

use crate::document::{Block, Furniture, FurnitureKind, Inline, Node, Section, plain_text, visit};

/// Remembers which furniture has been written.
#[derive(Debug, Default)]
pub(super) struct Furnishing {
    known: HashSet<String>,
}

impl Furnishing {
    /// The furniture of a section that no section before had.
    pub(super) fn new_in<'a>(&mut self, section: &'a Section) -> Vec<&'a Furniture> {
        section.furniture.iter().filter(|furniture| self.known.insert(identity(furniture))).collect()
    }
}

/// The words and pictures of furniture, which tell whether two are the same.
fn identity(furniture: &Furniture) -> String {
    let mut identity = String::from(match furniture.kind {
        FurnitureKind::Header => "header\n",
        FurnitureKind::Footer => "footer\n",
        FurnitureKind::MasterPage => "master page\n",
    });
    let blocks: &[Block] = &furniture.blocks;
    identity.push_str(&plain_text(blocks));
    visit(blocks, &mut |node| {
        if let Node::Inline(Inline::Image(image)) = node {
            // Writing to a string cannot fail.
            let _ = write!(identity, "\n{:?} {:?}", image.asset, image.source);
        }
    });
    identity
}
