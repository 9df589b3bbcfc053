//! Records: a stream of tagged pieces to a tree of borrowed slices (HWP 5 specification, data record; tags).
//!
//! Levels make the tree: a record is a child of the nearest record before it whose level is smaller.

use std::cmp::Ordering;
use std::ops::Range;

use crate::container::bytes::Bytes;

/// Record tags (specification, tables 13 and 57), in the names of the specification.
pub(super) mod tag {
    pub(crate) const DOCUMENT_PROPERTIES: u16 = 0x10;
    pub(crate) const ID_MAPPINGS: u16 = 0x11;
    pub(crate) const BIN_DATA: u16 = 0x12;
    pub(crate) const CHAR_SHAPE: u16 = 0x15;
    pub(crate) const NUMBERING: u16 = 0x17;
    pub(crate) const BULLET: u16 = 0x18;
    pub(crate) const PARA_SHAPE: u16 = 0x19;
    pub(crate) const STYLE: u16 = 0x1A;
    pub(crate) const DISTRIBUTE_DOC_DATA: u16 = 0x1C;
    pub(crate) const TRACK_CHANGE: u16 = 0x60;
    pub(crate) const TRACK_CHANGE_AUTHOR: u16 = 0x61;

    pub(crate) const PARA_HEADER: u16 = 66;
    pub(crate) const PARA_TEXT: u16 = 67;
    pub(crate) const PARA_CHAR_SHAPE: u16 = 68;
    pub(crate) const PARA_LINE_SEG: u16 = 69;
    pub(crate) const PARA_RANGE_TAG: u16 = 70;
    pub(crate) const CTRL_HEADER: u16 = 71;
    pub(crate) const LIST_HEADER: u16 = 72;
    pub(crate) const PAGE_DEF: u16 = 73;
    pub(crate) const FOOTNOTE_SHAPE: u16 = 74;
    pub(crate) const PAGE_BORDER_FILL: u16 = 75;
    pub(crate) const SHAPE_COMPONENT: u16 = 76;
    pub(crate) const TABLE: u16 = 77;
    pub(crate) const SHAPE_COMPONENT_LINE: u16 = 78;
    pub(crate) const SHAPE_COMPONENT_RECTANGLE: u16 = 79;
    pub(crate) const SHAPE_COMPONENT_ELLIPSE: u16 = 80;
    pub(crate) const SHAPE_COMPONENT_ARC: u16 = 81;
    pub(crate) const SHAPE_COMPONENT_POLYGON: u16 = 82;
    pub(crate) const SHAPE_COMPONENT_CURVE: u16 = 83;
    pub(crate) const SHAPE_COMPONENT_OLE: u16 = 84;
    pub(crate) const SHAPE_COMPONENT_PICTURE: u16 = 85;
    pub(crate) const SHAPE_COMPONENT_CONTAINER: u16 = 86;
    pub(crate) const CTRL_DATA: u16 = 87;
    pub(crate) const EQEDIT: u16 = 88;
    pub(crate) const SHAPE_COMPONENT_TEXTART: u16 = 90;
    pub(crate) const FORM_OBJECT: u16 = 91;
    pub(crate) const MEMO_LIST: u16 = 93;
    pub(crate) const CHART_DATA: u16 = 95;
    pub(crate) const VIDEO_DATA: u16 = 98;
    pub(crate) const SHAPE_COMPONENT_UNKNOWN: u16 = 115;
}

/// The name of a tag in the words of the specification, for messages; `None` of one that is not known.
pub(super) fn name(tag: u16) -> Option<&'static str> {
    Some(match tag {
        tag::DOCUMENT_PROPERTIES => "DOCUMENT_PROPERTIES",
        tag::ID_MAPPINGS => "ID_MAPPINGS",
        tag::BIN_DATA => "BIN_DATA",
        tag::CHAR_SHAPE => "CHAR_SHAPE",
        tag::NUMBERING => "NUMBERING",
        tag::BULLET => "BULLET",
        tag::PARA_SHAPE => "PARA_SHAPE",
        tag::STYLE => "STYLE",
        tag::PARA_HEADER => "PARA_HEADER",
        tag::PARA_TEXT => "PARA_TEXT",
        tag::PARA_CHAR_SHAPE => "PARA_CHAR_SHAPE",
        tag::PARA_RANGE_TAG => "PARA_RANGE_TAG",
        tag::CTRL_HEADER => "CTRL_HEADER",
        tag::LIST_HEADER => "LIST_HEADER",
        tag::SHAPE_COMPONENT => "SHAPE_COMPONENT",
        tag::TABLE => "TABLE",
        tag::SHAPE_COMPONENT_OLE => "SHAPE_COMPONENT_OLE",
        tag::SHAPE_COMPONENT_PICTURE => "SHAPE_COMPONENT_PICTURE",
        tag::SHAPE_COMPONENT_TEXTART => "SHAPE_COMPONENT_TEXTART",
        tag::EQEDIT => "EQEDIT",
        tag::FORM_OBJECT => "FORM_OBJECT",
        tag::MEMO_LIST => "MEMO_LIST",
        tag::VIDEO_DATA => "VIDEO_DATA",
        _ => return None,
    })
}

