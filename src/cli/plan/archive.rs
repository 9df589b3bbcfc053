//! ZIP archives: files that may be archives of documents, and the documents in them under names that lead nowhere else.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use hwpconv::archive::{self, Archive, ArchiveError, Entry, Kind, Span};

use crate::cli::display::{explain, is_disturbing};
use crate::cli::files::open::open_regular;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::names;

/// How many folders a document may be in. No archive of people has half as many.
pub(crate) const MAX_DEPTH: usize = 64;

/// What a file is that may be an archive.
pub(crate) enum Look {
    /// An archive of files.
    Archive(Archive),
    /// An HWPX document.
    Document,
    /// Anything else: not a ZIP file, the package of another application, or a file that cannot be opened.
    Other,
    /// It is called an archive and cannot be read as one.
    Broken(Said),
}

/// Looks at the content of a file. A file that cannot be opened fails when it is read, with a reason.
pub(crate) fn look(path: &Path, entries: u64) -> Look {
    let Ok(mut file) = open_regular(path) else { return Look::Other };
    let mut start = Vec::new();
    let read = file.by_ref().take(4).read_to_end(&mut start);
    if read.is_err() || !archive::is_zip(&start) {
        return Look::Other;
    }
    match Archive::list(&mut io::BufReader::new(file), entries) {
        Ok(archive) => match archive.kind() {
            Kind::Archive => Look::Archive(archive),
            Kind::Document => Look::Document,
            Kind::Package => Look::Other,
        },
        // The reader of HWPX needs no directory.
        Err(ArchiveError::NoDirectory) if !names::is_archive(path) => Look::Other,
        Err(ArchiveError::Io(error)) => Look::Broken(explain(&error)),
        Err(_) => Look::Broken(texts::NO_DIRECTORY.said()),
    }
}

/// The folder that the documents of an archive are mirrored in: called like the archive, without its extension.
pub(crate) fn folder(path: &Path) -> PathBuf {
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    // What is left of `...zip` would lead upwards.
    if names::is_archive(path) && !stem.trim_matches(['.', ' ']).is_empty() {
        path.with_extension("")
    } else {
        path.to_owned()
    }
}

/// A document in an archive.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Inner {
    /// The way to it in the archive: normal parts only.
    pub(crate) way: PathBuf,
    /// How many bytes it is said to have.
    pub(crate) size: u64,
    pub(crate) span: Span,
}

/// What an archive holds.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Its documents, sorted by name as those of folders are.
    pub(crate) documents: Vec<Inner>,
    /// How many were left out by the filter.
    pub(crate) left_count: u64,
    /// How many are hidden, lock files or in hidden folders.
    pub(crate) hidden_count: u64,
    /// How many archives are in it.
    pub(crate) nested_count: u64,
    /// How many documents have a way that is not the one of the archive.
    pub(crate) renamed_count: u64,
    /// How many are in too many folders.
    pub(crate) deep_count: u64,
}

/// Chooses the documents of an archive. `takes` gets the way of each in the archive.
pub(crate) fn contents(archive: Archive, hidden: bool, takes: impl Fn(&Path) -> bool) -> Contents {
    let mut contents = Contents::default();
    for Entry { name, size, span } in archive.entries {
        let Way { path, depth, is_changed, is_hidden } = Way::new(&name);
        if names::is_archive(&path) && !is_hidden {
            contents.nested_count += 1;
        } else if !names::is_document(&path) {
            continue; // Other files are not asked for.
        } else if is_hidden && !hidden {
            contents.hidden_count += 1;
        } else if depth > MAX_DEPTH {
            contents.deep_count += 1;
        } else if !takes(&path) {
            contents.left_count += 1;
        } else {
            contents.renamed_count += u64::from(is_changed);
            contents.documents.push(Inner { way: path, size, span });
        }
    }
    contents.documents.sort_by(|a, b| a.way.cmp(&b.way));
    contents
}

/// The name of an entry as a path that is harmless on every system.
struct Way {
    path: PathBuf,
    /// How many folders are on it.
    depth: usize,
    /// Whether it is not the one that the archive names.
    is_changed: bool,
    is_hidden: bool,
}

