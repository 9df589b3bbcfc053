//! Facts about each line that could be a heading: its words, its mark, its look, and its surroundings.
//!
//! Lines are the paragraphs of the body, of boxes and of tables that only lay out (one column, a banner, a box with a
//! title on its border, rows of forms that are a title or running text). What tables of data hold is no line.

use smallvec::smallvec;

use super::attachment;
use super::boxes::{self, Part, PartKind};
use super::forms;
use super::line::{Line, Site, distance};
use super::mark;
use super::sign::{self, Attached, Sign};
use super::text;
use super::wording;
use crate::document::letters;
use crate::document::{Align, Block, Document, Paragraph, Str, Table, is_blank};

/// What comes one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// By its place among the lines.
    Line(usize),
    /// A table, figure or equation, or a box that is too deep to be looked into.
    Object,
    /// The lines of a box begin.
    Open,
    /// They end.
    Close,
    /// A page, column or section begins.
    Break,
}

/// All lines of a document, and what stands between them.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) lines: Vec<Line>,
    pub(super) items: Vec<Item>,
    /// Whether an empty line stands before what comes next.
    pub(super) is_apart: bool,
    /// Whether a table stands right above what comes next, which is no form of its own then.
    pub(super) is_behind_table: bool,
    /// The name of the last style, and whether it is that of a heading.
    pub(super) style: (Str, bool),
}

/// Boxes in boxes are looked into this deep.
const DEEPEST: usize = 3;

/// A box with more characters holds text, not a title.
const LONGEST_BOX: usize = 150;

/// The title below `[별표 1]` is no longer.
const LONGEST_BELOW: usize = 45;

/// So many empty lines may stand between.
const MOST_BLANK: usize = 2;

impl Evidence {
    /// Looks through a document.
    pub(super) fn of(document: &Document) -> Self {
        let blocks = document.sections.iter().map(|section| section.blocks.len()).sum();
        let mut evidence = Evidence { lines: Vec::with_capacity(blocks), ..Evidence::default() };
        for (section, part) in (0..).zip(&document.sections) {
            evidence.items.push(Item::Break);
            evidence.blocks(&part.blocks, &mut smallvec![section], 0);
        }
        evidence.join_attachments();
        evidence
    }

