//! Field commands and object descriptions as the word processor stores them, shared by all readers.

use std::borrow::Cow;

/// The target of a hyperlink field: a URL, or `#name` for a bookmark of the document itself. `None` when the command
/// leads nowhere.
///
/// A command reads `target|tip;kind;jump;window;` with `\` before `:`, `;` and `\` inside the target; kind 0 is a
/// document or bookmark (`?name` in this document), 1 a URL, 2 an e-mail address, 3 a file. The tip is what shows under
/// the pointer: HWPX has it once more as `ToolTip`, and the target without it as `Path`.
pub(crate) fn hyperlink_target(command: &str) -> Option<String> {
    let mut target = String::new();
    // Where the tip begins: at the first `|` that was not escaped.
    let mut tip_at = None;
    let mut is_bookmark = false;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match c {
            // Paths of the local system have backslashes of their own.
            '\\' => match chars.clone().next() {
                Some(escaped @ (':' | ';' | '\\' | '|' | '?' | '#')) => {
                    target.push(escaped);
                    chars.next();
                }
                _ => target.push(c),
            },
            ';' => break,
            '|' if tip_at.is_none() => tip_at = Some(target.len()),
            '?' if target.is_empty() => {
                is_bookmark = true;
                target.push('#');
            }
            _ => target.push(c),
        }
    }
    let kind = chars.as_str().split(';').next().unwrap_or_default().trim();
    target.truncate(tip_at.unwrap_or(target.len()));
    let target = target.trim();
    if target.is_empty() && tip_at.is_some() && kind == "0" {
        // A link that its author set to the document itself, and to no place in it.
        return Some("#".to_owned());
    }
    if target.is_empty() || target == "#" {
        return None;
    }
    if is_bookmark {
        return Some(target.to_owned());
    }
    let is_bare_mail = kind == "2" && !target.contains(':');
    let is_bare_url = target.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    Some(match (is_bare_mail, is_bare_url) {
        (true, _) => format!("mailto:{target}"),
        (false, true) => format!("http://{target}"),
        (false, false) => target.to_owned(),
    })
}

/// An object's description as its author typed it: what the word processor writes by itself, in Korean or English
/// (`그림입니다. 원본 그림의 이름: …`, `This is Picture. Original Picture Name: …`), is left out. Its sentences and facts
/// stand in lines of their own or behind each other, with or without blanks between.
pub(crate) fn description(stored: &str) -> String {
    // Most are empty, or one word for a kind of object: `수식입니다.`
    let is_kind = |kind: &str| !kind.contains(|c: char| c.is_whitespace() || c == '.');
    if stored.is_empty() || stored.strip_suffix("입니다.").is_some_and(is_kind) {
        return String::new();
    }
    let mut stored = Cow::Borrowed(stored);
    if stored.contains('\u{A0}') {
        stored = stored.replace('\u{A0}', " ").into();
    }
    let mut out = String::new();
    for line in stored.split(['\r', '\n']) {
        for typed in typed_parts(line) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(typed);
        }
    }
    out
}

/// What the word processor writes before a fact about the file of a picture.
const FACTS: [&str; 20] = [
    "원본 그림의 이름",
    "원본 그림의 크기",
    "사진 찍은 날짜",
    "카메라 제조 업체",
    "카메라 모델",
    "F-스톱",
    "노출 시간",
    "IOS 감도",
    "ISO 감도",
    "노출 모드",
    "측광 모드",
    "플래시 모드",
    "프로그램 이름",
    "색 대표",
    "EXIF 버전",
    "Original Picture Name",
    "Original Picture Size",
    "Program Name",
    "EXIF Version",
    "Color Representation",
];

