//! Words that speak for or against a heading: names and sentences, dates, captions, letterheads, attachments.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::document::letters::{is_letter, is_letter_or_digit};

/// Whether a text is a sentence or a part of a longer one, or a line of a program, and so no heading.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['"', '”', '’', ')']);
    text.ends_with(['.', ',', ';', ':', '?', '!', '{', '}']) || text.ends_with('다') && text.chars().count() > 12
}

/// Whether a full stop ends a text.
pub(super) fn is_stopped(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', ' ']).ends_with(['.', '。'])
}

/// A text without the brackets that it ends with, unless nothing else is there.
pub(super) fn without_note(text: &str) -> &str {
    let opened = |close, open| text.strip_suffix(close).and_then(|inner: &str| inner.rfind(open));
    let open = opened(')', '(').or_else(|| opened('>', '<'));
    open.and_then(|at| text.get(..at)).map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// How many bytes `부칙` has at the beginning of a text that is nothing else but, in brackets, when it came into force.
pub(super) fn addenda(text: &str) -> Option<usize> {
    let behind = spaced(text, "부칙")?;
    let note = behind.trim();
    let is_note = note.is_empty() || (note.starts_with(['(', '<', '[', '〈']) && note.ends_with([')', '>', ']', '〉']));
    is_note.then(|| text.len() - behind.len())
}

/// Whether a text ends in a word that wants another: a list that goes on, an object without its verb.
pub(super) fn is_open(text: &str) -> bool {
    text.ends_with([',', '·', 'ㆍ', '를'])
        || [" 및", " 또는", "위한", "따른", "대한", "통한", "관한", "의한"].iter().any(|end| text.ends_with(end))
}

/// Whether a text begins with a word that wants another before it.
pub(super) fn begins_open(text: &str) -> bool {
    ["및 ", "또는 ", "등 ", "등을 ", "등의 "].iter().any(|word| text.starts_with(word))
}

/// Whether a text ends as a sentence does, or as items of official documents do that say something (함, 됨, 임, 것).
pub(super) fn says(text: &str) -> bool {
    const VERBS: [&str; 18] = [
        "한다", "이다", "하다", "같다", "니다", "된다", "있다", "없다", "했다", "였다", "었다", "는다", "시오", "세요",
        "어요", "아요", "해요", "까?",
    ];
    let text =
        text.trim().trim_end_matches(|c| matches!(c, '0'..='9' | '"' | '”' | '’' | '\'' | '*' | ')' | ' ' | '.'));
    let text = match memchr::memrchr(b'(', text.as_bytes()) {
        Some(at) if !text.get(at..).unwrap_or_default().contains(')') => text.get(..at).unwrap_or_default().trim_end(),
        _ => text,
    };
    (text.ends_with(['다', '오', '요', '?']) && VERBS.iter().any(|verb| text.ends_with(verb)))
        || (text.ends_with(['함', '됨', '음', '임', '것']) && text.chars().count() > 14)
        || ["필요", "예정", "요망"].iter().any(|end| text.strip_suffix(end).is_some_and(|text| text.contains(' ')))
}

/// Whether a text is a label with what belongs to it: `일시: 5월`.
pub(super) fn has_value(text: &str) -> bool {
    /// The first byte of `：` and other wide forms.
    const WIDE: u8 = 0xEF;
    // Most texts have no colon, and no character that begins like the wide one.
    if memchr::memchr2(b':', WIDE, text.as_bytes()).is_none() {
        return false;
    }
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if matches!(c, ':' | '：') && before.is_some_and(|c: char| is_letter(c) || c == ')') {
            return rest.as_str().chars().any(|c| !c.is_whitespace());
        }
        before = Some(c).filter(|c| !c.is_whitespace()).or(before);
    }
    false
}

/// Whether a text has the object of a verb, as statements have and few names do: `도서관을 새로 단장`, but not `독자를 위한 행사`.
pub(super) fn has_object(text: &str) -> bool {
    const OF_NAMES: [&str; 6] = ["위한", "위해", "위하여", "통한", "통해", "통하여"];
    let mut blanks = memchr::memchr_iter(b' ', text.as_bytes());
    blanks.any(|at| {
        let (before, behind) = text.split_at_checked(at).unwrap_or_default();
        let object = before.strip_suffix('을').or_else(|| before.strip_suffix('를'));
        object.is_some_and(|object| object.ends_with(|c: char| is_letter_or_digit(c) || c == ')'))
            && !OF_NAMES.iter().any(|word| behind.trim_start().starts_with(word))
    })
}

