//! Words that were met before, in a table of fixed size: a word that falls on the place of another takes it.

use std::ops::Range;

/// What is known of words as they are written.
#[derive(Clone)]
pub(super) struct Memo {
    /// None before the first word.
    slots: Vec<Slot>,
    size: usize,
    /// For words too long to be remembered.
    long: Slot,
}

/// What is known of one word.
#[derive(Clone, Default)]
pub(super) struct Slot {
    written: Written,
    /// In which text it was met last.
    pub(super) text: u64,
    /// Empty if the word is not indexed.
    pub(super) stem: String,
    pub(super) folded: String,
}

/// The longest word that is remembered, in bytes. Longer ones are rare, and met seldom enough to be analysed each time.
const LONGEST: usize = 24;

/// The bytes of a word as numbers, with zeros behind them: three comparisons instead of a call, and nothing to be fetched
/// from elsewhere. No word has a zero byte, which is neither letter nor digit.
type Written = [u64; LONGEST / 8];

impl Memo {
    /// A memo of `size` words, or the power of two above it.
    pub(super) fn new(size: usize) -> Memo {
        Memo { slots: Vec::new(), size: size.next_power_of_two(), long: Slot::default() }
    }

    /// What is known of the `word` of `text`; `find_out` fills in what is not.
    pub(super) fn slot(
        &mut self,
        text: &str,
        word: Range<usize>,
        find_out: impl FnOnce(&str, &mut Slot),
    ) -> &mut Slot {
        if self.slots.is_empty() {
            self.slots.resize_with(self.size, Slot::default);
        }
        let (slot, written) = match written(text.as_bytes(), &word) {
            Some(written) => (&mut self.slots[place(written) & (self.size - 1)], written),
            None => (&mut self.long, Written::default()),
        };
        // A long word is written as no word, so it is never known.
        if !same(slot.written, written) || written[0] == 0 {
            slot.written = written;
            slot.folded.clear();
            slot.stem.clear();
            slot.text = 0;
            find_out(&text[word], slot);
        }
        slot
    }
}

/// The word at `word` as it is written, if it is short enough.
fn written(text: &[u8], word: &Range<usize>) -> Option<Written> {
    if word.len() > LONGEST {
        return None;
    }
    // Read beyond the end of the word, and cut off: what is copied byte by byte has to be waited for.
    let mut copied = [0; LONGEST];
    let bytes: &[u8; LONGEST] = match text.get(word.start..word.start + LONGEST) {
        Some(bytes) => bytes.try_into().ok()?,
        None => {
            copied[..word.len()].copy_from_slice(&text[word.clone()]);
            &copied
        }
    };
    let (parts, _) = bytes.as_chunks::<8>();
    let part = |place: usize| {
        let bits = 8 * word.len().saturating_sub(8 * place).min(8);
        u64::from_le_bytes(parts[place]) & u64::MAX.unbounded_shr(64 - bits as u32)
    };
    Some([part(0), part(1), part(2)])
}

/// Whether two words are one, without a way through memory that the processor would have to wait for.
fn same(one: Written, other: Written) -> bool {
    (one[0] ^ other[0]) | (one[1] ^ other[1]) | (one[2] ^ other[2]) == 0
}

/// Where a word has its place: its parts turned against each other and multiplied by an odd number without pattern (2 to the
/// 64th by the golden ratio; D. Knuth, *The Art of Computer Programming*, vol. 3, 6.4).
fn place([first, second, third]: Written) -> usize {
    let mixed = (first ^ second.rotate_left(23) ^ third.rotate_left(47)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_wherever_they_stand() {
        let text = "a ab abcdefgh abcdefghi abcdefghijklmnopqrstuvwx abcdefghijklmnopqrstuvwxy b ab";
        let mut at = 0;
        let mut words = Vec::new();
        for word in text.split(' ') {
            words.push((word, written(text.as_bytes(), &(at..at + word.len()))));
            at += word.len() + 1;
        }
        for (word, known) in &words {
            assert_eq!(known.is_none(), word.len() > LONGEST, "{word}");
            for (other, others) in &words {
                assert_eq!(word == other, known == others, "{word} {other}");
            }
        }
    }

    #[test]
    fn long_words_are_analysed_each_time() {
        let (mut memo, mut times) = (Memo::new(4), 0);
        for word in ["x".repeat(LONGEST + 1), "x".repeat(LONGEST)] {
            for _ in 0..3 {
                let slot = memo.slot(&word, 0..word.len(), |written, slot| {
                    times += 1;
                    slot.stem.push_str(written);
                });
                assert_eq!(slot.stem, word);
            }
        }
        assert_eq!(times, 3 + 1);
    }
}