/// The pieces of a line that its author typed.
fn typed_parts(line: &str) -> Vec<&str> {
    let mut rest = line.trim();
    while !rest.is_empty()
        && let Some(after) = after_made_sentence(rest)
    {
        rest = after.trim_start();
    }
    let mut parts = Vec::new();
    let fact_at = |text: &str| {
        // Each fact has a colon, and most descriptions have none.
        let facts = if text.contains(':') { FACTS.as_slice() } else { &[] };
        facts.iter().filter_map(|fact| text.find(fact).filter(|at| is_fact(text, *at, fact))).min()
    };
    while !rest.is_empty() {
        let start = fact_at(rest).unwrap_or(rest.len());
        let (typed, facts) = rest.split_at_checked(start).unwrap_or((rest, ""));
        if !typed.trim().is_empty() {
            parts.push(typed.trim());
        }
        // A fact reaches to the next one; what follows the unit of a size has been typed.
        let skipped = facts.chars().next().map_or(0, char::len_utf8);
        let next = facts.get(skipped..).and_then(fact_at).map_or(facts.len(), |at| skipped + at);
        let fact = facts.get(..next).unwrap_or(facts);
        let size_end = fact.rfind("pixel").filter(|_| fact.contains("크기") || fact.contains("Size"));
        let end = size_end.map_or(next, |at| {
            let unit = at + "pixel".len();
            if fact.get(unit..).is_some_and(|rest| rest.starts_with('s')) { unit + 1 } else { unit }
        });
        rest = facts.get(end..).unwrap_or_default();
        if let (Some(rest_of_fact), true) = (fact.get(end..), end < next) {
            let typed = rest_of_fact.trim_matches(|c: char| c.is_whitespace() || c == '.');
            if typed.is_empty() {
                rest = facts.get(next..).unwrap_or_default();
            }
        }
    }
    parts
}

/// Whether a colon follows the name of a fact.
fn is_fact(text: &str, at: usize, fact: &str) -> bool {
    text.get(at + fact.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// What follows the sentence at the beginning of a text that names a kind of object and nothing else.
fn after_made_sentence(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("This is ") {
        let (kind, after) = rest.split_once('.')?;
        let is_kind =
            |word: &str| ENGLISH_KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word.trim_end_matches('s')));
        return kind.split(' ').filter(|word| !word.is_empty()).all(is_kind).then_some(after);
    }
    let (kind, after) = text.split_once("입니다.")?;
    let kind = kind.trim();
    let word_count = kind.split_whitespace().count();
    let is_kind = word_count <= 4 && KOREAN_KINDS.iter().any(|end| kind.ends_with(end));
    // There are hundreds of ready-made shapes, each with its name.
    let is_name =
        word_count <= 1 && (after.trim().is_empty() || FACTS.iter().any(|fact| after.trim().starts_with(fact)));
    (is_kind || is_name || kind.starts_with("개체 형식은 ")).then_some(after)
}

/// What the names of kinds end in, up to four words of them.
const KOREAN_KINDS: [&str; 6] = ["개체", "사각형", "각형", "연결선", "글상자", "글맵시"];

/// Words, without a plural, that the names of objects are made of.
const ENGLISH_KINDS: [&str; 34] = [
    "picture",
    "image",
    "photo",
    "rectangle",
    "square",
    "polygon",
    "ellipse",
    "circle",
    "oval",
    "line",
    "arc",
    "curve",
    "connector",
    "group",
    "grouped",
    "object",
    "drawing",
    "shape",
    "table",
    "equation",
    "formula",
    "text",
    "box",
    "textbox",
    "ole",
    "chart",
    "graph",
    "video",
    "movie",
    "textart",
    "wordart",
    "button",
    "form",
    "rounded",
];

/// The value of a named string in the nested text form that fields and form objects use:
/// `Clickhere:set:66:Direction:wstring:6:…`. Lengths count UTF-16 units.
pub(crate) fn named_string(text: &str, name: &str) -> Option<String> {
    let pattern = format!("{name}:wstring:");
    let start = text.find(&pattern)? + pattern.len();
    let (count, value) = text.get(start..)?.split_once(':')?;
    let mut units_left = count.parse::<usize>().ok()?;
    let mut out = String::new();
    for c in value.chars() {
        let units = c.len_utf16();
        if units > units_left {
            break;
        }
        units_left -= units;
        out.push(c);
    }
    Some(out)
}

