//! [`Document`] to retrieval units, one JSON object a line: pieces of Markdown or text of a limited size that follow the
//! document and say where they came from.
//!
//! A chunk ends before a heading, and where the next block would make it larger than allowed; rather before a heading or
//! mark further out than below one. Paths and these places come from the headings and marks of the document. A block that is larger alone is cut: a paragraph between sentences, a table between rows with
//! its header rows repeated, a box into what it holds. Notes stand in the chunk that refers to them. Only what
//! cannot be cut (a formula, a link, a tracked change) makes a chunk that is larger than the limit.

mod pack;
mod pieces;
mod rows;
mod sentences;
mod size;
mod title;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Block, Caption, Cell, Cutter, Document, Inline, Marks, Note, Paragraph, Table, Text};
use crate::structure::{Path, Trail, Within, bordered};
use crate::warning::Ledger;
use crate::write::furniture::Furnishing;
use crate::write::provenance::Provenance;
use crate::write::{WriteOptions, notes};
use pack::{Kind, Packer, Role, Unit};
use pieces::Pieces;

/// Appends the chunks of a document.
pub(crate) fn write(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    let pieces = Pieces::new(document, options);
    let mut splitter = Splitter {
        options,
        pieces: &pieces,
        packer: Packer::new(document, options, known, &pieces, out, ledger),
        trail: Trail::default(),
        kind: Kind::Body,
        in_cell: false,
    };
    let mut furnishing = Furnishing::default();
    for section in &document.sections {
        splitter.trail.enter_section();
        if options.furniture {
            for furniture in furnishing.new_in(section) {
                splitter.aside(Kind::Furniture, &furniture.blocks);
            }
        }
        splitter.blocks(&section.blocks);
    }
    splitter.packer.finish();
}

/// Makes units that fit into a chunk out of blocks that may not.
struct Splitter<'a, 'o> {
    options: &'a WriteOptions,
    pieces: &'o Pieces<'a>,
    packer: Packer<'a, 'o>,
    trail: Trail,
    kind: Kind,
    /// Whether the content of a cell is under way, whose marks say nothing about what comes after the table.
    in_cell: bool,
}

/// A block as Markdown by itself.
struct Written {
    size: usize,
    /// See [`Unit::text`].
    text: Option<String>,
}

