//! Documents and pages as pieces, and the first difference between the two.
//!
//! Blanks are left out: where they may differ, they mean nothing. Bullets are all one, because a list shows its own.

use std::collections::HashSet;

use hwpconv::document::{
    Block, Caption, Cell, Document, Equation, Inline, Label, LabelKind, Note, Paragraph, Slot, Table, plain_text,
};

use super::page;

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Char(char),
    Heading(u8),
    Table,
    /// A caption, and whether it stands before its table.
    Caption(bool),
    Row,
    /// A cell with its spans.
    Cell(usize, usize),
    EndTable,
    /// A reference to the note with this position.
    Note(usize),
    Definition(usize),
    Math,
    /// A picture; its description follows.
    Image,
}

/// The first place where the page of a document says something else than the document.
pub fn difference(document: &Document, body: &str) -> Option<String> {
    let (expected, found) = (of_document(document), page::pieces(body));
    let at = (0..expected.len().max(found.len())).find(|at| expected.get(*at) != found.get(*at))?;
    let around = |pieces: &[Piece]| {
        let pieces = &pieces[at.saturating_sub(20).min(pieces.len())..(at + 10).min(pieces.len())];
        pieces.iter().fold(String::new(), |text, piece| match piece {
            Piece::Char(c) => format!("{text}{c}"),
            piece => format!("{text}⟨{piece:?}⟩"),
        })
    };
    Some(format!("piece {at}: expected {} found {}", around(&expected), around(&found)))
}

/// Collects pieces.
#[derive(Default)]
pub struct Flat {
    pub pieces: Vec<Piece>,
    /// Furniture has lines where the document may have tables, with a bar between cells.
    pub is_furniture: bool,
}

impl Flat {
    pub fn text(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FFFC}') {
            match c {
                '|' if self.is_furniture => {}
                c if is_bullet(c) => self.pieces.push(Piece::Char('-')),
                c => self.pieces.push(Piece::Char(c)),
            }
        }
    }
}

fn is_bullet(c: char) -> bool {
    "•●·∙⋅・‧-‐–—−▪◦*\u{F0B7}".contains(c)
}

pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FFFC}').collect()
}

fn of_document(document: &Document) -> Vec<Piece> {
    let mut model = Model {
        document,
        flat: Flat::default(),
        notes: Vec::new(),
        deferred: Vec::new(),
        targets: targets(document),
        is_place: false,
        is_in_row: false,
    };
    let mut known = HashSet::new();
    for section in &document.sections {
        model.blocks(&section.blocks);
        for furniture in section.furniture.iter().filter(|furniture| !is_page_number(&furniture.blocks)) {
            if known.insert((furniture.kind as u8, identity(&furniture.blocks))) {
                model.flat.is_furniture = true;
                model.blocks(&furniture.blocks);
                model.flat.is_furniture = false;
            }
        }
    }
    let mut next = 0;
    while let Some(note) = model.notes.get(next).copied() {
        model.flat.pieces.push(Piece::Definition(next));
        if let Some(author) = note.author.as_deref().filter(|author| !author.trim().is_empty()) {
            model.flat.text(&format!("{author}:"));
        }
        model.blocks(&note.blocks);
        next += 1;
    }
    model.flat.pieces
}

fn targets(document: &Document) -> HashSet<&str> {
    let mut targets = HashSet::new();
    let furniture = document.sections.iter().flat_map(|section| &section.furniture).map(|item| &item.blocks);
    for blocks in furniture.chain(document.sections.iter().map(|section| &section.blocks)) {
        hwpconv::document::visit(blocks, &mut |node| {
            if let hwpconv::document::Node::Inline(Inline::Link(link)) = node {
                targets.extend(link.target.strip_prefix('#'));
            }
        });
    }
    targets
}

