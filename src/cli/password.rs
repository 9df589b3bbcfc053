//! The password: from a file or the environment, never from the command line, where every user of the machine sees it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use hwpconv::Password;

use crate::cli::args::ConvertArgs;
use crate::cli::message::{explain, show_path};
use crate::cli::plan::UsageError;

const VARIABLE: &str = "HWPCONV_PASSWORD";

/// Longer lines are no password but the wrong file.
const MAX_BYTES: u64 = 64 << 10;

/// The password to open documents with, if there is one.
pub(crate) fn find(args: &ConvertArgs) -> Result<Option<Password>, UsageError> {
    let Some(path) = &args.password_file else { return from_environment() };
    let line =
        if path == Path::new("-") { first_line(io::stdin().lock()) } else { File::open(path).and_then(first_line) };
    match line {
        Ok(line) => Ok(Some(Password::new(line))),
        Err(error) => Err(UsageError(format!("{}: password file: {}", show_path(path), explain(&error)))),
    }
}

fn from_environment() -> Result<Option<Password>, UsageError> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(|value| value.into_string()) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(Password::new(text))),
        Some(Err(_)) => Err(UsageError(format!("the environment variable {VARIABLE} is not UTF-8 text"))),
    }
}

/// The first line without its end.
fn first_line(input: impl Read) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(input.take(MAX_BYTES)).read_line(&mut line)?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_is_the_first_line_without_its_end() {
        assert_eq!(first_line(&b" two words \r\nnext"[..]).unwrap(), " two words ");
        assert_eq!(first_line(&b""[..]).unwrap(), "");
    }
}
