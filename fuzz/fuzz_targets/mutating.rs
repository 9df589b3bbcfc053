//! What the targets with changes of their own share: libFuzzer's changes to some bytes, and its way to take a result.

/// Lets libFuzzer change some bytes, which may become a few more.
pub fn by_libfuzzer(bytes: &mut Vec<u8>) {
    let size = bytes.len();
    bytes.resize(size + 32, 0);
    let size = libfuzzer_sys::fuzzer_mutate(bytes, size, size + 32);
    bytes.truncate(size);
}

/// Puts a changed file in libFuzzer's buffer and gives its size. A file that cannot be changed or has become too large
/// stays as it is.
pub fn put(changed: Option<Vec<u8>>, buffer: &mut [u8], size: usize, max_size: usize) -> usize {
    let Some(changed) = changed.filter(|changed| changed.len() <= max_size.min(buffer.len())) else { return size };
    buffer[..changed.len()].copy_from_slice(&changed);
    changed.len()
}