/// One record: small, since large documents have hundreds of thousands.
#[derive(Debug, Clone, Copy)]
struct Record {
    header: Header,
    /// Where its header begins in the stream.
    offset: u32,
    /// Position of the first record after its subtree.
    end: u32,
}

/// All records of a stream.
#[derive(Debug)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    records: Vec<Record>,
    /// Where the stream stopped making sense, when it did before its end.
    pub(super) cut_at: Option<u64>,
    /// Whether it has more records than were allowed.
    pub(super) is_over_limit: bool,
}

impl<'a> Records<'a> {
    pub(super) fn count(&self) -> u64 {
        self.records.len() as u64
    }

    /// Takes a stream apart, at most `limit` records of it. A record that is longer than the stream keeps what is there
    /// and is the last one; so is one that begins behind 4 GiB.
    pub(super) fn parse(stream: &'a [u8], limit: u64) -> Self {
        let mut records: Vec<Record> = Vec::with_capacity(stream.len() / 24);
        // Positions and levels of the records that have children so far and may have more.
        let mut open: Vec<(u32, u16)> = Vec::new();
        let mut last_level = 0;
        let mut is_over_limit = false;
        let mut at = 0;
        while at < stream.len() {
            if records.len() as u64 >= limit {
                is_over_limit = true;
                break;
            }
            let (Some(header), Ok(offset)) = (Header::at(stream, at), u32::try_from(at)) else { break };
            let Some(data) = header.data(stream, at) else { break };
            at = data.end;
            let level = header.level();
            // Fits, as records are fewer than bytes.
            let index = records.len() as u32;
            if level < last_level {
                close(&mut records, &mut open, level, index);
            } else if level > last_level && index > 0 {
                open.push((index - 1, last_level));
            }
            last_level = level;
            // A record without children ends where it stands.
            records.push(Record { header, offset, end: index + 1 });
        }
        let count = records.len() as u32;
        close(&mut records, &mut open, 0, count);
        let cut_at = match at.cmp(&stream.len()) {
            Ordering::Less => (!is_over_limit).then_some(at as u64),
            Ordering::Equal => None,
            Ordering::Greater => records.last().map(|record| record.offset.into()),
        };
        Records { stream, records, cut_at, is_over_limit }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// All records in the order of the stream.
    pub(super) fn all(&self) -> impl Iterator<Item = Node<'_, 'a>> {
        self.records.iter().enumerate().map(|(index, record)| Node { records: self, record, index })
    }

    /// Records that are in no other.
    pub(super) fn roots(&self) -> Nodes<'_, 'a> {
        Nodes { records: self, next: 0, end: self.records.len() }
    }
}

/// What a record begins with: its tag, level and size in one word, as stored.
#[derive(Debug, Clone, Copy)]
struct Header(u32);

impl Header {
    /// The header of the record at a position.
    fn at(stream: &[u8], offset: usize) -> Option<Self> {
        Some(Header(u32::from_le_bytes(*stream.get(offset..)?.first_chunk()?)))
    }

    fn tag(self) -> u16 {
        (self.0 & 0x3FF) as u16
    }

    fn level(self) -> u16 {
        (self.0 >> 10 & 0x3FF) as u16
    }

    /// Where the data of the record at a position are said to be; a size of 0xFFF means that the true size follows.
    fn data(self, stream: &[u8], offset: usize) -> Option<Range<usize>> {
        let (start, size) = match self.0 >> 20 {
            0xFFF => (offset + 8, Header::at(stream, offset + 4)?.0),
            size => (offset + 4, size),
        };
        Some(start..start.saturating_add(size as usize))
    }
}

/// Ends, before the record at `end`, the subtrees of all open records that a record of this level is not a child of.
fn close(records: &mut [Record], open: &mut Vec<(u32, u16)>, level: u16, end: u32) {
    while let Some((index, _)) = open.pop_if(|(_, open)| *open >= level) {
        if let Some(record) = records.get_mut(index as usize) {
            record.end = end;
        }
    }
}

/// A record in its tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'r, 'a> {
    records: &'r Records<'a>,
    record: &'r Record,
    index: usize,
}

