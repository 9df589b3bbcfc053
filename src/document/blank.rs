//! Whether a part of a document says anything.

use super::{Block, Inline, Marks, Note, Text};

/// Whether blocks have neither words nor anything else to see.
pub(crate) fn is_blank(blocks: &[Block]) -> bool {
    blocks.iter().all(says_nothing)
}

impl Note {
    /// Whether the note has neither an author nor any content. Writers leave such a note out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.author.is_none() && is_blank(&self.blocks)
    }
}

fn says_nothing(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => paragraph.label.is_none() && paragraph.content.iter().all(is_blank_inline),
        Block::Heading(heading) => {
            heading.paragraph.label.is_none() && heading.paragraph.content.iter().all(is_blank_inline)
        }
        Block::Table(table) => table.caption.is_none() && table.cells.iter().all(|cell| is_blank(&cell.blocks)),
        Block::Frame(frame) => is_blank(&frame.blocks),
        Block::Break(..) => true,
        Block::Figure(_) | Block::Equation(..) => false,
    }
}

/// Whether an inline has nothing to see.
pub(crate) fn is_blank_inline(inline: &Inline) -> bool {
    match inline {
        // Underlined blanks are a line to be filled in.
        Inline::Text(Text { text, marks }) => {
            text.chars().all(char::is_whitespace) && (text.is_empty() || !marks.contains(Marks::UNDERLINE))
        }
        Inline::LineBreak | Inline::Tab => true,
        Inline::Link(_)
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Anchor(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    }
}
