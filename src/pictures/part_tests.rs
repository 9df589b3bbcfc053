//! Parts of pictures, and all pictures of a document.

use super::tests::{BLUE, COLORS, asset, bmp, header, pixels_of};
use super::*;
use crate::document::drawing::{Drawing, Shape, Step};
use crate::document::{Block, Document, Image, Inline, Paragraph, Section};

/// Four pixels by two: black, red, green, blue above, the same from behind below.
fn picture() -> Vec<u8> {
    let rows = [[3, 2, 1, 0], [0, 1, 2, 3]]; // from below
    let colors: Vec<u8> = [0_usize, 1, 2, 3].iter().flat_map(|index| bgr(COLORS[*index])).collect();
    bmp(&header(40, 4, 2, 8, 0), &[colors, vec![0; 252 * 4]].concat(), &rows.concat())
}

fn bgr([red, green, blue, _]: [u8; 4]) -> [u8; 4] {
    [blue, green, red, 0]
}

/// The left half of the lower half.
const QUARTER: Crop = Crop { left: 0, top: 500_000, right: 500_000, bottom: 0 };

fn part(asset: &Asset) -> Asset {
    let Picture::Converted(part) = to_web_part(asset, QUARTER, &Limits::default()) else { panic!("not cut") };
    part
}

#[test]
fn part_of_a_bitmap_and_of_a_png_has_its_pixels_alone() {
    let bitmap = asset("image/bmp", &picture());
    let cut = part(&bitmap);
    assert_eq!((cut.media_type.as_str(), cut.stored_as.as_str()), ("image/png", "image/bmp"));
    assert_eq!(pixels_of(&cut.data), [BLUE, COLORS[2]]);
    let Picture::Converted(png) = to_web(&bitmap, &Limits::default()) else { panic!() };
    let cut = part(&Asset { media_type: "image/png".into(), ..png });
    assert_eq!((pixels_of(&cut.data), cut.stored_as.as_str()), (vec![BLUE, COLORS[2]], ""));
}

#[test]
fn less_than_a_pixel_is_not_cut_off() {
    let gif = asset("image/gif", b"GIF89a\x08\0\x04\0");
    let cut = |right, bottom| to_web_part(&gif, Crop { right, bottom, ..Crop::default() }, &Limits::default());
    assert_eq!(cut(120_000, 240_000), Picture::AsItIs);
    assert!(matches!(cut(125_000, 0), Picture::Converted(_)));
    assert!(matches!(cut(0, 250_000), Picture::Converted(_)));
}

#[test]
fn part_of_a_photograph_is_shown_by_an_svg() {
    let gif = asset("image/gif", b"GIF89a\x08\0\x04\0");
    let cut = part(&gif);
    assert_eq!(
        (cut.name.as_str(), cut.media_type.as_str(), cut.stored_as.as_str()),
        ("image7.svg", "image/svg+xml", "image/gif")
    );
    let svg = String::from_utf8(cut.data).unwrap();
    assert!(svg.contains(" width=\"4\" height=\"2\" viewBox=\"0 2 4 2\""), "{svg}");
    assert!(
        svg.contains("<image width=\"8\" height=\"4\" href=\"data:image/gif;base64,R0lGODlhCAAEAA==\"/></svg>"),
        "{svg}"
    );
}

#[test]
fn part_that_cannot_be_cut_is_said() {
    for (media_type, data) in
        [("image/png", b"nothing".as_slice()), ("image/jpeg", b"\xFF\xD8\xFF"), ("image/bmp", b"BM")]
    {
        assert!(matches!(to_web_part(&asset(media_type, data), QUARTER, &Limits::default()), Picture::Kept(_)));
    }
    assert_eq!(to_web_part(&asset("application/pdf", b""), QUARTER, &Limits::default()), Picture::AsItIs);
    let few = Limits { picture_pixels: 4, ..Limits::default() };
    assert!(matches!(to_web_part(&asset("image/bmp", &picture()), QUARTER, &few), Picture::Kept(_)));
}

fn showing(assets: Vec<Asset>, images: &[(usize, Option<Crop>)]) -> Document {
    let image = |(asset, crop): &(usize, Option<Crop>)| {
        Inline::Image(Box::new(Image { asset: Some(*asset), crop: *crop, ..Image::default() }))
    };
    let content = images.iter().map(image).collect();
    let blocks = [Block::Paragraph(Paragraph { content, ..Paragraph::default() })].into();
    Document { assets, sections: vec![Section { blocks, ..Section::default() }], ..Document::default() }
}

fn names(document: &mut Document) -> Vec<String> {
    let mut shown = Vec::new();
    document.change_images(true, &mut |image| shown.extend(image.asset));
    shown.into_iter().map(|asset| document.assets[asset].name.clone()).collect()
}

#[test]
fn each_part_of_a_picture_is_a_picture_of_its_own() {
    let half = Crop { left: 500_000, ..Crop::default() };
    let uses = [(0, Some(QUARTER)), (0, None), (0, Some(half)), (0, Some(QUARTER))];
    let mut document = showing(vec![asset("image/bmp", &picture())], &uses);
    let converted = all_to_web(&mut document, true, &Limits::default());
    assert_eq!(names(&mut document), ["image7-1.png", "image7.png", "image7-2.png", "image7-1.png"]);
    assert_eq!(pixels_of(&document.assets[1].data), [BLUE, COLORS[2]]);
    assert_eq!((converted.originals.len(), converted.warnings.len()), (1, 0));
    assert_eq!(converted.originals[0].media_type, "image/bmp");
}

#[test]
fn picture_that_is_cut_in_many_ways_is_cut_in_some() {
    let uses: Vec<_> =
        (1..100).map(|left| (0, Some(Crop { left: 250_000 + left * 5_000, ..Crop::default() }))).collect();
    let mut document = showing(vec![asset("image/bmp", &picture())], &uses);
    all_to_web(&mut document, true, &Limits::default());
    assert_eq!(document.assets.len(), 17);
    let mut left = 0;
    document.change_images(true, &mut |image| left += usize::from(image.crop.is_some()));
    assert_eq!(left, 83);
}

#[test]
fn drawing_shows_the_pictures_among_its_shapes_and_damage_is_said() {
    let corners = [Step::Move((0, 0)), Step::Line((300, 0)), Step::Line((300, 150)), Step::Line((0, 150)), Step::Close];
    let image = Image { asset: Some(0), ..Image::default() };
    let shape = Shape { path: corners.to_vec(), picture: Some(Box::new(image)), ..Shape::default() };
    let drawing = Drawing { width: 300, height: 150, shapes: vec![shape], ..Drawing::default() };
    let of = |drawing| Asset {
        name: "drawing2.svg".to_owned(),
        media_type: "image/svg+xml".into(),
        drawing: Some(Box::new(drawing)),
        ..Asset::default()
    };
    let assets = vec![asset("image/bmp", &picture()), of(drawing), of(Drawing::default())];
    let mut document = showing(assets, &[(1, None), (2, None), (0, None)]);
    let converted = all_to_web(&mut document, true, &Limits::default());
    let svg = String::from_utf8(document.assets[1].data.clone()).unwrap();
    assert!(svg.contains("<image") && svg.contains("data:image/png;base64,"), "{svg}");
    assert_eq!(converted.warnings.len(), 1, "{:?}", converted.warnings);
    assert_eq!(document.assets[0].name, "image7.png");
}
