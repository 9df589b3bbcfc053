//! Files made to break a reader: sizes that lie, depths without end, ids that nothing answers to.
//!
//! Every function gives a whole file. [`all`] gives one of each, small enough to read all of them in every test run;
//! the functions with a parameter make the same at any size.

use super::compound;
use super::control::{Control, RawControl};
use super::document::Document;
use super::drawing::Drawing;
use super::field::Field;
use super::paragraph::{Blocks, Paragraph};
use super::record::{Bytes, Records, count32, tag};
use super::section::Section;
use super::shapes::{NumberFormat, Numbering};
use super::table::{Cell, Table};

/// The first paragraph of every file here, which a reader should still find.
pub const BEFORE: &str = "앞 문단";
/// The last paragraph of those files whose damage does not reach the end of the section.
pub const AFTER: &str = "뒤 문단";

/// One file of each kind, with a name for messages.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("record beyond the stream", record_beyond_stream()),
        ("record header cut", record_header_cut()),
        ("deflate stream cut", deflate_cut()),
        ("file cut", file_cut()),
        ("bomb", bomb(4 << 20)),
        ("many paragraphs", many_paragraphs(50_000)),
        ("deep tables", deep_tables(100)),
        ("deep groups", deep_groups(200)),
        ("deep notes", deep_notes(100)),
        ("level jumps", level_jumps()),
        ("claimed cells", claimed_cells(u16::MAX, u16::MAX)),
        ("no cells", claimed_cells(0, 0)),
        ("wide spans", wide_spans()),
        ("overlapping cells", overlapping_cells()),
        ("cells outside", cells_outside()),
        ("unknown tags", unknown_tags()),
        ("unknown control", unknown_control()),
        ("controls without headers", controls_without_headers()),
        ("headers without controls", headers_without_controls()),
        ("broken text", broken_text()),
        ("shapes that do not exist", missing_shapes()),
        ("runs out of order", runs_out_of_order()),
        ("fields that never close", open_fields()),
        ("field ends without fields", stray_field_ends()),
        ("numbering out of range", numbering_out_of_range()),
        ("list count lies", list_count_lies()),
        ("no DocInfo", stream_replaced("DocInfo", Vec::new())),
        ("DocInfo of noise", stream_replaced("DocInfo", noise(4096))),
        ("section of noise", stream_replaced("BodyText/Section0", noise(4096))),
        ("empty section", stream_replaced("BodyText/Section0", Vec::new())),
        ("short FileHeader", stream_replaced("FileHeader", b"HWP Document File".to_vec())),
        ("section number out of range", extra_stream("BodyText/Section99999999999")),
        ("stream that is no section", extra_stream("BodyText/SectionTwo")),
        ("no section", Document::default().build()),
    ]
}

/// A file with [`BEFORE`], these record bytes, and [`AFTER`].
fn around(records: Records) -> Vec<u8> {
    let mut tail = records;
    paragraph(&mut tail, 0, AFTER);
    before().tail(tail.into_vec()).into_file()
}

fn before() -> Section {
    Section::new().paragraph(BEFORE)
}

/// A file with [`BEFORE`], this paragraph, and [`AFTER`].
fn holding(paragraph: impl Into<Paragraph>) -> Vec<u8> {
    before().paragraph(paragraph).paragraph(AFTER).into_file()
}

impl Section {
    fn into_file(self) -> Vec<u8> {
        Document::of(self).build()
    }
}

/// The records of a paragraph of plain text.
fn paragraph(out: &mut Records, level: u16, text: &str) {
    let units: Vec<u16> = text.encode_utf16().chain([13]).collect();
    out.push(tag::PARA_HEADER, level, paragraph_header(units.len(), 1));
    out.push(tag::PARA_TEXT, level + 1, Bytes::new().units(&units));
    out.push(tag::PARA_CHAR_SHAPE, level + 1, Bytes::new().u32(0).u32(0));
}

fn paragraph_header(units: usize, runs: u16) -> Bytes {
    Bytes::new().u32(count32(units)).u32(0).u16(0).u16(0).u16(runs).zeros(10)
}

/// Bytes without order that are the same every time.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..count).map(|_| byte()).collect()
}

/// The last record says it has 2 GiB and has six bytes.
pub fn record_beyond_stream() -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, paragraph_header(4, 1));
    records.push_claiming(tag::PARA_TEXT, 1, 0x8000_0000, &Bytes::new().units(&[0xAC00, 0xAC01, 13]).into_vec());
    before().tail(records.into_vec()).into_file()
}

