//! Headings that only look like headings: titles in boxes, banners, short lines that are larger, bolder or marked.

use std::collections::{HashMap, HashSet};

use super::boxes::{in_box, paragraphs, title_lines};
use super::candidate::{Candidate, Contents, LONGEST, Look, USUAL, candidate, is_date, is_percent, is_sentence};
use super::mark::Kind;
use super::text;
use crate::document::{Align, Block, Document, Heading, Inline, Marks, Paragraph, Text};

/// Turns what looks like a heading into one: the title in its box, banners such as `붙임 1 | 관련 사진`, and paragraphs
/// that are set off by size, weight or mark. Levels follow from the looks and never skip one.
///
/// A document whose author has used the outline is left as it is.
pub fn infer_headings(document: &mut Document) {
    Inferred::of(document).apply(document);
}

/// What looks like a heading in a document that has none.
#[derive(Debug, Default)]
pub(super) struct Inferred {
    /// By section and block.
    levels: HashMap<(usize, usize), u8>,
    title: Option<(usize, usize)>,
}

impl Inferred {
    /// Looks through a document; nothing is inferred for one whose author has used the outline.
    pub(super) fn of(document: &Document) -> Self {
        let is_heading = |block: &Block| matches!(block, Block::Heading(_));
        if document.sections.iter().any(|section| section.blocks.iter().any(is_heading)) {
            return Inferred::default();
        }
        let Some(body) = body_size(document) else { return Inferred::default() };
        let mut found = Vec::new();
        for (section, part) in document.sections.iter().enumerate() {
            let mut contents = Contents::default();
            for (block, content) in part.blocks.iter().enumerate() {
                if contents.hold(content) {
                    continue;
                }
                let is_contents = contents.is_open;
                let found_here =
                    candidate(content, body).map(|candidate| Found { section, block, candidate, is_contents });
                found.extend(found_here);
            }
        }
        let title = title(document, body);
        found.retain(|entry| title.is_none_or(|title| (entry.section, entry.block) > title));
        if let Some(title) = title {
            leave_front(document, title, &mut found);
        }
        Inferred { levels: levels(title, &choose(&found, body)), title }
    }

    /// The level and the words of the heading that a block looks like.
    pub(super) fn heading(&self, section: usize, index: usize, block: &Block) -> Option<(u8, String)> {
        let level = *self.levels.get(&(section, index))?;
        let is_title = self.title == Some((section, index));
        let lines = match block {
            Block::Paragraph(paragraph) => vec![paragraph],
            Block::Table(_) | Block::Frame(_) if is_title => title_lines(&in_box(block)),
            Block::Table(_) | Block::Frame(_) => paragraphs(block),
            // No candidates.
            Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => return None,
        };
        let words: Vec<String> = lines.into_iter().map(text::words).filter(|words| !words.is_empty()).collect();
        Some((level, words.join(" ")))
    }

    /// Makes the headings.
    fn apply(&self, document: &mut Document) {
        if self.levels.is_empty() {
            return;
        }
        for (index, section) in document.sections.iter_mut().enumerate() {
            let mut blocks = Vec::with_capacity(section.blocks.len());
            for (at, block) in std::mem::take(&mut section.blocks).into_iter().enumerate() {
                match self.levels.get(&(index, at)) {
                    Some(level) => make(block, *level, self.title == Some((index, at)), &mut blocks),
                    None => blocks.push(block),
                }
            }
            section.blocks = blocks;
        }
    }
}

const LONGEST_TITLE: usize = 150;

#[derive(Debug)]
struct Found {
    section: usize,
    block: usize,
    candidate: Candidate,
    /// Whether it is the title of a table of contents, which nothing stands under but that.
    is_contents: bool,
}

/// A heading whose look has been ranked.
#[derive(Debug)]
struct Ranked {
    at: (usize, usize),
    rank: usize,
    is_contents: bool,
}

/// The size that most text of the body has: top-level paragraphs, or all when there are none.
fn body_size(document: &Document) -> Option<u32> {
    let mut tally: HashMap<u32, usize> = HashMap::new();
    let mut nested: HashMap<u32, usize> = HashMap::new();
    for section in &document.sections {
        for block in &section.blocks {
            let count = |paragraph: &Paragraph, tally: &mut HashMap<u32, usize>| {
                if let Some(size) = paragraph.size {
                    *tally.entry(size).or_default() += text::of(paragraph).len();
                }
            };
            if let Block::Paragraph(paragraph) = block {
                count(paragraph, &mut tally);
            } else {
                in_box(block).iter().for_each(|paragraph| count(paragraph, &mut nested));
            }
        }
    }
    let most = |tally: &HashMap<u32, usize>| {
        tally.iter().max_by_key(|(size, length)| (**length, u32::MAX - **size)).map(|(size, _)| *size)
    };
    most(&tally).or_else(|| most(&nested))
}

