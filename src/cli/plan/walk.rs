//! Folders to the documents in them, in an order that does not depend on the file system.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::display;
use crate::cli::files::open::special;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::names;

/// What a walk comes upon.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file that is called like a document.
    Document(PathBuf, Metadata),
    /// A file that is called like a ZIP archive.
    Archive(PathBuf, Metadata),
    /// Something that should have been looked at and could not.
    Trouble(PathBuf, Said),
    /// A symbolic link to a folder, or one that is called like a document, and that is not followed: so a tree is walked
    /// once and never left.
    Link,
    /// A hidden folder or document, or the lock file of one, that is not taken.
    Hidden,
}

/// How a folder is walked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ways {
    /// Whether hidden and lock files are taken.
    pub(crate) hidden: bool,
    /// Whether links are followed.
    pub(crate) follow: bool,
    /// How many entries of a ZIP archive are looked at.
    pub(crate) entries: u64,
    /// Folders that are left out, in full: those that the run writes to.
    pub(crate) outputs: Vec<PathBuf>,
}

impl Ways {
    fn is_hidden(&self, entry: &DirEntry) -> bool {
        !self.hidden && entry.depth() > 0 && is_hidden(entry)
    }

    /// Whether an entry is a folder that the run writes to.
    fn is_output(&self, entry: &DirEntry) -> bool {
        let is_named = || {
            let name = entry.file_name();
            self.outputs.iter().any(|output| output.file_name() == Some(name))
        };
        // Most folders are called otherwise, and need not be resolved.
        entry.depth() > 0
            && entry.file_type().is_dir()
            && is_named()
            && fs::canonicalize(entry.path()).is_ok_and(|full| self.outputs.contains(&full))
    }
}

/// Whether an entry is hidden, or the lock file that a word processor makes beside an open document.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~$") || has_hidden_attribute(entry)
}

#[cfg(windows)]
fn has_hidden_attribute(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 0x2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0)
}

#[cfg(not(windows))]
fn has_hidden_attribute(_entry: &DirEntry) -> bool {
    false
}

/// Everything of interest below a folder, sorted by name within each folder.
pub(crate) fn walk(dir: &Path, ways: &Ways) -> impl Iterator<Item = Found> {
    let mut entries = WalkDir::new(dir).follow_links(ways.follow).sort_by_file_name().into_iter();
    let mut is_over = false;
    std::iter::from_fn(move || {
        while !is_over {
            let found = match entries.next() {
                None => {
                    is_over = true;
                    None
                }
                Some(Err(error)) => Some(trouble(dir, error)),
                Some(Ok(entry)) if ways.is_hidden(&entry) => {
                    let is_dir = entry.file_type().is_dir();
                    if is_dir {
                        entries.skip_current_dir();
                    }
                    (is_dir || is_wanted(entry.path())).then_some(Found::Hidden)
                }
                Some(Ok(entry)) if ways.is_output(&entry) => {
                    entries.skip_current_dir();
                    None
                }
                Some(Ok(entry)) => look(entry),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

fn look(entry: DirEntry) -> Option<Found> {
    let kind = entry.file_type();
    let is_wanted = is_wanted(entry.path());
    // The folder that was named may be a link, and is followed.
    if kind.is_symlink() && entry.depth() > 0 {
        let leads_to_folder = || fs::metadata(entry.path()).is_ok_and(|target| target.is_dir());
        return (is_wanted || leads_to_folder()).then_some(Found::Link);
    }
    // Folders are entered by the walk itself; other files are not asked for.
    if kind.is_dir() || kind.is_symlink() || !is_wanted {
        return None;
    }
    if !kind.is_file() {
        return Some(Found::Trouble(entry.into_path(), texts::SPECIAL_NOT_A_FILE.with([special(kind)])));
    }
    Some(match entry.metadata() {
        Ok(metadata) if names::is_archive(entry.path()) => Found::Archive(entry.into_path(), metadata),
        Ok(metadata) => Found::Document(entry.into_path(), metadata),
        Err(error) => trouble(entry.path(), error),
    })
}

/// Whether a file is called like a document or a ZIP archive.
fn is_wanted(path: &Path) -> bool {
    names::is_document(path) || names::is_archive(path)
}

fn trouble(dir: &Path, error: walkdir::Error) -> Found {
    let path = error.path().unwrap_or(dir).to_owned();
    if error.loop_ancestor().is_some() {
        return Found::Trouble(path, texts::LINK_LOOP.said());
    }
    let why = error.into_io_error().map_or_else(|| texts::CANNOT_BE_WALKED.said(), |error| display::explain(&error));
    Found::Trouble(path, why)
}

/// Whether a path is a folder, itself or through a link.
pub(crate) fn is_dir(path: &Path) -> bool {
    fs::metadata(path).as_ref().is_ok_and(Metadata::is_dir)
}
