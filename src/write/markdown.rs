//! Placeholder while the writer is written.

use crate::document::{Document, plain_text};
use crate::warning::Ledger;
use crate::write::WriteOptions;

pub(crate) fn write(document: &Document, _options: &WriteOptions, out: &mut String, _ledger: &mut Ledger) {
    for section in &document.sections {
        out.push_str(&plain_text(&section.blocks));
    }
}
