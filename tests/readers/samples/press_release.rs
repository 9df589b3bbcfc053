//! A press release in full dress, the most common kind of document there is. The ministry and all people are invented.

use crate::builder::{
    Binary, Blocks, Caption, CharShape, Document, Drawing, NumberFormat, NumberKind, Numbering, Paragraph, Section,
    Side, Table, caption_text, png,
};

pub fn document() -> Document {
    let mut document = Document::new("가람시 골목 도서관 열 곳 새로 연다");
    document.author("가람시 공보담당관");
    document.outline(chapters());
    let logo = document.binary(Binary::new("png", png::picture(24, 16, 0x1F4E9E)));
    let map = document.binary(Binary::new("png", png::picture(48, 32, 0x2E8B57)));
    let section = Section::new()
        .header("가람시 보도자료")
        .page_number()
        .paragraph(Drawing::picture(logo).size(5669, 3779).description("가람시 상징"))
        .paragraph(title())
        .paragraph(dates())
        .paragraph("")
        .paragraphs(summary())
        .paragraphs(plan())
        .paragraph(places())
        .paragraphs(schedule())
        .paragraph(picture(map))
        .paragraphs(attachments())
        .paragraph(contacts());
    document.section(section);
    document
}

/// `제1장`, `1.`, `가.`, `1)`.
fn chapters() -> Numbering {
    Numbering::new()
        .level("제^1장", NumberFormat::Digit)
        .level("^2.", NumberFormat::Digit)
        .level("^3.", NumberFormat::HangulSyllable)
        .level("^4)", NumberFormat::Digit)
}

fn title() -> Table {
    let shape = CharShape::new().bold().size(20);
    let subtitle = CharShape::new().size(13);
    Table::boxed([
        Paragraph::new().styled(shape, "가람시, 골목 도서관 열 곳 새로 연다").center(),
        Paragraph::new().styled(subtitle, "- 걸어서 10분 안에 책 읽는 곳… 올해 3월부터 차례로 개관 -").center(),
    ])
}

fn dates() -> Table {
    Table::new(3, 4)
        .cell(0, 0, Paragraph::new().bold("보도시점").center())
        .cell(0, 1, "2026. 1. 5.(월) 12:00\n1. 6.(화) 조간")
        .cell(0, 2, Paragraph::new().bold("배포").center())
        .cell(0, 3, "2026. 1. 5.(월) 09:00")
        .cell(1, 0, Paragraph::new().bold("담당부서").center())
        .merge(1, 0, 2, 1)
        .cell(1, 1, "문화교육국\n도서관정책과")
        .merge(1, 1, 2, 1)
        .cell(1, 2, "책임자")
        .cell(1, 3, "과장 김가람 (02-000-0101)")
        .cell(2, 2, "담당자")
        .cell(2, 3, "주무관 이나래 (02-000-0102)")
        .no_repeated_header()
}

fn summary() -> Vec<Paragraph> {
    vec![
        Paragraph::new()
            .text("□ 가람시(시장 박다온)는 오는 3월부터 ")
            .bold("\"골목 도서관\"")
            .text("을 열 곳에 새로 연다고 5일 밝혔다."),
        Paragraph::from(" ◦ 빈 점포와 마을회관을 고쳐 쓰며, 한 곳의 넓이는 60~120㎡이다."),
        Paragraph::new()
            .text("  - 장서는 곳마다 3,000권으로 시작하고, 시립도서관의 책도 ")
            .styled(CharShape::new().underline(), "하루 안에")
            .text(" 받아 볼 수 있다.")
            .footnote("시립도서관 다섯 곳의 장서 412,000권(2025년 12월 말 기준)을 말한다."),
        Paragraph::from("  ※ 어린이와 어르신을 위한 큰글자책을 따로 둔다."),
        Paragraph::from(""),
    ]
}

fn plan() -> Vec<Paragraph> {
    vec![
        Paragraph::from("추진 배경과 내용").outline(0),
        Paragraph::from("왜 골목인가").outline(1),
        Paragraph::from("가까워야 자주 간다").outline(2),
        Paragraph::from("시민 1,200명에게 물은 결과 열에 일곱은 '멀어서' 도서관에 가지 않는다고 답했다."),
        Paragraph::from("빈 점포를 살린다").outline(2),
        Paragraph::from("구도심의 빈 점포 가운데 여섯 곳을 고쳐 쓴다."),
        Paragraph::from("어디에 생기나").outline(1),
        Paragraph::from("다음 표와 같이 세 권역으로 나누어 연다."),
    ]
}

fn places() -> Table {
    let center = |text: &str| Blocks::from(Paragraph::from(text).center());
    let hours = Table::of(&[["평일", "10~20시"], ["주말", "10~18시"]]).width(12000);
    Table::new(5, 4)
        .header_row()
        .cell(0, 0, center("권역"))
        .cell(0, 1, center("도서관"))
        .cell(0, 2, center("개관"))
        .cell(0, 3, center("여는 시간"))
        .cell(1, 0, center("동부"))
        .merge(1, 0, 2, 1)
        .cell(1, 1, "해오름 골목 도서관")
        .cell(1, 2, "3월 2일")
        .cell(1, 3, ["모든 곳이 같다.".into(), Paragraph::from(hours)])
        .merge(1, 3, 3, 1)
        .cell(2, 1, "느티나무 골목 도서관")
        .cell(2, 2, "3월 16일")
        .cell(3, 0, center("서부"))
        .cell(3, 1, "노을빛 골목 도서관")
        .cell(3, 2, "4월 6일")
        .cell(4, 0, "남은 일곱 곳은 2026년 하반기에 연다.")
        .merge(4, 0, 1, 4)
        .caption(Caption::new(Side::Top, caption_text("표", NumberKind::Table, "골목 도서관 개관 일정")))
}

fn schedule() -> Vec<Paragraph> {
    vec![
        Paragraph::from("앞으로의 일정").outline(0),
        Paragraph::from("도서관 이름 짓기").outline(1),
        Paragraph::from("1월 12일부터 2월 6일까지 시 누리집에서 이름을 받는다."),
        Paragraph::from("함께할 사람 찾기").outline(1),
        Paragraph::new()
            .text("자원봉사자 40명을 모은다. 자세한 내용은 ")
            .link("https://www.example.org/library?year=2026", "시 누리집")
            .text("에서 볼 수 있다."),
    ]
}

fn picture(map: u16) -> Drawing {
    Drawing::picture(map)
        .size(17008, 11339)
        .description("골목 도서관 세 곳의 자리를 나타낸 지도")
        .caption(Caption::new(Side::Bottom, caption_text("그림", NumberKind::Picture, "골목 도서관 자리")))
}

fn attachments() -> Vec<Paragraph> {
    vec![
        Paragraph::from(""),
        Paragraph::from("붙임  1. 골목 도서관 운영 계획 1부."),
        Paragraph::from("      2. 자원봉사자 모집 공고문 1부.  끝."),
        Paragraph::from(""),
    ]
}

fn contacts() -> Table {
    Table::boxed(
        Paragraph::new().text("이 자료를 옮겨 쓸 때에는 ").bold("가람시 도서관정책과").text("로 알려 주시기 바랍니다."),
    )
}
