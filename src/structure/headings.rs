//! Headings that only look like headings: titles in boxes, banners, short lines that are larger, bolder or marked.

use std::collections::{HashMap, HashSet};

use super::mark::{self, Kind};
use super::text;
use crate::document::{Align, Block, Document, Heading, Inline, Label, Marks, Paragraph, Table, Text};

/// Turns what looks like a heading into one: the title in its box, banners such as `붙임 1 | 관련 사진`, and paragraphs
/// that are set off by size, weight or mark. Levels follow from the looks and never skip one.
///
/// A document whose author has used the outline is left as it is.
pub fn infer_headings(document: &mut Document) {
    let is_heading = |block: &Block| matches!(block, Block::Heading(_));
    if document.sections.iter().any(|section| section.blocks.iter().any(is_heading)) {
        return;
    }
    let Some(body) = body_size(document) else { return };
    let mut found = Vec::new();
    for (section, part) in document.sections.iter().enumerate() {
        let mut contents = Contents::default();
        for (block, content) in part.blocks.iter().enumerate() {
            if contents.hold(content) {
                continue;
            }
            found.extend(candidate(content, body).map(|candidate| Found { section, block, candidate }));
        }
    }
    let title = title(document, body);
    found.retain(|entry| title.is_none_or(|title| (entry.section, entry.block) > title));
    let chosen = choose(found, body);
    apply(document, title, &chosen);
}

/// A table of contents, whose lines look like the headings that they name: from its title to the end of the page.
#[derive(Debug, Default)]
struct Contents {
    is_open: bool,
    page: Option<u32>,
}

impl Contents {
    /// Whether a block is a line of a table of contents. Blocks are shown in order.
    fn hold(&mut self, block: &Block) -> bool {
        let page = block.origin().page;
        if matches!(block, Block::Break(..)) || page != self.page {
            self.is_open = false;
        }
        if self.is_open {
            return true;
        }
        let lines = if let Block::Paragraph(paragraph) = block { vec![paragraph] } else { in_box(block) };
        let words: String = lines.iter().take(3).map(|line| text::of(line)).collect();
        let title: String = words.chars().filter(|c| c.is_alphanumeric()).take(5).collect();
        if matches!(title.as_str(), "목차" | "차례") {
            (self.is_open, self.page) = (true, page);
        }
        false
    }
}

/// A heading longer than this is a sentence.
const LONGEST: usize = 60;

/// A heading of this many characters is not unusual; kinds of headings are judged by it.
const USUAL: usize = 40;

const LONGEST_TITLE: usize = 150;

/// What makes headings look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Look {
    /// `붙임`, `참고`, `별첨` in a banner: a part of its own.
    Attachment,
    /// In a banner or a box.
    Boxed(Option<Kind>),
    /// A line with a typed or generated mark.
    Marked(Kind),
    /// A line without mark, by its size and whether it is bold and in the middle.
    Plain { size: u32, bold: bool, center: bool },
}

/// A block that could be a heading.
#[derive(Debug, Clone)]
struct Candidate {
    look: Look,
    size: u32,
    bold: bool,
    /// In characters.
    length: usize,
    is_sentence: bool,
    text: String,
}

#[derive(Debug)]
struct Found {
    section: usize,
    block: usize,
    candidate: Candidate,
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

/// The paragraphs of a box or of a small table, when it holds nothing else.
fn in_box(block: &Block) -> Vec<&Paragraph> {
    let of = |blocks: &[Block]| blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
    let all: Vec<&Block> = if let Block::Frame(frame) = block
        && of(&frame.blocks)
    {
        frame.blocks.iter().collect()
    } else if let Block::Table(table) = block
        && is_small(table)
        && table.cells.iter().all(|cell| of(&cell.blocks))
    {
        table.cells.iter().flat_map(|cell| &cell.blocks).collect()
    } else {
        return Vec::new();
    };
    let paragraphs =
        all.into_iter().map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None });
    paragraphs.flatten().collect()
}

/// Whether a table is a box in the shape of a table: few cells, no caption.
fn is_small(table: &Table) -> bool {
    table.caption.is_none() && table.cells.len() <= 6 && (table.rows == 1 || table.columns == 1) && table.rows <= 3
}

/// Whether a box may hold a heading, and its paragraphs that have words.
fn banner(block: &Block) -> Option<Vec<&Paragraph>> {
    if let Block::Table(table) = block
        && (table.rows != 1 || table.columns > 5)
    {
        return None;
    }
    let paragraphs = in_box(block);
    let has_words = |paragraph: &&Paragraph| !text::of(paragraph).trim().is_empty();
    let is_plain = !paragraphs.iter().any(|paragraph| text::has_picture(paragraph));
    let words: Vec<&Paragraph> = paragraphs.into_iter().filter(has_words).collect();
    (is_plain && (1..=2).contains(&words.len())).then_some(words)
}

/// The words that attachments are headed by.
const ATTACHMENTS: [&str; 8] = ["붙임", "별첨", "첨부", "참고", "별지", "별표", "부록", "참고자료"];

/// Whether a text is nothing but `붙임 1` or the like.
fn is_attachment(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let word = squeezed.trim_end_matches(|c: char| c.is_numeric());
    ATTACHMENTS.contains(&word)
}

/// The number of a banner, which stands alone in its cell: `1`, `Ⅱ`, `가`, `03`.
fn cell_number(text: &str) -> Option<Kind> {
    let text = text.trim().trim_end_matches('.');
    let first = text.chars().next()?;
    match first {
        'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X' if text.chars().count() <= 4 => Some(Kind::Roman),
        _ if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Digit),
        '가' | '나' | '다' | '라' | '마' | '바' | '사' if text.chars().count() == 1 => Some(Kind::Syllable),
        _ => None,
    }
}

