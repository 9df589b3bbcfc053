//! SHAPE_COMPONENT (specification, drawing object): how large a shape is, where it lies, its line and what fills it.

use crate::container::bytes::Bytes;
use crate::document::Size;
use crate::document::drawing::{Arrow, Stroke};
use crate::read::flow::drawing::{self, Looks};
use crate::read::flow::geometry::{self, Matrix, Rendering};
use crate::read::style::rgb_if_any;

use super::super::record::Node;
use super::ControlId;

/// A shape's own size, and the map from there into the outermost group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Component {
    /// In HWPUNIT.
    pub(super) initial: (u32, u32),
    pub(super) matrix: Matrix,
    pub(super) looks: Looks,
}

impl Component {
    /// What a short record does not hold is as it is by itself. The root of a drawing says its id twice.
    pub(super) fn read(node: Node<'_, '_>, is_root: bool) -> Self {
        let mut component = Component::default();
        let mut bytes = node.bytes();
        let mut rendering = Rendering::default();
        let _ = component.fill(&mut bytes, is_root, &mut rendering);
        component.matrix = rendering.finish();
        component
    }

    fn fill(&mut self, bytes: &mut Bytes<'_>, is_root: bool, rendering: &mut Rendering) -> Option<()> {
        let id = ControlId(bytes.u32()?);
        bytes.skip(if is_root { 4 } else { 0 })?;
        bytes.skip(4 + 4 + 2 + 2)?; // place in the group, depth, version
        self.initial = (bytes.u32()?, bytes.u32()?);
        bytes.skip(4 + 4)?; // the size that the matrices come to
        bytes.skip(4 + 2 + 4 + 4)?; // mirroring, angle and centre of turning, which the matrices hold
        let count = bytes.u16()?;
        rendering.moved(matrix(bytes)?);
        for _ in 0..count {
            rendering.scaled(matrix(bytes)?);
            rendering.turned(matrix(bytes)?);
        }
        // A group has a list of its members instead.
        if id != GROUP {
            self.looks.line = line(bytes)?;
            self.looks.fill = fill(bytes)?;
        }
        Some(())
    }

    /// How large the shape is shown.
    pub(super) fn size(&self) -> Option<Size> {
        geometry::shown_size(self.matrix, self.initial)
    }
}

/// The id of a group.
const GROUP: ControlId = ControlId::new(b"$con");

/// The line around a shape: colour, width, and bits for its kind and its ends.
fn line(bytes: &mut Bytes<'_>) -> Option<Option<Stroke>> {
    let (stored, width, bits) = (bytes.u32()?, bytes.i32()?, bytes.u32()?);
    bytes.skip(1)?; // where the line lies on the outline
    let (start, end) = (bits >> 10 & 0x3F, bits >> 16 & 0x3F);
    let stroke = |(color, dash)| Stroke {
        color,
        width: u32::try_from(width).unwrap_or(0),
        dash,
        start: arrow(start),
        end: arrow(end),
    };
    Some(rgb_if_any(stored).zip(drawing::dash(bits & 0x3F)).map(stroke))
}

/// By its number in the specification.
fn arrow(number: u32) -> Arrow {
    match number {
        0 => Arrow::None,
        4 | 7 => Arrow::Diamond,
        5 | 8 => Arrow::Circle,
        6 | 9 => Arrow::Square,
        _ => Arrow::Head,
    }
}

/// What fills a shape: one colour, or the one between those of a gradient. Pictures and patterns show no colour.
fn fill(bytes: &mut Bytes<'_>) -> Option<Option<u32>> {
    let kinds = bytes.u32()?;
    if kinds & 1 != 0 {
        let (ground, _pattern, _kind) = (bytes.u32()?, bytes.u32()?, bytes.i32()?);
        return Some(rgb_if_any(ground));
    }
    if kinds & 4 == 0 {
        return Some(None);
    }
    bytes.skip(1 + 4 * 4)?; // kind, angle, middle, blur
    let count = usize::try_from(bytes.u32()?).ok()?;
    if count > 2 {
        bytes.skip(count.checked_mul(4)?)?; // where each colour stands
    }
    let colors = bytes.take(count.checked_mul(4)?)?.chunks_exact(4).filter_map(|color| color.first_chunk());
    Some(drawing::mixed(colors.filter_map(|stored| rgb_if_any(u32::from_le_bytes(*stored)))))
}

fn matrix(bytes: &mut Bytes<'_>) -> Option<Matrix> {
    let mut number = || bytes.f64();
    Some(Matrix([number()?, number()?, number()?, number()?, number()?, number()?]))
}
