//! The native half of the Python package `hwpconv`: sources in, text and plain values out. What users see is made of
//! these in `python/hwpconv/`, which also has the documentation.
//!
//! Python's lock is released while documents are read and written, and no panic leaves this crate.

mod convert;
mod document;
mod error;
mod many;
mod model;
mod options;
mod source;
mod stack;

use pyo3::prelude::*;

/// The native half of hwpconv.
#[pymodule(gil_used = false)]
mod _native {
    use std::ffi::OsString;

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::convert::{answer, check_options, convert, is_utf8, option_names, stack_bytes};
    #[pymodule_export]
    use crate::document::Document;
    #[pymodule_export]
    use crate::many::Many;

    /// The `hwpconv` command: a command line that begins with the name of the program, and what starts the command again.
    /// Ends the process. A process that has shut itself off could not do what the interpreter does at its end.
    #[pyfunction]
    fn run(py: Python<'_>, typed: Vec<OsString>, program: Vec<OsString>) {
        py.detach(|| std::process::exit(hwpconv::run_command(typed, program).into()))
    }

    /// The format of a document by its content: `hwp5`, `hwpx`, `hwp3`, `hwpml`, or `None`.
    #[pyfunction]
    fn detect(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Option<&'static str>> {
        let source = crate::source::Source::of(source)?;
        let bytes = py.detach(|| source.bytes(u64::MAX)).map_err(|failure| failure.raised(py))?;
        Ok(py.detach(|| hwpconv::detect(&bytes)).map(hwpconv::Format::name))
    }

    /// Panics where a document would: for the test that a panic becomes an exception.
    #[pyfunction]
    #[expect(clippy::panic, reason = "what this is for")]
    fn panic_on_purpose(py: Python<'_>) -> PyResult<()> {
        let result = py.detach(|| crate::stack::run(64, || panic!("on purpose")));
        result.map_err(|failure| failure.raised(py))
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        hwpconv::contain::quiet_panics();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
