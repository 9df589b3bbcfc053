//! A document that stays in memory, to be asked for its text and its parts.

use std::sync::OnceLock;

use hwpconv::{WriteOptions, structure};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::convert::{self, Read};
use crate::model::{self, Table};
use crate::options::{self, Options};
use crate::source::Source;
use crate::stack;

/// A document that was read.
#[pyclass(frozen, module = "hwpconv._native")]
pub(crate) struct Document {
    /// With tables as they are, which JSON has.
    read: Read,
    /// With tables as other targets have them.
    tidied: OnceLock<hwpconv::Document>,
    nesting: u32,
    limits: WriteOptions,
    /// Whether the reader was told what becomes of emphasis, which otherwise depends on what is written.
    is_emphasis_given: bool,
}

#[pymethods]
impl Document {
    #[new]
    fn new(py: Python<'_>, source: &Bound<'_, PyAny>, options: &Bound<'_, PyDict>) -> PyResult<Document> {
        let mut options = Options::new(options)?;
        options.restructure.tidy_tables = false;
        let source = Source::of(source)?;
        let read = py.detach(|| stack::run(options.nesting(), || convert::read(&source, &options, true)));
        let read = read.and_then(|result| result).map_err(|failure| failure.raised(py))?;
        let is_emphasis_given = options.is_emphasis_given();
        Ok(Document {
            read,
            tidied: OnceLock::new(),
            nesting: options.nesting(),
            limits: options.write,
            is_emphasis_given,
        })
    }

    #[getter]
    fn source(&self) -> Option<&str> {
        self.read.source.as_deref()
    }

    #[getter]
    fn id(&self) -> Option<&str> {
        self.read.id.as_deref()
    }

    #[getter]
    fn format(&self) -> Option<&'static str> {
        model::format(&self.read.document)
    }

    #[getter]
    fn pages(&self) -> Option<u32> {
        model::pages(&self.read.document)
    }

    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        convert::dict(py, model::metadata(&self.read.document))
    }

    #[getter]
    fn warnings(&self) -> Vec<convert::PlainWarning> {
        convert::warnings(&self.read.warnings)
    }

    /// The document as text, and the warnings of writing it.
    fn write(
        &self,
        py: Python<'_>,
        to: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<(String, Vec<convert::PlainWarning>)> {
        let target = options::target(to)?;
        let Options { write, restructure, .. } = Options::new(options)?.for_target(target);
        let options = WriteOptions { limits: self.limits.limits.clone(), ..write };
        let emphasis = self.is_emphasis_given || restructure.emphasis;
        let write = || {
            let document = if restructure.tidy_tables { self.tidied() } else { &self.read.document };
            self.read.write(document, target, &options, emphasis)
        };
        let written = py.detach(|| stack::run(self.nesting, write));
        let (text, warnings) = written.and_then(|result| result).map_err(|failure| failure.raised(py))?;
        Ok((text, convert::warnings(&warnings)))
    }

    /// Every table: rows, columns, header rows, caption, page, and cells with their place, spans, mark and text.
    fn tables(&self, py: Python<'_>) -> PyResult<Vec<Table>> {
        let tables = py.detach(|| stack::run(self.nesting, || model::tables(self.tidied())));
        tables.map_err(|failure| failure.raised(py))
    }

    /// Name, media type and data of every picture and other attachment.
    fn pictures<'py>(&self, py: Python<'py>) -> Vec<(&str, &str, Bound<'py, PyBytes>)> {
        let pictures = model::pictures(&self.read.document);
        pictures.map(|(name, media_type, data)| (name, media_type, PyBytes::new(py, data))).collect()
    }
}

impl Document {
    fn tidied(&self) -> &hwpconv::Document {
        self.tidied.get_or_init(|| {
            let mut document = self.read.document.clone();
            structure::tidy_tables(&mut document);
            structure::lighten_headings(&mut document);
            document
        })
    }
}
