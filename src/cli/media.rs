//! The pictures of a document to files.

use std::collections::{BTreeSet, HashSet};
use std::path::{Component, Path};

use hwpconv::document::{Asset, Block, Document, Inline, Node, visit};
use hwpconv::{Place, Warning, WarningKind};

use crate::cli::convert::Failure;
use crate::cli::identity::Inputs;
use crate::cli::output::write_file;

/// A picture and the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) name: String,
    pub(crate) data: Vec<u8>,
}

/// The pictures of a document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) pictures: Vec<Picture>,
    /// Pictures that the text refers to and that can have no file.
    pub(crate) warnings: Vec<Warning>,
}

/// The pictures that the text of a document refers to, each once.
pub(crate) fn pictures(document: Document, furniture: bool) -> Found {
    let wanted = referred_to(&document, furniture);
    let mut found = Found::default();
    let mut names = HashSet::new();
    for (position, asset) in document.assets.into_iter().enumerate() {
        if !wanted.contains(&position) {
            continue; // Nothing shows it.
        }
        let Asset { name, data, .. } = asset;
        if data.is_empty() || !is_plain_name(&name) || !names.insert(name.to_lowercase()) {
            let place = Place::part(&name);
            found.warnings.push(Warning { kind: WarningKind::MissingAttachment, place, count: 1 });
        } else {
            found.pictures.push(Picture { name, data });
        }
    }
    found
}

/// Writes pictures into a folder, which is made for the first of them.
pub(crate) fn save(pictures: &[Picture], dir: &Path, inputs: &Inputs) -> Result<(), Failure> {
    for Picture { name, data } in pictures {
        let path = dir.join(name);
        write_file(&path, data, inputs).map_err(|error| Failure::io(&path, &error))?;
    }
    Ok(())
}

/// The positions of the assets that pictures in the text show.
fn referred_to(document: &Document, furniture: bool) -> BTreeSet<usize> {
    let mut wanted = BTreeSet::new();
    let mut look = |blocks: &[Block]| {
        visit(blocks, &mut |node| {
            if let Node::Inline(Inline::Image(image)) = node {
                wanted.extend(image.asset);
            }
        });
    };
    for section in &document.sections {
        look(&section.blocks);
        for part in section.furniture.iter().filter(|_| furniture) {
            look(&part.blocks);
        }
    }
    wanted
}

/// Whether a name is one plain file in a folder, on every system. Readers make such names; a name that leads elsewhere
/// would let a document choose what is overwritten, so it is looked at again where it matters.
fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_one_part = matches!(parts.next(), Some(Component::Normal(part)) if part == name) && parts.next().is_none();
    is_one_part && !name.starts_with('.') && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
}

#[cfg(test)]
mod tests {
    use hwpconv::document::{Image, Paragraph, Section};

    use super::*;

    fn showing(names: &[&str], shown: &[usize]) -> Document {
        let asset = |name: &&str| Asset { name: (*name).to_owned(), media_type: "image/png", data: b"data".to_vec() };
        let image =
            |asset: &usize| Inline::Image(Box::new(Image { asset: Some(*asset), source: None, alt: String::new() }));
        let content = shown.iter().map(image).collect();
        let blocks = vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })];
        Document {
            assets: names.iter().map(asset).collect(),
            sections: vec![Section { blocks, ..Section::default() }],
            ..Document::default()
        }
    }

    /// The files that pictures become, and how many of them are lost.
    fn files(document: Document) -> (Vec<String>, usize) {
        let dir = tempfile::tempdir().unwrap();
        let media = dir.path().join("media");
        let found = pictures(document, false);
        save(&found.pictures, &media, &Inputs::default()).unwrap();
        let Ok(entries) = std::fs::read_dir(&media) else { return (Vec::new(), found.warnings.len()) };
        let names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(names.len(), found.pictures.len());
        (names, found.warnings.len())
    }

    #[test]
    fn only_pictures_that_are_shown_are_written_and_each_once() {
        assert_eq!(files(showing(&["a.png", "b.png"], &[1, 1])), (vec!["b.png".to_owned()], 0));
    }

    #[test]
    fn document_without_pictures_makes_no_folder() {
        assert_eq!(files(showing(&["a.png"], &[])), (Vec::new(), 0));
    }

    #[test]
    fn name_that_leads_elsewhere_is_not_written_and_entered_as_lost() {
        for name in ["../a.png", "/a.png", "a/b.png", "a\\b.png", "C:a.png", "..", "", ".bashrc", "a\n.png"] {
            assert_eq!(files(showing(&[name], &[0])), (Vec::new(), 1), "{name:?}");
        }
    }

    #[test]
    fn second_picture_of_one_name_is_entered_as_lost() {
        assert_eq!(files(showing(&["a.png", "A.png"], &[0, 1])), (vec!["a.png".to_owned()], 1));
    }
}