/// The value of a named number in the same form: `Value:int:1`.
pub(crate) fn named_number(text: &str, name: &str) -> Option<i64> {
    let pattern = format!("{name}:int:");
    let start = text.find(&pattern)? + pattern.len();
    let digits = text.get(start..)?;
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyperlink_target_is_unescaped_up_to_the_first_bare_semicolon() {
        let target = |command: &str| hyperlink_target(command);
        assert_eq!(target("http\\://example.com/a\\;b;1;0;0;").as_deref(), Some("http://example.com/a;b"));
        assert_eq!(target("http\\://example.com/?q=1;1;0;0;").as_deref(), Some("http://example.com/?q=1"));
        assert_eq!(target("C:\\docs\\a.hwp;3;0;0;").as_deref(), Some("C:\\docs\\a.hwp"));
        assert_eq!(target("www.example.com;1;0;0").as_deref(), Some("http://www.example.com"));
        assert_eq!(target("who@example.com;2;0;0;").as_deref(), Some("mailto:who@example.com"));
        assert_eq!(target("mailto\\:who@example.com;2;0;0;").as_deref(), Some("mailto:who@example.com"));
    }

    #[test]
    fn bookmark_of_the_same_document_is_a_fragment() {
        assert_eq!(hyperlink_target("?목차;0;0;0;").as_deref(), Some("#목차"));
        assert_eq!(hyperlink_target(";0;0;0;"), None);
    }

    #[test]
    fn tip_is_no_part_of_the_target() {
        let target = |command: &str| hyperlink_target(command);
        assert_eq!(target("다른 문서.hwp|목차;0;0;0;").as_deref(), Some("다른 문서.hwp"));
        assert_eq!(target("mailto\\:who@example.com|편지;2;0;0;").as_deref(), Some("mailto:who@example.com"));
        assert_eq!(target("http\\://example.com/a\\|b|tip\\;?;1;0;0;").as_deref(), Some("http://example.com/a|b"));
        assert_eq!(target("|시작;0;0;0;").as_deref(), Some("#"));
    }

    #[test]
    fn description_keeps_only_what_the_author_typed() {
        assert_eq!(description("그림입니다.\r\n원본 그림의 이름: a.png\r\n원본 그림의 크기: 가로 10pixel"), "");
        assert_eq!(description("사각형입니다."), "");
        let one_line = "그림입니다.원본 그림의 이름: 아이콘-9.jpg원본 그림의 크기: 가로 90pixel, 세로 90pixel";
        assert_eq!(description(one_line), "");
        assert_eq!(
            description(&format!("{one_line} 사진 찍은 날짜: 2016년 3월 16일프로그램 이름 : P색 대표 : sRGB")),
            ""
        );
        let camera = "카메라 제조 업체 : A 카메라 모델 : A 1 F-스톱 : 4.0 노출 시간 : 1/160초 IOS 감도 : 3200 \
                      노출 모드 : 자동 측광 모드 : 부분 측광 플래시 모드 : 플래시 끔";
        assert_eq!(description(&format!("{one_line} 사진 찍은 날짜: 2016년 3월 16일 {camera}")), "");
        assert_eq!(description(&format!("{one_line} 시청 앞의 나무")), "시청 앞의 나무");
        assert_eq!(description("시청 앞의 나무 원본 그림의 이름: a.jpg"), "시청 앞의 나무");
        for made in [
            "This is Picture. Original Picture Name: a.png Original Picture Size: 500 (W) by 500 (H) pixels",
            "This\u{A0}is\u{A0}Rectangles.",
            "This is Polygon.",
            "This is Text Box.",
            "This is OLE Object.",
            "OLE 개체입니다. 개체 형식은 Bitmap Image입니다.",
            "묶음 개체입니다.",
            "모서리가 둥근사각형입니다.",
            "개체 연결선입니다.",
            "차트입니다.",
            "그림입니다. 원본 그림의 이름: a.jpg",
            "동영상입니다.",
        ] {
            assert_eq!(description(made), "", "{made}");
        }
        for typed in ["This is the city hall in spring.", "가람시 조직도를 보인 그림입니다.", "그림의 이름: 봄"]
        {
            assert_eq!(description(typed), typed);
        }
        assert_eq!(description("2026년 예산의 흐름을 보인 그림입니다."), "2026년 예산의 흐름을 보인 그림입니다.");
    }

    #[test]
    fn named_values_count_utf16_units() {
        let text = "Clickhere:set:40:Direction:wstring:4:이름 쓰 HelpState:wstring:0: Value:int:1 ";
        assert_eq!(named_string(text, "Direction").as_deref(), Some("이름 쓰"));
        assert_eq!(named_string(text, "HelpState").as_deref(), Some(""));
        assert_eq!(named_number(text, "Value"), Some(1));
        assert_eq!(named_string("Direction:wstring:99999999:가", "Direction").as_deref(), Some("가"));
    }
}
