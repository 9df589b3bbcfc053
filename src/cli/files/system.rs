//! The system calls behind [`Folder`](crate::cli::files::folder::Folder): through open folders where there are any, else by
//! paths that are looked at first.

#[cfg(unix)]
pub(crate) use by_handle::{Handle, Temporary, enter, lock, look, make_folder, open_file, open_folder, remove};
#[cfg(not(unix))]
pub(crate) use by_path::{Handle, Temporary, enter, lock, look, make_folder, open_file, open_folder, remove};

#[cfg(unix)]
mod by_handle {
    use std::collections::hash_map::RandomState;
    use std::ffi::OsStr;
    use std::fs::File;
    use std::hash::BuildHasher;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, FileType, FlockOperation, Mode, OFlags};

    use crate::cli::files::identity::FileId;
    use crate::cli::files::kind::{Kind, There};
    use crate::cli::files::open::regular;
    use crate::cli::files::temporary;

    pub(crate) type Handle = OwnedFd;

    const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

    /// What a file is opened with that may turn out to be a pipe.
    const CAREFUL: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

    pub(crate) fn open_folder(path: &Path) -> io::Result<Handle> {
        Ok(rustix::fs::open(path, FOLDER, Mode::empty())?)
    }

    pub(crate) fn enter(folder: &Handle, name: &OsStr) -> io::Result<Handle> {
        Ok(rustix::fs::openat(folder, name, FOLDER.union(OFlags::NOFOLLOW), Mode::empty())?)
    }

    pub(crate) fn make_folder(folder: &Handle, name: &OsStr) -> io::Result<()> {
        match rustix::fs::mkdirat(folder, name, Mode::from_raw_mode(0o777)) {
            // Another thread made it.
            Err(rustix::io::Errno::EXIST) => Ok(()),
            result => Ok(result?),
        }
    }

    pub(crate) fn look(folder: &Handle, name: &OsStr) -> io::Result<There> {
        let stat = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let kind = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Link,
            FileType::Fifo => Kind::Pipe,
            FileType::Socket | FileType::CharacterDevice | FileType::BlockDevice | FileType::Unknown => Kind::Other,
        };
        let id = (kind == Kind::File).then(|| FileId::of_numbers(wide(stat.st_dev), wide(stat.st_ino)));
        Ok(There { kind, bytes: wide(stat.st_size), names: wide(stat.st_nlink), id })
    }

    /// The numbers of a file have types of their own on each system; none is negative.
    fn wide<T: TryInto<u64>>(number: T) -> u64 {
        number.try_into().unwrap_or(u64::MAX)
    }

    /// Opens a regular file to read, and also to add to if `adds`.
    pub(crate) fn open_file(folder: &Handle, name: &OsStr, adds: bool) -> io::Result<File> {
        let how = if adds { OFlags::RDWR.union(OFlags::APPEND) } else { OFlags::RDONLY };
        regular(File::from(rustix::fs::openat(folder, name, how.union(CAREFUL), Mode::empty())?))
    }

    pub(crate) fn remove(folder: &Handle, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(folder, name, AtFlags::empty())?)
    }

    pub(crate) fn lock(folder: &Handle) {
        // Not possible on every file system.
        let _ = rustix::fs::flock(folder, FlockOperation::LockExclusive);
    }

    /// A file under a name of its own, gone when it is dropped.
    pub(crate) struct Temporary<'a> {
        folder: &'a Handle,
        name: String,
        /// Gone when it was renamed.
        file: Option<File>,
    }

    impl<'a> Temporary<'a> {
        pub(crate) fn new(folder: &'a Handle) -> io::Result<Self> {
            let how = OFlags::RDWR.union(OFlags::APPEND).union(OFlags::CREATE).union(OFlags::EXCL).union(CAREFUL);
            let (prefix, suffix) = temporary::Kind::Output.ends();
            loop {
                // The keys of a hasher are the random numbers of the standard library.
                let name = format!("{prefix}{:016x}{suffix}", RandomState::new().hash_one(0));
                let opened = match rustix::fs::openat(folder, &name, how, Mode::from_raw_mode(0o666)) {
                    Err(rustix::io::Errno::EXIST) => continue,
                    opened => File::from(opened?),
                };
                let made = Temporary { folder, name, file: Some(opened) };
                let file = made.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
                if temporary::is_ours(file, || file.metadata().is_ok_and(|metadata| metadata.nlink() > 0)) {
                    return Ok(made);
                }
            }
        }

        pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            use std::io::Write;
            self.file.as_mut().ok_or(io::ErrorKind::NotFound)?.write_all(bytes)
        }

        /// Puts the file in the place of a name: over a link or a second name, not through it.
        pub(crate) fn rename(mut self, name: &OsStr) -> io::Result<File> {
            rustix::fs::renameat(self.folder, self.name.as_str(), self.folder, name)?;
            self.file.take().ok_or_else(|| io::ErrorKind::NotFound.into())
        }
    }

    impl Drop for Temporary<'_> {
        fn drop(&mut self) {
            if self.file.is_some() {
                // What cannot be removed is swept by another run.
                let _ = rustix::fs::unlinkat(self.folder, self.name.as_str(), AtFlags::empty());
            }
        }
    }
}

#[cfg(not(unix))]
mod by_path {
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};

    use tempfile::NamedTempFile;

    use crate::cli::files::identity::FileId;
    use crate::cli::files::kind::{Kind, There};
    use crate::cli::files::open::regular;
    use crate::cli::files::temporary::{self, temporary};

    pub(crate) type Handle = PathBuf;

    pub(crate) fn open_folder(path: &Path) -> io::Result<Handle> {
        if fs::metadata(path)?.is_dir() { Ok(path.to_owned()) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    pub(crate) fn enter(folder: &Handle, name: &OsStr) -> io::Result<Handle> {
        match look(folder, name)?.kind {
            Kind::Folder => Ok(folder.join(name)),
            Kind::File | Kind::Link | Kind::Pipe | Kind::Other => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(crate) fn make_folder(folder: &Handle, name: &OsStr) -> io::Result<()> {
        match fs::create_dir(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            result => result,
        }
    }

    pub(crate) fn look(folder: &Handle, name: &OsStr) -> io::Result<There> {
        let path = folder.join(name);
        let metadata = fs::symlink_metadata(&path)?;
        let kind = if metadata.is_symlink() {
            Kind::Link
        } else if metadata.is_dir() {
            Kind::Folder
        } else if metadata.is_file() {
            Kind::File
        } else {
            Kind::Other
        };
        Ok(There { kind, bytes: metadata.len(), names: 1, id: FileId::new(&path, &metadata) })
    }

    pub(crate) fn open_file(folder: &Handle, name: &OsStr, adds: bool) -> io::Result<File> {
        regular(File::options().read(true).append(adds).open(folder.join(name))?)
    }

    pub(crate) fn remove(folder: &Handle, name: &OsStr) -> io::Result<()> {
        fs::remove_file(folder.join(name))
    }

    pub(crate) fn lock(_folder: &Handle) {}

    pub(crate) struct Temporary<'a> {
        folder: &'a Handle,
        file: NamedTempFile,
    }

    impl<'a> Temporary<'a> {
        pub(crate) fn new(folder: &'a Handle) -> io::Result<Self> {
            Ok(Temporary { folder, file: temporary(folder, temporary::Kind::Output)? })
        }

        pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.file.as_file_mut().write_all(bytes)
        }

        pub(crate) fn rename(self, name: &OsStr) -> io::Result<File> {
            self.file.persist(self.folder.join(name)).map_err(|error| error.error)
        }
    }
}
