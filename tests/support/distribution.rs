//! Distribution documents, read without the library.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};

/// The stream of a distribution document behind its first record, which hides the key.
pub fn deciphered(stream: &[u8]) -> Option<Vec<u8>> {
    let (head, body) = stream.split_at_checked(260)?;
    let mut hidden = head.get(4..)?.to_vec();
    let mut state = u32::from_le_bytes(*hidden.first_chunk()?);
    let mut random = || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        state >> 16 & 0x7FFF
    };
    let (mut key, mut left) = (0, 0);
    for (index, byte) in hidden.iter_mut().enumerate() {
        if left == 0 {
            key = random().to_le_bytes()[0];
            left = (random() & 15) + 1;
        }
        if index >= 4 {
            *byte ^= key;
        }
        left -= 1;
    }
    let at = 4 + usize::from(hidden.first()? & 15);
    let cipher = Aes128::new_from_slice(hidden.get(at..at + 16)?).ok()?;
    let mut out = body.to_vec();
    let mut blocks: Vec<_> = out.chunks_exact(16).filter_map(|block| Array::try_from(block).ok()).collect();
    cipher.decrypt_blocks(&mut blocks);
    blocks.iter().zip(out.chunks_exact_mut(16)).for_each(|(block, out)| out.copy_from_slice(block));
    Some(out)
}
