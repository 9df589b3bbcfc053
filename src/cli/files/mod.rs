//! Files as the command meets them: which file a path means, opening none that hangs, writing one whole or not at all.

pub(crate) mod folder;
pub(crate) mod identity;
pub(crate) mod kind;
pub(crate) mod open;
mod system;
pub(crate) mod temporary;
pub(crate) mod write;
