//! A folder of outputs as somebody else may have left it: below it no link is followed, nothing but files is opened,
//! and no input is replaced.
//!
//! The folder itself was typed and may be a link. On Unix everything below it is done through the open folder and one
//! name at a time, so that nothing can be exchanged between looking and writing.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cli::display::{refused, show_path};
use crate::cli::files::identity::Inputs;
use crate::cli::files::kind::{Kind, There};
use crate::cli::files::system::{self, Handle, Temporary};
use crate::cli::lang::texts;

/// A place for a file: a folder that was typed, and the way below it that was made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The folder; empty for the one in which the command runs.
    pub(crate) root: PathBuf,
    /// The way below it; normal parts only.
    pub(crate) below: PathBuf,
}

impl Place {
    pub(crate) fn path(&self) -> PathBuf {
        self.root.join(&self.below)
    }

    /// The folder of the file, made if it is not there, and the name in it.
    pub(crate) fn make(&self) -> io::Result<(Folder, &OsStr)> {
        let (dir, name) = self.parts()?;
        Ok((Folder::make(&self.root)?.step_into(dir, true)?, name))
    }

    /// What stands there. A folder that is missing has nothing in it.
    pub(crate) fn find(&self) -> io::Result<Option<(Folder, &OsStr, There)>> {
        let (dir, name) = self.parts()?;
        match Folder::open(&self.root).and_then(|folder| folder.step_into(dir, false)) {
            Ok(folder) => Ok(folder.look(name)?.map(|there| (folder, name, there))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn parts(&self) -> io::Result<(&Path, &OsStr)> {
        let name = self.below.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        Ok((self.below.parent().unwrap_or(Path::new("")), name))
    }
}

/// An open folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    handle: Handle,
}

impl Folder {
    /// Opens a folder that was typed.
    pub(crate) fn open(path: &Path) -> io::Result<Folder> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Ok(Folder { handle: system::open_folder(path)?, path: path.to_owned() })
    }

    /// The same, and makes it if it is not there.
    pub(crate) fn make(path: &Path) -> io::Result<Folder> {
        match Folder::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(path)?;
                Folder::open(path)
            }
            result => result,
        }
    }

    /// The folder at the end of a way below this one. `makes` says whether what is missing is made.
    pub(crate) fn step_into(mut self, below: &Path, makes: bool) -> io::Result<Folder> {
        for part in below.components() {
            let name = match part {
                Component::Normal(name) => name,
                Component::CurDir => continue,
                // Made up from names only; whatever else came of it must not lead out of the folder.
                Component::Prefix(_) | Component::RootDir | Component::ParentDir => {
                    return Err(io::ErrorKind::InvalidInput.into());
                }
            };
            let path = self.path.join(name);
            let handle = match system::enter(&self.handle, name) {
                Err(error) if makes && error.kind() == io::ErrorKind::NotFound => {
                    system::make_folder(&self.handle, name)?;
                    system::enter(&self.handle, name)
                }
                result => result,
            };
            let handle = handle.map_err(|error| match self.look(name) {
                Ok(Some(There { kind: Kind::Link, .. })) => refused(texts::PATH_IS_A_LINK.with([show_path(&path)])),
                _ => error,
            })?;
            self = Folder { path, handle };
        }
        Ok(self)
    }

    /// What stands under a name; nothing is opened.
    pub(crate) fn look(&self, name: &OsStr) -> io::Result<Option<There>> {
        match system::look(&self.handle, name) {
            Ok(there) => Ok(Some(there)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens a file to read.
    pub(crate) fn open_file(&self, name: &OsStr) -> io::Result<File> {
        system::look(&self.handle, name)?.expect_file()?;
        system::open_file(&self.handle, name, false)
    }

    /// Opens a file to add to and to read. One that has a second name is refused: that may be anybody's file.
    pub(crate) fn open_to_add(&self, name: &OsStr) -> io::Result<File> {
        let there = system::look(&self.handle, name)?;
        there.expect_file()?;
        if there.names > 1 {
            return Err(refused(texts::HAS_SECOND_NAME));
        }
        system::open_file(&self.handle, name, true)
    }

    /// Puts a new and empty file in the place of a name, and leaves it open to add to and to read.
    pub(crate) fn create(&self, name: &OsStr) -> io::Result<File> {
        Temporary::new(&self.handle)?.rename(name)
    }

    /// Writes a file in one step: under a name of its own, then renamed, so that nobody ever sees half of it and an
    /// older one stays until the new one is complete. Refuses to replace what is no file, or is an input.
    pub(crate) fn write(&self, name: &OsStr, bytes: &[u8], inputs: &Inputs) -> io::Result<()> {
        if let Some(there) = self.look(name)? {
            there.expect_file()?;
            if there.id.is_some_and(|id| inputs.contain_id(&id)) {
                return Err(refused(texts::IS_AN_INPUT));
            }
        }
        let mut temporary = Temporary::new(&self.handle)?;
        temporary.write(bytes)?;
        temporary.rename(name).map(drop)
    }

    /// Removes a file.
    pub(crate) fn remove(&self, name: &OsStr) -> io::Result<()> {
        system::remove(&self.handle, name)
    }

    /// Keeps others out who ask for the same, until the folder is dropped. Where that is not possible nobody is.
    pub(crate) fn lock(&self) {
        system::lock(&self.handle);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::cli::files::identity::FileId;

    fn place(root: &Path, below: &str) -> Place {
        Place { root: root.to_owned(), below: PathBuf::from(below) }
    }

    fn write(root: &Path, below: &str, inputs: &Inputs) -> Result<(), String> {
        let place = place(root, below);
        let written = place.make().and_then(|(folder, name)| folder.write(name, b"new", inputs));
        written.map_err(|error| error.to_string())
    }

    #[test]
    fn folders_are_made_and_files_replaced_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("out");
        for _ in 0..2 {
            write(&root, "x/y/a.md", &Inputs::default()).unwrap();
        }
        assert_eq!(fs::read_to_string(root.join("x/y/a.md")).unwrap(), "new");
        assert_eq!(fs::read_dir(root.join("x/y")).unwrap().count(), 1);
        let file = place(&root, "x/y/a.md");
        let (_, name, there) = file.find().unwrap().unwrap();
        assert_eq!((name, there.bytes, there.names, there.is_file()), (OsStr::new("a.md"), 3, 1, true));
        assert!(place(&root, "x/z/a.md").find().unwrap().is_none());
    }

    #[test]
    fn root_may_be_a_link_and_nothing_below_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::create_dir_all(path("real/in")).unwrap();
        fs::create_dir(path("victim")).unwrap();
        fs::write(path("victim/a.md"), "old").unwrap();
        symlink("real", path("out")).unwrap();
        symlink("../victim", path("real/folder")).unwrap();
        symlink("../victim/a.md", path("real/file.md")).unwrap();
        write(&path("out"), "in/a.md", &Inputs::default()).unwrap();
        assert!(write(&path("out"), "folder/a.md", &Inputs::default()).unwrap_err().contains("out/folder is a link, "));
        assert!(write(&path("out"), "file.md", &Inputs::default()).unwrap_err().starts_with("is a link, "));
        assert!(write(&path("out"), "../victim/a.md", &Inputs::default()).is_err());
        assert!(place(&path("out"), "folder/a.md").find().is_err());
        assert_eq!(fs::read_to_string(path("victim/a.md")).unwrap(), "old");
        assert_eq!(fs::read_dir(path("victim")).unwrap().count(), 1);
    }

    #[test]
    fn input_is_not_replaced_under_a_second_name() {
        let dir = tempfile::tempdir().unwrap();
        let input = dir.path().join("a.hwp");
        fs::write(&input, "input").unwrap();
        fs::hard_link(&input, dir.path().join("a.md")).unwrap();
        let inputs = Inputs::new(FileId::new(&input, &fs::metadata(&input).unwrap()).into_iter().collect());
        assert!(write(dir.path(), "a.md", &inputs).unwrap_err().contains("is an input"));
        assert!(Folder::open(dir.path()).unwrap().open_to_add(OsStr::new("a.md")).is_err());
        assert_eq!(fs::read_to_string(&input).unwrap(), "input");
    }

    #[test]
    fn pipe_in_the_place_of_a_file_is_named_and_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        assert!(std::process::Command::new("mkfifo").arg(dir.path().join("a.md")).status().unwrap().success());
        assert!(write(dir.path(), "a.md", &Inputs::default()).unwrap_err().starts_with("is a named pipe"));
        assert!(Folder::open(dir.path()).unwrap().open_file(OsStr::new("a.md")).is_err());
    }
}
