//! Writes the seeds of every target to `fuzz/corpus`: the samples, the descriptions of the samples in every format that
//! can say them, and what stands in all of those.
//!
//! `RUSTFLAGS="--cfg fuzzing" cargo run --release --manifest-path fuzz/Cargo.toml --example seeds`

#![allow(dead_code, reason = "builders have more than seeds need")]

#[path = "../../tests/build/hwp5/mod.rs"]
mod builder;
#[path = "../../tests/build/hwp3/mod.rs"]
mod builder_hwp3;
#[path = "../../tests/build/hwp3/document.rs"]
mod builder_hwp3_document;
#[path = "../../tests/build/hwpml/document.rs"]
mod builder_hwpml;
#[path = "../../tests/build/hwpx/mod.rs"]
mod builder_hwpx;
#[path = "../../tests/readers/samples/descriptions.rs"]
mod descriptions;

use std::fs;
use std::io;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use builder::hostile;
use descriptions::SAMPLES;
use hwpconv::document::{Block, Inline, Node, visit};
use hwpconv::{Format, ReadOptions};
use hwpconv_fuzz::{hwp3, hwp5, hwpx};

/// Seeds that are larger than this are slow for what they show, and longer than targets take.
const LARGEST: usize = 64 << 10;

fn main() -> io::Result<()> {
    // Not every format can say everything; its builder panics at what it has no words for, and is passed over.
    std::panic::set_hook(Box::new(|_| {}));
    let corpus = Corpus(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    for (name, bytes) in documents()? {
        corpus.add("read", &name, &bytes)?;
        match hwpconv::detect(&bytes) {
            Some(Format::Hwp5) => corpus.add_hwp5(&name, &bytes)?,
            Some(Format::Hwpx) => corpus.add_hwpx(&name, &bytes)?,
            Some(Format::Hwp3) => corpus.add("hwp3", &name, &hwp3::unpacked(&bytes).unwrap_or_default())?,
            Some(Format::Hwpml) => {
                corpus.add("hwpml", &name, &bytes)?;
                corpus.add_xml(&name, &bytes)?;
            }
            Some(_) | None => {}
        }
        corpus.add_equations(&name, &bytes)?;
    }
    // These make something of any bytes.
    for (name, bytes) in documents()? {
        let head = bytes.get(..bytes.len().min(2_048)).unwrap_or_default();
        for target in ["roundtrip", "writers", "numbering", "base64"] {
            corpus.add(target, &name, head)?;
        }
    }
    Ok(())
}

/// The samples, the hostile files, and the descriptions in the formats that the samples are not in.
fn documents() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension != "md") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            documents.push((name, fs::read(path)?));
        }
    }
    documents.extend(hostile::all().into_iter().map(|(name, bytes)| (name.replace(' ', "-"), bytes)));
    for (name, document) in SAMPLES {
        documents.push((format!("{name}.hwpx"), builder_hwpx::package(&document())));
        let hwpml = catch_unwind(|| builder_hwpml::file(&document()).into_bytes());
        documents.extend(hwpml.ok().map(|bytes| (format!("{name}.hml"), bytes)));
        let hwp3 = catch_unwind(|| builder_hwp3_document::file(&builder_hwp3_document::within_hwp_3(document())));
        documents.extend(hwp3.ok().map(|bytes| (format!("{name}-hwp3.hwp"), bytes)));
    }
    Ok(documents)
}

/// The folder with a folder of seeds for each target.
struct Corpus(PathBuf);

impl Corpus {
    fn add(&self, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > LARGEST {
            return Ok(());
        }
        let folder = self.0.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name.replace('/', "-")), bytes)
    }

    fn add_hwp5(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.add("hwp5", name, &hwp5::unpacked(bytes))?;
        self.add("compound", name, bytes)?;
        for (path, data) in hwpconv::fuzzing::compound(bytes).unwrap_or_default() {
            if path.starts_with("BodyText") || path == "DocInfo" {
                self.add("inflate", &format!("{name}-{path}"), &[&[4], data.as_slice()].concat())?;
            }
        }
        Ok(())
    }

    fn add_hwpx(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.add("hwpx", name, &hwpx::unpacked(bytes))?;
        self.add("package", name, bytes)?;
        for (part, data) in hwpconv::fuzzing::package(bytes) {
            if part.ends_with(".xml") || part.ends_with(".hpf") {
                self.add_xml(&format!("{name}-{part}"), &data)?;
            }
        }
        Ok(())
    }

    fn add_xml(&self, name: &str, text: &[u8]) -> io::Result<()> {
        self.add("xml", name, &[&[64], text].concat())
    }

    fn add_equations(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let Ok(reading) = hwpconv::read(bytes, &ReadOptions::default()) else { return Ok(()) };
        let mut scripts = Vec::new();
        for section in &reading.document.sections {
            visit(&section.blocks, &mut |node| match node {
                Node::Block(Block::Equation(equation, _)) => scripts.push(equation.script.clone()),
                Node::Inline(Inline::Equation(equation)) => scripts.push(equation.script.clone()),
                Node::Block(_) | Node::Inline(_) => {}
            });
        }
        for (index, script) in scripts.iter().enumerate() {
            self.add("equation", &format!("{name}-{index}"), script.as_bytes())?;
        }
        Ok(())
    }
}
