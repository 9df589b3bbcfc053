//! Base64 that may be cut or damaged: what comes before the damage is kept.

use data_encoding::BASE64_MIME_PERMISSIVE;

/// Decodes base64 that may come in pieces and in lines. Stops at the padding or at the first character that is not base64;
/// returns whether everything was decoded.
pub(crate) fn decode<'a>(pieces: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) -> bool {
    let digits = pieces.flat_map(str::bytes).filter(|byte| !byte.is_ascii_whitespace());
    let mut digits: Vec<u8> = digits.take_while(|byte| *byte != b'=').collect();
    // A single digit at the end is no byte; missing padding is no damage.
    digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
    digits.resize(digits.len().next_multiple_of(4), b'=');
    // Four digits are three bytes at most.
    let start = out.len();
    out.resize(start + digits.len() / 4 * 3, 0);
    let decoded = BASE64_MIME_PERMISSIVE.decode_mut(&digits, out.get_mut(start..).unwrap_or_default());
    let (written, is_sound) = match decoded {
        Ok(written) => (written, true),
        Err(partial) => (partial.written, false),
    };
    out.truncate(start + written);
    is_sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> (Vec<u8>, bool) {
        let mut out = Vec::new();
        let is_sound = decode([text].into_iter(), &mut out);
        (out, is_sound)
    }

    #[test]
    fn padding_and_line_ends_are_no_data() {
        assert_eq!(decoded("aGVs\r\n bG8h"), (b"hello!".to_vec(), true));
        assert_eq!(decoded("aGVsbG8="), (b"hello".to_vec(), true));
        assert_eq!(decoded("+/+/"), (vec![0xFB, 0xFF, 0xBF], true));
    }

    #[test]
    fn damage_keeps_what_came_before() {
        assert_eq!(decoded("aGVs?bG8h"), (b"hel".to_vec(), false));
        assert_eq!(decoded("aGVsb"), (b"hel".to_vec(), true));
    }
}
