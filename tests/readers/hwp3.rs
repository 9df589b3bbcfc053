//! What the reader of HWP 3 makes of documents built here, sound and broken ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use crate::builder_hwp3::{
    BOLD, Cell, Document, Front, ITALIC, List, Paragraph, SUPERSCRIPT, document, drawing, list, words,
};
use hwpconv::document::{
    Align, Block, Blocks, BreakKind, FurnitureKind, Inline, LabelKind, Marks, NoteKind, PageParity,
};
use hwpconv::{ErrorKind, LimitKind, Limits, Lock, Part, ReadOptions, Reading, Warning, WarningKind};

fn read(document: &Document) -> Reading {
    hwpconv::read(&document.bytes(), &ReadOptions::default()).unwrap()
}

/// The blocks of a document that has nothing to complain of.
fn blocks(document: &Document) -> Blocks {
    let reading = read(document);
    assert_eq!(reading.warnings, []);
    reading.document.sections.into_iter().next().unwrap().blocks
}

fn paragraphs(paragraphs: Vec<Paragraph>) -> Blocks {
    blocks(&document(paragraphs))
}

fn content(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph(paragraph) => &paragraph.content,
        other => panic!("{other:?}"),
    }
}

fn plain(blocks: &[Block]) -> String {
    hwpconv::document::plain_text(blocks)
}

fn words_of(reading: &Reading) -> String {
    reading.document.sections.iter().map(|section| plain(&section.blocks)).collect()
}

fn in_line() -> Front {
    Front::default()
}

fn floating() -> Front {
    Front { anchor: 1, ..Front::default() }
}

fn none() -> List {
    List::default()
}

#[test]
fn title_is_read_from_the_summary() {
    let reading = read(&document(vec![Paragraph::of("가")]));
    assert_eq!(reading.document.metadata.title.as_deref(), Some("제목"));
    assert_eq!(reading.document.metadata.author, None);
}

#[test]
fn compressed_and_plain_bodies_are_the_same() {
    let plain = document(vec![Paragraph::of("본문"), Paragraph::of("끝")]);
    let packed = Document { compressed: true, ..document(vec![Paragraph::of("본문"), Paragraph::of("끝")]) };
    assert_eq!(blocks(&plain), blocks(&packed));
}

#[test]
fn marks_follow_the_shape_of_each_character() {
    let blocks =
        paragraphs(vec![Paragraph::of("가").marked("나", BOLD | ITALIC).tab().text("다").marked("2", SUPERSCRIPT)]);
    let marks = |inline: &Inline| match inline {
        Inline::Text(text) => Some((text.text.to_string(), text.marks)),
        _ => None,
    };
    let texts = content(&blocks[0]).iter().map(marks).collect::<Vec<_>>();
    let expected = [
        Some(("가".to_owned(), Marks::NONE)),
        Some(("나".to_owned(), Marks::BOLD.with(Marks::ITALIC))),
        None,
        Some(("다".to_owned(), Marks::NONE)),
        Some(("2".to_owned(), Marks::SUPERSCRIPT)),
    ];
    assert_eq!(texts, expected);
}

#[test]
fn size_of_a_paragraph_is_that_of_most_of_its_characters() {
    let blocks = paragraphs(vec![
        Paragraph::of("").sized("새 도서관", 20).text("에서"),
        Paragraph::of("보통 글자"),
        Paragraph::of("많은 글자와").sized("큰", 30),
    ]);
    let size = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.size,
        _ => None,
    };
    assert_eq!(blocks.iter().map(size).collect::<Vec<_>>(), [Some(2_000), Some(1_000), Some(1_000)]);
}

#[test]
fn alignment_is_kept_by_paragraphs_that_follow_but_not_past_a_caption() {
    let caption = List(vec![Paragraph::of("그림").aligned(3)]);
    let blocks = paragraphs(vec![
        Paragraph::of("가").aligned(2).picture(0, floating(), "a.bmp", &[], &caption),
        Paragraph::of("나").following(),
    ]);
    let align = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.align),
        _ => None,
    };
    assert_eq!(blocks.iter().filter_map(align).collect::<Vec<_>>(), [Align::Right, Align::Right]);
}

