//! Writing a file that was named, whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::cli::display::refused;
use crate::cli::files::identity::Inputs;
use crate::cli::files::temporary::{Kind, temporary};
use crate::cli::lang::texts;

/// Writes a file in one step: under a name of its own beside its place, then renamed, so that nobody ever sees half of
/// it and an older one stays until the new one is complete. Makes the folders above it.
///
/// For a path that somebody typed, and means as it is: links in it are followed. What is made up below a folder goes
/// through [`Folder`](crate::cli::files::folder::Folder).
///
/// Nothing is forced to the disk: that would cost a large batch most of its time, and guards only against power cuts.
pub(crate) fn write_file(path: &Path, bytes: &[u8], inputs: &Inputs) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if inputs.contain_file(path, &there) => Err(refused(texts::IS_AN_INPUT)),
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // A link is kept and what it leads to is replaced, as redirection in a shell does.
        Ok(there) if there.is_file() => replace(&fs::canonicalize(path)?, bytes),
        // A device or pipe, such as /dev/null: it must be written to, never renamed over.
        Ok(_) => OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Err(_) => replace(path, bytes),
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = match temporary(dir, Kind::Output) {
        // Most files have neighbours, and their folder is there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(dir)?;
            temporary(dir, Kind::Output)?
        }
        made => made?,
    };
    file.as_file_mut().write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
