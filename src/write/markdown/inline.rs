//! Inlines, gathered to a [`Line`] and then written as Markdown or as HTML.

use crate::document::letters::is_letter_or_digit;
use crate::document::{Equation, Image, Inline, Label, Marks, Ruby};
use crate::warning::WarningKind;
use crate::write::emphasis::{self, Forms, Plan, Token};
use crate::write::escape::{self, Edge, Escaper, Stretch, Surroundings};
use crate::write::extent;
use crate::write::gather::Gatherer;
use crate::write::line::{self, Event, Line, OBJECT};
use crate::write::link::{self, Picture};
use crate::write::math;

use super::{Writer, code};

/// Stands between a formula and a letter and shows nothing.
const NOTHING: &str = "<!---->";

/// Where a link that begins with a token ends, and its target, when it can be written as an autolink: with its end as the
/// next token, nothing but its text stands in it.
fn autolink<'a>(line: &Line<'a>, token: Token, next: Option<&(usize, Token)>) -> Option<(usize, &'a str)> {
    let (Token::Event(begin), Some((to, Token::Event(end)))) = (token, next) else { return None };
    let (Some((at, Event::LinkOpen(target))), Some((_, Event::LinkClose(_)))) =
        (line.events.get(begin), line.events.get(*end))
    else {
        return None;
    };
    link::is_autolink(line.text.get(*at..*to)?, target).then_some((*to, *target))
}

/// Whether the markup of a line may have asterisks that could pair with those of the text.
fn has_stars(plan: &Plan, line: &Line<'_>) -> bool {
    let is_other = |event: &Event<'_>| match event {
        Event::Object(inline) => !matches!(inline, Inline::Note(_) | Inline::Anchor(_)),
        Event::LinkOpen(_) | Event::LinkClose(_) | Event::ChangeOpen(_) | Event::ChangeClose(_) => false,
    };
    plan.has_stars() || line.events.iter().any(|(_, event)| is_other(event))
}

