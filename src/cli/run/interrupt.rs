//! Ctrl-C and termination: the first asks a run to end after the documents under way, the second ends it at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What shells say of a process that a signal ended: 128 and the number of the signal.
const ENDED_BY: [(i32, u8); 2] = [(SIGINT, 130), (SIGTERM, 143)];

/// Whether the run was asked to end. Clones share the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Listens from now on. A system that does not allow that ends the run at the first signal, as ever: files are
    /// whole then as well.
    pub(crate) fn listen() -> Self {
        let interrupt = Interrupt::default();
        let again = Arc::new(AtomicBool::new(false));
        for (signal, status) in ENDED_BY {
            // In this order: the first signal finds the switch off and turns it on behind itself.
            let _ = flag::register_conditional_shutdown(signal, i32::from(status), Arc::clone(&again));
            let _ = flag::register(signal, Arc::clone(&again));
            let _ = flag::register_usize(signal, Arc::clone(&interrupt.0), usize::from(status));
        }
        interrupt
    }

    /// The exit status to end with, once the run was asked to end.
    pub(crate) fn status(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|status| *status != 0)
    }
}

/// Makes a write beyond the size that the system lets a file have (`ulimit -f`) an error like any other, which is said
/// and costs one output, where it would end the run without a word.
pub(crate) fn outlive_size_limit() {
    // Where that is not possible the run is ended as ever; files are whole then as well.
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
