//! Shapes of a group to a [`Drawing`]: outlines of all kinds to one, and whether they say anything.
//!
//! Readers hand over each shape as it is stored, with the map of where it lies ([`Matrix`]). Groups without words and of
//! one or two shapes are decoration, as single shapes are: nothing is drawn for them.

mod outline;

use std::hash::Hash;

use super::geometry::Matrix;
use crate::document::drawing::{Arrow, Dash, Drawing, Line, Place, Point, Shape, Step, Stroke, Words};
use crate::document::{Block, Image, Inline, Marks, Node, Paragraph, Size, text_of, visit};
use crate::read::assets::Assets;

pub(crate) use outline::{Arc, Outline};

/// How much room there is between a box and its words, in HWPUNIT: what the word processor proposes.
const MARGIN: f64 = 283.0;

/// The size of letters where the file says none, in 1/100 point.
const LETTERS: u32 = 1_000;

/// Shapes without words that make a drawing: fewer are decoration.
const FEW: usize = 4;

/// The looks of a shape.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Looks {
    pub(crate) line: Option<Stroke>,
    pub(crate) fill: Option<u32>,
}

/// The shapes of a group under way.
#[derive(Debug, Default)]
pub(crate) struct Sketch {
    shapes: Vec<Shape>,
}

impl Sketch {
    /// Adds a shape with the words in it.
    pub(crate) fn add(&mut self, outline: &Outline, matrix: Matrix, looks: Looks, words: &[Block], place: Place) {
        let drawn = outline.steps();
        let path: Vec<Step> = drawn.iter().map(|step| placed(*step, matrix)).collect();
        // An open line holds nothing.
        let fill = looks.fill.filter(|_| outline.is_closed());
        let line = looks.line.map(|line| if outline.is_closed() { without_arrows(line) } else { line });
        let words = box_of(&drawn, matrix).and_then(|room| words_in(words, room, place));
        if !path.is_empty() && (line.is_some() || fill.is_some() || words.is_some()) {
            self.shapes.push(Shape { path, line, fill, words: words.map(Box::new), picture: None });
        }
    }

