//! Visiting a document: every block and inline in reading order, and the plain text of a piece.

use super::{Block, Caption, Inline};

/// What a visitor is shown.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block, before what it holds.
    Block(&'a Block),
    /// An inline, before what it holds.
    Inline(&'a Inline),
}

/// Shows every block and inline to `see`, in reading order, each before what it holds.
///
/// Captions come where they are read: before or after their object. Notes are visited where they are referred to.
pub fn visit<'a>(blocks: &'a [Block], see: &mut impl FnMut(Node<'a>)) {
    for block in blocks {
        see(Node::Block(block));
        match block {
            Block::Paragraph(paragraph) => visit_inlines(&paragraph.content, see),
            Block::Heading(heading) => visit_inlines(&heading.paragraph.content, see),
            Block::Table(table) => with_caption(table.caption.as_deref(), see, |see| {
                for cell in &table.cells {
                    visit(&cell.blocks, see);
                }
            }),
            Block::Figure(figure) => with_caption(Some(&figure.caption), see, |see| visit(&figure.content, see)),
            Block::Frame(frame) => visit(&frame.blocks, see),
            Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

fn with_caption<'a, F: FnMut(Node<'a>)>(caption: Option<&'a Caption>, see: &mut F, content: impl FnOnce(&mut F)) {
    if let Some(caption) = caption.filter(|caption| caption.before) {
        visit(&caption.blocks, see);
    }
    content(see);
    if let Some(caption) = caption.filter(|caption| !caption.before) {
        visit(&caption.blocks, see);
    }
}

fn visit_inlines<'a>(content: &'a [Inline], see: &mut impl FnMut(Node<'a>)) {
    for inline in content {
        see(Node::Inline(inline));
        match inline {
            Inline::Link(link) => visit_inlines(&link.content, see),
            Inline::Change(change) => visit_inlines(&change.content, see),
            Inline::Note(note) => visit(&note.blocks, see),
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Unknown(_) => {}
        }
    }
}

/// Shows every block within a block to `keep`, each after those within it, and removes those that it does not keep.
pub(crate) fn retain_within(block: &mut Block, keep: &mut impl FnMut(&mut Block) -> bool) {
    match block {
        Block::Paragraph(paragraph) => retain_in_inlines(&mut paragraph.content, keep),
        Block::Heading(heading) => retain_in_inlines(&mut heading.paragraph.content, keep),
        Block::Table(table) => {
            table.cells.iter_mut().for_each(|cell| cell.blocks.retain(|block| is_kept(block, keep)));
            table.caption.iter_mut().for_each(|caption| caption.blocks.retain_mut(|block| is_kept(block, keep)));
        }
        Block::Figure(figure) => {
            figure.content.retain_mut(|block| is_kept(block, keep));
            figure.caption.blocks.retain_mut(|block| is_kept(block, keep));
        }
        Block::Frame(frame) => frame.blocks.retain_mut(|block| is_kept(block, keep)),
        Block::Equation(..) | Block::Break(..) => {}
    }
}

fn is_kept(block: &mut Block, keep: &mut impl FnMut(&mut Block) -> bool) -> bool {
    retain_within(block, keep);
    keep(block)
}

fn retain_in_inlines(content: &mut [Inline], keep: &mut impl FnMut(&mut Block) -> bool) {
    for inline in content {
        match inline {
            Inline::Link(link) => retain_in_inlines(&mut link.content, keep),
            Inline::Change(change) => retain_in_inlines(&mut change.content, keep),
            Inline::Note(note) => note.blocks.retain_mut(|block| is_kept(block, keep)),
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Unknown(_) => {}
        }
    }
}

/// The words of some blocks, with labels, without marks: one line a paragraph, line break or tab as one space.
#[must_use]
pub fn plain_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    visit(blocks, &mut |node| match node {
        Node::Block(block) => {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            let label = match block {
                Block::Paragraph(paragraph) => paragraph.label.as_deref(),
                Block::Heading(heading) => heading.paragraph.label.as_deref(),
                Block::Equation(equation, _) => {
                    out.push_str(&equation.script);
                    None
                }
                Block::Table(_) | Block::Figure(_) | Block::Frame(_) | Block::Break(..) => None,
            };
            if let Some(label) = label {
                out.push_str(&label.text);
                out.push(' ');
            }
        }
        Node::Inline(inline) => match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::LineBreak | Inline::Tab => out.push(' '),
            Inline::Equation(equation) => out.push_str(&equation.script),
            Inline::Ruby(ruby) => {
                out.push_str(&ruby.base.text);
                out.push('(');
                out.push_str(&ruby.ruby);
                out.push(')');
            }
            Inline::Unknown(unknown) => out.push_str(&unknown.text),
            Inline::Link(_) | Inline::Image(_) | Inline::Note(_) | Inline::Anchor(_) | Inline::Change(_) => {}
        },
    });
    out
}
