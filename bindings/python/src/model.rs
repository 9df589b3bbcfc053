//! The parts of the library's model that Python is shown. No other file looks into it.

use hwpconv::Document;
use hwpconv::document::{self, Block, Node, plain_text, visit};

/// Rows, columns, header rows, caption, page, cells.
pub(crate) type Table = (usize, usize, usize, Option<String>, Option<u32>, Vec<Cell>);

/// Row, column, rows it covers, columns it covers, whether it is marked as a header cell, text.
pub(crate) type Cell = (usize, usize, usize, usize, bool, String);

/// Every table of the body in reading order, each before those in its cells.
pub(crate) fn tables(document: &Document) -> Vec<Table> {
    let mut tables = Vec::new();
    for section in &document.sections {
        visit(&section.blocks, &mut |node| {
            if let Node::Block(Block::Table(table)) = node {
                tables.push(shown(table));
            }
        });
    }
    tables
}

fn shown(table: &document::Table) -> Table {
    let text = |blocks: &[Block]| plain_text(blocks).trim().to_owned();
    let cell = |cell: &document::Cell| {
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.header, text(&cell.blocks))
    };
    let caption = table.caption().map(|caption| text(&caption.blocks)).filter(|caption| !caption.is_empty());
    let cells = table.cells().iter().map(cell).collect();
    (table.rows(), table.columns(), table.header_rows(), caption, table.origin().page, cells)
}

/// Pictures and other attachments that have data: name, media type, data.
pub(crate) fn pictures(document: &Document) -> impl Iterator<Item = (&str, &str, &[u8])> {
    let assets = document.assets.iter().filter(|asset| !asset.data.is_empty());
    assets.map(|asset| (asset.name.as_str(), &*asset.media_type, asset.data.as_slice()))
}

/// The format of the file in one word.
pub(crate) fn format(document: &Document) -> Option<&'static str> {
    document.format.map(hwpconv::Format::name)
}

/// How many pages the stored layout makes.
pub(crate) fn pages(document: &Document) -> Option<u32> {
    document.pages
}

/// What the document says about itself, by the names that JSON has.
pub(crate) fn metadata(document: &Document) -> Vec<(&'static str, String)> {
    document.metadata.fields()
}
