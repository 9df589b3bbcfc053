//! The rows of a table that every piece of it repeats.

use crate::document::Table;

/// How many rows at the top say what the columns mean: those that the document marks, else the first. None when a cell
/// of them reaches far into the body, as in forms.
pub(super) fn header_rows(table: &Table) -> usize {
    const MOST: usize = 3;
    let most = table.header_rows.max(MOST);
    let mut rows = table.header_rows.max(1);
    for cell in table.cells.iter().take_while(|cell| cell.row < most) {
        if cell.row < rows {
            rows = rows.max(cell.row.saturating_add(cell.row_span));
        }
    }
    if rows <= most && rows < table.rows { rows } else { 0 }
}
