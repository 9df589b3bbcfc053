//! TIFF files: scans and faxes, through the tiff crate.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits as TiffLimits};
use tiff::tags::Tag;

use super::dib::indices;
use super::pixels::{self, Kind, Pixels};
use super::{DAMAGED, TOO_LARGE, Trouble, UNKNOWN};
use crate::limits::Limits;

/// Reads the first picture of a file.
#[expect(clippy::wildcard_enum_match_arm, reason = "kinds of colour that no screen shows, and those still to come")]
pub(super) fn read(data: &[u8], limits: &Limits) -> Result<Pixels, Trouble> {
    let mut allowed = TiffLimits::default();
    // No pixel that is read has more than eight bytes.
    let most = usize::try_from(limits.picture_pixels).unwrap_or(usize::MAX).saturating_mul(8);
    allowed.decoding_buffer_size = allowed.decoding_buffer_size.min(most);
    allowed.intermediate_buffer_size = allowed.intermediate_buffer_size.min(most);
    let mut decoder = Decoder::new(Cursor::new(data)).map_err(trouble)?.with_limits(allowed);
    let (width, height) = decoder.dimensions().map_err(trouble)?;
    pixels::count(width, height, limits)?;
    let color = decoder.colortype().map_err(trouble)?;
    // The colours of each pixel may stand apart, all red before all green, which the crate reads in part only.
    let is_apart = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration).map_err(trouble)? == Some(2);
    if is_apart && color.num_samples() > 1 {
        return Err(UNKNOWN);
    }
    let samples = match decoder.read_image().map_err(trouble)? {
        DecodingResult::U8(samples) => samples,
        // The upper half of what a screen does not tell apart.
        DecodingResult::U16(samples) => samples.into_iter().map(|sample| sample.to_be_bytes()[0]).collect(),
        _ => return Err(UNKNOWN),
    };
    let (kind, data) = match color {
        ColorType::Gray(bits @ (1 | 2 | 4 | 8)) => {
            let most = u16::from(u8::MAX >> (8 - bits));
            let gray = |index: u16| [u8::try_from(index * 255 / most).unwrap_or(u8::MAX); 3];
            (Kind::Indexed((0..=most).map(gray).collect()), unpacked(&samples, bits, width))
        }
        ColorType::Gray(16) => (Kind::Indexed((0..=u8::MAX).map(|gray| [gray; 3]).collect()), samples),
        ColorType::Palette(bits @ (1 | 2 | 4 | 8)) => {
            (Kind::Indexed(colors(&mut decoder)?), unpacked(&samples, bits, width))
        }
        ColorType::GrayA(8 | 16) => (Kind::Rgba, each(&samples, |[gray, alpha]| [gray, gray, gray, alpha])),
        ColorType::RGB(8 | 16) => (Kind::Rgb, samples),
        ColorType::RGBA(8 | 16) => (Kind::Rgba, samples),
        ColorType::CMYK(8 | 16) => {
            let part = |ink: u8, black: u8| (u16::from(255 - ink) * u16::from(255 - black) / 255).to_le_bytes()[0];
            (Kind::Rgb, each(&samples, |[c, m, y, k]| [part(c, k), part(m, k), part(y, k)]))
        }
        _ => return Err(UNKNOWN),
    };
    Ok(Pixels { width, height, kind, data })
}

fn trouble(error: tiff::TiffError) -> Trouble {
    match error {
        tiff::TiffError::UnsupportedError(_) => UNKNOWN,
        tiff::TiffError::LimitsExceeded => TOO_LARGE,
        tiff::TiffError::FormatError(_)
        | tiff::TiffError::IoError(_)
        | tiff::TiffError::IntSizeError
        | tiff::TiffError::UsageError(_) => DAMAGED,
    }
}

/// The listed colours: the red of all, then the green, then the blue, of 16 bits each.
fn colors(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Vec<[u8; 3]>, Trouble> {
    let map = decoder.get_tag_u16_vec(Tag::ColorMap).map_err(trouble)?;
    let count = map.len() / 3;
    let part = |index: usize| map.get(index).map_or(0, |value| value.to_be_bytes()[0]);
    Ok((0..count).map(|index| [part(index), part(count + index), part(2 * count + index)]).collect())
}

/// Indices of few bits, several in a byte, one a byte.
fn unpacked(samples: &[u8], bits: u8, width: u32) -> Vec<u8> {
    let width = usize::try_from(width).unwrap_or(usize::MAX);
    let row_bytes = width.saturating_mul(bits.into()).div_ceil(8).max(1);
    let mut out = Vec::with_capacity(samples.len());
    samples.chunks(row_bytes).for_each(|row| indices(row, bits.into(), width, &mut out));
    out
}

/// Pixels in another form.
fn each<const FROM: usize, const TO: usize>(samples: &[u8], form: impl Fn([u8; FROM]) -> [u8; TO]) -> Vec<u8> {
    samples.chunks_exact(FROM).filter_map(|pixel| pixel.first_chunk()).flat_map(|pixel| form(*pixel)).collect()
}
