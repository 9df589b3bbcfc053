//! Locked documents: bytes as they are stored to bytes as the format describes them.
//!
//! None of the schemes says whether a password was right. A caller knows when the result does not inflate, does not
//! begin with the records that it must begin with, or does not have its checksum.

pub(crate) mod distribution;
pub(crate) mod package;
pub(crate) mod password;

#[cfg(test)]
mod corpus;

use aes::cipher::{Array, Block, BlockCipherDecrypt};

/// Decrypts whole blocks in place, each for itself (ECB). Bytes after the last whole block are left out: every stream
/// of this kind is written in whole blocks.
fn decrypt_blocks<C: BlockCipherDecrypt>(cipher: &C, data: &[u8]) -> Vec<u8> {
    let mut out = data.to_vec();
    let (blocks, rest): (&mut [Block<C>], _) = Array::slice_as_chunks_mut(&mut out);
    cipher.decrypt_blocks(blocks);
    let length = data.len() - rest.len();
    out.truncate(length);
    out
}
