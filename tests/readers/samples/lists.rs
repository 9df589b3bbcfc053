//! Numbers that the word processor counts and never stores.

use crate::builder::{Blocks, Document, NumberFormat, Numbering, Paragraph, Section, Table};

pub fn numbering() -> Document {
    let mut document = Document::new("번호 매기기");
    document.outline(ten_levels());
    let syllables = document.numbering(Numbering::new().level("^1.", NumberFormat::HangulSyllable));
    let first = document.numbering(Numbering::default());
    let second = document.numbering(Numbering::default());
    let from_six = document.numbering(Numbering::new().level_from("^1.", NumberFormat::Digit, 6));
    let articles = document.numbering(articles());
    let paths = document.numbering(Numbering::new().level("^n", NumberFormat::Digit).level("^N", NumberFormat::Digit));
    let silent = document.numbering(Numbering::new().level("", NumberFormat::Digit).level("-", NumberFormat::Digit));
    let cells = document.numbering(Numbering::default());
    let bullet = document.bullet('\u{F06C}');
    let dash = document.bullet('-');
    let formats = formats(&mut document);

    let section = Section::new()
        .paragraphs((0..10_u8).map(|level| Paragraph::from(format!("개요 수준 {}", level + 1)).outline(level)))
        .paragraph(Paragraph::from("다시 수준 2").outline(1))
        .paragraph(Paragraph::from("다시 수준 1").outline(0))
        .paragraph("[하를 넘는 가나다]")
        .paragraphs((1..=16).map(|count| Paragraph::from(format!("{count}번 항목")).numbered(syllables, 0)))
        .paragraph("[다른 목록을 지나 돌아오는 목록]")
        .paragraph(Paragraph::from("첫 목록의 하나").numbered(first, 0))
        .paragraph(Paragraph::from("첫 목록의 하나의 하나").numbered(first, 1))
        .paragraph(Paragraph::from("둘째 목록의 하나").numbered(second, 0))
        .paragraph(Paragraph::from("첫 목록의 둘").numbered(first, 0))
        .paragraph("[6부터 시작하는 목록]")
        .paragraph(Paragraph::from("여섯째").numbered(from_six, 0))
        .paragraph(Paragraph::from("일곱째").numbered(from_six, 0))
        .paragraph("[위 수준을 함께 적는 번호]")
        .paragraph(Paragraph::from("목적").numbered(articles, 0))
        .paragraph(Paragraph::from("정의").numbered(articles, 0))
        .paragraph(Paragraph::from("용어").numbered(articles, 1))
        .paragraph(Paragraph::from("쓰임").numbered(articles, 2))
        .paragraph(Paragraph::from("길").numbered(paths, 0))
        .paragraph(Paragraph::from("길의 길").numbered(paths, 1))
        .paragraph("[번호가 보이지 않는 목록]")
        .paragraph(Paragraph::from("번호 없이").numbered(silent, 0))
        .paragraph(Paragraph::from("줄표만").numbered(silent, 1))
        .paragraph("[칸 안에서 이어지는 번호]")
        .paragraph(Paragraph::from("표 앞").numbered(cells, 0))
        .paragraph(numbered_cells(cells))
        .paragraph(Paragraph::from("표 뒤").numbered(cells, 0))
        .paragraph("[글머리표]")
        .paragraph(Paragraph::from("둥근 점").bulleted(bullet, 0))
        .paragraph(Paragraph::from("그 아래 줄표").bulleted(dash, 1))
        .paragraph(Paragraph::from("다시 둥근 점").bulleted(bullet, 0))
        .paragraph("[번호의 모양]")
        .paragraphs(formats);
    document.section(section);
    document
}

/// All ten levels, the last three after the seven of old versions.
fn ten_levels() -> Numbering {
    Numbering::default()
        .level("^8)", NumberFormat::CircledHangulSyllable)
        .level("^9)", NumberFormat::RomanSmall)
        .level("^10)", NumberFormat::LatinSmall)
}

/// `제2조`, `2.1.`, `2-1-1`.
fn articles() -> Numbering {
    Numbering::new()
        .level("제^1조", NumberFormat::Digit)
        .level("^1.^2.", NumberFormat::Digit)
        .level("^1-^2-^3", NumberFormat::Digit)
}

/// Two items of a list for every number format.
fn formats(document: &mut Document) -> Vec<Paragraph> {
    let formats = [
        (NumberFormat::CircledDigit, "동그라미 숫자"),
        (NumberFormat::RomanCapital, "큰 로마자"),
        (NumberFormat::RomanSmall, "작은 로마자"),
        (NumberFormat::LatinCapital, "큰 알파벳"),
        (NumberFormat::LatinSmall, "작은 알파벳"),
        (NumberFormat::CircledHangulSyllable, "동그라미 가나다"),
        (NumberFormat::HangulJamo, "닿소리"),
        (NumberFormat::CircledHangulJamo, "동그라미 닿소리"),
        (NumberFormat::HangulPhonetic, "한글 숫자"),
        (NumberFormat::Ideograph, "한자 숫자"),
        (NumberFormat::Decagon, "갑을병"),
        (NumberFormat::DecagonHanja, "甲乙丙"),
    ];
    let mut items = Vec::new();
    for (format, name) in formats {
        let list = document.numbering(Numbering::new().level("^1.", format));
        items.push(Paragraph::from(name).numbered(list, 0));
        items.push(Paragraph::from(name).numbered(list, 0));
    }
    items
}

fn numbered_cells(list: u16) -> Table {
    let item = |text: &str| Paragraph::from(text).numbered(list, 0);
    Table::new(2, 2)
        .cell(0, 0, item("왼쪽 위"))
        .cell(0, 1, item("오른쪽 위"))
        .cell(1, 0, Blocks::from([item("왼쪽 아래"), Paragraph::from("아래 수준").numbered(list, 1)]))
        .cell(1, 1, "번호 없는 칸")
}
