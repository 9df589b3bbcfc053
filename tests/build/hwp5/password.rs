//! Locked documents: the two password schemes that real files have.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use des::Des;
use sha1::{Digest, Sha1};

/// How a document is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// EncryptVersion 4: AES-128, one bit at a time.
    Aes,
    /// EncryptVersion 0: DES, as in documents of version 3.
    Des,
}

impl Scheme {
    /// The number in FileHeader.
    pub(super) fn version(self) -> u32 {
        match self {
            Scheme::Aes => 4,
            Scheme::Des => 0,
        }
    }

    /// A stream that is already deflated, locked.
    pub(super) fn encrypt(self, password: &str, data: &[u8]) -> Vec<u8> {
        match self {
            Scheme::Aes => aes_one_bit(&aes_key(password), data),
            Scheme::Des => des_blocks(des_key(password), data),
        }
    }
}

/// The first half of the SHA-1 of the password, each byte behind the one before it turned left by one bit.
fn aes_key(password: &str) -> [u8; 16] {
    let mut before = 236_u8;
    let mut spread = Vec::new();
    for byte in password.bytes() {
        spread.extend([before.rotate_left(1), byte]);
        before = byte;
    }
    let mut key = [0; 16];
    key.copy_from_slice(&Sha1::digest(&spread)[..16]);
    key
}

/// Cipher feedback of one bit from an empty register, bits from the highest.
fn aes_one_bit(key: &[u8; 16], data: &[u8]) -> Vec<u8> {
    let cipher = Aes128::new_from_slice(key).unwrap();
    let mut register = 0_u128;
    let mut lock = |byte: &u8| {
        (0..8).rev().fold(0_u8, |locked, bit| {
            let mut block = register.to_be_bytes().into();
            cipher.encrypt_block(&mut block);
            let out = byte >> bit & 1 ^ block[0] >> 7;
            register = register << 1 | u128::from(out);
            locked << 1 | out
        })
    };
    data.iter().map(&mut lock).collect()
}

/// The bytes of the password folded into a ring of seven, whose 56 bits lie in the upper bits of the key's bytes.
fn des_key(password: &str) -> [u8; 8] {
    let mut ring = [0_u8; 7];
    for (index, byte) in password.encode_utf16().flat_map(u16::to_le_bytes).enumerate() {
        let place = &mut ring[index % 7];
        *place = (*place ^ byte).rotate_left(1);
    }
    let bits = ring.into_iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(byte));
    std::array::from_fn(|index| ((bits >> (49 - 7 * index)) as u8 & 0x7F) << 1)
}

/// Block by block, the end filled with zeros.
fn des_blocks(key: [u8; 8], data: &[u8]) -> Vec<u8> {
    let cipher = Des::new_from_slice(&key).unwrap();
    let mut out = Vec::new();
    for chunk in data.chunks(8) {
        let mut block = [0; 8];
        block[..chunk.len()].copy_from_slice(chunk);
        let mut block = block.into();
        cipher.encrypt_block(&mut block);
        out.extend_from_slice(&block);
    }
    out
}
