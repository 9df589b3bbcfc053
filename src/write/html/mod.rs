//! [`Document`] to an HTML page that stands by itself: with a stylesheet, formulas as MathML, and pictures beside it or
//! in it.
//!
//! The text of a document never becomes markup: `escape::html_anywhere` is the only way from the document to the page.
//! Links and pictures pass `link::safe_target`. The page also forbids scripts and remote content to the browser.

mod furniture;
mod inline;
mod math;
mod notes;
mod pictures;
mod table;

use crate::document::{
    self, Align, Anchor, Block, BreakKind, Caption, Document, Equation, Figure, Frame, Heading, Paragraph, words,
};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::furniture::Furnishing;
use crate::write::items::{self, Item, Marker};
use crate::write::line::{self, Line};
use crate::write::notes::Notes;
use crate::write::provenance::Provenance;
use crate::write::survey::Survey;
use crate::write::{WriteOptions, boxes, bytes, escape, room};
use pictures::Pictures;

const STYLE: &str = include_str!("style.css");

/// Scripts, frames, forms, fonts and pictures from elsewhere have no business in a document.
const POLICY: &str = "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'";
/// The same for callers who want pictures from elsewhere.
const POLICY_WITH_REMOTE: &str =
    "default-src 'none'; img-src 'self' file: data: http: https:; style-src 'unsafe-inline'";

/// Appends a document as an HTML page.
pub(crate) fn write(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    let survey = Survey::of(document);
    // With tags, most pages are about twice as long as their text.
    out.reserve(STYLE.len() + survey.text_length * 2);
    head(document, options, known, out);
    // Without a link to any place, none needs a name.
    let may_lead = options.toc || !survey.anchors.is_empty();
    let anchors = if may_lead { document::anchors(document) } else { Vec::new() };
    let mut writer = Writer {
        document,
        options,
        out,
        ledger,
        survey: &survey,
        pictures: Pictures::new(document, options),
        notes: Notes::default(),
        items: Vec::new(),
        align: "",
        flows: 0,
        in_link: false,
        ahead: &anchors,
        spare: Vec::new(),
    };
    writer.contents(&anchors);
    let mut furnishing = Furnishing::default();
    for section in &document.sections {
        writer.blocks(&section.blocks);
        if options.furniture {
            writer.furniture(section, &mut furnishing);
        }
    }
    writer.close_lists();
    writer.notes();
    out.push_str("</main>\n</body>\n</html>\n");
}

fn head(document: &Document, options: &WriteOptions, known: &Provenance, out: &mut String) {
    out.push_str("<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"generator\" content=\"hwpconv\">\n");
    let policy = if options.remote_pictures { POLICY_WITH_REMOTE } else { POLICY };
    meta("http-equiv", "Content-Security-Policy", policy, out);
    let metadata = &document.metadata;
    let said = [("author", &metadata.author), ("description", &metadata.subject), ("keywords", &metadata.keywords)];
    for (name, value) in said {
        if let Some(value) = value {
            meta("name", name, value, out);
        }
    }
    out.push_str("<title>");
    escape::html_anywhere(&title(document, known), out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
}

fn meta(kind: &str, name: &str, value: &str, out: &mut String) {
    out.extend(["<meta ", kind, "=\"", name, "\" content=\""]);
    escape::html_anywhere(value, out);
    out.push_str("\">\n");
}

/// The title of the document, else its first heading, else the name of its file.
fn title(document: &Document, known: &Provenance) -> String {
    let said = document.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = said {
        return title.to_owned();
    }
    let headings = document.sections.iter().flat_map(|section| section.blocks.iter()).filter_map(|block| {
        // Other blocks are no titles.
        if let Block::Heading(heading) = block { Some(words(&heading.paragraph)) } else { None }
    });
    let source = || known.source.as_deref().and_then(|source| source.rsplit(['/', '\\']).next());
    headings.into_iter().find(|text| !text.is_empty()).or_else(|| source().map(str::to_owned)).unwrap_or_default()
}

/// What is written, and where writing stands.
struct Writer<'a, 'o> {
    document: &'a Document,
    options: &'o WriteOptions,
    out: &'o mut String,
    ledger: &'o mut Ledger,
    survey: &'o Survey<'a>,
    pictures: Pictures<'o>,
    notes: Notes<'a>,
    /// The open list items, outermost first. Each is the last of a list of its own.
    items: Vec<Item>,
    /// The class of alignment that text inherits here; empty for the left margin.
    align: &'static str,
    /// How many cells and captions are open: in them, labels are text and frames are only their content.
    flows: usize,
    in_link: bool,
    /// The headings still to come that links can lead to.
    ahead: &'a [Anchor<'a>],
    /// Lines to be used again, with their memory.
    spare: Vec<Line<'a>>,
}

