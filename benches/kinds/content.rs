//! What the documents of each kind of archive hold, in the words of `tests/build/hwp5`.

use crate::builder::{
    Binary, Blocks, Caption, CharShape, Control, Document, Drawing, Equation, Field, Form, NumberFormat, NumberKind,
    Numbering, ParaShape, Paragraph, RawControl, Section, Side, Table, caption_text, compound_file,
};
use crate::random::Random;
use crate::words::{latin, number, prose, sentence, words};

/// A paragraph with its lines as the word processor lays them out, 40 characters each.
fn laid_out(text: &str) -> Paragraph {
    let count = text.chars().count().div_ceil(40).max(1);
    (0..count).fold(Paragraph::from(text), |line, at| {
        let at = u32::try_from(at).unwrap();
        line.line(at * 40, 1_600 * i32::try_from(at).unwrap())
    })
}

fn of(section: Section) -> Document {
    let mut document = Document::of(section);
    document.title = "견본 문서".to_owned();
    document
}

fn paragraphs(count: usize, mut make: impl FnMut() -> Paragraph) -> Section {
    Section::new().paragraphs((0..count).map(|_| make()))
}

/// Reports: long paragraphs.
pub fn prose_alone(random: &mut Random) -> Document {
    of(paragraphs(60, || laid_out(&prose(random, 60))))
}

/// Text in Latin letters.
pub fn latin_text(random: &mut Random) -> Document {
    of(paragraphs(60, || laid_out(&latin(random, 60))))
}

/// A single line.
pub fn one_line(random: &mut Random) -> Document {
    of(Section::new().paragraph(laid_out(&sentence(random))))
}

/// What most documents are: a title in a box, chapters, marked lines, a table, notes, strong words.
pub fn press_release(random: &mut Random) -> Document {
    let mut document = Document::new(&words(random, 5));
    let heads = Numbering::new().level("제^1장", NumberFormat::Digit).level("^2.", NumberFormat::Digit);
    document.outline(heads);
    let title = Paragraph::new().styled(CharShape::new().bold().size(20), &words(random, 5)).center();
    let mut section = Section::new().header("가람시 보도자료").page_number().paragraph(Table::boxed(title));
    for chapter in 0..6 {
        section = section.paragraph(laid_out(&words(random, 3)).outline(0));
        for _ in 0..4 {
            section = section
                .paragraph(laid_out(&format!("□ {}", sentence(random))).indent(0, -1_000))
                .paragraph(
                    Paragraph::from(" ◦ ").bold(&words(random, 2)).text(&sentence(random)).line(0, 0).line(40, 1_600),
                )
                .paragraph(laid_out(&format!("  - {}", sentence(random))))
                .paragraph(laid_out(&format!("  ※ {}", sentence(random))))
                .paragraph(laid_out(""));
        }
        section = section.paragraph(laid_out(&sentence(random)).footnote(sentence(random).as_str()));
        if chapter % 2 == 0 {
            section = section.paragraph(numbers(random, 8, 5));
        }
    }
    document.section(section);
    document
}

/// A statute: articles with paragraphs and items.
pub fn statute(random: &mut Random) -> Document {
    let mut section = Section::new().paragraph(laid_out("가람시 도서관 운영 조례").center());
    for article in 1..=60 {
        section = section.paragraph(laid_out(&format!("제{article}조({}) ① {}", words(random, 2), sentence(random))));
        section = section.paragraph(laid_out(&format!("② {}", sentence(random))));
        for item in 1..=3 {
            section = section.paragraph(laid_out(&format!("  {item}. {}", words(random, 6))));
        }
    }
    of(section)
}

fn numbers(random: &mut Random, rows: u16, columns: u16) -> Table {
    let mut table = Table::new(rows, columns).header_row();
    for row in 0..rows {
        for column in 0..columns {
            let text = if row == 0 || column == 0 { words(random, 1) } else { number(random) };
            table = table.cell(row, column, laid_out(&text).right());
        }
    }
    table
}

/// One table of thousands of numbers.
pub fn huge_table(random: &mut Random) -> Document {
    of(Section::new().paragraph(numbers(random, 250, 10)))
}

/// Tables of words, with merged cells.
pub fn merged_cells(random: &mut Random) -> Document {
    let mut section = Section::new();
    for _ in 0..12 {
        let mut table = Table::new(12, 5);
        for row in 0..12 {
            for column in 0..5 {
                table = table.cell(row, column, laid_out(&words(random, 3)));
            }
        }
        for row in (0..12).step_by(3) {
            table = table.merge(row, 0, 3, 1).merge(row, 1, 1, 2);
        }
        section = section.paragraph(laid_out(&sentence(random))).paragraph(table);
    }
    of(section)
}

