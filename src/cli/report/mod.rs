//! The report of a run: lines on standard error, the report file, the summary, the exit status.

mod page;
pub(crate) mod progress;
mod stream;
#[cfg(feature = "parquet")]
mod table;
mod tally;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::cli::display::{complain, explain, say, show_path, warn};
use crate::cli::error::Exit;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::destination::Destination;
use crate::cli::plan::{Plan, Verbosity};
use crate::cli::record::{Outcome, to_line};
use crate::cli::report::page::Page;
use crate::cli::report::progress::Progress;
use crate::cli::report::stream::Stream;
#[cfg(feature = "parquet")]
use crate::cli::report::table::Table;
use crate::cli::report::tally::Tally;

/// Takes the outcomes of a run in the order of its jobs.
pub(crate) struct Reporter {
    bar: Progress,
    report: Option<ReportFile>,
    page: Option<Page>,
    stream: Option<Stream>,
    #[cfg(feature = "parquet")]
    table: Option<Table>,
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
    file: Box<dyn Write + Send>,
}

impl ReportFile {
    /// Writes a line. Who reads standard output and has seen enough is no trouble.
    fn write(&mut self, line: &str) -> io::Result<()> {
        match self.file.write_all(line.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.path == Path::new("-") => Ok(()),
            result => result,
        }
    }
}

/// The last line of a report: a report without it was cut short.
#[derive(Serialize)]
struct End {
    /// `end`, where the line of a document says what became of it.
    outcome: &'static str,
    /// `complete`, or `interrupted` when the run was asked to end before its last document.
    run: &'static str,
    converted: u64,
    /// Documents whose output was there already.
    spared: u64,
    /// Documents whose output was read back and compared with them.
    verified: u64,
    failed: u64,
    /// Documents that had no turn.
    left: u64,
}

fn report_name(path: &Path) -> Said {
    if path == Path::new("-") {
        return texts::REPORT_OF.with([texts::STANDARD_OUTPUT]);
    }
    texts::REPORT_OF.with([show_path(path)])
}

