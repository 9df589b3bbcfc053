//! What a run says: lines on standard error, the report file, the summary, the exit status.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::job::Outcome;
use crate::cli::message::{explain, show_path};
use crate::cli::plan::{Plan, Verbosity};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every document was converted.
    Success,
    /// Something failed.
    Failure,
    /// The command line does not make sense.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Success => ExitCode::SUCCESS,
            Exit::Failure => ExitCode::from(1),
            Exit::Usage => ExitCode::from(2),
        }
    }
}

/// Takes the outcomes of a run in the order of its jobs.
pub(crate) struct Reporter {
    bar: ProgressBar,
    report: Option<ReportFile>,
    verbosity: Verbosity,
    strict: bool,
    is_batch: bool,
    start: Instant,
    converted_count: u64,
    failed_count: u64,
    lossy_count: u64,
    is_report_broken: bool,
}

/// The report as it is written: one line at a time and not buffered, so that a run that is cut short leaves whole lines
/// on what was done, and a million documents cost no memory.
struct ReportFile {
    path: PathBuf,
    file: File,
}

impl Reporter {
    /// Opens the report, before any work is done that it could not record.
    pub(crate) fn new(plan: &Plan) -> io::Result<Self> {
        let report = match &plan.report {
            Some(path) => Some(ReportFile { file: create(path)?, path: path.clone() }),
            None => None,
        };
        let reporter = Reporter {
            bar: bar(plan),
            report,
            verbosity: plan.verbosity,
            strict: plan.strict,
            is_batch: plan.is_batch,
            start: Instant::now(),
            converted_count: 0,
            failed_count: 0,
            lossy_count: 0,
            is_report_broken: false,
        };
        if plan.verbosity.tells() {
            plan.notes.iter().for_each(|note| say(&format!("{note}\n")));
        }
        Ok(reporter)
    }

    /// A document is done, though its turn to be reported may not have come.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Reports a document.
    pub(crate) fn take(&mut self, outcome: &Outcome) {
        match outcome.is_failed {
            true => self.failed_count += 1,
            false => self.converted_count += 1,
        }
        self.lossy_count += u64::from(outcome.is_lossy);
        if !outcome.lines.is_empty() {
            self.bar.suspend(|| say(&outcome.lines));
        }
        if let (Some(report), Some(record)) = (&mut self.report, &outcome.record)
            && let Err(error) = report.file.write_all(record.as_bytes())
        {
            self.give_up_report(&error);
        }
    }

    /// Ends the run.
    pub(crate) fn finish(self) -> Exit {
        self.bar.finish_and_clear();
        if self.is_batch && self.verbosity.tells() {
            say(&self.summary());
        }
        let is_lossy = self.strict && self.lossy_count > 0;
        if self.failed_count > 0 || is_lossy || self.is_report_broken { Exit::Failure } else { Exit::Success }
    }

    /// Says once that the report cannot be written; documents are still converted.
    fn give_up_report(&mut self, error: &io::Error) {
        let path = self.report.take().map(|report| show_path(&report.path)).unwrap_or_default();
        self.bar.suspend(|| say(&format!("{path}: report: {}\n", explain(error))));
        self.is_report_broken = true;
    }

    fn summary(&self) -> String {
        let documents = if self.converted_count == 1 { "document" } else { "documents" };
        let mut line = format!("{} {documents} converted", self.converted_count);
        if self.failed_count > 0 {
            line.push_str(&format!(", {} failed", self.failed_count));
        }
        if self.lossy_count > 0 {
            line.push_str(&format!(", {} with content left out", self.lossy_count));
        }
        format!("{line} ({:.1} s)\n", self.start.elapsed().as_secs_f64())
    }
}

fn create(path: &Path) -> io::Result<File> {
    if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        fs::create_dir_all(dir)?;
    }
    File::create(path)
}

/// A progress bar where one helps: several documents, a terminal, and somebody who wants to be told.
fn bar(plan: &Plan) -> ProgressBar {
    if !plan.is_batch || !plan.verbosity.tells() {
        return ProgressBar::hidden();
    }
    let length = u64::try_from(plan.jobs.len()).ok();
    // Hides itself when standard error is no terminal.
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Writes to standard error. When that is closed there is nobody left to tell.
pub(crate) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
