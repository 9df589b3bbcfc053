//! Links and pictures: which targets pass, how they are written, what is said for a picture.

use std::borrow::Cow;

use crate::document::{Asset, Document, Image, Inline, Link, Marks};
use crate::warning::{Part, WarningKind};
use crate::write::escape::{self, begins_entity};
use crate::write::line::Line;

/// The alternative text of a picture: nothing where it is shown without a description, as its name would say no more than
/// its address; else as [`image_text`].
pub(crate) fn alternative(image: &Image, document: &Document, picture: &Picture<'_>) -> String {
    let is_shown = matches!(picture, Picture::Asset(_) | Picture::Source(_));
    if is_shown && !is_described(image) {
        return String::new();
    }
    image_text(image, document)
}

/// Whether a picture has a description.
pub(crate) fn is_described(image: &Image) -> bool {
    image.alt.chars().any(|c| !c.is_whitespace() && !c.is_control())
}

/// What to say for a picture: its description, else its name, which is the same in every language.
pub(crate) fn image_text(image: &Image, document: &Document) -> String {
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

/// Where an address that a document gives leads, as a browser would take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead<'t> {
    /// A place in the document, with its `#`.
    Place(&'t str),
    /// A file beside the document, below it or in a folder above it.
    File(&'t str),
    /// To somebody else: `http`, `https`, `ftp`, `mailto`, `tel`.
    Remote(&'t str),
    /// Nowhere that may be followed: another scheme, a path from a root, a drive, a host of a network share, nothing.
    Unsafe,
}

/// The one judge of what documents lead to, for links and for pictures.
///
/// Browsers and viewers pass over control characters, take a backslash for a slash and may resolve percent signs before
/// they look for a host; so nothing behind any of these may be a root, a host or a scheme.
pub(crate) fn judge(target: &str) -> Lead<'_> {
    const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "ftp://", "tel:"];
    let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let begins = |scheme: &str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if target.starts_with('#') {
        return Lead::Place(target);
    }
    if let Some(scheme) = SCHEMES.into_iter().find(|scheme| begins(scheme)) {
        // Behind `http:///` or `http://\` browsers go on looking for the host; no author writes that.
        let rest = target.get(scheme.len()..).unwrap_or_default();
        let is_odd = scheme.ends_with('/') && rest.trim_start_matches(char::is_control).starts_with(['/', '\\']);
        return if is_odd { Lead::Unsafe } else { Lead::Remote(target) };
    }
    let plain = decoded(target);
    let path = plain.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    // Without a colon there is neither scheme nor drive.
    let is_file = !path.is_empty() && !plain.contains(':') && !path.starts_with(['/', '\\', '#']);
    if is_file { Lead::File(target) } else { Lead::Unsafe }
}

/// The target of a link, if it may be followed.
pub(crate) fn safe_target(target: &str) -> Option<&str> {
    match judge(target) {
        Lead::Place(target) | Lead::File(target) | Lead::Remote(target) => Some(target),
        Lead::Unsafe => None,
    }
}

/// Whether a link shows the address that it leads to, with or without its scheme.
pub(crate) fn shows_address(shown: &str, target: &str) -> bool {
    let address = target.split_once(':').map_or(target, |(_, rest)| rest.trim_start_matches('/'));
    let is_same = |address: &str| address.trim_end_matches('/') == shown.trim_end_matches('/');
    is_same(target) || is_same(address)
}

/// Whether a link is an address and nothing else. The word processor underlines those, which is the look of a link and no
/// emphasis: all that compare or write marks take such text as plain.
pub(crate) fn is_bare(link: &Link, target: &str) -> bool {
    let mut shown = String::new();
    for inline in &link.content {
        match inline {
            Inline::Text(text) if matches!(text.marks, Marks::NONE | Marks::UNDERLINE) => shown.push_str(&text.text),
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => return false,
        }
    }
    shows_address(shown.trim(), target)
}

/// Whether a link can be written between `<` and `>`, as CommonMark has it: the address with its scheme, or one of mail
/// alone, without blanks. What stands there is taken as it is, so an address in which some reader would see the border of a
/// cell, a formula or an entity is none.
pub(super) fn is_autolink(shown: &str, target: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-._~:/?#[]@!&'()*+,;=%".contains(c);
    let has_entity = || target.match_indices('&').any(|(at, _)| target.get(at + 1..).is_some_and(begins_entity));
    if !target.chars().all(is_plain) || has_entity() {
        return false;
    }
    let is_address = || {
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && name.ends_with(|c: char| c.is_ascii_alphanumeric())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
        };
        shown.split_once('@').is_some_and(|(name, host)| {
            is_name(name) && host.split('.').all(|part| is_name(part) && !part.contains('_'))
        })
    };
    match target.split_once(':') {
        Some(("mailto", address)) if address == shown => is_address(),
        Some((_, rest)) => shown == target && !rest.is_empty(),
        None => false,
    }
}

