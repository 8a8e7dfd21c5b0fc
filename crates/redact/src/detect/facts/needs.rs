//! What every match of a pattern holds, where, and what it begins with.

use std::sync::Arc;

use crate::words::is_closed_class;

/// A length in bytes, or a number of times, from the least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) least: usize,
    pub(super) most: usize,
}

impl Stretch {
    pub(super) fn exactly(length: usize) -> Stretch {
        Stretch { least: length, most: length }
    }

    pub(super) fn and(self, other: Stretch) -> Stretch {
        Stretch { least: self.least + other.least, most: FARTHEST.min(self.most + other.most) }
    }

    pub(super) fn or(self, other: Stretch) -> Stretch {
        Stretch { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    pub(super) fn times(self, times: Stretch) -> Stretch {
        Stretch { least: self.least * times.least, most: FARTHEST.min(self.most * times.most) }
    }
}

/// Letters that something can begin with: a bit for each of "a" to "z", and one for all else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters(u32);

impl Letters {
    /// Any letter or sign.
    pub(super) const ANY: Letters = Letters(u32::MAX);

    pub(super) fn of(byte: u8) -> Letters {
        Letters(1 << if byte.is_ascii_lowercase() { byte - b'a' } else { 31 })
    }

    pub(super) fn or(self, other: Letters) -> Letters {
        Letters(self.0 | other.0)
    }

    /// Whether `byte` of folded text is among them.
    pub(super) fn has(self, byte: u8) -> bool {
        self.0 & Letters::of(byte).0 != 0
    }
}

/// What every match of a pattern holds, the rarest first, and what it can begin with.
#[derive(Clone, Debug)]
pub(super) struct Leads {
    /// `None` if any text may match.
    pub(super) needed: Option<Vec<Needed>>,
    pub(super) first: Letters,
}

/// A set of pieces of which every match holds one, and how far behind the beginning of the match that piece begins.
#[derive(Clone, Debug)]
pub(super) struct Needed {
    pub(super) pieces: Arc<Pieces>,
    pub(super) behind: Stretch,
}

/// What every match of a part of a pattern holds, the set that is met in vain most rarely first, and how long it is. A run
/// of letters that the pattern does not limit counts as [`RUN`] at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    /// None if nothing can be said.
    pub(super) sets: Option<Vec<Needed>>,
    pub(super) length: Stretch,
    pub(super) first: Letters,
}

impl Needs {
    pub(super) fn nothing(length: Stretch) -> Needs {
        Needs { sets: None, length, first: Letters::ANY }
    }

    /// One piece of the one branch or one of another.
    pub(super) fn any_of(branches: Vec<Needs>) -> Needs {
        let length = branches.iter().map(|branch| branch.length).reduce(Stretch::or).unwrap_or_default();
        let first = branches.iter().fold(Letters::default(), |all, branch| all.or(branch.first));
        let rarest = |branch: Needs| branch.sets?.into_iter().next();
        let all: Option<Vec<Needed>> = branches.into_iter().map(rarest).collect();
        let joined = |all: Vec<Needed>| {
            let behind = all.iter().map(|one| one.behind).reduce(Stretch::or).unwrap_or_default();
            let words = all.iter().flat_map(|one| one.pieces.words.iter().cloned()).collect();
            vec![Needed { pieces: Pieces::new(words), behind }]
        };
        Needs { sets: all.map(joined), length, first }
    }
}

/// Pieces of text of which every match holds one, shared by all patterns that name the same list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    words: Vec<String>,
    /// How often they are met in vain, roughly.
    pub(super) cost: u64,
}

impl Pieces {
    pub(super) fn new(words: Vec<String>) -> Arc<Pieces> {
        Arc::new(Pieces { cost: cost(&words), words })
    }

    /// The pieces.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether it is worth the while to look for the set beside a rarer one: pieces of fewer letters are met in most
    /// sentences.
    pub(super) fn is_telling(&self) -> bool {
        self.words.iter().all(|piece| piece.trim().len() >= 4)
    }
}

/// How often pieces are met in vain, roughly: words of grammar in every sentence, others the rarer the longer.
fn cost(pieces: &[String]) -> u64 {
    let one = |piece: &String| match piece
        .split(' ')
        .filter(|word| !is_closed_class(word))
        .map(str::len)
        .sum::<usize>()
    {
        0 => 1 << 24,
        letters => 1 << (24 - 2 * letters.min(12)),
    };
    pieces.iter().map(one).sum()
}

/// How far a pattern is followed at most.
const FARTHEST: usize = 1_000;
