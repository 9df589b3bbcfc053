//! What a line of text can hold.

use crate::builder::{CharShape, Control, Document, Paragraph, Section};

/// Emphasis, above all where Markdown finds it hard: next to quotes, particles and spaces.
pub fn marks() -> Document {
    let plain = CharShape::new;
    let section = Section::new()
        .paragraph(Paragraph::new().text("굵은 ").bold("글자").text("와 ").styled(plain().italic(), "기울인 글자"))
        .paragraph(Paragraph::new().bold("\"강조\"").text("는 따옴표까지 굵다."))
        .paragraph(Paragraph::new().text("이것을 ").bold("(괄호)").text("라고 하고, ").bold("끝.").text("으로 마친다."))
        .paragraph(Paragraph::new().text("앞뒤 ").bold(" 빈칸까지 굵은 ").text(" 글"))
        .paragraph(Paragraph::new().text("낱말 가운데").bold("만").text("굵게"))
        .paragraph(
            Paragraph::new()
                .bold("굵고 ")
                .styled(plain().bold().italic(), "굵고 기운")
                .styled(plain().italic(), " 기운")
                .text(" 글"),
        )
        .paragraph(Paragraph::new().bold("이어진 ").bold("두 굵은 ").bold("조각"))
        .paragraph(Paragraph::new().bold("줄이 바뀌는\n굵은 글"))
        .paragraph(Paragraph::new().styled(plain().underline(), "밑줄").text(" ").styled(plain().overline(), "윗줄"))
        .paragraph(Paragraph::new().styled(plain().strike(), "지운 글").text("과 남은 글"))
        .paragraph(
            Paragraph::new().styled(plain().strike_placeholder(), "지우지 않은 글").text(": 취소선 자리만 있다."),
        )
        .paragraph(
            Paragraph::new()
                .text("넓이 30m")
                .styled(plain().superscript(), "2")
                .text(", 물 H")
                .styled(plain().subscript(), "2")
                .text("O"),
        )
        .paragraph(Paragraph::new().styled(plain().emphasis_mark(1), "드러냄표").text("가 찍힌 글"))
        .paragraph(
            Paragraph::new()
                .styled(plain().colour(0xC00000), "붉은 글자")
                .styled(plain().shade(0xFFFF00), "노란 바탕")
                .styled(plain().size(20), "큰 글자"),
        )
        .paragraph(Paragraph::new().text("형광펜을 ").highlighted(0xFFE066, "칠한 곳").text("과 아닌 곳"))
        .paragraph(Paragraph::new().bold(""))
        .paragraph(Paragraph::new().bold("   "));
    Document::of(section)
}

/// Characters that are stored as something else, or that no font of today has.
pub fn characters() -> Document {
    let section = Section::new()
        .paragraph("이름\t나이\t사는 곳")
        .paragraph("첫째 줄\n둘째 줄\n셋째 줄")
        .paragraph(Paragraph::new().text("묶음").no_break_space().text("빈칸, 고정폭").fixed_space().text("빈칸"))
        .paragraph(Paragraph::new().text("붙임").hyphen().text("줄표"))
        .paragraph(Paragraph::new().title_mark().text("차례에 들어갈 제목"))
        .paragraph("전각\u{3000}빈칸과 \u{A0}끊지 않는 빈칸")
        .paragraph("가운뎃점 경제·사회․문화ㆍ교육")
        .paragraph("따옴표 “큰” ‘작은’ 「낫표」 『겹낫표』 《겹화살괄호》")
        .paragraph("옛한글(한양 사용자 영역) \u{F53A}글, 옛한글(첫가끝) \u{1112}\u{119E}\u{11AB}글")
        .paragraph("그림 글자 \u{F0E8} 다음, \u{F076} 항목, \u{F081}\u{F082}\u{F083}, \u{F0FE} 확인")
        .paragraph("네모 숫자 \u{F02B1} \u{F02B2}, 줄 \u{F080F}\u{F080F}\u{F080F}, 겹화살괄호 \u{F0854}책\u{F0855}")
        .paragraph("모르는 사용자 영역 글자 \u{F0FFF}")
        .paragraph("한자 大韓民國, 확장 한자 \u{20BB7}, 그림 문자 \u{1F4D6}")
        .paragraph("단위 ㎡ ㎏ ℃ ㈜ ① ㉮ ½ №")
        .paragraph("")
        .paragraph("   앞에 빈칸 셋, 뒤에도   ");
    Document::of(section)
}

