//! The pieces of Markdown, as pulldown-cmark reads it.

use std::collections::HashMap;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::piece::{Flat, Names, Piece, decoded, squeezed, squeezed_latex};

pub(super) fn pieces(markdown: &str, names: &mut Names) -> Vec<Piece> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    let mut parsed = Parsed {
        names,
        flat: Flat::default(),
        depth: [0; 7],
        link: None,
        labels: HashMap::new(),
        lists: Vec::new(),
        held: None,
        html: String::new(),
        begins_furniture: false,
    };
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        parsed.event(event, markdown.get(range).unwrap_or_default());
    }
    if parsed.depth.iter().any(|depth| *depth > 0) {
        parsed.unexpected("an element that does not end");
    }
    parsed.flat.pieces
}

pub(super) struct Parsed<'n> {
    pub(super) names: &'n mut Names,
    pub(super) flat: Flat,
    /// How many elements of each mark are open; inserted text is the last.
    pub(super) depth: [usize; 7],
    pub(super) link: Option<u32>,
    /// Positions of notes by their labels.
    labels: HashMap<String, usize>,
    /// Numbers that the open lists will give next; none for bullets.
    lists: Vec<Option<u64>>,
    /// The picture or code under way: its text, and the target.
    pub(super) held: Option<(String, String)>,
    /// HTML of a block, which comes line by line.
    html: String,
    /// Whether a comment has said that the next quote is furniture.
    pub(super) begins_furniture: bool,
}

impl Parsed<'_> {
    fn marks(&self) -> u8 {
        self.depth.iter().enumerate().filter(|(_, depth)| **depth > 0).map(|(bit, _)| 1 << bit).sum()
    }

    pub(super) fn text(&mut self, text: &str) {
        let marks = self.marks();
        match &mut self.held {
            Some((held, _)) => held.push_str(text),
            None => self.flat.text(text, marks, self.link),
        }
    }

    pub(super) fn unexpected(&mut self, what: &str) {
        let what = self.names.enter(what.to_owned());
        self.flat.push(Piece::Unexpected(what));
    }

    /// Begins or ends text with a mark, by the position of the mark in [`depth`](Self::depth).
    pub(super) fn mark(&mut self, position: usize, begins: bool) {
        let Some(depth) = self.depth.get_mut(position) else { return };
        match if begins { depth.checked_add(1) } else { depth.checked_sub(1) } {
            Some(changed) => *depth = changed,
            None => self.unexpected("the end of an element that did not begin"),
        }
    }

    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.code(&code),
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                let latex = self.names.enter(squeezed_latex(&latex));
                self.flat.push(Piece::Math(latex));
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.tags(&html),
            Event::FootnoteReference(label) => {
                let note = self.note(&label);
                self.flat.push(Piece::Note(note));
            }
            Event::SoftBreak => self.unexpected("a line end within a paragraph"),
            Event::HardBreak => self.flat.line(),
            Event::Rule => self.flat.rule(),
            Event::TaskListMarker(_) => self.unexpected("a task box"),
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        let code = self.names.enter(squeezed(code));
        self.flat.push(Piece::Code(code));
    }

    /// The position of a note by its label: notes are counted in the order of their references.
    fn note(&mut self, label: &str) -> usize {
        let next = self.labels.len();
        *self.labels.entry(label.to_owned()).or_insert(next)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's enum, and all others are reported")]
    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::Paragraph => self.flat.block(),
            Tag::Heading { level, .. } => {
                self.flat.block();
                if self.flat.tables == 0 {
                    self.flat.push(Piece::Heading(level as u8));
                }
            }
            Tag::BlockQuote(_) => self.quote(),
            Tag::HtmlBlock => self.html.clear(),
            Tag::List(start) => self.lists.push(start),
            Tag::Item => self.item(source),
            Tag::FootnoteDefinition(label) => {
                let note = self.note(&label);
                self.flat.border = None;
                self.flat.push(Piece::Definition(note));
            }
            Tag::Table(_) => self.flat.table(),
            Tag::TableHead | Tag::TableRow => self.flat.push(Piece::Row),
            Tag::TableCell => self.flat.cell(1, 1),
            Tag::Strong => self.mark(0, true),
            Tag::Emphasis => self.mark(1, true),
            Tag::Strikethrough => self.mark(3, true),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.link = Some(self.names.enter(format!("mailto:{}", dest_url.trim_start_matches("mailto:"))));
            }
            Tag::Link { dest_url, .. } => self.link = Some(self.names.enter(decoded(&dest_url))),
            Tag::Image { dest_url, .. } => self.held = Some((String::new(), decoded(&dest_url))),
            tag => self.unexpected(&format!("{tag:?}")),
        }
    }

    fn quote(&mut self) {
        let is_furniture = std::mem::take(&mut self.begins_furniture);
        if self.flat.tables > 0 {
            return self.flat.block();
        }
        if is_furniture {
            self.flat.push_alone(Piece::Furniture);
            self.flat.is_furniture = true;
        }
        self.flat.push_alone(Piece::Quote);
    }

    fn end_quote(&mut self) {
        if self.flat.tables > 0 {
            return self.flat.block();
        }
        // Furniture holds no quotes. What has nothing but bars between empty cells says nothing.
        let is_furniture = std::mem::take(&mut self.flat.is_furniture);
        if is_furniture && self.flat.pieces.ends_with(&[Piece::Furniture, Piece::Quote]) {
            self.flat.pieces.truncate(self.flat.pieces.len() - 2);
            return self.flat.block();
        }
        self.flat.push_alone(Piece::EndQuote);
    }

    /// What is shown before an item is not what is written: numbers count on from the first.
    fn item(&mut self, source: &str) {
        self.flat.block();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = source.split_whitespace().next().unwrap_or_default();
                let shown = format!("{number}{}", marker.trim_start_matches(|c: char| c.is_ascii_digit()));
                *number = number.saturating_add(1);
                self.flat.text(&shown, 0, None);
            }
            Some(None) | None => self.flat.bullet(),
        }
        // The first paragraph of the item is no further block.
        self.flat.border = None;
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's enum, and all others only end a block")]
    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong => self.mark(0, false),
            TagEnd::Emphasis => self.mark(1, false),
            TagEnd::Strikethrough => self.mark(3, false),
            TagEnd::Link => self.link = None,
            TagEnd::Image => self.image(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                // A picture that stands alone in its paragraph.
                let is_paragraph = html.starts_with("<img ");
                if is_paragraph {
                    self.flat.block();
                }
                self.tags(&html);
                if is_paragraph {
                    self.flat.block();
                }
            }
            TagEnd::Table => self.flat.end_table(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.flat.block();
            }
            _ => self.flat.block(),
        }
    }

    fn image(&mut self) {
        let (alt, target) = self.held.take().unwrap_or_default();
        let (alt, target) = (self.names.enter(squeezed(&alt)), self.names.enter(target));
        self.flat.push(Piece::Image(alt, target));
    }
}
