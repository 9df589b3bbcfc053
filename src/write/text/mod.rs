//! [`Document`] to plain text that reads well in a terminal and can be searched.
//!
//! A paragraph is a line, in cells as well, or is wrapped when that is asked for. Tables become aligned columns; those of
//! one column are paragraphs. Boxes have a bar at their left, notes are listed at the end. Bold, links' styles and the like are left out without a warning: not to say them is
//! the nature of this target.

mod layout;
mod table;

use crate::document::{
    Align, Block, BreakKind, Caption, ChangeKind, Document, FurnitureKind, Image, Inline, Label, LabelKind, Link,
    Marks, Note, Paragraph, Section, Table,
};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::field::form_parts;
use crate::write::furniture::Furnishing;
use crate::write::line::{Line, as_it_stands};
use crate::write::link::{self, Picture};
use crate::write::notes::{self, Notes};
use crate::write::{WriteOptions, boxes, room};

use layout::{Page, Piece};

/// Appends a document as plain text.
pub(crate) fn write(document: &Document, options: &WriteOptions, out: &mut String, ledger: &mut Ledger) {
    let mut writer = Writer::new(document, options, ledger);
    let mut furnishing = Furnishing::default();
    let mut flush = |page: Page<'_>| {
        if !out.is_empty() && !page.is_empty() {
            out.push('\n');
        }
        page.write(options.wrap, out);
    };
    for section in &document.sections {
        let mut page = Page::new(options.wrap);
        writer.blocks(&section.blocks, &mut page);
        if options.furniture {
            page.gap();
            writer.furniture(section, &mut furnishing, &mut page);
        }
        flush(page);
    }
    let mut page = Page::new(options.wrap);
    writer.notes(&mut page);
    flush(page);
}

/// Writes pieces of a document, each as text that stands by itself: with the notes that hang in it, and without what only
/// sets off and aligns. A row of a table is a line, with tabs between its cells.
#[cfg(feature = "json")]
pub(crate) struct Pieces<'a> {
    document: &'a Document,
    options: &'a WriteOptions,
}

#[cfg(feature = "json")]
impl<'a> Pieces<'a> {
    pub(crate) fn new(document: &'a Document, options: &'a WriteOptions) -> Self {
        Pieces { document, options }
    }

    /// Some blocks as text.
    pub(crate) fn write<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>, ledger: &mut Ledger) -> String {
        self.written(ledger, |writer, page| blocks.into_iter().for_each(|block| writer.block(block, page)))
    }

    /// A table as text, with its caption.
    pub(crate) fn write_table(&self, table: &Table, ledger: &mut Ledger) -> String {
        self.written(ledger, |writer, page| writer.captioned_table(table, page))
    }

    fn written<'b>(&self, ledger: &mut Ledger, content: impl FnOnce(&mut Writer<'b, '_>, &mut Page<'b>)) -> String
    where
        'a: 'b,
    {
        let mut writer = Writer { is_tight: true, ..Writer::new(self.document, self.options, ledger) };
        let mut page = Page::new(None);
        content(&mut writer, &mut page);
        page.gap();
        writer.notes(&mut page);
        let mut out = String::new();
        page.write(None, &mut out);
        out
    }
}

/// What a piece of text is made with.
struct Writer<'a, 'o> {
    document: &'a Document,
    options: &'o WriteOptions,
    ledger: &'o mut Ledger,
    notes: Notes<'a>,
    /// A line to be used again, with its memory.
    spare: Line<'a>,
    /// Bytes of text that have been made.
    made: usize,
    /// Whether nothing is aligned and set off, so that only words count.
    is_tight: bool,
    /// Whether the content of a cell is under way, where blanks before text are no indent.
    in_cell: bool,
}

impl<'a, 'o> Writer<'a, 'o> {
    fn new(document: &'a Document, options: &'o WriteOptions, ledger: &'o mut Ledger) -> Self {
        let (notes, spare) = (Notes::default(), Line::default());
        Writer { document, options, ledger, notes, spare, made: 0, is_tight: false, in_cell: false }
    }

    /// The list of notes, and of the notes in them.
    fn notes(&mut self, page: &mut Page<'a>) {
        let mut next = 0;
        while let Some((label, note)) = self.notes.get(next) {
            let marker = format!("[{label}] ");
            self.note(&marker, note, page);
            next += 1;
        }
    }

    fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &Place::default());
    }

    fn blocks(&mut self, blocks: &'a [Block], page: &mut Page<'a>) {
        for block in blocks {
            self.block(block, page);
        }
    }

    fn block(&mut self, block: &'a Block, page: &mut Page<'a>) {
        if room::is_full(self.made, self.options, self.ledger) {
            return;
        }
        let (made, pieces) = (self.made, page.pieces.len());
        self.made_of(block, page);
        // What is in a table is counted while it grows; when the table is laid out, it is the table that counts.
        self.made = page.pieces.iter().skip(pieces).fold(made, |sum, piece| sum.saturating_add(piece.text.len() + 1));
    }

    fn made_of(&mut self, block: &'a Block, page: &mut Page<'a>) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, page),
            Block::Heading(heading) => {
                page.gap();
                self.paragraph(&heading.paragraph, page);
                page.gap();
            }
            Block::Table(table) => self.captioned_table(table, page),
            Block::Figure(figure) => {
                self.captioned(Some(&figure.caption), page, |writer, page| writer.blocks(&figure.blocks, page));
            }
            Block::Equation(equation, _) => page.push(Piece::line(one_line(equation.plain()))),
            Block::Frame(frame) => self.boxed(&[&frame.blocks], page),
            Block::Break(BreakKind::Page, _) if self.options.page_breaks => {
                page.push(Piece::line("[page break]"));
            }
            // Breaks are form: columns do not exist in plain text, pages are written on demand.
            Block::Break(BreakKind::Page | BreakKind::Column, _) => {}
        }
    }

    /// The content of a box, in parts, with a bar at its left.
    fn boxed(&mut self, parts: &[&'a [Block]], page: &mut Page<'a>) {
        page.gap();
        if self.is_tight || boxes::is_open(parts) {
            parts.iter().for_each(|blocks| self.blocks(blocks, page));
        } else {
            let mut inner = page.narrower(2);
            parts.iter().for_each(|blocks| self.blocks(blocks, &mut inner));
            page.append(inner, "│ ", "│ ");
        }
        page.gap();
    }

    fn captioned_table(&mut self, table: &'a Table, page: &mut Page<'a>) {
        self.captioned(table.caption.as_deref(), page, |writer, page| {
            page.gap();
            writer.table(table, page);
            page.gap();
        });
    }

    fn captioned(
        &mut self,
        caption: Option<&'a Caption>,
        page: &mut Page<'a>,
        content: impl FnOnce(&mut Self, &mut Page<'a>),
    ) {
        let (above, below) = Caption::around(caption);
        self.blocks(above, page);
        content(self, page);
        self.blocks(below, page);
    }

    /// A line for each line of the paragraph; further lines hang under the text behind the label.
    fn paragraph(&mut self, paragraph: &'a Paragraph, page: &mut Page<'a>) {
        if let Some(text) = as_it_stands(paragraph, 0) {
            return page.push(Piece::line(text));
        }
        let mut line = std::mem::take(&mut self.spare);
        line.clear();
        let mut depth = 0;
        if let Some(Label { kind, text, level }) = paragraph.label.as_deref() {
            if *kind == LabelKind::Mark {
                depth = 2 * usize::from(*level);
            }
            line.push_text(text, Marks::NONE);
            line.push_text(" ", Marks::NONE);
        } else if !self.is_tight && !self.in_cell {
            depth = typed_indent(paragraph);
        }
        let hang = depth + layout::width(&line.text);
        self.inlines(&paragraph.content, &mut line);
        line.finish();
        if line.dropped {
            self.warn(WarningKind::InvalidCharacter);
        }
        for (index, text) in line.text.split('\n').enumerate() {
            let indent = if index == 0 { depth } else { hang };
            page.push(Piece { indent, hang, ..Piece::line(text.to_owned()) });
        }
        self.spare = line;
    }

    fn inlines(&mut self, content: &'a [Inline], line: &mut Line<'a>) {
        for inline in content {
            match inline {
                Inline::Text(text) => {
                    for part in form_parts(&text.text, text.marks) {
                        if is_form_line(part, text.marks) {
                            line.push_text(&"_".repeat(layout::width(part)), Marks::NONE);
                        } else {
                            line.push_text(part, Marks::NONE);
                        }
                    }
                }
                Inline::LineBreak => line.push_line_break(),
                Inline::Tab => line.push_text(" ", Marks::NONE),
                Inline::Link(link) => self.link(link, line),
                Inline::Image(image) => self.image(image, line),
                Inline::Equation(equation) => line.push_text(&one_line(equation.plain()), Marks::NONE),
                Inline::Note(note) => self.reference(note, line),
                Inline::Ruby(ruby) => {
                    for text in [&ruby.base.text, "(", &ruby.ruby, ")"] {
                        line.push_text(text, Marks::NONE);
                    }
                }
                Inline::Anchor(_) => {} // Plain text has no places to lead to.
                Inline::Change(change) => {
                    let (opening, closing) = match change.kind {
                        ChangeKind::Inserted => ("{+", "+}"),
                        ChangeKind::Deleted => ("[-", "-]"),
                    };
                    line.push_text(opening, Marks::NONE);
                    self.inlines(&change.content, line);
                    line.push_text(closing, Marks::NONE);
                }
                Inline::Unknown(unknown) => line.push_text(&unknown.text, Marks::NONE),
            }
        }
    }

    /// The text, and the target where it says more.
    fn link(&mut self, link: &'a Link, line: &mut Line<'a>) {
        let start = line.text.len();
        self.inlines(&link.content, line);
        let Some(target) = link::safe_target(&link.target) else {
            return self.warn(WarningKind::UnsafeLink);
        };
        if target.starts_with('#') {
            return; // A place in the document has no address that could be read.
        }
        let shown = line.text.get(start..).unwrap_or_default().trim();
        if shown.is_empty() {
            line.push_text(target, Marks::NONE);
        } else if !link::shows_address(shown, target) {
            for text in [" (", target, ")"] {
                line.push_text(text, Marks::NONE);
            }
        }
    }

    fn image(&mut self, image: &Image, line: &mut Line<'a>) {
        let mut alt = link::image_text(image, self.document);
        let kind = match link::picture(image, self.document, self.options.remote_pictures) {
            Picture::Attachment(_) => "[file: ",
            // The name of a picture in the file says nothing of it, unless the picture is written under that name.
            Picture::Asset(_) if !link::is_described(image) && self.options.media_prefix.is_empty() => {
                alt.clear();
                "[image"
            }
            // Plain text fetches nothing and shows no address of a picture.
            Picture::Asset(_) | Picture::Source(_) | Picture::Link(_) | Picture::Unsafe | Picture::Missing => {
                "[image: "
            }
        };
        // A picture does not touch the words or the picture beside it.
        let touches = line.text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "])".contains(c));
        for text in [if touches { " " } else { "" }, kind, &alt, "]"] {
            line.push_text(text, Marks::NONE);
        }
    }

    fn reference(&mut self, note: &'a Note, line: &mut Line<'a>) {
        if !notes::is_wanted(note, self.options) {
            return;
        }
        for text in ["[", self.notes.enter(note), "]"] {
            line.push_text(text, Marks::NONE);
        }
    }

    /// A note in the list at the end.
    fn note(&mut self, marker: &str, note: &'a Note, page: &mut Page<'a>) {
        let indent = " ".repeat(marker.len());
        let mut inner = page.narrower(marker.len());
        self.blocks(&note.blocks, &mut inner);
        if let Some(author) = note.author.as_deref().map(one_line).filter(|author| !author.is_empty()) {
            inner.begin_with(&(author + ": "));
        }
        page.append(inner, marker, &indent);
    }

    /// Headers, footers and master pages, each once in the document.
    fn furniture(&mut self, section: &'a Section, furnishing: &mut Furnishing, page: &mut Page<'a>) {
        for furniture in furnishing.new_in(section) {
            let mut inner = page.narrower(0);
            self.blocks(&furniture.blocks, &mut inner);
            if inner.is_empty() {
                continue; // Furniture without words has nothing to say here.
            }
            let mark = match furniture.kind {
                FurnitureKind::Header => "[header]",
                FurnitureKind::Footer => "[footer]",
                FurnitureKind::MasterPage => "[master page]",
            };
            page.push(Piece::line(mark));
            page.append(inner, "", "");
            page.gap();
        }
    }
}

