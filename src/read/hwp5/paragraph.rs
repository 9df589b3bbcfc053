//! Paragraphs: text with control characters, character shape runs and range tags to runs and controls (HWP 5
//! specification, paragraph text and control characters).
//!
//! Positions count UTF-16 units of the raw text, in which a control takes eight. Of line segments only their heights
//! are read, for page numbers.

use crate::container::bytes::Bytes;
use crate::document::{ChangeKind, Inline, Marks};
use crate::read::compose::{Composer, Opening, Span};
use crate::read::note::Lead;
use crate::read::pages;
use crate::read::shapes::CharacterShape;
use crate::warning::WarningKind;

use super::body::{Body, List, ParaHeader};
use super::control::{self, ControlId};
use super::record::{Node, tag};
use super::text::{plain_units, unit};

/// UTF-16 units that a control takes.
const CONTROL_UNITS: usize = 8;

/// Span id of fields; tracked changes have those after it.
pub(super) const FIELD_SPAN: u64 = 1;
const FIRST_CHANGE_SPAN: u64 = 2;

/// How many tracked changes may be open at one place; real ones do not overlap.
const MAX_OPEN_CHANGES: usize = 8;

/// The parts of a paragraph.
#[derive(Default)]
struct Parts<'n, 'd> {
    text: &'d [u8],
    shapes: &'d [u8],
    ranges: &'d [u8],
    lines: &'d [u8],
    controls: Vec<Node<'n, 'd>>,
}

/// Where a tracked change begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    at: usize,
    /// Ends come before beginnings at one place.
    begins: bool,
    /// Ordinal of the change in the paragraph.
    number: usize,
    /// Its TRACK_CHANGE record.
    record: usize,
    is_deletion: bool,
}

