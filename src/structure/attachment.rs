//! The words that attachments are headed by, with their numbers: `붙임 1`, `[별표 2]`, `<서식4>`, `별지 서식`.

use super::sign::Attached;
use super::wording::spaced;
use crate::document::letters::is_letter_or_digit;

/// The words that attachments are headed by.
const ATTACHMENTS: [&str; 10] = ["붙임", "별첨", "첨부", "참고자료", "참고", "별지", "별표", "부록", "서식", "양식"];

/// Whether a text is nothing but `붙임 1` or the like.
pub(super) fn is_attachment(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| is_letter_or_digit(*c)).take(16).collect();
    let is_number = |c: char| c.is_numeric() || c == '제' || c == '호';
    let word = squeezed.trim_end_matches("서식").trim_end_matches(is_number);
    ATTACHMENTS.contains(&word) || ATTACHMENTS.contains(&squeezed.as_str())
}

/// Whether a text is the cover of forms, and no number of one: `별지 서식`, `붙임 서식`.
pub(super) fn is_cover(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| is_letter_or_digit(*c)).take(16).collect();
    let word = squeezed.strip_suffix("서식").or_else(|| squeezed.strip_suffix("양식"));
    word.is_some_and(|word| word.is_empty() || ATTACHMENTS.contains(&word))
}

/// How many bytes of a text are `붙임 1`, `[별표 2]`, `<서식4>` or the like at its beginning, and which of them.
pub(super) fn attachment(text: &str) -> Option<(Attached, usize)> {
    let inner = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '[' | '【' | '〈' | '(' | '《' | '「'));
    let is_bracketed = inner.len() < text.trim_start().len();
    // Most texts begin with none of them.
    if !inner.starts_with(['붙', '별', '첨', '참', '부', '서', '양']) {
        return None;
    }
    let (word, after) = ATTACHMENTS.iter().find_map(|word| Some((*word, spaced(inner, word)?)))?;
    let numbered = number_of_attachment(after);
    let has_number = numbered.is_some();
    let rest = numbered.unwrap_or(after);
    let rest = rest.trim_start().strip_prefix("서식").unwrap_or(rest);
    let behind = rest.trim_start().trim_start_matches([' ', '>', ']', '】', '〉', ')', '》', '」', ':', '.']);
    let is_apart = behind.is_empty() || behind.len() < rest.len();
    // `참고하여 …` is a sentence, `[참고` is not.
    let is_closed = !is_bracketed || rest.trim_start().len() > behind.len() || behind.is_empty();
    // `참고 문헌`, `양식 어업` and `첨부 파일` are names.
    let is_word =
        !has_number && !is_bracketed && matches!(word, "참고" | "서식" | "양식" | "첨부") && !behind.is_empty();
    let is_form = matches!(word, "별지" | "별표" | "서식" | "양식");
    let attached = if is_form { Attached::Form } else { Attached::Annex };
    (is_apart && is_closed && !is_word).then(|| (attached, text.len() - behind.len()))
}

/// What follows the number of an attachment: `1`, `3-2`, `제3호`, but not `제16회`.
fn number_of_attachment(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let number = text.strip_prefix('제').unwrap_or(text).trim_start();
    let behind = number.trim_start_matches(|c: char| c.is_numeric() || c == '-');
    let unit = behind.trim_start().strip_prefix('호');
    let is_number = behind.len() < number.len() && (unit.is_some() || !text.starts_with('제'));
    is_number.then(|| unit.unwrap_or(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_known_by_their_word_and_number() {
        for text in ["붙임", "붙 임 1", "[별표 2]", "<서식4>", "참고1", "별지 제3호 서식"] {
            assert_eq!(attachment(text).map(|(_, end)| end), Some(text.len()), "{text}");
        }
        assert_eq!(attachment("붙임 1 도서 목록"), Some((Attached::Annex, "붙임 1 ".len())));
        assert_eq!(attachment("[별표 1] 대출 기준"), Some((Attached::Form, "[별표 1] ".len())));
        assert_eq!(attachment("붙임 제16회 글짓기 대회"), Some((Attached::Annex, "붙임 ".len())));
        assert!(
            is_cover("별지 서식") && is_cover("[붙임 양식]") && !is_cover("별지 제1호 서식") && !is_cover("신청 서식")
        );
        for text in ["참고 문헌", "참고하여 읽는다", "첨부파일 열기", "서식지 보호", "책"] {
            assert_eq!(attachment(text), None, "{text}");
        }
        assert!(ATTACHMENTS.iter().all(|word| attachment(&format!("{word} 1 책")).is_some()));
        assert!(is_attachment("붙임 1") && is_attachment("참고") && !is_attachment("참고 문헌"));
    }
}
