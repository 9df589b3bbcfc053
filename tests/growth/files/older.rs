//! HWPML and HWP 3 files that repeat one thing.

use super::{Shape, many};
use crate::builder_hwp3 as hwp3;
use crate::builder_hwpml as hwpml;

pub const SHAPES: &[Shape] = &[
    ("hwpml paragraphs", |count| hwpml::file(&many(count, |_| hwpml::p("가나다"))).text().into_bytes(), 5_000),
    (
        "hwpml controls of one paragraph",
        |count| {
            hwpml::file(&hwpml::run(&many(count, |_| {
                format!("<CHAR>가</CHAR><FOOTNOTE>{}</FOOTNOTE>", hwpml::list(&hwpml::p("나")))
            })))
            .text()
            .into_bytes()
        },
        2_000,
    ),
    (
        "hwpml fields that never close",
        |count| {
            hwpml::file(&hwpml::run(&many(count, |n| {
                format!(
                    "<FIELDBEGIN Type=\"Hyperlink\" InstId=\"{n}\" Command=\"http\\://a.kr;1;0;0;\"/><CHAR>가</CHAR>"
                )
            })))
            .text()
            .into_bytes()
        },
        2_000,
    ),
    (
        "hwpml data",
        |count| {
            hwpml::file(&hwpml::p("가"))
                .with_data(&many(count, |n| {
                    format!("<BINDATA Id=\"{n}\" Size=\"3\" Encoding=\"Base64\">AAAA</BINDATA>")
                }))
                .text()
                .into_bytes()
        },
        2_000,
    ),
    ("hwpml cells", |count| hwpml::file(&hwpml::run(&hwpml_table(count))).text().into_bytes(), 2_000),
    ("hwp3 paragraphs", |count| hwp3::document(vec![hwp3::Paragraph::of("가나다"); count]).bytes(), 3_000),
    (
        "hwp3 controls of one paragraph",
        |count| {
            hwp3::document(vec![
                (0..count).fold(hwp3::Paragraph::default(), |line, _| line.text("가").footnote(0, &hwp3::list("나"))),
            ])
            .bytes()
        },
        1_000,
    ),
    ("hwp3 cells", hwp3_cells, 1_000),
    ("hwp3 pictures", hwp3_pictures, 500),
    ("hwp3 links", hwp3_links, 500),
];

fn hwpml_table(count: usize) -> String {
    let rows = many(count, |n| {
        format!(
            "<ROW>{}</ROW>",
            hwpml::cell(&format!("RowAddr=\"{n}\" ColAddr=\"0\" RowSpan=\"1\" ColSpan=\"1\""), &hwpml::p("가"))
        )
    });
    format!("<TABLE RowCount=\"{count}\" ColCount=\"1\">{}{rows}</TABLE>", hwpml::object(true, ""))
}

fn hwp3_cells(count: usize) -> Vec<u8> {
    let top = |n: usize| u16::try_from(n % 3_000 * 20).unwrap();
    let cells: Vec<hwp3::Cell> = (0..count).map(|n| hwp3::Cell(top(n), 0, 100, 20, hwp3::list("가"))).collect();
    let line = hwp3::Paragraph::default().boxed(0, hwp3::Front::default(), &cells, &hwp3::List::default());
    hwp3::document(vec![line]).bytes()
}

fn hwp3_pictures(count: usize) -> Vec<u8> {
    let name = |n: usize| format!("E$${n:05}.png");
    let none = hwp3::List::default();
    let line = (0..count)
        .fold(hwp3::Paragraph::default(), |line, n| line.picture(2, hwp3::Front::default(), &name(n), &[], &none));
    (0..count).fold(hwp3::document(vec![line]), |document, n| document.with_picture(&name(n), b"\x89PNG")).bytes()
}

fn hwp3_links(count: usize) -> Vec<u8> {
    let front = hwp3::Front { is_link: true, ..hwp3::Front::default() };
    let line = (0..count).fold(hwp3::Paragraph::default(), |line, _| {
        line.boxed(1, front, &[hwp3::Cell(0, 0, 100, 20, hwp3::list("가"))], &hwp3::List::default())
    });
    hwp3::document(vec![line]).with_links(&vec![("http://example.org/", ""); count]).bytes()
}
