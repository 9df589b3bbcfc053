//! Changes to the body of HWP 3 files. The front says whether the body is compressed; after a change it is not.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::dice::{ByBytes, Dice};

/// Signature, document information, summary.
const FRONT: usize = 30 + 128 + 9 * 112;
const IS_COMPRESSED: usize = 30 + 124;

/// The file with its body inflated; `None` when it is none.
pub fn unpacked(file: &[u8]) -> Option<Vec<u8>> {
    let (front, body) = file.split_at_checked(FRONT)?;
    let mut out = front.to_vec();
    match out[IS_COMPRESSED] {
        0 => out.extend(body),
        _ => _ = DeflateDecoder::new(body).take(1 << 20).read_to_end(&mut out),
    }
    out[IS_COMPRESSED] = 0;
    Some(out)
}

/// The file with its body changed; `None` when it is none.
pub fn mutate(file: &[u8], dice: &mut Dice, by_bytes: ByBytes<'_>) -> Option<Vec<u8>> {
    let mut front = unpacked(file)?;
    let mut body = front.split_off(FRONT);
    for _ in 0..=dice.below(3) {
        change(&mut body, dice, by_bytes);
    }
    if dice.below(64) == 0 {
        front[30 + dice.below(FRONT - 30)] = dice.lie() as u8;
        front[IS_COMPRESSED] = 0;
    }
    Some([front, body].concat())
}

/// The first file with a piece of the body of the second in its own; `None` when either is none.
pub fn graft(file: &[u8], other: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut out = unpacked(file)?;
    let other = unpacked(other)?;
    let from = FRONT + dice.below(other.len() - FRONT + 1);
    let piece = &other[from..other.len().min(from + dice.below(512))];
    let at = FRONT + dice.below(out.len() - FRONT + 1);
    out.splice(at..at, piece.iter().copied());
    Some(out)
}

/// Most fields have two bytes, so that most changes begin at even places.
fn change(body: &mut Vec<u8>, dice: &mut Dice, by_bytes: ByBytes<'_>) {
    let at = dice.below(body.len() + 1) & !1;
    let end = body.len().min(at + dice.one_of(&[2, 4, 8, 16, 43, 64, 187, 230, 512]));
    match dice.below(8) {
        0 | 1 => by_bytes(body),
        2 => {
            let to = dice.below(body.len() + 1);
            let piece = body[at..end].to_vec();
            body.splice(to..to, piece);
        }
        3 => drop(body.drain(at..end)),
        4 | 5 => {
            let size = dice.one_of(&[1, 2, 4]);
            let lie = dice.lie().to_le_bytes();
            if let Some(field) = body.get_mut(at..at + size) {
                field.copy_from_slice(&lie[..size]);
            }
        }
        6 => {
            // A control: its code, a length or id, its code again.
            let code = dice.below(32) as u8;
            let middle = dice.lie().to_le_bytes();
            body.splice(at..at, [[code, 0].as_slice(), &middle, &[code, 0]].concat());
        }
        _ => {
            let to = dice.below(body.len() + 1);
            let piece = body[at..end].to_vec();
            let to_end = body.len().min(to + piece.len());
            body[to..to_end].copy_from_slice(&piece[..to_end - to]);
        }
    }
}
