//! Doing what was planned: documents to text in several threads or processes, and the journal of it.

mod answer;
mod batch;
pub(crate) mod confine;
pub(crate) mod contain;
mod convert;
mod interrupt;
mod job;
mod journal;
mod pictures;
mod prune;
mod resume;
pub(crate) mod worker;

use std::io;
use std::path::Path;

use hwpconv::contain::quiet_panics;

use crate::cli::display::{complain, explain, show_path};
use crate::cli::error::Exit;
use crate::cli::files::temporary::sweep;
use crate::cli::lang::texts;
use crate::cli::plan::Plan;
use crate::cli::plan::destination::{Destination, Media};
use crate::cli::report::{NoReport, Reporter};
use crate::cli::run::interrupt::Interrupt;
use crate::cli::run::journal::Journal;

/// Does everything that a plan says.
pub(crate) fn run(plan: &Plan) -> Exit {
    // Before the report is opened: it may hold what the journal does not, and is written anew.
    let journal = match open_journal(plan) {
        Ok(journal) => journal,
        Err(error) => {
            let Destination::Folder { root, .. } = &plan.destination else { return Exit::Failure };
            complain(texts::JOURNAL_OF.with([show_path(&root.join(journal::NAME)).into(), explain(&error)]));
            return Exit::Failure;
        }
    };
    let reporter = match Reporter::new(plan) {
        Ok(reporter) => reporter,
        Err(NoReport(name, error)) => {
            complain(texts::AT.with([name, explain(&error)]));
            return Exit::Failure;
        }
    };
    sweep_for_one(plan);
    quiet_panics();
    interrupt::outlive_size_limit();
    // One document is either there or not; several are worth an orderly end.
    let interrupt = if plan.is_batch { Interrupt::listen() } else { Interrupt::default() };
    let exit = batch::run(plan, journal.as_ref(), &interrupt, reporter);
    if let Some(journal) = journal.as_ref().filter(|_| plan.resume.is_some() && interrupt.status().is_none()) {
        prune::run(plan, journal);
    }
    if let Some(trouble) = journal.and_then(|journal| journal.finish()) {
        complain(trouble);
    }
    exit
}

fn open_journal(plan: &Plan) -> io::Result<Option<Journal>> {
    let Destination::Folder { root, .. } = &plan.destination else { return Ok(None) };
    if !plan.keeps_journal {
        return Ok(None);
    }
    let journal =
        Journal::open(root, plan.resume.is_some(), plan.report.as_deref().filter(|path| *path != Path::new("-")))?;
    if !journal.has_ended() {
        sweep(root, true);
        if let Media::Mirrored { root, .. } = &plan.media {
            sweep(root, true);
        }
    }
    Ok(Some(journal))
}

/// One document leaves no journal that says how the last run ended; its files are looked for where they would be.
fn sweep_for_one(plan: &Plan) {
    if let Destination::File(path) = &plan.destination {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        sweep(dir, false);
    }
}
