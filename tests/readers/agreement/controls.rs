//! Every control that two formats can hold, in all formats that can hold it: the same Markdown, text and JSON, and the
//! same warnings.

use hwpconv::{ReadOptions, Reading, Target, WarningKind, WriteOptions};
use serde_json::Value;

use crate::builder::{
    AutoNumber, Binary, Blocks, Caption, Control, Document, Drawing, Field, Form, NumberKind, Paragraph, Section, Side,
    Table, caption_text, compound_file, png,
};
use crate::{builder_hwp3_document as builder_hwp3, builder_hwpml_document as builder_hwpml, builder_hwpx};

/// A format beside HWP 5, which holds everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Hwpx,
    Hwpml,
    Hwp3,
}

use Format::{Hwp3, Hwpml, Hwpx};

const ALL: &[Format] = &[Hwpx, Hwpml, Hwp3];
const XML: &[Format] = &[Hwpx, Hwpml];

/// A control: its name, the formats that hold it, a document with it, and words that its Markdown has to show.
struct Case(&'static str, &'static [Format], Document, &'static [&'static str]);

fn section(section: Section) -> Document {
    Document::of(section)
}

fn paragraph(paragraph: Paragraph) -> Document {
    section(Section::new().paragraph(paragraph))
}

fn around(control: Control) -> Document {
    paragraph(Paragraph::new().text("앞 ").control(control).text(" 뒤"))
}

/// A document with an attachment, made of its number.
fn with(binary: Binary, paragraphs: impl FnOnce(u16) -> Vec<Paragraph>) -> Document {
    let mut document = Document::default();
    let number = document.binary(binary);
    document.section(Section::new().paragraphs(paragraphs(number)));
    document
}

fn caption(words: &str) -> Caption {
    Caption::new(Side::Bottom, caption_text("그림", NumberKind::Picture, words))
}

fn table() -> Table {
    Table::of(&[["가", "나"], ["다", "라"]])
}

/// A metafile as the picture of an object, and the data of its program.
fn object_file() -> Vec<u8> {
    let words = [u32::MAX, 3, 4, 1, u32::MAX, 0, 0, 432, 252, 12];
    let mut picture: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    picture.extend_from_slice(b"\x01\0\x09\0picture.");
    compound_file(&[("\u{2}OlePres000".to_owned(), picture), ("\u{1}Ole10Native".to_owned(), b"data".to_vec())])
}

/// The stream of a chart as it was stored before 2018, under construction.
#[derive(Default)]
struct OldChart {
    out: Vec<u8>,
    classes: Vec<u32>,
}

impl OldChart {
    /// The number of a class; at its first use its name and version too.
    fn class(&mut self, number: u32, name: &str) {
        self.out.extend(number.to_le_bytes());
        if !self.classes.contains(&number) {
            self.classes.push(number);
            self.out.extend(u16::try_from(name.len() + 1).unwrap().to_le_bytes());
            self.out.extend([name.as_bytes(), &[0, 1, 0]].concat());
        }
    }

