//! Pixels, and their way into a PNG.

use std::collections::HashMap;

use super::{DAMAGED, TOO_LARGE, Trouble};
use crate::limits::Limits;

/// A picture of pixels from the top left to the bottom right, without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) kind: Kind,
    pub(super) data: Vec<u8>,
}

/// What the bytes of [`Pixels`] are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A byte a pixel: where its colour stands in this list.
    Indexed(Vec<[u8; 3]>),
    /// Three bytes a pixel.
    Rgb,
    /// Four bytes a pixel.
    Rgba,
}

/// How many pixels a picture has, if it may have so many and they can be held.
pub(super) fn count(width: u32, height: u32, limits: &Limits) -> Result<usize, Trouble> {
    if width == 0 || height == 0 {
        return Err(DAMAGED);
    }
    let count = u64::from(width).saturating_mul(u64::from(height));
    if count > limits.picture_pixels {
        return Err(TOO_LARGE);
    }
    usize::try_from(count).ok().filter(|count| count.checked_mul(4).is_some()).ok_or(TOO_LARGE)
}

impl Pixels {
    /// The part within a rectangle, as far as it lies within the picture; all, when none of it does.
    pub(super) fn cropped(self, left: f64, top: f64, width: f64, height: f64) -> Pixels {
        let within = |from: f64, length: f64, most: u32| {
            let (from, to) = (from.clamp(0.0, most.into()) as u32, (from + length).clamp(0.0, most.into()) as u32);
            (from, to.saturating_sub(from))
        };
        let ((left, width), (top, height)) = (within(left, width, self.width), within(top, height, self.height));
        if width == 0 || height == 0 || (width, height) == (self.width, self.height) {
            return self;
        }
        let bytes = match self.kind {
            Kind::Indexed(_) => 1,
            Kind::Rgb => 3,
            Kind::Rgba => 4,
        };
        let size = |count: u32| usize::try_from(count).unwrap_or(0);
        let rows = self.data.chunks_exact(size(self.width).max(1) * bytes).skip(size(top)).take(size(height));
        let data =
            rows.flat_map(|row| row.iter().skip(size(left) * bytes).take(size(width) * bytes)).copied().collect();
        Pixels { width, height, data, kind: self.kind }
    }

    /// The smallest form of PNG that holds the same pixels.
    pub(super) fn into_png(self) -> Result<Vec<u8>, Trouble> {
        let pixels = self.without_needless_alpha();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, pixels.width, pixels.height);
        let reduced = pixels.few_colors();
        let data = match reduced {
            Some(Reduced { colors, indices }) => {
                let (depth, bits) = match colors.len() {
                    0..=2 => (png::BitDepth::One, 1),
                    3..=4 => (png::BitDepth::Two, 2),
                    5..=16 => (png::BitDepth::Four, 4),
                    _ => (png::BitDepth::Eight, 8),
                };
                encoder.set_color(png::ColorType::Indexed);
                encoder.set_depth(depth);
                encoder.set_palette(colors.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<_>>());
                if colors.iter().any(|[.., alpha]| *alpha != u8::MAX) {
                    encoder.set_trns(colors.iter().map(|[.., alpha]| *alpha).collect::<Vec<_>>());
                }
                encoder.set_filter(png::Filter::NoFilter);
                packed(indices, pixels.width, bits)
            }
            None => {
                let color = if pixels.kind == Kind::Rgba { png::ColorType::Rgba } else { png::ColorType::Rgb };
                encoder.set_color(color);
                encoder.set_depth(png::BitDepth::Eight);
                encoder.set_filter(png::Filter::Adaptive);
                pixels.data
            }
        };
        encoder.set_compression(png::Compression::Balanced);
        let written = encoder.write_header().and_then(|mut writer| {
            writer.write_image_data(&data)?;
            writer.finish()
        });
        written.map(|()| out).map_err(|_| DAMAGED)
    }

    fn without_needless_alpha(mut self) -> Self {
        let is_opaque = || self.data.chunks_exact(4).all(|pixel| pixel.last() == Some(&u8::MAX));
        if self.kind == Kind::Rgba && is_opaque() {
            self.data = self.data.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
            self.kind = Kind::Rgb;
        }
        self
    }

    /// The colours that occur, when a list of them is shorter than the pixels.
    fn few_colors(&self) -> Option<Reduced> {
        let mut known: HashMap<[u8; 4], u8> = HashMap::new();
        let mut colors = Vec::new();
        let mut last = None;
        let mut index_of = |color: [u8; 4]| {
            if let Some((same, index)) = last
                && same == color
            {
                return Some(index);
            }
            let index = match known.get(&color) {
                Some(index) => *index,
                None => {
                    let index = u8::try_from(colors.len()).ok()?;
                    colors.push(color);
                    known.insert(color, index);
                    index
                }
            };
            last = Some((color, index));
            Some(index)
        };
        let indices = match &self.kind {
            Kind::Indexed(palette) => {
                let color = |index: &u8| palette.get(usize::from(*index)).copied().unwrap_or_default();
                self.data.iter().map(|index| index_of(opaque(color(index)))).collect::<Option<Vec<u8>>>()?
            }
            Kind::Rgb => {
                let pixels = self.data.chunks_exact(3).filter_map(|pixel| pixel.first_chunk::<3>());
                pixels.map(|pixel| index_of(opaque(*pixel))).collect::<Option<_>>()?
            }
            Kind::Rgba => {
                let pixels = self.data.chunks_exact(4).filter_map(|pixel| pixel.first_chunk::<4>());
                pixels.map(|pixel| index_of(*pixel)).collect::<Option<_>>()?
            }
        };
        Some(Reduced { colors, indices })
    }
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, u8::MAX]
}

/// Pixels of few colours.
struct Reduced {
    colors: Vec<[u8; 4]>,
    indices: Vec<u8>,
}

/// Indices of few bits each, several in a byte; each row begins a new one.
fn packed(indices: Vec<u8>, width: u32, bits: u32) -> Vec<u8> {
    if bits == 8 {
        return indices;
    }
    let (width, in_byte) = (usize::try_from(width).unwrap_or(1).max(1), usize::try_from(8 / bits).unwrap_or(1));
    let byte = |group: &[u8]| {
        let joined = group.iter().fold(0, |byte, index| byte << bits | index);
        let missing = u32::try_from(in_byte - group.len()).unwrap_or(0);
        joined << (missing * bits)
    };
    indices.chunks(width).flat_map(|row| row.chunks(in_byte).map(byte)).collect()
}
