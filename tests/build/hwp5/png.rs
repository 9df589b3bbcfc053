//! Small PNG pictures.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::record::count32;

/// A picture of `width` × `height` pixels in one colour (`0xRRGGBB`) with a white diagonal.
pub fn picture(width: u32, height: u32, rgb: u32) -> Vec<u8> {
    let [_, red, green, blue] = rgb.to_be_bytes();
    let mut pixels = Vec::new();
    for y in 0..height {
        pixels.push(0); // no filter
        for x in 0..width {
            let white = x * height / width == y;
            pixels.extend(if white { [0xFF; 3] } else { [red, green, blue] });
        }
    }
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&pixels).unwrap();

    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]); // eight bits, red green blue, no interlace
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &packer.finish().unwrap());
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut checksum = flate2::Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    file.extend(count32(data.len()).to_be_bytes());
    file.extend(kind);
    file.extend(data);
    file.extend(checksum.sum().to_be_bytes());
}
