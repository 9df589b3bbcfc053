//! What all documents become together, lines or a table: standard output, or one file that is there when it is whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::cli::display::{refused, show_path};
use crate::cli::files::identity::Inputs;
use crate::cli::files::temporary::{Kind, sweep, temporary};
use crate::cli::lang::{Said, texts};

/// Where the lines of a run go.
pub(crate) struct Stream {
    /// The file; `None` for standard output.
    path: Option<PathBuf>,
    sink: Sink,
    /// Whether anything was written.
    is_used: bool,
}

enum Sink {
    Stdout,
    /// A file under a name of its own, renamed at the end.
    File(NamedTempFile),
    /// A device or pipe, which must be written to and never renamed over.
    Device(fs::File),
    /// Who read standard output has seen enough.
    Closed,
}

impl Stream {
    /// Opens the stream before any work is done that it could not hold.
    pub(crate) fn new(path: Option<&Path>, inputs: &Inputs) -> io::Result<Self> {
        let sink = match path {
            None => Sink::Stdout,
            Some(path) if inputs.contain(path) => {
                return Err(refused(texts::IS_AN_INPUT));
            }
            Some(path) if path.exists() && !path.is_file() => {
                Sink::Device(fs::OpenOptions::new().write(true).open(path)?)
            }
            Some(path) => Sink::File(beside(path)?),
        };
        Ok(Stream { path: path.map(Path::to_owned), sink, is_used: false })
    }

    /// Writes the lines of a document, or a part of a table.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.is_used |= !bytes.is_empty();
        let result = match &mut self.sink {
            Sink::Stdout => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(bytes).and_then(|()| stdout.flush())
            }
            Sink::File(file) => file.as_file_mut().write_all(bytes),
            Sink::Device(file) => file.write_all(bytes),
            Sink::Closed => Ok(()),
        };
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.sink = Sink::Closed;
                Ok(())
            }
            result => result,
        }
    }

    /// Whether nobody reads any more, so that the rest of the run is for nothing.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(self.sink, Sink::Closed)
    }

    /// Whether the lines become a file at the end.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self.sink, Sink::File(_))
    }

    /// What the stream is called in messages.
    pub(crate) fn shown(&self) -> Said {
        self.path.as_deref().map_or_else(|| texts::STANDARD_OUTPUT.said(), |path| show_path(path).into())
    }

    /// Puts the file in its place. When no document gave a line, an older file stays.
    pub(crate) fn finish(self) -> io::Result<()> {
        match (self.sink, self.path) {
            (Sink::File(file), Some(path)) if self.is_used => {
                // A link is kept and what it leads to is replaced.
                let path = fs::canonicalize(&path).unwrap_or(path);
                file.persist(path).map(drop).map_err(|error| error.error)
            }
            _ => Ok(()),
        }
    }
}

/// For what is written in parts.
#[cfg(feature = "parquet")]
impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A new file beside its place. What runs left there that were ended from outside is swept away.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    sweep(dir, false);
    temporary(dir, Kind::Lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_there_when_it_is_whole_and_an_older_one_stays_when_there_is_nothing_to_write() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/a.jsonl");
        let mut stream = Stream::new(Some(&path), &Inputs::default()).unwrap();
        stream.put(b"{}\n").unwrap();
        assert!(!path.exists());
        stream.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}\n");
        Stream::new(Some(&path), &Inputs::default()).unwrap().finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}\n");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn file_that_a_run_left_behind_is_swept_and_one_that_is_written_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let left = dir.path().join(".hwpconv_lines-abc.part");
        fs::write(&left, "half").unwrap();
        let path = dir.path().join("a.jsonl");
        let mut first = Stream::new(Some(&path), &Inputs::default()).unwrap();
        assert!(!left.exists());
        first.put(b"first\n").unwrap();
        let mut second = Stream::new(Some(&path), &Inputs::default()).unwrap();
        second.put(b"second\n").unwrap();
        second.finish().unwrap();
        first.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first\n");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
