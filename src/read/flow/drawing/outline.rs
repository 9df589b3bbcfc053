//! Outlines: lines, rectangles, ellipses, arcs, polygons and curves to straight lines and Bézier curves.

use std::f64::consts::{FRAC_PI_2, TAU};

/// A place in a shape's own coordinates, in HWPUNIT.
pub(crate) type Spot = (f64, f64);

/// The outline of a shape as formats store it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outline {
    Line(Spot, Spot),
    /// A line through several places.
    Lines(Vec<Spot>),
    /// Corners in their order, and how round they are, in hundredths of the shorter side.
    Rectangle([Spot; 4], u8),
    /// The middle and the ends of two axes.
    Ellipse([Spot; 3]),
    /// A part of an ellipse, from one place to another.
    Part([Spot; 3], Spot, Spot, Arc),
    /// A quarter of an ellipse, from the end of one axis to that of the other.
    Quarter([Spot; 3], Arc),
    Polygon(Vec<Spot>),
    /// Places, and whether the way from each to the next is curved.
    Curve(Vec<Spot>, Vec<bool>),
}

/// How a part of an ellipse is closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Arc {
    /// Not at all.
    #[default]
    Open,
    /// By lines to the middle.
    Pie,
    /// By a line between its ends.
    Chord,
}

impl Arc {
    /// By its number in HWP 5.
    pub(crate) fn from_number(number: u32) -> Self {
        match number {
            1 => Arc::Pie,
            2 => Arc::Chord,
            _ => Arc::Open,
        }
    }
}

/// A piece of an outline, in the shape's own coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Drawn {
    Move(Spot),
    Line(Spot),
    Curve(Spot, Spot, Spot),
    Close,
}

/// How far the points beside a Bézier curve are from its ends, so that it is a quarter of a circle.
const ROUND: f64 = 0.552_284_75;

impl Outline {
    /// Whether it goes around something.
    pub(super) fn is_closed(&self) -> bool {
        match self {
            Outline::Line(..) | Outline::Lines(_) => false,
            Outline::Rectangle(..) | Outline::Ellipse(_) | Outline::Polygon(_) => true,
            Outline::Part(.., arc) | Outline::Quarter(_, arc) => *arc != Arc::Open,
            Outline::Curve(places, _) => places.len() > 2 && places.first() == places.last(),
        }
    }

    pub(super) fn steps(&self) -> Vec<Drawn> {
        match self {
            Outline::Line(from, to) => vec![Drawn::Move(*from), Drawn::Line(*to)],
            Outline::Lines(places) => lines(places),
            Outline::Rectangle(corners, round) => rectangle(*corners, *round),
            Outline::Ellipse(axes) => {
                let mut steps = arc(*axes, 0.0, TAU);
                steps.push(Drawn::Close);
                steps
            }
            Outline::Part(axes, from, to, kind) => {
                let (from, mut to) = (angle(*axes, *from), angle(*axes, *to));
                if to <= from {
                    to += TAU;
                }
                closed(arc(*axes, from, to), *axes, *kind)
            }
            Outline::Quarter(axes, kind) => closed(arc(*axes, 0.0, FRAC_PI_2), *axes, *kind),
            Outline::Polygon(places) => {
                let mut steps = lines(places);
                if !steps.is_empty() {
                    steps.push(Drawn::Close);
                }
                steps
            }
            Outline::Curve(places, curved) => curve(places, curved),
        }
    }
}

fn lines(places: &[Spot]) -> Vec<Drawn> {
    let Some((first, rest)) = places.split_first().filter(|(_, rest)| !rest.is_empty()) else { return Vec::new() };
    [Drawn::Move(*first)].into_iter().chain(rest.iter().map(|place| Drawn::Line(*place))).collect()
}

/// The place at a part of the way from one to another.
fn between((x, y): Spot, (to_x, to_y): Spot, part: f64) -> Spot {
    (x + (to_x - x) * part, y + (to_y - y) * part)
}

