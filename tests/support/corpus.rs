//! Real documents, where they are beside the checkout.

use std::path::{Path, PathBuf};

use hwpconv::{Document, Password, ReadOptions, TrackChanges};

/// A document of the corpus.
pub struct Sample {
    /// Path within the corpus.
    pub name: String,
    /// The beginning of its hash, by which other files refer to it.
    pub id: String,
    pub category: String,
    path: PathBuf,
    password: Option<String>,
}

/// The folder that holds the corpus and what is known about its documents.
pub fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// All documents; none, with a word about it, where there is no corpus.
pub fn samples() -> Vec<Sample> {
    let corpus = shared().join("corpus");
    let Ok(manifest) = std::fs::read_to_string(corpus.join("MANIFEST.tsv")) else {
        println!("skipped: the corpus is not beside the checkout");
        return Vec::new();
    };
    let sample = |row: &str| {
        let columns: Vec<&str> = row.split('\t').collect();
        Sample {
            name: columns[0].to_owned(),
            id: columns[1][..16].to_owned(),
            category: columns[7].to_owned(),
            path: corpus.join(columns[0]),
            password: columns.get(12).filter(|word| !word.is_empty()).map(|word| (*word).to_owned()),
        }
    };
    manifest.lines().skip(1).map(sample).collect()
}

impl Sample {
    /// The document; `None` for one that cannot be read.
    pub fn read(&self) -> Option<Document> {
        let bytes = std::fs::read(&self.path).unwrap();
        let options = ReadOptions {
            password: self.password.as_deref().map(Password::new),
            assets: false,
            track_changes: TrackChanges::Accept,
            ..ReadOptions::default()
        };
        hwpconv::read(&bytes, &options).ok().map(|reading| reading.document)
    }
}