impl Body<'_, '_, '_> {
    /// Reads a paragraph into a list.
    pub(super) fn paragraph(&mut self, node: Node<'_, '_>, list: &mut List) {
        if let Err(limit) = self.cx.budget.enter() {
            self.at(node);
            self.cx.warn(WarningKind::LimitMet(limit));
            return;
        }
        self.at(node);
        let header = ParaHeader::parse(node.bytes()).unwrap_or_else(|| {
            self.cx.warn(WarningKind::Mended { what: "paragraph header" });
            ParaHeader::default()
        });
        let parts = self.parts(node);
        // The section's outline numbering is defined in its first paragraph, which may be numbered itself.
        self.find_section_definition(&parts.controls);
        let opening = self.opening(&header);
        if self.cx.options.pages {
            list.layout.paragraph(opening.break_before);
            layout(&parts, &mut list.layout);
        }
        // Half of all paragraphs are empty cells and empty lines, which hold the end of the paragraph at most.
        let is_empty = matches!(parts.text, [] | [_] | [13, 0]) && parts.controls.is_empty();
        if is_empty && opening.says_nothing() {
            self.cx.budget.leave();
            return;
        }
        match self.only_run(&parts) {
            Some((text, shape)) => list.composer.line(opening, text, shape),
            None => {
                list.composer.begin(opening);
                self.run(&parts, list);
                list.composer.end();
            }
        }
        self.cx.budget.leave();
    }

    /// The text of a paragraph that is one run of characters that stand for themselves, as most are, and its shape.
    fn only_run(&mut self, parts: &Parts<'_, '_>) -> Option<(&str, CharacterShape)> {
        let shape = only_shape(parts.shapes)?;
        if !parts.controls.is_empty() || !parts.ranges.is_empty() || self.lead != Lead::Past {
            return None;
        }
        Some((self.scratch.plain(characters(parts.text))?, self.info.char_shape(shape)))
    }

    fn parts<'n, 'd>(&mut self, node: Node<'n, 'd>) -> Parts<'n, 'd> {
        let mut parts = Parts::default();
        for child in node.children() {
            match child.tag() {
                // A second text is read behind the section.
                tag::PARA_TEXT if parts.text.is_empty() => {
                    self.note_read(child);
                    parts.text = child.data();
                }
                tag::PARA_TEXT => {}
                tag::PARA_CHAR_SHAPE => parts.shapes = child.data(),
                tag::PARA_RANGE_TAG => parts.ranges = child.data(),
                tag::CTRL_HEADER => parts.controls.push(child),
                tag::PARA_LINE_SEG => parts.lines = child.data(),
                // Comments and master pages after a section's last paragraph are read on their own.
                tag::MEMO_LIST | tag::LIST_HEADER | tag::PARA_HEADER => {}
                other => {
                    self.at(child);
                    self.cx.warn(WarningKind::UnknownRecord { tag: other.to_string() });
                }
            }
        }
        parts
    }

    /// Reads text that has lost its paragraph.
    pub(super) fn lone_text(&mut self, node: Node<'_, '_>, list: &mut List) {
        list.composer.begin(Opening { origin: self.origin, ..Opening::default() });
        self.run(&Parts { text: node.data(), ..Parts::default() }, list);
        list.composer.end();
    }

    fn find_section_definition(&mut self, controls: &[Node<'_, '_>]) {
        let definition = controls.iter().find(|node| ControlId::of(**node) == Some(control::id::SECTION));
        if let Some(outline) = definition.and_then(|node| node.data().get(18..20)).and_then(|id| Bytes::new(id).u16()) {
            self.outline = outline;
        }
    }

    /// Walks over the text from border to border: a control, a change of shape, the edge of a tracked change.
    fn run(&mut self, parts: &Parts<'_, '_>, list: &mut List) {
        let mut controls = Controls { left: &parts.controls, orphans: Vec::new() };
        let mut shapes = Shapes::new(parts.shapes);
        let mut edges = Edges::new(parts.ranges);
        let unit_count = characters(parts.text).len();
        let mut at = 0;
        while at < unit_count {
            if edges.next_place() <= at {
                self.change_edges(&mut edges, at, &mut list.composer);
            }
            let (shape, shape_end) = shapes.at(at);
            let CharacterShape { marks, size } = self.info.char_shape(shape);
            list.composer.size(size);
            let stop = edges.next_place().min(shape_end).min(unit_count);
            let plain = plain_units(parts.text, at, stop);
            if plain > 0 {
                self.plain_text(parts.text, at, plain, marks, list);
                at += plain;
            } else {
                at += self.control_character(parts.text, at, marks, &mut controls, list);
            }
        }
        self.change_edges(&mut edges, usize::MAX, &mut list.composer);
        // Controls without a character: the text is damaged, their words are not.
        for node in controls.into_rest() {
            self.at(node);
            self.cx.warn(WarningKind::Mended { what: "control without a place in the text" });
            self.control(None, node, Marks::NONE, list);
        }
    }

    fn plain_text(&mut self, text: &[u8], at: usize, count: usize, marks: Marks, list: &mut List) {
        let mut scratch = std::mem::take(&mut self.scratch);
        let text = self.decode(text.get(at * 2..(at + count) * 2).unwrap_or_default(), &mut scratch);
        list.composer.text(self.lead.strip(text), marks);
        self.scratch = scratch;
    }

    /// Reads the control character at a position; returns how many units it takes.
    fn control_character(
        &mut self,
        text: &[u8],
        at: usize,
        marks: Marks,
        controls: &mut Controls<'_, '_, '_>,
        list: &mut List,
    ) -> usize {
        let Some(code) = unit(text, at) else { return 1 };
        match code {
            10 => list.composer.inline(Inline::LineBreak),
            // The end of the paragraph.
            13 => {}
            24 => list.composer.text("-", marks),
            30 => list.composer.text("\u{A0}", marks),
            31 => list.composer.text(" ", marks),
            // Reserved; not seen in any document.
            0 | 25..=29 => self.cx.warn(WarningKind::InvalidCharacter),
            _ => {
                self.wide_control(code, text, at, marks, controls, list);
                return CONTROL_UNITS;
            }
        }
        1
    }

    /// A control character of eight units: code, six units of information, code.
    fn wide_control(
        &mut self,
        code: u16,
        text: &[u8],
        at: usize,
        marks: Marks,
        controls: &mut Controls<'_, '_, '_>,
        list: &mut List,
    ) {
        match code {
            4 => self.field_end(list),
            9 => list.composer.inline(Inline::Tab),
            // Title marks and reserved inline controls hold nothing that is shown.
            5..=8 | 19 | 20 => {}
            _ => {
                let id = text.get((at + 1) * 2..(at + 3) * 2).and_then(|id| Bytes::new(id).u32()).map(ControlId);
                match controls.take(id) {
                    Some(node) => self.control(id, node, marks, list),
                    // Without its records a section or column definition loses layout only.
                    None if id.is_some_and(control::is_layout) => {}
                    None => self.cx.warn(WarningKind::BadRecord { what: "control" }),
                }
            }
        }
    }

    /// Opens and closes spans of tracked changes up to a position.
    fn change_edges(&mut self, edges: &mut Edges, at: usize, composer: &mut Composer) {
        while let Some(edge) = edges.take_until(at) {
            let id = FIRST_CHANGE_SPAN + edge.number as u64;
            if !edge.begins {
                edges.open -= usize::from(composer.close(id));
                continue;
            }
            if edges.open >= MAX_OPEN_CHANGES {
                self.cx.warn(WarningKind::BadRecord { what: "tracked change" });
                continue;
            }
            edges.open += 1;
            self.cx.has_changes = true;
            let record = self.info.track_changes.get(edge.record);
            let author = record
                .and_then(|record| usize::try_from(record.author).ok()?.checked_sub(1))
                .and_then(|index| self.info.track_change_authors.get(index).cloned());
            let date = record.map(|record| record.date.clone()).filter(|date| !date.is_empty());
            let kind = if edge.is_deletion { ChangeKind::Deleted } else { ChangeKind::Inserted };
            composer.open(id, Span::Change { kind, author, date });
        }
    }
}

