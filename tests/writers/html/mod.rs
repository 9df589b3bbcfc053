//! HTML pages say what the document says: the same words in the same order, the same tables and notes, each feature in
//! its own element, and nothing of the document as markup.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

mod compare;
mod page;

use crate::support::build::{
    cell, document, equation, frame, heading, image, labelled, link, note, paragraph, plain, run, table, text,
};
use crate::support::files::{corpus_share, sample_options, samples};
use crate::support::random::Random;
use compare::difference;
use hwpconv::document::{
    Align, Asset, Block, BreakKind, Caption, Cell, Change, ChangeKind, Crop, Document, Equation, Figure, Furniture,
    FurnitureKind, Heading, Image, Inline, Label, LabelKind, Marks, Metadata, Note, NoteKind, Origin, PageParity,
    Paragraph, Ruby, Section, Size, Text,
};
use hwpconv::{Comments, Spans, Tables, Target, WriteOptions};

fn page_with(document: &Document, options: &WriteOptions) -> String {
    hwpconv::write(document, Target::Html, options).text
}

/// What stands in the body of the page of a document.
fn body_of(document: &Document, options: &WriteOptions) -> String {
    let page = page_with(document, options);
    let main = page.split_once("<main>\n").unwrap().1.rsplit_once("</main>").unwrap().0;
    main.to_owned()
}

/// The same for some blocks, which are compared with what the page says.
fn body(blocks: Vec<Block>) -> String {
    let document = document(blocks);
    let body = body_of(&document, &WriteOptions::default());
    assert_eq!(difference(&document, &body), None, "{body}");
    body
}

fn aligned(align: Align, words: &str) -> Block {
    Block::Paragraph(Paragraph { align, content: [plain(words)].into(), ..Paragraph::default() })
}

fn captioned(cells: Vec<Cell>, before: bool, words: &str) -> Block {
    let Block::Table(mut table) = table(cells) else { unreachable!("it is a table") };
    table.set_caption(Some(Caption { before, blocks: [text(words)].into() }));
    Block::Table(table)
}

fn head(cell: Cell) -> Cell {
    Cell { header: true, ..cell }
}

#[test]
fn page_names_its_language_and_forbids_scripts_and_remote_content() {
    let metadata = Metadata {
        title: Some("연간 \"계획\"".to_owned()),
        author: Some("홍길동".to_owned()),
        subject: Some("주제".to_owned()),
        keywords: Some("가, 나".to_owned()),
        ..Metadata::default()
    };
    let page = page_with(&Document { metadata, ..document(vec![text("가")]) }, &WriteOptions::default());
    let head = page.split_once("<style>").unwrap().0;
    for piece in [
        "<html lang=\"ko\">",
        "<title>연간 &quot;계획&quot;</title>",
        "<meta name=\"author\" content=\"홍길동\">",
        "<meta name=\"description\" content=\"주제\">",
        "<meta name=\"keywords\" content=\"가, 나\">",
    ] {
        assert!(head.contains(piece), "{piece}: {head}");
    }
    let policy = head.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("http") && !policy.contains("script") && !policy.contains('*'), "{policy}");
}

#[test]
fn headings_have_six_levels_and_their_alignment() {
    let centred = Paragraph { align: Align::Center, content: [plain("가운데")].into(), ..Paragraph::default() };
    let blocks = vec![
        heading(1, "하나"),
        heading(9, "아홉"),
        Block::Heading(Heading { level: 2, inferred: false, paragraph: centred }),
    ];
    assert_eq!(body(blocks), "<h1>하나</h1>\n<h6>아홉</h6>\n<h2 class=\"center\">가운데</h2>\n");
}

