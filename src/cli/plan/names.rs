//! Output names: one for each job, never the same for two, whatever the order of the walk.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::nfc::nfc;

/// Extensions of documents of the HWP family: those that a walk takes, and those that an output name drops.
const DOCUMENT_EXTENSIONS: [&str; 5] = ["hwp", "hwpx", "hwpml", "hml", "hwt"];

/// What common file systems allow a name to have.
const NAME_BYTES: usize = 255;

/// How an output is named after its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// `a.hwp` makes `a.md`.
    Plain,
    /// `a.hwp` makes `a.hwp.md`, because another input makes `a.md`.
    Extension,
    /// `a.hwp` makes `a.hwp-2.md`, because another input makes `a.hwp.md`.
    Counted(u32),
}

/// Whether the name is that of a document.
pub(crate) fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| DOCUMENT_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Whether the name is that of a ZIP archive.
pub(crate) fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// The name of an output without its extension.
///
/// Only the extension of a document is dropped: `minutes_2024.12` is not cut to `minutes_2024`.
pub(crate) fn output_stem(input: &Path, naming: Naming) -> OsString {
    let name = input.file_name().unwrap_or(OsStr::new("document"));
    let stem = if is_document(input) { input.file_stem().unwrap_or(name) } else { name };
    match naming {
        Naming::Plain => stem.to_owned(),
        Naming::Extension => name.to_owned(),
        Naming::Counted(number) => {
            let mut counted = name.to_owned();
            counted.push(format!("-{number}"));
            counted
        }
    }
}

/// A name of two parts, shortened when a file system would not take it; the shortened names of different stems differ.
pub(crate) fn join_name(stem: &OsStr, suffix: &str) -> OsString {
    if stem.len() + suffix.len() <= NAME_BYTES {
        let mut name = stem.to_owned();
        name.push(suffix);
        return name;
    }
    let mark = format!("~{:016x}", hash(stem.as_encoded_bytes()));
    let text = stem.to_string_lossy();
    let room = NAME_BYTES.saturating_sub(suffix.len() + mark.len());
    let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let kept = text.get(..end).unwrap_or_default();
    OsString::from(format!("{kept}{mark}{suffix}"))
}

/// Chooses a naming for each input so that no two outputs are the same, not even where case does not count.
///
/// `relatives` are the places under the output folder that the inputs want, in the order of the inputs. Who wants a
/// place that another wants as well keeps its extension, and so on until all differ; only names that cannot be told
/// apart in that way are counted.
pub(crate) fn settle(relatives: &[&Path]) -> Vec<Naming> {
    let mut namings = vec![Naming::Plain; relatives.len()];
    let keys = |namings: &[Naming]| {
        relatives.iter().zip(namings).map(|(path, naming)| key(path, *naming)).collect::<Vec<u64>>()
    };
    loop {
        let mut changed = false;
        for group in clashes(&keys(&namings)) {
            for index in group {
                if let Some(naming @ Naming::Plain) = namings.get_mut(index) {
                    *naming = Naming::Extension;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    count(relatives, &keys(&namings), &mut namings);
    namings
}

/// Gives a number to all but the first of those that still want the same name.
fn count(relatives: &[&Path], keys: &[u64], namings: &mut [Naming]) {
    let groups = clashes(keys);
    if groups.is_empty() {
        return;
    }
    let mut taken: std::collections::HashSet<u64> = keys.iter().copied().collect();
    for group in groups {
        let mut number = 1;
        for index in group.into_iter().skip(1) {
            let (Some(path), Some(naming)) = (relatives.get(index), namings.get_mut(index)) else { continue };
            // Ends: every turn counts up, and only as many names are taken as there are inputs.
            loop {
                number += 1;
                *naming = Naming::Counted(number);
                if taken.insert(key(path, *naming)) {
                    break;
                }
            }
        }
    }
}

/// Positions with equal keys, in ascending order, where there are several.
fn clashes(keys: &[u64]) -> Vec<Vec<usize>> {
    let mut order: Vec<(u64, usize)> = keys.iter().copied().zip(0..).collect();
    order.sort_unstable();
    order
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, index)| *index).collect())
        .collect()
}

/// What two outputs that a file system could take for one have in common.
///
/// A hash, so that the names of a million files are not held twice; should two ever be equal by chance, a name becomes
/// longer than it had to be.
fn key(relative: &Path, naming: Naming) -> u64 {
    let full = relative.with_file_name(output_stem(relative, naming));
    match full.to_str() {
        Some(text) => hash(fold(text).as_bytes()),
        None => hash(&full.as_os_str().as_encoded_bytes().to_ascii_lowercase()),
    }
}

/// FNV-1a: the same in every build, so that shortened names are as well.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Lower case and composed: some file systems hold `한글` decomposed and take both for one name.
fn fold(text: &str) -> String {
    nfc(text.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(inputs: &[&str]) -> Vec<String> {
        let paths: Vec<&Path> = inputs.iter().map(Path::new).collect();
        let namings = settle(&paths);
        paths.iter().zip(namings).map(|(path, naming)| output_stem(path, naming).into_string().unwrap()).collect()
    }

    #[test]
    fn inputs_that_want_one_name_keep_their_extensions() {
        assert_eq!(outputs(&["a.hwp", "a.hwpx", "b.hwp"]), ["a.hwp", "a.hwpx", "b"]);
    }

    #[test]
    fn name_made_by_a_clash_can_clash_again() {
        assert_eq!(outputs(&["a.hwp", "a.hwpx", "a.hwp.hwp"]), ["a.hwp", "a.hwpx", "a.hwp.hwp"]);
    }

    #[test]
    fn names_that_stay_equal_are_counted() {
        assert_eq!(outputs(&["a.hwp", "a.hwp", "A.HWP"]), ["a.hwp", "a.hwp-2", "A.HWP-3"]);
    }

    #[test]
    fn counted_name_avoids_names_that_are_taken() {
        assert_eq!(outputs(&["a.hwp", "a.hwp", "a.hwp-2"]), ["a.hwp", "a.hwp-3", "a.hwp-2"]);
    }

    #[test]
    fn folders_keep_equal_names_apart() {
        assert_eq!(outputs(&["x/a.hwp", "y/a.hwp"]), ["a", "a"]);
    }

    #[test]
    fn composed_and_decomposed_hangul_are_one_name() {
        assert_eq!(fold("\u{1112}\u{1161}\u{11AB}"), "한");
        assert_eq!(outputs(&["한.hwp", "\u{1112}\u{1161}\u{11AB}.hwpx"]), ["한.hwp", "\u{1112}\u{1161}\u{11AB}.hwpx"]);
    }

    #[test]
    fn only_extensions_of_documents_are_dropped() {
        assert_eq!(outputs(&["minutes.12", "b.HWPX", ".hwp"]), ["minutes.12", "b", ".hwp"]);
    }

    #[test]
    fn too_long_name_is_shortened_and_stays_unique() {
        let long = |last: &str| join_name(OsStr::new(&("가".repeat(84) + last)), "_media");
        assert!(long("a").len() <= NAME_BYTES);
        assert_ne!(long("a"), long("b"));
        assert_eq!(join_name(OsStr::new("a"), ".md"), "a.md");
    }
}
