//! Tables without what only lays out: empty places of drawn grids, header rows that are none.
//!
//! Forms, approval boxes and charts of organisations are drawn on a fine grid, most of which is empty. Empty cells beside
//! each other become one, and lines behind the last words go. Every cell that says something stays in its row and column:
//! where something stands in a form is a part of what it says. Tables without merged cells keep every place.

use super::drawn;
use super::emphasis;
use super::text;
use crate::document::{Block, Blocks, Cell, Document, Frame, Inline, Marks, Table, is_blank, is_blank_inline};

/// A header of more rows is none: the cell that reaches so far down stands beside data.
const MOST_HEADER_ROWS: usize = 3;
/// Joins the empty cells of drawn grids, those with merged cells and eight and more columns that are over half empty, takes
/// empty rows out of tables of one column, and settles which rows of tables are header rows. A table of which one cell is
/// left becomes a box.
pub fn tidy_tables(document: &mut Document) {
    for section in &mut document.sections {
        section.blocks.iter_mut().for_each(|block| tidy_within(block, false));
    }
}

fn tidy_within(block: &mut Block, is_nested: bool) {
    match block {
        Block::Table(table) => {
            let within = table.cells.iter_mut().flat_map(|cell| cell.blocks.iter_mut());
            within.for_each(|block| tidy_within(block, true));
            // Boxes for single letters, to be filled in: the cell around them is that field as well.
            let is_field = |block: &Block| matches!(block, Block::Table(_)) && is_blank(std::slice::from_ref(block));
            table.cells.iter_mut().for_each(|cell| cell.blocks.retain(|block| !is_field(block)));
            tidy(block, is_nested);
        }
        Block::Frame(frame) => frame.blocks.iter_mut().for_each(|block| tidy_within(block, is_nested)),
        Block::Figure(figure) => figure.blocks.iter_mut().for_each(|block| tidy_within(block, is_nested)),
        Block::Paragraph(_) | Block::Heading(_) | Block::Equation(..) | Block::Break(..) => {}
    }
}

fn tidy(block: &mut Block, is_nested: bool) {
    let Block::Table(table) = block else { return };
    let is_drawn = drawn::is_drawn(table, is_nested);
    if table.cells.iter().all(is_empty) {
        return;
    }
    if table.columns == 1 {
        take_empty_rows(table);
    }
    if let Some(frame) = framed(table, is_nested) {
        *block = Block::Frame(Box::new(frame));
        return;
    }
    drop_empty_header(table);
    if is_drawn {
        // Within a cell, the empty places behind a word are the field that it names.
        if !is_nested {
            drawn::cut(table);
        }
        drawn::join_empty(table);
    }
    let is_layout = is_drawn && !is_nested;
    let mut said = table.cells.iter_mut().filter(|cell| !is_empty(cell));
    match (said.next(), said.next()) {
        (Some(cell), None) if (is_layout || (table.rows, table.columns) == (1, 1)) && table.caption.is_none() => {
            let frame = Frame { blocks: std::mem::take(&mut cell.blocks), origin: table.origin };
            *block = Block::Frame(Box::new(frame));
        }
        _ => {
            settle_header(table);
            lighten_body(table);
        }
    }
}

/// Where all words of a table are bold, bold sets none of them apart.
fn lighten_body(table: &mut Table) {
    let rows = table.header_rows;
    let is_body = |cell: &Cell| cell.row >= rows;
    let count = table.cells.iter().filter(|cell| is_body(cell) && !is_empty(cell)).count();
    if count > 1 && table.cells.iter().filter(|cell| is_body(cell)).all(|cell| cell.blocks.iter().all(is_bold)) {
        table
            .cells
            .iter_mut()
            .filter(|cell| cell.row >= rows)
            .for_each(|cell| cell.blocks.iter_mut().for_each(lighten));
    }
}

