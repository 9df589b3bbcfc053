//! The pieces of a document.

use std::collections::HashSet;

use crate::document::{
    self, Block, BreakKind, Caption, ChangeKind, Document, Equation, Heading, Image, Inline, Label, LabelKind, Link,
    Marks, Node, Note, Origin, Paragraph, Slot, Table, visit,
};
use crate::write::furniture::Furnishing;
use crate::write::link;
use crate::write::{Tables, WriteOptions, boxes, grid, math, notes};

use super::piece::{ANY_MARKS, Flat, INSERTED, Names, Piece, decoded, is_bullet, squeezed, squeezed_latex};

pub(super) fn pieces(document: &Document, options: &WriteOptions, names: &mut Names) -> Vec<Piece> {
    let mut model = Model {
        document,
        options,
        names,
        anchors: anchors(document),
        flat: Flat::default(),
        notes: Vec::new(),
        defined: 0,
        deferred: Vec::new(),
    };
    model.contents();
    let mut furnishing = Furnishing::default();
    for section in &document.sections {
        for block in &section.blocks {
            if options.split_pages && matches!(block, Block::Break(BreakKind::Page, Origin { page: Some(_), .. })) {
                model.definitions();
            }
            model.block(block);
        }
        if options.furniture {
            for furniture in furnishing.new_in(section) {
                model.furniture(furniture.kind, &furniture.blocks);
            }
        }
    }
    model.definitions();
    model.flat.pieces
}

/// The names that links lead to.
fn anchors<'a>(document: &'a Document) -> HashSet<&'a str> {
    let mut anchors = HashSet::new();
    let mut see = |node: Node<'a>| {
        if let Node::Inline(Inline::Link(link)) = node {
            anchors.extend(link.target.trim().strip_prefix('#'));
        }
    };
    for section in &document.sections {
        section.furniture.iter().for_each(|furniture| visit(&furniture.blocks, &mut see));
        visit(&section.blocks, &mut see);
    }
    anchors
}

pub(super) struct Model<'a, 'n> {
    document: &'a Document,
    options: &'n WriteOptions,
    names: &'n mut Names,
    anchors: HashSet<&'a str>,
    pub(super) flat: Flat,
    notes: Vec<&'a Note>,
    /// How many of them are defined.
    defined: usize,
    /// Notes and anchors in a link, which stand after it.
    deferred: Vec<&'a Inline>,
}

/// What is around an inline.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    marks: u8,
    link: Option<u32>,
    /// A heading is on one line.
    in_heading: bool,
}