/// Tables in tables.
pub fn nested_tables(random: &mut Random) -> Document {
    of(paragraphs(20, || {
        let mut table = Table::new(3, 2);
        for row in 0..3 {
            let inner = numbers(random, 4, 3);
            table = table.cell(row, 0, laid_out(&words(random, 2))).cell(row, 1, Blocks::from(inner));
        }
        table.into()
    }))
}

/// A form: labels and cells to fill in, most of them empty.
pub fn form(random: &mut Random) -> Document {
    let mut section = Section::new();
    for _ in 0..10 {
        let mut table = Table::new(16, 6);
        for row in 0..16 {
            table = table.cell(row, 0, laid_out(&words(random, 1))).cell(row, 2, laid_out(&words(random, 1)));
            table = table.cell(row, 4, laid_out("□ 예 □ 아니요"));
            for column in [1, 3, 5] {
                table = table.cell(row, column, laid_out(""));
            }
        }
        section = section.paragraph(laid_out(&words(random, 4))).paragraph(table);
    }
    of(section)
}

/// Form objects: boxes to tick, lists, fields.
pub fn form_objects(random: &mut Random) -> Document {
    let object = |form: Form| Control::Form(form);
    of(paragraphs(150, || {
        let caption = words(random, 2);
        Paragraph::from(words(random, 2))
            .control(object(Form::CheckBox { caption: caption.clone(), checked: random.next(2) == 0 }))
            .text(" ")
            .control(object(Form::RadioButton { caption, checked: false }))
            .control(object(Form::Edit { text: words(random, 2) }))
            .line(0, 0)
    }))
}

/// Many small runs: each word in another look.
pub fn small_runs(random: &mut Random) -> Document {
    let looks = [
        CharShape::new(),
        CharShape::new().bold(),
        CharShape::new().italic(),
        CharShape::new().underline(),
        CharShape::new().colour(0x1F4E9E),
        CharShape::new().size(12),
        CharShape::new().bold().underline(),
    ];
    of(paragraphs(60, || {
        let runs = (0..40).fold(Paragraph::new(), |line, _| {
            let text = words(random, 1) + " ";
            line.shape(looks[random.next(looks.len())].clone()).text(&text)
        });
        runs.line(0, 0).line(40, 1_600).line(80, 3_200)
    }))
}

/// Thousands of shapes and styles, most of them used once.
pub fn many_styles(random: &mut Random) -> Document {
    let mut document = Document::default();
    for number in 0..200 {
        let left = number * 10;
        document.style(
            &format!("모양 {number}"),
            &format!("Look {number}"),
            &ParaShape { left, ..ParaShape::default() },
        );
    }
    let mut colour = 0_u32;
    let section = paragraphs(120, || {
        colour += 1;
        let style = u8::try_from(colour % 200 + 16).unwrap();
        let shape = |more: u32| CharShape::new().colour(colour * 7 + more);
        let line = Paragraph::new().shape(shape(0)).text(&words(random, 6)).shape(shape(1)).text(&words(random, 6));
        line.indent(i32::try_from(colour).unwrap() * 10, 0).style(style).line(0, 0).line(40, 1_600)
    });
    document.section(section);
    document
}

/// Empty paragraphs, some of them between lines of text.
pub fn empty_paragraphs(random: &mut Random) -> Document {
    let mut at = 0;
    of(paragraphs(1_000, || {
        at += 1;
        laid_out(&if at % 10 == 0 { words(random, 3) } else { String::new() })
    }))
}

/// Bullets and marks from the private use area whose meanings are known.
pub fn known_symbols(random: &mut Random) -> Document {
    const SYMBOLS: [char; 8] =
        ['\u{F06C}', '\u{F0A7}', '\u{F0D8}', '\u{F0E8}', '\u{F02EF}', '\u{F0854}', '\u{F02B1}', '\u{F003B}'];
    of(paragraphs(250, || {
        let [first, second] = [0; 2].map(|_| SYMBOLS[random.next(SYMBOLS.len())]);
        laid_out(&format!("{first} {} {second}{}", words(random, 5), words(random, 5)))
    }))
}

/// Private-use characters of unknown meaning, a few of them thousands of times: a warning for each.
pub fn unknown_symbols(random: &mut Random) -> Document {
    of(paragraphs(250, || {
        let mut text = String::new();
        for _ in 0..6 {
            text.push(['\u{F000}', '\u{F007F}', '\u{F03DA}', '\u{E000}'][random.next(4)]);
            text += &words(random, 2);
        }
        laid_out(&text)
    }))
}

/// Text in characters of private use alone, thousands of different ones.
pub fn private_text(random: &mut Random) -> Document {
    of(paragraphs(250, || {
        let text: String =
            (0..60).filter_map(|_| char::from_u32(0xF1000 + u32::try_from(random.next(4_000)).unwrap())).collect();
        laid_out(&text)
    }))
}