fn rectangle(corners: [Spot; 4], round: u8) -> Vec<Drawn> {
    if round == 0 {
        let mut steps = lines(&corners);
        steps.push(Drawn::Close);
        return steps;
    }
    let [a, b, c, d] = corners;
    let length = |(x, y): Spot, (to_x, to_y): Spot| (to_x - x).hypot(to_y - y);
    let (width, height) = (length(a, b), length(b, c));
    let radius = width.min(height) * f64::from(round.min(50)) / 100.0;
    let part = |side: f64| if side > 0.0 { radius / side } else { 0.0 };
    let mut steps = Vec::new();
    // Each corner with the one before it and the one behind it, and the lengths of the sides to them.
    for (corner, before, behind, to_before, to_behind) in
        [(a, d, b, height, width), (b, a, c, width, height), (c, b, d, height, width), (d, c, a, width, height)]
    {
        let (from, to) = (between(corner, before, part(to_before)), between(corner, behind, part(to_behind)));
        steps.push(if steps.is_empty() { Drawn::Move(from) } else { Drawn::Line(from) });
        steps.push(Drawn::Curve(between(from, corner, ROUND), between(to, corner, ROUND), to));
    }
    steps.push(Drawn::Close);
    steps
}

/// Where an ellipse is at an angle, which counts from its first axis to its second.
fn at([center, first, second]: [Spot; 3], angle: f64) -> Spot {
    let (sin, cos) = angle.sin_cos();
    let along = |center: f64, first: f64, second: f64| center + (first - center) * cos + (second - center) * sin;
    (along(center.0, first.0, second.0), along(center.1, first.1, second.1))
}

/// The angle at which an ellipse passes a place, or a line from its middle to there.
fn angle([center, first, second]: [Spot; 3], place: Spot) -> f64 {
    let from = |(x, y): Spot| (x - center.0, y - center.1);
    let ((ax, ay), (bx, by), (x, y)) = (from(first), from(second), from(place));
    let area = ax * by - ay * bx;
    let angle = ((ax * y - ay * x) / area).atan2((x * by - y * bx) / area);
    if angle.is_finite() { angle } else { 0.0 }
}

/// A part of an ellipse, a quarter at a time.
fn arc(axes: [Spot; 3], from: f64, to: f64) -> Vec<Drawn> {
    let count = ((to - from) / FRAC_PI_2 - 1e-6).ceil().clamp(1.0, 4.0);
    let sweep = (to - from) / count;
    // How far the points beside the curve are along its direction.
    let reach = 4.0 / 3.0 * (sweep / 4.0).tan();
    let toward = |angle: f64, by: f64| {
        let ((x, y), (ahead_x, ahead_y)) = (at(axes, angle), at(axes, angle + FRAC_PI_2));
        let (center_x, center_y) = axes[0];
        (x + (ahead_x - center_x) * by, y + (ahead_y - center_y) * by)
    };
    let mut steps = vec![Drawn::Move(at(axes, from))];
    for index in 0..count as u8 {
        let start = from + sweep * f64::from(index);
        let end = start + sweep;
        steps.push(Drawn::Curve(toward(start, reach), toward(end, -reach), at(axes, end)));
    }
    steps
}

fn closed(mut steps: Vec<Drawn>, [center, ..]: [Spot; 3], kind: Arc) -> Vec<Drawn> {
    match kind {
        Arc::Open => {}
        Arc::Pie => steps.extend([Drawn::Line(center), Drawn::Close]),
        Arc::Chord => steps.push(Drawn::Close),
    }
    steps
}

/// A line through all places: smooth where it is curved (each curve leaves a place in the direction from the place before
/// to the place behind), straight elsewhere.
fn curve(places: &[Spot], curved: &[bool]) -> Vec<Drawn> {
    let mut steps = Vec::with_capacity(places.len());
    steps.extend(places.first().copied().map(Drawn::Move));
    let is_curved = |index: usize| curved.get(index).copied().unwrap_or(false);
    for (index, pair) in places.windows(2).enumerate() {
        let [from, to] = *pair else { continue };
        if !is_curved(index) {
            steps.push(Drawn::Line(to));
            continue;
        }
        let before = index.checked_sub(1).filter(|index| is_curved(*index)).and_then(|index| places.get(index));
        let behind = places.get(index + 2).filter(|_| is_curved(index + 1));
        let (before, behind) = (before.copied().unwrap_or(from), behind.copied().unwrap_or(to));
        let beside = |(x, y): Spot, (x0, y0): Spot, (x1, y1): Spot| (x + (x1 - x0) / 6.0, y + (y1 - y0) / 6.0);
        steps.push(Drawn::Curve(beside(from, before, to), beside(to, behind, from), to));
    }
    if steps.len() < 2 { Vec::new() } else { steps }
}

