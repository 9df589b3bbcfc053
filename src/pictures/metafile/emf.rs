//! Records of enhanced metafiles (MS-EMF), the 32-bit kind. Of those that also hold commands of GDI+, the others are
//! played, which say the same.

use super::emf_objects::{brush, font as read_font, stock};
use super::font::{self, Line};
use super::gdi::{self, Brush, Context, Drawn, Object, Pen};
use super::shapes::Ends;
use super::wmf::{color, part};
use crate::container::bytes::{Bytes, utf16_string};
use crate::limits::Limits;
use crate::pictures::dib;
use crate::pictures::svg::{Path, Point};
use crate::pictures::{DAMAGED, TOO_LARGE, Trouble};

pub(super) fn play(data: &[u8], limits: &Limits) -> Result<Drawn, Trouble> {
    let mut player = Player { context: Context::new(limits), is_clockwise: false };
    player.header(data).ok_or(DAMAGED)?;
    let mut bytes = Bytes::new(data);
    let mut count = 0;
    while let Some((kind, size)) = bytes.u32().zip(bytes.u32()) {
        count += 1;
        if count > limits.records {
            return Err(TOO_LARGE);
        }
        // A record that is shorter than its own head would never end.
        let Some(length) = usize::try_from(size).ok().and_then(|size| size.checked_sub(8)) else {
            break;
        };
        let record = bytes.take(length.min(bytes.rest().len())).unwrap_or_default();
        if kind == 14 {
            break;
        }
        player.record(kind, Record(record))?;
    }
    player.context.finish()
}

struct Player<'l> {
    context: Context<'l>,
    is_clockwise: bool,
}

/// The parameters of a record.
#[derive(Clone, Copy)]
pub(super) struct Record<'r>(&'r [u8]);

impl<'r> Record<'r> {
    pub(super) fn bytes(self, at: usize) -> Bytes<'r> {
        Bytes::new(self.0.get(at..).unwrap_or_default())
    }

    pub(super) fn long(self, at: usize) -> Option<u32> {
        self.bytes(at).u32()
    }

    fn number(self, at: usize) -> Option<f64> {
        self.bytes(at).i32().map(f64::from)
    }

    fn float(self, at: usize) -> Option<f64> {
        self.long(at).map(|bits| f64::from(f32::from_bits(bits))).filter(|value| value.is_finite())
    }

    fn point(self, at: usize) -> Option<Point> {
        Some((self.number(at)?, self.number(at + 4)?))
    }

    fn rect(self, at: usize) -> Option<[f64; 4]> {
        Some([self.number(at)?, self.number(at + 4)?, self.number(at + 8)?, self.number(at + 12)?])
    }

    fn matrix(self, at: usize) -> Option<[f64; 6]> {
        let next = |index: usize| self.float(at + 4 * index);
        Some([next(0)?, next(1)?, next(2)?, next(3)?, next(4)?, next(5)?])
    }

    /// Points of two numbers of 16 or of 32 bits.
    fn points(self, at: usize, count: usize, is_short: bool) -> Option<Vec<Point>> {
        let size = if is_short { 4 } else { 8 };
        let bytes = self.0.get(at..)?.get(..count.checked_mul(size)?)?;
        let point = |point: &[u8]| {
            let mut bytes = Bytes::new(point);
            let mut next = || {
                if is_short { bytes.i16().map(f64::from) } else { bytes.i32().map(f64::from) }
            };
            next().zip(next())
        };
        Some(bytes.chunks_exact(size).filter_map(point).collect())
    }

    fn length(self, at: usize) -> Option<usize> {
        usize::try_from(self.long(at)?).ok()
    }

    /// A bitmap whose header and pixels stand at places counted from the beginning of the record.
    fn bitmap(self, at: usize) -> Option<(&'r [u8], &'r [u8])> {
        let piece = |at: usize| {
            let (from, length) = (self.length(at)?.checked_sub(8)?, self.length(at + 4)?);
            self.0.get(from..)?.get(..length)
        };
        Some((piece(at)?, piece(at + 8)?))
    }
}