/// The block that holds the title: before the first paragraph of running text, by far the largest, and short.
fn title(document: &Document, body: u32) -> Option<(usize, usize)> {
    let section = document.sections.first()?;
    let mut best: Option<(u32, usize)> = None;
    for (index, block) in section.blocks.iter().enumerate().take(40) {
        let largest = match block {
            Block::Paragraph(paragraph) => {
                let content = text::of(paragraph);
                if content.chars().count() > LONGEST_TITLE || (is_sentence(&content) && paragraph.size == Some(body)) {
                    break;
                }
                let is_plain = !is_date(&content) && paragraph.align != Align::Right && !content.trim().is_empty();
                paragraph.size.filter(|_| is_plain && !text::has_picture(paragraph))
            }
            Block::Table(_) | Block::Frame(_) => {
                let paragraphs = in_box(block);
                let lines = title_lines(&paragraphs);
                let length: usize = lines.iter().map(|line| text::of(line).chars().count()).sum();
                let is_title = (1..=4).contains(&lines.len()) && (4..=LONGEST_TITLE).contains(&length);
                lines.first().and_then(|line| line.size).filter(|_| is_title && paragraphs.len() <= 8)
            }
            Block::Break(..) if best.is_some() => break,
            Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => None,
        };
        if let Some(size) = largest.filter(|size| is_percent(*size, 120, body))
            && best.is_none_or(|(before, _)| size > before)
        {
            best = Some((size, index));
        }
    }
    best.map(|(_, index)| (0, index))
}

/// Leaves out the lines of a front page, with authors, dates and subtitles: lines without mark before the first running
/// text that only another such line follows.
fn leave_front(document: &Document, title: (usize, usize), found: &mut Vec<Found>) {
    let is_plain = |entry: &&Found| matches!(entry.candidate.look, Look::Plain { .. });
    let plain: HashSet<(usize, usize)> =
        found.iter().filter(is_plain).map(|entry| (entry.section, entry.block)).collect();
    let mut idle = HashSet::new();
    let mut before = None;
    let places = document.sections.iter().enumerate().flat_map(|(section, part)| {
        part.blocks.iter().enumerate().map(move |(index, block)| ((section, index), block))
    });
    for (at, block) in places.filter(|(at, _)| *at > title) {
        let words = match block {
            Block::Paragraph(paragraph) => text::of(paragraph),
            Block::Break(..) => continue,
            Block::Heading(_) | Block::Table(_) | Block::Frame(_) | Block::Figure(_) | Block::Equation(..) => {
                before = None;
                continue;
            }
        };
        if words.trim().is_empty() || is_date(&words) {
            continue;
        }
        if words.chars().count() > LONGEST || is_sentence(&words) {
            break;
        }
        let now = plain.get(&at).copied();
        idle.extend(before.filter(|_| now.is_some()));
        before = now;
    }
    found.retain(|entry| !idle.contains(&(entry.section, entry.block)));
}

/// Takes the candidates whose look is that of headings throughout the document, each with its level.
fn choose(found: &[Found], body: u32) -> Vec<Ranked> {
    let mut looks: HashMap<Look, Vec<&Candidate>> = HashMap::new();
    for entry in found {
        looks.entry(entry.candidate.look).or_default().push(&entry.candidate);
    }
    // The size of a look is the one that most of its headings have.
    let mut kept: Vec<(Look, (u8, u32, u8, Look))> = Vec::new();
    for (look, all) in &looks {
        if is_heading_look(*look, all, body) {
            let mut sizes: Vec<u32> = all.iter().map(|candidate| candidate.size).collect();
            sizes.sort_unstable();
            let size = sizes.get(sizes.len() / 2).copied().unwrap_or(body);
            kept.push((*look, rank(*look, size)));
        }
    }
    kept.sort_by_key(|(_, rank)| *rank);
    let order: HashMap<Look, usize> = kept.iter().enumerate().map(|(at, (look, _))| (*look, at)).collect();
    let fits = |entry: &Found| {
        let candidate = &entry.candidate;
        let rank = *order.get(&candidate.look)?;
        let is_short = candidate.length <= LONGEST && !candidate.is_sentence;
        (is_short && stands_out(candidate, body)).then_some(Ranked {
            at: (entry.section, entry.block),
            rank,
            is_contents: entry.is_contents,
        })
    };
    found.iter().filter_map(fits).collect()
}