/// Whether furniture says nothing but the number of its page, and how many there are.
fn is_page_number(blocks: &[Block]) -> bool {
    let mut has_picture = false;
    hwpconv::document::visit(blocks, &mut |node| {
        has_picture |= matches!(node, hwpconv::document::Node::Inline(Inline::Image(_)));
    });
    let text = plain_text(blocks).to_lowercase();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).collect();
    let words: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let is_of_pages = ["", "쪽", "쪽쪽", "총쪽", "페이지", "page", "pageof", "p", "of"].contains(&words.as_str());
    !has_picture && is_of_pages && numbers.len() <= 2 && numbers.iter().all(|number| number.chars().count() <= 4)
}

/// What tells two pieces of furniture apart: their words and pictures.
fn identity(blocks: &[Block]) -> String {
    let mut identity = plain_text(blocks);
    hwpconv::document::visit(blocks, &mut |node| {
        if let hwpconv::document::Node::Inline(Inline::Image(image)) = node {
            identity += &format!("{:?}{:?}", image.asset, image.source);
        }
    });
    identity
}

struct Model<'a> {
    document: &'a Document,
    flat: Flat,
    notes: Vec<&'a Note>,
    /// Notes in a link, which stand after it.
    deferred: Vec<&'a Note>,
    /// Where links lead to within the document.
    targets: HashSet<&'a str>,
    /// Whether such a place stands in the last paragraph.
    is_place: bool,
    /// Whether a row of furniture is being said, which is on one line.
    is_in_row: bool,
}

