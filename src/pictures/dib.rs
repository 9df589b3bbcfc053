//! Device-independent bitmaps: what BMP files hold, and metafiles without the header of a file.
//!
//! Own code, since metafiles keep header and pixels apart, and since the crates that read BMP files either bring a
//! system of colour management or give up the list of colours that makes the PNG small.

use super::pixels::{self, Kind, Pixels};
use super::{DAMAGED, Trouble, UNKNOWN};
use crate::container::bytes::Bytes;
use crate::limits::Limits;

/// The header of a file before the header of its bitmap: `BM`, size of the file, reserved, where pixels begin.
const FILE_HEADER: usize = 14;

/// Reads a BMP file.
pub(super) fn read_file(data: &[u8], limits: &Limits) -> Result<Pixels, Trouble> {
    let mut bytes = Bytes::new(data);
    let start = bytes.skip(FILE_HEADER - 4).and_then(|()| bytes.u32()).ok_or(DAMAGED)?;
    let bitmap = bytes.rest();
    let start = usize::try_from(start).ok().and_then(|start| start.checked_sub(FILE_HEADER));
    // Some programs leave it empty or wrong; pixels then follow the colours.
    let pixels = start.and_then(|start| bitmap.get(start..)).filter(|pixels| pixels.len() < bitmap.len());
    read(bitmap, pixels, limits)
}

/// Reads a bitmap; its pixels follow it unless they stand elsewhere.
pub(super) fn read(bitmap: &[u8], pixels: Option<&[u8]>, limits: &Limits) -> Result<Pixels, Trouble> {
    let header = Header::read(bitmap)?;
    let count = pixels::count(header.width, header.height, limits)?;
    let behind = bitmap.get(header.length..).unwrap_or_default();
    let (colors, behind) = header.colors(behind);
    let pixels = pixels.unwrap_or(behind);
    match header.coding {
        Coding::Plain => plain(&header, colors, pixels, count),
        Coding::Runs { nibbles } => {
            let data = runs(&header, pixels, count, nibbles)?;
            Ok(Pixels { width: header.width, height: header.height, kind: Kind::Indexed(colors), data })
        }
    }
}

/// How the pixels of a bitmap are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Plain,
    /// Runs of equal pixels, of a byte or of half a byte.
    Runs {
        nibbles: bool,
    },
}

/// The header of a bitmap, whichever version.
#[derive(Debug)]
struct Header {
    /// Its bytes, with the masks behind it.
    length: usize,
    width: u32,
    height: u32,
    /// Whether the first row is the uppermost.
    is_top_down: bool,
    bits: u16,
    coding: Coding,
    /// Which bits are red, green, blue and alpha, for pixels of more than a byte.
    masks: [u32; 4],
    /// How many colours are listed; 0 for as many as pixels can name.
    colors: u32,
    /// Bytes of a listed colour.
    color_bytes: usize,
}

impl Header {
    fn read(bitmap: &[u8]) -> Result<Header, Trouble> {
        let mut bytes = Bytes::new(bitmap);
        let size = bytes.u32().ok_or(DAMAGED)?;
        let header = match size {
            12 => Header::oldest(bytes)?,
            16..=1024 => Header::later(bytes, bitmap, size)?,
            _ => return Err(UNKNOWN),
        };
        header.ok_or(DAMAGED)
    }

    /// The header of OS/2 1 and Windows 2.
    fn oldest(mut bytes: Bytes<'_>) -> Result<Option<Header>, Trouble> {
        let mut fields = || Some((bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?));
        let Some((width, height, _planes, bits)) = fields() else {
            return Ok(None);
        };
        if !is_depth(bits) {
            return Err(UNKNOWN);
        }
        let masks = default_masks(bits);
        let (width, height) = (u32::from(width), u32::from(height));
        let (coding, is_top_down) = (Coding::Plain, false);
        Ok(Some(Header { length: 12, width, height, is_top_down, bits, coding, masks, colors: 0, color_bytes: 3 }))
    }

