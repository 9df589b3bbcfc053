//! Facts about each line that could be a heading: its words, its mark, its look, and its surroundings.
//!
//! Lines are the paragraphs of the body, of boxes and of tables that only lay out (one column, a banner, a box with a
//! title on its border, rows of forms that are a title or running text). What tables of data hold is no line.

use smallvec::{SmallVec, smallvec};

use super::boxes::{self, Part, PartKind};
use super::forms;
use super::mark::{self, Kind};
use super::sign::{Attached, Sign};
use super::text;
use super::wording;
use crate::document::letters;
use crate::document::{Align, Block, Document, Inline, Paragraph, Str, Table, is_blank};

/// Where a block stands: section, block, and then in turn cell (of a table) and block.
pub(super) type Site = SmallVec<[u32; 4]>;

/// A line that could be a heading.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) site: Site,
    /// How many blocks from there on it takes.
    pub(super) extent: usize,
    /// Its words with its mark, with one blank between two. Of an article only the number and the title.
    pub(super) text: String,
    /// In characters.
    pub(super) length: usize,
    /// Where the words behind the mark begin.
    pub(super) rest: usize,
    pub(super) sign: Sign,
    pub(super) number: Option<u32>,
    /// In 1/100 point; 0 when the file does not say.
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) face: u16,
    pub(super) color: u32,
    pub(super) align: Align,
    /// Whether it stands alone in a box or banner.
    pub(super) boxed: bool,
    /// Whether it is one of the lines in a box.
    pub(super) nested: bool,
    /// Whether it is the title of a form, in clearly larger letters than the rest of it.
    pub(super) heads_form: bool,
    /// Whether it says what a letter is about.
    pub(super) is_subject: bool,
    /// Whether its mark stands in a cell of its own.
    pub(super) has_cells: bool,
    /// Section and paragraph.
    pub(super) place: (u32, u32),
    /// The level that the author gave it.
    pub(super) outline: Option<u8>,
    /// Whether the name of its style says that it is a heading.
    pub(super) is_styled: bool,
    /// Whether it is one of a table of contents.
    pub(super) is_contents: bool,
    pub(super) has_equation: bool,
    /// Whether it asks something, as exams do.
    pub(super) is_question: bool,
    /// Whether it names what stands before or behind the numbered parts: `머리말`, `참고 문헌`.
    pub(super) is_matter: bool,
    /// Whether an empty line stands before it.
    pub(super) is_apart: bool,
    /// How far its first line is indented, in 1/100 point, with the blanks before it.
    pub(super) indent: i32,
}

