//! The streams of a document: opened, decrypted, inflated, within the budget.

use crate::container::compound::{CompoundFile, Extent};
use crate::container::inflate::{End, Inflater};
use crate::document::Image;
use crate::error::{Damage, Error, ErrorKind, LimitKind, Lock};
use crate::file_type::SNIFF_LENGTH;
use crate::place::Place;
use crate::read::assets::Assets;
use crate::read::crypto::distribution;
use crate::read::crypto::password::Cipher;
use crate::read::{Context, Password};
use crate::warning::{Part, WarningKind};

use super::doc_info::{BinData, Compression};
use super::file_header::FileHeader;
use super::streams;

/// A document's file with what is needed to open its streams.
pub(super) struct Source<'a> {
    file: CompoundFile<'a>,
    pub(super) header: FileHeader,
    pub(super) assets: Assets<u16>,
    /// Opens the streams of a password document.
    cipher: Option<Cipher>,
    inflater: Inflater,
}

/// Whether a stream is deflated, as far as the document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Deflated,
    Plain,
}

impl<'a> Source<'a> {
    /// Opens the file and refuses what cannot be unlocked.
    pub(super) fn open(bytes: &'a [u8], cx: &mut Context<'_>) -> Result<Self, Error> {
        cx.place = Place::default();
        let Some(mut file) = CompoundFile::open_with(bytes, cx.budget.limits().entries, streams::HINTS) else {
            return Err(cx.error(ErrorKind::Damaged { what: Damage::Streams }));
        };
        if file.is_over_entries() {
            cx.warn(WarningKind::LimitMet(LimitKind::Entries(cx.budget.limits().entries)));
        }
        cx.place = Place::part("FileHeader");
        let mut stream = Vec::new();
        let found = file.read("FileHeader", 256, &mut stream);
        let header = match (found, FileHeader::parse(&stream)) {
            (_, Some(header)) => header,
            (Some(_), None) | (None, None) => {
                cx.warn(WarningKind::Salvaged { what: Part::FileHeader });
                FileHeader::assumed()
            }
        };
        cx.flags = header.flags();
        cx.format_version = Some(header.version_text());
        let cipher = match unlock(header, cx.options.password.as_ref()) {
            Ok(cipher) => cipher,
            Err(kind) => return Err(Error::new(kind, Place::default())),
        };
        Ok(Source { file, header, assets: Assets::new(), cipher, inflater: Inflater::new() })
    }

    /// Whether the document was locked with a password.
    pub(super) fn is_locked(&self) -> bool {
        self.cipher.is_some()
    }

    /// Whether the compound file had to be pieced together, so far.
    pub(super) fn was_salvaged(&self) -> bool {
        self.file.was_salvaged()
    }

