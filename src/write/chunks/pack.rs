//! Units to chunks: as many neighbours as fit.

use std::borrow::Cow;
use std::rc::Rc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::sentences;
use super::size::size;
use super::trail::{POINT, Path};
use crate::document::{Block, Document, Origin};
use crate::warning::Ledger;
use crate::write::json::push_line;
use crate::write::markdown::Pieces;
use crate::write::provenance::hex;
use crate::write::{WriteOptions, origin};

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
    pub(super) kind: Kind,
    pub(super) path: Path,
    /// How high its mark stands, if it begins with one.
    pub(super) rank: Option<u8>,
}

impl Unit<'_> {
    fn is_heading(&self) -> bool {
        matches!(*self.block, Block::Heading(_))
    }
}

/// A line of the output. All values are strings or numbers, as many stores of vectors take no others as metadata.
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
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_from: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_to: Option<u32>,
    section_from: u32,
    paragraph_from: u32,
    section_to: u32,
    paragraph_to: u32,
}

/// Fills chunks and writes them.
pub(super) struct Packer<'a, 'o> {
    document: &'a Document,
    options: &'a WriteOptions,
    pieces: &'o Pieces<'a>,
    out: &'o mut String,
    ledger: &'o mut Ledger,
    /// The units of the chunk under way.
    open: Vec<Unit<'a>>,
    /// How many of them repeat the end of the chunk before.
    carried: usize,
    /// How many chunks have been written.
    count: usize,
}

impl<'a, 'o> Packer<'a, 'o> {
    pub(super) fn new(
        document: &'a Document,
        options: &'a WriteOptions,
        pieces: &'o Pieces<'a>,
        out: &'o mut String,
        ledger: &'o mut Ledger,
    ) -> Self {
        Packer { document, options, pieces, out, ledger, open: Vec::new(), carried: 0, count: 0 }
    }

    fn limit(&self) -> usize {
        self.options.chunks.size.max(1)
    }

    /// Adds a unit, after writing the chunk under way if it does not belong there.
    pub(super) fn push(&mut self, unit: Unit<'a>) {
        if self.is_border(&unit) {
            self.finish();
        }
        while self.open.len() > self.carried && self.is_full_for(&unit) {
            self.flush();
            self.carry();
        }
        if self.filled() + unit.size > self.limit() {
            self.drop_carried();
        }
        self.open.push(unit);
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self) {
        while self.open.len() > self.carried {
            self.flush();
        }
        self.drop_carried();
    }

    /// Whether a chunk may not go on over this unit.
    fn is_border(&self, unit: &Unit<'a>) -> bool {
        let Some(last) = self.open.last() else { return false };
        last.kind != unit.kind || (unit.is_heading() && !last.is_heading())
    }

    fn is_full_for(&self, unit: &Unit<'a>) -> bool {
        let filled = self.filled();
        let is_good_place = unit.rank.is_some_and(|rank| rank <= POINT) && filled > self.limit() / 2;
        filled + unit.size > self.limit() || (is_good_place && self.open.iter().any(|unit| !unit.is_heading()))
    }

    /// The size of the chunk under way, with what separates it from the next block.
    fn filled(&self) -> usize {
        self.open.iter().map(|unit| unit.size + 2).fold(0, usize::saturating_add)
    }

    fn drop_carried(&mut self) {
        self.open.drain(..self.carried.min(self.open.len()));
        self.carried = 0;
    }

    /// Writes the chunk under way. Should its blocks together be larger than they were alone (an item of a list is
    /// indented below another one), the last ones stay for the next chunk.
    fn flush(&mut self) {
        let unit = self.options.chunks.unit;
        let mut later = Vec::new();
        let mut text = self.text(&mut Ledger::new(0));
        while size(text.trim_end(), unit) > self.limit() {
            if self.carried > 0 {
                self.drop_carried();
            } else if self.open.len() > 1 {
                later.extend(self.open.pop());
            } else {
                break;
            }
            text = self.text(&mut Ledger::new(0));
        }
        let mut ledger = std::mem::replace(self.ledger, Ledger::new(0));
        let text = self.text(&mut ledger);
        *self.ledger = ledger;
        self.write(text.trim_end());
        if later.is_empty() {
            self.carried = self.open.len();
        } else {
            later.reverse();
            (self.open, self.carried) = (later, 0);
        }
    }

    fn text(&self, ledger: &mut Ledger) -> String {
        self.pieces.write(self.open.iter().map(|unit| unit.block.as_ref()), ledger)
    }

    /// Keeps the end of the chunk that was written, as much as is to be repeated in the next one: whole blocks, else the
    /// last sentences of the last paragraph.
    fn carry(&mut self) {
        if self.open.len() > self.carried {
            return; // Units wait that were not written; they come first.
        }
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
            rank: None,
            path: Rc::clone(&unit.path),
            kind: unit.kind,
        })
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let provenance = &self.options.provenance;
        let (from, to) = self.addresses();
        let pages = self.open.iter().filter_map(|unit| origin::pages(std::slice::from_ref(unit.block.as_ref())));
        let pages = pages.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
        let title = self.document.metadata.title.as_deref();
        let chunk = Chunk {
            id: self.id(text),
            text,
            metadata: Metadata {
                source: provenance.source.as_deref(),
                document: provenance.id.as_deref(),
                format: provenance.format.map(crate::Format::name),
                title: title.filter(|title| !title.trim().is_empty()),
                index: self.count,
                kind: self.kind(),
                path: self.path().join(" > "),
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
        hash.update(self.options.provenance.id.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(text);
        let hash = hex(&hash.finalize());
        format!("{}-{}", hash.get(..16).unwrap_or(&hash), self.count)
    }

    /// `note` and `furniture`; else `table` or `text` when it holds nothing else but headings, or `mixed`.
    fn kind(&self) -> &'static str {
        match self.open.first().map(|unit| unit.kind) {
            Some(Kind::Note) => return "note",
            Some(Kind::Furniture) => return "furniture",
            Some(Kind::Body) | None => {}
        }
        let is_table = |unit: &&Unit<'_>| matches!(*unit.block, Block::Table(_));
        let tables = self.open.iter().filter(is_table).count();
        let others = self.open.iter().filter(|unit| !is_table(unit) && !unit.is_heading()).count();
        match (tables, others) {
            (0, _) => "text",
            (_, 0) => "table",
            _ => "mixed",
        }
    }

    /// What all of the chunk stands under; of a chunk of headings only, the last one.
    fn path(&self) -> Vec<Rc<str>> {
        let mut paths = self.open.iter().filter(|unit| !unit.is_heading()).map(|unit| &unit.path);
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
