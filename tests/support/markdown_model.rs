//! Compares a document with the Markdown written from it, as pulldown-cmark reads that: the same words in the same order
//! under the same marks and links, the same headings, items, tables, notes, equations and pictures.
//!
//! Both sides are flattened to a list of [`Piece`]s. Blanks are left out: where they may differ, they mean nothing. In
//! cells, where HTML and Markdown have different means, headings, items and frames are just text, and bullets are all one.

#![allow(clippy::wildcard_enum_match_arm, reason = "what a comparison does not know, it reports")]

use std::collections::HashSet;
use std::rc::Rc;

use hwpconv::WriteOptions;
use hwpconv::document::{
    Block, Caption, ChangeKind, Document, Equation, Inline, Label, LabelKind, Link, Marks, Node, Note, Paragraph, Slot,
    Table, plain_text, visit,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A bit for inserted text, beside those of the marks.
const INSERTED: u8 = 64;

/// A piece of a flattened document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A character that is no blank, its marks and the target of its link.
    Char(char, u8, Option<Rc<str>>),
    /// A block of text begins.
    Block,
    /// A line break within a block.
    Line,
    /// A bullet before an item, or a dash that a block begins with: typed before a blank, it becomes a bullet.
    Bullet,
    Heading(u8),
    Quote,
    EndQuote,
    Rule,
    Table,
    Row,
    /// A cell with its spans.
    Cell(usize, usize),
    EndTable,
    /// A reference to the note with this position.
    Note(usize),
    /// The definition of the note with this position.
    Definition(usize),
    Math(String),
    Code(String),
    /// A picture with its description and target.
    Image(String, String),
    Anchor(String),
    /// What the writer never writes.
    Unexpected(String),
}

/// Asserts that Markdown says what the document holds.
pub fn assert_same(document: &Document, options: &WriteOptions, markdown: &str) {
    let expected = of_document(document, options);
    let found = of_markdown(markdown);
    let Some(at) = (0..expected.len().max(found.len())).find(|at| expected.get(*at) != found.get(*at)) else { return };
    let around = |pieces: &[Piece]| show(&pieces[at.saturating_sub(30).min(pieces.len())..(at + 15).min(pieces.len())]);
    panic!(
        "piece {at} differs\nexpected {:?}: {}\nfound    {:?}: {}\n--- markdown\n{markdown}\n--- document\n{:#?}",
        expected.get(at),
        around(&expected),
        found.get(at),
        around(&found),
        document.sections,
    );
}

fn show(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Char(c, 0, None) => text.push(*c),
            Piece::Char(c, marks, link) => {
                text.push_str(&format!(
                    "{c}{{{marks}{}}}",
                    link.as_deref().map(|l| format!(" {l}")).unwrap_or_default()
                ));
            }
            piece => text.push_str(&format!("⟨{piece:?}⟩")),
        }
    }
    text
}

/// Collects pieces; borders of blocks and lines count only between other pieces.
#[derive(Default)]
struct Flat {
    pieces: Vec<Piece>,
    border: Option<Piece>,
    cells: usize,
}

impl Flat {
    fn push(&mut self, piece: Piece) {
        let border = self.border.take().filter(|_| self.cells == 0);
        let is_typed_bullet = border == Some(Piece::Block) && matches!(piece, Piece::Char('-', ..));
        self.pieces.extend(border);
        self.pieces.push(if is_typed_bullet { Piece::Bullet } else { piece });
    }

    fn text(&mut self, text: &str, marks: u8, link: Option<&Rc<str>>) {
        for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FFFC}') {
            let is_any_bullet = self.cells > 0 && is_bullet(c);
            self.push(if is_any_bullet { Piece::Char('-', 0, None) } else { Piece::Char(c, marks, link.cloned()) });
        }
    }

    fn block(&mut self) {
        self.border = Some(Piece::Block);
    }

    fn line(&mut self) {
        if self.pieces.last() != Some(&Piece::Bullet) {
            self.border.get_or_insert(Piece::Line);
        }
    }

    /// Adds what only counts outside of cells.
    fn outside(&mut self, piece: Piece) {
        if self.cells == 0 {
            self.push(piece);
            self.border = Some(Piece::Block);
        } else {
            self.block();
        }
    }

    fn bullet(&mut self) {
        if self.cells == 0 {
            self.block();
            self.push(Piece::Bullet);
        } else {
            self.push(Piece::Char('-', 0, None));
        }
    }

    fn cell(&mut self, rows: usize, columns: usize) {
        self.push(Piece::Cell(rows, columns));
        self.block();
    }
}

