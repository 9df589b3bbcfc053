//! Walks the records of a section and says where they contradict each other, by the rules that hold in every sound
//! document of the word processor.

use std::fmt::Write;

const PARA_HEADER: u16 = 66;
const PARA_TEXT: u16 = 67;
const PARA_CHAR_SHAPE: u16 = 68;
const PARA_RANGE_TAG: u16 = 70;
const CTRL_HEADER: u16 = 71;
const LIST_HEADER: u16 = 72;

/// Characters that take eight code units and own a CTRL_HEADER.
const EXTENDED: [u16; 13] = [1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23];
/// Characters that take eight code units and own nothing.
const INLINE: [u16; 8] = [4, 5, 6, 7, 8, 9, 19, 20];

struct Node<'a> {
    tag: u16,
    data: &'a [u8],
    children: Vec<Node<'a>>,
}

impl Node<'_> {
    fn u16(&self, offset: usize) -> u16 {
        u16::from_le_bytes(self.data[offset..offset + 2].try_into().unwrap())
    }

    fn u32(&self, offset: usize) -> u32 {
        u32::from_le_bytes(self.data[offset..offset + 4].try_into().unwrap())
    }

    fn with_tag(&self, tag: u16) -> impl Iterator<Item = &Node<'_>> {
        self.children.iter().filter(move |child| child.tag == tag)
    }
}

/// Everything that is wrong with the records of a section, a line each; empty for a sound one.
pub fn faults(section: &[u8]) -> String {
    let mut out = String::new();
    let roots = forest(&records(section), &mut 0, 0);
    list_end(run(&roots), &mut out);
    walk(&roots, &mut out);
    out
}

fn records(mut bytes: &[u8]) -> Vec<(u16, u16, &[u8])> {
    let mut records = Vec::new();
    while let Some((header, rest)) = bytes.split_first_chunk::<4>() {
        let header = u32::from_le_bytes(*header);
        let (size, rest) = match header >> 20 {
            0xFFF => {
                let (size, rest) = rest.split_first_chunk::<4>().unwrap();
                (u32::from_le_bytes(*size), rest)
            }
            size => (size, rest),
        };
        let (data, rest) = rest.split_at(size as usize);
        records.push(((header & 0x3FF) as u16, (header >> 10 & 0x3FF) as u16, data));
        bytes = rest;
    }
    records
}

/// The records from `at` on that stand at `level` or deeper, as trees.
fn forest<'a>(records: &[(u16, u16, &'a [u8])], at: &mut usize, level: u16) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    while let Some(&(tag, own, data)) = records.get(*at).filter(|(_, own, _)| *own >= level) {
        *at += 1;
        nodes.push(Node { tag, data, children: forest(records, at, own + 1) });
    }
    nodes
}

fn walk(nodes: &[Node<'_>], out: &mut String) {
    for (index, node) in nodes.iter().enumerate() {
        match node.tag {
            PARA_HEADER => paragraph(node, out),
            LIST_HEADER => list(node, run(&nodes[index + 1..]), out),
            _ => {} // other records hold no counts that could contradict their children
        }
        walk(&node.children, out);
    }
}

fn list(header: &Node<'_>, paragraphs: &[Node<'_>], out: &mut String) {
    if usize::from(header.u16(0)) != paragraphs.len() {
        writeln!(out, "a list says {} paragraphs and has {}", header.u16(0), paragraphs.len()).unwrap();
    }
    list_end(paragraphs, out);
}

fn list_end(paragraphs: &[Node<'_>], out: &mut String) {
    let says_last: Vec<bool> = paragraphs.iter().map(|paragraph| paragraph.u32(0) >> 31 == 1).collect();
    if says_last.iter().position(|last| *last) != paragraphs.len().checked_sub(1) {
        writeln!(out, "not the last paragraph alone says that it is the last: {says_last:?}").unwrap();
    }
}

/// The paragraphs at the front.
fn run<'n, 'a>(nodes: &'n [Node<'a>]) -> &'n [Node<'a>] {
    &nodes[..nodes.iter().take_while(|node| node.tag == PARA_HEADER).count()]
}

fn paragraph(node: &Node<'_>, out: &mut String) {
    let text = node.with_tag(PARA_TEXT).next().map_or(vec![13], |text| {
        text.data.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect()
    });
    let count = node.u32(0) & 0x7FFF_FFFF;
    if count as usize != text.len() {
        writeln!(out, "{count} characters are said, {} are there", text.len()).unwrap();
    }
    let (mask, ids) = scan(&text);
    if node.u32(4) != mask {
        writeln!(out, "the control mask says {:#x}, the text {mask:#x}", node.u32(4)).unwrap();
    }
    let headers: Vec<u32> = node.with_tag(CTRL_HEADER).map(|control| control.u32(0)).collect();
    let unknown = u32::from_be_bytes(*b"%unk");
    let matching = |(id, header): (&u32, &u32)| id == header || *header == unknown;
    if ids.len() != headers.len() || !ids.iter().zip(&headers).all(matching) {
        writeln!(out, "the text has controls {ids:x?}, their headers are {headers:x?}").unwrap();
    }
    for (tag, size, at) in [(PARA_CHAR_SHAPE, 8, 12), (PARA_RANGE_TAG, 12, 14)] {
        let bytes: usize = node.with_tag(tag).map(|record| record.data.len()).sum();
        if bytes != size * usize::from(node.u16(at)) {
            writeln!(out, "record {tag} does not have the {} entries it should", node.u16(at)).unwrap();
        }
    }
}

/// The control characters of a text as a mask, and the ids of those that own a header.
fn scan(text: &[u16]) -> (u32, Vec<u32>) {
    let (mut mask, mut ids, mut at) = (0, Vec::new(), 0);
    while let Some(&unit) = text.get(at) {
        let extended = EXTENDED.contains(&unit);
        if extended || INLINE.contains(&unit) || unit == 10 || unit == 24 {
            mask |= 1 << unit;
        }
        if extended {
            ids.push(u32::from(text[at + 1]) | u32::from(text[at + 2]) << 16);
        }
        if extended || INLINE.contains(&unit) {
            assert_eq!(text[at + 7], unit, "a control character closes itself");
            at += 7;
        }
        at += 1;
    }
    (mask, ids)
}
