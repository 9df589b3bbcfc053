//! `--files-from`: a list of paths.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::cli::args::SelectionArgs;
use crate::cli::display::{explain, show_path};
use crate::cli::error::UsageError;
use crate::cli::lang::{Text, texts};

/// The paths of the list, in its order; `None` when there is no list.
pub(crate) fn read(args: &SelectionArgs) -> Result<Option<Vec<PathBuf>>, UsageError> {
    let Some(path) = &args.files_from else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    let name = if path == Path::new("-") { texts::STANDARD_INPUT.said() } else { show_path(path).into() };
    read.map_err(|error| UsageError(texts::LIST_OF_FILES.with([name.clone(), explain(&error)])))?;
    parse(&bytes, args.null).map(Some).map_err(|why| UsageError(texts::LIST_OF_FILES.with([name, why.said()])))
}

/// Lines, or pieces ended by NUL. Empty ones name nothing.
fn parse(bytes: &[u8], null: bool) -> Result<Vec<PathBuf>, Text> {
    let by_null = null || bytes.contains(&0);
    let end = if by_null { 0 } else { b'\n' };
    let bytes = if by_null { bytes } else { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) };
    let pieces = bytes.split(|byte| *byte == end);
    let pieces = pieces.map(|piece| if by_null { piece } else { piece.strip_suffix(b"\r").unwrap_or(piece) });
    pieces.filter(|piece| !piece.is_empty()).map(to_path).collect()
}

#[cfg(unix)]
fn to_path(bytes: &[u8]) -> Result<PathBuf, Text> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn to_path(bytes: &[u8]) -> Result<PathBuf, Text> {
    std::str::from_utf8(bytes).map(PathBuf::from).map_err(|_| texts::SAVE_AS_UTF8)
}

/// How many parts of a listed path are not mirrored: all up to the last that leads upwards or to a root. What is left
/// cannot lead out of the output folder.
pub(crate) fn root_parts(path: &Path) -> usize {
    let parts: Vec<Component<'_>> = path.components().collect();
    parts.iter().rposition(|part| !matches!(part, Component::Normal(_))).map_or(0, |last| last + 1)
}

/// How many parts lead to the folder that all files with a full path are in. Nothing above it is mirrored.
pub(crate) fn common_parts(paths: &[PathBuf]) -> usize {
    let mut folders = paths.iter().filter(|path| path.is_absolute()).filter_map(|path| path.parent());
    let Some(first) = folders.next() else { return 0 };
    let same = |a: &Path, b: &Path| a.components().zip(b.components()).take_while(|(a, b)| a == b).count();
    folders.fold(first.components().count(), |count, folder| count.min(same(first, folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(bytes: &[u8], null: bool) -> Vec<String> {
        parse(bytes, null).unwrap().iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn lines_end_in_every_manner_and_empty_ones_name_nothing() {
        assert_eq!(parsed("\u{feff}a b.hwp\r\n\nc.hwp\n 가.hwp".as_bytes(), false), ["a b.hwp", "c.hwp", " 가.hwp"]);
        assert!(parsed(b"", false).is_empty());
    }

    #[test]
    fn one_nul_makes_all_ends_nul() {
        assert_eq!(parsed(b"a\nb.hwp\0c.hwp\r\0", false), ["a\nb.hwp", "c.hwp\r"]);
        assert_eq!(parsed(b"a\nb.hwp", true), ["a\nb.hwp"]);
    }

    #[test]
    fn mirrored_part_of_a_listed_path_leads_nowhere_else() {
        for (path, parts) in [("x/a.hwp", 0), ("./x/a.hwp", 1), ("../../x/a.hwp", 2), ("x/../../a.hwp", 3)] {
            assert_eq!(root_parts(Path::new(path)), parts, "{path}");
        }
        #[cfg(unix)]
        assert_eq!(root_parts(Path::new("/data/a.hwp")), 1);
        let common = |paths: &[&str]| common_parts(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        #[cfg(unix)]
        for (paths, parts) in [
            (&["/data/x/a.hwp", "b.hwp", "/data/y/z/c.hwp"][..], 2),
            (&["/data/x/a.hwp"], 3),
            (&["/data/x/a.hwp", "/data/xy/a.hwp"], 2),
            (&["/x/a.hwp", "/y/a.hwp"], 1),
            (&["a.hwp"], 0),
        ] {
            assert_eq!(common(paths), parts, "{paths:?}");
        }
    }
}