/// Takes rows that say nothing out of a table of one column.
fn take_empty_rows(table: &mut Table) {
    table.header_rows = table.cells.iter().filter(|cell| cell.row < table.header_rows && !is_empty(cell)).count();
    table.cells.retain(|cell| !is_empty(cell));
    for (row, cell) in table.cells.iter_mut().enumerate() {
        (cell.row, cell.row_span) = (row, 1);
    }
    table.rows = table.cells.len();
}

/// Takes what a table of one column holds, if it is no list of values: if a picture stands alone in one of its rows, to
/// which the words above or below belong, or if a cell holds several paragraphs.
fn framed(table: &mut Table, is_nested: bool) -> Option<Frame> {
    let is_picture = |block: &&Block| match block {
        Block::Paragraph(paragraph) => text::has_picture(paragraph) && !text::has_words(paragraph),
        Block::Figure(_) => true,
        Block::Heading(_) | Block::Table(_) | Block::Frame(_) | Block::Equation(..) | Block::Break(..) => false,
    };
    let is_layout = |cell: &Cell| {
        let said = || cell.blocks.iter().filter(|block| !is_blank(std::slice::from_ref(block)));
        said().all(|block| is_picture(&block)) || (!is_nested && said().nth(1).is_some())
    };
    if table.columns > 1 || table.caption.is_some() || !table.cells.iter().any(is_layout) {
        return None;
    }
    let mut blocks = Blocks::new();
    table.cells.iter_mut().for_each(|cell| blocks.extend(std::mem::take(&mut cell.blocks)));
    Some(Frame { blocks, origin: table.origin })
}

/// Header rows that are over half empty head nothing: they are the upper edge of a box with its title, or of a drawing.
fn drop_empty_header(table: &mut Table) {
    let rows = table.header_rows;
    let (mut empty, mut all) = (0_usize, 0_usize);
    for cell in table.cells.iter().filter(|cell| cell.header || cell.row < rows) {
        all += 1;
        empty += usize::from(is_empty(cell));
    }
    if empty * 2 > all {
        no_header(table);
    }
}

fn no_header(table: &mut Table) {
    table.header_rows = 0;
    table.cells.iter_mut().for_each(|cell| cell.header = false);
}

/// Whether a cell says nothing.
fn is_empty(cell: &Cell) -> bool {
    is_blank(&cell.blocks)
}

/// Header rows go as far as their merged cells. They are none where no row is left below them, and where a cell that says
/// something goes further: `담당 부서` beside the rows of its people heads these, and no columns.
fn settle_header(table: &mut Table) {
    if table.header_rows == 0 {
        return;
    }
    let (mut header, mut said) = (table.header_rows, table.header_rows);
    for cell in table.cells.iter().take_while(|cell| cell.row < MOST_HEADER_ROWS) {
        if cell.row < header {
            header = header.max(cell.row.saturating_add(cell.row_span));
        }
        if cell.row < said && !is_empty(cell) {
            said = said.max(cell.row.saturating_add(cell.row_span));
        }
    }
    let is_blank = |cell: &Cell| cell.row >= header || is_empty(cell);
    let goes_on = said > MOST_HEADER_ROWS.max(table.header_rows) || said >= table.rows;
    if goes_on || table.cells.iter().all(is_blank) {
        no_header(table);
    } else if header <= MOST_HEADER_ROWS && header < table.rows {
        table.header_rows = header;
    }
    let rows = table.header_rows;
    let is_bold = |cell: &Cell| cell.blocks.iter().all(is_bold);
    if rows > 0 && has_row_labels(table, &is_bold) {
        no_header(table);
        return;
    }
    let in_header = |cell: &&Cell| cell.row < rows;
    if table.cells.iter().take_while(in_header).all(is_bold) {
        for cell in table.cells.iter_mut().take_while(|cell| cell.row < rows) {
            cell.blocks.iter_mut().for_each(lighten);
        }
    }
}

/// Whether the first column names the rows, that of the header as well: all of it is bold below the header, and the header
/// has words beside it that are not.
fn has_row_labels(table: &Table, is_bold: &impl Fn(&Cell) -> bool) -> bool {
    let said = || table.cells.iter().filter(|cell| !is_empty(cell));
    let is_plain = |cell: &Cell| cell.row < table.header_rows && cell.column > 0 && !is_bold(cell);
    let mut labels = said().filter(|cell| cell.column == 0 && cell.row >= table.header_rows);
    said().any(is_plain) && labels.clone().count() > 1 && labels.all(is_bold)
}

