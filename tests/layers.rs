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

use std::collections::{BTreeMap, BTreeSet};
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
    ("pictures", &["document", "container", "pictures"]),
    ("structure", &["document"]),
    ("write", &["document", "structure", "write"]),
    ("verify", &["document", "write"]),
    ("cli", &["cli"]),
];

const FOR_ALL: &[&str] = &["error", "warning", "part", "place", "limits", "raster", "file_type", "nfc"];

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
        // Reads documents to train on, and is compiled for tests alone.
        if path == "structure/training.rs" {
            continue;
        }
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

/// The files of a folder of `src` by the path that code names them with, such as `cli::plan::names`, without tests.
fn modules(folder: &str) -> BTreeMap<String, PathBuf> {
    let mut files = Vec::new();
    rust_files(&source().join(folder), &mut files);
    let is_test = |path: &Path| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
    let name = |path: &Path| {
        let relative = path.strip_prefix(source()).unwrap().with_extension("");
        let mut parts: Vec<String> = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if parts.last().is_some_and(|last| last == "mod") {
            parts.pop();
        }
        parts.join("::")
    };
    files.retain(|path| !is_test(path.strip_prefix(source()).unwrap()));
    files.into_iter().map(|path| (name(&path), path)).collect()
}

/// The paths that a `use` names, one for each leaf of its braces.
fn leaves(tree: &str, prefix: &str, found: &mut Vec<String>) {
    let Some((before, inside)) = tree.split_once('{') else {
        found.push(format!("{prefix}{}", tree.split(" as ").next().unwrap().trim()));
        return;
    };
    let inside = inside.rsplit_once('}').unwrap().0;
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[start..at].trim().is_empty() {
                    leaves(inside[start..at].trim(), &format!("{prefix}{}", before.trim()), found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Every path that the code of a file names, without its comments and tests.
fn named_paths(code: &str) -> Vec<String> {
    let (mut found, mut rest, mut open) = (Vec::new(), String::new(), String::new());
    let mut lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//")).peekable();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.starts_with("mod tests")) {
            break;
        }
        let is_use =
            ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|start| line.starts_with(start));
        if is_use || !open.is_empty() {
            open.push_str(line);
            if let Some(whole) = open.strip_suffix(';') {
                leaves(whole.split_once("use ").unwrap().1, "", &mut found);
                open.clear();
            }
        } else {
            rest.push_str(line);
            rest.push('\n');
        }
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    found.extend(rest.split(|c| !is_path(c)).filter(|word| word.contains("::")).map(str::to_owned));
    found
}

/// The modules that a file imports, by `crate::`, `super::`, `self::` and by the names of its own parts.
fn imports(name: &str, code: &str, modules: &BTreeMap<String, PathBuf>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in named_paths(code) {
        let mut parts: Vec<&str> = path.split("::").map(str::trim).filter(|part| !part.is_empty()).collect();
        let own: Vec<&str> = name.split("::").collect();
        let ups = parts.iter().take_while(|part| **part == "super").count();
        match parts.first().copied() {
            Some("crate") => drop(parts.remove(0)),
            Some("self") => drop(parts.splice(..1, own)),
            Some("super") => drop(parts.splice(..ups, own[..own.len().saturating_sub(ups)].iter().copied())),
            _ => drop(parts.splice(..0, own)),
        }
        let longest =
            (1..=parts.len()).rev().map(|end| parts[..end].join("::")).find(|path| modules.contains_key(path));
        found.extend(longest.filter(|path| path != name));
    }
    found
}

/// Who imports whom in a folder of `src`.
fn graph(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules(folder);
    let graph = modules.iter().map(|(name, path)| {
        let code = fs::read_to_string(path).unwrap();
        (name.clone(), imports(name, &code, &modules))
    });
    graph.collect()
}

/// A way from a module back to itself, for each that has one.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut found = Vec::new();
    for start in graph.keys() {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut next = vec![start.as_str()];
        while let Some(at) = next.pop() {
            for to in graph.get(at).into_iter().flatten() {
                if !came_from.contains_key(to.as_str()) {
                    came_from.insert(to, at);
                    next.push(to);
                }
            }
        }
        if !came_from.contains_key(start.as_str()) {
            continue;
        }
        let mut way = vec![start.as_str()];
        while way.len() == 1 || way.last() != Some(&start.as_str()) {
            way.push(came_from[way.last().unwrap()]);
        }
        way.reverse();
        found.push(way.join(" → "));
    }
    found
}

#[test]
fn no_circle_among_the_files_of_the_command() {
    let graph = graph("cli");
    assert!(graph.len() > 25, "the files are there: {}", graph.len());
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 80, "the imports are seen: {edges}");
    assert_eq!(circles(&graph), Vec::<String>::new());
}

/// Imports that close a circle among the rooms of `read`, are known and are to go: who imports, and whom.
const KNOWN_CIRCLES: &[[&str; 2]] = &[["read::style", "read::flow"], ["read::charset", "read::style"]];

/// Within a room, content that nests makes circles of files: a paragraph holds a table that holds paragraphs. Among the
/// rooms there is no such reason. What lies in `read` itself is what all rooms share and what calls the readers.
#[test]
fn no_circle_among_the_rooms_of_the_readers() {
    let room = |module: &str| {
        let name = module.split("::").nth(1)?;
        source().join("read").join(name).is_dir().then(|| format!("read::{name}"))
    };
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, tos) in graph("read") {
        let Some(from) = room(&from) else { continue };
        let tos: Vec<String> = tos.iter().filter_map(|to| room(to)).filter(|to| *to != from).collect();
        rooms.entry(from).or_default().extend(tos);
    }
    assert!(rooms.len() > 8, "the rooms are there: {rooms:?}");
    for [from, to] in KNOWN_CIRCLES {
        rooms.get_mut(*from).unwrap().remove(*to);
    }
    assert_eq!(circles(&rooms), Vec::<String>::new());
}

#[test]
fn circle_is_found_however_it_is_imported() {
    let modules: BTreeMap<String, PathBuf> =
        ["a", "a::b", "a::b::c", "a::d"].map(|name| (name.to_owned(), PathBuf::new())).into();
    let of = |name: &str, code: &str| imports(name, code, &modules).into_iter().collect::<Vec<_>>();
    assert_eq!(of("a::d", "// use crate::a::d::X;\n use crate::a::{b::{self, c::Y},\n Z};"), ["a", "a::b", "a::b::c"]);
    assert_eq!(of("a::b::c", "fn f() { super::super::d::g() }"), ["a::d"]);
    assert_eq!(
        of("a::b", "mod c;\n fn f() { c::g() }\n #[cfg(test)]\n mod tests {\n use crate::a::d;\n }"),
        ["a::b::c"]
    );
    let graph = |pairs: &[(&str, &str)]| {
        let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in pairs {
            graph.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        circles(&graph)
    };
    assert_eq!(graph(&[("a", "b"), ("b", "c"), ("a", "c")]), Vec::<String>::new());
    assert_eq!(graph(&[("a", "b"), ("b", "c"), ("c", "b")]), ["b → c → b", "c → b → c"]);
}