/// Old Hangul, which is stored in characters of private use.
pub fn old_hangul(random: &mut Random) -> Document {
    of(paragraphs(150, || {
        let mut text = String::new();
        for _ in 0..12 {
            text.extend((0..4).filter_map(|_| char::from_u32(0xE0BC + u32::try_from(random.next(5_000)).unwrap())));
            text += &words(random, 1);
        }
        laid_out(&text)
    }))
}

/// Controls that no reader knows, each of another id, and records that nobody knows.
pub fn unknown_controls(random: &mut Random) -> Document {
    let mut next = 0;
    of(paragraphs(300, || {
        next += 1;
        let letter = |shift: usize| b'a' + u8::try_from(next / shift % 26).unwrap();
        let id = [b'z', letter(676), letter(26), letter(1)];
        let raw = RawControl { children: vec![(300, 1, vec![0; 8])], ..RawControl::new(11, id) };
        Paragraph::from(words(random, 5)).control(Control::Raw(raw)).text(&words(random, 5)).line(0, 0)
    }))
}

/// Noise, as packed data are.
fn noise(random: &mut Random, count: usize) -> Vec<u8> {
    (0..count).map(|_| random.byte()).collect()
}

/// Pictures: a photograph of 60 KB on each page.
pub fn pictures(random: &mut Random) -> Document {
    let mut document = Document::default();
    let mut section = Section::new();
    for _ in 0..20 {
        // The head of a JPEG picture of 800 x 600 pixels, then its data.
        let mut data = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xC0\0\x11\x08\x02\x58\x03\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xFF\xDA".to_vec();
        data.extend(noise(random, 60_000));
        let picture = document.binary(Binary::new("jpg", data));
        let caption = caption_text("그림", NumberKind::Picture, &words(random, 3));
        let drawing =
            Drawing::picture(picture).description(&words(random, 4)).caption(Caption::new(Side::Bottom, caption));
        section = section.paragraph(laid_out(&prose(random, 60))).paragraph(drawing);
    }
    document.section(section);
    document
}

/// Bitmaps, which pack to a hundredth: what is inflated for nothing costs most there.
pub fn bitmaps(random: &mut Random) -> Document {
    let mut document = Document::default();
    let mut section = Section::new();
    for _ in 0..4 {
        let mut data = b"BM\x36\x10\x0E\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x80\x02\0\0\xE0\x01\0\0\x01\0\x18\0".to_vec();
        data.resize(54, 0);
        data.resize(54 + 640 * 480 * 3, 0xD0);
        let picture = document.binary(Binary::new("bmp", data));
        section = section.paragraph(laid_out(&prose(random, 60))).paragraph(Drawing::picture(picture));
    }
    document.section(section);
    document
}

/// Charts, with a workbook of 40 KB behind each.
pub fn charts(random: &mut Random) -> Document {
    let mut document = Document::default();
    let mut section = Section::new();
    for _ in 0..10 {
        let workbook = noise(random, 40_000);
        let xml = chart(random);
        let file = compound_file(&[("OOXMLChartContents".to_owned(), xml.into_bytes()), ("Data".to_owned(), workbook)]);
        let chart = document.binary(Binary::ole(file));
        section = section.paragraph(laid_out(&prose(random, 40))).paragraph(Drawing::ole(chart));
    }
    document.section(section);
    document
}

