//! A page taken apart: the pieces that it says. A small reader of the HTML that the writer writes; anything else is a
//! failure.

use super::compare::{Flat, Piece, squeezed};

/// Elements that never end.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// A tag, with the values of its attributes unescaped.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn has_class(&self, class: &str) -> bool {
        self.value("class") == Some(class)
    }

    fn span(&self, name: &str) -> usize {
        self.value(name).map_or(1, |span| span.parse().unwrap())
    }

    /// What stands between `<` and `>`.
    fn parse(inside: &str) -> Tag {
        let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let (attribute, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("<{inside}>"));
            let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("<{inside}>"));
            assert!(attribute.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "<{inside}>");
            attributes.push((attribute.to_owned(), unescaped(value)));
            rest = after.trim_start();
        }
        Tag { name: name.to_owned(), attributes }
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The pieces of what stands in `<main>`.
pub fn pieces(body: &str) -> Vec<Piece> {
    let mut reader = Reader::default();
    let mut rest = body;
    while let Some((text, after)) = rest.split_once('<') {
        reader.flat.text(&unescaped(text));
        let (inside, after) = after.split_once('>').expect("every tag ends");
        rest = after;
        match inside.strip_prefix('/') {
            Some(name) => reader.end(name),
            None => rest = reader.start(&Tag::parse(inside), rest),
        }
    }
    reader.flat.text(&unescaped(rest));
    assert_eq!(reader.open, Vec::<String>::new(), "all elements end");
    reader.flat.pieces
}

/// An address without its percent signs.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let code = rest.get(1..3).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        let code = code.filter(|_| *first == b'%');
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &rest[3..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[derive(Default)]
struct Reader {
    flat: Flat,
    open: Vec<String>,
    /// For each open list the next number and what follows it; none for bullets.
    lists: Vec<Option<(u32, char)>>,
    labels: Vec<String>,
}

impl Reader {
    fn note(&mut self, label: &str) -> usize {
        match self.labels.iter().position(|known| known == label) {
            Some(known) => known,
            None => {
                self.labels.push(label.to_owned());
                self.labels.len() - 1
            }
        }
    }

    /// Reads a tag; returns where reading goes on, behind the element when that is one piece.
    fn start<'h>(&mut self, tag: &Tag, rest: &'h str) -> &'h str {
        match tag.name.as_str() {
            "math" | "code" => {
                self.flat.pieces.push(Piece::Math);
                return rest.split_once(&format!("</{}>", tag.name)).unwrap().1;
            }
            "sup" if tag.has_class("reference") => {
                let (reference, after) = rest.split_once("</sup>").unwrap();
                let label = reference.split_once("href=\"#hwpconv-note-").unwrap().1.split_once('"').unwrap().0;
                assert!(reference.contains(&format!("id=\"hwpconv-ref-{label}\"")), "{reference}");
                let note = self.note(label);
                self.flat.pieces.push(Piece::Note(note));
                return after;
            }
            "div" if tag.has_class("note") => {
                let label = tag.value("id").unwrap().strip_prefix("hwpconv-note-").unwrap();
                let note = self.note(label);
                self.flat.pieces.push(Piece::Definition(note));
                let (back, after) = rest.split_once("</a>").unwrap();
                assert!(back.contains(&format!("href=\"#hwpconv-ref-{label}\">{label}")), "{back}");
                self.open.push("div".to_owned());
                return after;
            }
            "img" => {
                self.flat.pieces.push(Piece::Image);
                // A picture without a description is told by its address.
                let (alt, address) = (tag.value("alt").unwrap(), decoded(tag.value("src").unwrap()));
                let name = address.rsplit(['/', '\\']).next().unwrap();
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                self.flat.text([alt, stem, "image"].into_iter().find(|text| !squeezed(text).is_empty()).unwrap());
            }
            "span" if tag.has_class("missing") => self.flat.pieces.push(Piece::Image),
            "a" if tag.value("download").is_some() => self.flat.pieces.push(Piece::Image),
            "ul" => self.lists.push(None),
            "ol" => {
                let first = tag.value("start").map_or(1, |start| start.parse().unwrap());
                self.lists.push(Some((first, if tag.has_class("bracket") { ')' } else { '.' })));
            }
            "li" => match self.lists.last_mut().expect("an item is in a list") {
                Some((number, delimiter)) => {
                    let shown = format!("{number}{delimiter}");
                    *number += 1;
                    self.flat.text(&shown);
                }
                None if tag.has_class("marked") => {}
                None => self.flat.text("-"),
            },
            "table" => self.flat.pieces.push(Piece::Table),
            "caption" => self.flat.pieces.push(Piece::Caption(!tag.has_class("below"))),
            "tr" => self.flat.pieces.push(Piece::Row),
            "td" | "th" => self.flat.pieces.push(Piece::Cell(tag.span("rowspan"), tag.span("colspan"))),
            "header" | "footer" | "aside" => self.flat.is_furniture = true,
            name if name.len() == 2 && name.starts_with('h') && name != "hr" => {
                self.flat.pieces.push(Piece::Heading(name[1..].parse().unwrap()));
            }
            _ => {}
        }
        if !VOID.contains(&tag.name.as_str()) {
            self.open.push(tag.name.clone());
        }
        rest
    }

    fn end(&mut self, name: &str) {
        assert_eq!(self.open.pop().as_deref(), Some(name), "elements end in the order in which they began");
        match name {
            "ul" | "ol" => drop(self.lists.pop()),
            "table" => self.flat.pieces.push(Piece::EndTable),
            "header" | "footer" | "aside" => self.flat.is_furniture = false,
            _ => {}
        }
    }
}
