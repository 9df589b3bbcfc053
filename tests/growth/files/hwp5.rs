//! HWP 5 files that repeat one thing, and compound files that are made to be slow.

use super::Shape;
use crate::builder::record::{Bytes, Records, tag};
use crate::builder::{
    Binary, CharShape, Control, Document, Drawing, Field, NumberFormat, Numbering, Paragraph, RawControl, Section,
    Table, compound_file, hostile,
};

pub const SHAPES: &[Shape] = &[
    ("hwp5 paragraphs", hostile::many_paragraphs, 10_000),
    ("hwp5 runs of one paragraph", runs, 8_000),
    ("hwp5 controls of one paragraph", controls, 2_000),
    ("hwp5 controls without characters", stray_controls, 4_000),
    ("hwp5 characters without controls", bare_characters, 8_000),
    ("hwp5 fields that never close", open_fields, 2_000),
    ("hwp5 link that never closes", open_link, 2_000),
    ("hwp5 tracked changes", changes, 2_000),
    ("hwp5 overlapping changes", overlapping_changes, 4_000),
    ("hwp5 footnotes", notes, 2_000),
    ("hwp5 headers", headers, 2_000),
    ("hwp5 comments", comments, 500),
    ("hwp5 comments without place", lone_comments, 4_000),
    ("hwp5 tables", tables, 500),
    ("hwp5 cells in a column", |count| cells(count, 1), 4_000),
    ("hwp5 cells in a row", |count| cells(1, count), 4_000),
    ("hwp5 cells on one place", cells_on_one_place, 4_000),
    ("hwp5 list items", list, 4_000),
    ("hwp5 levels that rise", rising_levels, 20_000),
    ("hwp5 pictures", pictures, 60),
    ("hwp5 references to no picture", missing_pictures, 1_000),
    ("hwp5 records that are unknown", unknown_records, 10_000),
    ("hwp5 attachments without streams", missing_streams, 2_000),
    ("hwp5 sections", sections, 60),
    ("compound file of streams", compound_streams, 300),
    (
        "compound file that is cut",
        |count| {
            let mut file = pictures(count);
            file.truncate(file.len() / 2);
            file
        },
        60,
    ),
    (
        "compound file without beginning",
        |count| {
            let mut file = pictures(count);
            file[8..512].fill(0xFF);
            file
        },
        60,
    ),
    ("compound file of beginnings", compound_of_beginnings, 500),
    ("compound file with one chain of entries", compound_of_one_chain, 1_000),
];

fn hwp5(section: Section) -> Vec<u8> {
    Document::of(section).build()
}

fn line(count: usize, add: impl FnMut(Paragraph, usize) -> Paragraph) -> Vec<u8> {
    hwp5(Section::new().paragraph((0..count).fold(Paragraph::new(), add)))
}

fn runs(count: usize) -> Vec<u8> {
    let shapes = [CharShape::new().bold(), CharShape::new().italic().bold(), CharShape::new()];
    line(count, |line, n| line.styled(shapes[n % 3].clone(), "가나 "))
}

fn controls(count: usize) -> Vec<u8> {
    line(count, |line, _| line.text("가").control(Control::Table(Table::of(&[["나", "다"]]))))
}

fn stray_controls(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, Bytes::new().u32(1).zeros(18));
    for _ in 0..count {
        records.push(tag::CTRL_HEADER, 1, Bytes::new().id(*b"zzzz"));
    }
    hwp5(Section::new().paragraph("가").tail(records.into_vec()))
}

fn bare_characters(count: usize) -> Vec<u8> {
    line(count, |line, _| line.units(&[11, 0x6C20, 0x7462, 0, 0, 0, 0, 11]).text("가"))
}

fn open_fields(count: usize) -> Vec<u8> {
    line(count, |line, _| line.field_begin(Field::link("https://www.example.org/")).text("가"))
}

fn open_link(count: usize) -> Vec<u8> {
    let first = Paragraph::new().field_begin(Field::link(&"a".repeat(count.min(60_000)))).text("가");
    hwp5(Section::new().paragraph(first).paragraphs((0..count).map(|_| "가")))
}

fn changes(count: usize) -> Vec<u8> {
    let mut document = Document::default();
    let numbers: Vec<u32> = (0..count).map(|_| document.change(16)).collect();
    let line = numbers.into_iter().fold(Paragraph::new(), |line, number| line.inserted(number, "가").text("나"));
    document.section(Section::new().paragraph(line));
    document.build()
}

