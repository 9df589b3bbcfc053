//! Sections: their page, their headers and footers, and the paragraphs.

use super::control::Control;
use super::encoder::Encoder;
use super::paragraph::{Blocks, Paragraph};
use super::record::{Bytes, tag};

/// The page of a section.
#[derive(Debug, Clone)]
pub struct Page {
    pub landscape: bool,
    /// The numbering of outline headings, from 1.
    pub outline: u16,
    /// First page number, 0 to go on counting.
    pub first_page: u16,
    /// What stands on every page behind the text.
    pub master: Option<Blocks>,
}

impl Page {
    pub(super) fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let data = start
            .u32(if self.master.is_some() { 1 << 29 } else { 0 })
            .u16(1134) // gap between columns
            .u16(0)
            .u16(0)
            .u32(8000) // default tab
            .u16(self.outline)
            .u16(self.first_page)
            .zeros(8) // first picture, table and equation; language
            .zeros(17);
        encoder.out.push(tag::CTRL_HEADER, level, data);
        // A4: width, height, left, right, top, bottom, header, footer, gutter.
        let sizes = [59528, 84186, 8504, 8504, 5668, 4252, 4252, 4252, 0];
        let page = sizes.into_iter().fold(Bytes::new(), Bytes::u32).u32(u32::from(self.landscape));
        encoder.out.push(tag::PAGE_DEF, level + 1, page);
        encoder.out.push(tag::FOOTNOTE_SHAPE, level + 1, note_shape(-1, 283));
        encoder.out.push(tag::FOOTNOTE_SHAPE, level + 1, note_shape(14_692_344, 0));
        for _pages in ["both", "even", "odd"] {
            encoder.out.push(tag::PAGE_BORDER_FILL, level + 1, Bytes::new().u32(1).units(&[1417; 4]).u16(1));
        }
        if let Some(blocks) = &self.master {
            encoder.list(level + 1, 0, master_page(), blocks);
        }
    }
}

/// Width and height of the text on a master page.
fn master_page() -> Bytes {
    Bytes::new().u32(42520).u32(65762).zeros(18)
}

/// Numbers `1)`, a line of `length` above the notes, `between` two of them.
fn note_shape(length: i32, between: u16) -> Bytes {
    Bytes::new()
        .u32(0)
        .u16(0)
        .u16(0)
        .u16(u16::from(b')'))
        .u16(1) // first number
        .i32(length)
        .units(&[850, 567, between])
        .raw(&[1, 1]) // line kind and width
        .u32(0)
}

/// A section.
#[derive(Debug, Clone)]
pub struct Section {
    pub blocks: Blocks,
    pub page: Page,
    pub columns: u16,
    /// Controls that stand in front of the first paragraph's text.
    pub controls: Vec<Control>,
    /// A master page that stands behind the paragraphs, as for the last page.
    extra_master: Option<Blocks>,
    /// Record bytes behind everything.
    tail: Vec<u8>,
}

impl Default for Section {
    fn default() -> Self {
        let page = Page { landscape: false, outline: 1, first_page: 0, master: None };
        Section { blocks: Blocks::new(), page, columns: 1, controls: Vec::new(), extra_master: None, tail: Vec::new() }
    }
}

impl Section {
    pub fn new() -> Self {
        Section::default()
    }

    pub fn paragraph(mut self, paragraph: impl Into<Paragraph>) -> Self {
        self.blocks.push(paragraph);
        self
    }

    pub fn paragraphs<T: Into<Paragraph>>(self, paragraphs: impl IntoIterator<Item = T>) -> Self {
        paragraphs.into_iter().fold(self, Section::paragraph)
    }

    pub fn columns(mut self, count: u16) -> Self {
        self.columns = count;
        self
    }

    pub fn landscape(mut self) -> Self {
        self.page.landscape = true;
        self
    }

    /// The numbering of outline headings, from 1.
    pub fn outline(mut self, numbering: u16) -> Self {
        self.page.outline = numbering;
        self
    }

    pub fn first_page(mut self, number: u16) -> Self {
        self.page.first_page = number;
        self
    }

    /// A header on every page.
    pub fn header(self, blocks: impl Into<Blocks>) -> Self {
        self.control(Control::Header(0, blocks.into()))
    }

    /// A footer on every page.
    pub fn footer(self, blocks: impl Into<Blocks>) -> Self {
        self.control(Control::Footer(0, blocks.into()))
    }

    /// The page number at the foot of the page.
    pub fn page_number(self) -> Self {
        self.control(Control::PageNumber(0, 5))
    }

    /// What stands on every page behind the text.
    pub fn master_page(mut self, blocks: impl Into<Blocks>) -> Self {
        self.page.master = Some(blocks.into());
        self
    }

    /// A master page for some pages only.
    pub fn extra_master_page(mut self, blocks: impl Into<Blocks>) -> Self {
        self.extra_master = Some(blocks.into());
        self
    }

    /// A control in front of the first paragraph's text.
    pub fn control(mut self, control: Control) -> Self {
        self.controls.push(control);
        self
    }

    /// Record bytes behind the paragraphs.
    pub fn tail(mut self, bytes: Vec<u8>) -> Self {
        self.tail = bytes;
        self
    }

    /// The records, without compression.
    pub(super) fn encode(&self, last: bool, encoder: &mut Encoder) -> Vec<u8> {
        let mut blocks = self.blocks.clone();
        if blocks.len() == 0 {
            blocks.push("");
        }
        let definitions = [Control::Section(self.page.clone()), Control::Columns(self.columns)];
        if let Some(first) = blocks.first_mut() {
            first.begin_section(definitions.into_iter().chain(self.controls.iter().cloned()).collect());
        }
        blocks.encode(0, encoder);
        if last {
            encoder.finish_memos();
        }
        if let Some(blocks) = &self.extra_master {
            encoder.list(1, 0, master_page(), blocks);
        }
        encoder.out.append(&self.tail);
        encoder.take()
    }

    pub fn preview(&self, out: &mut String) {
        self.blocks.preview(out);
    }
}