#[test]
fn page_ends_after_the_paragraph_that_says_so() {
    let blocks =
        paragraphs(vec![Paragraph::of("가").with_flags(2), Paragraph::of("나").with_flags(1), Paragraph::of("다")]);
    assert!(matches!(
        blocks[..],
        [
            Block::Paragraph(_),
            Block::Break(BreakKind::Page, _),
            Block::Paragraph(_),
            Block::Break(BreakKind::Column, _),
            Block::Paragraph(_)
        ]
    ));
}

#[test]
fn controls_of_fixed_size_say_what_they_say() {
    let name = crate::builder_hwp3::padded(b"name".to_vec(), 20);
    let mut date = crate::builder_hwp3::padded(crate::builder_hwp3::hchars("1.2.3"), 80);
    date.extend(words(&[1997, 3, 6, 1, 0, 0]));
    let paragraph = Paragraph::of("a")
        .control(24, &[0; 2])
        .text("b")
        .control(30, &[])
        .text("c")
        .control(31, &[])
        .text("d")
        .control(25, &[0; 2])
        .control(26, &[0; 242])
        .control(19, &[0; 4])
        .control(20, &[0; 4])
        .control(21, &[0; 4])
        .control(22, &name)
        .control(23, &words(&[b'A'.into(), b'B'.into(), 0]))
        .control_of_room(8, &date, 4)
        .control_of_room(7, &[0; 80], 42)
        .text("e");
    assert_eq!(plain(&paragraphs(vec![paragraph])).trim(), "a-b\u{A0}c d{name}AB1997.3.1e");
}

#[test]
fn date_takes_the_room_that_lets_the_paragraph_end() {
    for room in [4, 48] {
        let date = [vec![0; 80], words(&[2001, 12, 0, 25, 0, 0])].concat();
        let blocks =
            paragraphs(vec![Paragraph::of("오늘 ").control_of_room(8, &date, room).text("!"), Paragraph::of("다음")]);
        assert_eq!(plain(&blocks).lines().collect::<Vec<_>>(), ["오늘 2001년 12월 25일!", "다음"]);
    }
}

#[test]
fn note_holds_its_text_without_its_number() {
    let note = List(vec![Paragraph::default().number(1, 3).text(" 각주 글")]);
    let blocks = paragraphs(vec![Paragraph::of("가").footnote(2, &note).text("나").note(1, 0, &list("미주"))]);
    let notes = content(&blocks[0]).iter().filter_map(|inline| match inline {
        Inline::Note(note) => Some((note.kind, note.number.as_str(), plain(&note.blocks).trim().to_owned())),
        _ => None,
    });
    let expected = [(NoteKind::Footnote, "3", "각주 글".to_owned()), (NoteKind::Endnote, "1", "미주".to_owned())];
    assert_eq!(notes.collect::<Vec<_>>(), expected);
}

#[test]
fn hidden_comment_is_a_comment() {
    let blocks = paragraphs(vec![Paragraph::of("가").hidden_comment(&list("숨은 말"))]);
    let Inline::Note(note) = &content(&blocks[0])[1] else { panic!() };
    assert_eq!((note.kind, plain(&note.blocks).trim()), (NoteKind::Comment, "숨은 말"));
}

#[test]
fn header_and_footer_are_furniture_with_a_place_for_the_page() {
    let footer = List(vec![Paragraph::of("쪽 ").number(0, 1).text(" / ").number(6, 0)]);
    let reading = read(&document(vec![
        Paragraph::default()
            .furniture(0, 2, &list("머리말"))
            .furniture(1, 0, &footer)
            .text("본문")
            .number(0, 1)
            .text(" ")
            .number(6, 7),
    ]));
    let section = &reading.document.sections[0];
    let furniture = section.furniture.iter().map(|f| (f.kind, f.pages, plain(&f.blocks).trim().to_owned()));
    let expected = [
        (FurnitureKind::Header, PageParity::Odd, "머리말".to_owned()),
        (FurnitureKind::Footer, PageParity::Both, "쪽 # / ##".to_owned()),
    ];
    assert_eq!(furniture.collect::<Vec<_>>(), expected);
    assert_eq!(plain(&section.blocks).trim(), "본문 7");
}

