//! What goes along while paragraphs become records: the DocInfo tables, the counters, and what follows at the end.

use super::control::NumberKind;
use super::doc_info::DocInfo;
use super::paragraph::Blocks;
use super::record::{Bytes, Records, count16, tag};

/// Writes one section after the other.
#[derive(Debug, Default)]
pub struct Encoder {
    pub info: DocInfo,
    pub out: Records,
    /// The last number given to each kind of automatic number.
    numbers: [u16; 7],
    instances: u32,
    /// Comments, written behind the last paragraph of the last section.
    memos: Vec<(u16, Blocks)>,
}

impl Encoder {
    pub fn new(info: DocInfo) -> Self {
        Encoder { info, instances: 0x4000_0000, ..Encoder::default() }
    }

    /// The next number of a kind.
    pub fn next_number(&mut self, kind: NumberKind) -> u16 {
        let number = &mut self.numbers[kind as usize];
        *number += 1;
        *number
    }

    /// Lets the next number of a kind be `number`.
    pub fn restart(&mut self, kind: NumberKind, number: u16) {
        self.numbers[kind as usize] = number.wrapping_sub(1);
    }

    /// An id that no other object has.
    pub fn instance(&mut self) -> u32 {
        self.instances += 1;
        self.instances
    }

    /// Keeps the text of a comment until the end.
    pub fn memo(&mut self, number: u16, blocks: Blocks) {
        self.info.has_memos = true;
        self.memos.push((number, blocks));
    }

    /// A LIST_HEADER and its paragraphs, which are its siblings; `tail` follows the first eight bytes.
    pub fn list(&mut self, level: u16, attr: u32, tail: Bytes, blocks: &Blocks) {
        let header = Bytes::new().u16(count16(blocks.len())).u16(0).u32(attr).raw(&tail.into_vec());
        self.out.push(tag::LIST_HEADER, level, header);
        blocks.encode(level, self);
    }

    /// The comments that were kept, as the records that end the last section.
    pub fn finish_memos(&mut self) {
        for (number, blocks) in std::mem::take(&mut self.memos) {
            self.out.push(tag::MEMO_LIST, 1, Bytes::new().u32(u32::from(number)));
            self.list(1, 0, Bytes::new().zeros(8), &blocks);
        }
    }

    /// The records so far, which start anew.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out).into_vec()
    }
}
