//! Suggestions for near misses on the command line.

use std::path::Path;

use crate::cli::args::ConvertArgs;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::names;
use crate::cli::typed::near_command;

/// What is to be said of an input that is not there: it may be a pattern that fits nothing, or a command.
pub(crate) fn missing(path: &Path) -> Option<Said> {
    let name = path.to_str()?;
    if name.contains(['*', '?', '[']) {
        return Some(texts::NO_MATCH.said());
    }
    let is_word = path.components().count() == 1 && path.extension().is_none();
    Some(texts::NEAR_COMMAND.with([near_command(name).filter(|_| is_word)?]))
}

/// What is to be said where a shell replaced the pattern of an option by names of files: the first of them became the
/// value of the option, and the others became inputs.
pub(crate) fn unquoted_glob(args: &ConvertArgs) -> Option<Said> {
    let options = [("--include", &args.selection.include), ("--exclude", &args.selection.exclude)];
    let is_taken = |value: &&String| {
        let path = Path::new(value.as_str());
        let is_sibling =
            |input: &Path| input.parent() == path.parent() && input.extension() == path.extension() && input.is_file();
        names::is_document(path) && path.is_file() && args.inputs.iter().any(|input| is_sibling(input))
    };
    let (option, _) = options.into_iter().find(|(_, values)| values.iter().any(|value| is_taken(&value)))?;
    Some(texts::UNQUOTED_GLOB.with([option]))
}

/// Whether standard input holds a list of files and no document.
pub(crate) fn is_list(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let first = start.split(|byte| *byte == b'\n' || *byte == 0).next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let path = Path::new(first.trim_end_matches('\r'));
    !first.trim().is_empty() && (names::is_document(path) || path.exists())
}
