//! Pieces of documents in few words.

use hwpconv::document::{
    Asset, Block, Cell, Document, Equation, Frame, Heading, Image, Inline, Label, LabelKind, Link, Marks, Note,
    NoteKind, Origin, Paragraph, Section, Table, Text,
};

pub fn document(blocks: Vec<Block>) -> Document {
    let section = Section { blocks: blocks.into(), furniture: Vec::new() };
    let assets = ["image1.png", "image 2.jpg"].map(|name| Asset { name: name.to_owned(), ..Asset::default() });
    Document { sections: vec![section], assets: assets.into(), ..Document::default() }
}

pub fn run(text: &str, marks: Marks) -> Inline {
    Inline::Text(Text { text: text.into(), marks })
}

pub fn plain(text: &str) -> Inline {
    run(text, Marks::NONE)
}

pub fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content: content.into(), ..Paragraph::default() })
}

pub fn text(text: &str) -> Block {
    paragraph(vec![plain(text)])
}

pub fn labelled(kind: LabelKind, label: &str, level: u8, content: &str) -> Block {
    let label = Some(Box::new(Label { kind, text: label.to_owned(), level }));
    Block::Paragraph(Paragraph { label, content: [plain(content)].into(), ..Paragraph::default() })
}

pub fn heading(level: u8, content: &str) -> Block {
    let paragraph = Paragraph { content: [plain(content)].into(), ..Paragraph::default() };
    Block::Heading(Heading { level, inferred: false, paragraph })
}

pub fn cell(row: usize, column: usize, row_span: usize, column_span: usize, blocks: Vec<Block>) -> Cell {
    Cell { row, column, row_span, column_span, header: false, blocks: blocks.into() }
}

pub fn table(cells: Vec<Cell>) -> Block {
    Block::Table(Table::from_cells(cells))
}

pub fn frame(blocks: Vec<Block>) -> Block {
    Block::Frame(Box::new(Frame { blocks: blocks.into(), origin: Origin::default() }))
}

pub fn note(kind: NoteKind, number: &str, blocks: Vec<Block>) -> Inline {
    Inline::Note(Box::new(Note { kind, number: number.to_owned(), author: None, blocks: blocks.into() }))
}

pub fn equation(latex: &str) -> Equation {
    Equation { script: latex.to_uppercase(), latex: Some(latex.to_owned()), text: None }
}

pub fn link(target: &str, content: Vec<Inline>) -> Inline {
    Inline::Link(Box::new(Link { target: target.to_owned(), content: content.into() }))
}

pub fn image(asset: Option<usize>, source: Option<&str>, alt: &str) -> Inline {
    Inline::Image(Box::new(Image { asset, source: source.map(str::to_owned), alt: alt.to_owned(), ..Image::default() }))
}
