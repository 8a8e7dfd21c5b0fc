//! Sets of bytes.

/// A set of bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes([u64; 4]);

impl Bytes {
    pub(crate) const NONE: Bytes = Bytes([0; 4]);
    pub(crate) const ALL: Bytes = Bytes([u64::MAX; 4]);

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    pub(crate) fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// How many of the set are less than `byte`.
    pub(crate) fn below(&self, byte: u8) -> usize {
        let word = usize::from(byte >> 6);
        let before = self.0[word] & ((1 << (byte & 63)) - 1);
        let whole = self.0[..word].iter().map(|word| word.count_ones()).sum::<u32>();
        (whole + before.count_ones()) as usize
    }

    pub(crate) fn or(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    /// All bytes that are not in the set.
    pub(crate) fn others(self) -> Bytes {
        Bytes(self.0.map(|word| !word))
    }
}

impl FromIterator<u8> for Bytes {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Bytes {
        let mut set = Bytes::NONE;
        bytes.into_iter().for_each(|byte| set.add(byte));
        set
    }
}