/// The stream ends inside a record header.
pub fn record_header_cut() -> Vec<u8> {
    before().tail(vec![0x42, 0x00, 0xF0]).into_file()
}

/// The section's deflate stream ends in the middle.
pub fn deflate_cut() -> Vec<u8> {
    let mut records = Records::new();
    for number in 0..200 {
        paragraph(&mut records, 0, &format!("{number}번 문단"));
    }
    let mut packed = compound::deflate(&records.into_vec());
    packed.truncate(packed.len() / 2);
    stream_replaced("BodyText/Section0", packed)
}

/// The compound file ends in the middle.
pub fn file_cut() -> Vec<u8> {
    let mut file = many_paragraphs(2_000);
    file.truncate(file.len() / 2);
    file
}

/// A section that inflates to `size` zeros.
pub fn bomb(size: usize) -> Vec<u8> {
    before().tail(vec![0; size]).into_file()
}

/// `count` empty paragraphs.
pub fn many_paragraphs(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    for _ in 0..count {
        records.push(tag::PARA_HEADER, 0, paragraph_header(1, 1));
        records.push(tag::PARA_CHAR_SHAPE, 1, Bytes::new().u32(0).u32(0));
    }
    around(records)
}

/// Tables of one cell, `depth` inside each other. Levels have ten bits: from 512 tables on they start anew.
pub fn deep_tables(depth: usize) -> Vec<u8> {
    let innermost = Blocks::from("바닥");
    let blocks = (1..depth).fold(innermost, |blocks, _| Blocks::from(Table::new(1, 1).cell(0, 0, blocks)));
    holding(Table::new(1, 1).cell(0, 0, blocks))
}

/// Groups of one drawing, `depth` inside each other.
pub fn deep_groups(depth: usize) -> Vec<u8> {
    holding((0..depth).fold(Drawing::text_box("바닥"), |drawing, _| Drawing::group([drawing])))
}

/// Footnotes of footnotes.
pub fn deep_notes(depth: usize) -> Vec<u8> {
    holding((0..depth).fold(Paragraph::from("바닥"), |inner, _| Paragraph::from("각주").footnote(inner)))
}

/// Levels that fall and rise without reason.
pub fn level_jumps() -> Vec<u8> {
    let mut records = Records::new();
    for level in [7, 900, 3, 1022, 1, 500] {
        paragraph(&mut records, level, "뛰는 문단");
    }
    around(records)
}

/// A table with one cell that says it has `rows` × `cols`.
pub fn claimed_cells(rows: u16, cols: u16) -> Vec<u8> {
    holding(Table::new(1, 1).cell(0, 0, "한 칸").claiming(rows, cols))
}

/// Cells that cover everything.
pub fn wide_spans() -> Vec<u8> {
    let all = Cell::new(0, 0, "모두").spanning(u16::MAX, u16::MAX);
    holding(Table::new(2, 2).set(all.clone()).stray(Cell { row: 1, ..all }).claiming(u16::MAX, u16::MAX))
}

/// Cells on top of each other, and spans of zero.
pub fn overlapping_cells() -> Vec<u8> {
    let twice = Table::of(&[["가", "나"], ["다", "라"]]).merge(0, 0, 0, 0);
    holding(twice.stray(Cell::new(0, 0, "또").spanning(2, 2)).stray(Cell::new(1, 1, "또 또")))
}

/// Cells that stand outside their table.
pub fn cells_outside() -> Vec<u8> {
    let outside = |row, col| Cell::new(row, col, "바깥");
    holding(Table::of(&[["안"]]).stray(outside(0, 9)).stray(outside(9, 0)).stray(outside(u16::MAX, u16::MAX)))
}

/// Records of tags that do not exist, with a paragraph below one of them.
pub fn unknown_tags() -> Vec<u8> {
    let mut records = Records::new();
    records.push(999, 0, Bytes::new().raw(&noise(100)));
    paragraph(&mut records, 1, "모르는 것 아래의 문단");
    records.push(0, 0, Bytes::new());
    records.push(1023, 0, Bytes::new().raw(&noise(5000)));
    around(records)
}

/// A control that nobody knows, with text below it.
pub fn unknown_control() -> Vec<u8> {
    let raw =
        RawControl { data: noise(40), blocks: Some("모르는 개체의 글".into()), ..RawControl::new(11, *b"zzzz") };
    holding(Paragraph::from("모르는 ").control(Control::Raw(raw)).text("개체"))
}