#[test]
fn paragraphs_have_their_alignment() {
    let aligns = [Align::Justify, Align::Left, Align::Right, Align::Center, Align::Distribute];
    let blocks = aligns.map(|align| aligned(align, "가")).to_vec();
    let expected = "<p>가</p>\n<p>가</p>\n<p class=\"right\">가</p>\n<p class=\"center\">가</p>\n\
                    <p class=\"spread\">가</p>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn lists_nest_and_show_the_numbers_of_the_document() {
    let blocks = vec![
        labelled(LabelKind::Bullet, "•", 0, "가"),
        labelled(LabelKind::Number, "1)", 1, "나"),
        labelled(LabelKind::Number, "2)", 1, "다"),
        labelled(LabelKind::Bullet, "-", 0, "라"),
        labelled(LabelKind::Number, "7.", 0, "마"),
        labelled(LabelKind::Mark, "□", 0, "바"),
        labelled(LabelKind::Bullet, "□", 0, "사"),
        labelled(LabelKind::Number, "제1조", 0, "아"),
    ];
    let expected = "<ul>\n<li>가\n<ol class=\"bracket\">\n<li>나</li>\n<li>다</li>\n</ol>\n</li>\n<li>라</li>\n</ul>\n\
                    <ol start=\"7\">\n<li>마</li>\n</ol>\n<ul>\n<li class=\"marked\">□ 바</li>\n</ul>\n<p>□ 사</p>\n\
                    <p>제1조 아</p>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn marks_are_elements() {
    let marked = Marks::EACH.map(|mark| run("가", mark));
    let content = marked.into_iter().flat_map(|mark| [mark, plain(" ")]).collect();
    let expected = "<p><strong>가</strong> <em>가</em> <u>가</u> <del>가</del> <sup>가</sup> <sub>가</sub></p>\n";
    assert_eq!(body(vec![paragraph(content)]), expected);
}

#[test]
fn ruby_changes_breaks_and_form_lines_are_elements() {
    let change = |kind, words: &str| {
        Inline::Change(Box::new(Change { kind, author: None, date: None, content: [plain(words)].into() }))
    };
    let base = Text { text: "漢字".into(), marks: Marks::NONE };
    let content = vec![
        Inline::Ruby(Box::new(Ruby { base, ruby: "한자".to_owned() })),
        Inline::LineBreak,
        change(ChangeKind::Inserted, "새"),
        change(ChangeKind::Deleted, "헌"),
        run("    ", Marks::UNDERLINE),
    ];
    let expected =
        "<p><ruby>漢字<rp>(</rp><rt>한자</rt><rp>)</rp></ruby><br><ins>새</ins><del>헌</del><u>    </u></p>\n";
    assert_eq!(body(vec![paragraph(content)]), expected);
}

#[test]
fn links_pass_by_kind_and_anchors_by_demand() {
    let blocks = vec![paragraph(vec![
        Inline::Anchor("다".to_owned()),
        Inline::Anchor("라".to_owned()),
        link("https://a.kr/?x=1&y=\"2\"", vec![plain("가")]),
        link("#다", vec![]),
        link(".\\붙임 1.hwp", vec![plain("나")]),
        link("javascript:x()", vec![plain("마")]),
        link("data:text/html,x", vec![plain("바")]),
        link("//a.kr/x", vec![plain("사")]),
    ])];
    let expected = "<p><a id=\"다\"></a><a href=\"https://a.kr/?x=1&amp;y=&quot;2&quot;\">가</a><a href=\"#다\">#다</a>\
                    <a href=\"./붙임%201.hwp\">나</a>마바사</p>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn pictures_are_shown_from_the_document_or_beside_it_and_remote_ones_are_links() {
    let blocks = vec![paragraph(vec![
        image(Some(0), None, "그림 \"1\""),
        image(None, Some("사진\\2.png"), ""),
        image(None, Some("https://a.kr/3.png"), "원격"),
        image(None, Some("javascript:x"), "넷"),
        image(None, None, "다섯"),
    ])];
    let expected = "<p><img src=\"image1.png\" alt=\"그림 &quot;1&quot;\"><img src=\"사진/2.png\" alt=\"\">\
                    <a href=\"https://a.kr/3.png\"><span class=\"missing\">원격</span></a>\
                    <span class=\"missing\">넷</span><span class=\"missing\">다섯</span></p>\n";
    assert_eq!(body(blocks), expected);
    let warnings = hwpconv::write(
        &document(vec![paragraph(vec![image(None, Some("javascript:x"), "넷")])]),
        Target::Html,
        &WriteOptions::default(),
    );
    assert_eq!(warnings.warnings.len(), 1);
}

