//! Drawings: shapes that belong together, such as an organisation chart or a map.
//!
//! Everything is settled: groups are taken apart, shapes are turned and scaled to where they lie, ellipses and arcs are
//! curves. A drawing is an [`Asset`](super::Asset) whose data are made when somebody wants them
//! ([`pictures`](crate::pictures)).

use super::{Align, Image, Str};

/// Shapes, those behind first. Lengths and places are in 1/100 point, places to the right and down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Drawing {
    /// Its left edge.
    pub left: i32,
    /// Its upper edge.
    pub top: i32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// What is drawn.
    pub shapes: Vec<Shape>,
}

/// A place: to the right, and down.
pub type Point = (i32, i32);

/// A line, a figure, a picture or a box with words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Shape {
    /// Its outline.
    pub path: Vec<Step>,
    /// How the outline is drawn; `None` when it is not.
    pub line: Option<Stroke>,
    /// The colour within the outline, as 0xRRGGBB; `None` when one sees through.
    pub fill: Option<u32>,
    /// The words in it.
    pub words: Option<Box<Words>>,
    /// The picture in it, from the first place of the outline along to the second, and down to the fourth.
    pub picture: Option<Box<Image>>,
}

/// A piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Step {
    /// The outline begins here, or goes on elsewhere.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A Bézier curve with two points beside it and its end.
    Curve(Point, Point, Point),
    /// A straight line back to where it began.
    Close,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Stroke {
    /// Its colour, as 0xRRGGBB.
    pub color: u32,
    /// Its width; 0 is as thin as can be seen.
    pub width: u32,
    /// Whether it is broken.
    pub dash: Dash,
    /// What stands at its beginning.
    pub start: Arrow,
    /// What stands at its end.
    pub end: Arrow,
}

/// The ways in which lines are broken. Double lines and waves are drawn as one line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Dots.
    Dot,
    /// Dashes.
    Dash,
    /// A dash and a dot in turn.
    DashDot,
    /// A dash and two dots in turn.
    DashDotDot,
    /// Long dashes.
    LongDash,
}

/// What stands at an end of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Arrow {
    /// Nothing.
    #[default]
    None,
    /// The head of an arrow.
    Head,
    /// A rhombus.
    Diamond,
    /// A circle.
    Circle,
    /// A square.
    Square,
}

/// Words in a box, which may be turned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Words {
    /// The middle of the box.
    pub center: Point,
    /// How wide the box is, before it is turned.
    pub width: u32,
    /// How high the box is, before it is turned.
    pub height: u32,
    /// By how much it is turned, in 1/100 degree clockwise.
    pub angle: i32,
    /// Where in the box the words stand.
    pub place: Place,
    /// Its paragraphs.
    pub lines: Vec<Line>,
}

/// Where in a box words stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Place {
    /// At its top.
    #[default]
    Top,
    /// In its middle.
    Middle,
    /// At its bottom.
    Bottom,
}

/// A paragraph in a box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Line {
    /// Its words.
    pub text: Str,
    /// The size of its letters.
    pub size: u32,
    /// Their colour, as 0xRRGGBB.
    pub color: u32,
    /// Whether they are bold.
    pub is_bold: bool,
    /// How they are aligned.
    pub align: Align,
}
