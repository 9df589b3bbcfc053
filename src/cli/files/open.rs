//! Opening files to read that somebody else may have put there: regular files only, so that nothing hangs.

use std::fs::{File, FileType};
use std::io;
use std::path::Path;

use crate::cli::display::refused;
use crate::cli::lang::{Text, texts};

/// Opens a regular file to read. What is anything else is an error that says what it is, and is not waited for: a named
/// pipe would hold up who opens it until somebody writes.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0));
    }
    regular(options.open(path)?)
}

/// The file, if it is a regular one.
pub(crate) fn regular(file: File) -> io::Result<File> {
    let kind = file.metadata()?.file_type();
    if kind.is_file() { Ok(file) } else { Err(not_regular(kind)) }
}

/// Why something is not opened.
fn not_regular(kind: FileType) -> io::Error {
    if kind.is_dir() {
        return io::ErrorKind::IsADirectory.into();
    }
    refused(texts::SPECIAL_REFUSED.with([special(kind)]))
}

/// What a file is that is neither file nor folder nor link.
#[cfg(unix)]
pub(crate) fn special(kind: FileType) -> Text {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        texts::A_PIPE
    } else if kind.is_socket() {
        texts::A_SOCKET
    } else {
        texts::A_DEVICE
    }
}

#[cfg(not(unix))]
pub(crate) fn special(_kind: FileType) -> Text {
    texts::SOMETHING_ELSE
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn pipe_device_and_folder_are_refused_and_nobody_waits() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("p");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(open_regular(&pipe).unwrap_err().to_string().starts_with("is a named pipe, not a file; "));
        assert!(open_regular(Path::new("/dev/null")).unwrap_err().to_string().starts_with("is a device, not a file; "));
        assert_eq!(open_regular(dir.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        std::fs::write(dir.path().join("a"), "").unwrap();
        assert!(open_regular(&dir.path().join("a")).is_ok());
    }
}
