//! Sections and paragraph lists: record trees to blocks (HWP 5 specification, body text).

use std::collections::HashMap;

use crate::container::bytes::Bytes;
use crate::document::{Blocks, BreakKind, Furniture, FurnitureKind, Note, Origin, PageParity, Section};
use crate::read::Context;
use crate::read::flow::builder::{Composer, Opening};
use crate::read::flow::drawing::Sketch;
use crate::read::flow::furniture;
use crate::read::flow::note::{self, Lead};
use crate::read::flow::number::Numbers;
use crate::read::flow::open_spans::Open;
use crate::read::layout;
use crate::read::style::numbering::Counters;
use crate::warning::{Part, WarningKind};

use super::doc_info::DocInfo;
use super::paragraph;
use super::record::{self, Node, Records, tag};
use super::source::Source;
use super::text::Scratch;

/// Reads the body of one document; what runs through all its sections is kept here.
pub(super) struct Body<'r, 'a, 'c> {
    pub(super) info: &'r DocInfo,
    pub(super) source: &'r mut Source<'a>,
    pub(super) cx: &'r mut Context<'c>,
    pub(super) counters: Counters,
    pub(super) numbers: Numbers,
    /// NUMBERING id of the section's outline.
    pub(super) outline: u16,
    pub(super) origin: Origin,
    pub(super) furniture: Vec<Furniture>,
    /// Comments by their number.
    pub(super) memos: HashMap<u32, Blocks>,
    /// The beginning of the note under way, whose number is not part of its text.
    pub(super) lead: Lead,
    /// Whether the text read now stands on every page.
    pub(super) in_furniture: bool,
    pub(super) scratch: Scratch,
    /// The shapes of the group under way, when drawings are wanted.
    pub(super) sketch: Option<Sketch>,
    /// Which records with words of the section have been read, by their position.
    read: Read,
    /// The lines of the sections read so far.
    pub(super) layouts: Vec<layout::BodyFlow>,
}

/// Which records have been read.
#[derive(Debug, Default)]
pub(super) struct Read(Vec<bool>);

impl Read {
    fn note(&mut self, index: usize) {
        if self.0.len() <= index {
            self.0.resize(index + 1, false);
        }
        if let Some(read) = self.0.get_mut(index) {
            *read = true;
        }
    }

    fn has(&self, index: usize) -> bool {
        self.0.get(index) == Some(&true)
    }
}

/// A list of paragraphs under way.
pub(super) struct List {
    pub(super) composer: Composer,
    /// Fields and tracked changes that are open.
    pub(super) open: Open,
    pub(super) layout: layout::Flow,
}

impl List {
    pub(super) fn new() -> Self {
        List { composer: Composer::new(), open: Open::default(), layout: layout::Flow::default() }
    }

    /// Ends the list and hands over its blocks and what its lines came to; the next one begins anew.
    pub(super) fn take(&mut self) -> (Blocks, layout::CellFlow) {
        self.open.finish(&mut self.composer);
        (self.composer.take_blocks(), self.layout.take_cell())
    }

    /// Ends the list and hands over its blocks.
    pub(super) fn finish(mut self) -> Blocks {
        self.open.finish(&mut self.composer);
        self.composer.finish()
    }
}

impl<'r, 'a, 'c> Body<'r, 'a, 'c> {
    pub(super) fn new(info: &'r DocInfo, source: &'r mut Source<'a>, cx: &'r mut Context<'c>) -> Self {
        Body {
            info,
            source,
            cx,
            counters: Counters::new(),
            numbers: Numbers::starting_at(info.start_numbers),
            outline: 0,
            origin: Origin::default(),
            furniture: Vec::new(),
            memos: HashMap::new(),
            lead: Lead::default(),
            in_furniture: false,
            scratch: Scratch::default(),
            sketch: None,
            read: Read::default(),
            layouts: Vec::new(),
        }
    }

    /// Notes that the words of a record have been read.
    pub(super) fn note_read(&mut self, node: Node<'_, '_>) {
        self.read.note(node.index());
    }

    /// Notes the place of a record for warnings.
    pub(super) fn at(&mut self, node: Node<'_, '_>) {
        self.cx.place.offset = Some(node.offset());
        self.cx.place.item = Some(record::name(node.tag()).unwrap_or("record"));
        self.cx.place.index = u32::try_from(node.index()).ok();
    }

