//! Tables, drawings, pictures, equations, charts, forms.

use super::*;

fn tc(row: u32, column: u32, text: &str) -> String {
    spanned(row, column, 1, 1, &p(&format!("<hp:t>{text}</hp:t>")))
}

fn spanned(row: u32, column: u32, rows: u32, columns: u32, content: &str) -> String {
    format!(
        r#"<hp:tc header="0"><hp:subList>{content}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{columns}" rowSpan="{rows}"/><hp:cellSz width="1" height="1"/><hp:cellMargin left="1"/></hp:tc>"#
    )
}

/// A table of these rows, with further children.
fn tbl(attributes: &str, more: &str, rows: &[&[String]]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<hp:tr>{}</hp:tr>", cells.concat())).collect();
    format!(
        r#"<hp:tbl {attributes}><hp:sz width="1"/><hp:pos treatAsChar="1"/>{more}<hp:inMargin left="1"/>{rows}</hp:tbl>"#
    )
}

fn caption(side: &str, text: &str) -> String {
    format!(r#"<hp:caption side="{side}"><hp:subList>{}</hp:subList></hp:caption>"#, p(&format!("<hp:t>{text}</hp:t>")))
}

#[test]
fn cells_are_placed_by_address_and_span() {
    let rows: [&[String]; 2] = [
        &[spanned(0, 0, 2, 1, &p("<hp:t>가</hp:t>")), tc(0, 2, "다"), tc(0, 1, "나")],
        &[spanned(1, 1, 1, 2, &p("<hp:t>라</hp:t>"))],
    ];
    let table = tbl(r#"rowCnt="2" colCnt="3""#, "", &rows);
    assert_eq!(run(&table), "table2x3(0,02x1 가 | 0,1 나 | 0,2 다 | 1,11x2 라)");
    assert_eq!(warnings(&p(&table)), Vec::<&str>::new());
}

#[test]
fn cells_without_address_take_the_next_free_place() {
    let cell = |rows: u32, text: &str| {
        format!(
            r#"<hp:tc><hp:cellSpan colSpan="1" rowSpan="{rows}"/><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hp:tc>"#
        )
    };
    let rows: [&[String]; 2] = [&[cell(2, "가"), cell(1, "나")], &[cell(1, "다")]];
    assert_eq!(run(&tbl("", "", &rows)), "table2x2(0,02x1 가 | 0,1 나 | 1,1 다)");
}

#[test]
fn repeated_header_is_the_first_row_when_no_cell_is_marked() {
    let rows: [&[String]; 2] = [&[tc(0, 0, "가"), tc(0, 1, "나")], &[tc(1, 0, "다"), tc(1, 1, "라")]];
    assert_eq!(run(&tbl(r#"repeatHeader="1""#, "", &rows)), "table2x2(0,0! 가 | 0,1! 나 | 1,0 다 | 1,1 라)");
    let marked = tbl(r#"repeatHeader="1""#, "", &rows).replacen(r#"header="0""#, r#"header="1""#, 1);
    assert_eq!(run(&marked), "table2x2(0,0! 가 | 0,1 나 | 1,0 다 | 1,1 라)");
}

#[test]
fn table_of_one_cell_is_a_frame_and_tables_nest() {
    let rows: [&[String]; 1] = [&[tc(0, 0, "가"), tc(0, 1, "나")]];
    let inner = tbl("", "", &rows);
    let outer = tbl("", "", &[&[spanned(0, 0, 1, 1, &(p("<hp:t>위</hp:t>") + &p(&inner)))]]);
    assert_eq!(run(&outer), "frame(위 / table1x2(0,0 가 | 0,1 나))");
    assert_eq!(run(&tbl("", "", &[&[spanned(0, 0, 1, 1, &p(""))]])), "");
}

#[test]
fn table_has_its_caption_with_number() {
    let number = r#"<hp:t>표 </hp:t><hp:ctrl><hp:autoNum num="2" numType="TABLE"/></hp:ctrl><hp:t> 결과</hp:t>"#;
    let caption = format!(r#"<hp:caption side="TOP"><hp:subList>{}</hp:subList></hp:caption>"#, p(number));
    let rows: [&[String]; 1] = [&[tc(0, 0, "가"), tc(0, 1, "나")]];
    assert_eq!(run(&tbl("", &caption, &rows)), "table1x2(0,0 가 | 0,1 나) cap(표 2 결과)");
}

#[test]
fn impossible_spans_are_mended_and_said() {
    let rows: [&[String]; 1] = [&[spanned(0, 0, 4_000_000, 4_000_000, &p("<hp:t>가</hp:t>")), tc(0, 1, "나")]];
    let table = tbl(r#"rowCnt="1" colCnt="2""#, "", &rows);
    assert_eq!(warnings(&p(&table)), ["repaired"]);
    assert!(run(&table).contains("나"));
}

#[test]
fn floating_table_comes_before_text_that_follows_it_and_after_text_before_it() {
    let rows: [&[String]; 1] = [&[tc(0, 0, "가"), tc(0, 1, "나")]];
    let table = tbl("", "", &rows).replace(r#"treatAsChar="1""#, r#"treatAsChar="0""#);
    assert_eq!(run(&format!("{table}<hp:t>글</hp:t>")), "table1x2(0,0 가 | 0,1 나) / 글");
    assert_eq!(run(&format!("<hp:t>앞</hp:t>{table}<hp:t>뒤</hp:t>")), "앞뒤 / table1x2(0,0 가 | 0,1 나)");
    let inline = tbl("", "", &rows);
    assert_eq!(run(&format!("<hp:t>앞</hp:t>{inline}<hp:t>뒤</hp:t>")), "앞 / table1x2(0,0 가 | 0,1 나) / 뒤");
}

fn rect(text: &str) -> String {
    format!(
        r#"<hp:rect><hp:pos treatAsChar="0"/><hp:lineShape color="x"/><hp:drawText><hp:subList>{}</hp:subList><hp:textMargin left="1"/></hp:drawText><hp:pt0 x="0" y="0"/><hp:shapeComment>사각형입니다.</hp:shapeComment></hp:rect>"#,
        p(&format!("<hp:t>{text}</hp:t>"))
    )
}

#[test]
fn text_boxes_are_frames_however_deep_in_groups() {
    assert_eq!(run(&rect("가")), "frame(가)");
    let group = format!(
        "<hp:container><hp:container>{}</hp:container><hp:line/>{}<hp:pos/></hp:container>",
        rect("가"),
        rect("나")
    );
    assert_eq!(run(&group), "frame(가) / frame(나)");
    assert_eq!(run("<hp:rect><hp:pos treatAsChar=\"1\"/></hp:rect><hp:t>가</hp:t>"), "가");
}

#[test]
fn numbers_are_shared_by_body_cells_and_boxes() {
    let boxed = format!("<hp:rect><hp:drawText><hp:subList>{}</hp:subList></hp:drawText></hp:rect>", shaped(3, "나"));
    assert_eq!(
        shown(&(shaped(3, "가") + &p(&boxed) + &shaped(3, "다"))),
        "[(a)·0] 가 / frame([(b)·0] 나) / [(c)·0] 다"
    );
}

#[test]
fn text_art_is_its_lines() {
    assert_eq!(
        run(r#"<hp:textart text="첫 줄␍␊둘째 줄"><hp:pos/><hp:textartPr/></hp:textart>"#),
        "frame(첫 줄 / 둘째 줄)"
    );
}

fn pic(id: &str, more: &str) -> String {
    format!(r#"<hp:pic href=""><hp:imgRect/><hp:img binaryItemIDRef="{id}"/><hp:pos treatAsChar="1"/>{more}</hp:pic>"#)
}

#[test]
fn pictures_are_assets_and_described_by_their_author_only() {
    let document = document_with(
        &p(&(pic("image1", "<hp:shapeComment>그림입니다.</hp:shapeComment>")
            + "<hp:t>가</hp:t>"
            + &pic("image1", "<hp:shapeComment>지도</hp:shapeComment>"))),
        &[],
    );
    assert_eq!(show(&document.sections[0].blocks), "image[0]()가image[0](지도)");
    assert_eq!((document.assets.len(), document.assets[0].media_type.as_str()), (1, "image/png"));
    assert_eq!(document.assets[0].data, b"\x89PNG\r\n\x1a\n");
}

#[test]
fn picture_with_a_caption_is_a_figure() {
    assert_eq!(run(&pic("image1", &caption("BOTTOM", "풍경"))), "figure(image[0]() cap-after(풍경))");
    assert_eq!(run(&pic("image1", &caption("LEFT", "풍경"))), "figure(image[0]() cap-before(풍경))");
}

#[test]
fn picture_outside_the_file_keeps_where_it_is() {
    // But not on whose drive.
    assert_eq!(run(&pic("image2", "")), "image[a.png]()");
    assert_eq!(warnings(&p(&pic("image2", ""))), ["form-not-expressed"]);
}

#[test]
fn picture_without_data_is_its_alternative_text_or_nothing() {
    for id in ["image9", ""] {
        assert_eq!(run(&pic(id, "")), "");
        assert_eq!(run(&pic(id, "<hp:shapeComment>시청 문장</hp:shapeComment>")), "시청 문장");
        assert_eq!(warnings(&p(&pic(id, ""))), ["missing-attachment"]);
        assert_eq!(run(&(pic(id, "") + &rect("가"))), "frame(가)");
    }
}

#[test]
fn picture_that_the_manifest_forgot_is_found_by_its_name() {
    let document = document_with(&p(&pic("image7", "")), &[("bindata/IMAGE7.gif", b"GIF89a")]);
    assert_eq!(show(&document.sections[0].blocks), "image[0]()");
}

#[test]
fn asset_data_are_left_out_when_not_wanted() {
    let options = ReadOptions { assets: false, ..ReadOptions::default() };
    let document = read(&package_with(&p(&pic("image1", "")), &[]), &options).unwrap().document;
    assert_eq!((document.assets[0].media_type.as_str(), document.assets[0].data.len()), ("image/png", 0));
}

#[test]
fn picture_with_an_address_is_a_link() {
    let linked = pic("image1", "").replace(r#"href="""#, r#"href="http\://example.com;1;0;0;""#);
    assert_eq!(run(&linked), "link[http://example.com](image[0]())");
}

#[test]
fn words_of_an_object_with_an_address_are_links() {
    let linked = |shape: String| shape.replacen('>', r#" href="http\://example.com;1;0;0;">"#, 1);
    let body = linked(rect("가"));
    assert_eq!(run(&body), "frame(link[http://example.com](가))");
    assert_eq!(warnings(&p(&body)), Vec::<&str>::new());
    let group = linked(format!("<hp:container>{}{}</hp:container>", pic("image1", ""), rect("나")));
    assert_eq!(run(&group), "link[http://example.com](image[0]()) / frame(link[http://example.com](나))");
    let inner = format!("<hp:container>{}{}</hp:container>", linked(rect("다")), rect("라"));
    assert_eq!(run(&inner), "frame(link[http://example.com](다)) / frame(라)");
    assert_eq!(warnings(&p(&linked("<hp:line></hp:line>".to_owned()))), ["not-converted"]);
}

#[test]
fn pictures_in_groups_are_kept() {
    let group = format!("<hp:container>{}{}</hp:container>", pic("image1", ""), rect("가"));
    assert_eq!(run(&group), "image[0]() / frame(가)");
}

#[test]
fn equation_stands_in_its_line_or_alone() {
    let equation = r#"<hp:equation version="Equation Version 60"><hp:pos treatAsChar="1"/><hp:script>a &lt; b
</hp:script></hp:equation>"#;
    assert_eq!(run(equation), "equation(a < b)");
    assert_eq!(run(&format!("<hp:t>식 </hp:t>{equation}")), "식 equation(a < b)");
    assert_eq!(run("<hp:equation><hp:script> </hp:script></hp:equation>"), "");
}

#[test]
fn ruby_has_its_text_and_its_reading() {
    assert_eq!(
        run("<hp:dutmal posType=\"TOP\"><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>"),
        "ruby(본말|덧말)"
    );
}

#[test]
fn overlapped_characters_are_text() {
    let compose = |kind: &str, text: &str| {
        run(&format!(r#"<hp:compose circleType="{kind}" composeText="{text}"><hp:charPr prIDRef="1"/></hp:compose>"#))
    };
    assert_eq!(compose("SHAPE_CIRCLE", "7"), "⑦");
    assert_eq!(compose("SHAPE_REVERSAL_RECTANGLE", "7"), "[7]");
    assert_eq!(compose("CHAR", "가나"), "가나");
}

#[test]
fn form_objects_show_how_they_are_filled_in() {
    assert_eq!(
        run(r#"<hp:checkBtn caption="동의" value="CHECKED"><hp:formCharPr/><hp:pos treatAsChar="1"/></hp:checkBtn>"#),
        "[x] 동의"
    );
    assert_eq!(run(r#"<hp:radioBtn caption="남" value="UNCHECKED"/>"#), "[ ] 남");
    assert_eq!(run(r#"<hp:btn caption="보내기"/>"#), "보내기");
    assert_eq!(run(r#"<hp:checkBtn caption="R&amp;&amp;D 연계" value="UNCHECKED"/>"#), "[ ] R&D 연계");
    assert_eq!(run(r#"<hp:btn caption="저장(&amp;S)"/>"#), "저장(S)");
    assert_eq!(run("<hp:edit><hp:text>입력</hp:text></hp:edit>"), "입력");
    let combo = r#"<hp:comboBox selectedValue="b"><hp:listItem displayText="봄" value="a"/><hp:listItem displayText="여름" value="b"/></hp:comboBox>"#;
    assert_eq!(run(combo), "여름");
}

const CHART: &str = r#"<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>매출</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>
<c:ser><c:tx><c:strRef><c:f>S!B1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>상반기</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>x</c:f><c:strCache><c:pt idx="0"><c:v>서울</c:v></c:pt><c:pt idx="1"><c:v>부산</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>y</c:f><c:numCache><c:formatCode>General</c:formatCode><c:pt idx="0"><c:v>4.3</c:v></c:pt><c:pt idx="1"><c:v>2</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
<c:ser><c:tx><c:v>하반기</c:v></c:tx><c:val><c:numLit><c:pt idx="1"><c:v>7</c:v></c:pt></c:numLit></c:val></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>"#;

const SWITCH: &str = r#"<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/ooxmlchart"><hp:chart chartIDRef="Chart/chart1.xml"><hp:pos treatAsChar="1"/></hp:chart></hp:case><hp:default><hp:ole binaryItemIDRef="ole1"><hp:pos/></hp:ole></hp:default></hp:switch>"#;

#[test]
fn chart_is_the_table_of_its_data() {
    let reading = reading(&package_with(&p(SWITCH), &[("Chart/chart1.xml", CHART.as_bytes())]));
    assert_eq!(
        show(&reading.document.sections[0].blocks),
        "table3x3(0,0!  | 0,1! 상반기 | 0,2! 하반기 | 1,0 서울 | 1,1 4.3 | 1,2  | 2,0 부산 | 2,1 2 | 2,2 7) cap(매출)"
    );
    assert_eq!(reading.warnings, []);
}

#[test]
fn chart_part_is_shown_once() {
    let reading = reading(&package_with(&p(SWITCH).repeat(3), &[("Chart/chart1.xml", CHART.as_bytes())]));
    assert_eq!(reading.document.sections[0].blocks.len(), 1);
    let is_loss = |name| ["not-converted", "missing-attachment"].contains(&name);
    assert!(reading.warnings.iter().all(|warning| is_loss(warning.kind.name())));
}

#[test]
fn chart_without_its_part_is_said_to_be_missing() {
    assert_eq!(warnings(&p(SWITCH)), ["not-converted", "missing-attachment"]);
}

#[test]
fn embedded_object_that_is_shown_twice_is_one_file() {
    let ole =
        r#"<hp:ole binaryItemIDRef="ole1"><hp:pos treatAsChar="1"/><hp:shapeComment>장부</hp:shapeComment></hp:ole>"#;
    let reading = reading(&package_with(&p(&ole.repeat(2)), &[("BinData/ole1.ole", b"no compound file")]));
    assert_eq!(show(&reading.document.sections[0].blocks), "image[0](장부)image[0](장부)");
    assert_eq!((reading.document.assets[0].name.as_str(), reading.warnings.len()), ("object1.bin", 0));
}

#[test]
fn embedded_objects_and_videos_are_said_to_be_missing() {
    assert_eq!(warnings(&p("<hp:ole><hp:pos/></hp:ole>")), ["missing-attachment"]);
    assert_eq!(run(&format!("<hp:ole><hp:pos/>{}</hp:ole>", caption("BOTTOM", "장부"))), "장부");
    assert_eq!(run(r#"<hp:video imageIDRef="image1"><hp:pos treatAsChar="1"/></hp:video>"#), "image[0]()");
}
