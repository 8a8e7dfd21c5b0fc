//! Finds thousands of pieces of text in one pass, by their first letters.
//!
//! An automaton would find them too, but takes longer to build than most stories take to read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::strings::Strings;
use crate::{Map, Set, position};

/// Pieces, and the sets that each belongs to.
#[derive(Deserialize)]
#[serde(from = "Pieces")]
pub(crate) struct Finder {
    pieces: Pieces,
    /// By all letters of a piece, or the first [`MOST`] of a longer one.
    by_letters: Map<u64, Range<u32>>,
    /// The first letters of the pieces that have [`FEW`] or more.
    beginnings: Set<u64>,
    /// How many letters the pieces with fewer have.
    short: Vec<usize>,
}

/// Pieces in their order, so that those with the same first letters stand together.
#[derive(Serialize, Deserialize)]
struct Pieces {
    words: Strings,
    sets: Vec<Vec<u32>>,
}

/// So many letters are looked up at once.
const MOST: usize = 8;
/// Pieces of more letters than this are looked up only where these are the first of one.
const FEW: usize = 4;

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
            let mut look_up = |length: usize| {
                let Some(range) = rest.get(..length).and_then(|letters| self.by_letters.get(&key(letters)))
                else {
                    return;
                };
                for number in range.start as usize..range.end as usize {
                    if length < MOST || rest.starts_with(self.pieces.words.get(number).as_bytes()) {
                        self.pieces.sets[number].iter().for_each(|set| met(*set, at));
                    }
                }
            };
            self.short.iter().for_each(|length| look_up(*length));
            if rest.get(..FEW).is_some_and(|beginning| self.beginnings.contains(&key(beginning))) {
                (FEW..=MOST).for_each(look_up);
            }
        }
    }
}

impl From<Pieces> for Finder {
    fn from(pieces: Pieces) -> Finder {
        let mut by_letters: Map<u64, Range<u32>> = Map::default();
        by_letters.reserve(pieces.words.len());
        let (mut beginnings, mut short) = (Set::default(), Vec::new());
        for (number, piece) in pieces.words.iter().enumerate() {
            let (number, letters) = (position(number), piece.as_bytes());
            let first = key(&letters[..letters.len().min(MOST)]);
            by_letters.entry(first).or_insert(number..number).end = number + 1;
            match letters.get(..FEW) {
                Some(beginning) => {
                    beginnings.insert(key(beginning));
                }
                None if short.contains(&letters.len()) => {}
                None => short.push(letters.len()),
            }
        }
        Finder { pieces, by_letters, beginnings, short }
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