    /// Reads a section: all paragraphs that are in no other. `read` are the records that have been read before.
    pub(super) fn read_section(&mut self, index: u32, records: &Records<'_>, read: Read) -> Section {
        self.read = read;
        self.read.0.resize(records.len(), false);
        self.outline = 0;
        let mut list = List { layout: layout::Flow::of_body(), ..List::new() };
        let mut paragraph = 0;
        let mut last = None;
        for node in records.roots() {
            self.origin = Origin { section: index, paragraph, page: None };
            if node.tag() == tag::PARA_HEADER {
                paragraph::read(self, node, &mut list);
                paragraph += 1;
                last = Some(node);
            } else {
                self.stray(node, &mut list);
            }
        }
        if let Some(last) = last {
            self.trailing_master_pages(last);
        }
        self.left_over(records, &mut list);
        if self.cx.options.pages {
            self.layouts.push(std::mem::take(&mut list.layout).into_body());
        }
        Section { blocks: list.finish(), furniture: furniture::take(&mut self.furniture) }
    }

    /// Reads the text that stands where no paragraph looks for it, behind everything else: the section is damaged, its
    /// words are not.
    fn left_over(&mut self, records: &Records<'_>, list: &mut List) {
        let read = std::mem::take(&mut self.read);
        for node in records.all() {
            match node.tag() {
                tag::PARA_TEXT if !read.has(node.index()) && !node.data().is_empty() => {
                    self.at(node);
                    self.cx.warn(WarningKind::Repaired { what: Part::StrayText });
                    paragraph::lone_text(self, node, list);
                }
                tag::EQEDIT if !read.has(node.index()) => {
                    self.at(node);
                    self.cx.warn(WarningKind::BadRecord { what: Part::Equation });
                }
                // Read before, or without words of their own.
                _ => {}
            }
        }
    }

    /// What a paragraph is headed by, before its text.
    pub(super) fn opening(&mut self, header: &ParaHeader) -> Opening {
        let shape = self.info.para_shape(header.shape);
        let is_first = self.origin.section == 0 && self.origin.paragraph == 0;
        let break_before = match header.break_flags {
            _ if is_first => None,
            flags if flags & 4 != 0 || shape.breaks_page => Some(BreakKind::Page),
            flags if flags & 8 != 0 => Some(BreakKind::Column),
            _ => None,
        };
        let (info, outline) = (self.info, u32::from(self.outline));
        let bullet = |id| info.bullet(id, shape.is_checked);
        let has = info.has_numberings();
        let opening = shape.opening(outline, self.origin, &mut self.counters, has, |id| info.numbering(id), bullet);
        Opening { break_before, style: info.style_name(header.style), ..opening }
    }

    /// Reads the paragraph lists among a record's children. Each list comes with its LIST_HEADER; paragraphs without
    /// one make a list without header.
    ///
    /// A list's paragraphs are siblings of its header; some writers put them one level deeper. `each` takes its list,
    /// which is then used for the next one.
    pub(super) fn lists<'n, 'd>(
        &mut self,
        node: Node<'n, 'd>,
        mut each: impl FnMut(&mut Self, Option<Node<'n, 'd>>, &mut List),
    ) {
        let mut list = List::new();
        let mut open: Option<Option<Node<'n, 'd>>> = None;
        for child in node.children() {
            match child.tag() {
                tag::LIST_HEADER => {
                    if let Some(header) = open.replace(Some(child)) {
                        each(self, header, &mut list);
                    }
                    for paragraph in child.children().filter(|node| node.tag() == tag::PARA_HEADER) {
                        paragraph::read(self, paragraph, &mut list);
                    }
                }
                tag::PARA_HEADER => {
                    open.get_or_insert(None);
                    paragraph::read(self, child, &mut list);
                }
                // The caller looks at the other children by their tags.
                _ => {}
            }
        }
        if let Some(header) = open {
            each(self, header, &mut list);
        }
    }

    /// All lists among a record's children as one.
    pub(super) fn list_blocks(&mut self, node: Node<'_, '_>) -> Blocks {
        let mut blocks = Blocks::new();
        self.lists(node, |_, _, list| blocks.extend(list.take().0));
        blocks
    }

    /// A record where none should be: its paragraphs are read, so that no word is lost.
    pub(super) fn stray(&mut self, node: Node<'_, '_>, list: &mut List) {
        self.at(node);
        if record::name(node.tag()).is_none() && node.tag() < 0x200 && !is_layout(node.tag()) {
            self.cx.warn(WarningKind::UnknownRecord { tag: node.tag().to_string() });
        }
        self.paragraphs_below(node, list);
    }

    /// Reads every paragraph below a record that is not itself understood.
    pub(super) fn paragraphs_below(&mut self, node: Node<'_, '_>, list: &mut List) {
        if let Err(limit) = self.cx.budget.enter() {
            self.cx.warn(WarningKind::LimitMet(limit));
            return;
        }
        for child in node.children() {
            if child.tag() == tag::PARA_HEADER {
                paragraph::read(self, child, list);
            } else {
                self.paragraphs_below(child, list);
            }
        }
        self.cx.budget.leave();
    }

