//! What Python names a document by, and its bytes.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyTuple};

use crate::error::Failure;

/// What a document is read from.
#[derive(Debug)]
pub(crate) enum Source {
    Path(PathBuf),
    /// The content, and what it is called if that is known.
    Content(PyBackedBytes, Option<String>),
    /// What could not be looked at: its name, and why.
    Broken(String, String),
}

impl Source {
    /// A path, a path-like object, bytes, anything that bytes can be made of, or a file opened in binary mode.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Source> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Source::Content(bytes.clone().into(), None));
        }
        if object.is_instance_of::<PyByteArray>() || object.is_instance_of::<PyMemoryView>() {
            let bytes = object.py().get_type::<PyBytes>().call1((object,))?.cast_into::<PyBytes>()?;
            return Ok(Source::Content(bytes.into(), None));
        }
        if object.hasattr("read")? {
            let read = object.call_method0("read")?;
            let Ok(bytes) = read.cast::<PyBytes>() else {
                return Err(PyTypeError::new_err("the file is opened in text mode; open it with mode 'rb'"));
            };
            let name = object.getattr("name").ok().and_then(|name| name.extract().ok());
            return Ok(Source::Content(bytes.clone().into(), name));
        }
        if let Ok(path) = object.extract::<PathBuf>() {
            return Ok(Source::Path(path));
        }
        let found = object.get_type().name()?;
        Err(PyTypeError::new_err(format!("a document is a path, bytes, a memoryview or a binary file, not {found}")))
    }

    /// One of many: also a pair of strings for what could not be looked at.
    pub(crate) fn one_of_many(object: &Bound<'_, PyAny>) -> PyResult<Source> {
        match object.cast::<PyTuple>() {
            Ok(pair) => pair.extract().map(|(name, why)| Source::Broken(name, why)),
            Err(_) => Source::of(object),
        }
    }

    /// What the document is called in outputs.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Source::Path(path) => Some(path.to_string_lossy().into_owned()),
            Source::Content(_, name) => name.clone(),
            Source::Broken(name, _) => Some(name.clone()),
        }
    }

    /// The content. No more than `most` bytes are read.
    pub(crate) fn bytes(&self, most: u64) -> Result<Cow<'_, [u8]>, Failure> {
        let bytes = match self {
            Source::Content(bytes, _) => Cow::Borrowed(&**bytes),
            Source::Path(path) => Cow::Owned(read(path, most).map_err(|error| Failure::of_file(error, path))?),
            Source::Broken(_, why) => return Err(Failure::new("HwpError", "io", why.clone())),
        };
        if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
            let message = format!("larger than {} MiB; max_input= allows more", most >> 20);
            return Err(Failure::new("LimitError", "limit", message));
        }
        Ok(bytes)
    }
}

fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // Asked before it is opened: opening a named pipe waits for somebody who writes.
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("is not a regular file"));
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(metadata.len().min(most)).unwrap_or(0))?;
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
