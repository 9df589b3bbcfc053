//! Paper for metafiles and drawings: what is drawn becomes elements of an SVG.
//!
//! Nothing is written but shapes, text and pictures that lie in the file itself: no scripts, no addresses of elsewhere.

use std::fmt::Write as _;

use data_encoding::BASE64;

use crate::pictures::{TOO_LARGE, Trouble};

/// A place on the paper.
pub(in crate::pictures) type Point = (f64, f64);

/// A rectangle: its left, upper, right and lower edge.
pub(in crate::pictures) type Rect = [f64; 4];

/// Beyond this coordinates say nothing, and numbers would be long.
const FAR: f64 = 1e7;

/// The data of a path.
#[derive(Debug, Clone, Default)]
pub(in crate::pictures) struct Path {
    pub(in crate::pictures) data: String,
    bounds: Option<Rect>,
}

impl Path {
    pub(in crate::pictures) fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    fn add(&mut self, command: char, points: &[Point]) {
        self.data.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            if index > 0 {
                self.data.push(' ');
            }
            number(*x, &mut self.data);
            self.data.push(' ');
            number(*y, &mut self.data);
            grow(&mut self.bounds, [*x, *y, *x, *y]);
        }
    }

    pub(in crate::pictures) fn move_to(&mut self, to: Point) {
        self.add('M', &[to]);
    }

    pub(in crate::pictures) fn line_to(&mut self, to: Point) {
        self.add('L', &[to]);
    }

    pub(in crate::pictures) fn curve_to(&mut self, points: [Point; 3]) {
        self.add('C', &points);
    }

    pub(in crate::pictures) fn close(&mut self) {
        self.data.push('Z');
    }

    pub(in crate::pictures) fn append(&mut self, other: &Path) {
        self.data.push_str(&other.data);
        if let Some(bounds) = other.bounds {
            grow(&mut self.bounds, bounds);
        }
    }
}

fn grow(bounds: &mut Option<Rect>, [left, top, right, bottom]: Rect) {
    let [l, t, r, b] = bounds.unwrap_or([left, top, right, bottom]);
    *bounds = Some([l.min(left), t.min(top), r.max(right), b.max(bottom)]);
}

/// Writes a number with two digits behind the point at most.
pub(in crate::pictures) fn number(value: f64, out: &mut String) {
    let value = if value.is_finite() { (value.clamp(-FAR, FAR) * 100.0).round() / 100.0 } else { 0.0 };
    // Not `-0`.
    let _ = write!(out, "{}", value + 0.0);
}

/// What fills a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::pictures) enum Fill {
    #[default]
    None,
    Color(u32),
    /// A pattern by its number.
    Pattern(usize),
}

/// A line around a shape.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pictures) struct Stroke {
    pub(in crate::pictures) color: u32,
    pub(in crate::pictures) width: f64,
    /// Lengths of dashes and gaps, in widths of the line; none for an unbroken line.
    pub(in crate::pictures) dashes: &'static [f64],
    pub(in crate::pictures) cap: &'static str,
    pub(in crate::pictures) join: &'static str,
}

/// How something is joined with what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::pictures) enum Blend {
    #[default]
    Over,
    And,
    Or,
    Xor,
}

impl Blend {
    fn style(self) -> &'static str {
        match self {
            Blend::Over => "",
            // Of black and white, and of anything with one of the two, these are the operations on bits.
            Blend::And => " style=\"mix-blend-mode:multiply\"",
            Blend::Or => " style=\"mix-blend-mode:screen\"",
            Blend::Xor => " style=\"mix-blend-mode:difference\"",
        }
    }
}

/// What hides a part of what is drawn: a rectangle, and a shape by its number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::pictures) struct Clip {
    pub(in crate::pictures) rect: Option<Rect>,
    pub(in crate::pictures) shape: Option<usize>,
}

/// The paper.
#[derive(Debug, Default)]
pub(in crate::pictures) struct Svg {
    definitions: String,
    body: String,
    definition_count: usize,
    /// The group that is open, and what it is clipped to.
    group: Clip,
    bounds: Option<Rect>,
    /// How many elements there are.
    pub(in crate::pictures) count: usize,
}

