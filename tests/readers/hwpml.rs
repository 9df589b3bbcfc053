//! What the reader of HWPML makes of files built here, sound and broken ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::io::Write;

use crate::builder_hwpml::{File, cell, file, list, object, p, paragraph, run, section};
use hwpconv::document::{
    Align, Block, Blocks, BreakKind, ChangeKind, FurnitureKind, Inline, LabelKind, Marks, NoteKind, PageParity,
};
use hwpconv::{ErrorKind, LimitKind, ReadOptions, Reading, TrackChanges, WarningKind};

fn read(file: &File) -> Reading {
    hwpconv::read(file.text().as_bytes(), &ReadOptions::default()).unwrap()
}

/// The blocks of the first section of a file that has nothing to complain of.
fn blocks(file: &File) -> Blocks {
    let reading = read(file);
    assert_eq!(reading.warnings, []);
    reading.document.sections.into_iter().next().unwrap().blocks
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

fn kinds(reading: &Reading) -> Vec<WarningKind> {
    reading.warnings.iter().map(|warning| warning.kind.clone()).collect()
}

#[test]
fn summary_is_metadata() {
    let made = File {
        summary: "<TITLE>제목 &amp; 끝</TITLE><AUTHOR/><DATE>어느 날</DATE>".to_owned(),
        ..file(&p("가"))
    };
    let metadata = read(&made).document.metadata;
    assert_eq!(
        (metadata.title.as_deref(), metadata.author, metadata.date.as_deref()),
        (Some("제목 & 끝"), None, Some("어느 날"))
    );
    assert_eq!(metadata.format_version.as_deref(), Some("2.91"));
}

#[test]
fn entity_that_the_file_declares_is_what_it_stands_for() {
    let declared = |subset: &str, words: &str| {
        let text = file(&p(words)).text().replace("?>\n", &format!("?>\n<!DOCTYPE HWPML [{subset}]>\n"));
        let reading = hwpconv::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(reading.warnings, []);
        words_of(&reading).trim_end().to_owned()
    };
    assert_eq!(declared("\n\t<!ENTITY nbsp\t\"&#160;\">\n", "제1장&nbsp;총칙"), "제1장\u{A0}총칙");
    // What is not declared here, or lies elsewhere, stays as typed.
    assert_eq!(declared("<!ENTITY a SYSTEM \"other.txt\">", "가&a;나&b;"), "가&a;나&b;");
    // A file that grows without end does not.
    let laughs: String = (1..40).map(|n| format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1)).collect();
    assert_eq!(declared(&format!("<!ENTITY a0 \"ha\">{laughs}"), "&a39;"), "&a39;");
}

#[test]
fn points_of_a_connecting_line_are_layout() {
    let points = "<CONTROLPOINT Type=\"3\" X=\"0\" Y=\"0\"/><CONTROLPOINT Type=\"26\" X=\"1\" Y=\"1\"/>";
    let shape =
        "<DRAWINGOBJECT><SHAPECOMPONENT><ROTATIONINFO/><RENDERINGINFO/></SHAPECOMPONENT><LINESHAPE/></DRAWINGOBJECT>";
    let line = format!("<CONNECTLINE Type=\"Straight_NoArrow\">{}{shape}{points}</CONNECTLINE>", object(true, ""));
    assert_eq!(plain(&blocks(&file(&run(&format!("<CHAR>가</CHAR>{line}"))))).trim_end(), "가");
}

#[test]
fn access_key_is_no_part_of_a_caption() {
    let form = format!("<CHECKBUTTON Caption=\"R&amp;&amp;D (&amp;R)\" Value=\"1\">{}</CHECKBUTTON>", object(true, ""));
    assert_eq!(plain(&blocks(&file(&run(&form)))).trim_end(), "[x] R&D (R)");
}

