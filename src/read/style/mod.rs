//! Styles of characters, paragraphs and numbers, resolved.

pub(crate) mod number_format;
pub(crate) mod numbering;
pub(crate) mod shapes;

/// A COLORREF, whose lowest byte is red, as 0xRRGGBB.
pub(crate) fn rgb(stored: u32) -> u32 {
    stored.swap_bytes() >> 8
}

/// The same where all bits set mean no colour.
pub(crate) fn rgb_if_any(stored: u32) -> Option<u32> {
    (stored != u32::MAX).then(|| rgb(stored))
}
