//! Bytes of an XML file to text.

use std::borrow::Cow;

use super::entities::expand;

/// XML bytes are in an encoding that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnknownEncoding;

/// The text of an XML file: UTF-8 as it is, UTF-16 and others transcoded, byte order mark removed, entities that it
/// declares replaced. Bytes that are wrong in their encoding become U+FFFD.
///
/// The encoding is found from the byte order mark, the shape of the first bytes, and the declaration, in this order.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, UnknownEncoding> {
    transcode(bytes).map(expand)
}

fn transcode(bytes: &[u8]) -> Result<Cow<'_, str>, UnknownEncoding> {
    if let [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] = bytes {
        return Err(UnknownEncoding); // UTF-32
    }
    let by_shape = match bytes {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let encoding = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or(by_shape);
    if let Some(encoding) = encoding {
        return Ok(encoding.decode_with_bom_removal(bytes).0);
    }
    match declared_encoding(bytes) {
        // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
        None | Some(b"utf-8" | b"UTF-8") => Ok(utf8(bytes)),
        Some(label) => match encoding_rs::Encoding::for_label(label) {
            Some(encoding) if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE => Ok(utf8(bytes)),
            Some(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0),
            None => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| UnknownEncoding),
        },
    }
}

/// Checks first: that is far faster than to repair, and nearly all files are sound. The standard library takes twenty
/// times as long for the check.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    let sound = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    sound.unwrap_or_else(|| String::from_utf8_lossy(bytes))
}

/// The label in `<?xml version="1.0" encoding="label"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..bytes.len().min(256))?.trim_ascii_start();
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = declaration.get(..end)?;
    let at = declaration.windows(8).position(|word| word == b"encoding")?;
    let mut parts = declaration.get(at..)?.split(|byte| matches!(byte, b'"' | b'\''));
    parts.next();
    parts.next()
}
