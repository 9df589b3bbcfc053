//! Paragraphs as stored to the blocks of the document, once the additional blocks are known.

use super::blocks::Blocks;
use super::boxes::{self, BoxCell, BoxKind, Placement, TextBox};
use super::paragraph::{AutoNumber, Item, Paragraph};
use super::picture::{Picture, PictureKind};
use crate::document::{
    Block, BreakKind, Caption, Cell, Equation, Few, Furniture, Image, Inline, Label, LabelKind, Marks, Note, NoteKind,
    Origin, Table,
};
use crate::read::assets::{Assets, SNIFF_LENGTH};
use crate::read::compose::{self, Anchoring, Composer, Opening, Span};
use crate::read::{Context, equation};
use crate::warning::WarningKind;

/// Composes the body.
pub(super) struct Body<'r, 'a, 'o> {
    cx: &'r mut Context<'o>,
    blocks: Blocks<'a>,
    /// How many hyperlinks have found their objects.
    links_used: usize,
    pub(super) assets: Assets<usize>,
    pub(super) furniture: Vec<Furniture>,
    origin: Origin,
}

/// The id of link spans: at most one is open in a list.
const LINK: u64 = 0;

/// What kind of list is composed; that decides what automatic numbers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Text,
    Furniture,
}

impl<'r, 'a, 'o> Body<'r, 'a, 'o> {
    pub(super) fn new(blocks: Blocks<'a>, cx: &'r mut Context<'o>) -> Self {
        let (assets, furniture) = (Assets::new(), Vec::new());
        Body { cx, blocks, links_used: 0, assets, furniture, origin: Origin::default() }
    }

    /// Composes the outermost list, whose paragraphs give everything in them its origin.
    pub(super) fn section(&mut self, list: Vec<Paragraph>) -> Vec<Block> {
        let mut composer = Composer::new();
        let mut break_before = None;
        for (index, paragraph) in list.into_iter().enumerate() {
            self.origin.paragraph = u32::try_from(index).unwrap_or(u32::MAX);
            let break_after = paragraph.break_after;
            self.paragraph(paragraph, break_before, Scope::Text, &mut composer);
            break_before = break_after;
        }
        composer.finish()
    }

    fn list(&mut self, list: Vec<Paragraph>, scope: Scope) -> Vec<Block> {
        self.linked_list(list, None, scope).into_vec()
    }

    /// Composes a list whose words all lead to the target, if there is one.
    fn linked_list(&mut self, list: Vec<Paragraph>, link: Option<String>, scope: Scope) -> Few<Block> {
        let mut composer = Composer::new();
        if let Some(target) = link {
            composer.open(LINK, Span::Link(target));
        }
        for paragraph in list {
            // Breaks within an object are layout.
            self.paragraph(paragraph, None, scope, &mut composer);
        }
        composer.close(LINK);
        composer.take_blocks()
    }

    fn paragraph(&mut self, paragraph: Paragraph, break_before: Option<BreakKind>, scope: Scope, out: &mut Composer) {
        let mut items = paragraph.items.into_iter().peekable();
        let label = match items.peek_mut() {
            Some(Item::Outline(number)) => Some(Box::new(Label {
                kind: if number.is_bullet { LabelKind::Bullet } else { LabelKind::Number },
                text: std::mem::take(&mut number.text),
                level: number.level,
            })),
            _ => None,
        };
        // The outline of HWP 3 became the paragraph numbers of HWP 5, which make no headings.
        out.begin(Opening { label, align: paragraph.align, origin: self.origin, break_before, ..Opening::default() });
        out.size(paragraph.size);
        for item in items {
            self.item(item, scope, out);
        }
        out.end();
    }

    fn item(&mut self, item: Item, scope: Scope, out: &mut Composer) {
        match item {
            Item::Text(text, marks) => out.text(&text, marks),
            Item::Tab => out.inline(Inline::Tab),
            // The one at the beginning has become the label and is empty now.
            Item::Outline(number) => out.text(&number.text, Marks::NONE),
            Item::AutoNumber { kind: AutoNumber::Page, .. } if scope == Scope::Furniture => out.text("#", Marks::NONE),
            // There are no pages in running text.
            Item::AutoNumber { kind: AutoNumber::Page, .. } => {}
            Item::AutoNumber { kind: AutoNumber::Note | AutoNumber::Caption, value } => {
                out.text(&value.to_string(), Marks::NONE)
            }
            Item::Anchor(name) => out.inline(Inline::Anchor(name)),
            Item::Note { kind, number, list } => self.note(kind, number, list, out),
            Item::Comment(list) => {
                let blocks = self.list(list, Scope::Text);
                let note = Note { kind: NoteKind::Comment, number: String::new(), author: None, blocks };
                if !note.blocks.is_empty() {
                    out.inline(Inline::Note(Box::new(note)));
                }
            }
            Item::Furniture { kind, pages, list } => {
                let blocks = self.list(list, Scope::Furniture);
                let furniture = Furniture { kind, pages, blocks };
                if !furniture.blocks.is_empty() {
                    self.furniture.push(furniture);
                }
            }
            Item::TextBox(text_box) => self.text_box(*text_box, scope, out),
            Item::Picture(picture) => self.picture(*picture, scope, out),
        }
    }