    /// The headers of Windows 3 and later and of OS/2 2, which begin alike.
    fn later(mut bytes: Bytes<'_>, bitmap: &[u8], size: u32) -> Result<Option<Header>, Trouble> {
        const OS2: u32 = 64;
        let mut dimensions = || {
            let (width, height, _planes) = (bytes.i32()?, bytes.i32()?, bytes.u16()?);
            Some((u32::try_from(width).ok()?, height, bytes.u16()?))
        };
        let Some((width, height, bits)) = dimensions() else {
            return Ok(None);
        };
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        // A header may end early: what it does not say is 0.
        let mut rest = Bytes::new(bitmap.get(16..length).unwrap_or_default());
        let compression = rest.u32().unwrap_or(0);
        // Bytes of the pixels, and how many of them make a metre.
        let colors = rest.skip(3 * 4).and_then(|()| rest.u32()).unwrap_or(0);
        let (coding, masks) = match (compression, bits) {
            (0, _) if is_depth(bits) => (Coding::Plain, Some((default_masks(bits), 0))),
            (1, 8) => (Coding::Runs { nibbles: false }, Some(([0; 4], 0))),
            (2, 4) => (Coding::Runs { nibbles: true }, Some(([0; 4], 0))),
            (3 | 6, 16 | 32) if size != OS2 => (Coding::Plain, masks(bitmap, size, compression == 6)),
            _ => return Err(UNKNOWN),
        };
        let Some((masks, masks_length)) = masks else {
            return Ok(None);
        };
        Ok(Some(Header {
            length: length.saturating_add(masks_length),
            width,
            height: height.unsigned_abs(),
            is_top_down: height < 0,
            bits,
            coding,
            masks,
            colors,
            color_bytes: 4,
        }))
    }

    /// The listed colours, and what follows them.
    fn colors<'a>(&self, behind: &'a [u8]) -> (Vec<[u8; 3]>, &'a [u8]) {
        let most = if self.bits <= 8 { 1 << self.bits } else { 0 };
        let count = if self.colors == 0 { most } else { usize::try_from(self.colors).unwrap_or(usize::MAX) };
        let listed = count.saturating_mul(self.color_bytes).min(behind.len());
        let (colors, behind) = behind.split_at_checked(listed).unwrap_or((behind, &[]));
        let colors = colors.chunks_exact(self.color_bytes).take(most.min(256));
        let colors = colors.filter_map(|color| color.first_chunk::<3>()).map(|[b, g, r]| [*r, *g, *b]);
        (colors.collect(), behind)
    }

    /// Where the `row`-th stored row stands among the rows from the top.
    fn place(&self, row: usize, height: usize) -> usize {
        if self.is_top_down { row } else { height - 1 - row }
    }
}

/// The masks of colours, in a header that is long enough for them or behind it, and the bytes that they take there.
fn masks(bitmap: &[u8], size: u32, has_alpha: bool) -> Option<([u32; 4], usize)> {
    let mut bytes = Bytes::new(bitmap.get(40..)?);
    let mut masks = [bytes.u32()?, bytes.u32()?, bytes.u32()?, 0];
    if size >= 56 || (size < 52 && has_alpha) {
        *masks.last_mut()? = bytes.u32()?;
    }
    let behind = if size >= 52 { 0 } else { 3 + usize::from(has_alpha) };
    Some((masks, behind * 4))
}

fn default_masks(bits: u16) -> [u32; 4] {
    if bits == 16 { [0x7C00, 0x03E0, 0x001F, 0] } else { [0x00FF_0000, 0x0000_FF00, 0x0000_00FF, 0] }
}

/// Pixels that are stored row by row, each filled up to four bytes.
fn plain(header: &Header, colors: Vec<[u8; 3]>, stored: &[u8], count: usize) -> Result<Pixels, Trouble> {
    let (width, height) = (usize::try_from(header.width), usize::try_from(header.height));
    let (Ok(width), Ok(height)) = (width, height) else {
        return Err(DAMAGED);
    };
    let row_bits = width.checked_mul(usize::from(header.bits)).ok_or(DAMAGED)?;
    let (row_bytes, stride) = (row_bits.div_ceil(8), row_bits.div_ceil(32) * 4);
    // What fills up the last row may be missing.
    let needed = stride.checked_mul(height - 1).and_then(|before| before.checked_add(row_bytes)).ok_or(DAMAGED)?;
    if stored.len() < needed {
        return Err(DAMAGED);
    }
    let is_indexed = header.bits <= 8;
    let has_alpha = header.masks.last().is_some_and(|mask| *mask != 0);
    let kind = match (is_indexed, has_alpha) {
        (true, _) => Kind::Indexed(colors),
        (false, true) => Kind::Rgba,
        (false, false) => Kind::Rgb,
    };
    let channels = header.masks.map(Channel::new);
    let channels = channels.get(..if has_alpha { 4 } else { 3 }).unwrap_or_default();
    let mut data = Vec::with_capacity(count * if is_indexed { 1 } else { channels.len() });
    for row in 0..height {
        let start = header.place(row, height) * stride;
        let row = stored.get(start..start + row_bytes).ok_or(DAMAGED)?;
        if is_indexed {
            indices(row, header.bits, width, &mut data);
        } else if header.bits == 24 {
            row.chunks_exact(3).for_each(|pixel| data.extend(pixel.iter().rev()));
        } else {
            for pixel in row.chunks_exact(usize::from(header.bits / 8)) {
                let value = pixel.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
                data.extend(channels.iter().map(|channel| channel.of(value)));
            }
        }
    }
    Ok(Pixels { width: header.width, height: header.height, kind, data })
}