/// The units of a text without the end of the paragraph, which is no character of it.
fn characters(text: &[u8]) -> &[[u8; 2]] {
    match text.as_chunks().0 {
        [before @ .., [13, 0]] => before,
        all => all,
    }
}

/// The shape of a paragraph that has only one.
fn only_shape(shapes: &[u8]) -> Option<u32> {
    match shapes.as_chunks().0 {
        [[0, 0, 0, 0], shape] => Some(u32::from_le_bytes(*shape)),
        _ => None,
    }
}

/// Tells the lines of a paragraph, and the page and columns that it sets (specification, tables 62, 131 and 140).
fn layout(parts: &Parts<'_, '_>, flow: &mut pages::Flow) {
    let mut bytes = Bytes::new(parts.lines);
    // Text position; then, behind what is read, the height of the text, baseline, column and flags.
    while let (Some(_), Some(top), Some(height)) = (bytes.u32(), bytes.i32(), bytes.i32()) {
        let below = bytes.skip(8).and_then(|()| bytes.i32());
        flow.line(top, height, below.unwrap_or(0));
        if bytes.skip(12).is_none() {
            break;
        }
    }
    for node in &parts.controls {
        match ControlId::of(*node) {
            Some(control::id::COLUMNS) => {
                // The id, then attributes.
                let count =
                    node.data().get(4..6).and_then(|attr| Bytes::new(attr).u16()).map_or(1, |attr| attr >> 2 & 0xFF);
                flow.columns(count);
            }
            Some(control::id::SECTION) => {
                let height = node.child(tag::PAGE_DEF).and_then(|page| text_height(page.bytes()));
                height.into_iter().for_each(|height| flow.page_height(height));
            }
            _ => {}
        }
    }
}

/// The height of the text on a page that a PAGE_DEF describes.
fn text_height(mut bytes: Bytes<'_>) -> Option<i32> {
    let (width, height) = (bytes.i32()?, bytes.i32()?);
    // Left and right margin.
    bytes.skip(8)?;
    let (top, bottom, header, footer) = (bytes.i32()?, bytes.i32()?, bytes.i32()?, bytes.i32()?);
    // The gutter.
    bytes.skip(4)?;
    let is_landscape = bytes.u32()? & 1 == 1;
    let length = if is_landscape { width } else { height };
    Some([top, bottom, header, footer].iter().fold(length, |left, margin| left.saturating_sub(*margin)))
}

