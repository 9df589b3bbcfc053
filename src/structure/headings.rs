//! Headings that only look like headings: titles in boxes, banners, lines that are numbered, marked, larger or bolder.

use smallvec::smallvec;

use super::boxes::{self, Part, PartKind};
use super::class::Body;
use super::contents::Contents;
use super::entries::Entries;
use super::evidence::Evidence;
use super::forms;
use super::judge;
use super::levels::{self, Group};
use super::line::{Line, Site};
use super::mark;
use super::pick;
use super::text;
use super::title;
use super::weights::Weights;
use crate::document::{Block, Blocks, Cell, Document, Frame, Heading, Inline, Marks, Origin, Paragraph, Table, Text};

/// Makes headings of what looks like one: the title, in a box or not, banners such as `붙임 1 | 관련 사진`, the articles
/// of a statute, and lines whose mark, look and words are those of headings throughout the document. Levels follow from
/// the marks and looks and never skip one.
///
/// What the author has put on an outline level stays a heading of that level, unless it is a sentence or an item of a
/// list; beside an outline only what clearly is a heading becomes one.
pub fn infer_headings(document: &mut Document) {
    infer_by(document, &Weights::TRAINED);
}

/// The same by weights of one's own.
pub(super) fn infer_by(document: &mut Document, weights: &Weights) {
    let plan = Plan::of(document, weights);
    if !plan.decisions.is_empty() {
        for (number, section) in (0..).zip(&mut document.sections) {
            let blocks = std::mem::take(&mut section.blocks);
            section.blocks = plan.remade(blocks, &mut smallvec![number]);
        }
    }
    if !plan.entries.is_empty() {
        plan.entries.link(document);
    }
}

/// Makes paragraphs of all headings.
pub fn drop_headings(document: &mut Document) {
    for section in &mut document.sections {
        lower(&mut section.blocks);
    }
}

