//! The command line: what was typed ([`args`]), what it means ([`plan`]), doing it ([`batch`], one [`job`] at a time),
//! saying what came of it ([`report`]). Beside that, what a
//! document is ([`info`]) and comfort for shells ([`shell`]).
//!
//! Knows files, threads and the terminal, and of documents only what the library shows everybody.

mod args;
mod batch;
mod convert;
mod destination;
mod filter;
mod gather;
mod identity;
mod info;
mod input;
mod interrupt;
mod job;
mod journal;
mod limit;
mod list;
mod media;
mod message;
mod names;
mod output;
mod page;
mod password;
mod plan;
mod record;
mod report;
mod shell;
mod stream;
mod tally;
mod walk;
mod worker;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, ConvertArgs};
use destination::Destination;
use interrupt::Interrupt;
use journal::Journal;
use message::{explain, show_path};
use plan::{Plan, UsageError};
use report::{Exit, NoReport, Reporter, say};
use worker::Task;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let mut typed: Vec<OsString> = env::args_os().collect();
    let task = Task::take(&mut typed);
    let exit = match (Args::try_parse_from(typed).map(|args| (args.command, args.convert)), task) {
        (Ok((_, convert)), Some(task)) => {
            convert::quiet_panics();
            worker::run(task, &convert)
        }
        (Ok((Some(command), _)), None) => run_command(command),
        (Ok((None, convert)), None) => run_conversion(convert),
        (Err(error), _) => {
            // Help and version arrive here as well, with standard output as their place. A closed pipe is no matter.
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Success }
        }
    };
    exit.into()
}

fn run_command(command: Command) -> Exit {
    match command {
        Command::Info(args) => info::run(args).unwrap_or_else(|error| refuse(&error)),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man => shell::manual(),
    }
}

fn run_conversion(args: ConvertArgs) -> Exit {
    let plan = match Plan::new(args, io::stdin().is_terminal()) {
        Ok(plan) => plan,
        Err(error) => return refuse(&error),
    };
    // Before the report is opened: it may hold what the journal does not, and is written anew.
    let journal = match open_journal(&plan) {
        Ok(journal) => journal,
        Err(error) => {
            let Destination::Folder { root, .. } = &plan.destination else { return Exit::Failure };
            say(&format!("{}: journal of earlier runs: {}\n", show_path(root), explain(&error)));
            return Exit::Failure;
        }
    };
    let reporter = match Reporter::new(&plan) {
        Ok(reporter) => reporter,
        Err(NoReport(name, error)) => {
            say(&format!("{name}: {}\n", explain(&error)));
            return Exit::Failure;
        }
    };
    convert::quiet_panics();
    interrupt::outlive_size_limit();
    // One document is either there or not; several are worth an orderly end.
    let interrupt = if plan.is_batch { Interrupt::listen() } else { Interrupt::default() };
    let exit = batch::run(&plan, journal.as_ref(), &interrupt, reporter);
    if let Some(trouble) = journal.and_then(|journal| journal.finish()) {
        say(&trouble);
    }
    exit
}

fn open_journal(plan: &Plan) -> io::Result<Option<Journal>> {
    let Destination::Folder { root, .. } = &plan.destination else { return Ok(None) };
    if !plan.keeps_journal {
        return Ok(None);
    }
    Journal::open(root, &plan.made_by, plan.resume, plan.report.as_deref()).map(Some)
}

fn refuse(error: &UsageError) -> Exit {
    say(&format!("hwpconv: {error}\nTry 'hwpconv --help' for more.\n"));
    Exit::Usage
}
