//! Bytes to text in one call, and the defaults of a target, which concern structure and writing together.

use crate::error::Error;
use crate::read::{ReadOptions, read};
use crate::structure::Restructure;
use crate::write::{Target, WriteOptions, write};

/// Reads a document and writes it as Markdown, with the default options. Its headings are those of its outline; those that
/// only look like headings are found by [`infer_headings`](crate::structure::infer_headings), as the command does. Pictures
/// are named and not given; [`read`] and [`write()`] give them, and the warnings.
///
/// # Errors
///
/// As [`read`].
pub fn to_markdown(bytes: &[u8]) -> Result<String, Error> {
    to(Target::Markdown, bytes)
}

/// Reads a document and writes it as plain text, with the default options.
///
/// # Errors
///
/// As [`read`].
pub fn to_text(bytes: &[u8]) -> Result<String, Error> {
    to(Target::Text, bytes)
}

fn to(target: Target, bytes: &[u8]) -> Result<String, Error> {
    // Neither is in the text.
    let options = ReadOptions { assets: false, pages: false, ..ReadOptions::default() };
    let reading = read(bytes, &options)?;
    Ok(write(&reading.document, target, &WriteOptions::default()).text)
}

impl Restructure {
    /// What the command changes for a target unless told otherwise: chunks, which are searched, lose emphasis, and JSON has
    /// tables as they are, but for those that give way to headings in them. For all other targets the default.
    #[must_use]
    pub fn of(target: Target) -> Self {
        let structure = Restructure::default();
        match target {
            #[cfg(feature = "json")]
            Target::Chunks => Restructure { emphasis: false, ..structure },
            #[cfg(feature = "json")]
            Target::Json => Restructure { tidy_tables: false, ..structure },
            #[cfg(feature = "json")]
            Target::Jsonl => structure,
            #[cfg(feature = "html")]
            Target::Html => structure,
            Target::Markdown | Target::Text => structure,
        }
    }
}
