//! Paragraphs as stored to the blocks of the document, once the additional blocks are known.

use super::blocks::AdditionalBlocks;
use super::boxes::{self, BoxCell, BoxKind, Placement, TextBox};
use super::paragraph::{Item, Paragraph};
use super::picture::{Picture, PictureKind};
use crate::document::{
    Block, Blocks, BreakKind, Caption, Cell, Furniture, Image, Inline, Label, LabelKind, Marks, NoteKind, Origin,
};
use crate::file_type::SNIFF_LENGTH;
use crate::read::assets::Assets;
use crate::read::flow::builder::{self, Composer, Opening, Span};
use crate::read::flow::furniture::push_new;
use crate::read::flow::note::{self, Lead, NoteNumbers};
use crate::read::flow::number::{AutoNumber, Numbers};
use crate::read::flow::object::{self, Shown};
use crate::read::flow::table::{self, Declared};
use crate::read::{Context, ole};
use crate::warning::{Part, WarningKind};

/// Composes the body.
pub(super) struct Body<'r, 'a, 'o> {
    cx: &'r mut Context<'o>,
    blocks: AdditionalBlocks<'a>,
    /// How many hyperlinks have found their objects.
    links_used: usize,
    pub(super) assets: Assets<Stored>,
    pub(super) furniture: Vec<Furniture>,
    numbers: Numbers,
    origin: Origin,
}

