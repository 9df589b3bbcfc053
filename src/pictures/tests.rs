//! Small bitmaps of our own in every form, and what comes of them.

use super::*;

/// A PNG as the colours of its pixels, row by row.
pub(super) fn pixels_of(png: &[u8]) -> Vec<[u8; 4]> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    data.chunks_exact(4).map(|pixel| *pixel.first_chunk().unwrap()).collect()
}

pub(super) fn asset(media_type: &'static str, data: &[u8]) -> Asset {
    Asset { name: "image7.old".to_owned(), media_type: media_type.into(), data: data.to_vec(), ..Asset::default() }
}

fn shown(media_type: &'static str, data: &[u8]) -> Vec<[u8; 4]> {
    let Picture::Converted(picture) = to_web(&asset(media_type, data), &Limits::default()) else {
        panic!("{media_type} is not converted")
    };
    assert_eq!((picture.name.as_str(), picture.media_type.as_str()), ("image7.png", "image/png"));
    pixels_of(&picture.data)
}

fn kept(media_type: &'static str, data: &[u8]) -> Trouble {
    let Picture::Kept(WarningKind::PictureAsStored { why }) = to_web(&asset(media_type, data), &Limits::default())
    else {
        panic!("{media_type} is not kept")
    };
    why
}

const RED: [u8; 4] = [255, 0, 0, 255];
const GREEN: [u8; 4] = [0, 255, 0, 255];
pub(super) const BLUE: [u8; 4] = [0, 0, 255, 255];
const WHITE: [u8; 4] = [255; 4];
const BLACK: [u8; 4] = [0, 0, 0, 255];

/// Three pixels by two, as they look.
const LOOK: [[u8; 4]; 6] = [RED, GREEN, BLUE, BLACK, WHITE, RED];

/// The colours that indices name.
pub(super) const COLORS: [[u8; 4]; 5] = [BLACK, RED, GREEN, BLUE, WHITE];

