//! Many documents in several threads, their results in the order of the sources.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, TryLockError};
use std::thread::available_parallelism;
use std::time::Duration;

use hwpconv::Target;
use hwpconv::contain::stack_bytes;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyTuple};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::convert::{self, Converted};
use crate::options::{self, Options};
use crate::source::Source;

/// How far the threads may run ahead of who takes the results, in documents for each thread: this bounds the memory.
const AHEAD: usize = 4;

/// How long Python's signals may wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// An iterator over the results.
#[pyclass(frozen, module = "hwpconv._native")]
pub(crate) struct Many {
    state: Mutex<State>,
    target: Target,
    options: Arc<Options>,
    /// Whether the results are rows of a table, which has the hash of the input.
    is_table: bool,
    /// Set when nobody wants what is still to be done.
    is_over: Arc<AtomicBool>,
}

struct State {
    sources: Option<Py<PyIterator>>,
    pool: ThreadPool,
    ahead: usize,
    waiting: VecDeque<Receiver<Converted>>,
}

#[pymethods]
impl Many {
    #[new]
    fn new(
        sources: &Bound<'_, PyAny>,
        to: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
        jobs: usize,
        is_table: bool,
    ) -> PyResult<Many> {
        let target = options::target(to)?;
        let options = Options::new(options)?.for_target(target);
        let jobs = if jobs == 0 { available_parallelism().map_or(1, usize::from) } else { jobs };
        let pool = ThreadPoolBuilder::new().num_threads(jobs).stack_size(stack_bytes(options.nesting())).build();
        let state = State {
            sources: Some(sources.try_iter()?.unbind()),
            pool: pool.map_err(|error| PyOSError::new_err(format!("no threads: {error}")))?,
            ahead: jobs.saturating_mul(AHEAD),
            waiting: VecDeque::new(),
        };
        Ok(Many { state: Mutex::new(state), target, options: Arc::new(options), is_table, is_over: Arc::default() })
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        // Waiting for another thread here would keep Python's lock from it.
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(PyValueError::new_err("the iterator is already being used")),
        };
        let state = &mut *state;
        self.fill(py, state)?;
        let Some(mut next) = state.waiting.pop_front() else { return Ok(None) };
        loop {
            let waited = py.detach(move || (next.recv_timeout(PATIENCE), next));
            next = waited.1;
            match waited.0 {
                Ok(converted) => return converted.tuple(py).map(Some),
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(error) = py.check_signals() {
                        state.waiting.push_front(next); // Who goes on after Ctrl-C misses no document.
                        return Err(error);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(PyOSError::new_err("the thread of a document is gone"));
                }
            }
        }
    }
}

impl Many {
    /// Begins as many documents as may run ahead.
    fn fill(&self, py: Python<'_>, state: &mut State) -> PyResult<()> {
        while state.waiting.len() < state.ahead {
            let Some(sources) = &state.sources else { return Ok(()) };
            let Some(object) = sources.bind(py).clone().next().transpose()? else {
                state.sources = None;
                return Ok(());
            };
            let source = Source::one_of_many(&object)?;
            let (sender, receiver) = mpsc::channel();
            let (target, is_table) = (self.target, self.is_table);
            let (options, is_over) = (Arc::clone(&self.options), Arc::clone(&self.is_over));
            state.pool.spawn_fifo(move || {
                if !is_over.load(Ordering::Relaxed) {
                    // Nobody waits any more when the iterator is gone.
                    let _ = sender.send(convert::run(&source, target, &options, is_table));
                }
            });
            state.waiting.push_back(receiver);
        }
        Ok(())
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}