/// A report or stream that cannot be made, and why.
pub(crate) struct NoReport(pub(crate) Said, pub(crate) io::Error);

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
                let name = |error| NoReport(path.as_deref().map_or_else(String::new, show_path).into(), error);
                Some(Stream::new(path.as_deref(), &plan.inputs).map_err(name)?)
            }
            Destination::Stdout | Destination::File(_) | Destination::Folder { .. } => None,
        };
        #[cfg(feature = "parquet")]
        let (stream, table) = match (stream, plan.conversion.rows) {
            (Some(stream), Some(rows)) => {
                let name = stream.shown();
                (None, Some(Table::new(stream, rows).map_err(|error| NoReport(name, error))?))
            }
            (stream, _) => (stream, None),
        };
        let reporter = Reporter {
            bar: Progress::new(plan),
            report,
            page,
            stream,
            #[cfg(feature = "parquet")]
            table,
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
            plan.notes.iter().for_each(say);
        }
        Ok(reporter)
    }

    /// The bar of the run.
    pub(crate) fn progress(&self) -> Progress {
        self.bar.clone()
    }

    /// Reports a document.
    pub(crate) fn take(&mut self, outcome: Outcome) {
        self.tally.count(&outcome);
        if !outcome.lines.is_empty() {
            let record = &outcome.record;
            self.bar.suspend(|| match (record.is_converted(), record.losses) {
                (false, _) => complain(&outcome.lines),
                (true, 1..) => warn(&outcome.lines),
                (true, 0) => say(&outcome.lines),
            });
        }
        if let Some(stream) = &mut self.stream
            && let Err(error) = stream.put(outcome.stream.as_bytes())
        {
            self.give_up_stream(&error);
        }
        if let Some(page) = &mut self.page
            && let Err(error) = page.take(&outcome)
        {
            self.bar.suspend(|| complain(texts::PAGE_OF.with([show_path(page.path()).into(), explain(&error)])));
            self.page = None;
            self.is_report_broken = true;
        }
        if let Some(report) = &mut self.report
            && let Err(error) = report.write(&outcome.record.line())
        {
            self.give_up_report(&error);
        }
        #[cfg(feature = "parquet")]
        if let (Some(mut table), Some(rows)) = (self.table.take(), outcome.rows) {
            match table.put(outcome.record, rows) {
                Ok(()) => self.table = Some(table),
                Err(error) => self.give_up(table.shown(), &error),
            }
        }
    }

    /// Ends the run; `interrupted` is the status of one that was asked to end.
    pub(crate) fn finish(mut self, interrupted: Option<u8>) -> Exit {
        self.bar.finish();
        if let Some(stream) = self.stream.take() {
            let name = stream.shown();
            // A file that lacks documents would look whole.
            if interrupted.is_some() && stream.is_file() {
                complain(texts::NOT_WRITTEN.with([name]));
            } else if let Err(error) = stream.finish() {
                complain(texts::AT.with([name, explain(&error)]));
                self.is_stream_broken = true;
            }
        }
        #[cfg(feature = "parquet")]
        if let Some(table) = self.table.take() {
            let name = table.shown();
            if interrupted.is_some() {
                table.give_up();
                complain(texts::NOT_WRITTEN.with([name]));
            } else if let Err(error) = table.finish() {
                self.give_up(name, &error);
            }
        }
        let elapsed = self.start.elapsed();
        let left = self.job_count.saturating_sub(self.tally.document_count());
        self.end_report(interrupted.is_some(), left);
        if let Some(page) = self.page.take() {
            let path = page.path().to_owned();
            if let Err(error) = page.write(&self.tally, left, elapsed) {
                complain(texts::PAGE_OF.with([show_path(&path).into(), explain(&error)]));
                self.is_report_broken = true;
            }
        }
        if self.is_batch && self.verbosity.tells() {
            say(self.tally.summary(elapsed));
        }
        if let Some(status) = interrupted {
            let said = match left {
                1 => texts::ONE_INTERRUPTED.said(),
                left => texts::INTERRUPTED.with([left.to_string()]),
            };
            say(if self.resumes { said.and(&texts::RUN_AGAIN.said()) } else { said });
            return Exit::Interrupted(status);
        }
        let is_lossy = self.strict && self.tally.lossy > 0;
        let is_broken = self.is_report_broken || self.is_stream_broken;
        if self.tally.failed_count() > 0 || is_lossy || is_broken { Exit::Failure } else { Exit::Success }
    }

    /// Ends the report, so that one that was cut short can be told from one that is whole.
    fn end_report(&mut self, is_interrupted: bool, left: u64) {
        let end = End {
            outcome: "end",
            run: if is_interrupted { "interrupted" } else { "complete" },
            converted: self.tally.converted,
            spared: self.tally.spared,
            verified: self.tally.verified,
            failed: self.tally.failed_count(),
            left,
        };
        if let Some(report) = &mut self.report
            && let Err(error) = report.write(&to_line(&end))
        {
            self.give_up_report(&error);
        }
    }

    /// Whether the rest of the run would be for nothing: nobody reads its lines, or they cannot be written.
    pub(crate) fn is_over(&self) -> bool {
        self.is_stream_broken || self.stream.as_ref().is_some_and(Stream::is_closed)
    }

    /// Says that the lines of the documents cannot be written. What was written to a file is given up with it.
    fn give_up_stream(&mut self, error: &io::Error) {
        let name = self.stream.take().map(|stream| stream.shown()).unwrap_or_default();
        self.give_up(name, error);
    }

    fn give_up(&mut self, name: Said, error: &io::Error) {
        self.bar.suspend(|| complain(texts::AT.with([name, explain(error)])));
        self.is_stream_broken = true;
    }

    /// Says once that the report cannot be written; documents are still converted.
    fn give_up_report(&mut self, error: &io::Error) {
        let name = self.report.take().map(|report| report_name(&report.path)).unwrap_or_default();
        self.bar.suspend(|| complain(texts::AT.with([name, explain(error)])));
        self.is_report_broken = true;
    }
}

fn create(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdout()));
    }
    if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        fs::create_dir_all(dir)?;
    }
    Ok(Box::new(File::create(path)?))
}