fn index(color: [u8; 4]) -> u8 {
    u8::try_from(COLORS.iter().position(|known| *known == color).unwrap()).unwrap()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A BMP file of a header, what follows it, and pixels.
pub(super) fn bmp(header: &[u8], colors: &[u8], pixels: &[u8]) -> Vec<u8> {
    let start = u32::try_from(14 + header.len() + colors.len()).unwrap();
    let mut file = b"BM".to_vec();
    file.extend(words(&[0, 0, start]));
    [header, colors, pixels].iter().for_each(|part| file.extend_from_slice(part));
    file
}

pub(super) fn header(size: u32, width: i32, height: i32, bits: u32, compression: u32) -> Vec<u8> {
    let mut header = words(&[size, width as u32, height as u32, bits << 16 | 1, compression, 0, 0, 0, 0, 0]);
    header.resize(usize::try_from(size).unwrap(), 0);
    header
}

fn palette(bytes: usize) -> Vec<u8> {
    COLORS.iter().flat_map(|[r, g, b, _]| [*b, *g, *r, 0].into_iter().take(bytes)).collect()
}

/// Rows from the lowest up, each filled up to four bytes.
fn rows(row: impl Fn(&[[u8; 4]]) -> Vec<u8>) -> Vec<u8> {
    let filled = |pixels: &[[u8; 4]]| {
        let mut row = row(pixels);
        row.resize(row.len().next_multiple_of(4), 0);
        row
    };
    LOOK.chunks(3).rev().flat_map(filled).collect()
}

#[test]
fn bitmap_of_every_depth_keeps_its_pixels() {
    let eight = rows(|row| row.iter().map(|color| index(*color)).collect());
    let four = rows(|row| vec![index(row[0]) << 4 | index(row[1]), index(row[2]) << 4]);
    let colors = |count: u32| {
        let mut header = header(40, 3, 2, if count == 8 { 8 } else { 4 }, 0);
        header[32..36].copy_from_slice(&5_u32.to_le_bytes());
        header
    };
    assert_eq!(shown("image/bmp", &bmp(&colors(8), &palette(4), &eight)), LOOK);
    assert_eq!(shown("image/bmp", &bmp(&colors(4), &palette(4), &four)), LOOK);
    let true_color = rows(|row| row.iter().flat_map(|[r, g, b, _]| [*b, *g, *r]).collect());
    assert_eq!(shown("image/bmp", &bmp(&header(40, 3, 2, 24, 0), &[], &true_color)), LOOK);
    // The fourth byte is no alpha.
    let wide = rows(|row| row.iter().flat_map(|[r, g, b, _]| [*b, *g, *r, 0]).collect());
    assert_eq!(shown("image/bmp", &bmp(&header(40, 3, 2, 32, 0), &[], &wide)), LOOK);
    let five = |value: u8| u16::from(value >> 3);
    let fives = rows(|row| {
        row.iter().flat_map(|[r, g, b, _]| (five(*r) << 10 | five(*g) << 5 | five(*b)).to_le_bytes()).collect()
    });
    assert_eq!(shown("image/bmp", &bmp(&header(40, 3, 2, 16, 0), &[], &fives)), LOOK);
    let masked = rows(|row| {
        let six = |value: u8| u16::from(value >> 2);
        row.iter().flat_map(|[r, g, b, _]| (five(*r) << 11 | six(*g) << 5 | five(*b)).to_le_bytes()).collect()
    });
    let masks = words(&[0xF800, 0x07E0, 0x001F]);
    assert_eq!(shown("image/bmp", &bmp(&header(40, 3, 2, 16, 3), &masks, &masked)), LOOK);
}

#[test]
fn bitmap_of_two_colors_has_eight_pixels_in_a_byte() {
    let mut header = header(40, 9, 1, 1, 0);
    header[32..36].copy_from_slice(&2_u32.to_le_bytes());
    let file = bmp(&header, &words(&[0x00FF_0000, 0x0000_00FF]), &[0b1010_0000, 0b1000_0000, 0, 0]);
    let expected = [BLUE, RED, BLUE, RED, RED, RED, RED, RED, BLUE];
    assert_eq!(shown("image/bmp", &file), expected);
}

#[test]
fn bitmap_of_os2_lists_colors_of_three_bytes() {
    let mut header = words(&[12]);
    header.extend([3_u16, 2, 1, 8].iter().flat_map(|value| value.to_le_bytes()));
    let mut colors = palette(3);
    colors.resize(256 * 3, 0);
    let pixels = rows(|row| row.iter().map(|color| index(*color)).collect());
    assert_eq!(shown("image/bmp", &bmp(&header, &colors, &pixels)), LOOK);
}

#[test]
fn bitmap_with_alpha_and_first_row_on_top_keeps_both() {
    let mut header = header(108, 2, -2, 32, 3);
    header[40..56].copy_from_slice(&words(&[0x0000_00FF, 0x0000_FF00, 0x00FF_0000, 0xFF00_0000]));
    let look = [[1, 2, 3, 4], [5, 6, 7, 0], [9, 10, 11, 255], [13, 14, 15, 16]];
    assert_eq!(shown("image/bmp", &bmp(&header, &[], &look.concat())), look);
}

#[test]
fn runs_and_literals_and_jumps_are_painted() {
    let with = |bits, compression, width, height| {
        let mut header = header(40, width, height, bits, compression);
        header[32..36].copy_from_slice(&5_u32.to_le_bytes());
        header
    };
    // The lower row: a run and three literals; then one pixel at the end of the upper row.
    let runs = [2, 1, 0, 3, 2, 3, 4, 0, 0, 0, 0, 2, 4, 0, 1, 2, 0, 1];
    let expected = [BLACK, BLACK, BLACK, BLACK, GREEN, RED, RED, GREEN, BLUE, WHITE];
    assert_eq!(shown("image/bmp", &bmp(&with(8, 1, 5, 2), &palette(4), &runs)), expected);
    let nibbles = [3, 0x12, 0, 3, 0x34, 0x10, 0, 1];
    let expected = [RED, GREEN, RED, BLUE, WHITE, RED];
    assert_eq!(shown("image/bmp", &bmp(&with(4, 2, 6, 1), &palette(4), &nibbles)), expected);
}

#[test]
fn pcx_keeps_its_pixels() {
    let mut file = vec![10, 5, 1, 8];
    file.extend([0_u16, 0, 2, 1, 96, 96].iter().flat_map(|value| value.to_le_bytes()));
    file.resize(65, 0);
    file.push(1);
    file.extend([4, 0, 1, 0]);
    file.resize(128, 0);
    // Each row is filled up to an even number of bytes.
    file.extend(LOOK.chunks(3).flat_map(|row| [index(row[0]), index(row[1]), 0xC1, index(row[2]), 0]));
    file.push(12);
    let mut colors: Vec<u8> = COLORS.iter().flat_map(|color| color[..3].to_vec()).collect();
    colors.resize(768, 0);
    file.extend(colors);
    assert_eq!(shown("image/x-pcx", &file), LOOK);
}

/// A TIFF file of one strip; entries are tag, type, count and value.
fn tiff(entries: &[[u32; 4]], data: &[u8]) -> Vec<u8> {
    let start = u32::try_from(8 + data.len().next_multiple_of(2)).unwrap();
    let mut file = b"II*\0".to_vec();
    file.extend(start.to_le_bytes());
    file.extend_from_slice(data);
    file.resize(usize::try_from(start).unwrap(), 0);
    file.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for [tag, kind, count, value] in entries {
        file.extend(u16::try_from(*tag).unwrap().to_le_bytes());
        file.extend(u16::try_from(*kind).unwrap().to_le_bytes());
        file.extend(words(&[*count, *value]));
    }
    file.extend([0; 4]);
    file
}

#[test]
fn tiff_of_true_color_and_of_a_fax_keep_their_pixels() {
    let data: Vec<u8> = LOOK.iter().flat_map(|color| color[..3].to_vec()).collect();
    // Three samples of eight bits: the depths stand behind the pixels.
    let depths = [data.clone(), [8, 0, 8, 0, 8, 0].to_vec()].concat();
    let size = [[256, 3, 1, 3], [257, 3, 1, 2]];
    let strip = |bytes| [[273, 4, 1, 8], [278, 3, 1, 2], [279, 4, 1, bytes]];
    let entries =
        [&size[..], &[[258, 3, 3, 26], [259, 3, 1, 1], [262, 3, 1, 2], strip(18)[0], [277, 3, 1, 3]], &strip(18)[1..]];
    assert_eq!(shown("image/tiff", &tiff(&entries.concat(), &depths)), LOOK);
    // White is 0.
    let entries = [&size[..], &[[258, 3, 1, 1], [259, 3, 1, 1], [262, 3, 1, 0]], &strip(2)];
    let expected = [BLACK, WHITE, BLACK, WHITE, WHITE, BLACK];
    assert_eq!(shown("image/tiff", &tiff(&entries.concat(), &[0b1010_0000, 0b0010_0000])), expected);
}

#[test]
fn picture_that_browsers_show_and_what_is_no_picture_stay() {
    for media_type in ["image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp", "application/pdf"] {
        assert_eq!(to_web(&asset(media_type, b"anything"), &Limits::default()), Picture::AsItIs);
    }
}

#[test]
fn huge_bitmap_in_a_small_file_is_kept() {
    assert_eq!(kept("image/bmp", &bmp(&header(40, 65_535, 65_535, 24, 0), &[], &[0; 140])), TOO_LARGE);
    assert_eq!(kept("image/bmp", &bmp(&header(40, 65_535, 65_535, 8, 1), &[], &[0; 140])), TOO_LARGE);
    assert_eq!(kept("image/bmp", &bmp(&header(40, i32::MAX, i32::MIN, 1, 0), &[], &[])), TOO_LARGE);
    let entries = [
        [256, 4, 1, 65_535],
        [257, 4, 1, 65_535],
        [258, 3, 1, 8],
        [262, 3, 1, 1],
        [273, 4, 1, 8],
        [278, 4, 1, 65_535],
        [279, 4, 1, 8],
    ];
    assert_eq!(kept("image/tiff", &tiff(&entries, &[0; 8])), TOO_LARGE);
    // Allowed, but not there.
    assert_eq!(kept("image/bmp", &bmp(&header(40, 7_000, 7_000, 24, 0), &[], &[0; 140])), DAMAGED);
    let limits = Limits { picture_pixels: 5, ..Limits::default() };
    let small = bmp(&header(40, 3, 2, 24, 0), &[], &[0; 24]);
    assert!(matches!(to_web(&asset("image/bmp", &small), &limits), Picture::Kept(_)));
}

#[test]
fn bitmap_of_a_depth_that_there_is_not_is_kept() {
    for bits in [0, 3, 5, 7, 9, 48, u16::MAX] {
        let os2 = [12_u16, 0, 3, 2, 1, bits].map(u16::to_le_bytes).concat();
        assert_eq!(kept("image/bmp", &bmp(&os2, &[], &[0; 64])), UNKNOWN, "{bits}");
        assert_eq!(kept("image/bmp", &bmp(&header(40, 3, 2, bits.into(), 0), &[], &[0; 64])), UNKNOWN, "{bits}");
    }
}

#[test]
fn kind_of_bitmap_that_is_not_known_is_kept() {
    assert_eq!(kept("image/bmp", &bmp(&header(40, 3, 2, 24, 4), &[], &[0; 24])), UNKNOWN);
    assert_eq!(kept("image/bmp", &bmp(&header(40, 0, 2, 24, 0), &[], &[0; 24])), DAMAGED);
    assert_eq!(kept("image/x-pcx", b"\x0A\x05\x01\x08"), DAMAGED);
}

#[test]
fn damage_anywhere_is_no_panic() {
    let eight = rows(|row| row.iter().map(|color| index(*color)).collect());
    let runs = [2, 1, 0, 3, 2, 3, 4, 0, 0, 0, 0, 2, 4, 0, 1, 2, 0, 1];
    let files = [
        bmp(&header(40, 3, 2, 8, 0), &palette(4), &eight),
        bmp(&header(40, 5, 2, 8, 1), &palette(4), &runs),
        bmp(&header(124, 3, 2, 32, 3), &[], &eight),
    ];
    let limits = Limits { picture_pixels: 500, ..Limits::default() };
    for file in files {
        for at in 0..file.len() {
            let _ = to_web(&asset("image/bmp", &file[..at]), &limits);
            for value in [0, 12, 0x7F, 0xFF] {
                let mut damaged = file.clone();
                damaged[at] = value;
                let _ = to_web(&asset("image/bmp", &damaged), &limits);
            }
        }
    }
}
