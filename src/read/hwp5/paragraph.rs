//! Paragraphs: text with control characters, character shape runs and range tags to runs and controls (HWP 5
//! specification, paragraph text and control characters).
//!
//! Positions count UTF-16 units of the raw text, in which a control takes eight. Of line segments only their heights
//! are read, for page numbers.

use crate::container::bytes::Bytes;
use crate::document::{ChangeKind, Inline, Marks};
use crate::read::flow::builder::{Opening, Span};
use crate::read::flow::note::Lead;
use crate::read::flow::open_spans::SpanKind;
use crate::read::layout;
use crate::read::style::shapes::CharacterShape;
use crate::warning::{Part, WarningKind};

use super::body::{Body, List, ParaHeader};
use super::control::{self, ControlId};
use super::record::{Node, tag};
use super::text::{decode, plain_units, unit};

/// UTF-16 units that a control takes.
const CONTROL_UNITS: usize = 8;

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

/// Reads a paragraph into a list.
pub(super) fn read(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, list: &mut List) {
    if let Err(limit) = body.cx.budget.enter() {
        body.at(node);
        body.cx.warn(WarningKind::LimitMet(limit));
        return;
    }
    body.at(node);
    let header = ParaHeader::parse(node.bytes()).unwrap_or_else(|| {
        body.cx.warn(WarningKind::Repaired { what: Part::ParagraphHeader });
        ParaHeader::default()
    });
    let parts = parts(body, node);
    // The section's outline numbering is defined in its first paragraph, which may be numbered itself.
    find_section_definition(body, &parts.controls);
    let opening = body.opening(&header);
    if body.cx.options.pages {
        list.layout.paragraph(opening.break_before);
        layout(&parts, &mut list.layout);
    }
    // Half of all paragraphs are empty cells and empty lines, which hold the end of the paragraph at most.
    let is_empty = matches!(parts.text, [] | [_] | [13, 0]) && parts.controls.is_empty();
    if is_empty && opening.says_nothing() {
        body.cx.budget.leave();
        return;
    }
    match only_run(body, &parts) {
        Some((text, shape)) => list.composer.line(opening, text, shape),
        None => {
            list.composer.begin(opening);
            run(body, &parts, list);
            list.composer.end();
        }
    }
    body.cx.budget.leave();
}

/// The text of a paragraph that is one run of characters that stand for themselves, as most are, and its shape.
fn only_run<'b>(body: &'b mut Body<'_, '_, '_>, parts: &Parts<'_, '_>) -> Option<(&'b str, CharacterShape)> {
    let shape = only_shape(parts.shapes)?;
    if !parts.controls.is_empty() || !parts.ranges.is_empty() || body.lead != Lead::Past {
        return None;
    }
    Some((body.scratch.plain(characters(parts.text))?, body.info.char_shape(shape)))
}

fn parts<'n, 'd>(body: &mut Body<'_, '_, '_>, node: Node<'n, 'd>) -> Parts<'n, 'd> {
    let mut parts = Parts::default();
    for child in node.children() {
        match child.tag() {
            // A second text is read behind the section.
            tag::PARA_TEXT if parts.text.is_empty() => {
                body.note_read(child);
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
                body.at(child);
                body.cx.warn(WarningKind::UnknownRecord { tag: other.to_string() });
            }
        }
    }
    parts
}

/// Reads text that has lost its paragraph.
pub(super) fn lone_text(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, list: &mut List) {
    list.composer.begin(Opening { origin: body.origin, ..Opening::default() });
    run(body, &Parts { text: node.data(), ..Parts::default() }, list);
    list.composer.end();
}

fn find_section_definition(body: &mut Body<'_, '_, '_>, controls: &[Node<'_, '_>]) {
    let definition = controls.iter().find(|node| ControlId::of(**node) == Some(control::id::SECTION));
    if let Some(outline) = definition.and_then(|node| node.data().get(18..20)).and_then(|id| Bytes::new(id).u16()) {
        body.outline = outline;
    }
}