#[test]
fn rows_to_be_filled_in_are_as_high_as_a_line() {
    let rows = (0..4).map(|index| cell(index / 2, index % 2, 1, 1, if index < 2 { vec![text("가")] } else { vec![] }));
    let page = page_with(&document(vec![table(rows.collect())]), &WriteOptions::default());
    assert!(page.contains("<td></td><td></td>") && page.contains("td:empty:not(:only-child)::before"), "{page}");
}

#[test]
fn picture_has_the_size_that_it_has_on_its_page() {
    let picture = Image { source: Some("가.png".into()), size: Size::new(15_000, 7_500), ..Image::default() };
    let crop = Some(Crop { left: 500_000, ..Crop::default() });
    let part = Image { crop, ..picture.clone() };
    let content = vec![Inline::Image(Box::new(picture)), Inline::Image(Box::new(part))];
    let expected = "<p><img src=\"가.png\" alt=\"\" width=\"200\" height=\"100\">\
                    <img src=\"가.png\" alt=\"\" width=\"400\" height=\"100\"></p>\n";
    assert_eq!(body(vec![paragraph(content)]), expected);
    assert!(page_with(&document(vec![]), &WriteOptions::default()).contains("img { max-width: 100%;"));
}

#[test]
fn file_of_another_kind_is_a_link_and_never_within_a_link() {
    let file = Asset {
        name: "표.xls".to_owned(),
        media_type: "application/vnd.ms-excel".into(),
        data: b"xls".to_vec(),
        ..Asset::default()
    };
    let blocks = vec![paragraph(vec![
        image(Some(0), None, "표"),
        link("https://a.kr", vec![image(Some(0), None, "안"), image(None, Some("http://b.kr/c.png"), "밖")]),
    ])];
    let document = Document { assets: vec![file], ..document(blocks) };
    let missing =
        "<a href=\"https://a.kr\"><span class=\"missing\">안</span><span class=\"missing\">밖</span></a></p>\n";
    let linked = WriteOptions { media_prefix: "m/".to_owned(), ..WriteOptions::default() };
    assert_eq!(body_of(&document, &linked), format!("<p><a href=\"m/표.xls\" download=\"표.xls\">표</a>{missing}"));
    let embedded = WriteOptions { embed_media: true, ..WriteOptions::default() };
    let data = "data:application/octet-stream;base64,eGxz";
    assert_eq!(body_of(&document, &embedded), format!("<p><a href=\"{data}\" download=\"표.xls\">표</a>{missing}"));
}

#[test]
fn captions_belong_to_their_figure_or_table() {
    let figure = |before| {
        let caption = Caption { before, blocks: [text("그림 1")].into() };
        Block::Figure(Box::new(Figure { blocks: [text("가")].into(), caption, origin: Origin::default() }))
    };
    let cells = || vec![cell(0, 0, 1, 1, vec![text("나")]), cell(0, 1, 1, 1, vec![])];
    let blocks = vec![figure(true), figure(false), captioned(cells(), true, "표 1"), captioned(cells(), false, "표 2")];
    let rows = "<tr><td>나</td><td></td></tr>\n</table></div>\n";
    let expected = format!(
        "<figure>\n<figcaption>그림 1</figcaption>\n<p>가</p>\n</figure>\n\
         <figure>\n<p>가</p>\n<figcaption>그림 1</figcaption>\n</figure>\n\
         <div class=\"wide\"><table>\n<caption>표 1</caption>\n{rows}\
         <div class=\"wide\"><table>\n<caption class=\"below\">표 2</caption>\n{rows}"
    );
    assert_eq!(body(blocks), expected);
}

