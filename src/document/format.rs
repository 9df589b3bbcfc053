//! The formats that a document can have been in.

use std::fmt;

/// A format of the HWP family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Format {
    /// HWP 5.x: a compound file of record streams.
    Hwp5,
    /// HWPX (OWPML, KS X 6101): a ZIP package of XML parts.
    Hwpx,
    /// HWP 3.x: one sequential stream.
    Hwp3,
    /// HWPML 1.x and 2.x: one XML file.
    Hwpml,
}

impl Format {
    /// The format in one lower-case word: `hwp5`, `hwpx`, `hwp3`, `hwpml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Hwp5 => "hwp5",
            Format::Hwpx => "hwpx",
            Format::Hwp3 => "hwp3",
            Format::Hwpml => "hwpml",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Hwp5 => "HWP 5",
            Format::Hwpx => "HWPX",
            Format::Hwp3 => "HWP 3",
            Format::Hwpml => "HWPML",
        })
    }
}
