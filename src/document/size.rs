//! How large pictures are shown, and which part of them.

/// The size of something that is shown, in 1/100 point. Neither side is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Size {
    /// The size of what has this width and height in 1/100 point; `None` when one of them is not above 0.
    #[must_use]
    pub fn new(width: i64, height: i64) -> Option<Size> {
        let side = |length: i64| u32::try_from(length).ok().filter(|length| *length > 0);
        Some(Size { width: side(width)?, height: side(height)? })
    }

    /// Width and height in pixels, of which there are 96 in an inch; at least one.
    #[must_use]
    pub fn in_pixels(self) -> (u32, u32) {
        let pixels = |length: u32| (length.saturating_add(37) / 75).max(1);
        (pixels(self.width), pixels(self.height))
    }
}

/// How much of a picture is cut off at each side, in millionths of its width or height. Something is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Crop {
    /// At the left, of the width.
    pub left: u32,
    /// At the top, of the height.
    pub top: u32,
    /// At the right, of the width.
    pub right: u32,
    /// At the bottom, of the height.
    pub bottom: u32,
}

impl Crop {
    /// The whole of what [`Crop`] counts parts of.
    pub const WHOLE: u32 = 1_000_000;
}