    fn note(&mut self, kind: NoteKind, number: u16, mut list: Vec<Paragraph>, out: &mut Composer) {
        let shown = list.first_mut().and_then(|first| take_number(&mut first.items));
        let number = shown.unwrap_or(number).to_string();
        let blocks = self.list(list, Scope::Text);
        out.inline(Inline::Note(Box::new(Note { kind, number, author: None, blocks })));
    }

    /// The target of the next hyperlink, for an object that has one.
    fn next_link(&mut self, place: Placement) -> Option<String> {
        if !place.is_link {
            return None;
        }
        let target = self.blocks.links.get(self.links_used).cloned();
        self.links_used += 1;
        target.flatten()
    }

    fn text_box(&mut self, text_box: TextBox, scope: Scope, out: &mut Composer) {
        let place = text_box.place;
        let link = self.next_link(place);
        let cells = text_box.cells;
        let content = match text_box.kind {
            // The way in which HWP 3 links words in a line: a box laid on it.
            BoxKind::Table | BoxKind::Text if link.is_some() && is_line(cells.iter().flat_map(|cell| &cell.list)) => {
                self.button(cells, link, scope, out);
                Vec::new()
            }
            BoxKind::Table if cells.len() > 1 => vec![self.table(cells, link, scope)],
            BoxKind::Table | BoxKind::Text => {
                let list = cells.into_iter().flat_map(|cell| cell.list).collect();
                compose::frame(self.linked_list(list, link, scope).into_vec(), self.origin).into_iter().collect()
            }
            BoxKind::Equation => return self.equation(cells, text_box.caption, place, scope, out),
            BoxKind::Button => {
                self.button(cells, link, scope, out);
                Vec::new()
            }
        };
        let caption = self.caption(text_box.caption, place, scope);
        emit(compose::captioned(content, caption, self.origin), place.anchoring, out);
    }

    fn equation(
        &mut self,
        cells: Vec<BoxCell>,
        caption: Vec<Paragraph>,
        place: Placement,
        scope: Scope,
        out: &mut Composer,
    ) {
        let script = script(&cells);
        if script.is_empty() {
            let caption = self.caption(caption, place, scope);
            return emit(compose::captioned(Vec::new(), caption, self.origin), place.anchoring, out);
        }
        let latex = equation::to_latex(&script);
        if latex.is_none() {
            self.cx.warn(WarningKind::EquationAsTyped);
        }
        let caption = self.caption(caption, place, scope);
        self.place(Inline::Equation(Box::new(Equation { script, latex })), caption, place.anchoring, out);
    }

    /// Adds an object that stands in the line, or its figure when it has a caption.
    fn place(&mut self, inline: Inline, caption: Option<Caption>, anchoring: Anchoring, out: &mut Composer) {
        if caption.is_none() {
            return out.inline(inline);
        }
        let mut line = Composer::new();
        line.begin(Opening { origin: self.origin, ..Opening::default() });
        line.inline(inline);
        emit(compose::captioned(line.finish(), caption, self.origin), anchoring, out);
    }

    fn table(&mut self, cells: Vec<BoxCell>, link: Option<String>, scope: Scope) -> Block {
        let spots = boxes::grid(&cells);
        let cell = |(cell, spot): (BoxCell, boxes::Spot)| Cell {
            row: spot.row,
            column: spot.column,
            row_span: spot.row_span,
            column_span: spot.column_span,
            // Nothing is stored; the word processor itself converts every first row to one that is repeated on each
            // page.
            header: spot.row == 0,
            blocks: self.linked_list(cell.list, link.clone(), scope),
        };
        let cells = cells.into_iter().zip(spots).map(cell).collect();
        let slots = self.cx.budget.limits().table_slots;
        let (table, mended) = Table::new(cells, usize::MAX, usize::MAX, slots, self.origin);
        if mended {
            self.cx.warn(WarningKind::Mended { what: "table grid" });
        }
        Block::Table(table)
    }

    /// Adds the words of a button in the line, as a link when it leads somewhere.
    fn button(&mut self, cells: Vec<BoxCell>, link: Option<String>, scope: Scope, out: &mut Composer) {
        let has_words = |paragraph: &Paragraph| !paragraph.items.is_empty();
        if link.is_some() && !cells.iter().flat_map(|cell| &cell.list).any(has_words) {
            self.cx.warn(WarningKind::NotConverted { what: "link without words" });
            return;
        }
        self.linked_line(cells.into_iter().flat_map(|cell| cell.list), link, scope, out);
    }

