//! The tags that the Markdown writer makes, and no others: whatever else looks like markup becomes text.

use memchr::memchr;

use crate::write::{escape, link};

/// Stands before the description of a picture that is not there.
pub(super) const MISSING_START: &str = "<span class=\"missing\">";
/// Stands behind it.
pub(super) const MISSING_END: &str = "</span>";

/// Elements without attributes.
const PLAIN: [&str; 17] =
    ["tr", "u", "sup", "sub", "ruby", "rt", "rp", "ins", "del", "b", "i", "s", "strong", "em", "code", "br", "p"];

/// What the comments of the Markdown writer are about, and on which pages it stands.
const FURNITURE: [&str; 3] = ["header", "footer", "master page"];
const PAGES: [&str; 3] = ["", " of even pages", " of odd pages"];

/// Writes HTML of the Markdown writer. `picture` says where a picture is to be found, if anywhere. Text is written as it
/// is: it has been escaped already.
pub(super) fn write(
    html: &str,
    table_depth: &mut usize,
    picture: &mut impl FnMut(&str) -> Option<String>,
    out: &mut String,
) {
    let mut rest = html;
    while let Some((text, tail)) = memchr(b'<', rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(text);
        rest = tail;
        if let Some(after) = comment(rest, out) {
            rest = after;
            continue;
        }
        match Tag::parse(rest) {
            Some((tag, after)) if tag.write(table_depth, picture, out) => rest = after,
            _ => {
                out.push_str("&lt;");
                rest = rest.strip_prefix('<').unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}

fn comment<'h>(html: &'h str, out: &mut String) -> Option<&'h str> {
    if let Some(after) = html.strip_prefix("<!-- page break -->") {
        out.push_str("<hr class=\"page\">");
        return Some(after);
    }
    let (comment, after) = html.strip_prefix("<!-- ")?.split_once(" -->")?;
    let pages = FURNITURE.iter().find_map(|name| comment.strip_prefix(name))?;
    PAGES.contains(&pages).then(|| out.extend(["<!-- ", comment, " -->"]))?;
    Some(after)
}

/// A tag as it was written.
struct Tag<'h> {
    is_end: bool,
    name: &'h str,
    /// Names and values, the values without their quotes.
    attributes: Vec<(&'h str, &'h str)>,
}

impl<'h> Tag<'h> {
    /// The tag at the beginning, and what is behind it.
    fn parse(html: &'h str) -> Option<(Tag<'h>, &'h str)> {
        let rest = html.strip_prefix('<')?;
        let is_end = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let (name, mut rest) = split_name(rest)?;
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(' ');
            if let Some(after) = rest.strip_prefix('>') {
                return Some((Tag { is_end, name, attributes }, after));
            }
            let (attribute, value) = split_name(rest)?;
            let (value, after) = value.strip_prefix("=\"")?.split_once('"')?;
            attributes.push((attribute, value));
            rest = after;
        }
    }

    /// Writes the tag if it is one of those that may be.
    fn write(
        &self,
        table_depth: &mut usize,
        picture: &mut impl FnMut(&str) -> Option<String>,
        out: &mut String,
    ) -> bool {
        match self.name {
            "table" if self.attributes.is_empty() => self.table(table_depth, out),
            "td" | "th" => return self.cell(out),
            "a" => return self.anchor(out),
            "img" if !self.is_end => return self.image(picture, out),
            name if self.attributes.is_empty() && PLAIN.contains(&name) => {
                out.extend([if self.is_end { "</" } else { "<" }, name, ">"]);
            }
            _ => return false,
        }
        true
    }

    /// A table that stands by itself scrolls when it is wider than the page.
    fn table(&self, depth: &mut usize, out: &mut String) {
        if self.is_end {
            *depth = depth.saturating_sub(1);
        }
        out.push_str(match (self.is_end, *depth) {
            (false, 0) => "<div class=\"wide\"><table>",
            (false, _) => "<table>",
            (true, 0) => "</table></div>",
            (true, _) => "</table>",
        });
        if !self.is_end {
            *depth += 1;
        }
    }

    fn cell(&self, out: &mut String) -> bool {
        let is_span = |(name, value): &(&str, &str)| {
            matches!(*name, "rowspan" | "colspan")
                && !value.is_empty()
                && value.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !self.attributes.iter().all(is_span) {
            return false;
        }
        out.extend([if self.is_end { "</" } else { "<" }, self.name]);
        for (name, value) in &self.attributes {
            out.extend([" ", name, "=\"", value, "\""]);
        }
        out.push('>');
        true
    }

    fn anchor(&self, out: &mut String) -> bool {
        match self.attributes.as_slice() {
            [] if self.is_end => out.push_str("</a>"),
            [("id", name)] => quoted("<a id=\"", &unescaped(name), "\">", out),
            [("href", target)] => {
                let target = unescaped(target);
                if link::safe_target(&target).is_none() {
                    return false;
                }
                quoted("<a href=\"", &target, "\">", out);
            }
            _ => return false,
        }
        true
    }

    fn image(&self, picture: &mut impl FnMut(&str) -> Option<String>, out: &mut String) -> bool {
        let [("src", source), ("alt", alt)] = self.attributes.as_slice() else { return false };
        match picture(&unescaped(source)) {
            Some(source) => {
                quoted("<img src=\"", &source, "\"", out);
                quoted(" alt=\"", &unescaped(alt), "\">", out);
            }
            None => quoted(MISSING_START, &unescaped(alt), MISSING_END, out),
        }
        true
    }
}

fn quoted(before: &str, text: &str, after: &str, out: &mut String) {
    out.push_str(before);
    escape::html_attribute(text, out);
    out.push_str(after);
}

/// Lower-case letters and digits at the beginning, and the rest.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit()).filter(|end| *end > 0)?;
    text.split_at_checked(end)
}

/// Takes back what the Markdown writer escapes in attributes.
fn unescaped(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(html: &str) -> String {
        let mut out = String::new();
        write(html, &mut 0, &mut |source| (!source.is_empty()).then(|| source.to_owned()), &mut out);
        out
    }

    #[test]
    fn tags_of_the_markdown_writer_pass() {
        for html in [
            "<tr><td rowspan=\"2\" colspan=\"3\"><u>a</u> &lt;b> <br></td></tr>",
            "<a id=\"장 1\"></a><a href=\"https://a.kr/?a=1&amp;b\">x</a>",
            "<img src=\"a.png\" alt=\"&quot;\">",
            "<!-- header -->",
            "<!-- master page of odd pages -->",
        ] {
            assert_eq!(written(html), html);
        }
        assert_eq!(
            written("<table><table></table></table>"),
            "<div class=\"wide\"><table><table></table></table></div>"
        );
        assert_eq!(written("<img src=\"\" alt=\"그림\">"), "<span class=\"missing\">그림</span>");
    }

    #[test]
    fn all_other_tags_become_text() {
        for html in [
            "<script>",
            "<SCRIPT>",
            "<td onclick=\"x\">",
            "<td rowspan=\"x\">",
            "<a href=\"javascript:x\">",
            "<img src=\"a\" onerror=\"x\">",
            "<img src=\"a\" alt=\"b\" onerror=\"x\">",
            "<u style=\"x\">",
            "<!-- x -->",
            "<!-- header of x -->",
            "<!DOCTYPE html>",
            "<",
            "<u",
            "<a href=x>",
            "<style>",
            "<a href=\"&#106;avascript:x\">",
        ] {
            assert_eq!(written(html), html.replacen('<', "&lt;", 1));
        }
    }
}
