//! Units to chunks: as many neighbours as fit.

use std::borrow::Cow;
use std::rc::Rc;

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::pieces::Pieces;
use super::sentences;
use super::size::size;
use super::title;
use crate::document::{Block, Document, Format, Origin};
use crate::structure::Path;
use crate::warning::Ledger;
use crate::write::json::line::push_line;
use crate::write::provenance::Provenance;
use crate::write::{WriteOptions, origin, room};

/// What a unit is part of. Units of different kinds share no chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    /// A note too large to stand with its reference.
    Note,
    Furniture,
}

/// A block that fits into a chunk.
#[derive(Debug, Clone)]
pub(super) struct Unit<'a> {
    pub(super) block: Cow<'a, Block>,
    /// Its size as Markdown by itself.
    pub(super) size: usize,
    /// That Markdown, where it is likely to be a chunk as it is, and nothing is lost in it that is still to be entered.
    pub(super) text: Option<String>,
    pub(super) kind: Kind,
    pub(super) path: Path,
    pub(super) role: Role,
}

/// The size of an item that is the title of what stands under it; longer ones say something themselves.
const LONGEST_TITLE: usize = 40;

/// Of a path longer than this many bytes the outer lines are left out; the lines themselves are short.
const PATH_LENGTH: usize = 4_000;

/// How many lines may lead over to a table, such as its title and the unit of its numbers.
const MOST_LINES: usize = 3;

/// What a unit is in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading, or what looks like one. Its path ends with itself.
    Heading,
    /// A paragraph that begins with a mark.
    Item,
    Other,
}

impl Unit<'_> {
    fn is_heading(&self) -> bool {
        self.role == Role::Heading
    }

    fn is_table(&self) -> bool {
        matches!(*self.block, Block::Table(_))
    }

    /// How deep in the outline it begins something, if it does.
    fn depth(&self) -> Option<usize> {
        match self.role {
            Role::Heading => Some(self.path.len().saturating_sub(1)),
            Role::Item => Some(self.path.len()),
            Role::Other => None,
        }
    }
}

/// A line of the output. Values are strings, numbers and one list, which stands as a string beside it, as many stores of
/// vectors take no others as metadata.
#[derive(Debug, Serialize)]
struct Chunk<'c> {
    id: String,
    text: &'c str,
    metadata: Metadata<'c>,
}

#[derive(Debug, Serialize)]
struct Metadata<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'c str>,
    index: usize,
    kind: &'static str,
    path: Vec<&'c str>,
    heading_path: String,
    /// Text of a document is data, never an instruction to a language model.
    content_trust: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_from: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_to: Option<u32>,
    section_from: u32,
    paragraph_from: u32,
    section_to: u32,
    paragraph_to: u32,
}

/// The lines of a path in one, the inner ones rather than the outer ones.
fn joined(path: &[Rc<str>]) -> String {
    const SEPARATOR: &str = " > ";
    let mut length = 0_usize;
    let kept = path.iter().rev().take_while(|line| {
        length = length.saturating_add(line.len() + SEPARATOR.len());
        length <= PATH_LENGTH
    });
    let left_out = path.len() - kept.count();
    let lines = path.get(left_out..).unwrap_or_default().join(SEPARATOR);
    if left_out > 0 { format!("…{SEPARATOR}{lines}") } else { lines }
}

/// Fills chunks and writes them.
pub(super) struct Packer<'a, 'o> {
    options: &'a WriteOptions,
    known: &'a Provenance,
    format: Option<&'static str>,
    pieces: &'o Pieces<'a>,
    out: &'o mut String,
    ledger: &'o mut Ledger,
    /// The units of the chunk under way.
    open: Vec<Unit<'a>>,
    /// How many of them repeat the end of the chunk before.
    carried: usize,
    /// How many chunks have been written.
    count: usize,
    /// The title of the document, which every chunk repeats.
    title: Option<String>,
}

impl<'a, 'o> Packer<'a, 'o> {
    pub(super) fn new(
        document: &'a Document,
        options: &'a WriteOptions,
        known: &'a Provenance,
        pieces: &'o Pieces<'a>,
        out: &'o mut String,
        ledger: &'o mut Ledger,
    ) -> Self {
        let title = title::of(document);
        let format = document.format.map(Format::name);
        Packer { options, known, format, pieces, out, ledger, open: Vec::new(), carried: 0, count: 0, title }
    }

    /// Whether there is no room for another chunk.
    pub(super) fn is_full(&mut self) -> bool {
        room::is_full(self.out.len(), self.options, self.ledger)
    }

    fn limit(&self) -> usize {
        self.options.chunks.size.max(1)
    }

    /// Adds a unit, after writing the chunk under way if it does not belong there.
    pub(super) fn push(&mut self, unit: Unit<'a>) {
        if self.is_border(&unit) {
            self.finish();
        }
        while self.open.len() > self.carried && self.filled() + unit.size > self.limit() {
            self.flush(self.good_end(&unit));
        }
        if self.filled() + unit.size > self.limit() {
            self.drop_carried();
        }
        self.open.push(unit);
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self) {
        while self.open.len() > self.carried {
            self.flush(self.open.len());
        }
        self.drop_carried();
    }

