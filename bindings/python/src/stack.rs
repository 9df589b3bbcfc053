//! Work on a document: on a stack that is deep enough, and so that a panic costs that document only.

use std::thread;

use hwpconv::contain::{self, said, stack_bytes};

use crate::error::Failure;

/// Does the work on a thread of its own. The stacks that Python's threads have may be too small, and a thread that
/// lived on would be missing in a process that is forked from this one.
pub(crate) fn run<T: Send>(nesting: u32, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(stack_bytes(nesting)).spawn_scoped(scope, || contain(work));
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => Err(Failure::panic(said(payload.as_ref()).to_owned())),
            Err(error) => Err(Failure::new("HwpError", "io", format!("no thread for the document: {error}"))),
        }
    })
}

/// Does the work on this thread.
pub(crate) fn contain<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    contain::contain(work).map_err(Failure::panic)
}
