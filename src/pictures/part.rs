//! The part of a picture that a document shows.

use std::fmt::Write as _;
use std::io::Cursor;

use super::metafile::{self, Drawn};
use super::pixels::{self, Kind, Pixels};
use super::{DAMAGED, TOO_LARGE, Trouble, UNKNOWN, dib, pcx, svg, tiff};
use crate::document::{Asset, Crop};
use crate::limits::Limits;
use crate::raster;
use data_encoding::BASE64;

/// Cuts off of a picture what is not shown. `None` for what is no picture, and where less than a pixel would be cut off at
/// each side: word processors round.
///
/// Pixels that are stored without loss are cut. A JPEG, GIF or WebP would have to be coded anew, and lose; it becomes an
/// SVG that shows the part of it, as a metafile does.
pub(super) fn cut(asset: &Asset, crop: Crop, limits: &Limits) -> Option<Result<Drawn, Trouble>> {
    let data = asset.data.as_slice();
    if raster::pixels(data).is_some_and(|size| shows_all(size, crop)) {
        return None;
    }
    Some(match asset.media_type.as_str() {
        "image/bmp" => dib::read_file(data, limits).and_then(|pixels| cut_pixels(pixels, crop)),
        "image/tiff" => tiff::read(data, limits).and_then(|pixels| cut_pixels(pixels, crop)),
        "image/x-pcx" => pcx::read(data, limits).and_then(|pixels| cut_pixels(pixels, crop)),
        "image/png" => read_png(data, limits).and_then(|pixels| cut_pixels(pixels, crop)),
        "image/wmf" => metafile::wmf(data, limits).and_then(|drawn| cut_drawn(drawn, crop, limits)),
        "image/emf" => metafile::emf(data, limits).and_then(|drawn| cut_drawn(drawn, crop, limits)),
        "image/jpeg" | "image/gif" | "image/webp" => within_svg(asset, crop, limits),
        _ => return None,
    })
}

fn shows_all((width, height): (u32, u32), crop: Crop) -> bool {
    let is_less_than_one = |length: u32, cut: u32| stretch(length.into(), cut, 0).0 < 1.0;
    is_less_than_one(width, crop.left)
        && is_less_than_one(width, crop.right)
        && is_less_than_one(height, crop.top)
        && is_less_than_one(height, crop.bottom)
}

fn cut_pixels(pixels: Pixels, crop: Crop) -> Result<Drawn, Trouble> {
    let (left, width) = stretch(pixels.width.into(), crop.left, crop.right);
    let (top, height) = stretch(pixels.height.into(), crop.top, crop.bottom);
    // Whole pixels, and at least one of them.
    let edges = |from: f64, length: f64| (from.round(), length.round().max(1.0));
    let ((left, width), (top, height)) = (edges(left, width), edges(top, height));
    pixels.cropped(left, top, width, height).into_png().map(Drawn::Png)
}

/// Where the rest of a length begins, and how long it is.
fn stretch(length: f64, before: u32, behind: u32) -> (f64, f64) {
    let part = |millionths: u32| length * f64::from(millionths.min(Crop::WHOLE)) / f64::from(Crop::WHOLE);
    (part(before), (length - part(before) - part(behind)).max(0.0))
}

fn cut_drawn(drawn: Drawn, crop: Crop, limits: &Limits) -> Result<Drawn, Trouble> {
    match drawn {
        Drawn::Png(data) => read_png(&data, limits).and_then(|pixels| cut_pixels(pixels, crop)),
        Drawn::Svg(text) => {
            let size = raster::pixels(text.as_bytes()).ok_or(DAMAGED)?;
            let mut out = String::with_capacity(text.len() + 128);
            frame(size, crop, &mut out);
            out.extend([text.trim_end(), "</svg>\n"]);
            Ok(Drawn::Svg(out))
        }
    }
}

fn within_svg(asset: &Asset, crop: Crop, limits: &Limits) -> Result<Drawn, Trouble> {
    let size = raster::pixels(&asset.data).ok_or(DAMAGED)?;
    if u64::try_from(asset.data.len()).unwrap_or(u64::MAX) > limits.stream_bytes / 2 {
        return Err(TOO_LARGE);
    }
    let mut out = String::new();
    frame(size, crop, &mut out);
    let _ = write!(out, "<image width=\"{}\" height=\"{}\" href=\"data:{};base64,", size.0, size.1, asset.media_type);
    BASE64.encode_append(&asset.data, &mut out);
    out.push_str("\"/></svg>\n");
    Ok(Drawn::Svg(out))
}

/// Begins an SVG that shows a part of something.
fn frame((width, height): (u32, u32), crop: Crop, out: &mut String) {
    let (left, width) = stretch(width.into(), crop.left, crop.right);
    let (top, height) = stretch(height.into(), crop.top, crop.bottom);
    let pixels = |length: f64| length.round().max(1.0);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"",
        pixels(width),
        pixels(height)
    );
    for (index, value) in [left, top, width, height].into_iter().enumerate() {
        out.push_str(if index > 0 { " " } else { "" });
        svg::number(value, out);
    }
    out.push_str("\" preserveAspectRatio=\"none\">");
}

/// The pixels of a PNG, of eight bits a part.
pub(super) fn read_png(data: &[u8], limits: &Limits) -> Result<Pixels, Trouble> {
    let most = usize::try_from(limits.picture_pixels).unwrap_or(usize::MAX).saturating_mul(8);
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(data), png::Limits { bytes: most });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(trouble)?;
    let (width, height) = (reader.info().width, reader.info().height);
    let count = pixels::count(width, height, limits)?;
    let size = reader.output_buffer_size().filter(|size| *size <= count.saturating_mul(4)).ok_or(TOO_LARGE)?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(trouble)?;
    samples.truncate(frame.buffer_size());
    let (kind, data) = match frame.color_type {
        png::ColorType::Rgb => (Kind::Rgb, samples),
        png::ColorType::Rgba => (Kind::Rgba, samples),
        png::ColorType::Grayscale => (Kind::Indexed((0..=u8::MAX).map(|gray| [gray; 3]).collect()), samples),
        png::ColorType::GrayscaleAlpha => {
            let pairs = samples.chunks_exact(2).filter_map(|pair| pair.first_chunk::<2>());
            (Kind::Rgba, pairs.flat_map(|[gray, alpha]| [*gray, *gray, *gray, *alpha]).collect())
        }
        png::ColorType::Indexed => return Err(UNKNOWN), // expanded to colours above
    };
    Ok(Pixels { width, height, kind, data })
}

fn trouble(error: png::DecodingError) -> Trouble {
    match error {
        png::DecodingError::LimitsExceeded => TOO_LARGE,
        png::DecodingError::IoError(_) | png::DecodingError::Format(_) | png::DecodingError::Parameter(_) => DAMAGED,
    }
}
