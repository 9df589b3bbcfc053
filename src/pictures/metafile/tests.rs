//! Metafiles of our own, and what is drawn of them.

use super::*;
use crate::pictures::{DAMAGED, EMPTY, TOO_LARGE};

/// A metafile of 16-bit records: each a function and its parameters.
fn metafile(records: &[(u16, &[i16])]) -> Vec<u8> {
    let mut file = [1_u16, 9, 0x300, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
    for (function, words) in records.iter().chain(&[(0, [].as_slice())]) {
        file.extend(u32::try_from(3 + words.len()).unwrap().to_le_bytes());
        file.extend(function.to_le_bytes());
        file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }
    file
}

/// A view of 200 by 100 that begins at 10, 20.
const VIEW: [(u16, &[i16]); 2] = [(0x020B, &[20, 10]), (0x020C, &[100, 200])];

fn drawn(records: &[(u16, &[i16])]) -> String {
    match wmf(&metafile(&[&VIEW, records].concat()), &Limits::default()).unwrap() {
        Drawn::Svg(text) => text,
        Drawn::Png(_) => panic!("drawn as pixels"),
    }
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

/// Bytes as words, filled up to two bytes.
fn words(bytes: &[u8]) -> Vec<i16> {
    bytes.chunks(2).map(|pair| i16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(0)])).collect()
}

/// Two pixels, red and blue, as a bitmap without a file around it.
fn bitmap() -> Vec<i16> {
    let mut bytes = [40_u32, 2, 1, 24 << 16 | 1, 0, 0, 0, 0, 0, 0].map(u32::to_le_bytes).concat();
    bytes.extend([0, 0, 255, 255, 0, 0, 0, 0]);
    words(&bytes)
}

#[test]
fn shapes_stand_where_the_view_begins_with_pen_and_brush() {
    let text = drawn(&[
        (0x02FA, &[0, 3, 0, 0xFF, 0]),
        (0x02FC, &[0, 0, 0xFF, 0]),
        (0x012D, &[0]),
        (0x012D, &[1]),
        (0x041B, &[70, 110, 30, 20]),
    ]);
    has(
        &text,
        &[
            "viewBox=\"0 0 200 100\"",
            "width=\"200\" height=\"100\"",
            "d=\"M10 10L100 10L100 50L10 50Z\"",
            "fill=\"#0000ff\"",
            "stroke=\"#ff0000\" stroke-width=\"3\"",
        ],
    );
}

#[test]
fn object_takes_the_first_place_that_is_free() {
    let text = drawn(&[
        (0x02FC, &[0, 0x11, 0, 0]),
        (0x02FC, &[0, 0x22, 0, 0]),
        (0x01F0, &[0]),
        (0x02FC, &[0, 0x33, 0, 0]),
        (0x012D, &[0]),
        (0x041B, &[70, 110, 30, 20]),
    ]);
    has(&text, &["fill=\"#330000\""]);
}

#[test]
fn lines_that_go_on_are_one_path() {
    let text = drawn(&[(0x0214, &[20, 10]), (0x0213, &[30, 20]), (0x0213, &[20, 30])]);
    has(&text, &["d=\"M0 0L10 10L20 0\" fill=\"none\""]);
}

#[test]
fn korean_text_is_read_and_is_as_wide_as_the_record_says() {
    let font: Vec<i16> =
        [&[-12, 0, 0, 0, 700, 0, i16::from_le_bytes([0, 129]), 0, 0][..], &words(b"\xB1\xBC\xB8\xB2\0")].concat();
    // 한글 & in code page 949.
    let line: Vec<i16> = [&[40, 30, 6, 0][..], &words(b"\xC7\xD1\xB1\xDB &"), &[6, 6, 6, 6, 4, 8]].concat();
    let text = drawn(&[(0x02FB, &font), (0x012D, &[0]), (0x0102, &[1]), (0x012E, &[24]), (0x0A32, &line)]);
    has(
        &text,
        &[
            "<text x=\"20\" y=\"20\" font-family=\"'굴림', sans-serif\" font-size=\"12\"",
            "font-weight=\"bold\"",
            "textLength=\"36\"",
            ">한글 &amp;</text>",
        ],
    );
    assert!(!text.contains("<path"), "no ground behind it: {text}");
}

