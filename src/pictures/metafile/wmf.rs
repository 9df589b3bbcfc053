//! Records of Windows metafiles (MS-WMF), the 16-bit kind.

use super::font::{self, Font, Line};
use super::gdi::{Brush, Context, Drawn, Object, Pen};
use super::shapes::Ends;
use crate::container::bytes::Bytes;
use crate::limits::Limits;
use crate::pictures::dib;
use crate::pictures::pixels::Pixels;
use crate::pictures::svg::{Path, Point};
use crate::pictures::{DAMAGED, TOO_LARGE, Trouble};

/// The header that says where the picture is and how large; most metafiles in documents have none.
const PLACEABLE: &[u8] = b"\xD7\xCD\xC6\x9A";

pub(super) fn play(data: &[u8], limits: &Limits) -> Result<Drawn, Trouble> {
    let mut bytes = Bytes::new(data);
    let mut player = Player { context: Context::new(limits), has_view: false, run: Path::default() };
    if data.starts_with(PLACEABLE) {
        player.placeable(&mut bytes).ok_or(DAMAGED)?;
    }
    // Kind, words of the header, version, size, objects, largest record, parameters.
    bytes.skip(18).ok_or(DAMAGED)?;
    let mut count = 0;
    while let Some((words, function)) = bytes.u32().zip(bytes.u16()) {
        count += 1;
        if count > limits.records {
            return Err(TOO_LARGE);
        }
        // A record that is shorter than its own head would never end.
        let length = usize::try_from(words).ok().and_then(|words| words.checked_mul(2)?.checked_sub(6));
        let (Some(length), 1..) = (length, function) else {
            break;
        };
        let record = bytes.take(length.min(bytes.rest().len())).unwrap_or_default();
        player.record(function, record)?;
    }
    player.end_run()?;
    player.context.finish()
}

struct Player<'l> {
    context: Context<'l>,
    /// Whether the picture said what part of the paper it is.
    has_view: bool,
    /// Lines that go on from each other.
    run: Path,
}

/// The parameters of a record, which stand in the reverse order of those of the function.
#[derive(Clone, Copy)]
struct Words<'r>(&'r [u8]);

impl Words<'_> {
    fn at(self, index: usize) -> Option<i16> {
        Bytes::new(self.0.get(index * 2..)?).i16()
    }

    fn number(self, index: usize) -> Option<f64> {
        self.at(index).map(f64::from)
    }

    fn unsigned(self, index: usize) -> Option<u16> {
        self.at(index).map(i16::cast_unsigned)
    }

    fn long(self, index: usize) -> Option<u32> {
        Bytes::new(self.0.get(index * 2..)?).u32()
    }

    /// Two numbers, x behind y.
    fn point(self, index: usize) -> Option<Point> {
        Some((self.number(index + 1)?, self.number(index)?))
    }

    /// Four numbers, stored as bottom, right, top and left.
    fn rect(self, index: usize) -> Option<[f64; 4]> {
        Some([self.number(index + 3)?, self.number(index + 2)?, self.number(index + 1)?, self.number(index)?])
    }

    /// Points, x before y.
    fn points(self, from: usize, count: usize) -> Option<impl Iterator<Item = Point>> {
        let bytes = self.0.get(from.checked_mul(2)?..)?.get(..count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).filter_map(|point| {
            let mut bytes = Bytes::new(point);
            Some((f64::from(bytes.i16()?), f64::from(bytes.i16()?)))
        }))
    }
}

/// A colour as GDI stores it: red in the lowest byte.
pub(super) fn color(stored: u32) -> u32 {
    (stored & 0xFF) << 16 | stored & 0xFF00 | stored >> 16 & 0xFF
}