/// Attachments by their positions in the additional blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Stored {
    Picture(usize),
    Object(usize),
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
    pub(super) fn new(blocks: AdditionalBlocks<'a>, cx: &'r mut Context<'o>) -> Self {
        let (assets, furniture) = (Assets::new(), Vec::new());
        Body { cx, blocks, links_used: 0, assets, furniture, numbers: Numbers::default(), origin: Origin::default() }
    }

    /// Composes the outermost list, whose paragraphs give everything in them its origin.
    pub(super) fn section(&mut self, list: Vec<Paragraph>) -> Blocks {
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

    fn list(&mut self, list: Vec<Paragraph>, scope: Scope) -> Blocks {
        self.linked_list(list, None, scope)
    }

    /// Composes a list whose words all lead to the target, if there is one.
    fn linked_list(&mut self, list: Vec<Paragraph>, link: Option<String>, scope: Scope) -> Blocks {
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
        for item in items {
            self.item(item, scope, out);
        }
        out.end();
    }

    fn item(&mut self, item: Item, scope: Scope, out: &mut Composer) {
        match item {
            Item::Text(text, shape) => {
                out.size(shape.size, shape.look);
                out.text(&text, shape.marks);
            }
            Item::Tab => out.inline(Inline::Tab),
            // The one at the beginning has become the label and is empty now.
            Item::Outline(number) => out.text(&number.text, Marks::NONE),
            Item::AutoNumber(shows, value) => {
                let number = AutoNumber::new(shows, Some(value.into()));
                let shown = number.shown(scope == Scope::Furniture, &mut self.numbers, &mut Lead::Past);
                out.text(&shown.unwrap_or_default(), Marks::NONE);
            }
            Item::Anchor(name) => out.inline(Inline::Anchor(name)),
            Item::Note { kind, number, list } => self.note(kind, number, list, out),
            Item::Comment(list) => {
                let blocks = self.list(list, Scope::Text);
                if let Some(comment) = note::comment(blocks, None) {
                    out.inline(Inline::Note(Box::new(comment)));
                }
            }
            Item::Furniture { kind, pages, list } => {
                let blocks = self.list(list, Scope::Furniture);
                push_new(Furniture { kind, pages, blocks }, &mut self.furniture);
            }
            Item::TextBox(text_box) => self.text_box(*text_box, scope, out),
            Item::Picture(picture) => self.picture(*picture, scope, out),
        }
    }

    fn note(&mut self, kind: NoteKind, number: u16, mut list: Vec<Paragraph>, out: &mut Composer) {
        let shown = list.first_mut().and_then(|first| take_number(&mut first.items));
        let lead = shown.map_or(Lead::Past, |shown| Lead::After(shown.to_string()));
        let blocks = self.list(list, Scope::Text);
        let stored = Some(u32::from(number));
        out.inline(note::note(kind, lead, stored, NoteNumbers::default(), blocks, &mut self.numbers));
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
                Blocks::new()
            }
            BoxKind::Table => self.table(cells, link, scope).into_iter().collect(),
            BoxKind::Text => {
                let list = cells.into_iter().flat_map(|cell| cell.list).collect();
                builder::frame(self.linked_list(list, link, scope), self.origin).into_iter().collect()
            }
            BoxKind::Equation => return self.equation(cells, text_box.caption, place, scope, out),
            BoxKind::Button => {
                self.button(cells, link, scope, out);
                Blocks::new()
            }
        };
        let caption = self.caption(text_box.caption, place, scope);
        object::place(content, caption, place.anchoring, self.origin, out);
    }

    fn equation(
        &mut self,
        cells: Vec<BoxCell>,
        caption: Vec<Paragraph>,
        place: Placement,
        scope: Scope,
        out: &mut Composer,
    ) {
        let equation = object::equation(&script(&cells), self.cx);
        let caption = self.caption(caption, place, scope);
        match equation {
            Some(equation) => object::place_in_line(vec![equation], caption, place.anchoring, self.origin, out),
            None => object::place(Blocks::new(), caption, place.anchoring, self.origin, out),
        }
    }

    fn table(&mut self, cells: Vec<BoxCell>, link: Option<String>, scope: Scope) -> Option<Block> {
        let spots = boxes::grid(&cells);
        let declared = Declared {
            rows: spots.iter().map(|spot| spot.row + spot.row_span).max().unwrap_or_default(),
            columns: spots.iter().map(|spot| spot.column + spot.column_span).max().unwrap_or_default(),
            // Nothing is stored; the word processor itself converts every first row to one that is repeated on each
            // page.
            repeats_header: true,
        };
        let cell = |(cell, spot): (BoxCell, boxes::Spot)| Cell {
            row: spot.row,
            column: spot.column,
            row_span: spot.row_span,
            column_span: spot.column_span,
            header: false,
            blocks: self.linked_list(cell.list, link.clone(), scope),
        };
        let cells = cells.into_iter().zip(spots).map(cell).collect();
        table::of_cells(cells, declared, self.origin, self.cx)
    }

    /// Adds the words of a button in the line, as a link when it leads somewhere.
    fn button(&mut self, cells: Vec<BoxCell>, link: Option<String>, scope: Scope, out: &mut Composer) {
        let has_words = |paragraph: &Paragraph| !paragraph.items.is_empty();
        if link.is_some() && !cells.iter().flat_map(|cell| &cell.list).any(has_words) {
            self.cx.warn(WarningKind::NotConverted { what: Part::WordlessLink });
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

    fn picture(&mut self, mut picture: Picture, scope: Scope, out: &mut Composer) {
        let next = self.next_link(picture.place);
        let link = picture.link.take().or(next);
        let content = match picture.kind {
            PictureKind::Embedded => Some(vec![linked(self.embedded(&picture), link.clone())]),
            PictureKind::External => {
                let source = Some(self.cx.picture_source(&picture.name));
                let image = Image { source, size: picture.place.size, ..Image::default() };
                Some(vec![linked(Inline::Image(Box::new(image)), link.clone())])
            }
            PictureKind::Ole => return self.object(picture, link, scope, out),
            PictureKind::Drawing => None,
        };
        let caption = self.caption(picture.caption, picture.place, scope);
        if let Some(content) = content {
            return object::place_in_line(content, caption, picture.place.anchoring, self.origin, out);
        }
        if link.is_some() && picture.texts.is_empty() {
            self.cx.warn(WarningKind::NotConverted { what: Part::WordlessLink });
        }
        if link.is_some() && is_line(picture.texts.iter().flatten()) {
            self.linked_line(picture.texts.into_iter().flatten(), link, scope, out);
            return object::place(Blocks::new(), caption, picture.place.anchoring, self.origin, out);
        }
        let mut content = Blocks::new();
        for list in picture.texts {
            content.extend(builder::frame(self.linked_list(list, link.clone(), scope), self.origin));
        }
        object::place(content, caption, picture.place.anchoring, self.origin, out);
    }

    /// An object of another program.
    fn object(&mut self, picture: Picture, link: Option<String>, scope: Scope, out: &mut Composer) {
        let (blocks, origin) = (&mut self.blocks, self.origin);
        let number = blocks.object(&picture.name);
        let key = number.map(Stored::Object);
        let shown = object::embedded(key, "", picture.place.size, &mut self.assets, self.cx, |cx| {
            let data = blocks.object_file(number?, cx)?;
            Some(ole::read(data, origin, cx))
        });
        let caption = self.caption(picture.caption, picture.place, scope);
        let anchoring = picture.place.anchoring;
        match shown {
            Shown::Blocks(content) => {
                if link.is_some() && !content.is_empty() {
                    self.cx.warn(WarningKind::NotConverted { what: Part::ObjectLink });
                }
                object::place(content, caption, anchoring, origin, out);
            }
            Shown::Line(content) => {
                let content = content.into_iter().map(|image| linked(image, link.clone())).collect();
                object::place_in_line(content, caption, anchoring, origin, out);
            }
        }
    }

    fn embedded(&mut self, picture: &Picture) -> Inline {
        let keep = self.cx.options.assets;
        let found = self.blocks.picture(&picture.name);
        let asset = found.and_then(|(position, data)| {
            let wanted = if keep { data } else { data.get(..SNIFF_LENGTH).unwrap_or(data) };
            self.assets.position(Stored::Picture(position), keep, || Some(wanted.to_vec()))
        });
        if asset.is_none() {
            self.cx.warn(WarningKind::MissingAttachment);
        }
        let source = asset.is_none().then(|| picture.name.clone());
        Inline::Image(Box::new(Image { asset, source, size: picture.place.size, ..Image::default() }))
    }

    fn caption(&mut self, list: Vec<Paragraph>, place: Placement, scope: Scope) -> Option<Caption> {
        let blocks = self.list(list, scope);
        (!blocks.is_empty()).then_some(Caption { before: place.caption_before, blocks })
    }
}

fn linked(inline: Inline, link: Option<String>) -> Inline {
    match link {
        Some(target) => Inline::Link(Box::new(crate::document::Link { target, content: [inline].into() })),
        None => inline,
    }
}

/// Whether a list holds one paragraph of words.
fn is_line<'p>(list: impl Iterator<Item = &'p Paragraph>) -> bool {
    let mut paragraphs = list.filter(|paragraph| !paragraph.items.is_empty());
    let is_word = |item: &Item| matches!(item, Item::Text(..) | Item::Tab | Item::AutoNumber(..));
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
                | Item::AutoNumber(..)
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
    let Item::AutoNumber(shows, value) = items.get(at)? else { return None };
    if !shows.is_of_note() {
        return None;
    }
    let value = *value;
    items.drain(..=at);
    if let Some(Item::Text(text, _)) = items.first_mut() {
        *text = text.trim_start().to_owned();
    }
    Some(value)
}
