//! Distribution documents: section streams that are scrambled with a key that travels with them.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};

use super::record::{Bytes, Records, tag};

/// Any seed will do; its low four bits say where the key stands.
const SEED: u32 = 0x2026_0105;
/// What the word processor stores for the distribution password: the SHA-1 in capital hexadecimal digits.
const PASSWORD_DIGEST: &str = "A9993E364706816ABA3E25717850C26C9CD0D89D";
/// No copying, no printing.
const OPTIONS: u16 = 0x8003;

/// The stream for a section whose bytes are already deflated, or plain where the file is not compressed.
pub fn encode(section: &[u8]) -> Vec<u8> {
    let mut plain = [0_u8; 256];
    plain[..4].copy_from_slice(&SEED.to_le_bytes());
    let offset = 4 + (SEED & 0xF) as usize;
    let digest: Vec<u16> = PASSWORD_DIGEST.encode_utf16().collect();
    let secret = Bytes::new().units(&digest).u16(OPTIONS).into_vec();
    plain[offset..offset + secret.len()].copy_from_slice(&secret);

    let mut out = Records::new();
    out.push(tag::DISTRIBUTE_DOC_DATA, 0, Bytes::new().raw(&scramble(plain)));
    out.append(&encrypt(&secret[..16], section));
    out.into_vec()
}

/// Runs of pseudo-random bytes over everything but the seed.
fn scramble(mut data: [u8; 256]) -> [u8; 256] {
    let mut state = SEED;
    let mut random = || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        state >> 16 & 0x7FFF
    };
    let (mut key, mut left) = (0, 0);
    for (index, byte) in data.iter_mut().enumerate() {
        if left == 0 {
            key = (random() & 0xFF) as u8;
            left = (random() & 0x0F) + 1;
        }
        if index >= 4 {
            *byte ^= key;
        }
        left -= 1;
    }
    data
}

/// AES-128, block by block, the end filled with zeros.
fn encrypt(key: &[u8], data: &[u8]) -> Vec<u8> {
    let cipher = Aes128::new_from_slice(key).unwrap();
    let mut out = Vec::new();
    for chunk in data.chunks(16) {
        let mut block = [0; 16];
        block[..chunk.len()].copy_from_slice(chunk);
        let mut block = block.into();
        cipher.encrypt_block(&mut block);
        out.extend_from_slice(&block);
    }
    out
}
