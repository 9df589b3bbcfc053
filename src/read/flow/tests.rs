use super::*;
use crate::document::{ChangeKind, Equation, plain_text};

fn opening() -> Opening {
    Opening::default()
}

fn text(content: &Inline) -> (&str, Marks) {
    let Inline::Text(text) = content else { panic!("no text: {content:?}") };
    (&text.text, text.marks)
}

fn paragraph(block: &Block) -> &Paragraph {
    let Block::Paragraph(paragraph) = block else { panic!("no paragraph: {block:?}") };
    paragraph
}

fn break_block() -> Block {
    Block::Frame(Box::new(Frame { blocks: Blocks::new(), origin: Origin::default() }))
}

#[test]
fn runs_of_equal_marks_are_one_and_blanks_join_what_is_before_them() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.text("가", Marks::BOLD);
    composer.text("나", Marks::BOLD);
    composer.text(" ", Marks::NONE);
    composer.text("다", Marks::BOLD);
    composer.text("라 ", Marks::NONE);
    let blocks = composer.finish();
    let content = &paragraph(&blocks[0]).content;
    assert_eq!(content.iter().map(text).collect::<Vec<_>>(), [("가나 다", Marks::BOLD), ("라", Marks::NONE)]);
}

#[test]
fn text_is_composed_but_for_old_hangul() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.text("\u{1112}\u{1161}\u{11AB}글 e\u{301}", Marks::NONE);
    composer.begin(opening());
    composer.text("\u{1112}\u{119E}\u{11AB}글", Marks::NONE);
    assert_eq!(plain_text(&composer.finish()), "한글 é\n\u{1112}\u{119E}\u{11AB}글");
}

#[test]
fn units_that_may_combine_are_all_that_composing_changes() {
    for unit in 0..=u16::MAX {
        for text in
            char::from_u32(unit.into()).into_iter().flat_map(|c| [format!("{c}"), format!("가{c}"), format!("e{c}")])
        {
            assert!(may_combine_unit(unit) || composed(&text) == text, "U+{unit:04X}");
        }
    }
}

#[test]
fn paragraph_is_split_at_an_object_in_the_line() {
    let mut composer = Composer::new();
    let label = Label { kind: LabelKind::Number, text: "1.".to_owned(), level: 0 };
    composer.begin(Opening { label: Some(Box::new(label)), heading: Some(2), ..opening() });
    composer.text("앞", Marks::NONE);
    composer.block(break_block(), Anchoring::InLine);
    composer.text("뒤", Marks::NONE);
    let blocks = composer.finish();
    assert!(matches!(&blocks[0], Block::Heading(heading) if heading.paragraph.label.is_some()));
    assert!(matches!(&blocks[1], Block::Frame(_)));
    assert_eq!(paragraph(&blocks[2]).label, None);
}

#[test]
fn floating_object_waits_for_the_end_of_a_sentence_that_has_begun() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.block(break_block(), Anchoring::Floating);
    composer.text("문장은 ", Marks::NONE);
    composer.block(break_block(), Anchoring::Floating);
    composer.text("이어진다.", Marks::NONE);
    let blocks = composer.finish();
    assert!(matches!(blocks[0], Block::Frame(_)) && matches!(blocks[2], Block::Frame(_)));
    assert_eq!(text(&paragraph(&blocks[1]).content[0]).0, "문장은 이어진다.");
}

#[test]
fn object_that_is_pushed_down_comes_after_the_title_in_its_paragraph() {
    let position =
        Position { from_paragraph: true, top_and_bottom: true, vertical_offset: 1_220, ..Position::default() };
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.block(break_block(), position.anchoring());
    composer.text("(단위: 백만 원)", Marks::NONE);
    let blocks = composer.finish();
    assert!(matches!((&blocks[0], &blocks[1]), (Block::Paragraph(_), Block::Frame(_))));
    assert_eq!(Position { vertical_offset: 0, ..position }.anchoring(), Anchoring::Floating);
    assert_eq!(Position { in_line: true, ..position }.anchoring(), Anchoring::InLine);
}

#[test]
fn link_goes_on_over_a_paragraph_end() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.open(1, Span::Link("https://example.com".to_owned()));
    composer.text("하나", Marks::NONE);
    composer.begin(opening());
    composer.text("둘", Marks::NONE);
    assert!(composer.close(1));
    composer.text("셋", Marks::NONE);
    assert!(!composer.close(1));
    let blocks = composer.finish();
    assert_eq!(plain_text(&blocks), "하나\n둘셋");
    assert!(matches!(paragraph(&blocks[0]).content[..], [Inline::Link(_)]));
    assert!(matches!(paragraph(&blocks[1]).content[..], [Inline::Link(_), Inline::Text(_)]));
}

#[test]
fn spans_may_cross() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.open(1, Span::Link("#a".to_owned()));
    composer.text("가", Marks::NONE);
    composer.open(2, Span::Change { kind: ChangeKind::Inserted, author: None, date: None });
    composer.text("나", Marks::NONE);
    composer.close(1);
    composer.text("다", Marks::NONE);
    composer.close(2);
    let blocks = composer.finish();
    let content = &paragraph(&blocks[0]).content;
    assert!(
        matches!(&content[0], Inline::Link(link) if matches!(link.content[..], [Inline::Text(_), Inline::Change(_)]))
    );
    assert!(matches!(&content[1], Inline::Change(_)));
    assert_eq!(plain_text(&blocks), "가나다");
}