/// Whether a target is a file named relative to the document.
pub(crate) fn is_file(target: &str) -> bool {
    matches!(judge(target), Lead::File(_))
}

/// Text with its percent signs resolved, as far as they are bytes of ASCII: what could be a root, a host or a scheme.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let digits = after.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii);
        out.push(byte.map_or('%', char::from));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How a picture of a document is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Picture<'d> {
    /// Data that the document holds, in their place.
    Asset(&'d Asset),
    /// Data that the document holds and that are no picture for a browser, or one that could run something: a file
    /// that a link leads to.
    Attachment(&'d Asset),
    /// A picture from here, in its place: a file beside the document, or a remote one where the caller wants those.
    Source(&'d str),
    /// A link to a picture that would be fetched from somebody else as soon as the page is looked at.
    Link(&'d str),
    /// Its description alone: its address may not be followed.
    Unsafe,
    /// Its description alone: nobody knows where it is.
    Missing,
}

impl Picture<'_> {
    /// Where it is to be found, not yet written as an address; empty when that is not known, or nobody may go there.
    /// `prefix` stands before the names of files that the document holds.
    pub(crate) fn target(&self, prefix: &str) -> Cow<'_, str> {
        match self {
            Picture::Asset(asset) | Picture::Attachment(asset) => Cow::Owned(format!("{prefix}{}", asset.name)),
            Picture::Source(source) if is_file(source) => Cow::Owned(source.replace('\\', "/")),
            Picture::Source(source) | Picture::Link(source) => Cow::Borrowed(source),
            Picture::Unsafe | Picture::Missing => Cow::Borrowed(""),
        }
    }

    /// Whether a link stands for a picture that is not shown in its place.
    pub(crate) fn is_linked(&self) -> bool {
        match self {
            Picture::Attachment(_) | Picture::Link(_) => true,
            Picture::Asset(_) | Picture::Source(_) | Picture::Unsafe | Picture::Missing => false,
        }
    }

    /// What is entered for a picture that is not shown.
    pub(crate) fn warning(&self) -> Option<WarningKind> {
        match self {
            Picture::Attachment(asset) if asset.media_type == SVG => {
                Some(WarningKind::FormNotExpressed { what: Part::SvgPicture })
            }
            Picture::Link(_) => Some(WarningKind::RemotePicture),
            Picture::Unsafe => Some(WarningKind::UnsafeLink),
            Picture::Asset(_) | Picture::Attachment(_) | Picture::Source(_) | Picture::Missing => None,
        }
    }
}

/// Drawings of this kind can hold scripts, which run when their file is opened.
const SVG: &str = "image/svg+xml";

/// Whether a picture is a drawing that the document holds. Readers name those `.svg.txt`; one that is called `.svg` was
/// drawn by [`pictures`](crate::pictures), and holds nothing that runs.
fn may_run(asset: &Asset) -> bool {
    asset.media_type == SVG && !asset.name.ends_with(".svg")
}

/// Decides how a picture is shown. What it leads to is judged as a link is; `remote_pictures` is the caller's consent
/// that a page fetches pictures from where the document says.
pub(crate) fn picture<'d>(image: &'d Image, document: &'d Document, remote_pictures: bool) -> Picture<'d> {
    if let Some(asset) = image.asset.and_then(|index| document.assets.get(index)) {
        let kind = asset.media_type.as_str();
        let is_shown = !may_run(asset) && (kind.is_empty() || kind.starts_with("image/"));
        return if is_shown { Picture::Asset(asset) } else { Picture::Attachment(asset) };
    }
    let Some(source) = image.source.as_deref().filter(|source| !source.trim().is_empty()) else {
        return Picture::Missing;
    };
    match judge(source) {
        Lead::File(source) if is_below(source) => Picture::Source(source),
        Lead::Remote(source) if is_web(source) && remote_pictures => Picture::Source(source),
        Lead::Remote(source) if is_web(source) => Picture::Link(source),
        Lead::File(_) | Lead::Remote(_) | Lead::Place(_) | Lead::Unsafe => Picture::Unsafe,
    }
}

/// Whether a relative path stays below its folder: above it are files that are not the document's.
fn is_below(path: &str) -> bool {
    // Browsers pass over tabs and line ends within an address.
    let path: String = decoded(path).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    path.split(['/', '\\']).all(|name| name != "..")
}

fn is_web(target: &str) -> bool {
    target.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("ftp:"))
}

