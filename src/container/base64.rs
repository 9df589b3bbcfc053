//! Base64, as far as it is sound.

/// Decodes base64 that may come in pieces and in lines. Stops at the padding, or at what is no base64; returns whether
/// everything was.
pub(crate) fn decode<'a>(pieces: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) -> bool {
    let mut bits: u32 = 0;
    let mut bit_count = 0;
    for byte in pieces.flat_map(str::bytes) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => return true,
            _ if byte.is_ascii_whitespace() => continue,
            _ => return false,
        };
        bits = bits << 6 | u32::from(value);
        bit_count += 6;
        if bit_count >= 8 {
            bit_count -= 8;
            let [.., low] = (bits >> bit_count).to_be_bytes();
            out.push(low);
        }
    }
    true
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
