//! The records of shapes below SHAPE_COMPONENT (specification, drawing objects): lines, rectangles, ellipses, arcs,
//! polygons, curves, to outlines.

use crate::container::bytes::Bytes;
use crate::document::Block;
use crate::document::drawing::Place;
use crate::read::flow::drawing::{Arc, Outline};

use super::super::body::Body;
use super::super::record::{Node, tag};
use super::component::Component;

/// Adds a shape and its words to the drawing under way.
pub(super) fn trace(body: &mut Body<'_, '_, '_>, node: Node<'_, '_>, component: &Component, words: &[Block]) {
    let Some(sketch) = &mut body.sketch else { return };
    let Some(outline) = node.children().find_map(outline) else { return };
    let place = node.child(tag::LIST_HEADER).map(place).unwrap_or_default();
    sketch.add(&outline, component.matrix, component.looks, words, place);
}

/// Where in its box the text of a LIST_HEADER stands.
fn place(header: Node<'_, '_>) -> Place {
    let mut bytes = header.bytes();
    match bytes.skip(4).and_then(|()| bytes.u32()).unwrap_or(0) >> 5 & 3 {
        1 => Place::Middle,
        2 => Place::Bottom,
        _ => Place::Top,
    }
}

fn outline(record: Node<'_, '_>) -> Option<Outline> {
    let mut bytes = record.bytes();
    match record.tag() {
        tag::SHAPE_COMPONENT_LINE => line(&mut bytes),
        tag::SHAPE_COMPONENT_RECTANGLE => {
            let round = bytes.u8()?;
            Some(Outline::Rectangle(
                [spot(&mut bytes)?, spot(&mut bytes)?, spot(&mut bytes)?, spot(&mut bytes)?],
                round,
            ))
        }
        tag::SHAPE_COMPONENT_ELLIPSE => ellipse(&mut bytes),
        tag::SHAPE_COMPONENT_ARC => {
            let kind = Arc::from_number(bytes.u8()?.into());
            Some(Outline::Quarter([spot(&mut bytes)?, spot(&mut bytes)?, spot(&mut bytes)?], kind))
        }
        tag::SHAPE_COMPONENT_POLYGON => spots(&mut bytes).map(Outline::Polygon),
        tag::SHAPE_COMPONENT_CURVE => {
            let spots = spots(&mut bytes)?;
            // Kinds of the ways between: 0 straight, 1 curved.
            let curved = bytes.rest().iter().take(spots.len().saturating_sub(1)).map(|kind| *kind == 1).collect();
            Some(Outline::Curve(spots, curved))
        }
        _ => None,
    }
}

fn spot(bytes: &mut Bytes<'_>) -> Option<(f64, f64)> {
    Some((bytes.i32()?.into(), bytes.i32()?.into()))
}

/// A count and so many places, as far as there are any.
fn spots(bytes: &mut Bytes<'_>) -> Option<Vec<(f64, f64)>> {
    let count = usize::try_from(bytes.i32()?).ok()?;
    let available = count.min(bytes.rest().len() / 8);
    (0..available).map(|_| spot(bytes)).collect()
}

/// A line; that between two objects, which is longer, has the places through which it goes.
fn line(bytes: &mut Bytes<'_>) -> Option<Outline> {
    /// Kinds of connectors that go straight.
    const STRAIGHT: u32 = 3;
    let (from, to) = (spot(bytes)?, spot(bytes)?);
    let straight = Outline::Line(from, to);
    let Some(kind) = bytes.u32().filter(|_| !bytes.is_empty()) else { return Some(straight) };
    // The two objects and where they are joined.
    let Some(count) = bytes.skip(4 * 4).and_then(|()| bytes.u32()) else { return Some(straight) };
    if kind < STRAIGHT {
        return Some(straight);
    }
    let mut through = vec![from];
    for _ in 0..count {
        let Some(place) = spot(bytes).filter(|_| bytes.skip(2).is_some()) else { break };
        through.push(place);
    }
    through.push(to);
    through.dedup();
    Some(Outline::Lines(through))
}

/// The middle, the ends of the axes, and where a part begins and ends.
fn ellipse(bytes: &mut Bytes<'_>) -> Option<Outline> {
    const IS_PART: u32 = 2;
    let bits = bytes.u32()?;
    let axes = [spot(bytes)?, spot(bytes)?, spot(bytes)?];
    if bits & IS_PART == 0 {
        return Some(Outline::Ellipse(axes));
    }
    let (from, to) = (spot(bytes)?, spot(bytes)?);
    Some(Outline::Part(axes, from, to, Arc::from_number(bits >> 2 & 0xFF)))
}