/// Whether a text is nothing but words in round brackets: `(대상)`.
pub(super) fn is_rubric(text: &str) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.is_some_and(|inner| inner.split_once(')').is_none_or(|(before, _)| before.contains('(')))
}

/// Whether a text begins with words in brackets and goes on behind them: `(대상) 누구나`.
pub(super) fn begins_with_rubric(text: &str) -> bool {
    const LONGEST: usize = 15;
    let text = text.trim_start();
    let close = match text.chars().next() {
        Some('(') => ')',
        Some('<') => '>',
        Some('[') => ']',
        Some('【') => '】',
        _ => return false,
    };
    let end = text.char_indices().take(LONGEST + 2).find(|(_, c)| *c == close).map(|(at, c)| at + c.len_utf8());
    end.and_then(|end| text.get(end..)).is_some_and(|rest| rest.chars().any(is_letter_or_digit))
}

/// Whether a line names a figure or a table: `<그림 1> 구조`, `[표 2-1] 예산`, `(단위: 명)`.
pub(super) fn is_caption(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '[' | '(' | '〈' | '《' | '【' | '＜' | '※')
    });
    if let Some(rest) = text.strip_prefix("단위") {
        return rest.trim_start().starts_with([':', '：']);
    }
    let names = ["그림", "표", "사진", "도표", "자료", "Table", "Figure", "Fig."];
    let number = names.iter().find_map(|name| text.strip_prefix(name));
    number
        .is_some_and(|number| number.trim_start().starts_with(|c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c)))
}

/// Whether a line says whom a letter or a form is for.
pub(super) fn is_address(text: &str) -> bool {
    let mut ends = text.chars().rev().filter(|c| !c.is_whitespace());
    let (last, before) = (ends.next(), ends.next());
    matches!((before, last), (Some('귀'), Some('하' | '중')))
}

/// Whether a text says when something was, or leaves room for that: digits, and what dates are written with.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['(', '[', '\'', '’', '‘']);
    let is_blank = |c| matches!(c, 'X' | 'x' | 'O' | '○' | '◯' | '□' | '_'); // `20XX. 1.`
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || is_blank(c)
                || c.is_whitespace()
                || ".,:~∼～-()[]/년월일시분월화수목금토요오전후'’".contains(c)
        })
}

/// Whether a text asks, as exams do.
pub(super) fn is_question(text: &str) -> bool {
    /// The second byte of the second syllable of `고르` and `고른`, which few syllables have.
    const CHOOSE: u8 = 0xA5;
    const CHOOSE_AT: usize = 4;
    let bytes = text.as_bytes();
    let asks = |at: usize| {
        let begins = |offset: usize, words: &str| {
            let begun = at.checked_sub(offset).and_then(|start| bytes.get(start..));
            begun.is_some_and(|begun| begun.starts_with(words.as_bytes()))
        };
        begins("것은".len(), "것은?") || begins(CHOOSE_AT, "고르시오") || begins(CHOOSE_AT, "고른 것")
    };
    let end = text.trim_end();
    memchr::memchr2_iter(b'?', CHOOSE, bytes).any(asks)
        || (end.ends_with(['?', ']']) && ["은?", "는?", "점]", "가?"].iter().any(|last| end.ends_with(last)))
}

/// Lines that are letterheads as a whole.
const LETTERHEADS: [&str; 16] = [
    "보도자료",
    "보도참고자료",
    "보도설명자료",
    "설명자료",
    "해명자료",
    "참고자료",
    "성명",
    "수험번호",
    "홀수형",
    "짝수형",
    "이상",
    "끝",
    "여백",
    "보도시점",
    "배포",
    "공고문",
];

/// Whether one of them, or `제1교시`, begins with a letter: most lines begin with none.
fn begins_letterhead(c: char) -> bool {
    matches!(c, '보' | '설' | '해' | '참' | '성' | '수' | '홀' | '짝' | '이' | '끝' | '여' | '배' | '공' | '제')
}

/// Whether a line is what stands around a document and names no part of it: letterheads, numbers of notices, seats of
/// examinees, blanks to be filled in, the last word.
pub(super) fn is_letterhead(text: &str) -> bool {
    // To be filled in.
    static DATE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("년 월 일"));
    let has_blank = || {
        memchr::memchr2(b'_', b'[', text.as_bytes()).is_some()
            && ["___", "[ ]"].iter().any(|blank| text.contains(blank))
    };
    let letters = || text.chars().filter(|c| is_letter_or_digit(*c));
    if letters().next().is_some_and(begins_letterhead) {
        let squeezed: String = letters().take(12).collect();
        if LETTERHEADS.contains(&squeezed.as_str()) || (squeezed.starts_with('제') && squeezed.ends_with("교시")) {
            return true;
        }
    }
    is_name_of_body(text)
        || names_form(text)
        || refers(text)
        || has_blank()
        || DATE.find(text.as_bytes()).is_some()
        || ends_with_notice_number(text)
}