/// Walks over the text from border to border: a control, a change of shape, the edge of a tracked change.
fn run(body: &mut Body<'_, '_, '_>, parts: &Parts<'_, '_>, list: &mut List) {
    let mut controls = Controls { left: &parts.controls, orphans: Vec::new() };
    let mut shapes = Shapes::new(parts.shapes);
    let mut edges = Edges::new(parts.ranges);
    let unit_count = characters(parts.text).len();
    let mut at = 0;
    while at < unit_count {
        if edges.next_place() <= at {
            change_edges(body, &mut edges, at, list);
        }
        let (shape, shape_end) = shapes.at(at);
        let CharacterShape { marks, size, look } = body.info.char_shape(shape);
        list.composer.size(size, look);
        let stop = edges.next_place().min(shape_end).min(unit_count);
        let plain = plain_units(parts.text, at, stop);
        if plain > 0 {
            plain_text(body, parts.text, at, plain, marks, list);
            at += plain;
        } else {
            at += control_character(body, parts.text, at, marks, &mut controls, list);
        }
    }
    change_edges(body, &mut edges, usize::MAX, list);
    // Controls without a character: the text is damaged, their words are not.
    for node in controls.into_rest() {
        body.at(node);
        body.cx.warn(WarningKind::Repaired { what: Part::StrayControl });
        control::read(body, None, node, Marks::NONE, list);
    }
}

fn plain_text(body: &mut Body<'_, '_, '_>, text: &[u8], at: usize, count: usize, marks: Marks, list: &mut List) {
    let mut scratch = std::mem::take(&mut body.scratch);
    let text = decode(body, text.get(at * 2..(at + count) * 2).unwrap_or_default(), &mut scratch);
    list.composer.text(body.lead.strip(text), marks);
    body.scratch = scratch;
}

/// Reads the control character at a position; returns how many units it takes.
fn control_character(
    body: &mut Body<'_, '_, '_>,
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
        0 | 25..=29 => body.cx.warn(WarningKind::InvalidCharacter),
        _ => {
            wide_control(body, code, text, at, marks, controls, list);
            return CONTROL_UNITS;
        }
    }
    1
}

/// A control character of eight units: code, six units of information, code.
fn wide_control(
    body: &mut Body<'_, '_, '_>,
    code: u16,
    text: &[u8],
    at: usize,
    marks: Marks,
    controls: &mut Controls<'_, '_, '_>,
    list: &mut List,
) {
    match code {
        // Ends the innermost field; a comment hangs there.
        4 => list.open.end(SpanKind::Field, None, &mut list.composer),
        9 => list.composer.inline(Inline::Tab),
        // Title marks and reserved inline controls hold nothing that is shown.
        5..=8 | 19 | 20 => {}
        _ => {
            let id = text.get((at + 1) * 2..(at + 3) * 2).and_then(|id| Bytes::new(id).u32()).map(ControlId);
            match controls.take(id) {
                Some(node) => control::read(body, id, node, marks, list),
                // Without its records a section or column definition loses layout only.
                None if id.is_some_and(control::is_layout) => {}
                None => body.cx.warn(WarningKind::BadRecord { what: Part::Control }),
            }
        }
    }
}

/// Opens and closes spans of tracked changes up to a position.
fn change_edges(body: &mut Body<'_, '_, '_>, edges: &mut Edges, at: usize, list: &mut List) {
    while let Some(edge) = edges.take_until(at) {
        let id = edge.number.to_string();
        let kind = if edge.is_deletion { ChangeKind::Deleted } else { ChangeKind::Inserted };
        if !edge.begins {
            list.open.end(SpanKind::Change(kind), Some(&id), &mut list.composer);
            continue;
        }
        let record = body.info.track_changes.get(edge.record);
        let author = record
            .and_then(|record| usize::try_from(record.author).ok()?.checked_sub(1))
            .and_then(|index| body.info.track_change_authors.get(index).cloned());
        let date = record.map(|record| record.date.clone()).filter(|date| !date.is_empty());
        let span = Span::Change { kind, author, date };
        list.open.begin(SpanKind::Change(kind), id, Some(span), None, &mut list.composer, body.cx);
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
fn layout(parts: &Parts<'_, '_>, flow: &mut layout::Flow) {
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
        Edges { edges, next: 0 }
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
