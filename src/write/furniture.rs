//! Headers, footers and master pages: a section repeats those of the one before, a text says each once.

use std::collections::HashSet;
use std::fmt::Write;

use crate::document::letters::is_letter;
use crate::document::{Block, Furniture, FurnitureKind, Inline, Node, Section, plain_text, visit};
use crate::write::line::OBJECT;

/// Remembers which furniture has been written.
#[derive(Debug, Default)]
pub(crate) struct Furnishing {
    known: HashSet<String>,
}

impl Furnishing {
    /// The furniture of a section that no section before had.
    pub(crate) fn new_in<'a>(&mut self, section: &'a Section) -> Vec<&'a Furniture> {
        let is_new = |furniture: &&Furniture| has_content(&furniture.blocks) && self.known.insert(identity(furniture));
        section.furniture.iter().filter(is_new).collect()
    }
}

/// What stands above furniture, so that nobody takes it for the body.
pub(crate) fn label(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::Header => "머리말",
        FurnitureKind::Footer => "꼬리말",
        FurnitureKind::MasterPage => "바탕쪽",
    }
}

/// Whether a line of furniture says more than the number of its page and how many there are: pictures do, words, and
/// longer numbers.
pub(crate) fn says_something(line: &str) -> bool {
    let words: String = line.chars().filter(|c| is_letter(*c) || *c == OBJECT).collect();
    let words = words.to_lowercase().replace("페이지", "").replace("page", "");
    let mut numbers = line.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty());
    let is_page = |number: &str| number.chars().count() <= LONGEST_PAGE_NUMBER;
    let are_pages = numbers.by_ref().take(2).all(is_page) && numbers.next().is_none();
    !(are_pages && matches!(words.as_str(), "" | "쪽" | "쪽쪽" | "총쪽" | "p" | "of"))
}

/// Digits that the number of a page has at most.
const LONGEST_PAGE_NUMBER: usize = 4;

/// Whether a cell beside others holds only the number of the page, for which readers write `#`.
pub(crate) fn is_page_sign(blocks: &[Block]) -> bool {
    !has_content(blocks) && plain_text(blocks).contains('#')
}

/// Whether blocks say more than that.
pub(crate) fn has_content(blocks: &[Block]) -> bool {
    let mut has_picture = false;
    visit(blocks, &mut |node| has_picture |= matches!(node, Node::Inline(Inline::Image(_))));
    has_picture || says_something(&plain_text(blocks))
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