/// Control characters whose headers are missing.
pub fn controls_without_headers() -> Vec<u8> {
    let object = [11, 0x6C20, 0x7462, 0, 0, 0, 0, 11];
    holding(Paragraph::from("머리 없는 ").units(&object).units(&object).text("개체"))
}

/// More headers than characters.
pub fn headers_without_controls() -> Vec<u8> {
    let mut records = Records::new();
    paragraph(&mut records, 0, "글자 없는 개체");
    records.push(tag::CTRL_HEADER, 1, Bytes::new().id(*b"tbl ").zeros(4));
    records.push(tag::LIST_HEADER, 2, Bytes::new());
    paragraph(&mut records, 2, "주인 없는 칸");
    records.push(tag::CTRL_HEADER, 1, Bytes::new());
    around(records)
}

/// Halves of surrogate pairs, reserved characters, and a control that the end of the text cuts.
pub fn broken_text() -> Vec<u8> {
    let mut records = Records::new();
    let units = [0xD800, 0xAC00, 0xDC00, 0, 25, 29, 0xFFFF, 0xFFFE, 13, 0xAC01, 9, 11, 0x6C20, 0x7462];
    records.push(tag::PARA_HEADER, 0, paragraph_header(units.len(), 1));
    records.push(tag::PARA_TEXT, 1, Bytes::new().units(&units).u8(0xAC));
    around(records)
}

/// Paragraph shape, style and character shape that no table has.
pub fn missing_shapes() -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, Bytes::new().u32(2).u32(0).u16(0xFFFF).u8(0xFF).u8(0xFF).u16(1).zeros(10));
    records.push(tag::PARA_TEXT, 1, Bytes::new().units(&[0xAC00, 13]));
    records.push(tag::PARA_CHAR_SHAPE, 1, Bytes::new().u32(0).u32(u32::MAX));
    around(records)
}

/// Runs that start beyond the text, twice at one place, and backwards.
pub fn runs_out_of_order() -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, paragraph_header(4, 5));
    records.push(tag::PARA_TEXT, 1, Bytes::new().units(&[0xAC00, 0xAC01, 0xAC04, 13]));
    let starts = [u32::MAX, 2, 2, 1, 0];
    records.push(tag::PARA_CHAR_SHAPE, 1, starts.into_iter().fold(Bytes::new(), |bytes, at| bytes.u32(at).u32(0)));
    records.push(tag::PARA_RANGE_TAG, 1, Bytes::new().u32(3).u32(1).u32(17 << 24));
    around(records)
}

/// Fields that begin and never end.
pub fn open_fields() -> Vec<u8> {
    let open = |paragraph: Paragraph, _| paragraph.field_begin(Field::link("https://www.example.org/")).text("열림 ");
    holding((0..100).fold(Paragraph::new(), open))
}

/// Fields that end and never began.
pub fn stray_field_ends() -> Vec<u8> {
    let end = Field::link("");
    holding(Paragraph::from("닫힘 ").field_end(&end).field_end(&end).text("둘"))
}

/// A list at a level and from a number that no list can have.
pub fn numbering_out_of_range() -> Vec<u8> {
    let mut document = Document::default();
    let list = document.numbering(Numbering::new().level_from("^1.^11^", NumberFormat::HangulSyllable, u32::MAX));
    let section = before()
        .paragraph(Paragraph::from("첫째").numbered(list, 0))
        .paragraph(Paragraph::from("둘째").numbered(list, 0))
        .paragraph(Paragraph::from("깊은 곳").numbered(list, u32::MAX))
        .paragraph(Paragraph::from("없는 목록").numbered(u16::MAX, 3))
        .paragraph(AFTER);
    document.section(section);
    document.build()
}

/// A cell that says it has more paragraphs than there are.
pub fn list_count_lies() -> Vec<u8> {
    let mut records = Records::new();
    paragraph(&mut records, 0, "수를 속인 목록");
    records.push(tag::CTRL_HEADER, 1, Bytes::new().id(*b"tcmt"));
    records.push(tag::LIST_HEADER, 2, Bytes::new().u16(u16::MAX).u16(0).u32(0));
    paragraph(&mut records, 2, "목록의 문단");
    around(records)
}

/// A sound file with another stream in the place of one of its own.
pub fn stream_replaced(path: &str, data: Vec<u8>) -> Vec<u8> {
    let mut document = Document::of(before());
    document.stream(path, data);
    document.build()
}

/// A sound file with a stream more.
pub fn extra_stream(path: &str) -> Vec<u8> {
    stream_replaced(path, noise(64))
}