impl<'a> Splitter<'a, '_> {
    fn limit(&self) -> usize {
        self.options.chunks.size.max(1)
    }

    fn size(&self, text: &str) -> usize {
        size::size(text, self.options.chunks.unit)
    }

    /// A block as it is written.
    fn written(&self, block: &Block) -> Written {
        self.measured(|ledger| self.pieces.write([block], ledger))
    }

    fn written_table(&self, table: &Table) -> Written {
        self.measured(|ledger| self.pieces.write_table(table, ledger))
    }

    fn measured(&self, write: impl FnOnce(&mut Ledger) -> String) -> Written {
        // What is lost here is entered when the chunk is written.
        let mut lost = Ledger::new(0);
        let text = write(&mut lost);
        let size = self.size(text.trim_end());
        let is_kept = lost.is_empty() && size > self.limit() / 2 && size <= self.limit();
        Written { size, text: is_kept.then_some(text) }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// Content that is not part of the body where it stands.
    fn aside(&mut self, kind: Kind, blocks: &'a [Block]) {
        let outer = std::mem::replace(&mut self.kind, kind);
        self.inside(blocks);
        self.kind = outer;
    }

    /// Content whose marks do not reach beyond it.
    fn inside(&mut self, blocks: &'a [Block]) {
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.blocks(blocks);
        self.in_cell = outer;
    }

    fn block(&mut self, block: &'a Block) {
        if self.packer.is_full() {
            return;
        }
        let mut role = Role::Other;
        // Only headings and paragraphs of the body lead a path.
        if !self.in_cell {
            match block {
                Block::Heading(heading) => {
                    self.trail.enter_heading(heading);
                    role = Role::Heading;
                }
                Block::Paragraph(paragraph) if self.trail.meet(paragraph) => role = Role::Item,
                Block::Paragraph(_)
                | Block::Table(_)
                | Block::Frame(_)
                | Block::Figure(_)
                | Block::Equation(..)
                | Block::Break(..) => {}
            }
        }
        self.whole_or_cut(block, role);
        if let (Block::Paragraph(paragraph), Role::Item) = (block, role) {
            self.trail.enter_mark(paragraph);
        }
    }

    fn whole_or_cut(&mut self, block: &'a Block, role: Role) {
        let written = self.written(block);
        // A heading makes no chunk alone: of what is too large to stand with it, the first part does.
        let lead =
            if role == Role::Heading { 0 } else { self.packer.lead(self.kind, matches!(block, Block::Table(_))) };
        if written.size > self.limit() - lead {
            self.large(block, written, role, lead);
            return;
        }
        let within = if self.in_cell { None } else { self.trail.enter_box_with_headings(block) };
        if let Some(Within { path, is_heading }) = within {
            let role = if is_heading { Role::Heading } else { role };
            self.unit_under(path, Cow::Borrowed(block), written, role);
        } else {
            self.unit(Cow::Borrowed(block), written, role);
        }
    }

    fn unit(&mut self, block: Cow<'a, Block>, written: Written, role: Role) {
        let path = self.trail.path();
        self.unit_under(path, block, written, role);
    }

    /// Nothing would be seen of a block without size.
    fn unit_under(&mut self, path: Path, block: Cow<'a, Block>, written: Written, role: Role) {
        let Written { size, text } = written;
        if size > 0 {
            self.packer.push(Unit { block, size, text, kind: self.kind, path, role });
        }
    }

    /// Cuts a block that is larger than a chunk, or larger than one with what leads over to it.
    fn large(&mut self, block: &'a Block, written: Written, role: Role, lead: usize) {
        match block {
            Block::Paragraph(paragraph) => self.large_paragraph(paragraph, role, lead),
            Block::Heading(heading) => self.large_paragraph(&heading.paragraph, role, lead),
            Block::Table(table) => match bordered(table) {
                Some(parts) => self.large_box(&parts),
                None => self.large_table(table, written.size, lead),
            },
            Block::Frame(frame) => self.large_box(&[&frame.blocks]),
            Block::Figure(figure) => {
                let (above, below) = Caption::around(Some(&figure.caption));
                self.inside(above);
                self.blocks(&figure.blocks);
                self.inside(below);
            }
            // A formula cannot be cut, and a break has no size.
            Block::Equation(..) | Block::Break(..) => self.unit(Cow::Borrowed(block), written, role),
        }
    }

    fn large_box(&mut self, parts: &[&'a [Block]]) {
        let around = self.trail.enter_box();
        parts.iter().for_each(|blocks| self.blocks(blocks));
        self.trail.leave_box(around);
    }

    fn large_paragraph(&mut self, paragraph: &'a Paragraph, role: Role, lead: usize) {
        let (body, notes) = self.without_large_notes(paragraph);
        let mut role = role;
        self.sentences(&body, self.limit() - lead, &mut role);
        for note in notes {
            self.aside(Kind::Note, &note.blocks);
        }
    }

    /// Cuts a paragraph so that its pieces fit as Markdown, which is longer than the text by what is escaped and marked.
    /// The first one takes the role.
    fn sentences(&mut self, paragraph: &Paragraph, target: usize, role: &mut Role) {
        // Smaller than an eighth there is nothing left that cutting could help.
        let least = self.limit() / 8;
        let unit = self.options.chunks.unit;
        for piece in sentences::cut(paragraph, target, &|text| size::size(text, unit)) {
            let block = Block::Paragraph(piece);
            let written = self.written(&block);
            if written.size > self.limit()
                && target > least
                && let Block::Paragraph(piece) = block
            {
                self.sentences(&piece, target * 2 / 3, role);
            } else if written.size > 0 {
                self.unit(Cow::Owned(block), written, std::mem::replace(role, Role::Other));
            }
        }
    }

    /// A paragraph and those of its notes that would fill a chunk themselves; there they say `…`.
    fn without_large_notes(&self, paragraph: &'a Paragraph) -> (Paragraph, Vec<&'a Note>) {
        let mut body = paragraph.clone();
        let mut large = Vec::new();
        for (inline, copy) in paragraph.content.iter().zip(&mut body.content) {
            if let (Inline::Note(note), Inline::Note(copy)) = (inline, copy)
                && notes::is_wanted(note, self.options)
                && self.size(&self.pieces.write(&note.blocks, &mut Ledger::new(0))) > self.limit() / 2
            {
                let text = Inline::Text(Text { text: "…".into(), marks: Marks::NONE });
                let content = [text].into();
                copy.blocks = [Block::Paragraph(Paragraph { content, ..Paragraph::default() })].into();
                large.push(&**note);
            }
        }
        (body, large)
    }

    /// Cuts a table between rows. The first piece leaves room for what leads over to the table.
    fn large_table(&mut self, table: &'a Table, size: usize, lead: usize) {
        let (limit, pieces, unit) = (self.limit(), self.pieces, self.options.chunks.unit);
        let measure = |blocks: &[Block]| size::size(&pieces.write(blocks, &mut Ledger::new(0)), unit);
        let is_small = |cell: &Cell| measure(&cell.blocks) <= limit / 8;
        let caption = table.caption.as_deref();
        let shared = caption.filter(|caption| measure(&caption.blocks) <= limit / 4);
        // What is too long to be in each piece stands around all of them.
        let (above, below) = Caption::around(caption.filter(|_| shared.is_none()));
        self.inside(above);
        let mut header = rows::header_rows(table);
        if header > 0 {
            let cutter = Cutter::new(table, 0, &is_small);
            let mut top = cutter.begin(None);
            cutter.fill(&mut top, 0..header);
            header = if self.written_table(&top).size > limit / 2 { 0 } else { header };
        }
        let mut cutter = Cutter::new(table, header, &is_small);
        let mut from = 0;
        let mut usual = share(table.rows, limit, size);
        while from < table.rows {
            let room = if from == 0 { limit - lead } else { limit };
            let mut piece = cutter.begin(shared);
            let (to, written) = self.fill(&mut piece, &cutter, from..table.rows, usual, room);
            if written.size > limit {
                // A single row: what its cells hold comes one after the other.
                cutter.row(from).iter().for_each(|cell| self.inside(&cell.blocks));
            } else {
                self.unit(Cow::Owned(Block::Table(piece)), written, Role::Other);
            }
            cutter.advance(to);
            usual = to - from;
            from = to;
        }
        self.inside(below);
    }

    /// Fills a table with the longest run of rows that fits into `room`, at least one, and returns their end.
    ///
    /// Every run that is tried has to be written. First come as many rows as `usual`, then as many as should fill the room
    /// by the size of those before, but never more than twice as many; what four tries do not find is found by halving.
    fn fill(
        &self,
        piece: &mut Table,
        cutter: &Cutter<'a, '_>,
        rows: Range<usize>,
        usual: usize,
        room: usize,
    ) -> (usize, Written) {
        let mut tried = |count: usize| {
            cutter.fill(piece, rows.start..rows.start + count);
            self.written_table(piece)
        };
        // So many rows fit, and more than these do not.
        let (mut least, mut most) = (0, rows.len());
        let (mut best, mut next, mut tries) = (None, usual, 0);
        while least < most && most > 1 {
            let count = next.max(least + 1).min(most);
            let written = tried(count);
            tries += 1;
            let fits = written.size <= room;
            (least, most) = if fits { (count, most) } else { (least, count - 1) };
            next = if tries < 4 { share(count, room, written.size) } else { least.midpoint(most) };
            next = next.min(count.saturating_mul(2));
            if fits || count == 1 {
                best = Some((count, written));
            }
        }
        let (count, written) = best.unwrap_or_else(|| (1, tried(1)));
        let to = rows.start + count;
        cutter.fill(piece, rows.start..to);
        (to, written)
    }
}

/// How many of `count` make `part` of `whole`.
fn share(count: usize, part: usize, whole: usize) -> usize {
    count.saturating_mul(part) / whole.max(1)
}
