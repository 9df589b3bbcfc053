//! Who may import whom: fails when a layer is imported upwards.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of `src` and the parts of the crate that their files may name. Errors, warnings, places and limits may be
/// named by all; a folder may always name itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("document", &[]),
    ("container", &[]),
    ("read", &["document", "container", "format", "read"]),
    ("read/hwp5", &["document", "container", "format", "read"]),
    ("read/hwpx", &["document", "container", "format", "read"]),
    ("read/hwp3", &["document", "container", "format", "read"]),
    ("read/hwpml", &["document", "container", "format", "read"]),
    ("structure", &["document"]),
    ("structure.rs", &["document"]),
    ("write", &["document", "structure", "write"]),
    ("cli", &["cli"]),
];

const FOR_ALL: &[&str] = &["error", "warning", "place", "limits"];

const READERS: &[&str] = &["hwp5", "hwpx", "hwp3", "hwpml"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The paths after `crate::` in a file, without comments.
fn crate_paths(code: &str) -> Vec<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split("crate::").skip(1).map(|rest| rest.split(|c| !is_path(c)).next().unwrap().to_owned()).collect()
}

fn rules_for(path: &str) -> Option<(&'static str, &'static [&'static str])> {
    let fitting = MAY_IMPORT.iter().filter(|(folder, _)| path.starts_with(&format!("{folder}/")));
    fitting.max_by_key(|(folder, _)| folder.len()).copied()
}

#[test]
fn no_layer_is_imported_upwards() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    assert!(files.len() > 20, "the sources are there");
    let mut wrong = Vec::new();
    for file in files {
        let path = file.strip_prefix(source()).unwrap().to_str().unwrap().to_owned();
        let Some((folder, allowed)) = rules_for(&path) else { continue };
        let own = folder.split('/').next().unwrap();
        for import in crate_paths(&fs::read_to_string(&file).unwrap()) {
            let first = import.split("::").next().unwrap();
            let is_allowed = first == own || allowed.contains(&first) || FOR_ALL.contains(&first);
            // Names re-exported at the root begin with a capital letter.
            if !is_allowed && !first.starts_with(char::is_uppercase) {
                wrong.push(format!("{path} imports crate::{import}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn readers_never_import_each_other() {
    let mut wrong = Vec::new();
    for reader in READERS {
        let folder = source().join("read").join(reader);
        let mut files = Vec::new();
        if folder.is_dir() {
            rust_files(&folder, &mut files);
        }
        for file in files {
            let code = fs::read_to_string(&file).unwrap();
            for other in READERS.iter().filter(|other| *other != reader) {
                if code.contains(&format!("read::{other}::")) {
                    wrong.push(format!("{} imports {other}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn foundations_import_nothing_of_ours_but_each_other() {
    for name in FOR_ALL {
        let code = fs::read_to_string(source().join(format!("{name}.rs"))).unwrap();
        for import in crate_paths(&code) {
            let first = import.split("::").next().unwrap();
            let is_doc_link = first.starts_with(char::is_uppercase);
            assert!(FOR_ALL.contains(&first) || is_doc_link, "{name}.rs imports crate::{import}");
        }
    }
}