/// The edges of the tracked changes of a paragraph in order.
struct Edges {
    edges: Vec<Edge>,
    next: usize,
    /// How many changes are open.
    open: usize,
}

impl Edges {
    /// Reads PARA_RANGE_TAG. Of its entries only tracked changes mean something: highlighter and proof marks are ignored
    /// on purpose, since the model has no place for colours and proof marks are the editor's own.
    fn new(data: &[u8]) -> Self {
        let mut bytes = Bytes::new(data);
        let mut edges = Vec::new();
        let position = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
        while let (Some(start), Some(end), Some(tag)) = (bytes.u32(), bytes.u32(), bytes.u32()) {
            let is_deletion = match tag >> 24 {
                16 => false,
                17 => true,
                _ => continue,
            };
            if start < end {
                let edge = |at, begins, number| Edge {
                    at: position(at),
                    begins,
                    number,
                    record: position(tag & 0xFF_FFFF),
                    is_deletion,
                };
                let number = edges.len() / 2;
                edges.extend([edge(start, true, number), edge(end, false, number)]);
            }
        }
        edges.sort_unstable();
        Edges { edges, next: 0, open: 0 }
    }

    /// The next edge that is not behind a position.
    fn take_until(&mut self, at: usize) -> Option<Edge> {
        let edge = self.edges.get(self.next).filter(|edge| edge.at <= at)?;
        self.next += 1;
        Some(*edge)
    }

    fn next_place(&self) -> usize {
        self.edges.get(self.next).map_or(usize::MAX, |edge| edge.at)
    }
}

/// The character shape runs: start position and shape id each, ascending.
struct Shapes<'d> {
    left: Bytes<'d>,
    shape: u32,
    next: Option<(usize, u32)>,
}

impl<'d> Shapes<'d> {
    fn new(data: &'d [u8]) -> Self {
        let mut shapes = Shapes { left: Bytes::new(data), shape: u32::MAX, next: None };
        shapes.read_next();
        shapes
    }

    fn read_next(&mut self) {
        self.next = match (self.left.u32(), self.left.u32()) {
            (Some(start), Some(shape)) => usize::try_from(start).ok().map(|start| (start, shape)),
            _ => None,
        };
    }

    /// The shape at a position and where its run ends. Positions are asked for in ascending order.
    fn at(&mut self, position: usize) -> (u32, usize) {
        while let Some((start, shape)) = self.next {
            if start > position {
                return (self.shape, start);
            }
            self.shape = shape;
            self.read_next();
        }
        (self.shape, usize::MAX)
    }
}

/// The CTRL_HEADERs of a paragraph, given out in the order of their characters.
struct Controls<'p, 'n, 'd> {
    left: &'p [Node<'n, 'd>],
    /// Controls whose character is missing.
    orphans: Vec<Node<'n, 'd>>,
}

impl<'n, 'd> Controls<'_, 'n, 'd> {
    /// The control for the next character. Where the ids disagree (damage), the character or the control is taken to
    /// be missing, whichever makes the neighbour fit.
    fn take(&mut self, id: Option<ControlId>) -> Option<Node<'n, 'd>> {
        let fits = |node: Node<'n, 'd>| match (ControlId::of(node), id) {
            // The header may say `%unk` where the text says the true field.
            (Some(stored), Some(id)) => stored == id || (stored.is_field() && id.is_field()),
            _ => false,
        };
        match self.left {
            [first, rest @ ..] if fits(*first) => {
                self.left = rest;
                Some(*first)
            }
            [first, second, rest @ ..] if fits(*second) => {
                self.orphans.push(*first);
                self.left = rest;
                Some(*second)
            }
            _ => None,
        }
    }

    /// The controls that no character asked for.
    fn into_rest(mut self) -> Vec<Node<'n, 'd>> {
        self.orphans.extend_from_slice(self.left);
        self.orphans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_runs_reach_to_the_next_start() {
        let data: Vec<u8> = [0u32, 7, 4, 9].iter().flat_map(|word| word.to_le_bytes()).collect();
        let mut shapes = Shapes::new(&data);
        assert_eq!(shapes.at(0), (7, 4));
        assert_eq!(shapes.at(4), (9, usize::MAX));
    }
}