    /// Adds words to the line, as a link when they lead somewhere.
    fn linked_line(
        &mut self,
        list: impl Iterator<Item = Paragraph>,
        link: Option<String>,
        scope: Scope,
        out: &mut Composer,
    ) {
        if let Some(target) = link {
            out.open(LINK, Span::Link(target));
        }
        for item in list.flat_map(|paragraph| paragraph.items) {
            self.item(item, scope, out);
        }
        out.close(LINK);
    }

    fn picture(&mut self, picture: Picture, scope: Scope, out: &mut Composer) {
        let next = self.next_link(picture.place);
        let link = picture.link.or(next);
        let image = match picture.kind {
            PictureKind::Embedded => Some(self.embedded(&picture.name)),
            PictureKind::External => Some(Image { asset: None, source: Some(picture.name), alt: String::new() }),
            PictureKind::Ole => {
                self.cx.warn(WarningKind::NotConverted { what: "embedded object" });
                None
            }
            PictureKind::Drawing => None,
        };
        let caption = self.caption(picture.caption, picture.place, scope);
        if let Some(image) = image {
            return self.place(linked(image, link), caption, picture.place.anchoring, out);
        }
        if link.is_some() && picture.texts.is_empty() {
            self.cx.warn(WarningKind::NotConverted { what: "link without words" });
        }
        if link.is_some() && is_line(picture.texts.iter().flatten()) {
            self.linked_line(picture.texts.into_iter().flatten(), link, scope, out);
            return emit(compose::captioned(Vec::new(), caption, self.origin), picture.place.anchoring, out);
        }
        let mut content = Vec::new();
        for list in picture.texts {
            content.extend(compose::frame(self.linked_list(list, link.clone(), scope).into_vec(), self.origin));
        }
        emit(compose::captioned(content, caption, self.origin), picture.place.anchoring, out);
    }

    fn embedded(&mut self, name: &str) -> Image {
        let keep = self.cx.options.assets;
        let found = self.blocks.picture(name);
        let asset = found.and_then(|(position, data)| {
            let wanted = if keep { data } else { data.get(..SNIFF_LENGTH).unwrap_or(data) };
            self.assets.position(position, keep, || Some(wanted.to_vec()))
        });
        if asset.is_none() {
            self.cx.warn(WarningKind::MissingAttachment);
        }
        let source = asset.is_none().then(|| name.to_owned());
        Image { asset, source, alt: String::new() }
    }

    fn caption(&mut self, list: Vec<Paragraph>, place: Placement, scope: Scope) -> Option<Caption> {
        let blocks = self.list(list, scope);
        (!blocks.is_empty()).then_some(Caption { before: place.caption_before, blocks })
    }
}

fn emit(blocks: Vec<Block>, anchoring: Anchoring, out: &mut Composer) {
    for block in blocks {
        out.block(block, anchoring);
    }
}

fn linked(image: Image, link: Option<String>) -> Inline {
    let image = Inline::Image(Box::new(image));
    match link {
        Some(target) => Inline::Link(Box::new(crate::document::Link { target, content: [image].into() })),
        None => image,
    }
}

/// Whether a list holds one paragraph of words.
fn is_line<'p>(list: impl Iterator<Item = &'p Paragraph>) -> bool {
    let mut paragraphs = list.filter(|paragraph| !paragraph.items.is_empty());
    let is_word = |item: &Item| matches!(item, Item::Text(..) | Item::Tab | Item::AutoNumber { .. });
    let first = paragraphs.next();
    first.is_some_and(|paragraph| paragraph.items.iter().all(is_word)) && paragraphs.next().is_none()
}

/// The script of an equation: the text of its box.
fn script(cells: &[BoxCell]) -> String {
    let mut script = String::new();
    for paragraph in cells.iter().flat_map(|cell| &cell.list) {
        for item in &paragraph.items {
            match item {
                Item::Text(text, _) => script.push_str(text),
                Item::Tab => script.push(' '),
                // Nothing else can be typed into an equation.
                Item::Outline(_)
                | Item::AutoNumber { .. }
                | Item::Anchor(_)
                | Item::Note { .. }
                | Item::Comment(_)
                | Item::Furniture { .. }
                | Item::TextBox(_)
                | Item::Picture(_) => {}
            }
        }
        script.push('\n');
    }
    script.trim().to_owned()
}

/// Takes the number of a note from the beginning of its text, with the blank after it.
fn take_number(items: &mut Vec<Item>) -> Option<u16> {
    let at = items.iter().position(|item| !matches!(item, Item::Text(text, _) if text.trim().is_empty()))?;
    let Item::AutoNumber { kind: AutoNumber::Note, value } = items.get(at)? else { return None };
    let value = *value;
    items.drain(..=at);
    if let Some(Item::Text(text, _)) = items.first_mut() {
        *text = text.trim_start().to_owned();
    }
    Some(value)
}
