//! Entries of HWPX packages under a password: AES-256 with a key derived as in OpenDocument packages.
//!
//! Two things differ from OpenDocument: nothing is padded in a way that could be checked, and the checksum is that of
//! the text *before* it was deflated.

use std::collections::HashMap;

use aes::Aes256;
use aes::cipher::{Array, BlockModeDecrypt, KeyIvInit};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::read::Password;

/// How much key derivation one document may cost, in rounds for all of its salts together: about a second. Real
/// documents take 1,024 for each.
const ROUNDS: u32 = 1 << 20;

/// How an entry is locked, from its `encryption-data` in the manifest.
pub(crate) struct Encryption<'a> {
    pub(crate) salt: &'a [u8],
    pub(crate) initial_value: &'a [u8],
    pub(crate) rounds: u32,
}

/// Opens the entries of one package. Keys are kept by salt, as entries of a document often share one.
pub(crate) struct Keys {
    start: [u8; 32],
    derived: HashMap<(Vec<u8>, u32), [u8; 32]>,
    rounds_left: u32,
}

impl Keys {
    pub(crate) fn new(password: &Password) -> Self {
        Keys { start: Sha256::digest(password.text()).into(), derived: HashMap::new(), rounds_left: ROUNDS }
    }

    /// Decrypts an entry, which is deflated under its cipher and followed by up to fifteen zeros. `None` when the
    /// initial value has a wrong length, or when key derivation would cost more than real documents ever ask for.
    pub(crate) fn decrypt(&mut self, data: &[u8], encryption: &Encryption<'_>) -> Option<Vec<u8>> {
        let initial_value: [u8; 16] = encryption.initial_value.try_into().ok()?;
        let key = self.key(encryption.salt, encryption.rounds)?;
        let mut out = data.to_vec();
        let (blocks, rest) = Array::slice_as_chunks_mut(&mut out);
        cbc::Decryptor::<Aes256>::new(&key.into(), &initial_value.into()).decrypt_blocks(blocks);
        let length = data.len() - rest.len();
        out.truncate(length);
        Some(out)
    }

    fn key(&mut self, salt: &[u8], rounds: u32) -> Option<[u8; 32]> {
        if let Some(key) = self.derived.get(&(salt.to_vec(), rounds)) {
            return Some(*key);
        }
        self.rounds_left = self.rounds_left.checked_sub(rounds)?;
        let key = pbkdf2::pbkdf2_hmac_array::<Sha1, 32>(&self.start, salt, rounds);
        self.derived.insert((salt.to_vec(), rounds), key);
        Some(key)
    }
}

/// Whether the `checksum` of an entry (SHA-256 of its first 1,024 bytes) is that of an inflated text.
pub(crate) fn is_checksum_of(checksum: &[u8], text: &[u8]) -> bool {
    Sha256::digest(text.get(..1024).unwrap_or(text)).as_slice() == checksum
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::cipher::BlockModeEncrypt;

    const TEXT: &[u8; 32] = b"two blocks of text, 32 letters..";

    fn encrypt(password: &str, encryption: &Encryption<'_>) -> Vec<u8> {
        let start: [u8; 32] = Sha256::digest(password).into();
        let key = pbkdf2::pbkdf2_hmac_array::<Sha1, 32>(&start, encryption.salt, encryption.rounds);
        let initial_value: [u8; 16] = encryption.initial_value.try_into().unwrap();
        let mut data = TEXT.to_vec();
        cbc::Encryptor::<Aes256>::new(&key.into(), &initial_value.into())
            .encrypt_blocks(Array::slice_as_chunks_mut(&mut data).0);
        data
    }

    #[test]
    fn entry_opens_with_its_password() {
        let encryption = Encryption { salt: b"salt", initial_value: &[3; 16], rounds: 20 };
        let mut data = encrypt("open sesame", &encryption);
        data.extend_from_slice(b"tail");
        let mut keys = Keys::new(&Password::new("open sesame"));
        assert_eq!(keys.decrypt(&data, &encryption).as_deref(), Some(TEXT.as_slice()));
        let mut wrong = Keys::new(&Password::new("sesame"));
        assert_ne!(wrong.decrypt(&data, &encryption).as_deref(), Some(TEXT.as_slice()));
    }

    #[test]
    fn keys_are_derived_once_for_a_salt_and_not_without_end() {
        let mut keys = Keys::new(&Password::new("x"));
        let costly = |salt| Encryption { salt, initial_value: &[0; 16], rounds: 1000 };
        for _ in 0..3 {
            assert!(keys.decrypt(&[], &costly(b"one")).is_some());
        }
        assert_eq!(keys.rounds_left, ROUNDS - 1000);
        let endless = Encryption { salt: b"two", initial_value: &[0; 16], rounds: u32::MAX };
        assert!(keys.decrypt(&[], &endless).is_none());
        assert!(keys.decrypt(&[], &costly(b"three")).is_some());
    }

    #[test]
    fn initial_value_of_a_wrong_length_is_refused() {
        let encryption = Encryption { salt: b"", initial_value: &[0; 15], rounds: 1 };
        assert!(Keys::new(&Password::new("x")).decrypt(&[0; 16], &encryption).is_none());
    }

    #[test]
    fn checksum_covers_the_first_1024_bytes() {
        let mut text = vec![1; 2000];
        let checksum: [u8; 32] = Sha256::digest(&text[..1024]).into();
        text[1500] = 2;
        assert!(is_checksum_of(&checksum, &text));
        text[1000] = 2;
        assert!(!is_checksum_of(&checksum, &text));
    }
}