impl Svg {
    /// What has been drawn on.
    pub(in crate::pictures) fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// Checks that there is not too much.
    pub(in crate::pictures) fn check(&self, most: u64) -> Result<(), Trouble> {
        let length = u64::try_from(self.body.len().saturating_add(self.definitions.len())).unwrap_or(u64::MAX);
        if length > most { Err(TOO_LARGE) } else { Ok(()) }
    }

    fn define(&mut self) -> usize {
        self.definition_count += 1;
        self.definition_count
    }

    /// Begins an element that is clipped so.
    fn begin(&mut self, clip: Clip, bounds: Option<Rect>) {
        self.count += 1;
        if let Some(bounds) = bounds {
            grow(&mut self.bounds, bounds);
        }
        if clip == self.group {
            return;
        }
        self.end_group();
        self.group = clip;
        if let Some(shape) = clip.shape {
            let _ = write!(self.body, "<g clip-path=\"url(#d{shape})\">");
        }
        if let Some(rect) = clip.rect {
            let id = self.define();
            let _ = write!(self.definitions, "<clipPath id=\"d{id}\"><path d=\"");
            self.definitions.push_str(&rectangle(rect).data);
            self.definitions.push_str("\"/></clipPath>");
            let _ = write!(self.body, "<g clip-path=\"url(#d{id})\">");
        }
    }

    fn end_group(&mut self) {
        let open = usize::from(self.group.rect.is_some()) + usize::from(self.group.shape.is_some());
        self.body.push_str("</g></g>".get(..open * 4).unwrap_or_default());
        self.group = Clip::default();
    }

    /// A shape to clip to, within another.
    pub(in crate::pictures) fn clip_shape(&mut self, path: &Path, is_even_odd: bool, within: Option<usize>) -> usize {
        let id = self.define();
        let _ = write!(self.definitions, "<clipPath id=\"d{id}\"");
        if let Some(within) = within {
            let _ = write!(self.definitions, " clip-path=\"url(#d{within})\"");
        }
        self.definitions.push_str("><path d=\"");
        self.definitions.push_str(&path.data);
        self.definitions.push_str(if is_even_odd { "\" clip-rule=\"evenodd\"/>" } else { "\"/>" });
        self.definitions.push_str("</clipPath>");
        id
    }

    /// A pattern of lines, 8 by 8 of `unit`; `ground` is the colour behind them.
    pub(in crate::pictures) fn hatch(&mut self, lines: &str, color: u32, ground: Option<u32>, unit: f64) -> usize {
        let id = self.begin_pattern(8.0 * unit, 8.0 * unit);
        let out = &mut self.definitions;
        out.push_str("<g transform=\"scale(");
        number(unit, out);
        out.push_str(")\">");
        if let Some(ground) = ground {
            let _ = write!(out, "<path d=\"M0 0H8V8H0Z\" fill=\"#{ground:06x}\"/>");
        }
        let _ = write!(out, "<path d=\"{lines}\" stroke=\"#{color:06x}\" fill=\"none\"/></g></pattern>");
        id
    }

    /// A pattern of a picture whose pixels are as large as `unit`.
    pub(in crate::pictures) fn tile(&mut self, png: &[u8], width: u32, height: u32, unit: f64) -> usize {
        let (width, height) = (f64::from(width) * unit, f64::from(height) * unit);
        let id = self.begin_pattern(width, height);
        image(png, [0.0, 0.0, width, height], "", "", &mut self.definitions);
        self.definitions.push_str("</pattern>");
        id
    }

    fn begin_pattern(&mut self, width: f64, height: f64) -> usize {
        let id = self.define();
        let _ = write!(self.definitions, "<pattern id=\"d{id}\" patternUnits=\"userSpaceOnUse\" width=\"");
        number(width, &mut self.definitions);
        self.definitions.push_str("\" height=\"");
        number(height, &mut self.definitions);
        self.definitions.push_str("\">");
        id
    }