fn lower(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Heading(heading) => *block = Block::Paragraph(std::mem::take(&mut heading.paragraph)),
            Block::Table(table) => table.cells.iter_mut().for_each(|cell| lower(&mut cell.blocks)),
            Block::Frame(frame) => lower(&mut frame.blocks),
            Block::Figure(figure) => lower(&mut figure.blocks),
            Block::Paragraph(_) | Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

/// What becomes of a block.
#[derive(Debug, Clone, Copy)]
struct Decision {
    /// `None` for a heading that becomes a paragraph.
    level: Option<u8>,
    /// How many blocks it takes.
    extent: usize,
    /// Whether only the largest lines of a box are the heading.
    is_title: bool,
}

/// What becomes of the blocks of a document.
#[derive(Debug, Default)]
struct Plan {
    /// With the site of each, in reading order.
    decisions: Vec<(Site, Decision)>,
    /// The lines of tables of contents.
    entries: Entries,
}

/// Beside an outline, a heading must be as clear as this.
const CLEAR: i32 = 250;

impl Plan {
    fn of(document: &Document, weights: &Weights) -> Self {
        let mut evidence = Evidence::of(document);
        let contents = Contents::find(&mut evidence);
        let Some(body) = Body::of(&evidence.lines) else { return Plan::default() };
        let lines = &evidence.lines;
        let title = title::find(&evidence, body);
        let least = if lines.iter().any(|line| line.outline.is_some()) { CLEAR } else { weights.threshold };
        let scores = judge::judge(&evidence, &contents, body, weights, least);
        let picked = pick::pick(&evidence, &scores, body, least, title.as_ref());
        let mut plan = Plan { entries: Entries::of(lines), ..Plan::default() };
        let first_level = if title.is_some() { 2 } else { 1 };
        if let Some(title) = &title
            && let Some(line) = lines.get(title.first)
            && line.outline.is_none()
        {
            let extent = lines.get(title.first..=title.last).unwrap_or_default().iter().map(|line| line.extent).sum();
            plan.decide(&line.site, Decision { level: Some(1), extent, is_title: true });
        }
        // In the letters of a title, or at the beginning of a page that looks like the first.
        let is_like_title = |line: &Line, begins_page: bool| {
            let title = title.as_ref().and_then(|title| lines.get(title.first));
            title.is_some_and(|title| {
                Group::of(title) == Group::of(line)
                    && (body.percent(line.size) >= 130 || (begins_page && title.face == line.face))
            })
        };
        let begins_page = pick::first_of_pages(&evidence);
        let chosen: Vec<&Line> =
            lines.iter().zip(&picked).filter(|(_, picked)| **picked).map(|(line, _)| line).collect();
        let ranks = levels::ranks(&chosen);
        // Below a title that is on no level of the outline, the outline begins one level further in.
        let is_titled =
            title.as_ref().and_then(|title| lines.get(title.first)).is_some_and(|line| line.outline.is_none());
        let is_shifted = is_titled && chosen.iter().filter(|line| line.outline == Some(1)).count() >= 2;
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut ranks = ranks.into_iter();
        for ((line, picked), begins_page) in lines.iter().zip(&picked).zip(begins_page) {
            if !picked {
                if line.outline.is_some() {
                    plan.decide(&line.site, Decision { level: None, extent: 1, is_title: false });
                }
                continue;
            }
            let rank = ranks.next().unwrap_or(usize::MAX);
            open.retain(|(before, _)| *before < rank);
            let inside = open.last().map_or(first_level, |(_, level)| level.saturating_add(1).min(10));
            let level = match line.outline {
                Some(level) => level.saturating_add(u8::from(is_shifted)).min(10),
                None if is_like_title(line, begins_page) => 1,
                None => inside,
            };
            if level < first_level {
                // Beside the title: a second document, or a level of the author's own.
                open.clear();
            } else {
                open.push((rank, level));
            }
            if line.outline != Some(level) {
                plan.decide(&line.site, Decision { level: Some(level), extent: line.extent, is_title: false });
            }
        }
        plan.decisions.sort_by(|(one, _), (other, _)| one.cmp(other));
        plan
    }

    fn decide(&mut self, site: &[u32], decision: Decision) {
        self.decisions.push((site.into(), decision));
    }

    /// The first decision about what comes at a site or behind it, by its place among them.
    fn first_from(&self, site: &[u32]) -> usize {
        self.decisions.partition_point(|(other, _)| other.as_slice() < site)
    }

    /// The decision about a site itself.
    fn decision(&self, site: &[u32]) -> Option<Decision> {
        let (other, decision) = self.decisions.get(self.first_from(site))?;
        (other.as_slice() == site).then_some(*decision)
    }

    /// The blocks of a list with its headings.
    fn remade(&self, blocks: Blocks, site: &mut Site) -> Blocks {
        let (mut next, depth) = (self.first_from(site), site.len());
        let mut decision = |index: u32, list: &[u32]| {
            loop {
                let (other, decision) = self.decisions.get(next).filter(|(other, _)| other.starts_with(list))?;
                match other.get(depth) {
                    Some(at) if *at >= index => return Some((*at, decision, other.len() == depth + 1)),
                    // A heading before it has taken the block, or there is another one in the same box.
                    Some(_) | None => next += 1,
                }
            }
        };
        let Some(mut first) = decision(0, site) else { return blocks };
        let mut out = Blocks::with_capacity(blocks.len());
        let mut blocks = (0..).zip(blocks);
        while let Some((index, block)) = blocks.next() {
            let (at, decided, is_own) = first;
            if index < at {
                out.push(block);
                continue;
            }
            site.push(index);
            let mut behind = index + 1;
            if is_own {
                let extent = decided.extent.saturating_sub(1);
                let more: Vec<Block> = blocks.by_ref().take(extent).map(|(_, block)| block).collect();
                behind = behind.saturating_add(u32::try_from(more.len()).unwrap_or(u32::MAX));
                self.make(block, more, *decided, site, &mut out);
            } else {
                self.look_into(block, site, &mut out);
            }
            site.pop();
            match decision(behind, site) {
                Some(decision) => first = decision,
                None => break,
            }
        }
        out.extend(blocks.map(|(_, block)| block));
        out
    }

    /// Makes headings inside of a box. A table that only lays out gives way to what it holds.
    fn look_into(&self, block: Block, site: &mut Site, out: &mut Blocks) {
        match block {
            Block::Frame(mut frame) => {
                let blocks = std::mem::take(&mut frame.blocks);
                frame.blocks = self.remade(blocks, site);
                out.push(Block::Frame(frame));
            }
            Block::Table(table) => match forms::parts(&table) {
                Some(parts) => self.take_apart(table, parts, site, out),
                None => out.push(Block::Table(table)),
            },
            Block::Paragraph(_) | Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => {
                out.push(block)
            }
        }
    }

    /// Makes headings of rows and of running text in a table. Rows between them are tables of their own.
    fn take_apart(&self, table: Table, parts: Vec<Part>, site: &mut Site, out: &mut Blocks) {
        let origin = table.origin;
        let mut cells = table.cells.into_iter();
        let mut data: Vec<Cell> = Vec::new();
        let mut parts = parts.into_iter().peekable();
        while let Some(part) = parts.next() {
            let leads = parts.peek().is_some_and(|next| next.kind == PartKind::Text);
            let row: Vec<Cell> = cells.by_ref().take(part.cells.len()).collect();
            site.push(u32::try_from(part.cells.start).unwrap_or(u32::MAX));
            match (part.kind, self.decision(site)) {
                (PartKind::Text, _) => {
                    out.extend(data_table(&mut data, origin));
                    row.into_iter().for_each(|cell| out.extend(self.remade(cell.blocks, site)));
                }
                (PartKind::Band | PartKind::Subject, Some(decision)) => {
                    // The label beside a subject keeps an empty cell.
                    data.extend(emptied(&data, &row));
                    out.extend(data_table(&mut data, origin));
                    let banner = Block::Table(Table::from_rows(row, origin));
                    self.make(banner, Vec::new(), decision, site, out);
                }
                // What stands above text and is no heading belongs to it all the same.
                (PartKind::Band, None) if leads => {
                    out.extend(data_table(&mut data, origin));
                    row.into_iter().for_each(|cell| out.extend(cell.blocks.into_iter().filter(says_something)));
                }
                (PartKind::Data | PartKind::Band | PartKind::Subject, _) => data.extend(row),
            }
            site.pop();
        }
        out.extend(data_table(&mut data, origin));
    }

    /// Makes a heading of one block and those that go on with it; what else stands in its box comes behind it.
    fn make(&self, block: Block, more: Vec<Block>, decision: Decision, site: &mut Site, out: &mut Blocks) {
        let origin = block.origin();
        let Some(level) = decision.level else {
            let block = if let Block::Heading(heading) = block { Block::Paragraph(heading.paragraph) } else { block };
            out.push(block);
            return;
        };
        if let Block::Heading(heading) = block {
            out.push(Block::Heading(Heading { level, ..heading }));
            return out.extend(more);
        }
        let heading = |parts: Vec<Paragraph>| {
            let paragraph = Paragraph { origin, ..joined(parts) };
            Block::Heading(Heading { level, inferred: true, paragraph })
        };
        let mut below = Vec::new();
        let mut paragraphs: Vec<Paragraph> = match block {
            Block::Paragraph(paragraph) => match article(paragraph) {
                (article, Some(rest)) => {
                    out.push(heading(vec![article]));
                    return out.push(Block::Paragraph(rest));
                }
                (whole, None) => vec![whole],
            },
            Block::Frame(frame) => frame.blocks.into_iter().filter_map(paragraph).collect(),
            Block::Table(table) => {
                let body = boxes::border_title(&table).map(|border| border.body);
                let mut title = Vec::new();
                for (number, cell) in table.cells.into_iter().enumerate() {
                    if Some(number) == body {
                        site.push(u32::try_from(number).unwrap_or(u32::MAX));
                        let blocks = self.remade(cell.blocks, site);
                        site.pop();
                        below.push(Block::Frame(Box::new(Frame { blocks, origin })));
                    } else {
                        let all = cell.blocks.into_iter().filter_map(paragraph);
                        let (words, others): (Vec<Paragraph>, Vec<Paragraph>) = all.partition(text::has_words);
                        title.extend(words);
                        below.extend(others.into_iter().filter(text::holds_anything).map(Block::Paragraph));
                    }
                }
                title
            }
            // No lines.
            Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => {
                out.push(block);
                out.extend(more);
                return;
            }
        };
        for block in more {
            let blocks: Vec<Block> = match block {
                Block::Table(table) => table.cells.into_iter().flat_map(|cell| cell.blocks).collect(),
                Block::Frame(frame) => frame.blocks.into(),
                Block::Paragraph(_) | Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => {
                    vec![block]
                }
            };
            let (words, others): (Vec<Block>, Vec<Block>) =
                blocks.into_iter().filter(says_something).partition(says_words);
            paragraphs.extend(words.into_iter().filter_map(paragraph));
            below.extend(others);
        }
        let titles =
            if decision.is_title && decision.extent == 1 { title::lines(&paragraphs) } else { 0..paragraphs.len() };
        let rest = paragraphs.split_off(titles.end);
        let mut parts = paragraphs.split_off(titles.start);
        let subtitle = parts.last_mut().filter(|_| decision.is_title).and_then(title::cut_subtitle);
        out.extend(paragraphs.into_iter().filter(text::holds_anything).map(Block::Paragraph));
        out.push(heading(parts));
        out.extend(subtitle.map(Block::Paragraph));
        out.extend(rest.into_iter().filter(text::holds_anything).map(Block::Paragraph));
        out.extend(below);
    }
}

/// An article as its number with its title, and what it says; any other paragraph as it is.
fn article(mut paragraph: Paragraph) -> (Paragraph, Option<Paragraph>) {
    let beginning = text::beginning(&paragraph);
    let blanks = beginning.len() - beginning.trim_start().len();
    let length = mark::article(beginning.trim_start()).map(|length| length + blanks);
    let Some(length) = length.filter(|_| paragraph.label.is_none()) else { return (paragraph, None) };
    let head = text::take_start(&mut paragraph.content, length);
    if text::of(&paragraph).trim().is_empty() {
        paragraph.content = head.into_iter().chain(std::mem::take(&mut paragraph.content)).collect();
        return (paragraph, None);
    }
    let blanks = text::beginning(&paragraph);
    text::cut_start(&mut paragraph.content, blanks.len() - blanks.trim_start().len());
    let rest = paragraph.clone();
    (Paragraph { content: head, ..paragraph }, Some(rest))
}

/// The rows so far as a table, unless they say nothing.
fn data_table(data: &mut Vec<Cell>, origin: Origin) -> Option<Block> {
    let cells = std::mem::take(data);
    let has_content = cells.iter().flat_map(|cell| &cell.blocks).any(says_something);
    has_content.then(|| Block::Table(Table::from_rows(cells, origin)))
}

/// An empty cell in place of the first of a row that begins before it.
fn emptied(data: &[Cell], row: &[Cell]) -> Option<Cell> {
    let cell = row.first().filter(|cell| data.last().is_some_and(|label| label.row == cell.row))?;
    Some(Cell { blocks: Blocks::new(), ..cell.clone() })
}

/// Whether a block is not an empty paragraph.
fn says_something(block: &Block) -> bool {
    if let Block::Paragraph(paragraph) = block { text::holds_anything(paragraph) } else { true }
}

/// Whether a block is a paragraph with words.
fn says_words(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if text::has_words(paragraph))
}

/// The paragraph that a block is: lines are made of nothing else.
fn paragraph(block: Block) -> Option<Paragraph> {
    if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None }
}

/// Several lines as one, with a blank between, aligned as the last: that is the title, behind its number.
fn joined(parts: Vec<Paragraph>) -> Paragraph {
    let mut parts = parts.into_iter().filter(text::holds_anything);
    let mut whole = parts.next().unwrap_or_default();
    for part in parts {
        let label = part.label.map_or(String::new(), |label| format!("{} ", label.text));
        whole.content.push(Inline::Text(Text { text: format!(" {label}").into(), marks: Marks::NONE }));
        whole.content.extend(part.content);
        whole.size = whole.size.or(part.size);
        whole.align = part.align;
    }
    whole
}