impl<'a> Writer<'a, '_> {
    /// Flattens a paragraph; its label is the beginning of the text.
    pub(super) fn line(&mut self, label: Option<&Label>, content: &'a [Inline]) -> Line<'a> {
        let mut line = self.spare.pop().unwrap_or_default();
        self.gatherer().paragraph(label, content, &mut line);
        line
    }

    pub(super) fn gather(&mut self, content: &'a [Inline], line: &mut Line<'a>) {
        self.gatherer().inlines(content, line, false);
    }

    fn gatherer(&mut self) -> Gatherer<'a, '_> {
        Gatherer { survey: self.survey, options: self.options, ledger: self.ledger }
    }

    /// Writes a line as Markdown. `line_end` is written for line breaks.
    pub(super) fn write_line(&mut self, line: &Line<'a>, surroundings: Surroundings, line_end: &str) {
        let is_bullet = surroundings == Surroundings::Item && self.out.ends_with("- ");
        let forms = if is_bullet { Forms::MarkdownItem } else { Forms::Markdown };
        let plan = emphasis::plan(line, forms);
        let mut escaper = Escaper::new(&line.text, surroundings, line_end);
        if !plan.tokens.is_empty() {
            let has_strike = line.runs.iter().any(|run| run.marks.contains(Marks::STRIKE));
            escaper = escaper.with_markup(plan.tokens.iter().map(|(at, _)| *at), has_stars(&plan, line), has_strike);
        }
        if self.can_pair && surroundings == Surroundings::Cell {
            escaper = escaper.among_others();
        }
        let mut stretch = Stretch { from: 0, to: 0, before: Edge::None, after: Edge::None, in_link: false };
        let (begin, mut bracket) = (self.out.len(), None);
        let may_define = matches!(surroundings, Surroundings::Paragraph | Surroundings::Item);
        let mut tokens = plan.tokens.into_iter().peekable();
        while let Some((at, token)) = tokens.next() {
            stretch.to = at.max(stretch.from);
            stretch.after = self.edge(token, line);
            if stretch.from < stretch.to {
                escaper.write(stretch, self.out);
            }
            stretch.from = stretch.to;
            stretch.before = stretch.after;
            if let Some((to, target)) = autolink(line, token, tokens.peek()) {
                tokens.next();
                self.out.push('<');
                self.out.push_str(line.text.get(at..to).unwrap_or(target));
                self.out.push('>');
                (stretch.from, stretch.before) = (to, Edge::Markup);
                continue;
            }
            match token {
                Token::Open(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.opening())),
                Token::Close(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.closing())),
                Token::Event(event) => match line.events.get(event) {
                    Some((at, Event::Object(inline))) => {
                        stretch.from = at + OBJECT.len_utf8();
                        let next = line.text.get(stretch.from..).and_then(|text| text.chars().next());
                        self.object(inline, next, surroundings, stretch.in_link);
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
                    Some((_, Event::ChangeOpen(kind))) => self.out.push_str(line::change_opening(*kind)),
                    Some((_, Event::ChangeClose(kind))) => self.out.push_str(line::change_closing(*kind)),
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

    /// What a token means for the text beside it.
    fn edge(&self, token: Token, line: &Line<'a>) -> Edge {
        let Token::Event(event) = token else { return Edge::Markup };
        match line.events.get(event) {
            Some((_, Event::LinkOpen(_) | Event::Object(Inline::Note(_)))) => Edge::Bracket,
            Some((_, Event::Object(Inline::Image(image)))) if self.picture(image).is_linked() => Edge::Bracket,
            _ => Edge::Markup,
        }
    }

    /// Writes what is not text. `next` is the character after it.
    fn object(&mut self, inline: &'a Inline, next: Option<char>, surroundings: Surroundings, in_link: bool) {
        match inline {
            Inline::Image(image) => {
                // A picture does not touch the words beside it.
                if self.out.ends_with(|c: char| is_letter_or_digit(c) || matches!(c, '.' | ',' | ')')) && !in_link {
                    self.out.push(' ');
                }
                self.image(image, surroundings, in_link);
                if next.is_some_and(|c| is_letter_or_digit(c) || c == '(') && !in_link {
                    self.out.push(' ');
                }
            }
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
    /// GitHub takes a dollar for text where a letter or digit stands directly outside of it, or a bracket behind it. An empty
    /// comment parts them: it shows nothing, and the word goes on.
    pub(super) fn inline_equation(&mut self, equation: &'a Equation, next: Option<char>, surroundings: Surroundings) {
        let Some(latex) = math::latex(equation) else {
            self.warn(WarningKind::EquationAsTyped);
            let start = self.out.len();
            code::write(&equation.script, self.out);
            return self.protect_pipes(start, surroundings);
        };
        let clashes = |c: char| matches!(c, '$' | '\\' | OBJECT);
        if self.out.ends_with(clashes) {
            self.out.push(' ');
        } else if !self.is_tight && self.out.ends_with(is_letter_or_digit) {
            self.out.push_str(NOTHING);
        }
        let start = self.out.len();
        self.out.push('$');
        self.out.push_str(&latex);
        self.out.push('$');
        self.protect_pipes(start, surroundings);
        match next {
            Some('$' | '\\') => self.out.push(' '),
            // Chunks are searched, and comments in words would be in the way.
            Some(c) if !self.is_tight && (is_letter_or_digit(c) || c == '(') => self.out.push_str(NOTHING),
            Some(_) | None => {}
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

    /// A picture in its place, or a link to it; within a link, where no other one can stand, its description alone.
    fn image(&mut self, image: &'a Image, surroundings: Surroundings, in_link: bool) {
        let picture = self.picture(image);
        self.warn_of_picture(&picture);
        let alt = link::alternative(image, self.document, &picture);
        let stretch = Stretch { from: 0, to: alt.len(), before: Edge::Markup, after: Edge::Bracket, in_link: true };
        let within = if surroundings == Surroundings::Cell { surroundings } else { Surroundings::Paragraph };
        let escaper = Escaper::new(&alt, within, " ").among_others();
        if in_link && picture.is_linked() {
            return escaper.write(stretch, self.out);
        }
        if !picture.is_linked()
            && let Some(width) = extent::narrow_width(image, self.document)
        {
            return self.image_tag(&picture, &alt, Some(width));
        }
        self.out.push_str(match (picture.is_linked(), self.out.ends_with(']')) {
            (false, _) => "![",
            (true, false) => "[",
            // A bracket directly before would make this the label of a reference.
            (true, true) => " [",
        });
        escaper.write(stretch, self.out);
        self.out.push_str("](");
        link::destination(&picture.target(&self.options.media_prefix), self.out);
        self.out.push(')');
    }

    /// A picture as HTML. A bar would end a cell of a GFM table, even with a backslash before it for some readers.
    pub(super) fn image_tag(&mut self, picture: &Picture<'a>, alt: &str, width: Option<u32>) {
        let start = self.out.len();
        self.out.push_str("<img src=\"");
        escape::html_anywhere(&picture.target(&self.options.media_prefix), self.out);
        self.out.push_str("\" alt=\"");
        escape::html_anywhere(alt, self.out);
        self.out.push('"');
        if let Some(width) = width {
            self.out.extend([" width=\"", &width.to_string(), "\""]);
        }
        self.out.push('>');
        if self.out.get(start..).is_some_and(|tag| tag.contains('|')) {
            let tag = self.out.split_off(start);
            self.out.push_str(&tag.replace('|', "&#124;"));
        }
    }

    /// How a picture is shown.
    pub(super) fn picture(&self, image: &'a Image) -> Picture<'a> {
        link::picture(image, self.document, self.options.remote_pictures)
    }

    pub(super) fn warn_of_picture(&mut self, picture: &Picture<'a>) {
        if let Some(kind) = picture.warning() {
            self.warn(kind);
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
        escape::html_anywhere(name, self.out);
        self.out.push_str("\"></a>");
    }
}
