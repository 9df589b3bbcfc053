//! Visiting a document: every block and inline in reading order, and the plain text of a piece.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Block, Caption, Document, Image, Inline, Note, Paragraph, Table};

/// What a visitor is shown.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Node<'a> {
    /// A block, before what it holds.
    Block(&'a Block),
    /// An inline, before what it holds.
    Inline(&'a Inline),
}

impl Document {
    /// The body: the blocks of all sections, one after the other. What stands in them (in cells, boxes, captions and
    /// notes) is theirs; headers, footers and master pages are not among them.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// Shows every block and inline of the whole document to `see`, each before what it holds: of each section its
    /// headers, footers and master pages, then its body, in the order of [`visit`].
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(Node<'a>)) {
        for section in &self.sections {
            for furniture in &section.furniture {
                visit(&furniture.blocks, see);
            }
            visit(&section.blocks, see);
        }
    }

    /// Every table of the whole document, those in cells, boxes, notes, headers and footers too, outer ones first.
    #[must_use]
    pub fn tables(&self) -> Vec<&Table> {
        self.each(|node| if let Node::Block(Block::Table(table)) = node { Some(table) } else { None })
    }

    /// Every place of the whole document where a picture stands, those in cells, boxes, notes, headers and footers too.
    /// A picture that is shown twice is there twice; its data are in [`Document::assets`].
    #[must_use]
    pub fn images(&self) -> Vec<&Image> {
        self.each(|node| if let Node::Inline(Inline::Image(image)) = node { Some(image.as_ref()) } else { None })
    }

    /// The positions in [`Document::assets`] of what the text shows as pictures; with those of headers, footers and master
    /// pages when `furniture` says so.
    #[must_use]
    pub fn shown_assets(&self, furniture: bool) -> BTreeSet<usize> {
        let mut shown = BTreeSet::new();
        let mut see = |node: Node<'_>| {
            if let Node::Inline(Inline::Image(image)) = node {
                shown.extend(image.asset);
            }
        };
        if furniture {
            self.visit(&mut see);
        } else {
            self.sections.iter().for_each(|section| visit(&section.blocks, &mut see));
        }
        shown
    }

    /// Every footnote, endnote and comment of the whole document, those in cells, boxes, headers and footers too. A note
    /// in a note comes after it.
    #[must_use]
    pub fn notes(&self) -> Vec<&Note> {
        self.each(|node| if let Node::Inline(Inline::Note(note)) = node { Some(note.as_ref()) } else { None })
    }

    fn each<'a, T>(&'a self, pick: impl Fn(Node<'a>) -> Option<&'a T>) -> Vec<&'a T> {
        let mut found = Vec::new();
        self.visit(&mut |node| found.extend(pick(node)));
        found
    }

    /// The words of the body without any form, as [`plain_text`] gives them: with captions, cells and boxes, and with
    /// notes where they are referred to. Headers, footers and master pages are left out.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        self.sections.iter().for_each(|section| push_plain(&section.blocks, &mut out));
        out
    }
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
            Block::Figure(figure) => with_caption(Some(&figure.caption), see, |see| visit(&figure.blocks, see)),
            Block::Frame(frame) => visit(&frame.blocks, see),
            Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

fn with_caption<'a, F: FnMut(Node<'a>)>(caption: Option<&'a Caption>, see: &mut F, content: impl FnOnce(&mut F)) {
    let (above, below) = Caption::around(caption);
    visit(above, see);
    content(see);
    visit(below, see);
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
            table.cells.iter_mut().for_each(|cell| cell.blocks.retain_mut(|block| is_kept(block, keep)));
            table.caption.iter_mut().for_each(|caption| caption.blocks.retain_mut(|block| is_kept(block, keep)));
        }
        Block::Figure(figure) => {
            figure.blocks.retain_mut(|block| is_kept(block, keep));
            figure.caption.blocks.retain_mut(|block| is_kept(block, keep));
        }
        Block::Frame(frame) => frame.blocks.retain_mut(|block| is_kept(block, keep)),
        Block::Equation(..) | Block::Break(..) => {}
    }
}

/// Shows a block to `change`, after every block within it.
pub(crate) fn change_all(block: &mut Block, change: &mut impl FnMut(&mut Block)) {
    let mut keep = |block: &mut Block| {
        change(block);
        true
    };
    is_kept(block, &mut keep);
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
    push_plain(blocks, &mut out);
    out
}

