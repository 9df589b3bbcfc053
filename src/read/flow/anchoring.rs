//! Stored places of objects to where they are read.

/// Where a block-level object goes that is anchored within text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchoring {
    /// It stands like a character: the paragraph is split here.
    InLine,
    /// It floats: it comes before a paragraph whose text has not begun, else after the paragraph.
    Floating,
    /// It floats below the first line of its paragraph or at the foot of the page: it comes after the paragraph.
    Below,
}

/// How a format stores the place of an object, in the terms that all share.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Position {
    /// Whether it stands like a character.
    pub(crate) in_line: bool,
    /// Whether offsets count from the paragraph, not from page or paper.
    pub(crate) from_paragraph: bool,
    /// Whether it is aligned to the bottom.
    pub(crate) at_bottom: bool,
    /// Whether text stands above and below it only.
    pub(crate) top_and_bottom: bool,
    /// How far it is below the top of what it is relative to, in HWPUNIT.
    pub(crate) vertical_offset: i32,
}

/// Half of a line of the smallest body text, in HWPUNIT.
const HALF_LINE: i32 = 400;

impl Position {
    /// Where the object is read. Titles such as `(단위: 백만 원)` are often typed into the paragraph that their table
    /// is anchored in, and the table is pushed below them by its offset.
    pub(crate) fn anchoring(self) -> Anchoring {
        let is_pushed_down = self.from_paragraph && self.top_and_bottom && self.vertical_offset > HALF_LINE;
        match self {
            Position { in_line: true, .. } => Anchoring::InLine,
            Position { at_bottom: true, .. } => Anchoring::Below,
            _ if is_pushed_down => Anchoring::Below,
            _ => Anchoring::Floating,
        }
    }
}