#[test]
fn header_cells_say_what_they_are_about() {
    let blocks = vec![table(vec![
        head(cell(0, 0, 1, 1, vec![text("구분")])),
        head(cell(0, 1, 1, 2, vec![text("값")])),
        head(cell(1, 0, 1, 1, vec![text("서울")])),
        cell(1, 1, 1, 1, vec![text("1")]),
        cell(1, 2, 1, 1, vec![text("2")]),
    ])];
    let expected = "<div class=\"wide\"><table>\n<thead>\n<tr><th scope=\"col\">구분</th>\
                    <th scope=\"col\" colspan=\"2\">값</th></tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\">서울</th>\
                    <td>1</td><td>2</td></tr>\n</tbody>\n</table></div>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn head_of_a_table_ends_above_a_cell_that_reaches_below_it() {
    let blocks = vec![table(vec![
        head(cell(0, 0, 1, 2, vec![text("가")])),
        head(cell(1, 0, 2, 1, vec![text("나")])),
        head(cell(1, 1, 1, 1, vec![text("다")])),
        cell(2, 1, 1, 1, vec![text("라")]),
    ])];
    let expected = "<div class=\"wide\"><table>\n<thead>\n<tr><th scope=\"col\" colspan=\"2\">가</th></tr>\n</thead>\n\
                    <tbody>\n<tr><th scope=\"col\" rowspan=\"2\">나</th><th scope=\"col\">다</th></tr>\n\
                    <tr><td>라</td></tr>\n</tbody>\n</table></div>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn merged_cells_holes_and_tables_in_tables_keep_their_shape() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("라")]), cell(0, 1, 1, 1, vec![])]);
    let blocks = vec![table(vec![
        cell(0, 0, 2, 1, vec![text("가"), text("나")]),
        cell(0, 1, 1, 1, vec![text("다")]),
        cell(2, 1, 1, 1, vec![inner]),
    ])];
    let expected = "<div class=\"wide\"><table>\n<tr><td rowspan=\"2\"><p>가</p>\n<p>나</p>\n</td><td>다</td></tr>\n\
                    <tr><td></td></tr>\n<tr><td></td><td><table>\n<tr><td>라</td><td></td></tr>\n</table>\n</td></tr>\n\
                    </table></div>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn cell_has_the_alignment_of_all_its_paragraphs() {
    let blocks = vec![table(vec![
        cell(0, 0, 1, 1, vec![aligned(Align::Center, "가")]),
        cell(0, 1, 1, 1, vec![aligned(Align::Right, "나"), aligned(Align::Right, "다")]),
        cell(0, 2, 1, 1, vec![aligned(Align::Right, "라"), aligned(Align::Left, "마")]),
    ])];
    let expected = "<div class=\"wide\"><table>\n<tr><td class=\"center\">가</td>\
                    <td class=\"right\"><p>나</p>\n<p>다</p>\n</td>\
                    <td><p class=\"right\">라</p>\n<p>마</p>\n</td></tr>\n</table></div>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn tables_with_the_limits_of_gfm_on_demand() {
    let inner = table(vec![cell(0, 0, 1, 1, vec![text("라")]), cell(0, 1, 1, 1, vec![text("마")])]);
    let cells = vec![
        cell(0, 0, 1, 2, vec![text("가"), text("나")]),
        cell(1, 0, 1, 1, vec![text("다"), inner]),
        cell(1, 1, 1, 1, vec![]),
    ];
    let options = WriteOptions { tables: Tables::Gfm, ..WriteOptions::default() };
    let document = document(vec![table(cells)]);
    let expected = "<div class=\"wide\"><table>\n<thead>\n<tr><th scope=\"col\">가<br>나</th><th scope=\"col\"></th></tr>\n\
                    </thead>\n<tbody>\n<tr><td>다<br>라 | 마</td><td></td></tr>\n</tbody>\n</table></div>\n";
    assert_eq!(body_of(&document, &options), expected);
    assert_eq!(hwpconv::write(&document, Target::Html, &options).warnings.len(), 2);
    let blank = WriteOptions { spans: Spans::Blank, ..options };
    assert_eq!(body_of(&document, &blank), expected);
    assert_eq!(hwpconv::write(&document, Target::Html, &blank).warnings.len(), 3);
}

