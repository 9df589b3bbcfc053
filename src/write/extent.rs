//! How large pictures are shown.

use crate::document::{Crop, Document, Image};
use crate::raster;

/// Width and height in pixels at which a picture is shown, when the document says. Of one that is written whole although
/// a part of it is to be shown, the part has the size that the document says.
pub(super) fn shown(image: &Image) -> Option<(u32, u32)> {
    let (width, height) = image.size?.in_pixels();
    let Some(crop) = image.crop else { return Some((width, height)) };
    Some((whole(width, crop.left, crop.right)?, whole(height, crop.top, crop.bottom)?))
}

fn whole(length: u32, before: u32, behind: u32) -> Option<u32> {
    let rest = Crop::WHOLE.checked_sub(before)?.checked_sub(behind).filter(|rest| *rest > 0)?;
    u32::try_from(u64::from(length) * u64::from(Crop::WHOLE) / u64::from(rest)).ok()
}

/// The width in pixels at which a picture is shown, when that is less than half of the width that it has by itself: a
/// seal that is scanned to fill a page then stays a seal.
pub(super) fn narrow_width(image: &Image, document: &Document) -> Option<u32> {
    let (width, _) = shown(image)?;
    let (natural, _) = raster::pixels(&document.assets.get(image.asset?)?.data)?;
    (width < natural.div_ceil(2)).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Asset, Size};

    fn image(width: i64, crop: Option<Crop>) -> Image {
        Image { asset: Some(0), size: Size::new(width, 7_500), crop, ..Image::default() }
    }

    #[test]
    fn size_of_a_picture_is_in_pixels() {
        assert_eq!(shown(&image(15_000, None)), Some((200, 100)));
        assert_eq!(shown(&image(1, None)), Some((1, 100)));
        assert_eq!(shown(&Image::default()), None);
    }

    #[test]
    fn part_of_a_picture_that_is_written_whole_has_its_size() {
        let crop = Crop { left: 250_000, right: 250_000, ..Crop::default() };
        assert_eq!(shown(&image(15_000, Some(crop))), Some((400, 100)));
        assert_eq!(shown(&image(15_000, Some(Crop { left: Crop::WHOLE, ..crop }))), None);
    }

    #[test]
    fn only_a_picture_that_is_shown_at_less_than_half_is_narrow() {
        let gif = b"GIF89a\x90\x01\x90\x01".to_vec(); // 400 pixels wide
        let document = Document { assets: vec![Asset { data: gif, ..Asset::default() }], ..Document::default() };
        assert_eq!(narrow_width(&image(14_925, None), &document), Some(199));
        assert_eq!(narrow_width(&image(15_000, None), &document), None);
        assert_eq!(narrow_width(&image(14_925, None), &Document::default()), None);
    }
}