    fn blocks(&mut self, blocks: &[Block], site: &mut Site, depth: usize) {
        for (index, block) in (0..).zip(blocks) {
            site.push(index);
            self.is_behind_table &= match block {
                Block::Table(_) => true,
                Block::Paragraph(_) | Block::Frame(_) => is_blank(std::slice::from_ref(block)),
                Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => false,
            };
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, None, site, depth),
                Block::Heading(heading) => self.paragraph(&heading.paragraph, Some(heading.level), site, depth),
                Block::Frame(frame) => {
                    let lines = boxes::only_paragraphs(&frame.blocks).filter(|lines| is_title_box(lines));
                    match lines {
                        Some(lines) => self.boxed(&lines, None, site, depth),
                        None if depth < DEEPEST => self.inside(&frame.blocks, site, depth),
                        None => self.items.push(Item::Object),
                    }
                }
                Block::Table(table) => {
                    if let Some(banner) = boxes::banner(table) {
                        self.boxed(&banner.lines, Some(banner.cells.as_slice()), site, depth);
                    } else if let Some(border) = boxes::border_title(table).filter(|_| depth < DEEPEST) {
                        self.boxed(&border.title, None, site, depth);
                        if let Some(cell) = table.cells.get(border.body) {
                            site.push(u32::try_from(border.body).unwrap_or(u32::MAX));
                            self.inside(&cell.blocks, site, depth);
                            site.pop();
                        }
                    } else if let Some(parts) = forms::laid_out(table).filter(|_| depth < DEEPEST) {
                        self.parts(table, &parts, site, depth);
                    } else if let Some(parts) = forms::titled(table).filter(|_| depth < DEEPEST)
                        && let is_titled = forms::is_titled(table, &parts)
                        && ((is_titled && !self.is_behind_table) || self.leads_to_form())
                    {
                        self.parts(table, &parts, site, depth);
                        if let Some(title) =
                            self.lines.last_mut().filter(|line| line.boxed && line.site.starts_with(site))
                        {
                            title.heads_form = is_titled;
                        }
                    } else {
                        self.items.push(Item::Object);
                    }
                    self.is_behind_table = matches!(self.items.last(), Some(Item::Object | Item::Close));
                }
                Block::Figure(_) | Block::Equation(..) => self.items.push(Item::Object),
                Block::Break(..) => self.items.push(Item::Break),
            }
            site.pop();
        }
    }

    /// Whether the last line is the number of an attachment or says of which law a form is: the title comes below.
    fn leads_to_form(&self) -> bool {
        let above = self.items.iter().rev().find(|item| **item != Item::Open);
        let last = self.lines.last().filter(|_| matches!(above, Some(Item::Line(_))));
        last.is_some_and(|line| is_alone(line) || wording::names_form(&line.text))
    }

    fn parts(&mut self, table: &Table, parts: &[Part], site: &mut Site, depth: usize) {
        self.items.push(Item::Open);
        parts.iter().for_each(|part| self.part(table, part, site, depth + 1));
        self.items.push(Item::Close);
    }

    fn part(&mut self, table: &Table, part: &Part, site: &mut Site, depth: usize) {
        let cells = table.cells.get(part.cells.clone()).unwrap_or_default();
        site.push(u32::try_from(part.cells.start).unwrap_or(u32::MAX));
        match part.kind {
            PartKind::Data => self.items.push(Item::Object),
            PartKind::Band => {
                if let Some(banner) = boxes::banner_of(cells, 1, table.columns) {
                    self.boxed(&banner.lines, Some(banner.cells.as_slice()), site, depth);
                }
            }
            PartKind::Text => cells.iter().for_each(|cell| self.blocks(&cell.blocks, site, depth)),
            PartKind::Subject => {
                let lines = cells.first().and_then(|cell| boxes::only_paragraphs(&cell.blocks)).unwrap_or_default();
                self.boxed(&lines, None, site, depth);
                if let Some(line) = self.lines.last_mut() {
                    line.is_subject = true;
                }
            }
        }
        site.pop();
    }

    fn inside(&mut self, blocks: &[Block], site: &mut Site, depth: usize) {
        self.items.push(Item::Open);
        self.blocks(blocks, site, depth + 1);
        self.items.push(Item::Close);
    }

    fn paragraph(&mut self, paragraph: &Paragraph, outline: Option<u8>, site: &[u32], depth: usize) {
        let Some(mut line) = Line::of(paragraph, site) else {
            if text::has_picture(paragraph) {
                self.items.push(Item::Object);
            }
            self.is_apart = true;
            return;
        };
        (line.outline, line.nested) = (outline, depth > 0);
        line.is_styled = self.is_styled(paragraph);
        self.push(line);
    }

    fn boxed(&mut self, lines: &[&Paragraph], cells: Option<&[String]>, site: &[u32], depth: usize) {
        let all: Vec<String> = lines.iter().map(|line| text::words(line)).filter(|words| !words.is_empty()).collect();
        // The title is the last of the largest lines.
        let main = lines.iter().max_by_key(|paragraph| paragraph.size);
        let Some(main) = main.filter(|_| !all.is_empty()) else { return };
        let mut line = Line::with(main, all.join(" "), site);
        if let Some([first, rest @ ..]) = cells
            && !rest.is_empty()
        {
            let kind = sign::cell_number(first);
            line.number = mark::number(first).filter(|_| kind.is_some());
            line.rest = line.text.len().min(first.len() + 1);
            line.sign = kind.map_or_else(
                || {
                    attachment::attachment(first)
                        .map_or(Sign::Attachment(Attached::Annex), |(attached, _)| Sign::Attachment(attached))
                },
                Sign::Mark,
            );
            line.has_cells = true;
        } else if attachment::is_cover(&line.text) {
            (line.sign, line.rest) = (Sign::Attachment(Attached::Cover), 0);
        }
        (line.boxed, line.nested) = (true, depth > 0);
        line.is_styled = self.is_styled(main);
        self.push(line);
    }

    /// Whether the name of its style says that a paragraph is a heading.
    fn is_styled(&mut self, paragraph: &Paragraph) -> bool {
        // Most paragraphs have the style of the one before.
        if self.style.0 != paragraph.style {
            self.style = (paragraph.style.clone(), is_heading_style(&paragraph.style));
        }
        self.style.1
    }

    fn push(&mut self, mut line: Line) {
        line.is_apart = std::mem::take(&mut self.is_apart);
        self.items.push(Item::Line(self.lines.len()));
        self.lines.push(line);
    }

    /// A line that is only `[별표 1]` or `<서식4>` and the title below it are one.
    fn join_attachments(&mut self) {
        if !self.lines.iter().any(is_alone) {
            return;
        }
        let mut lines: Vec<Line> = Vec::with_capacity(self.lines.len());
        let mut items: Vec<Item> = Vec::with_capacity(self.items.len());
        let mut all = std::mem::take(&mut self.lines).into_iter();
        let mut rest = std::mem::take(&mut self.items).into_iter().peekable();
        while let Some(item) = rest.next() {
            let Item::Line(_) = item else {
                items.push(item);
                continue;
            };
            let Some(mut line) = all.next() else { break };
            // In a box below it, the title stays where it is, on the level of the attachment.
            let is_in_box = items.last() == Some(&Item::Open);
            if is_in_box
                && matches!(items.iter().rev().find(|item| **item != Item::Open), Some(Item::Line(_)))
                && let Some(above) = lines.last()
                && is_alone(above)
                && is_title(above, &line)
            {
                line.sign = above.sign;
            }
            let above = lines.last_mut().filter(|_| matches!(items.last(), Some(Item::Line(_))));
            match above {
                // What a box holds below its title stays where it is.
                Some(above) if is_title_below(above, &line) && !(line.boxed && rest.peek() == Some(&Item::Open)) => {
                    above.go_on_with(line);
                }
                Some(_) | None => {
                    items.push(Item::Line(lines.len()));
                    lines.push(line);
                }
            }
        }
        (self.lines, self.items) = (lines, items);
    }
}