impl Way {
    /// Drops what leads upwards or to a root, and replaces what no file name can have.
    fn new(name: &str) -> Self {
        let mut way = Way { path: PathBuf::new(), depth: 0, is_changed: false, is_hidden: false };
        way.is_changed = name.starts_with(['/', '\\']);
        for part in name.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")) {
            let cleaned: String = part.chars().map(|c| if is_no_letter(c) { '_' } else { c }).collect();
            // Windows does not see dots and blanks at the end: two dots and a blank would lead upwards.
            let cleaned = cleaned.trim_end_matches(['.', ' ']);
            way.is_changed |= cleaned != part;
            if cleaned.is_empty() {
                continue;
            }
            way.is_hidden |= cleaned.starts_with('.') || cleaned.starts_with("~$") || cleaned == "__MACOSX";
            way.depth += 1;
            // One too many are counted, not kept.
            if way.depth <= MAX_DEPTH + 1 {
                way.path.push(names::join_name(OsStr::new(cleaned), ""));
            } else {
                way.path.set_file_name(cleaned);
            }
        }
        way.depth = way.depth.saturating_sub(1);
        way
    }
}

/// Whether a character can stand in no file name of some system, or would drive a terminal.
fn is_no_letter(c: char) -> bool {
    is_disturbing(c) || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(name: &str) -> (String, bool) {
        let way = Way::new(name);
        assert!(way.path.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{name:?}");
        (way.path.to_str().unwrap().replace('\\', "/"), way.is_changed)
    }

    #[test]
    fn name_of_an_entry_leads_nowhere_else() {
        for (name, expected) in [
            ("../../etc/a.hwp", "etc/a.hwp"),
            ("/etc/a.hwp", "etc/a.hwp"),
            ("C:\\docs\\a.hwp", "C_/docs/a.hwp"),
            ("\\\\server\\share\\a.hwp", "server/share/a.hwp"),
            ("x/.. /.../a.hwp", "x/a.hwp"),
            ("a\0b\n\u{1b}[2J\u{202e}.hwp", "a_b__[2J_.hwp"),
            ("x/a.hwp:stream.hwp", "x/a.hwp_stream.hwp"),
            ("..", ""),
        ] {
            assert_eq!(way(name), (expected.to_owned(), true), "{name:?}");
        }
        for (name, expected) in
            [("./x//a.hwp", "x/a.hwp"), ("회의 록\\a b.hwp", "회의 록/a b.hwp"), ("..a.hwp", "..a.hwp")]
        {
            assert_eq!(way(name), (expected.to_owned(), false), "{name:?}");
        }
    }

    #[test]
    fn long_and_deep_names_are_bounded() {
        let deep = Way::new(&format!("{}a.hwp", "x/".repeat(30_000)));
        assert_eq!((deep.depth, deep.path.file_name()), (30_000, Some(OsStr::new("a.hwp"))));
        assert!(deep.path.as_os_str().len() < 200);
        let long = way(&format!("{}/a.hwp", "가".repeat(1000))).0;
        assert!(long.len() <= 255 + 6, "{long}");
        assert_eq!(Way::new(&format!("{}a.hwp", "x/".repeat(MAX_DEPTH))).depth, MAX_DEPTH);
    }

    #[test]
    fn folder_of_an_archive_is_called_like_it() {
        for (path, expected) in
            [("x/a.zip", "x/a"), ("a.ZIP", "a"), ("x/a.hwp", "x/a.hwp"), ("x/...zip", "x/...zip"), (".zip", ".zip")]
        {
            assert_eq!(folder(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn documents_are_sorted_and_what_is_not_taken_is_counted() {
        let span = Span { header: 0, packed: 1, end: 9, method: 0, is_encrypted: false };
        let deep = format!("{}a.hwp", "x/".repeat(MAX_DEPTH + 1));
        let names =
            ["b.hwp", "a.hwpx", "x.zip", "~$a.hwp", "__MACOSX/._a.hwp", "notes.txt", "../c.hml", "d.hwp", &deep];
        let entries = names.map(|name| Entry { name: name.to_owned(), size: 1, span }).to_vec();
        let archive = || Archive { entries: entries.clone(), is_over_limit: false };
        let found = contents(archive(), false, |way| way != Path::new("d.hwp"));
        let ways: Vec<_> = found.documents.iter().map(|inner| inner.way.to_str().unwrap()).collect();
        assert_eq!(ways, ["a.hwpx", "b.hwp", "c.hml"]);
        let Contents { left_count, hidden_count, nested_count, renamed_count, deep_count, .. } = found;
        assert_eq!((left_count, hidden_count, nested_count, renamed_count, deep_count), (1, 2, 1, 1, 1));
        assert_eq!(contents(archive(), true, |_| true).documents.len(), 6);
    }
}
