//! Distribution documents: sections that only their own first record locks.
//!
//! The record holds 256 bytes, disguised with numbers from the generator of Microsoft's C library; a key for AES-128
//! lies in them. No password is needed: it only forbids copying and printing in the word processor.

use aes::Aes128;
use aes::cipher::KeyInit;

use crate::container::bytes::Bytes;

const DISTRIBUTE_DOC_DATA: u32 = 28;
const DATA: usize = 256;

/// The records of a section that follow its key, still deflated if the document is. `None` when the stream does not
/// begin with a key, as in a document that is not for distribution.
pub(crate) fn decrypt(stream: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Bytes::new(stream);
    let header = bytes.u32()?;
    if header & 0x3FF != DISTRIBUTE_DOC_DATA || header >> 20 != 256 {
        return None;
    }
    let cipher = Aes128::new(&key(bytes.take(DATA)?.first_chunk()?)?.into());
    Some(super::decrypt_blocks(&cipher, bytes.rest()))
}

fn key(data: &[u8; DATA]) -> Option<[u8; 16]> {
    let mut data = *data;
    let (seed, disguised) = data.split_first_chunk_mut::<4>()?;
    let offset = usize::from(seed.first()? & 0x0F);
    disguise(u32::from_le_bytes(*seed), disguised);
    disguised.get(offset..)?.first_chunk().copied()
}

/// Puts the disguise on, or takes it off, of what follows the seed. Runs of one to sixteen bytes share a number; the
/// seed takes part in the count.
fn disguise(seed: u32, data: &mut [u8]) {
    let mut state = seed;
    let mut random = || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        let [low, ..] = (state >> 16).to_le_bytes();
        low
    };
    let (mut mask, mut left) = (0, 0);
    let mut next_mask = || {
        if left == 0 {
            mask = random();
            left = (random() & 0x0F) + 1;
        }
        left -= 1;
        mask
    };
    for _ in 0..4 {
        next_mask();
    }
    for byte in data {
        *byte ^= next_mask();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::cipher::{Array, BlockCipherEncrypt};

    fn stream(seed: u32, key: [u8; 16], text: &[u8]) -> Vec<u8> {
        let mut data = [0x5A; DATA];
        data[..4].copy_from_slice(&seed.to_le_bytes());
        let offset = 4 + (seed & 0x0F) as usize;
        data[offset..offset + 16].copy_from_slice(&key);
        disguise(seed, &mut data[4..]);
        let mut text = text.to_vec();
        Aes128::new(&key.into()).encrypt_blocks(Array::slice_as_chunks_mut(&mut text).0);
        let header = (DISTRIBUTE_DOC_DATA | 256 << 20).to_le_bytes();
        [header.as_slice(), &data, &text].concat()
    }

    #[test]
    fn section_opens_with_the_key_of_its_first_record() {
        let text = b"sixteen letters, and sixteen more";
        for seed in [0, 15, 0x1234_5678, u32::MAX] {
            let stream = stream(seed, *b"0123456789abcdef", &text[..32]);
            assert_eq!(decrypt(&stream).as_deref(), Some(&text[..32]));
        }
    }

    #[test]
    fn generator_is_the_one_of_the_c_library() {
        // Its first numbers for seed 1 are 41 and 18467: the mask is 41, the run 18467 % 16 + 1 = 4 bytes long.
        let mut data = [0; 1];
        disguise(1, &mut data);
        // The third number is 6334.
        assert_eq!(data, [(6334 & 0xFF) as u8]);
    }

    #[test]
    fn bytes_after_the_last_block_are_left_out() {
        let mut stream = stream(7, [9; 16], b"sixteen letters.");
        stream.extend_from_slice(b"tail");
        assert_eq!(decrypt(&stream).as_deref(), Some(b"sixteen letters.".as_slice()));
    }

    #[test]
    fn other_and_cut_streams_have_no_key() {
        let stream = stream(7, [9; 16], b"");
        assert_eq!(decrypt(&stream), Some(Vec::new()));
        assert_eq!(decrypt(&stream[..259]), None);
        assert_eq!(decrypt(&[66, 0, 0x60, 1, 0, 0]), None);
        assert_eq!(decrypt(&[]), None);
    }
}
