//! A cursor over little-endian bytes. Every read yields `None` at the end instead of failing.

/// Reads little-endian values from the front of a slice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bytes<'a> {
    left: &'a [u8],
    length: usize,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Bytes { left: data, length: data.len() }
    }

    /// Bytes read so far.
    pub(crate) fn position(&self) -> usize {
        self.length - self.left.len()
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.left
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.left.split_at_checked(count)?;
        self.left = tail;
        Some(head)
    }

    /// Passes over bytes; a caller names in a comment what they are.
    pub(crate) fn skip(&mut self, count: usize) -> Option<()> {
        self.take(count).map(|_| ())
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.left.split_first_chunk::<N>()?;
        self.left = tail;
        Some(*head)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn i16(&mut self) -> Option<i16> {
        self.array().map(i16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// `count` UTF-16 code units, as their bytes.
    pub(crate) fn utf16(&mut self, count: usize) -> Option<&'a [u8]> {
        self.take(count.checked_mul(2)?)
    }

    /// A string with its length in UTF-16 units before it, as a u16. Lone surrogates become U+FFFD, NULs are left out.
    pub(crate) fn string(&mut self) -> Option<String> {
        let count = self.u16()?;
        self.utf16(usize::from(count)).map(utf16_string)
    }
}

/// UTF-16LE bytes as a string. Lone surrogates become U+FFFD, NULs are left out.
pub(crate) fn utf16_string(bytes: &[u8]) -> String {
    let whole = bytes.get(..bytes.len() & !1).unwrap_or_default();
    let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(whole);
    if text.contains('\0') { text.replace('\0', "") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_little_endian_and_end_with_none() {
        let mut bytes = Bytes::new(&[1, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        assert_eq!((bytes.u8(), bytes.u16(), bytes.i32()), (Some(1), Some(2), Some(-1)));
        assert_eq!((bytes.u8(), bytes.position()), (None, 7));
    }

    #[test]
    fn string_longer_than_the_data_is_none() {
        assert_eq!(Bytes::new(&[2, 0, 0x41, 0]).string(), None);
        assert_eq!(Bytes::new(&[1, 0, 0x41, 0]).string().as_deref(), Some("A"));
    }
}
