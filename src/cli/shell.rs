//! Completions and the manual page, made from the definitions that the command line is read with.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::args::{Args, ShellArg};
use crate::cli::message::explain;
use crate::cli::output;
use crate::cli::report::{Exit, say};

/// Prints the completions of a shell.
pub(crate) fn completions(shell: ShellArg) -> Exit {
    let shell = match shell {
        ShellArg::Bash => Shell::Bash,
        ShellArg::Zsh => Shell::Zsh,
        ShellArg::Fish => Shell::Fish,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "hwpconv", &mut script);
    print(script)
}

/// Prints the manual page: that of the command, with its subcommands behind.
pub(crate) fn manual() -> Exit {
    let mut page = Vec::new();
    let mut command = Args::command();
    command.build();
    // Writing to memory cannot fail.
    let _ = Man::new(command.clone()).render(&mut page);
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name().to_uppercase();
        page.extend_from_slice(format!(".SH \"COMMAND {name}\"\n").as_bytes());
        let man = Man::new(subcommand.clone());
        let _ = man.render_synopsis_section(&mut page);
        let _ = man.render_description_section(&mut page);
        if subcommand.get_arguments().any(|argument| !argument.is_hide_set()) {
            let _ = man.render_options_section(&mut page);
        }
    }
    print(page)
}

fn print(bytes: Vec<u8>) -> Exit {
    match output::print(&String::from_utf8_lossy(&bytes)) {
        Ok(()) => Exit::Success,
        Err(error) => {
            say(&format!("standard output: {}\n", explain(&error)));
            Exit::Failure
        }
    }
}