#[test]
fn table_has_the_grid_of_its_edges_and_its_caption() {
    let cells = [
        Cell(0, 0, 100, 40, list("가")),
        Cell(102, 0, 100, 80, list("나")),
        Cell(0, 41, 100, 40, List(vec![Paragraph::of("다"), Paragraph::of("라")])),
    ];
    let caption = List(vec![Paragraph::of("표 ").number(4, 7)]);
    let front = Front { caption_position: 1, ..in_line() };
    let blocks = paragraphs(vec![Paragraph::default().boxed(0, front, &cells, &caption)]);
    let [Block::Table(table)] = &blocks[..] else { panic!("{blocks:?}") };
    assert_eq!((table.rows(), table.columns(), table.header_rows()), (2, 2, 1));
    let places = table.cells().iter().map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span));
    assert_eq!(places.collect::<Vec<_>>(), [(0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1)]);
    assert_eq!(table.cells()[2].blocks.len(), 2);
    let caption = table.caption().unwrap();
    assert_eq!((caption.before, plain(&caption.blocks).trim()), (true, "표 7"));
}

#[test]
fn text_box_and_table_of_one_cell_are_frames() {
    for kind in [0, 1, 9] {
        let cell = [Cell(0, 0, 10, 10, list("안"))];
        let blocks = paragraphs(vec![Paragraph::of("앞").boxed(kind, floating(), &cell, &none()).text("뒤")]);
        let [Block::Paragraph(_), Block::Frame(frame)] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!(plain(&frame.blocks).trim(), "안");
    }
}

#[test]
fn equation_is_the_text_of_its_box() {
    let script = List(vec![Paragraph::of("a over b"), Paragraph::of("+1 ")]);
    let reading = read(&document(vec![
        Paragraph::of("식 ").boxed(2, in_line(), &[Cell(0, 0, 9, 9, script)], &none()).text(" 끝"),
    ]));
    let Inline::Equation(equation) = &content(&reading.document.sections[0].blocks[0])[1] else { panic!() };
    assert_eq!(equation.script, "a over b\n+1");
}

#[test]
fn links_belong_to_the_objects_in_their_order() {
    let front = Front { is_link: true, ..in_line() };
    let button = |text: &str| [Cell(0, 0, 9, 9, list(text))];
    let made = document(vec![
        Paragraph::default()
            .boxed(3, front, &button("하나"), &none())
            .boxed(3, in_line(), &button("단추"), &none())
            .boxed(1, Front { anchor: 1, ..front }, &button("둘"), &none()),
        Paragraph::of("앞 ").boxed(1, front, &button("셋"), &none()).text(" 뒤"),
    ]);
    let made = made.with_links(&[("http://example.com/", ""), ("", "목차"), ("a.hwp", "절")]);
    let blocks = blocks(&made);
    assert!(matches!(content(blocks.last().unwrap()), [Inline::Text(_), Inline::Link(_), Inline::Text(_)]));
    let mut links = Vec::new();
    hwpconv::document::visit(&blocks, &mut |node| {
        if let hwpconv::document::Node::Inline(Inline::Link(link)) = node {
            links.push(link.target.clone());
        }
    });
    assert_eq!(links, ["http://example.com/", "#목차", "a.hwp#절"]);
}

#[test]
fn bookmark_is_an_anchor_where_it_begins() {
    let mark =
        |kind: u16| [crate::builder_hwp3::padded(crate::builder_hwp3::hchars("자리"), 32), words(&[kind])].concat();
    let blocks = paragraphs(vec![Paragraph::of("가").headed(6, 34, &mark(1)).text("나").headed(6, 34, &mark(2))]);
    let anchors = content(&blocks[0]).iter().filter(|inline| matches!(inline, Inline::Anchor(name) if name == "자리"));
    assert_eq!(anchors.count(), 1);
}

#[test]
fn field_shows_its_text_and_cross_reference_what_it_showed() {
    let mut field = vec![0; 46];
    field[0] = 4;
    let mut reference = vec![0; 46];
    reference[40] = 4;
    reference.extend(crate::builder_hwp3::hchars("12"));
    let blocks = paragraphs(vec![
        Paragraph::of("이름: ")
            .headed(5, 46, &field)
            .text("홍")
            .headed(5, 46, &field)
            .text(" 쪽 ")
            .headed(29, 50, &reference),
    ]);
    assert_eq!(plain(&blocks).trim(), "이름: 홍 쪽 12");
}

