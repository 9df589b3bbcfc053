//! Containers: bytes to named streams. Knows nothing of what the streams mean.

pub(crate) mod base64;
pub(crate) mod bytes;
pub(crate) mod compound;
pub(crate) mod inflate;
pub(crate) mod package;
mod salvage;
pub(crate) mod xml;

pub(crate) use salvage::{Hints, Recognised};
