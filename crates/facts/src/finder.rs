//! Finds thousands of pieces of text in one pass, by their first letters.
//!
//! An automaton would find them too, but takes longer to build than most stories take to read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::strings::Strings;
use crate::{Map, position};

/// Pieces, and the sets that each belongs to.
#[derive(Deserialize)]
#[serde(from = "Pieces")]
pub(crate) struct Finder {
    pieces: Pieces,
    /// By all letters of a piece, or the first [`MOST`] of a longer one.
    by_letters: Map<u64, Range<u32>>,
    /// For each length, which letters may be all of a piece, or the first of a longer one.
    possible: Vec<Filter>,
}

/// Pieces in their order, so that those with the same first letters stand together.
#[derive(Serialize, Deserialize)]
struct Pieces {
    words: Strings,
    sets: Vec<Vec<u32>>,
}

/// So many letters are looked up at once.
const MOST: usize = 8;
/// Longer pieces are looked up only where so many letters are the first of one.
const FEW: usize = 4;

/// Says of most letters that were not put in that they were not: far quicker than a look-up, and nearly all are asked for in
/// vain.
struct Filter(Box<[u64; 1 << (BITS - 6)]>);

/// The filter of each length has so many places, as a power of two: several for each piece of the largest shelf.
const BITS: u32 = 16;

impl Filter {
    fn new() -> Filter {
        Filter(Box::new([0; 1 << (BITS - 6)]))
    }

    /// Multiplies by a number without a pattern (Knuth, *The Art of Computer Programming* 3, 6.4) and takes the first bits.
    fn place(key: u64) -> (usize, u64) {
        let place = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS);
        ((place >> 6) as usize, 1 << (place & 63))
    }

    fn add(&mut self, key: u64) {
        let (word, bit) = Filter::place(key);
        self.0[word] |= bit;
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bit) = Filter::place(key);
        self.0[word] & bit != 0
    }
}

impl Finder {
    /// Finds a piece of each of `sets`. No piece is empty.
    pub(crate) fn new(sets: &[&[Arc<str>]]) -> Finder {
        let mut pieces: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (set, words) in (0..).zip(sets) {
            words.iter().for_each(|word| pieces.entry(word).or_default().push(set));
        }
        let words = pieces.keys().collect();
        Finder::from(Pieces { words, sets: pieces.into_values().collect() })
    }

    /// Calls `met` with each set of each piece in `text` and where the piece begins.
    pub(crate) fn each(&self, text: &[u8], mut met: impl FnMut(u32, usize)) {
        for at in 0..text.len() {
            let rest = &text[at..];
            let mut letters = 0;
            for length in 1..=MOST.min(rest.len()) {
                letters = letters << 8 | u64::from(rest[length - 1]);
                if self.possible[length - 1].may_have(letters) {
                    self.look_up(letters, length, rest, |set| met(set, at));
                } else if length >= FEW {
                    break;
                }
            }
        }
    }

    /// Calls `met` with the sets of the pieces of `length` letters, or more if these are the most, that `rest` begins with.
    fn look_up(&self, letters: u64, length: usize, rest: &[u8], mut met: impl FnMut(u32)) {
        let Some(range) = self.by_letters.get(&letters) else { return };
        for number in range.start as usize..range.end as usize {
            if length < MOST || rest.starts_with(self.pieces.words.get(number).as_bytes()) {
                self.pieces.sets[number].iter().for_each(|set| met(*set));
            }
        }
    }
}

impl From<Pieces> for Finder {
    fn from(pieces: Pieces) -> Finder {
        let mut by_letters: Map<u64, Range<u32>> = Map::default();
        by_letters.reserve(pieces.words.len());
        let mut possible: Vec<Filter> = (0..MOST).map(|_| Filter::new()).collect();
        for (number, piece) in pieces.words.iter().enumerate() {
            let (number, letters) = (position(number), piece.as_bytes());
            let length = letters.len().min(MOST);
            let first = key(&letters[..length]);
            by_letters.entry(first).or_insert(number..number).end = number + 1;
            // From FEW letters on each length leads to the next.
            for length in FEW.min(length)..=length {
                possible[length - 1].add(key(&letters[..length]));
            }
        }
        Finder { pieces, by_letters, possible }
    }
}

impl Serialize for Finder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.pieces.serialize(serializer)
    }
}

/// Up to eight letters as one number; none of them is zero, so that no two keys of different letters are alike.
fn key(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |key, letter| key << 8 | u64::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_found_wherever_it_stands() {
        let words = ["a", "at", "cat", "cats", "cat of el", "cat of elms", "th", " the cat of"];
        let pieces: Vec<Arc<str>> = words.into_iter().map(Arc::from).collect();
        let finder = Finder::new(&[&pieces[..4], &pieces[2..]]);
        let text = "cats at the cat of elms, that";
        let mut found = Vec::new();
        finder.each(text.as_bytes(), |set, at| found.push((at, set)));
        found.sort_unstable();
        let mut expected = Vec::new();
        for (set, words) in (0..).zip([&words[..4], &words[2..]]) {
            expected
                .extend(words.iter().flat_map(|word| text.match_indices(word).map(move |(at, _)| (at, set))));
        }
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