/// Opens an HTML anchor. Files are linked this way in Markdown too: site builders take a Markdown link for a page of
/// their own and stop at one that they do not have.
pub(super) fn anchor_opening(target: &str, out: &mut String) {
    out.push_str("<a href=\"");
    if is_file(target) {
        escape::html_anywhere(&address(&target.replace('\\', "/")), out);
    } else {
        escape::html_anywhere(target, out);
    }
    out.push_str("\">");
}

/// Writes a link destination: what would end it, or binds tighter than a link, is percent-encoded.
pub(super) fn destination(target: &str, out: &mut String) {
    for (at, c) in target.char_indices() {
        match c {
            '&' if target.get(at + 1..).is_some_and(begins_entity) => out.push_str("&amp;"),
            c => encode(c, out),
        }
    }
}

/// The address of a file by its path relative to the page, not yet escaped.
pub(super) fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    path.chars().for_each(|c| encode(c, &mut out));
    out
}

fn encode(c: char, out: &mut String) {
    match c {
        '(' | ')' | '<' | '>' | '\\' | '`' | '$' | '|' | '"' => percent_encode(c, out),
        // Line ends and tabs mean nothing in a URL.
        c if c.is_control() => {}
        c if c.is_whitespace() => percent_encode(c, out),
        c => out.push(c),
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
    use crate::document::Text;

    #[test]
    fn only_harmless_kinds_of_targets_pass() {
        for target in [
            "a.hwp",
            ".\\a b.hwp",
            "../가.hwp",
            "가/나.hwp#다",
            "100%.hwp",
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
            "\\a",
            "/etc/passwd",
            "%2F%2fa.kr/b",
            "%5C%5Ca%5Cb",
            "%09/%2Fa.kr",
            "javascript%3Aalert(1)",
            "http:\\\\a.kr",
            "http:a.kr",
            "http:///a.kr",
            "https://\\a.kr",
            "\u{1}//a.kr/b",
            "vbscript:x",
            "",
            " ",
        ] {
            assert_eq!(judge(target), Lead::Unsafe, "{target}");
        }
        assert_eq!(judge("\u{1}#가"), Lead::Place("#가"));
    }

    fn shown(source: &str, remote_pictures: bool) -> String {
        let image = Image { source: Some(source.to_owned()), ..Image::default() };
        match picture(&image, &Document::default(), remote_pictures) {
            Picture::Source(source) => format!("shown {source}"),
            Picture::Link(source) => format!("linked {source}"),
            Picture::Unsafe => "Unsafe".to_owned(),
            Picture::Missing => "Missing".to_owned(),
            Picture::Asset(_) | Picture::Attachment(_) => "held by the document".to_owned(),
        }
    }

    #[test]
    fn picture_from_elsewhere_is_a_link_unless_the_caller_wants_it() {
        for source in ["http://a.kr/b.png", "HTTPS://a.kr/b.png", "ftp://a.kr/b.png"] {
            assert_eq!(shown(source, false), format!("linked {source}"));
            assert_eq!(shown(source, true), format!("shown {source}"));
        }
        for source in ["b.png", "media/b.png", ".\\b.png", "a..b.png"] {
            assert_eq!(shown(source, false), format!("shown {source}"));
        }
    }

    #[test]
    fn picture_whose_address_may_not_be_followed_is_its_description_in_any_case() {
        for source in [
            "\\\\host\\share\\b.png",
            "//host/b.png",
            "/etc/passwd",
            "C:\\b.png",
            "file:///b.png",
            "http:\\\\host\\b.png",
            "%5c%5chost%5cb.png",
            "../../b.png",
            "a/%2e%2e/%2E./b.png",
            "a\\..\\b.png",
            ".\t./b.png",
            "javascript:x",
            "data:image/svg+xml,x",
            "mailto:a@b.kr",
            "#a",
        ] {
            assert_eq!([false, true].map(|wanted| shown(source, wanted)), ["Unsafe", "Unsafe"], "{source}");
        }
        assert_eq!(shown(" ", false), "Missing");
        assert_eq!(Picture::Unsafe.warning(), Some(WarningKind::UnsafeLink));
        assert_eq!(Picture::Link("").warning(), Some(WarningKind::RemotePicture));
    }

    #[test]
    fn drawing_that_could_run_scripts_is_a_file_to_be_kept() {
        let asset = |kind: &str| Asset { name: "a".to_owned(), media_type: kind.into(), ..Asset::default() };
        let document = Document {
            assets: vec![asset("image/png"), asset("image/svg+xml"), asset("application/pdf")],
            ..Document::default()
        };
        let kind = |index| {
            let image = Image { asset: Some(index), source: Some("http://a.kr".to_owned()), ..Image::default() };
            let picture = picture(&image, &document, true);
            (
                matches!(picture, Picture::Asset(_)),
                matches!(picture, Picture::Attachment(_)),
                picture.warning().is_some(),
            )
        };
        assert_eq!([0, 1, 2].map(kind), [(true, false, false), (false, true, true), (false, true, false)]);
    }

    #[test]
    fn address_stands_between_angle_brackets_where_every_reader_takes_it() {
        for target in ["http://a.kr/b?c=d&e=f", "HTTPS://a.kr/가_나~다", "ftp://a", "tel:02-123", "mailto:a@b.kr"] {
            assert!(is_autolink(target, target), "{target}");
        }
        assert!(is_autolink("a.b-c@d.kr", "mailto:a.b-c@d.kr"));
        for target in
            ["http://a b", "http://a|b", "http://a/$x$", "http://a/?b&lt;", "http://a<b", "a.hwp", "#a", "http:"]
        {
            assert!(!is_autolink(target, target), "{target}");
        }
        assert!(!is_autolink("a@b_c.kr", "mailto:a@b_c.kr") && !is_autolink("a.kr", "http://a.kr"));
    }

    #[test]
    fn address_that_is_underlined_is_bare() {
        let link = |text: &str, marks| {
            let run = Text { text: text.into(), marks };
            Link { target: String::new(), content: [Inline::Text(run)].into() }
        };
        assert!(is_bare(&link(" http://a.kr ", Marks::UNDERLINE), "http://a.kr/"));
        assert!(is_bare(&link("a.kr", Marks::NONE), "http://a.kr/"));
        assert!(!is_bare(&link("http://a.kr", Marks::BOLD), "http://a.kr"));
        assert!(!is_bare(&link("가", Marks::UNDERLINE), "http://a.kr"));
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