impl<'a> Model<'a, '_> {
    /// The table of contents that the writer makes where it is asked for.
    fn contents(&mut self) {
        let anchors = if self.options.toc { document::anchors(self.document) } else { Vec::new() };
        for anchor in anchors {
            let target = self.names.enter(decoded(&anchor.target));
            self.flat.bullet();
            self.flat.text(&anchor.words, 0, Some(target));
            self.flat.block();
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        self.flat.block();
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, Self::label),
            Block::Heading(heading) => self.heading(heading),
            Block::Table(table) => self.captioned(table.caption.as_deref(), |model| model.table(table)),
            Block::Figure(figure) => self.captioned(Some(&figure.caption), |model| model.blocks(&figure.blocks)),
            Block::Equation(equation, _) => self.equation(equation),
            Block::Frame(frame) => self.frame(&frame.blocks),
            Block::Break(..) => {}
        }
        self.flat.block();
    }

    fn heading(&mut self, heading: &'a Heading) {
        let start = self.flat.pieces.len();
        if self.flat.tables == 0 {
            self.flat.push(Piece::Heading(heading.level.clamp(1, 6)));
        }
        let empty = self.flat.pieces.len();
        let label = heading.paragraph.label.as_deref();
        self.flat.text(label.map_or("", |label| &label.text), 0, None);
        let labelled = self.flat.pieces.len();
        self.inlines(&heading.paragraph.content, Around { in_heading: true, ..Around::default() });
        let is_bullet = label.is_some_and(|label| label.kind == LabelKind::Bullet);
        if self.flat.pieces.len() == if is_bullet { labelled } else { empty } {
            self.flat.pieces.truncate(start);
        }
    }

    /// A quote; only its content when there are tables in it. In a cell it is only its content.
    fn frame(&mut self, blocks: &'a [Block]) {
        if self.flat.tables > 0 || boxes::is_open(&[blocks]) {
            self.blocks(blocks);
        } else {
            self.quoted(Piece::Quote, |model| model.blocks(blocks));
        }
    }

    /// Adds content between the beginning and the end of a quote, or nothing when there is none.
    pub(super) fn quoted(&mut self, opening: Piece, content: impl FnOnce(&mut Self)) {
        let start = self.flat.pieces.len();
        self.flat.push_alone(opening);
        if opening == Piece::Furniture {
            self.flat.push_alone(Piece::Quote);
        }
        let empty = self.flat.pieces.len();
        content(self);
        if self.flat.pieces.len() == empty {
            self.flat.pieces.truncate(start);
            self.flat.block();
        } else {
            self.flat.push_alone(Piece::EndQuote);
        }
    }

    fn captioned(&mut self, caption: Option<&'a Caption>, content: impl FnOnce(&mut Self)) {
        let (above, below) = Caption::around(caption);
        self.blocks(above);
        content(self);
        self.blocks(below);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, add_label: fn(&mut Self, &Label)) {
        let start = self.flat.pieces.len();
        let label = paragraph.label.as_deref();
        if let Some(label) = label {
            add_label(self, label);
        }
        let empty = self.flat.pieces.len();
        self.inlines(&paragraph.content, Around::default());
        let is_bullet = label.is_some_and(|label| label.kind == LabelKind::Bullet || is_plain_bullet(label));
        if self.flat.pieces.len() == empty && is_bullet {
            self.flat.pieces.truncate(start);
        }
    }

    fn label(&mut self, label: &Label) {
        if is_plain_bullet(label) {
            return self.flat.bullet();
        }
        if label.kind == LabelKind::Mark {
            self.flat.push(Piece::MayBeBullet);
        }
        self.flat.text(&label.text, 0, None);
    }

    pub(super) fn text_label(&mut self, label: &Label) {
        self.flat.text(&label.text, 0, None);
    }

    fn table(&mut self, table: &'a Table) {
        if table.rows == 0 || table.columns == 0 {
            return;
        }
        let is_gfm = self.options.tables == Tables::Gfm;
        if is_gfm && self.flat.tables > 0 {
            return self.flat_table(table);
        }
        self.flat.table();
        let places = table.grid();
        if is_gfm {
            let columns = grid::Columns::of(table);
            for row in columns.rows(&places) {
                self.flat.push(Piece::Row);
                for place in columns.places(row) {
                    self.flat.cell(1, 1);
                    if let Some(cell) = grid::shown_at(table, place, self.options) {
                        self.blocks(&cell.blocks);
                    }
                }
            }
            return self.flat.end_table();
        }
        for row in places.rows() {
            self.flat.push(Piece::Row);
            for slot in row {
                match slot {
                    Slot::Hole => self.flat.cell(1, 1),
                    Slot::Covered(_) => {}
                    Slot::Anchor(index) => {
                        let Some(cell) = table.cells.get(*index) else { continue };
                        self.flat.cell(cell.row_span, cell.column_span);
                        self.blocks(&cell.blocks);
                    }
                }
            }
        }
        self.flat.end_table();
    }

    /// A table within a cell of a GFM table: bars between its cells.
    fn flat_table(&mut self, table: &'a Table) {
        let mut row = None;
        for cell in table.cells.iter() {
            if row.replace(cell.row) == Some(cell.row) {
                self.flat.text("|", 0, None);
            }
            self.blocks(&cell.blocks);
        }
    }

    pub(super) fn inlines(&mut self, content: &'a [Inline], around: Around) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.flat.text(&text.text, around.marks | bits(text.marks), around.link),
                Inline::LineBreak if around.in_heading => {}
                Inline::LineBreak => self.flat.line(),
                Inline::Tab => {}
                Inline::Link(inner) => self.link(inner, around),
                Inline::Image(image) => self.image(image),
                Inline::Equation(equation) => self.equation(equation),
                Inline::Note(note) if !notes::is_wanted(note, self.options) => {}
                Inline::Anchor(name) if !self.anchors.contains(name.as_str()) => {}
                Inline::Note(_) | Inline::Anchor(_) if around.link.is_some() => self.deferred.push(inline),
                Inline::Note(note) => {
                    self.flat.push(Piece::Note(self.notes.len()));
                    self.notes.push(note);
                }
                Inline::Anchor(name) => {
                    let name = self.names.enter(squeezed(name));
                    self.flat.push(Piece::Anchor(name));
                }
                Inline::Ruby(ruby) => {
                    let marks = around.marks | bits(ruby.base.marks);
                    let texts: [&str; 4] = [&ruby.base.text, "(", &ruby.ruby, ")"];
                    texts.iter().for_each(|text| self.flat.text(text, marks, around.link));
                }
                Inline::Change(change) => {
                    let bit = match change.kind {
                        ChangeKind::Inserted => INSERTED,
                        ChangeKind::Deleted => bits(Marks::STRIKE),
                    };
                    self.inlines(&change.content, Around { marks: around.marks | bit, ..around });
                }
                Inline::Unknown(unknown) => self.flat.text(&unknown.text, around.marks, around.link),
            }
        }
    }

    fn link(&mut self, inner: &'a Link, around: Around) {
        let Some(target) = link::safe_target(&inner.target).filter(|_| around.link.is_none()) else {
            return self.inlines(&inner.content, around);
        };
        let address = if link::is_file(target) { target.replace('\\', "/") } else { target.to_owned() };
        let link = Some(self.names.enter(decoded(&address)));
        let start = self.flat.pieces.len();
        let is_bare = link::is_bare(inner, target);
        for inline in &inner.content {
            if let (Inline::Text(text), true) = (inline, is_bare) {
                self.flat.text(&text.text, around.marks, link);
            } else {
                self.inlines(std::slice::from_ref(inline), Around { link, ..around });
            }
        }
        if self.flat.pieces.len() == start {
            self.flat.text(target, around.marks, link);
        }
        for inline in std::mem::take(&mut self.deferred) {
            self.inlines(std::slice::from_ref(inline), Around { link: None, ..around });
        }
    }

    /// A picture; a file of another kind is a link.
    fn image(&mut self, image: &Image) {
        let picture = link::picture(image, self.document, self.options.remote_pictures);
        let target = self.names.enter(decoded(&picture.target(&self.options.media_prefix)));
        let alt = link::alternative(image, self.document, &picture);
        if picture.is_linked() {
            self.flat.text(&alt, ANY_MARKS, Some(target));
        } else {
            let alt = self.names.enter(squeezed(&alt));
            self.flat.push(Piece::Image(alt, target));
        }
    }

    /// LaTeX where it can stand between dollars, else the script as typed.
    fn equation(&mut self, equation: &Equation) {
        if math::latex(equation).is_some() {
            let latex = equation.latex.as_deref().unwrap_or_default().trim();
            // A backslash at the end stood before a blank.
            let trailing = latex.len() - latex.trim_end_matches('\\').len();
            let latex = if trailing % 2 == 1 { latex.strip_suffix('\\').unwrap_or(latex) } else { latex };
            let latex = self.names.enter(squeezed_latex(latex));
            self.flat.push(Piece::Math(latex));
        } else if !squeezed(&equation.script).is_empty() {
            let script = self.names.enter(squeezed(&equation.script));
            self.flat.push(Piece::Code(script));
        }
    }

    /// The notes that have no definition yet.
    fn definitions(&mut self) {
        while let Some(note) = self.notes.get(self.defined).copied() {
            let position = self.defined;
            self.defined += 1;
            self.definition(position, note);
        }
    }

    /// A note. A comment begins with its author, in the line of the first paragraph.
    fn definition(&mut self, position: usize, note: &'a Note) {
        self.flat.push_alone(Piece::Definition(position));
        let author = note.author.as_deref().filter(|author| !author.trim().is_empty());
        let Some(author) = author else { return self.blocks(&note.blocks) };
        self.flat.text(author, 0, None);
        self.flat.text(":", 0, None);
        let mut blocks: &'a [Block] = &note.blocks;
        if let [Block::Paragraph(first), rest @ ..] = blocks {
            if let Some(label) = first.label.as_deref() {
                self.text_label(label);
            }
            self.inlines(&first.content, Around::default());
            blocks = rest;
        }
        self.blocks(blocks);
    }
}

/// Whether a label is a bullet that a list shows by itself.
fn is_plain_bullet(label: &Label) -> bool {
    let mut chars = label.text.trim().chars();
    label.kind != LabelKind::Number && chars.next().is_some_and(is_bullet) && chars.next().is_none()
}

/// Marks as bits, in the order of [`Marks::EACH`].
fn bits(marks: Marks) -> u8 {
    let each = Marks::EACH.iter().enumerate();
    each.filter(|(_, mark)| marks.contains(**mark)).map(|(bit, _)| 1 << bit).sum()
}