#[test]
fn empty_paragraphs_are_left_out_but_their_anchors_and_numbers_are_not() {
    let mut composer = Composer::new();
    composer.begin(opening());
    composer.inline(Inline::Anchor("여기".to_owned()));
    composer.text("  ", Marks::NONE);
    composer.begin(Opening {
        label: Some(Box::new(Label { kind: LabelKind::Bullet, text: "•".to_owned(), level: 0 })),
        ..opening()
    });
    composer.begin(opening());
    composer.text("본문", Marks::NONE);
    composer.begin(Opening {
        label: Some(Box::new(Label { kind: LabelKind::Number, text: "3.".to_owned(), level: 0 })),
        ..opening()
    });
    let blocks = composer.finish();
    assert_eq!(blocks.len(), 2);
    assert!(matches!(paragraph(&blocks[0]).content[..], [Inline::Anchor(_), Inline::Text(_)]));
    assert_eq!(paragraph(&blocks[1]).label.as_deref().unwrap().text, "3.");
}

#[test]
fn equation_alone_in_a_paragraph_is_a_block() {
    let mut composer = Composer::new();
    let equation = Equation { script: "a over b".to_owned(), latex: None, text: None };
    composer.begin(opening());
    composer.inline(Inline::Equation(Box::new(equation.clone())));
    composer.begin(opening());
    composer.text("식 ", Marks::NONE);
    composer.inline(Inline::Equation(Box::new(equation)));
    let blocks = composer.finish();
    assert!(matches!(blocks[0], Block::Equation(..)));
    assert!(matches!(blocks[1], Block::Paragraph(_)));
}

#[test]
fn paragraph_of_one_run_is_the_same_in_one_go_and_in_parts() {
    let number = || Some(Box::new(Label { kind: LabelKind::Number, text: "1.".to_owned(), level: 0 }));
    let openings = [
        opening(),
        Opening { heading: Some(2), indent: 700, align: Align::Center, style: "제목".into(), ..opening() },
        Opening { break_before: Some(BreakKind::Page), ..opening() },
        Opening { label: number(), ..opening() },
    ];
    // What is under way when the paragraph comes.
    let before: [fn(&mut Composer); 6] = [
        |_| {},
        |composer| composer.text("앞", Marks::BOLD),
        |composer| composer.inline(Inline::Anchor("여기".to_owned())),
        |composer| composer.open(1, Span::Link("#a".to_owned())),
        |composer| composer.block(break_block(), Anchoring::Below),
        |composer| composer.block(break_block(), Anchoring::InLine),
    ];
    let shape = CharacterShape { marks: Marks::ITALIC, size: Some(1_200), look: Look { face: 3, color: 0xFF } };
    for opening_of in openings {
        for text in ["본문", "뒤에 빈칸 \u{3000}", " ", ""] {
            for before in before {
                let blocks = [true, false].map(|in_one_go| {
                    let mut composer = Composer::new();
                    composer.begin(Opening { heading: Some(1), ..opening() });
                    before(&mut composer);
                    if in_one_go {
                        composer.line(opening_of.clone(), text, shape);
                    } else {
                        composer.begin(opening_of.clone());
                        composer.size(shape.size, shape.look);
                        composer.text(text, shape.marks);
                        composer.end();
                    }
                    composer.text("그리고", Marks::NONE);
                    composer.finish()
                });
                assert_eq!(blocks[0], blocks[1], "{opening_of:?} {text:?}");
            }
        }
    }
}

fn boxed(words: &str) -> Block {
    let content = [Inline::Text(Text { text: words.into(), marks: Marks::NONE })].into();
    let blocks = [Block::Paragraph(Paragraph { content, ..Paragraph::default() })].into();
    Block::Frame(Box::new(Frame { blocks, origin: Origin::default() }))
}

/// The blocks of a paragraph of text and, between bars, boxes in its line: boxes are in brackets.
fn line_with_boxes(line: &str) -> Vec<String> {
    let mut composer = Composer::new();
    composer.begin(opening());
    for (index, part) in line.split('|').enumerate() {
        if index % 2 == 0 {
            composer.text(part, Marks::NONE);
        } else {
            composer.block(boxed(part), Anchoring::InLine);
        }
    }
    let shown = |block: &Block| {
        let words = plain_text(std::slice::from_ref(block)).trim_end().to_owned();
        if matches!(block, Block::Frame(_)) { format!("[{words}]") } else { words }
    };
    composer.finish().iter().map(shown).collect()
}

#[test]
fn box_of_a_phrase_stays_in_its_sentence() {
    for (line, expected) in [
        ("15.|  르포르 |와 <보기>의 |푸코|를 비교하라.", &["15. 르포르와 <보기>의 푸코를 비교하라."][..]),
        ("|푸코|는 말한다.", &["푸코는 말한다."]),
        ("A는 |(가)|", &["A는 (가)"]),
        // Titles and numbers in boxes stand alone.
        ("|추진 배경|", &["[추진 배경]"]),
        (" |가나| |다라|", &["[가나]", "[다라]"]),
        ("|1| 추진 배경", &["[1]", "추진 배경"]),
        ("물음에 답하시오. |15|", &["물음에 답하시오.", "[15]"]),
        ("누리집 구축 사업|사업 수행 계획서|", &["누리집 구축 사업", "[사업 수행 계획서]"]),
    ] {
        assert_eq!(line_with_boxes(line), expected, "{line}");
    }
    let long = "가".repeat(41);
    assert_eq!(line_with_boxes(&format!("앞 |{long}| 뒤")).len(), 3);
}