fn is_bullet(c: char) -> bool {
    "•●·∙⋅・‧-‐–—−▪◦*".contains(c)
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FFFC}').collect()
}

fn of_latex(latex: &str) -> Piece {
    Piece::Math(squeeze(latex).replace("\\$", "$"))
}

fn decode(target: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = target.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The pieces of a document.
pub fn of_document(document: &Document, options: &WriteOptions) -> Vec<Piece> {
    let mut anchors = HashSet::new();
    for section in &document.sections {
        visit(&section.blocks, &mut |node| {
            if let Node::Inline(Inline::Link(link)) = node {
                anchors.extend(link.target.strip_prefix('#'));
            }
        });
    }
    let mut model =
        Model { document, options, anchors, flat: Flat::default(), notes: Vec::new(), deferred: Vec::new() };
    let mut furniture = HashSet::new();
    for section in &document.sections {
        // Each once, before the section that has it first. Only paragraphs are compared: tables lose their form.
        for piece in section.furniture.iter().filter(|_| options.furniture) {
            if furniture.insert((piece.kind as u8, plain_text(&piece.blocks))) {
                model.quote(&piece.blocks);
            }
        }
        model.blocks(&section.blocks);
    }
    let mut next = 0;
    while let Some(note) = model.notes.get(next).copied() {
        model.flat.border = None;
        model.flat.push(Piece::Definition(next));
        model.flat.block();
        if let Some(author) = &note.author {
            model.flat.text(&format!("{author}:"), 0, None);
        }
        let first_joins = note.author.is_some() && matches!(note.blocks.first(), Some(Block::Paragraph(_)));
        for (index, block) in note.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) if index == 0 && first_joins => {
                    model.flat.text(paragraph.label.as_deref().map_or("", |label| &label.text), 0, None);
                    model.inlines(&paragraph.content, 0, None, false);
                }
                block => model.block(block),
            }
        }
        next += 1;
    }
    model.flat.pieces
}

struct Model<'a> {
    document: &'a Document,
    options: &'a WriteOptions,
    anchors: HashSet<&'a str>,
    flat: Flat,
    notes: Vec<&'a Note>,
    /// Notes and anchors in a link, which stand after it.
    deferred: Vec<&'a Inline>,
}

