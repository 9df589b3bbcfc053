//! The pictures of a document, to be changed.

use super::{Block, Document, Image, Inline, change_all};

impl Document {
    /// Shows every picture in the text to `change`, wherever it stands; those in headers, footers and master pages when
    /// `furniture` says so.
    pub fn change_images(&mut self, furniture: bool, change: &mut impl FnMut(&mut Image)) {
        let mut within = |block: &mut Block| match block {
            Block::Paragraph(paragraph) => in_line(&mut paragraph.content, change),
            Block::Heading(heading) => in_line(&mut heading.paragraph.content, change),
            Block::Table(_) | Block::Figure(_) | Block::Frame(_) | Block::Equation(..) | Block::Break(..) => {}
        };
        for section in &mut self.sections {
            let furniture = section.furniture.iter_mut().filter(|_| furniture);
            let furniture = furniture.flat_map(|furniture| furniture.blocks.iter_mut());
            section.blocks.iter_mut().chain(furniture).for_each(|block| change_all(block, &mut within));
        }
    }
}

/// The pictures of a line; those of its notes are in blocks of their own.
fn in_line(content: &mut [Inline], change: &mut impl FnMut(&mut Image)) {
    for inline in content {
        match inline {
            Inline::Image(image) => change(image),
            Inline::Link(link) => in_line(&mut link.content, change),
            Inline::Change(tracked) => in_line(&mut tracked.content, change),
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Unknown(_) => {}
        }
    }
}
