//! The identity of files behind paths, so that no output is ever written over an input.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

/// What two spellings of one file have in common: device and number where the system tells them, else the full path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileId(Id);

#[cfg(unix)]
type Id = (u64, u64);
#[cfg(not(unix))]
type Id = PathBuf;

impl FileId {
    /// The identity of an ordinary file. Devices and pipes have none: writing to one that is read harms nothing.
    pub(crate) fn new(path: &Path, metadata: &Metadata) -> Option<FileId> {
        if metadata.is_file() { id(path, metadata).map(FileId) } else { None }
    }
}

#[cfg(unix)]
impl FileId {
    /// The identity of an ordinary file by the numbers of its device and of itself.
    pub(crate) fn of_numbers(device: u64, file: u64) -> FileId {
        FileId((device, file))
    }
}

#[cfg(unix)]
fn id(_path: &Path, metadata: &Metadata) -> Option<Id> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn id(path: &Path, _metadata: &Metadata) -> Option<Id> {
    fs::canonicalize(path).ok()
}

/// The inputs of a run: files that may not be written.
#[derive(Debug, Default)]
pub(crate) struct Inputs(Vec<FileId>);

impl Inputs {
    pub(crate) fn new(mut ids: Vec<FileId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Inputs(ids)
    }

    /// Whether a path leads to an input, directly, through a link, or in another spelling.
    pub(crate) fn contain(&self, path: &Path) -> bool {
        // What cannot be looked at does not exist or will refuse to be written as well.
        fs::metadata(path).is_ok_and(|metadata| self.contain_file(path, &metadata))
    }

    /// The same for a file that has been looked at.
    pub(crate) fn contain_file(&self, path: &Path, metadata: &Metadata) -> bool {
        FileId::new(path, metadata).is_some_and(|id| self.contain_id(&id))
    }

    /// The same for a file whose identity is known.
    pub(crate) fn contain_id(&self, id: &FileId) -> bool {
        self.0.binary_search(id).is_ok()
    }
}

/// The full path without links and dots of something that need not exist yet: what exists is resolved, the rest is
/// taken as it is spelled.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    // The folder of a name alone is the one in which the command runs.
    let absolute = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path })?;
    let mut rest = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        if let Ok(mut full) = fs::canonicalize(existing) {
            for part in rest.iter().rev() {
                push_part(&mut full, *part);
            }
            return Ok(full);
        }
        let Some(last) = existing.components().next_back() else { return Ok(absolute) };
        rest.push(last);
        let Some(parent) = existing.parent() else { return Ok(absolute) };
        existing = parent;
    }
}

fn push_part(path: &mut PathBuf, part: Component<'_>) {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        Component::Normal(name) => path.push(name),
        // A root or a dot in the middle of a path adds nothing.
        Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_that_does_not_exist_is_resolved_as_far_as_it_does() {
        let dir = tempfile::tempdir().unwrap();
        let full = fs::canonicalize(dir.path()).unwrap();
        assert_eq!(resolve(&dir.path().join("new/../other/x.md")).unwrap(), full.join("other/x.md"));
        assert_eq!(resolve(Path::new("")).unwrap(), resolve(Path::new(".")).unwrap());
    }

    #[test]
    fn input_is_known_in_another_spelling() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.hwp");
        fs::write(&path, "x").unwrap();
        let id = FileId::new(&path, &fs::metadata(&path).unwrap()).unwrap();
        let inputs = Inputs::new(vec![id]);
        assert!(inputs.contain(&dir.path().join("./a.hwp")));
        assert!(!inputs.contain(dir.path()));
    }
}
