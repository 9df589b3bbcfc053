//! Containers: bytes to named streams. Knows nothing of what the streams mean.

pub(crate) mod bytes;
pub(crate) mod compound;
pub(crate) mod inflate;
mod salvage;

pub(crate) use salvage::{Hints, Recognised};
