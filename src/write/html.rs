//! [`Document`] to an HTML page that stands by itself: the Markdown of the document through pulldown-cmark, formulas as
//! MathML, a stylesheet in the page.
//!
//! What the document says never becomes markup. The Markdown writer escapes it; every tag that comes out of the parser
//! must be one of those that writer makes ([`tags`]); and the page forbids scripts to the browser.

mod math;
mod pictures;
mod tags;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::document::{Block, Document};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::words::words;
use crate::write::{Tables, WriteOptions, escape, link, markdown};
use pictures::Pictures;

const STYLE: &str = include_str!("html/style.css");

/// Scripts, frames, forms and fonts from elsewhere have no business in a document.
const POLICY: &str = "default-src 'none'; img-src 'self' file: http: https: data:; style-src 'unsafe-inline'";

/// Appends a document as an HTML page.
pub(crate) fn write(document: &Document, options: &WriteOptions, out: &mut String, ledger: &mut Ledger) {
    let mut markdown = String::new();
    markdown::write(document, &markdown_options(options), &mut markdown, ledger);
    head(document, options, out);
    body(&markdown, Pictures::new(document, options), out, ledger);
    out.push_str("</main>\n</body>\n</html>\n");
}

/// Markdown as the page needs it: GFM would make a header of every first row, and pictures are found by a prefix that
/// nothing in a document can have.
fn markdown_options(options: &WriteOptions) -> WriteOptions {
    WriteOptions {
        tables: if options.tables == Tables::Auto { Tables::Html } else { options.tables },
        media_prefix: pictures::PREFIX.to_owned(),
        provenance: crate::Provenance::default(),
        metadata: false,
        ..options.clone()
    }
}

fn head(document: &Document, options: &WriteOptions, out: &mut String) {
    out.push_str("<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"generator\" content=\"hwpconv\">\n");
    meta("http-equiv", "Content-Security-Policy", POLICY, out);
    let metadata = &document.metadata;
    for (name, value) in [("author", &metadata.author), ("keywords", &metadata.keywords)] {
        if let Some(value) = value {
            meta("name", name, value, out);
        }
    }
    out.push_str("<title>");
    escape::html_attribute(&title(document, options), out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
}

fn meta(kind: &str, name: &str, value: &str, out: &mut String) {
    out.extend(["<meta ", kind, "=\"", name, "\" content=\""]);
    escape::html_attribute(value, out);
    out.push_str("\">\n");
}

/// The title of the document, else its first heading, else the name of its file.
fn title(document: &Document, options: &WriteOptions) -> String {
    let said = document.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = said {
        return title.to_owned();
    }
    let headings = document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| {
        // Other blocks are no titles.
        if let Block::Heading(heading) = block { Some(words(&heading.paragraph)) } else { None }
    });
    let source = || options.provenance.source.as_deref().and_then(|source| source.rsplit(['/', '\\']).next());
    headings.into_iter().find(|text| !text.is_empty()).or_else(|| source().map(str::to_owned)).unwrap_or_default()
}

/// Writes the Markdown as HTML.
fn body(markdown: &str, pictures: Pictures<'_>, out: &mut String, ledger: &mut Ledger) {
    // The same as the judge of the Markdown writer takes.
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    let mut renderer = Renderer { pictures, ledger, table_depth: 0, missing: Vec::new(), in_notes: false };
    let events = Parser::new_ext(markdown, options).map(|event| renderer.event(event));
    pulldown_cmark::html::push_html(out, events);
    if renderer.in_notes {
        out.push_str("</section>\n");
    }
}

/// Turns events of the Markdown into those of the page.
struct Renderer<'d, 'l> {
    pictures: Pictures<'d>,
    ledger: &'l mut Ledger,
    /// How many tables are open.
    table_depth: usize,
    /// For each open picture whether there is nothing to show but its description.
    missing: Vec<bool>,
    /// Whether the notes behind the body have begun.
    in_notes: bool,
}

impl<'d> Renderer<'d, '_> {
    fn event<'m>(&mut self, event: Event<'m>) -> Event<'m> {
        match event {
            Event::Html(html) => Event::Html(self.tags(&html).into()),
            Event::InlineHtml(html) => Event::InlineHtml(self.tags(&html).into()),
            Event::InlineMath(latex) => Event::InlineHtml(self.formula(&latex, false).into()),
            Event::DisplayMath(latex) => Event::InlineHtml(self.formula(&latex, true).into()),
            Event::FootnoteReference(label) => Event::InlineHtml(reference(&label).into()),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => event,
        }
    }

    fn tags(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        tags::write(html, &mut self.table_depth, &mut |source| self.pictures.source(source, self.ledger), &mut out);
        out
    }

    fn formula(&mut self, latex: &str, is_display: bool) -> String {
        math::mathml(latex, is_display).unwrap_or_else(|| {
            self.ledger.enter(WarningKind::FormNotExpressed { what: "formula as MathML" }, &Place::default());
            let mut code = "<code>".to_owned();
            escape::html_attribute(latex, &mut code);
            code.push_str("</code>");
            code
        })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's enum, and all others pass as they are")]
    fn start<'m>(&mut self, tag: Tag<'m>) -> Event<'m> {
        match tag {
            Tag::Image { link_type, dest_url, title, id } => {
                let source = self.pictures.source(&dest_url, self.ledger);
                self.missing.push(source.is_none());
                match source {
                    Some(source) => Event::Start(Tag::Image { link_type, dest_url: source.into(), title, id }),
                    None => Event::InlineHtml(tags::MISSING_START.into()),
                }
            }
            Tag::Link { link_type, dest_url, title, id } => {
                let dest_url = if link::safe_target(&dest_url).is_some() { dest_url } else { CowStr::Borrowed("") };
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Tag::FootnoteDefinition(label) => {
                let section = if self.in_notes { "" } else { "<section class=\"notes\">\n" };
                self.in_notes = true;
                Event::Html((section.to_owned() + &definition(&label)).into())
            }
            other => Event::Start(other),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's enum, and all others pass as they are")]
    fn end<'m>(&mut self, tag: TagEnd) -> Event<'m> {
        match tag {
            TagEnd::Image if self.missing.pop() == Some(true) => Event::InlineHtml(tags::MISSING_END.into()),
            TagEnd::FootnoteDefinition => Event::Html("</div>\n".into()),
            other => Event::End(other),
        }
    }
}

/// A reference to a note. Its names begin in a way that anchors of the document do not clash with by chance.
fn reference(label: &str) -> String {
    let label = attribute(label);
    format!("<sup class=\"reference\"><a id=\"hwpconv-ref-{label}\" href=\"#hwpconv-note-{label}\">{label}</a></sup>")
}

fn definition(label: &str) -> String {
    let label = attribute(label);
    format!(
        "<div class=\"note\" id=\"hwpconv-note-{label}\"><a class=\"label\" href=\"#hwpconv-ref-{label}\">{label}</a>\n"
    )
}

fn attribute(text: &str) -> String {
    let mut out = String::new();
    escape::html_attribute(text, &mut out);
    out
}
