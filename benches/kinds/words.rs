//! Invented text, which packs about as well as that of real documents: words of a list in no order.

use crate::random::Random;

const WORDS: [&str; 120] = [
    "가람시",
    "나래구",
    "다온동",
    "라온길",
    "마루",
    "바람골",
    "사랑채",
    "아름",
    "자람",
    "차오름",
    "카페",
    "타래",
    "파란",
    "하늘",
    "올해",
    "지난해",
    "내년",
    "상반기",
    "하반기",
    "분기",
    "예산은",
    "예산을",
    "사업의",
    "사업을",
    "추진하고",
    "추진한다",
    "계획을",
    "계획이다",
    "검토하여",
    "검토한",
    "결과를",
    "결과는",
    "보고한다",
    "시민",
    "주민의",
    "학생과",
    "어르신",
    "어린이",
    "도서관",
    "공원",
    "하천",
    "도로",
    "주차장",
    "체육관",
    "문화재",
    "박물관",
    "교육",
    "복지",
    "안전",
    "환경",
    "교통",
    "주택",
    "경제",
    "일자리",
    "지원",
    "확대",
    "개선",
    "정비",
    "설치",
    "운영",
    "관리",
    "점검",
    "평가",
    "조사",
    "분석",
    "협의",
    "공고",
    "접수",
    "심사",
    "선정",
    "통보",
    "시행",
    "완료",
    "예정",
    "대상",
    "기간",
    "장소",
    "방법",
    "절차",
    "기준",
    "서식",
    "제출",
    "담당자",
    "담당부서",
    "연락처",
    "총괄",
    "위원회",
    "협의회",
    "간담회",
    "설명회",
    "공청회",
    "토론회",
    "및",
    "또는",
    "그리고",
    "따라서",
    "다만",
    "이에",
    "위하여",
    "대하여",
    "관하여",
    "따라",
    "통하여",
    "있는",
    "없는",
    "많은",
    "새로운",
    "필요한",
    "중요한",
    "해당하는",
    "1,200명",
    "3.5%",
    "12억",
    "2026년",
    "3월",
    "제3조",
    "47.2",
    "(안)",
    "‘가람’",
    "“마루”",
];

/// So many words.
pub fn words(random: &mut Random, count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(WORDS[random.next(WORDS.len())]);
    }
    text
}

/// A sentence of some length.
pub fn sentence(random: &mut Random) -> String {
    let count = 6 + random.next(14);
    words(random, count) + "."
}

/// Sentences of at least so many words.
pub fn prose(random: &mut Random, count: usize) -> String {
    let mut text = sentence(random);
    while text.split(' ').count() < count {
        text.push(' ');
        text.push_str(&sentence(random));
    }
    text
}

/// A number as tables have them.
pub fn number(random: &mut Random) -> String {
    match random.next(4) {
        0 => random.next(100).to_string(),
        1 => format!("{}.{}", random.next(100), random.next(10)),
        2 => format!("{},{:03}", random.next(1_000) + 1, random.next(1_000)),
        _ => format!("{},{:03},{:03}", random.next(90) + 1, random.next(1_000), random.next(1_000)),
    }
}

const LATIN: [&str; 24] = [
    "the", "council", "library", "of", "and", "a", "report", "on", "annual", "budget", "for", "public", "space", "in",
    "city", "review", "plan", "with", "to", "river", "school", "is", "open", "2026",
];

/// So many words in Latin letters.
pub fn latin(random: &mut Random, count: usize) -> String {
    let words: Vec<&str> = (0..count).map(|_| LATIN[random.next(LATIN.len())]).collect();
    words.join(" ")
}
