//! HWP 3.0, 96 and 97: one sequential stream → [`Document`].
//!
//! After a fixed front ([`header`]) comes the body, deflated as a rule: fonts, styles, the list of paragraphs
//! ([`paragraph`]) with all that stands in it ([`control`]), and additional blocks ([`blocks`]) with the pictures and
//! links that the text refers to. So the body is read to a tree first and composed ([`body`]) when the blocks are
//! known. Specified in *Hancom HWP 3.0 file format*.
//!
//! Left out on purpose: fonts, styles (the shapes stand at the paragraphs as well), layout, the preview.

mod blocks;
mod body;
mod boxes;
mod charset;
mod control;
mod date;
mod header;
mod outline;
mod paragraph;
mod picture;
mod recover;
mod stream;

use std::borrow::Cow;

use crate::container::bytes::Bytes;
use crate::container::inflate::{self, End};
use crate::document::{Document, Section};
use crate::error::{Damage, Error, ErrorKind, Lock};
use crate::place::Place;
use crate::read::crypto::password::Cipher;
use crate::read::flow::furniture;
use crate::read::{Context, Flag};
use crate::warning::{Part, WarningKind};
use header::Header;
use stream::Stream;

/// Reads a document.
pub(crate) fn read(bytes: &[u8], cx: &mut Context<'_>) -> Result<Document, Error> {
    cx.place = Place::part("header");
    let mut file = Bytes::new(bytes);
    let Some(header) = header::read(&mut file) else {
        return Err(cx.error(ErrorKind::Damaged { what: Damage::Header }));
    };
    cx.format_version.clone_from(&header.metadata.format_version);
    let flags = [(header.is_compressed, Flag::Compressed), (header.is_encrypted, Flag::Password)];
    cx.flags.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag));
    cx.place = Place::part("body");
    let data = unpacked(&header, file.rest(), cx)?;
    let mut stream = Stream::new(&data, cx);
    if fonts_and_styles(&mut stream.bytes).is_none() {
        return Err(cx.error(ErrorKind::NoBody));
    }
    let mut list = paragraph::list(&mut stream);
    if stream.is_lost {
        recover::rest(&mut stream, &mut list);
    }
    let blocks = if stream.is_lost { blocks::AdditionalBlocks::default() } else { blocks::read(&mut stream) };
    // Where the stream stood says nothing about what is composed from now on.
    cx.place.offset = None;
    let mut body = body::Body::new(blocks, cx);
    let blocks = body.section(list);
    let section = Section { blocks, furniture: furniture::take(&mut body.furniture) };
    let (metadata, assets) = (header.metadata, body.assets.into_assets());
    Ok(Document { metadata, sections: vec![section], assets, ..Document::default() })
}

/// The body as it was before it was deflated and encrypted.
fn unpacked<'a>(header: &Header, data: &'a [u8], cx: &mut Context<'_>) -> Result<Cow<'a, [u8]>, Error> {
    if !header.is_encrypted {
        return Ok(if header.is_compressed { inflated(data, cx) } else { Cow::Borrowed(data) });
    }
    let Some(password) = &cx.options.password else {
        return Err(cx.error(ErrorKind::Encrypted(Lock::Password)));
    };
    let data = Cipher::hwp3(password).decrypt(data);
    let mut data = if header.is_compressed { inflated(&data, cx).into_owned() } else { data };
    data.drain(..RANDOM_PREFIX.min(data.len()));
    // A wrong key gives noise, where no sound lists of fonts and styles begin.
    if fonts_and_styles(&mut Bytes::new(&data)).is_none() {
        return Err(cx.error(ErrorKind::WrongPassword));
    }
    Ok(Cow::Owned(data))
}

/// Random bytes at the beginning of an encrypted body.
const RANDOM_PREFIX: usize = 256;

fn inflated<'a>(data: &'a [u8], cx: &mut Context<'_>) -> Cow<'a, [u8]> {
    let mut out = Vec::new();
    let end = inflate::inflate(data, cx.budget.body_allowance(), &mut out);
    cx.budget.spend_on_body(u64::try_from(out.len()).unwrap_or(u64::MAX));
    match end {
        End::Complete => {}
        // Nothing came out: the header says "compressed" of a body that is not.
        End::CutOff if out.is_empty() && !data.is_empty() => {
            cx.warn(WarningKind::Repaired { what: Part::CompressionFlag });
            return Cow::Borrowed(data);
        }
        End::CutOff => cx.warn(WarningKind::CutOff),
        End::OverLimit => cx.warn(WarningKind::LimitMet(cx.budget.body_limit())),
    }
    Cow::Owned(out)
}

/// Passes over the names of the fonts of seven scripts, and over the styles. `None` when the data end before.
fn fonts_and_styles(bytes: &mut Bytes<'_>) -> Option<()> {
    const FONT_LISTS: usize = 7;
    const FONT: usize = 40;
    const STYLE: usize = 238;
    for _ in 0..FONT_LISTS {
        let count = usize::from(bytes.u16()?);
        bytes.skip(count * FONT)?;
    }
    let count = usize::from(bytes.u16()?);
    bytes.skip(count * STYLE)
}
