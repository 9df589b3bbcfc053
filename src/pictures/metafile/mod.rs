//! Metafiles: the drawing commands of Windows, played onto an SVG.
//!
//! Own players, since the crates that exist are young and large (60,000 lines for both kinds), ignore where the picture
//! begins, and bound nothing. What is drawn, [`gdi`] keeps: pens, brushes, fonts, the way from the units of the picture to
//! the paper. [`wmf`] and [`emf`] read the records of the two kinds; [`svg`](crate::pictures::svg) writes.

mod emf;
mod emf_objects;
mod font;
mod gdi;
mod shapes;
mod wmf;

pub(super) use gdi::Drawn;

#[cfg(test)]
mod tests;

use super::Trouble;
use crate::limits::Limits;

/// Draws a Windows metafile.
pub(super) fn wmf(data: &[u8], limits: &Limits) -> Result<Drawn, Trouble> {
    wmf::play(data, limits)
}

/// Draws an enhanced metafile.
pub(super) fn emf(data: &[u8], limits: &Limits) -> Result<Drawn, Trouble> {
    emf::play(data, limits)
}
