//! HWPX packages that repeat one thing.

use super::{Shape, many};
use crate::builder_hwpx::zip::{self, Entry};

pub const SHAPES: &[Shape] = &[
    ("hwpx paragraphs", |count| hwpx(&many(count, |_| p("<t>가나다</t>"))), 5_000),
    (
        "hwpx runs of one paragraph",
        |count| hwpx(&p(&many(count, |n| format!("</run><run charPrIDRef=\"{}\"><t>가</t>", n % 3)))),
        5_000,
    ),
    ("hwpx objects of one paragraph", |count| hwpx(&p(&many(count, |_| format!("<t>가</t>{}", table(1, 2))))), 2_000),
    (
        "hwpx floating objects",
        |count| hwpx(&p(&format!("<t>가</t>{}", many(count, |_| table(1, 2).replace("treatAsChar=\"1\"", ""))))),
        2_000,
    ),
    ("hwpx fields that never close", |count| hwpx(&p(&many(count, field))), 2_000),
    (
        "hwpx fields that close outside in",
        |count| {
            hwpx(&p(&(many(count, field)
                + &many(count, |n| format!("<ctrl><fieldEnd beginIDRef=\"{n}\"/></ctrl><t>나</t>")))))
        },
        2_000,
    ),
    (
        "hwpx link over paragraphs",
        |count| hwpx(&(p(&field(0).replace("예", &"a".repeat(count))) + &many(count, |_| p("<t>가</t>")))),
        2_000,
    ),
    (
        "hwpx change over paragraphs",
        |count| hwpx(&(p("<t><insertBegin Id=\"1\" TcId=\"1\"/>가</t>") + &many(count, |_| p("<t>가</t>")))),
        5_000,
    ),
    (
        "hwpx footnotes",
        |count| {
            hwpx(&p(&many(count, |_| {
                format!("<t>가</t><ctrl><footNote number=\"1\"><subList>{}</subList></footNote></ctrl>", p("<t>나</t>"))
            })))
        },
        2_000,
    ),
    (
        "hwpx headers",
        |count| {
            hwpx(&p(&many(count, |n| {
                format!(
                    "<ctrl><header applyPageType=\"BOTH\"><subList>{}</subList></header></ctrl>",
                    p(&format!("<t>{n}</t>"))
                )
            })))
        },
        2_000,
    ),
    (
        "hwpx anchors and links",
        |count| {
            hwpx(&p(&many(count, |n| {
                format!(
                    "<ctrl><bookmark name=\"장{n}\"/></ctrl><t>가</t>{}<t>나</t><ctrl><fieldEnd beginIDRef=\"{n}\"/></ctrl>",
                    field(n).replace("https://example.org/예", &format!("?장{n}"))
                )
            })))
        },
        1_000,
    ),
    (
        "hwpx anchors of one name",
        |count| hwpx(&p(&many(count, |_| "<ctrl><bookmark name=\"장\"/></ctrl><t>가</t>".to_owned()))),
        2_000,
    ),
    ("hwpx cells in a column", |count| hwpx(&p(&table(count, 1))), 4_000),
    ("hwpx cells in a row", |count| hwpx(&p(&table(1, count))), 4_000),
    ("hwpx cells in a square", |count| hwpx(&p(&table(count, count))), 60),
    (
        "hwpx cells without places",
        |count| hwpx(&p(&table(1, count).replace("rowAddr", "a").replace("colAddr", "b"))),
        4_000,
    ),
    (
        "hwpx rows without places",
        |count| {
            hwpx(&p(&table(1, 1).replace("rowAddr", "a").replace("colAddr", "b").replace(
                "<tr>",
                &format!("<tr>{}", many(count, |_| format!("</tr><tr><tc><subList>{}</subList></tc>", p("<t>가</t>")))),
            )))
        },
        2_000,
    ),
    ("hwpx wide cells", |count| hwpx(&p(&cells(count, |n| (n, 0, 1, 60)))), 2_000),
    ("hwpx tall cells", |count| hwpx(&p(&cells(count, |n| (0, n, 60, 1)))), 2_000),
    ("hwpx cells that overlap", |count| hwpx(&p(&cells(count, |n| (n % 50, n % 50, 50, 50)))), 2_000),
    ("hwpx wrappers", |count| hwpx(&p(&many(count, |_| "<ctrl><zzz/></ctrl>".to_owned()))), 5_000),
    ("hwpx elements in elements", |count| hwpx(&format!("{}{}", "<a>".repeat(count), "</a>".repeat(count))), 10_000),
    (
        "hwpx attributes",
        |count| hwpx(&p("<t>가</t>").replace("<p ", &format!("<p {}", many(count, |n| format!("a{n}=\"\" "))))),
        10_000,
    ),
    ("hwpx references", |count| hwpx(&p(&format!("<t>{}</t>", "&amp;".repeat(count)))), 10_000),
    ("hwpx references that mean nothing", |count| hwpx(&p(&format!("<t>{}</t>", "&x".repeat(count)))), 10_000),
    ("hwpx references in an attribute", |count| hwpx(&p(&field(0).replace("예", &"&x".repeat(count)))), 10_000),
    ("hwpx angle brackets", |count| hwpx(&p(&format!("<t>{}</t>", "<".repeat(count)))), 10_000),
    ("hwpx comments that never close", |count| hwpx(&p(&format!("<t>{}</t>", "<!-- ".repeat(count)))), 10_000),
    ("hwpx equations", |count| hwpx(&p(&many(count, |_| equation("a over b")))), 1_000),
    ("hwpx equation of groups", |count| hwpx(&p(&equation(&"{a} over {b} ".repeat(count)))), 2_000),
    ("hwpx equation of open groups", |count| hwpx(&p(&equation(&"{".repeat(count)))), 4_000),
    ("hwpx equation of nested groups", |count| hwpx(&p(&equation(&("{".repeat(count) + &"}".repeat(count))))), 4_000),
    ("hwpx equation of scripts", |count| hwpx(&p(&equation(&"a^".repeat(count)))), 4_000),
    ("hwpx equation of fractions", |count| hwpx(&p(&equation(&"a over ".repeat(count)))), 4_000),
    ("hwpx equation of brackets", |count| hwpx(&p(&equation(&"left ( ".repeat(count)))), 4_000),
    (
        "hwpx equation of columns",
        |count| hwpx(&p(&equation(&format!("matrix{{{}}}", "a & b # ".repeat(count))))),
        2_000,
    ),
    ("hwpx equation of one row", |count| hwpx(&p(&equation(&format!("matrix{{{}}}", "a & ".repeat(count))))), 2_000),
    ("hwpx equation of accents", |count| hwpx(&p(&equation(&"bar ".repeat(count)))), 4_000),
    ("hwpx equation of fonts", |count| hwpx(&p(&equation(&"rm a it b ".repeat(count)))), 4_000),
    ("hwpx equation of roots", |count| hwpx(&p(&equation(&"root 3 of ".repeat(count)))), 4_000),
    ("hwpx equation of stuck words", |count| hwpx(&p(&equation(&"times".repeat(count)))), 2_000),
    ("hwpx equation of one word", |count| hwpx(&p(&equation(&"interest".repeat(count)))), 2_000),
    ("hwpx equation of digits", |count| hwpx(&p(&equation(&"1".repeat(count)))), 10_000),
    ("hwpx equation of signs", |count| hwpx(&p(&equation(&"+-<".repeat(count)))), 5_000),
    ("hwpx equation of open brackets", |count| hwpx(&p(&equation(&"(".repeat(count)))), 5_000),
    (
        "hwpx equation of crossed brackets",
        |count| hwpx(&p(&equation(&("([".repeat(count) + &")]".repeat(count))))),
        5_000,
    ),
    ("hwpx equation of quotes", |count| hwpx(&p(&equation(&"\"가".repeat(count)))), 4_000),
    ("hwpx equation of prime marks", |count| hwpx(&p(&equation(&"a'".repeat(count)))), 4_000),
    ("hwpx pictures of one part", |count| hwpx(&p(&many(count, |_| picture(0)))), 2_000),
    ("hwpx pictures of their own", pictures, 500),
    ("hwpx styles", styles, 2_000),
    ("hwpx parts", parts, 2_000),
    ("hwpx parts of one name", parts_of_one_name, 2_000),
    (
        "hwpx parts without directory",
        |count| {
            let mut file = parts(count);
            file.truncate(file.len() - 22);
            file
        },
        2_000,
    ),
    ("hwpx local headers", |count| b"PK\x03\x04".repeat(count), 10_000),
];