impl<'r, 'a> Node<'r, 'a> {
    pub(super) fn tag(self) -> u16 {
        self.record.header.tag()
    }

    /// The data, as far as they are there.
    pub(super) fn data(self) -> &'a [u8] {
        let stream = self.records.stream;
        let data = self.record.header.data(stream, self.record.offset as usize).unwrap_or_default();
        stream.get(data.start..data.end.min(stream.len())).unwrap_or_default()
    }

    pub(super) fn bytes(self) -> Bytes<'a> {
        Bytes::new(self.data())
    }

    /// Byte offset of the record in its stream.
    pub(super) fn offset(self) -> u64 {
        u64::from(self.record.offset)
    }

    /// Ordinal of the record in its stream.
    pub(super) fn index(self) -> usize {
        self.index
    }

    pub(super) fn children(self) -> Nodes<'r, 'a> {
        Nodes { records: self.records, next: self.index + 1, end: self.record.end as usize }
    }

    /// How many records its subtree has.
    pub(super) fn descendant_count(self) -> usize {
        (self.record.end as usize).saturating_sub(self.index + 1)
    }

    /// The first child of a tag.
    pub(super) fn child(self, tag: u16) -> Option<Node<'r, 'a>> {
        self.children().find(|child| child.tag() == tag)
    }
}

/// Siblings in order.
#[derive(Debug, Clone)]
pub(super) struct Nodes<'r, 'a> {
    records: &'r Records<'a>,
    next: usize,
    end: usize,
}

impl<'r, 'a> Iterator for Nodes<'r, 'a> {
    type Item = Node<'r, 'a>;

    fn next(&mut self) -> Option<Node<'r, 'a>> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        let record = self.records.records.get(index)?;
        self.next = record.end as usize;
        Some(Node { records: self.records, record, index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(tag: u16, level: u16, data: &[u8]) -> Vec<u8> {
        let word = u32::from(tag) | u32::from(level) << 10 | (data.len() as u32) << 20;
        [&word.to_le_bytes(), data].concat()
    }

    #[test]
    fn levels_make_the_tree() {
        let stream = [
            record(tag::PARA_HEADER, 0, b"a"),
            record(tag::CTRL_HEADER, 1, b"b"),
            record(tag::TABLE, 2, b"c"),
            record(tag::PARA_TEXT, 1, b"d"),
            record(tag::PARA_HEADER, 0, b"e"),
        ]
        .concat();
        let records = Records::parse(&stream, u64::MAX);
        let roots: Vec<_> = records.roots().map(|node| node.data()).collect();
        assert_eq!(roots, [b"a", b"e"]);
        let first = records.roots().next().unwrap();
        let children: Vec<_> = first.children().map(|node| node.data()).collect();
        assert_eq!(children, [b"b", b"d"]);
        assert_eq!(first.children().next().unwrap().child(tag::TABLE).unwrap().data(), b"c");
        assert_eq!(records.cut_at, None);
    }

    #[test]
    fn skipped_levels_still_find_their_parent() {
        let stream = [record(66, 0, b"a"), record(71, 5, b"b"), record(72, 3, b"c")].concat();
        let records = Records::parse(&stream, u64::MAX);
        let children: Vec<_> = records.roots().next().unwrap().children().map(Node::data).collect();
        assert_eq!(children, [b"b", b"c"]);
    }

    #[test]
    fn records_over_the_limit_are_left_out() {
        let stream = vec![0; 4_000];
        let records = Records::parse(&stream, 10);
        assert_eq!((records.roots().count(), records.is_over_limit), (10, true));
    }

    #[test]
    fn record_longer_than_the_stream_keeps_what_is_there() {
        let mut stream = record(66, 0, b"whole");
        let offset = stream.len() as u64;
        stream.extend_from_slice(&(67u32 | 0xFFF << 20).to_le_bytes());
        stream.extend_from_slice(&u32::MAX.to_le_bytes());
        stream.extend_from_slice(b"part");
        let records = Records::parse(&stream, u64::MAX);
        assert_eq!(records.cut_at, Some(offset));
        assert_eq!(records.roots().nth(1).unwrap().data(), b"part");
    }
}
