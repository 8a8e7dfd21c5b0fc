//! Words that were met before, in a table of fixed size: a word that falls on the place of another takes it.

/// What is known of words as they are written.
#[derive(Clone)]
pub(super) struct Memo {
    /// None before the first word.
    slots: Vec<Slot>,
    size: usize,
}

/// What is known of one word.
#[derive(Clone, Default)]
pub(super) struct Slot {
    written: String,
    pub(super) folded: String,
    /// Empty if the word is not indexed.
    pub(super) stem: String,
    /// In which text it was met last.
    pub(super) text: u64,
}

impl Memo {
    /// A memo of `size` words, or the power of two above it.
    pub(super) fn new(size: usize) -> Memo {
        Memo { slots: Vec::new(), size: size.next_power_of_two() }
    }

    /// What is known of `written`; `find_out` fills in what is not.
    pub(super) fn slot(&mut self, written: &str, find_out: impl FnOnce(&mut Slot)) -> &mut Slot {
        if self.slots.is_empty() {
            self.slots.resize_with(self.size, Slot::default);
        }
        let slot = &mut self.slots[place(written) & (self.size - 1)];
        if slot.written != written {
            slot.written.clear();
            slot.written.push_str(written);
            slot.folded.clear();
            slot.stem.clear();
            slot.text = 0;
            find_out(slot);
        }
        slot
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo), its two halves folded into one.
fn place(written: &str) -> usize {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = written.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix);
    ((hash ^ (hash >> 32)) & u64::from(u32::MAX)) as usize
}