/// Text of people who never heard of Markdown.
pub fn typed_marks() -> Document {
    let lines = [
        "2026. 1. 5.",
        "1. 손으로 친 번호",
        "가. 손으로 친 가나다",
        "1) 괄호 번호",
        "- 손으로 친 줄표",
        "* 별표로 시작하는 줄",
        "+ 더하기로 시작하는 줄",
        "□ 네모로 시작하는 줄",
        " ◦ 동그라미로 시작하는 줄",
        "※ 참고표로 시작하는 줄",
        "> 꺾쇠로 시작하는 줄",
        "# 우물 정으로 시작하는 줄",
        "3~5일, 6~7일, ~까지, ~~물결 둘~~",
        "*별표 사이*와 **별표 둘 사이**, 2*3*4",
        "_밑줄 사이_와 파일_이름_규칙.hwp",
        "<개정 2020. 3. 1.> <신설>",
        "&lt; &amp; &nbsp; &#39;",
        "가|나|다",
        "| 세로줄 | 로 시작 |",
        "[대괄호] [글](주소) ![그림](파일) [^1] [ ] [x]",
        "`역따옴표` ```셋```",
        "역사선 \\ 과 C:\\공유\\문서",
        "https://www.example.org/a_b_c?d=1&e=2 와 user@example.org",
        "===",
        "---",
        "***",
        "    빈칸 넷으로 시작하는 줄",
        "$100와 $200, $$수식$$",
        "끝에 빈칸 둘  ",
        "10.5%, 1,000원, #해시태그",
    ];
    Document::of(Section::new().paragraphs(lines))
}

/// Small text above the line, and characters on top of each other.
pub fn ruby() -> Document {
    let ruby = |main: &str, small: &str| Control::Ruby(main.to_owned(), small.to_owned());
    let overlap = |characters: &str, frame: u8| Control::Overlap(characters.to_owned(), frame);
    let section = Section::new()
        .paragraph(Paragraph::new().text("덧말: ").control(ruby("도서관", "책집")).text("에 간다."))
        .paragraph(Paragraph::new().control(ruby("大韓民國", "대한민국")))
        .paragraph(Paragraph::new().text("원 안의 수 ").control(overlap("1", 1)).text(" 다음"))
        .paragraph(Paragraph::new().text("네모 안의 글 ").control(overlap("비", 3)).control(overlap("밀", 4)))
        .paragraph(Paragraph::new().text("겹친 글자 ").control(overlap("ㅇㅅ", 0)))
        .paragraph(Paragraph::new().text("두 자리 수 ").control(overlap("\u{F0289}\u{F0298}", 1)));
    Document::of(section)
}

/// Changes that wait for approval.
pub fn tracked() -> Document {
    let mut document = Document::new("바꾼 내용 추적");
    let inserted = document.change(16);
    let deleted = document.change(17);
    let section = Section::new()
        .paragraph(
            Paragraph::new()
                .text("회의는 ")
                .deleted(deleted, "오전 ")
                .inserted(inserted, "오후 ")
                .text("두 시에 연다."),
        )
        .paragraph(Paragraph::new().inserted(inserted, "통째로 넣은 문단이다."))
        .paragraph(Paragraph::new().deleted(deleted, "통째로 지운 문단이다."))
        .paragraph("바뀌지 않은 문단이다.");
    document.section(section);
    document
}
