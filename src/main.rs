//! The `hwpconv` command.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let program = env::current_exe().map(OsString::from);
    ExitCode::from(hwpconv::run_command(env::args_os().collect(), program.into_iter().collect()))
}
