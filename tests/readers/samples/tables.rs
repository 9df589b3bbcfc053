//! Tables.

use crate::builder::{Blocks, Caption, Cell, Document, NumberKind, Paragraph, Section, Side, Table, caption_text};

pub fn tables() -> Document {
    let section = Section::new()
        .paragraph("가로세로 합친 칸")
        .paragraph(merged())
        .paragraph("머리글 두 줄, 위 캡션")
        .paragraph(two_header_rows())
        .paragraph("머리글 없는 표, 아래 캡션")
        .paragraph(below())
        .paragraph("한 칸 상자")
        .paragraph(Table::boxed(["상자 안의 첫 문단", "상자 안의 둘째 문단"]))
        .paragraph("표 속의 표 속의 표")
        .paragraph(nested())
        .paragraph("글 가운데의 표")
        .paragraph(inline())
        .paragraph("칸 안의 여러 문단과 특수한 글자")
        .paragraph(busy_cells())
        .paragraph("모두 합친 줄과 빈 칸")
        .paragraph(whole_row())
        .paragraph("이름 있는 칸")
        .paragraph(named());
    let mut document = Document::new("표");
    document.section(section);
    document
}

fn merged() -> Table {
    Table::new(4, 4)
        .header_row()
        .cell(0, 0, "구분")
        .cell(0, 1, "상반기")
        .merge(0, 1, 1, 2)
        .cell(0, 3, "비고")
        .cell(1, 0, "사람")
        .merge(1, 0, 2, 1)
        .cell(1, 1, "1월")
        .cell(1, 2, "2월")
        .cell(1, 3, "세 줄에 걸친 비고")
        .merge(1, 3, 3, 1)
        .cell(2, 1, "두 줄 두 칸")
        .merge(2, 1, 2, 2)
        .cell(3, 0, "책")
}

fn two_header_rows() -> Table {
    Table::new(4, 3)
        .header_rows(2)
        .cell(0, 0, "권역")
        .merge(0, 0, 2, 1)
        .cell(0, 1, "이용자 수(명)")
        .merge(0, 1, 1, 2)
        .cell(1, 1, "2024년")
        .cell(1, 2, "2025년")
        .cell(2, 0, "동부")
        .cell(2, 1, Paragraph::from("1,204").right())
        .cell(2, 2, Paragraph::from("1,377").right())
        .cell(3, 0, "서부")
        .cell(3, 1, Paragraph::from("988").right())
        .cell(3, 2, Paragraph::from("1,015").right())
        .caption(Caption::new(Side::Top, caption_text("표", NumberKind::Table, "권역별 이용자 수")))
}

fn below() -> Table {
    Table::of(&[["가", "나"], ["다", "라"]])
        .no_repeated_header()
        .caption(Caption::new(Side::Bottom, caption_text("표", NumberKind::Table, "머리글 없는 표")))
}

fn nested() -> Table {
    let innermost = Table::of(&[["가장 안쪽"]]).width(8000);
    let inner = Table::of(&[["안쪽 1", "안쪽 2"]]).cell(0, 1, Blocks::from(innermost)).width(18000);
    Table::new(1, 2).cell(0, 0, "바깥쪽").cell(
        0,
        1,
        Blocks::from(["앞 문단".into(), Paragraph::from(inner), "뒤 문단".into()]),
    )
}

fn inline() -> Paragraph {
    let table = Table::of(&[["작은", "표"]]).width(8000).inline();
    Paragraph::new().text("앞의 글 ").control(crate::builder::Control::Table(table)).text(" 뒤의 글")
}

fn busy_cells() -> Table {
    Table::new(2, 2)
        .cell(0, 0, ["첫 문단", "둘째 문단", "", "넷째 문단"])
        .cell(0, 1, "줄을\n바꾼 칸")
        .cell(1, 0, "세로줄 | 과 역사선 \\")
        .cell(1, 1, Blocks::from(vec![Paragraph::new().bold("굵은 칸"), Paragraph::from("  - 빈칸으로 들여 쓴 줄")]))
}

fn whole_row() -> Table {
    Table::new(3, 3).cell(0, 0, "모두 합친 줄").merge(0, 0, 1, 3).cell(2, 2, "마지막 칸").no_repeated_header()
}

fn named() -> Table {
    Table::new(2, 2)
        .cell(0, 0, "이름")
        .set(Cell::new(0, 1, "홍보람").named("이름칸"))
        .cell(1, 0, "부서")
        .set(Cell::new(1, 1, "").named("부서칸"))
}
