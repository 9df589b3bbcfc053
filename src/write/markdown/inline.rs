//! What stands in a line: gathered to a [`Line`], then written as Markdown or as HTML.

use crate::document::{ChangeKind, Equation, Image, Inline, Label, LabelKind, Link, Marks, Ruby};
use crate::warning::WarningKind;
use crate::write::escape::{self, Edge, Escaper, Stretch, Surroundings};
use crate::write::link;

use super::Writer;
use super::emphasis::{self, Forms, Token};
use super::math;
use crate::write::line::{Event, Line, OBJECT};

impl<'a> Writer<'a, '_> {
    /// Flattens a paragraph; its label is the beginning of the text.
    pub(super) fn line(&mut self, label: Option<&'a Label>, content: &'a [Inline]) -> Line<'a> {
        let mut line = self.spare.pop().unwrap_or_default();
        line.clear();
        if let Some(label) = label {
            line.push_text(&label.text, Marks::NONE);
            line.push_text(" ", Marks::NONE);
        }
        let labelled = line.text.trim_end().len();
        self.gather(content, &mut line, false);
        line.finish();
        // A lone bullet says nothing.
        if line.text.len() <= labelled && label.is_some_and(|label| label.kind == LabelKind::Bullet) {
            line.clear();
        }
        if line.dropped {
            self.warn(WarningKind::InvalidCharacter);
        }
        line
    }

    pub(super) fn gather(&mut self, content: &'a [Inline], line: &mut Line<'a>, in_link: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => line.push_text(&text.text, text.marks),
                Inline::LineBreak => line.push_line_break(),
                Inline::Tab => line.push_blank(),
                Inline::Link(link) => self.gather_link(link, line, in_link),
                Inline::Change(change) => {
                    let opened = line.open(Event::ChangeOpen(change.kind));
                    self.gather(&change.content, line, in_link);
                    line.close(opened, Event::ChangeClose(change.kind));
                }
                Inline::Unknown(unknown) => line.push_text(&unknown.text, Marks::NONE),
                Inline::Note(note) if !self.wants(note) => {} // The caller asked for no comments.
                Inline::Anchor(name) if !self.survey.anchors.contains(name.as_str()) => {} // Nothing leads here.
                Inline::Note(_) | Inline::Anchor(_) if in_link => line.deferred.push(inline),
                Inline::Equation(equation) if is_empty(equation) => {}
                Inline::Image(_) | Inline::Equation(_) | Inline::Note(_) | Inline::Ruby(_) | Inline::Anchor(_) => {
                    line.push_object(inline);
                }
            }
        }
    }

    fn gather_link(&mut self, link: &'a Link, line: &mut Line<'a>, in_link: bool) {
        let Some(target) = link::safe_target(&link.target) else {
            self.warn(WarningKind::UnsafeLink);
            return self.gather(&link.content, line, in_link);
        };
        if in_link {
            self.warn(WarningKind::FormNotExpressed { what: "link within a link" });
            return self.gather(&link.content, line, in_link);
        }
        let opened = line.open(Event::LinkOpen(target));
        self.gather(&link.content, line, true);
        if !line.close(opened, Event::LinkClose(target)) {
            let opened = line.open(Event::LinkOpen(target));
            line.push_text(target, Marks::NONE);
            line.close(opened, Event::LinkClose(target));
        }
        for inline in std::mem::take(&mut line.deferred) {
            line.push_object(inline);
        }
    }

    /// Writes a line as Markdown. `line_end` is written for line breaks.
    pub(super) fn write_line(&mut self, line: &Line<'a>, surroundings: Surroundings, line_end: &str) {
        let is_bullet = surroundings == Surroundings::Item && self.out.ends_with("- ");
        let forms = if is_bullet { Forms::MarkdownItem } else { Forms::Markdown };
        let plan = emphasis::plan(line, forms);
        let mut escaper = Escaper::new(&line.text, surroundings, line_end);
        if !plan.tokens.is_empty() {
            let has_strike = line.runs.iter().any(|run| run.marks.contains(Marks::STRIKE));
            escaper = escaper.with_markup(plan.tokens.iter().map(|(at, _)| *at), has_strike);
        }
        let mut stretch = Stretch { from: 0, to: 0, before: Edge::None, after: Edge::None, in_link: false };
        let (begin, mut bracket) = (self.out.len(), None);
        let may_define = matches!(surroundings, Surroundings::Paragraph | Surroundings::Item);
        for (at, token) in plan.tokens {
            stretch.to = at.max(stretch.from);
            stretch.after = edge(token, line);
            if stretch.from < stretch.to {
                escaper.write(stretch, self.out);
            }
            stretch.from = stretch.to;
            stretch.before = stretch.after;
            match token {
                Token::Open(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.opening())),
                Token::Close(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.closing())),
                Token::Event(event) => match line.events.get(event) {
                    Some((at, Event::Object(inline))) => {
                        stretch.from = at + OBJECT.len_utf8();
                        let next = line.text.get(stretch.from..).and_then(|text| text.chars().next());
                        self.object(inline, next, surroundings);
                    }
                    Some((_, Event::LinkOpen(target))) if link::is_file(target) => {
                        stretch.in_link = true;
                        link::anchor_opening(target, self.out);
                    }
                    Some((_, Event::LinkClose(target))) if link::is_file(target) => {
                        stretch.in_link = false;
                        self.out.push_str("</a>");
                    }
                    Some((_, Event::LinkOpen(_))) => {
                        stretch.in_link = true;
                        // A bracket directly before would make this the label of a reference.
                        self.out.push_str(if self.out.ends_with(']') { " [" } else { "[" });
                        bracket = Some(self.out.len() - 1);
                    }
                    Some((_, Event::LinkClose(target)))
                        if may_define && bracket == Some(begin) && self.begins_definition(begin) =>
                    {
                        stretch.in_link = false;
                        let mut opening = String::new();
                        link::anchor_opening(target, &mut opening);
                        self.out.replace_range(begin..=begin, &opening);
                        self.out.push_str("</a>");
                    }
                    Some((_, Event::LinkClose(target))) => {
                        stretch.in_link = false;
                        self.out.push_str("](");
                        link::destination(target, self.out);
                        self.out.push(')');
                    }
                    Some((_, Event::ChangeOpen(kind))) => self.out.push_str(change_opening(*kind)),
                    Some((_, Event::ChangeClose(kind))) => self.out.push_str(change_closing(*kind)),
                    None => {}
                },
            }
        }
        stretch.to = line.text.len();
        stretch.after = Edge::None;
        if stretch.from < stretch.to {
            escaper.write(stretch, self.out);
        }
        if may_define && self.begins_definition(begin) {
            self.out.insert(begin, '\\');
        }
    }

    fn begins_definition(&self, begin: usize) -> bool {
        self.out.get(begin..).is_some_and(escape::begins_definition)
    }

    /// Writes what is not text. `next` is the character after it.
    fn object(&mut self, inline: &'a Inline, next: Option<char>, surroundings: Surroundings) {
        match inline {
            Inline::Image(image) => self.image(image, surroundings),
            Inline::Equation(equation) => self.inline_equation(equation, next, surroundings),
            Inline::Note(note) => {
                self.reference(note);
                // pulldown-cmark takes a bracket directly behind, even an escaped one, for the label of a link.
                self.out.push_str(if next == Some('[') { " " } else { "" });
            }
            Inline::Ruby(ruby) => self.ruby(ruby, surroundings),
            Inline::Anchor(name) => self.anchor(name),
            // These are never gathered as objects.
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Link(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => {}
        }
    }

    /// Math between single dollars.
    ///
    /// GitHub takes a dollar for text where a letter or digit stands directly outside of it, so a blank is put there.
    pub(super) fn inline_equation(&mut self, equation: &'a Equation, next: Option<char>, surroundings: Surroundings) {
        let Some(latex) = math::latex(equation) else {
            self.warn(WarningKind::EquationAsTyped);
            let start = self.out.len();
            math::code(&equation.script, self.out);
            return self.protect_pipes(start, surroundings);
        };
        let clashes = |c: char| c.is_alphanumeric() || matches!(c, '$' | '\\' | OBJECT);
        if self.out.ends_with(clashes) {
            self.out.push(' ');
        }
        let start = self.out.len();
        self.out.push('$');
        self.out.push_str(&latex);
        self.out.push('$');
        self.protect_pipes(start, surroundings);
        if next.is_some_and(|c| clashes(c) && c != OBJECT) {
            self.out.push(' ');
        }
    }

    /// Escapes the pipes written since `start`: in a GFM cell they would end it, even within code and math.
    fn protect_pipes(&mut self, start: usize, surroundings: Surroundings) {
        let has_pipe = self.out.get(start..).is_some_and(|written| written.contains('|'));
        if surroundings == Surroundings::Cell && has_pipe {
            let written = self.out.split_off(start);
            self.out.push_str(&written.replace('|', "\\|"));
        }
    }

    fn image(&mut self, image: &'a Image, surroundings: Surroundings) {
        let source = self.source(image);
        self.out.push_str(if link::is_picture(image, self.document) { "![" } else { "[" });
        let alt = link::image_text(image, self.document);
        let stretch = Stretch { from: 0, to: alt.len(), before: Edge::Markup, after: Edge::Bracket, in_link: true };
        let within = if surroundings == Surroundings::Cell { surroundings } else { Surroundings::Paragraph };
        Escaper::new(&alt, within, " ").among_others().write(stretch, self.out);
        self.out.push_str("](");
        link::destination(&source, self.out);
        self.out.push(')');
    }

    /// Where a picture is to be found: among the assets, or where the document says; else empty.
    pub(super) fn source(&mut self, image: &Image) -> String {
        if let Some(asset) = image.asset.and_then(|index| self.document.assets.get(index)) {
            return format!("{}{}", self.options.media_prefix, asset.name);
        }
        match image.source.as_deref() {
            Some(source) if link::is_safe_source(source) => source.trim().to_owned(),
            Some(_) => {
                self.warn(WarningKind::UnsafeLink);
                String::new()
            }
            None => String::new(),
        }
    }

    fn ruby(&mut self, ruby: &'a Ruby, surroundings: Surroundings) {
        let surroundings = if surroundings == Surroundings::Cell { surroundings } else { Surroundings::Paragraph };
        self.out.push_str("<ruby>");
        self.snippet(&ruby.base.text, surroundings);
        self.out.push_str("<rp>(</rp><rt>");
        self.snippet(&ruby.ruby, surroundings);
        self.out.push_str("</rt><rp>)</rp></ruby>");
    }

    /// Writes a short text that stands between markup.
    fn snippet(&mut self, text: &str, surroundings: Surroundings) {
        let mut line = Line::default();
        line.push_text(text, Marks::NONE);
        line.finish();
        let stretch =
            Stretch { from: 0, to: line.text.len(), before: Edge::Markup, after: Edge::Markup, in_link: true };
        Escaper::new(&line.text, surroundings, " ").among_others().write(stretch, self.out);
    }

    pub(super) fn anchor(&mut self, name: &str) {
        self.out.push_str("<a id=\"");
        escape::html_attribute(name, self.out);
        self.out.push_str("\"></a>");
    }
}

/// Whether there is nothing to show of an equation.
pub(super) fn is_empty(equation: &Equation) -> bool {
    equation.script.trim().is_empty() && math::latex(equation).is_none()
}

fn edge(token: Token, line: &Line<'_>) -> Edge {
    let Token::Event(event) = token else { return Edge::Markup };
    match line.events.get(event) {
        Some((_, Event::LinkOpen(_) | Event::Object(Inline::Note(_)))) => Edge::Bracket,
        _ => Edge::Markup,
    }
}

pub(super) fn change_opening(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Inserted => "<ins>",
        ChangeKind::Deleted => "<del>",
    }
}

pub(super) fn change_closing(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Inserted => "</ins>",
        ChangeKind::Deleted => "</del>",
    }
}
