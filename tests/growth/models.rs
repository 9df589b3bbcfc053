//! Documents that repeat one thing, as models: what a writer does with it must cost the same each time.

use std::iter::repeat_n;

use hwpconv::Document;
use hwpconv::document::{
    Block, Caption, Change, ChangeKind, Figure, Furniture, FurnitureKind, Inline, LabelKind, Marks, NoteKind, Origin,
    PageParity, Ruby, Section, Text, Unknown,
};

use crate::build::{
    cell, document, equation, frame, heading, image, labelled, link, note, paragraph, plain, run, table, text,
};

/// A kind of document by its name, made in the size that is asked for, and the size from which it tells something.
pub type Shape = (&'static str, fn(usize) -> Document, usize);

pub const SHAPES: &[Shape] = &[
    ("paragraphs", |count| many(count, |_| text("가나다 라마바. 사아자 차카타.")), 4_000),
    ("one long paragraph", |count| one(vec![plain(&"가나다 라마바. ".repeat(count))]), 10_000),
    ("one long word", |count| one(vec![plain(&"가".repeat(count))]), 40_000),
    ("words without sentences", |count| one(vec![plain(&"가나다 ".repeat(count))]), 10_000),
    ("one long line of asterisks", |count| one(vec![plain(&"*".repeat(count))]), 20_000),
    ("asterisks apart", |count| one(vec![plain(&"*a ".repeat(count))]), 10_000),
    ("underscores apart", |count| one(vec![plain(&"_a ".repeat(count))]), 10_000),
    ("tildes apart", |count| one(vec![plain(&"~a ".repeat(count))]), 10_000),
    ("backticks", |count| one(vec![plain(&"`".repeat(count))]), 20_000),
    ("brackets", |count| one(vec![plain(&"[".repeat(count))]), 20_000),
    ("pairs of brackets", |count| one(vec![plain(&"[a](".repeat(count))]), 10_000),
    ("definitions", |count| one(vec![plain(&"[a]: ".repeat(count))]), 10_000),
    ("angle brackets", |count| one(vec![plain(&"<1".repeat(count))]), 20_000),
    ("ampersands", |count| one(vec![plain(&"&a".repeat(count))]), 20_000),
    ("dollars", |count| one(vec![plain(&"$a ".repeat(count))]), 10_000),
    ("backslashes", |count| one(vec![plain(&"\\".repeat(count))]), 20_000),
    ("pipes", |count| one(vec![plain(&"| ".repeat(count))]), 10_000),
    ("number signs", |count| one(vec![plain(&"#".repeat(count))]), 20_000),
    ("digits", |count| one(vec![plain(&"1".repeat(count))]), 20_000),
    ("rules", |count| one(lines(count, "---")), 5_000),
    ("lines of one paragraph", |count| one(lines(count, "- 가")), 5_000),
    ("spaces", |count| one(vec![plain(&" ".repeat(count)), plain("가")]), 20_000),
    ("wide spaces", |count| one(vec![plain(&"\u{3000}\u{A0}".repeat(count)), plain("가")]), 20_000),
    (
        "underlined blanks",
        |count| one((0..count).flat_map(|_| [run(" ", Marks::UNDERLINE), run("가", Marks::BOLD)]).collect()),
        4_000,
    ),
    (
        "form lines beside each other",
        |count| one((0..count).flat_map(|_| [run(" ", Marks::UNDERLINE), run(" ", Marks::NONE)]).collect()),
        4_000,
    ),
    ("bold words", |count| one((0..count).flat_map(|_| [run("가", Marks::BOLD), plain("나")]).collect()), 4_000),
    ("marks that change", |count| one((0..count).map(|n| run("가", marks(n))).collect()), 4_000),
    ("marks that change at blanks", |count| one((0..count).map(|n| run(" 가 ", marks(n))).collect()), 4_000),
    (
        "marks that last",
        |count| {
            one((0..count)
                .map(|n| run("가", Marks::ITALIC.with(if n % 2 == 0 { Marks::BOLD } else { Marks::STRIKE })))
                .collect())
        },
        4_000,
    ),
    (
        "heading of number signs",
        |count| {
            many(1, |_| {
                heading_of(
                    (0..count)
                        .map(|n| run("가", marks(n)))
                        .chain([plain(&format!(" {}", "#".repeat(count)))])
                        .collect(),
                )
            })
        },
        4_000,
    ),
    (
        "heading of marked number signs",
        |count| many(1, |_| heading_of((0..count).map(|n| run("#", marks(n))).collect())),
        4_000,
    ),
    ("line breaks", |count| one((0..count).map(|_| Inline::LineBreak).chain([plain("가")]).collect()), 10_000),
    ("tabs", |count| one((0..count).flat_map(|_| [plain("가"), Inline::Tab]).collect()), 5_000),
    ("links", |count| one((0..count).map(|n| link(&format!("https://a.kr/{n}"), vec![plain("가")])).collect()), 4_000),
    ("links without text", |count| one((0..count).map(|_| link("https://a.kr/", Vec::new())).collect()), 4_000),
    (
        "links to places",
        |count| {
            one((0..count)
                .flat_map(|n| [Inline::Anchor(format!("장{n}")), link(&format!("#장{n}"), vec![plain("가")])])
                .collect())
        },
        4_000,
    ),
    (
        "links to one place",
        |count| {
            one((0..count).flat_map(|_| [Inline::Anchor("장".to_owned()), link("#장", vec![plain("가")])]).collect())
        },
        4_000,
    ),
    (
        "notes in one link",
        |count| one(vec![link("https://a.kr/", (0..count).flat_map(|_| [plain("가"), a_note(0)]).collect())]),
        2_000,
    ),
    (
        "link of many marks",
        |count| one(vec![link("https://a.kr/", (0..count).map(|n| run("가", marks(n))).collect())]),
        4_000,
    ),
    ("notes of one paragraph", |count| one((0..count).map(a_note).collect()), 2_000),
    (
        "notes of one number",
        |count| one((0..count).map(|_| note(NoteKind::Footnote, "1", vec![text("가")])).collect()),
        2_000,
    ),
    (
        "notes without numbers",
        |count| one((0..count).map(|_| note(NoteKind::Comment, "", vec![text("가")])).collect()),
        2_000,
    ),
    ("notes of paragraphs", |count| many(count, |n| paragraph(vec![plain("가"), a_note(n)])), 2_000),
    (
        "note of many paragraphs",
        |count| one(vec![note(NoteKind::Footnote, "1", (0..count).map(|_| text("가")).collect())]),
        4_000,
    ),
    ("images", |count| one((0..count).map(|_| image(Some(0), None, "그림")).collect()), 4_000),
    ("assets", assets, 2_000),
    ("equations", |count| one((0..count).map(|_| formula("x^2")).collect()), 4_000),
    ("equations that stand alone", |count| many(count, |_| Block::Equation(equation("x^2"), Origin::default())), 4_000),
    ("long equation", |count| one(vec![plain("가"), formula(&"\\frac{a}{b}".repeat(count))]), 2_000),
    ("open braces", |count| one(vec![plain("가"), formula(&"{".repeat(count))]), 4_000),
    ("equation of dollars", |count| one(vec![plain("가"), formula(&"\\text{$}".repeat(count))]), 4_000),
    ("changes", |count| one((0..count).flat_map(|_| [change(vec![plain("가")]), plain("나")]).collect()), 4_000),
    ("ruby", |count| one((0..count).map(|_| ruby()).collect()), 4_000),
    ("unknown things", |count| one((0..count).map(|_| unknown()).collect()), 4_000),
    ("headings", |count| many(count, |n| heading(u8::try_from(n % 6).unwrap() + 1, "장")), 4_000),
    ("headings of one level", |count| many(count, |_| heading(1, "장")), 4_000),
    ("list items", |count| many(count, |n| labelled(LabelKind::Number, &format!("{n}."), 0, "가")), 4_000),
    (
        "list items of rising levels",
        |count| many(count, |n| labelled(LabelKind::Bullet, "•", u8::try_from(n % 10).unwrap(), "가")),
        4_000,
    ),
    ("typed marks", |count| many(count, |n| text(["□ 가", "○ 나", "- 다", "1. 라", "가. 마"][n % 5])), 4_000),
    ("points of rising ranks", |count| many(count, |n| text(["□ 가", "○ 나", "- 다", "※ 라"][n * n / 7 % 4])), 4_000),
    ("frames", |count| many(count, |_| frame(vec![text("가"), text("나")])), 4_000),
    ("frame of many paragraphs", |count| many(1, |_| frame((0..count).map(|_| text("가")).collect())), 4_000),
    ("figures", |count| many(count, |n| figure(vec![paragraph(vec![image(Some(0), None, "")])], n % 2 == 0)), 4_000),
    ("furniture", furniture, 2_000),
    ("tables", |count| many(count, |_| grid(2, 2)), 1_000),
    ("rows", |count| many(1, |_| grid(count, 2)), 2_000),
    ("columns", |count| many(1, |_| grid(2, count)), 2_000),
    ("squares", |count| many(1, |_| grid(count.isqrt(), count.isqrt())), 4_000),
    (
        "spans",
        |count| {
            many(1, |_| {
                table(
                    (0..count)
                        .map(|n| cell(n * 2, 0, 2, 2, vec![text("가")]))
                        .chain([cell(0, 2, 1, 1, vec![text("나")])])
                        .collect(),
                )
            })
        },
        2_000,
    ),
    (
        "span over all rows",
        |count| {
            many(1, |_| {
                table(
                    (0..count)
                        .map(|n| cell(n, 1, 1, 1, vec![text("가")]))
                        .chain([cell(0, 0, count.min(99), 1, vec![text("나")])])
                        .collect(),
                )
            })
        },
        2_000,
    ),
    (
        "spans of many heights",
        |count| {
            many(1, |_| table((0..count).map(|n| cell(n % 90, n / 90, 90 - n % 90, 1, vec![text("가")])).collect()))
        },
        2_000,
    ),
    (
        "long cell",
        |count| {
            many(1, |_| {
                table(vec![cell(0, 0, 1, 1, vec![text(&"가나 ".repeat(count))]), cell(0, 1, 1, 1, vec![text("나")])])
            })
        },
        5_000,
    ),
    (
        "cell of many paragraphs",
        |count| {
            many(1, |_| {
                table(vec![
                    cell(0, 0, 1, 1, (0..count).map(|_| text("가")).collect()),
                    cell(0, 1, 1, 1, vec![text("나")]),
                ])
            })
        },
        4_000,
    ),
    ("header rows", header_rows, 2_000),
    (
        "tables in cells",
        |count| many(1, |_| table((0..count).map(|n| cell(n, 0, 1, 1, vec![grid(2, 2)])).collect())),
        1_000,
    ),
    (
        "tables in the cells of tables",
        |count| {
            (0..count.min(60)).fold(many(count, |_| text("가")), |inner, _| {
                many(1, |_| {
                    let within = inner.sections[0].blocks.clone().into();
                    table(vec![cell(0, 0, 1, 1, within), cell(0, 1, 1, 1, vec![text("나")])])
                })
            })
        },
        400,
    ),
    (
        "frames in frames",
        |count| {
            many(1, |_| {
                (0..60)
                    .fold(frame((0..count).map(|_| text("가")).collect()), |inner, _| frame(vec![inner, text("나")]))
            })
        },
        1_000,
    ),
    (
        "notes in notes",
        |count| {
            many(1, |_| {
                (0..30).fold(text(&"가 ".repeat(count)), |inner, _| {
                    paragraph(vec![plain("가"), note(NoteKind::Footnote, "1", vec![inner])])
                })
            })
        },
        2_000,
    ),
    ("sections", sections, 2_000),
];

pub fn many(count: usize, block: impl FnMut(usize) -> Block) -> Document {
    document((0..count).map(block).collect())
}

fn one(content: Vec<Inline>) -> Document {
    document(vec![paragraph(content)])
}

fn lines(count: usize, text: &str) -> Vec<Inline> {
    (0..count).flat_map(|_| [plain(text), Inline::LineBreak]).collect()
}

/// Marks that overlap in many ways.
fn marks(number: usize) -> Marks {
    let chosen =
        Marks::EACH.into_iter().enumerate().filter(|(bit, _)| number.wrapping_mul(0x9E37) >> (bit + 4) & 1 == 1);
    chosen.fold(Marks::NONE, |marks, (_, mark)| marks.with(mark))
}

fn heading_of(content: Vec<Inline>) -> Block {
    let Block::Paragraph(paragraph) = paragraph(content) else { unreachable!() };
    Block::Heading(hwpconv::document::Heading { level: 1, inferred: false, paragraph })
}

fn a_note(number: usize) -> Inline {
    note(NoteKind::Footnote, &(number + 1).to_string(), vec![text("각주")])
}

fn formula(latex: &str) -> Inline {
    Inline::Equation(Box::new(equation(latex)))
}

fn ruby() -> Inline {
    let base = Text { text: "가".into(), marks: Marks::BOLD };
    Inline::Ruby(Box::new(Ruby { base, ruby: "나".to_owned() }))
}

fn unknown() -> Inline {
    Inline::Unknown(Box::new(Unknown { id: "zzzz".to_owned(), text: "가".to_owned() }))
}

fn change(content: Vec<Inline>) -> Inline {
    Inline::Change(Box::new(Change { kind: ChangeKind::Inserted, author: None, date: None, content: content.into() }))
}

fn figure(content: Vec<Block>, before: bool) -> Block {
    let caption = Caption { before, blocks: [text("그림 1")].into() };
    Block::Figure(Box::new(Figure { blocks: content.into(), caption, origin: Origin::default() }))
}

pub fn grid(rows: usize, columns: usize) -> Block {
    table((0..rows * columns).map(|n| cell(n / columns, n % columns, 1, 1, vec![text("가나")])).collect())
}

fn header_rows(count: usize) -> Document {
    let cells = (0..count)
        .map(|n| hwpconv::document::Cell { header: n < count / 2, ..cell(n, 0, 1, 1, vec![text("가나다")]) });
    let second = (0..count)
        .map(|n| cell(n, 1, 1, 1, vec![text("라")]))
        .map(|c| hwpconv::document::Cell { header: c.row < count / 2, ..c });
    document(vec![table(cells.chain(second).collect())])
}

fn assets(count: usize) -> Document {
    let mut made = one((0..count).map(|n| image(Some(n), None, "그림")).collect());
    let asset = made.assets[0].clone();
    made.assets = repeat_n(asset, count).collect();
    made
}

fn furniture(count: usize) -> Document {
    let piece = |n: usize| {
        let blocks = [text("머리말"), text(&n.to_string())].into();
        Furniture { kind: FurnitureKind::Header, pages: PageParity::Both, blocks }
    };
    let section = Section { blocks: [text("가")].into(), furniture: (0..count).map(piece).collect() };
    Document { sections: vec![section], ..Document::default() }
}

fn sections(count: usize) -> Document {
    let section = |n: usize| Section {
        blocks: [text("가")].into(),
        furniture: vec![Furniture {
            kind: FurnitureKind::Footer,
            pages: PageParity::Both,
            blocks: [text(&n.to_string())].into(),
        }],
    };
    Document { sections: (0..count).map(section).collect(), ..Document::default() }
}
