//! The two password schemes of the binary formats: AES of HWP 7.0 and later, DES of HWP 3 and of early HWP 5.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use des::Des;
use sha1::{Digest, Sha1};

use crate::read::Password;

/// How many bytes of a stream are decrypted at a time; each costs eight blocks, and the processor works best on many.
const BATCH: usize = 16;

/// Decrypts the streams of one document. Each stream begins anew, and is deflated under its cipher.
pub(crate) struct Cipher(Kind);

enum Kind {
    Aes(Box<Aes128>),
    Des(Des),
}

impl Cipher {
    /// The cipher of an HWP 5 document, by the `EncryptVersion` of its file header. `None` when that is not known.
    ///
    /// Versions 1 to 3 have not been seen; they are tried like 0, which they stand beside in the specification.
    pub(crate) fn hwp5(encrypt_version: u32, password: &Password) -> Option<Cipher> {
        match encrypt_version {
            0..=3 => Some(Cipher(Kind::Des(Des::new(&des_key(password).into())))),
            4 => Some(Cipher(Kind::Aes(Box::new(Aes128::new(&aes_key(password).into()))))),
            _ => None,
        }
    }

    /// The cipher of an HWP 3 document, for everything after its information blocks.
    pub(crate) fn hwp3(password: &Password) -> Cipher {
        Cipher(Kind::Des(Des::new(&des_key(password).into())))
    }

    /// Decrypts a whole stream. DES leaves out what follows the last eight bytes.
    pub(crate) fn decrypt(&self, stream: &[u8]) -> Vec<u8> {
        match &self.0 {
            Kind::Aes(cipher) => decrypt_bitwise(cipher, stream),
            Kind::Des(cipher) => super::decrypt_blocks(cipher, stream),
        }
    }
}

/// SHA-1 of the bytes of the password, each after its predecessor turned left by one bit.
fn aes_key(password: &Password) -> [u8; 16] {
    let mut hash = Sha1::new();
    let mut previous = 236u8;
    for byte in password.text().bytes() {
        hash.update([previous.rotate_left(1), byte]);
        previous = byte;
    }
    let hash: [u8; 20] = hash.finalize().into();
    std::array::from_fn(|index| hash.get(index).copied().unwrap_or_default())
}

/// The bytes of the password in UTF-16 wound around a ring of seven, whose 56 bits go to the upper seven of each key
/// byte; the lowest is parity, which DES does not use.
fn des_key(password: &Password) -> [u8; 8] {
    let mut ring = [0u8; 7];
    for (index, byte) in password.text().encode_utf16().flat_map(u16::to_le_bytes).enumerate() {
        if let Some(place) = ring.get_mut(index % 7) {
            *place = (*place ^ byte).rotate_left(1);
        }
    }
    let bits = ring.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    std::array::from_fn(|index| {
        let [low, ..] = (bits >> (49 - 7 * index)).to_le_bytes();
        low << 1
    })
}

/// AES in cipher feedback of one bit, from an initial value of zero.
///
/// Each bit of the text is the ciphertext's bit XOR the first bit of the encrypted 128 bits of ciphertext before it.
/// Those are all known beforehand, so the blocks need not wait for each other.
fn decrypt_bitwise(cipher: &Aes128, stream: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(stream.len());
    let mut before = 0u128;
    let mut blocks = [Array::from([0u8; 16]); BATCH * 8];
    for batch in stream.chunks(BATCH) {
        for (byte, blocks) in batch.iter().zip(blocks.chunks_exact_mut(8)) {
            let byte = u128::from(*byte);
            let windows = (0..8u32).map(|bit| before << bit | byte >> (8 - bit));
            for (block, window) in blocks.iter_mut().zip(windows) {
                *block = window.to_be_bytes().into();
            }
            before = before << 8 | byte;
        }
        let used = blocks.get_mut(..batch.len() * 8).unwrap_or_default();
        cipher.encrypt_blocks(used);
        let keystream = used
            .chunks_exact(8)
            .map(|blocks| blocks.iter().fold(0u8, |bits, block| bits << 1 | block.first().map_or(0, |byte| byte >> 7)));
        out.extend(batch.iter().zip(keystream).map(|(byte, key)| byte ^ key));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the scheme is described: bit by bit, one block for each.
    fn encrypt_bitwise(cipher: &Aes128, text: &[u8]) -> Vec<u8> {
        let mut register = 0u128;
        let mut encrypt_bit = |bit: u8| {
            let mut block = Array::from(register.to_be_bytes());
            cipher.encrypt_block(&mut block);
            let out = bit ^ block[0] >> 7;
            register = register << 1 | u128::from(out);
            out
        };
        let mut encrypt_byte =
            |byte: u8| (0..8).rev().fold(0, |bits, shift| bits << 1 | encrypt_bit(byte >> shift & 1));
        text.iter().map(|byte| encrypt_byte(*byte)).collect()
    }

    #[test]
    fn aes_document_opens_with_its_password() {
        let password = Password::new("open sesame");
        let text: Vec<u8> = (0..1000u32).map(|n| (n * n % 251) as u8).collect();
        let stream = encrypt_bitwise(&Aes128::new(&aes_key(&password).into()), &text);
        for length in [0, 1, 15, 16, 17, 1000] {
            assert_eq!(Cipher::hwp5(4, &password).unwrap().decrypt(&stream[..length]), text[..length]);
        }
        assert_ne!(Cipher::hwp5(4, &Password::new("sesame")).unwrap().decrypt(&stream), text);
    }

    #[test]
    fn aes_key_is_the_hash_of_interleaved_bytes() {
        // 236 turned left by one is 217; the letter A is 65, turned left 130.
        let hash: [u8; 20] = Sha1::digest([217, 65, 130, 66]).into();
        assert_eq!(aes_key(&Password::new("AB")), hash[..16]);
    }

    #[test]
    fn des_key_spreads_the_ring_over_eight_bytes() {
        // A is 65: the ring begins 130 and is zero otherwise. Its first seven bits are the first byte's upper seven,
        // and the last of its eight goes to the second byte.
        assert_eq!(des_key(&Password::new("A")), [130, 0, 0, 0, 0, 0, 0, 0]);
        // 192 turned left by one is 129.
        assert_eq!(des_key(&Password::new("\u{C0}")), [128, 128, 0, 0, 0, 0, 0, 0]);
        assert_eq!(des_key(&Password::new("")), [0; 8]);
    }

    #[test]
    fn des_document_opens_with_its_password() {
        let password = Password::new("1234567890");
        let mut stream = b"sixteen letters.".to_vec();
        Des::new(&des_key(&password).into()).encrypt_blocks(Array::slice_as_chunks_mut(&mut stream).0);
        stream.extend_from_slice(b"tail");
        for cipher in [Cipher::hwp3(&password), Cipher::hwp5(0, &password).unwrap()] {
            assert_eq!(cipher.decrypt(&stream), b"sixteen letters.");
        }
        assert!(Cipher::hwp5(5, &password).is_none());
    }
}
