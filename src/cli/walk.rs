//! Folders to the documents in them, in an order that does not depend on the file system.

use std::fs::{self, FileType, Metadata};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::message;
use crate::cli::names;

/// What a walk comes upon.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file that is called like a document.
    Document(PathBuf, Metadata),
    /// Something that should have been looked at and could not.
    Trouble(PathBuf, String),
    /// A symbolic link to a folder, or one that is called like a document: links are not followed, so that a tree is
    /// walked once and never left.
    Link,
}

/// Everything of interest below a folder, sorted by name within each folder.
pub(crate) fn walk(dir: &Path) -> impl Iterator<Item = Found> {
    WalkDir::new(dir).sort_by_file_name().into_iter().filter_map(move |entry| match entry {
        Ok(entry) => look(entry),
        Err(error) => Some(trouble(dir, error)),
    })
}

fn look(entry: DirEntry) -> Option<Found> {
    let kind = entry.file_type();
    let named_like_document = names::is_document(entry.path());
    if kind.is_symlink() {
        let leads_to_folder = || fs::metadata(entry.path()).is_ok_and(|target| target.is_dir());
        return (named_like_document || leads_to_folder()).then_some(Found::Link);
    }
    // Folders are entered by the walk itself; other files are not asked for.
    if kind.is_dir() || !named_like_document {
        return None;
    }
    if !kind.is_file() {
        return Some(Found::Trouble(entry.into_path(), format!("is {}, not a file", special(kind))));
    }
    Some(match entry.metadata() {
        Ok(metadata) => Found::Document(entry.into_path(), metadata),
        Err(error) => trouble(entry.path(), error),
    })
}

fn trouble(dir: &Path, error: walkdir::Error) -> Found {
    let path = error.path().unwrap_or(dir).to_owned();
    let why = error.into_io_error().map_or_else(|| "cannot be walked".to_owned(), |error| message::explain(&error));
    Found::Trouble(path, why)
}

/// What a file is that is neither file nor folder nor link.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_kind: FileType) -> &'static str {
    "something else"
}

/// Whether a path is a folder, itself or through a link.
pub(crate) fn is_dir(path: &Path) -> bool {
    fs::metadata(path).as_ref().is_ok_and(Metadata::is_dir)
}