fn overlapping_changes(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, Bytes::new().u32(1).zeros(18));
    records.push(tag::PARA_TEXT, 1, Bytes::new().units(&vec![0xAC00; count]));
    let end = u32::try_from(count).unwrap();
    let ranges = (0..end).fold(Bytes::new(), |bytes, n| bytes.u32(n).u32(end).u32(16 << 24));
    records.push(tag::PARA_RANGE_TAG, 1, ranges);
    let mut document = Document::of(Section::new().paragraph("가").tail(records.into_vec()));
    document.change(16);
    document.build()
}

fn notes(count: usize) -> Vec<u8> {
    line(count, |line, _| line.text("가").footnote("나"))
}

fn headers(count: usize) -> Vec<u8> {
    line(count, |line, n| line.control(Control::Header(0, format!("머리말 {n}").as_str().into())))
}

fn comments(count: usize) -> Vec<u8> {
    line(count, |line, n| line.memo(u16::try_from(n % 60_000).unwrap(), "가", "나", "다"))
}

fn lone_comments(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    records.push(tag::PARA_HEADER, 0, Bytes::new().u32(1).zeros(18));
    for number in 0..u32::try_from(count).unwrap() {
        records.push(tag::MEMO_LIST, 1, Bytes::new().u32(number));
        records.push(tag::LIST_HEADER, 1, Bytes::new().u32(1).u32(0));
        records.push(tag::PARA_HEADER, 1, Bytes::new().u32(2).zeros(18));
        records.push(tag::PARA_TEXT, 2, Bytes::new().units(&[0xAC00, 13]));
    }
    hwp5(Section::new().paragraph("가").tail(records.into_vec()))
}

fn tables(count: usize) -> Vec<u8> {
    hwp5(Section::new().paragraphs(
        (0..count).map(|_| {
            Paragraph::new().control(Control::Table(Table::of(&[["가", "나"], ["다", "라"]]).merge(0, 0, 1, 2)))
        }),
    ))
}

fn cells(rows: usize, columns: usize) -> Vec<u8> {
    let table = Table::new(u16::try_from(rows).unwrap(), u16::try_from(columns).unwrap());
    hwp5(Section::new().paragraph(Paragraph::from("가").control(Control::Table(table))))
}

fn cells_on_one_place(count: usize) -> Vec<u8> {
    use crate::builder::Cell;
    let table = (0..count).fold(Table::of(&[["가"]]), |table, _| table.stray(Cell::new(0, 0, "나")));
    hwp5(Section::new().paragraph(Paragraph::from("가").control(Control::Table(table))))
}

fn list(count: usize) -> Vec<u8> {
    let mut document = Document::default();
    let numbering = Numbering::new().level("^1.", NumberFormat::HangulSyllable).level("^1.^2", NumberFormat::Digit);
    let list = document.numbering(numbering);
    let items = (0..count).map(|n| Paragraph::from("가").numbered(list, u32::from(n % 2 == 1)));
    document.section(Section::new().paragraphs(items));
    document.build()
}

fn rising_levels(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    for n in 0..count {
        records.push(tag::LIST_HEADER, u16::try_from(n % 1024).unwrap(), Bytes::new());
    }
    hwp5(Section::new().paragraph("가").tail(records.into_vec()))
}

fn pictures(count: usize) -> Vec<u8> {
    let mut document = Document::default();
    let numbers: Vec<u16> = (0..count).map(|_| document.binary(Binary::new("png", b"\x89PNG".repeat(2_000)))).collect();
    let paragraphs = numbers.into_iter().map(|n| Paragraph::new().control(Control::Drawing(Drawing::picture(n))));
    document.section(Section::new().paragraphs(paragraphs));
    document.build()
}

fn missing_pictures(count: usize) -> Vec<u8> {
    let number = |n: usize| u16::try_from(n % 60_000).unwrap();
    hwp5(
        Section::new()
            .paragraphs((0..count).map(|n| Paragraph::new().control(Control::Drawing(Drawing::picture(number(n)))))),
    )
}

/// Attachments that DocInfo knows, and streams beside them of other names.
fn missing_streams(count: usize) -> Vec<u8> {
    let mut document = Document::default();
    let mut info = Records::new();
    for number in 0..u16::try_from(count).unwrap() {
        info.push(tag::BIN_DATA, 1, Bytes::new().u16(1).u16(number).text("png"));
    }
    document.doc_info_tail(info.into_vec());
    for number in 0..count / 20 {
        document.stream(&format!("Other/{number}"), vec![0; 8]);
    }
    let number = |n: usize| u16::try_from(n + 1).unwrap();
    document.section(
        Section::new()
            .paragraphs((0..count).map(|n| Paragraph::new().control(Control::Drawing(Drawing::picture(number(n)))))),
    );
    document.build()
}