#[test]
fn embedded_object_is_a_file_of_its_own_with_its_picture() {
    let head = words(&[0xFFFF, 0xFFFF, 3, 0, 4, 0, 1, 0, 0xFFFF, 0xFFFF]);
    let metafile = [&head[..], &[0; 16], b"\x04\0\0\0\x01\0\x09\0"].concat();
    let mut storages = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for (path, data) in
        [("00000001.OOO/\u{2}OlePres000", &metafile[..]), ("00000001.OOO/\u{1}Ole10Native", &b"data"[..])]
    {
        storages.create_storage_all("00000001.OOO").unwrap();
        std::io::Write::write_all(&mut storages.create_stream(path).unwrap(), data).unwrap();
    }
    storages.flush().unwrap();
    let storages = storages.into_inner().into_inner();
    let object = |name: &str| Paragraph::default().picture(1, in_line(), name, &[], &none());
    let mut file = document(vec![object("00000001.ooo"), object("00000001.OOO"), object("00000009.OOO")]);
    file.blocks.push((2, [&0xF899_5568u32.to_le_bytes()[..], &storages].concat()));
    let reading = read(&file);
    let kinds: Vec<&WarningKind> = reading.warnings.iter().map(|warning| &warning.kind).collect();
    assert_eq!(kinds, [&WarningKind::MissingAttachment]);
    let assets: Vec<&str> = reading.document.assets.iter().map(|asset| asset.name.as_str()).collect();
    assert_eq!(assets, ["image1.wmf", "object2.ole"]);
    let mut own = cfb::CompoundFile::open(std::io::Cursor::new(&reading.document.assets[1].data)).unwrap();
    let mut data = Vec::new();
    std::io::Read::read_to_end(&mut own.open_stream("\u{1}Ole10Native").unwrap(), &mut data).unwrap();
    assert_eq!(data, b"data");
    let shown = |block: &Block| content(block).iter().filter(|inline| matches!(inline, Inline::Image(_))).count();
    assert_eq!(reading.document.sections[0].blocks.iter().map(shown).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn embedded_picture_is_found_by_name() {
    let png = b"\x89PNG\r\n\x1a\n....";
    let made = document(vec![
        Paragraph::of("가").picture(2, in_line(), "c:\\tmp\\e$$1.PNG", &[], &none()),
        Paragraph::default().picture(2, in_line(), "E$$1.png", &[], &list("설명")),
    ])
    .with_picture("E$$1.png", png);
    let reading = read(&made);
    assert_eq!(reading.warnings, []);
    assert_eq!(reading.document.assets.len(), 1);
    assert_eq!(
        (reading.document.assets[0].name.as_str(), &reading.document.assets[0].data[..]),
        ("image1.png", &png[..])
    );
    let blocks = &reading.document.sections[0].blocks;
    assert!(matches!(&content(&blocks[0])[1], Inline::Image(image) if image.asset == Some(0)));
    let Block::Figure(figure) = &blocks[1] else { panic!("{blocks:?}") };
    assert_eq!(plain(&figure.caption.blocks).trim(), "설명");
}

#[test]
fn picture_that_is_missing_is_reported_and_named() {
    let reading = read(&document(vec![Paragraph::default().picture(2, in_line(), "gone.bmp", &[], &none())]));
    assert_eq!(kinds(&reading), [WarningKind::MissingAttachment]);
    let Inline::Image(image) = &content(&reading.document.sections[0].blocks[0])[0] else { panic!() };
    assert_eq!((image.asset, image.source.as_deref()), (None, Some("gone.bmp")));
}

#[test]
fn text_in_a_drawing_is_kept_and_text_goes_on_after_it() {
    let extra = drawing(&[(0, Vec::new()), (2, vec![1, 2, 3]), (6, list("그린 글").bytes())]);
    let blocks =
        paragraphs(vec![Paragraph::of("앞").picture(3, in_line(), "", &extra, &list("캡션")), Paragraph::of("뒤")]);
    assert_eq!(
        plain(&blocks).lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        ["앞", "그린 글", "캡션", "뒤"]
    );
}

#[test]
fn linked_drawing_of_one_line_is_a_link_in_the_line() {
    let mut extra = drawing(&[(6, list("목차로").bytes())]);
    let link = [&617u32.to_le_bytes()[..], &crate::builder_hwp3::hyperlink("", "목차")].concat();
    extra.splice(28..28, link);
    extra[..4].copy_from_slice(&(24u32 + 4 + 617).to_le_bytes());
    let blocks = paragraphs(vec![Paragraph::default().picture(3, floating(), "", &extra, &none()).tab().text("3")]);
    let [Inline::Link(link), Inline::Tab, Inline::Text(_)] = content(&blocks[0]) else { panic!("{blocks:?}") };
    assert_eq!((link.target.as_str(), link.content.len()), ("#목차", 1));
}

#[test]
fn outline_number_is_the_label_of_its_paragraph() {
    let own = [1, 0, 0, 5, 0, 0, 0];
    let points = [0, 0x2E, 0, 0x2E, 0x28, 0x29, 0, 0x29, 0, 0, 0, 0, 0, 0];
    let blocks = paragraphs(vec![
        Paragraph::default().outline(0, 0, [2, 0, 0, 0, 0, 0, 0], own, points).text("로마"),
        Paragraph::default().outline(0, 2, [2, 1, 3, 0, 0, 0, 0], own, points).text("괄호"),
        Paragraph::default().outline(0, 3, [2, 1, 3, 2, 0, 0, 0], own, points).text("나"),
        Paragraph::default().outline(1, 2, [2, 1, 3, 0, 0, 0, 0], [0; 7], [0; 14]).text("길"),
        Paragraph::default().outline(5, 3, [2, 1, 3, 2, 0, 0, 0], [0; 7], [0; 14]).text("꼴"),
        Paragraph::default().outline(129, 6, [0; 7], [0; 7], [0; 14]).text("점"),
    ]);
    let labels = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.label.as_deref(),
        _ => None,
    });
    let labels = labels.map(|label| (label.kind, label.text.as_str(), label.level)).collect::<Vec<_>>();
    let number = LabelKind::Number;
    let expected = [
        (number, "II.", 0),
        (number, "(3)", 2),
        (number, "나)", 3),
        (number, "2.1.3.", 2),
        (number, "(나)", 3),
        (LabelKind::Bullet, "\u{2043}", 6),
    ];
    assert_eq!(labels, expected);
}

