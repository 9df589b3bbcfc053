//! Outputs of earlier runs that are of no document any more: those whose document is written under another name now, and
//! with `--prune` those whose document is gone.
//!
//! Only what the journal of the folder knows is removed, and only as it was written: another size or another content is
//! somebody's work and stays. No link is followed.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::display::{complain, explain, say, show_path};
use crate::cli::files::folder::{Folder, Place};
use crate::cli::lang::{Said, texts};
use crate::cli::plan::Plan;
use crate::cli::plan::destination::{Destination, MediaFolder};
use crate::cli::record::PictureFile;
use crate::cli::run::journal::{Journal, Other};
use crate::cli::source::{Source, hash};

/// Removes what is of no document any more, after a run that was resumed.
pub(crate) fn run(plan: &Plan, journal: &Journal) {
    let Destination::Folder { root, .. } = &plan.destination else { return };
    let places: Vec<(Option<PathBuf>, PathBuf)> = plan
        .jobs
        .iter()
        .filter_map(|job| {
            let from = match &job.source {
                Source::File(_) | Source::Inside(_) => std::path::absolute(job.source.path()).ok(),
                Source::Stdin | Source::Broken(..) => None,
            };
            Some((from, plan.output(job)?.below))
        })
        .collect();
    let taken: HashSet<PathBuf> = places.iter().map(|(_, below)| below.clone()).collect();
    let now: HashMap<PathBuf, PathBuf> = places.into_iter().filter_map(|(from, below)| Some((from?, below))).collect();
    for other in journal.others(&taken) {
        let Some(from) = &other.from else { continue };
        let said = match now.get(from) {
            // An output that failed to be made leaves the older one.
            Some(below) if is_there(root, below) => {
                texts::RENAMED.with([show_path(&root.join(&other.below)), show_path(&root.join(below))])
            }
            None if plan.prunes && is_gone(plan, from) => {
                texts::PRUNED.with([show_path(&root.join(&other.below)), show_path(Path::new(&other.record.source))])
            }
            _ => continue,
        };
        match remove(plan, root, &other) {
            Ok(true) => {
                journal.forget(&other);
                tell(plan, said);
            }
            Ok(false) => tell(plan, texts::KEPT_CHANGED.with([show_path(&root.join(&other.below))])),
            // Somebody else removed it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => journal.forget(&other),
            Err(error) => complain(texts::AT.with([show_path(&root.join(&other.below)).into(), explain(&error)])),
        }
    }
}

fn tell(plan: &Plan, said: Said) {
    if plan.verbosity.tells() {
        say(said);
    }
}

fn is_there(root: &Path, below: &Path) -> bool {
    let place = Place { root: root.to_owned(), below: below.to_owned() };
    place.find().is_ok_and(|there| there.is_some_and(|(_, _, there)| there.is_file()))
}

/// Whether a document is gone from a folder of this run. One that holds no document at all may be a drive that is not
/// there, and one that could not be walked whole may hold it still.
fn is_gone(plan: &Plan, from: &Path) -> bool {
    // What is missing in an archive that is there, and of which everything was taken, is none of its documents.
    if let Some(archive) = from.ancestors().skip(1).find(|ancestor| ancestor.is_file()) {
        return plan.walked.iter().any(|walked| walked == archive);
    }
    let is_missing = fs::symlink_metadata(from).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_missing && plan.walked.iter().any(|folder| from.starts_with(folder))
}

/// Removes an output with its pictures, if all of it is as it was written.
fn remove(plan: &Plan, root: &Path, other: &Other) -> io::Result<bool> {
    let place = Place { root: root.to_owned(), below: other.below.clone() };
    let Some((folder, name, _)) = place.find()? else { return Err(io::ErrorKind::NotFound.into()) };
    let record = &other.record;
    if !is_as_written(&folder, name, record.output_bytes, record.output_sha256.as_deref())? {
        return Ok(false);
    }
    let media = plan.media.folder(Some(&place), &other.below).ok().flatten();
    if let Some(media) = media.filter(|_| !record.picture_files.is_empty()) {
        remove_pictures(&media, &record.picture_files)?;
    }
    folder.remove(name)?;
    Ok(true)
}

/// Removes the pictures that are as they were written, and the folder when nothing is left in it.
fn remove_pictures(media: &MediaFolder, files: &[PictureFile]) -> io::Result<()> {
    let Ok(folder) = Folder::open(&media.root).and_then(|folder| folder.step_into(&media.below, false)) else {
        return Ok(()); // Not where this run would look for them.
    };
    for file in files {
        let name = OsStr::new(&file.name);
        if is_as_written(&folder, name, file.bytes, Some(&file.sha256)).unwrap_or(false) {
            folder.remove(name)?;
        }
    }
    drop(folder);
    // Only when it is empty.
    let _ = fs::remove_dir(media.path());
    Ok(())
}

fn is_as_written(folder: &Folder, name: &OsStr, bytes: u64, sha256: Option<&str>) -> io::Result<bool> {
    let there = folder.look(name)?.ok_or(io::ErrorKind::NotFound)?;
    if !there.is_file() || there.bytes != bytes {
        return Ok(false);
    }
    let mut content = Vec::new();
    folder.open_file(name)?.take(bytes).read_to_end(&mut content)?;
    Ok(sha256.is_some_and(|expected| hash(&content) == expected))
}