/// A package of one section.
pub fn hwpx(section: &str) -> Vec<u8> {
    hwpx_with("", section, Vec::new())
}

pub fn hwpx_with(header: &str, section: &str, more: Vec<Entry>) -> Vec<u8> {
    let items = many(more.len(), |n| format!("<item id=\"image{n}\" href=\"{}\"/>", more[n].name));
    let content = format!(
        "<package><manifest>{items}<item id=\"s\" href=\"Contents/section0.xml\"/></manifest><spine><itemref idref=\"s\"/></spine></package>"
    );
    let mut entries = vec![
        Entry::stored("mimetype", b"application/hwp+zip".to_vec()),
        Entry::deflated("Contents/content.hpf", content.into_bytes()),
        Entry::deflated("Contents/header.xml", header.as_bytes().to_vec()),
        Entry::deflated("Contents/section0.xml", format!("<sec>{section}</sec>").into_bytes()),
    ];
    entries.extend(more);
    zip::pack(&entries)
}

/// A paragraph of one run.
pub fn p(content: &str) -> String {
    format!("<p id=\"1\"><run charPrIDRef=\"0\">{content}</run></p>")
}

pub fn table(rows: usize, columns: usize) -> String {
    cells(rows * columns, |n| (n / columns, n % columns, 1, 1))
}

