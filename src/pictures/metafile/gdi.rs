//! The device context of Windows (GDI) as far as metafiles use it: where things go, what they are drawn with, and
//! how they get onto the paper.

use std::collections::BTreeSet;

use super::font::Font;
use crate::limits::Limits;
use crate::pictures::pixels::Pixels;
use crate::pictures::svg::{self, Blend, Clip, Fill, Path, Point, Rect, Stroke, Svg};
use crate::pictures::{TOO_LARGE, Trouble};

/// How large a picture without a size of its own is made, in pixels of a page.
const USUAL_SIZE: f64 = 640.0;

/// What a pen draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    /// The kind of line in the lower four bits, its ends and joins above.
    pub(super) style: u32,
    /// In units of the picture; 0 for the thinnest line there is.
    pub(super) width: f64,
    pub(super) color: u32,
}

/// What fills a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Brush {
    Hollow,
    Solid(u32),
    Hatched { hatch: u32, color: u32 },
    Pattern(usize),
}

/// Something that is made first and selected later.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Pen(Pen),
    Brush(Brush),
    Font(Font),
    /// A palette or a region.
    Other,
}

/// All that is saved and restored together.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) pen: Pen,
    pub(super) brush: Brush,
    pub(super) font: Font,
    pub(super) text_color: u32,
    pub(super) ground: u32,
    pub(super) is_opaque: bool,
    pub(super) align: u32,
    pub(super) is_even_odd: bool,
    pub(super) operation: u32,
    /// Where the next line begins, in units of the picture.
    pub(super) at: Point,
    pub(super) window: [f64; 4],
    pub(super) viewport: [f64; 4],
    pub(super) world: [f64; 6],
    pub(super) clip: Clip,
}

pub(super) const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One transformation after another.
pub(super) fn multiplied(a: [f64; 6], b: [f64; 6]) -> [f64; 6] {
    let ([a0, a1, a2, a3, a4, a5], [b0, b1, b2, b3, b4, b5]) = (a, b);
    [
        a0 * b0 + a1 * b2,
        a0 * b1 + a1 * b3,
        a2 * b0 + a3 * b2,
        a2 * b1 + a3 * b3,
        a4 * b0 + a5 * b2 + b4,
        a4 * b1 + a5 * b3 + b5,
    ]
}

/// A device context.
pub(super) struct Context<'l> {
    pub(super) state: State,
    saved: Vec<State>,
    objects: Vec<Option<Object>>,
    /// Places of objects that were deleted.
    free: BTreeSet<usize>,
    pub(super) svg: Svg,
    pub(super) limits: &'l Limits,
    /// The part of the paper that is the picture.
    pub(super) frame: Option<Rect>,
    /// How large the picture is by itself, in pixels of a page.
    pub(super) size: Option<Point>,
    /// The path under way, between its beginning and its use.
    pub(super) path: Option<Path>,
    pub(super) is_in_path: bool,
    /// Shapes drawn with exclusive or, which vanish where the same is drawn again.
    inverted: Vec<(Path, Fill)>,
    /// How many of them have been drawn again.
    again: usize,
    /// What was painted black since, where they stay: a way to fill a shape with many colours.
    cover: Path,
    cover_clip: Option<usize>,
    /// Pixels that may still be shown.
    pixels_left: u64,
    /// The only thing that has been drawn, if that is a picture which stands upright.
    only: Option<Vec<u8>>,
}

