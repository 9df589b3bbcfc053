//! Jobs on several threads, their outcomes in the order of the jobs.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::vec;

use hwpconv::contain::stack_bytes;
use rayon::ThreadPoolBuilder;

use crate::cli::error::Exit;
use crate::cli::plan::Plan;
use crate::cli::plan::destination::Destination;
use crate::cli::plan::job::Job;
use crate::cli::record::{Effort, Outcome};
use crate::cli::report::Reporter;
use crate::cli::run::interrupt::Interrupt;
use crate::cli::run::job;
use crate::cli::run::journal::Journal;

/// Documents of this size are worth being started early.
const LARGE_BYTES: u64 = 1 << 20;

/// How many documents at most are started out of turn. Their outcomes wait for those before them.
const LARGE_COUNT: usize = 256;

/// How far the other documents may run ahead of the one that is next to be reported. With [`LARGE_COUNT`], this bounds
/// the memory for outcomes whatever the number of documents.
const AHEAD_COUNT: usize = 1024;

/// How many bytes for a stream may wait for their turn before nothing new is begun.
const AHEAD_BYTES: usize = 16 << 20;

/// Runs every job of a plan.
pub(crate) fn run(plan: &Plan, journal: Option<&Journal>, interrupt: &Interrupt, reporter: Reporter) -> Exit {
    let is_stream = matches!(plan.destination, Destination::Stream(_));
    let progress = reporter.progress();
    let line = Line::new(&plan.jobs, is_stream, interrupt, reporter);
    let work = || {
        while let Some(index) = line.take() {
            // The line gives out positions in the plan only.
            let Some(job) = plan.jobs.get(index) else { continue };
            progress.begin(job);
            let outcome = job::run(plan, journal, job);
            progress.end(job, !outcome.record.is_converted(), outcome.effort == Effort::Spared);
            line.put(index, outcome);
        }
    };
    match ThreadPoolBuilder::new()
        .num_threads(plan.threads.get())
        .stack_size(stack_bytes(plan.conversion.nesting()))
        .build()
    {
        Ok(pool) => {
            pool.broadcast(|_| work());
        }
        // A machine that is short of threads works with this one.
        Err(_) => work(),
    }
    line.finish()
}

/// Gives out jobs and takes back their outcomes.
struct Line<'a> {
    state: Mutex<State>,
    moved: Condvar,
    interrupt: &'a Interrupt,
}

struct State {
    /// The largest jobs, largest first, so that the last thread is not left alone with one of them at the end.
    large: vec::IntoIter<usize>,
    is_large: HashSet<usize>,
    /// The next job that is given out in turn.
    next: usize,
    job_count: usize,
    /// The next job to be reported.
    turn: usize,
    /// Outcomes whose turn has not come.
    waiting: BTreeMap<usize, Outcome>,
    /// How many bytes for the stream of the run wait with them.
    waiting_bytes: usize,
    reporter: Reporter,
}

impl<'a> Line<'a> {
    fn new(jobs: &[Job], is_stream: bool, interrupt: &'a Interrupt, reporter: Reporter) -> Self {
        // What is started out of turn waits long, and a stream would wait with it.
        let large = if is_stream { Vec::new() } else { largest(jobs) };
        Line {
            state: Mutex::new(State {
                is_large: large.iter().copied().collect(),
                large: large.into_iter(),
                next: 0,
                job_count: jobs.len(),
                turn: 0,
                waiting: BTreeMap::new(),
                waiting_bytes: 0,
                reporter,
            }),
            moved: Condvar::new(),
            interrupt,
        }
    }

    /// The next job, or `None` when all are given out or the run is to end. Waits while too many outcomes wait.
    ///
    /// Cannot wait for ever: large jobs are given out before anybody waits, so the job whose turn it is has been given
    /// out to somebody who is working on it, and whose outcome wakes who waits.
    fn take(&self) -> Option<usize> {
        let mut state = self.lock();
        if self.interrupt.status().is_some() {
            return None;
        }
        if state.reporter.is_over() {
            return None;
        }
        if let Some(index) = state.large.next() {
            return Some(index);
        }
        while state.is_far_ahead() && state.next < state.job_count {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
            if state.reporter.is_over() {
                return None;
            }
            if self.interrupt.status().is_some() {
                return None;
            }
        }
        state.next_in_turn()
    }

    fn put(&self, index: usize, outcome: Outcome) {
        let mut state = self.lock();
        state.waiting_bytes = state.waiting_bytes.saturating_add(outcome.waiting_bytes());
        state.waiting.insert(index, outcome);
        state.report();
        drop(state);
        self.moved.notify_all();
    }

    fn finish(self) -> Exit {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        // After an interruption there are outcomes whose turn cannot come, behind jobs that were never given out.
        for (_, outcome) in std::mem::take(&mut state.waiting) {
            state.reporter.take(outcome);
        }
        state.reporter.finish(self.interrupt.status())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether so much waits that nothing new is begun. The job whose turn it is has then been given out.
    fn is_far_ahead(&self) -> bool {
        let is_full = self.waiting_bytes > AHEAD_BYTES && self.next > self.turn;
        is_full || self.next >= self.turn.saturating_add(AHEAD_COUNT)
    }

    fn next_in_turn(&mut self) -> Option<usize> {
        while self.is_large.contains(&self.next) {
            self.next += 1;
        }
        let index = self.next;
        self.next += 1;
        (index < self.job_count).then_some(index)
    }

    /// Reports all outcomes whose turn has come.
    fn report(&mut self) {
        while let Some(outcome) = self.waiting.remove(&self.turn) {
            self.waiting_bytes = self.waiting_bytes.saturating_sub(outcome.waiting_bytes());
            self.reporter.take(outcome);
            self.turn += 1;
        }
    }
}

/// Positions of the largest jobs, largest first, equal ones in their order.
fn largest(jobs: &[Job]) -> Vec<usize> {
    let mut large: Vec<(u64, usize)> =
        jobs.iter().map(|job| job.size).zip(0..).filter(|(size, _)| *size >= LARGE_BYTES).collect();
    large.sort_by_key(|(size, index)| (std::cmp::Reverse(*size), *index));
    large.into_iter().take(LARGE_COUNT).map(|(_, index)| index).collect()
}
