//! One hash for features, words and files: the same on every platform and in every version of this crate.
//!
//! A model is a table of weights by hash, so changing anything here makes every trained model useless.

/// Mixes one more value into a hash.
///
/// Multiply and fold: the constant is 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, volume
/// 3, section 6.4), made odd; the shift brings the well-mixed upper half down.
#[inline]
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash.rotate_left(26) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

/// The hash of some bytes, eight at a time.
pub(crate) fn of_bytes(bytes: &[u8]) -> u64 {
    let mut chunks = bytes.chunks_exact(8);
    let mut hash = mix(0x5354_4F52, bytes.len() as u64);
    for chunk in &mut chunks {
        hash = mix(hash, u64::from_le_bytes(chunk.try_into().expect("a chunk of eight bytes")));
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(hash, u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::of_bytes;

    #[test]
    fn hashes_do_not_change_between_versions() {
        assert_ne!(of_bytes(b"a"), of_bytes(b"a\0"));
        assert_eq!(of_bytes(b"storyveil"), 9_174_075_856_464_029_821);
    }
}
