//! Files that repeat one thing: what a reader does with it must cost the same each time.

mod container;
mod hwp5;
pub mod hwpx;
mod older;

/// A kind of file by its name, made in the size that is asked for, and the size from which it tells something.
pub type Shape = (&'static str, fn(usize) -> Vec<u8>, usize);

/// All kinds.
pub fn shapes() -> impl Iterator<Item = &'static Shape> {
    [container::SHAPES, hwp5::SHAPES, hwpx::SHAPES, older::SHAPES].into_iter().flatten()
}

/// The kind of this name.
pub fn shape(name: &str) -> &'static Shape {
    shapes().find(|(known, ..)| *known == name).unwrap()
}

fn many(count: usize, piece: impl FnMut(usize) -> String) -> String {
    (0..count).map(piece).collect()
}
