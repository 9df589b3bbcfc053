//! Packages under a password: `META-INF/manifest.xml` says which parts are encrypted, and how.
//!
//! A part is deflated, encrypted, and stored. Left out: ciphers other than AES-256 with a key by PBKDF2, which no known
//! program writes.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::container::base64;
use crate::container::inflate::{self, End};
use crate::container::package::Package;
use crate::container::xml::{self, Element, Xml};
use crate::error::{Error, ErrorKind, Lock as LockKind};
use crate::read::crypto::package::{Encryption, Keys, is_checksum_of};
use crate::read::{Context, Flag};

/// How much of an encrypted part is opened to see whether the password is right: the checksum covers 1,024 bytes.
const PROBE: usize = 16 << 10;

/// How many parts are tried: one may be damaged, four are not.
const PROBES: usize = 4;

/// The encrypted parts of a package, and the keys that open them.
pub(super) struct Lock {
    /// By lower-case name.
    parts: HashMap<String, Part>,
    /// Keys are derived when a part first asks for them, while everything else about a package only is looked at.
    keys: RefCell<Keys>,
}

/// How a part is encrypted.
#[derive(Debug, Default)]
struct Part {
    name: String,
    checksum: Vec<u8>,
    initial_value: Vec<u8>,
    salt: Vec<u8>,
    rounds: u32,
    is_known_cipher: bool,
}

impl Lock {
    /// Reads the manifest; `None` when nothing is encrypted.
    ///
    /// # Errors
    ///
    /// When a password is needed and not there, or wrong, or when the cipher is not known.
    pub(super) fn read(package: &Package<'_>, manifest: &[u8], cx: &mut Context<'_>) -> Result<Option<Lock>, Error> {
        let parts = read_manifest(manifest, cx);
        if parts.is_empty() {
            return Ok(None);
        }
        cx.flags.push(Flag::Password);
        if parts.iter().any(|part| !part.is_known_cipher) {
            return Err(cx.error(ErrorKind::Encrypted(LockKind::UnknownCipher)));
        }
        let Some(password) = &cx.options.password else {
            return Err(cx.error(ErrorKind::Encrypted(LockKind::Password)));
        };
        let mut keys = Keys::new(password);
        // Without any part to try, reading tells what is missing.
        let probes = parts.iter().filter_map(|part| Some((part, package.read_up_to(&part.name, PROBE as u64).ok()?)));
        let mut probes = probes.take(PROBES).peekable();
        if probes.peek().is_some() && !probes.any(|(part, data)| part.opens(&data.bytes, &mut keys)) {
            return Err(cx.error(ErrorKind::WrongPassword));
        }
        let parts = parts.into_iter().map(|part| (part.name.to_lowercase(), part)).collect();
        Ok(Some(Lock { parts, keys: RefCell::new(keys) }))
    }

    /// Opens the stored data of a part; `None` when it is not encrypted.
    pub(super) fn open(&self, name: &str, stored: &[u8], limit: u64) -> Option<(Vec<u8>, End)> {
        let part = self.parts.get(&name.to_lowercase())?;
        let mut out = Vec::new();
        let plain = self.keys.try_borrow_mut().ok().and_then(|mut keys| keys.decrypt(stored, &part.encryption()));
        let end = plain.map_or(End::CutOff, |plain| inflate::inflate(&plain, limit, &mut out));
        if end == End::Complete && !is_checksum_of(&part.checksum, &out) {
            // The data open to something else than was locked.
            return Some((out, End::CutOff));
        }
        Some((out, end))
    }
}

impl Part {
    fn encryption(&self) -> Encryption<'_> {
        Encryption { salt: &self.salt, initial_value: &self.initial_value, rounds: self.rounds }
    }

    /// Whether the keys open this part, seen from its beginning.
    fn opens(&self, beginning: &[u8], keys: &mut Keys) -> bool {
        let Some(plain) = keys.decrypt(beginning, &self.encryption()) else { return false };
        let mut text = Vec::new();
        inflate::inflate(&plain, 1024, &mut text);
        is_checksum_of(&self.checksum, &text)
    }
}

/// The encrypted parts in the order of the manifest.
fn read_manifest(data: &[u8], cx: &Context<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let Ok(text) = xml::decode(data) else { return parts };
    let Some((mut xml, root)) = super::root(&text, cx) else { return parts };
    while let Some(entry) = xml.child_of(&root) {
        while let Some(child) = xml.child_of(&entry) {
            if child.name() == "encryption-data" {
                let name = entry.attribute("full-path").unwrap_or_default().into_owned();
                parts.push(Part { name, ..read_part(&mut xml, &child) });
            }
        }
    }
    parts
}

fn read_part(xml: &mut Xml<'_>, element: &Element<'_>) -> Part {
    let decoded = |element: &Element<'_>, name| {
        let mut out = Vec::new();
        // What is cut or damaged opens nothing, which is seen where it is tried.
        let _is_sound = base64::decode(element.attribute(name).as_deref().into_iter(), &mut out);
        out
    };
    let mut part = Part { checksum: decoded(element, "checksum"), ..Part::default() };
    let (mut is_aes, mut is_pbkdf2) = (false, false);
    while let Some(child) = xml.child_of(element) {
        match child.name() {
            "algorithm" => {
                is_aes = child.raw("algorithm-name").is_some_and(|name| name.ends_with("aes256-cbc"));
                part.initial_value = decoded(&child, "initialisation-vector");
            }
            "key-derivation" => {
                is_pbkdf2 = child.raw("key-derivation-name").is_some_and(|name| name.ends_with("pbkdf2"));
                part.salt = decoded(&child, "salt");
                part.rounds = child.number("iteration-count").unwrap_or_default();
            }
            _ => {} // how the password is hashed first, which is always SHA-256
        }
    }
    Part { is_known_cipher: is_aes && is_pbkdf2, ..part }
}