fn kinds(reading: &Reading) -> Vec<WarningKind> {
    reading.warnings.iter().map(|warning: &Warning| warning.kind.clone()).collect()
}

#[test]
fn reserved_control_is_passed_over_whether_its_data_are_there_or_not() {
    for data in [&b"\x01\x02\0\0\x03\x04"[..], b""] {
        let made = document(vec![Paragraph::of("앞").headed(3, 6, data).text("뒤"), Paragraph::of("끝")]);
        let reading = read(&made);
        assert_eq!(words_of(&reading).lines().collect::<Vec<_>>(), ["앞뒤", "끝"]);
        assert_eq!(kinds(&reading), [WarningKind::UnknownControl { id: "3".to_owned() }]);
    }
}

#[test]
fn characters_without_meaning_are_shown_and_reported() {
    let reading = read(&document(vec![Paragraph::of("가").raw(0xA0).raw(0x8901).raw(1).text("나")]));
    assert_eq!(words_of(&reading).trim(), "가\u{FFFD}\u{FFFD}나");
    let lost = |code| WarningKind::LostCharacter { code };
    assert_eq!(kinds(&reading), [lost(0xA0), lost(0x8901), WarningKind::InvalidCharacter]);
}

#[test]
fn locked_document_opens_with_its_password_only() {
    for compressed in [true, false] {
        let locked =
            Document {
                compressed, password: Some("열쇠 key 1234567890"), ..document(vec![Paragraph::of("잠긴 글")])
            };
        let open = |password: Option<&str>| {
            let password = password.map(hwpconv::Password::new);
            hwpconv::read(&locked.bytes(), &ReadOptions { password, ..ReadOptions::default() })
        };
        assert_eq!(open(None).unwrap_err().kind(), &ErrorKind::Encrypted(Lock::Password));
        assert_eq!(open(Some("")).unwrap_err().kind(), &ErrorKind::WrongPassword);
        assert_eq!(open(Some("열쇠 key 123456789")).unwrap_err().kind(), &ErrorKind::WrongPassword);
        let reading = open(Some("열쇠 key 1234567890")).unwrap();
        assert_eq!(words_of(&reading).trim(), "잠긴 글");
        assert_eq!(reading.warnings, []);
    }
}