impl Player<'_> {
    fn header(&mut self, data: &[u8]) -> Option<()> {
        // Kind and size stand before the parameters.
        let record = Record(data.get(8..)?);
        let (bounds, frame) = (record.rect(0)?, record.rect(16)?);
        let (device, millimetres) = (record.point(64)?, record.point(72)?);
        let per_hundredth = |pixels: f64, length: f64| {
            if length > 0.0 { pixels / length / 100.0 } else { 0.0 }
        };
        let (across, down) = (per_hundredth(device.0, millimetres.0), per_hundredth(device.1, millimetres.1));
        let [left, top, right, bottom] = frame;
        let seen = [left * across, top * down, right * across, bottom * down];
        let is_there = |[l, t, r, b]: [f64; 4]| r > l && b > t;
        if is_there(seen) {
            self.context.frame = Some(seen);
            let pixels = |hundredths: f64| hundredths / 2_540.0 * 96.0;
            self.context.size = Some((pixels(right - left).max(1.0), pixels(bottom - top).max(1.0)));
        } else if is_there(bounds) {
            self.context.frame = Some(bounds);
        }
        Some(())
    }

    fn record(&mut self, kind: u32, record: Record<'_>) -> Result<(), Trouble> {
        // A record that is too short says nothing.
        let done = match kind {
            9..=12 | 17..=36 | 115 => self.state(kind, record),
            37..=40 | 82 | 93..=95 => self.object(kind, record),
            59..=68 | 75 => self.path(kind, record),
            76..=81 | 114 | 116 => self.bits(kind, record),
            83 | 84 => self.text(kind, record),
            _ => self.shape(kind, record),
        };
        done.unwrap_or(Ok(()))
    }

    fn state(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        let state = &mut self.context.state;
        let ([left, top, width, height], view) = (state.window, state.viewport);
        let [view_left, view_top, view_width, view_height] = view;
        let ratio = |at: usize| Some(record.number(at)? / record.number(at + 4).filter(|by| *by != 0.0)?);
        match kind {
            9 => state.window = [left, top, record.number(0)?, record.number(4)?],
            10 => state.window = [record.number(0)?, record.number(4)?, width, height],
            11 => state.viewport = [view_left, view_top, record.number(0)?, record.number(4)?],
            12 => state.viewport = [record.number(0)?, record.number(4)?, view_width, view_height],
            17 if record.long(0)? == 1 => {
                (state.window, state.viewport) = ([left, top, 1.0, 1.0], [view_left, view_top, 1.0, 1.0]);
            }
            18 => state.is_opaque = record.long(0)? != 1,
            19 => state.is_even_odd = record.long(0)? != 2,
            20 => state.operation = record.long(0)?,
            22 => state.align = record.long(0)?,
            24 => state.text_color = color(record.long(0)?),
            25 => state.ground = color(record.long(0)?),
            27 => {
                state.at = record.point(0)?;
                let to = self.context.on_paper(record.point(0)?);
                if let (true, Some(path)) = (self.context.is_in_path, &mut self.context.path) {
                    path.move_to(to);
                }
            }
            30 => {
                let [left, top, right, bottom] = record.rect(0)?;
                let rect = self.context.rect(left, top, right, bottom);
                self.context.clip_to(rect);
            }
            31 => state.viewport = [view_left, view_top, view_width * ratio(0)?, view_height * ratio(8)?],
            32 => state.window = [left, top, width * ratio(0)?, height * ratio(8)?],
            33 => return Some(self.context.save()),
            34 => self.context.restore(record.long(0)?.cast_signed()),
            35 => state.world = record.matrix(0)?,
            36 => {
                let matrix = record.matrix(0)?;
                state.world = match record.long(24)? {
                    1 => gdi::IDENTITY,
                    2 => gdi::multiplied(matrix, state.world),
                    3 => gdi::multiplied(state.world, matrix),
                    _ => matrix,
                };
            }
            _ => {}
        }
        Some(Ok(()))
    }

    fn object(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        let index = record.length(0)?;
        let object = match kind {
            37 => {
                match stock(record.long(0)?) {
                    Some(Object::Pen(pen)) => self.context.state.pen = pen,
                    Some(Object::Brush(brush)) => self.context.state.brush = brush,
                    Some(Object::Font(font)) => self.context.state.font = font,
                    Some(Object::Other) => {}
                    None => self.context.select(index),
                }
                return Some(Ok(()));
            }
            40 => {
                self.context.delete(index);
                return Some(Ok(()));
            }
            38 => Object::Pen(Pen {
                style: record.long(4)?,
                width: record.number(8)?.abs(),
                color: color(record.long(16)?),
            }),
            39 => Object::Brush(brush(record, 4)?),
            95 => Object::Pen(Pen {
                // A width of many units is in units of the picture, of one pixel it is the thinnest line.
                style: record.long(20)?,
                width: if record.long(20)? & 0x1_0000 != 0 { record.number(24)?.abs() } else { 0.0 },
                color: color(record.long(32)?),
            }),
            82 => Object::Font(read_font(record)?),
            _ => {
                let bitmap = record.bitmap(8);
                let pixels = bitmap.and_then(|(header, bits)| dib::read(header, Some(bits), self.context.limits).ok());
                match pixels.map(|pixels| self.context.pattern(pixels)) {
                    Some(Ok(brush)) => Object::Brush(brush),
                    Some(Err(why)) => return Some(Err(why)),
                    None => Object::Brush(Brush::Solid(0xC0_C0C0)),
                }
            }
        };
        Some(self.context.put(index, object))
    }

    fn path(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        let context = &mut self.context;
        match kind {
            59 => (context.path, context.is_in_path) = (Some(Path::default()), true),
            60 => context.is_in_path = false,
            61 => context.path.as_mut().filter(|path| !path.is_empty())?.close(),
            62..=64 => {
                let path = context.path.take()?;
                context.is_in_path = false;
                return Some(context.draw(&path, kind != 64, kind != 62));
            }
            67 => {
                let path = context.path.take().filter(|path| !path.is_empty())?;
                context.is_in_path = false;
                // Replaced or narrowed; other ways to combine are rare.
                let within = if record.long(0)? == 5 { None } else { context.state.clip.shape };
                let id = context.svg.clip_shape(&path, context.state.is_even_odd, within);
                context.state.clip.shape = Some(id);
                return Some(context.svg.check(context.limits.stream_bytes));
            }
            68 => (context.path, context.is_in_path) = (None, false),
            75 => {
                let (length, mode) = (record.length(0)?, record.long(4)?);
                if mode == 5 {
                    context.state.clip = crate::pictures::svg::Clip::default();
                }
                // A region of one rectangle; others are not followed.
                if length >= 48 && record.long(16)? == 1 && matches!(mode, 1 | 5) {
                    // Regions are in units of the device, which is the paper.
                    context.clip_to(record.rect(40)?);
                }
            }
            _ => {}
        }
        Some(Ok(()))
    }

    fn shape(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        let is_short = kind >= 85;
        let context = &mut self.context;
        let points = |is_short| record.points(20, record.length(16)?, is_short);
        let (path, is_filled) = match kind {
            2 | 85 => (curves(context, &points(is_short)?, false)?, false),
            5 | 88 => {
                let all = points(is_short)?;
                let path = curves(context, &all, true)?;
                context.state.at = *all.last()?;
                (path, false)
            }
            3 | 86 => (context.lines(points(is_short)?.into_iter(), true), true),
            4 | 87 => (context.lines(points(is_short)?.into_iter(), false), false),
            6 | 89 => {
                let all = points(is_short)?;
                let start = (!context.is_continued()).then_some(context.state.at);
                let mut path = context.lines(start.into_iter(), false);
                all.iter().for_each(|to| path.line_to(context.on_paper(*to)));
                context.state.at = *all.last()?;
                (path, false)
            }
            7 | 8 | 90 | 91 => {
                let (count, is_closed) = (record.length(16)?, matches!(kind, 8 | 91));
                let mut from = count.checked_mul(4)?.checked_add(24)?;
                let mut path = Path::default();
                for index in 0..count {
                    let number = record.length(24 + 4 * index)?;
                    let points = record.points(from, number, is_short)?;
                    from = from.checked_add(number.checked_mul(if is_short { 4 } else { 8 })?)?;
                    path.append(&context.lines(points.into_iter(), is_closed));
                }
                (path, is_closed)
            }
            42 => (context.ellipse(record.rect(0)?), true),
            43 => (context.rectangle(record.rect(0)?), true),
            44 => (context.round_rectangle(record.rect(0)?, record.number(16)?, record.number(20)?), true),
            45..=47 | 55 => {
                let (from, to) = (record.point(16)?, record.point(24)?);
                let (from, to) = if self.is_clockwise { (to, from) } else { (from, to) };
                let ends = match kind {
                    46 => Ends::Chord,
                    47 => Ends::Pie,
                    _ => Ends::Open,
                };
                (context.arc(record.rect(0)?, from, to, ends), ends != Ends::Open)
            }
            54 => {
                let to = record.point(0)?;
                let start = (!context.is_continued()).then_some(context.state.at);
                let mut path = context.lines(start.into_iter(), false);
                path.line_to(context.on_paper(to));
                context.state.at = to;
                (path, false)
            }
            57 => {
                self.is_clockwise = record.long(0)? == 2;
                return None;
            }
            15 => {
                let ((x, y), unit) = (context.on_paper(record.point(0)?), context.unit());
                context.fill_rect([x, y, x + unit, y + unit], color(record.long(8)?));
                return None;
            }
            _ => return None,
        };
        Some(context.draw(&path, is_filled, true))
    }

    fn text(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        // Bounds, mode and two scales; then the text: place, length, where it stands, options, rectangle, advances.
        let (at, length) = (record.point(28)?, record.length(36)?);
        let from = record.length(40)?.checked_sub(8)?;
        let options = record.long(44)?;
        let rect = record.rect(48).map(|[left, top, right, bottom]| self.context.rect(left, top, right, bottom));
        let text = if kind == 84 {
            utf16_string(record.0.get(from..)?.get(..length.checked_mul(2)?)?)
        } else {
            font::decode(record.0.get(from..)?.get(..length)?, self.context.state.font.charset)
        };
        // Numbers of glyphs in a font that nobody has say nothing.
        if options & 0x10 != 0 {
            return None;
        }
        let advances = record.length(64).and_then(|at| record.0.get(at.checked_sub(8)?..));
        let advances = advances.unwrap_or_default().chunks_exact(4).take(length);
        let advances = advances.filter_map(|advance| Bytes::new(advance).u32().map(f64::from));
        let (sum, said) = advances.fold((0.0, 0), |(sum, said), advance| (sum + advance, said + 1));
        let advance = (said == length && length > 0 && sum > 0.0).then_some(sum);
        let (is_filled, is_clipped) = (options & 2 != 0, options & 4 != 0);
        Some(font::draw(&mut self.context, &Line { text: &text, at, advance, rect, is_filled, is_clipped }))
    }

    fn bits(&mut self, kind: u32, record: Record<'_>) -> Option<Result<(), Trouble>> {
        let copy = 0x00CC_0020;
        // Destination, source, operation, and where the bitmap is said to be.
        let place = |at: usize| record.rect(at);
        let (to, source, operation, bitmap) = match kind {
            81 => {
                let size = record.point(64)?;
                let [x, y, ..] = place(16)?;
                let [source_x, source_y, width, height] = place(24)?;
                ([x, y, size.0, size.1], Some([source_x, source_y, width, height]), record.long(60)?, 40)
            }
            80 => {
                let [x, y, source_x, source_y] = place(16)?;
                let (width, height) = record.point(32)?;
                ([x, y, width, height], Some([source_x, source_y, width, height]), copy, 40)
            }
            76 => {
                let to = place(16)?;
                let (x, y) = record.point(36)?;
                (to, Some([x, y, to[2], to[3]]), record.long(32)?, 76)
            }
            77 => {
                let (x, y) = record.point(36)?;
                let size = record.point(92)?;
                (place(16)?, Some([x, y, size.0, size.1]), record.long(32)?, 76)
            }
            // Blending within a bitmap, and leaving a colour out, are shown as copies.
            114 | 116 => {
                let (x, y) = record.point(36)?;
                let size = record.point(92)?;
                (place(16)?, Some([x, y, size.0, size.1]), copy, 76)
            }
            _ => return None,
        };
        let [x, y, width, height] = to;
        let Some((header, bits)) = record.bitmap(bitmap).filter(|(header, _)| !header.is_empty()) else {
            return Some(self.context.fill_by(operation, to));
        };
        let pixels = dib::read(header, Some(bits), self.context.limits).ok()?;
        let (pixels, is_mirrored) = match source {
            Some(source) => part(pixels, source, matches!(kind, 80 | 81)),
            None => (pixels, (false, false)),
        };
        let mut rect = self.context.rect(x, y, x + width, y + height);
        if is_mirrored.0 {
            rect.swap(0, 2);
        }
        if is_mirrored.1 {
            rect.swap(1, 3);
        }
        Some(self.context.bitmap(pixels, rect, operation))
    }
}

/// Curves through points: the first one begins the path unless the path goes on.
fn curves(context: &Context<'_>, points: &[Point], goes_on: bool) -> Option<Path> {
    let (start, rest) = if goes_on {
        ((!context.is_continued()).then_some(context.state.at), points)
    } else {
        let (first, rest) = points.split_first()?;
        (Some(*first), rest)
    };
    let mut path = context.lines(start.into_iter(), false);
    for [a, b, c] in rest.as_chunks::<3>().0 {
        path.curve_to([context.on_paper(*a), context.on_paper(*b), context.on_paper(*c)]);
    }
    Some(path)
}
