//! The command line.

use std::process::ExitCode;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    ExitCode::from(2)
}
