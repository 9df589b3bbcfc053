//! Writing: files whole or not at all, and standard output.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;
use walkdir::{DirEntry, WalkDir};

use crate::cli::identity::Inputs;

/// Writes a file in one step: under a name of its own beside its place, then renamed, so that nobody ever sees half of
/// it and an older one stays until the new one is complete. Makes the folders above it.
///
/// Nothing is forced to the disk: that would cost a large batch most of its time, and guards only against power cuts.
pub(crate) fn write_file(path: &Path, bytes: &[u8], inputs: &Inputs) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if inputs.contain_file(path, &there) => {
            Err(io::Error::other("is an input of this run and is not overwritten"))
        }
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // A link is kept and what it leads to is replaced, as redirection in a shell does.
        Ok(there) if there.is_file() => replace(&fs::canonicalize(path)?, bytes),
        // A device or pipe, such as /dev/null: it must be written to, never renamed over.
        Ok(_) => OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Err(_) => replace(path, bytes),
    }
}

/// What temporary files are called, at both ends.
const TEMPORARY: (&str, &str) = (".hwpconv-", ".tmp");

/// Temporary files are there for an instant; one of this age was left behind.
const STALE: Duration = Duration::from_secs(2);

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match write_and_rename(path, bytes) {
        // Another run can take a file that is written very slowly for one that was left behind.
        Err(error) if error.kind() == io::ErrorKind::NotFound => write_and_rename(path, bytes),
        result => result,
    }
}

fn write_and_rename(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = match temporary(dir) {
        // Most files have neighbours, and their folder is there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(dir)?;
            temporary(dir)?
        }
        made => made?,
    };
    file.as_file_mut().write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file in a folder under a name of its own, gone when it is dropped.
pub(crate) fn temporary(dir: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; this one becomes an ordinary file, which the umask restricts.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(dir)
}

/// Removes the temporary files that a run left in a folder and below, when it was ended from outside.
pub(crate) fn sweep(root: &Path) {
    let is_temporary = |entry: &DirEntry| {
        let name = entry.file_name().to_str();
        name.is_some_and(|name| name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1))
    };
    // What cannot be looked at or removed harms nothing but the eye.
    for entry in WalkDir::new(root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_temporary(&entry) && age().is_some_and(|age| age >= STALE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Prints to standard output. Who closes the pipe has seen enough: that is no failure.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn device_is_written_to_and_stays_a_device() {
        use std::os::unix::fs::FileTypeExt;
        write_file(Path::new("/dev/null"), b"x", &Inputs::default()).unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[cfg(unix)]
    #[test]
    fn link_is_kept_and_its_target_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write_file(&link, b"new", &Inputs::default()).unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn folder_in_the_way_is_an_error_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("a.md")).unwrap();
        assert!(write_file(&dir.path().join("a.md"), b"x", &Inputs::default()).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
