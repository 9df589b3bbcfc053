//! Things that point elsewhere: notes, links, comments, fields.

use crate::builder::{AutoNumber, Blocks, CharShape, Control, Document, Field, NumberKind, Paragraph, Section, Table};

pub fn notes() -> Document {
    let section = Section::new()
        .paragraph(
            Paragraph::new()
                .text("골목 도서관")
                .footnote("걸어서 10분 안에 닿는 작은 도서관.")
                .text("은 세 곳")
                .footnote(["동부, 서부, 남부에 한 곳씩이다.", "북부는 이듬해에 연다."])
                .text("이다."),
        )
        .paragraph(Paragraph::new().text("미주가 있는 글").endnote("이 글은 뒤에 모인다.").text("이다."))
        .paragraph(Table::new(1, 2).cell(0, 0, "칸 안의 글").cell(
            0,
            1,
            Paragraph::new().text("각주").footnote(Paragraph::new().text("칸에서 단 ").bold("각주").text("이다.")),
        ))
        .paragraph(Paragraph::new().text("표가 있는 각주").footnote(Blocks::from(vec![
            Paragraph::from("다음 표를 본다."),
            Paragraph::from(Table::of(&[["해", "권수"], ["2025", "3,000"]]).width(16000)),
        ])))
        .paragraph(
            Paragraph::new()
                .control(Control::NewNumber(NumberKind::Footnote, 10))
                .text("열 번째로 건너뛴 각주")
                .footnote("번호를 새로 시작했다."),
        );
    let mut document = Document::new("각주와 미주");
    document.section(section);
    document
}

pub fn links() -> Document {
    let blue = CharShape::new().underline().colour(0x0000FF);
    let web = Field::link("https://www.example.org/찾기?말=도서관&쪽=2");
    let section = Section::new()
        .paragraph(Paragraph::new().text("누리집은 ").link("https://www.example.org/", "시 누리집").text("이다."))
        .paragraph(
            Paragraph::new()
                .field_begin(web.clone())
                .styled(blue.clone(), "푸른 ")
                .styled(blue.bold(), "굵은 고리")
                .field_end(&web),
        )
        .paragraph(Paragraph::new().field(Field::link_of_kind("mailto:library@example.org", 2), "전자우편"))
        .paragraph(Paragraph::new().field(Field::link_of_kind("C:\\공유\\안내;1.hwp", 3), "다른 파일"))
        .paragraph(Paragraph::new().field(Field::link_of_kind("?목적지", 0), "이 문서의 책갈피"))
        .paragraph(Paragraph::new().link("https://www.example.org/(괄호)_밑줄", "괄호와 밑줄이 있는 주소"))
        .paragraph(Paragraph::new().link("https://www.example.org/empty", ""))
        .paragraph(Paragraph::new().control(Control::Bookmark("목적지".to_owned())).text("여기가 목적지이다."));
    let mut document = Document::new("하이퍼링크");
    document.section(section);
    document
}

pub fn comments() -> Document {
    let hidden = Control::HiddenComment(Blocks::from(["숨은 설명의 첫 문단.", "숨은 설명의 둘째 문단."]));
    let section = Section::new()
        .paragraph(
            Paragraph::new().text("예산은 ").memo(1, "3억 원", "김가람", "지난해와 같은지 확인할 것.").text("이다."),
        )
        .paragraph(Paragraph::new().text("숨은 설명이 ").control(hidden).text("있는 글이다."))
        .paragraph(
            Paragraph::new()
                .text("개관은 ")
                .memo(2, "3월", "이나래", ["날짜까지 적을 것.", "늦어도 2일."])
                .text("이다."),
        );
    let mut document = Document::new("메모와 숨은 설명");
    document.section(section);
    document
}

pub fn fields() -> Document {
    let named = Field::bookmark("정의");
    let section = Section::new()
        .paragraph(
            Paragraph::new()
                .text("이름: ")
                .field(Field::click_here("이름을 적으십시오", "성과 이름", "이름"), "이름을 적으십시오"),
        )
        .paragraph(
            Paragraph::new().text("부서: ").field(Field::click_here("부서", "", "부서").filled(), "도서관정책과"),
        )
        .paragraph(sum())
        .paragraph(
            Paragraph::new().field_begin(named.clone()).text("골목 도서관이란 작은 도서관이다.").field_end(&named),
        )
        .paragraph(Paragraph::new().text("앞의 ").field(Field::reference("정의"), "1쪽").text("을 본다."))
        .paragraph(
            Paragraph::new()
                .text("오늘은 ")
                .field(Field::new(*b"%dte", "%Y년 %m월 %d일"), "2026년 1월 5일")
                .text("이다."),
        )
        .paragraph(Paragraph::new().text("제목: ").field(Field::new(*b"%smr", "$title"), "필드").text("."))
        .paragraph(Paragraph::new().text("파일: ").field(Field::new(*b"%pat", "$F"), "fields.hwp"))
        .paragraph(Paragraph::new().text("받는 이: ").field(Field::new(*b"%mmg", "이름"), "{{이름}}"))
        .paragraph(
            Paragraph::new().text("찾아보기").control(Control::IndexMark("도서관".to_owned(), "골목".to_owned())),
        )
        .paragraph(
            Paragraph::new()
                .text("모두 ")
                .control(Control::AutoNumber(AutoNumber::new(NumberKind::TotalPages).number(1)))
                .text("쪽"),
        )
        .paragraph(nested());
    let mut document = Document::new("필드");
    document.section(section);
    document
}

fn sum() -> Table {
    let formula = Paragraph::new().field(Field::formula("=SUM(B1:B2)", "30"), "30");
    Table::of(&[["가", "10"], ["나", "20"], ["합", ""]]).cell(2, 1, formula)
}

/// A link inside a place to fill in.
fn nested() -> Paragraph {
    let outer = Field::click_here("주소", "", "주소").filled();
    Paragraph::new()
        .field_begin(outer.clone())
        .text("주소는 ")
        .link("https://www.example.org/", "여기")
        .text("이다")
        .field_end(&outer)
}