/// Whether a line tells where to look: `표 3 참조`.
fn refers(text: &str) -> bool {
    let before = text.trim_end_matches(['"', '”', '’', '“', '‘', ')', '.']).strip_suffix("참조");
    before.is_some_and(|before| !before.is_empty())
}

/// Whether a line says of which law a form is: `■ 도서관법 시행규칙 [별지 제1호서식] <개정 2026. 1. 1.>`. Its title comes below.
pub(super) fn names_form(text: &str) -> bool {
    text.starts_with('■') && ["[별지", "[별표"].iter().any(|form| text.contains(form))
}

/// Whether a text is nothing but a word, of which the letters may stand apart.
pub(super) fn is_word(text: &str, word: &str) -> bool {
    spaced(text, word).is_some_and(|behind| behind.trim().is_empty())
}

/// Whether a line says what a letter or a press release is about: `제 목 : 휴관 안내`.
pub(super) fn names_subject(text: &str) -> bool {
    spaced(text, "제목").is_some_and(|behind| behind.trim_start().starts_with([':', '：']))
}

/// Whether a line says which enclosures come with a letter: `붙임 1. 계획서 1부.`, `붙임 사진 2매.  끝.`
pub(super) fn is_enclosure(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let copies = text.strip_suffix('부');
    let is_end = |before: &str| before.ends_with(|c: char| c.is_whitespace() || c == '.');
    text.strip_suffix('끝').is_some_and(is_end)
        || copies.is_some_and(|copies| copies.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether someone is to sign behind the words of a line: `○○ 도서관장 (직인)`.
pub(super) fn is_signature(text: &str) -> bool {
    let text = text.trim_end();
    ["(인)", "(직인)", "(서명)", "(날인)", "(서명 또는 인)", "(인 또는 서명)"].iter().any(|end| text.ends_with(end))
}

/// What stands before and behind the numbered parts of a document, without blanks and in lower case.
const MATTER: [&str; 30] = [
    "머리말",
    "머릿말",
    "서문",
    "서론",
    "들어가며",
    "들어가는말",
    "시작하며",
    "일러두기",
    "초록",
    "국문초록",
    "영문초록",
    "요약",
    "결론",
    "맺음말",
    "맺는말",
    "끝맺음",
    "나가며",
    "나오며",
    "마치며",
    "참고문헌",
    "참고자료",
    "참조",
    "인용문헌",
    "abstract",
    "summary",
    "introduction",
    "conclusion",
    "conclusions",
    "references",
    "bibliography",
];

/// Whether a line names what stands before or behind the numbered parts.
pub(super) fn is_matter(text: &str) -> bool {
    const LONGEST: usize = 40;
    let letters = || text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase());
    text.len() <= LONGEST && MATTER.iter().any(|word| letters().eq(word.chars()))
}

/// Whether a line stands between dashes: `- 다음 -`, a subtitle.
pub(super) fn stands_between_dashes(text: &str) -> bool {
    const DASHES: [char; 4] = ['-', '–', '―', '∼'];
    text.starts_with(DASHES) && text.ends_with(DASHES)
}

/// What the names of offices and companies end in.
const BODIES: [&str; 20] = [
    "연구원",
    "진흥원",
    "공사",
    "공단",
    "교육청",
    "시청",
    "군청",
    "구청",
    "소방서",
    "경찰서",
    "대학교",
    "재단",
    "협회",
    "위원회",
    "장관",
    "원장",
    "청장",
    "사장",
    "주식회사",
    "(주)",
];

/// Whether one of them ends in a character: most lines end in none.
fn ends_body(c: char) -> bool {
    matches!(c, '원' | '사' | '단' | '청' | '서' | '교' | '회' | '관' | '장' | ')')
}

/// Whether a line names who wrote the document: an office, an institute, a company, a person by the office held.
fn is_name_of_body(text: &str) -> bool {
    const LONGEST: usize = 16;
    let visible = || text.chars().filter(|c| !c.is_whitespace());
    let may_be_one = text.starts_with(['주', '(']) || text.trim_end().ends_with(ends_body);
    if !may_be_one || visible().nth(LONGEST).is_some() {
        return false;
    }
    let squeezed: String = visible().collect();
    squeezed.starts_with("주식회사") || squeezed.starts_with("(주)") || BODIES.iter().any(|end| squeezed.ends_with(end))
}

/// Whether the value of a label, which [`has_value`] has found, has a number: `사업예산: 3,000원`.
pub(super) fn has_amount(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(_, after)| after.contains(|c: char| c.is_ascii_digit()))
}

