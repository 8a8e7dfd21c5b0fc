//! What every match of a pattern holds, where, and what it begins with.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// Says of a folded word whether it is one of grammar, which stands in every sentence: "the", "from", "pentru".
pub(crate) type Grammar<'g> = &'g dyn Fn(&str) -> bool;

/// A length in bytes, or a number of times, from the least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stretch {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

impl Stretch {
    pub(crate) fn exactly(length: usize) -> Stretch {
        Stretch { least: length, most: length }
    }

    pub(crate) fn and(self, other: Stretch) -> Stretch {
        Stretch { least: self.least + other.least, most: FARTHEST.min(self.most + other.most) }
    }

    pub(crate) fn or(self, other: Stretch) -> Stretch {
        Stretch { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    pub(crate) fn times(self, times: Stretch) -> Stretch {
        Stretch { least: self.least * times.least, most: FARTHEST.min(self.most * times.most) }
    }
}

/// The two letters that something can begin with: for each first letter, a bit for each second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Beginnings([u32; CLASSES]);

/// "a" to "z", and all else.
const CLASSES: usize = 27;

impl Beginnings {
    /// Nothing.
    pub(crate) const NONE: Beginnings = Beginnings([0; CLASSES]);
    /// Any letters or signs.
    pub(crate) const ANY: Beginnings = Beginnings([u32::MAX; CLASSES]);

    /// With these letters; if there is only one, anything may follow.
    pub(crate) fn of(letters: &[u8]) -> Beginnings {
        let mut these = Beginnings::NONE;
        if let Some(first) = letters.first() {
            these.0[class(*first)] = letters.get(1).map_or(u32::MAX, |second| 1 << class(*second));
        }
        these
    }

    /// Adds what `other` has.
    pub(crate) fn add(&mut self, other: &Beginnings) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Whether something begins with `byte`.
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[class(byte)] != 0
    }

    /// Whether text that begins with `opening` can begin so.
    pub(crate) fn fit(&self, opening: Opening) -> bool {
        self.0[opening.first] & opening.second != 0
    }
}

/// The first two letters of some folded text.
#[derive(Clone, Copy)]
pub(crate) struct Opening {
    first: usize,
    second: u32,
}

impl Opening {
    /// Of text that is not empty; if it is only one letter long, anything may follow.
    pub(crate) fn of(text: &[u8]) -> Opening {
        Opening { first: class(text[0]), second: text.get(1).map_or(u32::MAX, |second| 1 << class(*second)) }
    }
}

fn class(byte: u8) -> usize {
    if byte.is_ascii_lowercase() { usize::from(byte - b'a') } else { CLASSES - 1 }
}

/// What every match of a pattern holds, the rarest first, and what it can begin with.
#[derive(Clone, Debug)]
pub(crate) struct Leads {
    /// `None` if any text may match.
    pub(crate) needed: Option<Vec<Needed>>,
    pub(crate) first: Beginnings,
}

/// A set of pieces of which every match holds one, and how far behind the beginning of the match that piece begins.
#[derive(Clone, Debug)]
pub(crate) struct Needed {
    pub(crate) pieces: Arc<Pieces>,
    pub(crate) behind: Stretch,
}

/// What every match of a part of a pattern holds, the set that is met in vain most rarely first, and how long it is. What the
/// pattern does not limit is as long as it usually is.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    /// None if nothing can be said.
    pub(crate) sets: Option<Vec<Needed>>,
    pub(crate) length: Stretch,
    pub(crate) first: Beginnings,
}

impl Needs {
    /// Of something so long that may begin and go on with anything.
    pub(crate) fn nothing(length: Stretch) -> Needs {
        Needs { sets: None, length, first: Beginnings::ANY }
    }

    /// One of these words; `None` if there are none.
    pub(crate) fn of_one_of(words: Vec<Arc<str>>) -> Option<Needs> {
        let length = words.iter().map(|word| Stretch::exactly(word.len())).reduce(Stretch::or)?;
        let mut first = Beginnings::NONE;
        words.iter().for_each(|word| first.add(&Beginnings::of(word.as_bytes())));
        Some(Needs { sets: Some(vec![Needed::here(words)]), length, first })
    }

    /// One piece of the one branch or one of another.
    pub(crate) fn any_of(branches: Vec<Needs>) -> Needs {
        let length = branches.iter().map(|branch| branch.length).reduce(Stretch::or).unwrap_or_default();
        let mut first = Beginnings::NONE;
        branches.iter().for_each(|branch| first.add(&branch.first));
        let rarest = |branch: Needs| branch.sets?.into_iter().next();
        let mut all: Option<Vec<Needed>> = branches.into_iter().map(rarest).collect();
        if let Some(sets) = all.as_mut().filter(|sets| sets.len() > 1) {
            let behind = sets.iter().map(|one| one.behind).reduce(Stretch::or).unwrap_or_default();
            let words = sets.iter().flat_map(|one| one.pieces.words.iter().cloned()).collect();
            *sets = vec![Needed { behind, ..Needed::here(words) }];
        }
        Needs { sets: all.filter(|sets| !sets.is_empty()), length, first }
    }
}

impl Needed {
    /// One of these, where the match begins.
    pub(crate) fn here(words: Vec<Arc<str>>) -> Needed {
        Needed { pieces: Arc::new(Pieces { words, cost: OnceLock::new() }), behind: Stretch::default() }
    }
}

/// Pieces of text of which every match holds one, shared by all patterns that name the same list.
#[derive(Debug)]
pub(crate) struct Pieces {
    words: Vec<Arc<str>>,
    cost: OnceLock<u64>,
}

impl Pieces {
    /// The pieces.
    pub(crate) fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// How often they are met in vain, roughly.
    pub(crate) fn cost(&self, grammar: Grammar<'_>) -> u64 {
        *self.cost.get_or_init(|| self.words.iter().map(|word| cost(word, grammar)).sum())
    }

    /// Whether it is worth the while to look for the set beside a rarer one: pieces of fewer letters are met in most
    /// sentences.
    pub(crate) fn is_telling(&self) -> bool {
        self.words.iter().all(|piece| piece.trim().len() >= 4)
    }
}

/// How often a piece is met in vain, roughly: single letters in most words, words of grammar in every sentence, others the
/// rarer the longer.
fn cost(piece: &str, grammar: Grammar<'_>) -> u64 {
    match piece.split(' ').filter(|word| !grammar(word)).map(str::len).sum::<usize>() {
        0 => 1 << 24,
        1 => 1 << 26,
        letters => 1 << (24 - 2 * letters.min(12)),
    }
}

/// How far a pattern is followed at most.
pub(crate) const FARTHEST: usize = 1_000;
