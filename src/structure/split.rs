//! Pages one after the other: between two page breaks stands what is on one page, and nothing else.

use std::mem::take;

use crate::document::{Block, Blocks, BreakKind, Cutter, Document, Origin, Section, Table};

/// Puts the blocks of each section in the order of their pages, and a page break before the first block of each page that
/// has any; no other page breaks are left.
///
/// A paragraph is on the page where it begins. A table that goes on over pages is cut between its rows: header rows are not
/// repeated, and a merged cell has its content in the first part, so that all pages together hold every word once. Blocks
/// whose page is not known are on that of the block before. Without stored layout nothing changes.
pub fn split_pages(document: &mut Document) {
    let mut blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let Some(mut page) = blocks.find_map(|block| block.origin().page) else { return };
    let mut before = None;
    for section in &mut document.sections {
        split(section, &mut page, &mut before);
    }
}

/// `page` is that of the block before, and `before` the one that the last break began.
fn split(section: &mut Section, page: &mut u32, before: &mut Option<u32>) {
    let mut placed: Vec<(u32, Block)> = Vec::with_capacity(section.blocks.len());
    for block in take(&mut section.blocks) {
        *page = block.origin().page.unwrap_or(*page);
        if let Block::Table(table) = block {
            for part in parts(table, *page) {
                *page = part.origin.page.unwrap_or(*page);
                placed.push((*page, Block::Table(part)));
            }
        } else if !matches!(block, Block::Break(BreakKind::Page, _)) {
            placed.push((*page, block));
        }
    }
    // A table without room comes on the next page, while text behind it fills this one.
    placed.sort_by_key(|(page, _)| *page);
    let mut blocks = Blocks::with_capacity(placed.len());
    for (page, block) in placed {
        if before.replace(page) != Some(page) {
            blocks.push(Block::Break(BreakKind::Page, Origin { page: Some(page), ..block.origin() }));
        }
        blocks.push(block);
    }
    section.blocks = blocks;
}

/// The parts of a table on its pages, each with its page as origin.
fn parts(table: Table, page: u32) -> Vec<Table> {
    let starts = starts(&table, page);
    if starts.len() == 1 {
        return vec![table];
    }
    let mut parts = Vec::with_capacity(starts.len());
    // What a merged cell holds is not repeated.
    let mut cutter = Cutter::new(&table, 0, &|_| false);
    let ends = starts.iter().skip(1).map(|(row, _)| *row).chain([table.rows]);
    for (&(row, page), end) in starts.iter().zip(ends) {
        let has_caption = |before: bool| if before { row == 0 } else { end == table.rows };
        let mut part = cutter.begin(table.caption.as_deref().filter(|caption| has_caption(caption.before)));
        cutter.fill(&mut part, row..end);
        cutter.advance(end);
        part.origin.page = Some(page);
        parts.push(part);
    }
    parts
}

/// The rows with which pages begin, and these pages, which only rise: the first row, and each that begins on a later page
/// than the rows above it.
fn starts(table: &Table, page: u32) -> Vec<(usize, u32)> {
    let mut starts = vec![(0, page)];
    let (mut last, mut known) = (page, None);
    for cell in &table.cells {
        // What is first known of a row holds for it.
        let Some(page) = cell.blocks.first().and_then(|block| block.origin().page) else { continue };
        if known.replace(cell.row) != Some(cell.row) && page > last && cell.row > 0 {
            starts.push((cell.row, page));
            last = page;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Caption, Cell, Inline, Marks, Paragraph, Text, plain_text};

    fn on(page: Option<u32>, text: &str) -> Block {
        let origin = Origin { page, ..Origin::default() };
        let content = [Inline::Text(Text { text: text.into(), marks: Marks::NONE })].into();
        Block::Paragraph(Paragraph { origin, content, ..Paragraph::default() })
    }

    fn cell(row: usize, column: usize, row_span: usize, page: u32, text: &str) -> Cell {
        Cell { row, column, row_span, column_span: 1, header: row == 0, blocks: [on(Some(page), text)].into() }
    }

    /// The pages and their words.
    fn pages(sections: Vec<Blocks>) -> Vec<(u32, String)> {
        let sections = sections.into_iter().map(|blocks| Section { blocks, ..Section::default() }).collect();
        let mut document = Document { sections, ..Document::default() };
        split_pages(&mut document);
        let mut pages: Vec<(u32, String)> = Vec::new();
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Break(BreakKind::Page, origin) = block {
                pages.push((origin.page.unwrap(), String::new()));
            } else {
                pages.last_mut().unwrap().1.push_str(&(plain_text(std::slice::from_ref(block)) + " "));
            }
        }
        pages.into_iter().map(|(page, text)| (page, text.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }

    #[test]
    fn each_page_is_there_once_in_order() {
        let forced = Block::Break(BreakKind::Page, Origin { page: Some(2), ..Origin::default() });
        let first = [on(None, "가"), on(Some(1), "나"), on(Some(3), "라"), forced, on(Some(2), "다"), on(None, "마")];
        let pages = pages(vec![first.into(), [on(Some(3), "바"), on(Some(9), "사")].into()]);
        let text = |page: u32, text: &str| (page, text.to_owned());
        assert_eq!(pages, [text(1, "가 나"), text(2, "다 마"), text(3, "라 바"), text(9, "사")]);
    }

    #[test]
    fn table_is_cut_between_its_pages_and_no_word_comes_twice() {
        let cells = vec![
            cell(0, 0, 1, 1, "이름"),
            cell(0, 1, 1, 1, "값"),
            cell(1, 0, 2, 1, "갑"),
            cell(1, 1, 1, 1, "1"),
            cell(2, 1, 1, 2, "2"),
            cell(3, 0, 1, 4, "을"),
            cell(3, 1, 1, 4, "3"),
        ];
        let mut table = Table::new(cells, 4, 2, 100, Origin { page: Some(1), ..Origin::default() }).0;
        table.set_caption(Some(Caption { before: true, blocks: [on(Some(1), "표 1")].into() }));
        let pages = pages(vec![[Block::Table(table), on(Some(4), "끝")].into()]);
        let text = |page: u32, text: &str| (page, text.to_owned());
        assert_eq!(pages, [text(1, "표 1 이름 값 갑 1"), text(2, "2"), text(4, "을 3 끝")]);
    }

    #[test]
    fn document_without_layout_stays_as_it_is() {
        let blocks: Blocks = [on(None, "가"), Block::Break(BreakKind::Page, Origin::default()), on(None, "나")].into();
        let section = Section { blocks, ..Section::default() };
        let mut document = Document { sections: vec![section], ..Document::default() };
        let before = document.clone();
        split_pages(&mut document);
        assert!(document == before);
    }
}
