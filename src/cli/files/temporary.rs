//! Files under names of their own, before they are renamed to what they become.
//!
//! Each is locked as long as it is written. A run that was ended from outside leaves its files behind without their
//! locks: those are swept away, whatever their age, and never one that another run is writing.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;
use walkdir::WalkDir;

use crate::cli::files::open::open_regular;

/// What becomes of a temporary file; each kind has a name of its own, at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One output, there for an instant.
    Output,
    /// The lines of all documents, there as long as the run.
    Lines,
}

impl Kind {
    pub(crate) fn ends(self) -> (&'static str, &'static str) {
        match self {
            Kind::Output => (".hwpconv-", ".tmp"),
            Kind::Lines => (".hwpconv_lines-", ".part"),
        }
    }
}

/// A new file in a folder under a name of its own, locked, and gone when it is dropped.
pub(crate) fn temporary(dir: &Path, kind: Kind) -> io::Result<NamedTempFile> {
    let (prefix, suffix) = kind.ends();
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; this one becomes an ordinary file, which the umask restricts.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    loop {
        let file = builder.tempfile_in(dir)?;
        if is_ours(file.as_file(), || file.path().exists()) {
            return Ok(file);
        }
    }
}

/// Locks a new file. False when another run swept it before it was locked: then another has to be made.
pub(crate) fn is_ours(file: &File, is_there: impl FnOnce() -> bool) -> bool {
    // Where files cannot be locked, none are swept either.
    file.lock().is_err() || is_there()
}

/// Removes the temporary files that runs left in a folder, and below it if that is asked for, when they were ended from
/// outside: the files that nobody has locked. Links are not followed.
pub(crate) fn sweep(root: &Path, is_deep: bool) {
    let is_temporary = |name: &str| {
        [Kind::Output, Kind::Lines].iter().any(|kind| {
            let (prefix, suffix) = kind.ends();
            name.starts_with(prefix) && name.ends_with(suffix)
        })
    };
    let walk = WalkDir::new(root).max_depth(if is_deep { usize::MAX } else { 1 });
    // What cannot be looked at or removed harms nothing but the eye.
    for entry in walk.into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        if entry.file_name().to_str().is_some_and(is_temporary)
            && let Ok(file) = open_regular(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_that_nobody_writes_is_swept_at_any_age_and_one_that_is_written_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let below = dir.path().join("x");
        fs::create_dir(&below).unwrap();
        for name in [".hwpconv-a.tmp", "x/.hwpconv-b.tmp", ".hwpconv_lines-c.part", "kept.tmp", ".hwpconv-d.md"] {
            fs::write(dir.path().join(name), "half").unwrap();
        }
        let written = temporary(dir.path(), Kind::Output).unwrap();
        sweep(dir.path(), false);
        assert!(below.join(".hwpconv-b.tmp").exists());
        sweep(dir.path(), true);
        assert!(written.path().exists() && fs::read_dir(&below).unwrap().next().is_none());
        drop(written);
        let mut names: Vec<_> =
            fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, [".hwpconv-d.md", "kept.tmp", "x"]);
    }
}