    /// Reads lists that number apart from the body: notes, comments, furniture.
    pub(super) fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let counters = std::mem::replace(&mut self.counters, Counters::new());
        let result = read(self);
        self.counters = counters;
        result
    }

    /// Reads the comments that follow the last paragraph of the last section: MEMO_LIST, LIST_HEADER and paragraphs
    /// for each, all on the level below the paragraph. Returns which records it has read.
    pub(super) fn read_memos(&mut self, records: &Records<'_>) -> Read {
        let Some(last) = records.roots().filter(|node| node.tag() == tag::PARA_HEADER).last() else {
            return Read::default();
        };
        let mut memo: Option<(u32, List)> = None;
        for child in last.children() {
            match child.tag() {
                tag::MEMO_LIST => {
                    self.keep_memo(memo.take());
                    memo = child.bytes().u32().map(|number| (number, List::new()));
                }
                tag::PARA_HEADER => {
                    if let Some((_, list)) = &mut memo {
                        self.apart(|body| paragraph::read(body, child, list));
                    }
                }
                // A list header of 34 bytes begins a master page.
                tag::LIST_HEADER if child.data().len() > 16 => self.keep_memo(memo.take()),
                _ => {}
            }
        }
        self.keep_memo(memo);
        std::mem::take(&mut self.read)
    }

    fn keep_memo(&mut self, memo: Option<(u32, List)>) {
        if let Some((number, list)) = memo {
            // Two comments with one number are damage; the words of both are kept.
            self.memos.entry(number).or_default().extend(list.finish());
        }
    }

    /// The comment of a number, for the field that refers to it first.
    pub(super) fn memo(&mut self, number: u32, author: Option<String>) -> Option<Note> {
        let blocks = self.memos.remove(&number);
        if blocks.is_none() {
            self.cx.warn(WarningKind::MissingPart { what: Part::CommentText });
        }
        note::comment(blocks?, author)
    }

    /// The comments that no field refers to.
    pub(super) fn lone_memos(&mut self) -> Blocks {
        let mut memos: Vec<_> = self.memos.drain().collect();
        memos.sort_by_key(|(number, _)| *number);
        let comments = memos.into_iter().filter_map(|(_, blocks)| note::comment(blocks, None));
        note::lone_comments(comments, self.origin, self.cx)
    }

    /// Master pages that follow the last paragraph of a section, beside its comments.
    fn trailing_master_pages(&mut self, last: Node<'_, '_>) {
        let mut in_memo = false;
        let mut page: Option<List> = None;
        for child in last.children() {
            match child.tag() {
                tag::MEMO_LIST => in_memo = true,
                tag::LIST_HEADER if in_memo && child.data().len() <= 16 => in_memo = false,
                tag::LIST_HEADER => {
                    self.keep_master_page(page.replace(List::new()));
                }
                tag::PARA_HEADER => {
                    if let Some(list) = &mut page {
                        self.in_furniture = true;
                        self.apart(|body| paragraph::read(body, child, list));
                        self.in_furniture = false;
                    }
                }
                _ => {}
            }
        }
        self.keep_master_page(page);
    }

    fn keep_master_page(&mut self, page: Option<List>) {
        if let Some(list) = page {
            self.keep_furniture(FurnitureKind::MasterPage, PageParity::Both, list.finish());
        }
    }

    /// Adds furniture to the section, unless it is empty or there already.
    pub(super) fn keep_furniture(&mut self, kind: FurnitureKind, pages: PageParity, blocks: Blocks) {
        furniture::push_new(Furniture { kind, pages, blocks }, &mut self.furniture);
    }
}

/// Records that only hold layout.
fn is_layout(tag: u16) -> bool {
    matches!(
        tag,
        tag::PARA_LINE_SEG
            | tag::PAGE_DEF
            | tag::FOOTNOTE_SHAPE
            | tag::PAGE_BORDER_FILL
            | tag::CTRL_DATA
            | tag::DISTRIBUTE_DOC_DATA
    )
}

/// What a PARA_HEADER says (specification, table 58), as far as the model needs it.
#[derive(Debug, Default)]
pub(super) struct ParaHeader {
    pub(super) shape: u16,
    style: u8,
    break_flags: u8,
}

impl ParaHeader {
    pub(super) fn parse(mut bytes: Bytes<'_>) -> Option<Self> {
        // Character count (the text's own length is what counts) and control mask.
        bytes.skip(8)?;
        let shape = bytes.u16()?;
        let style = bytes.u8()?;
        Some(ParaHeader { shape, style, break_flags: bytes.u8()? })
    }
}
