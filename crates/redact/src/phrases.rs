//! Sets of phrases, to be found in the words of a text.

use crate::words::{Word, words};

/// Folded phrases, words joined by single blanks.
#[derive(Default)]
pub(crate) struct Phrases {
    /// In order, each once.
    phrases: Vec<String>,
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
            // The first phrase from here on begins with these words if any does.
            match self.phrases.get(self.phrases.partition_point(|one| *one < phrase)) {
                Some(found) if *found == phrase => longest = at + 1,
                Some(found) if found.starts_with(&phrase) => {}
                _ => break,
            }
        }
        longest
    }

    /// Whether the folded words, joined, are a phrase.
    pub(crate) fn contains(&self, phrase: &str) -> bool {
        self.phrases.binary_search_by(|one| one.as_str().cmp(phrase)).is_ok()
    }

    /// Of how many words the longest phrase consists.
    pub(crate) fn most_words(&self) -> usize {
        self.longest
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    /// Folds the phrases.
    fn from_iter<I: IntoIterator<Item = S>>(phrases: I) -> Phrases {
        let mut all = Phrases::default();
        for phrase in phrases {
            let words: Vec<String> = words(phrase.as_ref()).into_iter().map(|word| word.folded).collect();
            all.longest = all.longest.max(words.len());
            all.phrases.push(words.join(" "));
        }
        all.phrases.sort_unstable();
        all.phrases.dedup();
        all
    }
}
