//! Inlines: the content of a line.

use crate::document::{Asset, Equation, Image, Inline, Label, Ruby};
use crate::warning::{Part, WarningKind};
use crate::write::emphasis::{self, Forms, Token};
use crate::write::escape;
use crate::write::extent;
use crate::write::gather::Gatherer;
use crate::write::line::{self, Event, Line, OBJECT};
use crate::write::link::{self, Picture};
use crate::write::math::{is_empty, latex};

use super::{Writer, math};

impl<'a> Writer<'a, '_> {
    pub(super) fn gatherer(&mut self) -> Gatherer<'a, '_> {
        Gatherer { survey: self.survey, options: self.options, ledger: self.ledger }
    }

    /// Flattens a paragraph; its label is the beginning of the text.
    pub(super) fn line(&mut self, label: Option<&Label>, content: &'a [Inline]) -> Line<'a> {
        let mut line = self.spare.pop().unwrap_or_default();
        self.gatherer().paragraph(label, content, &mut line);
        line
    }

    pub(super) fn write_line(&mut self, line: &Line<'a>) {
        let plan = emphasis::plan(line, Forms::Html);
        let mut from = 0;
        for (at, token) in plan.tokens {
            self.text(line.text.get(from..at).unwrap_or_default());
            from = from.max(at);
            match token {
                Token::Open(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.opening())),
                Token::Close(span) => self.out.push_str(plan.spans.get(span).map_or("", |span| span.closing())),
                Token::Event(event) => {
                    let Some((_, event)) = line.events.get(event) else { continue };
                    if let Event::Object(_) = event {
                        from += OBJECT.len_utf8();
                    }
                    self.event(*event);
                }
            }
        }
        self.text(line.text.get(from..).unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        for (index, text) in text.split('\n').enumerate() {
            if index > 0 {
                self.out.push_str("<br>");
            }
            escape::html_anywhere(text, self.out);
        }
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::LinkOpen(target) => {
                self.in_link = true;
                link::anchor_opening(target, self.out);
            }
            Event::LinkClose(_) => {
                self.in_link = false;
                self.out.push_str("</a>");
            }
            Event::ChangeOpen(kind) => self.out.push_str(line::change_opening(kind)),
            Event::ChangeClose(kind) => self.out.push_str(line::change_closing(kind)),
            Event::Object(inline) => self.object(inline),
        }
    }

    fn object(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Image(image) => self.image(image),
            Inline::Equation(equation) => self.formula(equation, false),
            Inline::Note(note) => self.reference(note),
            Inline::Ruby(ruby) => self.ruby(ruby),
            Inline::Anchor(name) => self.quoted("<a id=\"", name, "\"></a>"),
            // These are never gathered as objects.
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Link(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => {}
        }
    }

    /// Writes text of the document between two pieces of markup.
    pub(super) fn quoted(&mut self, before: &str, text: &str, after: &str) {
        self.out.push_str(before);
        escape::html_anywhere(text, self.out);
        self.out.push_str(after);
    }

    fn ruby(&mut self, ruby: &Ruby) {
        self.quoted("<ruby>", ruby.base.text.trim(), "<rp>(</rp>");
        self.quoted("<rt>", ruby.ruby.trim(), "</rt><rp>)</rp></ruby>");
    }

    /// An equation as MathML, or as code where that is not possible.
    pub(super) fn formula(&mut self, equation: &Equation, is_display: bool) {
        if is_empty(equation) {
            return;
        }
        let Some(latex) = latex(equation) else {
            self.warn(WarningKind::EquationAsTyped);
            let script: Vec<&str> = equation.script.split_whitespace().collect();
            return self.quoted("<code>", &script.join(" "), "</code>");
        };
        if let Some(math) = math::mathml(&latex, is_display) {
            return self.out.push_str(&math);
        }
        self.warn(WarningKind::FormNotExpressed { what: Part::MathMl });
        self.quoted("<code>", &latex, "</code>");
    }

    /// A picture of the document, or beside it. One on another server is only linked to, unless the caller wants it: to
    /// fetch it would tell its owner who reads the page. Files of other kinds are linked to as well.
    fn image(&mut self, image: &Image) {
        let picture = link::picture(image, self.document, self.options.remote_pictures);
        let alt = link::alternative(image, self.document, &picture);
        if let Some(kind) = picture.warning() {
            self.warn(kind);
        }
        if self.in_link && picture.is_linked() {
            return self.missing(&alt); // A link holds no links.
        }
        match picture {
            Picture::Asset(asset) => self.asset(asset, Some(image), &alt),
            Picture::Attachment(asset) => self.asset(asset, None, &alt),
            Picture::Source(_) => {
                let address = link::address(&picture.target(""));
                self.quoted("<img src=\"", &address, "\" alt=\"");
                self.quoted("", &alt, "\"");
                self.extent(image);
                self.out.push('>');
            }
            Picture::Link(source) => {
                link::anchor_opening(source, self.out);
                self.missing(&alt);
                self.out.push_str("</a>");
            }
            Picture::Unsafe | Picture::Missing => self.missing(&alt),
        }
    }

    /// How large a picture is shown, as attributes.
    fn extent(&mut self, image: &Image) {
        if let Some((width, height)) = extent::shown(image) {
            self.out.extend([" width=\"", &width.to_string(), "\" height=\"", &height.to_string(), "\""]);
        }
    }

    /// A picture, or a file of another kind.
    fn asset(&mut self, asset: &Asset, picture: Option<&Image>, alt: &str) {
        let (start, is_picture) = (self.out.len(), picture.is_some());
        self.out.push_str(if is_picture { "<img src=\"" } else { "<a href=\"" });
        if !self.pictures.write_address(asset, is_picture, self.out, self.ledger) {
            self.out.truncate(start);
            let name = picture.map_or_else(|| alt.to_owned(), |image| link::image_text(image, self.document));
            return self.missing(&name);
        }
        if let Some(image) = picture {
            self.quoted("\" alt=\"", alt, "\"");
            self.extent(image);
            self.out.push('>');
        } else {
            self.quoted("\" download=\"", &asset.name, "\">");
            self.quoted("", alt, "</a>");
        }
    }

    /// The description of a picture that is not shown.
    fn missing(&mut self, alt: &str) {
        self.quoted("<span class=\"missing\">", alt, "</span>");
    }
}
