//! The text of pieces of a document, in the form that is asked for.

use crate::document::{Block, Document, Table};
use crate::warning::Ledger;
use crate::write::{ChunkFormat, WriteOptions, markdown, text};

/// Writes pieces of a document, each so that it stands by itself.
pub(super) enum Pieces<'a> {
    Markdown(markdown::Pieces<'a>),
    Text(text::Pieces<'a>),
}

impl<'a> Pieces<'a> {
    pub(super) fn new(document: &'a Document, options: &'a WriteOptions) -> Self {
        match options.chunks.format {
            ChunkFormat::Markdown => Pieces::Markdown(markdown::Pieces::new(document, options)),
            ChunkFormat::Text => Pieces::Text(text::Pieces::new(document, options)),
        }
    }

    /// Some blocks.
    pub(super) fn write<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>, ledger: &mut Ledger) -> String {
        match self {
            Pieces::Markdown(pieces) => pieces.write(blocks, ledger),
            Pieces::Text(pieces) => pieces.write(blocks, ledger),
        }
    }

    /// A table with its caption.
    pub(super) fn write_table(&self, table: &Table, ledger: &mut Ledger) -> String {
        match self {
            Pieces::Markdown(pieces) => pieces.write_table(table, ledger),
            Pieces::Text(pieces) => pieces.write_table(table, ledger),
        }
    }
}
