//! Where the pictures of a page are to be found: beside it, elsewhere, or in it.

use std::collections::HashMap;

use crate::document::{Asset, Document};
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::{WriteOptions, link};

/// Stands before the names of assets in the Markdown. No picture of a document can have a source of this scheme: the
/// Markdown writer lets none through.
pub(super) const PREFIX: &str = "asset:";

/// A page may hold this many bytes of pictures more than the document has: a picture that is shown a thousand times is
/// then not written a thousand times.
const REPEATED_BYTES: usize = 64 << 20;

/// The pictures of a page.
pub(super) struct Pictures<'d> {
    /// Assets by the name that stands in the Markdown.
    assets: HashMap<String, &'d Asset>,
    prefix: &'d str,
    embed: bool,
    /// How many bytes may still be embedded.
    room: usize,
}

impl<'d> Pictures<'d> {
    pub(super) fn new(document: &'d Document, options: &'d WriteOptions) -> Self {
        let mut assets = HashMap::new();
        for asset in &document.assets {
            let mut encoded = String::new();
            link::destination(&asset.name, &mut encoded);
            assets.entry(encoded).or_insert(asset);
            assets.entry(asset.name.clone()).or_insert(asset);
        }
        let size = document.assets.iter().map(|asset| asset.data.len()).fold(0, usize::saturating_add);
        let room = size.saturating_add(REPEATED_BYTES);
        Pictures { assets, prefix: &options.media_prefix, embed: options.embed_media, room }
    }

    /// The address of a picture in the page; `None` when there is nothing to show.
    pub(super) fn source(&mut self, source: &str, ledger: &mut Ledger) -> Option<String> {
        let Some(name) = source.strip_prefix(PREFIX) else {
            return (!source.is_empty() && link::is_safe_source(source)).then(|| source.to_owned());
        };
        let asset = *self.assets.get(name)?;
        if !self.embed {
            let mut address = String::new();
            link::destination(self.prefix, &mut address);
            link::destination(&asset.name, &mut address);
            return Some(address);
        }
        if asset.data.is_empty() {
            ledger.enter(WarningKind::MissingAttachment, &Place::part(&asset.name));
            return None;
        }
        match self.room.checked_sub(asset.data.len()) {
            Some(room) => self.room = room,
            None => {
                ledger.enter(
                    WarningKind::NotConverted { what: "further repetition of a picture" },
                    &Place::part(&asset.name),
                );
                return None;
            }
        }
        Some(format!("data:{};base64,{}", asset.media_type, base64(&asset.data)))
    }
}

/// Bytes in the base64 of RFC 4648 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: [char; 64] = digits();
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4_u8 {
            let value = usize::try_from(bits >> (18 - 6 * digit) & 63).ok().and_then(|value| DIGITS.get(value));
            out.push(if usize::from(digit) > group.len() { '=' } else { *value.unwrap_or(&'=') });
        }
    }
    out
}

#[expect(clippy::indexing_slicing, reason = "runs while compiling, within both arrays")]
const fn digits() -> [char; 64] {
    let text = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut digits = ['='; 64];
    let mut at = 0;
    while at < 64 {
        digits[at] = text[at] as char;
        at += 1;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_base64() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in cases {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xFE]), "+//+");
    }

    fn document(size: usize) -> Document {
        let asset = Asset { name: "그림 1.png".to_owned(), media_type: "image/png", data: vec![1; size] };
        Document { assets: vec![asset], ..Document::default() }
    }

    #[test]
    fn picture_is_found_as_the_markdown_writes_it() {
        let (document, options) =
            (document(3), WriteOptions { media_prefix: "a b/".to_owned(), ..WriteOptions::default() });
        let mut pictures = Pictures::new(&document, &options);
        let mut find = |source: &str| pictures.source(source, &mut Ledger::new(9));
        assert_eq!(find("asset:그림%201.png").unwrap(), "a%20b/그림%201.png");
        assert_eq!(find("asset:그림 1.png").unwrap(), "a%20b/그림%201.png");
        assert_eq!(find("https://a.kr/b.png").unwrap(), "https://a.kr/b.png");
        assert_eq!([find("asset:x"), find(""), find("javascript:x")], [None, None, None]);
    }

    #[test]
    fn picture_shown_without_end_is_not_embedded_without_end() {
        let (document, options) = (document(30 << 20), WriteOptions { embed_media: true, ..WriteOptions::default() });
        let mut pictures = Pictures::new(&document, &options);
        let mut ledger = Ledger::new(9);
        let shown = (0..10).filter(|_| pictures.source("asset:그림 1.png", &mut ledger).is_some()).count();
        assert_eq!((shown, ledger.into_warnings()[0].count), (3, 7));
    }
}
