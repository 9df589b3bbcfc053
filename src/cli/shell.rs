//! Completions and the manual page, made from the definitions that the command line is read with.

use clap::{Arg, Command};
use clap_complete::Shell;
use roff::{Inline, Roff, bold, italic, roman};

use crate::cli::args::ShellArg;
use crate::cli::display::{complain, explain, print};
use crate::cli::error::Exit;
use crate::cli::lang::english::{ENVIRONMENT, EXAMPLES, EXIT_STATUS, FILES};
use crate::cli::lang::{Lang, help, texts};
use crate::cli::typed;

/// Prints the completions of a shell.
pub(crate) fn completions(shell: ShellArg) -> Exit {
    let shell = match shell {
        ShellArg::Bash => Shell::Bash,
        ShellArg::Zsh => Shell::Zsh,
        ShellArg::Fish => Shell::Fish,
        ShellArg::PowerShell => Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut typed::command(Lang::current()), "hwpconv", &mut script);
    print_out(&String::from_utf8_lossy(&script))
}

/// Prints the manual page: that of the command, with its subcommands behind.
pub(crate) fn manual() -> Exit {
    let mut command = typed::command(Lang::current());
    command.build();
    print_out(&page(&command))
}

fn page(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    let version = concat!("hwpconv ", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["hwpconv", "1", "", version]);
    page.control("SH", [texts::MAN_NAME.here()]);
    page.text([roman(format!("hwpconv - {}", about.trim_end_matches('.')))]);
    page.control("SH", [texts::MAN_SYNOPSIS.here()]);
    let usage = match Lang::current() {
        Lang::En => typed::USAGE,
        Lang::Ko => help::USAGE,
    };
    as_it_is(&mut page, usage.lines().map(str::trim_start));
    page.control("SH", [texts::MAN_DESCRIPTION.here()]);
    page.text([roman(texts::MAN_TEXT.here())]);
    page.control("SH", [texts::MAN_OPTIONS.here()]);
    options(&mut page, command);
    page.control("SH", [texts::MAN_COMMANDS.here()]);
    for command in command.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        page.control("SS", [format!("hwpconv {}", command.get_name()).as_str()]);
        page.text([roman(about)]);
        options(&mut page, command);
    }
    let sections = match Lang::current() {
        Lang::En => [EXAMPLES, ENVIRONMENT, FILES, EXIT_STATUS],
        Lang::Ko => [help::EXAMPLES, help::ENVIRONMENT, help::FILES, help::EXIT_STATUS],
    };
    for section in sections {
        let (heading, lines) = section.split_once(":\n").unwrap_or_default();
        page.control("SH", [heading.to_uppercase().as_str()]);
        as_it_is(&mut page, lines.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)));
    }
    page.to_roff()
}

/// Lines that keep their ends and their blanks.
fn as_it_is<'a>(page: &mut Roff, lines: impl Iterator<Item = &'a str>) {
    page.control("nf", []);
    lines.for_each(|line| {
        page.text([roman(line)]);
    });
    page.control("fi", []);
}

/// The options of a command, group by group.
fn options(page: &mut Roff, command: &Command) {
    let mut last = None;
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set() && !is_everywhere(command, arg)) {
        let heading = arg.get_help_heading();
        if heading != last && !command.get_name().contains(' ') && command.has_subcommands() {
            page.control("SS", [heading.unwrap_or_default()]);
        }
        last = heading;
        page.control("TP", []);
        page.text(name(arg));
        page.text([roman(said(arg))]);
    }
}

/// Whether an option of a subcommand is one of all commands, and told there.
fn is_everywhere(command: &Command, arg: &Arg) -> bool {
    !command.has_subcommands() && arg.is_global_set()
}

/// `-o, --output <OUT>`.
fn name(arg: &Arg) -> Vec<Inline> {
    let mut words = Vec::new();
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    for option in short.into_iter().chain(long) {
        if !words.is_empty() {
            words.push(roman(", "));
        }
        words.push(bold(option));
    }
    if arg.get_action().takes_values() {
        let value = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
        let value = value.unwrap_or_default();
        let is_first = words.is_empty();
        words.push(roman(if is_first { "" } else { " " }));
        words.push(italic(value));
    }
    words
}

/// The help of an option with its values.
fn said(arg: &Arg) -> String {
    let mut text = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    text = text.replace("\n\n", ". ");
    // The Korean help has them already.
    if !arg.is_hide_possible_values_set() {
        text.push_str(typed::values(arg).english());
    }
    text
}

fn print_out(text: &str) -> Exit {
    match print(text) {
        Ok(()) => Exit::Success,
        Err(error) => {
            complain(texts::AT.with([texts::STANDARD_OUTPUT.said(), explain(&error)]));
            Exit::Failure
        }
    }
}
