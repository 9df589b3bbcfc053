//! Where shapes lie: the matrices that a shape has for itself and for each group around it, to one.

use crate::document::Size;

/// An affine map: `x` to `a x + b y + c`, `y` to `d x + e y + f`, by the rows in which formats store it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

/// Farther away than this, in HWPUNIT, nothing lies: 28 metres.
const FARTHEST: f64 = 8_000_000.0;

impl Default for Matrix {
    fn default() -> Self {
        Matrix([1.0, 0.0, 0.0, 0.0, 1.0, 0.0])
    }
}

impl Matrix {
    /// Both maps one after the other, `inner` first.
    #[must_use]
    pub(crate) fn after(self, inner: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([g, h, i, j, k, l])) = (self, inner);
        Matrix([a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f])
    }

    /// Where a point comes to, within what a page can hold.
    pub(crate) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, e, f]) = self;
        let within = |value: f64| if value.is_finite() { value.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
        (within(a * x + b * y + c), within(d * x + e * y + f))
    }

    /// How long the sides of a rectangle become.
    pub(crate) fn sides(self, width: f64, height: f64) -> (f64, f64) {
        let (left, top) = self.point(0.0, 0.0);
        let length = |(x, y): (f64, f64)| (x - left).hypot(y - top);
        (length(self.point(width, 0.0)), length(self.point(0.0, height)))
    }

    /// By how much it turns, in degrees clockwise. One that only mirrors does not turn: words stay to be read.
    pub(crate) fn angle(self) -> f64 {
        let Matrix([a, b, _, d, e, _]) = self;
        let is_mirrored = a * e - b * d < 0.0;
        let sign = if is_mirrored && a < 0.0 { -1.0 } else { 1.0 };
        let angle = (d * sign).atan2(a * sign).to_degrees();
        if angle.is_finite() { angle } else { 0.0 }
    }
}

/// The matrices of a shape as they are read: a movement, then for each group from the outermost on, and at last for the
/// shape itself, how it is scaled and turned.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rendering {
    matrix: Matrix,
    scale: Option<Matrix>,
}

impl Rendering {
    pub(crate) fn moved(&mut self, translation: Matrix) {
        self.matrix = self.matrix.after(translation);
    }

    /// A scale, which the turn that is stored behind it follows.
    pub(crate) fn scaled(&mut self, scale: Matrix) {
        self.settle();
        self.scale = Some(scale);
    }

    pub(crate) fn turned(&mut self, rotation: Matrix) {
        self.matrix = self.matrix.after(rotation);
        self.settle();
    }

    fn settle(&mut self) {
        if let Some(scale) = self.scale.take() {
            self.matrix = self.matrix.after(scale);
        }
    }

    pub(crate) fn finish(mut self) -> Matrix {
        self.settle();
        self.matrix
    }
}

/// How large a shape of this size becomes.
pub(crate) fn shown_size(matrix: Matrix, (width, height): (u32, u32)) -> Option<Size> {
    let (width, height) = matrix.sides(width.into(), height.into());
    Size::new(width.round() as i64, height.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(x: f64, y: f64) -> Matrix {
        Matrix([x, 0.0, 0.0, 0.0, y, 0.0])
    }

    #[test]
    fn shape_is_scaled_then_turned_then_moved() {
        let mut rendering = Rendering::default();
        rendering.moved(Matrix([1.0, 0.0, 100.0, 0.0, 1.0, 10.0]));
        rendering.scaled(scale(2.0, 3.0));
        rendering.turned(Matrix([0.0, -1.0, 0.0, 1.0, 0.0, 0.0]));
        let matrix = rendering.finish();
        // (5, 1) to (10, 3), a quarter clockwise to (-3, 10), then moved.
        assert_eq!(matrix.point(5.0, 1.0), (97.0, 20.0));
        assert_eq!(matrix.angle(), 90.0);
        assert_eq!(shown_size(matrix, (5, 1)), Size::new(10, 3));
    }

    #[test]
    fn scale_of_a_group_applies_to_what_is_in_it() {
        let mut rendering = Rendering::default();
        for factor in [0.5, 4.0] {
            rendering.scaled(Matrix([factor, 0.0, 8.0, 0.0, factor, 0.0]));
            rendering.turned(Matrix::default());
        }
        // The innermost comes first: (1 * 4 + 8) * 0.5 + 8.
        assert_eq!(rendering.finish().point(1.0, 0.0), (14.0, 0.0));
    }

    #[test]
    fn numbers_that_are_none_and_far_ones_stay_on_the_page() {
        let matrix = Matrix([f64::NAN, 0.0, 0.0, 0.0, 1e300, f64::INFINITY]);
        let (x, y) = matrix.point(1.0, 1.0);
        assert!(x.is_finite() && y.is_finite());
        assert_eq!(shown_size(scale(f64::NAN, 1.0), (5, 5)), None);
    }
}