/// Whether all text of a paragraph is bold.
fn is_bold(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    paragraph.label.is_none()
        && paragraph.content.iter().all(|inline| {
            let is_bold = matches!(inline, Inline::Text(text) if text.marks.contains(Marks::BOLD));
            is_bold || is_blank_inline(inline)
        })
}

/// Takes bold away: header cells are bold by themselves.
fn lighten(block: &mut Block) {
    if let Block::Paragraph(paragraph) = block {
        emphasis::lighten(&mut paragraph.content, Marks::BOLD);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, Paragraph, Section, Text};

    fn cell(row: usize, column: usize, row_span: usize, column_span: usize, words: &str) -> Cell {
        let run = Inline::Text(Text { text: words.into(), marks: Marks::NONE });
        let paragraph = Block::Paragraph(Paragraph { content: [run].into(), ..Paragraph::default() });
        let blocks = if words.is_empty() { Blocks::new() } else { [paragraph].into() };
        Cell { row, column, row_span, column_span, header: false, blocks }
    }

    /// What becomes of a grid that is drawn: with ten more columns, empty but for a merged cell at their end.
    fn tidied(mut cells: Vec<Cell>) -> Blocks {
        let rows = cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        let column = cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0);
        cells.extend((0..rows).flat_map(|row| (column..column + 9).map(move |column| cell(row, column, 1, 1, ""))));
        cells.push(cell(0, column + 9, rows, 1, "끝"));
        plainly_tidied(cells)
    }

    fn plainly_tidied(cells: Vec<Cell>) -> Blocks {
        let table = Table::new(cells, 0, 0, 1_000, Origin::default()).0;
        let sections = vec![Section { blocks: [Block::Table(table)].into(), ..Section::default() }];
        let mut document = Document { sections, ..Document::default() };
        tidy_tables(&mut document);
        document.sections.remove(0).blocks
    }

    /// Cells of a table by position, span and words.
    fn shown(blocks: &[Block]) -> Vec<(usize, usize, usize, usize, String)> {
        let [Block::Table(table)] = blocks else { panic!("{blocks:?}") };
        let cell = |cell: &Cell| {
            (cell.row, cell.column, cell.row_span, cell.column_span, crate::document::plain_text(&cell.blocks))
        };
        table.cells.iter().map(cell).collect()
    }

    fn expected(cells: &[(usize, usize, usize, usize, &str)]) -> Vec<(usize, usize, usize, usize, String)> {
        cells.iter().map(|(a, b, c, d, words)| (*a, *b, *c, *d, (*words).to_owned())).collect()
    }

    #[test]
    fn empty_cells_beside_each_other_become_one_and_words_keep_their_place() {
        let blocks = tidied(vec![
            cell(0, 0, 1, 1, "가"),
            cell(0, 1, 1, 1, ""),
            cell(1, 0, 1, 1, ""),
            cell(1, 1, 1, 1, "나"),
            cell(2, 0, 1, 2, ""),
        ]);
        let cells = [
            (0, 0, 1, 1, "가"),
            (0, 1, 1, 10, ""),
            (0, 11, 3, 1, "끝"),
            (1, 0, 1, 1, ""),
            (1, 1, 1, 1, "나"),
            (1, 2, 2, 9, ""),
            (2, 0, 1, 2, ""),
        ];
        assert_eq!(shown(&blocks), expected(&cells));
    }

    #[test]
    fn rows_that_are_empty_in_the_same_columns_become_one_cell() {
        let blocks = tidied(vec![cell(0, 0, 3, 1, "가")]);
        assert_eq!(shown(&blocks), expected(&[(0, 0, 3, 1, "가"), (0, 1, 3, 9, ""), (0, 10, 3, 1, "끝")]));
    }

    #[test]
    fn rows_without_words_stay_rows() {
        let row = |row: usize, words: &'static str| {
            [cell(row, 0, 1, 9, words), cell(row, 9, 1, 1, if words.is_empty() { "" } else { "끝" })]
        };
        let empty = |row: usize| (0..10).map(move |column| cell(row, column, 1, 1, ""));
        let mut cells: Vec<Cell> = row(0, "가").into();
        cells.extend(empty(1).chain(empty(2)).chain(row(3, "나")));
        let blocks = plainly_tidied(cells);
        let kept = [
            (0, 0, 1, 9, "가"),
            (0, 9, 1, 1, "끝"),
            (1, 0, 1, 10, ""),
            (2, 0, 1, 10, ""),
            (3, 0, 1, 9, "나"),
            (3, 9, 1, 1, "끝"),
        ];
        assert_eq!(shown(&blocks), expected(&kept));
    }

    #[test]
    fn lines_behind_the_last_words_go() {
        let mut cells =
            vec![cell(0, 0, 1, 2, "가"), cell(0, 2, 2, 1, "나"), cell(1, 0, 1, 1, ""), cell(1, 1, 1, 1, "")];
        cells.extend((0..2).flat_map(|row| (3..12).map(move |column| cell(row, column, 1, 1, ""))));
        cells.extend((0..12).map(|column| cell(2, column, 1, 1, "")));
        let kept = [(0, 0, 1, 2, "가"), (0, 2, 2, 1, "나"), (1, 0, 1, 2, "")];
        assert_eq!(shown(&plainly_tidied(cells)), expected(&kept));
    }

    #[test]
    fn empty_cells_of_a_header_stay_unless_most_of_it_is_empty() {
        let header = |words: [&str; 10]| -> Vec<Cell> {
            let cells = words.iter().enumerate();
            let mut cells: Vec<Cell> =
                cells.map(|(column, words)| Cell { header: true, ..cell(0, column, 1, 1, words) }).collect();
            cells.push(cell(1, 0, 1, 2, "가"));
            cells.extend((2..10).map(|column| cell(1, column, 1, 1, "")));
            cells.extend((0..10).map(|column| cell(2, column, 1, 1, "")));
            cells.push(cell(3, 0, 1, 10, "나"));
            cells
        };
        let blocks = plainly_tidied(header(["가", "나", "다", "라", "마", "", "", "", "", ""]));
        assert!(
            matches!(blocks.as_slice(), [Block::Table(table)] if table.header_rows == 1 && table.cells.len() == 14)
        );
        let blocks = plainly_tidied(header(["가", "", "", "", "", "", "", "", "", ""]));
        assert!(matches!(blocks.as_slice(), [Block::Table(table)] if table.header_rows == 0 && table.cells.len() == 6));
    }

    #[test]
    fn one_column_with_a_picture_or_several_paragraphs_in_a_cell_is_a_box() {
        let image = Inline::Image(Box::default());
        let picture = Block::Paragraph(Paragraph { content: [image].into(), ..Paragraph::default() });
        let picture = Cell { blocks: [picture].into(), ..cell(1, 0, 1, 1, "") };
        let blocks = plainly_tidied(vec![cell(0, 0, 1, 1, "그림의 설명"), picture]);
        assert!(matches!(blocks.as_slice(), [Block::Frame(frame)] if frame.blocks.len() == 2), "{blocks:?}");
        let mut several = cell(0, 0, 1, 1, "모집 대상");
        several.blocks.extend(cell(0, 0, 1, 1, "누구나 신청할 수 있다.").blocks);
        let blocks = plainly_tidied(vec![several, cell(1, 0, 1, 1, "모집 기간")]);
        assert!(matches!(blocks.as_slice(), [Block::Frame(frame)] if frame.blocks.len() == 3), "{blocks:?}");
    }

    #[test]
    fn bold_goes_where_all_words_are_bold() {
        let bold = |mut cell: Cell| {
            let Some(Block::Paragraph(paragraph)) = cell.blocks.first_mut() else { return cell };
            let Some(Inline::Text(text)) = paragraph.content.first_mut() else { return cell };
            text.marks = Marks::BOLD;
            cell
        };
        let is_any_bold = |cells: Vec<Cell>| {
            let blocks = plainly_tidied(cells);
            let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
            let said = table.cells.iter().filter(|cell| !is_empty(cell));
            said.flat_map(|cell| cell.blocks.iter()).any(is_bold)
        };
        let cells = |last: Cell| {
            let first = [cell(0, 0, 1, 1, "가"), cell(0, 1, 1, 1, "나"), cell(1, 0, 1, 1, "")];
            first.into_iter().map(bold).chain([last]).collect()
        };
        assert!(!is_any_bold(cells(bold(cell(1, 1, 1, 1, "다")))));
        assert!(is_any_bold(cells(cell(1, 1, 1, 1, "다"))), "a part of the words stands out");
    }

    #[test]
    fn table_of_one_column_has_no_empty_rows_and_is_a_box_when_one_row_is_left() {
        let cells = vec![cell(0, 0, 1, 1, ""), cell(1, 0, 1, 1, "가"), cell(2, 0, 1, 1, "나"), cell(3, 0, 1, 1, "")];
        assert_eq!(shown(&plainly_tidied(cells)), expected(&[(0, 0, 1, 1, "가"), (1, 0, 1, 1, "나")]));
        let blocks = plainly_tidied(vec![cell(0, 0, 1, 1, ""), cell(1, 0, 1, 1, "가")]);
        assert!(matches!(blocks.as_slice(), [Block::Frame(frame)] if frame.blocks.len() == 1), "{blocks:?}");
    }

    #[test]
    fn field_in_a_cell_keeps_the_place_to_be_filled_in() {
        let mut field = vec![cell(0, 0, 1, 1, "번호")];
        field.extend((1..9).map(|column| cell(0, column, 1, 1, "")));
        let field = Block::Table(Table::new(field, 0, 0, 1_000, Origin::default()).0);
        let outer = Cell { blocks: [field].into(), ..cell(0, 0, 1, 1, "") };
        let blocks = plainly_tidied(vec![outer, cell(0, 1, 1, 1, "가")]);
        let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        let within = table.cells.first().map(|cell| shown(&cell.blocks));
        assert_eq!(within, Some(expected(&[(0, 0, 1, 1, "번호"), (0, 1, 1, 8, "")])));
    }

    #[test]
    fn table_without_words_in_a_cell_goes() {
        let boxes = (0..9).map(|column| cell(0, column, 1, 1, "")).collect();
        let boxes = Block::Table(Table::new(boxes, 0, 0, 1_000, Origin::default()).0);
        let outer = Cell { blocks: [boxes].into(), ..cell(0, 1, 1, 1, "") };
        let blocks = plainly_tidied(vec![cell(0, 0, 1, 1, "성명"), outer]);
        let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert!(table.cells.iter().all(|cell| cell.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)))));
        assert_eq!(shown(&blocks), expected(&[(0, 0, 1, 1, "성명"), (0, 1, 1, 1, "")]));
    }

    #[test]
    fn table_without_merged_cells_keeps_the_places_to_be_filled_in() {
        let rows = (0..3).flat_map(|row| (0..10).map(move |column| (row, column)));
        let cells: Vec<Cell> =
            rows.map(|(row, column)| cell(row, column, 1, 1, if row == 0 { "항목" } else { "" })).collect();
        assert_eq!(shown(&plainly_tidied(cells)).len(), 30);
    }

    #[test]
    fn table_of_few_columns_keeps_its_empty_places() {
        let cells = [(0, 0, 1, 1, ""), (0, 1, 1, 1, ""), (1, 0, 1, 1, "가"), (1, 1, 1, 1, "")];
        let blocks = plainly_tidied(cells.iter().map(|(a, b, c, d, words)| cell(*a, *b, *c, *d, words)).collect());
        assert_eq!(shown(&blocks), expected(&cells));
    }

    #[test]
    fn grid_of_one_cell_with_words_is_a_box() {
        let mut cells = vec![cell(0, 0, 1, 9, ""), cell(1, 1, 1, 7, "제목"), cell(1, 0, 1, 1, "")];
        cells.extend([cell(1, 8, 1, 1, ""), cell(2, 0, 1, 9, "")]);
        let blocks = plainly_tidied(cells);
        assert!(matches!(blocks.as_slice(), [Block::Frame(frame)] if frame.blocks.len() == 1), "{blocks:?}");
    }

    #[test]
    fn line_to_be_filled_in_is_kept() {
        let mut line = cell(0, 1, 1, 1, "    ");
        if let Some(Block::Paragraph(paragraph)) = line.blocks.first_mut()
            && let Some(Inline::Text(text)) = paragraph.content.first_mut()
        {
            text.marks = Marks::UNDERLINE;
        }
        let blocks = tidied(vec![cell(0, 0, 2, 1, "이름"), Cell { row_span: 2, ..line }, cell(0, 2, 2, 1, "")]);
        assert_eq!(shown(&blocks).len(), 5);
    }

    #[test]
    fn header_goes_as_far_as_its_merged_cells_and_needs_rows_below() {
        let header = |cell: Cell| Cell { header: true, ..cell };
        let blocks = plainly_tidied(vec![
            header(cell(0, 0, 2, 1, "구분")),
            header(cell(0, 1, 1, 2, "금액")),
            cell(1, 1, 1, 1, "올해"),
            cell(1, 2, 1, 1, "지난해"),
            cell(2, 0, 1, 1, "가"),
            cell(2, 1, 1, 1, "1"),
            cell(2, 2, 1, 1, "2"),
        ]);
        assert!(matches!(blocks.as_slice(), [Block::Table(table)] if table.header_rows == 2), "{blocks:?}");
        let is_plain = |table: &Table| table.header_rows == 0 && table.cells.iter().all(|cell| !cell.header);
        for cells in [
            vec![header(cell(0, 0, 1, 1, "담당")), header(cell(0, 1, 1, 1, "김가람"))],
            vec![header(cell(0, 0, 2, 1, "담당")), header(cell(0, 1, 1, 1, "김가람")), cell(1, 1, 1, 1, "이나래")],
        ] {
            let blocks = plainly_tidied(cells);
            assert!(matches!(blocks.as_slice(), [Block::Table(table)] if is_plain(table)), "{blocks:?}");
        }
        let blocks = plainly_tidied(vec![
            header(cell(0, 0, 1, 1, "2025")),
            header(cell(0, 1, 2, 1, "")),
            header(cell(0, 2, 1, 1, "2026")),
            cell(1, 0, 1, 1, "설계"),
            cell(1, 2, 1, 1, "착공"),
        ]);
        assert!(matches!(blocks.as_slice(), [Block::Table(table)] if table.header_rows == 1), "{blocks:?}");
        let bold = |mut cell: Cell| {
            let Some(Block::Paragraph(paragraph)) = cell.blocks.first_mut() else { panic!("{cell:?}") };
            let Some(Inline::Text(text)) = paragraph.content.first_mut() else { panic!("{paragraph:?}") };
            text.marks = Marks::BOLD;
            cell
        };
        let letter = |second: Cell| {
            let labels = [bold(cell(1, 0, 1, 1, "결재일자")), bold(cell(2, 0, 1, 1, "공개여부"))];
            let values = [cell(1, 1, 1, 1, "6. 25."), cell(2, 1, 1, 1, "공개")];
            plainly_tidied(
                [vec![header(bold(cell(0, 0, 1, 1, "문서번호"))), header(second)], labels.into(), values.into()]
                    .concat(),
            )
        };
        let blocks = letter(cell(0, 1, 1, 1, "단-1"));
        assert!(matches!(blocks.as_slice(), [Block::Table(table)] if is_plain(table)), "{blocks:?}");
        let blocks = letter(bold(cell(0, 1, 1, 1, "값")));
        assert!(matches!(blocks.as_slice(), [Block::Table(table)] if table.header_rows == 1), "{blocks:?}");
    }
}