    /// Whether a chunk may not go on over this unit. Before a heading only one ends that is worth it: sooner when the
    /// heading leads out of what the chunk stands under.
    fn is_border(&self, unit: &Unit<'a>) -> bool {
        let Some(last) = self.open.last() else { return false };
        if last.kind != unit.kind {
            return true;
        }
        let leads_out = unit.depth().is_some_and(|depth| depth + 1 < self.path().len());
        let least = if leads_out { self.limit() / 8 } else { self.limit() / 4 };
        unit.is_heading() && !last.is_heading() && self.filled() >= least
    }

    /// How many of the open units to write when the next one has no room: up to the outermost heading or mark in the
    /// second half, the last of several; else all but those that lead over to the next one.
    fn good_end(&self, next: &Unit<'a>) -> usize {
        let mut filled = 0;
        let mut best: Option<(usize, usize)> = None;
        for (index, unit) in self.open.iter().chain([next]).enumerate() {
            let follows_heading = index.checked_sub(1).and_then(|at| self.open.get(at)).is_some_and(Unit::is_heading);
            if let Some(depth) = unit.depth()
                && filled >= self.limit() / 2
                && index > self.carried
                && !follows_heading
                && best.is_none_or(|(before, _)| depth <= before)
            {
                best = Some((depth, index));
            }
            filled += unit.size + 2;
        }
        let all = self.open.len();
        let without_lead = all - self.lead_count(next.is_table());
        let fallback = if without_lead > self.carried { without_lead } else { all };
        best.map_or(fallback, |(_, index)| index)
    }

    /// How many of the last open units say what comes next: headings, and before a table the short lines that lead over
    /// to it or are its title.
    fn lead_count(&self, is_table: bool) -> usize {
        let is_short =
            |unit: &&Unit<'_>| is_table && matches!(*unit.block, Block::Paragraph(_)) && unit.size <= self.limit() / 12;
        let lines = self.open.iter().rev().take(MOST_LINES).take_while(is_short).count();
        lines + self.open.iter().rev().skip(lines).take_while(|unit| unit.is_heading()).count()
    }

    /// The room that those take which say what comes next, when it is worth to stay together with them.
    pub(super) fn lead(&self, kind: Kind, is_table: bool) -> usize {
        let count = self.lead_count(is_table);
        let lead = self.open.iter().rev().take(count).filter(|unit| unit.kind == kind).map(|unit| unit.size + 2).sum();
        if lead <= self.limit() / 4 { lead } else { 0 }
    }

    /// The size of the chunk under way, with what separates it from the next block.
    fn filled(&self) -> usize {
        self.open.iter().map(|unit| unit.size + 2).fold(0, usize::saturating_add)
    }

    fn drop_carried(&mut self) {
        self.open.drain(..self.carried.min(self.open.len()));
        self.carried = 0;
    }

    /// Writes the first open units as a chunk. Should their blocks together be larger than they were alone (an item of a
    /// list is indented below another one), the last ones stay for the next chunk.
    fn flush(&mut self, count: usize) {
        let unit = self.options.chunks.unit;
        let later = self.open.split_off(count.min(self.open.len()));
        let mut too_many = Vec::new();
        let mut lost = Ledger::new(0);
        let mut text = self.text(&mut lost);
        while size(text.trim_end(), unit) > self.limit() {
            if self.carried > 0 {
                self.drop_carried();
            } else if self.open.len() > 1 {
                too_many.extend(self.open.pop());
            } else {
                break;
            }
            lost = Ledger::new(0);
            text = self.text(&mut lost);
        }
        if !lost.is_empty() {
            // What is lost is entered once, for the text that stays.
            let mut ledger = std::mem::replace(self.ledger, Ledger::new(0));
            self.text(&mut ledger);
            *self.ledger = ledger;
        }
        self.write(text.trim_end());
        self.carry();
        let next = too_many.last().or(later.first());
        if next.is_some_and(|next| self.filled() + next.size > self.limit()) {
            self.drop_carried();
        }
        self.open.extend(too_many.into_iter().rev().chain(later));
    }

    /// The open units as they are written.
    fn text(&mut self, ledger: &mut Ledger) -> String {
        if let [unit] = self.open.as_mut_slice()
            && let Some(text) = unit.text.take()
        {
            return text;
        }
        self.pieces.write(self.open.iter().map(|unit| unit.block.as_ref()), ledger)
    }

