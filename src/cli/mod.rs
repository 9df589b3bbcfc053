//! The command line: what was typed ([`args`]), what it means ([`plan`]), doing it ([`batch`], one [`job`] at a time),
//! saying what came of it ([`report`]).
//!
//! Knows files, threads and the terminal, and of documents only what the library shows everybody.

mod args;
mod batch;
mod convert;
mod destination;
mod gather;
mod identity;
mod input;
mod job;
mod media;
mod message;
mod names;
mod output;
mod password;
mod plan;
mod record;
mod report;
mod walk;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, ConvertArgs};
use message::{explain, show_path};
use plan::Plan;
use report::{Exit, Reporter, say};

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let exit = match Args::try_parse() {
        Ok(args) => convert(args.convert),
        Err(error) => {
            // Help and version arrive here as well, with standard output as their place. A closed pipe is no matter.
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Success }
        }
    };
    exit.into()
}

fn convert(args: ConvertArgs) -> Exit {
    let plan = match Plan::new(args, io::stdin().is_terminal()) {
        Ok(plan) => plan,
        Err(error) => {
            say(&format!("hwpconv: {error}\nTry 'hwpconv --help' for more.\n"));
            return Exit::Usage;
        }
    };
    let reporter = match Reporter::new(&plan) {
        Ok(reporter) => reporter,
        Err(error) => {
            let path = plan.report.as_deref().map(show_path).unwrap_or_default();
            say(&format!("{path}: report: {}\n", explain(&error)));
            return Exit::Failure;
        }
    };
    convert::quiet_panics();
    batch::run(&plan, reporter)
}
