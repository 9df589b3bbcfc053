//! The position in a document that an error or warning is about.

use std::fmt::{self, Write};
use std::sync::Arc;

/// A position inside a document: a part (stream or package entry), a byte offset in it, a record or element.
///
/// Displayed as `BodyText/Section0 at 0x1a2c (TABLE, record 118)`; parts that are not known are left out, and a
/// place that is not known at all displays as `document`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Name of the stream or package entry, such as `BodyText/Section0` or `Contents/section0.xml`.
    pub part: Option<Arc<str>>,
    /// Byte offset in the part, after decompression.
    pub offset: Option<u64>,
    /// Name of the record or element.
    pub item: Option<&'static str>,
    /// Ordinal of the record in its part, from 0.
    pub index: Option<u32>,
}

impl Place {
    /// The place that names a part only.
    #[must_use]
    pub fn part(name: &str) -> Self {
        Place { part: Some(Arc::from(name)), ..Place::default() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.part.as_deref().unwrap_or("document").chars() {
            match c {
                // Names come from the file: what drives a terminal or turns a line around is shown, not sent.
                '\'' | '"' | '\\' => f.write_char(c)?,
                c => write!(f, "{}", c.escape_debug())?,
            }
        }
        if let Some(offset) = self.offset {
            write!(f, " at {offset:#x}")?;
        }
        match (self.item, self.index) {
            (Some(item), Some(index)) => write!(f, " ({item}, record {index})"),
            (Some(item), None) => write!(f, " ({item})"),
            (None, Some(index)) => write!(f, " (record {index})"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_a_part_drives_no_terminal() {
        let shown = Place::part("\u{5}Summary\n\u{1B}[2J\u{202E}'한글\"").to_string();
        assert_eq!(shown, "\\u{5}Summary\\n\\u{1b}[2J\\u{202e}'한글\"");
    }
}
