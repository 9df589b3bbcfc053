//! Facts about a document that only the caller knows: its source, and how reading went.
//!
//! The outputs for programs ([`Target::Json`], [`Target::Chunks`] and [`Target::Jsonl`]) say it beside the content, and
//! the page of [`Target::Html`] is named after its source when it has no other name.
//!
//! ```
//! use hwpconv::provenance::{self, Provenance};
//! use hwpconv::{ReadOptions, Target, WriteOptions};
//!
//! let bytes = std::fs::read("samples/press-release.hwp")?;
//! let reading = hwpconv::read(&bytes, &ReadOptions::default())?;
//! let source = Some("archive/press-release.hwp".to_owned());
//! let known = Provenance { source, warnings: reading.warnings, ..Provenance::of(&bytes) };
//! let line = provenance::write(&reading.document, Target::Jsonl, &WriteOptions::default(), &known).text;
//! assert!(line.contains(r#""source":"archive/press-release.hwp""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

#[cfg(feature = "html")]
use super::html;
use super::{Target, WriteOptions, Writing, markdown, text};
#[cfg(feature = "json")]
use super::{chunks, json, jsonl};
use crate::document::Document;
use crate::warning::{Ledger, Warning};

#[cfg(feature = "json")]
pub use super::jsonl::failed_line;

/// What is known about a document beside its content. Outputs say what is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The path or address of the input, as users know it. Default: none.
    pub source: Option<String>,
    /// Names the content of the input, whatever its path. Default: none.
    pub id: Option<String>,
    /// The warnings of reading. Default: none.
    pub warnings: Vec<Warning>,
}

impl Provenance {
    /// Has the SHA-256 of the input's bytes as [`id`](Self::id), in lower-case hexadecimal, and nothing else.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Provenance { id: Some(HEXLOWER.encode(&Sha256::digest(bytes))), ..Provenance::default() }
    }
}

/// Writes a document as [`write`](crate::write()) does, with what is known about it.
#[must_use]
#[cfg_attr(
    not(any(feature = "html", feature = "json")),
    expect(unused_variables, reason = "the outputs that are left do not tell where a document came from")
)]
pub fn write(document: &Document, target: Target, options: &WriteOptions, known: &Provenance) -> Writing {
    let mut out = String::new();
    let mut ledger = Ledger::new(1_000);
    match target {
        Target::Markdown => markdown::write(document, options, &mut out, &mut ledger),
        Target::Text => text::write(document, options, &mut out, &mut ledger),
        #[cfg(feature = "json")]
        Target::Json if options.split_pages => jsonl::write_pages(document, options, known, &mut out, &mut ledger),
        #[cfg(feature = "json")]
        Target::Json => json::write(document, options, known, &mut out, &mut ledger),
        #[cfg(feature = "html")]
        Target::Html => html::write(document, options, known, &mut out, &mut ledger),
        #[cfg(feature = "json")]
        Target::Chunks => chunks::write(document, options, known, &mut out, &mut ledger),
        #[cfg(feature = "json")]
        Target::Jsonl => jsonl::write(document, options, known, &mut out, &mut ledger),
    }
    Writing { text: out, warnings: ledger.into_warnings() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_the_sha_256_of_the_bytes() {
        let id = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Provenance::of(b"abc").id.unwrap(), id);
    }
}
