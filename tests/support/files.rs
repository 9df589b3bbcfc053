//! Files beside the sources: samples, and the corpus where it is.

use std::fs;
use std::path::{Path, PathBuf};

use hwpconv::{Password, ReadOptions};

/// What the locked samples open with.
pub const SAMPLE_PASSWORD: &str = "hwpconv-2026";

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every HWP 5 sample by its name without extension, in order.
pub fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples: Vec<_> = fs::read_dir(root().join("samples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "hwp"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .filter(|(_, bytes)| bytes.starts_with(b"\xD0\xCF\x11\xE0"))
        .collect();
    samples.sort();
    assert!(samples.len() > 20, "the samples are there");
    samples
}

/// Options that open every sample.
pub fn sample_options() -> ReadOptions {
    ReadOptions { password: Some(Password::new(SAMPLE_PASSWORD)), ..ReadOptions::default() }
}

/// A document of the corpus.
pub struct Entry {
    /// Path below the corpus folder.
    pub path: String,
    pub format: String,
    /// Empty for most.
    pub password: String,
    pub flags: String,
    pub bytes: Vec<u8>,
}

/// The corpus, which lies beside the checkout where it is at all.
pub fn corpus() -> Option<Vec<Entry>> {
    let folder: PathBuf = root().parent()?.join("shared/corpus");
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).ok()?;
    let mut lines = manifest.lines();
    let names: Vec<&str> = lines.next()?.split('\t').collect();
    let column = |name: &str| names.iter().position(|known| *known == name).unwrap();
    let (path, format, flags, password) = (column("path"), column("format"), column("flags"), column("password"));
    let entries = lines.filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |at: usize| fields.get(at).copied().unwrap_or_default().to_owned();
        // A file that the manifest names and the folder lacks is not there to be read.
        let bytes = fs::read(folder.join(field(path))).ok()?;
        Some(Entry { path: field(path), format: field(format), flags: field(flags), password: field(password), bytes })
    });
    Some(entries.collect())
}

impl Entry {
    /// Options that open the document where its password is known.
    pub fn options(&self) -> ReadOptions {
        let password = Some(self.password.as_str()).filter(|password| !password.is_empty()).map(Password::new);
        ReadOptions { password, ..ReadOptions::default() }
    }

    /// Whether it is locked and nobody knows the password.
    pub fn stays_locked(&self) -> bool {
        self.flags.contains("password") && self.password.is_empty()
    }
}

/// As much of the corpus as a debug build reads in some seconds: every document in a release build or with
/// `HWPCONV_WHOLE_CORPUS=1`, else every `step`th that is not larger than `largest`. Says what it took; `None` without a
/// corpus.
pub fn corpus_share(largest: usize, step: usize) -> Option<Vec<Entry>> {
    let Some(mut entries) = corpus() else {
        println!("skipped: there is no corpus beside the checkout");
        return None;
    };
    let total = entries.len();
    if cfg!(debug_assertions) && std::env::var_os("HWPCONV_WHOLE_CORPUS").is_none() {
        let mut index = 0;
        entries.retain(|entry| {
            index += 1;
            entry.bytes.len() <= largest && index % step == 0
        });
    }
    println!("{} of {total} documents of the corpus", entries.len());
    assert!(!entries.is_empty(), "the corpus has documents");
    Some(entries)
}