impl<'a> Model<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        self.flat.block();
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => {
                let start = self.flat.pieces.len();
                if self.flat.cells == 0 {
                    self.flat.push(Piece::Heading(heading.level.min(6)));
                }
                let empty = self.flat.pieces.len();
                let label = heading.paragraph.label.as_deref();
                self.flat.text(label.map_or("", |label| &label.text), 0, None);
                let labelled = self.flat.pieces.len();
                self.inlines(&heading.paragraph.content, 0, None, true);
                let is_bullet = label.is_some_and(|label| label.kind == LabelKind::Bullet);
                if self.flat.pieces.len() == if is_bullet { labelled } else { empty } {
                    self.flat.pieces.truncate(start);
                }
            }
            Block::Table(table) => {
                self.captioned(table.caption.as_deref(), |model| model.table(table));
            }
            Block::Figure(figure) => self.captioned(Some(&figure.caption), |model| model.blocks(&figure.content)),
            Block::Equation(equation, _) => self.equation(equation),
            Block::Frame(frame) => {
                let mut has_table = false;
                visit(&frame.blocks, &mut |node| has_table |= matches!(node, Node::Block(Block::Table(_))));
                if self.flat.cells > 0 {
                    self.blocks(&frame.blocks);
                } else if has_table {
                    if self.flat.pieces.last() != Some(&Piece::Rule) {
                        self.flat.border = None;
                        self.flat.push(Piece::Rule);
                    }
                    self.blocks(&frame.blocks);
                    if self.flat.pieces.last() != Some(&Piece::Rule) {
                        self.flat.border = None;
                        self.flat.push(Piece::Rule);
                    }
                } else {
                    self.quote(&frame.blocks);
                }
            }
            Block::Break(..) => {}
        }
        self.flat.block();
    }

    fn quote(&mut self, blocks: &'a [Block]) {
        let start = self.flat.pieces.len();
        self.flat.border = None;
        self.flat.push(Piece::Quote);
        let empty = self.flat.pieces.len();
        self.blocks(blocks);
        if self.flat.pieces.len() == empty {
            self.flat.pieces.truncate(start);
        } else {
            self.flat.border = None;
            self.flat.push(Piece::EndQuote);
        }
    }

    fn captioned(&mut self, caption: Option<&'a Caption>, content: impl FnOnce(&mut Self)) {
        for caption in caption.iter().filter(|caption| caption.before) {
            self.blocks(&caption.blocks);
        }
        content(self);
        for caption in caption.iter().filter(|caption| !caption.before) {
            self.blocks(&caption.blocks);
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        let start = self.flat.pieces.len();
        self.label(paragraph.label.as_deref());
        let empty = self.flat.pieces.len();
        self.inlines(&paragraph.content, 0, None, false);
        let is_bullet = paragraph.label.as_deref().is_some_and(|label| label.kind == LabelKind::Bullet);
        if self.flat.pieces.len() == empty && is_bullet {
            self.flat.pieces.truncate(start);
        }
    }

    fn label(&mut self, label: Option<&Label>) {
        let Some(label) = label else { return };
        if label.kind == LabelKind::Bullet && label.text.chars().all(is_bullet) && label.text.chars().count() == 1 {
            self.flat.bullet();
        } else {
            self.flat.text(&label.text, 0, None);
        }
    }

    fn table(&mut self, table: &'a Table) {
        if table.rows == 0 || table.columns == 0 {
            return;
        }
        self.flat.border = None;
        self.flat.push(Piece::Table);
        self.flat.cells += 1;
        let grid = table.grid();
        for row in grid.rows() {
            self.flat.push(Piece::Row);
            for slot in row {
                match slot {
                    Slot::Hole => self.flat.cell(1, 1),
                    Slot::Anchor(index) => {
                        let cell = &table.cells[*index];
                        self.flat.cell(cell.row_span, cell.column_span);
                        self.blocks(&cell.blocks);
                    }
                    Slot::Covered(_) => {}
                }
            }
        }
        self.flat.push(Piece::EndTable);
        self.flat.cells -= 1;
        self.flat.block();
    }

    fn inlines(&mut self, content: &'a [Inline], marks: u8, link: Option<&Rc<str>>, is_heading: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.flat.text(&text.text, marks | bits(text.marks), link),
                Inline::LineBreak if is_heading => {}
                Inline::LineBreak => self.flat.line(),
                Inline::Tab => {}
                Inline::Link(inner) => self.link(inner, marks, link, is_heading),
                Inline::Image(image) => {
                    let asset = image.asset.and_then(|index| self.document.assets.get(index));
                    let target = asset.map_or(image.source.clone().unwrap_or_default(), |asset| {
                        format!("{}{}", self.options.media_prefix, asset.name)
                    });
                    let name = asset.map_or(image.source.as_deref().unwrap_or(""), |asset| &asset.name);
                    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                    let alt = [squeeze(&image.alt), squeeze(stem), "image".to_owned()];
                    let alt = alt.into_iter().find(|alt| !alt.is_empty()).unwrap();
                    self.flat.push(Piece::Image(alt, decode(&target)));
                }
                Inline::Equation(equation) => self.equation(equation),
                Inline::Note(_) | Inline::Anchor(_) if link.is_some() => self.deferred.push(inline),
                Inline::Note(note) => self.note(note),
                Inline::Ruby(ruby) => {
                    let text = format!("{}({})", ruby.base.text, ruby.ruby);
                    self.flat.text(&text, marks | bits(ruby.base.marks), link);
                }
                Inline::Anchor(name) if self.anchors.contains(name.as_str()) => {
                    self.flat.push(Piece::Anchor(name.clone()));
                }
                Inline::Anchor(_) => {}
                Inline::Change(change) => {
                    let bit = match change.kind {
                        ChangeKind::Inserted => INSERTED,
                        ChangeKind::Deleted => bits(Marks::STRIKE),
                    };
                    self.inlines(&change.content, marks | bit, link, is_heading);
                }
                Inline::Unknown(unknown) => self.flat.text(&unknown.text, marks, link),
            }
        }
    }

    fn link(&mut self, inner: &'a Link, marks: u8, link: Option<&Rc<str>>, is_heading: bool) {
        if !is_safe(&inner.target) || link.is_some() {
            return self.inlines(&inner.content, marks, link, is_heading);
        }
        let target: Rc<str> = Rc::from(decode(&inner.target));
        let start = self.flat.pieces.len();
        self.inlines(&inner.content, marks, Some(&target), is_heading);
        if self.flat.pieces.len() == start {
            self.flat.text(&inner.target, marks, Some(&target));
        }
        let deferred = std::mem::take(&mut self.deferred);
        for inline in deferred {
            self.inlines(std::slice::from_ref(inline), marks, None, is_heading);
        }
    }

    fn note(&mut self, note: &'a Note) {
        self.notes.push(note);
        self.flat.push(Piece::Note(self.notes.len() - 1));
    }

    fn equation(&mut self, equation: &'a Equation) {
        let latex = equation.latex.as_deref().unwrap_or("{").replace("\\{", "").replace("\\}", "");
        let braces = |c: char| latex.matches(c).count();
        if braces('{') == braces('}') {
            self.flat.push(of_latex(equation.latex.as_deref().unwrap_or_default().trim_end_matches(['\\', ' '])));
        } else if !squeeze(&equation.script).is_empty() {
            self.flat.push(Piece::Code(squeeze(&equation.script)));
        }
    }
}