    /// The numbers of the sections in a storage, ascending.
    pub(super) fn sections(&self, storage: &str) -> Vec<u32> {
        let number = |path: &str| {
            let (parent, name) = path.split_once('/')?;
            let digits = name.get(..7).filter(|start| start.eq_ignore_ascii_case("section")).and(name.get(7..))?;
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            (parent.eq_ignore_ascii_case(storage) && is_number).then(|| digits.parse().ok()).flatten()
        };
        let mut numbers: Vec<u32> = self.file.streams().filter_map(|(path, _)| number(path)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// A stream as it lies in the file. Enters a warning when it is cut off or larger than the limits allow.
    fn raw(&mut self, path: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        match self.file.read(path, cx.budget.stream_allowance(), &mut out) {
            None => return None,
            Some(Extent::Complete) => {}
            Some(Extent::CutOff) => cx.warn(WarningKind::CutOff),
            Some(Extent::OverLimit) => cx.warn(WarningKind::LimitMet(cx.budget.stream_limit())),
        }
        Some(out)
    }

    /// A stream of text that is never packed.
    pub(super) fn plain(&mut self, path: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        cx.place = Place::part(path);
        self.raw(path, cx)
    }

    /// A stream of records, decrypted and inflated, as far as the limits allow; `None` when the file does not hold it.
    pub(super) fn records(&mut self, path: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        cx.place = Place::part(path);
        let mut data = self.raw(path, cx)?;
        if let Some(cipher) = &self.cipher {
            data = cipher.decrypt(&data);
        } else if path.starts_with("ViewText/") {
            match distribution::decrypt(&data) {
                Some(opened) => data = opened,
                None => cx.warn(WarningKind::Repaired { what: Part::PlainDistribution }),
            }
        }
        let packing = if self.header.is_compressed() { Packing::Deflated } else { Packing::Plain };
        Some(unpack(data, packing, &mut self.inflater, cx))
    }

    /// The picture with this BIN_DATA ordinal (from 1).
    pub(super) fn image(&mut self, ordinal: u16, bin_data: &[BinData], alt: String, cx: &mut Context<'_>) -> Image {
        let entry = usize::from(ordinal).checked_sub(1).and_then(|index| bin_data.get(index));
        let (asset, source) = match entry {
            Some(BinData::Link { path }) => (None, Some(cx.picture_source(path))),
            Some(BinData::Stream { id, extension, compression }) => {
                (self.attachment(ordinal, *id, extension, *compression, cx), None)
            }
            None => (None, None),
        };
        if asset.is_none() && source.as_deref().is_none_or(str::is_empty) {
            cx.warn(WarningKind::MissingAttachment);
        }
        Image { asset, source, alt, ..Image::default() }
    }

    /// The whole data of the embedded object with this BIN_DATA ordinal (from 1).
    pub(super) fn object(&mut self, ordinal: u16, bin_data: &[BinData], cx: &mut Context<'_>) -> Option<Vec<u8>> {
        match bin_data.get(usize::from(ordinal).checked_sub(1)?)? {
            BinData::Link { .. } => None,
            BinData::Stream { id, extension, compression } => {
                let allowance = cx.budget.stream_allowance();
                self.load(*id, extension, *compression, allowance, cx)
            }
        }
    }

    fn attachment(
        &mut self,
        ordinal: u16,
        id: u16,
        extension: &str,
        compression: Compression,
        cx: &mut Context<'_>,
    ) -> Option<usize> {
        let keep = cx.options.assets;
        let allowance = if keep { cx.budget.stream_allowance() } else { SNIFF_LENGTH as u64 };
        if let Some(known) = self.assets.known(&ordinal) {
            return known;
        }
        let data = self.load(id, extension, compression, allowance, cx);
        self.assets.position(ordinal, keep, || data)
    }

    /// An attachment, decrypted and inflated, at most `allowance` bytes of it.
    fn load(
        &mut self,
        id: u16,
        extension: &str,
        compression: Compression,
        allowance: u64,
        cx: &mut Context<'_>,
    ) -> Option<Vec<u8>> {
        let path = attachment_path(&self.file, id, extension)?;
        let mut data = Vec::new();
        let extent = self.file.read(&path, allowance, &mut data)?;
        // Streams may share sectors, so that all together they are longer than the file.
        cx.budget.spend(data.len() as u64);
        if extent == Extent::OverLimit && allowance > SNIFF_LENGTH as u64 {
            let limit = cx.budget.stream_limit();
            cx.warn(WarningKind::LimitMet(limit));
        }
        if let Some(cipher) = &self.cipher {
            data = cipher.decrypt(&data);
        }
        let is_packed = match compression {
            Compression::AsDocument => self.header.is_compressed(),
            Compression::Always => true,
            Compression::Never => false,
        };
        if !is_packed {
            return Some(data);
        }
        let mut unpacked = Vec::new();
        let end = self.inflater.inflate(&data, allowance, &mut unpacked);
        // A picture that lies about being packed is there all the same.
        if unpacked.is_empty() && end != End::Complete {
            return Some(data);
        }
        cx.budget.spend(unpacked.len() as u64);
        if end != End::Complete && allowance > SNIFF_LENGTH as u64 {
            cx.warn(WarningKind::CutOff);
        }
        Some(unpacked)
    }
}

/// The cipher of a password document, or why a document stays locked.
fn unlock(header: FileHeader, password: Option<&Password>) -> Result<Option<Cipher>, ErrorKind> {
    if header.has_drm() {
        return Err(ErrorKind::Encrypted(Lock::Drm));
    }
    if header.has_certificate_lock() {
        return Err(ErrorKind::Encrypted(Lock::Certificate));
    }
    match (header.has_password(), password) {
        (false, _) => Ok(None),
        (true, None) => Err(ErrorKind::Encrypted(Lock::Password)),
        (true, Some(password)) => match Cipher::hwp5(header.encrypt_version, password) {
            Some(cipher) => Ok(Some(cipher)),
            None => Err(ErrorKind::Encrypted(Lock::UnknownCipher)),
        },
    }
}

/// `BinData/BIN%04X.<extension>`, whatever the extension really is.
fn attachment_path(file: &CompoundFile<'_>, id: u16, extension: &str) -> Option<String> {
    let path = format!("BinData/BIN{id:04X}.{extension}");
    if file.contains(&path) {
        return Some(path);
    }
    file.path_beginning(&format!("bindata/bin{id:04x}.")).map(str::to_owned)
}

/// Inflates record streams; in damaged files the flag that says whether they are deflated lies at times.
fn unpack(mut data: Vec<u8>, packing: Packing, inflater: &mut Inflater, cx: &mut Context<'_>) -> Vec<u8> {
    let allowance = cx.budget.body_allowance();
    if packing == Packing::Plain && begins_with_record(&data) {
        if data.len() as u64 > allowance {
            cx.warn(WarningKind::LimitMet(cx.budget.body_limit()));
            data.truncate(usize::try_from(allowance).unwrap_or(usize::MAX));
        }
        cx.budget.spend_on_body(data.len() as u64);
        return data;
    }
    let mut out = Vec::new();
    let mut end = inflater.inflate(&data, allowance, &mut out);
    if out.is_empty() && end == End::CutOff {
        end = inflater.inflate_zlib(&data, allowance, &mut out);
    }
    if out.is_empty() && begins_with_record(&data) {
        cx.warn(WarningKind::Repaired { what: Part::CompressionFlag });
        (out, end) = (data, End::Complete);
    }
    cx.budget.spend_on_body(out.len() as u64);
    match end {
        End::Complete => {}
        End::CutOff => cx.warn(WarningKind::CutOff),
        End::OverLimit => cx.warn(WarningKind::LimitMet(cx.budget.body_limit())),
    }
    out
}

/// Whether data look like records: the first one is on level 0 and has a known tag.
fn begins_with_record(data: &[u8]) -> bool {
    let Some(word) = data.first_chunk().copied().map(u32::from_le_bytes) else { return false };
    (0x10..0x80).contains(&(word & 0x3FF)) && word >> 10 & 0x3FF == 0
}
