//! Paragraphs, runs, text, numbers, controls, fields and notes.

use super::*;
use crate::document::{FurnitureKind, PageParity};

#[test]
fn text_between_inline_children_is_kept_exactly() {
    let text = r#"<hp:t> 가<hp:tab width="2" leader="0" type="1"/>나<hp:lineBreak/>다 &amp;&lt;<![CDATA[<b>]]><hp:nbSpace/>라<hp:fwSpace/>마<hp:hypen/>바<hp:hyphen/>사<hp:titleMark ignore="1"/>아<hp:markpenBegin color="yellow"/>자<hp:markpenEnd/>차</hp:t>"#;
    assert_eq!(run(text), " 가→나↵다 &<<b>\u{A0}라 마-바-사아자차");
}

#[test]
fn neighbouring_runs_with_the_same_marks_are_one() {
    let body = r#"<hp:p><hp:run charPrIDRef="1"><hp:t>가</hp:t></hp:run><hp:run charPrIDRef="1"/><hp:run charPrIDRef="1"><hp:t>나</hp:t></hp:run><hp:run charPrIDRef="2"><hp:t>다</hp:t></hp:run></hp:p>"#;
    assert_eq!(shown(body), "b<가나>iu<다>");
}

#[test]
fn strike_is_real_only_when_it_is_drawn() {
    let body = |shape: u32| format!(r#"<hp:p><hp:run charPrIDRef="{shape}"><hp:t>가</hp:t></hp:run></hp:p>"#);
    assert_eq!([3, 4, 6, 99].map(|shape| shown(&body(shape))), ["s<가>", "가", "s<가>", "가"]);
}

#[test]
fn text_above_and_below_at_once_stands_above() {
    assert_eq!(shown(r#"<hp:p><hp:run charPrIDRef="5"><hp:t>2</hp:t></hp:run></hp:p>"#), "P<2>");
}

#[test]
fn outline_paragraphs_are_headings_with_the_numbers_of_the_section() {
    let settings = r#"<hp:secPr outlineShapeIDRef="1"/>"#;
    let first = format!(r#"<hp:p paraPrIDRef="1"><hp:run>{settings}<hp:t>가</hp:t></hp:run></hp:p>"#);
    let body = first + &shaped(2, "나") + &shaped(2, "다") + &shaped(1, "라") + &shaped(8, "마");
    assert_eq!(shown(&body), "h1 [제1장·0] 가 / h2 [가.·1] 나 / h2 [나.·1] 다 / h1 [제2장·0] 라 / h9 마");
}

#[test]
fn numbers_and_bullets_are_labels() {
    let body = [shaped(3, "가"), shaped(4, "나"), shaped(4, "다"), shaped(3, "라"), shaped(5, "마"), shaped(6, "바")];
    assert_eq!(shown(&body.concat()), "[(a)·0] 가 / [3)·1] 나 / [4)·1] 다 / [(b)·0] 라 / [●·2] 마 / [✔·0] 바");
}

#[test]
fn outline_without_numbering_is_a_heading_without_number() {
    assert_eq!(shown(&shaped(1, "가")), "h1 가");
}

#[test]
fn style_gives_the_shape_of_a_paragraph_that_names_none() {
    assert_eq!(shown(r#"<hp:p styleIDRef="4"><hp:run><hp:t>가</hp:t></hp:run></hp:p>"#), "h1 가");
}

#[test]
fn breaks_come_before_paragraphs_but_the_first() {
    let page = r#"<hp:p pageBreak="1"><hp:run><hp:t>나</hp:t></hp:run></hp:p>"#;
    let column = r#"<hp:p columnBreak="1"><hp:run><hp:t>다</hp:t></hp:run></hp:p>"#;
    let body = [&shaped(7, "가"), page, column, &shaped(7, "라")].concat();
    assert_eq!(shown(&body), "가 / Page / 나 / Column / 다 / Page / 라");
}

#[test]
fn origin_counts_top_level_paragraphs() {
    let document = document_with(&[p("<hp:t>가</hp:t>"), p(""), p("<hp:t>나</hp:t>")].concat(), &[]);
    let origin = |block: &Block| if let Block::Paragraph(paragraph) = block { Some(paragraph.origin) } else { None };
    let origins: Vec<u32> =
        document.sections[0].blocks.iter().filter_map(origin).map(|origin| origin.paragraph).collect();
    assert_eq!(origins, [0, 2]);
}

const NUMBER: &str = r#"<hp:ctrl><hp:autoNum num="3" numType="FOOTNOTE"><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")"/></hp:autoNum></hp:ctrl>"#;

#[test]
fn note_stands_at_its_place_without_its_number() {
    let note = format!(
        r#"<hp:t>가</hp:t><hp:ctrl><hp:footNote number="3" suffixChar="41"><hp:subList>{}{}</hp:subList></hp:footNote></hp:ctrl><hp:t>나</hp:t>"#,
        p(&format!("{NUMBER}<hp:t> 첫</hp:t>")),
        p(&format!("<hp:t>둘째 </hp:t>{NUMBER}"))
    );
    assert_eq!(run(&note), "가Footnote[3](첫 / 둘째 3))나");
}

#[test]
fn only_the_blank_behind_the_number_of_a_note_is_left_out() {
    let note = |content: &str| {
        run(&format!("<hp:ctrl><hp:footNote><hp:subList>{}</hp:subList></hp:footNote></hp:ctrl>", p(content)))
    };
    assert_eq!(note(&format!("{NUMBER}<hp:t><hp:tab/> <hp:fwSpace/>가 나</hp:t>")), "Footnote[3](가 나)");
    let overlap = r#"<hp:compose composeText="가"/>"#;
    assert_eq!(note(&format!("{NUMBER}{overlap}<hp:t> 나</hp:t>")), "Footnote[3](가 나)");
}

#[test]
fn note_without_number_inside_has_the_number_of_its_control() {
    let settings = r#"<hp:secPr><hp:endNotePr><hp:autoNumFormat type="ROMAN_SMALL"/></hp:endNotePr></hp:secPr>"#;
    let note = |number: &str| {
        format!(
            "<hp:ctrl><hp:endNote {number}><hp:subList>{}</hp:subList></hp:endNote></hp:ctrl>",
            p("<hp:t> 가</hp:t>")
        )
    };
    let body = format!("{settings}<hp:t>x</hp:t>{}{}", note(r#"number="4""#), note(""));
    assert_eq!(run(&body), "xEndnote[iv]( 가)Endnote[v]( 가)");
}

#[test]
fn numbers_in_notes_are_counted_apart() {
    let note = format!(
        "<hp:ctrl><hp:footNote number=\"1\"><hp:subList>{}</hp:subList></hp:footNote></hp:ctrl>",
        shaped(3, "다")
    );
    let body = shaped(3, "가") + &p(&format!("<hp:t>나</hp:t>{note}")) + &shaped(3, "라");
    assert_eq!(shown(&body), "[(a)·0] 가 / 나Footnote[1]([(a)·0] 다) / [(b)·0] 라");
}

#[test]
fn automatic_numbers_are_shown_as_stored_or_counted_on() {
    let number = |attributes: &str| {
        format!(
            r#"<hp:ctrl><hp:autoNum {attributes}><hp:autoNumFormat type="CIRCLED_DIGIT" prefixChar="&lt;" suffixChar="&gt;"/></hp:autoNum></hp:ctrl>"#
        )
    };
    let picture = |num: &str| number(&format!(r#"numType="PICTURE" num="{num}""#));
    let body = [
        picture("5"),
        picture("0"),
        r#"<hp:ctrl><hp:newNum numType="PICTURE" num="9"/></hp:ctrl>"#.into(),
        picture("0"),
    ];
    assert_eq!(run(&body.concat()), "<⑤><⑥><⑨>");
    assert_eq!(run(&number(r#"numType="PAGE" num="1""#)), "");
    assert_eq!(run(&number(r#"numType="TOTAL_PAGE" num="3""#)), "<③>");
    assert_eq!(run(&number(r#"numType="TOTAL_PAGE" num="0""#)), "##");
}

#[test]
fn headers_and_footers_are_furniture_with_page_placeholders() {
    let page = r#"<hp:ctrl><hp:autoNum num="1" numType="PAGE"/></hp:ctrl><hp:t>/</hp:t><hp:ctrl><hp:autoNum num="1" numType="TOTAL_PAGE"/></hp:ctrl>"#;
    let body = format!(
        r#"<hp:ctrl><hp:header applyPageType="EVEN"><hp:subList>{}</hp:subList></hp:header></hp:ctrl><hp:ctrl><hp:footer applyPageType="BOTH"><hp:subList>{}</hp:subList></hp:footer></hp:ctrl><hp:t>가</hp:t>"#,
        p(page),
        p("<hp:t>나</hp:t>")
    );
    let section = &document_with(&p(&body), &[]).sections[0];
    assert_eq!(show(&section.blocks), "가");
    let shown: Vec<_> = section.furniture.iter().map(|piece| (piece.kind, piece.pages, show(&piece.blocks))).collect();
    assert_eq!(
        shown,
        [
            (FurnitureKind::Header, PageParity::Even, "#/##".to_owned()),
            (FurnitureKind::Footer, PageParity::Both, "나".to_owned())
        ]
    );
}

#[test]
fn master_pages_are_furniture() {
    let master = format!(r#"<masterPage type="ODD"><hp:subList>{}</hp:subList></masterPage>"#, p("<hp:t>배경</hp:t>"));
    let body = p(r#"<hp:secPr><hp:masterPage idRef="master0"/></hp:secPr><hp:t>가</hp:t>"#);
    let section = &document_with(&body, &[("Contents/masterpage0.xml", master.as_bytes())]).sections[0];
    assert_eq!(section.furniture.len(), 1);
    assert_eq!((section.furniture[0].kind, section.furniture[0].pages), (FurnitureKind::MasterPage, PageParity::Odd));
    assert_eq!(show(&section.furniture[0].blocks), "배경");
    assert_eq!(warnings(&body), ["missing-part"]);
}

/// A field from its beginning to its end.
fn field(attributes: &str, inside: &str, text: &str) -> String {
    format!(
        r#"<hp:ctrl><hp:fieldBegin id="11" {attributes}>{inside}</hp:fieldBegin></hp:ctrl><hp:t>{text}</hp:t><hp:ctrl><hp:fieldEnd beginIDRef="11"/></hp:ctrl>"#
    )
}

fn parameters(name: &str, value: &str) -> String {
    format!(r#"<hp:parameters cnt="1"><hp:stringParam name="{name}">{value}</hp:stringParam></hp:parameters>"#)
}

#[test]
fn hyperlinks_lead_to_their_path_else_to_their_command() {
    let link = |name: &str, value: &str| run(&field(r#"type="HYPERLINK""#, &parameters(name, value), "가"));
    assert_eq!(link("Command", r"http\://example.com/a\;b;1;0;0;"), "link[http://example.com/a;b](가)");
    assert_eq!(link("Command", "?목차;0;0;0;"), "link[#목차](가)");
    assert_eq!(link("Path", "https://example.com/?q=1;2"), "link[https://example.com/?q=1;2](가)");
    assert_eq!(link("Path", "www.example.com"), "link[http://www.example.com](가)");
    assert_eq!(link("Command", ""), "가");
}

#[test]
fn link_goes_on_over_paragraphs_until_its_end_or_the_end_of_the_list() {
    let begin = format!(
        r#"<hp:ctrl><hp:fieldBegin id="5" type="HYPERLINK">{}</hp:fieldBegin></hp:ctrl>"#,
        parameters("Path", "http://a")
    );
    let end = r#"<hp:ctrl><hp:fieldEnd beginIDRef="5"/></hp:ctrl>"#;
    let body = p(&format!("{begin}<hp:t>가</hp:t>")) + &p(&format!("<hp:t>나</hp:t>{end}<hp:t>다</hp:t>"));
    assert_eq!(shown(&body), "link[http://a](가) / link[http://a](나)다");
    let cell = format!(
        "<hp:tbl><hp:tr><hp:tc><hp:subList>{}</hp:subList></hp:tc></hp:tr></hp:tbl>",
        p(&format!("{begin}<hp:t>가</hp:t>"))
    );
    assert_eq!(shown(&(p(&cell) + &p("<hp:t>나</hp:t>"))), "frame(link[http://a](가)) / 나");
}

#[test]
fn other_fields_are_their_text_and_bookmarks_are_anchors() {
    assert_eq!(run(&field(r#"type="CLICK_HERE" name="이름""#, &parameters("Direction", "쓰세요"), "홍길동")), "홍길동");
    assert_eq!(run(&field(r#"type="FORMULA""#, &parameters("LastResult", "9"), "7")), "7");
    assert_eq!(run(&field(r#"type="BOOKMARK" name="표시""#, "", "가")), "#표시#가");
    assert_eq!(
        run(r#"<hp:ctrl><hp:bookmark name="자리"/></hp:ctrl><hp:bookmark name="둘"/><hp:t>가</hp:t>"#),
        "#자리##둘#가"
    );
}

#[test]
fn end_of_a_field_that_never_began_means_nothing() {
    assert_eq!(run(r#"<hp:t>가</hp:t><hp:ctrl><hp:fieldEnd beginIDRef="99"/></hp:ctrl><hp:t>나</hp:t>"#), "가나");
}

#[test]
fn memo_is_a_comment_at_the_end_of_what_it_is_about() {
    let inside = parameters("Author", "가람") + &format!("<hp:subList>{}</hp:subList>", p("<hp:t>살펴볼 것</hp:t>"));
    let memo = field(r#"type="MEMO""#, &inside, "본문");
    assert_eq!(run(&format!("{memo}<hp:t> 끝</hp:t>")), "본문Comment[가람](살펴볼 것) 끝");
}

#[test]
fn memo_group_holds_the_comments_that_fields_name() {
    let memo = |id: &str, text: &str| {
        format!(r#"<hp:memo id="{id}"><hp:paraList>{}</hp:paraList></hp:memo>"#, p(&format!("<hp:t>{text}</hp:t>")))
    };
    let group = format!("<hp:memogroup>{}{}</hp:memogroup>", memo("8", "기한을 봄"), memo("9", "남은 말"));
    let number = |id: &str| {
        let values = format!(
            r#"<hp:stringParam name="ID">{id}</hp:stringParam><hp:stringParam name="Author">가람</hp:stringParam>"#
        );
        let list = format!("<hp:subList>{}</hp:subList>", p(&format!("<hp:t>{id}</hp:t>")));
        p(&field(r#"type="MEMO""#, &format!("<hp:parameters>{values}</hp:parameters>{list}"), "본문"))
    };
    // Before and behind the text that it is about.
    let expected = "본문Comment[가람](기한을 봄) / Comment[](남은 말)";
    assert_eq!(shown(&(group.clone() + &number("8"))), expected);
    let body = number("8") + &group;
    assert_eq!((shown(&body).as_str(), warnings(&body)), (expected, vec!["repaired"]));
    assert_eq!(shown(&number("8")), "본문Comment[가람](8)");
}

#[test]
fn highlighter_stands_beside_the_text_too() {
    let body = p(r##"<hp:markpenBegin color="#CBFF99"/><hp:t>형광</hp:t><hp:markpenEnd/><hp:t> 글</hp:t>"##);
    assert_eq!((shown(&body).as_str(), warnings(&body)), ("형광 글", vec![]));
}

#[test]
fn text_element_of_another_name_is_read_and_said() {
    let body = p("<hp:text>손으로 쓴 글</hp:text>");
    assert_eq!((shown(&body).as_str(), warnings(&body)), ("손으로 쓴 글", vec!["repaired"]));
}

#[test]
fn headers_and_footers_in_the_settings_of_a_section_are_furniture() {
    let settings = format!(
        r#"<hp:secPr outlineShapeIDRef="1"><hp:header applyPageType="ODD"><hp:subList>{}</hp:subList></hp:header><hp:footer><hp:subList>{}</hp:subList></hp:footer></hp:secPr>"#,
        p("<hp:t>머리</hp:t>"),
        p(r#"<hp:t>쪽 </hp:t><hp:pageNum format="DIGIT"/>"#)
    );
    for body in [settings.clone() + &shaped(1, "글"), p(&settings) + &shaped(1, "글")] {
        let section = &document_with(&body, &[]).sections[0];
        assert_eq!(show(&section.blocks), "h1 [제1장·0] 글");
        let shown: Vec<_> = section.furniture.iter().map(|piece| (piece.pages, show(&piece.blocks))).collect();
        assert_eq!(shown, [(PageParity::Odd, "머리".to_owned()), (PageParity::Both, "쪽 #".to_owned())]);
    }
}

#[test]
fn mark_of_a_note_has_what_stands_around_its_number() {
    let note = |decoration: &str| {
        let number = format!(
            r#"<hp:ctrl><hp:autoNum numType="ENDNOTE" num="1"><hp:autoNumFormat type="DIGIT" {decoration}/></hp:autoNum></hp:ctrl>"#
        );
        let text = p(&format!("{number}<hp:t> 해설</hp:t>"));
        run(&format!("<hp:ctrl><hp:endNote><hp:subList>{text}</hp:subList></hp:endNote></hp:ctrl>"))
    };
    assert_eq!(note(r#"prefixChar="문" suffixChar="）""#), "Endnote[문1)](해설)");
    assert_eq!(note(r#"prefixChar="" suffixChar=")""#), "Endnote[1](해설)");
    let stored = format!(
        r#"<hp:ctrl><hp:footNote number="2" prefixChar="51452" suffixChar="46"><hp:subList>{}</hp:subList></hp:footNote></hp:ctrl>"#,
        p("<hp:t>글</hp:t>")
    );
    assert_eq!(run(&stored), "Footnote[주2.](글)");
}

#[test]
fn replies_to_comments_stand_behind_the_body() {
    let reply = format!(
        r#"<m:memos xmlns:m="m" xmlns:hp="p"><m:memo author="다솜"><m:body>{}</m:body></m:memo><m:memo/></m:memos>"#,
        p("<hp:t>그렇게 하겠음</hp:t>")
    );
    let bytes = package_with(&p("<hp:t>본문</hp:t>"), &[("Contents/memoExtended.xml", reply.as_bytes())]);
    let reading = reading(&bytes);
    assert_eq!(show(&reading.document.sections[0].blocks), "본문 / Comment[다솜](그렇게 하겠음)");
    let kinds: Vec<_> = reading.warnings.iter().map(|warning| warning.kind.name()).collect();
    assert_eq!(kinds, ["repaired"]);
}

#[test]
fn empty_hidden_comment_is_none() {
    let comment = format!(
        "<hp:t>가</hp:t><hp:ctrl><hp:hiddenComment><hp:subList>{}</hp:subList></hp:hiddenComment></hp:ctrl>",
        p("")
    );
    assert_eq!(run(&comment), "가");
}

#[test]
fn hidden_comment_is_a_comment_at_its_place() {
    let comment = format!(
        "<hp:t>가</hp:t><hp:ctrl><hp:hiddenComment><hp:subList>{}</hp:subList></hp:hiddenComment></hp:ctrl>",
        p("<hp:t>나</hp:t>")
    );
    assert_eq!(run(&comment), "가Comment[](나)");
}

#[test]
fn tracked_changes_span_text_runs_and_paragraphs() {
    let first = r#"<hp:p><hp:run><hp:t>가<hp:insertBegin Id="3" TcId="1"/>나</hp:t></hp:run><hp:run charPrIDRef="1"><hp:t>다</hp:t></hp:run></hp:p>"#;
    let second = r#"<hp:p><hp:run><hp:t>라<hp:insertEnd Id="3" TcId="1" paraend="0"/>마<hp:deleteBegin Id="4" TcId="2"/>바<hp:deleteEnd Id="4" TcId="2"/>사</hp:t></hp:run></hp:p>"#;
    let stamp = "Inserted[가람@2024-05-06T07:08:00Z]";
    assert_eq!(shown(&[first, second].concat()), format!("가{stamp}(나b<다>) / {stamp}(라)마Deleted[@](바)사"));
}

#[test]
fn layout_controls_say_nothing() {
    let body = r#"<hp:ctrl><hp:colPr colCount="2"/></hp:ctrl><hp:ctrl><hp:pageNum pos="BOTTOM_CENTER"/></hp:ctrl><hp:ctrl><hp:pageHiding/></hp:ctrl><hp:ctrl><hp:pageNumCtrl/></hp:ctrl><hp:ctrl><hp:indexmark><hp:firstKey>색인</hp:firstKey></hp:indexmark></hp:ctrl><hp:t>가</hp:t>"#;
    assert_eq!(run(body), "가");
    assert_eq!(warnings(&p(body)), Vec::<&str>::new());
}

#[test]
fn words_in_unknown_elements_are_kept_and_said() {
    let body = p(&format!(
        "<hp:t>가</hp:t><hp:ctrl><hp:novelty><hp:subList>{}</hp:subList></hp:novelty></hp:ctrl>",
        p("<hp:t>나</hp:t>")
    ));
    assert_eq!((shown(&body).as_str(), warnings(&body)), ("가 / 나", vec!["unknown-record"]));
    assert_eq!(run("<hp:t>가<hp:novelty>나<hp:x/>다</hp:novelty>라</hp:t>"), "가나다라");
    assert_eq!(shown("<hp:novelty><hp:p><hp:run><hp:t>가</hp:t></hp:run></hp:p></hp:novelty>"), "가");
    assert_eq!(shown("<hp:p><hp:t>가</hp:t><hp:lineSegArray/></hp:p>"), "가");
}

#[test]
fn one_branch_of_a_switch_is_read() {
    let branch = |namespace: &str| {
        let word = |word: &str| format!("<hp:t>{word}</hp:t>");
        format!(
            r#"<hp:switch><hp:case hp:required-namespace="{namespace}">{}</hp:case><hp:default>{}</hp:default></hp:switch><hp:t>다</hp:t>"#,
            word("가"),
            word("나")
        )
    };
    assert_eq!(run(&branch("http://www.hancom.co.kr/hwpml/2016/paragraph")), "가다");
    assert_eq!(run(&branch("http://www.hancom.co.kr/hwpml/2099/unheard")), "나다");
}

#[test]
fn private_characters_are_mapped_and_invalid_ones_left_out() {
    assert_eq!(run("<hp:t>\u{F081}\u{F53A}</hp:t>"), "①\u{1112}\u{119E}\u{11AB}");
    let body = p("<hp:t>가&#x1F;나&#xD800;다</hp:t>");
    assert_eq!(
        (shown(&body).as_str(), warnings(&body)),
        ("가나\u{FFFD}다", vec!["invalid-character", "lost-character"])
    );
}
