//! The password: from a file or the environment, never from the command line, where every user of the machine sees it.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use hwpconv::Password;

use crate::cli::args::ReadingArgs;
use crate::cli::display::{explain, show_path};
use crate::cli::error::{UsageError, usage};
use crate::cli::lang::texts;

/// Holds the password, for this process and for those that work for it.
pub(crate) const VARIABLE: &str = "HWPCONV_PASSWORD";

/// A password as it was given. Printed nowhere.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(text: String) -> Self {
        Secret(text)
    }

    /// What the library opens documents with.
    pub(crate) fn password(&self) -> Password {
        Password::new(self.0.clone())
    }

    /// The text, for the environment of a process that works for this one.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Longer lines are no password but the wrong file.
const MAX_BYTES: u64 = 64 << 10;

/// The password to open documents with, if there is one.
pub(crate) fn find(args: &ReadingArgs) -> Result<Option<Secret>, UsageError> {
    let Some(path) = &args.password_file else { return from_environment() };
    let line =
        if path == Path::new("-") { first_line(io::stdin().lock()) } else { File::open(path).and_then(first_line) };
    match line {
        Ok(line) => Ok(Some(Secret(line))),
        Err(error) => Err(UsageError(texts::PASSWORD_FILE.with([show_path(path).into(), explain(&error)]))),
    }
}

/// The password in the environment, if there is one.
pub(crate) fn from_environment() -> Result<Option<Secret>, UsageError> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(|value| value.into_string()) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(Secret(text))),
        Some(Err(_)) => usage(texts::VARIABLE_IS_NO_TEXT.with([VARIABLE])),
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
