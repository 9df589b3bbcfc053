//! The password of one locked document, asked for on the terminal. What is typed is not shown.

use std::path::Path;

use hwpconv::{ErrorKind, Limits, Lock, Password, ReadOptions};

use crate::cli::display::{complain, explain, show_path};
use crate::cli::lang::texts;
use crate::cli::plan::Plan;
use crate::cli::plan::password::Secret;
use crate::cli::run::contain::contain;
use crate::cli::source::{self, Source};

/// How often a password may be wrong.
const TRIES: usize = 3;

/// Asks for the password of the document of a plan, if it has one document, which is locked, and no password was given.
///
/// A run of several documents asks nobody: it may go on for hours. Neither does one whose documents are looked at in
/// processes of their own only.
pub(crate) fn ask(plan: &mut Plan) {
    let [job] = plan.jobs.as_slice() else { return };
    let Source::File(path) = &job.source else { return };
    if plan.is_batch || plan.secret.is_some() || plan.bounds.is_some() {
        return;
    }
    // What cannot be read is said by the run.
    let Ok(bytes) = source::read(&job.source, plan.conversion.max_input) else { return };
    if lock(&bytes, None) != Some(ErrorKind::Encrypted(Lock::Password)) {
        return;
    }
    if let Some(secret) =
        ask_for(path, |secret| lock(&bytes, Some(secret.password())) != Some(ErrorKind::WrongPassword))
    {
        plan.conversion.read.password = Some(secret.password());
        plan.secret = Some(secret);
    }
}

/// Asks until a password opens the document. An empty one is none.
fn ask_for(path: &Path, opens: impl Fn(&Secret) -> bool) -> Option<Secret> {
    let mut text = texts::PASSWORD_FOR;
    for _ in 0..TRIES {
        match rpassword::prompt_password(text.with([show_path(path)]).to_string()) {
            Ok(typed) if typed.is_empty() => return None,
            Ok(typed) => {
                let secret = Secret::new(typed);
                if opens(&secret) {
                    return Some(secret);
                }
            }
            // Without a terminal nobody can be asked; the run says what is missing.
            Err(error) => {
                complain(explain(&error));
                return None;
            }
        }
        text = texts::WRONG_PASSWORD_AGAIN;
    }
    None
}

/// Why a document cannot be opened. Of one that is not locked no more than the beginning is read.
fn lock(bytes: &[u8], password: Option<Password>) -> Option<ErrorKind> {
    let limits = Limits { document_bytes: 16 << 20, ..Limits::default() };
    let options = ReadOptions { password, assets: false, limits, ..ReadOptions::default() };
    // A bug met here is met by the run as well, which says so.
    let inspection = contain(|| Ok(hwpconv::inspect(bytes, &options))).ok()?;
    inspection.reading.err().map(|error| error.kind().clone())
}
