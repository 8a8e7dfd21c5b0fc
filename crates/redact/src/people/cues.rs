//! Phrases of several words, looked up by their first.

use std::cmp::Reverse;

use crate::hash::Map;
use crate::text::Text;
use crate::words::words;

/// Phrases of folded words, by their first word; of one first word, the longest come first.
pub(super) struct Cues(Map<String, Vec<Vec<String>>>);

impl Cues {
    /// The phrases of a list.
    pub(super) fn of<S: AsRef<str>>(list: impl IntoIterator<Item = S>) -> Cues {
        let mut cues: Map<String, Vec<Vec<String>>> = Map::default();
        for phrase in list {
            let cue: Vec<String> = words(phrase.as_ref()).into_iter().map(|word| word.folded).collect();
            if let Some(first) = cue.first() {
                cues.entry(first.clone()).or_default().push(cue);
            }
        }
        cues.values_mut().for_each(|cues| cues.sort_by_key(|cue| Reverse(cue.len())));
        Cues(cues)
    }

    /// The same where the sentence goes on, so that the name behind can be what the phrase announces: "Maria called. Ion came."
    /// calls nobody Ion.
    pub(super) fn before_name(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        self.at(text, at).filter(|length| !(at..at + length).any(|at| ends_sentence(text, at)))
    }

    /// How many words the longest phrase has that begins at word `at`, if one does.
    pub(super) fn at(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let words = text.words();
        let cues = self.0.get(&words.get(at)?.folded)?;
        let reads = |cue: &&Vec<String>| {
            let here = words.get(at..at + cue.len()).unwrap_or_default();
            here.len() == cue.len() && here.iter().zip(*cue).all(|(word, cue)| word.folded == *cue)
        };
        cues.iter().find(reads).map(Vec::len)
    }
}

/// Whether a sentence ends behind word `at`; "a.k.a." goes on.
fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    let letter = text.words()[at].folded.chars().nth(1).is_none();
    let stops = |gap: &str| gap.contains(['!', '?']) || !letter && gap.starts_with('.') && gap.len() > 1;
    text.gap_after(at).is_some_and(stops)
}