    /// Draws a shape.
    pub(in crate::pictures) fn shape(
        &mut self,
        path: &Path,
        fill: Fill,
        stroke: Option<&Stroke>,
        is_even_odd: bool,
        blend: Blend,
        clip: Clip,
    ) {
        if path.is_empty() || (fill == Fill::None && stroke.is_none()) {
            return;
        }
        self.begin(clip, path.bounds);
        let out = &mut self.body;
        out.extend(["<path d=\"", path.data.as_str(), "\""]);
        let _ = match fill {
            Fill::None => write!(out, " fill=\"none\""),
            Fill::Color(color) => write!(out, " fill=\"#{color:06x}\""),
            Fill::Pattern(id) => write!(out, " fill=\"url(#d{id})\""),
        };
        if fill != Fill::None && is_even_odd {
            out.push_str(" fill-rule=\"evenodd\"");
        }
        if let Some(Stroke { color, width, dashes, cap, join }) = stroke {
            let _ = write!(out, " stroke=\"#{color:06x}\" stroke-width=\"");
            number(*width, out);
            let _ = write!(out, "\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\"");
            for (index, dash) in dashes.iter().enumerate() {
                out.push_str(if index == 0 { " stroke-dasharray=\"" } else { " " });
                number(dash * width, out);
            }
            if !dashes.is_empty() {
                out.push('"');
            }
        }
        out.extend([blend.style(), "/>"]);
    }

    /// Draws a picture into a rectangle, mirrored where its edges are the wrong way round.
    pub(in crate::pictures) fn picture(&mut self, png: &[u8], rect: Rect, blend: Blend, clip: Clip) {
        let [left, top, right, bottom] = rect;
        let upright = [left.min(right), top.min(bottom), left.max(right), top.max(bottom)];
        self.begin(clip, Some(upright));
        let mut turn = String::new();
        if left > right || top > bottom {
            let (x, y) = (if left > right { -1 } else { 1 }, if top > bottom { -1 } else { 1 });
            turn.push_str(" transform=\"translate(");
            number(if x < 0 { left + right } else { 0.0 }, &mut turn);
            turn.push(' ');
            number(if y < 0 { top + bottom } else { 0.0 }, &mut turn);
            let _ = write!(turn, ") scale({x} {y})\"");
        }
        image(png, upright, &turn, blend.style(), &mut self.body);
    }

    /// Adds an element that is written already, within what has been drawn.
    pub(in crate::pictures) fn element(&mut self, element: &str) {
        self.begin(Clip::default(), None);
        self.body.push_str(element);
    }

    /// Draws a line of text; `attributes` say how it looks.
    pub(in crate::pictures) fn text(&mut self, text: &str, at: Point, attributes: &str, bounds: Rect, clip: Clip) {
        self.begin(clip, Some(bounds));
        let out = &mut self.body;
        out.push_str("<text x=\"");
        number(at.0, out);
        out.push_str("\" y=\"");
        number(at.1, out);
        out.extend(["\"", attributes, ">"]);
        escape(text, out);
        out.push_str("</text>");
    }

    /// The whole file: the part of the paper that is seen, and how large it is by itself.
    pub(in crate::pictures) fn into_text(mut self, [left, top, right, bottom]: Rect, size: Point) -> String {
        self.end_group();
        let mut out = String::with_capacity(self.body.len() + self.definitions.len() + 256);
        out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
        number(size.0, &mut out);
        out.push_str("\" height=\"");
        number(size.1, &mut out);
        out.push_str("\" viewBox=\"");
        for (index, value) in [left, top, right - left, bottom - top].into_iter().enumerate() {
            out.push_str(if index > 0 { " " } else { "" });
            number(value, &mut out);
        }
        out.push_str("\" preserveAspectRatio=\"none\">");
        if !self.definitions.is_empty() {
            out.extend(["<defs>", self.definitions.as_str(), "</defs>"]);
        }
        out.extend([self.body.as_str(), "</svg>\n"]);
        out
    }
}

/// The outline of a rectangle.
pub(in crate::pictures) fn rectangle([left, top, right, bottom]: Rect) -> Path {
    let mut path = Path::default();
    path.move_to((left, top));
    [(right, top), (right, bottom), (left, bottom)].into_iter().for_each(|to| path.line_to(to));
    path.close();
    path
}

fn image(png: &[u8], [left, top, right, bottom]: Rect, turn: &str, style: &str, out: &mut String) {
    out.push_str("<image");
    for (name, value) in [("x", left), ("y", top), ("width", right - left), ("height", bottom - top)] {
        out.extend([" ", name, "=\""]);
        number(value, out);
        out.push('"');
    }
    out.extend([turn, style, " preserveAspectRatio=\"none\" href=\"data:image/png;base64,"]);
    BASE64.encode_append(png, out);
    out.push_str("\"/>");
}

/// Writes text as XML can hold it, in content and in attributes.
pub(in crate::pictures) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
}
