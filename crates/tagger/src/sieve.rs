//! A sieve for sentences: which of them may tell a fact that identifies, whatever words tell it.
//!
//! What is out of the ordinary has no words of its own, so the tagger of facts finds few such events word by word. A whole
//! sentence tells more of itself than each of its words: the sieve adds up weights for every word, pair of words and piece of
//! a word in it (a logistic regression over hashed features for each kind of fact) and says how likely it is that a fact of
//! that kind is told. It cannot say by which words: that is for the tagger of facts, or for a person, to decide.

use std::ops::Range;
use std::sync::OnceLock;

use crate::decode::confidence;
use crate::document::{Document, WordType};
use crate::error::ModelError;
use crate::feature::{pieces, two};
use crate::label::{FactLabel, OUTSIDE, Scheme, TAGS};
use crate::style::Opening;
use crate::tagger::Prepared;
use crate::token::{Gap, Token};
use crate::weights::{Row, Weights};

/// Tells sentences that may hold a fact from ordinary ones. How well is in the crate's README.
pub struct Sieve {
    weights: Weights,
}

/// A sentence and how likely each kind of fact is told in it. It holds offsets, not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sifted {
    start: usize,
    end: usize,
    likelihoods: [u8; FactLabel::ALL.len()],
}

impl Sifted {
    /// The bytes of the sentence, without the blanks around it.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// How likely a fact of this kind is told, from 0 to 100 per cent, going by the sentences that the sieve learned from.
    pub fn likelihood(self, label: FactLabel) -> u8 {
        self.likelihoods[label as usize]
    }
}

impl Sieve {
    /// The sieve with the model that ships with the crate.
    pub fn embedded() -> &'static Sieve {
        static SIEVE: OnceLock<Sieve> = OnceLock::new();
        SIEVE.get_or_init(|| Sieve::from_bytes(EMBEDDED).expect("a test reads the embedded model"))
    }

    /// A sieve with a model that `storyveil-train sieve` wrote.
    ///
    /// # Errors
    ///
    /// As [`Tagger::from_bytes`](crate::Tagger::from_bytes).
    pub fn from_bytes(bytes: &[u8]) -> Result<Sieve, ModelError> {
        Ok(Sieve { weights: Weights::read(bytes, Scheme::Sentences)? })
    }

    /// Every sentence of a text, in order. Time is linear in the length.
    pub fn sift(&self, Prepared(document): &Prepared<'_>) -> Vec<Sifted> {
        let mut features = Vec::new();
        let sift = |sentence: Range<usize>| {
            let (start, end) = (document.tokens[sentence.start].start, document.tokens[sentence.end - 1].end);
            features_of(document, sentence, &mut features);
            let odds = self.odds(&features);
            Sifted { start, end, likelihoods: odds.map(|odds| likelihood(odds, self.weights.unit)) }
        };
        sentences(document).into_iter().map(sift).collect()
    }

    /// The odds of each kind of fact, in units. A sum of weights grows with the number of features and says little more for it:
    /// it is divided by the root of that number.
    fn odds(&self, features: &[u64]) -> [i32; FactLabel::ALL.len()] {
        let mut sums = [0_i64; TAGS];
        let mut count = 0;
        for some in features.chunks(Row::MOST) {
            let mut row = Row::default();
            self.weights.add(some, &mut row);
            count += row.count();
            sums.iter_mut().zip(row.sums()).for_each(|(sum, part)| *sum += i64::from(part));
        }
        let root = (count.max(1) * ROOT_UNIT * ROOT_UNIT).isqrt();
        let base = &self.weights.transitions[usize::from(OUTSIDE)];
        std::array::from_fn(|label| {
            let tag = label + 1;
            let sum = (sums[tag] - sums[usize::from(OUTSIDE)]) * ROOT_UNIT / root;
            (sum + i64::from(base[tag])).clamp(-MOST_ODDS, MOST_ODDS) as i32
        })
    }
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sieve").finish_non_exhaustive()
    }
}

/// Per cent by the logistic function.
fn likelihood(odds: i32, unit: i32) -> u8 {
    if odds < 0 { 100 - confidence(-odds, unit) } else { confidence(odds, unit) }
}

/// Tokens of each sentence, line or item of a list. Every token belongs to one. A line that goes on in lower case is no line of
/// its own, and a closing mark stands with what it closes.
pub(crate) fn sentences(document: &Document<'_>) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    // Whether a sentence could begin, and none has.
    let mut is_due = true;
    for (token, place) in document.places.iter().enumerate() {
        let Token { gap, .. } = document.tokens[token];
        let goes_on = gap == Gap::Line && document.type_of(token).shape.is_lower();
        is_due |= gap >= Gap::Line && !goes_on;
        is_due |= place.opening == Opening::Sentence && document.places[token - 1].opening == Opening::Inside;
        if is_due && (gap != Gap::None || token == 0) {
            starts.push(token);
            is_due = false;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([document.tokens.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The features of a sentence, each once, in the order of their hashes: words, neighbours, words two apart, and pieces of
/// four letters.
pub(crate) fn features_of(document: &Document<'_>, sentence: Range<usize>, features: &mut Vec<u64>) {
    features.clear();
    let (mut one_before, mut last) = (EDGE, EDGE);
    for token in sentence {
        let word = document.type_of(token);
        let here = identity(word);
        features.extend([two(60, here, 0), two(61, last, here), two(62, one_before, here)]);
        pieces(document.folded_word(word), &mut |piece| features.push(two(63, piece, 0)));
        (one_before, last) = (last, here);
    }
    features.push(two(61, last, EDGE));
    features.sort_unstable();
    features.dedup();
}

/// A word by its letters; all numbers and the like that look alike are one.
fn identity(word: &WordType) -> u64 {
    let is_word = word.shape.is_lower() || word.shape.is_capitalised();
    if is_word { word.word } else { two(64, word.shape.code(), 0) }
}

/// Written by `storyveil-train sieve`.
const EMBEDDED: &[u8] = include_bytes!("../model/sieve.bin");
/// What stands outside a sentence.
const EDGE: u64 = 1;
/// Roots are taken to a 64th.
const ROOT_UNIT: i64 = 64;
/// Beyond every sum that tells something more.
const MOST_ODDS: i64 = 1 << 16;