#[test]
fn every_encoding_gives_the_same_document() {
    let text = file(&p("한글 <TAB/>끝")).text();
    let expected = blocks(&file(&p("한글 <TAB/>끝")));
    let utf16 = text.replace("UTF-8", "UTF-16");
    let units = |order: fn(u16) -> [u8; 2]| utf16.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let little = [&[0xFF, 0xFE][..], &units(u16::to_le_bytes)].concat();
    let big = [&[0xFE, 0xFF][..], &units(u16::to_be_bytes)].concat();
    let marked = [&[0xEF, 0xBB, 0xBF][..], text.as_bytes()].concat();
    for bytes in [little, big, marked] {
        let reading = hwpconv::read(&bytes, &ReadOptions::default()).unwrap();
        assert_eq!(reading.document.sections[0].blocks, expected);
    }
}

#[test]
fn text_keeps_its_blanks_and_what_stands_between() {
    let made = file(&run(
        "<CHAR> 가 <TAB/>나<LINEBREAK/>다<NBSPACE/>라<FWSPACE/>마<HYPEN/>바<TITLEMARK Ignore=\"true\"/> </CHAR>\n <CHAR>사&#x1F;</CHAR>",
    ));
    let reading = read(&made);
    let blocks = &reading.document.sections[0].blocks;
    let text = |inline: &Inline| match inline {
        Inline::Text(text) => text.text.to_string(),
        Inline::Tab => "\t".to_owned(),
        Inline::LineBreak => "\n".to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(content(&blocks[0]).iter().map(text).collect::<String>(), " 가 \t나\n다\u{A0}라 마-바 사");
    assert_eq!(kinds(&reading), [WarningKind::InvalidCharacter]);
}

#[test]
fn marks_come_from_the_shape_of_the_run() {
    let shapes = "<CHARSHAPELIST><CHARSHAPE Id=\"3\"><BOLD/><UNDERLINE Type=\"Bottom\" Shape=\"Solid\"/></CHARSHAPE>\
        <CHARSHAPE Id=\"4\"><STRIKEOUT Type=\"Continuous\" Shape=\"3D\"/><UNDERLINE Type=\"None\"/></CHARSHAPE>\
        <CHARSHAPE Id=\"5\"><STRIKEOUT Type=\"Continuous\" Shape=\"Solid\"/><ITALIC/><SUPERSCRIPT/></CHARSHAPE></CHARSHAPELIST>";
    let run = |id: u8| format!("<TEXT CharShape=\"{id}\"><CHAR>{id}</CHAR></TEXT>");
    let made = file(&format!("<P>{}{}{}</P>", run(3), run(4), run(5))).with_tables(shapes);
    let blocks = blocks(&made);
    let marks = content(&blocks[0]).iter().map(|inline| match inline {
        Inline::Text(text) => text.marks,
        other => panic!("{other:?}"),
    });
    let struck = Marks::STRIKE.with(Marks::ITALIC).with(Marks::SUPERSCRIPT);
    assert_eq!(marks.collect::<Vec<_>>(), [Marks::BOLD.with(Marks::UNDERLINE), Marks::NONE, struck]);
}

/// Shapes: 1 outline of level 1, 2 outline of level 2, 3 numbers, 4 bullets, 5 centred with a page before.
const LISTS: &str = "<NUMBERINGLIST><NUMBERING Id=\"1\" Start=\"1\"><PARAHEAD Level=\"1\" NumFormat=\"RomanCapital\">^1.</PARAHEAD>\
    <PARAHEAD Level=\"2\" NumFormat=\"HangulSyllable\">^2)</PARAHEAD></NUMBERING>\
    <NUMBERING Id=\"2\"><PARAHEAD Level=\"1\" NumFormat=\"CircledDigit\" Start=\"3\">^1</PARAHEAD></NUMBERING></NUMBERINGLIST>\
    <BULLETLIST><BULLET Id=\"1\" Char=\"■\"/></BULLETLIST>\
    <PARASHAPELIST><PARASHAPE Id=\"0\" Align=\"Left\"/><PARASHAPE Id=\"1\" HeadingType=\"Outline\" Heading=\"0\" Level=\"0\"/>\
    <PARASHAPE Id=\"2\" HeadingType=\"Outline\" Heading=\"0\" Level=\"1\"/>\
    <PARASHAPE Id=\"3\" HeadingType=\"Number\" Heading=\"2\" Level=\"0\"/>\
    <PARASHAPE Id=\"4\" HeadingType=\"Bullet\" Heading=\"1\" Level=\"0\"/>\
    <PARASHAPE Id=\"5\" Align=\"Center\" PageBreakBefore=\"true\"/></PARASHAPELIST>\
    <STYLELIST><STYLE Id=\"7\" ParaShape=\"3\"/></STYLELIST>";

#[test]
fn lists_are_numbered_and_outlines_are_headings() {
    let line = |attributes: &str, text: &str| paragraph(attributes, &format!("<CHAR>{text}</CHAR>"));
    let first = paragraph("ParaShape=\"1\"", "<SECDEF OutlineShape=\"1\"/><COLDEF/><CHAR>하나</CHAR>");
    let body = [
        first,
        line("ParaShape=\"2\"", "둘"),
        line("ParaShape=\"3\"", "셋"),
        line("Style=\"7\"", "넷"),
        line("ParaShape=\"4\"", "다섯"),
    ];
    let shown = blocks(&file(&body.concat()).with_tables(LISTS)).into_iter().map(|block| match block {
        Block::Heading(heading) => (Some(heading.level), heading.paragraph.label.unwrap()),
        Block::Paragraph(paragraph) => (None, paragraph.label.unwrap()),
        other => panic!("{other:?}"),
    });
    let shown = shown.map(|(level, label)| (level, label.kind, label.text)).collect::<Vec<_>>();
    let expected = [
        (Some(1), LabelKind::Number, "I."),
        (Some(2), LabelKind::Number, "가)"),
        (None, LabelKind::Number, "③"),
        (None, LabelKind::Number, "④"),
        (None, LabelKind::Bullet, "■"),
    ];
    assert_eq!(shown, expected.map(|(level, kind, text)| (level, kind, text.to_owned())));
}

#[test]
fn breaks_and_alignment_come_from_the_paragraph_and_its_shape() {
    let body = p("가")
        + &paragraph("ParaShape=\"5\"", "<CHAR>나</CHAR>")
        + &paragraph("ColumnBreak=\"true\"", "<CHAR>다</CHAR>");
    let blocks = blocks(&file(&body).with_tables(LISTS));
    let [
        Block::Paragraph(left),
        Block::Break(BreakKind::Page, _),
        Block::Paragraph(centred),
        Block::Break(BreakKind::Column, _),
        _,
    ] = &blocks[..]
    else {
        panic!("{blocks:?}")
    };
    assert_eq!((left.align, centred.align, centred.origin.paragraph), (Align::Left, Align::Center, 1));
}

#[test]
fn sections_follow_each_other() {
    let made = File { sections: section(&p("하나")) + &section(&p("둘")), ..File::default() };
    let sections = read(&made).document.sections;
    assert_eq!(sections.iter().map(|section| plain(&section.blocks)).collect::<String>(), "하나둘");
    assert!(matches!(&sections[1].blocks[0], Block::Paragraph(p) if p.origin.section == 1));
}

#[test]
fn note_holds_its_text_without_its_number() {
    let number =
        "<AUTONUM Number=\"4\" NumberType=\"Footnote\"><AUTONUMFORMAT Type=\"Digit\" SuffixChar=\")\"/></AUTONUM>";
    let note = run(&format!("{number}<CHAR> 각주 <TAB/>글</CHAR>"));
    let body = run(&format!(
        "<CHAR>가</CHAR><FOOTNOTE>{}</FOOTNOTE><CHAR>나</CHAR><ENDNOTE>{}</ENDNOTE><HIDDENCOMMENT>{}</HIDDENCOMMENT>",
        list(&note),
        list(&p("미주")),
        list(&p("숨은 말"))
    ));
    let blocks = blocks(&file(&body));
    let notes = content(&blocks[0]).iter().filter_map(|inline| match inline {
        Inline::Note(note) => Some((note.kind, note.number.as_str(), plain(&note.blocks))),
        _ => None,
    });
    let expected = [
        (NoteKind::Footnote, "4", "각주  글".to_owned()),
        (NoteKind::Endnote, "1", "미주".to_owned()),
        (NoteKind::Comment, "", "숨은 말".to_owned()),
    ];
    assert_eq!(notes.collect::<Vec<_>>(), expected);
}

#[test]
fn header_and_footer_are_furniture_once() {
    let page = "<AUTONUM Number=\"1\" NumberType=\"Page\"/>";
    let footer = format!("<FOOTER ApplyPageType=\"Both\">{}</FOOTER>", list(&run(&format!("<CHAR>쪽 </CHAR>{page}"))));
    let header = format!("<HEADER ApplyPageType=\"Even\">{}</HEADER>", list(&p("머리말")));
    let reading = read(&file(&run(&format!("{header}{footer}{footer}<CHAR>본문</CHAR>{page}"))));
    let section = &reading.document.sections[0];
    let furniture = section.furniture.iter().map(|f| (f.kind, f.pages, plain(&f.blocks)));
    let expected = [
        (FurnitureKind::Header, PageParity::Even, "머리말".to_owned()),
        (FurnitureKind::Footer, PageParity::Both, "쪽 #".to_owned()),
    ];
    assert_eq!(furniture.collect::<Vec<_>>(), expected);
    assert_eq!(plain(&section.blocks), "본문");
}

#[test]
fn fields_are_links_comments_anchors_or_plain_text() {
    let body = run(&format!(
        "<FIELDBEGIN Type=\"Hyperlink\" Command=\"http\\://example.com/;1;0;0;\"/><CHAR>고리</CHAR><FIELDEND Type=\"Hyperlink\"/>\
         <FIELDBEGIN Type=\"Clickhere\" Command=\"Clickhere:set:\"/><CHAR>값</CHAR><FIELDEND Type=\"Clickhere\"/>\
         <FIELDBEGIN Type=\"Memo\">{}</FIELDBEGIN><CHAR>말</CHAR><FIELDEND Type=\"Memo\"/><BOOKMARK Name=\"자리\"/>",
        list(&p("메모"))
    ));
    let blocks = blocks(&file(&body));
    let [Inline::Link(link), Inline::Text(text), Inline::Note(note), Inline::Anchor(anchor)] = content(&blocks[0])
    else {
        panic!("{blocks:?}")
    };
    assert_eq!((link.target.as_str(), text.text.as_str(), anchor.as_str()), ("http://example.com/", "값말", "자리"));
    assert_eq!((note.kind, plain(&note.blocks).as_str()), (NoteKind::Comment, "메모"));
}

#[test]
fn tracked_change_goes_on_to_its_end() {
    let body = run("<CHAR>가<DELETEBEGIN Id=\"1\"/>나</CHAR><CHAR>다<DELETEEND Id=\"1\"/>라</CHAR>");
    let options = ReadOptions { track_changes: TrackChanges::All, ..ReadOptions::default() };
    let reading = hwpconv::read(file(&body).text().as_bytes(), &options).unwrap();
    let blocks = &reading.document.sections[0].blocks;
    let [Inline::Text(_), Inline::Change(change), Inline::Text(_)] = content(&blocks[0]) else { panic!("{blocks:?}") };
    assert_eq!((change.kind, change.content.len()), (ChangeKind::Deleted, 1));
}

#[test]
fn table_has_its_spans_its_header_and_its_caption() {
    let caption = format!("<CAPTION Side=\"Top\">{}</CAPTION>", list(&p("표 제목")));
    let body = run(&format!(
        "<TABLE RowCount=\"2\" ColCount=\"2\" RepeatHeader=\"true\">{}<INSIDEMARGIN/><ROW>{}{}</ROW><ROW>{}</ROW></TABLE>",
        object(true, &caption),
        cell("RowAddr=\"0\" ColAddr=\"0\" RowSpan=\"1\" ColSpan=\"1\"", &p("가")),
        cell("RowAddr=\"0\" ColAddr=\"1\" RowSpan=\"2\" ColSpan=\"1\"", &p("나")),
        cell("RowAddr=\"1\" ColAddr=\"0\"", &(p("다") + &p("라")))
    ));
    let blocks = blocks(&file(&body));
    let [Block::Table(table)] = &blocks[..] else { panic!("{blocks:?}") };
    assert_eq!((table.rows(), table.columns(), table.header_rows()), (2, 2, 1));
    assert_eq!((table.cells()[1].row_span, table.cells()[2].blocks.len()), (2, 2));
    let caption = table.caption().unwrap();
    assert_eq!((caption.before, plain(&caption.blocks).as_str()), (true, "표 제목"));
}

#[test]
fn text_boxes_are_frames_wherever_they_are() {
    let shape = |name: &str, text: &str| {
        let text = format!("<DRAWTEXT><TEXTMARGIN/>{}</DRAWTEXT>", list(&p(text)));
        format!(
            "<{name}>{}<DRAWINGOBJECT><SHAPECOMPONENT/><LINESHAPE/>{text}</DRAWINGOBJECT></{name}>",
            object(false, "")
        )
    };
    let group =
        format!("<CONTAINER>{}{}{}</CONTAINER>", object(false, ""), shape("ELLIPSE", "둘"), shape("POLYGON", "셋"));
    let one = run(&format!("{}<LINE>{}</LINE>", shape("RECTANGLE", "하나"), object(false, "")));
    let blocks = blocks(&file(&(one + &run(&group))));
    assert!(blocks.iter().all(|block| matches!(block, Block::Frame(_))));
    assert_eq!(plain(&blocks).split_whitespace().collect::<Vec<_>>(), ["하나", "둘", "셋"]);
}

#[test]
fn text_art_ruby_overlap_and_forms_say_their_words() {
    let body = run(
        "<DUTMAL><MAINTEXT>漢字</MAINTEXT><SUBTEXT>한자</SUBTEXT></DUTMAL><COMPOSE CircleType=\"ShapeCircle\">1</COMPOSE>\
         <CHECKBUTTON Caption=\"동의\" Value=\"1\"/><RADIOBUTTON><BUTTONSET Caption=\"아니요\" Value=\"0\"/></RADIOBUTTON>\
         <EDIT><EDITTEXT>적은 글</EDITTEXT></EDIT><TEXTART Text=\"꾸민 글\"/>",
    );
    let blocks = blocks(&file(&body));
    assert!(matches!(&content(&blocks[0])[0], Inline::Ruby(ruby) if ruby.base.text == "漢字" && ruby.ruby == "한자"));
    assert!(plain(&blocks[..1]).contains("①[x] 동의[ ] 아니요적은 글"), "{}", plain(&blocks));
    assert!(matches!(&blocks[1], Block::Frame(frame) if plain(&frame.blocks) == "꾸민 글"));
}

#[test]
fn equation_stands_in_the_line() {
    let body = run("<CHAR>식 </CHAR><EQUATION><SCRIPT>a &lt; b \n</SCRIPT></EQUATION>");
    let reading = read(&file(&body));
    let Inline::Equation(equation) = &content(&reading.document.sections[0].blocks[0])[1] else { panic!() };
    assert_eq!(equation.script, "a < b");
}

/// A picture that shows an attachment.
fn picture(number: &str, more: &str) -> String {
    format!("<PICTURE>{}<SHAPECOMPONENT/><IMAGE BinItem=\"{number}\"/></PICTURE>", object(true, more))
}

const ATTACHMENTS: &str = "<BINDATALIST><BINITEM Type=\"Embedding\" BinData=\"2\" Format=\"jpg\"/>\
    <BINITEM Type=\"Link\" APath=\"C:\\a.bmp\" RPath=\"a.bmp\"/><BINITEM Type=\"Embedding\" BinData=\"9\"/></BINDATALIST>";

fn base64(data: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |chunk: &[u8], at: usize| {
        let bits = chunk.iter().enumerate().fold(0u32, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
        char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize])
    };
    data.chunks(3).flat_map(|chunk| (0..=chunk.len()).map(move |at| digit(chunk, at)).collect::<Vec<_>>()).collect()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn picture_data_are_found_decoded_and_inflated() {
    let png = b"\x89PNG\r\n\x1a\n................";
    for (compress, coded) in [(true, base64(&deflated(png))), (false, base64(png))] {
        let data = format!("<BINDATA Id=\"2\" Encoding=\"Base64\" Compress=\"{compress}\">\r\n{coded}\r\n</BINDATA>");
        let caption = format!("<SHAPECOMMENT>산의 모습</SHAPECOMMENT><CAPTION>{}</CAPTION>", list(&p("그림 1")));
        let made =
            file(&(run(&picture("1", "")) + &run(&picture("1", &caption)))).with_tables(ATTACHMENTS).with_data(&data);
        let reading = read(&made);
        assert_eq!(reading.warnings, []);
        assert_eq!(reading.document.assets.len(), 1);
        assert_eq!(
            (reading.document.assets[0].name.as_str(), &reading.document.assets[0].data[..]),
            ("image1.png", &png[..])
        );
        let blocks = &reading.document.sections[0].blocks;
        assert!(matches!(&content(&blocks[0])[0], Inline::Image(image) if image.asset == Some(0)));
        let Block::Figure(figure) = &blocks[1] else { panic!("{blocks:?}") };
        assert!(matches!(&content(&figure.blocks[0])[0], Inline::Image(image) if image.alt == "산의 모습"));
        let without = ReadOptions { assets: false, ..ReadOptions::default() };
        let without = hwpconv::read(made.text().as_bytes(), &without).unwrap().document.assets;
        assert_eq!((without[0].name.as_str(), without[0].data.len()), ("image1.png", 0));
    }
}

#[test]
fn linked_and_missing_pictures_are_named_and_reported() {
    let reading =
        read(&file(&run(&(picture("2", "") + &picture("3", "") + &picture("77", "")))).with_tables(ATTACHMENTS));
    let [Inline::Image(linked)] = content(&reading.document.sections[0].blocks[0]) else {
        panic!("{:?}", reading.document.sections[0].blocks)
    };
    assert_eq!(linked.source.as_deref(), Some("a.bmp"));
    let warnings: Vec<_> = reading.warnings.iter().map(|warning| (&warning.kind, warning.count)).collect();
    assert_eq!(warnings, [(&WarningKind::MissingAttachment, 2)]);
}

#[test]
fn unknown_elements_keep_their_words_and_are_reported() {
    let made = run(&format!("<CHAR>앞<NEW>중간</NEW></CHAR><WIDGET><BOX>{}</BOX></WIDGET>", list(&p("속"))));
    let reading = read(&file(&made));
    assert_eq!(words_of(&reading).split_whitespace().collect::<Vec<_>>(), ["앞중간", "속"]);
    let unknown = |tag: &str| WarningKind::UnknownRecord { tag: tag.to_owned() };
    assert_eq!(kinds(&reading), [unknown("NEW"), unknown("WIDGET"), unknown("BOX")]);
}

#[test]
fn what_is_no_hwpml_is_an_error() {
    let error = |text: &str| hwpconv::read(text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(matches!(error("<html><HWPML/></html>").kind(), ErrorKind::Damaged { .. }));
    assert_eq!(error("<HWPML Version=\"2.0\"><HEAD/></HWPML>").kind(), &ErrorKind::NoBody);
}

/// A file with one of everything.
fn rich() -> File {
    let inner = format!("<TABLE><ROW>{}{}</ROW></TABLE>", cell("", &p("속")), cell("", &p("표")));
    let table = format!(
        "<TABLE RowCount=\"1\" ColCount=\"2\">{}<ROW>{}{}</ROW></TABLE>",
        object(true, ""),
        cell("", &p("가")),
        cell("", &run(&inner))
    );
    let body = p("처음")
        + &run(&format!("<CHAR>둘<FOO/></CHAR><FOOTNOTE>{}</FOOTNOTE>", list(&p("각주"))))
        + &run(&table)
        + &run(&picture("1", ""))
        + &run("<FIELDBEGIN Type=\"Hyperlink\" Command=\"a;1;\"/><CHAR>끝</CHAR>");
    file(&body)
        .with_tables(&format!("{LISTS}{ATTACHMENTS}"))
        .with_data("<BINDATA Id=\"2\" Compress=\"true\">S0lNAgA=</BINDATA>")
}

#[test]
fn cut_file_keeps_the_words_before_the_cut_and_says_so() {
    let text = rich().text();
    for (cut, _) in text.char_indices() {
        let Ok(reading) = hwpconv::read(&text.as_bytes()[..cut], &ReadOptions::default()) else { continue };
        assert!(kinds(&reading).contains(&WarningKind::CutOff), "cut at {cut}");
        assert_eq!(words_of(&reading).contains("처음"), text[..cut].contains("처음"), "cut at {cut}");
    }
}

#[test]
fn no_changed_byte_makes_the_reader_fail_or_stop() {
    let text = rich().text().into_bytes();
    for at in (0..text.len()).step_by(3) {
        for value in [b'<', b'>', b'"', b'9', b'A', 0] {
            let mut changed = text.clone();
            changed[at] = value;
            if let Ok(reading) = hwpconv::read(&changed, &ReadOptions::default()) {
                assert!(words_of(&reading).len() < text.len());
            }
        }
    }
}

#[test]
fn nesting_without_end_stops_at_the_limit() {
    let shells = [
        ("<TABLE><ROW><CELL><PARALIST><P><TEXT><CHAR>가</CHAR>", "</TEXT></P></PARALIST></CELL></ROW></TABLE>"),
        ("<TEXT>", "</TEXT>"),
        ("<CHAR>", "</CHAR>"),
        ("<RECTANGLE><DRAWINGOBJECT>", "</DRAWINGOBJECT></RECTANGLE>"),
        ("<CONTAINER>", "</CONTAINER>"),
        ("<WHAT>", "</WHAT>"),
        ("<FOOTNOTE><PARALIST><P><TEXT>", "</TEXT></P></PARALIST></FOOTNOTE>"),
    ];
    for (open, close) in shells {
        let made = file(&(p("앞") + &run(&(open.repeat(3_000) + &close.repeat(3_000))) + &p("뒤")));
        let reading = read(&made);
        let words = words_of(&reading);
        assert!(words.starts_with('앞') && words.trim_end().ends_with('뒤'), "{open}");
        assert!(kinds(&reading).iter().any(|kind| matches!(kind, WarningKind::LimitMet(_))), "{open}");
    }
}

#[test]
fn table_that_says_it_is_huge_costs_what_it_holds() {
    let body = run(&format!(
        "<TABLE RowCount=\"4294967295\" ColCount=\"4294967295\"><ROW>{}{}{}</ROW></TABLE>",
        cell("RowAddr=\"4000000000\" ColAddr=\"4000000000\" RowSpan=\"65535\" ColSpan=\"65535\"", &p("가")),
        cell("RowAddr=\"0\" ColAddr=\"18446744073709551615\" ColSpan=\"18446744073709551615\"", &p("나")),
        cell("RowAddr=\"x\" ColAddr=\"-1\" RowSpan=\"0\"", &p("다"))
    ));
    let reading = read(&file(&body));
    assert!(matches!(kinds(&reading)[..], [WarningKind::LimitMet(LimitKind::TableSlots(_))]), "{:?}", reading.warnings);
    let mut words = words_of(&reading).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words.sort();
    assert_eq!(words, ["가", "나", "다"]);
}