/// A document with one of everything.
fn rich() -> Document {
    let inner = [Cell(0, 0, 100, 40, list("속")), Cell(100, 0, 100, 40, list("표"))];
    let cells = [
        Cell(0, 0, 100, 40, list("가")),
        Cell(100, 0, 100, 40, List(vec![Paragraph::of("나").boxed(0, in_line(), &inner, &none())])),
    ];
    let extra = drawing(&[(6, list("그림 글").bytes())]);
    document(vec![
        Paragraph::of("처음").marked("굵게", BOLD),
        Paragraph::of("둘째").with_lines(2).footnote(0, &list("각주")).tab(),
        Paragraph::default().boxed(0, floating(), &cells, &list("표 캡션")),
        Paragraph::default().picture(3, floating(), "", &extra, &list("그림 캡션")),
        Paragraph::default().picture(2, in_line(), "p", &[], &none()).text("끝"),
    ])
    .with_picture("p", b"GIF89a")
    .with_links(&[("", "x")])
}

#[test]
fn cut_document_keeps_the_words_before_the_cut_and_says_so() {
    let whole = rich().bytes();
    let body = rich().plain_body();
    let front = whole.len() - body.len();
    for cut in front..whole.len() - 8 {
        match hwpconv::read(&whole[..cut], &ReadOptions::default()) {
            Ok(reading) => assert!(!reading.warnings.is_empty(), "cut at {cut}"),
            Err(error) => assert_eq!(error.kind(), &ErrorKind::NoBody, "cut at {cut}"),
        }
    }
    let reading = hwpconv::read(&whole[..whole.len() - 900], &ReadOptions::default()).unwrap();
    assert!(words_of(&reading).starts_with("처음굵게"), "{}", words_of(&reading));
}

#[test]
fn cut_header_is_an_error() {
    let whole = rich().bytes();
    for cut in [24, 30, 157, 158, 1165] {
        let error = hwpconv::read(&whole[..cut], &ReadOptions::default()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Damaged { .. }), "{error}");
    }
}

#[test]
fn no_changed_byte_makes_the_reader_fail_or_stop() {
    let whole = rich().bytes();
    for at in 1166..whole.len() {
        for value in [0, 0x0A, 0xFF] {
            let mut changed = whole.clone();
            changed[at] = value;
            if let Ok(reading) = hwpconv::read(&changed, &ReadOptions::default()) {
                let size = words_of(&reading).len();
                assert!(size < 4 * whole.len(), "byte {at} = {value:#x}: {size} bytes of text");
            }
        }
    }
}

#[test]
fn words_before_a_broken_paragraph_are_kept() {
    for count in [2, 7, 60_001, u16::MAX] {
        let broken = Paragraph::of("셋째").with_count(count);
        let reading = read(&document(vec![Paragraph::of("하나"), Paragraph::of("둘"), broken, Paragraph::of("넷")]));
        assert!(words_of(&reading).starts_with("하나\n둘"), "{count}: {}", words_of(&reading));
        assert!(!reading.warnings.is_empty());
    }
}

#[test]
fn words_and_pictures_after_damage_are_found_again() {
    let broken = [
        Paragraph::of("깨진").raw(9).text("제어 문자가 있는 문단").with_lines(1),
        Paragraph::of("깨진 상자").headed(10, 0, &[0xFF; 90]).with_lines(1),
        Paragraph::of("깨진 머리").with_lines(1).with_count(u16::MAX),
    ];
    for broken in broken {
        let cell = [Cell(0, 0, 9, 9, List(vec![Paragraph::of("셋").with_lines(1)]))];
        let made = document(vec![
            Paragraph::of("하나").with_lines(1),
            broken,
            Paragraph::of("둘").marked("!", BOLD).with_lines(1),
            Paragraph::default().boxed(1, floating(), &cell, &none()).with_lines(1),
            Paragraph::default().picture(2, in_line(), "p", &[], &none()).with_lines(1),
            Paragraph::of("넷").with_lines(1),
        ]);
        let reading = read(&made.with_picture("p", b"GIF89a"));
        let words = words_of(&reading);
        for word in ["하나", "둘!", "셋", "넷"] {
            assert!(words.contains(word), "{word} in {words}");
        }
        assert_eq!(reading.document.assets.len(), 1);
        assert!(kinds(&reading).iter().all(|kind| matches!(kind, WarningKind::BadRecord { .. } | WarningKind::CutOff)));
        assert!(!reading.warnings.is_empty());
    }
}

