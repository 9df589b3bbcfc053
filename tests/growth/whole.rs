//! Documents of any size with a bit of everything: text in several looks, a table, a list, a note.

use std::io::{Cursor, Read};

use crate::builder::{self, CharShape, Document, NumberFormat, Numbering, Paragraph, Section, Table};
use crate::builder_hwpx;
use crate::builder_hwpx::zip::{self, Entry};

const SENTENCE: &str = "올해 예산은 지난해보다 3.5% 늘어난 1,234억 원이며, 주요 사업은 다음과 같다. ";

/// One page of it.
fn page() -> Document {
    let mut document = Document::default();
    let list = document.numbering(Numbering::new().level("^1.", NumberFormat::Digit));
    let rows: Vec<[String; 4]> =
        (0..12).map(|row| std::array::from_fn(|column| format!("항목 {row}-{column}"))).collect();
    let rows: Vec<[&str; 4]> = rows.iter().map(|row| [0, 1, 2, 3].map(|at| row[at].as_str())).collect();
    let table = builder::Control::Table(Table::of(&rows).header_row());
    let mut section = Section::new().paragraph(Paragraph::from("예산 설명").outline(0));
    for _ in 0..12 {
        let line = Paragraph::from(SENTENCE).bold("강조한 말").text(SENTENCE).text(SENTENCE);
        section = section.paragraph(line.styled(CharShape::new().underline(), "밑줄").text(SENTENCE));
    }
    section = section.paragraphs((0..6).map(|_| Paragraph::from("목록의 한 줄").numbered(list, 0)));
    section = section.paragraph(Paragraph::from("표 위의 글").control(table));
    document.section(section.paragraph(Paragraph::from("각주가 달린 글").footnote(SENTENCE)));
    document
}

/// A file, and how many bytes its body has without compression.
pub struct Whole {
    pub bytes: Vec<u8>,
    pub body: usize,
}

/// An HWP 5 document whose body has about so many bytes.
pub fn hwp5(size: usize) -> Whole {
    let mut document = page();
    document.uncompressed();
    let mut file = cfb::CompoundFile::open(Cursor::new(document.build())).unwrap();
    let mut page = Vec::new();
    file.open_stream("/BodyText/Section0").unwrap().read_to_end(&mut page).unwrap();
    let body = page.repeat(size.div_ceil(page.len()));
    let length = body.len();
    document.stream("BodyText/Section0", body);
    Whole { bytes: document.build(), body: length }
}

/// An HWPX document whose section has about so many bytes.
pub fn hwpx(size: usize) -> Whole {
    let parts = zip::unpack(&builder_hwpx::package(&page()));
    let mut length = 0;
    let entries: Vec<Entry> = parts
        .into_iter()
        .map(|(name, data)| {
            if name != "Contents/section0.xml" {
                return Entry::deflated(&name, data);
            }
            let text = String::from_utf8(data).unwrap();
            let (start, end) = (text.find("<hp:p ").unwrap(), text.rfind("</hs:sec>").unwrap());
            let page = &text[start..end];
            let section = format!("{}{}</hs:sec>", &text[..start], page.repeat(size.div_ceil(page.len())));
            length = section.len();
            Entry::deflated(&name, section.into_bytes())
        })
        .collect();
    Whole { bytes: zip::pack(&entries), body: length }
}
