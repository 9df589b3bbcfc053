//! The pictures of a document to files.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Component, Path};

use hwpconv::document::{Asset, Document};
use hwpconv::pictures::{Converted, all_to_web, draw_all};
use hwpconv::{Place, Warning, WarningKind};

use crate::cli::args::PicturesArg;
use crate::cli::display::refused;
use crate::cli::error::Failure;
use crate::cli::files::folder::Folder;
use crate::cli::files::identity::Inputs;
use crate::cli::lang::texts;
use crate::cli::plan::conversion::Conversion;
use crate::cli::plan::destination::MediaFolder;
use crate::cli::record::PictureFile;
use crate::cli::source::hash;

/// A picture and the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) name: String,
    pub(crate) data: Vec<u8>,
}

/// Pictures of a document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) pictures: Vec<Picture>,
    /// Pictures that the text refers to and that can have no file.
    pub(crate) warnings: Vec<Warning>,
}

/// Makes pictures that the text refers to into ones that browsers show, as far as that is wanted; those that are wanted
/// as they were come back.
pub(crate) fn convert(document: &mut Document, conversion: &Conversion) -> Found {
    if conversion.picture_form == PicturesArg::Original {
        let warnings = draw_all(document, &conversion.read.limits);
        return Found { warnings, ..Found::default() };
    }
    let Converted { originals, warnings, .. } =
        all_to_web(document, conversion.write.furniture, &conversion.read.limits);
    let is_wanted = |asset: &Asset| conversion.picture_form == PicturesArg::Both && is_plain_name(&asset.name);
    let pictures = originals.into_iter().filter(is_wanted).map(|Asset { name, data, .. }| Picture { name, data });
    Found { pictures: pictures.collect(), warnings }
}

/// The pictures that the text of a document refers to, each once.
pub(crate) fn pictures(document: Document, shown: &BTreeSet<usize>) -> Found {
    let mut found = Found::default();
    let mut names = HashSet::new();
    for (position, asset) in document.assets.into_iter().enumerate() {
        if !shown.contains(&position) {
            continue; // Nothing shows it.
        }
        let Asset { name, data, .. } = asset;
        if data.is_empty() || !is_plain_name(&name) || !names.insert(name.to_lowercase()) {
            let place = Place::part(&name);
            found.warnings.push(Warning::new(WarningKind::MissingAttachment, place));
        } else {
            found.pictures.push(Picture { name, data });
        }
    }
    found
}

/// What a folder for pictures says of whose they are, so that no two documents mix theirs in one.
const OWNER: &str = ".hwpconv-media";

/// Longer than any path that a system takes, shown with all its bytes escaped.
const OWNER_BYTES: u64 = 64 << 10;

/// Writes pictures into a folder, which is made for the first of them. `owner` names the document that they are of.
pub(crate) fn save(pictures: &[Picture], to: &MediaFolder, owner: &str, inputs: &Inputs) -> Result<(), Failure> {
    if pictures.is_empty() {
        return Ok(());
    }
    let folder = Folder::make(&to.root).and_then(|folder| folder.step_into(&to.below, true));
    let folder = folder.map_err(|error| Failure::io(&to.root, &error))?;
    if to.is_shared {
        claim(&folder, pictures, owner, inputs).map_err(|error| Failure::io(&to.path(), &error))?;
    }
    for Picture { name, data } in pictures {
        let written = folder.write(OsStr::new(name), data, inputs);
        written.map_err(|error| Failure::io(&to.path().join(name), &error))?;
    }
    Ok(())
}

/// Takes a folder for the pictures of one document. One that holds those of another is refused: both name theirs
/// `image1.png` and so on, and the text of one would show pictures of the other.
fn claim(folder: &Folder, pictures: &[Picture], owner: &str, inputs: &Inputs) -> io::Result<()> {
    folder.lock();
    match folder.open_file(OsStr::new(OWNER)) {
        Ok(file) => {
            let mut said = Vec::new();
            file.take(OWNER_BYTES).read_to_end(&mut said)?;
            let said = String::from_utf8_lossy(&said);
            if said.trim_end() == owner {
                return Ok(());
            }
            Err(refused(texts::HOLDS_PICTURES_OF.with([said.trim_end()])))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            for Picture { name, data } in pictures {
                if differs(folder, OsStr::new(name), data)? {
                    return Err(refused(texts::HOLDS_ANOTHER.with([name.as_str()])));
                }
            }
            folder.write(OsStr::new(OWNER), format!("{owner}\n").as_bytes(), inputs)
        }
        Err(error) => Err(error),
    }
}

/// Whether there is a file with other contents.
fn differs(folder: &Folder, name: &OsStr, data: &[u8]) -> io::Result<bool> {
    let Some(there) = folder.look(name)? else { return Ok(false) };
    let length = length(data);
    if !there.is_file() || there.bytes != length {
        return Ok(true);
    }
    let mut bytes = Vec::new();
    folder.open_file(name)?.take(length).read_to_end(&mut bytes)?;
    Ok(bytes != data)
}

