//! Pictures in forms that browsers, viewers and other programs show: what a document stores as a bitmap, a fax or a
//! metafile of Windows becomes a PNG or an SVG.
//!
//! [`read`](crate::read()) keeps pictures as the document stores them; who wants to show them calls [`to_web`].

mod dib;
mod drawing;
mod metafile;
mod part;
mod pcx;
mod pixels;
mod svg;
mod tiff;
mod whole;

pub use whole::{Converted, all_to_web, draw_all};

use crate::document::{Asset, Crop};
use crate::limits::Limits;
use crate::warning::{NotShown, WarningKind};
use metafile::Drawn;
use pixels::Pixels;

/// What a picture of a document comes to for the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It is shown as it is, or is no picture: a PNG, a JPEG, a spreadsheet.
    AsItIs,
    /// The same picture in another form: what stands before the last point of its name is the same.
    Converted(Asset),
    /// It could not be converted: it is damaged, too large, or of a kind that is not known. The warning says which.
    Kept(WarningKind),
}

use NotShown as Trouble;

const DAMAGED: Trouble = NotShown::Damaged;
const EMPTY: Trouble = NotShown::Empty;
const TOO_LARGE: Trouble = NotShown::TooLarge;
const UNKNOWN: Trouble = NotShown::UnknownKind;

/// Converts a picture so that browsers show it. The kind is taken from [`Asset::media_type`].
///
/// Pixels are the same as before. Nothing is allocated that [`Limits::picture_pixels`] does not allow.
///
/// ```
/// use hwpconv::document::Asset;
/// use hwpconv::pictures::{Picture, to_web};
///
/// // One red pixel.
/// let mut data = b"BM\x3A\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec();
/// data.resize(0x36, 0);
/// data.extend([0, 0, 255, 0]);
/// let asset = Asset { name: "image1.bmp".to_owned(), media_type: "image/bmp".into(), data, ..Asset::default() };
/// let Picture::Converted(picture) = to_web(&asset, &hwpconv::Limits::default()) else { panic!("not converted") };
/// assert_eq!((picture.name.as_str(), picture.media_type.as_str()), ("image1.png", "image/png"));
/// ```
///
/// A [`drawing`](crate::document::drawing) becomes an SVG, without the pictures among its shapes: [`all_to_web`] knows
/// those as well.
#[must_use]
pub fn to_web(asset: &Asset, limits: &Limits) -> Picture {
    if let Some(drawing) = &asset.drawing {
        return picture(asset, drawing::draw(drawing, &[], limits).map(Drawn::Svg));
    }
    let data = asset.data.as_slice();
    let drawn = match asset.media_type.as_str() {
        "image/bmp" => dib::read_file(data, limits).and_then(Pixels::into_png).map(Drawn::Png),
        "image/tiff" => tiff::read(data, limits).and_then(Pixels::into_png).map(Drawn::Png),
        "image/x-pcx" => pcx::read(data, limits).and_then(Pixels::into_png).map(Drawn::Png),
        "image/wmf" => metafile::wmf(data, limits),
        "image/emf" => metafile::emf(data, limits),
        _ => return Picture::AsItIs,
    };
    picture(asset, drawn)
}

/// Converts the part of a picture that a document shows. What is cut off is gone from a picture without loss; a JPEG, GIF,
/// WebP or metafile becomes an SVG that shows the part, since it would lose otherwise. [`Picture::AsItIs`] where less than a
/// pixel would be cut off.
#[must_use]
pub fn to_web_part(asset: &Asset, crop: Crop, limits: &Limits) -> Picture {
    match part::cut(asset, crop, limits) {
        Some(drawn) => picture(asset, drawn),
        None => Picture::AsItIs,
    }
}

fn picture(asset: &Asset, drawn: Result<Drawn, Trouble>) -> Picture {
    match drawn {
        Ok(Drawn::Png(data)) => Picture::Converted(renamed(asset, "png", "image/png", data)),
        Ok(Drawn::Svg(text)) => Picture::Converted(renamed(asset, "svg", "image/svg+xml", text.into_bytes())),
        Err(why) => Picture::Kept(WarningKind::PictureAsStored { why }),
    }
}

fn renamed(asset: &Asset, extension: &str, media_type: &str, data: Vec<u8>) -> Asset {
    let stem = asset.name.rsplit_once('.').map_or(asset.name.as_str(), |(stem, _)| stem);
    let stored_as = if asset.media_type == media_type { Default::default() } else { asset.media_type.clone() };
    let name = format!("{stem}.{extension}");
    Asset { name, media_type: media_type.into(), data, stored_as, ..Asset::default() }
}

#[cfg(test)]
mod part_tests;
#[cfg(test)]
mod tests;