/// Whether a line with a mark is set off from the body besides.
fn stands_out(candidate: &Candidate, body: u32) -> bool {
    match candidate.look {
        Look::Attachment | Look::Boxed(_) | Look::Plain { .. } => true,
        Look::Marked(Kind::Chapter | Kind::ChapterPart | Kind::Roman) => candidate.size >= body,
        Look::Marked(_) => is_percent(candidate.size, 105, body) || (candidate.bold && candidate.size >= body),
    }
}

/// Whether a look is that of headings: most that have it are short and no sentences, and they are set off from the body.
fn is_heading_look(look: Look, all: &[&Candidate], body: u32) -> bool {
    if matches!(look, Look::Attachment | Look::Boxed(_)) {
        return true;
    }
    // Words that come again and again are the rubrics of entries, such as the parts of a description.
    let distinct: HashSet<&str> = all.iter().map(|candidate| candidate.text.as_str()).collect();
    if matches!(look, Look::Plain { .. }) && all.len() >= 12 && distinct.len() * 3 < all.len() {
        return false;
    }
    let like = all.iter().filter(|candidate| candidate.length <= USUAL && !candidate.is_sentence);
    let set_off = all.iter().filter(|candidate| stands_out(candidate, body)).count();
    like.count() * 10 >= all.len() * 6 && set_off * 10 >= all.len() * 5
}

/// From the outermost look to the innermost: attachments, then by size, boxes before lines, and the order of marks.
fn rank(look: Look, size: u32) -> (u8, u32, u8, Look) {
    let outermost = match look {
        Look::Attachment => 0,
        Look::Marked(Kind::Chapter | Kind::ChapterPart)
        | Look::Boxed(Some(Kind::Chapter | Kind::ChapterPart | Kind::Roman)) => 1,
        Look::Boxed(_) | Look::Marked(_) | Look::Plain { .. } => 2,
    };
    let is_line = u8::from(!matches!(look, Look::Attachment | Look::Boxed(_)));
    // Sizes within half a point are the same to the eye.
    (outermost, u32::MAX - size / 50, is_line, look)
}

/// The level of each heading. None skips one.
fn levels(title: Option<(usize, usize)>, ranked: &[Ranked]) -> HashMap<(usize, usize), u8> {
    let first_level = if title.is_some() { 2 } else { 1 };
    let mut open: Vec<usize> = Vec::new();
    let mut levels: HashMap<(usize, usize), u8> = HashMap::new();
    levels.extend(title.map(|at| (at, 1)));
    for heading in ranked {
        while open.last().is_some_and(|last| *last >= heading.rank) {
            open.pop();
        }
        let level = u8::try_from(open.len()).unwrap_or(u8::MAX).saturating_add(first_level).min(10);
        if !heading.is_contents {
            open.push(heading.rank);
        }
        levels.insert(heading.at, level);
    }
    levels
}

/// Makes a heading of a block; what else stands in the box of a title comes before or after it.
fn make(block: Block, level: u8, is_title: bool, out: &mut Vec<Block>) {
    let origin = block.origin();
    let paragraphs = match block {
        Block::Paragraph(paragraph) => vec![paragraph],
        Block::Frame(frame) => frame.blocks.into_iter().filter_map(paragraph).collect(),
        Block::Table(table) => table.cells.into_iter().flat_map(|cell| cell.blocks).filter_map(paragraph).collect(),
        // No candidates.
        Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => return out.push(block),
    };
    let largest = paragraphs.iter().filter_map(|paragraph| paragraph.size).max();
    let is_part = |paragraph: &Paragraph| !is_title || paragraph.size == largest;
    let (parts, rest): (Vec<Paragraph>, Vec<Paragraph>) = paragraphs.into_iter().partition(is_part);
    out.push(Block::Heading(Heading { level, paragraph: Paragraph { origin, ..joined(parts) } }));
    out.extend(rest.into_iter().map(Block::Paragraph));
}

/// The paragraphs of a box: candidates hold nothing else.
fn paragraph(block: Block) -> Option<Paragraph> {
    if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None }
}

/// Several lines as one, with a blank between.
fn joined(parts: Vec<Paragraph>) -> Paragraph {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for part in parts {
        let label = part.label.map_or(String::new(), |label| format!("{} ", label.text));
        if !text::of(&whole).trim().is_empty() {
            whole.content.push(Inline::Text(Text { text: format!(" {label}").into(), marks: Marks::NONE }));
        }
        whole.content.extend(part.content);
        whole.size = whole.size.or(part.size);
    }
    whole
}