fn is_title_below(above: &Line, below: &Line) -> bool {
    // Between them stand empty lines only: anything else would be a line or an object.
    let is_near = distance(&above.site, &below.site).is_some_and(|blocks| (1..=MOST_BLANK + 1).contains(&blocks));
    is_alone(above) && is_title(above, below) && !above.boxed && is_near
}

/// Whether a line is only the mark of an attachment.
fn is_alone(line: &Line) -> bool {
    matches!(line.sign, Sign::Attachment(_)) && !letters::has_letters(line.rest()) && line.extent == 1
}

/// Whether a line below such a mark can be the title.
fn is_title(above: &Line, below: &Line) -> bool {
    matches!(below.sign, Sign::Plain | Sign::Bracket)
        && below.length <= LONGEST_BELOW
        && !wording::is_sentence(&below.text)
        && !wording::is_date(&below.text)
        && (below.align == Align::Center || below.size > above.size || below.bold)
}
/// Whether a box holds a few words only.
fn is_title_box(lines: &[&Paragraph]) -> bool {
    let words = lines.iter().map(|line| text::of(line)).filter(|words| !words.trim().is_empty());
    let (mut count, mut length) = (0, 0);
    for words in words {
        count += 1;
        length += words.chars().count();
    }
    (1..=4).contains(&count) && length <= LONGEST_BOX && !lines.iter().any(|line| text::has_picture(line))
}
fn is_heading_style(name: &str) -> bool {
    // Most paragraphs have the style of running text.
    name != "바탕글" && ["개요", "제목", "머리", "Outline", "Heading", "Title"].iter().any(|word| name.contains(word))
}
