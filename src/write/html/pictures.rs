//! Pictures of a page: beside it, or embedded.

use data_encoding::BASE64;

use crate::document::{Asset, Document};
use crate::place::Place;
use crate::warning::{Ledger, Part, WarningKind};
use crate::write::{WriteOptions, escape, link};

/// A page may hold this many bytes of pictures more than the document has: a picture that is shown a thousand times is
/// then not written a thousand times.
const REPEATED_BYTES: usize = 64 << 20;

/// The pictures of a page.
pub(super) struct Pictures<'o> {
    prefix: &'o str,
    embed: bool,
    /// How many bytes may still be embedded.
    room: usize,
}

impl<'o> Pictures<'o> {
    pub(super) fn new(document: &Document, options: &'o WriteOptions) -> Self {
        let size = document.assets.iter().map(|asset| asset.data.len()).fold(0, usize::saturating_add);
        let room = size.saturating_add(REPEATED_BYTES);
        Pictures { prefix: &options.media_prefix, embed: options.embed_media, room }
    }

    /// Writes the address of a picture, or of a file of another kind, as the value of an attribute. Returns `false`, and
    /// writes nothing, when there is nothing to show.
    pub(super) fn write_address(
        &mut self,
        asset: &Asset,
        is_picture: bool,
        out: &mut String,
        ledger: &mut Ledger,
    ) -> bool {
        if !self.embed {
            escape::html_anywhere(&path(self.prefix), out);
            escape::html_anywhere(&path(&asset.name), out);
            return true;
        }
        if asset.data.is_empty() {
            ledger.enter(WarningKind::MissingAttachment, &Place::part(&asset.name));
            return false;
        }
        let Some(room) = self.room.checked_sub(asset.data.len()) else {
            ledger.enter(WarningKind::NotConverted { what: Part::RepeatedPicture }, &Place::part(&asset.name));
            return false;
        };
        self.room = room;
        // A browser runs nothing in a picture, but might in a file of another kind.
        out.extend(["data:", if is_picture { &asset.media_type } else { "application/octet-stream" }, ";base64,"]);
        BASE64.encode_append(&asset.data, out);
        true
    }
}

/// The address of a file whose name may hold what ends a path in an address.
fn path(name: &str) -> String {
    link::address(&name.replace('%', "%25").replace('#', "%23").replace('?', "%3F"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(size: usize) -> Document {
        let asset = Asset {
            name: "그림 #1.png".to_owned(),
            media_type: "image/png".into(),
            data: vec![1; size],
            ..Asset::default()
        };
        Document { assets: vec![asset], ..Document::default() }
    }

    #[test]
    fn picture_beside_the_page_has_an_address_that_leads_to_its_file() {
        let (document, options) =
            (document(3), WriteOptions { media_prefix: "a\"b 100%/".to_owned(), ..WriteOptions::default() });
        let mut out = String::new();
        assert!(Pictures::new(&document, &options).write_address(
            &document.assets[0],
            true,
            &mut out,
            &mut Ledger::new(9)
        ));
        assert_eq!(out, "a%22b%20100%25/그림%20%231.png");
    }

    #[test]
    fn embedded_file_that_is_no_picture_has_a_type_that_nothing_runs() {
        let (document, options) = (document(3), WriteOptions { embed_media: true, ..WriteOptions::default() });
        let mut out = String::new();
        let mut pictures = Pictures::new(&document, &options);
        assert!(pictures.write_address(&document.assets[0], false, &mut out, &mut Ledger::new(9)));
        assert_eq!(out, "data:application/octet-stream;base64,AQEB");
    }

    #[test]
    fn picture_shown_without_end_is_not_embedded_without_end() {
        let (document, options) = (document(30 << 20), WriteOptions { embed_media: true, ..WriteOptions::default() });
        let mut pictures = Pictures::new(&document, &options);
        let mut ledger = Ledger::new(9);
        let mut show = || pictures.write_address(&document.assets[0], true, &mut String::new(), &mut ledger);
        let shown = (0..10).filter(|_| show()).count();
        assert_eq!((shown, ledger.into_warnings()[0].count), (3, 7));
    }
}