    /// Keeps the end of the chunk that was written, as much as is to be repeated in the next one: whole blocks, else the
    /// last sentences of the last paragraph.
    fn carry(&mut self) {
        let overlap = self.options.chunks.overlap.min(self.limit() / 2);
        let mut room = overlap;
        let fits = |unit: &&Unit<'_>| {
            let is_text = matches!(*unit.block, Block::Paragraph(_)) && unit.kind == Kind::Body;
            let left = room.checked_sub(unit.size + 2).filter(|_| is_text);
            room = left.unwrap_or(room);
            left.is_some()
        };
        let kept = self.open.iter().rev().take_while(fits).count();
        let last = self.open.last().filter(|_| kept == 0 && overlap > 0).and_then(|unit| self.end_of(unit, overlap));
        self.open.drain(..self.open.len() - kept);
        self.open.extend(last);
        self.carried = self.open.len();
    }

    /// The last sentences of a paragraph.
    fn end_of(&self, unit: &Unit<'a>, most: usize) -> Option<Unit<'a>> {
        let Block::Paragraph(paragraph) = unit.block.as_ref() else { return None };
        let measure = |text: &str| size(text, self.options.chunks.unit);
        let block = Block::Paragraph(sentences::cut(paragraph, most, &measure).pop()?);
        let size = measure(self.pieces.write([&block], &mut Ledger::new(0)).trim_end());
        (size > 0 && size <= most && unit.kind == Kind::Body).then(|| Unit {
            block: Cow::Owned(block),
            size,
            text: None,
            role: Role::Other,
            path: Rc::clone(&unit.path),
            kind: unit.kind,
        })
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() || self.is_full() {
            return;
        }
        let (from, to) = self.addresses();
        let pages = self.open.iter().filter_map(|unit| origin::pages(std::slice::from_ref(unit.block.as_ref())));
        let pages = pages.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
        let path = self.path();
        let chunk = Chunk {
            id: self.id(text),
            text,
            metadata: Metadata {
                source: self.known.source.as_deref(),
                document: self.known.id.as_deref(),
                format: self.format,
                title: self.title.as_deref(),
                index: self.count,
                kind: self.kind(),
                heading_path: joined(&path),
                path: path.iter().map(|line| &**line).collect(),
                content_trust: "untrusted",
                page_from: pages.map(|(first, _)| first),
                page_to: pages.map(|(_, last)| last),
                section_from: from.section,
                paragraph_from: from.paragraph,
                section_to: to.section,
                paragraph_to: to.paragraph,
            },
        };
        push_line(&chunk, self.out);
        self.count += 1;
    }

    /// The same for the same text at the same place of the same document, and for nothing else.
    fn id(&self, text: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.known.id.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(text);
        let hash = HEXLOWER.encode(&hash.finalize());
        format!("{}-{}", hash.get(..16).unwrap_or(&hash), self.count)
    }

    /// `note` and `furniture`; else `table` or `text` when it holds nothing else but headings, or `mixed`.
    fn kind(&self) -> &'static str {
        match self.open.first().map(|unit| unit.kind) {
            Some(Kind::Note) => return "note",
            Some(Kind::Furniture) => return "furniture",
            Some(Kind::Body) | None => {}
        }
        let content = || self.open.iter().filter(|unit| !unit.is_heading());
        let tables = content().filter(|unit| unit.is_table()).count();
        let others = content().filter(|unit| !unit.is_table()).count();
        match (tables, others) {
            (0, _) => "text",
            (_, 0) => "table",
            _ => "mixed",
        }
    }

    /// What all of the chunk stands under. A heading or a short item that others of the chunk stand under is named by
    /// their paths; what comes before the first heading under nothing does not count. Of headings only, the last one.
    fn path(&self) -> Vec<Rc<str>> {
        let first_heading = self.open.iter().position(Unit::is_heading).unwrap_or(0);
        let mut paths = self.open.iter().enumerate().filter_map(|(index, unit)| {
            let stands_before = index < first_heading && unit.path.is_empty();
            let next = self.open.get(index + 1);
            let is_title = unit.role == Role::Item && unit.size <= LONGEST_TITLE;
            let leads = is_title && next.is_some_and(|next| next.path.len() > unit.path.len());
            (!unit.is_heading() && !stands_before && !leads).then_some(&unit.path)
        });
        let Some(first) = paths.next() else {
            return self.open.last().map(|unit| unit.path.to_vec()).unwrap_or_default();
        };
        let common = |common: usize, path: &Path| {
            first.iter().zip(path.iter()).take(common).take_while(|(one, other)| one == other).count()
        };
        let length = paths.fold(first.len(), common);
        first.iter().take(length).cloned().collect()
    }

    fn addresses(&self) -> (Origin, Origin) {
        let places = || self.open.iter().map(|unit| unit.block.origin());
        let order = |place: &Origin| (place.section, place.paragraph);
        (places().min_by_key(order).unwrap_or_default(), places().max_by_key(order).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_chunk_repeats_is_short() {
        let line: Rc<str> = "나".repeat(80).into();
        assert_eq!(joined(&["장".into(), "절".into()]), "장 > 절");
        let path = joined(&vec![line; 600]);
        assert!(path.starts_with("… > 나") && path.ends_with('나') && path.len() <= PATH_LENGTH + 10, "{}", path.len());
    }
}
