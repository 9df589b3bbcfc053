//! Drawings, pictures, equations, form objects, charts.

use crate::builder::{
    Binary, Blocks, Caption, Control, Document, Drawing, Form, NumberKind, Paragraph, Section, Side, Table,
    caption_text, png,
};

pub fn shapes() -> Document {
    let mut document = Document::new("그리기 개체");
    let red = document.binary(Binary::new("png", png::picture(16, 16, 0xB22222)));
    let inner = Drawing::group([Drawing::text_box("안쪽 묶음의 글"), Drawing::picture(red).size(4252, 4252)]);
    let section = Section::new()
        .paragraph("글상자 하나")
        .paragraph(Drawing::text_box(["글상자의 첫 문단", "글상자의 둘째 문단"]))
        .paragraph("글 사이의 글상자")
        .paragraph(Paragraph::new().text("앞 ").control(Control::Drawing(Drawing::text_box("가운데"))).text(" 뒤"))
        .paragraph("떠 있는 글상자")
        .paragraph(Drawing::text_box("옆에 뜬 글").floating())
        .paragraph("묶음 속의 묶음")
        .paragraph(Drawing::group([Drawing::text_box("바깥 묶음의 글"), inner]).size(28346, 7086).floating())
        .paragraph("표가 든 글상자")
        .paragraph(Drawing::text_box(Blocks::from(Table::of(&[["가", "나"]]).width(12000))))
        .paragraph("글 없는 글상자")
        .paragraph(Drawing::text_box(""))
        .paragraph("캡션이 있는 글상자")
        .paragraph(
            Drawing::text_box("상자")
                .caption(Caption::new(Side::Bottom, caption_text("그림", NumberKind::Picture, "글상자의 캡션"))),
        );
    document.section(section);
    document
}

pub fn pictures() -> Document {
    let mut document = Document::new("그림");
    let blue = document.binary(Binary::new("png", png::picture(32, 24, 0x1F4E9E)).storage(3));
    let misnamed = document.binary(Binary::new("jpg", png::picture(16, 16, 0x2E8B57)).storage(1));
    let raw = document.binary(Binary::new("png", png::picture(8, 8, 0xB8860B)).storage(2).raw());
    let linked = document.binary(Binary::link("C:\\공유\\그림.png"));
    let section = Section::new()
        .paragraph("파란 그림: 자료 번호와 파일 번호가 다르다.")
        .paragraph(
            Drawing::picture(blue)
                .description(
                    "그림입니다.\r\n원본 그림의 이름: 파랑.png\r\n원본 그림의 크기: 가로 32pixel, 세로 24pixel",
                )
                .caption(Caption::new(Side::Bottom, caption_text("그림", NumberKind::Picture, "파란 네모"))),
        )
        .paragraph("초록 그림: 이름은 jpg이나 PNG이다.")
        .paragraph(Drawing::picture(misnamed).description("초록 네모"))
        .paragraph(
            Paragraph::new()
                .text("글 가운데의 ")
                .control(Control::Drawing(Drawing::picture(raw).size(1500, 1500)))
                .text(" 작은 그림"),
        )
        .paragraph("같은 그림을 다시")
        .paragraph(Drawing::picture(blue).floating())
        .paragraph("사라진 그림")
        .paragraph(Drawing::picture(9).description("없는 그림"))
        .paragraph("문서 밖의 그림")
        .paragraph(Drawing::picture(linked).description("연결된 그림"))
        .paragraph("표 안의 그림")
        .paragraph(Table::new(1, 2).cell(0, 0, Blocks::from(Drawing::picture(misnamed))).cell(0, 1, "그림 설명"));
    document.section(section);
    document
}