fn unknown_records(count: usize) -> Vec<u8> {
    let mut records = Records::new();
    for n in 0..count {
        records.push(u16::try_from(200 + n % 800).unwrap(), 0, Bytes::new());
    }
    hwp5(
        Section::new()
            .paragraph(Paragraph::from("가").control(Control::Raw(RawControl::new(11, *b"zzzz"))))
            .tail(records.into_vec()),
    )
}

fn sections(count: usize) -> Vec<u8> {
    let mut document = Document::default();
    for _ in 0..count {
        document.section(Section::new().paragraph("가"));
    }
    document.build()
}

fn compound_streams(count: usize) -> Vec<u8> {
    let mut document = Document::of(Section::new().paragraph("가"));
    for number in 0..count {
        document.stream(&format!("BinData/BIN{number:04X}.png"), vec![0; 8]);
    }
    let whole = document.build();
    assert_eq!(compound_file(&[]).get(..4), whole.get(..4));
    whole
}

/// A compound file whose sectors all begin like a section, and which has no tables to say otherwise.
fn compound_of_beginnings(count: usize) -> Vec<u8> {
    let mut file = hwp5(Section::new().paragraph("가"));
    file.truncate(512);
    file[44..512].fill(0xFF);
    let mut sector = (66_u32 | 24 << 20).to_le_bytes().to_vec();
    sector.resize(512, 7);
    file.extend(sector.repeat(count));
    file
}

/// A document of so many empty sections in a compound file whose directory is no tree but a chain, each entry to the
/// right of the one before.
fn compound_of_one_chain(count: usize) -> Vec<u8> {
    const NONE: u32 = u32::MAX;
    let entry = |name: &str, kind: u8, [left, right, child]: [u32; 3], start: u32, length: u32| {
        let mut name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let used = u16::try_from(name.len() + 2).unwrap();
        name.resize(64, 0);
        let links = Bytes::new().raw(&name).u16(used).u8(kind).u8(1).u32(left).u32(right).u32(child).zeros(36);
        links.u32(start).u32(length).u32(0).into_vec()
    };
    let count = u32::try_from(count).unwrap();
    let mut directory = entry("Root Entry", 5, [NONE, NONE, 1], 0xFFFF_FFFE, 0);
    let directory_sectors = (count + 3).div_ceil(4);
    directory.extend(entry("FileHeader", 2, [2, NONE, NONE], directory_sectors, 4096));
    directory.extend(entry("BodyText", 1, [NONE, NONE, 3], 0, 0));
    for number in 0..count {
        let right = if number + 1 == count { NONE } else { number + 4 };
        directory.extend(entry(&format!("Section{number}"), 2, [NONE, right, NONE], 0xFFFF_FFFE, 0));
    }
    directory.resize(directory.len().next_multiple_of(512), 0);
    let mut header = b"HWP Document File".to_vec();
    header.resize(32, 0);
    header.extend(0x0501_0100_u32.to_le_bytes());
    header.resize(4096, 0);
    directory.extend(header);
    let mut fat_sectors = 1;
    let data_sectors = directory_sectors + 8;
    while fat_sectors * 128 < data_sectors + fat_sectors {
        fat_sectors += 1;
    }
    let is_last = |sector: u32| sector + 1 == directory_sectors || sector + 1 == data_sectors;
    let chain = (0..data_sectors).map(|sector| if is_last(sector) { 0xFFFF_FFFE } else { sector + 1 });
    let fat: Vec<u32> = chain.chain((0..fat_sectors).map(|_| 0xFFFF_FFFD)).collect();
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(24, 0);
    let head =
        Bytes::new().raw(&head).u16(0x3E).u16(3).u16(0xFFFE).u16(9).u16(6).zeros(10).u32(fat_sectors).u32(0).u32(0);
    let head = head.u32(4096).u32(0xFFFF_FFFE).u32(0).u32(0xFFFF_FFFE).u32(0);
    let places = (0..109).map(|n| if n < fat_sectors { data_sectors + n } else { NONE });
    let mut file = places.fold(head, Bytes::u32).into_vec();
    file.extend(directory);
    let mut table: Vec<u8> = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    table.resize(usize::try_from(fat_sectors).unwrap() * 512, 0xFF);
    file.extend(table);
    file
}