/// Whether pixels have so many bits.
fn is_depth(bits: u16) -> bool {
    matches!(bits, 1 | 2 | 4 | 8 | 16 | 24 | 32)
}

/// The indices in a row, of which a byte holds several, the first one in its upper bits.
pub(super) fn indices(row: &[u8], bits: u16, width: usize, out: &mut Vec<u8>) {
    if bits == 8 {
        return out.extend(row.iter().take(width));
    }
    let mask = u8::MAX >> (8 - bits);
    let shifts = (0..8 / bits).rev().map(|index| index * bits);
    let all = row.iter().flat_map(|byte| shifts.clone().map(move |shift| byte >> shift & mask));
    out.extend(all.take(width));
}

/// The bits of a colour in a pixel.
#[derive(Debug, Clone, Copy)]
struct Channel {
    mask: u32,
    shift: u32,
    most: u32,
}

impl Channel {
    fn new(mask: u32) -> Channel {
        let shift = if mask == 0 { 0 } else { mask.trailing_zeros() };
        Channel { mask, shift, most: mask >> shift }
    }

    fn of(self, value: u32) -> u8 {
        let part = u64::from((value & self.mask) >> self.shift);
        (part * 255).checked_div(u64::from(self.most)).and_then(|part| u8::try_from(part).ok()).unwrap_or(0)
    }
}

/// Pixels that are stored in runs: a count and a pixel, or 0 and what else there is.
fn runs(header: &Header, stored: &[u8], count: usize, nibbles: bool) -> Result<Vec<u8>, Trouble> {
    let (width, height) = (usize::try_from(header.width), usize::try_from(header.height));
    let (Ok(width), Ok(height)) = (width, height) else {
        return Err(DAMAGED);
    };
    let mut data = vec![0; count];
    let (mut row, mut column) = (0_usize, 0_usize);
    let mut put = |row: usize, column: usize, index: u8| {
        // What lies beyond the edges is not seen.
        if row < height && column < width {
            let at = header.place(row, height) * width + column;
            data.get_mut(at).into_iter().for_each(|place| *place = index);
        }
    };
    // The pixels in a byte, which alternate in a run of nibbles.
    let pixel = |byte: u8, number: usize| match (nibbles, number % 2) {
        (false, _) => byte,
        (true, 0) => byte >> 4,
        (true, _) => byte & 15,
    };
    let mut bytes = Bytes::new(stored);
    // Some programs leave the end out; what was not painted has the first colour.
    while let Some((run, value)) = bytes.u8().zip(bytes.u8()) {
        match (run, value) {
            (0, 0) => (row, column) = (row.saturating_add(1), 0),
            (0, 1) => break,
            (0, 2) => {
                let Some((right, up)) = bytes.u8().zip(bytes.u8()) else {
                    break;
                };
                (row, column) = (row.saturating_add(usize::from(up)), column.saturating_add(usize::from(right)));
            }
            (0, number) => {
                let number = usize::from(number);
                let length = if nibbles { number.div_ceil(2) } else { number };
                let Some(literal) = bytes.take(length) else {
                    break;
                };
                for index in 0..number {
                    let byte = literal.get(if nibbles { index / 2 } else { index }).copied().unwrap_or(0);
                    put(row, column + index, pixel(byte, index));
                }
                column = column.saturating_add(number);
                if length % 2 == 1 {
                    bytes.skip(1); // Literal pixels fill up two bytes.
                }
            }
            (run, value) => {
                (0..usize::from(run)).for_each(|index| put(row, column + index, pixel(value, index)));
                column = column.saturating_add(usize::from(run));
            }
        }
        if row >= height {
            break;
        }
    }
    Ok(data)
}
