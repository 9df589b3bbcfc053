//! Numbers as people type them: sizes such as `512M`, and the limits of the reader by name.

use std::num::NonZeroU64;

use hwpconv::Limits;

use crate::cli::lang::{Said, texts};

/// Content nested deeper needs more stack than a thread can be given on every system.
const MAX_NESTING: u32 = 1024;

/// One limit and what it is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LimitArg {
    name: Name,
    value: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    StreamBytes,
    DocumentBytes,
    BodyBytes,
    Nesting,
    TableSlots,
    Entries,
    Records,
    PicturePixels,
    OutputBytes,
    Warnings,
}

const NAMES: [(&str, Name); 10] = [
    ("stream-bytes", Name::StreamBytes),
    ("document-bytes", Name::DocumentBytes),
    ("nesting", Name::Nesting),
    ("table-slots", Name::TableSlots),
    ("entries", Name::Entries),
    ("records", Name::Records),
    ("body-bytes", Name::BodyBytes),
    ("picture-pixels", Name::PicturePixels),
    ("output-bytes", Name::OutputBytes),
    ("warnings", Name::Warnings),
];

/// `stream-bytes=1G`. The library's own spelling, `stream_bytes`, is taken as well: messages show it.
pub(crate) fn parse(text: &str) -> Result<LimitArg, Said> {
    let usage = || {
        let names = NAMES.map(|(name, _)| name).join(", ");
        texts::LIMITS.with([names])
    };
    let (typed, value) = text.split_once('=').ok_or_else(usage)?;
    let typed = typed.trim().replace('_', "-");
    let (_, name) = NAMES.into_iter().find(|(known, _)| *known == typed).ok_or_else(usage)?;
    let value = bytes_at_least_one(value)?.get();
    if name == Name::Nesting && value > u64::from(MAX_NESTING) {
        return Err(texts::NESTING.with([MAX_NESTING.to_string()]));
    }
    Ok(LimitArg { name, value })
}

/// The limits for documents of strangers: still above the largest real documents that were seen (a part of 75 MB,
/// 212,442 records), and low enough that many can be converted at the same time.
const UNTRUSTED: [LimitArg; 5] = [
    LimitArg { name: Name::StreamBytes, value: 128 << 20 },
    LimitArg { name: Name::DocumentBytes, value: 256 << 20 },
    LimitArg { name: Name::TableSlots, value: 1_000_000 },
    LimitArg { name: Name::Entries, value: 16_384 },
    LimitArg { name: Name::Records, value: 1_000_000 },
];

/// The limits of a run; of one that is named twice, the last counts.
pub(crate) fn limits(args: &[LimitArg], is_untrusted: bool) -> Limits {
    let mut limits = Limits::default();
    let lower: &[LimitArg] = if is_untrusted { &UNTRUSTED } else { &[] };
    for LimitArg { name, value } in lower.iter().chain(args).copied() {
        match name {
            Name::StreamBytes => limits.stream_bytes = value,
            Name::DocumentBytes => limits.document_bytes = value,
            Name::BodyBytes => limits.body_bytes = value,
            Name::Nesting => limits.nesting = u32::try_from(value).unwrap_or(MAX_NESTING),
            Name::TableSlots => limits.table_slots = value,
            Name::Entries => limits.entries = value,
            Name::Records => limits.records = value,
            Name::PicturePixels => limits.picture_pixels = value,
            Name::OutputBytes => limits.output_bytes = value,
            Name::Warnings => limits.warnings = usize::try_from(value).unwrap_or(usize::MAX),
        }
    }
    limits
}

/// A size of at least one byte: a number, with K, M, G or T for powers of 1024 behind it.
pub(crate) fn bytes_at_least_one(text: &str) -> Result<NonZeroU64, Said> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    let short = upper.trim_end_matches('B').trim_end_matches('I');
    let digits = short.trim_end_matches(['K', 'M', 'G', 'T']);
    let shift = match short.strip_prefix(digits).unwrap_or_default() {
        "" => Some(0),
        "K" => Some(10),
        "M" => Some(20),
        "G" => Some(30),
        "T" => Some(40),
        _ => None,
    };
    let number = digits.trim().parse::<u64>().ok();
    let value = number.zip(shift).and_then(|(number, shift)| number.checked_mul(1 << shift));
    value.and_then(NonZeroU64::new).ok_or_else(|| texts::BYTES.said())
}

/// A size as a person reads it.
pub(crate) fn show_bytes(bytes: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.into_iter().find(|(size, _)| bytes >= *size) {
        Some((size, unit)) if bytes.is_multiple_of(size) => format!("{} {unit}", bytes / size),
        Some((size, unit)) => format!("{:.1} {unit}", bytes as f64 / size as f64),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_powers_of_1024() {
        let size = |text| bytes_at_least_one(text).map(NonZeroU64::get).ok();
        for (text, bytes) in [("1", 1), ("2k", 2048), ("512M", 512 << 20), ("1GiB", 1 << 30), ("3 MB", 3 << 20)] {
            assert_eq!(size(text), Some(bytes), "{text}");
        }
        for text in ["", "0", "M", "-1", "1.5G", "1KM", "99999999999T"] {
            assert_eq!(size(text), None, "{text}");
        }
        assert_eq!(show_bytes(512 << 20), "512 MiB");
        assert_eq!(show_bytes(1536), "1.5 KiB");
    }

    #[test]
    fn limits_are_set_by_name_and_the_last_counts() {
        let typed = ["nesting=9", "stream_bytes=1M", "nesting=10"].map(|text| parse(text).unwrap());
        let trusted = limits(&typed, false);
        assert_eq!((trusted.nesting, trusted.stream_bytes), (10, 1 << 20));
        assert_eq!(trusted.entries, Limits::default().entries);
        let untrusted = limits(&typed, true);
        assert_eq!((untrusted.nesting, untrusted.stream_bytes, untrusted.entries), (10, 1 << 20, 16_384));
        for text in ["nesting", "depth=1", "nesting=1025", "entries=0"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