#[test]
fn box_around_a_table_or_pictures_alone_is_not_drawn() {
    let rows = || table(vec![cell(0, 0, 1, 1, vec![text("가")]), cell(0, 1, 1, 1, vec![text("나")])]);
    let inner = "<div class=\"wide\"><table>\n<tr><td>가</td><td>나</td></tr>\n</table></div>\n";
    let picture = || paragraph(vec![image(Some(0), None, "")]);
    assert_eq!(body(vec![frame(vec![text(""), frame(vec![rows()])])]), inner);
    assert_eq!(body(vec![frame(vec![picture()])]), "<p><img src=\"image1.png\" alt=\"\"></p>\n");
    assert!(body(vec![frame(vec![picture(), text("다")])]).starts_with("<div class=\"frame\">\n<p><img"));
}

#[test]
fn frame_is_set_off_unless_a_cell_does_so() {
    let rows = vec![cell(0, 0, 1, 1, vec![frame(vec![text("나")])]), cell(1, 0, 1, 1, vec![])];
    let blocks = vec![frame(vec![text("가"), table(rows)]), frame(vec![])];
    let expected = "<div class=\"frame\">\n<p>가</p>\n<div class=\"wide\"><table>\n<tr><td><p>나</p>\n</td></tr>\n\
                    <tr><td></td></tr>\n</table></div>\n</div>\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn equation_that_is_no_latex_is_code() {
    let untold = Equation { script: "a  over <b>".to_owned(), latex: None, text: None };
    let blocks = vec![
        paragraph(vec![plain("값 "), Inline::Equation(Box::new(equation("x_1")))]),
        Block::Equation(untold, Origin::default()),
        Block::Equation(Equation { script: " ".to_owned(), latex: None, text: None }, Origin::default()),
    ];
    let body = body(blocks);
    assert!(body.starts_with("<p>값 <math display=\"inline\">"), "{body}");
    assert!(body.ends_with("</math></p>\n<p><code>a over &lt;b&gt;</code></p>\n"), "{body}");
}

#[test]
fn notes_of_all_kinds_stand_in_one_section_with_links_back() {
    let comment = Inline::Note(Box::new(Note {
        kind: NoteKind::Comment,
        number: String::new(),
        author: Some("홍길동".to_owned()),
        blocks: [text("의견"), text("둘째")].into(),
    }));
    let nested = note(NoteKind::Endnote, "1", vec![text("안쪽")]);
    let first = note(NoteKind::Footnote, "1", vec![paragraph(vec![plain("하나"), nested])]);
    let linked = link("https://a.kr", vec![plain("나"), note(NoteKind::Footnote, "1", vec![text("둘")])]);
    let blocks = vec![paragraph(vec![plain("가"), first, linked, comment])];
    let reference = |label: &str| {
        format!(
            "<sup class=\"reference\"><a id=\"hwpconv-ref-{label}\" href=\"#hwpconv-note-{label}\">{label}</a></sup>"
        )
    };
    let definition = |label: &str, content: &str| {
        format!(
            "<div class=\"note\" id=\"hwpconv-note-{label}\"><a class=\"label\" href=\"#hwpconv-ref-{label}\">{label}</a>\n\
             {content}\n</div>\n"
        )
    };
    let expected = [
        format!("<p>가{}<a href=\"https://a.kr\">나</a>", reference("1")),
        format!("{}{}</p>\n<section class=\"notes\">\n", reference("1-2"), reference("c3")),
        definition("1", &format!("<p>하나{}</p>", reference("e1"))),
        definition("1-2", "<p>둘</p>"),
        definition("c3", "<p><span class=\"author\">홍길동:</span> 의견</p>\n<p>둘째</p>"),
        definition("e1", "<p>안쪽</p>"),
        "</section>\n".to_owned(),
    ];
    assert_eq!(body(blocks), expected.concat());
}