    fn value(&mut self) {
        self.class(6, "VtValue");
        self.out.extend(4u32.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.out.extend(2u32.to_le_bytes());
        self.class(5, "VtString");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.out.extend(u16::try_from(wide.len() + 5).unwrap().to_le_bytes());
        self.out.extend([&b"x\0\0"[..], &wide, &[0, 0, 0xAB]].concat());
        self.value();
    }

    fn number(&mut self, number: f64) {
        self.out.extend(3u32.to_le_bytes());
        self.class(7, "VtDouble");
        self.out.extend(number.to_le_bytes());
        self.out.extend([0xFF, 0xFF]);
        self.value();
    }
}

/// A chart as it was stored before 2018: one series over two years, with a title.
fn old_chart() -> Vec<u8> {
    let mut chart = OldChart { out: b"\x03\0\0\0\x02\0\0\0\x09\0VtMatrix\0\x01\0".to_vec(), ..OldChart::default() };
    chart.text("빌린 책");
    for (year, books) in [("2016년", 310.0), ("2017년", 420.0)] {
        chart.text(year);
        chart.number(books);
    }
    chart.out.extend_from_slice(b"\0\0\0\0\0\0\0\0\x0F\0\0\0\x0F\0VtChartSection\0\x01\0");
    chart.out.extend_from_slice(b"\x1E\0\0\0\x0D\0VtChartTitle\0\x01\0");
    chart.text("글꼴");
    chart.text("해마다 빌린 책");
    chart.out.extend([0; 26]);
    chart.out.extend([4, 0, 0, 0, 0x0F, 0, 0, 0, 0xF0, 0, 0xE1, 0, 1, 0, 1, 0]);
    compound_file(&[("Contents".to_owned(), chart.out)])
}

fn objects() -> Vec<Case> {
    let captioned = |drawing: Drawing| drawing.caption(caption("설명"));
    let art = "첫 줄\n\u{F03EF}\u{F03F0} 둘째 줄";
    vec![
        Case("text art", XML, around(Control::Drawing(Drawing::text_art(art))), &["첫 줄", "한글 둘째 줄"]),
        Case("text art with a caption", XML, paragraph(captioned(Drawing::text_art(art)).into()), &["설명"]),
        Case("text art without words", XML, around(Control::Drawing(Drawing::text_art(" \n"))), &["앞", "뒤"]),
        Case("floating text art", XML, around(Control::Drawing(Drawing::text_art(art).floating())), &["첫 줄"]),
        Case("text box", ALL, around(Control::Drawing(Drawing::text_box("상자"))), &["상자"]),
        Case("text box with a caption", ALL, paragraph(captioned(Drawing::text_box("상자")).into()), &["상자", "설명"]),
        Case("equation", ALL, around(Control::equation("a over b")), &["\\frac"]),
        Case(
            "displayed equation",
            ALL,
            paragraph(Paragraph::new().control(Control::displayed_equation("x^2"))),
            &["x"],
        ),
        Case(
            "equation with characters of the user",
            XML,
            around(Control::equation(" \"\u{F03EF}\u{F03F0}\" over b ")),
            &["한글"],
        ),
        Case("empty equation", ALL, around(Control::equation("  ")), &["앞", "뒤"]),
        Case(
            "picture",
            ALL,
            with(Binary::new("png", png::picture(4, 4, 0x0033_6699)), |picture| {
                let drawing = || Drawing::picture(picture).description("").size(14_172, 7_084);
                let line = Paragraph::new().text("앞").control(Control::Drawing(drawing())).text("뒤");
                vec![line, captioned(drawing()).into()]
            }),
            &["앞", "설명"],
        ),
        Case(
            "part of a picture",
            XML,
            with(Binary::new("png", png::picture(40, 40, 0x0033_6699)), |picture| {
                let part = |whole| Drawing::picture(picture).description("").clip([750, 0, 3_000, 1_500], whole);
                // Files of old versions do not say how large the whole is.
                vec![part([3_000, 3_000]).into(), part([0, 0]).into()]
            }),
            &["MEDIA"],
        ),
        Case(
            "group of shapes",
            XML,
            with(Binary::new("png", png::picture(4, 4, 0x0033_6699)), |picture| {
                let boxes = ["위원장", "사무국"].map(|words| Drawing::text_box(words).size(5_000, 2_000));
                let inner = Drawing::group([Drawing::line().size(900, 500), Drawing::picture(picture)]);
                let [first, second] = boxes;
                let group = Drawing::group([first, Drawing::line().size(3_000, 0), second, inner]);
                vec![Paragraph::new().text("앞").control(Control::Drawing(group.description(""))).text("뒤")]
            }),
            &["](MEDIA)", "위원장", "사무국"],
        ),
        Case(
            "object of another program",
            ALL,
            with(Binary::ole(object_file()), |object| {
                let drawing = || Drawing::ole(object).description("");
                let line = Paragraph::new().text("앞 ").control(Control::Drawing(drawing())).text(" 뒤");
                vec![line, captioned(drawing()).into()]
            }),
            &["앞", "MEDIA", "설명"],
        ),
        Case(
            "object without its data",
            &[Hwpx],
            with(Binary::ole(b"nothing".to_vec()), |object| vec![Drawing::ole(object).description("").into()]),
            &["MEDIA"],
        ),
        Case(
            "old chart",
            ALL,
            with(Binary::ole(old_chart()), |object| {
                let drawing = || Drawing::ole(object).description("");
                vec!["앞".into(), drawing().into(), "사이".into(), captioned(drawing()).into()]
            }),
            &["해마다 빌린 책", "빌린 책", "2017년"],
        ),
        Case("chart", XML, crate::descriptions::objects::chart(), &["이용자 수", "2024년"]),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        Case("table", ALL, paragraph(table().into()), &["가", "라"]),
        Case("table of one cell", ALL, paragraph(Table::boxed("홀로").into()), &["홀로"]),
        Case("merged cells", ALL, paragraph(table().merge(0, 0, 1, 2).into()), &["다"]),
        Case("table with a caption", ALL, paragraph(table().caption(caption("표 설명")).into()), &["표 설명"]),
    ]
}

fn notes() -> Vec<Case> {
    let empty = || Control::HiddenComment(Blocks::from(""));
    let memo = |comment: &str| Paragraph::new().text("앞 ").memo(1, "말", "", comment).text(" 뒤");
    vec![
        Case("footnote", ALL, around(Control::Footnote("각주의 글".into())), &["각주의 글"]),
        Case("endnote", ALL, around(Control::Endnote("미주의 글".into())), &["미주의 글"]),
        Case("hidden comment", ALL, around(Control::HiddenComment("숨은 글".into())), &["숨은 글"]),
        Case("empty hidden comment", ALL, around(empty()), &["앞", "뒤"]),
        Case("memo", XML, paragraph(memo("다시 볼 것")), &["다시 볼 것"]),
        Case("empty memo", XML, paragraph(memo("")), &["앞 말"]),
    ]
}

fn furniture() -> Vec<Case> {
    let page = || Control::AutoNumber(AutoNumber::new(NumberKind::Page).number(3));
    let total = || Control::AutoNumber(AutoNumber::new(NumberKind::TotalPages).number(9));
    let numbered = || Blocks::from(Paragraph::new().text("가람시 ").control(page()).text(" / ").control(total()));
    let repeated = |control: fn(u32, Blocks) -> Control| {
        let line = |words: &str, blocks: Blocks| Paragraph::new().text(words).control(control(0, blocks));
        let lines = ["첫째", "둘째", "셋째"].map(|words| line(words, "거듭된 글".into()));
        section(Section::new().paragraphs(lines).paragraph(line("넷째", "다른 글".into())))
    };
    let each = Paragraph::new()
        .control(Control::Header(1, "짝수 쪽".into()))
        .control(Control::Header(2, "홀수 쪽".into()))
        .text("본문");
    vec![
        Case("header that repeats", ALL, repeated(Control::Header), &["거듭된 글", "다른 글"]),
        Case("footer that repeats", ALL, repeated(Control::Footer), &["거듭된 글", "다른 글"]),
        Case("headers of even and odd pages", ALL, paragraph(each), &["짝수 쪽", "홀수 쪽"]),
        Case("page numbers", ALL, around(Control::Footer(0, numbered())), &["가람시"]),
        Case("page number in the body", ALL, around(page()), &["앞"]),
        Case("empty header", ALL, around(Control::Header(0, "".into())), &["앞"]),
    ]
}

fn words() -> Vec<Case> {
    let number = |kind| Control::AutoNumber(AutoNumber::new(kind));
    let forms = crate::descriptions::objects::forms();
    let nested = (0..12).fold(Paragraph::new(), |line, depth| {
        line.field_begin(Field::link(&format!("https://example.com/{depth}"))).text(&format!("{depth} "))
    });
    let nested = (0..12).fold(nested, |line, depth| line.text(&format!(" 끝{depth}")).field_end(&Field::link("")));
    let open = (0..70).fold(Paragraph::new(), |line, _| line.field_begin(Field::formula("=1", "1")).text("값 "));
    let open = (0..70).fold(open, |line, _| line.field_end(&Field::formula("=1", "1")));
    let link = Paragraph::new().text("앞 ").link("https://example.com/", "여기").text(" 뒤");
    vec![
        Case("link", ALL, paragraph(link), &["[여기](https://example.com/)"]),
        Case("bookmark", ALL, around(Control::Bookmark("자리".to_owned())), &["앞"]),
        Case("links within links", XML, paragraph(nested.text(" 뒤")), &["끝11"]),
        Case("fields within fields", XML, paragraph(open.link("https://example.com/", "여기")), &["[여기]"]),
        Case(
            "numbers",
            ALL,
            section(
                Section::new().paragraphs(
                    [NumberKind::Picture, NumberKind::Table].map(|kind| {
                        Paragraph::new().text("번호 ").control(number(kind)).text(", ").control(number(kind))
                    }),
                ),
            ),
            &["번호 1, 2"],
        ),
        Case(
            "number between characters",
            XML,
            around(Control::AutoNumber(AutoNumber::new(NumberKind::Table).between(u16::from(b'<'), u16::from(b'>')))),
            &["1"],
        ),
        Case("ruby", XML, around(Control::Ruby("\u{F03EF}\u{F03F0}".to_owned(), "한글".to_owned())), &["한글"]),
        Case("empty ruby", XML, around(Control::Ruby(String::new(), String::new())), &["앞"]),
        Case("overlap", XML, around(Control::Overlap("1".to_owned(), 1)), &["①"]),
        Case("forms", XML, forms, &["[x] 동의함", "홍보람"]),
        Case(
            "form with characters of the user",
            XML,
            around(Control::Form(Form::PushButton { caption: "\u{F03EF}\u{F03F0}".to_owned() })),
            &["한글"],
        ),
    ]
}

fn file(document: &Document, format: Format) -> Vec<u8> {
    match format {
        Hwpx => builder_hwpx::package(document),
        Hwpml => builder_hwpml::file(document).into_bytes(),
        Hwp3 => builder_hwp3::file(document),
    }
}

/// What a reading is in Markdown, text and JSON without the names of files and where things stand in the file; and what
/// it warns of.
fn said(bytes: &[u8]) -> ([String; 3], Vec<WarningKind>) {
    let options = ReadOptions { drawings: true, ..ReadOptions::default() };
    let Reading { document, warnings, .. } = hwpconv::read(bytes, &options).unwrap();
    let written = |target| {
        let text = hwpconv::write(&document, target, &WriteOptions::default()).text;
        document.assets.iter().fold(text, |text, asset| text.replace(asset.name.as_str(), "MEDIA"))
    };
    let mut json: Value = serde_json::from_str(&written(Target::Json)).unwrap();
    let media = json["assets"].as_array().unwrap().iter().map(|asset| asset["media_type"].clone()).collect();
    json["assets"] = Value::Array(media);
    for name in ["metadata", "format", "pages", "warnings"] {
        json.as_object_mut().unwrap().remove(name);
    }
    without_addresses(&mut json);
    let drawings: Vec<_> = document.assets.iter().filter_map(|asset| asset.drawing.as_deref()).collect();
    let json = serde_json::to_string_pretty(&json).unwrap() + &format!("\n{drawings:#?}\n");
    let kinds = warnings.into_iter().map(|warning| warning.kind).collect();
    ([written(Target::Markdown), written(Target::Text), json], kinds)
}

fn without_addresses(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["section", "paragraph", "page"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(without_addresses);
        }
        Value::Array(values) => values.iter_mut().for_each(without_addresses),
        _ => {}
    }
}

