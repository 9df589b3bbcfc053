//! Any bytes as a picture of each kind that is converted, and a part of it.

#![no_main]

use hwpconv::Limits;
use hwpconv::document::{Asset, Crop};
use hwpconv::pictures::{Picture, to_web, to_web_part};
use libfuzzer_sys::fuzz_target;

const KINDS: [&str; 7] =
    ["image/bmp", "image/x-pcx", "image/tiff", "image/wmf", "image/emf", "image/png", "image/jpeg"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, data)) = bytes.split_first() else { return };
    let media_type = KINDS[usize::from(*first) % KINDS.len()];
    let limits = Limits { picture_pixels: 100_000, stream_bytes: 8 << 20, ..Limits::default() };
    let asset =
        Asset { name: "image1.x".to_owned(), media_type: media_type.into(), data: data.to_vec(), ..Asset::default() };
    let side = u32::from(*first) * 2_000;
    let crop = Crop { left: side, top: side / 2, right: side / 3, bottom: 0 };
    for picture in [to_web(&asset, &limits), to_web_part(&asset, crop, &limits)] {
        let Picture::Converted(picture) = picture else { continue };
        assert!(picture.data.len() <= 16 << 20, "no larger than allowed");
        if picture.name.ends_with(".svg") {
            let text = String::from_utf8(picture.data).expect("SVG is text");
            let xml = text.to_lowercase();
            assert!(!xml.contains("<script") && !xml.contains("<foreignobject") && !xml.contains("href=\"http"));
        }
    }
});