fn is_safe(target: &str) -> bool {
    ["http://", "https://", "mailto:", "ftp://", "tel:", "#"].iter().any(|scheme| target.starts_with(scheme))
}

fn bits(marks: Marks) -> u8 {
    let each = Marks::EACH.iter().enumerate();
    each.filter(|(_, mark)| marks.contains(**mark)).map(|(bit, _)| 1 << bit).sum()
}

/// The pieces of Markdown, as pulldown-cmark reads it.
pub fn of_markdown(markdown: &str) -> Vec<Piece> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    let mut parsed = Parsed::default();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        parsed.event(event, &markdown[range]);
    }
    assert_eq!(parsed.depth.iter().sum::<usize>(), 0, "an element is not closed\n{markdown}");
    parsed.flat.pieces
}

#[derive(Default)]
struct Parsed {
    flat: Flat,
    /// How many elements of each mark are open.
    depth: [usize; 7],
    link: Option<Rc<str>>,
    labels: Vec<String>,
    /// Numbers that the open lists will give next; none for bullets.
    lists: Vec<Option<u64>>,
    /// The picture or code under way: its text, and the target.
    held: Option<(String, String)>,
    /// HTML of a block, which comes line by line.
    html: String,
}

impl Parsed {
    fn marks(&self) -> u8 {
        self.depth.iter().enumerate().filter(|(_, depth)| **depth > 0).map(|(bit, _)| 1 << bit).sum()
    }