/// How a document differs in another format; the number of comparisons that were made.
fn compare(Case(name, formats, document, shown): &Case, out: &mut String) -> usize {
    let (expected, warnings) = said(&document.build());
    for words in *shown {
        if !expected[0].contains(words) {
            *out += &format!("== {name}: {words:?} is not in\n{}\n", expected[0]);
        }
    }
    for format in *formats {
        let (other, others) = said(&file(document, *format));
        for (target, (a, b)) in ["Markdown", "text", "JSON"].into_iter().zip(expected.iter().zip(&other)) {
            if let Some(difference) = super::samples::difference(a, b) {
                *out += &format!("== {name}, {format:?}, {target}, {difference}");
            }
        }
        if warnings != others {
            *out += &format!("== {name}, {format:?}: {warnings:?} but {others:?}\n");
        }
    }
    formats.len()
}

/// Each control that HWP 3 holds, as a file of it.
pub fn in_hwp_3() -> Vec<(String, Vec<u8>)> {
    let cases = [objects(), tables(), notes(), furniture(), words()].into_iter().flatten();
    let held = cases.filter(|Case(_, formats, ..)| formats.contains(&Hwp3));
    held.map(|Case(name, _, document, _)| (name.to_owned(), builder_hwp3::file(&document))).collect()
}

#[test]
fn control_says_the_same_in_every_format_that_holds_it() {
    let cases = [objects(), tables(), notes(), furniture(), words()];
    let mut differences = String::new();
    let compared: usize = cases.iter().flatten().map(|case| compare(case, &mut differences)).sum();
    assert_eq!(differences, "");
    assert!(compared >= 100, "only {compared} comparisons");
}
