//! One document: bytes to text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use hwpconv::provenance::{self, Provenance};
use hwpconv::{Target, WriteOptions};

use crate::cli::error::Failure;
use crate::cli::lang::texts;
use crate::cli::plan::conversion::Conversion;
use crate::cli::plan::hints;
use crate::cli::record::{Note, Seen};
use crate::cli::rows::Facts;
use crate::cli::run::pictures::{self, Picture};
use crate::cli::source::{self, Source, hash};

/// A document that became text.
#[derive(Debug)]
pub(crate) struct Converted {
    pub(crate) text: String,
    /// The pictures that the text refers to, when they are wanted.
    pub(crate) pictures: Vec<Picture>,
    pub(crate) warnings: Vec<Note>,
}

/// Reads and converts a document; `media_prefix` stands before the names of pictures.
pub(crate) fn convert(
    conversion: &Conversion,
    source: &Source,
    media_prefix: String,
    seen: &mut Seen,
) -> Result<Converted, Failure> {
    let bytes = source::read(source, conversion.max_input)?;
    convert_bytes(conversion, source, bytes, media_prefix, seen)
}

/// The same for a document that has been read from its source.
pub(crate) fn convert_bytes(
    conversion: &Conversion,
    source: &Source,
    bytes: Vec<u8>,
    media_prefix: String,
    seen: &mut Seen,
) -> Result<Converted, Failure> {
    seen.input_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    seen.format = hwpconv::detect(&bytes).map(|format| Cow::Borrowed(format.name()));
    // What is no document is refused at once, however large, unless its line has to name it.
    let may_be_hashed = conversion.hashes || conversion.rows.is_some();
    let is_hashed = conversion.tells_provenance() || (may_be_hashed && seen.format.is_some());
    seen.sha256 = is_hashed.then(|| hash(&bytes));
    let mut reading = match hwpconv::read(&bytes, &conversion.read) {
        Ok(reading) => reading,
        Err(error) => {
            let failure = Failure::of_document(&error);
            let is_archive = failure.message.english().ends_with("a ZIP archive");
            let hint = match source {
                Source::Stdin if is_archive => texts::ARCHIVE_ON_STDIN,
                Source::Inside(_) if is_archive => texts::ARCHIVE_INSIDE,
                Source::Stdin if seen.format.is_none() && hints::is_list(&bytes) => texts::LIKE_A_LIST,
                Source::File(_) | Source::Inside(_) | Source::Stdin | Source::Broken(..) => return Err(failure),
            };
            return Err(failure.and(&hint.said()));
        }
    };
    drop(bytes);
    seen.format = reading.document.format.map(|format| Cow::Borrowed(format.name()));
    let restructured = conversion.restructure.apply(&mut reading.document);
    restructured.map_err(Failure::no_pages)?;
    if conversion.rows.is_some() {
        let fields = reading.document.metadata.fields().into_iter();
        let metadata = fields.map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        // The text is that of -t markdown, which is read without the layout: pages are those that the file tells.
        let pages = reading.document.pages.or(reading.document.metadata.page_count);
        seen.facts = Facts { pages, metadata };
    }
    let mut originals = Vec::new();
    let mut shown = BTreeSet::new();
    if conversion.pictures || conversion.write.embed_media {
        let found = pictures::convert(&mut reading.document, conversion);
        shown = reading.document.shown_assets(conversion.write.furniture);
        originals = found.pictures;
        reading.warnings.extend(found.warnings);
    }
    let known = if conversion.tells_provenance() || conversion.target == Target::Html {
        Provenance { source: Some(source.name()), id: seen.sha256.clone(), warnings: reading.warnings.clone() }
    } else {
        Provenance::default()
    };
    let options = WriteOptions { media_prefix, ..conversion.write.clone() };
    let writing = provenance::write(&reading.document, conversion.target, &options, &known);
    let mut differences = Vec::new();
    if conversion.verifies {
        differences = hwpconv::verify(&reading.document, &writing.text, &options);
        seen.verified = true;
    }
    let mut warnings = reading.warnings;
    warnings.extend(writing.warnings);
    let mut pictures = Vec::new();
    if conversion.pictures {
        let found = pictures::pictures(reading.document, &shown);
        pictures = found.pictures;
        pictures.extend(originals);
        warnings.extend(found.warnings);
    }
    let warnings = warnings.into_iter().map(Note::from).chain(differences.into_iter().map(Note::from)).collect();
    Ok(Converted { text: writing.text, pictures, warnings })
}
