//! Round shapes as curves, in units of the picture.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::gdi::Context;
use crate::pictures::svg::{Path, Point};

/// How far the control points of a quarter of a circle are from its ends, of the radius.
const QUARTER: f64 = 0.552_284_749_8;

/// The points where curves of an arc begin and end, from one angle on over another.
fn arc(center: Point, radius: Point, start: f64, sweep: f64) -> (Point, Vec<[Point; 3]>) {
    let count = (sweep.abs() / FRAC_PI_2 - 1e-9).ceil().clamp(1.0, 4.0);
    let step = sweep / count;
    let length = 4.0 / 3.0 * (step / 4.0).tan();
    let on = |angle: f64| (center.0 + radius.0 * angle.cos(), center.1 + radius.1 * angle.sin());
    let along = |angle: f64, by: f64| {
        let (x, y) = on(angle);
        (x - by * radius.0 * angle.sin(), y + by * radius.1 * angle.cos())
    };
    let mut curves = Vec::new();
    let mut angle = start;
    while curves.len() < 4 && (angle - start).abs() < sweep.abs() - 1e-9 {
        curves.push([along(angle, length), along(angle + step, -length), on(angle + step)]);
        angle += step;
    }
    (on(start), curves)
}

impl Context<'_> {
    fn add(&self, path: &mut Path, curves: Vec<[Point; 3]>) {
        for [a, b, c] in curves {
            path.curve_to([self.on_paper(a), self.on_paper(b), self.on_paper(c)]);
        }
    }

    pub(super) fn ellipse(&self, [left, top, right, bottom]: [f64; 4]) -> Path {
        let center = ((left + right) / 2.0, (top + bottom) / 2.0);
        let (start, curves) = arc(center, ((right - left) / 2.0, (bottom - top) / 2.0), 0.0, TAU);
        let mut path = Path::default();
        path.move_to(self.on_paper(start));
        self.add(&mut path, curves);
        path.close();
        path
    }

    /// A part of an ellipse between the directions of two points; `ends` is how it is closed.
    pub(super) fn arc(&self, [left, top, right, bottom]: [f64; 4], from: Point, to: Point, ends: Ends) -> Path {
        let center = ((left + right) / 2.0, (top + bottom) / 2.0);
        let radius = (((right - left) / 2.0).abs(), ((bottom - top) / 2.0).abs());
        let angle = |(x, y): Point| ((y - center.1) * radius.0).atan2((x - center.0) * radius.1);
        let (start, end) = (angle(from), angle(to));
        // Counterclockwise as it is seen: downwards is more.
        let mut sweep = end - start;
        if sweep >= 0.0 {
            sweep -= TAU;
        }
        let (first, curves) = arc(center, radius, start, sweep);
        let mut path = Path::default();
        path.move_to(self.on_paper(first));
        self.add(&mut path, curves);
        match ends {
            Ends::Open => {}
            Ends::Chord => path.close(),
            Ends::Pie => {
                path.line_to(self.on_paper(center));
                path.close();
            }
        }
        path
    }

    /// A rectangle with corners that are quarters of an ellipse of this width and height.
    pub(super) fn round_rectangle(&self, [left, top, right, bottom]: [f64; 4], width: f64, height: f64) -> Path {
        let (left, right) = (left.min(right), left.max(right));
        let (top, bottom) = (top.min(bottom), top.max(bottom));
        let (rx, ry) = ((width.abs() / 2.0).min((right - left) / 2.0), (height.abs() / 2.0).min((bottom - top) / 2.0));
        let (kx, ky) = (rx * (1.0 - QUARTER), ry * (1.0 - QUARTER));
        let at = |x: f64, y: f64| self.on_paper((x, y));
        let mut path = Path::default();
        path.move_to(at(left + rx, top));
        path.line_to(at(right - rx, top));
        path.curve_to([at(right - kx, top), at(right, top + ky), at(right, top + ry)]);
        path.line_to(at(right, bottom - ry));
        path.curve_to([at(right, bottom - ky), at(right - kx, bottom), at(right - rx, bottom)]);
        path.line_to(at(left + rx, bottom));
        path.curve_to([at(left + kx, bottom), at(left, bottom - ky), at(left, bottom - ry)]);
        path.line_to(at(left, top + ry));
        path.curve_to([at(left, top + ky), at(left + kx, top), at(left + rx, top)]);
        path.close();
        path
    }

    pub(super) fn rectangle(&self, [left, top, right, bottom]: [f64; 4]) -> Path {
        self.lines([(left, top), (right, top), (right, bottom), (left, bottom)].into_iter(), true)
    }

    pub(super) fn lines(&self, points: impl Iterator<Item = Point>, is_closed: bool) -> Path {
        let mut path = Path::default();
        for (index, point) in points.enumerate() {
            let point = self.on_paper(point);
            if index == 0 { path.move_to(point) } else { path.line_to(point) }
        }
        if is_closed && !path.is_empty() {
            path.close();
        }
        path
    }
}

/// How a part of an ellipse is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Open,
    Chord,
    Pie,
}