impl<'a> Model<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            let is_line = matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::Equation(..));
            if is_line && self.flat.is_furniture && !self.is_in_row && is_page_number(std::slice::from_ref(block)) {
                continue;
            }
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Heading(heading) => {
                    let start = self.flat.pieces.len();
                    if !self.flat.is_furniture {
                        self.flat.pieces.push(Piece::Heading(heading.level.clamp(1, 6)));
                    }
                    let empty = self.flat.pieces.len();
                    self.paragraph(&heading.paragraph);
                    if self.flat.pieces.len() == empty && !self.is_place {
                        self.flat.pieces.truncate(start);
                    }
                }
                Block::Table(table) if self.flat.is_furniture => {
                    let was_in_row = std::mem::replace(&mut self.is_in_row, true);
                    for row in 0..table.rows() {
                        let cells: Vec<_> = table.cells().iter().filter(|cell| cell.row == row).collect();
                        if was_in_row || cells.iter().any(|cell| !is_page_number(&cell.blocks)) {
                            let is_sign = |cell: &Cell| {
                                !was_in_row && is_page_number(&cell.blocks) && plain_text(&cell.blocks).contains('#')
                            };
                            cells.iter().filter(|cell| !is_sign(cell)).for_each(|cell| self.blocks(&cell.blocks));
                        }
                    }
                    self.is_in_row = was_in_row;
                    self.captions(table.caption());
                }
                Block::Table(table) => self.table(table),
                // In furniture, all captions stand behind their objects.
                Block::Figure(figure) => {
                    let before = figure.caption.before && !self.flat.is_furniture;
                    self.captions(Some(&figure.caption).filter(|_| before));
                    self.blocks(&figure.blocks);
                    self.captions(Some(&figure.caption).filter(|_| !before));
                }
                Block::Equation(equation, _) => self.equation(equation),
                Block::Frame(frame) => self.blocks(&frame.blocks),
                Block::Break(..) => {}
                other => panic!("the comparison does not know {other:?}"),
            }
        }
    }

    fn captions(&mut self, caption: Option<&'a Caption>) {
        if let Some(caption) = caption {
            self.blocks(&caption.blocks);
        }
    }

    fn table(&mut self, table: &'a Table) {
        if table.rows() == 0 || table.columns() == 0 {
            return self.captions(table.caption());
        }
        self.flat.pieces.push(Piece::Table);
        if let Some(caption) = table.caption() {
            let start = self.flat.pieces.len();
            self.flat.pieces.push(Piece::Caption(caption.before));
            self.blocks(&caption.blocks);
            if self.flat.pieces.len() == start + 1 {
                self.flat.pieces.truncate(start);
            }
        }
        for row in table.grid().rows() {
            self.flat.pieces.push(Piece::Row);
            for slot in row {
                match slot {
                    Slot::Hole => self.flat.pieces.push(Piece::Cell(1, 1)),
                    Slot::Anchor(index) => {
                        let cell = &table.cells()[*index];
                        self.flat.pieces.push(Piece::Cell(cell.row_span, cell.column_span));
                        self.blocks(&cell.blocks);
                    }
                    Slot::Covered(_) => {}
                }
            }
        }
        self.flat.pieces.push(Piece::EndTable);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        let start = self.flat.pieces.len();
        let label = paragraph.label.as_deref();
        self.flat.text(label.map_or("", |label| &label.text));
        let empty = self.flat.pieces.len();
        self.is_place = false;
        self.inlines(&paragraph.content, false);
        // A bullet alone says nothing.
        if self.flat.pieces.len() == empty && !self.is_place && label.is_some_and(is_lone_bullet) {
            self.flat.pieces.truncate(start);
        }
    }

    fn inlines(&mut self, content: &'a [Inline], in_link: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.flat.text(&text.text),
                Inline::Link(link) if in_link || !is_safe(&link.target) => self.inlines(&link.content, in_link),
                Inline::Link(link) => {
                    let start = self.flat.pieces.len();
                    self.inlines(&link.content, true);
                    if self.flat.pieces.len() == start {
                        self.flat.text(&link.target);
                    }
                    for note in std::mem::take(&mut self.deferred) {
                        self.note(note);
                    }
                }
                Inline::Image(image) => {
                    let asset = image.asset.and_then(|index| self.document.assets.get(index));
                    let name = asset.map_or(image.source.as_deref().unwrap_or(""), |asset| &asset.name);
                    let name = name.rsplit(['/', '\\']).next().unwrap();
                    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                    let alt = [image.alt.as_str(), stem, "image"];
                    self.flat.pieces.push(Piece::Image);
                    self.flat.text(alt.into_iter().find(|alt| !squeezed(alt).is_empty()).unwrap());
                }
                Inline::Equation(equation) => self.equation(equation),
                Inline::Note(note) if note.is_blank() => {}
                Inline::Note(note) if in_link => self.deferred.push(note),
                Inline::Note(note) => self.note(note),
                Inline::Ruby(ruby) => self.flat.text(&format!("{}({})", ruby.base.text, ruby.ruby)),
                Inline::Change(change) => self.inlines(&change.content, in_link),
                Inline::Unknown(unknown) => self.flat.text(&unknown.text),
                Inline::Anchor(name) => self.is_place |= self.targets.contains(name.as_str()),
                Inline::LineBreak | Inline::Tab => {}
                other => panic!("the comparison does not know {other:?}"),
            }
        }
    }

    fn note(&mut self, note: &'a Note) {
        self.flat.pieces.push(Piece::Note(self.notes.len()));
        self.notes.push(note);
    }

    fn equation(&mut self, equation: &Equation) {
        let latex = equation.latex.as_deref().map(squeezed).unwrap_or_default();
        if !latex.is_empty() || !squeezed(&equation.script).is_empty() {
            self.flat.pieces.push(Piece::Math);
        }
    }
}

fn is_lone_bullet(label: &Label) -> bool {
    let text = label.text.trim();
    let is_plain = text.chars().count() == 1 && text.chars().all(is_bullet);
    label.kind == LabelKind::Bullet || (label.kind == LabelKind::Mark && is_plain)
}

/// Whether a page leads there: without a scheme to a file beside the document, with one to the web or a person.
fn is_safe(target: &str) -> bool {
    let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_lowercase();
    let is_file = !target.is_empty() && !target.contains(':') && !target.starts_with(['/', '\\', '#']);
    is_file || ["http://", "https://", "mailto:", "ftp://", "tel:", "#"].iter().any(|scheme| target.starts_with(scheme))
}
