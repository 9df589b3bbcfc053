//! Recovery after damage: finds the next readable paragraph and continues there.
//!
//! Nothing tells which list such a paragraph belongs to, so that all of them follow the text before the damage.

use super::blocks;
use super::paragraph::{self, Paragraph};
use super::stream::Stream;

/// Reads the lists that are left, up to the additional blocks; the stream is lost when those cannot be found.
pub(super) fn rest(stream: &mut Stream<'_, '_, '_>, list: &mut Vec<Paragraph>) {
    loop {
        if !stream.is_lost && blocks::begin(stream.bytes) {
            return;
        }
        while !paragraph::begins(stream.bytes) {
            if stream.bytes.skip(1).is_none() {
                stream.is_lost = true;
                return;
            }
        }
        stream.is_lost = false;
        list.extend(paragraph::list(stream));
    }
}
