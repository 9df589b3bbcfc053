//! What concerns the file and its pages more than their content.

use crate::builder::{AutoNumber, CharShape, Control, Document, NumberKind, Paragraph, Scheme, Section, Table};

/// Eleven sections: sorted by name, the eleventh would be the third.
pub fn sections() -> Document {
    let mut document = Document::new("구역");
    for number in 1..=11_u16 {
        let section = Section::new()
            .header(format!("{number}구역의 머리말"))
            .footer(
                Paragraph::new()
                    .text("쪽 ")
                    .control(Control::AutoNumber(AutoNumber::new(NumberKind::Page).number(number))),
            )
            .paragraph(Paragraph::from(format!("{number}구역")).outline(0))
            .paragraph(format!("{number}번 구역의 글이다."));
        document.section(match number {
            2 => section.landscape(),
            3 => section.columns(2),
            4 => section.first_page(1),
            _ => section,
        });
    }
    document
}

/// Breaks, page numbers, and the lines of the layout, whose position falls where a page begins.
pub fn pages() -> Document {
    let section = Section::new()
        .page_number()
        .master_page("모든 쪽의 바탕쪽")
        .extra_master_page("마지막 쪽의 바탕쪽")
        .control(Control::Header(1, "짝수 쪽의 머리말".into()))
        .control(Control::Header(2, "홀수 쪽의 머리말".into()))
        .paragraph(Paragraph::from("첫 쪽의 첫 문단").line(0, 0))
        .paragraph(Paragraph::from("첫 쪽의 마지막 문단").line(0, 64000))
        .paragraph(Paragraph::from("둘째 쪽으로 넘어간 문단").line(0, 0))
        .paragraph(Paragraph::from("쪽을 나눈 문단").page_break().line(0, 0))
        .paragraph(
            Paragraph::new()
                .control(Control::NewNumber(NumberKind::Page, 10))
                .control(Control::PageHide(0x21))
                .text("쪽 번호를 새로 매기고 감춘 문단")
                .line(0, 1600),
        )
        .paragraph(Paragraph::from("단을 나눈 문단").column_break().line(0, 3200));
    let mut document = Document::new("쪽");
    document.section(section);
    document
}

/// A document that may be read but not changed: the body is scrambled, its place holds a notice.
pub fn distribution() -> Document {
    let mut document = simple("배포용 문서");
    document.distribution();
    document
}

/// The same as it would be without compression.
pub fn uncompressed() -> Document {
    let mut document = simple("압축하지 않은 문서");
    document.uncompressed();
    document
}

/// Locked with the password `hwpconv-2026`.
pub fn password() -> Document {
    let mut document = simple("암호가 걸린 문서");
    document.password(Scheme::Aes, "hwpconv-2026");
    document
}

/// Locked with the same password, as old versions did.
pub fn password_des() -> Document {
    let mut document = simple("옛 방식으로 암호가 걸린 문서");
    document.password(Scheme::Des, "hwpconv-2026");
    document
}

fn simple(title: &str) -> Document {
    let section = Section::new()
        .paragraph(Paragraph::new().styled(CharShape::new().bold().size(16), title).center())
        .paragraph("첫째 문단이다.")
        .paragraph(Table::of(&[["이름", "값"], ["가", "1"]]).header_row())
        .paragraph(Paragraph::new().text("각주가 있는 문단").footnote("각주의 글.").text("이다."));
    let mut document = Document::new(title);
    document.section(section);
    document
}
