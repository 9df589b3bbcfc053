//! `--files-from`: a list of paths.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::cli::args::SelectionArgs;
use crate::cli::message::{explain, show_path};
use crate::cli::plan::UsageError;

/// The paths of the list, in its order; `None` when there is no list.
pub(crate) fn read(args: &SelectionArgs) -> Result<Option<Vec<PathBuf>>, UsageError> {
    let Some(path) = &args.files_from else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    let name = if path == Path::new("-") { "standard input".to_owned() } else { show_path(path) };
    read.map_err(|error| UsageError(format!("{name}: list of files: {}", explain(&error))))?;
    parse(&bytes, args.null).map(Some).map_err(|why| UsageError(format!("{name}: list of files: {why}")))
}

/// Lines, or pieces ended by NUL. Empty ones name nothing.
fn parse(bytes: &[u8], null: bool) -> Result<Vec<PathBuf>, &'static str> {
    let by_null = null || bytes.contains(&0);
    let end = if by_null { 0 } else { b'\n' };
    let bytes = if by_null { bytes } else { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) };
    let pieces = bytes.split(|byte| *byte == end);
    let pieces = pieces.map(|piece| if by_null { piece } else { piece.strip_suffix(b"\r").unwrap_or(piece) });
    pieces.filter(|piece| !piece.is_empty()).map(to_path).collect()
}

#[cfg(unix)]
fn to_path(bytes: &[u8]) -> Result<PathBuf, &'static str> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn to_path(bytes: &[u8]) -> Result<PathBuf, &'static str> {
    std::str::from_utf8(bytes).map(PathBuf::from).map_err(|_| "is not UTF-8 text; save it as UTF-8")
}

/// How many parts of a listed path are not mirrored: all up to the last that leads upwards or to a root. What is left
/// cannot lead out of the output folder.
pub(crate) fn root_parts(path: &Path) -> usize {
    let parts: Vec<Component<'_>> = path.components().collect();
    parts.iter().rposition(|part| !matches!(part, Component::Normal(_))).map_or(0, |last| last + 1)
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
    }
}