pub fn equations() -> Document {
    let scripts = [
        "a over b",
        "x = {-b +- sqrt {b^2 - 4ac}} over {2a}",
        "sum from {k=1} to n k = {n(n+1)} over 2",
        "int _0 ^1 x^2 dx = 1 over 3",
        "root 3 of {x+1}",
        "lim from {x -> 0} {sin x} over x = 1",
        "pmatrix {a & b # c & d}",
        "f(x) = cases {x & x >= 0 # -x & x < 0}",
        "LEFT ( {a over b} RIGHT )",
        "alpha + beta <= GAMMA times pi",
        "bar x, vec v, hat y",
        "이용률 = {\"이용한 날\"} over {\"연 날\"} times 100%",
        "eqalign {x + y &= 3 # x - y &= 1}",
        "a_1 ^2 + a rm mol/L",
    ];
    let section = Section::new()
        .paragraph(Paragraph::new().text("글 속의 수식 ").control(Control::equation("E = mc^2")).text("이다."))
        .paragraphs(scripts.map(|script| Paragraph::new().control(Control::displayed_equation(script))));
    let mut document = Document::new("수식");
    document.section(section);
    document
}

pub fn forms() -> Document {
    let caption = |text: &str| text.to_owned();
    let section = Section::new()
        .paragraph(
            Paragraph::new()
                .text("찬성 ")
                .control(Control::Form(Form::CheckBox { caption: caption("동의함"), checked: true }))
                .text(" ")
                .control(Control::Form(Form::CheckBox { caption: caption("동의 안 함"), checked: false })),
        )
        .paragraph(
            Paragraph::new()
                .control(Control::Form(Form::RadioButton { caption: caption("오전"), checked: false }))
                .control(Control::Form(Form::RadioButton { caption: caption("오후"), checked: true })),
        )
        .paragraph(Paragraph::new().text("이름 ").control(Control::Form(Form::Edit { text: caption("홍보람") })))
        .paragraph(Paragraph::new().text("권역 ").control(Control::Form(Form::ComboBox { text: caption("동부") })))
        .paragraph(Paragraph::new().control(Control::Form(Form::PushButton { caption: caption("보내기: 확인") })));
    let mut document = Document::new("양식 개체");
    document.section(section);
    document
}

pub fn chart() -> Document {
    let mut document = Document::new("차트");
    let chart = document.binary(Binary::ole(chart_file()));
    let section = Section::new().paragraph("이용자 수 차트").paragraph(
        Drawing::ole(chart)
            .size(22000, 14000)
            .caption(Caption::new(Side::Bottom, caption_text("그림", NumberKind::Picture, "해마다의 이용자 수"))),
    );
    document.section(section);
    document
}

/// A compound file with a chart part: two series over three years.
fn chart_file() -> Vec<u8> {
    let points = |values: [&str; 3]| -> String {
        let point = |(index, value): (usize, &str)| format!("<c:pt idx=\"{index}\"><c:v>{value}</c:v></c:pt>");
        values.into_iter().enumerate().map(point).collect()
    };
    let series = |order: u8, name: &str, values: [&str; 3]| {
        format!(
            "<c:ser><c:idx val=\"{order}\"/><c:order val=\"{order}\"/>\
             <c:tx><c:strRef><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>\
             <c:cat><c:strRef><c:strCache><c:ptCount val=\"3\"/>{}</c:strCache></c:strRef></c:cat>\
             <c:val><c:numRef><c:numCache><c:ptCount val=\"3\"/>{}</c:numCache></c:numRef></c:val></c:ser>",
            points(["2023년", "2024년", "2025년"]),
            points(values),
        )
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:chart>\
         <c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>이용자 수</a:t></a:r></a:p></c:rich></c:tx></c:title>\
         <c:plotArea><c:barChart><c:barDir val=\"col\"/>{}{}</c:barChart></c:plotArea></c:chart></c:chartSpace>",
        series(0, "동부", ["1100", "1204", "1377"]),
        series(1, "서부", ["950", "988", "1015"]),
    );
    crate::builder::compound_file(&[("OOXMLChartContents".to_owned(), xml.into_bytes())])
}