fn candidate(block: &Block, body: u32) -> Option<Candidate> {
    match block {
        Block::Paragraph(paragraph) => line(paragraph, body),
        Block::Table(_) | Block::Frame(_) => boxed(block, body),
        Block::Heading(_) | Block::Figure(_) | Block::Equation(..) | Block::Break(..) => None,
    }
}

fn boxed(block: &Block, body: u32) -> Option<Candidate> {
    let words = banner(block)?;
    let last = words.last()?;
    let size = last.size?;
    let content = text::of(last);
    let look = match words.as_slice() {
        [mark, _] => {
            let mark = text::of(mark);
            if is_attachment(&mark) { Look::Attachment } else { Look::Boxed(Some(cell_number(&mark)?)) }
        }
        [only] => {
            let attachment = content.split_whitespace().next().is_some_and(is_attachment);
            let kind = kind_of(only, &content);
            let stands_out = kind.is_some_and(Kind::is_number) || is_percent(size, 120, body);
            if attachment { Look::Attachment } else { stands_out.then_some(Look::Boxed(kind))? }
        }
        _ => return None,
    };
    let candidate = weigh(look, last, &content, size);
    (size >= body && !candidate.is_sentence && candidate.length <= LONGEST).then_some(candidate)
}

/// The kind of the mark that a paragraph has, typed or generated.
fn kind_of(paragraph: &Paragraph, content: &str) -> Option<Kind> {
    match &paragraph.label {
        Some(label) => mark::find(&format!("{} x", label.text)).map(|mark| mark.kind),
        None => mark::find(content).map(|mark| mark.kind),
    }
}

/// Whether a size is at least so many percent of the body's. A damaged file says any size.
fn is_percent(size: u32, percent: u64, body: u32) -> bool {
    u64::from(size) * 100 >= u64::from(body) * percent
}

fn weigh(look: Look, paragraph: &Paragraph, content: &str, size: u32) -> Candidate {
    let length = content.trim().chars().count();
    Candidate {
        look,
        size,
        bold: text::is_bold(paragraph),
        length,
        is_sentence: is_sentence(content),
        text: content.trim().to_owned(),
    }
}

fn line(paragraph: &Paragraph, body: u32) -> Option<Candidate> {
    let size = paragraph.size?;
    let content = text::of(paragraph);
    if content.trim().is_empty() || paragraph.align == Align::Right || is_date(&content) {
        return None;
    }
    let bold = text::is_bold(paragraph);
    let look = match kind_of(paragraph, &content) {
        Some(Kind::Remark | Kind::Dash | Kind::Dot) => return None,
        Some(kind) => Look::Marked(kind),
        None if is_percent(size, 115, body) => {
            Look::Plain { size, bold, center: matches!(paragraph.align, Align::Center) }
        }
        None => return None,
    };
    Some(weigh(look, paragraph, &content, size))
}

/// Whether a text is a sentence or a part of a longer one, and so no heading.
fn is_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['"', '”', '’', ')']);
    text.ends_with(['.', ',', ';', ':', '?', '!']) || text.ends_with("다") && text.chars().count() > 20
}

/// Whether a text says when something was: digits, and what dates are written with.
fn is_date(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['(', '[', '\'', '’', '‘']);
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || ".,:~-()[]/년월일시분월화수목금토요오전후'’".contains(c)
        })
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

/// The lines of the largest size.
fn title_lines<'p>(paragraphs: &[&'p Paragraph]) -> Vec<&'p Paragraph> {
    let words = paragraphs.iter().filter(|paragraph| !text::of(paragraph).trim().is_empty());
    let largest = words.clone().filter_map(|paragraph| paragraph.size).max();
    words.filter(|paragraph| largest.is_some() && paragraph.size == largest).copied().collect()
}

/// Takes the candidates whose look is that of headings throughout the document, each with its level.
fn choose(found: Vec<Found>, body: u32) -> Vec<(usize, usize, usize)> {
    let mut looks: HashMap<Look, Vec<&Candidate>> = HashMap::new();
    for entry in &found {
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
        let place = order.get(&candidate.look)?;
        let is_short = candidate.length <= LONGEST && !candidate.is_sentence;
        (is_short && stands_out(candidate, body)).then_some((entry.section, entry.block, *place))
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

/// Makes the headings, with levels that never skip one.
fn apply(document: &mut Document, title: Option<(usize, usize)>, chosen: &[(usize, usize, usize)]) {
    let first_level = if title.is_some() { 2 } else { 1 };
    let mut open: Vec<usize> = Vec::new();
    let mut levels: HashMap<(usize, usize), u8> = HashMap::new();
    levels.extend(title.map(|at| (at, 1)));
    for (section, block, place) in chosen {
        while open.last().is_some_and(|last| last >= place) {
            open.pop();
        }
        let level = u8::try_from(open.len()).unwrap_or(u8::MAX).saturating_add(first_level).min(10);
        open.push(*place);
        levels.insert((*section, *block), level);
    }
    for (index, section) in document.sections.iter_mut().enumerate() {
        let mut blocks = Vec::with_capacity(section.blocks.len());
        for (at, block) in std::mem::take(&mut section.blocks).into_iter().enumerate() {
            match levels.get(&(index, at)) {
                Some(level) => make(block, *level, title == Some((index, at)), &mut blocks),
                None => blocks.push(block),
            }
        }
        section.blocks = blocks;
    }
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
        let label = part.label.map_or(String::new(), |Label { text, .. }| format!("{text} "));
        if !text::of(&whole).trim().is_empty() {
            whole.content.push(Inline::Text(Text { text: format!(" {label}"), marks: Marks::NONE }));
        }
        whole.content.extend(part.content);
        whole.size = whole.size.or(part.size);
    }
    whole
}