    fn text(&mut self, text: &str) {
        match &mut self.held {
            Some((held, _)) => held.push_str(text),
            None => self.flat.text(text, self.marks(), self.link.as_ref()),
        }
    }

    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.flat.push(Piece::Code(squeeze(&code))),
            Event::InlineMath(latex) | Event::DisplayMath(latex) => self.flat.push(of_latex(&latex)),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.html(&html),
            Event::FootnoteReference(label) => {
                let note = self.note(&label);
                self.flat.push(Piece::Note(note));
            }
            Event::SoftBreak => self.unexpected("a line end within a paragraph"),
            Event::HardBreak => self.flat.line(),
            Event::Rule => {
                self.flat.border = None;
                self.flat.outside(Piece::Rule);
            }
            Event::TaskListMarker(_) => self.unexpected("a task box"),
        }
    }

    fn unexpected(&mut self, what: &str) {
        self.flat.push(Piece::Unexpected(what.to_owned()));
    }

    fn note(&mut self, label: &str) -> usize {
        match self.labels.iter().position(|known| known == label) {
            Some(known) => known,
            None => {
                self.labels.push(label.to_owned());
                self.labels.len() - 1
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::Paragraph => self.flat.block(),
            Tag::Heading { level, .. } => {
                self.flat.block();
                if self.flat.cells == 0 {
                    self.flat.push(Piece::Heading(level as u8));
                }
            }
            Tag::BlockQuote(_) => {
                self.flat.border = None;
                self.flat.outside(Piece::Quote);
            }
            Tag::CodeBlock(_) => self.unexpected("a code block"),
            Tag::HtmlBlock => self.html.clear(),
            Tag::List(start) => self.lists.push(start),
            Tag::Item => {
                self.flat.block();
                match self.lists.last_mut().unwrap() {
                    Some(number) => {
                        let marker = source.split_whitespace().next().unwrap();
                        // What is shown is not what is written.
                        let shown = format!("{number}{}", &marker[marker.len() - 1..]);
                        *number += 1;
                        self.flat.text(&shown, 0, None);
                    }
                    None => self.flat.bullet(),
                }
                // The first paragraph of the item is no further block.
                self.flat.border = None;
            }
            Tag::FootnoteDefinition(label) => {
                let note = self.note(&label);
                self.flat.border = None;
                self.flat.push(Piece::Definition(note));
            }
            Tag::Table(_) => {
                self.flat.border = None;
                self.flat.push(Piece::Table);
                self.flat.cells += 1;
            }
            Tag::TableHead | Tag::TableRow => self.flat.push(Piece::Row),
            Tag::TableCell => self.flat.cell(1, 1),
            Tag::Emphasis => self.depth[1] += 1,
            Tag::Strong => self.depth[0] += 1,
            Tag::Strikethrough => self.depth[3] += 1,
            Tag::Link { dest_url, .. } => self.link = Some(Rc::from(decode(&dest_url))),
            Tag::Image { dest_url, .. } => self.held = Some((String::new(), decode(&dest_url))),
            tag => self.unexpected(&format!("{tag:?}")),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.depth[1] -= 1,
            TagEnd::Strong => self.depth[0] -= 1,
            TagEnd::Strikethrough => self.depth[3] -= 1,
            TagEnd::Link => self.link = None,
            TagEnd::Image => {
                let (alt, target) = self.held.take().unwrap();
                self.flat.push(Piece::Image(squeeze(&alt), target));
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html(&html);
            }
            TagEnd::Table => self.end_table(),
            TagEnd::BlockQuote(_) => {
                self.flat.border = None;
                self.flat.outside(Piece::EndQuote);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.flat.block();
            }
            _ => self.flat.block(),
        }
    }

    fn end_table(&mut self) {
        self.flat.border = None;
        self.flat.push(Piece::EndTable);
        self.flat.cells -= 1;
        self.flat.block();
    }

    /// Reads the HTML that the writer writes; anything else is a failure.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.text(&unescape(&rest[..at]));
            let end = at
                + if rest[at..].starts_with("<!--") {
                    rest[at..].find("-->").unwrap() + 2
                } else {
                    rest[at..].find('>').unwrap()
                };
            self.tag(&rest[at + 1..end]);
            rest = &rest[end + 1..];
        }
        self.text(&unescape(rest));
    }

    fn tag(&mut self, tag: &str) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let value = |key: &str| {
            let start = attributes.find(&format!("{key}=\""))? + key.len() + 2;
            attributes[start..].split('"').next().map(unescape)
        };
        let span = |key: &str| value(key).map_or(1, |span| span.parse().unwrap());
        match name {
            "table" => {
                self.flat.border = None;
                self.flat.push(Piece::Table);
                self.flat.cells += 1;
            }
            "/table" => self.end_table(),
            "tr" => self.flat.push(Piece::Row),
            "td" | "th" => self.flat.cell(span("rowspan"), span("colspan")),
            "/tr" | "/td" | "/th" => {}
            "br" => self.flat.line(),
            "img" => {
                let alt = squeeze(&value("alt").unwrap());
                self.flat.push(Piece::Image(alt, decode(&value("src").unwrap())));
            }
            "a" => match value("href") {
                Some(target) => self.link = Some(Rc::from(decode(&target))),
                None => self.flat.push(Piece::Anchor(value("id").unwrap())),
            },
            "/a" => self.link = None,
            "code" => self.held = Some((String::new(), String::new())),
            "/code" => {
                let (code, _) = self.held.take().unwrap();
                self.flat.push(Piece::Code(squeeze(&code)));
            }
            "ruby" | "/ruby" | "rp" | "/rp" | "rt" | "/rt" => {}
            _ if name.starts_with("!--") => {}
            _ => {
                let (mark, closes) = name.strip_prefix('/').map_or((name, false), |name| (name, true));
                let known = ["strong", "em", "u", "del", "sup", "sub", "ins"];
                let bit = known.iter().position(|known| *known == mark).unwrap_or_else(|| panic!("<{tag}>"));
                self.depth[bit] = if closes { self.depth[bit].checked_sub(1).unwrap() } else { self.depth[bit] + 1 };
            }
        }
    }
}

fn unescape(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
