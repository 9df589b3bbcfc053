//! Containers: bytes to named streams. Knows nothing of what the streams mean.

pub(crate) mod bytes;
pub(crate) mod inflate;
pub(crate) mod package;
pub(crate) mod xml;