#[test]
fn bitmap_alone_is_a_png_and_among_others_within_the_view() {
    let stretched: Vec<i16> = [&[0x20, 0xCC, 0, 1, 2, 0, 0, 100, 200, 20, 10][..], &bitmap()].concat();
    let alone = metafile(&[VIEW[0], VIEW[1], (0x0F43, &stretched)]);
    let Drawn::Png(png) = wmf(&alone, &Limits::default()).unwrap() else { panic!("drawn as shapes") };
    assert!(png.starts_with(b"\x89PNG"));
    let text = drawn(&[(0x0F43, &stretched), (0x041B, &[70, 110, 30, 20])]);
    has(&text, &["<image x=\"0\" y=\"0\" width=\"200\" height=\"100\"", "href=\"data:image/png;base64,iVBOR"]);
}

#[test]
fn clip_hides_until_the_state_is_restored() {
    let text = drawn(&[
        (0x001E, &[]),
        (0x0416, &[60, 60, 30, 20]),
        (0x041B, &[70, 110, 30, 20]),
        (0x0127, &[-1]),
        (0x0418, &[70, 110, 30, 20]),
    ]);
    has(
        &text,
        &[
            "<clipPath id=\"d1\"><path d=\"M10 10L50 10L50 40L10 40Z\"/></clipPath>",
            "<g clip-path=\"url(#d1)\"><path d=\"M10 10L100 10",
            "/></g><path d=\"M100 30C",
        ],
    );
}

#[test]
fn colors_drawn_twice_with_black_between_fill_the_black_shape() {
    let stripe: (u16, &[i16]) = (0x0324, &[4, 10, 20, 60, 20, 60, 60, 10, 60]);
    let text = drawn(&[
        (0x02FA, &[5, 0, 0, 0, 0]),
        (0x02FC, &[0, 0x20, 0x40, 0]),
        (0x02FC, &[0, 0, 0, 0]),
        (0x012D, &[0]),
        (0x012D, &[1]),
        (0x0104, &[7]),
        stripe,
        (0x0104, &[13]),
        (0x012D, &[2]),
        (0x0324, &[3, 10, 20, 60, 20, 10, 60]),
        (0x0104, &[7]),
        (0x012D, &[1]),
        stripe,
    ]);
    has(
        &text,
        &[
            "<clipPath id=\"d1\"><path d=\"M0 0L50 0L0 40Z\"",
            "<g clip-path=\"url(#d1)\"><path d=\"M0 0L50 0L50 40L0 40Z\" fill=\"#200040\"",
        ],
    );
    assert!(!text.contains("difference"), "{text}");
}

#[test]
fn view_that_stands_on_its_head_is_turned() {
    let file = metafile(&[(0x020B, &[100, 0]), (0x020C, &[-100, 200]), (0x041B, &[0, 50, 100, 0])]);
    let Drawn::Svg(text) = wmf(&file, &Limits::default()).unwrap() else { panic!("drawn as pixels") };
    has(&text, &["d=\"M0 0L50 0L50 100L0 100Z\""]);
}

#[test]
fn what_would_never_end_or_grow_ends() {
    // A record of no length.
    let mut file = metafile(&VIEW);
    file.truncate(file.len() - 6);
    file.extend([0; 60]);
    assert_eq!(wmf(&file, &Limits::default()).unwrap_err(), EMPTY);
    let saves: Vec<(u16, &[i16])> = vec![(0x001E, &[]); 100];
    assert_eq!(wmf(&metafile(&saves), &Limits::default()).unwrap_err(), TOO_LARGE);
    let few = Limits { records: 50, ..Limits::default() };
    assert_eq!(wmf(&metafile(&[(0x0103, [8].as_slice()); 100]), &few).unwrap_err(), TOO_LARGE);
    // The same bitmap without end.
    let stretched: Vec<i16> = [&[0x20, 0xCC, 0, 1, 2, 0, 0, 100, 200, 20, 10][..], &bitmap()].concat();
    let few = Limits { picture_pixels: 9, ..Limits::default() };
    assert_eq!(wmf(&metafile(&[(0x0F43, stretched.as_slice()); 5]), &few).unwrap_err(), TOO_LARGE);
    assert_eq!(wmf(b"\x01\0\x09\0", &Limits::default()).unwrap_err(), DAMAGED);
}

