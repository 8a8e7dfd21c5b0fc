//! Sets and maps that are only looked up, never listed, and hash alike in every run.
//!
//! What is put in comes from the crate's lists, a charity's books or places in a text, so nobody can choose many keys
//! that fall together: a hash that is quick will do.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A set that is only looked up.
pub(crate) type Set<T> = HashSet<T, BuildHasherDefault<Quick>>;

/// A map that is only looked up.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Mixes eight bytes at a time by multiplication.
#[derive(Clone, Copy, Default)]
pub(crate) struct Quick(u64);

impl Quick {
    fn mix(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(ODD);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.mix(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.mix(u64::from_le_bytes(last));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.mix(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    /// The upper half of a product is mixed best, and tables look at both ends.
    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(ODD);
        mixed ^ mixed >> 32
    }
}

/// Two to the 64th divided by the golden ratio, made odd.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_places_are_spread() {
        let spread = |hashes: Vec<u64>| {
            let low: HashSet<u64> = hashes.iter().map(|hash| hash & 0xffff).collect();
            assert!(low.len() * 10 > hashes.len() * 9, "{} of {}", low.len(), hashes.len());
        };
        let hash = |write: &dyn Fn(&mut Quick)| {
            let mut quick = Quick::default();
            write(&mut quick);
            quick.finish()
        };
        spread((0..4096).map(|number| hash(&|quick| quick.write_u32(number))).collect());
        spread(
            (0..4096).map(|number| hash(&|quick| quick.write(format!("word{number}").as_bytes()))).collect(),
        );
    }
}
