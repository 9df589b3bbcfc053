//! The meaning of the name after `-o`: a file, a folder, or one file with lines of all documents.

use std::fs;
use std::path::Path;

use hwpconv::Target;

use crate::cli::display::show_path;
use crate::cli::error::{UsageError, usage};
use crate::cli::files::identity::FileId;
use crate::cli::lang::texts;
use crate::cli::plan::destination::Destination;
use crate::cli::plan::gather::Gathered;
use crate::cli::plan::walk;

/// The file that takes the lines of all documents, or `None` when each document has an output of its own.
fn stream(output: Option<&Path>, target: Target) -> Option<Destination> {
    let is_lines = matches!(target, Target::Jsonl | Target::Chunks);
    match output {
        None if is_lines => Some(Destination::Stream(None)),
        Some(path) if is_lines && is_named_lines(path) && !walk::is_dir(path) => {
            Some(Destination::Stream(Some(path.to_owned())))
        }
        _ => None, // A folder, or a target that makes no lines.
    }
}

fn is_named_lines(path: &Path) -> bool {
    let is_device = path.exists() && !path.is_file();
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    is_device || extension == "jsonl" || extension == "ndjson"
}

/// The file for the table of all documents.
pub(crate) fn table(output: Option<&Path>, gathered: &Gathered) -> Result<Destination, UsageError> {
    let Some(output) = output.filter(|path| !walk::is_dir(path) && !ends_like_folder(path)) else {
        return usage(texts::PARQUET_IS_A_FILE);
    };
    refuse_output(output, false, true, gathered)?;
    Ok(Destination::Stream(Some(output.to_owned())))
}

/// `is_told` says that the target was, so that the extension of the output need not.
pub(crate) fn destination(
    output: Option<&Path>,
    is_told: bool,
    gathered: &Gathered,
    target: Target,
) -> Result<Destination, UsageError> {
    if let Some(stream) = stream(output, target) {
        return Ok(stream);
    }
    let Some(output) = output else {
        if gathered.is_batch {
            return usage(texts::NEED_FOLDER);
        }
        return Ok(Destination::Stdout);
    };
    let exists_as_folder = walk::is_dir(output);
    if gathered.is_batch && !exists_as_folder && output.exists() {
        return usage(texts::OUTPUT_IS_FILE.with([show_path(output)]));
    }
    let is_folder = exists_as_folder || ends_like_folder(output);
    if !is_folder {
        refuse_output(output, gathered.is_batch, is_told, gathered)?;
    }
    if gathered.is_batch || is_folder {
        return Ok(Destination::Folder { root: output.to_owned(), extension: extension(target) });
    }
    Ok(Destination::File(output.to_owned()))
}

/// Refuses a name that no file of ours has. An input is refused as one later, whatever it is called.
fn refuse_output(output: &Path, is_batch: bool, is_told: bool, gathered: &Gathered) -> Result<(), UsageError> {
    if output.as_os_str().is_empty() {
        return usage(texts::EMPTY_OUTPUT);
    }
    let is_input = fs::metadata(output)
        .is_ok_and(|there| FileId::new(output, &there).is_some_and(|id| gathered.ids.contains(&id)));
    if is_input { Ok(()) } else { refuse_extension(output, is_batch, is_told) }
}

/// Extensions of files that people ask for and that are not written.
const FOREIGN: [&str; 16] = [
    "pdf", "doc", "docx", "odt", "rtf", "epub", "hwp", "hwpx", "hwt", "hml", "xls", "xlsx", "ppt", "pptx", "png", "jpg",
];

/// Extensions that say what is written.
const OWN: [&str; 10] = ["md", "markdown", "txt", "text", "html", "htm", "json", "jsonl", "ndjson", "parquet"];

/// The same as they are named to people.
const SHOWN: &str = if cfg!(feature = "parquet") {
    ".md, .txt, .html, .json, .jsonl, .parquet"
} else {
    ".md, .txt, .html, .json, .jsonl"
};

/// Refuses a name that asks for what is not written, and one that can only be meant for a file where a folder is needed.
fn refuse_extension(output: &Path, is_batch: bool, is_told: bool) -> Result<(), UsageError> {
    let Some(extension) = output.extension().and_then(|extension| extension.to_str()) else { return Ok(()) };
    let shown = show_path(output);
    let is_one_of = |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_one_of(&FOREIGN) {
        return usage(texts::FOREIGN_EXTENSION.with([
            shown,
            format!(".{}", extension.to_lowercase()),
            SHOWN.to_owned(),
        ]));
    }
    if is_batch && is_one_of(&OWN) {
        return usage(texts::OUTPUT_NAMED_LIKE_FILE.with([shown, show_path(&output.with_extension(""))]));
    }
    // A folder may be called anything else, and so may a device.
    if is_batch || is_told || is_one_of(&OWN) || (output.exists() && !output.is_file()) {
        return Ok(());
    }
    usage(texts::UNKNOWN_EXTENSION.with([shown, format!(".{extension}"), SHOWN.to_owned()]))
}

fn ends_like_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

fn extension(target: Target) -> &'static str {
    match target {
        Target::Markdown => ".md",
        Target::Text => ".txt",
        Target::Html => ".html",
        Target::Json => ".json",
        Target::Chunks | Target::Jsonl => ".jsonl",
    }
}