    /// Adds a picture that has this size by itself.
    pub(crate) fn add_picture(&mut self, image: &Image, (width, height): (u32, u32), matrix: Matrix) {
        let (width, height) = (f64::from(width), f64::from(height));
        let outline = Outline::Polygon(vec![(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]);
        let path = outline.steps().into_iter().map(|step| placed(step, matrix)).collect();
        if image.asset.is_some() {
            self.shapes.push(Shape { path, picture: Some(Box::new(image.clone())), ..Shape::default() });
        }
    }

    /// The drawing; `None` when the shapes are decoration.
    pub(crate) fn finish(self) -> Option<Drawing> {
        // Pictures stand in the text by themselves, and frames around words are frames there.
        let drawn = self.shapes.iter().filter(|shape| shape.line.is_some() || shape.fill.is_some()).count();
        let has_words = self.shapes.iter().any(|shape| shape.words.is_some());
        if drawn < if has_words { 2 } else { FEW } {
            return None;
        }
        let (left, top, right, bottom) = bounds(&self.shapes)?;
        let side = |from: i32, to: i32| u32::try_from(to.saturating_sub(from)).unwrap_or(0).max(1);
        let (width, height) = (side(left, right), side(top, bottom));
        Some(Drawing { left, top, width, height, shapes: self.shapes })
    }
}

/// Adds the drawing of a group to the attachments. The picture of it, which stands before the words of the group.
pub(crate) fn image<K: Hash + Eq>(sketch: Sketch, alt: &str, assets: &mut Assets<K>) -> Option<Image> {
    let drawing = sketch.finish()?;
    let size = Size::new(drawing.width.into(), drawing.height.into());
    let asset = Some(assets.add_drawing(drawing));
    Some(Image { asset, alt: alt.to_owned(), size, ..Image::default() })
}

fn without_arrows(line: Stroke) -> Stroke {
    Stroke { start: Arrow::None, end: Arrow::None, ..line }
}

fn placed(step: outline::Drawn, matrix: Matrix) -> Step {
    let point = |(x, y): (f64, f64)| {
        let (x, y) = matrix.point(x, y);
        (x.round() as i32, y.round() as i32)
    };
    match step {
        outline::Drawn::Move(to) => Step::Move(point(to)),
        outline::Drawn::Line(to) => Step::Line(point(to)),
        outline::Drawn::Curve(first, second, to) => Step::Curve(point(first), point(second), point(to)),
        outline::Drawn::Close => Step::Close,
    }
}

/// What all shapes cover, with the widths of their lines.
fn bounds(shapes: &[Shape]) -> Option<(i32, i32, i32, i32)> {
    let mut bounds: Option<(i32, i32, i32, i32)> = None;
    for shape in shapes {
        let has_arrow = shape.line.is_some_and(|line| (line.start, line.end) != (Arrow::None, Arrow::None));
        let width = shape.line.map_or(0, |line| i32::try_from(line.width.min(10_000)).unwrap_or(0));
        let room = if has_arrow { width.saturating_mul(3).max(300) } else { width / 2 + 50 };
        let mut see = |(x, y): Point| {
            let (left, top) = (x.saturating_sub(room), y.saturating_sub(room));
            let (right, bottom) = (x.saturating_add(room), y.saturating_add(room));
            let (l, t, r, b) = bounds.unwrap_or((left, top, right, bottom));
            bounds = Some((l.min(left), t.min(top), r.max(right), b.max(bottom)));
        };
        for step in &shape.path {
            match *step {
                Step::Move(to) | Step::Line(to) => see(to),
                Step::Curve(first, second, to) => [first, second, to].into_iter().for_each(&mut see),
                Step::Close => {}
            }
        }
    }
    bounds
}

/// The box of a shape in which its words stand: its middle, its sides before it is turned, and the turn.
struct Room {
    center: Point,
    width: u32,
    height: u32,
    angle: i32,
}

fn box_of(drawn: &[outline::Drawn], matrix: Matrix) -> Option<Room> {
    let [left, top, right, bottom] = outline::extent(drawn)?;
    let (x, y) = matrix.point(f64::midpoint(left, right), f64::midpoint(top, bottom));
    let (width, height) = matrix.sides(right - left, bottom - top);
    let room = |side: f64| (side - 2.0 * MARGIN).max(side / 2.0).round() as u32;
    let angle = (matrix.angle() * 100.0).round() as i32;
    Some(Room { center: (x.round() as i32, y.round() as i32), width: room(width), height: room(height), angle })
}

fn words_in(blocks: &[Block], room: Room, place: Place) -> Option<Words> {
    let mut lines = Vec::new();
    visit(blocks, &mut |node| match node {
        Node::Block(Block::Paragraph(paragraph)) => lines.extend(line_of(paragraph)),
        Node::Block(Block::Heading(heading)) => lines.extend(line_of(&heading.paragraph)),
        Node::Block(_) | Node::Inline(_) => {}
    });
    let Room { center, width, height, angle } = room;
    (!lines.is_empty()).then_some(Words { center, width, height, angle, place, lines })
}

fn line_of(paragraph: &Paragraph) -> Option<Line> {
    let mut text = paragraph.label.as_deref().map(|label| label.text.clone() + " ").unwrap_or_default();
    text.push_str(&text_of(paragraph));
    let text = text.trim();
    let is_bold = |inline: &Inline| matches!(inline, Inline::Text(text) if text.marks.contains(Marks::BOLD));
    (!text.is_empty()).then(|| Line {
        text: text.into(),
        size: paragraph.size.filter(|size| *size > 0).unwrap_or(LETTERS),
        color: paragraph.look.color,
        is_bold: paragraph.content.iter().any(is_bold),
        align: paragraph.align,
    })
}

/// How a line is broken, by its number in HWP 5: 2 are dots and 3 dashes, against what is printed.
pub(crate) fn dash(number: u32) -> Option<Dash> {
    Some(match number {
        0 => return None,
        2 | 7 => Dash::Dot,
        3 => Dash::Dash,
        4 => Dash::DashDot,
        5 => Dash::DashDotDot,
        6 => Dash::LongDash,
        _ => Dash::Solid,
    })
}

/// The colour between several, as 0xRRGGBB: a gradient is drawn in it.
pub(crate) fn mixed(colors: impl Iterator<Item = u32>) -> Option<u32> {
    let (mut sum, mut count) = ([0_u64; 3], 0_u64);
    for color in colors {
        let [_, parts @ ..] = color.to_be_bytes();
        sum.iter_mut().zip(parts).for_each(|(sum, part)| *sum += u64::from(part));
        count += 1;
    }
    let mean = |sum: u64| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX);
    let [red, green, blue] = sum.map(mean);
    (count > 0).then(|| u32::from_be_bytes([0, red, green, blue]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Text;

    fn rectangle() -> Outline {
        Outline::Rectangle([(0.0, 0.0), (1_000.0, 0.0), (1_000.0, 500.0), (0.0, 500.0)], 0)
    }

    fn looks() -> Looks {
        Looks { line: Some(Stroke { width: 100, end: Arrow::Head, ..Stroke::default() }), fill: Some(0xFF_FFFF) }
    }

    fn words(text: &str) -> [Block; 1] {
        let content = [Inline::Text(Text { text: text.into(), marks: Marks::BOLD })].into();
        [Block::Paragraph(Paragraph { content, size: Some(1_200), ..Paragraph::default() })]
    }

    #[test]
    fn shapes_lie_where_their_maps_say() {
        let mut sketch = Sketch::default();
        let moved = Matrix([2.0, 0.0, 100.0, 0.0, 2.0, -50.0]);
        sketch.add(&rectangle(), moved, looks(), &words("부서"), Place::Middle);
        sketch.add(&Outline::Line((0.0, 0.0), (100.0, 0.0)), Matrix::default(), looks(), &[], Place::Top);
        let drawing = sketch.finish().unwrap();
        let [rectangle, line] = drawing.shapes.as_slice() else { panic!("{drawing:?}") };
        let corners =
            [Step::Move((100, -50)), Step::Line((2_100, -50)), Step::Line((2_100, 950)), Step::Line((100, 950))];
        assert_eq!(rectangle.path, [corners.as_slice(), &[Step::Close]].concat());
        let words = rectangle.words.as_deref().unwrap();
        assert_eq!((words.center, words.width, words.angle), ((1_100, 450), 1_434, 0));
        assert_eq!((words.lines[0].text.as_str(), words.lines[0].size, words.lines[0].is_bold), ("부서", 1_200, true));
        // Arrows stand at the ends of open lines, and what is open is not filled.
        assert_eq!((rectangle.line.unwrap().end, line.line.unwrap().end), (Arrow::None, Arrow::Head));
        assert_eq!((rectangle.fill, line.fill), (Some(0xFF_FFFF), None));
        assert_eq!((drawing.left, drawing.top), (-300, -300));
    }

    #[test]
    fn words_of_a_turned_shape_are_turned_and_those_of_a_mirrored_one_are_not() {
        for (matrix, angle) in [
            (Matrix([0.0, -1.0, 0.0, 1.0, 0.0, 0.0]), 9_000),
            (Matrix([-1.0, 0.0, 0.0, 0.0, 1.0, 0.0]), 0),
            (Matrix([1.0, 0.0, 0.0, 0.0, -1.0, 0.0]), 0),
        ] {
            let mut sketch = Sketch::default();
            (0..2).for_each(|_| sketch.add(&rectangle(), matrix, looks(), &words("가"), Place::Top));
            let drawing = sketch.finish().unwrap();
            assert_eq!(drawing.shapes[0].words.as_deref().unwrap().angle, angle, "{matrix:?}");
        }
    }

    #[test]
    fn single_shapes_and_few_without_words_are_decoration() {
        let sketch = |count: usize, text: &str| {
            let mut sketch = Sketch::default();
            for _ in 0..count {
                sketch.add(&rectangle(), Matrix::default(), looks(), &words(text), Place::Top);
            }
            sketch.finish().is_some()
        };
        assert_eq!(
            [(1, "가"), (2, "가"), (3, ""), (4, "")].map(|(count, text)| sketch(count, text)),
            [false, true, false, true]
        );
    }

    #[test]
    fn shape_that_shows_nothing_is_none() {
        let mut sketch = Sketch::default();
        for _ in 0..9 {
            sketch.add(&rectangle(), Matrix::default(), Looks::default(), &[], Place::Top);
            sketch.add_picture(&Image::default(), (5, 5), Matrix::default());
        }
        assert!(sketch.finish().is_none());
    }
}
