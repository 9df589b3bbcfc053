//! Links and pictures: which targets pass, how they are written, what is said for a picture.

use crate::document::{Document, Image, Marks};
use crate::write::escape::{self, begins_entity};
use crate::write::line::Line;

/// What to say for a picture: its description, else its name, which is the same in every language.
pub(super) fn image_text(image: &Image, document: &Document) -> String {
    let name = match image.asset.and_then(|index| document.assets.get(index)) {
        Some(asset) => asset.name.as_str(),
        None => image.source.as_deref().unwrap_or_default(),
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut line = Line::default();
    for text in [image.alt.as_str(), stem, "image"] {
        if line.is_empty() {
            line.push_text(text, Marks::NONE);
            line.finish();
        }
    }
    line.text
}

/// Whether a browser shows it in its place: embedded files of other kinds are linked to.
pub(super) fn is_picture(image: &Image, document: &Document) -> bool {
    let asset = image.asset.and_then(|index| document.assets.get(index));
    asset.is_none_or(|asset| asset.media_type.is_empty() || asset.media_type.starts_with("image/"))
}

/// The target of a link, if it is of a kind that cannot run anything: `http`, `https`, `mailto`, `ftp`, `tel`, a place in
/// the document, or a file beside it.
pub(super) fn safe_target(target: &str) -> Option<&str> {
    const SCHEMES: [&str; 6] = ["http://", "https://", "mailto:", "ftp://", "tel:", "#"];
    // Browsers pass over control characters, behind which a host could hide.
    let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_safe = |scheme: &str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (SCHEMES.into_iter().any(is_safe) || is_file(target)).then_some(target)
}

/// Whether a target is a file named relative to the document. Without a colon there is neither scheme nor drive.
pub(super) fn is_file(target: &str) -> bool {
    !target.is_empty() && !target.contains(':') && !target.starts_with(['/', '\\', '#'])
}

/// Opens an HTML anchor. Files are linked this way in Markdown too: site builders take a Markdown link for a page of
/// their own and stop at one that they do not have.
pub(super) fn anchor_opening(target: &str, out: &mut String) {
    out.push_str("<a href=\"");
    if is_file(target) {
        let mut path = String::new();
        destination(&target.replace('\\', "/"), &mut path);
        escape::html_attribute(&path, out);
    } else {
        escape::html_attribute(target, out);
    }
    out.push_str("\">");
}

/// Whether a picture may be fetched from here: a file beside the document, or the web.
pub(super) fn is_safe_source(source: &str) -> bool {
    match source.split_once(':') {
        // A single letter is a drive.
        Some((scheme, _)) => {
            let scheme = scheme.trim();
            scheme.len() <= 1 || ["http", "https", "ftp"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
        None => true,
    }
}

/// Writes a link destination: what would end it, or binds tighter than a link, is percent-encoded.
pub(super) fn destination(target: &str, out: &mut String) {
    for (at, c) in target.char_indices() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '`' | '$' | '|' | '"' => percent_encode(c, out),
            // Line ends and tabs mean nothing in a URL.
            c if c.is_control() => {}
            c if c.is_whitespace() => percent_encode(c, out),
            '&' if target.get(at + 1..).is_some_and(begins_entity) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

fn percent_encode(c: char, out: &mut String) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        for digit in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_kinds_of_targets_pass() {
        for target in [
            "a.hwp",
            ".\\a b.hwp",
            "가/나.hwp#다",
            "http://a.kr",
            "HTTPS://a.kr",
            "mailto:a@b.kr",
            "tel:02-123",
            " #장1 ",
            "ftp://a",
        ] {
            assert!(safe_target(target).is_some(), "{target}");
        }
        for target in [
            "javascript:alert(1)",
            "java\tscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "C:\\a.hwp",
            "//a.kr/b",
            "\\\\a\\b",
            "\u{1}//a.kr/b",
            "",
        ] {
            assert!(safe_target(target).is_none(), "{target}");
        }
    }

    #[test]
    fn file_beside_the_document_is_an_anchor() {
        let mut out = String::new();
        anchor_opening(".\\나라 \"살림\".hwp", &mut out);
        assert_eq!(out, "<a href=\"./나라%20%22살림%22.hwp\">");
    }

    #[test]
    fn destination_cannot_be_ended_from_within() {
        let mut out = String::new();
        destination("http://a.kr/b c(d)\n?x=1&lt;&y=_가_", &mut out);
        assert_eq!(out, "http://a.kr/b%20c%28d%29?x=1&amp;lt;&y=_가_");
    }
}
