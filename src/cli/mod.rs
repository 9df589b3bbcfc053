//! The command line: what was typed ([`args`]), what it means ([`plan`]), doing it ([`run`]), saying what came of it
//! ([`report`]). [`typed`] reads it, in the language of the user ([`lang`]). Beside that, what a document is ([`info`]) and comfort for shells ([`shell`]).
//!
//! Under them: what documents are read from ([`source`]), files ([`files`]), what goes wrong ([`error`]), what is known
//! of a document afterwards ([`record`], [`rows`]), sentences for people ([`display`]), numbers as people type them ([`units`]).
//! No file imports one that imports it, by whatever way.
//!
//! Knows files, threads and the terminal, and of documents only what the library shows everybody.

mod args;
mod display;
mod error;
mod files;
mod info;
mod lang;
#[cfg(feature = "mcp")]
mod mcp;
mod plan;
mod prompt;
mod record;
mod report;
mod rows;
mod run;
mod shell;
mod source;
mod typed;
mod units;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process;

use hwpconv::contain::quiet_panics;

use args::{Command, ConvertArgs};
use display::complain;
use error::{Exit, UsageError};
use lang::texts;
use plan::{Again, Plan};
use run::confine;
use run::worker::{self, Task};

/// Runs the `hwpconv` command and returns its exit status. `typed` is the command line, beginning with the name of the
/// program. `program` is what starts this command again, for a process of its own for each document; where it is empty,
/// no such process can be started.
#[must_use]
pub fn run(mut typed: Vec<OsString>, program: Vec<OsString>) -> u8 {
    let task = Task::take(&mut typed);
    let again = Again { program, typed: typed.iter().skip(1).cloned().collect() };
    let is_verbose = asks_for_more(&typed);
    typed::settle_language_and_colour(&mut typed);
    let more = || if is_verbose { confine::tell() } else { String::new() };
    let exit = match (typed::parse(typed, more).map(|args| (args.command, args.convert)), task) {
        (Ok((_, convert)), Some(task)) => {
            quiet_panics();
            // What started this process may need more for its own end than is left to it now.
            process::exit(worker::run(task, &convert).status().into())
        }
        (Ok((Some(command), _)), None) => run_command(command),
        (Ok((None, convert)), None) => run_conversion(convert, again),
        (Err(exit), _) => exit,
    };
    exit.status()
}

/// Whether `-v` is among the arguments: clap looks at no others beside `--version`.
fn asks_for_more(typed: &[OsString]) -> bool {
    let is_verbose = |arg: &str| arg == "--verbose" || matches!(arg, "-v" | "-vV" | "-Vv");
    typed.iter().filter_map(|arg| arg.to_str()).any(is_verbose)
}

fn run_command(command: Command) -> Exit {
    match command {
        Command::Info(args) => info::run(args).unwrap_or_else(|error| refuse(&error)),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man => shell::manual(),
        #[cfg(feature = "mcp")]
        Command::Mcp { folders } => {
            quiet_panics();
            mcp::run(&folders)
        }
        Command::Help { command } => typed::print_help(command.as_deref()),
    }
}

fn run_conversion(args: ConvertArgs, again: Again) -> Exit {
    match Plan::new(args, io::stdin().is_terminal()) {
        Ok(plan) => {
            let mut plan = Plan { again, ..plan };
            if io::stdin().is_terminal() {
                quiet_panics();
                prompt::ask(&mut plan);
            }
            run::run(&plan)
        }
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &UsageError) -> Exit {
    complain(format!("{error}\n{}", texts::TRY_HELP.here()));
    Exit::Usage
}