/// `○○부 공고 제2026-12호`.
pub(super) fn ends_with_notice_number(text: &str) -> bool {
    let Some(rest) = text.trim_end().strip_suffix('호') else { return false };
    let rest = rest.trim_end();
    let before = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = before.trim_end().trim_end_matches(['-', '–']).trim_end();
    let digits = year.chars().rev().take_while(char::is_ascii_digit).count();
    before.len() < rest.len() && year.len() < before.len() && digits == 4
}

/// What follows a word of which the letters may stand apart: `붙 임`.
pub(super) fn spaced<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text;
    for (index, c) in word.chars().enumerate() {
        rest = if index == 0 { rest } else { rest.trim_start() };
        rest = rest.strip_prefix(c)?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_letters_are_those_of_the_lists() {
        assert!(LETTERHEADS.iter().all(|line| line.starts_with(begins_letterhead)));
        assert!(BODIES.iter().all(|end| end.ends_with(ends_body)));
        assert!(!begins_letterhead('가') && !ends_body('가'));
    }

    #[test]
    fn sentences_say_and_titles_name() {
        for text in ["책을 빌릴 수 있다", "문의하세요", "누구나 빌릴 수 있습니다."] {
            assert!(says(text), "{text}");
        }
        assert!(is_sentence("먼저, 책을 고른다.") && is_sentence("이 도서관은 온 시민의 것이다"));
        for text in ["추진 배경", "책 나눔", "도서관의 책임", "운영 시간(평일)", "2026년 정책 방향"]
        {
            assert!(!says(text) && !is_sentence(text), "{text}");
        }
        assert_eq!(without_note("보고서(2026. 5. 14.)"), "보고서");
        assert_eq!((without_note("(안)"), without_note("값) 둘")), ("(안)", "값) 둘"));
        assert_eq!(addenda("부 칙 <제12호, 2026. 1. 5.>"), Some("부 칙".len()));
        assert_eq!((addenda("부칙"), addenda("부칙 제3조에 따라")), (Some("부칙".len()), None));
        assert!(is_stopped("책을 읽는다.”") && !is_stopped("책을 읽는다"));
        assert!(says("책을 돌려주지 않은 사람에게 알려야 함"));
        assert!(is_open("도서관의 책을 빌리는 사람과 빌려주는 사람을 위한") && !is_open("책 나눔"));
        assert!(begins_open("및 그 밖의 일") && !begins_open("및칠 일"));
    }

    #[test]
    fn values_rubrics_and_captions_are_told_from_names() {
        assert!(has_value("일시: 5월 3일") && has_value("장소(안) : 대강당") && has_value("장소：강당"));
        assert!(has_amount("예산: 3,000원") && !has_amount("대상: 누구나"));
        assert!(!has_value("10:30 시작") && !has_value("준비물:") && !has_value("장소（안）"));
        assert!(begins_with_rubric("(대상) 누구나") && !begins_with_rubric("(대상)"));
        assert!(
            is_rubric("(대상)") && is_rubric("(대상(안))") && !is_rubric("(대상) 누구나(안)") && !is_rubric("대상")
        );
        assert!(has_object("도서관을 새로 단장") && has_object("책(안)을 고름") && !has_object("독자를 위한 행사"));
        assert!(!has_object("새 책의 목록") && !has_object("책을"));
        assert!(is_caption("<그림 1> 배치") && is_caption("(단위: 권)") && !is_caption("표지 그림"));
    }

    #[test]
    fn letterheads_and_questions_are_known() {
        for text in [
            "보 도 자 료",
            "가람시 공고 제2026-12호",
            "제 4 교시",
            "년 월 일",
            "(주)가람",
            "가람 소방서",
            "붙임 참조",
            "■ 도서관법 시행규칙 [별지 제1호서식]",
        ] {
            assert!(is_letterhead(text), "{text}");
        }
        assert!(!is_letterhead("도서관 공고") && !is_letterhead("제12호 소식"));
        assert!(is_date("20XX. 1.") && is_date("2026. ○. ○.") && !is_date("3X 안내"));
        assert!(is_address("가람 시장 귀하") && is_address("가 람 시 장 귀 하") && !is_address("귀한 손님"));
        assert!(is_question("다음 중 옳은 것은? [3점]") && !is_question("왜 책인가"));
    }
}
