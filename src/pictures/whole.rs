//! All pictures of a document at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Picture, drawing, to_web, to_web_part};
use crate::document::{Asset, Crop, Document};
use crate::limits::Limits;
use crate::place::Place;
use crate::warning::{Warning, WarningKind};

/// How many parts are cut out of one picture; documents have one or two.
const PARTS: usize = 16;

/// What came of the pictures of a document.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Converted {
    /// What the document stores for each picture that is in another form now.
    pub originals: Vec<Asset>,
    /// Which pictures are kept as they are stored, and why.
    pub warnings: Vec<Warning>,
}

/// Makes the pictures that the text refers to into ones that browsers show: [`to_web`] for each, and where the document
/// shows a part of one, a picture of its own of that part. Pictures in headers and footers are looked at when `furniture`
/// says so.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let bytes = std::fs::read("samples/pictures.hwp")?;
/// let options = hwpconv::ReadOptions::default();
/// let mut document = hwpconv::read(&bytes, &options)?.document;
/// let converted = hwpconv::pictures::all_to_web(&mut document, true, &options.limits);
/// assert!(converted.warnings.is_empty());
/// # Ok(())
/// # }
/// ```
pub fn all_to_web(document: &mut Document, furniture: bool, limits: &Limits) -> Converted {
    let mut uses: BTreeMap<usize, BTreeSet<Option<Crop>>> = BTreeMap::new();
    document.change_images(furniture, &mut |image| {
        if let Some(asset) = image.asset {
            uses.entry(asset).or_default().insert(image.crop);
        }
    });
    // Drawings show pictures as the document stores them.
    let warnings = draw_all(document, limits);
    let mut converted = Converted { warnings, ..Converted::default() };
    let mut parts: BTreeMap<(usize, Crop), usize> = BTreeMap::new();
    for (position, crops) in uses {
        let stored = document.assets.get(position);
        let Some(asset) = stored.filter(|asset| !asset.data.is_empty() && asset.drawing.is_none()) else { continue };
        let mut cut = Vec::new();
        let mut warning = None;
        for crop in crops.iter().flatten().take(PARTS) {
            match to_web_part(asset, *crop, limits) {
                Picture::Converted(mut part) => {
                    let (stem, extension) = part.name.rsplit_once('.').unwrap_or((&part.name, "bin"));
                    part.name = format!("{stem}-{}.{extension}", cut.len() + 1);
                    cut.push((*crop, part));
                }
                Picture::AsItIs => {}
                Picture::Kept(kind) => warning = Some(kind),
            }
        }
        let is_shown_whole = cut.len() < crops.len();
        let whole = if is_shown_whole { to_web(asset, limits) } else { Picture::AsItIs };
        let is_changed = !cut.is_empty() || matches!(whole, Picture::Converted(_));
        if is_changed {
            converted.originals.push(asset.clone());
        }
        match whole {
            Picture::Converted(other) => {
                if let Some(asset) = document.assets.get_mut(position) {
                    *asset = other;
                }
            }
            Picture::Kept(kind) => warning = Some(kind),
            Picture::AsItIs => {}
        }
        if let Some(kind) = warning {
            warn(kind, document.assets.get(position), &mut converted);
        }
        for (crop, part) in cut {
            parts.insert((position, crop), document.assets.len());
            document.assets.push(part);
        }
    }
    document.change_images(furniture, &mut |image| {
        let key = image.asset.zip(image.crop);
        if let Some(part) = key.and_then(|key| parts.get(&key)) {
            (image.asset, image.crop) = (Some(*part), None);
        }
    });
    converted
}

/// Draws the drawings of a document as SVG, with the pictures among their shapes, and leaves all other pictures as they
/// are. The warnings say which could not be drawn.
pub fn draw_all(document: &mut Document, limits: &Limits) -> Vec<Warning> {
    let mut converted = Converted::default();
    for position in 0..document.assets.len() {
        let Some(asset) = document.assets.get(position) else { continue };
        let Some(shapes) = asset.drawing.as_deref().filter(|_| asset.data.is_empty()) else { continue };
        match drawing::draw(shapes, &document.assets, limits) {
            Ok(svg) => {
                if let Some(asset) = document.assets.get_mut(position) {
                    asset.data = svg.into_bytes();
                }
            }
            Err(why) => warn(WarningKind::PictureAsStored { why }, Some(asset), &mut converted),
        }
    }
    converted.warnings
}

fn warn(kind: WarningKind, asset: Option<&Asset>, converted: &mut Converted) {
    let place = asset.map(|asset| Place::part(&asset.name)).unwrap_or_default();
    converted.warnings.push(Warning { kind, place, count: 1 });
}
