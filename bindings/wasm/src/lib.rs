//! hwpconv for JavaScript: bytes and options to text, warnings and pictures. `core.js` wraps it, and `index.d.ts` is the
//! interface that callers see.
//!
//! The only unsafe code of the project is here, made by `#[wasm_bindgen]` to hand bytes and strings over.

mod answer;
mod options;

use hwpconv::document::Section;
use hwpconv::provenance::{self, Provenance};
use hwpconv::structure::Restructure;
use hwpconv::{Document, Flag, Format, Reading};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use answer::{About, Facts, Failure, Picture};
use options::Options;

/// A document that was read and stays in memory until it is freed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Opened {
    reading: Reading,
    flags: Vec<Flag>,
    format_version: Option<String>,
    id: Option<String>,
    /// The assets that the text shows, each once.
    shown: Vec<usize>,
}

/// A document as text.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Written {
    text: String,
    warnings: String,
}

#[wasm_bindgen]
impl Opened {
    /// Reads a document. `options` is JSON.
    ///
    /// # Errors
    ///
    /// Why there is no document, as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], options: &str) -> Result<Opened, JsValue> {
        open(bytes, options).map_err(|failure| JsValue::from_str(&answer::json(&failure)))
    }

    /// What the document is, as JSON.
    #[must_use]
    pub fn about(&self) -> String {
        let document = &self.reading.document;
        let pictures = self.shown.iter().filter_map(|index| document.assets.get(*index));
        answer::json(&About {
            format: document.format.map(Format::name),
            format_version: self.format_version.as_deref(),
            flags: answer::flags(&self.flags),
            pages: document.pages,
            metadata: Facts::from(&document.metadata),
            warnings: answer::notes(&self.reading.warnings),
            pictures: pictures
                .map(|asset| Picture { name: &asset.name, media_type: &asset.media_type, bytes: asset.data.len() })
                .collect(),
        })
    }

    /// Writes the document. `options` is JSON, of which the part counts that is about writing.
    ///
    /// # Errors
    ///
    /// What is wrong with the options, as JSON.
    pub fn write(&mut self, options: &str) -> Result<Written, JsValue> {
        let options = Options::parse(options).map_err(Failure::of_options);
        let options = options.map_err(|failure| JsValue::from_str(&answer::json(&failure)))?;
        let known =
            Provenance { source: options.source.clone(), id: self.id.clone(), warnings: self.reading.warnings.clone() };
        let whole = if options.everything { Some(self.fit(&options.fitting())?) } else { None };
        let writing = provenance::write(&self.reading.document, options.to.target(), &options.write(), &known);
        if let Some(sections) = whole {
            self.reading.document.sections = sections;
        }
        Ok(Written { text: writing.text, warnings: answer::json(&answer::notes(&writing.warnings)) })
    }

    /// The data of a picture, by its position in what [`about`](Self::about) lists; empty when there is none.
    #[must_use]
    pub fn picture(&self, position: usize) -> Vec<u8> {
        let asset = self.shown.get(position).and_then(|index| self.reading.document.assets.get(*index));
        asset.map(|asset| asset.data.clone()).unwrap_or_default()
    }
}

impl Opened {
    /// Fits what was read for every target to one of them, and gives back the sections as they were: pictures, which may
    /// be large, are not copied.
    fn fit(&mut self, fitting: &Restructure) -> Result<Vec<Section>, JsValue> {
        let document = &mut self.reading.document;
        let sections = document.sections.clone();
        let fitted = fitting.apply(document).map_err(|why| Failure::no_pages(&why));
        fitted.map(|()| sections).map_err(|failure| JsValue::from_str(&answer::json(&failure)))
    }
}

#[wasm_bindgen]
impl Written {
    /// What the target could not say, as JSON.
    #[must_use]
    pub fn warnings(&self) -> String {
        self.warnings.clone()
    }

    /// The text; frees what was written.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

/// The version of hwpconv.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn open(bytes: &[u8], options: &str) -> Result<Opened, Failure> {
    let options = Options::parse(options).map_err(Failure::of_options)?;
    let inspection = hwpconv::inspect(bytes, &options.read());
    let mut reading = inspection.reading.map_err(|error| Failure::of_document(&error))?;
    options.restructure().apply(&mut reading.document).map_err(|unknown| Failure::no_pages(&unknown))?;
    let is_identified = options.everything || options.to.tells_provenance();
    Ok(Opened {
        shown: shown(&reading.document, options.keeps_furniture()),
        reading,
        flags: inspection.flags,
        format_version: inspection.format_version,
        id: if is_identified { Provenance::of(bytes).id } else { None },
    })
}

/// The positions of the assets that the text shows as pictures and that have data.
fn shown(document: &Document, furniture: bool) -> Vec<usize> {
    let has_data = |index: &usize| document.assets.get(*index).is_some_and(|asset| !asset.data.is_empty());
    document.shown_assets(furniture).into_iter().filter(has_data).collect()
}