impl Player<'_> {
    fn placeable(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        // Key and handle.
        bytes.skip(6)?;
        let mut next = || bytes.i16().map(f64::from);
        let [left, top, right, bottom] = [next()?, next()?, next()?, next()?];
        let per_inch = f64::from(bytes.u16()?.max(1));
        // Reserved, checksum.
        bytes.skip(6)?;
        let (width, height) = (right - left, bottom - top);
        if width != 0.0 && height != 0.0 {
            self.set_window([left, top, width, height]);
            self.context.size = Some((width.abs() / per_inch * 96.0, height.abs() / per_inch * 96.0));
        }
        Some(())
    }

    /// Says which part of the plane the picture is. The first that is said is the paper.
    fn set_window(&mut self, window: [f64; 4]) {
        let state = &mut self.context.state;
        let [_, _, width, height] = window;
        state.window = window;
        if self.context.frame.is_none() && width != 0.0 && height != 0.0 {
            state.viewport = [0.0, 0.0, width.abs(), height.abs()];
            self.context.frame = Some([0.0, 0.0, width.abs(), height.abs()]);
        }
    }

    fn set_view(&mut self, view: [f64; 4]) {
        self.context.state.viewport = view;
        let [left, top, width, height] = view;
        if !self.has_view && width > 0.0 && height > 0.0 && self.context.svg.count == 0 && self.context.size.is_none() {
            self.context.frame = Some([left, top, left + width, top + height]);
        }
    }

    fn end_run(&mut self) -> Result<(), Trouble> {
        let run = std::mem::take(&mut self.run);
        self.context.draw(&run, false, true)
    }

    fn record(&mut self, function: u16, record: &[u8]) -> Result<(), Trouble> {
        let words = Words(record);
        match function {
            0x0214 => {
                if let Some(to) = words.point(0) {
                    self.context.state.at = to;
                    if !self.run.is_empty() {
                        self.run.move_to(self.context.on_paper(to));
                    }
                }
                return Ok(());
            }
            0x0213 => {
                if let Some(to) = words.point(0) {
                    if self.run.is_empty() {
                        self.run.move_to(self.context.on_paper(self.context.state.at));
                    }
                    self.run.line_to(self.context.on_paper(to));
                    self.context.state.at = to;
                }
                return Ok(());
            }
            _ => {}
        }
        if !self.run.is_empty() {
            self.end_run()?;
        }
        // A record that is too short says nothing.
        match function {
            0x00F7 | 0x01F9 | 0x02FA..=0x02FC | 0x06FF => self.create(function, words).unwrap_or(Ok(())),
            0x0001..=0x0106 | 0x0127..=0x01F0 | 0x0201..=0x0212 | 0x0400..=0x0417 => {
                self.state(function, words).unwrap_or(Ok(()))
            }
            0x0521 | 0x0A32 => self.text(function, words).unwrap_or(Ok(())),
            0x0922 | 0x0940 | 0x0B23 | 0x0B41 | 0x0D33 | 0x0F43 | 0x061D => {
                self.bits(function, words).unwrap_or(Ok(()))
            }
            _ => self.shape(function, words).unwrap_or(Ok(())),
        }
    }

    fn state(&mut self, function: u16, words: Words<'_>) -> Option<Result<(), Trouble>> {
        let first = words.unsigned(0);
        let [left, top, width, height] = self.context.state.window;
        let [view_left, view_top, view_width, view_height] = self.context.state.viewport;
        let ratio = |index: usize| Some(words.number(index)? / words.number(index + 1).filter(|by| *by != 0.0)?);
        let state = &mut self.context.state;
        match function {
            0x001E => return Some(self.context.save()),
            0x0127 => self.context.restore(i32::from(words.at(0)?)),
            0x0102 => state.is_opaque = first? != 1,
            0x0104 => state.operation = u32::from(first?),
            0x0106 => state.is_even_odd = first? != 2,
            0x012E => state.align = u32::from(first?),
            0x012D => self.context.select(usize::from(first?)),
            // No region: nothing is hidden any more. Regions themselves are not followed.
            0x012C => state.clip.rect = None,
            0x01F0 => self.context.delete(usize::from(first?)),
            0x0142 => return Some(self.pattern(words)),
            0x0201 => state.ground = color(words.long(0)?),
            0x0209 => state.text_color = color(words.long(0)?),
            0x020B => {
                let (x, y) = words.point(0)?;
                self.context.state.window = [x, y, width, height];
            }
            0x020C => {
                let (x, y) = words.point(0)?;
                self.set_window([left, top, x, y]);
            }
            0x020D => {
                let (x, y) = words.point(0)?;
                self.set_view([x, y, view_width, view_height]);
            }
            0x020E => {
                let (x, y) = words.point(0)?;
                self.set_view([view_left, view_top, x, y]);
                self.has_view = true;
            }
            0x020F => {
                let (x, y) = words.point(0)?;
                state.window = [left + x, top + y, width, height];
            }
            0x0211 => {
                let (x, y) = words.point(0)?;
                state.viewport = [view_left + x, view_top + y, view_width, view_height];
            }
            0x0410 => state.window = [left, top, width * ratio(2)?, height * ratio(0)?],
            0x0412 => state.viewport = [view_left, view_top, view_width * ratio(2)?, view_height * ratio(0)?],
            0x0416 => {
                let [left, top, right, bottom] = words.rect(0)?;
                let rect = self.context.rect(left, top, right, bottom);
                self.context.clip_to(rect);
            }
            _ => {}
        }
        Some(Ok(()))
    }

    fn create(&mut self, function: u16, words: Words<'_>) -> Option<Result<(), Trouble>> {
        let object = match function {
            0x02FA => Object::Pen(Pen {
                style: u32::from(words.unsigned(0)?),
                width: words.number(1)?.abs(),
                color: color(words.long(3)?),
            }),
            0x02FC => Object::Brush(match words.unsigned(0)? {
                0 => Brush::Solid(color(words.long(1)?)),
                2 => Brush::Hatched { hatch: u32::from(words.unsigned(3)?), color: color(words.long(1)?) },
                _ => Brush::Hollow,
            }),
            0x02FB => Object::Font(self.font(words)?),
            0x01F9 => Object::Brush(Brush::Solid(0xC0_C0C0)),
            _ => Object::Other,
        };
        Some(self.context.keep(object))
    }

    fn font(&self, words: Words<'_>) -> Option<Font> {
        let mut bytes = Bytes::new(words.0);
        let height = f64::from(bytes.i16()?);
        bytes.skip(2)?; // Width.
        let turn = i32::from(bytes.i16()?);
        bytes.skip(2)?; // Orientation of each character.
        let weight = u32::from(bytes.u16()?);
        let [italic, underlined, struck, charset] = [bytes.u8()?, bytes.u8()?, bytes.u8()?, bytes.u8()?];
        bytes.skip(4)?; // Precisions, quality, pitch.
        let face = bytes.rest().split(|byte| *byte == 0).next().unwrap_or_default();
        Some(Font {
            height,
            turn,
            weight,
            is_italic: italic != 0,
            is_underlined: underlined != 0,
            is_struck: struck != 0,
            charset,
            face: font::decode(face, 1),
        })
    }

    fn pattern(&mut self, words: Words<'_>) -> Result<(), Trouble> {
        // Style and how colours are named.
        let pixels = words.0.get(4..).and_then(|bitmap| dib::read(bitmap, None, self.context.limits).ok());
        let brush = match pixels {
            Some(pixels) => self.context.pattern(pixels)?,
            None => Brush::Solid(0xC0_C0C0),
        };
        self.context.keep(Object::Brush(brush))
    }

    fn shape(&mut self, function: u16, words: Words<'_>) -> Option<Result<(), Trouble>> {
        let context = &mut self.context;
        let count = usize::from(words.unsigned(0)?);
        let (path, is_filled) = match function {
            0x0324 => (context.lines(words.points(1, count)?, true), true),
            0x0325 => (context.lines(words.points(1, count)?, false), false),
            0x0538 => {
                let mut path = Path::default();
                let mut from = 1 + count;
                for index in 1..=count {
                    let points = usize::from(words.unsigned(index)?);
                    path.append(&context.lines(words.points(from, points)?, true));
                    from = from.checked_add(points.checked_mul(2)?)?;
                }
                (path, true)
            }
            0x0418 => (context.ellipse(words.rect(0)?), true),
            0x041B => (context.rectangle(words.rect(0)?), true),
            0x061C => (context.round_rectangle(words.rect(2)?, words.number(1)?, words.number(0)?), true),
            0x0817 => (context.arc(words.rect(4)?, words.point(2)?, words.point(0)?, Ends::Open), false),
            0x081A => (context.arc(words.rect(4)?, words.point(2)?, words.point(0)?, Ends::Pie), true),
            0x0830 => (context.arc(words.rect(4)?, words.point(2)?, words.point(0)?, Ends::Chord), true),
            0x041F => {
                let ((x, y), unit) = (context.on_paper(words.point(2)?), context.unit());
                context.fill_rect([x, y, x + unit, y + unit], color(words.long(0)?));
                return Some(Ok(()));
            }
            _ => return None,
        };
        Some(context.draw(&path, is_filled, true))
    }

    fn text(&mut self, function: u16, words: Words<'_>) -> Option<Result<(), Trouble>> {
        let charset = self.context.state.font.charset;
        if function == 0x0521 {
            let length = usize::from(words.unsigned(0)?);
            let text = words.0.get(2..)?.get(..length)?;
            let at = words.point(1 + length.div_ceil(2))?;
            let text = font::decode(text, charset);
            let line = Line { text: &text, at, advance: None, rect: None, is_filled: false, is_clipped: false };
            return Some(font::draw(&mut self.context, &line));
        }
        let (at, length, options) = (words.point(0)?, usize::from(words.unsigned(2)?), words.unsigned(3)?);
        let (is_filled, is_clipped) = (options & 2 != 0, options & 4 != 0);
        let mut from = 8;
        let mut rect = None;
        if is_filled || is_clipped {
            let [left, top, right, bottom] = [words.number(4)?, words.number(5)?, words.number(6)?, words.number(7)?];
            rect = Some(self.context.rect(left, top, right, bottom));
            from = 16;
        }
        let text = words.0.get(from..)?.get(..length)?;
        let advances = words.0.get(from + length.next_multiple_of(2)..).unwrap_or_default();
        let advances = advances.chunks_exact(2).take(length).filter_map(|advance| Bytes::new(advance).i16());
        let (sum, said) = advances.fold((0.0, 0), |(sum, said), advance| (sum + f64::from(advance), said + 1));
        let text = font::decode(text, charset);
        let advance = (said == length && length > 0).then_some(sum);
        let line = Line { text: &text, at, advance, rect, is_filled, is_clipped };
        Some(font::draw(&mut self.context, &line))
    }

    fn bits(&mut self, function: u16, words: Words<'_>) -> Option<Result<(), Trouble>> {
        let operation = words.long(0)?;
        let number = |index| words.number(index);
        // Where the parameters are: source, destination and bitmap, in words.
        let (source, to, bitmap) = match function {
            0x0F43 => (
                [number(6)?, number(5)?, number(4)?, number(3)?],
                [number(10)?, number(9)?, number(8)?, number(7)?],
                11,
            ),
            0x0B41 if words.0.len() > 24 => {
                ([number(5)?, number(4)?, number(3)?, number(2)?], [number(9)?, number(8)?, number(7)?, number(6)?], 10)
            }
            0x0940 if words.0.len() > 20 => {
                let size = (number(5)?, number(4)?);
                ([number(3)?, number(2)?, size.0, size.1], [number(7)?, number(6)?, size.0, size.1], 8)
            }
            // Without a bitmap, and PatBlt: the brush alone.
            0x0940 => {
                return Some(self.context.fill_by(operation, [number(8)?, number(7)?, number(6)?, number(5)?]));
            }
            0x061D => {
                return Some(self.context.fill_by(operation, [number(5)?, number(4)?, number(3)?, number(2)?]));
            }
            0x0D33 => {
                let size = (number(6)?, number(5)?);
                ([number(4)?, number(3)?, size.0, size.1], [number(8)?, number(7)?, size.0, size.1], 9)
            }
            // Bitmaps of a device: no program of the last thirty years stores them.
            _ => return None,
        };
        let from_below = matches!(function, 0x0F43 | 0x0D33);
        let pixels = dib::read(words.0.get(bitmap * 2..)?, None, self.context.limits).ok()?;
        let (pixels, is_mirrored) = part(pixels, source, from_below);
        let [x, y, width, height] = to;
        let mut rect = self.context.rect(x, y, x + width, y + height);
        if is_mirrored.0 {
            rect.swap(0, 2);
        }
        if is_mirrored.1 {
            rect.swap(1, 3);
        }
        Some(self.context.bitmap(pixels, rect, if function == 0x0D33 { 0x00CC_0020 } else { operation }))
    }
}

/// The part of a bitmap that is shown, and whether it is mirrored across and down.
pub(super) fn part(pixels: Pixels, [x, y, width, height]: [f64; 4], from_below: bool) -> (Pixels, (bool, bool)) {
    let is_mirrored = (width < 0.0, height < 0.0);
    let (left, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
    let (top, height) = if height < 0.0 { (y + height, -height) } else { (y, height) };
    let top = if from_below { f64::from(pixels.height) - top - height } else { top };
    (pixels.cropped(left, top, width, height), is_mirrored)
}