/// A table of so many cells, each at a row and column, over rows and columns.
pub fn cells(count: usize, mut place: impl FnMut(usize) -> (usize, usize, usize, usize)) -> String {
    let cell = |n| {
        let (row, column, rows, columns) = place(n);
        format!(
            "<tc><subList>{}</subList><cellAddr colAddr=\"{column}\" rowAddr=\"{row}\"/><cellSpan colSpan=\"{columns}\" rowSpan=\"{rows}\"/></tc>",
            p("<t>가</t>")
        )
    };
    format!("<tbl rowCnt=\"60000\" colCnt=\"60000\"><pos treatAsChar=\"1\"/><tr>{}</tr></tbl>", many(count, cell))
}

fn field(number: usize) -> String {
    format!(
        "<ctrl><fieldBegin id=\"{number}\" type=\"HYPERLINK\"><parameters><stringParam name=\"Path\">https://example.org/예</stringParam></parameters></fieldBegin></ctrl><t>가</t>"
    )
}

pub fn equation(script: &str) -> String {
    format!("<t>가</t><equation><pos treatAsChar=\"1\"/><script>{}</script></equation>", script.replace('&', "&amp;"))
}

fn picture(number: usize) -> String {
    format!("<pic><img binaryItemIDRef=\"image{number}\"/><pos treatAsChar=\"1\"/></pic>")
}

fn pictures(count: usize) -> Vec<u8> {
    let parts = (0..count).map(|n| Entry::stored(&format!("BinData/image{n}.png"), b"\x89PNG".to_vec())).collect();
    hwpx_with("", &p(&many(count, picture)), parts)
}

fn styles(count: usize) -> Vec<u8> {
    let styles = many(count, |n| format!("<style id=\"{n}\" name=\"이름\" engName=\"Name\" paraPrIDRef=\"0\"/>"));
    let shapes = many(count, |n| format!("<charPr id=\"{n}\" height=\"1000\"><bold/></charPr>"));
    let header =
        format!("<head><refList><charProperties>{shapes}</charProperties><styles>{styles}</styles></refList></head>");
    let paragraph = |n: usize| format!("<p styleIDRef=\"{n}\"><run charPrIDRef=\"{n}\"><t>가</t></run></p>");
    hwpx_with(&header, &many(count, paragraph), Vec::new())
}

fn parts(count: usize) -> Vec<u8> {
    let parts = (0..count).map(|n| Entry::stored(&format!("Other/{n}"), b"x".to_vec())).collect();
    hwpx_with("", &p("<t>가</t>"), parts)
}

fn parts_of_one_name(count: usize) -> Vec<u8> {
    let parts = (0..count).map(|_| Entry::stored("BinData/image.png", b"x".to_vec())).collect();
    hwpx_with("", &p(&many(count, picture)), parts)
}
