//! The paths of the output of a job and of its pictures.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cli::files::folder::Place;
use crate::cli::files::identity::resolve;
use crate::cli::plan::names::{Naming, join_name, output_stem};

/// Where outputs go.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output, for one document.
    Stdout,
    /// A file, for one document.
    File(PathBuf),
    /// Lines for any number of documents, in one file or, without a path, on standard output.
    Stream(Option<PathBuf>),
    /// A folder, for any number of documents.
    Folder {
        /// The folder; need not exist yet.
        root: PathBuf,
        /// What outputs are called at their end, such as `.md`.
        extension: &'static str,
    },
}

impl Destination {
    /// The file that a document becomes, or `None` for standard output. `relative` is its place in the tree of inputs.
    pub(crate) fn output(&self, relative: &Path, naming: Naming) -> Option<Place> {
        match self {
            Destination::Stdout | Destination::Stream(_) => None,
            Destination::File(path) => Some(Place {
                root: path.parent().unwrap_or(Path::new("")).to_owned(),
                below: path.file_name().map_or_else(|| path.clone(), PathBuf::from),
            }),
            Destination::Folder { root, extension } => {
                let name = join_name(&output_stem(relative, naming), extension);
                Some(Place { root: root.clone(), below: relative.with_file_name(name) })
            }
        }
    }
}

/// Where pictures go.
#[derive(Debug)]
pub(crate) enum Media {
    /// Nowhere: only references are written.
    Nowhere,
    /// To a folder beside each output, called after it.
    Beside,
    /// To one folder, for one document.
    Folder(PathBuf),
    /// To a folder for each document, in the manner of the outputs.
    Mirrored {
        /// The folder of folders.
        root: PathBuf,
        /// The way from the folder of outputs to `root`; `None` when there is none.
        way: Option<PathBuf>,
    },
}

/// The folder for the pictures of one document. It is made when there is a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaFolder {
    /// A folder that was typed.
    pub(crate) root: PathBuf,
    /// The way from there, which was made up.
    pub(crate) below: PathBuf,
    /// Whether another document may have been given the same folder: it was typed, or is called after the input alone.
    pub(crate) is_shared: bool,
    /// What stands before the name of a picture in the text.
    pub(crate) prefix: String,
}

impl MediaFolder {
    pub(crate) fn path(&self) -> PathBuf {
        // Joining nothing would add a stroke.
        if self.below.as_os_str().is_empty() { self.root.clone() } else { self.root.join(&self.below) }
    }
}

impl Media {
    /// The folder for the pictures of a document that is written to `output`.
    pub(crate) fn folder(&self, output: Option<&Place>, relative: &Path) -> io::Result<Option<MediaFolder>> {
        let stem = output.and_then(|output| output.below.file_stem()).unwrap_or(OsStr::new("document"));
        let name = join_name(stem, "_media");
        Ok(match (self, output) {
            (Media::Nowhere, _) | (Media::Beside, None) => None,
            (Media::Beside, Some(output)) => {
                let prefix = prefix(Path::new(&name));
                let below = output.below.with_file_name(name);
                Some(MediaFolder { root: output.root.clone(), below, is_shared: false, prefix })
            }
            // What is printed is read where the command runs.
            (Media::Folder(dir) | Media::Mirrored { root: dir, .. }, None) => {
                let prefix = prefix(dir);
                Some(MediaFolder { root: dir.clone(), below: PathBuf::new(), is_shared: true, prefix })
            }
            (Media::Folder(dir), Some(output)) => {
                let output = output.path();
                let way = way(&resolve(output.parent().unwrap_or(Path::new("")))?, &resolve(dir)?);
                let prefix = prefix(&way.unwrap_or(std::path::absolute(dir)?));
                Some(MediaFolder { root: dir.clone(), below: PathBuf::new(), is_shared: true, prefix })
            }
            (Media::Mirrored { root, way }, Some(_)) => {
                let below = relative.with_file_name(name);
                let prefix = match way {
                    Some(way) => {
                        let up: PathBuf = below.components().skip(1).map(|_| Component::ParentDir).collect();
                        prefix(&up.join(way).join(&below))
                    }
                    None => prefix(&std::path::absolute(root.join(&below))?),
                };
                Some(MediaFolder { root: root.clone(), below, is_shared: true, prefix })
            }
        })
    }
}

/// The way from one folder to another; both are full and without links. `None` between two drives.
pub(crate) fn way(from: &Path, to: &Path) -> Option<PathBuf> {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(common)).collect())
}

/// A folder as it stands before the name of a picture: with `/` on every system, empty for this folder.
///
/// Bytes that are no text cannot stand in a document and are replaced.
fn prefix(dir: &Path) -> String {
    let mut out = String::new();
    for part in dir.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => out.push('/'),
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                out.push_str(&part.as_os_str().to_string_lossy());
                // The root behind the letter of a drive brings its own stroke.
                if !matches!(part, Component::Prefix(_)) {
                    out.push('/');
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(root: impl Into<PathBuf>, below: &str) -> Place {
        Place { root: root.into(), below: PathBuf::from(below) }
    }

    #[test]
    fn tree_is_mirrored_under_the_folder() {
        let to = Destination::Folder { root: PathBuf::from("out"), extension: ".md" };
        let output = |naming| to.output(Path::new("x/a.hwp"), naming).map(|place| (place.path(), place.root));
        let out = PathBuf::from("out");
        assert_eq!(output(Naming::Plain), Some((PathBuf::from("out/x/a.md"), out.clone())));
        assert_eq!(output(Naming::Extension), Some((PathBuf::from("out/x/a.hwp.md"), out)));
    }

    #[test]
    fn pictures_stand_beside_the_output() {
        let folder = Media::Beside.folder(Some(&place("out", "a.hwp.md")), Path::new("a.hwp")).unwrap().unwrap();
        assert_eq!((folder.path(), folder.prefix.as_str()), (PathBuf::from("out/a.hwp_media"), "a.hwp_media/"));
    }

    #[test]
    fn mirrored_pictures_are_referred_to_from_the_output() {
        let media = Media::Mirrored { root: PathBuf::from("pics"), way: Some(PathBuf::from("../pics")) };
        let folder = media.folder(Some(&place("out", "x/a.md")), Path::new("x/a.hwp")).unwrap().unwrap();
        assert_eq!((folder.path(), folder.prefix.as_str()), (PathBuf::from("pics/x/a_media"), "../../pics/x/a_media/"));
    }

    #[test]
    fn one_picture_folder_is_referred_to_from_the_output() {
        let dir = tempfile::tempdir().unwrap();
        let media = Media::Folder(dir.path().join("pics"));
        let output = place(dir.path().join("out"), "a.md");
        let folder = media.folder(Some(&output), Path::new("a.hwp")).unwrap().unwrap();
        assert_eq!(folder.prefix, "../pics/");
    }

    #[test]
    fn printed_text_refers_to_pictures_as_typed() {
        let folder = Media::Folder(PathBuf::from("./pics")).folder(None, Path::new("a.hwp")).unwrap().unwrap();
        assert_eq!(folder.prefix, "pics/");
    }
}
