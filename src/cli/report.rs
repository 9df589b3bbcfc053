//! What a run says: lines on standard error, the report file, the summary, the exit status.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::destination::Destination;
use crate::cli::job::Outcome;
use crate::cli::message::{explain, show_path};
use crate::cli::page::Page;
use crate::cli::plan::{Plan, Verbosity};
use crate::cli::stream::Stream;
use crate::cli::tally::Tally;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every document was converted.
    Success,
    /// Something failed.
    Failure,
    /// The command line does not make sense.
    Usage,
    /// The run was asked to end, with this status.
    Interrupted(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Success => ExitCode::SUCCESS,
            Exit::Failure => ExitCode::from(1),
            Exit::Usage => ExitCode::from(2),
            Exit::Interrupted(status) => ExitCode::from(status),
        }
    }
}

/// Takes the outcomes of a run in the order of its jobs.
pub(crate) struct Reporter {
    bar: ProgressBar,
    report: Option<ReportFile>,
    page: Option<Page>,
    stream: Option<Stream>,
    verbosity: Verbosity,
    strict: bool,
    is_batch: bool,
    resumes: bool,
    start: Instant,
    job_count: u64,
    tally: Tally,
    is_report_broken: bool,
    is_stream_broken: bool,
}

/// The report as it is written: one line at a time and not buffered, so that a run that is cut short leaves whole lines
/// on what was done, and a million documents cost no memory.
struct ReportFile {
    path: PathBuf,
    file: File,
}

fn report_name(path: &Path) -> String {
    format!("{}: report", show_path(path))
}

/// A report or stream that cannot be made, and why.
pub(crate) struct NoReport(pub(crate) String, pub(crate) io::Error);

impl Reporter {
    /// Opens the reports, before any work is done that they could not record.
    pub(crate) fn new(plan: &Plan) -> Result<Self, NoReport> {
        let page = match &plan.page {
            Some(path) => Some(Page::new(path, plan).map_err(|error| NoReport(report_name(path), error))?),
            None => None,
        };
        let report = match &plan.report {
            Some(path) => {
                let file = create(path).map_err(|error| NoReport(report_name(path), error))?;
                Some(ReportFile { file, path: path.clone() })
            }
            None => None,
        };
        let stream = match &plan.destination {
            Destination::Stream(path) => {
                let name = |error| NoReport(path.as_deref().map_or_else(String::new, show_path), error);
                Some(Stream::new(path.as_deref(), &plan.inputs).map_err(name)?)
            }
            Destination::Stdout | Destination::File(_) | Destination::Folder { .. } => None,
        };
        let reporter = Reporter {
            bar: bar(plan),
            report,
            page,
            stream,
            verbosity: plan.verbosity,
            strict: plan.strict,
            is_batch: plan.is_batch,
            resumes: plan.keeps_journal,
            start: Instant::now(),
            job_count: u64::try_from(plan.jobs.len()).unwrap_or(u64::MAX),
            tally: Tally::default(),
            is_report_broken: false,
            is_stream_broken: false,
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
        self.tally.count(outcome);
        if !outcome.lines.is_empty() {
            self.bar.suspend(|| say(&outcome.lines));
        }
        if let Some(stream) = &mut self.stream
            && let Err(error) = stream.write(&outcome.stream)
        {
            self.give_up_stream(&error);
        }
        if let Some(page) = &mut self.page {
            page.take(outcome);
        }
        if let Some(report) = &mut self.report
            && let Err(error) = report.file.write_all(outcome.record.line().as_bytes())
        {
            self.give_up_report(&error);
        }
    }

    /// Ends the run; `interrupted` is the status of one that was asked to end.
    pub(crate) fn finish(mut self, interrupted: Option<u8>) -> Exit {
        self.bar.finish_and_clear();
        if let Some(stream) = self.stream.take() {
            let path = stream.path().to_owned();
            // A file that lacks documents would look whole.
            if interrupted.is_some() && stream.is_file() {
                say(&format!("{}: not written, because the run was interrupted\n", show_path(&path)));
            } else if let Err(error) = stream.finish() {
                say(&format!("{}: {}\n", show_path(&path), explain(&error)));
                self.is_stream_broken = true;
            }
        }
        let elapsed = self.start.elapsed();
        let left = self.job_count.saturating_sub(self.tally.document_count());
        if let Some(page) = self.page.take() {
            let path = page.path().to_owned();
            if let Err(error) = page.write(&self.tally, left, elapsed) {
                say(&format!("{}: page of the report: {}\n", show_path(&path), explain(&error)));
                self.is_report_broken = true;
            }
        }
        if self.is_batch && self.verbosity.tells() {
            say(&self.tally.summary(elapsed));
        }
        if let Some(status) = interrupted {
            let documents = if left == 1 { "document" } else { "documents" };
            let advice = if self.resumes { "; run again with --resume for the rest" } else { "" };
            say(&format!("interrupted: {left} {documents} not converted{advice}\n"));
            return Exit::Interrupted(status);
        }
        let is_lossy = self.strict && self.tally.lossy > 0;
        let is_broken = self.is_report_broken || self.is_stream_broken;
        if self.tally.failed_count() > 0 || is_lossy || is_broken { Exit::Failure } else { Exit::Success }
    }

    /// Whether the rest of the run would be for nothing: nobody reads its lines, or they cannot be written.
    pub(crate) fn is_over(&self) -> bool {
        self.is_stream_broken || self.stream.as_ref().is_some_and(Stream::is_closed)
    }

    /// Says that the lines of the documents cannot be written. What was written to a file is given up with it.
    fn give_up_stream(&mut self, error: &io::Error) {
        let path = self.stream.take().map(|stream| show_path(stream.path())).unwrap_or_default();
        self.bar.suspend(|| say(&format!("{path}: {}\n", explain(error))));
        self.is_stream_broken = true;
    }

    /// Says once that the report cannot be written; documents are still converted.
    fn give_up_report(&mut self, error: &io::Error) {
        let path = self.report.take().map(|report| show_path(&report.path)).unwrap_or_default();
        self.bar.suspend(|| say(&format!("{path}: report: {}\n", explain(error))));
        self.is_report_broken = true;
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
