//! The lines of typed tables of contents, made links to the headings that they name, with their page numbers apart.

use foldhash::{HashMap, HashMapExt};

use super::contents::{is_title, without_page};
use super::line::Line;
use super::mark;
use super::text;
use crate::document::letters::squeezed;
use crate::document::{Block, Document, Inline, Inlines, Link, Marks, Origin, Paragraph, Text, anchors};

/// The lines of the tables of contents of a document, in reading order.
#[derive(Debug, Default)]
pub(super) struct Entries(Vec<Entry>);

/// Section and paragraph.
type Place = (u32, u32);

#[derive(Debug)]
struct Entry {
    place: Place,
    text: String,
    /// Letters and digits of the whole line.
    whole: String,
    /// Without the page number.
    named: String,
    /// Without the mark either.
    words: String,
}

/// What becomes of the lines at each place, by their words: paragraphs in cells of a table have one place.
type Leads = HashMap<Place, HashMap<String, Lead>>;

/// What becomes of a line.
#[derive(Debug)]
struct Lead {
    target: Option<String>,
    /// Whether the number at its end is that of a page.
    has_page: bool,
}

/// Signs that fill the way to the number of a page.
const LEADERS: &str = ".·…‥․ㆍ⋯・-_";
/// So many of them lead to a page for sure.
const LEADING: usize = 4;

/// Words that name a heading without its mark are no shorter.
const SHORTEST: usize = 3;

impl Entries {
    pub(super) fn of(lines: &[Line]) -> Self {
        let is_entry = |line: &&Line| line.is_contents && !line.boxed && line.extent == 1 && !is_title(&line.text);
        let entry = |line: &Line| {
            let named = without_page(&line.text);
            Entry {
                place: line.place,
                text: line.text.clone(),
                whole: squeezed(&line.text),
                words: behind_mark(named),
                named: squeezed(named),
            }
        };
        Entries(lines.iter().filter(is_entry).map(entry).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes links of the lines that name a heading of the document, which has its headings.
    pub(super) fn link(self, document: &mut Document) {
        let places = || self.0.iter().map(|entry| entry.place);
        let (Some(first), Some(last)) = (places().min(), places().max()) else { return };
        let leads = self.leads(document);
        for section in &mut document.sections {
            // What a table holds has the place of the table.
            let entries = section.blocks.iter_mut().filter(|block| (first..=last).contains(&place(block.origin())));
            entries.for_each(|block| link(std::slice::from_mut(block), &leads));
        }
    }

    fn leads(self, document: &Document) -> Leads {
        let headings = Headings::of(document);
        let mut leads = Leads::new();
        let mut from = 0;
        for entry in self.0 {
            // A number at the end may be part of what the heading is called: `붙임 1`.
            let whole = headings.find(&headings.whole, &entry.whole, from);
            let found = whole.or_else(|| headings.find(&headings.whole, &entry.named, from)).or_else(|| {
                let is_long = entry.words.chars().nth(SHORTEST - 1).is_some();
                is_long.then(|| headings.find(&headings.words, &entry.words, from)).flatten()
            });
            from = found.map_or(from, |found| found + 1);
            let target = found.and_then(|found| headings.targets.get(found)).cloned();
            let lead = Lead { target, has_page: whole.is_none() };
            // The last of two that are the same counts.
            leads.entry(entry.place).or_default().insert(entry.text, lead);
        }
        leads
    }
}

/// The headings of a document, by their words.
#[derive(Debug, Default)]
struct Headings {
    targets: Vec<String>,
    /// With their marks.
    whole: HashMap<String, Vec<usize>>,
    /// Without them.
    words: HashMap<String, Vec<usize>>,
}

impl Headings {
    fn of(document: &Document) -> Self {
        let mut headings = Headings::default();
        for (index, anchor) in anchors(document).into_iter().enumerate() {
            headings.whole.entry(squeezed(&anchor.words)).or_default().push(index);
            headings.words.entry(behind_mark(&anchor.words)).or_default().push(index);
            headings.targets.push(anchor.target);
        }
        headings
    }

    /// The first heading with such words from a place on, else the first at all.
    fn find(&self, by: &HashMap<String, Vec<usize>>, words: &str, from: usize) -> Option<usize> {
        let all = by.get(words).filter(|_| !words.is_empty())?;
        let next = all.partition_point(|index| *index < from);
        all.get(next).or_else(|| all.first()).copied()
    }
}

fn place(origin: Origin) -> Place {
    (origin.section, origin.paragraph)
}

fn behind_mark(words: &str) -> String {
    let rest = mark::find(words).and_then(|mark| words.get(mark.end..));
    squeezed(rest.unwrap_or(words))
}

fn link(blocks: &mut [Block], leads: &Leads) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if let Some(lead) =
                    leads.get(&place(paragraph.origin)).and_then(|leads| leads.get(&text::words(paragraph)))
                {
                    rewrite(paragraph, lead);
                }
            }
            Block::Table(table) => table.cells.iter_mut().for_each(|cell| link(&mut cell.blocks, leads)),
            Block::Frame(frame) => link(&mut frame.blocks, leads),
            Block::Figure(figure) => link(&mut figure.blocks, leads),
            Block::Heading(_) | Block::Equation(..) | Block::Break(..) => {}
        }
    }
}

/// Makes a link of the words of a line, and sets its page number apart.
fn rewrite(paragraph: &mut Paragraph, lead: &Lead) {
    let is_plain = |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::Tab | Inline::Anchor(_));
    if !paragraph.content.iter().all(is_plain) {
        return; // What the author has linked stays so.
    }
    let text = text::of(paragraph);
    let whole = text.trim_end();
    let words = if lead.has_page { without_page(whole) } else { whole };
    let behind = whole.get(words.len()..).unwrap_or_default();
    let page = behind.trim_start_matches(|c: char| !c.is_ascii_digit());
    let leader = behind.strip_suffix(page).unwrap_or_default();
    let is_leader = leader.chars().all(|c| c.is_whitespace() || LEADERS.contains(c));
    let has_tab = paragraph.content.iter().any(|inline| matches!(inline, Inline::Tab));
    let is_led = leader.chars().filter(|c| LEADERS.contains(*c)).count() >= LEADING;
    if lead.target.is_none() && !has_tab && !(is_leader && is_led) {
        return; // Perhaps it is no page that the number names.
    }
    let words = text::take_start(&mut paragraph.content, words.len());
    let behind = std::mem::take(&mut paragraph.content);
    match &lead.target {
        Some(target) => paragraph.content.push(Inline::Link(Box::new(Link { target: target.clone(), content: words }))),
        None => paragraph.content.extend(words),
    }
    if !is_leader || page.is_empty() {
        paragraph.content.extend(behind);
    } else {
        // The word processor fills the way to the number with dots, and so do authors.
        paragraph.content.push(Inline::Text(Text { text: format!(" … {page}").into(), marks: Marks::NONE }));
        let anchors = behind.into_iter().filter(|inline| matches!(inline, Inline::Anchor(_)));
        paragraph.content.extend(anchors.collect::<Inlines>());
    }
}