/// An enhanced metafile of 100 by 50 pixels of a device with four of them in a millimetre.
fn enhanced(records: &[(u32, &[i32])]) -> Vec<u8> {
    let mut header = vec![0, 0, 99, 49, 0, 0, 2_500, 1_250, 0x464D_4520, 0x10000, 0, 0, 1, 0, 0, 0];
    header.extend([400, 400, 100, 100]);
    let mut file = Vec::new();
    for (kind, words) in [(1, header.as_slice())].iter().chain(records).chain(&[(14, [0; 3].as_slice())]) {
        file.extend(kind.to_le_bytes());
        file.extend(u32::try_from(8 + 4 * words.len()).unwrap().to_le_bytes());
        file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }
    file
}

fn drawn_enhanced(records: &[(u32, &[i32])]) -> String {
    match emf(&enhanced(records), &Limits::default()).unwrap() {
        Drawn::Svg(text) => text,
        Drawn::Png(_) => panic!("drawn as pixels"),
    }
}

#[test]
fn enhanced_metafile_says_its_size_and_draws_with_what_it_numbers() {
    let text = drawn_enhanced(&[
        (39, &[3, 0, 0x00FF_0000, 0]),
        (37, &[3]),
        (37, &[0x8000_0008_u32.cast_signed()]),
        (43, &[10, 10, 30, 20]),
    ]);
    has(
        &text,
        &["viewBox=\"0 0 100 50\"", "width=\"94.49\"", "<path d=\"M10 10L30 10L30 20L10 20Z\" fill=\"#0000ff\""],
    );
}

#[test]
fn path_is_drawn_when_it_is_whole_and_world_is_turned() {
    let float = |value: f32| i32::from_le_bytes(value.to_le_bytes());
    let text = drawn_enhanced(&[
        (35, &[float(2.0), 0, 0, float(2.0), float(5.0), 0]),
        (59, &[]),
        (27, &[0, 0]),
        (54, &[10, 0]),
        (54, &[10, 10]),
        (61, &[]),
        (60, &[]),
        (62, &[0, 0, 0, 0]),
    ]);
    has(&text, &["<path d=\"M5 0L25 0L25 20Z\" fill=\"#ffffff\""]);
}

#[test]
fn enhanced_text_is_unicode() {
    let mut record = vec![0, 0, 0, 0, 2, 0, 0, 20, 30, 2, 76, 0, 0, 0, 0, 0, 80];
    record.extend([0xAE00_D55C_u32.cast_signed(), 7, 9]);
    let text = drawn_enhanced(&[(22, &[24]), (18, &[1]), (84, &record)]);
    has(&text, &["<text x=\"20\" y=\"30\"", "textLength=\"16\"", ">한글</text>"]);
}

#[test]
fn damage_anywhere_is_no_panic_and_no_script() {
    let stretched: Vec<i16> = [&[0x20, 0xCC, 0, 1, 2, 0, 0, 100, 200, 20, 10][..], &bitmap()].concat();
    let text: Vec<i16> = [&[40, 30, 8, 6, 1, 2, 3, 4][..], &words(b"<script>"), &[6; 8]].concat();
    let small = metafile(&[
        VIEW[0],
        VIEW[1],
        (0x02FC, &[2, 0, 0xFF, 4]),
        (0x012D, &[0]),
        (0x0538, &[2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (0x0817, &[1, 2, 3, 4, 50, 60, 7, 8]),
        (0x0A32, &text),
        (0x0F43, &stretched),
    ]);
    let large = enhanced(&[
        (81, &[0, 0, 0, 0, 1, 2, 0, 0, 2, 1, 80, 40, 120, 8, 0, 0x00CC_0020, 9, 9]),
        (90, &[0, 0, 0, 0, 2, 4, 2, 2, 1, 2, 3, 4]),
        (2, &[0, 0, 0, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8]),
        (45, &[0, 0, 50, 50, 10, 10, 3, 3]),
    ]);
    let limits = Limits { picture_pixels: 1_000, ..Limits::default() };
    for file in [small, large] {
        let play = |data: &[u8]| {
            for drawn in [wmf(data, &limits), emf(data, &limits)] {
                if let Ok(Drawn::Svg(text)) = drawn {
                    assert!(!text.contains("<script"));
                }
            }
        };
        for at in 0..file.len() {
            play(&file[..at]);
            for value in [0, 1, 0x7F, 0x80, 0xFF] {
                let mut damaged = file.clone();
                damaged[at] = value;
                play(&damaged);
            }
        }
    }
}