impl Line {
    /// The words behind the mark.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.rest..).unwrap_or_default()
    }

    /// Takes in the title below.
    fn go_on_with(&mut self, below: Line) {
        self.text.push(' ');
        self.rest = self.text.len();
        self.text.push_str(&below.text);
        self.length += 1 + below.length;
        self.is_question = wording::is_question(&self.text);
        self.extent = distance(&self.site, &below.site).map_or(1, |blocks| blocks + 1);
        self.size = self.size.max(below.size);
        self.bold |= below.bold;
        self.face = below.face;
        self.align = below.align;
    }
}

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
        let mut evidence = Evidence::default();
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
        let last = self.lines.last().filter(|_| matches!(self.items.last(), Some(Item::Line(_))));
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
        let words = text::words(paragraph);
        if words.is_empty() {
            if text::has_picture(paragraph) {
                self.items.push(Item::Object);
            }
            self.is_apart = true;
            return;
        }
        let is_styled = self.is_styled(paragraph);
        let line = line(paragraph, words, site);
        self.push(Line { outline, is_styled, nested: depth > 0, ..line });
    }

    fn boxed(&mut self, lines: &[&Paragraph], cells: Option<&[String]>, site: &[u32], depth: usize) {
        let all: Vec<String> = lines.iter().map(|line| text::words(line)).filter(|words| !words.is_empty()).collect();
        // The title is the last of the largest lines.
        let main = lines.iter().max_by_key(|paragraph| paragraph.size);
        let Some(main) = main.filter(|_| !all.is_empty()) else { return };
        let mut line = line(main, all.join(" "), site);
        if let Some([first, rest @ ..]) = cells
            && !rest.is_empty()
        {
            let kind = wording::cell_number(first);
            line.number = mark::number(first).filter(|_| kind.is_some());
            line.rest = line.text.len().min(first.len() + 1);
            line.sign = kind.map_or_else(
                || {
                    wording::attachment(first)
                        .map_or(Sign::Attachment(Attached::Annex), |(attached, _)| Sign::Attachment(attached))
                },
                Sign::Mark,
            );
            line.has_cells = true;
        } else if wording::is_cover(&line.text) {
            (line.sign, line.rest) = (Sign::Attachment(Attached::Cover), 0);
        }
        let is_styled = self.is_styled(main);
        self.push(Line { is_styled, boxed: true, nested: depth > 0, ..line });
    }

    /// Whether the name of its style says that a paragraph is a heading.
    fn is_styled(&mut self, paragraph: &Paragraph) -> bool {
        // Most paragraphs have the style of the one before.
        if self.style.0 != paragraph.style {
            self.style = (paragraph.style.clone(), is_heading_style(&paragraph.style));
        }
        self.style.1
    }

    fn push(&mut self, line: Line) {
        let is_apart = std::mem::take(&mut self.is_apart);
        self.items.push(Item::Line(self.lines.len()));
        self.lines.push(Line { is_apart, ..line });
    }

    /// A line that is only `[별표 1]` or `<서식4>` and the title below it are one.
    fn join_attachments(&mut self) {
        let mut lines: Vec<Line> = Vec::with_capacity(self.lines.len());
        let mut items: Vec<Item> = Vec::with_capacity(self.items.len());
        let mut all = std::mem::take(&mut self.lines).into_iter();
        for item in std::mem::take(&mut self.items) {
            let Item::Line(_) = item else {
                items.push(item);
                continue;
            };
            let Some(mut line) = all.next() else { break };
            // In a box below it, the title stays where it is, on the level of the attachment.
            let before = if items.last() == Some(&Item::Open) { items.len().checked_sub(2) } else { None };
            if before.is_some_and(|before| matches!(items.get(before), Some(Item::Line(_))))
                && let Some(above) = lines.last()
                && is_alone(above)
                && is_title(above, &line)
            {
                line.sign = above.sign;
            }
            let above = lines.last_mut().filter(|_| matches!(items.last(), Some(Item::Line(_))));
            match above {
                Some(above) if is_title_below(above, &line) => above.go_on_with(line),
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
    is_alone(above) && is_title(above, below) && !above.boxed && !below.boxed && is_near
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

/// Whether a block is the one behind another in the same list.
pub(super) fn is_next(before: &[u32], after: &[u32]) -> bool {
    distance(before, after) == Some(1)
}

/// How many blocks one is behind another in the same list.
fn distance(before: &[u32], after: &[u32]) -> Option<usize> {
    let ((last, list), (next, same)) = (before.split_last()?, after.split_last()?);
    usize::try_from(next.checked_sub(*last)?).ok().filter(|_| list == same)
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

/// A paragraph as a line of its own.
pub(super) fn line(paragraph: &Paragraph, words: String, site: &[u32]) -> Line {
    let is_contents = refers(paragraph) || ends_with_leader(&words);
    let (sign, rest, number) = Sign::of(&words, paragraph);
    let mut text = words;
    if sign == Sign::Mark(Kind::Article) {
        text.truncate(rest);
        text.truncate(text.trim_end().len());
    }
    Line {
        site: site.into(),
        extent: 1,
        length: text.chars().count(),
        rest: rest.min(text.len()),
        is_question: wording::is_question(&text),
        is_matter: sign == Sign::Plain && wording::is_matter(&text),
        text,
        sign,
        number,
        size: paragraph.size.unwrap_or(0),
        bold: text::is_bold(paragraph),
        face: paragraph.look.face,
        color: paragraph.look.color,
        align: paragraph.align,
        boxed: false,
        nested: false,
        heads_form: false,
        is_subject: false,
        has_cells: false,
        place: (paragraph.origin.section, paragraph.origin.paragraph),
        outline: None,
        is_styled: false,
        is_contents,
        has_equation: paragraph.content.iter().any(|inline| matches!(inline, Inline::Equation(_))),
        is_apart: false,
        indent: indent(paragraph),
    }
}

fn indent(paragraph: &Paragraph) -> i32 {
    let blanks = text::blanks_before(paragraph);
    let blank = paragraph.size.unwrap_or(1_000) / 2;
    let width = i32::try_from(blanks).unwrap_or(0).saturating_mul(i32::try_from(blank).unwrap_or(500));
    paragraph.indent.saturating_add(width)
}

fn is_heading_style(name: &str) -> bool {
    // Most paragraphs have the style of running text.
    name != "바탕글" && ["개요", "제목", "머리", "Outline", "Heading", "Title"].iter().any(|word| name.contains(word))
}

/// Whether dots lead from the words of a line to a page number: `개요 ······ 3`.
fn ends_with_leader(words: &str) -> bool {
    let before = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let dots = before.chars().rev().take_while(|c| matches!(c, '.' | '·' | '…' | ' '));
    let (mut count, mut wide) = (0, 0);
    for c in dots {
        count += usize::from(c != ' ');
        wide += usize::from(c == '…');
    }
    count >= 4 || (wide >= 1 && before.len() < words.len())
}

/// Whether a line is one of a table of contents: a page number behind a tab ends it.
fn refers(paragraph: &Paragraph) -> bool {
    let tab = paragraph.content.iter().rposition(|inline| matches!(inline, Inline::Tab));
    let Some(after) = tab.and_then(|tab| paragraph.content.get(tab + 1..)) else { return false };
    let is_number = |text: &str| text.trim().chars().all(|c| c.is_ascii_digit());
    let counts = |inline: &Inline| match inline {
        Inline::Text(text) => is_number(&text.text),
        Inline::Link(link) => {
            link.content.iter().all(|inner| matches!(inner, Inline::Text(text) if is_number(&text.text)))
        }
        Inline::Anchor(_) => true,
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    };
    !after.is_empty() && after.iter().all(counts)
}
