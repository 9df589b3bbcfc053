//! How many pixels a picture has, from its header.

/// Width and height of a PNG, JPEG, GIF, BMP or WebP, and of an SVG that says both in pixels; `None` for other kinds and
/// where the header is not there.
pub(crate) fn pixels(data: &[u8]) -> Option<(u32, u32)> {
    let size = if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        (be32(data, 16)?, be32(data, 20)?)
    } else if data.starts_with(b"\xFF\xD8\xFF") {
        jpeg(data)?
    } else if data.starts_with(b"GIF8") {
        (le16(data, 6)?, le16(data, 8)?)
    } else if data.starts_with(b"BM") {
        bitmap(data)?
    } else if data.starts_with(b"RIFF") && data.get(8..12)? == b"WEBP" {
        webp(data)?
    } else if data.starts_with(b"<svg ") {
        svg(data)?
    } else {
        return None;
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// Four bytes from an offset on.
fn four(data: &[u8], offset: usize) -> Option<[u8; 4]> {
    data.get(offset..)?.first_chunk().copied()
}

fn two(data: &[u8], offset: usize) -> Option<[u8; 2]> {
    data.get(offset..)?.first_chunk().copied()
}

fn be32(data: &[u8], offset: usize) -> Option<u32> {
    four(data, offset).map(u32::from_be_bytes)
}

fn le16(data: &[u8], offset: usize) -> Option<u32> {
    two(data, offset).map(|bytes| u16::from_le_bytes(bytes).into())
}

fn be16(data: &[u8], offset: usize) -> Option<u32> {
    two(data, offset).map(|bytes| u16::from_be_bytes(bytes).into())
}

/// The header of OS/2 has 12 bytes and 16 bits a side; a negative height counts rows from the top.
fn bitmap(data: &[u8]) -> Option<(u32, u32)> {
    const OS2: [u8; 4] = [12, 0, 0, 0];
    if four(data, 14)? == OS2 {
        return Some((le16(data, 18)?, le16(data, 20)?));
    }
    let side = |offset| four(data, offset).map(|bytes| i32::from_le_bytes(bytes).unsigned_abs());
    Some((side(18)?, side(22)?))
}

/// The frame header, behind segments that each say how long they are.
fn jpeg(data: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *data.get(at)? != 0xFF {
            return None;
        }
        match *data.get(at + 1)? {
            0xFF => at += 1, // a filling byte
            0x01 | 0xD0..=0xD8 => at += 2,
            // Frames; the three numbers between are tables of codes and extensions.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((be16(data, at + 7)?, be16(data, at + 5)?));
            }
            // The picture begins or ends, and no frame said how large it is.
            0xD9 | 0xDA => return None,
            _ => at = at.checked_add(2)?.checked_add(usize::try_from(be16(data, at + 2)?).ok()?)?,
        }
    }
}

/// The three kinds of first chunks: lossy, lossless, extended.
fn webp(data: &[u8]) -> Option<(u32, u32)> {
    match data.get(12..16)? {
        b"VP8 " => Some((le16(data, 26)? & 0x3FFF, le16(data, 28)? & 0x3FFF)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(four(data, 21)?);
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        b"VP8X" => {
            let side = |offset| four(data, offset).map(|bytes| (u32::from_le_bytes(bytes) & 0xFF_FFFF) + 1);
            Some((side(24)?, side(27)?))
        }
        _ => None,
    }
}

/// Width and height as [`pictures`](crate::pictures) writes them: whole pixels in the first tag.
fn svg(data: &[u8]) -> Option<(u32, u32)> {
    let tag = data.get(..data.iter().position(|byte| *byte == b'>')?)?;
    let tag = std::str::from_utf8(tag).ok()?;
    let value = |key: &str| tag.split_once(key)?.1.split('"').next()?.parse().ok();
    Some((value(" width=\"")?, value(" height=\"")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_stands_in_the_header_of_each_kind() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x00\0\0\0\x10".as_slice();
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC2\0\x11\x08\0\x20\0\x40".as_slice();
        let gif = b"GIF89a\x03\0\x04\0".as_slice();
        let bmp = b"BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\x05\0\0\0\xFA\xFF\xFF\xFF".as_slice();
        let os2 = b"BM\0\0\0\0\0\0\0\0\0\0\0\0\x0C\0\0\0\x05\0\x07\0".as_slice();
        let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x01\x80\0\0".as_slice();
        let svg = b"<svg xmlns=\"a\" width=\"8\" height=\"9\">".as_slice();
        let cases = [
            (png, (256, 16)),
            (jpeg, (64, 32)),
            (gif, (3, 4)),
            (bmp, (5, 6)),
            (os2, (5, 7)),
            (lossless, (2, 3)),
            (svg, (8, 9)),
        ];
        for (data, size) in cases {
            assert_eq!(pixels(data), Some(size), "{data:?}");
            // Where the header is cut off, nothing is known.
            assert_eq!(pixels(&data[..data.len() - 1]), None, "{data:?}");
        }
    }

    #[test]
    fn picture_without_extent_has_no_size() {
        assert_eq!(pixels(b"GIF89a\0\0\x04\0"), None);
        assert_eq!(pixels(b"\xFF\xD8\xFF\xDA\0\x02"), None);
        assert_eq!(pixels(b""), None);
    }
}
