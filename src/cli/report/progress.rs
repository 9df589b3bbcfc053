//! The bar on the terminal while a run goes: how far it is by bytes, what failed, what is under way, how long it takes.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::cli::display::show_path;
use crate::cli::lang::texts;
use crate::cli::plan::Plan;
use crate::cli::plan::job::Job;

/// What a document costs beside its bytes, in bytes: opening, writing and telling.
const OVERHEAD: u64 = 16 << 10;

/// How many characters of a name are shown.
const NAME_CHARS: usize = 32;

/// The bar. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Progress {
    bar: ProgressBar,
    state: Arc<Mutex<State>>,
}

/// How far a run is.
struct State {
    start: Instant,
    documents: u64,
    done_documents: u64,
    failed: u64,
    /// The cost of all documents, of those that are done, and of those among these that cost nothing.
    total: u64,
    done: u64,
    spared: u64,
    /// The documents under way, the one that was begun first before the others.
    under_way: Vec<String>,
}

impl Progress {
    /// A bar where one helps: several documents, a terminal, and somebody who wants to be told.
    pub(crate) fn new(plan: &Plan) -> Self {
        let total = plan.jobs.iter().map(cost).sum();
        let state = Arc::new(Mutex::new(State {
            start: Instant::now(),
            documents: u64::try_from(plan.jobs.len()).unwrap_or(u64::MAX),
            done_documents: 0,
            failed: 0,
            total,
            done: 0,
            spared: 0,
            under_way: Vec::new(),
        }));
        if !plan.is_batch || !plan.verbosity.tells() {
            return Progress { bar: ProgressBar::hidden(), state };
        }
        // Hides itself when standard error is no terminal.
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let told = Arc::clone(&state);
        let tell = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
            // A terminal that takes no more is no matter.
            let _ = out.write_str(&lock(&told).sentence());
        };
        let bar = match ProgressStyle::with_template("{bar:20} {percent}% {told}") {
            Ok(style) => bar.with_style(style.with_key("told", tell)),
            Err(_) => bar,
        };
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Progress { bar, state }
    }

    /// A document is begun.
    pub(crate) fn begin(&self, job: &Job) {
        if !self.bar.is_hidden() {
            lock(&self.state).under_way.push(name(job.source.path()));
        }
    }

    /// A document is done, though its turn to be reported may not have come.
    pub(crate) fn end(&self, job: &Job, is_failed: bool, is_spared: bool) {
        if self.bar.is_hidden() {
            return;
        }
        let mut state = lock(&self.state);
        let name = name(job.source.path());
        if let Some(at) = state.under_way.iter().position(|known| *known == name) {
            state.under_way.remove(at);
        }
        state.done_documents += 1;
        state.failed += u64::from(is_failed);
        state.done += cost(job);
        state.spared += if is_spared { cost(job) } else { 0 };
        drop(state);
        self.bar.inc(cost(job));
    }

    /// Says something while the bar is out of the way.
    pub(crate) fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cost(job: &Job) -> u64 {
    job.size.saturating_add(OVERHEAD)
}

impl State {
    /// `12 of 300 documents, 2 failed, 1 min 20 s left, report.hwp`.
    fn sentence(&self) -> String {
        let mut sums = String::new();
        let left = left(self.start.elapsed(), self.done - self.spared, self.total - self.done);
        if self.failed > 0 {
            sums.push_str(texts::PROGRESS_FAILED.with([self.failed.to_string()]).here());
        }
        if let Some(left) = left {
            sums.push_str(texts::PROGRESS_LEFT.with([show(left)]).here());
        }
        if let Some(name) = self.under_way.first() {
            let _ = write!(sums, ", {name}");
        }
        texts::PROGRESS.with([self.done_documents.to_string(), self.documents.to_string()]).to_string() + &sums
    }
}

/// How long what is left takes, if it goes on as it went. Nothing is said before something is done.
fn left(elapsed: Duration, done: u64, rest: u64) -> Option<Duration> {
    (done > 0).then(|| elapsed.mul_f64(rest as f64 / done as f64))
}

/// `45 s`, `3 min 20 s`, `2 h 5 min`.
fn show(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => texts::SECONDS_LONG.with([seconds.to_string()]),
        60..3600 => texts::MINUTES_LONG.with([(seconds / 60).to_string(), (seconds % 60).to_string()]),
        _ => texts::HOURS_LONG.with([(seconds / 3600).to_string(), (seconds / 60 % 60).to_string()]),
    }
    .to_string()
}

/// The name of a file, shortened in the middle of nothing: its end is cut.
fn name(path: &Path) -> String {
    let name = show_path(Path::new(path.file_name().unwrap_or_default()));
    match name.char_indices().nth(NAME_CHARS) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_follows_the_bytes_and_not_the_number_of_documents() {
        // One large document of two is done: of the bytes nine tenths.
        assert_eq!(left(Duration::from_secs(90), 900, 100), Some(Duration::from_secs(10)));
        assert_eq!(left(Duration::from_secs(90), 0, 100), None);
        assert_eq!(show(Duration::from_secs(80)), "1 min 20 s");
        assert_eq!(show(Duration::from_secs(7_500)), "2 h 5 min");
    }

    #[test]
    fn sentence_counts_failures_and_names_the_document_under_way() {
        let state = State {
            start: Instant::now(),
            documents: 300,
            done_documents: 12,
            failed: 2,
            total: 100,
            done: 10,
            spared: 10,
            under_way: vec!["a.hwp".to_owned(), "b.hwp".to_owned()],
        };
        // What cost nothing tells nothing about the rest.
        assert_eq!(state.sentence(), "12 of 300 documents, 2 failed, a.hwp");
    }
}
