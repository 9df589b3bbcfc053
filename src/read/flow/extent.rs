//! How large pictures are shown, and which part of them: from what formats store.

use crate::document::Crop;

/// Edges of a picture that are stored as whole units of 1/75 pixel and rounded to whole pixels in between are not exact:
/// less than this, in millionths, is no crop.
const ROUNDING: u32 = 5_000;

/// The part of a picture that is shown, in HWPUNIT of the picture as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clip {
    pub(crate) left: i64,
    pub(crate) top: i64,
    pub(crate) right: i64,
    pub(crate) bottom: i64,
    /// Width and height of the whole picture; not above 0 in files of old versions.
    pub(crate) whole: (i64, i64),
}

impl Clip {
    /// What is cut off; `None` when nothing is, when the clip contradicts itself, and when it is not known of which whole
    /// it is a part.
    ///
    /// Files of old versions do not say how large the whole is: it has `pixels`, of 75 HWPUNIT each.
    pub(crate) fn crop(self, pixels: impl FnOnce() -> Option<(u32, u32)>) -> Option<Crop> {
        if self.right <= self.left || self.bottom <= self.top {
            return None;
        }
        let (width, height) = match self.whole {
            whole @ (1.., 1..) => whole,
            _ => pixels().map(|(width, height)| (i64::from(width) * 75, i64::from(height) * 75))?,
        };
        let (left, right) = cut(self.left, self.right, width)?;
        let (top, bottom) = cut(self.top, self.bottom, height)?;
        let crop = Crop { left, top, right, bottom };
        (crop != Crop::default()).then_some(crop)
    }
}

/// What is cut off before and behind a stretch of a length, in millionths.
fn cut(from: i64, to: i64, length: i64) -> Option<(u32, u32)> {
    let part = |cut: i64| {
        let millionths = cut.max(0).checked_mul(i64::from(Crop::WHOLE))? / length;
        let millionths = u32::try_from(millionths).ok()?;
        Some(if millionths < ROUNDING { 0 } else { millionths })
    };
    let (before, behind) = (part(from)?, part(length.checked_sub(to)?)?);
    (before.checked_add(behind)? < Crop::WHOLE).then_some((before, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(edges: [i64; 4], whole: (i64, i64)) -> Clip {
        let [left, top, right, bottom] = edges;
        Clip { left, top, right, bottom, whole }
    }

    #[test]
    fn what_is_cut_off_is_a_part_of_the_whole() {
        let crop = clip([1_500, 0, 7_500, 2_000], (7_500, 4_000)).crop(|| None);
        assert_eq!(crop, Some(Crop { left: 200_000, top: 0, right: 0, bottom: 500_000 }));
    }

    #[test]
    fn whole_that_is_not_stored_has_75_units_a_pixel() {
        let clip = clip([0, 0, 3_750, 7_500], (0, 0));
        assert_eq!(clip.crop(|| Some((100, 100))), Some(Crop { right: 500_000, ..Crop::default() }));
        assert_eq!(clip.crop(|| None), None);
    }

    #[test]
    fn rounded_edges_and_edges_beyond_the_picture_are_no_crop() {
        assert_eq!(clip([0, 0, 7_487, 4_020], (7_500, 4_000)).crop(|| None), None);
        assert_eq!(clip([-10, -10, 8_000, 4_020], (7_500, 4_000)).crop(|| None), None);
    }

    #[test]
    fn clip_that_leaves_nothing_or_overflows_is_none() {
        for edges in [[0, 0, 0, 0], [5, 0, 5, 9], [9_000, 0, 9_500, 4_000], [i64::MIN, 0, i64::MAX, 4_000]] {
            assert_eq!(clip(edges, (7_500, 4_000)).crop(|| None), None, "{edges:?}");
        }
    }
}