#[test]
fn dropped_comments_leave_no_trace() {
    let options = WriteOptions { comments: Comments::Drop, ..WriteOptions::default() };
    let blocks = vec![paragraph(vec![plain("가"), note(NoteKind::Comment, "1", vec![text("의견")])])];
    assert_eq!(body_of(&document(blocks), &options), "<p>가</p>\n");
}

#[test]
fn furniture_is_written_once_in_elements_of_its_kind() {
    let cells = vec![cell(0, 0, 1, 1, vec![text("왼쪽")]), cell(0, 1, 1, 1, vec![text("오른쪽")])];
    let furniture = |kind, pages, blocks: Vec<Block>| Furniture { kind, pages, blocks: blocks.into() };
    let header = furniture(FurnitureKind::Header, PageParity::Odd, vec![table(cells), text("아래")]);
    let section = |words: &str, furniture| Section { blocks: [text(words)].into(), furniture };
    let mut document = document(Vec::new());
    document.sections = vec![
        section(
            "가",
            vec![
                header.clone(),
                furniture(FurnitureKind::Footer, PageParity::Both, vec![text("꼬리")]),
                furniture(FurnitureKind::MasterPage, PageParity::Even, vec![text("바탕")]),
                furniture(FurnitureKind::Footer, PageParity::Odd, vec![text(" ")]),
            ],
        ),
        section("나", vec![header]),
    ];
    let expected = "<p>가</p>\n<header class=\"running\" data-label=\"머리말 (홀수 쪽)\">\n<p>왼쪽 | 오른쪽</p>\n<p>아래</p>\n</header>\n\
                    <footer class=\"running\" data-label=\"꼬리말\">\n<p>꼬리</p>\n</footer>\n\
                    <aside class=\"running\" data-label=\"바탕쪽 (짝수 쪽)\">\n<p>바탕</p>\n</aside>\n<p>나</p>\n";
    let options = WriteOptions::default();
    assert_eq!(body_of(&document, &options), expected);
    assert_eq!(difference(&document, expected), None);
    let bare = WriteOptions { furniture: false, ..options };
    assert_eq!(body_of(&document, &bare), "<p>가</p>\n<p>나</p>\n");
    let page = page_with(&document, &bare);
    assert!(page.contains(".running::before { content: attr(data-label);"));
}

#[test]
fn page_begins_in_print_where_the_document_breaks_and_is_seen_on_demand() {
    let broken = |kind| vec![text("가"), Block::Break(kind, Origin::default()), text("나")];
    let options = WriteOptions { page_breaks: true, ..WriteOptions::default() };
    assert_eq!(body(broken(BreakKind::Page)), "<p>가</p>\n<div class=\"page\"></div>\n<p>나</p>\n");
    assert_eq!(body(broken(BreakKind::Column)), "<p>가</p>\n<p>나</p>\n");
    let seen = body_of(&document(broken(BreakKind::Page)), &options);
    assert_eq!(seen, "<p>가</p>\n<hr class=\"page\">\n<p>나</p>\n");
    let page = page_with(&document(broken(BreakKind::Page)), &options);
    let print = page.split_once("@media print").unwrap().1;
    assert!(print.contains(".page { break-before: page;"));
}

