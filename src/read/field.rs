//! Field commands and object descriptions as the word processor stores them, shared by all readers.

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

/// An object's description as its author typed it: the sentences that the word processor makes by itself
/// (`그림입니다.`, `원본 그림의 이름: …`, `사각형입니다.`) are left out.
pub(crate) fn description(stored: &str) -> String {
    let mut out = String::new();
    for line in stored.split(['\r', '\n']) {
        let line = line.trim();
        let is_made = line.is_empty()
            || line.starts_with("원본 그림의 이름")
            || line.starts_with("원본 그림의 크기")
            || line.starts_with("사진 찍은 날짜")
            || line.starts_with("프로그램 이름")
            || line.starts_with("색 대표")
            || line.starts_with("EXIF 버전")
            || (line.ends_with("입니다.") && is_one_word(line));
        if !is_made {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(line);
        }
    }
    out
}

/// Whether a sentence names a kind of object and nothing else: `묶음 개체입니다.` has two words, no other has more.
fn is_one_word(line: &str) -> bool {
    line == "묶음 개체입니다." || line == "연결선 개체입니다." || !line.contains(char::is_whitespace)
}

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