/// The left, upper, right and lower edge of what is drawn.
pub(super) fn extent(steps: &[Drawn]) -> Option<[f64; 4]> {
    let ends = steps.iter().filter_map(|step| match step {
        Drawn::Move(to) | Drawn::Line(to) | Drawn::Curve(.., to) => Some(*to),
        Drawn::Close => None,
    });
    ends.fold(None, |bounds: Option<[f64; 4]>, (x, y)| {
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AXES: [Spot; 3] = [(100.0, 50.0), (200.0, 50.0), (100.0, 100.0)];

    fn ends(outline: &Outline) -> Vec<(i32, i32)> {
        let end = |step: &Drawn| match step {
            Drawn::Move(to) | Drawn::Line(to) | Drawn::Curve(.., to) => {
                Some((to.0.round() as i32, to.1.round() as i32))
            }
            Drawn::Close => None,
        };
        outline.steps().iter().filter_map(end).collect()
    }

    #[test]
    fn ellipse_passes_the_ends_of_its_axes() {
        let outline = Outline::Ellipse(AXES);
        assert_eq!(ends(&outline), [(200, 50), (100, 100), (0, 50), (100, 0), (200, 50)]);
        // A quarter of a circle is as exact as a curve can make it.
        let Some(Drawn::Curve(beside, ..)) = outline.steps().get(1).copied() else { panic!() };
        assert!((beside.0 - 200.0).abs() < 1e-9 && (beside.1 - (50.0 + 50.0 * ROUND)).abs() < 1e-3, "{beside:?}");
    }

    #[test]
    fn part_of_an_ellipse_goes_from_its_first_place_to_its_second() {
        let outline = |kind| Outline::Part(AXES, (100.0, 100.0), (100.0, 0.0), kind);
        assert_eq!(ends(&outline(Arc::Open)), [(100, 100), (0, 50), (100, 0)]);
        assert_eq!(ends(&outline(Arc::Pie)), [(100, 100), (0, 50), (100, 0), (100, 50)]);
        assert_eq!([Arc::Open, Arc::Pie, Arc::Chord].map(|kind| outline(kind).is_closed()), [false, true, true]);
        assert_eq!(ends(&Outline::Quarter(AXES, Arc::Open)), [(200, 50), (100, 100)]);
    }

    #[test]
    fn rounded_rectangle_leaves_its_corners_out() {
        let corners = [(0.0, 0.0), (100.0, 0.0), (100.0, 40.0), (0.0, 40.0)];
        assert_eq!(ends(&Outline::Rectangle(corners, 0)), [(0, 0), (100, 0), (100, 40), (0, 40)]);
        let round = ends(&Outline::Rectangle(corners, 50));
        assert_eq!(round, [(0, 20), (20, 0), (80, 0), (100, 20), (100, 20), (80, 40), (20, 40), (0, 20)]);
    }

    #[test]
    fn curve_passes_its_places_and_is_straight_where_it_says() {
        let places = vec![(0.0, 0.0), (60.0, 0.0), (60.0, 60.0), (0.0, 60.0)];
        let outline = Outline::Curve(places, vec![true, true, false]);
        let steps = outline.steps();
        let [_, Drawn::Curve(_, beside, _), Drawn::Curve(..), Drawn::Line(_)] = steps.as_slice() else {
            panic!("{steps:?}")
        };
        // It passes the second place in the direction from the first to the third.
        assert_eq!(*beside, (50.0, -10.0));
    }

    #[test]
    fn outlines_without_places_are_nothing() {
        for outline in [Outline::Lines(vec![]), Outline::Polygon(vec![(1.0, 1.0)]), Outline::Curve(vec![], vec![true])]
        {
            assert_eq!(outline.steps(), [], "{outline:?}");
        }
        let flat = [(0.0, 0.0); 3];
        let steps = Outline::Part(flat, (1.0, 1.0), (2.0, 2.0), Arc::Pie).steps();
        assert!(extent(&steps).is_some_and(|edges| edges.iter().all(|edge| edge.is_finite())));
    }
}
