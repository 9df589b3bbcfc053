//! Text as HTML.

use crate::write::bytes;

/// Writes text as HTML.
pub(in crate::write) fn html(text: &str, line_end: &str, out: &mut String) {
    let mut rest = text;
    while let Some((clean, tail)) = bytes::find(rest, bytes::HTML).and_then(|found| rest.split_at_checked(found)) {
        out.push_str(clean);
        let mut chars = tail.chars();
        match chars.next() {
            Some('<') => out.push_str("&lt;"),
            Some('\n') => out.push_str(line_end),
            // HTML knows some references without semicolon.
            Some('&') if chars.as_str().starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') => {
                out.push_str("&amp;");
            }
            other => out.extend(other),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Writes text so that it is only text, in HTML and in the value of an HTML attribute in double quotes. Control
/// characters become spaces. All that an HTML page says of a document passes here.
pub(in crate::write) fn html_anywhere(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((clean, tail)) = bytes::find(rest, bytes::PAGE).and_then(|found| rest.split_at_checked(found)) {
        out.push_str(clean);
        let mut chars = tail.chars();
        match chars.next() {
            Some('"') => out.push_str("&quot;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('&') => out.push_str("&amp;"),
            Some(c) if c.is_control() => out.push(' '),
            other => out.extend(other),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_for_anywhere_in_a_page_has_no_markup_quotes_and_control_characters() {
        let mut out = String::new();
        html_anywhere("\"<b>&·가\u{85}나\u{0}\n\u{7F}\u{A0}", &mut out);
        assert_eq!(out, "&quot;&lt;b&gt;&amp;·가 나   \u{A0}");
    }
}
