//! Keeping what a document does to a thread within that document: panics, and depth. For the command and for programs
//! that do its work, such as the Python package.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

/// Content nests up to the library's limit of 64 tables and boxes, and each level takes several frames of a reader or
/// writer. The stack that threads have by default (2 MiB, and 1 MiB for a program's first thread on Windows) is too
/// close to that; unused stack costs nothing.
const STACK_BYTES_A_LEVEL: usize = 256 << 10;

/// The stack of a thread that converts content which nests so deep.
#[must_use]
pub fn stack_bytes(nesting: u32) -> usize {
    usize::try_from(nesting.max(64)).unwrap_or(64).saturating_mul(STACK_BYTES_A_LEVEL)
}

thread_local! {
    static IS_CONTAINED: Cell<bool> = const { Cell::new(false) };
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work on one document so that a bug met there costs that document only.
///
/// # Errors
///
/// The words of a panic, with its place in the code after [`quiet_panics`].
pub fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    IS_CONTAINED.set(true);
    // What the work touched is dropped with it or written whole, so nothing half-changed is seen afterwards.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_CONTAINED.set(false);
    result.map_err(|payload| LAST_PANIC.take().unwrap_or_else(|| said(payload.as_ref()).to_owned()))
}

/// From now on keeps the words of a panic in [`contain`]ed work for its error, in place of the several lines that a
/// panic prints by default. Panics elsewhere are printed as ever.
pub fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
            if !IS_CONTAINED.get() {
                return default(info);
            }
            let place =
                info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
            LAST_PANIC.set(Some(format!("{}{place}", said(info.payload()))));
        }));
    });
}

/// The words of a panic.
#[must_use]
pub fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic without words")
}