impl<'a> Writer<'a, '_> {
    fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &Place::default());
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if room::is_full(self.out.len(), self.options, self.ledger) {
                return;
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Heading(heading) => self.heading(heading),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Equation(equation, _) => self.equation(equation),
            Block::Frame(frame) => self.frame(frame),
            Block::Break(BreakKind::Page, _) if self.flows == 0 => self.page_break(),
            Block::Break(BreakKind::Page | BreakKind::Column, _) => {} // Form that a cell and a browser do not have.
        }
    }

    /// Content of a cell or caption: a single paragraph needs no element of its own there.
    fn flow(&mut self, blocks: &'a [Block], align: &'static str) {
        let outer = std::mem::replace(&mut self.align, align);
        self.flows += 1;
        if let [Block::Paragraph(paragraph)] = blocks {
            self.text_of(paragraph);
        } else {
            self.blocks(blocks);
        }
        self.flows -= 1;
        self.align = outer;
    }

    /// The text of a paragraph with its label, without an element around it.
    fn text_of(&mut self, paragraph: &'a Paragraph) {
        if let Some(text) = line::as_it_stands(paragraph, bytes::PAGE) {
            return self.out.push_str(text);
        }
        let line = self.line(paragraph.label.as_deref(), &paragraph.content);
        self.write_line(&line);
        self.spare.push(line);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        if self.flows > 0 {
            let class = self.class(paragraph.align);
            return self.contained(&["<p", class, ">"], &["</p>\n"], |writer| writer.text_of(paragraph));
        }
        let mut line = self.line(items::text_label(paragraph), &paragraph.content);
        if !line.is_empty() {
            match items::marker(paragraph, &line, &self.items) {
                Some((marker, from)) => {
                    let is_marked = from == 0 && items::text_label(paragraph).is_some();
                    line.cut_start(from);
                    let level = paragraph.label.as_deref().map_or(0, |label| label.level);
                    self.item(level, marker, is_marked, &line);
                }
                None => {
                    self.close_lists();
                    self.out.extend(["<p", self.class(paragraph.align), ">"]);
                    self.write_line(&line);
                    self.out.push_str("</p>\n");
                }
            }
        }
        self.spare.push(line);
    }

    /// Writes a list item and leaves it open, as items may follow inside it. `is_marked` says that its mark is in its
    /// text, so that the list shows none.
    fn item(&mut self, level: u8, marker: Marker, is_marked: bool, line: &Line<'a>) {
        let number = match marker {
            Marker::Bullet => None,
            Marker::Number(number, delimiter) => Some((number, delimiter)),
        };
        let kept = self.items.iter().take_while(|item| item.level < level).count();
        while self.items.len() > kept + 1 {
            self.close_list();
        }
        let delimiter = |number: Option<(u32, char)>| number.map(|(_, delimiter)| delimiter);
        match self.items.get(kept) {
            Some(item) if delimiter(item.number) == delimiter(number) => {
                self.out.push_str("</li>\n");
                self.items.pop();
            }
            Some(_) => {
                self.close_list();
                self.open_list(number);
            }
            None => self.open_list(number),
        }
        self.items.push(Item { level, indent: 0, number });
        self.out.extend(["<li", if is_marked { " class=\"marked\">" } else { ">" }]);
        self.write_line(line);
    }

    fn open_list(&mut self, number: Option<(u32, char)>) {
        if !self.items.is_empty() {
            self.out.push('\n');
        }
        match number {
            None => self.out.push_str("<ul>\n"),
            Some((first, delimiter)) => {
                self.out.push_str(if delimiter == ')' { "<ol class=\"bracket\"" } else { "<ol" });
                if first != 1 {
                    self.out.extend([" start=\"", &first.to_string(), "\""]);
                }
                self.out.push_str(">\n");
            }
        }
    }

    fn close_list(&mut self) {
        if let Some(item) = self.items.pop() {
            self.out.push_str(if item.number.is_some() { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
        }
    }

    fn close_lists(&mut self) {
        while !self.items.is_empty() {
            self.close_list();
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let level = ["1", "2", "3", "4", "5"].get(usize::from(heading.level.max(1)) - 1).unwrap_or(&"6");
        let class = self.class(heading.paragraph.align);
        let closing = ["</h", level, ">\n"];
        let id = self.id(heading);
        self.contained(&["<h", level, &id, class, ">"], &closing, |writer| writer.text_of(&heading.paragraph));
    }

    /// The name of a heading as an attribute, where something leads to it.
    fn id(&mut self, heading: &Heading) -> String {
        let [anchor, rest @ ..] = self.ahead else { return String::new() };
        if !std::ptr::eq(anchor.heading, heading) {
            return String::new();
        }
        self.ahead = rest;
        let name = anchor.target.trim_start_matches('#');
        if !self.options.toc && !self.survey.anchors.contains(name) {
            return String::new();
        }
        let mut id = " id=\"".to_owned();
        escape::html_anywhere(name, &mut id);
        id.push('"');
        id
    }

    /// The table of contents that is asked for: a list of links to headings.
    fn contents(&mut self, anchors: &'a [Anchor<'a>]) {
        if self.options.toc {
            self.contained(&["<nav>\n"], &["</nav>\n"], |writer| {
                for anchor in anchors {
                    writer.item(anchor.heading.level, Marker::Bullet, false, &Line::to(anchor));
                }
            });
        }
    }

    fn equation(&mut self, equation: &'a Equation) {
        self.contained(&["<p>"], &["</p>\n"], |writer| writer.formula(equation, true));
    }

    fn frame(&mut self, frame: &'a Frame) {
        // A cell sets its content off already, and a table needs no box around it.
        if self.flows > 0 || boxes::is_bare(&frame.blocks) {
            return self.blocks(&frame.blocks);
        }
        self.contained(&["<div class=\"frame\">\n"], &["</div>\n"], |writer| writer.blocks(&frame.blocks));
    }

    fn figure(&mut self, figure: &'a Figure) {
        self.contained(&["<figure>\n"], &["</figure>\n"], |writer| {
            let caption = &figure.caption;
            if caption.before {
                writer.caption(caption, &["<figcaption>"], &["</figcaption>\n"]);
            }
            writer.blocks(&figure.blocks);
            if !caption.before {
                writer.caption(caption, &["<figcaption>"], &["</figcaption>\n"]);
            }
        });
    }

    fn caption(&mut self, caption: &'a Caption, opening: &[&str], closing: &[&str]) {
        self.contained(opening, closing, |writer| writer.flow(&caption.blocks, ""));
    }

    /// A page break is seen where page breaks are wanted. In print, a new page begins anyway.
    fn page_break(&mut self) {
        let mark = if self.options.page_breaks { "<hr class=\"page\">\n" } else { "<div class=\"page\"></div>\n" };
        self.close_lists();
        if !self.out.ends_with(mark) {
            self.out.push_str(mark);
        }
    }

    /// Writes content between `opening` and `closing`. Leaves no trace of both when there is no content.
    fn contained(&mut self, opening: &[&str], closing: &[&str], content: impl FnOnce(&mut Self)) {
        let (start, items) = (self.out.len(), self.items.clone());
        self.close_lists();
        self.out.extend(opening.iter().copied());
        let empty = self.out.len();
        content(self);
        self.close_lists();
        if self.out.len() == empty {
            self.out.truncate(start);
            self.items = items;
        } else {
            self.out.extend(closing.iter().copied());
        }
    }

    /// The class of text with this alignment, as an attribute; empty when it is inherited.
    fn class(&self, align: Align) -> &'static str {
        let class = class(align);
        if class == self.align {
            return "";
        }
        attribute(if class.is_empty() { "left" } else { class })
    }
}

/// The class of an alignment. Text to both margins is set to the left one: a browser has no hyphens for it.
fn class(align: Align) -> &'static str {
    match align {
        Align::Justify | Align::Left => "",
        Align::Right => "right",
        Align::Center => "center",
        Align::Distribute => "spread",
    }
}

fn attribute(class: &'static str) -> &'static str {
    match class {
        "left" => " class=\"left\"",
        "right" => " class=\"right\"",
        "center" => " class=\"center\"",
        "spread" => " class=\"spread\"",
        _ => "",
    }
}
