//! The structure that a caller asks for (headings, lists, pages), applied in the one right order.

use std::fmt;
use std::ops::RangeInclusive;

use super::{
    drop_emphasis, drop_headings, infer_headings, lighten_headings, mark_pages, outline_lists, select_pages,
    split_pages, tidy_tables,
};
use crate::document::Document;

/// Which headings a document has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Headings {
    /// Those of its outline, and those that only look like headings.
    #[default]
    Auto,
    /// Those of its outline.
    Outline,
    /// None: they are paragraphs.
    None,
}

/// What is changed in the structure of a document between reading and writing. The default is that of the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restructure {
    /// Which headings there are. Default [`Headings::Auto`].
    pub headings: Headings,
    /// Whether typed marks become lists. Default `false`.
    pub lists: bool,
    /// Whether tables lose rows and columns that only lay out, see [`tidy_tables`], and headings the bold that they have
    /// by themselves, see [`lighten_headings`]. Default `true`; for a target that tells what the file says, as JSON does,
    /// `false`.
    pub tidy_tables: bool,
    /// Whether text keeps bold, italic and underlined. Default `true`.
    pub emphasis: bool,
    /// The pages that are kept, from 1; all, when empty. Default all.
    pub pages: Vec<RangeInclusive<u32>>,
    /// Whether a page break stands wherever the page changes, for
    /// [`WriteOptions::page_breaks`](crate::WriteOptions::page_breaks). Default `false`.
    pub page_breaks: bool,
    /// Whether pages come one after the other, see [`split_pages`], for
    /// [`WriteOptions::split_pages`](crate::WriteOptions::split_pages). Default `false`.
    pub split_pages: bool,
}

impl Default for Restructure {
    fn default() -> Self {
        Restructure {
            headings: Headings::Auto,
            lists: false,
            tidy_tables: true,
            emphasis: true,
            pages: Vec::new(),
            page_breaks: false,
            split_pages: false,
        }
    }
}

/// Why there are no pages to keep or to split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPages {
    /// The document does not store its whole layout.
    Unknown,
    /// None of the pages is in the document, which has so many.
    Beyond(u32),
}

impl Restructure {
    /// Changes the document.
    ///
    /// # Errors
    ///
    /// [`NoPages`] when there are [`pages`](Self::pages) to keep and [`Document::pages`] is `None` or less than each, or when
    /// pages are to be split and it is `None`.
    pub fn apply(&self, document: &mut Document) -> Result<(), NoPages> {
        // Headings are found from marks, so before marks leave the text; and from all pages, before some are left out.
        match self.headings {
            Headings::Auto => infer_headings(document),
            Headings::Outline => {}
            Headings::None => drop_headings(document),
        }
        if self.lists {
            outline_lists(document);
        }
        // Headings are found in tables too, which are tables as they are.
        if self.tidy_tables {
            tidy_tables(document);
            lighten_headings(document);
        }
        // Headings are known by their emphasis.
        if !self.emphasis {
            drop_emphasis(document);
        }
        if !self.pages.is_empty() {
            let count = document.pages.ok_or(NoPages::Unknown)?;
            if self.pages.iter().all(|range| *range.start() > count) {
                return Err(NoPages::Beyond(count));
            }
            select_pages(document, &self.pages);
        }
        if self.page_breaks {
            mark_pages(document);
        }
        if self.split_pages {
            document.pages.ok_or(NoPages::Unknown)?;
            split_pages(document);
        }
        Ok(())
    }
}

impl fmt::Display for NoPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoPages::Unknown => f.write_str("the pages are not known: the file does not store its whole layout"),
            NoPages::Beyond(1) => f.write_str("the document has 1 page"),
            NoPages::Beyond(count) => write!(f, "the document has {count} pages"),
        }
    }
}

impl std::error::Error for NoPages {}
