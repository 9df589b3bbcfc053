//! PCX files of PC Paintbrush, through the pcx crate.

use super::pixels::{self, Kind, Pixels};
use super::{DAMAGED, Trouble};
use crate::limits::Limits;

pub(super) fn read(data: &[u8], limits: &Limits) -> Result<Pixels, Trouble> {
    let mut reader = pcx::Reader::from_mem(data).map_err(|_| DAMAGED)?;
    let (width, height) = (reader.width(), reader.height());
    let count = pixels::count(u32::from(width), u32::from(height), limits)?;
    let is_indexed = reader.is_paletted();
    let pixel_bytes = if is_indexed { 1 } else { 3 };
    let mut data = vec![0; count * pixel_bytes];
    for row in data.chunks_exact_mut(usize::from(width) * pixel_bytes) {
        let read = if is_indexed { reader.next_row_paletted(row) } else { reader.next_row_rgb(row) };
        read.map_err(|_| DAMAGED)?;
    }
    let kind = if is_indexed {
        let mut colors = [0; 256 * 3];
        let count = reader.read_palette(&mut colors).map_err(|_| DAMAGED)?;
        Kind::Indexed(colors.chunks_exact(3).filter_map(|color| color.first_chunk()).copied().take(count).collect())
    } else {
        Kind::Rgb
    };
    Ok(Pixels { width: width.into(), height: height.into(), kind, data })
}
