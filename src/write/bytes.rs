//! The kinds of bytes that writers look out for. Most texts have none of them and are copied whole.

/// What may need care in a [`Line`](super::line::Line): spaces, control characters, and the first bytes of separators and
/// of the object character. Hangul syllables begin with none of them.
pub(super) const CARE: u8 = 1;
/// What has a meaning in HTML, and the line end.
pub(super) const HTML: u8 = 2;
/// What may have to be escaped in Markdown wherever it stands, and the line end.
pub(super) const MARKDOWN: u8 = 4;
/// What must not stand as it is anywhere in an HTML page: markup, quotes, and all bytes that control characters can begin
/// with.
pub(super) const PAGE: u8 = 8;

/// The position of the first byte that is of any of these kinds.
pub(super) fn find(text: &str, kinds: u8) -> Option<usize> {
    text.bytes().position(|byte| is(byte, kinds))
}

/// Whether a byte is of any of these kinds.
pub(super) fn is(byte: u8, kinds: u8) -> bool {
    KINDS.get(usize::from(byte)).is_some_and(|kind| kind & kinds != 0)
}

/// The kinds of every byte, as a table is faster than a comparison with each.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut rest = kinds.as_mut_slice();
    let mut byte: u8 = 0;
    while let Some((kind, after)) = rest.split_first_mut() {
        *kind = kinds_of(byte);
        (byte, rest) = (byte.wrapping_add(1), after);
    }
    kinds
};

const fn kinds_of(byte: u8) -> u8 {
    match byte {
        b'\n' => CARE | HTML | MARKDOWN | PAGE,
        b' ' | 0xE2 | 0xE3 | 0xEF => CARE,
        0..=0x1F | 0x7F | 0xC2 => CARE | PAGE,
        b'<' | b'&' => HTML | MARKDOWN | PAGE,
        b'>' | b'"' => PAGE,
        b'\\' | b'`' | b'*' | b'_' | b'~' | b'$' | b'[' | b']' | b'!' | b'|' => MARKDOWN,
        _ => 0,
    }
}
