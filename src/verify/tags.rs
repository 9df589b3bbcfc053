//! The HTML in Markdown: the tags that the Markdown writer writes. Anything else is unexpected.

use super::markdown::Parsed;
use super::piece::{Piece, decoded, squeezed};

/// Elements of marks, by their positions in [`Parsed::depth`].
const MARKS: [&str; 7] = ["strong", "em", "u", "del", "sup", "sub", "ins"];

impl Parsed<'_> {
    /// Reads text with tags in it.
    pub(super) fn tags(&mut self, html: &str) {
        let mut rest = html;
        while let Some((text, after)) = rest.split_once('<') {
            self.text(&unescaped(text));
            let end = if after.starts_with("!--") { "-->" } else { ">" };
            let Some((tag, after)) = after.split_once(end) else { return self.unexpected("a tag that does not end") };
            self.tag(tag);
            rest = after;
        }
        self.text(&unescaped(rest));
    }

    fn tag(&mut self, tag: &str) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let value = |key: &str| attribute(attributes, key);
        match name {
            "table" => self.flat.table(),
            "/table" => self.flat.end_table(),
            "tr" => self.flat.push(Piece::Row),
            "td" | "th" => {
                let span = |key: &str| value(key).map_or(Some(1), |span| span.parse().ok());
                match (span("rowspan"), span("colspan")) {
                    (Some(rows), Some(columns)) => self.flat.cell(rows, columns),
                    _ => self.unexpected(tag),
                }
            }
            "/tr" | "/td" | "/th" | "ruby" | "/ruby" | "rp" | "/rp" | "rt" | "/rt" => {}
            "br" => self.flat.line(),
            "img" => match (value("alt"), value("src")) {
                (Some(alt), Some(source)) => {
                    let (alt, source) = (self.names.enter(squeezed(&alt)), self.names.enter(decoded(&source)));
                    self.flat.push(Piece::Image(alt, source));
                }
                _ => self.unexpected(tag),
            },
            "a" => match (value("href"), value("id")) {
                (Some(target), _) => self.link = Some(self.names.enter(decoded(&target))),
                (None, Some(name)) => {
                    let name = self.names.enter(squeezed(&name));
                    self.flat.push(Piece::Anchor(name));
                }
                (None, None) => self.unexpected(tag),
            },
            "/a" => self.link = None,
            "code" => self.held = Some((String::new(), String::new())),
            "/code" => {
                let (code, _) = self.held.take().unwrap_or_default();
                self.code(&code);
            }
            "!--" => {
                self.begins_furniture = ["header", "footer", "master"].iter().any(|kind| attributes.starts_with(kind));
            }
            name => {
                let (mark, begins) = name.strip_prefix('/').map_or((name, true), |name| (name, false));
                match MARKS.iter().position(|known| *known == mark) {
                    Some(position) => self.mark(position, begins),
                    None => self.unexpected(tag),
                }
            }
        }
    }
}

/// The value of an attribute.
fn attribute(attributes: &str, key: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"')?;
        if name.trim_start() == key {
            return Some(unescaped(value));
        }
        rest = after;
    }
    None
}

fn unescaped(html: &str) -> String {
    if !html.contains('&') {
        return html.to_owned();
    }
    html.replace("&#124;", "|").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
