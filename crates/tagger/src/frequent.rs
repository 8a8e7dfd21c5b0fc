//! Words of every text, weighed once when the model is loaded instead of once a document.

use crate::document::Document;
use crate::flags::Flags;
use crate::hash;
use crate::intern::Interner;
use crate::lexicon::Lexicon;
use crate::sums::TypeSums;
use crate::token::TokenKind;
use crate::weights::Weights;

/// What is known of one frequent word whatever the document.
pub(crate) struct Known {
    spelling: &'static str,
    kind: TokenKind,
    pub(crate) flags: Flags,
    pub(crate) sums: TypeSums,
}

/// The frequent words, found by their spelling.
///
/// Only speed depends on it: without, the same lexicon and the same weights are asked for the same answers.
#[derive(Default)]
pub(crate) struct Frequent {
    numbers: Interner,
    known: Vec<Known>,
}

impl Frequent {
    /// Weighs the words of `data/frequent.txt`.
    pub(crate) fn new(lexicon: &Lexicon, weights: &Weights) -> Frequent {
        let document = Document::new(WORDS, lexicon, &Frequent::default());
        let mut frequent = Frequent { numbers: Interner::for_items(document.types.len()), known: Vec::new() };
        let mut features = Vec::with_capacity(64);
        for (token, place) in document.tokens.iter().enumerate() {
            let spelling = document.token_text(token);
            let word = document.type_number(token);
            // Numbers begin at 1; a word that is listed twice keeps its first.
            if word == frequent.known.len() + 1 {
                let sums = TypeSums::of(&document, word, weights, &mut features);
                let flags = document.types[word].flags;
                frequent.known.push(Known { spelling, kind: place.kind, flags, sums });
                frequent.numbers.find(hash_of(spelling), word as u32, |_| false);
            }
        }
        frequent
    }

    /// The number of the frequent word that a token is.
    #[inline]
    pub(crate) fn find(&self, spelling: &str, kind: TokenKind) -> Option<u32> {
        self.numbers.look_up(hash_of(spelling), |number| {
            let known = self.known(number);
            known.spelling == spelling && known.kind == kind
        })
    }

    /// What is known of the frequent word with a number that [`find`](Frequent::find) gave.
    pub(crate) fn known(&self, number: u32) -> &Known {
        &self.known[number as usize - 1]
    }
}

fn hash_of(spelling: &str) -> u64 {
    hash::of_bytes(spelling.as_bytes())
}

/// Written by `storyveil-train frequent`: signs, and the most frequent lower-case words of the counted novels.
const WORDS: &str = include_str!("../data/frequent.txt");