fn chart(random: &mut Random) -> String {
    let points = |random: &mut Random, make: fn(&mut Random) -> String| -> String {
        (0..12).map(|at| format!("<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", make(random))).collect()
    };
    let series: String = (0..3)
        .map(|order| {
            format!(
                "<c:ser><c:idx val=\"{order}\"/><c:order val=\"{order}\"/><c:tx><c:strRef><c:strCache><c:ptCount val=\"1\"/>\
                 <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>\
                 <c:ptCount val=\"12\"/>{}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:ptCount val=\"12\"/>\
                 {}</c:numCache></c:numRef></c:val></c:ser>",
                words(random, 1),
                points(random, |random| words(random, 1)),
                points(random, |random| random.next(10_000).to_string()),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><c:chartSpace \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart><c:plotArea><c:barChart>{series}\
         </c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
}

/// Embedded objects of other programs, each of 200 KB.
pub fn objects(random: &mut Random) -> Document {
    let mut document = Document::default();
    let mut section = Section::new();
    for _ in 0..5 {
        let file = compound_file(&[("Contents".to_owned(), noise(random, 200_000))]);
        let object = document.binary(Binary::ole(file));
        section = section.paragraph(laid_out(&prose(random, 60))).paragraph(Drawing::ole(object));
    }
    document.section(section);
    document
}

/// Exercises: equations in the line and on lines of their own.
pub fn equations(random: &mut Random) -> Document {
    const SCRIPTS: [&str; 8] = [
        "x = {-b +- sqrt {b^2 - 4ac}} over {2a}",
        "sum from {k=1} to n k = {n(n+1)} over 2",
        "int _0 ^1 x^2 dx = 1 over 3",
        "lim from {x -> 0} {sin x} over x = 1",
        "pmatrix {a & b # c & d}",
        "f(x) = cases {x & x >= 0 # -x & x < 0}",
        "alpha + beta <= GAMMA times pi",
        "y = 2x + 1",
    ];
    of(paragraphs(150, || {
        let [first, second] = [0; 2].map(|_| SCRIPTS[random.next(SCRIPTS.len())]);
        let in_line = Control::Equation(Equation { script: format!("{first} + {}", random.next(100)), inline: true });
        Paragraph::from(words(random, 5))
            .control(in_line)
            .text(&words(random, 5))
            .control(Control::equation(second))
            .line(0, 0)
    }))
}

/// Footnotes in each paragraph.
pub fn footnotes(random: &mut Random) -> Document {
    of(paragraphs(150, || {
        let note = laid_out(&words(random, 10));
        Paragraph::from(words(random, 10)).footnote(note).text(&words(random, 10)).line(0, 0).line(40, 1_600)
    }))
}

/// Links, bookmarks and fields to fill in.
pub fn fields(random: &mut Random) -> Document {
    of(paragraphs(150, || {
        let target = format!("https://www.example.org/{}?year=2026", random.next(1_000));
        Paragraph::from(words(random, 4))
            .link(&target, &words(random, 2))
            .text(&words(random, 4))
            .field(Field::click_here("여기를 누르세요", "", "이름"), &words(random, 1))
            .control(Control::Bookmark(format!("표시 {}", random.next(1_000))))
            .line(0, 0)
    }))
}

/// Tracked changes.
pub fn changes(random: &mut Random) -> Document {
    let mut document = Document::default();
    let mut section = Section::new();
    for _ in 0..120 {
        let (added, taken) = (document.change(16), document.change(17));
        let line =
            Paragraph::from(words(random, 6)).inserted(added, &words(random, 3)).deleted(taken, &words(random, 3));
        section = section.paragraph(line.text(&words(random, 6)).line(0, 0).line(40, 1_600));
    }
    document.section(section);
    document
}

/// Comments in the margin.
pub fn comments(random: &mut Random) -> Document {
    let mut number = 0;
    of(paragraphs(100, || {
        number += 1;
        let line =
            Paragraph::from(words(random, 8)).memo(number, &words(random, 2), "홍길동", laid_out(&words(random, 8)));
        line.text(&words(random, 8)).line(0, 0).line(40, 1_600)
    }))
}

/// Numbered lists and bullets.
pub fn lists(random: &mut Random) -> Document {
    let mut document = Document::default();
    let numbering = Numbering::new().level("^1.", NumberFormat::Digit).level("^2)", NumberFormat::HangulSyllable);
    let (list, bullet) = (document.numbering(numbering), document.bullet('●'));
    let mut at = 0;
    let section = paragraphs(300, || {
        at += 1;
        let line = laid_out(&words(random, 10));
        if at % 3 == 0 { line.bulleted(bullet, 0) } else { line.numbered(list, u32::from(at % 2 == 0)) }
    });
    document.section(section);
    document
}

/// Text in boxes and groups of boxes.
pub fn text_boxes(random: &mut Random) -> Document {
    of(paragraphs(60, || {
        let [first, second, third] = [0; 3].map(|_| Drawing::text_box(laid_out(&sentence(random))));
        Paragraph::from(first.floating()).control(Control::Drawing(Drawing::group([second, third])))
    }))
}

/// Sections of a page, each with a header and a footer of its own.
pub fn sections(random: &mut Random) -> Document {
    let mut document = Document::default();
    for _ in 0..20 {
        let section = paragraphs(8, || laid_out(&sentence(random)));
        document.section(section.header(words(random, 3).as_str()).footer(words(random, 3).as_str()).page_number());
    }
    document
}

/// A document that may be read and not be changed.
pub fn distribution(random: &mut Random) -> Document {
    let mut document = press_release(random);
    document.distribution();
    document
}

/// Tables and text, as old documents have them.
pub fn text_and_tables(random: &mut Random) -> Document {
    let mut section = Section::new();
    for _ in 0..12 {
        section = section.paragraph(laid_out(&prose(random, 60))).paragraph(numbers(random, 8, 5));
    }
    of(section)
}

/// Characters that are written as references in XML.
pub fn references(random: &mut Random) -> Document {
    of(paragraphs(150, || {
        let [first, second, third] = [0; 3].map(|_| words(random, 5));
        laid_out(&format!("{first} <개정 2026. 1. 5.> {second} A&B {third} \"강조\""))
    }))
}