impl<'l> Context<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Context {
            state: State {
                pen: Pen { style: 0, width: 0.0, color: 0 },
                brush: Brush::Solid(0xFF_FFFF),
                font: Font::default(),
                text_color: 0,
                ground: 0xFF_FFFF,
                is_opaque: true,
                align: 0,
                is_even_odd: true,
                operation: 13,
                at: (0.0, 0.0),
                window: [0.0, 0.0, 1.0, 1.0],
                viewport: [0.0, 0.0, 1.0, 1.0],
                world: IDENTITY,
                clip: Clip::default(),
            },
            saved: Vec::new(),
            objects: Vec::new(),
            free: BTreeSet::new(),
            svg: Svg::default(),
            limits,
            frame: None,
            size: None,
            path: None,
            is_in_path: false,
            inverted: Vec::new(),
            again: 0,
            cover: Path::default(),
            cover_clip: None,
            pixels_left: limits.picture_pixels,
            only: None,
        }
    }

    /// The picture: an SVG, or the only picture of pixels in it.
    pub(super) fn finish(mut self) -> Result<Drawn, Trouble> {
        self.end_inverted();
        self.svg.check(self.limits.stream_bytes)?;
        if let (1, Some(png)) = (self.svg.count, self.only) {
            return Ok(Drawn::Png(png));
        }
        let frame = self.frame.or(self.svg.bounds()).filter(|[l, t, r, b]| r > l && b > t);
        let frame = frame.ok_or(crate::pictures::EMPTY)?;
        let size = self.size.unwrap_or_else(|| natural_size(frame));
        if self.svg.count == 0 {
            return Err(crate::pictures::EMPTY);
        }
        Ok(Drawn::Svg(self.svg.into_text(frame, size)))
    }

    pub(super) fn save(&mut self) -> Result<(), Trouble> {
        if self.saved.len() >= usize::try_from(self.limits.nesting).unwrap_or(usize::MAX) {
            return Err(TOO_LARGE);
        }
        self.saved.push(self.state.clone());
        Ok(())
    }

    /// Goes back to a state that was saved: the last one for -1, the first one for 1.
    pub(super) fn restore(&mut self, which: i32) {
        let count = self.saved.len();
        let index = match usize::try_from(which.unsigned_abs()) {
            Ok(back) if which < 0 => count.checked_sub(back),
            Ok(index) => index.checked_sub(1).filter(|index| *index < count),
            Err(_) => None,
        };
        let Some(index) = index else { return };
        self.saved.truncate(index + 1);
        self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
    }

    /// Where a place of the picture is on the paper.
    pub(super) fn on_paper(&self, (x, y): Point) -> Point {
        let [a, b, c, d, e, f] = self.state.world;
        let (x, y) = (x * a + y * c + e, x * b + y * d + f);
        let ([left, top, width, height], [view_left, view_top, view_width, view_height]) =
            (self.state.window, self.state.viewport);
        let part = |value: f64, of: f64| if of == 0.0 { 0.0 } else { value / of };
        let (x, y) = (part(x - left, width), part(y - top, height));
        (view_left + x * view_width, view_top + y * view_height)
    }

    /// How long a length of the picture is on the paper, across and down.
    pub(super) fn scale(&self) -> Point {
        let (zero, x, y) = (self.on_paper((0.0, 0.0)), self.on_paper((1.0, 0.0)), self.on_paper((0.0, 1.0)));
        ((x.0 - zero.0).hypot(x.1 - zero.1), (y.0 - zero.0).hypot(y.1 - zero.1))
    }

    pub(super) fn rect(&self, left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        let ((left, top), (right, bottom)) = (self.on_paper((left, top)), self.on_paper((right, bottom)));
        [left, top, right, bottom]
    }

    /// The size of a pixel of a page on the paper.
    pub(super) fn unit(&self) -> f64 {
        let Some([left, top, right, bottom]) = self.frame else {
            return 1.0;
        };
        let size = self.size.unwrap_or_else(|| natural_size([left, top, right, bottom]));
        let unit = ((right - left) / size.0).max((bottom - top) / size.1);
        if unit.is_finite() && unit > 0.0 { unit } else { 1.0 }
    }

    fn stroke(&self) -> Option<Stroke> {
        const DASHES: [&[f64]; 5] =
            [&[], &[4.0, 2.0], &[1.0, 1.5], &[4.0, 1.5, 1.0, 1.5], &[4.0, 1.5, 1.0, 1.5, 1.0, 1.5]];
        let Pen { style, width, color } = self.state.pen;
        let kind = style & 15;
        if kind == 5 {
            return None;
        }
        let scale = self.scale();
        let unit = self.unit();
        Some(Stroke {
            color: self.mixed(color),
            width: (width * scale.0.max(scale.1)).max(unit),
            dashes: usize::try_from(kind).ok().and_then(|kind| DASHES.get(kind)).copied().unwrap_or_default(),
            cap: match style & 0xF00 {
                0x100 => "square",
                0x200 => "butt",
                _ => "round",
            },
            join: match style & 0xF000 {
                0x1000 => "bevel",
                0x2000 => "miter",
                _ => "round",
            },
        })
    }

    fn fill(&mut self) -> Fill {
        match self.state.brush {
            Brush::Hollow => Fill::None,
            Brush::Solid(color) => Fill::Color(self.mixed(color)),
            Brush::Pattern(id) => Fill::Pattern(id),
            Brush::Hatched { hatch, color } => {
                const LINES: [&str; 6] =
                    ["M0 4H8", "M4 0V8", "M0 0L8 8", "M0 8L8 0", "M0 4H8M4 0V8", "M0 0L8 8M0 8L8 0"];
                let lines = usize::try_from(hatch).ok().and_then(|hatch| LINES.get(hatch)).copied().unwrap_or_default();
                let ground = self.state.is_opaque.then_some(self.state.ground);
                let unit = self.unit();
                Fill::Pattern(self.svg.hatch(lines, color, ground, unit))
            }
        }
    }

    /// The colour that a raster operation makes of one.
    fn mixed(&self, color: u32) -> u32 {
        match self.state.operation {
            1 => 0,
            16 => 0xFF_FFFF,
            4 => !color & 0xFF_FFFF,
            _ => color,
        }
    }

    fn blend(&self) -> Option<Blend> {
        match self.state.operation {
            11 => None,
            9 => Some(Blend::And),
            15 => Some(Blend::Or),
            7 | 6 => Some(Blend::Xor),
            _ => Some(Blend::Over),
        }
    }

    /// Draws a shape with pen and brush, or adds it to the path under way.
    pub(super) fn draw(&mut self, path: &Path, is_filled: bool, is_stroked: bool) -> Result<(), Trouble> {
        if self.is_in_path {
            self.path.get_or_insert_default().append(path);
            return Ok(());
        }
        let Some(blend) = self.blend() else {
            return Ok(());
        };
        let stroke = if is_stroked { self.stroke() } else { None };
        let fill = if is_filled { self.fill() } else { Fill::None };
        if blend == Blend::Xor && is_filled {
            self.invert(path, fill);
        } else {
            if !self.inverted.is_empty() && self.again == 0 && fill == Fill::Color(0) {
                self.cover.append(path);
            } else {
                self.end_inverted();
            }
            self.svg.shape(path, fill, stroke.as_ref(), self.state.is_even_odd, blend, self.state.clip);
        }
        self.svg.check(self.limits.stream_bytes)
    }

    /// Draws a shape with exclusive or. Drawn twice it is not seen but for where it was black in between: so programs fill a
    /// shape with a gradient. Blending cannot say that of other grounds than black and white.
    fn invert(&mut self, path: &Path, fill: Fill) {
        let is_same = |(before, color): &(Path, Fill)| before.data == path.data && *color == fill;
        if self.cover.is_empty() || !self.inverted.get(self.again).is_some_and(is_same) {
            if !self.cover.is_empty() {
                self.end_inverted();
            }
            self.inverted.push((path.clone(), fill));
            return;
        }
        self.again += 1;
        let id = match self.cover_clip {
            Some(id) => id,
            None => self.svg.clip_shape(&self.cover, self.state.is_even_odd, None),
        };
        self.cover_clip = Some(id);
        let clip = Clip { shape: Some(id), ..self.state.clip };
        self.svg.shape(path, fill, None, true, Blend::Over, clip);
        if self.again == self.inverted.len() {
            self.end_inverted();
        }
    }

    /// What was drawn with exclusive or and not again is seen as such.
    fn end_inverted(&mut self) {
        for (path, fill) in std::mem::take(&mut self.inverted).into_iter().skip(self.again) {
            self.svg.shape(&path, fill, None, true, Blend::Xor, self.state.clip);
        }
        (self.again, self.cover, self.cover_clip) = (0, Path::default(), None);
    }

    /// The rectangle is filled with a colour.
    pub(super) fn fill_rect(&mut self, rect: Rect, color: u32) {
        let fill = Fill::Color(color);
        self.svg.shape(&svg::rectangle(rect), fill, None, true, Blend::Over, self.state.clip);
    }

    /// Whether the next line goes on with the path under way.
    pub(super) fn is_continued(&self) -> bool {
        self.is_in_path && self.path.as_ref().is_some_and(|path| !path.is_empty())
    }

    /// Fills a rectangle as an operation without a bitmap says.
    pub(super) fn fill_by(&mut self, operation: u32, [x, y, width, height]: [f64; 4]) -> Result<(), Trouble> {
        let rect = self.rect(x, y, x + width, y + height);
        match operation {
            // BLACKNESS, WHITENESS, PATCOPY.
            0x0000_0042 => self.fill_rect(rect, 0),
            0x00FF_0062 => self.fill_rect(rect, 0xFF_FFFF),
            0x00F0_0021 => {
                let path = self.rectangle([x, y, x + width, y + height]);
                return self.draw(&path, true, false);
            }
            _ => {}
        }
        Ok(())
    }

    /// Hides what is outside of a rectangle.
    pub(super) fn clip_to(&mut self, [x1, y1, x2, y2]: Rect) {
        let rect = [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)];
        let [l, t, r, b] = self.state.clip.rect.unwrap_or(rect);
        let [left, top, right, bottom] = rect;
        self.state.clip.rect =
            Some([l.max(left), t.max(top), r.min(right).max(l.max(left)), b.min(bottom).max(t.max(top))]);
    }

    /// Shows a bitmap in a rectangle of the paper.
    pub(super) fn bitmap(&mut self, pixels: Pixels, rect: Rect, operation: u32) -> Result<(), Trouble> {
        let blend = match operation {
            // SRCAND, SRCPAINT, SRCINVERT; everything else is taken for SRCCOPY.
            0x0088_00C6 => Blend::And,
            0x00EE_0086 => Blend::Or,
            0x0066_0046 => Blend::Xor,
            _ => Blend::Over,
        };
        let png = self.png(pixels)?;
        self.svg.picture(&png, rect, blend, self.state.clip);
        let [left, top, right, bottom] = rect;
        self.only = (self.svg.count == 1 && left < right && top < bottom).then_some(png);
        self.svg.check(self.limits.stream_bytes)
    }

    /// Makes a pattern of a bitmap.
    pub(super) fn pattern(&mut self, pixels: Pixels) -> Result<Brush, Trouble> {
        let (width, height, unit) = (pixels.width, pixels.height, self.unit());
        let png = self.png(pixels)?;
        let id = self.svg.tile(&png, width, height, unit);
        self.svg.check(self.limits.stream_bytes)?;
        Ok(Brush::Pattern(id))
    }

    fn png(&mut self, pixels: Pixels) -> Result<Vec<u8>, Trouble> {
        let count = u64::from(pixels.width) * u64::from(pixels.height);
        self.pixels_left = self.pixels_left.checked_sub(count).ok_or(TOO_LARGE)?;
        pixels.into_png()
    }

    /// Keeps an object where the file looks for it: in the first free place.
    pub(super) fn keep(&mut self, object: Object) -> Result<(), Trouble> {
        let index = self.free.pop_first().unwrap_or(self.objects.len());
        self.put(index, object)
    }

    /// Keeps an object in a place that the file names.
    pub(super) fn put(&mut self, index: usize, object: Object) -> Result<(), Trouble> {
        // The number of one is 16 bits long.
        if index > usize::from(u16::MAX) {
            return Err(TOO_LARGE);
        }
        if index >= self.objects.len() {
            self.objects.resize(index + 1, None);
        }
        self.objects.get_mut(index).into_iter().for_each(|place| *place = Some(object.clone()));
        Ok(())
    }

    pub(super) fn delete(&mut self, index: usize) {
        if let Some(place) = self.objects.get_mut(index).filter(|place| place.is_some()) {
            *place = None;
            self.free.insert(index);
        }
    }

    pub(super) fn select(&mut self, index: usize) {
        match self.objects.get(index).cloned().flatten() {
            Some(Object::Pen(pen)) => self.state.pen = pen,
            Some(Object::Brush(brush)) => self.state.brush = brush,
            Some(Object::Font(font)) => self.state.font = font,
            Some(Object::Other) | None => {}
        }
    }
}

/// What a metafile comes to.
#[derive(Debug)]
pub(crate) enum Drawn {
    Svg(String),
    Png(Vec<u8>),
}

fn natural_size([left, top, right, bottom]: Rect) -> Point {
    let (width, height) = (right - left, bottom - top);
    let longest = width.max(height);
    let factor = if (16.0..=1_000.0).contains(&longest) { 1.0 } else { USUAL_SIZE / longest };
    ((width * factor).max(1.0), (height * factor).max(1.0))
}