/// The columns of the blanks that a paragraph begins with, which tell how deep it stands in an outline that was typed. So
/// many that they put it to the right, and those of centred lines, tell nothing.
fn typed_indent(paragraph: &Paragraph) -> usize {
    const MOST: usize = 40;
    const TAB: usize = 4;
    if matches!(paragraph.align, Align::Center | Align::Right) {
        return 0;
    }
    let mut columns = 0_usize;
    for inline in &paragraph.content {
        match inline {
            Inline::Text(text) if !text.marks.contains(Marks::UNDERLINE) => {
                let words = text.text.trim_start();
                let blanks = text.text.strip_suffix(words).unwrap_or_default();
                columns = columns.saturating_add(layout::width(blanks));
                if !words.is_empty() {
                    break;
                }
            }
            Inline::Tab => columns = columns.saturating_add(TAB),
            Inline::Anchor(_) => {}
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => break,
        }
    }
    if columns > MOST { 0 } else { columns }
}

/// Whether text is a line in a form to be filled in.
fn is_form_line(text: &str, marks: Marks) -> bool {
    marks.contains(Marks::UNDERLINE) && !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// Text with every run of blanks and line ends as one space, without control characters.
fn one_line(text: &str) -> String {
    let mut line = Line::default();
    line.push_text(text, Marks::NONE);
    line.finish();
    line.text
}