#[test]
fn no_control_character_reaches_the_page() {
    let dirty = "가\u{0}\u{1B}\u{7F}\u{85}\u{9F}나";
    let author = Some(dirty.to_owned());
    let comment = Note { kind: NoteKind::Comment, number: dirty.to_owned(), author, blocks: [text(dirty)].into() };
    let base = Text { text: dirty.into(), marks: Marks::NONE };
    let label = Label { kind: LabelKind::Number, text: dirty.to_owned(), level: 0 };
    let blocks = vec![
        heading(1, dirty),
        Block::Paragraph(Paragraph { label: Some(Box::new(label)), ..Paragraph::default() }),
        paragraph(vec![
            Inline::Note(Box::new(comment)),
            Inline::Anchor(dirty.to_owned()),
            link(&format!("#{dirty}"), vec![]),
            link(&format!("http://{dirty}"), vec![]),
            image(None, Some(dirty), dirty),
            Inline::Ruby(Box::new(Ruby { base, ruby: dirty.to_owned() })),
            Inline::Equation(Box::new(equation(&format!("\\text{{{dirty}}}")))),
            Inline::Equation(Box::new(Equation { script: dirty.to_owned(), latex: None, text: None })),
        ]),
        table(vec![cell(0, 0, 1, 1, vec![text(dirty)]), cell(1, 0, 1, 1, vec![text("a\u{85}b")])]),
    ];
    let mut document = document(blocks);
    document.metadata =
        Metadata { title: Some(dirty.to_owned()), author: Some(dirty.to_owned()), ..Metadata::default() };
    let page = page_with(&document, &WriteOptions::default());
    let found: Vec<char> = page.chars().filter(|c| c.is_control() && *c != '\n').collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(page.matches('가').count() > 12 && page.matches('나').count() > 12, "{page}");
}

#[test]
fn random_documents_make_pages_that_say_the_same() {
    for seed in 1..600 {
        let document = document(Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed)).blocks(3));
        let body = body_of(&document, &WriteOptions::default());
        assert_eq!(difference(&document, &body), None, "{seed}\n{body}\n{:#?}", document.sections);
    }
}

#[test]
fn a_missing_word_row_or_note_is_found_missing() {
    let rows = vec![cell(0, 0, 1, 1, vec![text("나")]), cell(1, 0, 1, 1, vec![text("다")])];
    let content = vec![plain("가나다"), note(NoteKind::Footnote, "1", vec![text("라")])];
    let document = document(vec![paragraph(content), table(rows), heading(2, "마")]);
    let body = body_of(&document, &WriteOptions::default());
    assert_eq!(difference(&document, &body), None);
    for planted in ["가나다", "<tr><td>다</td></tr>", "라</p>", "h2"] {
        let changed = match planted {
            "가나다" => body.replace("가나다", "가다"),
            "h2" => body.replace("h2>", "h3>"),
            "라</p>" => body.replace("라</p>", "</p>"),
            _ => body.replace(planted, ""),
        };
        assert_ne!(changed, body, "{planted}");
        assert!(difference(&document, &changed).is_some(), "{planted}");
    }
}

#[test]
fn pages_of_the_samples_say_what_the_documents_say() {
    let mut count = 0;
    for (name, bytes) in samples() {
        let Ok(reading) = hwpconv::read(&bytes, &sample_options()) else { continue };
        let body = body_of(&reading.document, &WriteOptions::default());
        assert_eq!(difference(&reading.document, &body), None, "{name}");
        count += 1;
    }
    assert!(count > 20, "{count} samples");
}

#[test]
fn pages_of_the_corpus_say_what_the_documents_say() {
    let Some(entries) = corpus_share(usize::MAX, 1) else { return };
    let (mut count, mut faults) = (0, Vec::new());
    for entry in entries {
        let Ok(reading) = hwpconv::read(&entry.bytes, &entry.options()) else { continue };
        let body = body_of(&reading.document, &WriteOptions::default());
        faults.extend(difference(&reading.document, &body).map(|fault| format!("{}: {fault}", entry.path)));
        count += 1;
    }
    println!("{count} documents");
    assert!(count > 100, "{count} documents");
    assert!(faults.is_empty(), "{} of {count}\n{}", faults.len(), faults.join("\n"));
}
