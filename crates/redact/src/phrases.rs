//! Sets of phrases, to be found in the words of a text.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::words::{Word, words};

/// Folded phrases, words joined by single blanks.
#[derive(Default)]
pub(crate) struct Phrases {
    phrases: BTreeSet<String>,
    /// Of how many words the longest consists.
    longest: usize,
}

impl Phrases {
    /// How many words the longest phrase has with which `words` begin; 0 if none does.
    pub(crate) fn longest(&self, words: &[Word]) -> usize {
        let mut phrase = String::new();
        let mut longest = 0;
        for (at, word) in words.iter().take(self.longest).enumerate() {
            phrase.push_str(if at == 0 { "" } else { " " });
            phrase.push_str(&word.folded);
            // The phrases are in order: the first from here on begins with these words if any does.
            match self.phrases.range::<str, _>((Bound::Included(phrase.as_str()), Bound::Unbounded)).next() {
                Some(found) if *found == phrase => longest = at + 1,
                Some(found) if found.starts_with(&phrase) => {}
                _ => break,
            }
        }
        longest
    }

    /// Whether the folded words, joined, are a phrase.
    pub(crate) fn contains(&self, phrase: &str) -> bool {
        self.phrases.contains(phrase)
    }

    /// Of how many words the longest phrase consists.
    pub(crate) fn most_words(&self) -> usize {
        self.longest
    }
}

impl<S: AsRef<str>> Extend<S> for Phrases {
    /// Folds the phrases and adds them.
    fn extend<I: IntoIterator<Item = S>>(&mut self, phrases: I) {
        for phrase in phrases {
            let words: Vec<String> = words(phrase.as_ref()).into_iter().map(|word| word.folded).collect();
            self.longest = self.longest.max(words.len());
            self.phrases.insert(words.join(" "));
        }
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    fn from_iter<I: IntoIterator<Item = S>>(phrases: I) -> Phrases {
        let mut all = Phrases::default();
        all.extend(phrases);
        all
    }
}