#[test]
fn count_that_is_too_large_is_mended_when_a_paragraph_follows() {
    let wrong = Paragraph::of("하나").with_count(9);
    let reading = read(&document(vec![wrong, Paragraph::of("둘").with_lines(1)]));
    assert_eq!(words_of(&reading).lines().collect::<Vec<_>>(), ["하나", "둘"]);
    assert_eq!(kinds(&reading), [WarningKind::Repaired { what: Part::CharacterCount }]);
}

#[test]
fn box_of_more_cells_than_bytes_ends_the_text() {
    let mut content = vec![0; 80];
    content.extend(words(&[u16::MAX, 0]));
    let reading = read(&document(vec![Paragraph::of("앞").headed(10, 0, &content), Paragraph::of("뒤")]));
    assert!(words_of(&reading).starts_with('앞'));
    assert!(reading.warnings.iter().any(|warning| warning.kind == WarningKind::CutOff));
}

#[test]
fn table_with_as_many_cells_as_the_count_can_say_is_read() {
    let cells = (0..u16::MAX).map(|i| Cell(i % 256 * 200, i / 256 * 200, 200, 200, none())).collect::<Vec<_>>();
    let blocks = paragraphs(vec![Paragraph::default().boxed(0, in_line(), &cells, &none())]);
    let [Block::Table(table)] = &blocks[..] else { panic!() };
    assert_eq!((table.rows(), table.columns(), table.cells().len()), (256, 256, 65_535));
}

#[test]
fn nesting_without_end_stops_at_the_limit() {
    let mut inner = list("가장 안");
    for _ in 0..100 {
        inner = List(vec![Paragraph::of("겉").boxed(1, in_line(), &[Cell(0, 0, 9, 9, inner)], &none())]);
    }
    let reading = read(&document(inner.0));
    assert_eq!(kinds(&reading), [WarningKind::LimitMet(LimitKind::Nesting(Limits::default().nesting))]);
    assert_eq!(words_of(&reading).matches('겉').count(), 64);
}

#[test]
fn inflating_stops_at_the_limit_and_keeps_what_was_there() {
    let text = "가".repeat(500);
    let made = Document { compressed: true, ..document((0..100).map(|_| Paragraph::of(&text)).collect()) };
    let limits = Limits { stream_bytes: 20_000, ..Limits::default() };
    let reading = hwpconv::read(&made.bytes(), &ReadOptions { limits, ..ReadOptions::default() }).unwrap();
    assert!(words_of(&reading).starts_with(&text));
    assert!(kinds(&reading).contains(&WarningKind::LimitMet(LimitKind::StreamBytes(20_000))));
}

#[test]
fn body_that_is_not_compressed_is_read_whatever_the_header_says() {
    let mut bytes = document(vec![Paragraph::of("가")]).bytes();
    bytes[30 + 124] = 1;
    let reading = hwpconv::read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(words_of(&reading).trim(), "가");
    assert_eq!(kinds(&reading), [WarningKind::Repaired { what: Part::CompressionFlag }]);
}

#[test]
fn unknown_block_is_reported_and_pictures_after_it_are_found() {
    let mut made = document(vec![Paragraph::default().picture(2, in_line(), "p", &[], &none())]);
    made.blocks.push((0x77, vec![1, 2, 3]));
    let reading = read(&made.with_picture("p", b"GIF89a"));
    assert_eq!(kinds(&reading), [WarningKind::UnknownRecord { tag: "additional block 0x77".to_owned() }]);
    assert_eq!(reading.document.assets.len(), 1);
}
