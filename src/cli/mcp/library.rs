//! The documents below the folders that the server was started with. A path leads there by names only: no `..`, and no
//! link is followed, so that nothing outside can be read.

use std::fmt::Display;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use rmcp::model::ContentBlock;
use serde_json::json;

use crate::cli::display::{explain, show_path};
use crate::cli::files::folder::Folder;
use crate::cli::files::kind::Kind;
use crate::cli::mcp::answer::{Answer, facts};
use crate::cli::plan::names;
use crate::cli::plan::walk::{self, Found, Ways};

/// How large a document may be.
const MAX_BYTES: u64 = 256 << 20;

/// How many documents a list has.
const LISTED: usize = 200;

/// The folders, in full.
pub(crate) struct Library {
    roots: Vec<PathBuf>,
}

impl Library {
    /// Opens folders. Each must be there; one that cannot be opened is named.
    pub(crate) fn open(folders: &[PathBuf]) -> Result<Self, (String, io::Error)> {
        let open = |folder: &PathBuf| {
            let full = folder.canonicalize().map_err(|error| (show_path(folder), error))?;
            Folder::open(&full).map_err(|error| (show_path(folder), error))?;
            Ok(full)
        };
        Ok(Library { roots: folders.iter().map(open).collect::<Result<_, _>>()? })
    }

    /// Lists documents from a position on.
    pub(crate) fn list(&self, folder: Option<&str>, offset: usize) -> Answer {
        let mut documents = self.documents(folder)?.skip(offset);
        let page: Vec<(PathBuf, u64)> = documents.by_ref().take(LISTED).collect();
        let next = documents.next().map(|_| offset + page.len());
        let shown: Vec<_> = page
            .iter()
            .filter_map(|(path, bytes)| Some(json!({ "path": path.to_str()?, "input_bytes": bytes })))
            .collect();
        let roots: Vec<_> = self.roots.iter().map(|root| root.to_string_lossy()).collect();
        Ok(vec![facts(&json!({ "folders": roots, "documents": shown, "next": next }))])
    }

    /// All documents with their sizes, in the order of their names, by their full paths. `below` is a folder or a document.
    pub(crate) fn documents(&self, below: Option<&str>) -> Result<impl Iterator<Item = (PathBuf, u64)>, String> {
        let starts = match below {
            None => self.roots.clone(),
            Some(path) => {
                let (root, below) = self.place(path)?;
                // Looked at by name only, so that no link leads the walk out.
                let (folder, name) = (below.parent().unwrap_or(Path::new("")), below.file_name());
                let opened = Folder::open(root).and_then(|root| root.step_into(folder, false));
                let there = opened.and_then(|folder| name.map_or(Ok(None), |name| folder.look(name)));
                let there = there.map_err(|error| not_there(path, &error))?;
                if there.is_some_and(|there| there.kind == Kind::Link) {
                    return Err(format!("{path}: is a link, and no link is followed"));
                }
                vec![root.join(below)]
            }
        };
        Ok(starts.into_iter().flat_map(|start| {
            let ways = Ways::default();
            let found: Vec<Found> = if start.is_file() { one(&start) } else { walk::walk(&start, &ways).collect() };
            found.into_iter().filter_map(|found| match found {
                Found::Document(path, metadata) => Some((path, metadata.len())),
                Found::Archive(..) | Found::Trouble(..) | Found::Link | Found::Hidden => None,
            })
        }))
    }

    /// The bytes of a document.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let (root, below) = self.place(path)?;
        let name = below.file_name().ok_or_else(|| format!("{path}: is a folder"))?;
        if !names::is_document(&below) {
            return Err(format!("{path}: is not called like a document (.hwp, .hwpx, .hml, .hwpml, .hwt)"));
        }
        let folder =
            Folder::open(root).and_then(|folder| folder.step_into(below.parent().unwrap_or(Path::new("")), false));
        let file = folder.and_then(|folder| folder.open_file(name)).map_err(|error| not_there(path, &error))?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| not_there(path, &error))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
            return Err(format!("{path}: larger than {} MiB", MAX_BYTES >> 20));
        }
        Ok(bytes)
    }

    /// The folder that a path is in, and the way below it.
    fn place(&self, path: &str) -> Result<(&PathBuf, PathBuf), String> {
        let typed = Path::new(path);
        let is_plain =
            |below: &Path| below.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let places = self.roots.iter().filter_map(|root| {
            let below = if typed.is_absolute() { typed.strip_prefix(root).ok()? } else { typed };
            is_plain(below)
                .then(|| (root, below.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>()))
        });
        let mut places: Vec<_> = places.collect();
        // Of several folders the first that has it.
        let at = places.iter().position(|(root, below)| root.join(below).symlink_metadata().is_ok()).unwrap_or(0);
        if places.is_empty() {
            return Err(format!("{path}: is not in the folders of this server"));
        }
        Ok(places.swap_remove(at))
    }
}

fn one(path: &Path) -> Vec<Found> {
    let found = path.metadata().ok().filter(|_| names::is_document(path));
    found.map(|metadata| Found::Document(path.to_owned(), metadata)).into_iter().collect()
}

fn not_there(path: impl Display, error: &io::Error) -> String {
    format!("{path}: {}", explain(error).english())
}

/// A picture, as models take it.
pub(crate) fn picture(data: &[u8], media_type: &str) -> ContentBlock {
    ContentBlock::image(data_encoding::BASE64.encode(data), media_type)
}