/// What is remembered of pictures that were written.
pub(crate) fn files(pictures: &[Picture]) -> Vec<PictureFile> {
    let file =
        |Picture { name, data }: &Picture| PictureFile { name: name.clone(), bytes: length(data), sha256: hash(data) };
    pictures.iter().map(file).collect()
}

fn length(data: &[u8]) -> u64 {
    u64::try_from(data.len()).unwrap_or(u64::MAX)
}

/// Whether a name is one plain file in a folder, on every system. Readers make such names; a name that leads elsewhere
/// would let a document choose what is overwritten, so it is looked at again where it matters.
pub(crate) fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_one_part = matches!(parts.next(), Some(Component::Normal(part)) if part == name) && parts.next().is_none();
    is_one_part && !name.starts_with('.') && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hwpconv::Target;
    use hwpconv::document::{Block, Image, Inline, Paragraph, Section};

    use super::*;
    use crate::cli::args::Args;

    fn folder(path: &Path, is_shared: bool) -> MediaFolder {
        MediaFolder { root: path.to_owned(), below: "".into(), is_shared, prefix: String::new() }
    }

    fn showing(names: &[&str], shown: &[usize]) -> Document {
        let asset = |name: &&str| Asset {
            name: (*name).to_owned(),
            media_type: "image/png".into(),
            data: b"data".to_vec(),
            ..Asset::default()
        };
        let image = |asset: &usize| Inline::Image(Box::new(Image { asset: Some(*asset), ..Image::default() }));
        let content = shown.iter().map(image).collect();
        let blocks = [Block::Paragraph(Paragraph { content, ..Paragraph::default() })].into();
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
        let shown = document.shown_assets(false);
        let found = pictures(document, &shown);
        save(&found.pictures, &folder(&media, false), "a.md", &Inputs::default()).unwrap();
        let Ok(entries) = std::fs::read_dir(&media) else { return (Vec::new(), found.warnings.len()) };
        let names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(names.len(), found.pictures.len());
        (names, found.warnings.len())
    }

    /// The names of a shown bitmap, of one that is not shown and of a damaged one, behind `--pictures`; and the files.
    fn converted(form: &str) -> (Vec<String>, Vec<String>, usize) {
        let bitmap = |size: u8| {
            let size = [size, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0];
            let start = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0";
            [start.as_slice(), &size, &[0; 24], &[1, 2, 3, 0]].concat()
        };
        let mut document = showing(&["a.bmp", "b.bmp", "c.bmp"], &[0, 2]);
        for (asset, size) in document.assets.iter_mut().zip([1, 1, 200]) {
            (asset.media_type, asset.data) = ("image/bmp".into(), bitmap(size));
        }
        let args = Args::parse_from(["hwpconv", "a.hwp", "--pictures", form]);
        let found = convert(&mut document, &Conversion::new(&args.convert, Target::Markdown, true, None));
        let names = document.assets.into_iter().map(|asset| asset.name).collect();
        let files = found.pictures.into_iter().map(|picture| picture.name).collect();
        (names, files, found.warnings.len())
    }

    #[test]
    fn bitmaps_that_are_shown_become_png_unless_their_own_form_is_wanted() {
        let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        // The damaged one is kept, with a warning.
        assert_eq!(converted("web"), (names(["a.png", "b.bmp", "c.bmp"]), vec![], 1));
        assert_eq!(converted("both"), (names(["a.png", "b.bmp", "c.bmp"]), vec!["a.bmp".to_owned()], 1));
        assert_eq!(converted("original"), (names(["a.bmp", "b.bmp", "c.bmp"]), vec![], 0));
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
    fn folder_that_was_named_holds_the_pictures_of_one_document() {
        let dir = tempfile::tempdir().unwrap();
        let picture = |data: &[u8]| [Picture { name: "image1.png".to_owned(), data: data.to_vec() }];
        let save = |data: &[u8], owner: &str| {
            save(&picture(data), &folder(dir.path(), true), owner, &Inputs::default())
                .map_err(|failure| failure.message)
        };
        save(b"first", "a.md").unwrap();
        save(b"again", "a.md").unwrap();
        let refused = save(b"again", "b.md").unwrap_err();
        assert!(
            refused.english().ends_with("holds the pictures of a.md; name another with --media, or remove it"),
            "{refused}"
        );
        std::fs::remove_file(dir.path().join(OWNER)).unwrap();
        assert!(save(b"other", "b.md").unwrap_err().english().contains("holds another image1.png"));
        save(b"again", "b.md").unwrap();
        assert_eq!(std::fs::read(dir.path().join("image1.png")).unwrap(), b"again");
    }

    #[test]
    fn second_picture_of_one_name_is_entered_as_lost() {
        assert_eq!(files(showing(&["a.png", "A.png"], &[0, 1])), (vec!["a.png".to_owned()], 1));
    }
}