fn push_plain(blocks: &[Block], out: &mut String) {
    visit(blocks, &mut |node| match node {
        Node::Block(block) => {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            let label = match block {
                Block::Paragraph(paragraph) => paragraph.label.as_deref(),
                Block::Heading(heading) => heading.paragraph.label.as_deref(),
                Block::Equation(equation, _) => {
                    out.push_str(equation.plain());
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
            Inline::Equation(equation) => out.push_str(equation.plain()),
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
}

/// The words of a paragraph on one line, without notes; what is typed before the text is part of it.
pub(crate) fn text_of(paragraph: &Paragraph) -> String {
    let length = |inline: &Inline| if let Inline::Text(text) = inline { text.text.len() } else { 1 };
    let mut out = String::with_capacity(paragraph.content.iter().map(length).sum());
    push_text(&paragraph.content, &mut out);
    out
}

/// The label and the words of a paragraph, with one blank between two.
pub(crate) fn words(paragraph: &Paragraph) -> String {
    let label = paragraph.label.as_deref().map_or("", |label| label.text.as_str());
    let text = match paragraph.content.as_slice() {
        [Inline::Text(only)] => {
            let text = only.text.trim_matches(' ');
            if label.is_empty() && is_plain(text) {
                return text.to_owned();
            }
            Cow::Borrowed(text)
        }
        _ => {
            let text = text_of(paragraph);
            if label.is_empty() && !text.starts_with(' ') && !text.ends_with(' ') && is_plain(&text) {
                return text;
            }
            Cow::Owned(text)
        }
    };
    joined(&[label, &text])
}

/// The words of some texts, with one blank between two.
pub(crate) fn joined(texts: &[&str]) -> String {
    let mut words = String::with_capacity(texts.iter().map(|text| text.len() + 1).sum());
    for text in texts {
        for word in text.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

/// Whether a text, as most are, has no blanks but single ones. Of all pairs of bytes none may be two blanks, or begin
/// another blank or one of the signs that begin alike; those are rare, and looked for one by one.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let may_be_blank = |byte: u8, next: u8| {
        (byte == b' ' && next == b' ')
            | matches!(byte, b'\t'..=b'\r')
            | (byte == 0xC2 && next <= 0xA0)
            | (byte == 0xE1 && next == 0x9A)
            | (byte == 0xE2 && next <= 0x81)
            | (byte == 0xE3 && next == 0x80)
    };
    let any = bytes.iter().zip(behind).fold(false, |any, (byte, next)| any | may_be_blank(*byte, *next));
    if !any && !bytes.last().is_some_and(u8::is_ascii_whitespace) {
        return true;
    }
    let mut before = None;
    text.chars().all(|c| {
        let is_single = !c.is_whitespace() || (c == ' ' && before != Some(' '));
        before = Some(c);
        is_single
    })
}

/// Whether the label or the words of a paragraph are more than blanks.
pub(crate) fn has_words(paragraph: &Paragraph) -> bool {
    paragraph.label.as_deref().is_some_and(|label| !is_blank(&label.text)) || has_text(&paragraph.content)
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn has_text(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => !is_blank(&text.text),
        Inline::Link(link) => has_text(&link.content),
        Inline::Change(change) => has_text(&change.content),
        Inline::Ruby(ruby) => !is_blank(&ruby.base.text),
        Inline::Equation(equation) => !is_blank(equation.plain()),
        Inline::Unknown(unknown) => !is_blank(&unknown.text),
        Inline::LineBreak | Inline::Tab | Inline::Image(_) | Inline::Note(_) | Inline::Anchor(_) => false,
    })
}

fn push_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::LineBreak | Inline::Tab => out.push(' '),
            Inline::Link(link) => push_text(&link.content, out),
            Inline::Change(change) => push_text(&change.content, out),
            Inline::Ruby(ruby) => out.push_str(&ruby.base.text),
            Inline::Equation(equation) => out.push_str(equation.plain()),
            Inline::Unknown(unknown) => out.push_str(&unknown.text),
            // Pictures and anchors have no words here; those of notes are not part of the line.
            Inline::Image(_) | Inline::Note(_) | Inline::Anchor(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{
        Cell, Figure, Frame, Furniture, FurnitureKind, Inlines, Marks, NoteKind, Origin, PageParity, Paragraph,
        Section, Text,
    };

    fn paragraph(content: impl Into<Inlines>) -> Block {
        Block::Paragraph(Paragraph { content: content.into(), ..Paragraph::default() })
    }

    fn words(text: &str) -> Inline {
        Inline::Text(Text { text: text.into(), marks: Marks::NONE })
    }

    fn picture(asset: usize) -> Inline {
        Inline::Image(Box::new(Image { asset: Some(asset), ..Image::default() }))
    }

    fn cell(block: Block) -> Cell {
        Cell { row_span: 1, column_span: 1, blocks: [block].into(), ..Cell::default() }
    }

    #[test]
    fn whole_document_is_walked_into_every_corner() {
        let inner = Table::from_cells(vec![cell(paragraph([words("안쪽 칸"), picture(1)]))]);
        let note = Note {
            kind: NoteKind::Footnote,
            number: "1".to_owned(),
            author: None,
            blocks: [Block::Table(inner)].into(),
        };
        let caption = Caption { before: true, blocks: [paragraph([words("표의 설명"), picture(2)])].into() };
        let mut outer = Table::from_cells(vec![cell(paragraph([words("칸"), Inline::Note(Box::new(note))]))]);
        outer.set_caption(Some(caption.clone()));
        let figure = Figure { blocks: [paragraph([picture(3)])].into(), caption, origin: Origin::default() };
        let frame = Frame { blocks: [Block::Figure(Box::new(figure))].into(), origin: Origin::default() };
        let header = Furniture {
            kind: FurnitureKind::Header,
            pages: PageParity::Both,
            blocks: [paragraph([words("머리말"), picture(0)])].into(),
        };
        let first = Section { blocks: [Block::Table(outer)].into(), furniture: vec![header] };
        let second = Section { blocks: [Block::Frame(Box::new(frame))].into(), ..Section::default() };
        let document = Document { sections: vec![first, second], ..Document::default() };

        assert_eq!(document.blocks().count(), 2);
        let assets: Vec<_> = document.images().iter().filter_map(|image| image.asset).collect();
        assert_eq!(assets, [0, 2, 1, 2, 3]);
        assert_eq!(document.shown_assets(true).into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(document.shown_assets(false).into_iter().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!((document.tables().len(), document.notes().len()), (2, 1));
        assert_eq!(document.plain_text(), "표의 설명\n칸\n안쪽 칸\n표의 설명\n");
    }
}
